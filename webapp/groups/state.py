"""Where a group's chain stands: read, locked, moved by compare-and-swap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, Table, bindparam, insert, select, update

from crypto import encoding
from crypto.encoding import Value
from crypto.group_state import state_bytes
from crypto.group_view import Member, Proposal, Roster
from crypto.shapes import array_of, bytes_of, bytes_or_none, integer_of, text_of
from webapp.errors import NotFoundError, StaleHeadError
from webapp.groups.models import Group

_groups = cast(Table, Group.__table__)
_by_no = select(_groups).where(_groups.c.group_no == bindparam("group_no"))
_by_no_locked = _by_no.with_for_update()
_news: Select[*tuple[Any, ...]] = select(
    _groups.c.seq, _groups.c.head, _groups.c.checkpoint_seq, _groups.c.objects, _groups.c.stored_bytes
).where(_groups.c.group_no == bindparam("group_no"))


@dataclass(frozen=True)
class GroupPlace:
    """A group row: the last link, the roster after it, what the objects weigh."""

    group_no: int
    chain_id: bytes
    seq: int
    head: bytes
    checkpoint_seq: int | None
    objects: int
    stored_bytes: int
    roster: Roster


def find(connection: Connection, group_no: int, *, lock: bool = False) -> GroupPlace:
    """Read the place of a group, and keep others from moving it if `lock`; raises `NotFoundError`."""
    row = connection.execute(_by_no_locked if lock else _by_no, {"group_no": group_no}).one_or_none()
    if row is None:
        raise NotFoundError
    place = (row.group_no, row.chain_id, row.seq, row.head, row.checkpoint_seq)
    return GroupPlace(*place, row.objects, row.stored_bytes, _roster_of(row.roster))


def glance(connection: Connection, group_no: int) -> Row[*tuple[Any, ...]]:
    """Read where a group stands without its roster; raises `NotFoundError`.

    The row has `seq`, `head`, `checkpoint_seq`, `objects` and `stored_bytes`.
    """
    row = connection.execute(_news, {"group_no": group_no}).one_or_none()
    if row is None:
        raise NotFoundError
    return row


def begin(connection: Connection, chain_id: bytes, roster: Roster) -> GroupPlace:
    """Write the row of a group that has no link yet."""
    before = GroupPlace(0, chain_id, -1, bytes(32), None, 0, 0, roster)
    made = insert(Group).values(chain_id=chain_id, **_columns(before)).returning(Group.group_no)
    group_no = int(connection.execute(made).scalar_one())
    return GroupPlace(group_no, chain_id, -1, bytes(32), None, 0, 0, roster)


def move(connection: Connection, before: GroupPlace, after: GroupPlace) -> None:
    """Write where the group stands now, if it still stands where it stood; raises `StaleHeadError`."""
    there = (Group.group_no == before.group_no, Group.seq == before.seq, Group.head == before.head)
    if connection.execute(update(Group).where(*there).values(**_columns(after))).rowcount != 1:
        raise StaleHeadError


def _columns(place: GroupPlace) -> dict[str, Any]:
    return {
        "seq": place.seq,
        "head": place.head,
        "epoch": place.roster.epoch,
        "end": place.roster.end,
        "checkpoint_seq": place.checkpoint_seq,
        "objects": place.objects,
        "stored_bytes": place.stored_bytes,
        "roster": state_bytes(place.roster, {}, set()),
    }


def _roster_of(encoded: bytes) -> Roster:
    """Read back `state_bytes` of a roster alone (`docs/spec/group.md` §5)."""
    end, epoch, key_check, due, members, former, transcripts, _, _, proposals, anchor, checkpoint = array_of(
        encoding.decode(encoded), 12
    )
    return Roster(
        integer_of(end),
        integer_of(epoch),
        bytes_of(key_check),
        bool(due),
        dict(_member(each) for each in array_of(members)),
        {bytes_of(identity): bytes_or_none(heir, 32) for identity, heir in map(array_of, array_of(former))},
        frozenset(bytes_of(each, 32) for each in array_of(transcripts)),
        dict(_proposal(each) for each in array_of(proposals)),
        None if anchor is None else _anchor(anchor),
        integer_of(checkpoint),
    )


def _member(value: Value) -> tuple[bytes, Member]:
    identity, box_key, role, seq, added_by = array_of(value, 5)
    return bytes_of(identity), Member(bytes_of(box_key), integer_of(role), integer_of(seq), bytes_of(added_by))


def _proposal(value: Value) -> tuple[bytes, Proposal]:
    head, change, identity, endorsers = array_of(value, 4)
    its_endorsers = tuple(bytes_of(each) for each in array_of(endorsers))
    return bytes_of(head), Proposal(text_of(change), bytes_of(identity), its_endorsers)


def _anchor(value: Value) -> tuple[bytes, int]:
    seance_id, seq = array_of(value, 2)
    return bytes_of(seance_id), integer_of(seq)
