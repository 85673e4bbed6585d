"""JSON of the routes that describe the server."""

from __future__ import annotations

from webapp.wire import Struct


class StatusOut(Struct):
    """What runs. `release_number` rises with each release; `restored_at` is the time of the last restore, or null."""

    version: str
    release: str
    release_number: int
    time: int
    restored_at: int | None


class ManifestOut(Struct):
    """Every file served to a browser: path → SHA-256, hexadecimal."""

    release: str
    files: dict[str, str]
