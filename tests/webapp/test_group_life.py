"""The whole life of a group: three Python clients and the real application, on each database."""

from collections.abc import Callable
from itertools import count

import pytest
from flask import Flask

from crypto import objects
from crypto.client import Client, WsgiTransport
from crypto.client.api import RefusedError
from crypto.errors import CeremonyError, SealedError
from crypto.group_operations import FACILITATOR
from tests.crypto.conftest import PASSPHRASE, note
from tests.crypto.group_people import People, identity_of, today

Arrive = Callable[[], Client]
_numbers = count()


@pytest.fixture
def arrive(app: Flask) -> Arrive:
    """Someone with an account of their own."""

    def make() -> Client:
        client = Client(WsgiTransport(app))
        client.register(f"mesange-{next(_numbers)}", PASSPHRASE)
        return client

    return make


@pytest.fixture
def people(arrive: Arrive) -> People:
    """A group of three: Anne, who leads it, Basile and Chloé."""
    made = People(arrive())
    made.make()
    made.join(arrive(), "Basile")
    made.join(arrive(), "Chloé")
    return made


def test_a_group_lives(people: People) -> None:
    """Shares, answers, revisions and withdrawals reach those they are for; roles, votes, words and the end follow."""
    anne, basile, chloe = people.clients.values()
    people.follow()
    assert set(basile.groups.names(people.group_id).values()) == {"Anne", "Basile", "Chloé"}
    whole = people.share(anne, "pour tout le monde")
    some = people.share(basile, "pour Chloé seule", [identity_of(chloe)])
    people.follow()
    assert {whole, some} == set(people.texts(chloe)) == set(people.texts(basile))
    assert set(people.texts(anne)) == {whole}, "a text that is not for her is not listed"
    reply = chloe.groups.answer(people.group_id, some, "resonance", "je pense à un vers", passage=(0, 4))
    people.follow()
    assert people.texts(basile)[reply] == "je pense à un vers" and reply not in people.texts(anne)
    basile.groups.revise(people.group_id, some, {"title": "repris"})
    with pytest.raises(RefusedError, match="more-readers"):
        basile.groups.revise(people.group_id, some, {"readers": [identity_of(anne)]})
    basile.groups.withdraw(people.group_id, some)
    people.follow()
    assert set(people.texts(chloe)) == {whole}, "an answer goes with its share"
    anne.groups.anchor(people.group_id, b"s" * 16)
    people.follow()
    assert anne.groups.words(people.group_id) == chloe.groups.words(people.group_id)
    anne.groups.set_role(people.group_id, identity_of(basile), FACILITATOR)
    basile.groups.checkpoint(people.group_id)
    basile.groups.close(people.group_id, today() + 5)
    people.follow()
    assert people.space(chloe).state.roster.end == today() + 5
    assert anne.listing() == {}, "what the vault remembers is no text of hers"


def test_people_come_and_go(app: Flask, people: People, arrive: Arrive) -> None:
    """A newcomer reads nothing from before, whoever left nothing from after; a new device reads what it should."""
    anne, basile, chloe = people.clients.values()
    before = people.share(anne, "avant")
    people.join(arrive(), "Denis")
    denis = people.clients["Denis"]
    assert before not in people.texts(denis) and not people.space(denis).findings()
    assert set(denis.groups.names(people.group_id).values()) == {"Anne", "Basile", "Chloé", "Denis"}
    anne.groups.revise(people.group_id, before, {"title": "avant, repris"})
    denis.groups.follow(people.group_id)
    assert before not in people.texts(denis), "a revision has no more readers than the text had"
    chloe.groups.leave(people.group_id)
    with pytest.raises(RefusedError, match="not-found"):
        chloe.groups.follow(people.group_id)
    anne.groups.remove(people.group_id, identity_of(denis))
    after = people.share(basile, "après")
    epoch = people.space(basile).state.roster.epoch
    assert epoch not in people.space(denis).keys
    other = Client(WsgiTransport(app))
    other.sign_in(anne.device.keys.login, PASSPHRASE)
    other.accept_state()
    assert other.groups.sync() == {people.group_id: None}
    assert set(people.texts(other)) == {before, after}
    people.join(arrive(), "Chloé", replaces=identity_of(chloe))
    assert people.space(anne).state.roster.former[identity_of(chloe)] == identity_of(people.clients["Chloé"])
    basile.groups.leave(people.group_id)
    assert basile.groups.sync() == {}, "what was left is followed no more"
    people.join(basile, "Basile")
    assert basile.groups.sync() == {people.group_id: None}, "a later joining ends the leaving"


def test_members_vote(people: People, arrive: Arrive) -> None:
    """Three endorsements of four take effect: a group survives its only facilitator."""
    people.join(arrive(), "Denis")
    anne, basile, chloe, denis = people.clients.values()
    proposal = basile.groups.propose(people.group_id, "promote", identity_of(chloe))
    anne.groups.endorse(people.group_id, proposal)
    denis.groups.endorse(people.group_id, proposal)
    people.follow()
    assert people.space(basile).state.roster.facilitators == [identity_of(anne), identity_of(chloe)]
    removal = basile.groups.propose(people.group_id, "remove", identity_of(anne))
    chloe.groups.endorse(people.group_id, removal)
    denis.groups.endorse(people.group_id, removal)
    people.follow(basile)
    assert people.space(basile).state.roster.due
    people.share(basile, "la suite")
    people.follow(chloe)
    assert "la suite" in str(people.texts(chloe)) and not people.space(chloe).state.roster.due


def test_a_wrong_code_joins_nobody(people: People, arrive: Arrive) -> None:
    """A code that differs by a digit ends the attempt on both sides, and nothing is linked or kept."""
    people.follow()
    newcomer, before = arrive(), people.space(people.leader).mark
    arrival, welcome = people.meet(newcomer, "Denis", people.invite())
    wrong = f"{(int(arrival.side.digits) + 1) % 10**7:07}"
    with pytest.raises(CeremonyError):
        welcome.type_digits(wrong)
    with pytest.raises(RefusedError):
        arrival.type_digits(welcome.side.digits)
    with pytest.raises(CeremonyError):
        welcome.add()
    people.follow(people.leader)
    assert people.space(people.leader).mark == before
    assert newcomer.groups.sync() == {}


def test_a_share_opens_nothing_of_the_journal(people: People) -> None:
    """A shared text is another object under another key: no key of the group opens anything of the vault."""
    anne, basile = people.clients["Anne"], people.clients["Basile"]
    kept = anne.write(note("une phrase"))
    anne.sync()
    shared = people.share(anne, "une phrase")
    people.follow()
    assert shared != kept and shared not in anne.device.state.objects
    for sealed in anne.device.objects.values():
        for key in people.space(basile).keys.values():
            with pytest.raises(SealedError):
                objects.open_object(key, anne.device.vault_id, sealed)
