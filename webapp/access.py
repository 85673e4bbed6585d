"""Who may call a route, what it takes and what it gives: declared beside it, enforced for all of them here.

A route without a declaration is refused to everyone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

from flask import Flask, Response, current_app, request

from webapp import sessions, wire
from webapp.errors import ForbiddenError, MalformedError, RefusalError

Level = Literal["public", "recovery", "full"]
FRAMES = "application/vnd.recul.frames"
BYTES = "application/octet-stream"
JSON_LIMIT = 1024 * 1024
FRAMES_LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True)
class Declaration:
    """What `openapi.py` and the guard know about one route.

    `takes` and `gives` are a wire type, a media type, or None for an empty body.
    """

    level: Level
    takes: type[wire.Struct] | str | None
    gives: type[wire.Struct] | str | None
    status: int
    refuses: tuple[type[RefusalError], ...]


def access(
    level: Level,
    *,
    takes: type[wire.Struct] | str | None = None,
    gives: type[wire.Struct] | str | None = None,
    status: int = 200,
    refuses: tuple[type[RefusalError], ...] = (),
) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """Declare a view.

    `level` is `public`, `recovery` (a full or a recovery session) or `full`. A view that takes a wire type receives
    it as its first argument, decoded; a wire type that it returns is encoded here.
    """

    def declare(view: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(view)
        def answer(**path: Any) -> Response:
            result = view(_body(takes), **path) if isinstance(takes, type) else view(**path)
            if isinstance(result, Response):
                return result
            return Response(wire.encode(result) if result is not None else b"", status, mimetype="application/json")

        answer.declaration = Declaration(level, takes, gives, status, refuses)  # type: ignore[attr-defined]
        return answer

    return declare


def declaration_of(app: Flask, endpoint: str) -> Declaration | None:
    """Return what a route declared, or None if it said nothing."""
    return getattr(app.view_functions[endpoint], "declaration", None)


def guard() -> None:
    """Refuse a route without declaration, a session below the declared level, a chain that is not the caller's."""
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
    if (request.view_args or {}).get("chain_id", caller.vault_id) != caller.vault_id:
        raise ForbiddenError


def _body(kind: type[wire.Struct]) -> wire.Struct:
    if request.mimetype != "application/json":
        raise MalformedError
    return wire.decode(kind, request.get_data(cache=False))
