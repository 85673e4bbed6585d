"""The ids and hashes that a group's links name: of public bytes, without any key (`docs/spec/group.md` §2, §4)."""

from collections.abc import Iterable
from typing import Final

from crypto import labels, primitives

FRAME_ID: Final = bytes(15) + b"\x01"
STANDING_BYTE: Final = 0


def card_id(group_id: bytes, identity: bytes) -> bytes:
    """Return the id of the card of an identity in a group."""
    return bytes([STANDING_BYTE]) + primitives.hash16(labels.HASH_CARD, group_id + identity)[:15]


def is_standing(object_id: bytes) -> bool:
    """Return whether an id is that of a standing object: the frame, or a card."""
    return object_id[0] == STANDING_BYTE


def member_id(identity: bytes, box_key: bytes) -> bytes:
    """Return the 16 bytes that stand for a member's keys in the context of an epoch box."""
    return primitives.hash16(labels.HASH_MEMBER, identity + box_key)


def key_check(group_id: bytes, epoch: int, epoch_key: bytes) -> bytes:
    """Return the value by which a `rotate` names an epoch key."""
    return primitives.hash(labels.HASH_KEY_CHECK, group_id + epoch.to_bytes(8, "big") + epoch_key)


def box_hash(box: bytes) -> bytes:
    """Return the hash of an epoch box."""
    return primitives.hash(labels.HASH_BOX, box)


def boxes_hash(boxes: bytes) -> bytes:
    """Return the hash of the wrap and seats of an object (`docs/spec/sharing.md` §2)."""
    return primitives.hash(labels.HASH_BOXES, boxes)


def standing_hash(wraps: Iterable[tuple[bytes, int, bytes]]) -> bytes:
    """Return the hash that a `rotate` names, over `(object_id, revision, wrap)` of standing objects in any order."""
    joined = b"".join(object_id + revision.to_bytes(8, "big") + wrap for object_id, revision, wrap in sorted(wraps))
    return primitives.hash(labels.HASH_STANDING, joined)
