"""What comes from a server about a group: verified from link 0, opened, kept (`docs/spec/group.md`, `sharing.md`)."""

from collections.abc import Sequence

from crypto import chain, documents, epochs, group_operations, labels, primitives, sharing
from crypto.client.groups.api import ChainApi
from crypto.client.groups.space import Content, GroupSpace, Pending
from crypto.errors import EncodingError, ForkError, ReculError, RollbackError, SealedError
from crypto.frames import SharedFrame, StandingFrame
from crypto.group_ids import FRAME_ID, boxes_hash, is_standing
from crypto.group_state import GroupState
from crypto.group_view import ObjectRecord
from crypto.sharing import Place, Post, Reader


def pull(api: ChainApi, space: GroupSpace) -> None:
    """Verify what follows, then take keys and objects; nothing of the chain changes when a link is refused."""
    signed = api.links(space.group_id, space.mark.seq)
    if not signed and space.state.mark is not None:
        ask_head(api, space)
    take_links(space, signed)
    if space.is_over():
        space.forget()
        return
    take_keys(api, space)
    bring(api, space)


def ask_head(api: ChainApi, space: GroupSpace) -> None:
    """Ask where the chain stands; raise `RollbackError` or `ForkError` when it is not at or after the mark."""
    chain.check_mark(space.mark, api.head(space.group_id), space.state.head_at)


def take_links(space: GroupSpace, signed: Sequence[bytes]) -> None:
    """Verify links after the mark and keep them all, or none."""
    ahead = space.state.copy()
    for each in signed:
        _follow(ahead, each)
    _check_remembered(space, ahead)
    space.state = ahead
    space.links.extend(signed)
    for each in signed:
        landed = space.pending.get(chain.head_of(each), Pending({}))
        space.keys.update(landed.keys)
        space.pins.update(landed.pins)
    if signed:
        space.pending.clear()  # a link whose place another one took never lands


def take_keys(api: ChainApi, space: GroupSpace) -> None:
    """Take the epoch boxes that verified rotations name, and the standing wraps of the last one.

    A box that did not come is asked for again, those of past epochs too: texts put under their keys are read late.
    """
    epoch, rotations = space.state.roster.epoch, space.state.rotations
    named = {each for each, rotation in rotations.items() if space.identity in dict(rotation.operation.boxes)}
    if space.identity not in space.state.roster.members or (named <= set(space.keys) and space.wrapped == epoch):
        return
    boxes, standing = api.epochs(space.group_id)
    for frame in boxes:
        rotation = space.state.rotations.get(frame.epoch)
        if frame.identity == space.identity and frame.epoch not in space.keys and rotation is not None:
            _receive(space, frame.epoch, frame.box)
    if epoch in space.keys:
        _take_wraps(space, [frame for frame in standing if frame.epoch == epoch])


def bring(api: ChainApi, space: GroupSpace) -> None:
    """Fetch the current objects this device lacks, open what is for this reader, and forget what ended."""
    named = {(record.body_hash, record.boxes_hash) for record in _current(space).values()}
    lacking = {body for body, _ in named} - set(space.frames)
    for frame in api.shared(space.group_id, sorted(lacking)) if lacking else []:
        body_hash = primitives.hash(labels.HASH_BODY, frame.body)
        if (body_hash, boxes_hash(frame.boxes)) in named:  # what no link names is asked for again
            space.frames[body_hash] = frame
    open_contents(space)


def open_contents(space: GroupSpace) -> None:
    """Open the current objects that this device has, and forget the others."""
    current = _current(space)
    bodies = {record.body_hash for record in current.values()}
    space.frames = {each: frame for each, frame in space.frames.items() if each in bodies}
    space.contents = {each: content for each, content in space.contents.items() if each in current}
    space.broken.clear()
    for object_id in sorted(current):
        _list(space, object_id)


def _current(space: GroupSpace) -> dict[bytes, ObjectRecord]:
    today = space.myself.today()
    return {each: record for each, record in space.state.objects.items() if space.end_of(each) >= today}


def _follow(state: GroupState, signed: bytes) -> None:
    """Append a link, or say why not."""
    try:
        state.append(signed)
    except ReculError:
        _check_follows(state, signed)
        raise


