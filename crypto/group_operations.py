"""The operations of a group chain and their shapes (`docs/spec/group.md` §1)."""

from dataclasses import dataclass
from typing import ClassVar, Final, TypeAlias

from crypto import operations
from crypto.encoding import Value
from crypto.errors import EncodingError
from crypto.operations import Tombstone
from crypto.shapes import array_of, bytes_of, bytes_or_none, integer_of, integer_or_none, text_of

MEMBER: Final = 0
FACILITATOR: Final = 1
MAX_MEMBERS: Final = 15
PROMOTE: Final = "promote"
REMOVE: Final = "remove"


@dataclass(frozen=True, slots=True)
class Create:
    """The first operation of a group; `box_key` is its author's X25519 public key, `end` a day."""

    name: ClassVar[str] = "create"
    box_key: bytes
    end: int

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return ["group", self.box_key, self.end]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Create":
        """Check the shape of the fields, or raise `EncodingError`."""
        kind, box_key, end = array_of(fields, 3)
        if text_of(kind) != "group":
            raise EncodingError("a chain that is not a group")
        return cls(bytes_of(box_key, 32), integer_of(end))


@dataclass(frozen=True, slots=True)
class Put:
    """A new revision of an object; `boxes_hash` is that of its readers, `end` a day or None for a standing object."""

    name: ClassVar[str] = "put"
    object_id: bytes
    revision: int
    body_hash: bytes
    size: int
    boxes_hash: bytes
    parent: bytes | None = None
    end: int | None = None

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        hashes: list[Value] = [self.body_hash, self.size, self.boxes_hash]
        return [self.object_id, self.revision, *hashes, self.parent, self.end]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Put":
        """Check the shape of the fields, or raise `EncodingError`."""
        object_id, revision, body_hash, size, boxes_hash, parent, end = array_of(fields, 7)
        return cls(
            bytes_of(object_id, 16),
            integer_of(revision, 1),
            bytes_of(body_hash, 32),
            integer_of(size),
            bytes_of(boxes_hash, 32),
            bytes_or_none(parent, 16),
            integer_or_none(end),
        )


@dataclass(frozen=True, slots=True)
class Add:
    """A new member, by the transcript of the ceremony that verified them and their signature of it."""

    name: ClassVar[str] = "add"
    identity: bytes
    box_key: bytes
    role: int
    transcript: bytes
    signature: bytes
    replaces: bytes | None = None

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.identity, self.box_key, self.role, self.transcript, self.signature, self.replaces]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Add":
        """Check the shape of the fields, or raise `EncodingError`."""
        identity, box_key, role, transcript, signature, replaces = array_of(fields, 6)
        return cls(
            bytes_of(identity, 32),
            bytes_of(box_key, 32),
            role_of(role),
            bytes_of(transcript, 32),
            bytes_of(signature, 64),
            bytes_or_none(replaces, 32),
        )


@dataclass(frozen=True, slots=True)
class Remove:
    """The end of a membership."""

    name: ClassVar[str] = "remove"
    identity: bytes

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.identity]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Remove":
        """Check the shape of the fields, or raise `EncodingError`."""
        return cls(bytes_of(array_of(fields, 1)[0], 32))


@dataclass(frozen=True, slots=True)
class Role:
    """Another role for a member."""

    name: ClassVar[str] = "role"
    identity: bytes
    role: int

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.identity, self.role]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Role":
        """Check the shape of the fields, or raise `EncodingError`."""
        identity, role = array_of(fields, 2)
        return cls(bytes_of(identity, 32), role_of(role))


@dataclass(frozen=True, slots=True)
class Propose:
    """A change that takes effect when enough members endorse it: `change` is `"promote"` or `"remove"`."""

    name: ClassVar[str] = "propose"
    change: str
    identity: bytes

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.change, self.identity]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Propose":
        """Check the shape of the fields, or raise `EncodingError`."""
        change, identity = array_of(fields, 2)
        if change not in (PROMOTE, REMOVE):
            raise EncodingError("a change that is no promotion and no removal")
        return cls(text_of(change), bytes_of(identity, 32))


