"""Rows E of docs/attacks.md against the Python client: a history that is not the one that was signed."""

import os
from collections.abc import Callable

import pytest

from crypto.client import Client, Device
from crypto.errors import ReculError, RollbackError
from crypto.frames import BoxFrame, Frame, LinkFrame
from crypto.group_operations import FACILITATOR, MEMBER, Anchor, Close, Operation, Remove, Rotate
from crypto.keys import Keyring
from crypto.operations import Tombstone
from tests.attacks.evil_server import EvilServer
from tests.attacks.group_attacks import (
    about,
    added_link,
    again,
    boxes_sent,
    keyring_of,
    member_refuses,
    signed_by,
    without_news,
)
from tests.attacks.group_forgeries import branch, drop_last, drop_middle, exchange, replaced_groups
from tests.crypto.conftest import PASSPHRASE
from tests.crypto.group_people import People, identity_of, lines, today

Newcomer = Callable[[], Client]


def test_a_ghost_is_no_member(people: People, evil: EvilServer) -> None:
    """A link by someone who is no member, and a row of the server's alone, give nobody a place or a box."""
    anne, basile, ghost = people.leader, people.clients["Basile"], Keyring.generate()
    planted = signed_by(people, ghost, Anchor(bytes(16)))
    with member_refuses(evil, people, basile, [added_link("E01", people, planted)], "chain"):
        people.follow(basile)
    box = BoxFrame(ghost.identity, 3, os.urandom(136))
    rule = about("E01", people.group_id, "epochs", lambda frames: [*frames, box])
    evil.mount(rule)
    seen = len(evil.exchanges)
    anne.groups.rotate(people.group_id)
    assert rule.fired and ghost.identity not in {each.identity for each in boxes_sent(evil, people, seen)}


@pytest.mark.parametrize("moment", ["made", "later"])
def test_another_group_in_its_place_is_refused(
    evil: EvilServer, people: People, newcomer: Newcomer, moment: str
) -> None:
    """The head of the first link stays in the maker's vault before anything is sent: no other group takes its id."""
    anne = people.leader if moment == "later" else newcomer()
    rule = replaced_groups({anne.device.vault_id.hex()})
    device = again(evil, anne) if moment == "later" else anne
    evil.mount(rule)
    with pytest.raises(ReculError) as caught:
        if moment == "made":
            device.groups.create(today() + 9, "Anne", {})
        else:
            device.groups.follow(people.group_id)
    assert rule.fired and caught.value.code == "fork"
    assert device.groups.spaces == {}


def test_a_hidden_removal_is_found_at_the_next_post(people: People, evil: EvilServer) -> None:
    """A member kept on another branch cannot write to the others: their post follows another head."""
    anne, basile, chloe = people.clients.values()
    anne.groups.remove(people.group_id, identity_of(chloe))
    rule = branch(people.group_id, people.space(basile).mark, [])
    evil.mount(rule)
    for text in ("à trois, croit-il", "encore"):
        basile.groups.share(people.group_id, lines(text), today() + 3)
    assert len(people.texts(basile)) == 2 and rule.fired
    evil.behave()
    for forked, code in zip(people.space(basile).links[-2:], ("chain", "fork"), strict=True):
        shown = about("E05", people.group_id, "links", lambda _, link=forked: [LinkFrame(link)], "GET")
        with member_refuses(evil, people, anne, [shown], code):
            people.follow(anne)
    with pytest.raises(ReculError) as caught:
        people.follow(basile)
    assert caught.value.code in ("fork", "rollback")


@pytest.mark.parametrize("change", [drop_middle, exchange])
def test_a_chain_that_is_not_whole_is_refused(
    people: People, evil: EvilServer, change: Callable[[list[Frame]], list[Frame]]
) -> None:
    """Links dropped or permuted are refused by a device that reads the chain from its first link."""
    device = again(evil, people.leader)
    rule = about("E07", people.group_id, "links", change, "GET")
    with member_refuses(evil, people, device, [rule], "chain", "fork"):
        device.groups.follow(people.group_id)
    device.groups.follow(people.group_id)


def test_a_chain_cut_short_is_refused(people: People, evil: EvilServer) -> None:
    """A known device refuses less, after a restart too; a new one holds the chain against the vault's memory."""
    anne = people.leader
    mark = people.space(anne).mark
    behind = without_news("E07", people.group_id, mark)
    people.share(anne, "la suite")
    with member_refuses(evil, people, anne, behind, "rollback"):
        people.follow(anne)
    restarted = Client(anne.api.transport, Device.from_bytes(anne.device.to_bytes()))
    restarted.unlock(PASSPHRASE)
    cut = about("E07", people.group_id, "links", lambda frames: frames[: mark.seq + 1], "GET")
    evil.mount(cut, *behind[1:])
    with pytest.raises(RollbackError):
        restarted.groups.follow(people.group_id)
    evil.behave()
    anne.groups.rotate(people.group_id)
    device = again(evil, anne)
    rule = about("E07", people.group_id, "links", drop_last, "GET")
    with member_refuses(evil, people, device, [rule], "rollback"):
        device.groups.follow(people.group_id)


ILLEGAL: list[Operation] = [Close(1), Anchor(bytes(16)), Tombstone(b"\x01" * 16)]


@pytest.mark.parametrize("operation", ILLEGAL, ids=lambda each: each.name)
def test_a_right_that_was_lost_gives_nothing(people: People, evil: EvilServer, operation: Operation) -> None:
    """A well signed link by someone who led, or never did, is judged at its place: every client refuses it."""
    anne, basile, chloe = people.clients.values()
    anne.groups.set_role(people.group_id, identity_of(basile), FACILITATOR)
    people.follow()
    early = signed_by(people, keyring_of(basile), operation)
    basile.groups.set_role(people.group_id, identity_of(basile), MEMBER)
    people.follow()
    late = signed_by(people, keyring_of(basile), operation)
    for signed in (early, late):
        with member_refuses(evil, people, chloe, [added_link("E08", people, signed)], "chain"):
            people.follow(chloe)


def test_a_removed_facilitator_needs_three(people: People, evil: EvilServer) -> None:
    """Nobody takes a group alone: a facilitator's removal by another facilitator is refused by every client."""
    anne, basile, chloe = people.clients.values()
    anne.groups.set_role(people.group_id, identity_of(basile), FACILITATOR)
    people.follow()
    state = people.space(anne).state
    boxes = tuple((each, bytes(32)) for each in sorted(state.roster.members) if each != identity_of(anne))
    rotate = Rotate(state.roster.epoch + 1, bytes(32), boxes, bytes(32))
    signed = signed_by(people, keyring_of(basile), Remove(identity_of(anne)), rotate)
    with member_refuses(evil, people, chloe, [added_link("E15", people, signed)], "chain"):
        people.follow(chloe)
