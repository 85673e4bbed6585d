"""What a judged link puts, ends and renews, written in the rows of its group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, cast

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from crypto.frames import BOX_SIZE, WRAP_SIZE, SharedFrame
from crypto.group_ids import box_hash, boxes_hash, standing_hash
from crypto.group_view import Changes, ObjectRecord, Placed, Rotation
from webapp.errors import RefusedLinkError
from webapp.groups.incoming import Delivery
from webapp.groups.models import AFTER_STANDING, EpochBox, GroupObject, GroupTombstone

IDS_A_QUERY: Final = 500
_objects = cast(Table, GroupObject.__table__)


@dataclass
class Weight:
    """How many objects and bytes a request adds; `waiting` are the puts whose body did not come, with their end."""

    objects: int = 0
    stored_bytes: int = 0
    waiting: dict[bytes, int | None] = field(default_factory=dict)


def store(
    connection: Connection, group_no: int, seq: int, changes: Changes, delivery: Delivery, weight: Weight
) -> None:
    """Write what a link does to objects, boxes and wraps; raises `RefusedLinkError` unless it names what came."""
    placed = {each.operation.object_id: each for each in changes.placed}
    _clear(connection, group_no, [*placed, *changes.tombstones], weight)
    for object_id in changes.tombstones:
        weight.waiting.pop(object_id, None)
        connection.execute(insert(GroupTombstone).values(group_no=group_no, object_id=object_id))
    for object_id, record in changes.objects.items():
        if object_id in placed:
            _put(connection, group_no, placed[object_id], record, delivery, weight)
        else:
            its_row = (GroupObject.group_no == group_no, GroupObject.object_id == object_id)
            connection.execute(update(GroupObject).where(*its_row).values(owner=record.owner, end=record.end))
    if changes.rotation is not None:
        _rotate(connection, group_no, seq, changes.rotation, delivery)


def _clear(connection: Connection, group_no: int, ids: list[bytes], weight: Weight) -> None:
    """Erase the rows that a link replaces or ends."""
    for start in range(0, len(ids), IDS_A_QUERY):
        rows = (GroupObject.group_no == group_no, GroupObject.object_id.in_(ids[start : start + IDS_A_QUERY]))
        kept = func.coalesce(func.sum(GroupObject.size).filter(GroupObject.body.is_not(None)), 0)
        count, size = connection.execute(select(func.count(), kept).where(*rows)).one()
        connection.execute(delete(GroupObject).where(*rows))
        weight.objects -= count
        weight.stored_bytes -= size


def _put(
    connection: Connection, group_no: int, placed: Placed, record: ObjectRecord, delivery: Delivery, weight: Weight
) -> None:
    frame = delivery.shared.get(record.body_hash)
    row: dict[str, Any] = {"group_no": group_no, "object_id": placed.operation.object_id, "epoch": placed.epoch}
    row |= {name: getattr(record, name) for name in record.__slots__}
    weight.objects += 1
    if frame is None:
        weight.waiting[placed.operation.object_id] = record.end
        row |= {"boxes": None, "body": None}
    else:
        _check_shared(frame, placed)
        weight.waiting.pop(placed.operation.object_id, None)
        weight.stored_bytes += record.size
        row |= {"boxes": frame.boxes, "body": frame.body}
    connection.execute(insert(_objects), row | {"rewrap": None})


def _check_shared(frame: SharedFrame, placed: Placed) -> None:
    put = placed.operation
    claimed = (frame.object_id, frame.revision, frame.epoch, len(frame.body), len(frame.boxes))
    seats = WRAP_SIZE + BOX_SIZE * len(placed.members)
    if claimed != (put.object_id, put.revision, placed.epoch, put.size, seats):
        raise RefusedLinkError
    if boxes_hash(frame.boxes) != put.boxes_hash:
        raise RefusedLinkError


def _rotate(connection: Connection, group_no: int, seq: int, rotation: Rotation, delivery: Delivery) -> None:
    epoch = rotation.operation.epoch
    boxes = {identity: delivery.boxes.get((epoch, identity), b"") for identity, _ in rotation.operation.boxes}
    wraps = {each: delivery.standing.get((epoch, *each), b"") for each in rotation.standing}
    if any(box_hash(boxes[identity]) != named for identity, named in rotation.operation.boxes):
        raise RefusedLinkError
    if standing_hash(_joined(wraps)) != rotation.operation.standing_hash:
        raise RefusedLinkError
    rows = [
        {"group_no": group_no, "identity": identity, "epoch": epoch, "seq": seq, "box": box}
        for identity, box in boxes.items()
    ]
    connection.execute(insert(cast(Table, EpochBox.__table__)), rows)
    standing = (GroupObject.group_no == group_no, GroupObject.object_id < AFTER_STANDING)
    connection.execute(update(GroupObject).where(*standing).values(rewrap=None))
    for (object_id, revision), wrap in wraps.items():
        its_row = (GroupObject.object_id == object_id, GroupObject.revision == revision)
        connection.execute(update(GroupObject).where(GroupObject.group_no == group_no, *its_row).values(rewrap=wrap))


def _joined(wraps: dict[tuple[bytes, int], bytes]) -> Iterable[tuple[bytes, int, bytes]]:
    return ((object_id, revision, wrap) for (object_id, revision), wrap in wraps.items())
