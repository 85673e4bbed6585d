"""Rows D of docs/attacks.md, and some of E, against the browser: people who meet, and the keys of their group."""

import base64
import os
from dataclasses import replace
from typing import Any

import pytest

from crypto import ceremony, epochs, sharing
from crypto.ceremony import Claim, Setting
from crypto.ceremony_sides import Newcomer
from crypto.client import Client, WsgiTransport
from crypto.client.groups.writing import Compose, send
from crypto.errors import SealedError
from crypto.frames import BoxFrame, LinkFrame
from crypto.group_operations import Dispute
from crypto.keys import Keyring
from tests.attacks.circle import HOLD, SHARE, Circle, Member, look, meet, secret_of, words
from tests.attacks.group_attacks import about, keyring_of, saying
from tests.attacks.group_forgeries import forged_boxes, garbage_for, relayed, substitution
from tests.browser import groups
from tests.crypto.conftest import PASSPHRASE
from tests.crypto.group_people import People

RELAY = "/api/v1/invitations/ceremony/read"


@pytest.fixture(scope="module")
def denis(lasting_circle: Circle) -> Client:
    """Somebody with an account at the Python client, who would like to join."""
    client = Client(WsgiTransport(lasting_circle.evil))
    client.register("denis", PASSPHRASE)
    return client


def ended(side: Member) -> tuple[str, str | None]:
    """How a ceremony ended on the screen of this person."""
    step, failure = side.page.evaluate("() => [window.ceremony.step, window.ceremony.failure]")
    return step, failure


def boxes(member: Member, since: int) -> set[bytes]:
    """For whom this person sealed keys, from an exchange on."""
    return {each.identity for each in member.frames_sent(since) if isinstance(each, BoxFrame)}


@pytest.mark.parametrize(("steps", "failure"), [((3,), "ceremony"), ((1, 3), "wrong-digits")])
def test_a_key_put_in_between_is_never_added(
    circle: Circle, denis: Client, steps: tuple[int, ...], failure: str
) -> None:
    """Another's messages in the newcomer's place break the commitment, or show digits that nobody reads aloud."""
    anne, since = circle.anne, len(circle.evil.exchanges)
    rule = saying("D01", "POST", RELAY, substitution(*steps))
    anne.fooled(rule)
    arrival = meet(anne.carnet, denis, anne.group, "Denis")
    if failure == "wrong-digits":
        groups.type_digits(anne.carnet, arrival.side.digits)
    assert rule.fired and ended(anne) == ("failed", failure)
    assert boxes(anne, since) == set() and len(anne.shown["people"]) == 3


def test_a_facilitator_put_in_between_is_not_believed(circle: Circle) -> None:
    """A newcomer who was shown another facilitator's keys reads other digits; the group is none of theirs."""
    basile, since = circle.basile, len(circle.evil.exchanges)
    elsewhere = People(circle.chloe)
    elsewhere.make("Chloé")
    secret, other = elsewhere.invite(), elsewhere.group_id.hex()
    invitation_id = ceremony.invitation_id(secret).hex()
    groups.take(basile.carnet, {"address": "#" + base64.urlsafe_b64encode(secret).decode().rstrip("=")}, "Basile")
    basile.carnet.do(HOLD, invitation_id)
    welcome = circle.chloe.groups.welcome(elsewhere.group_id, secret, "Chloé")
    assert welcome.begin()
    keyring = Keyring.generate()
    offer = replace(welcome.side.offer, claim=Claim(keyring.identity, keyring.box_key, "Chloé").to_bytes())
    rule = saying("D01", "POST", RELAY, relayed({2: offer.to_bytes()}))
    basile.fooled(rule)
    look(basile.carnet)
    assert welcome.advance()
    groups.type_digits(basile.carnet, welcome.side.digits)
    assert rule.fired and ended(basile) == ("failed", "wrong-digits")
    assert basile.carnet.do("[...notebook.groups.list.keys()]") == [basile.group]
    assert basile.carnet.refusal(SHARE, other, words("un secret")) == "not-found"
    assert circle.anne.carnet.refusal(HOLD, invitation_id) == "not-found"
    assert not [each for each, _ in circle.evil.exchanges[since:] if other in each.path and each.agent]


def test_nobody_is_confirmed_by_the_server(circle: Circle, denis: Client) -> None:
    """With a place taken and every message there, no box leaves a facilitator who typed no code."""
    anne = circle.anne
    arrival = meet(anne.carnet, denis, anne.group, "Denis")
    arrival.type_digits(groups.digits_of(anne.carnet))  # Denis signs; nobody read his code to Anne
    since = len(circle.evil.exchanges)
    rule = saying("E03", "GET", f"/api/v1/groups/{anne.group}/invitations", _all_joined)
    anne.fooled(rule)
    for _ in range(5):
        anne.carnet.do("notebook.groups.invitations(a[0])", anne.group)
        look(anne.carnet)
        anne.flush()
    assert rule.fired and groups.digits_of(anne.carnet)
    assert ended(anne) == ("digits", None) and anne.sent(since) == [] and len(anne.shown["people"]) == 3
    anne.page.evaluate("() => window.ceremony.stop()")


def _all_joined(told: Any) -> Any:
    return {"invitations": [{**each, "state": "joined"} for each in told["invitations"]]}


