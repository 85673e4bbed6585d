"""Rows D of docs/attacks.md against the Python client: a server between two people, or between a person and a group."""

import base64
import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from crypto import chain, documents, epochs, group_operations, objects, sharing
from crypto.ceremony import Claim, Reveal, commitment_of
from crypto.client import Client
from crypto.client.api import RefusedError
from crypto.client.groups.writing import Writing, send
from crypto.errors import CeremonyError, SealedError
from crypto.frames import BoxFrame, Frame, LinkFrame, SharedFrame
from crypto.group_ids import boxes_hash
from crypto.group_operations import Add
from crypto.keys import Keyring
from crypto.sharing import Place, Post, Reader
from tests.attacks.evil_server import EvilServer
from tests.attacks.group_attacks import (
    about,
    added_link,
    boxes_sent,
    keyring_of,
    member_refuses,
    saying,
    signed_by,
)
from tests.crypto.conftest import PASSPHRASE
from tests.crypto.group_people import People, identity_of, lines, today

Newcomer = Callable[[], Client]
RELAY = "/api/v1/invitations/ceremony/read"


def substitution(*steps: int) -> Callable[[Any], Any]:
    """Return a change of what the relay says: another person's messages at some steps of the newcomer's."""
    keyring = Keyring.generate()
    reveal = Reveal(os.urandom(32), Claim(keyring.identity, keyring.box_key, "Denis").to_bytes())
    forged = {1: commitment_of(reveal), 3: reveal.to_bytes()}

    def change(told: Any) -> Any:
        messages = [
            {**each, "message": base64.b64encode(forged[each["step"]]).decode()} if each["step"] in steps else each
            for each in told["messages"]
        ]
        return {**told, "messages": messages}

    return change


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

    def change(told: Any) -> Any:
        forged = base64.b64encode(offer.to_bytes()).decode()
        return {**told, "messages": [{**e, "message": forged} if e["step"] == 2 else e for e in told["messages"]]}

    rule = saying("D01", "POST", RELAY, change)
    evil.mount(rule)
    assert denis.advance() and welcome.advance()
    with pytest.raises(CeremonyError):
        denis.type_digits(welcome.side.digits)
    assert rule.fired


def test_another_key_for_a_member_is_refused(people: People, evil: EvilServer) -> None:
    """A device that reads the chain anew takes no `add` whose keys were changed, and boxes nothing for them."""
    anne = people.leader
    other = Client(anne.api.transport.__class__(evil))
    other.sign_in(anne.device.keys.login, PASSPHRASE)
    other.accept_state()
    attacker = Keyring.generate()

    def change(frames: list[Frame]) -> list[Frame]:
        return [LinkFrame(swapped(people, each.signed, attacker)) for each in frames if isinstance(each, LinkFrame)]

    rule = about("D03", people.group_id, "links", change, "GET")
    with member_refuses(evil, people, other, [rule], "signature", "chain", "fork"):
        other.groups.rotate(people.group_id)


def swapped(people: People, signed: bytes, attacker: Keyring) -> bytes:
    """Return a link whose `add` names another box key, its signature left as it was."""
    prev = chain.prev_of(signed)
    place = (people.group_id, prev.seq + 1, prev.head, chain.author_of(signed))
    link = chain.open_verified(signed, *place, group_operations.from_value)
    changed = [replace(each, box_key=attacker.box_key) if isinstance(each, Add) else each for each in link.operations]
    if changed == list(link.operations):
        return signed
    remade = chain.sign_link(os.urandom(32), people.group_id, link.seq, link.prev, changed)
    return signed[:96] + remade[96:]


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
    box_key = keyring_of(basile).box_key

    def change(frames: list[Frame]) -> list[Frame]:
        return [
            BoxFrame(each.identity, each.epoch, epochs.seal_box(
                people.group_id, each.epoch, each.identity, box_key, forged
            )) if isinstance(each, BoxFrame) else each for each in frames
        ]  # fmt: skip

    anne.groups.rotate(people.group_id)
    rule = about("D07", people.group_id, "epochs", change)
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


def forge(people: People, post: Post) -> Callable[[Writing], None]:
    """Return what composes a put of a post that its author's own client would never write."""

    def compose(link: Writing) -> None:
        object_id = b"\x01" + os.urandom(15)
        link.put(object_id, {
            "kind": "share", "seance": None, "body": [], "title": "", "readers": None, "named": True,
        }, today() + 3)  # fmt: skip
        frame, operation = link.frames.pop(), link.operations.pop()
        assert isinstance(frame, SharedFrame) and isinstance(operation, group_operations.Put)
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


def test_a_member_writes_in_nobody_elses_name(people: People, evil: EvilServer) -> None:
    """A post that says it is another's opens for nobody; a link in another's name is refused."""
    anne, basile, chloe = people.clients.values()
    document = documents.to_bytes(
        {"kind": "share", "seance": None, "body": lines("dit par Anne"), "title": "", "readers": None, "named": True}
    )
    post = Post(identity_of(anne), os.urandom(112), document)
    send(basile.groups.api, people.space(basile), forge(people, post))
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
