"""The records of a group's state, what the policy asks of it and what a link does to it (`docs/spec/group.md` §2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from crypto.chain import VerifiedLink
from crypto.group_operations import FACILITATOR, Operation, Put, Rotate

GroupLink: TypeAlias = VerifiedLink[Operation]


@dataclass(frozen=True, slots=True)
class Member:
    """Who may write: their box key, role, the place of their `add` and the identity that signed it."""

    box_key: bytes
    role: int
    seq: int
    added_by: bytes


@dataclass(frozen=True, slots=True)
class Joined:
    """Whom the `add` of a transcript made a member, who signed it, and its place."""

    identity: bytes
    by: bytes
    seq: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that waits for endorsements, in their order."""

    change: str
    identity: bytes
    endorsers: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """The state of a group but for its objects.

    `former` says who replaced whom, `transcripts` are those of every `add`, `anchor` is a séance and a seq.
    """

    end: int
    epoch: int
    key_check: bytes
    due: bool
    members: Mapping[bytes, Member]
    former: Mapping[bytes, bytes | None]
    transcripts: frozenset[bytes]
    proposals: Mapping[bytes, Proposal]
    anchor: tuple[bytes, int] | None
    checkpoint: int

    @property
    def facilitators(self) -> list[bytes]:
        """The identities that lead the group."""
        return [identity for identity, member in self.members.items() if member.role == FACILITATOR]


@dataclass(frozen=True, slots=True)
class ObjectRecord:
    """What the chain says of the current revision of an object; `author` signed it, at `seq`."""

    owner: bytes
    author: bytes
    revision: int
    body_hash: bytes
    size: int
    boxes_hash: bytes
    parent: bytes | None
    end: int | None
    seq: int


Objects: TypeAlias = Mapping[bytes, ObjectRecord]


class GroupView(Protocol):
    """What the policy asks about the state before a link; a server may answer it from its tables."""

    @property
    def roster(self) -> Roster:
        """The roster before the link."""

    def object_of(self, object_id: bytes) -> ObjectRecord | None:
        """Return the record of an object that stands."""

    def is_tombstoned(self, object_id: bytes) -> bool:
        """Return whether the object was ended for good."""

    def answers_to(self, object_id: bytes) -> Objects:
        """Return the objects that have this parent."""

    def objects_of(self, owner: bytes) -> Objects:
        """Return the objects of an owner."""

    def standing_objects(self) -> Objects:
        """Return the objects whose id begins with a zero byte."""

    def state_hash(self) -> bytes:
        """Return the hash of the state before the link (`docs/spec/group.md` §5)."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a put stands: what its boxes must be for, `members` ascending."""

    operation: Put
    epoch: int
    members: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Rotation:
    """A rotation, and the `(object_id, revision)` of every standing object to wrap again, ascending."""

    operation: Rotate
    standing: tuple[tuple[bytes, int], ...]


@dataclass(slots=True)
class Changes:
    """What a link does to a state; `placed` and `rotation` say what must come with it."""

    roster: Roster
    objects: dict[bytes, ObjectRecord] = field(default_factory=dict)
    tombstones: dict[bytes, None] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)
    rotation: Rotation | None = None


def before_create() -> Roster:
    """Return the roster before link 0."""
    return Roster(0, 0, bytes(32), False, {}, {}, frozenset(), {}, None, 0)


def effective_end(group_end: int, record: ObjectRecord, parent: ObjectRecord | None) -> int:
    """Return the last day on which an object is shown: the nearest of its own, its parent's and the group's."""
    ends = [record.end, None if parent is None else parent.end]
    return min([group_end, *(end for end in ends if end is not None)])
