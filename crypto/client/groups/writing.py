"""What goes to a group: one link at a time, judged here before it leaves, believed once it was read back."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Final

from crypto import chain, documents, epochs, group_policy, labels, primitives, sharing
from crypto.client.api import RefusedError, stale_links
from crypto.client.groups import reading
from crypto.client.groups.api import ChainApi
from crypto.client.groups.space import GroupSpace, Pending
from crypto.entries import Document
from crypto.errors import ForkError, RollbackError
from crypto.frames import BoxFrame, Frame, SharedFrame, StandingFrame
from crypto.group import Finding
from crypto.group_ids import boxes_hash
from crypto.group_operations import Dispute, Operation, Put
from crypto.memory import Pin
from crypto.sharing import Place, Post

TRIES: Final = 20


@dataclass
class Writing:
    """A link in the making: its operations, what is sent with it, the keys of the epochs it opens."""

    space: GroupSpace
    operations: list[Operation] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    keys: dict[int, bytes] = field(default_factory=dict)

    def rotate(self) -> None:
        """Make a new key for the members after the operations so far; raise `RefusedError("bad-key")` without keys.

        Recipients are read from the verified state, never from anything else.
        """
        space = self.space
        shown = group_policy.preview(space.state, space.group_id, space.state.next_seq, space.identity, self.operations)
        standing = {version: space.standing_keys.get(version) for version in shown.standing}
        if None in standing.values() and space.identity not in space.state.roster.facilitators:
            raise RefusedError("bad-key")  # somebody else, who can open them, or a facilitator makes the next key
        key = epochs.generate_epoch_key()
        sealed = epochs.make_rotation(space.group_id, shown.epoch, shown.box_keys, key, standing)
        self.operations.append(sealed.operation)
        self.keys[shown.epoch] = key
        self.frames += [BoxFrame(identity, shown.epoch, box) for identity, box in sealed.boxes.items()]
        self.frames += [
            StandingFrame(object_id, revision, shown.epoch, wrap) for object_id, revision, wrap in sealed.standing
        ]

    def put(
        self, object_id: bytes, document: Document, end: int | None, parent: bytes | None = None,
        readers: Collection[bytes] | None = None,
    ) -> None:  # fmt: skip
        """Seal a new revision of an object for `readers`, or for the whole group."""
        space = self.space
        roster, epoch_key = space.state.roster, space.epoch_key
        assert epoch_key is not None, "the audit found the key"
        record = space.state.objects.get(object_id)
        place = Place(space.group_id, object_id, 1 if record is None else record.revision + 1, roster.epoch)
        key = primitives.random_bytes(primitives.KEY_SIZE)
        post = Post(space.identity, space.myself.witness(space.group_id), documents.to_bytes(document))
        body = sharing.seal_post(key, place, post)
        members = {identity: member.box_key for identity, member in roster.members.items()}
        seated = None if readers is None else {*readers, space.identity}
        boxes = sharing.seal_boxes(epoch_key, place, key, members, seated)
        body_hash = primitives.hash(labels.HASH_BODY, body)
        self.operations.append(Put(object_id, place.revision, body_hash, len(body), boxes_hash(boxes), parent, end))
        self.frames.append(SharedFrame(object_id, place.revision, place.epoch, boxes, body))


Compose = Callable[[Writing], None]


def send(api: ChainApi, space: GroupSpace, compose: Compose, pins: tuple[Pin, ...] = (), always: bool = False) -> bytes:
    """Send a link and return it; on a lost race take the links that came before, and compose again.

    `always` is for what an audit allows whatever it finds, a pin excepted; the rest waits until the key was made right.
    Raises `RefusedError` with the finding.
    """
    if not always:
        repair(api, space)
    for _ in range(TRIES):
        space.check_sending(always)
        writing = Writing(space)
        compose(writing)
        signed = seal(writing, pins)
        try:
            api.append(space.group_id, space.mark, writing.frames, [signed])
        except RefusedError as refusal:
            if refusal.code != "stale-head":
                raise
            _catch_up(api, space, stale_links(refusal))
            continue
        _read_back(api, space, signed, writing.frames)
        return signed
    raise RefusedError("stale-head")


def seal(writing: Writing, pins: tuple[Pin, ...] = ()) -> bytes:
    """Return the signed link of a writing once this device's own state accepts it."""
    space = writing.space
    seed = space.myself.keyring.sign_seed
    signed = chain.sign_link(seed, space.group_id, space.state.next_seq, space.state.head, writing.operations)
    space.state.copy().append(signed)
    space.pending[chain.head_of(signed)] = Pending(dict(writing.keys), pins)
    return signed


def repair(api: ChainApi, space: GroupSpace) -> None:
    """Dispute a key that did not come or does not open, and make the next one when it is due."""
    space.check_sending(always=True)
    if Finding.KEY in space.findings() and not space.state.roster.due:
        send(api, space, lambda writing: writing.operations.append(Dispute(space.state.roster.epoch)), always=True)
    try:
        if space.state.roster.due:
            send(api, space, _rotate_if_due, always=True)
    except _NotDueError:
        return  # another member was faster, and their key came with the link that was


class _NotDueError(Exception):
    """The key was renewed by another member since."""


def _rotate_if_due(writing: Writing) -> None:
    if not writing.space.state.roster.due:
        raise _NotDueError
    writing.rotate()


def _catch_up(api: ChainApi, space: GroupSpace, signed: list[bytes]) -> None:
    if not signed:
        reading.ask_head(api, space)
        raise RollbackError("refused as late, with nothing newer to show")
    reading.take_links(space, signed)
    reading.take_keys(api, space)
    reading.bring(api, space)


def _read_back(api: ChainApi, space: GroupSpace, signed: bytes, frames: list[Frame]) -> None:
    """Ask for the link and bodies just sent, and compare them."""
    stored = api.links(space.group_id, space.mark.seq)
    if not stored:
        raise RollbackError("what was sent does not come back")
    if stored[0] != signed:
        raise ForkError("another link stands where ours was accepted")
    reading.take_links(space, stored)
    reading.take_keys(api, space)
    reading.bring(api, space)
    current = {record.body_hash for record in space.state.objects.values()}
    for frame in frames:
        if isinstance(frame, SharedFrame):
            body_hash = primitives.hash(labels.HASH_BODY, frame.body)
            if body_hash in current and space.frames.get(body_hash) != frame:
                raise RollbackError("what was sent does not come back")
