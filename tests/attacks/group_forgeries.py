"""What a server shows, or a member writes, that no client of ours would; tests of both clients mount it."""

import base64
import os
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from crypto import chain, epochs, group_operations, objects, sharing
from crypto.ceremony import Claim, Reveal, commitment_of
from crypto.chain import NO_HEAD, Mark
from crypto.client.groups.writing import Writing
from crypto.epochs import generate_epoch_key, make_rotation
from crypto.frames import BoxFrame, Frame, LinkFrame, SharedFrame, StandingFrame
from crypto.group_ids import box_hash, boxes_hash, standing_hash
from crypto.group_operations import Add, Create, Put, Rotate
from crypto.keys import Keyring
from crypto.sharing import Place, Post
from tests.attacks.evil_server import Answer, Forward, Request, Rule
from tests.crypto.group_people import People, today

Compose = Callable[[Writing], None]


def substitution(*steps: int) -> Callable[[Any], Any]:
    """Return a change of what the relay says: another person's messages at some steps of the newcomer's."""
    keyring = Keyring.generate()
    reveal = Reveal(os.urandom(32), Claim(keyring.identity, keyring.box_key, "Denis").to_bytes())
    forged = {1: commitment_of(reveal), 3: reveal.to_bytes()}
    return relayed({step: forged[step] for step in steps})


def relayed(forged: dict[int, bytes]) -> Callable[[Any], Any]:
    """Return a change of what the relay says: other messages at some steps."""

    def change(told: Any) -> Any:
        messages = [
            {**each, "message": base64.b64encode(forged[each["step"]]).decode()} if each["step"] in forged else each
            for each in told["messages"]
        ]
        return {**told, "messages": messages}

    return change


def swapped_keys(group_id: bytes) -> Callable[[list[Frame]], list[Frame]]:
    """Return a change of links: every `add` names another box key, its signature left as it was."""
    attacker = Keyring.generate()
    return lambda frames: [LinkFrame(_swapped(group_id, each.signed, attacker)) for each in frames if _is_link(each)]


def _is_link(frame: Frame) -> bool:
    return isinstance(frame, LinkFrame)


def _swapped(group_id: bytes, signed: bytes, attacker: Keyring) -> bytes:
    prev = chain.prev_of(signed)
    place = (group_id, prev.seq + 1, prev.head, chain.author_of(signed))
    link = chain.open_verified(signed, *place, group_operations.from_value)
    changed = [replace(each, box_key=attacker.box_key) if isinstance(each, Add) else each for each in link.operations]
    if changed == list(link.operations):
        return signed
    remade = chain.sign_link(os.urandom(32), group_id, link.seq, link.prev, changed)
    return signed[:96] + remade[96:]


def another_group(group_id: bytes, end: int) -> bytes:
    """Return the first link of a group that somebody else made under the same id."""
    attacker = Keyring.generate()
    rotation = make_rotation(group_id, 1, {attacker.identity: attacker.box_key}, generate_epoch_key(), {})
    first = [Create(attacker.box_key, end), rotation.operation]
    return chain.sign_link(attacker.sign_seed, group_id, 0, NO_HEAD, first)


def replaced_groups(vaults: set[str]) -> Rule:
    """A rule that serves another group in the place of every chain that is none of `vaults`."""
    path = re.compile(r"/api/v1/chains/(?P<id>\w+)/links")

    def swap(request: Request, forward: Forward) -> Answer:
        answer, found = forward(request), path.fullmatch(request.path)
        if found is None or found["id"] in vaults:
            return answer
        return answer.with_frames([LinkFrame(another_group(bytes.fromhex(found["id"]), today() + 9))])

    return Rule("E02", "GET", path, swap)


def branch(group_id: bytes, mark: Mark, taken: list[Frame]) -> Rule:
    """A rule that keeps a member on a branch of their own: what they post is accepted, and shown to them alone.

    `mark` is the place where the branch leaves the chain; what they post goes to `taken`.
    """
    marks = [mark]

    def apply(request: Request, forward: Forward) -> Answer:
        answer = forward(request)
        if request.method == "POST" and request.path.endswith("/links"):
            taken.extend(request.frames)
            links = [each.signed for each in taken if isinstance(each, LinkFrame)]
            marks.append(Mark(chain.prev_of(links[-1]).seq + 1, chain.head_of(links[-1])))
            return replace(answer, status="201 CREATED")
        if request.path.endswith("/head"):
            head = base64.b64encode(marks[-1].head).decode()
            return answer.with_json({**answer.json, "seq": marks[-1].seq, "head": head})
        after = int(request.query.partition("=")[2] or -1)
        links = [each.signed for each in taken if isinstance(each, LinkFrame)]
        shown: list[Frame] = [LinkFrame(each) for each in links if chain.prev_of(each).seq >= after]
        shared: list[Frame] = [each for each in taken if isinstance(each, SharedFrame)]
        return answer.with_frames(shown if request.path.endswith("/links") else shared)

    path = f"/api/v1/chains/{group_id.hex()}/(head|links|objects/fetch)"
    return Rule("E05", "GET|POST", re.compile(path), apply)


