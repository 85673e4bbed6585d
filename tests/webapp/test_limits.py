"""Slowing down (A09): guessing is slow, and nobody is locked out by others."""

from __future__ import annotations

import os

from flask import Flask
from sqlalchemy import select, update

from tests.webapp.person import API, Person
from webapp.db import Database
from webapp.limits import DEVICE_COOKIE, Counter


def _guess_until_slow(app: Flask, person: Person, **headers: str) -> int:
    for count in range(200):
        client = app.test_client()
        asked = {"login": person.login, "auth": "AA" * 21 + "A=", "device_label": "x"}
        answer = client.post(f"{API}/sessions", json=asked, headers={**headers, "X-Forwarded-For": f"10.0.0.{count}"})
        if answer.status_code == 429:
            assert answer.get_json()["error"] == "slow-down"
            assert 1 <= answer.get_json()["retry_after"] <= 60
            assert answer.headers["Retry-After"] == str(answer.get_json()["retry_after"])
            return count
        assert answer.get_json() == {"error": "credentials"}
    raise AssertionError("two hundred guesses in a row were answered")


def test_guessing_is_slowed_down_and_no_header_helps(app: Flask, person: Person) -> None:
    """A stranger has ten tries a minute for a login, whatever addresses they claim in `X-Forwarded-For`."""
    assert _guess_until_slow(app, person) <= 10


def test_a_known_device_is_not_slowed_by_strangers(app: Flask, person: Person) -> None:
    """While strangers are refused, the browser that signed in before signs in."""
    _guess_until_slow(app, person)
    assert person.sign_in(app.test_client()).status_code == 429
    assert person.sign_in().status_code == 200


def test_a_known_device_is_slowed_down_by_itself(person: Person) -> None:
    """A stolen device cookie gives its own few tries a minute, not more."""
    answers = [person.sign_in(auth=os.urandom(32)).status_code for _ in range(12)]
    assert answers.count(401) <= 10 and answers[-1] == 429


def test_the_wait_is_at_most_a_minute(app: Flask, person: Person, database: Database) -> None:
    """Nothing is ever locked: when the minute is over, the next try is answered."""
    _guess_until_slow(app, person)
    with database.writing() as connection:
        connection.execute(update(Counter).values(expires=Counter.expires - 61))
    assert person.sign_in(app.test_client()).status_code == 200


def test_a_device_cookie_cannot_be_made_up(app: Flask, person: Person) -> None:
    """A cookie the server did not make, or made for another login, is a stranger's."""
    other = Person(app.test_client())
    other.register()
    theirs = other.client.get_cookie(DEVICE_COOKIE, path="/api/v1")
    assert theirs is not None
    _guess_until_slow(app, person)
    for value in (theirs.value, "0" * 96, "é", theirs.value[:-1]):
        client = app.test_client()
        client.set_cookie(DEVICE_COOKIE, value, path="/api/v1")
        assert person.sign_in(client).status_code == 429


def test_every_proof_is_counted(person: Person) -> None:
    """Recovery, a passphrase change and a deletion take from the same few tries as signing in."""
    for _ in range(3):
        person.recover(auth=os.urandom(32))
        person.sign_in(auth=os.urandom(32))
        person.client.post(f"{API}/account/deletion", json={"auth": "AA" * 21 + "A="})
    person.sign_in(auth=os.urandom(32))
    assert person.recover().status_code == 429
    assert person.client.post(f"{API}/account/deletion", json={"auth": "AA" * 21 + "A="}).status_code == 429


def test_prelogin_is_slowed_down_too(app: Flask) -> None:
    """Asking for salts is limited for each login, known or not."""
    client = app.test_client()
    answers = [client.post(f"{API}/prelogin", json={"login": "personne-ici"}).status_code for _ in range(25)]
    assert answers.count(200) == 20 and answers[-1] == 429


def test_counters_hold_neither_login_nor_address(app: Flask, person: Person, database: Database) -> None:
    """What is counted is stored as marks that only this server can make."""
    person.sign_in()
    with database.reading() as connection:
        keys = " ".join(connection.execute(select(Counter.key)).scalars())
    assert keys and person.login not in keys and "127.0.0.1" not in keys


def test_one_address_is_slowed_down_over_many_logins(app: Flask) -> None:
    """Trying one guess on each of many logins meets the limit of the address."""
    client = app.test_client()
    answers = []
    for number in range(65):
        asked = {"login": f"autre{number}", "auth": "AA" * 21 + "A=", "device_label": "x"}
        answers.append(client.post(f"{API}/sessions", json=asked).status_code)
    assert answers.count(401) == 60 and answers[-1] == 429
