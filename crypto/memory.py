"""What a member's vault remembers of each group, and the alias book (`docs/spec/sharing.md` §7)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from crypto import encoding, labels, primitives
from crypto.ceremony import invitation_id
from crypto.encoding import Value
from crypto.errors import EncodingError, ForkError
from crypto.group_operations import role_of
from crypto.shapes import array_of, bytes_of, bytes_or_none, integer_of, map_of, text_of

Epoch = tuple[int, bytes]
Pin = tuple[bytes, bytes]
Invitation = tuple[bytes, int, int, bytes | None]
Dropped = tuple[bytes, int]
Left = tuple[int, int]
Alias = tuple[str, str]
Item = TypeVar("Item", Epoch, Pin, Invitation, Dropped, Alias)

_FIELDS = (
    "group_id", "create_hash", "seq", "head", "epochs", "pins", "invitations", "dropped", "name", "joined", "left",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroupMemory:
    """A group in its member's vault; `seq` and `head` are the last place verified.

    `dropped` are invitations that no version brings back, by id and last day; `joined` is the place of the member's own
    `add`, `left` the day the group was left or over and the place verified then.
    """

    group_id: bytes
    create_hash: bytes
    seq: int
    head: bytes
    epochs: tuple[Epoch, ...]
    pins: tuple[Pin, ...]
    invitations: tuple[Invitation, ...]
    dropped: tuple[Dropped, ...]
    name: str
    joined: int
    left: Left | None

    def to_bytes(self) -> bytes:
        """Return the encoding that is padded and sealed in the vault."""
        arrays = {name: [list(item) for item in sorted_items(getattr(self, name))] for name in _ARRAYS}
        left: Value = None if self.left is None else list(self.left)
        fields = {name: getattr(self, name) for name in _FIELDS}
        return encoding.encode({"kind": "group", **fields, **arrays, "left": left})

    @classmethod
    def from_bytes(cls, encoded: bytes) -> "GroupMemory":
        """Read the encoding of a memory, or raise `EncodingError`."""
        fields = map_of(encoding.decode(encoded), "kind", *_FIELDS)
        if text_of(fields["kind"]) != "group":
            raise EncodingError("a document of another kind")
        return cls(
            bytes_of(fields["group_id"], 16),
            bytes_of(fields["create_hash"], 32),
            integer_of(fields["seq"]),
            bytes_of(fields["head"], 32),
            _ascending(fields["epochs"], _epoch_of),
            _ascending(fields["pins"], _pin_of),
            _ascending(fields["invitations"], _invitation_of),
            _ascending(fields["dropped"], _dropped_of),
            text_of(fields["name"]),
            integer_of(fields["joined"]),
            None if fields["left"] is None else _left_of(fields["left"]),
        )


_ARRAYS = ("epochs", "pins", "invitations", "dropped")


def memory_id(group_id: bytes) -> bytes:
    """Return the id of the vault's object that remembers a group."""
    return primitives.hash16(labels.HASH_MEMORY, group_id)


def aliases_id() -> bytes:
    """Return the id of the vault's object that holds the alias book."""
    return primitives.hash16(labels.HASH_MEMORY, b"aliases")


def is_memory(encoded: bytes) -> bool:
    """Return whether what a vault's object holds is a memory, and no text of the person."""
    return kind_of(encoded) in ("group", "aliases", "templates")


def kind_of(encoded: bytes) -> Value:
    """Return the kind that a vault's object says it is, None for one that says none or cannot be decoded."""
    try:
        value = encoding.decode(encoded)
    except EncodingError:
        return None
    return value.get("kind") if isinstance(value, dict) else None


def merge(one: GroupMemory, other: GroupMemory) -> GroupMemory:
    """Return what two versions of a memory say together, in whatever order; raise `ForkError` when they disagree."""
    if (one.group_id, one.create_hash) != (other.group_id, other.create_hash):
        raise ForkError("two groups under one name")
    if one.seq == other.seq and one.head != other.head:
        raise ForkError("two histories of one group")
    epochs = _union(one.epochs, other.epochs)
    if len({epoch for epoch, _ in epochs}) < len(epochs):
        raise ForkError("two keys of one epoch")
    later = max(one, other, key=lambda each: (each.seq, each.name.encode()))
    joined = max(one.joined, other.joined)
    ends = [each.left for each in (one, other) if each.left is not None and each.left[1] >= joined]
    left = max(ends, key=lambda each: (each[1], -each[0]), default=None)
    dropped = _union(one.dropped, other.dropped)
    over = {invitation for invitation, _ in dropped}
    invitations = tuple(
        each for each in _union(one.invitations, other.invitations) if invitation_id(each[0]) not in over
    )
    merged = replace(later, epochs=epochs, pins=_union(one.pins, other.pins), joined=joined, left=left)
    return replace(merged, invitations=invitations, dropped=dropped)


def to_write(memory: GroupMemory, today: int) -> GroupMemory:
    """Return what is to be kept on a day: nothing whose last day has passed, no key of a group that is over."""
    dropped = tuple(each for each in memory.dropped if each[1] >= today)
    if memory.left is not None:
        return replace(memory, epochs=(), invitations=(), dropped=dropped)
    return replace(memory, invitations=tuple(each for each in memory.invitations if each[2] >= today), dropped=dropped)


def aliases_to_bytes(aliases: Iterable[Alias]) -> bytes:
    """Return the encoding of an alias book: pairs of what is found in a text and what to write instead."""
    return encoding.encode({"kind": "aliases", "pairs": [list(pair) for pair in sorted_items(tuple(aliases))]})


def aliases_from_bytes(encoded: bytes) -> tuple[Alias, ...]:
    """Read the encoding of an alias book, or raise `EncodingError`."""
    fields = map_of(encoding.decode(encoded), "kind", "pairs")
    if text_of(fields["kind"]) != "aliases":
        raise EncodingError("a document of another kind")
    return _ascending(fields["pairs"], _alias_of)


def merge_aliases(one: tuple[Alias, ...], other: tuple[Alias, ...]) -> tuple[Alias, ...]:
    """Return the union of two alias books."""
    return _union(one, other)


def _union(one: tuple[Item, ...], other: tuple[Item, ...]) -> tuple[Item, ...]:
    return sorted_items(tuple(dict.fromkeys(one + other)))


def sorted_items(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return items in the order of their encoding."""
    return tuple(sorted(items, key=encoding.encode))


def _ascending(value: Value, read: Callable[[Value], Item]) -> tuple[Item, ...]:
    items = [read(each) for each in array_of(value)]
    if any(encoding.encode(left) >= encoding.encode(right) for left, right in pairwise(items)):
        raise EncodingError("items out of order")
    return tuple(items)


def _epoch_of(value: Value) -> Epoch:
    epoch, key = array_of(value, 2)
    return integer_of(epoch, 1), bytes_of(key, 32)


def _pin_of(value: Value) -> Pin:
    identity, transcript = array_of(value, 2)
    return bytes_of(identity, 32), bytes_of(transcript, 32)


def _invitation_of(value: Value) -> Invitation:
    secret, role, last_day, replaces = array_of(value, 4)
    return bytes_of(secret, 16), role_of(role), integer_of(last_day), bytes_or_none(replaces, 32)


def _dropped_of(value: Value) -> Dropped:
    its_id, last_day = array_of(value, 2)
    return bytes_of(its_id, 16), integer_of(last_day)


def _left_of(value: Value) -> Left:
    day, seq = array_of(value, 2)
    return integer_of(day), integer_of(seq)


def _alias_of(value: Value) -> Alias:
    found, alias = array_of(value, 2)
    return text_of(found), text_of(alias)
