"""A model of groups: random acts of four members against a server that drops, delays, doubles, permutes and forks.

`RECUL_FUZZ=10` makes it 500 acts for each member.
"""

import copy
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import pytest

from crypto import ceremony, chain, primitives
from crypto.client import OfflineError
from crypto.client.api import RefusedError
from crypto.client.groups import reading, sharing, writing
from crypto.client.groups.space import GroupSpace, Myself
from crypto.client.groups.writing import Writing
from crypto.errors import ForkError, ReculError
from crypto.group_operations import MEMBER, Add, Create, Remove
from crypto.group_state import GroupState
from crypto.keys import Keyring
from crypto.witness import WITNESS_SIZE
from tests.crypto.group_server import Line, Server

GROUP = b"modelled group 1"
DAY, END = 100, 200
FAULTS = 4
ACTS = 50 * int(os.environ.get("RECUL_FUZZ", "1"))
REFUSALS = (ReculError, RefusedError, OfflineError)


@dataclass
class Person:
    """A member, whose texts carry a number that says who wrote them for whom."""

    keyring: Keyring
    line: Line
    space: GroupSpace


@dataclass
class Model:
    """What was really done: each text's author and readers, what was acknowledged, what is over."""

    seed: int
    people: list[Person] = field(default_factory=list)
    written: dict[str, tuple[bytes, frozenset[bytes]]] = field(default_factory=dict)
    acknowledged: dict[bytes, str] = field(default_factory=dict)
    unsure: set[bytes] = field(default_factory=set)
    forks: int = 0
    refused: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.server = Server(GROUP)
        leader = self.person()
        link = Writing(leader.space, [Create(leader.keyring.box_key, END)])
        link.rotate()
        signed = writing.seal(link)
        self.server.append(leader.space.mark, link.frames, [signed])
        leader.space.create_hash = chain.head_of(signed)
        reading.pull(leader.line, leader.space)
        frame = {"title": "groupe", "form": "app", "colour": 0, "rhythm": "", "planned": 1, "windows": "closed",
                 "clauses": [], "charter": 1, "seances": []}  # fmt: skip
        sharing.put_frame(leader.line, leader.space, frame)
        for _ in range(3):
            self.join(self.person(), MEMBER)
        for each in self.people:
            reading.pull(each.line, each.space)
            sharing.put_card(each.line, each.space, "quelqu’un", [])
            each.line.faults = FAULTS

    def person(self) -> Person:
        """Return someone new."""
        keyring = Keyring(self.random.randbytes(32), self.random.randbytes(32))
        space = GroupSpace(GROUP, Myself(keyring, lambda _: bytes(WITNESS_SIZE), lambda: DAY), GroupState(GROUP))
        made = Person(keyring, Line(self.server, keyring.identity, self.random), space)
        self.people.append(made)
        return made

    def join(self, who: Person, role: int) -> None:
        """Have the leader add someone whose ceremony was held."""
        leader, transcript = self.people[0], primitives.random_bytes(32)
        keys = who.keyring
        signature = ceremony.sign_join(keys.sign_seed, GROUP, transcript, keys.box_key, role)
        add = Add(keys.identity, keys.box_key, role, transcript, signature)

        def compose(link: Writing) -> None:
            link.operations.append(add)
            link.rotate()

        reading.pull(leader.line, leader.space)
        writing.send(leader.line, leader.space, compose, ((keys.identity, transcript),))
        who.space.create_hash = leader.space.state.head_at(0)

    # Acts

    def act(self, who: Person) -> None:
        """Do something at random; a refusal loses nothing that was acknowledged."""
        acts: list[Callable[[Person], None]] = [
            self.share, self.share, self.answer, self.revise, self.withdraw, self.rotate, self.come_or_go, self.fork,
        ]  # fmt: skip
        chosen = self.random.choice(acts)
        try:
            reading.pull(who.line, who.space)
            chosen(who)
        except REFUSALS:
            self.refused += 1

    def new_text(self, who: Person, readers: set[bytes]) -> str:
        """Return words that nobody else wrote."""
        text = f"texte {len(self.written)} de {self.seed}"
        self.written[text] = (who.keyring.identity, frozenset(readers | {who.keyring.identity}))
        return text

    def share(self, who: Person) -> None:
        """Share with everybody, or with some."""
        members = sorted(who.space.state.roster.members)
        some = set(self.random.sample(members, self.random.randrange(1, len(members) + 1)))
        readers = None if self.random.random() < 0.5 else some
        text = self.new_text(who, set(members) if readers is None else some)
        body = [["paragraph", [[text, []]]]]
        shared = sharing.share(who.line, who.space, body, "", DAY + 50, readers)
        self.acknowledged[shared] = text

    def answer(self, who: Person) -> None:
        """Answer a share that one reads, for its readers."""
        target = self.one_of(who, "share", mine=False)
        if target is not None:
            said = self.written[self.words_of(who, target)][1] & set(who.space.state.roster.members)
            text = self.new_text(who, set(said))
            self.acknowledged[sharing.answer(who.line, who.space, target, "resonance", text)] = text

    def revise(self, who: Person) -> None:
        """Write one's share again, for those who read it and are still there."""
        target = self.one_of(who, "share", mine=True)
        if target is not None:
            readers = self.written[self.words_of(who, target)][1] & set(who.space.state.roster.members)
            text = self.new_text(who, set(readers))
            self.unsure.add(target)
            sharing.revise(who.line, who.space, target, {"body": [["paragraph", [[text, []]]]]})
            self.acknowledged[target] = text
            self.unsure.discard(target)

    def withdraw(self, who: Person) -> None:
        """End one's share, seldom."""
        target = self.one_of(who, "share", mine=True)
        if target is not None and self.random.random() < 0.3:
            ended = [target, *who.space.state.answers_to(target)]
            self.unsure.update(ended)
            sharing.withdraw(who.line, who.space, target)
            for each in ended:
                self.acknowledged.pop(each, None)

    def rotate(self, who: Person) -> None:
        """Renew the key when it is due, a facilitator at any time."""
        if who is self.people[0] and self.random.random() < 0.5:
            writing.send(who.line, who.space, Writing.rotate, always=True)
        else:
            writing.repair(who.line, who.space)

    def come_or_go(self, who: Person) -> None:
        """Have the leader take someone out, or back in."""
        other = self.random.choice(self.people[1:])
        leader = self.people[0]
        if other.keyring.identity not in leader.space.state.roster.members:
            self.join(other, MEMBER)
        elif self.random.random() < 0.2:

            def compose(link: Writing) -> None:
                link.operations.append(Remove(other.keyring.identity))
                link.rotate()

            writing.send(leader.line, leader.space, compose)

    def fork(self, who: Person) -> None:
        """Keep a member on a branch for two posts; another one refuses the second, and they refuse the true chain."""
        other = next((each for each in self.people if each is not who and self.is_up_to_date(each)), None)
        if other is None or not self.is_up_to_date(who) or self.random.random() < 0.5:
            return
        lines, known = [(each, each.line.faults) for each in (who, other)], copy.deepcopy(who.space)
        for each, _ in lines:
            each.line.faults = 0
        try:
            self.share(other)
            before = dict(self.acknowledged)
            who.line.server = self.server.copy()
            who.line.server.state, who.line.server.links = known.state.copy(), list(known.links)
            self.share(who)
            self.share(who)
            self.acknowledged = before  # the branch acknowledged them, and nobody else ever will
            self.check_forked(who, other)
        finally:
            who.line.server, who.space = self.server, known
            for each, faults in lines:
                each.line.faults = faults

    def check_forked(self, who: Person, other: Person) -> None:
        """Assert that both sides find out at once."""
        with pytest.raises(ForkError):
            reading.take_links(other.space, [who.space.links[-1]])
        who.line.server = self.server
        with pytest.raises(ReculError) as caught:
            reading.pull(who.line, who.space)
        assert caught.value.code in ("fork", "rollback")
        self.forks += 1

    # What holds

    def check(self, who: Person) -> None:
        """Assert that a member believes the one chain, reads nothing that is not for them, and nothing forged."""
        space = who.space
        assert space.state.heads == self.server.state.heads[: space.state.next_seq], "another history was believed"
        for object_id, content in space.contents.items():
            if content.document["kind"] not in ("share", "answer"):
                continue
            author, readers = self.written[self.words_of(who, object_id)]
            assert content.author == author, "a forged post"
            assert who.keyring.identity in readers, "a text was shown to someone it was not for"

    def check_nothing_lost(self) -> None:
        """Assert that, once the server is honest, everybody reads all that was acknowledged and is for them."""
        members = self.settle()
        for object_id, text in self.acknowledged.items():
            if object_id in self.unsure:
                continue
            assert object_id in self.server.state.objects, "an acknowledged post was lost"
            for who in members:
                placed = self.server.state.placed[object_id].members
                if who.keyring.identity in self.written[text][1] and who.keyring.identity in placed:
                    assert self.words_of(who, object_id) == text

    def settle(self) -> list[Person]:
        """Make the server honest; return the members, each with all that is new and a key that is right."""
        for each in self.people:
            each.line.faults = 0
        members = [each for each in self.people if each.keyring.identity in self.server.state.roster.members]
        for _ in range(2):
            for each in members:
                reading.pull(each.line, each.space)
                writing.repair(each.line, each.space)
        return members

    def is_up_to_date(self, who: Person) -> bool:
        """Whether a member sees the chain as it stands, and may post."""
        space = who.space
        there = space.identity in space.state.roster.members and space.state.head == self.server.state.head
        return there and not space.findings() and not space.state.roster.due

    def one_of(self, who: Person, kind: str, mine: bool) -> bytes | None:
        """Return an object that someone reads, their own or anybody's."""
        found = [
            each
            for each, content in who.space.contents.items()
            if content.document["kind"] == kind
            and (not mine or who.space.state.objects[each].owner == who.keyring.identity)
        ]
        # ids are drawn by the clients: what is chosen must depend on the seed alone
        return self.random.choice(sorted(found, key=lambda each: self.words_of(who, each))) if found else None

    @staticmethod
    def words_of(who: Person, object_id: bytes) -> str:
        """Return the words of a share or answer."""
        document = who.space.contents[object_id].document
        if document["kind"] == "answer":
            return str(document["text"])
        return str(document["body"][0][1][0][0])  # type: ignore[index,call-overload]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_group_survives_its_server(seed: int) -> None:
    """No text reaches a non-reader, none is forged, no acknowledged post is lost, and forks are found at one post."""
    model = Model(seed)
    for _ in range(ACTS):
        for who in list(model.people):
            model.act(who)
            model.check(who)
    model.check_nothing_lost()
    wrongs = {what for each in model.people for what in each.line.wrongs}
    assert {"delay", "cut", "replay"} <= wrongs and len(wrongs) >= 15, wrongs
    assert model.forks > 0 and model.refused > 0 and len(model.acknowledged) > ACTS // 4
