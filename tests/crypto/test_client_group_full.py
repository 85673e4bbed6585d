"""The largest group there can be, with as many texts as it will have in years."""

from collections.abc import Callable

import pytest

from crypto.chain import MAX_OPERATIONS
from crypto.client import Client
from crypto.client.groups import writing
from crypto.client.groups.sharing import new_share_id
from crypto.client.groups.writing import Writing
from crypto.errors import ChainError
from crypto.group_operations import MAX_MEMBERS
from tests.crypto.conftest import OTHER_PASSPHRASE, PASSPHRASE
from tests.crypto.group_people import People, lines, today

TEXTS = 2 * MAX_OPERATIONS


def _post(people: People, who: Client, texts: range) -> None:
    """Have someone share many texts by one link."""

    def compose(link: Writing) -> None:
        for number in texts:
            document = {"kind": "share", "seance": None, "body": lines(f"texte {number}"), "title": "", "named": True}
            link.put(new_share_id(), document | {"readers": None}, today() + 30)

    writing.send(who.groups.api, people.space(who), compose)


def test_fifteen_people_and_two_thousand_texts(person: Client, arrive: Callable[[], Client]) -> None:
    """A new device opens every text; a sixteenth person finds no place, and nothing changes for the others."""
    people = People(person)
    people.make()
    for number in range(1, MAX_MEMBERS):
        newcomer = arrive()
        newcomer.register(f"membre-{number}", PASSPHRASE if number % 2 else OTHER_PASSPHRASE)
        people.join(newcomer, f"Membre {number}")
    authors = (person, people.clients["Membre 1"])
    for number, who in enumerate(authors):
        people.follow(who)
        _post(people, who, range(number * MAX_OPERATIONS, (number + 1) * MAX_OPERATIONS))
    device = arrive()
    device.sign_in("membre-1", PASSPHRASE)
    device.accept_state()
    assert device.groups.sync() == {people.group_id: None}
    read = device.groups.spaces[people.group_id]
    assert (len(read.state.roster.members), len(people.texts(device))) == (MAX_MEMBERS, TEXTS)
    assert not read.broken
    one_more = arrive()
    one_more.register("de-trop", PASSPHRASE)
    with pytest.raises(ChainError):
        people.join(one_more, "De trop")
    people.follow(person)
    assert people.texts(person).keys() == people.texts(device).keys()
