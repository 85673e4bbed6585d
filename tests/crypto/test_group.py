"""Properties of a group's policy, of its epochs and of its audit."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import epochs, group
from crypto.errors import ChainError, ReculError, SealedError
from crypto.group import Finding
from crypto.group_ids import FRAME_ID, card_id
from crypto.group_operations import (
    FACILITATOR,
    MEMBER,
    Add,
    Anchor,
    Close,
    Dispute,
    Endorse,
    Leave,
    Operation,
    Propose,
    Put,
    Remove,
    Role,
    Rotate,
)
from crypto.group_state import GroupState
from crypto.operations import Tombstone
from tests.vectors.generate import fixed
from tests.vectors.group.circle import ANNE, BASILE, CHLOE, CROWD, END, GROUP, Circle, Somebody, join, share

PEOPLE = [ANNE, *CROWD[:6]]
IDS = [b"x" * 15 + bytes([number]) for number in range(12)]
UPON_OBJECTS = ("share", "answer", "tombstone", "card", "frame")
UPON_PEOPLE = ("add", "remove", "role", "propose", "endorse", "leave", "dispute", "rotate", "anchor", "close")
KINDS = (*UPON_OBJECTS, *UPON_OBJECTS, *UPON_PEOPLE, "share", "answer", "endorse", "endorse")
OF_FACILITATORS = {"frame", "add", "remove", "role", "rotate", "anchor", "close"}
ACTS = 50


def rotation(state: GroupState, *before: Operation, author: Somebody) -> Rotate:
    """Return the rotation that must follow some operations, with hashes of nothing."""
    shown = group.preview(state, GROUP, state.next_seq, author.identity, before)
    boxes = tuple((identity, bytes(32)) for identity in sorted(shown.box_keys))
    return Rotate(shown.epoch, bytes(32), boxes, bytes(32))


def object_act(circle: Circle, kind: str, who: Somebody, random: Random) -> list[Operation]:
    """Return an act upon an object, on one of the author's own when it can."""
    objects = circle.state.objects
    own = [each for each, record in objects.items() if record.owner == who.identity and each[0]]
    object_id = random.choice(own) if own and random.random() < 0.6 else random.choice(IDS)
    object_id = {"card": card_id(GROUP, who.identity), "frame": FRAME_ID}.get(kind, object_id)
    if kind == "tombstone":
        return [Tombstone(object_id)]
    current = objects.get(object_id)
    revision = 1 if current is None else current.revision + 1
    if not object_id[0]:
        return [share(object_id, revision, end=None)]
    parent = random.choice([*objects, *IDS]) if kind == "answer" else None
    if current is not None:
        parent = current.parent
    above = objects.get(object_id if current else parent or b"")
    latest = above.end if above is not None and above.end else circle.state.roster.end
    return [share(object_id, revision, end=latest - random.randrange(3), parent=parent)]


def member_act(circle: Circle, kind: str, who: Somebody, target: Somebody, number: int) -> list[Operation]:
    """Return an act upon people or the group."""
    state = circle.state
    proposals = sorted(state.roster.proposals) or [bytes(32)]
    former = [each for each in PEOPLE if each.identity in state.roster.former]
    replaced = former[0] if former and number == 0 else None
    plain: dict[str, Operation] = {
        "role": Role(target.identity, number % 2),
        "propose": Propose(("promote", "remove")[number % 2], target.identity),
        "endorse": Endorse(proposals[number % len(proposals)]),
        "leave": Leave(),
        "dispute": Dispute(state.roster.epoch),
        "anchor": Anchor(IDS[number]),
        "close": Close(END - number),
    }
    if kind in plain:
        return [plain[kind]]
    # now and then a ceremony that served before
    ceremony = f"ceremony {max(0, len(state.roster.transcripts) - number // 3)}"
    before: dict[str, list[Operation]] = {
        "add": [join(target, number % 2, replaced, ceremony)], "remove": [Remove(target.identity)], "rotate": [],
    }  # fmt: skip
    return [*before[kind], rotation(state, *before[kind], author=who)]


