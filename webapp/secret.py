"""The server's own secret: 32 bytes in a file, behind fake salts, device cookies and counters.

It protects no text. Whoever reads it learns which logins exist and can ask as a known device.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

SECRET_BYTES = 32


class Secret:
    """A key that answers questions and is never shown."""

    def __init__(self, key: bytes) -> None:
        assert len(key) == SECRET_BYTES, "the server secret has 32 bytes"
        self._key = key

    def mark(self, purpose: str, value: bytes) -> bytes:
        """Return 32 bytes that only this server can make for `value`, apart for each purpose."""
        return hmac.digest(self._key, purpose.encode() + b"\0" + value, hashlib.sha256)


def load(path: Path) -> Secret:
    """Read the secret, or make it at the first start: mode 0600, never written again."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Secret(path.read_bytes())
    with os.fdopen(handle, "wb") as file:
        file.write(key := os.urandom(SECRET_BYTES))
        file.flush()
        os.fsync(file.fileno())
    return Secret(key)