@dataclass(frozen=True, slots=True)
class Endorse:
    """A yes to the proposal that the head `proposal` names."""

    name: ClassVar[str] = "endorse"
    proposal: bytes

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.proposal]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Endorse":
        """Check the shape of the fields, or raise `EncodingError`."""
        return cls(bytes_of(array_of(fields, 1)[0], 32))


@dataclass(frozen=True, slots=True)
class Rotate:
    """A new epoch key: its check, the hash of the box of each member, the hash of the standing wraps."""

    name: ClassVar[str] = "rotate"
    epoch: int
    key_check: bytes
    boxes: tuple[tuple[bytes, bytes], ...]
    standing_hash: bytes

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.epoch, self.key_check, [list(box) for box in self.boxes], self.standing_hash]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Rotate":
        """Check the shape of the fields, or raise `EncodingError`."""
        epoch, key_check, boxes, standing_hash = array_of(fields, 4)
        pairs = [array_of(box, 2) for box in array_of(boxes)]
        if not 1 <= len(pairs) <= MAX_MEMBERS:
            raise EncodingError("1 to 15 boxes were expected")
        read = tuple((bytes_of(identity, 32), bytes_of(box_hash, 32)) for identity, box_hash in pairs)
        return cls(integer_of(epoch), bytes_of(key_check, 32), read, bytes_of(standing_hash, 32))


@dataclass(frozen=True, slots=True)
class Dispute:
    """Word that the key of an epoch did not come as its link names it."""

    name: ClassVar[str] = "dispute"
    epoch: int

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.epoch]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Dispute":
        """Check the shape of the fields, or raise `EncodingError`."""
        return cls(integer_of(array_of(fields, 1)[0]))


@dataclass(frozen=True, slots=True)
class Leave:
    """The end of its author's membership."""

    name: ClassVar[str] = "leave"

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return []

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Leave":
        """Check the shape of the fields, or raise `EncodingError`."""
        array_of(fields, 0)
        return cls()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place from which the *mots du jour* of a séance are read."""

    name: ClassVar[str] = "anchor"
    seance_id: bytes

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.seance_id]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Anchor":
        """Check the shape of the fields, or raise `EncodingError`."""
        return cls(bytes_of(array_of(fields, 1)[0], 16))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The hash of the public state before its link."""

    name: ClassVar[str] = "checkpoint"
    number: int
    state_hash: bytes

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.number, self.state_hash]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Checkpoint":
        """Check the shape of the fields, or raise `EncodingError`."""
        number, state_hash = array_of(fields, 2)
        return cls(integer_of(number), bytes_of(state_hash, 32))


@dataclass(frozen=True, slots=True)
class Close:
    """Another end for the group, a day."""

    name: ClassVar[str] = "close"
    end: int

    def fields(self) -> list[Value]:
        """Return the fields after the name."""
        return [self.end]

    @classmethod
    def from_fields(cls, fields: list[Value]) -> "Close":
        """Check the shape of the fields, or raise `EncodingError`."""
        return cls(integer_of(array_of(fields, 1)[0]))


Operation: TypeAlias = (
    Create | Put | Tombstone | Add | Remove | Role | Propose | Endorse | Rotate | Dispute | Leave | Anchor | Checkpoint
    | Close
)  # fmt: skip

_TYPES: Final[tuple[type[Operation], ...]] = (
    Create, Put, Tombstone, Add, Remove, Role, Propose, Endorse, Rotate, Dispute, Leave, Anchor, Checkpoint, Close,
)  # fmt: skip
_BY_NAME: Final[operations.Parsers[Operation]] = {each.name: each.from_fields for each in _TYPES}


def role_of(value: Value) -> int:
    """Return `value` if it is 0 (member) or 1 (facilitator)."""
    role = integer_of(value)
    if role not in (MEMBER, FACILITATOR):
        raise EncodingError("a role that is neither member nor facilitator")
    return role


def from_value(value: Value) -> Operation:
    """Return the operation of a group; raise `EncodingError` for its shape, `VersionError` for an unknown name."""
    return operations.read_as(_BY_NAME, value)
