"""The whole public state of a group, as a client keeps and checks it (`docs/spec/group.md` §2, §5)."""

from dataclasses import dataclass, field

from crypto import chain, encoding, group_operations, group_policy, group_view, labels, primitives
from crypto.chain import Mark
from crypto.encoding import Value
from crypto.group_ids import is_standing
from crypto.group_operations import Add, Rotate
from crypto.group_view import Changes, GroupLink, Joined, ObjectRecord, Objects, Placed, Roster, Rotation


@dataclass(slots=True)
class GroupState:
    """Roster, objects and tombstones after a link.

    `heads` are those after each link; `rotation` is the last `rotate`, `rotations` every one by its epoch with what it
    wraps again; `verified` says, for the transcript of each
    `add`, whom it made a member and by whom; `placed` says where the current revision of each object was put; `replies`
    holds, by parent, the ids of every answer ever put. These are read from the links and are no part of the state hash.
    """

    chain_id: bytes
    roster: Roster = field(default_factory=group_view.before_create)
    objects: dict[bytes, ObjectRecord] = field(default_factory=dict)
    tombstones: set[bytes] = field(default_factory=set)
    heads: list[bytes] = field(default_factory=list)
    rotation: Rotate | None = None
    verified: dict[bytes, Joined] = field(default_factory=dict)
    placed: dict[bytes, Placed] = field(default_factory=dict)
    rotations: dict[int, Rotation] = field(default_factory=dict)
    replies: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict)

    @property
    def next_seq(self) -> int:
        """The sequence number of the link that comes next."""
        return len(self.heads)

    @property
    def head(self) -> bytes:
        """The head after the last link, 0^32 before link 0."""
        return self.heads[-1] if self.heads else chain.NO_HEAD

    @property
    def mark(self) -> Mark | None:
        """The place of the last link, None before link 0."""
        return Mark(len(self.heads) - 1, self.heads[-1]) if self.heads else None

    def head_at(self, seq: int) -> bytes | None:
        """Return the head after a link, None when the chain is shorter."""
        return self.heads[seq] if 0 <= seq < len(self.heads) else None

    def object_of(self, object_id: bytes) -> ObjectRecord | None:
        """Return the record of an object that stands."""
        return self.objects.get(object_id)

    def is_tombstoned(self, object_id: bytes) -> bool:
        """Return whether the object was ended for good."""
        return object_id in self.tombstones

    def answers_to(self, object_id: bytes) -> Objects:
        """Return the objects that have this parent."""
        return {each: self.objects[each] for each in self.replies.get(object_id, ()) if each in self.objects}

    def objects_of(self, owner: bytes) -> Objects:
        """Return the objects of an owner."""
        return {each: record for each, record in self.objects.items() if record.owner == owner}

    def standing_objects(self) -> Objects:
        """Return the frame and the cards."""
        return {each: record for each, record in self.objects.items() if is_standing(each)}

    def state_hash(self) -> bytes:
        """Return the hash of the state."""
        return primitives.hash(labels.HASH_GROUP_STATE, self.to_bytes())

    def to_bytes(self) -> bytes:
        """Return the bytes `S` of §5."""
        return state_bytes(self.roster, self.objects, self.tombstones)

    def append(self, signed: bytes) -> GroupLink:
        """Verify, judge and apply the next link; the state is untouched when it is refused."""
        author = chain.author_of(signed)
        group_policy.check_author(self.roster, self.next_seq, author)
        place = (self.chain_id, self.next_seq, self.head, author)
        link = chain.open_verified(signed, *place, group_operations.from_value)
        self._apply(link, group_policy.judge(self, link))
        return link

    def copy(self) -> "GroupState":
        """Return an independent copy."""
        kept = (
            dict(self.objects),
            set(self.tombstones),
            list(self.heads),
            self.rotation,
            dict(self.verified),
            dict(self.placed),
            dict(self.rotations),
            dict(self.replies),
        )
        return GroupState(self.chain_id, self.roster, *kept)

    def _apply(self, link: GroupLink, changes: Changes) -> None:
        self.roster = changes.roster
        self.objects.update(changes.objects)
        self.placed.update({each.operation.object_id: each for each in changes.placed})
        for put in (each.operation for each in changes.placed):
            if put.parent is not None and put.revision == 1:
                self.replies[put.parent] = (*self.replies.get(put.parent, ()), put.object_id)
        for object_id in changes.tombstones:
            self.objects.pop(object_id, None)
            self.placed.pop(object_id, None)
            self.tombstones.add(object_id)
        if changes.rotation is not None:
            self.rotation = changes.rotation.operation
            self.rotations[self.rotation.epoch] = changes.rotation
        for operation in link.operations:
            if isinstance(operation, Add):
                self.verified[operation.transcript] = Joined(operation.identity, link.author, link.seq)
        self.heads.append(link.head)


def state_bytes(roster: Roster, objects: Objects, tombstones: set[bytes]) -> bytes:
    """Return the bytes `S` of §5 for a roster, its objects and its tombstones."""
    members: list[Value] = [
        [identity, member.box_key, member.role, member.seq, member.added_by]
        for identity, member in sorted(roster.members.items())
    ]
    former: list[Value] = [[identity, heir] for identity, heir in sorted(roster.former.items())]
    listed: list[Value] = [_object_value(object_id, record) for object_id, record in sorted(objects.items())]
    proposals: list[Value] = [
        [head, proposal.change, proposal.identity, list(proposal.endorsers)]
        for head, proposal in sorted(roster.proposals.items())
    ]
    anchor = None if roster.anchor is None else list(roster.anchor)
    named: list[Value] = [roster.end, roster.epoch, roster.key_check, roster.due]
    transcripts: list[Value] = [*sorted(roster.transcripts)]
    return encoding.encode(
        [*named, members, former, transcripts, listed, sorted(tombstones), proposals, anchor, roster.checkpoint]
    )


def _object_value(object_id: bytes, record: ObjectRecord) -> list[Value]:
    named: list[Value] = [object_id, record.owner, record.author, record.revision, record.body_hash, record.size]
    return [*named, record.boxes_hash, record.parent, record.end, record.seq]
