"""The keys of a group, one an epoch: named by a link, boxed for each member, checked (`docs/spec/group.md` §4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from crypto import box, envelope, keys, labels, primitives
from crypto.envelope import Context
from crypto.errors import SealedError
from crypto.group_ids import box_hash, key_check, member_id, standing_hash
from crypto.group_operations import Rotate

StandingWrap = tuple[bytes, int, bytes]
"""An object id, its revision and the wrap of its content key."""

LOST: Final = bytes(104)
"""In the place of a wrap: whoever made the rotation could not open the object (§4)."""


@dataclass(frozen=True, slots=True)
class SealedRotation:
    """A `rotate`, and what is sent with it: a box for each identity, a wrap for each standing object."""

    operation: Rotate
    boxes: Mapping[bytes, bytes]
    standing: tuple[StandingWrap, ...]


def generate_epoch_key() -> bytes:
    """Return a new epoch key."""
    return primitives.random_bytes(primitives.KEY_SIZE)


def group_key(epoch_key: bytes) -> bytes:
    """Return the key that wraps content keys for a whole group."""
    return primitives.derive(epoch_key, labels.DERIVE_GROUP, b"")


def seal_box(group_id: bytes, epoch: int, identity: bytes, box_key: bytes, epoch_key: bytes) -> bytes:
    """Return the 136-byte box of an epoch key for one member."""
    return box.seal(box_key, _box_context(group_id, epoch, identity, box_key), epoch_key)


def make_rotation(
    group_id: bytes,
    epoch: int,
    members: Mapping[bytes, bytes],
    epoch_key: bytes,
    standing: Mapping[tuple[bytes, int], bytes | None],
) -> SealedRotation:
    """Return the rotation to an epoch.

    `members` (identity → box key) are those of the state after the operations before the `rotate`; `standing` are the
    content keys of the objects to wrap again, by id and revision, or None (`group_policy.preview` tells both).
    """
    boxes = {each: seal_box(group_id, epoch, each, members[each], epoch_key) for each in sorted(members)}
    wraps = tuple(
        (
            object_id,
            revision,
            LOST if key is None else seal_wrap(epoch_key, group_id, object_id, revision, epoch, key),
        )
        for (object_id, revision), key in sorted(standing.items())
    )
    listed = tuple((identity, box_hash(each)) for identity, each in boxes.items())
    operation = Rotate(epoch, key_check(group_id, epoch, epoch_key), listed, standing_hash(wraps))
    return SealedRotation(operation, boxes, wraps)


def open_epoch(group_id: bytes, rotation: Rotate, identity: bytes, box_secret: bytes, sealed: bytes | None) -> bytes:
    """Return the epoch key in one's own box; `SealedError` unless a verified `rotate` names this box and this key."""
    listed = dict(rotation.boxes).get(identity)
    if sealed is None or listed is None or listed != box_hash(sealed):
        raise SealedError
    context = _box_context(group_id, rotation.epoch, identity, box.box_key_of(box_secret))
    epoch_key = box.open_unattributed(box_secret, context, sealed)
    if not is_key_of(group_id, rotation, epoch_key):
        raise SealedError
    return epoch_key


def is_key_of(group_id: bytes, rotation: Rotate, epoch_key: bytes) -> bool:
    """Return whether a key is the one that a `rotate` names."""
    named = key_check(group_id, rotation.epoch, epoch_key)
    return len(epoch_key) == primitives.KEY_SIZE and primitives.equal(named, rotation.key_check)


def seal_wrap(epoch_key: bytes, group_id: bytes, object_id: bytes, revision: int, epoch: int, key: bytes) -> bytes:
    """Return the 104-byte wrap of a content key for a whole group."""
    return envelope.seal(group_key(epoch_key), Context(envelope.GROUP_WRAP, group_id, object_id, revision, epoch), key)


def open_wrap(epoch_key: bytes, group_id: bytes, object_id: bytes, revision: int, epoch: int, wrap: bytes) -> bytes:
    """Return the content key in a wrap, or raise `SealedError`."""
    context = Context(envelope.GROUP_WRAP, group_id, object_id, revision, epoch)
    return keys.open_key(group_key(epoch_key), context, wrap)


def open_standing(
    group_id: bytes, rotation: Rotate, epoch_key: bytes, wanted: Iterable[tuple[bytes, int]], wraps: list[StandingWrap]
) -> dict[bytes, bytes]:
    """Return the content key of each standing object from the wraps of a rotation, but for those lost.

    `SealedError` unless they are exactly the `wanted` ones, those that the link names, and each opens.
    """
    if sorted(each[:2] for each in wraps) != sorted(wanted) or standing_hash(wraps) != rotation.standing_hash:
        raise SealedError
    return {
        object_id: open_wrap(epoch_key, group_id, object_id, revision, rotation.epoch, wrap)
        for object_id, revision, wrap in wraps
        if wrap != LOST
    }


def _box_context(group_id: bytes, epoch: int, identity: bytes, box_key: bytes) -> Context:
    return Context(envelope.EPOCH_BOX, group_id, member_id(identity, box_key), 0, epoch)
