"""The stream of wake-ups (`docs/spec/group-http.md` §4)."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response

from webapp import sessions
from webapp.access import access
from webapp.context import server
from webapp.errors import SlowDownError
from webapp.events.stream import Stream

events = Blueprint("events", __name__)
PATH: Final = "/api/v1/events"
EVENT_STREAM: Final = "text/event-stream"


@events.get(PATH)
@access("full", gives=EVENT_STREAM, refuses=(SlowDownError,))
def stream() -> Response:
    """Say what changed, as it changes."""
    hub = server().events
    response = Response(Stream(hub, hub.listen(sessions.caller())), mimetype=EVENT_STREAM)
    response.headers["X-Accel-Buffering"] = "no"  # a proxy would keep the news for itself
    return response
