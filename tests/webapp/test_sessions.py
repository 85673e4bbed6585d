"""Sessions: rows that a person lists and cuts, cookies that nobody chooses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.webapp.person import API, LABEL, Person
from webapp import clock, create_app
from webapp.accounts.models import SessionRow
from webapp.clock import DAY_SECONDS
from webapp.config import Settings
from webapp.db import Database


def test_a_fixed_cookie_is_not_kept(app: Flask, person: Person) -> None:
    """A12: the token after a sign-in is one the server made, whatever cookie the browser came with."""
    client = app.test_client()
    client.set_cookie("recul", "ab" * 32)
    person.sign_in(client)
    cookie = client.get_cookie("recul")
    assert cookie is not None and cookie.value != "ab" * 32
    assert client.get(f"{API}/account").status_code == 200


def test_signing_in_again_replaces_the_session(person: Person) -> None:
    """A browser that signs in while signed in gets a new token, and the old one ends."""
    old = person.client.get_cookie("recul")
    assert old is not None
    person.sign_in()
    new = person.client.get_cookie("recul")
    assert new is not None and new.value != old.value
    person.client.set_cookie("recul", old.value)
    assert person.client.get(f"{API}/account").get_json() == {"error": "session"}


def test_the_token_is_stored_nowhere(database: Database, person: Person) -> None:
    """A row holds the hash of the token: reading the database signs nobody in."""
    cookie = person.client.get_cookie("recul")
    assert cookie is not None
    with database.reading() as connection:
        (stored,) = connection.execute(select(SessionRow.token_hash)).scalars()
    assert stored.hex() != cookie.value and len(stored) == 32


def test_the_cookie_is_out_of_reach_of_scripts_and_sites(settings: Settings, app: Flask, person: Person) -> None:
    """A16: HttpOnly, SameSite=Strict, and under https `__Host-` with Secure; no token in any body."""
    answer = person.sign_in()
    (cookie,) = [text for text in answer.headers.getlist("Set-Cookie") if text.startswith("recul=")]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie and "Domain" not in cookie
    assert person.client.get_cookie("recul").value not in answer.text  # type: ignore[union-attr]
    secure = create_app(replace(settings, public_url="https://recul.example"))
    answer = person.sign_in(secure.test_client())
    (cookie,) = [text for text in answer.headers.getlist("Set-Cookie") if text.startswith("__Host-recul=")]
    assert "Secure" in cookie and answer.headers["Strict-Transport-Security"]
    secure.extensions["recul"].database.engine.dispose()


def test_a_person_lists_and_cuts_sessions_one_by_one(app: Flask, person: Person) -> None:
    """Each session is shown with its device; a cut one is refused at once, and the others go on."""
    phone = app.test_client()
    person.sign_in(phone)
    listed = person.client.get(f"{API}/sessions").get_json()["sessions"]
    assert [(each["device_label"], each["current"]) for each in listed] == [(LABEL, True), (LABEL, False)]
    assert set(listed[0]) == {"session_id", "device_label", "created", "last_seen_day", "current"}
    (other,) = [each["session_id"] for each in listed if not each["current"]]
    assert person.client.delete(f"{API}/sessions/{other}").status_code == 204
    assert phone.get(f"{API}/account").get_json() == {"error": "session"}
    assert person.client.delete(f"{API}/sessions/{other}").get_json() == {"error": "not-found"}
    assert person.client.get(f"{API}/account").status_code == 200


def test_nobody_cuts_the_session_of_another(app: Flask, person: Person) -> None:
    """A session id of somebody else is not found, and that session goes on."""
    other = Person(app.test_client())
    other.register()
    (theirs,) = other.client.get(f"{API}/sessions").get_json()["sessions"]
    answer = person.client.delete(f"{API}/sessions/{theirs['session_id']}")
    assert (answer.status_code, answer.get_json()) == (404, {"error": "not-found"})
    assert other.client.get(f"{API}/account").status_code == 200


def test_signing_out_ends_the_session(person: Person) -> None:
    """I08: the row and the cookie go, and the browser is told to forget what it cached."""
    cookie = person.client.get_cookie("recul")
    assert cookie is not None
    answer = person.client.delete(f"{API}/sessions/current")
    assert answer.status_code == 204 and answer.headers["Clear-Site-Data"] == '"cache"'
    assert person.client.get_cookie("recul") is None
    person.client.set_cookie("recul", cookie.value)
    assert person.client.get(f"{API}/account").status_code == 401


@pytest.mark.parametrize(
    "ended", [{"expires": 0}, {"last_seen_day": 31 * -1}], ids=["absolute date", "days without use"]
)
def test_a_session_ends_by_itself(app: Flask, database: Database, person: Person, ended: dict[str, int]) -> None:
    """A session past its absolute date, or unused for thirty days, is refused."""
    values = {name: value if value >= 0 else clock.today() + value for name, value in ended.items()}
    with database.writing() as connection:
        connection.execute(update(SessionRow).values(**values))
    assert person.client.get(f"{API}/account").get_json() == {"error": "session"}


def test_use_keeps_a_session_alive(database: Database, person: Person) -> None:
    """The day of the last request is written once a day, and it is what the idle limit counts from."""
    with database.writing() as connection:
        connection.execute(update(SessionRow).values(last_seen_day=clock.today() - 29))
    assert person.client.get(f"{API}/account").status_code == 200
    (listed,) = person.client.get(f"{API}/sessions").get_json()["sessions"]
    assert listed["last_seen_day"] == clock.today()


def test_a_recovery_session_is_short(app: Flask, database: Database, person: Person) -> None:
    """A recovery session ends after an hour."""
    client = app.test_client()
    person.recover(client)
    with database.reading() as connection:
        row = connection.execute(
            select(SessionRow.created, SessionRow.expires).where(SessionRow.scope == "recovery")
        ).one()
    assert row.expires - row.created == 3600 < DAY_SECONDS


@pytest.mark.parametrize("value", ["", "x", "ab" * 31, "ab" * 33, "é" * 8, "7f" * 32])
def test_a_made_up_token_is_no_session(app: Flask, value: str) -> None:
    """Only a token that the server gave opens anything."""
    client = app.test_client()
    answer = client.get(f"{API}/account", headers={"Cookie": f"recul={value}"})
    assert (answer.status_code, answer.get_json()) == (401, {"error": "session"})


def test_flask_login_s_own_cookies_mean_nothing(app: Flask, person: Person) -> None:
    """The remember cookie and Flask's session, which we do not use, neither sign in nor break a request."""
    client = app.test_client()
    forged = f"{person.login}|{'0' * 128}"
    answer = client.get(f"{API}/account", headers={"Cookie": f"remember_token={forged}; session={forged}"})
    assert answer.get_json() == {"error": "session"} and "Set-Cookie" not in answer.headers
