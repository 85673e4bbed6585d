"""Who is calling: the only importer of Flask-Login.

A session is a row and a random token in a cookie; the row holds the token's hash. It ends at its absolute date, or
after days without use, or when it is cut. Nothing is read from Flask's own session, and there is no remember-me.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from flask import Flask, Request, Response, request
from flask_login import LoginManager, current_user  # type: ignore[import-untyped]
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from webapp import clock
from webapp.accounts.models import Account, SessionRow
from webapp.config import Settings
from webapp.context import server
from webapp.errors import SessionError, SlowDownError, StorageFullError
from webapp.statements import Statement

TOKEN_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Caller:
    """The account and the session behind a request."""

    account_no: int
    login: str
    vault_id: bytes
    session_id: bytes
    scope: str
    device_label: str
    is_authenticated: bool = True


_accounts = Account.__table__.c
_sessions = SessionRow.__table__.c
_by_token = Statement(
    select(
        _accounts.account_no,
        _accounts.login,
        _accounts.vault_id,
        _sessions.session_id,
        _sessions.scope,
        _sessions.device_label,
        _sessions.last_seen_day,
        _sessions.expires,
    )
    .join(SessionRow.__table__, _accounts.account_no == _sessions.account_no)
    .where(_sessions.token_hash == bindparam("token_hash"))
)


class _Manager(LoginManager):  # type: ignore[misc]
    """Flask-Login without cookies of its own: it neither reads nor writes Flask's session or a remember-me."""

    def _load_user(self) -> None:
        self._update_request_context_with_user(_load(request))

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


def install(app: Flask) -> None:
    """Let Flask-Login ask us who is calling, and nothing else."""
    _Manager().init_app(app, add_context_processor=False)


def caller() -> Caller:
    """Return who is calling; raises `SessionError` for nobody."""
    user = current_user._get_current_object()
    if not isinstance(user, Caller):
        raise SessionError
    return user


def visitor() -> Caller | None:
    """Return who is calling with a full session, None for anybody else."""
    return caller() if current_user.is_authenticated and caller().scope == "full" else None


def present() -> bytes | None:
    """Return the id of the session that a request carries, None without one."""
    return caller().session_id if current_user.is_authenticated else None


def start(connection: Connection, settings: Settings, account_no: int, scope: str, device_label: str) -> str:
    """Add a session row and return its token, 64 hexadecimal digits that are stored nowhere."""
    token = os.urandom(TOKEN_BYTES)
    lifetime = settings.session_lifetime if scope == "full" else settings.recovery_lifetime
    connection.execute(
        insert(SessionRow).values(
            session_id=os.urandom(16),
            token_hash=_hash(token),
            account_no=account_no,
            scope=scope,
            device_label=device_label,
            created=clock.now(),
            last_seen_day=clock.today(),
            expires=clock.now() + lifetime,
        )
    )
    return token.hex()


def cut(connection: Connection, account_no: int, *, session_id: bytes | None = None, but: bytes | None = None) -> int:
    """Erase one session of an account, or all of them, or all `but` one; returns how many there were."""
    chosen = delete(SessionRow).where(SessionRow.account_no == account_no)
    if session_id is not None:
        chosen = chosen.where(SessionRow.session_id == session_id)
    if but is not None:
        chosen = chosen.where(SessionRow.session_id != but)
    return connection.execute(chosen).rowcount


def cookie_name(settings: Settings) -> str:
    """Return the name of the session cookie (`docs/spec/http-api.md` §1)."""
    return "__Host-recul" if settings.secure else "recul"


def give_cookie(response: Response, token: str) -> None:
    """Put the token in the browser, for the absolute lifetime of a session."""
    settings = server().settings
    response.set_cookie(
        cookie_name(settings),
        token,
        max_age=settings.session_lifetime,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="Strict",
    )


def take_cookie(response: Response) -> None:
    """Remove the cookie from the browser."""
    settings = server().settings
    response.delete_cookie(cookie_name(settings), path="/", secure=settings.secure, httponly=True, samesite="Strict")


def _load(request: Request) -> Caller | None:
    current = server()
    token = _read(request.cookies.get(cookie_name(current.settings), ""))
    if token is None:
        return None
    row = current.database.first(_by_token, token_hash=_hash(token))
    if row is None:
        return None
    caller, last_seen_day, expires = Caller(*row[:-2]), row[-2], row[-1]
    now = clock.now()
    today = now // clock.DAY_SECONDS
    if expires <= now or last_seen_day < today - current.settings.session_idle // clock.DAY_SECONDS:
        return None
    if last_seen_day != today:
        # a full or busy disk must not refuse someone who only reads
        with suppress(StorageFullError, SlowDownError), current.database.writing() as connection:
            seen = update(SessionRow).where(SessionRow.session_id == caller.session_id)
            connection.execute(seen.values(last_seen_day=today))
    return caller


def _read(cookie: str) -> bytes | None:
    try:
        token = bytes.fromhex(cookie)
    except ValueError:
        return None
    return token if len(token) == TOKEN_BYTES else None


def _hash(token: bytes) -> bytes:
    return hashlib.sha256(token).digest()
