"""What the server writes about its work: the only importer of structlog.

One JSON line an event. A key that is not in `KEYS` is dropped, so no body, header, login, label or path can slip in;
the address is written only when the administrator asks for it.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

KEYS = frozenset(
    {"event", "level", "timestamp", "method", "route", "status", "ms", "incident", "error", "where", "address"}
)


def keep_allowed(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every key that is not on the list."""
    return {key: value for key, value in event.items() if key in KEYS}


def configure() -> None:
    """Send events to standard error, one JSON object a line."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        logger_factory=_to_standard_error,
        cache_logger_on_first_use=False,
    )


def write(event: str, **fields: Any) -> None:
    """Write one event."""
    structlog.get_logger().info(event, **fields)


def failure(incident: str, error: BaseException) -> None:
    """Write a mistake of ours: its class and its places in the code, never its words, which may quote a request."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-8:]]
    structlog.get_logger().error("failure", incident=incident, error=type(error).__name__, where=where)


def _to_standard_error(*_: object) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)
