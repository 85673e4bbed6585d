"""Who may call a route, what it takes and what it gives: declared beside it, enforced for all of them here.

A route without a declaration is refused to everyone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, Literal, cast

from flask import Flask, Response, current_app, g, request

from webapp import sessions, wire
from webapp.context import server
from webapp.errors import ForbiddenError, MalformedError, NotFoundError, RefusalError
from webapp.groups import memberships
from webapp.groups.memberships import Seat

Level = Literal["public", "recovery", "full"]
ChainKind = Literal["vault", "member", "facilitator"]
FRAMES = "application/vnd.recul.frames"
BYTES = "application/octet-stream"
JSON_LIMIT = 1024 * 1024
SEAT: Final = "seat"
FRAMES_LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True)
class Declaration:
    """What `openapi.py` and the guard know about one route.

    `takes` and `gives` are a wire type, a media type, or None for an empty body. `chain` is what the chain of the path
    must be to the caller; `of_group` answers instead of the view when it is a group's.
    """

    level: Level
    takes: type[wire.Struct] | str | None
    gives: type[wire.Struct] | str | None
    status: int
    refuses: tuple[type[RefusalError], ...]
    chain: ChainKind = "vault"
    of_group: Callable[..., Any] | None = None


def access(
    level: Level,
    *,
    takes: type[wire.Struct] | str | None = None,
    gives: type[wire.Struct] | str | None = None,
    status: int = 200,
    refuses: tuple[type[RefusalError], ...] = (),
    chain: ChainKind = "vault",
    of_group: Callable[..., Any] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """Declare a view.

    `level` is `public`, `recovery` (a full or a recovery session) or `full`. A view that takes a wire type receives
    it as its first argument, decoded; a wire type that it returns is encoded here. A `chain_id` in its path is the
    caller's own vault, or with `chain` a group where they are a member or a facilitator; a view of vaults whose path
    groups have too names its `of_group`, which members of the group reach.
    """

    def declare(view: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(view)
        def answer(**path: Any) -> Response:
            _check_type(takes)
            chosen = view if of_group is None or SEAT not in g else of_group
            result = chosen(_body(takes), **path) if isinstance(takes, type) else chosen(**path)
            if isinstance(result, Response):
                return result
            return Response(wire.encode(result) if result is not None else b"", status, mimetype="application/json")

        answer.declaration = Declaration(  # type: ignore[attr-defined]
            level, takes, gives, status, refuses, chain, of_group
        )
        return answer

    return declare


def declaration_of(app: Flask, endpoint: str) -> Declaration | None:
    """Return what a route declared, or None if it said nothing."""
    return getattr(app.view_functions[endpoint], "declaration", None)


def guard() -> None:
    """Refuse a route without declaration, a session below the declared level, a chain the caller has no place in."""
    if request.endpoint is None:
        return  # 404 and 405 are answered by the router
    declared = declaration_of(current_app, request.endpoint)
    if declared is None:
        raise ForbiddenError
    request.max_content_length = JSON_LIMIT if declared.takes != FRAMES else FRAMES_LIMIT
    if declared.level == "public":
        return
    caller = sessions.caller()
    if caller.scope == "recovery" and declared.level != "recovery":
        raise ForbiddenError
    chain_id = (request.view_args or {}).get("chain_id")
    if chain_id is not None and not (declared.chain == "vault" and chain_id == caller.vault_id):
        _let_in(declared, caller, chain_id)


def seat() -> Seat:
    """Return what the caller is in the group of the path."""
    return cast(Seat, g.get(SEAT))


def _let_in(declared: Declaration, caller: sessions.Caller, chain_id: bytes) -> None:
    """Let a member of a group in; for anyone else a chain of another and no chain are the same."""
    if caller.scope == "recovery":
        raise ForbiddenError
    if declared.chain == "vault" and declared.of_group is None:
        raise NotFoundError
    with server().database.reading() as connection:
        its_seat = memberships.seat_of(connection, caller.account_no, chain_id)
    if declared.chain == "facilitator" and not its_seat.leads:
        raise ForbiddenError
    setattr(g, SEAT, its_seat)


def _check_type(takes: type[wire.Struct] | str | None) -> None:
    """Refuse a body that does not say what the route takes: no form of another site can say it."""
    if takes is not None and request.mimetype != (takes if isinstance(takes, str) else "application/json"):
        raise MalformedError


def _body(kind: type[wire.Struct]) -> wire.Struct:
    return wire.decode(kind, request.get_data(cache=False))
