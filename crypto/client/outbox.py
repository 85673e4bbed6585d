"""Writes kept on this device until the server has given them back (`docs/spec/chain.md` §7)."""

from dataclasses import dataclass

from crypto import encoding, keys, primitives
from crypto.client.device import OutboxRecord
from crypto.client.notebook import Notebook
from crypto.errors import EncodingError
from crypto.shapes import array_of, bytes_of, integer_of, integer_or_none


@dataclass(frozen=True, slots=True)
class Write:
    """A text to put over the revision `base`, to end on a day or never; without `text`, the object is to be erased."""

    object_id: bytes
    base: int
    text: bytes | None
    end: int | None = None

    def to_bytes(self) -> bytes:
        """Return the encoding that is sealed in the outbox."""
        return encoding.encode([self.object_id, self.base, self.text, self.end])

    @classmethod
    def from_bytes(cls, encoded: bytes) -> "Write":
        """Read the encoding, or raise `EncodingError`."""
        object_id, base, text, end = array_of(encoding.decode(encoded), 4)
        if text is not None and not isinstance(text, bytes):
            raise EncodingError("a text is bytes or null")
        return cls(bytes_of(object_id, 16), integer_of(base), text, integer_or_none(end))


def add(notebook: Notebook, write: Write) -> None:
    """Keep a write; a text that waits here already keeps its base and takes the newer words."""
    waiting = {each.object_id: (record, each) for record, each in pending(notebook)}
    if write.object_id in waiting:
        record, earlier = waiting[write.object_id]
        notebook.device.outbox.remove(record)
        write = Write(write.object_id, earlier.base, write.text, write.end)
    notebook.device.outbox.append(seal(notebook, write))


def seal(notebook: Notebook, write: Write) -> OutboxRecord:
    """Return a write sealed for this device."""
    return seal_record(notebook, write.to_bytes())


def seal_record(notebook: Notebook, encoded: bytes) -> OutboxRecord:
    """Return bytes sealed for this device."""
    record_id, epoch = primitives.random_bytes(primitives.ID_SIZE), notebook.unlocked.epoch
    place = (notebook.vault_id, record_id, epoch)
    return OutboxRecord(record_id, epoch, keys.seal_local(notebook.unlocked.account_key, *place, encoded))


def pending(notebook: Notebook) -> list[tuple[OutboxRecord, Write]]:
    """Return the writes that wait, oldest first; those of past epochs open with past account keys."""
    return [(record, Write.from_bytes(open_record(notebook, record))) for record in notebook.device.outbox]


def waiting_text(notebook: Notebook, object_id: bytes) -> Write | None:
    """Return the write that waits for an object, if there is one."""
    return next((write for _, write in pending(notebook) if write.object_id == object_id), None)


def replace(notebook: Notebook, record: OutboxRecord, writes: list[Write]) -> None:
    """Put writes in the place of a record."""
    place = notebook.device.outbox.index(record)
    notebook.device.outbox[place : place + 1] = [seal(notebook, write) for write in writes]


def open_record(notebook: Notebook, record: OutboxRecord) -> bytes:
    """Return what was sealed for this device; a record of a past epoch opens with a past account key."""
    account_key = notebook.unlocked.account_key_at(record.epoch)
    return keys.open_local(account_key, notebook.vault_id, record.record_id, record.epoch, record.sealed)
