"""Rows D of docs/attacks.md against the Python client: a server between two people, or between a person and a group."""

import base64
import os
from collections.abc import Callable
from dataclasses import replace

import pytest

from crypto import documents, epochs, group_operations, sharing
from crypto.ceremony import Claim
from crypto.client import Client
from crypto.client.api import RefusedError
from crypto.client.groups.writing import send
from crypto.errors import CeremonyError, SealedError
from crypto.frames import BoxFrame
from crypto.keys import Keyring
from crypto.sharing import Place, Post, Reader
from tests.attacks.evil_server import EvilServer
from tests.attacks.group_attacks import (
    about,
    added_link,
    again,
    boxes_sent,
    keyring_of,
    member_refuses,
    saying,
    signed_by,
)
from tests.attacks.group_forgeries import forged_boxes, forged_post, relayed, substitution, swapped_keys
from tests.crypto.group_people import People, identity_of, lines, today

Newcomer = Callable[[], Client]
RELAY = "/api/v1/invitations/ceremony/read"


@pytest.mark.parametrize("steps", [(3,), (1, 3)])
def test_a_key_put_in_between_is_never_added(
    evil: EvilServer, people: People, newcomer: Newcomer, steps: tuple[int, ...]
) -> None:
    """Another person's messages in the newcomer's place break the commitment, or show digits that nobody reads."""
    arrival, secret = newcomer().groups.arrive, people.invite()
    denis, anne = arrival(secret), people.leader
    welcome = anne.groups.welcome(people.group_id, secret, "Anne")
    denis.begin("Denis")
    rule = saying("D01", "POST", RELAY, substitution(*steps))
    with member_refuses(evil, people, anne, [rule], "ceremony"):
        assert welcome.begin()
        evil.behave()
        assert denis.advance()
        evil.mount(rule)
        welcome.advance()
        assert 1 in steps, "another person than the one who committed was heard"
        welcome.type_digits(denis.side.digits)
    with pytest.raises(CeremonyError):
        welcome.add()


def test_an_offer_put_in_between_joins_nobody(people: People, evil: EvilServer, newcomer: Newcomer) -> None:
    """A newcomer who was shown another facilitator, place or role sees digits that the true one does not read."""
    secret, anne = people.invite(), people.leader
    denis = newcomer().groups.arrive(secret)
    denis.begin("Denis")
    welcome = anne.groups.welcome(people.group_id, secret, "Anne")
    assert welcome.begin()
    keyring = Keyring.generate()
    offer = replace(welcome.side.offer, claim=Claim(keyring.identity, keyring.box_key, "Anne").to_bytes())
    rule = saying("D01", "POST", RELAY, relayed({2: offer.to_bytes()}))
    evil.mount(rule)
    assert denis.advance() and welcome.advance()
    with pytest.raises(CeremonyError):
        denis.type_digits(welcome.side.digits)
    assert rule.fired


def test_another_key_for_a_member_is_refused(people: People, evil: EvilServer) -> None:
    """A device that reads the chain anew takes no `add` whose keys were changed, and boxes nothing for them."""
    anne = people.leader
    other = again(evil, anne)
    rule = about("D03", people.group_id, "links", swapped_keys(people.group_id), "GET")
    with member_refuses(evil, people, other, [rule], "signature", "chain", "fork"):
        other.groups.rotate(people.group_id)


def test_keys_of_a_rotation_come_from_the_chain_only(people: People, evil: EvilServer) -> None:
    """A server that speaks of more members, keys and boxes has a new key sealed for the members of the chain alone."""
    anne, ghost = people.leader, Keyring.generate()
    box = BoxFrame(ghost.identity, 3, os.urandom(136))
    rules = [
        about("E06", people.group_id, "epochs", lambda frames: [*frames, box]),
        saying("E06", "GET", "/api/v1/groups", lambda told: {"groups": told["groups"] * 2}),
    ]
    evil.mount(*rules)
    seen = len(evil.exchanges)
    anne.groups.rotate(people.group_id)
    anne.groups.sync()
    assert rules[0].fired
    recipients = {frame.identity for frame in boxes_sent(evil, people, seen)}
    assert recipients == {identity_of(each) for each in people.clients.values()}