def check(before: GroupState, state: GroupState, its_operations: list[Operation]) -> None:
    """Assert what holds after any accepted link."""
    roster = state.roster
    assert state.rotation is not None
    if not roster.due:
        assert [identity for identity, _ in state.rotation.boxes] == sorted(roster.members), (
            "exactly the members have the key"
        )
    if len(roster.members) > 1:
        assert roster.facilitators, "several members without a facilitator"
    assert len(roster.members) <= 15
    assert len({member.box_key for member in roster.members.values()}) == len(roster.members)
    assert not set(roster.members) & set(roster.former)
    assert roster.transcripts == set(state.verified)
    added = [each.transcript for each in its_operations if isinstance(each, Add)]
    assert len(roster.transcripts) == len(before.roster.transcripts) + len(added), "a consent used twice"
    assert not set(state.objects) & state.tombstones
    assert before.tombstones <= state.tombstones
    assert not any(isinstance(each, Put) and each.object_id in before.tombstones for each in its_operations), (
        "an id again"
    )
    assert not (before.roster.due and isinstance(its_operations[0], Put)), "a post under a key that is due"
    if any(isinstance(each, Add | Remove) for each in its_operations):
        assert roster.epoch == before.roster.epoch + 1, "people changed without a new key"
    for record in state.objects.values():
        if record.parent is not None:
            parent = state.objects[record.parent]
            assert parent.parent is None and record.end is not None and parent.end is not None
            assert record.end <= parent.end, "an answer outlives its share"
    assert all(proposal.identity in roster.members for proposal in roster.proposals.values())


def draw_act(circle: Circle, random: Random) -> tuple[Somebody, list[Operation]]:
    """Return an author and their act: more often than not one that the policy allows."""
    roster = circle.state.roster
    kind = "rotate" if roster.due and random.random() < 0.5 else random.choice(KINDS)
    led = roster.facilitators if kind in OF_FACILITATORS and random.random() < 0.8 else list(roster.members)
    inside = [each for each in PEOPLE if each.identity in (led or roster.members)] or PEOPLE
    author = random.choice(inside) if random.random() < 0.9 else random.choice(PEOPLE)
    outside = [each for each in PEOPLE if (each.identity in roster.members) != (kind == "add")] or PEOPLE
    target, number = random.choice(outside), random.randrange(4)
    if kind in UPON_OBJECTS:
        return author, object_act(circle, kind, author, random)
    return author, member_act(circle, kind, author, target, number)


