"""Answers of the data plane about a group, read from the database as the client takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from crypto.frames import BoxFrame, Frame, LinkFrame, MissingFrame, SharedFrame, StandingFrame
from webapp.chains.streams import ROWS_AT_A_TIME
from webapp.db import Database
from webapp.groups.memberships import Seat
from webapp.groups.models import EpochBox, Group, GroupLink, GroupObject

_current: Select[*tuple[Any, ...]] = select(
    GroupObject.object_id, GroupObject.revision, GroupObject.epoch, GroupObject.boxes, GroupObject.body
)


def links(database: Database, group_no: int, after: int) -> Iterator[Frame]:
    """Yield the links whose `seq` is greater than `after`."""
    wanted = select(GroupLink.signed).where(GroupLink.group_no == group_no, GroupLink.seq > after)
    with database.reading() as connection:
        for (signed,) in _stream(connection, wanted.order_by(GroupLink.seq)):
            yield LinkFrame(signed)


def objects(database: Database, group_no: int, after: int, until: int | None) -> Iterator[Frame]:
    """Yield every stored object whose put has `seq > after` (and `<= until`), in ascending `seq`."""
    wanted = _current.where(GroupObject.group_no == group_no, GroupObject.seq > after, GroupObject.body.is_not(None))
    if until is not None:
        wanted = wanted.where(GroupObject.seq <= until)
    with database.reading() as connection:
        for row in _stream(connection, wanted.order_by(GroupObject.seq, GroupObject.object_id)):
            yield SharedFrame(*row)


def fetched(database: Database, group_no: int, hashes: Sequence[bytes]) -> Iterator[Frame]:
    """Yield the object whose body has each hash, in the order asked; a missing frame for one that is gone."""
    columns = _current.add_columns(GroupObject.body_hash)
    with database.reading() as connection:
        for begin in range(0, len(hashes), ROWS_AT_A_TIME):
            some = hashes[begin : begin + ROWS_AT_A_TIME]
            wanted = columns.where(GroupObject.group_no == group_no, GroupObject.body_hash.in_(set(some)))
            found = {row.body_hash: row for row in connection.execute(wanted)}
            for body_hash in some:
                yield _shared(found.get(body_hash))


def epochs(database: Database, seat: Seat, after: int) -> Iterator[Frame]:
    """Yield my epoch box of each `rotate` after a place, then the standing wraps of the last one."""
    mine = (EpochBox.group_no == seat.group_no, EpochBox.identity.in_(seat.identities), EpochBox.seq > after)
    boxes = select(EpochBox.identity, EpochBox.epoch, EpochBox.box).where(*mine).order_by(EpochBox.seq)
    standing: Select[*tuple[Any, ...]] = select(
        GroupObject.object_id, GroupObject.revision, Group.epoch, GroupObject.rewrap
    )
    standing = standing.join(Group, Group.group_no == GroupObject.group_no)
    standing = standing.where(GroupObject.group_no == seat.group_no, GroupObject.rewrap.is_not(None))
    with database.reading() as connection:
        for row in _stream(connection, boxes):
            yield BoxFrame(*row)
        for row in _stream(connection, standing.order_by(GroupObject.object_id)):
            yield StandingFrame(*row)


def _shared(row: Any) -> Frame:
    if row is None:
        return MissingFrame(bytes(16), 0)
    if row.body is None:
        return MissingFrame(row.object_id, row.revision)
    return SharedFrame(row.object_id, row.revision, row.epoch, row.boxes, row.body)


def _stream(connection: Connection, wanted: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    return iter(connection.execute(wanted, execution_options={"yield_per": ROWS_AT_A_TIME}))
