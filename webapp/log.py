"""What the server writes about its work: the only importer of structlog.

One JSON line an event. A key that is not in `KEYS` is dropped, so no body, header, login, label or path can slip in;
the address is written only when the administrator asks for it.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog

from webapp import wire

KEYS = frozenset(
    {"event", "level", "timestamp", "method", "route", "status", "ms", "incident", "error", "where", "address"}
)


def keep_allowed(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every key that is not on the list."""
    return {key: value for key, value in event.items() if key in KEYS}


class _StandardError:
    """Where lines go: one call of the system each, so that lines of several processes never mix."""

    def info(self, line: bytes) -> None:
        """Write one line; a log that is full or gone must not refuse a person."""
        with suppress(OSError):
            os.write(2, line + b"\n")

    error = info


def _line(_logger: object, _name: str, event: MutableMapping[str, Any]) -> bytes:
    return wire.encode(event)


_log = structlog.wrap_logger(
    _StandardError(),
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        keep_allowed,
        _line,
    ],
    wrapper_class=structlog.make_filtering_bound_logger("info"),
).bind()


def write(event: str, **fields: Any) -> None:
    """Write one event."""
    _log.info(event, **fields)


def failure(incident: str, error: BaseException) -> None:
    """Write a mistake of ours: its class and its places in the code, never its words, which may quote a request."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-8:]]
    _log.error("failure", incident=incident, error=type(error).__name__, where=where)