@given(st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_whatever_is_accepted_keeps_the_group_whole(seed: int) -> None:
    """After any series of acts, right or wrong: one key for exactly the members, a facilitator, no id twice."""
    circle, random = Circle(*PEOPLE[1:6]), Random(seed)
    for _ in range(ACTS):
        before = circle.state.copy()
        try:
            author, its_operations = draw_act(circle, random)
            circle.add(author, *its_operations)
        except ReculError:
            assert circle.state.to_bytes() == before.to_bytes(), "a refusal that changed something"
            continue
        check(before, circle.state, its_operations)


@given(st.integers(0, 2**20), st.integers(1, 255))
@settings(max_examples=100, deadline=None)
def test_no_altered_link_of_a_group_is_accepted(place: int, change: int) -> None:
    """A link with any byte changed is refused."""
    circle = Circle(BASILE)
    signed = bytearray(circle.sign(BASILE, share()))
    signed[place % len(signed)] ^= change
    with pytest.raises(ReculError):
        circle.state.append(bytes(signed))


def test_a_removed_member_opens_nothing_of_the_next_epoch() -> None:
    """Whoever was removed holds no box of the key that their removal made, and the others do."""
    circle, key = Circle(BASILE, CHLOE), fixed("epoch key")
    removal = Remove(BASILE.identity)
    shown = group.preview(circle.state, GROUP, circle.state.next_seq, ANNE.identity, [removal])
    sealed = group.make_rotation(GROUP, shown.epoch, shown.box_keys, key, {})
    circle.add(ANNE, removal, sealed.operation)
    assert set(sealed.boxes) == {ANNE.identity, CHLOE.identity}
    opened = group.open_epoch(GROUP, sealed.operation, CHLOE.identity, CHLOE.box_secret, sealed.boxes[CHLOE.identity])
    assert opened == key
    for box in sealed.boxes.values():
        for identity in (BASILE.identity, ANNE.identity, CHLOE.identity):
            with pytest.raises(SealedError):
                group.open_epoch(GROUP, sealed.operation, identity, BASILE.box_secret, box)


def test_a_newcomer_has_no_earlier_key() -> None:
    """What was wrapped before somebody came does not open under the key they receive."""
    wrap = epochs.seal_wrap(fixed("key 1"), GROUP, IDS[0], 1, 1, fixed("content"))
    for epoch in (1, 2):
        with pytest.raises(SealedError):
            epochs.open_wrap(fixed("key 2"), GROUP, IDS[0], 1, epoch, wrap)


@given(st.permutations(range(5)))
@settings(max_examples=20, deadline=None)
def test_one_order_of_posts_only(order: list[int]) -> None:
    """Links served in another order than the one they were signed in are refused at the first that is moved."""
    circle = Circle(BASILE)
    for number in range(4):
        circle.add(BASILE, share(IDS[number]))
    state = GroupState(GROUP)
    moved = [circle.links[number] for number in order] + circle.links[5:]
    if order == sorted(order):
        for signed in moved:
            state.append(signed)
        assert state.to_bytes() == circle.state.to_bytes()
        return
    with pytest.raises(ChainError):
        for signed in moved:
            state.append(signed)


def test_five_rotations_together_make_one_epoch() -> None:
    """Of several rotations signed at one place, one enters; the others are refused and change nothing."""
    circle = Circle(*CROWD[:4]).add(CROWD[0], Dispute(2))
    signed = [circle.sign(who, circle.rotate()) for who in circle.people]
    circle.state.append(signed[3])
    for other in (*signed[:3], signed[4]):
        with pytest.raises(ReculError):
            circle.state.append(other)
    assert (circle.state.roster.epoch, circle.state.roster.due) == (3, False)


def test_an_audit_sees_a_hidden_departure() -> None:
    """Recipients that are not the members, a key that is not the named one and a pin that is gone are all found."""
    circle = Circle(BASILE)
    sealed = group.make_rotation(
        GROUP, 3, {ANNE.identity: ANNE.box_key, BASILE.identity: BASILE.box_key}, fixed("key"), {}
    )
    circle.add(ANNE, sealed.operation)
    pins = [(BASILE.identity, join(BASILE).transcript)]
    assert group.audit(circle.state, fixed("key"), pins) == frozenset()
    assert group.audit(circle.state, fixed("other"), pins) == {Finding.KEY}
    assert group.audit(circle.state, fixed("key"), [(CHLOE.identity, pins[0][1])]) == {Finding.PIN}
    circle.add(BASILE, Leave())
    assert group.audit(circle.state, fixed("key"), pins) == {Finding.RECIPIENTS}


def test_a_group_survives_its_only_facilitator() -> None:
    """When the only facilitator is gone for good, three of the others make one of them a facilitator; history stays."""
    people = CROWD[:5]
    circle = Circle(*people).add(people[0], share()).add(people[0], Propose("promote", people[1].identity))
    proposal, history = circle.state.head, list(circle.links)
    for who in people[2:4]:
        circle.add(who, Endorse(proposal))
    assert circle.state.roster.members[people[1].identity].role == FACILITATOR
    assert circle.links[: len(history)] == history


def test_two_members_who_see_two_branches_refuse_each_other() -> None:
    """A post written on one branch is refused by whoever follows the other."""
    circle: Any = Circle(BASILE, CHLOE)
    other = circle.state.copy()
    circle.add(BASILE, share(IDS[0]))
    other.append(Circle(BASILE, CHLOE).sign(CHLOE, share(IDS[1])))
    with pytest.raises(ChainError):
        other.append(circle.sign(BASILE, share(IDS[2])))
    assert circle.state.mark.seq == other.mark.seq and circle.state.head != other.head
    assert other.roster.members[BASILE.identity].role == MEMBER