def _check_follows(state: GroupState, signed: bytes) -> None:
    """Raise `ForkError` for a well signed link of a member that follows another head than this device's."""
    author, claimed = chain.author_of(signed), chain.prev_of(signed)
    if author not in state.roster.members or claimed.seq + 1 != state.next_seq or claimed.head == state.head:
        return
    place = (state.chain_id, state.next_seq, claimed.head, author)
    chain.open_verified(signed, *place, group_operations.from_value)
    raise ForkError("a member goes on from another history")


def _check_remembered(space: GroupSpace, state: GroupState) -> None:
    if space.create_hash is not None and state.head_at(0) not in (None, space.create_hash):
        raise ForkError("another group under this id")
    if space.remembered is None:
        return
    there = state.head_at(space.remembered.seq)
    if there is None:
        raise RollbackError("less than what the vault remembers")
    if there != space.remembered.head:
        raise ForkError("another history than the one the vault remembers")


def _receive(space: GroupSpace, epoch: int, box: bytes) -> None:
    rotation, secret = space.state.rotations[epoch].operation, space.myself.keyring.box_secret
    try:
        space.keys[epoch] = epochs.open_epoch(space.group_id, rotation, space.identity, secret, box)
    except SealedError:
        return  # the audit says that the key is missing


def _take_wraps(space: GroupSpace, standing: list[StandingFrame]) -> None:
    """Take the content keys of the standing objects; those put again since the rotation come with their own wrap."""
    epoch = space.state.roster.epoch
    rotation, key = space.state.rotations[epoch], space.keys[epoch]
    objects = space.state.objects
    wanted = [(each, revision) for each, revision in rotation.standing if objects[each].revision == revision]
    wraps = [(frame.object_id, frame.revision, frame.wrap) for frame in standing]
    try:
        if len(wanted) == len(rotation.standing):
            space.standing_keys |= _by_version(epochs.open_standing(
                space.group_id, rotation.operation, key, rotation.standing, wraps
            ), rotation.standing)  # fmt: skip
        else:
            by_version = {(each, revision): wrap for each, revision, wrap in wraps}
            for each, revision in wanted:
                wrap = by_version.get((each, revision), b"")
                if wrap != epochs.LOST:
                    opened = epochs.open_wrap(key, space.group_id, each, revision, epoch, wrap)
                    space.standing_keys[each, revision] = opened
    except ReculError:
        return
    space.wrapped = epoch


def _by_version(found: dict[bytes, bytes], standing: Sequence[tuple[bytes, int]]) -> dict[tuple[bytes, int], bytes]:
    return {(each, revision): found[each] for each, revision in standing if each in found}


def _list(space: GroupSpace, object_id: bytes) -> None:
    record, content = space.state.objects[object_id], space.contents.get(object_id)
    if content is not None and content.revision == record.revision:
        return
    space.contents.pop(object_id, None)
    try:
        post = _open(space, object_id)
        if post is not None:
            document = documents.from_bytes(post.document)
            _check_kind(object_id, record.parent, document["kind"])
            space.contents[object_id] = Content(
                object_id, record.revision, record.author, record.parent, post.witness, document
            )
    except ReculError:
        space.broken.add(object_id)


def _open(space: GroupSpace, object_id: bytes) -> Post | None:
    record, placed = space.state.objects[object_id], space.state.placed[object_id]
    frame = space.frames.get(record.body_hash)
    if frame is None or len(frame.body) != record.size or boxes_hash(frame.boxes) != record.boxes_hash:
        raise SealedError
    place = Place(space.group_id, object_id, record.revision, placed.epoch)
    epoch_key = space.keys.get(placed.epoch)
    if is_standing(object_id):
        return sharing.open_post(_standing_key(space, place, frame), place, record.author, frame.body)
    reader = Reader(space.identity, space.myself.keyring.box_secret, epoch_key)
    return sharing.open_shared(place, record.author, placed.members, reader, frame.boxes, frame.body)


def _standing_key(space: GroupSpace, place: Place, frame: SharedFrame) -> bytes:
    version = (place.object_id, place.revision)
    if version not in space.standing_keys:
        if place.epoch not in space.keys:
            raise SealedError
        wrap = frame.boxes[: sharing.WRAP_SIZE]
        opened = epochs.open_wrap(space.keys[place.epoch], place.group_id, *version, place.epoch, wrap)
        space.standing_keys[version] = opened
    return space.standing_keys[version]


def _check_kind(object_id: bytes, parent: bytes | None, kind: object) -> None:
    standing = "frame" if object_id == FRAME_ID else "card"
    if kind != (standing if is_standing(object_id) else "share" if parent is None else "answer"):
        raise EncodingError("a document of another kind than its object")