def test_an_invitation_taken_by_another_joins_nobody(circle: Circle, denis: Client) -> None:
    """Whoever took the place without its secret computes other digits; the true newcomer finds nothing to take."""
    anne, api = circle.anne, denis.groups.api
    invitation = groups.invite(anne.carnet, anne.group)
    secret = secret_of(invitation)
    invitation_id = ceremony.invitation_id(secret)
    api.take(invitation_id)
    create_hash = circle.people.space(circle.chloe).state.head_at(0)
    assert create_hash is not None
    keyring = keyring_of(denis)
    claim = Claim(keyring.identity, keyring.box_key, "Denis")
    side = Newcomer(Setting(circle.people.group_id, create_hash, os.urandom(16)), claim)
    api.say(invitation_id, 1, 1, side.commit())
    anne.carnet.do(HOLD, invitation["invitationId"])
    look(anne.carnet)
    api.say(invitation_id, 1, 3, side.reveal(api.hear(invitation_id).messages[2]))
    look(anne.carnet)
    since = len(circle.evil.exchanges)
    groups.type_digits(anne.carnet, side.digits)
    assert ended(anne) == ("failed", "wrong-digits") and anne.sent(since) == []
    letter = "notebook.groups.readLetter(a[0])"
    assert circle.basile.carnet.refusal(letter, invitation["address"].partition("#")[2]) == "not-found"


def test_keys_of_a_rotation_come_from_the_chain_only(circle: Circle) -> None:
    """A server that speaks of more members and boxes has a new key sealed for the members of the chain alone."""
    anne, people, ghost = circle.anne, circle.people, Keyring.generate()
    _dispute(circle)
    anne.flush()
    assert anne.standing == ("due", None)
    rule = about("E06", people.group_id, "epochs", lambda them: [*them, BoxFrame(ghost.identity, 3, os.urandom(136))])
    anne.fooled(rule)
    since = len(circle.evil.exchanges)
    anne.share("sous une nouvelle clé")
    assert rule.fired and boxes(anne, since) == {bytes.fromhex(each["id"]) for each in anne.shown["people"]}


def _dispute(circle: Circle) -> None:
    """Have a new key due."""
    space = circle.people.space(circle.chloe)
    disputed = Dispute(space.state.roster.epoch)
    send(circle.chloe.groups.api, space, lambda link: link.operations.append(disputed), always=True)


@pytest.mark.parametrize("row", ["D07", "E16"])
def test_a_box_that_gives_no_key_is_disputed(circle: Circle, row: str) -> None:
    """A key that the server sealed, or garbage that a member sealed, is disputed; nothing is sealed before another."""
    basile, people, chloe = circle.basile, circle.people, circle.chloe
    forged, me = os.urandom(32), bytes.fromhex(basile.identity("Basile"))
    compose: Compose = garbage_for(me) if row == "E16" else lambda link: link.rotate()
    rule = about(row, people.group_id, "epochs", forged_boxes(people, forged))
    if row == "D07":
        basile.fooled(rule)
    _dispute(circle)
    since = len(circle.evil.exchanges)
    send(chloe.groups.api, people.space(chloe), compose, always=True)
    disputed = people.space(chloe).state.roster.epoch
    basile.flush()
    assert bool(rule.fired) == (row == "D07")
    assert [type(each) for each in basile.frames_sent(since)] == [LinkFrame] and basile.standing == ("due", None)
    people.follow(chloe)
    assert people.space(chloe).state.roster.due
    circle.evil.behave()
    shared = bytes.fromhex(basile.share("je lis encore"))
    circle.follow()
    assert circle.anne.texts[shared.hex()] == "je lis encore" and shared in people.texts(chloe)
    space = people.space(chloe)
    assert space.state.placed[shared].epoch > disputed
    frame = space.frames[space.state.objects[shared].body_hash]
    with pytest.raises(SealedError):
        epochs.open_wrap(forged, people.group_id, shared, 1, frame.epoch, frame.boxes[: sharing.WRAP_SIZE])


def test_rotations_together_make_one_key(circle: Circle) -> None:
    """Two browsers that renew a due key at once make one, and everybody reads what was written under it."""
    anne, basile = circle.anne, circle.basile
    _dispute(circle)
    for each in (anne, basile):
        each.flush()
    before = anne.shown["epoch"]
    for each in (anne, basile):
        each.page.evaluate(_START, [each.group, words(each.name)])
    for each in (anne, basile):
        each.page.evaluate("() => window.writing")
    circle.follow()
    assert {each.shown["epoch"] for each in (anne, basile)} == {before + 1}
    for each in (anne, basile):
        assert {"Anne", "Basile"} <= set(each.texts.values())
    assert circle.people.space(circle.chloe).broken == set()


_START = """([group, words]) => {
  const {groups} = document.querySelector('recul-app').notebook;
  window.writing = groups.share(group, words).then(() => groups.flush());
}"""


def test_names_that_look_alike_are_shown_with_digits(circle: Circle) -> None:
    """A member who takes another's name in other letters is told apart; what turns the text around is refused."""
    basile, group_id = circle.basile, circle.people.group_id
    circle.chloe.groups.put_card(group_id, "Аnne", [])  # with a Cyrillic А
    basile.flush()
    shown = [each["shown"] for each in basile.shown["people"] if each["name"] in ("Anne", "Аnne")]
    assert len(set(shown)) == 2 and all(each[-4:].isdigit() for each in shown)
    accept = "notebook.groups.acceptCharter(a[0], [], 'Basile\\u202e')"
    assert basile.carnet.refusal(accept, basile.group) is not None
    circle.chloe.groups.put_card(group_id, "Chloé", [])
