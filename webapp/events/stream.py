"""One stream as it is sent: an event for each change, a comment when there is none."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

from webapp.events.hub import Hub, Listener
from webapp.events.news import CHAIN, Standing
from webapp.wire import encode

BEAT_SECONDS: Final = 10
LIFETIME_SECONDS: Final = 600  # then the browser asks again, and its session is looked at again
COMMENT: Final = b":\n\n"


class Stream:
    """What a server iterates over, and closes when the other side is gone."""

    def __init__(self, hub: Hub, listener: Listener) -> None:
        self._hub = hub
        self._listener = listener
        self._over = time.monotonic() + LIFETIME_SECONDS
        self._begun = False

    def __iter__(self) -> Iterator[bytes]:
        """The stream is its own iterator."""
        return self

    def __next__(self) -> bytes:
        """Wait for news, at most until the next comment; the first comment comes at once."""
        if not self._begun:
            self._begun = True
            return COMMENT
        heard = self._listener.hear(BEAT_SECONDS) if time.monotonic() < self._over else None
        if heard is None:
            raise StopIteration
        return written(heard) or COMMENT

    def close(self) -> None:
        """Give the place back."""
        self._hub.leave(self._listener)


def written(heard: Standing) -> bytes:
    """Return events: the id of what changed, and for a chain its place."""
    events = []
    for (kind, subject), number in heard.items():
        event: dict[str, str | int] = {kind: subject.hex()}
        if kind == CHAIN:
            event["seq"] = number
        events.append(b"data: " + encode(event) + b"\n\n")
    return b"".join(events)