def drop_last(frames: list[Frame]) -> list[Frame]:
    """Leave out the last link."""
    return frames[:-1]


def drop_middle(frames: list[Frame]) -> list[Frame]:
    """Leave out a link from the middle."""
    return [*frames[:2], *frames[3:]]


def exchange(frames: list[Frame]) -> list[Frame]:
    """Serve two links in the other order."""
    return [*frames[:-2], frames[-1], frames[-2]]


def swap_boxes(frames: list[Frame]) -> list[Frame]:
    """Serve each object with the boxes of another."""
    shared = [each for each in frames if isinstance(each, SharedFrame)]
    return [replace(each, boxes=other.boxes) for each, other in zip(shared, reversed(shared), strict=True)]


def alter(frames: list[Frame]) -> list[Frame]:
    """Change the last bit of each object."""
    return [
        replace(each, body=each.body[:-1] + bytes([each.body[-1] ^ 1])) if isinstance(each, SharedFrame) else each
        for each in frames
    ]


def forged_boxes(people: People, forged: bytes) -> Callable[[list[Frame]], list[Frame]]:
    """Return a change of epochs: each box holds another key, sealed as anyone can for the member that it names."""
    members = people.space(people.leader).state.roster.members

    def change(frames: list[Frame]) -> list[Frame]:
        return [
            BoxFrame(each.identity, each.epoch, epochs.seal_box(
                people.group_id, each.epoch, each.identity, members[each.identity].box_key, forged
            )) if isinstance(each, BoxFrame) else each for each in frames
        ]  # fmt: skip

    return change


def garbage_for(identity: bytes) -> Compose:
    """Return what composes a rotation whose box for one member is garbage, named by its hash as a true one."""

    def compose(link: Writing) -> None:
        link.rotate()
        rotate, garbage = link.operations.pop(), os.urandom(136)
        assert isinstance(rotate, Rotate)
        boxes = tuple((each, box_hash(garbage) if each == identity else known) for each, known in rotate.boxes)
        link.operations.append(replace(rotate, boxes=boxes))
        link.frames = [
            replace(each, box=garbage) if isinstance(each, BoxFrame) and each.identity == identity else each
            for each in link.frames
        ]

    return compose


def false_wraps(link: Writing) -> None:
    """Compose a rotation whose wraps of standing objects are garbage, named by their hash as true ones."""
    link.rotate()
    rotate = link.operations.pop()
    assert isinstance(rotate, Rotate)
    link.frames = [
        replace(each, wrap=os.urandom(104)) if isinstance(each, StandingFrame) else each for each in link.frames
    ]
    wraps = [(each.object_id, each.revision, each.wrap) for each in link.frames if isinstance(each, StandingFrame)]
    link.operations.append(replace(rotate, standing_hash=standing_hash(wraps)))


def forged_post(people: People, object_id: bytes, post: Post) -> Compose:
    """Return what composes a put of a post that its author's own client would never write."""

    def compose(link: Writing) -> None:
        link.put(object_id, {
            "kind": "share", "seance": None, "body": [], "title": "", "readers": None, "named": True,
        }, today() + 3)  # fmt: skip
        frame, operation = link.frames.pop(), link.operations.pop()
        assert isinstance(frame, SharedFrame) and isinstance(operation, Put)
        place = Place(people.group_id, object_id, 1, frame.epoch)
        members = {each: member.box_key for each, member in link.space.state.roster.members.items()}
        key, epoch_key = os.urandom(32), link.space.epoch_key
        assert epoch_key is not None
        body = sharing.seal_post(key, place, post)
        boxes = sharing.seal_boxes(epoch_key, place, key, members, None)
        link.frames.append(SharedFrame(object_id, 1, frame.epoch, boxes, body))
        named = {"body_hash": objects.body_hash(body), "size": len(body), "boxes_hash": boxes_hash(boxes)}
        link.operations.append(replace(operation, **named))

    return compose


def replayed(people: People, shared: bytes) -> Compose:
    """Return what composes a put, in another group, of the sealed text of a share of this one."""
    space = people.space(people.leader)
    record = space.state.objects[shared]
    frame = space.frames[record.body_hash]

    def compose(link: Writing) -> None:
        roster = link.space.state.roster
        size = 104 + 136 * len(roster.members)
        boxes = (frame.boxes + os.urandom(size))[:size]
        link.operations.append(Put(shared, 1, record.body_hash, record.size, boxes_hash(boxes), None, record.end))
        link.frames.append(SharedFrame(shared, 1, roster.epoch, boxes, frame.body))

    return compose
