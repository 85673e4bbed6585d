"""Wake-ups: everyone concerned hears of a change, nobody else does, and nothing else is said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from tests.webapp.circle import Circle
from tests.webapp.person import API, Person, b64
from webapp import create_app
from webapp.config import Settings
from webapp.db import Database
from webapp.events import news
from webapp.events.hub import STREAMS_A_SESSION

BEATS = 12  # comments that may come before the news, under a heavy load
Another = Callable[[], Person]


class Ear:
    """An open stream."""

    def __init__(self, person: Person) -> None:
        browser = person.client.application.test_client()
        cookie = person.client.get_cookie("recul")
        assert cookie is not None
        browser.set_cookie("recul", cookie.value)
        self.answer = browser.get(f"{API}/events", buffered=False)
        self.pieces: Iterator[bytes] = iter(self.answer.iter_encoded())

    def begun(self) -> Ear:
        """Read the first comment."""
        assert next(self.pieces) == b":\n\n"
        return self

    def hear(self) -> list[dict[str, Any]]:
        """Wait for the next events."""
        for _ in range(BEATS):
            piece = next(self.pieces).decode()
            if piece != ":\n\n":
                assert piece.endswith("\n\n")
                return [json.loads(each.removeprefix("data: ")) for each in piece.strip().split("\n\n")]
        raise AssertionError("nothing was heard")

    def hear_of(self, kind: str) -> dict[str, Any]:
        """Wait for an event of a kind."""
        while not (found := [each for each in self.hear() if kind in each]):
            pass
        return found[-1]

    def close(self) -> None:
        """Leave, as a browser that goes away."""
        self.answer.close()


@pytest.fixture
def listening() -> Iterator[Callable[[Person], Ear]]:
    """A maker of open streams, which are closed at the end."""
    made: list[Ear] = []

    def listen(person: Person) -> Ear:
        made.append(Ear(person))
        return made[-1].begun()

    yield listen
    for each in made:
        each.close()


def test_every_member_hears_of_a_link(person: Person, another: Another, listening: Callable[[Person], Ear]) -> None:
    """The id of the chain and its place, and no other word."""
    circle, other = Circle(person), another()
    circle.begin()
    circle.add(other)
    ears = [listening(each) for each in (person, other)]
    circle.share(other)
    for ear in ears:
        assert ear.hear() == [{"chain_id": circle.group_id.hex(), "seq": circle.mark.seq}]


def test_a_vault_wakes_its_owner_only(person: Person, another: Another, listening: Callable[[Person], Ear]) -> None:
    """Another device of the same person hears of a text; somebody else hears of their own only."""
    other = another()
    ear, theirs = listening(person), listening(other)
    person.note()
    assert ear.hear() == [{"chain_id": person.vault_id.hex(), "seq": 1}]
    other.note()
    assert theirs.hear() == [{"chain_id": other.vault_id.hex(), "seq": 1}]


def test_joining_and_leaving_are_heard(person: Person, another: Another, listening: Callable[[Person], Ear]) -> None:
    """Whoever is added hears of a new chain; whoever is removed is told once to look, and then nothing more."""
    circle, other = Circle(person), another()
    circle.begin()
    ear = listening(other)
    circle.add(other)
    assert ear.hear() == [{"chain_id": circle.group_id.hex(), "seq": 1}]
    circle.remove(other)
    assert ear.hear() == [{"chain_id": circle.group_id.hex(), "seq": 1}]
    circle.share(person)
    other.note()
    assert ear.hear() == [{"chain_id": other.vault_id.hex(), "seq": 1}]


def test_both_sides_of_a_ceremony_hear(person: Person, another: Another, listening: Callable[[Person], Ear]) -> None:
    """Each message, and each failure, wakes the one who waits for it, without saying what it is."""
    circle, newcomer = Circle(person), another()
    circle.begin()
    invitation_id = circle.invite()
    ear = listening(person)
    asked = {"invitation_id": b64(invitation_id)}
    newcomer.client.post(f"{API}/invitations/take", json=asked)
    assert ear.hear_of("invitation_id") == {"invitation_id": invitation_id.hex()}
    theirs = listening(newcomer)
    newcomer.client.post(f"{API}/invitations/ceremony", json=asked | {"attempt": 1, "step": 1, "message": b64(b"m")})
    for each in (ear, theirs):
        assert each.hear_of("invitation_id") == {"invitation_id": invitation_id.hex()}


def test_a_session_that_is_cut_hears_nothing_more(person: Person, listening: Callable[[Person], Ear]) -> None:
    """Its streams end."""
    ear = listening(person)
    assert person.client.delete(f"{API}/sessions/current").status_code == 204
    assert set(ear.pieces) <= {b":\n\n"}


def test_a_session_has_three_streams(person: Person, listening: Callable[[Person], Ear]) -> None:
    """A fourth takes the place of the first, which may be that of a page long gone; the others go on."""
    ears = [listening(person) for _ in range(STREAMS_A_SESSION + 1)]
    assert set(ears[0].pieces) <= {b":\n\n"}
    person.note()
    for ear in ears[1:]:
        assert ear.hear() == [{"chain_id": person.vault_id.hex(), "seq": 1}]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_streams_are_counted_for_everyone(settings: Settings) -> None:
    """A server that gives no place to streams answers at once, and so the site goes on."""
    app: Flask = create_app(Settings(settings.data_dir, "http://localhost", settings.database, event_streams=0))
    person = Person(app.test_client())
    person.register()
    assert person.client.get(f"{API}/events").get_json()["error"] == "slow-down"
    app.extensions["recul"].database.engine.dispose()


def test_a_stopping_server_ends_its_streams(app: Flask, person: Person, listening: Callable[[Person], Ear]) -> None:
    """The process does not wait for those who would go on listening."""
    ear = listening(person)
    app.extensions["recul"].events.stopping = True
    assert set(ear.pieces) <= {b":\n\n"}
    assert Ear(person).answer.status_code == 429


def test_the_stamp_moves_with_every_commit_and_only_then(database: Database, person: Person) -> None:
    """What the watcher asks five times a second says whether anything can have changed."""
    with database.engine.connect() as connection:
        stamps = []
        for write in (False, True, False, True):
            if write:
                person.note()
            stamps.append(news.stamp(connection))
            connection.rollback()
    assert stamps[0] != stamps[1] == stamps[2] != stamps[3]
