"""Slowing down: the only importer of `limits`; the counters are rows, shared by every process.

Nothing is ever locked: the longest wait is one minute. A device that signed in before has its own counter for that
login, so that strangers who try it do not slow down its owner. Logins and addresses are stored as marks, not as text.
"""

from __future__ import annotations

import hmac
import os
from typing import Final

from flask import Response, request
from limits import RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import String, delete, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from webapp import clock
from webapp.accounts.models import Number
from webapp.config import Settings
from webapp.db import Base, Database
from webapp.errors import SlowDownError
from webapp.secret import Secret

DEVICE_COOKIE: Final = "recul-device"
DEVICE_LIFETIME: Final = 400 * 86_400
NONCE_HEX: Final = 32

PER_LOGIN: Final = {
    "proof": RateLimitItemPerMinute(10),
    "prelogin": RateLimitItemPerMinute(20),
    "invitation": RateLimitItemPerMinute(10),
    "ceremony": RateLimitItemPerMinute(60),
    "presentation": RateLimitItemPerMinute(10),
}
PER_ADDRESS: Final = {
    "proof": RateLimitItemPerMinute(60),
    "prelogin": RateLimitItemPerMinute(120),
    "register": RateLimitItemPerMinute(30),
    "invitation": RateLimitItemPerMinute(60),
}

_ADD = text(
    "INSERT INTO counters (key, count, expires) VALUES (:key, :amount, :expires) ON CONFLICT (key) DO UPDATE SET "
    "count = CASE WHEN counters.expires <= :now THEN excluded.count ELSE counters.count + excluded.count END, "
    "expires = CASE WHEN counters.expires <= :now THEN excluded.expires ELSE counters.expires END RETURNING count"
)


class Counter(Base):
    """How often something happened in a window that ends at `expires`."""

    __tablename__ = "counters"

    key: Mapped[str] = mapped_column(String(160), primary_key=True)
    count: Mapped[int]
    expires: Mapped[int] = mapped_column(Number, index=True)


class RowStorage(Storage):
    """Counters of the `limits` library kept in the table `counters`."""

    STORAGE_SCHEME = None

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    @property
    def base_exceptions(self) -> type[Exception]:
        """The errors of the storage."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to a counter, or start it again when its window is over; returns the new count."""
        now = clock.now()
        with self._database.writing() as connection:
            values = {"key": key, "amount": amount, "expires": now + expiry, "now": now}
            return int(connection.execute(_ADD, values).scalar_one())

    def get(self, key: str) -> int:
        """Return the count of the current window, 0 without one."""
        with self._database.reading() as connection:
            wanted = select(Counter.count).where(Counter.key == key, Counter.expires > clock.now())
            return connection.execute(wanted).scalar_one_or_none() or 0

    def get_expiry(self, key: str) -> float:
        """Return the time at which the window ends; now, without one."""
        with self._database.reading() as connection:
            found = connection.execute(select(Counter.expires).where(Counter.key == key)).scalar_one_or_none()
        return float(max(found or 0, clock.now()))

    def check(self) -> bool:
        """Return whether the table answers."""
        return self.get("") == 0

    def reset(self) -> int:
        """Forget every counter; returns how many there were."""
        with self._database.writing() as connection:
            return connection.execute(delete(Counter)).rowcount

    def clear(self, key: str) -> None:
        """Forget one counter."""
        with self._database.writing() as connection:
            connection.execute(delete(Counter).where(Counter.key == key))


class Limiter:
    """The limits of `docs/spec/http-api.md` §5."""

    def __init__(self, database: Database, secret: Secret, settings: Settings) -> None:
        self._window = FixedWindowRateLimiter(RowStorage(database))
        self._secret = secret
        self._settings = settings

    def slow_address(self, act: str) -> None:
        """Count an act of the caller's network address; raises `SlowDownError` over the limit."""
        address = caller_address(self._settings.trusted_proxies)
        self._hit(PER_ADDRESS[act], act, "address", self._mark(address))

    def slow_login(self, act: str, login: str) -> None:
        """Count an act on a login, apart for a device that it knows; raises `SlowDownError` over the limit."""
        nonce = self._known_nonce(login)
        self._hit(PER_LOGIN[act], act, "login", self._mark(login), nonce or "stranger")

    def remember_device(self, response: Response, login: str) -> None:
        """Give the browser a cookie by which this login will know it."""
        if self._known_nonce(login):
            return
        nonce = os.urandom(NONCE_HEX // 2).hex()
        response.set_cookie(
            DEVICE_COOKIE,
            nonce + self._device_mark(login, nonce),
            max_age=DEVICE_LIFETIME,
            path="/api/v1",
            secure=self._settings.secure,
            httponly=True,
            samesite="Strict",
        )

    def _known_nonce(self, login: str) -> str | None:
        cookie = request.cookies.get(DEVICE_COOKIE, "")
        nonce = cookie[:NONCE_HEX]
        expected = nonce + self._device_mark(login, nonce)
        return nonce if hmac.compare_digest(cookie.encode(), expected.encode()) else None

    def _device_mark(self, login: str, nonce: str) -> str:
        return self._secret.mark("device", f"{nonce}:{login}".encode()).hex()

    def _mark(self, value: str) -> str:
        return self._secret.mark("counter", value.encode()).hex()[:32]

    def _hit(self, limit: RateLimitItemPerMinute, *key: str) -> None:
        if not self._window.hit(limit, *key):
            wait = self._window.get_window_stats(limit, *key).reset_time - clock.now()
            raise SlowDownError(retry_after=max(1, int(wait)))


def caller_address(trusted_proxies: int) -> str:
    """Return the address of the socket, or the one that the outermost trusted proxy saw."""
    if trusted_proxies:
        hops = [hop.strip() for hop in ",".join(request.headers.getlist("X-Forwarded-For")).split(",")]
        if len(hops) >= trusted_proxies:
            return hops[-trusted_proxies]
    return request.remote_addr or ""
