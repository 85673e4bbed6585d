"""The notes of the floors: their bytes on the wire and their one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

ID_SIZE: Final = 16
HEAD_SIZE: Final = 20

PRAGMAS: Final = (
    "busy_timeout = 10000", "page_size = 8192", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON",
)  # fmt: skip
TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS notes (note_no INTEGER PRIMARY KEY, account INTEGER NOT NULL, seq INTEGER NOT NULL, "
    "object_id BLOB NOT NULL, body BLOB NOT NULL)"
)
INDEX: Final = "CREATE INDEX IF NOT EXISTS ix_notes ON notes (account, seq)"
LAST: Final = "SELECT coalesce(max(seq), 0) FROM notes WHERE account = ?"
ADD: Final = "INSERT INTO notes (account, seq, object_id, body) VALUES (?, ?, ?, ?)"
AFTER: Final = "SELECT object_id, body FROM notes WHERE account = ? AND seq > ? AND seq <= ? ORDER BY seq"


def encode(notes: Iterable[tuple[bytes, bytes]]) -> Iterator[bytes]:
    """Yield the bytes of each note."""
    for object_id, body in notes:
        yield object_id + len(body).to_bytes(4, "big") + body


def decode(encoded: bytes) -> list[tuple[bytes, bytes]]:
    """Return the notes of a request."""
    notes, start = [], 0
    while start < len(encoded):
        end = start + HEAD_SIZE + int.from_bytes(encoded[start + ID_SIZE : start + HEAD_SIZE], "big")
        notes.append((encoded[start : start + ID_SIZE], encoded[start + HEAD_SIZE : end]))
        start = end
    return notes


def pieces(encoded: Iterable[bytes], size: int = 65_536) -> Iterator[bytes]:
    """Yield bytes gathered in pieces of about 64 KiB."""
    waiting, length = [], 0
    for each in encoded:
        waiting.append(each)
        length += len(each)
        if length >= size:
            yield b"".join(waiting)
            waiting, length = [], 0
    yield b"".join(waiting)
