"""Shares and answers kept on this device until they stand in the chain and were read back: nothing lost, none twice."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from crypto import documents, encoding
from crypto.client import outbox
from crypto.client.api import RefusedError
from crypto.client.device import OutboxRecord
from crypto.client.groups import writing
from crypto.client.groups.api import ChainApi
from crypto.client.groups.space import GroupSpace
from crypto.client.groups.writing import Writing
from crypto.client.notebook import Notebook
from crypto.encoding import Value
from crypto.errors import RollbackError
from crypto.shapes import array_of, bytes_of, bytes_or_none, integer_of

PASSING: Final = {"stale-head", "slow-down", "session", "server", "storage-full", "malformed-answer"}
"""Refusals that say nothing of the share: it waits."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A share or answer to put once; its author chose `readers`, None for everyone, among `members`."""

    group_id: bytes
    object_id: bytes
    parent: bytes | None
    end: int
    readers: frozenset[bytes] | None
    members: frozenset[bytes]
    document: bytes

    def to_bytes(self) -> bytes:
        """Return the encoding that is sealed on the device."""
        readers = None if self.readers is None else sorted(self.readers)
        place = [self.group_id, self.object_id, self.parent, self.end]
        return encoding.encode([*place, readers, sorted(self.members), self.document])

    @classmethod
    def from_bytes(cls, encoded: bytes) -> "Draft":
        """Read the encoding, or raise `EncodingError`."""
        group_id, object_id, parent, end, readers, members, document = array_of(encoding.decode(encoded), 7)
        place = (bytes_of(group_id, 16), bytes_of(object_id, 16), bytes_or_none(parent, 16), integer_of(end))
        chosen = None if readers is None else _identities(array_of(readers))
        return cls(*place, chosen, _identities(array_of(members)), bytes_of(document))


def keep(notebook: Notebook, draft: Draft) -> None:
    """Keep a draft, in the place of the one of the same object."""
    drop(notebook, draft.object_id)
    notebook.device.shares.append(outbox.seal_record(notebook, draft.to_bytes()))


def waiting(notebook: Notebook) -> list[Draft]:
    """Return what waits, oldest first."""
    return [_open(notebook, record) for record in notebook.device.shares]


def drop(notebook: Notebook, object_id: bytes) -> None:
    """Keep the draft of an object no longer."""
    kept = [each for each in notebook.device.shares if _open(notebook, each).object_id != object_id]
    notebook.device.shares[:] = kept


def among(draft: Draft, space: GroupSpace) -> Draft:
    """Return a draft for the people and the end of a group as they are now."""
    members = frozenset(space.state.roster.members)
    readers = None if draft.readers is None else draft.readers & members
    return replace(draft, members=members, readers=readers, end=min(draft.end, _latest_end(space, draft)))


def send(api: ChainApi, space: GroupSpace, draft: Draft) -> None:
    """Put a draft unless it landed before; `RefusedError("group-changed")` when people or the end are not as chosen."""

    def compose(link: Writing) -> None:
        if _landed(link.space, draft):
            raise _LandedError
        if set(space.state.roster.members) != draft.members or draft.end > _latest_end(space, draft):
            raise RefusedError("group-changed")
        link.put(draft.object_id, documents.from_bytes(draft.document), draft.end, draft.parent, draft.readers)

    with suppress(_LandedError):
        writing.send(api, space, compose)


class _LandedError(Exception):
    """The link of an earlier try stands in the chain: its answer was lost."""


def _landed(space: GroupSpace, draft: Draft) -> bool:
    if draft.object_id in space.state.tombstones:
        return True
    if draft.object_id not in space.state.objects:
        return False
    if draft.object_id not in space.contents and space.end_of(draft.object_id) >= space.myself.today():
        raise RollbackError("what was sent does not come back")
    return True


def _latest_end(space: GroupSpace, draft: Draft) -> int:
    """Return the last day that an object may have now, 0 for an answer to what is gone."""
    if draft.parent is None:
        return space.state.roster.end
    return space.end_of(draft.parent) if draft.parent in space.state.objects else 0


def _open(notebook: Notebook, record: OutboxRecord) -> Draft:
    return Draft.from_bytes(outbox.open_record(notebook, record))


def _identities(values: Iterable[Value]) -> frozenset[bytes]:
    return frozenset(bytes_of(each, 32) for each in values)
