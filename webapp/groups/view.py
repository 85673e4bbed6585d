"""What the group policy asks about a state, answered from the tables: never more than the rows it names."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Connection, Table, select

from crypto import labels
from crypto.group_state import state_bytes
from crypto.group_view import ObjectRecord, Objects, Roster
from crypto.primitives import hash as labelled_hash
from webapp.groups.models import AFTER_STANDING, GroupObject, GroupTombstone

_objects = cast(Table, GroupObject.__table__)
_records = select(
    _objects.c.object_id,
    _objects.c.owner,
    _objects.c.author,
    _objects.c.revision,
    _objects.c.body_hash,
    _objects.c.size,
    _objects.c.boxes_hash,
    _objects.c.parent,
    _objects.c.end,
    _objects.c.seq,
)


class TableView:
    """The state before a link (`crypto.group_view.GroupView`)."""

    def __init__(self, connection: Connection, group_no: int, roster: Roster) -> None:
        self.roster = roster
        self._connection = connection
        self._group_no = group_no

    def object_of(self, object_id: bytes) -> ObjectRecord | None:
        """Return the record of an object that stands."""
        return self._found(_objects.c.object_id == object_id).get(object_id)

    def is_tombstoned(self, object_id: bytes) -> bool:
        """Return whether the object was ended for good."""
        its_row = (GroupTombstone.group_no == self._group_no, GroupTombstone.object_id == object_id)
        return self._connection.execute(select(GroupTombstone.object_id).where(*its_row)).first() is not None

    def answers_to(self, object_id: bytes) -> Objects:
        """Return the objects that have this parent."""
        return self._found(_objects.c.parent == object_id)

    def objects_of(self, owner: bytes) -> Objects:
        """Return the objects of an owner."""
        return self._found(_objects.c.owner == owner)

    def standing_objects(self) -> Objects:
        """Return the frame and the cards."""
        return self._found(_objects.c.object_id < AFTER_STANDING)

    def state_hash(self) -> bytes:
        """Return the hash of the state before the link (`docs/spec/group.md` §5)."""
        ended = select(GroupTombstone.object_id).where(GroupTombstone.group_no == self._group_no)
        tombstones = set(self._connection.execute(ended).scalars())
        return labelled_hash(labels.HASH_GROUP_STATE, state_bytes(self.roster, self._found(), tombstones))

    def _found(self, *conditions: Any) -> dict[bytes, ObjectRecord]:
        rows = self._connection.execute(_records.where(_objects.c.group_no == self._group_no, *conditions))
        return {row.object_id: _record(row) for row in rows}


def _record(row: Any) -> ObjectRecord:
    public = (row.owner, row.author, row.revision, row.body_hash, row.size, row.boxes_hash)
    return ObjectRecord(*public, row.parent, row.end, row.seq)
