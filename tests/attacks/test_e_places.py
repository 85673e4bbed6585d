"""Rows E of docs/attacks.md against the Python client: invitations, and what they do not open."""

import os
from collections.abc import Callable

import pytest

from crypto import ceremony
from crypto.ceremony import Claim, Setting
from crypto.ceremony_sides import Newcomer as NewcomerSide
from crypto.client import Client
from crypto.client.api import RefusedError
from crypto.errors import CeremonyError
from crypto.group_operations import (
    FACILITATOR,
)
from tests.attacks.evil_server import EvilServer
from tests.attacks.group_attacks import (
    boxes_sent,
    keyring_of,
    saying,
)
from tests.crypto.group_people import People, identity_of

Newcomer = Callable[[], Client]


def test_nobody_is_confirmed_by_the_server(people: People, evil: EvilServer, newcomer: Newcomer) -> None:
    """With an invitation taken and every message forged, no box leaves a facilitator who typed no code."""
    anne, attacker, secret = people.leader, newcomer(), people.invite()
    arrival = attacker.groups.arrive(secret)
    arrival.begin("Denis")
    welcome = anne.groups.welcome(people.group_id, secret, "Anne")
    assert welcome.begin() and arrival.advance() and welcome.advance()
    arrival.type_digits(welcome.side.digits)  # the attacker signs; nobody read their code to Anne
    seen = len(evil.exchanges)
    states = {"open": "joined", "taken": "joined"}
    rule = saying("E03", "GET", f"/api/v1/groups/{people.group_id.hex()}/invitations", lambda told: {
        "invitations": [{**each, "state": states.get(each["state"], each["state"])} for each in told["invitations"]]
    })  # fmt: skip
    evil.mount(rule)
    for _ in range(20):
        assert anne.groups.sync() == {people.group_id: None}
        anne.groups.api.invitations(people.group_id)
    with pytest.raises(CeremonyError):
        welcome.add()
    assert rule.fired and boxes_sent(evil, people, seen) == []
    assert identity_of(attacker) not in people.space(anne).state.roster.members


def test_an_invitation_taken_by_another_joins_nobody(people: People, evil: EvilServer, newcomer: Newcomer) -> None:
    """Whoever took the place without the secret computes other digits; the true newcomer finds nothing to take."""
    secret, thief, anne = people.invite(), newcomer(), people.leader
    invitation_id = ceremony.invitation_id(secret)
    api = thief.groups.api
    api.take(invitation_id)
    keyring = keyring_of(thief)
    create_hash = people.space(anne).state.head_at(0)
    assert create_hash is not None
    side = NewcomerSide(
        Setting(people.group_id, create_hash, os.urandom(16)), Claim(keyring.identity, keyring.box_key, "Denis")
    )
    api.say(invitation_id, 1, 1, side.commit())
    welcome = anne.groups.welcome(people.group_id, secret, "Anne")
    assert welcome.begin()
    api.say(invitation_id, 1, 3, side.reveal(api.hear(invitation_id).messages[2]))
    assert welcome.advance()
    seen = len(evil.exchanges)
    with pytest.raises(CeremonyError):
        welcome.type_digits(side.digits)
    with pytest.raises(CeremonyError):
        welcome.add()
    with pytest.raises(RefusedError, match="not-found"):
        newcomer().groups.arrive(secret)
    assert boxes_sent(evil, people, seen) == []


def test_another_facilitator_holds_no_ceremony_of_mine(people: People, evil: EvilServer, newcomer: Newcomer) -> None:
    """The secret is in the vault of the one who invited, and the relay takes no message from a third."""
    anne, basile = people.leader, people.clients["Basile"]
    anne.groups.set_role(people.group_id, identity_of(basile), FACILITATOR)
    secret = people.invite()
    arrival = newcomer().groups.arrive(secret)
    arrival.begin("Denis")
    with pytest.raises(RefusedError, match="not-verified"):
        basile.groups.welcome(people.group_id, secret, "Basile")
    with pytest.raises(RefusedError, match="not-found"):
        basile.groups.api.say(ceremony.invitation_id(secret), 1, 2, b"")