def test_nothing_is_shared_before_a_ceremony(people: People, evil: EvilServer, newcomer: Newcomer) -> None:
    """A group that the server says is mine is not followed, and nothing is sent to it, until people vouched for it."""
    stranger = newcomer()
    told = {"groups": [{"chain_id": base64.b64encode(people.group_id).decode()}]}
    rule = saying("D02", "GET", "/api/v1/groups", lambda _: told)
    evil.mount(rule)
    assert stranger.groups.api.groups() == [people.group_id] and rule.fired
    seen = len(evil.exchanges)
    assert stranger.groups.sync() == {}
    for act in (
        lambda: stranger.groups.follow(people.group_id),
        lambda: stranger.groups.rotate(people.group_id),
        lambda: stranger.groups.share(people.group_id, lines("un secret"), today() + 3),
    ):
        with pytest.raises(RefusedError, match="not-verified"):
            act()
    assert [each.path for each, _ in evil.exchanges[seen:] if people.group_id.hex() in each.path] == []


def test_a_box_that_no_link_names_gives_no_key(people: People, evil: EvilServer) -> None:
    """A key that the server sealed for a member is never believed: it is disputed, and no word is sealed under it."""
    anne, basile = people.leader, people.clients["Basile"]
    forged = os.urandom(32)
    anne.groups.rotate(people.group_id)
    rule = about("D07", people.group_id, "epochs", forged_boxes(people, forged))
    evil.mount(rule)
    people.follow(basile)
    assert rule.fired and people.space(basile).epoch_key is None
    disputed = people.space(basile).state.roster.epoch
    shared = people.share(basile, "après la dispute")
    evil.behave()
    people.follow()
    state = people.space(anne).state
    assert shared in people.texts(anne) and state.placed[shared].epoch > disputed
    frame = people.space(anne).frames[state.objects[shared].body_hash]
    for epoch in (disputed, frame.epoch):
        with pytest.raises(SealedError):
            epochs.open_wrap(forged, people.group_id, shared, 1, epoch, frame.boxes[: sharing.WRAP_SIZE])
    assert all(forged not in people.space(who).keys.values() for who in people.clients.values())


def test_a_member_writes_in_nobody_elses_name(people: People, evil: EvilServer) -> None:
    """A post that says it is another's opens for nobody; a link in another's name is refused."""
    anne, basile, chloe = people.clients.values()
    document = documents.to_bytes(
        {"kind": "share", "seance": None, "body": lines("dit par Anne"), "title": "", "readers": None, "named": True}
    )
    post = Post(identity_of(anne), os.urandom(112), document)
    send(basile.groups.api, people.space(basile), forged_post(people, b"\x01" + os.urandom(15), post))
    people.follow()
    for who in (anne, chloe):
        assert len(people.space(who).broken) == 1
        assert "dit par Anne" not in str(people.texts(who))
    signed = signed_by(people, keyring_of(basile), group_operations.Close(today()))
    in_her_name = identity_of(anne) + signed[32:]
    with member_refuses(evil, people, chloe, [added_link("D08", people, in_her_name)], "signature"):
        people.follow(chloe)


def test_names_that_look_alike_are_shown_with_digits(people: People) -> None:
    """A member who takes another's name in other letters is told apart; what turns the text around is refused."""
    chloe = people.clients["Chloé"]
    chloe.groups.put_card(people.group_id, "Аnne", [])  # with a Cyrillic А
    people.follow()
    names = people.clients["Basile"].groups.names(people.group_id)
    shown = [names[identity_of(people.leader)], names[identity_of(chloe)]]
    assert all(name and name[-4:].isdigit() for name in shown) and shown[0] != shown[1]
    with pytest.raises(Exception, match="a name that cannot be written"):
        chloe.groups.put_card(people.group_id, "Anne\u202e", [])


def test_a_box_opens_for_its_member_only(people: People) -> None:
    """What a share's boxes hold opens for nobody but those they are for, whatever epoch key a stranger drew."""
    anne, basile = people.leader, people.clients["Basile"]
    shared = people.share(anne, "pour Basile", [identity_of(basile)])
    people.follow()
    space = people.space(anne)
    record, placed = space.state.objects[shared], space.state.placed[shared]
    frame = space.frames[record.body_hash]
    stranger = Reader(os.urandom(32), os.urandom(32), os.urandom(32))
    place = Place(people.group_id, shared, 1, placed.epoch)
    assert sharing.open_shared(place, record.author, placed.members, stranger, frame.boxes, frame.body) is None
    with pytest.raises(SealedError):
        sharing.open_seat(os.urandom(32), place, frame.boxes[-136:])
