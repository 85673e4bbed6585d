"""Properties of shared objects, names, witnesses and memories."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import memory, names, sharing, witness
from crypto.ceremony import invitation_id
from crypto.chain import Mark
from crypto.errors import SealedError
from crypto.memory import GroupMemory
from crypto.sharing import Place, Post, Reader
from tests.vectors.generate import fixed
from tests.vectors.group.circle import ANNE, CROWD, GROUP, SHARE, Somebody

EPOCH_KEY, KEY, PLACE = fixed("epoch key"), fixed("content key"), Place(GROUP, SHARE, 1, 1)
MEMBERS = {who.identity: who.box_key for who in (ANNE, *CROWD[:4])}
POST = Post(ANNE.identity, fixed("witness", 112), b"document")


def read(who: Somebody, boxes: bytes, body: bytes, place: Place = PLACE) -> Post | None:
    """Return what a member with the epoch key reads."""
    return sharing.open_shared(
        place, ANNE.identity, sorted(MEMBERS), Reader(who.identity, who.box_secret, EPOCH_KEY), boxes, body
    )


@given(st.none() | st.sets(st.integers(0, 3)))
@settings(max_examples=25, deadline=None)
def test_exactly_the_readers_read(numbers: set[int] | None) -> None:
    """Every reader and the author read, nobody else does, and the size of the boxes never tells."""
    readers = None if numbers is None else {ANNE.identity, *(CROWD[number].identity for number in numbers)}
    boxes = sharing.seal_boxes(EPOCH_KEY, PLACE, KEY, MEMBERS, readers)
    body = sharing.seal_post(KEY, PLACE, POST)
    assert len(boxes) == sharing.WRAP_SIZE + sharing.SEAT_SIZE * len(MEMBERS)
    for who in (ANNE, *CROWD[:4]):
        allowed = readers is None or who.identity in readers
        assert read(who, boxes, body) == (POST if allowed else None)
    assert read(Somebody("stranger"), boxes, body) == (POST if readers is None else None)


@given(st.integers(0, 2**20), st.integers(1, 255))
@settings(max_examples=60, deadline=None)
def test_no_altered_body_is_read(place: int, change: int) -> None:
    """A body with any byte changed is refused by those it is for."""
    boxes = sharing.seal_boxes(EPOCH_KEY, PLACE, KEY, MEMBERS, None)
    body = bytearray(sharing.seal_post(KEY, PLACE, POST))
    body[place % len(body)] ^= change
    with pytest.raises(SealedError):
        read(ANNE, boxes, bytes(body))


def test_a_content_key_opens_one_version_only() -> None:
    """The key of a shared text opens no other object, no other revision and nothing of another group."""
    body = sharing.seal_post(KEY, PLACE, POST)
    assert sharing.open_post(KEY, PLACE, ANNE.identity, body) == POST
    for other in (replace(PLACE, group_id=SHARE), replace(PLACE, object_id=GROUP), replace(PLACE, revision=2)):
        with pytest.raises(SealedError):
            sharing.open_post(KEY, other, ANNE.identity, body)


def test_a_witness_says_nothing_by_its_bytes() -> None:
    """Two witnesses of one mark differ, have one size, and open for their author alone."""
    account, vault = fixed("account"), fixed("vault", 16)
    one, other = (witness.seal_witness(account, vault, GROUP, Mark(seq, fixed("head"))) for seq in (0, 2**40))
    again = witness.seal_witness(account, vault, GROUP, Mark(0, fixed("head")))
    assert len(one) == len(other) == witness.WITNESS_SIZE and one != again
    assert witness.open_witness(account, vault, GROUP, one) == Mark(0, fixed("head"))
    with pytest.raises(SealedError):
        witness.open_witness(fixed("other"), vault, GROUP, one)


EPOCHS = st.sets(st.integers(1, 6)).map(lambda found: tuple((each, fixed(f"key {each}")) for each in sorted(found)))
NAMES = st.sampled_from(("mardi", "jeudi", "é"))
DAYS = st.integers(0, 3)
LEFT = st.none() | st.tuples(DAYS, DAYS)
SECRETS = [fixed(f"secret {number}", 16) for number in range(3)]
INVITATIONS = st.sets(st.sampled_from(SECRETS)).map(
    lambda found: memory.sorted_items(tuple((each, 0, 1 + SECRETS.index(each), None) for each in found))
)
DROPPED = st.sets(st.sampled_from(SECRETS)).map(
    lambda found: memory.sorted_items(tuple((invitation_id(each), 1 + SECRETS.index(each)) for each in found))
)
MEMORIES = st.builds(GroupMemory, st.just(GROUP), st.just(fixed("create")), st.integers(0, 3), st.just(b""), EPOCHS,
                     st.just(()), INVITATIONS, DROPPED, NAMES, st.integers(0, 3), LEFT).map(
    lambda each: replace(each, head=fixed(f"head {each.seq}")))  # fmt: skip


@given(MEMORIES, MEMORIES, MEMORIES)
@settings(max_examples=80, deadline=None)
def test_merging_memories_does_not_depend_on_the_order(one: GroupMemory, two: GroupMemory, three: GroupMemory) -> None:
    """However three devices' memories meet, they end as the same one, which loses no key and changes no more."""
    whole = memory.merge(memory.merge(one, two), three)
    assert memory.merge(three, memory.merge(two, one)) == memory.merge(memory.merge(one, three), two) == whole
    assert {*one.epochs, *two.epochs, *three.epochs} == set(whole.epochs)
    assert memory.merge(whole, two) == whole == GroupMemory.from_bytes(whole.to_bytes())
    over = {each for one_of in (one, two, three) for each, _ in one_of.dropped}
    assert not over & {invitation_id(secret) for secret, *_ in whole.invitations}
    assert whole.left is None or whole.left[1] >= max(one.joined, two.joined, three.joined)


@given(MEMORIES, DAYS)
def test_what_is_kept_of_a_memory_ends_with_its_last_day(kept: GroupMemory, today: int) -> None:
    """Nothing whose last day has passed is written, nor any key of a group that was left; the rest is."""
    written = memory.to_write(kept, today)
    assert written.dropped == tuple(each for each in kept.dropped if each[1] >= today)
    standing = kept.left is None
    assert written.invitations == tuple(each for each in kept.invitations if standing and each[2] >= today)
    assert written.epochs == (kept.epochs if standing else ()) and written.left == kept.left


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Alice", "Aliсe"),
        ("Alice", "Al\u200bice"),
        ("Alice", "ALICE "),
        ("Anne", "ΑΝΝE"),
        ("Ilan", "lIan"),
        ("Zoé", "Zoe"),
    ],
)
def test_names_that_look_alike_are_told_apart(left: str, right: str) -> None:
    """Two names that a reader could take for one another have one skeleton, and are shown with digits."""
    people = [names.Named(ANNE.identity, ANNE.box_key, left), names.Named(CROWD[0].identity, CROWD[0].box_key, right)]
    shown = [name for name in names.shown_names(people).values() if name is not None]
    assert names.skeleton_of(left) == names.skeleton_of(right)
    assert all(name[-4:].isdigit() for name in shown) and shown[0][-4:] != shown[1][-4:]
