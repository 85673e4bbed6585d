"""A group for the server's tests: signs what members sign and sends what they send, without sealing real texts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from werkzeug.test import TestResponse

from crypto import chain, frames, labels, signatures
from crypto.chain import Mark
from crypto.frames import BOX_SIZE, WRAP_SIZE, BoxFrame, Frame, LinkFrame, SharedFrame, StandingFrame
from crypto.group_ids import FRAME_ID, box_hash, boxes_hash, card_id, standing_hash
from crypto.group_operations import FACILITATOR, MEMBER, Add, Create, Leave, Operation, Put, Remove, Role, Rotate
from crypto.group_policy import join_message, wrapped_again
from crypto.group_state import GroupState
from crypto.operations import Tombstone
from tests.webapp.person import API, MEDIA_TYPE, Person, b64, body_hash
from webapp import clock

LASTING = 200
LETTER = bytes(2048)


class Circle:
    """A group as its honest members see it; `founder` made it."""

    def __init__(self, founder: Person, end: int | None = None) -> None:
        self.founder = founder
        self.group_id = os.urandom(16)
        self.end = clock.today() + LASTING if end is None else end
        self.state = GroupState(self.group_id)

    @property
    def mark(self) -> Mark:
        """Where the chain stands."""
        return self.state.mark or Mark(-1, chain.NO_HEAD)

    # What members sign

    def sign(self, author: Person, *operations: Operation, after: Mark | None = None) -> bytes:
        """Return a signed link after a place, the current one by default."""
        after = after or self.mark
        return chain.sign_link(author.seed, self.group_id, after.seq + 1, after.head, operations)

    def rotation(self, members: Sequence[bytes]) -> tuple[Rotate, list[Frame]]:
        """Return the rotation to a new epoch for members, with its boxes and standing wraps."""
        epoch = self.state.roster.epoch + 1
        boxes = {identity: os.urandom(BOX_SIZE) for identity in sorted(members)}
        standing = self.state.standing_objects()
        kept = {each: record for each, record in standing.items() if each == FRAME_ID or record.owner in members}
        wraps = [
            (object_id, revision, os.urandom(WRAP_SIZE))
            for object_id, revision in wrapped_again(self.state.roster, kept)
        ]
        pairs = tuple((identity, box_hash(box)) for identity, box in boxes.items())
        rotate = Rotate(epoch, os.urandom(32), pairs, standing_hash(wraps))
        sent: list[Frame] = [BoxFrame(identity, epoch, box) for identity, box in boxes.items()]
        return rotate, [*sent, *(StandingFrame(each, revision, epoch, wrap) for each, revision, wrap in wraps)]

    def admission(self, newcomer: Person, role: int = MEMBER, replaces: bytes | None = None) -> Add:
        """Return the operation that adds someone, with their signature of a transcript."""
        transcript = os.urandom(32)
        message = join_message(self.group_id, transcript, newcomer.box_key, role)
        signature = signatures.sign(newcomer.seed, labels.SIGN_JOIN, message)
        return Add(newcomer.identity, newcomer.box_key, role, transcript, signature, replaces)

    def text(
        self,
        object_id: bytes | None = None,
        *,
        body: bytes | None = None,
        parent: bytes | None = None,
        end: int | None = None,
    ) -> tuple[Put, SharedFrame]:
        """Return the put of a share, an answer or a standing object, with what comes with it."""
        object_id = object_id or b"\x01" + os.urandom(15)
        body = os.urandom(1024) if body is None else body
        current = self.state.object_of(object_id)
        boxes = os.urandom(WRAP_SIZE + BOX_SIZE * len(self.state.roster.members))
        revision = current.revision + 1 if current else 1
        last = None if object_id[0] == 0 else (self.end if end is None else end)
        put = Put(object_id, revision, body_hash(body), len(body), boxes_hash(boxes), parent, last)
        return put, SharedFrame(object_id, revision, self.state.roster.epoch, boxes, body)

    # What members send

    def begin(self) -> TestResponse:
        """Make the group."""
        rotate, boxes = self.rotation([self.founder.identity])
        signed = self.sign(self.founder, Create(self.founder.box_key, self.end), rotate)
        body = frames.encode([*boxes, LinkFrame(signed)])
        answer = self.founder.client.post(f"{API}/groups", data=body, content_type=MEDIA_TYPE)
        if answer.status_code == 201:
            self.state.append(signed)
        return answer

    def send(
        self, author: Person, links: Sequence[bytes], sent: Sequence[Frame] = (), after: Mark | None = None
    ) -> TestResponse:
        """Send links with what they name, built on a place."""
        after = after or self.mark
        headers = {"Recul-Head": f"{after.seq}:{after.head.hex()}"}
        body = frames.encode([*sent, *(LinkFrame(each) for each in links)])
        return author.client.post(self.path("/links"), data=body, content_type=MEDIA_TYPE, headers=headers)

    def done(self, author: Person, operations: Sequence[Operation], sent: Sequence[Frame] = ()) -> bytes:
        """Have a link of operations stored; returns it."""
        signed = self.sign(author, *operations)
        answer = self.send(author, [signed], sent)
        assert answer.status_code == 201, answer.text
        self.state.append(signed)
        return signed

    def add(self, newcomer: Person, role: int = MEMBER, by: Person | None = None) -> None:
        """Have someone added."""
        members = [*self.state.roster.members, newcomer.identity]
        rotate, sent = self.rotation(members)
        self.done(by or self.founder, [self.admission(newcomer, role), rotate], sent)

    def remove(self, member: Person) -> None:
        """Have a member removed."""
        rotate, sent = self.rotation([each for each in self.state.roster.members if each != member.identity])
        self.done(self.founder, [Remove(member.identity), rotate], sent)

    def leave(self, member: Person) -> None:
        """Have a member leave."""
        self.done(member, [Leave()])

    def rotate(self, author: Person) -> None:
        """Have the key renewed."""
        rotate, sent = self.rotation(list(self.state.roster.members))
        self.done(author, [rotate], sent)

    def promote(self, member: Person) -> None:
        """Have a member made facilitator."""
        self.done(self.founder, [Role(member.identity, FACILITATOR)])

    def share(self, author: Person, object_id: bytes | None = None, **what: Any) -> SharedFrame:
        """Have a text put; returns its frame."""
        put, frame = self.text(object_id, **what)
        self.done(author, [put], [frame])
        return frame

    def card(self, author: Person) -> SharedFrame:
        """Have a card put."""
        return self.share(author, card_id(self.group_id, author.identity))

    def invite(self, last_day: int | None = None, by: Person | None = None, role: int = MEMBER) -> bytes:
        """Have an invitation stored; returns its id."""
        invitation_id = os.urandom(16)
        day = clock.today() + 10 if last_day is None else last_day
        offer = {"invitation_id": b64(invitation_id), "role": role, "last_day": day, "letter": b64(LETTER)}
        asked = {"invitations": [offer]}
        answer = (by or self.founder).client.post(self.about("/invitations"), json=asked)
        assert answer.status_code == 201, answer.text
        return invitation_id

    def erase(self, author: Person, object_id: bytes) -> None:
        """Have a share or answer ended."""
        self.done(author, [Tombstone(object_id)])

    # What members ask

    def path(self, rest: str) -> str:
        """Return the path of a chain route of the group."""
        return f"{API}/chains/{self.group_id.hex()}{rest}"

    def about(self, rest: str) -> str:
        """Return the path of a group route."""
        return f"{API}/groups/{self.group_id.hex()}{rest}"

    def frames(self, member: Person, rest: str) -> list[Frame]:
        """Return the frames of a chain route."""
        answer = member.client.get(self.path(rest))
        assert answer.status_code == 200, answer.text
        return frames.decode(answer.data)

    def head(self, member: Person) -> dict[str, Any]:
        """Return what the server says of the chain."""
        answer = member.client.get(self.path("/head"))
        assert answer.status_code == 200, answer.text
        found = answer.get_json()
        assert isinstance(found, dict)
        return found
