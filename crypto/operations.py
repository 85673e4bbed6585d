"""The operations of a vault chain and their shapes (`docs/spec/chain.md` §3)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, Protocol, TypeAlias, TypeVar

from crypto.encoding import Value
from crypto.errors import EncodingError, VersionError
from crypto.shapes import array_of, bytes_of, bytes_or_none, integer_of, integer_or_none, null_of, text_of

MAX_SLOTS: Final = 8
PASSPHRASE_SLOT: Final = 1
RECOVERY_SLOT: Final = 2


@dataclass(frozen=True, slots=True)
class SlotRecord:
    """The public record of a slot (`docs/spec/keys.md` §2)."""

    kind: int
    kdf_id: int
    salt_hash: bytes
    slot_hash: bytes

    def to_value(self) -> list[Value]:
        """Return the array that a link and a state carry."""
        return [self.kind, self.kdf_id, self.salt_hash, self.slot_hash]

    @classmethod
    def from_value(cls, value: Value) -> "SlotRecord":
        """Check the shape of a record, or raise `EncodingError`."""
        kind, kdf_id, salt_hash, slot_hash = array_of(value, 4)
        return cls(integer_of(kind), integer_of(kdf_id), bytes_of(salt_hash, 32), bytes_of(slot_hash, 32))


@dataclass(frozen=True, slots=True)
class Create:
    """The first operation of a vault; `box_key` is its owner's X25519 public key."""

    name: ClassVar[str] = "create"
    box_key: bytes

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return ["vault", self.box_key]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Create":
        """Check the shape of the fields, or raise `EncodingError`."""
        kind, box_key = array_of(fields, 2)
        if text_of(kind) != "vault":
            raise EncodingError("a chain that is not a vault")
        return cls(bytes_of(box_key, 32))


@dataclass(frozen=True, slots=True)
class Put:
    """A new revision of an object; `size` is that of the sealed body, `end` a day or None."""

    name: ClassVar[str] = "put"
    object_id: bytes
    revision: int
    body_hash: bytes
    size: int
    end: int | None = None

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.object_id, self.revision, self.body_hash, self.size, None, None, self.end]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Put":
        """Check the shape of the fields, or raise `EncodingError`."""
        object_id, revision, body_hash, size, boxes_hash, parent, end = array_of(fields, 7)
        null_of(boxes_hash)
        null_of(parent)
        return cls(
            bytes_of(object_id, 16),
            integer_of(revision, 1),
            bytes_of(body_hash, 32),
            integer_of(size),
            integer_or_none(end),
        )


@dataclass(frozen=True, slots=True)
class Tombstone:
    """The end of an object, for good."""

    name: ClassVar[str] = "tombstone"
    object_id: bytes

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.object_id]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Tombstone":
        """Check the shape of the fields, or raise `EncodingError`."""
        return cls(bytes_of(array_of(fields, 1)[0], 16))


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots that open the account key of `epoch`, and the hash of its keyring."""

    name: ClassVar[str] = "slots"
    epoch: int
    keyring_hash: bytes
    slots: tuple[SlotRecord, ...]

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.epoch, self.keyring_hash, [slot.to_value() for slot in self.slots]]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Slots":
        """Check the shape of the fields, or raise `EncodingError`."""
        epoch, keyring_hash, slots = array_of(fields, 3)
        records = array_of(slots)
        if not 1 <= len(records) <= MAX_SLOTS:
            raise EncodingError("1 to 8 slots were expected")
        return cls(
            integer_of(epoch), bytes_of(keyring_hash, 32), tuple(SlotRecord.from_value(record) for record in records)
        )


@dataclass(frozen=True, slots=True)
class Rekey:
    """A new account key, and possibly a new identity and box key, cosigned by the new identity."""

    name: ClassVar[str] = "rekey"
    epoch: int
    wraps_hash: bytes
    identity: bytes | None = None
    box_key: bytes | None = None
    cosignature: bytes | None = None

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.epoch, self.wraps_hash, self.identity, self.box_key, self.cosignature]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Rekey":
        """Check the shape of the fields, or raise `EncodingError`."""
        epoch, wraps_hash, identity, box_key, cosignature = array_of(fields, 5)
        return cls(
            integer_of(epoch),
            bytes_of(wraps_hash, 32),
            bytes_or_none(identity, 32),
            bytes_or_none(box_key, 32),
            bytes_or_none(cosignature, 64),
        )


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The sealed index of the vault at this place, and the hash of the public state before its link."""

    name: ClassVar[str] = "checkpoint"
    number: int
    body_hash: bytes
    size: int
    state_hash: bytes

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.number, self.body_hash, self.size, self.state_hash]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Checkpoint":
        """Check the shape of the fields, or raise `EncodingError`."""
        number, body_hash, size, state_hash = array_of(fields, 4)
        return cls(integer_of(number), bytes_of(body_hash, 32), integer_of(size), bytes_of(state_hash, 32))


@dataclass(frozen=True, slots=True)
class Reconcile:
    """The acknowledgement of another branch, by its head."""

    name: ClassVar[str] = "reconcile"
    other_head: bytes

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.other_head]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Reconcile":
        """Check the shape of the fields, or raise `EncodingError`."""
        return cls(bytes_of(array_of(fields, 1)[0], 32))


Operation: TypeAlias = Create | Put | Tombstone | Slots | Rekey | Checkpoint | Reconcile


class AnyOperation(Protocol):
    """What an operation of any kind of chain has: its name, and its fields in order."""

    name: ClassVar[str]

    def fields(self) -> list[Value]:
        """Return the fields after the name."""


Kind = TypeVar("Kind", bound=AnyOperation)
Parsers: TypeAlias = Mapping[str, Callable[[list[Value]], Kind]]
"""The operations of a kind of chain: from a name to what checks the fields after it."""


def to_value(operation: AnyOperation) -> list[Value]:
    """Return the array `[name, field, …]` of an operation."""
    return [operation.name, *operation.fields()]


def read_as(by_name: Parsers[Kind], value: Value) -> Kind:
    """Return the operation of an array among those of a kind of chain.

    Raise `EncodingError` for its shape, `VersionError` for a name that this kind does not have.
    """
    parts = array_of(value)
    if not parts:
        raise EncodingError("an operation without a name")
    parse = by_name.get(text_of(parts[0]))
    if parse is None:
        raise VersionError("an unknown operation")
    return parse(parts[1:])


_TYPES: Final[tuple[type[Operation], ...]] = (Create, Put, Tombstone, Slots, Rekey, Checkpoint, Reconcile)
_BY_NAME: Final[Parsers[Operation]] = {each.name: each.from_fields for each in _TYPES}


def from_value(value: Value) -> Operation:
    """Return the operation of a vault; raise `EncodingError` for its shape, `VersionError` for an unknown name."""
    return read_as(_BY_NAME, value)
