"""What a request may reach: the one record that `create_app` fills and nothing replaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app

from webapp.config import Settings
from webapp.db import Database

if TYPE_CHECKING:
    from webapp.events.hub import Hub
    from webapp.limits import Limiter
    from webapp.pages.shells import Shells
    from webapp.secret import Secret

EXTENSION = "recul"


@dataclass(frozen=True)
class Server:
    """The parts of a running server."""

    settings: Settings
    database: Database
    secret: Secret
    limiter: Limiter
    shells: Shells
    events: Hub


def server() -> Server:
    """Return the server that handles the current request."""
    return cast(Server, current_app.extensions[EXTENSION])
