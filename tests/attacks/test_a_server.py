"""Rows A of docs/attacks.md that need no client: what anyone on the network may try against the server."""

import base64
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from tests.attacks.test_g_code import pages_of
from tests.webapp.person import API, LABEL, Person, b64

TRIES = 65  # a few more than one address may try in a minute


@contextmanager
def work_of(app: Flask) -> Iterator[Counter[str]]:
    """Count the statements sent to the database and the Argon2 verifications made meanwhile."""
    done: Counter[str] = Counter()
    engine = app.extensions["recul"].database.engine

    def statement(_connection: Any, _cursor: Any, text: str, *_: Any) -> None:
        done[text] += 1

    def call(frame: FrameType, kind: str, _argument: Any) -> None:
        if kind == "call" and frame.f_code.co_qualname == "PasswordHasher.verify":
            done["argon2"] += 1

    event.listen(engine, "before_cursor_execute", statement)
    sys.setprofile(call)
    yield done
    sys.setprofile(None)
    event.remove(engine, "before_cursor_execute", statement)


@pytest.fixture
def someone(app: Flask) -> Person:
    """A person with an account."""
    person = Person(app.test_client())
    person.register()
    return person


def attempt(app: Flask, route: str, login: str, **headers: str) -> TestResponse:
    """Try a login with a wrong proof, from a browser nobody has seen."""
    proof = {
        "prelogin": {},
        "sessions": {"auth": b64(os.urandom(32))},
        "recoveries": {"recovery_auth": b64(os.urandom(32))},
    }
    label = {} if route == "prelogin" else {"device_label": LABEL}
    return app.test_client().post(f"{API}/{route}", json={"login": login, **proof[route], **label}, headers=headers)


@pytest.mark.parametrize("route", ["prelogin", "sessions", "recoveries"])
def test_a_login_that_exists_looks_like_one_that_does_not(app: Flask, someone: Person, route: str) -> None:
    """A08: same status, same shape, same headers, same statements and same verifications, known or not."""
    seen = []
    for login in (someone.login, "personne-du-tout"):
        with work_of(app) as work:
            answer = attempt(app, route, login)
        names = sorted(answer.headers.keys())
        shape = {name: type(value) for name, value in answer.get_json().items()}
        seen.append((answer.status_code, len(answer.data), shape, names, work))
    assert seen[0] == seen[1]
    assert route == "prelogin" or seen[0][-1]["argon2"] == 1


def test_a_login_that_nobody_has_keeps_its_salt(app: Flask) -> None:
    """A08: asking twice gives the same salt, asking for another login gives another one, and each looks random."""
    salts = [base64.b64decode(attempt(app, "prelogin", login).get_json()["salt"]) for login in ("anne", "anne", "anna")]
    assert salts[0] == salts[1] != salts[2]
    assert {len(salt) for salt in salts} == {16}


def test_guessing_is_slowed_down(app: Flask, someone: Person) -> None:
    """A09: after a few wrong proofs the answer is to wait, without another look at the proof."""
    answers = [attempt(app, "sessions", someone.login) for _ in range(15)]
    codes = [answer.get_json()["error"] for answer in answers]
    assert codes[0] == "credentials" and codes[-1] == "slow-down"
    assert 0 < answers[-1].get_json()["retry_after"] <= 60
    assert answers[-1].headers["Retry-After"] == str(answers[-1].get_json()["retry_after"])


def test_a_forged_address_gives_no_more_tries(app: Flask, someone: Person) -> None:
    """A09: a header that names another address changes nothing when no proxy is configured."""
    for number in range(TRIES):
        last = attempt(app, "sessions", f"login{number}", **{"X-Forwarded-For": f"10.0.0.{number}"})
    assert last.get_json()["error"] == "slow-down"


def test_strangers_cannot_lock_someone_out(app: Flask, someone: Person) -> None:
    """A09: while strangers exhaust the tries of a login, the device that knows it still signs in."""
    assert someone.sign_in().status_code == 200
    for _ in range(15):
        attempt(app, "sessions", someone.login)
    assert attempt(app, "sessions", someone.login).status_code == 429
    assert someone.sign_in().status_code == 200


def test_a_slot_is_given_only_against_its_proof(app: Flask, someone: Person) -> None:
    """A06: without a proof no wrapped key leaves, and the proof of the fiche gives no passphrase slot."""
    for route in ("prelogin", "sessions", "recoveries"):
        assert not {"passphrase_slot", "recovery_slot", "keyring"} & set(attempt(app, route, someone.login).get_json())
    assert app.test_client().get(f"{API}/account").get_json() == {"error": "session"}
    assert someone.sign_in(app.test_client()).get_json()["passphrase_slot"] is not None
    assert someone.recover(app.test_client()).get_json()["passphrase_slot"] is None
    assert someone.recover(app.test_client(), auth=someone.auth).status_code == 401
    assert someone.sign_in(app.test_client(), auth=someone.recovery_auth).status_code == 401


def test_a_session_fixed_beforehand_is_not_kept(app: Flask, someone: Person) -> None:
    """A12: signing in always makes a new session, whatever cookie the browser came with."""
    browser = app.test_client()
    browser.set_cookie("recul", "ab" * 32)
    token = _token(someone.sign_in(browser))
    again = _token(someone.sign_in(browser))
    assert len({"ab" * 32, token, again}) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
    ],
    ids=["origin", "cross-site", "same-site", "null"],
)
def test_another_site_can_change_nothing(app: Flask, someone: Person, headers: dict[str, str]) -> None:
    """A12: on every route that changes something, a request started by another site is refused."""
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<hexid:chain_id>", someone.vault_id.hex()).replace("<hexid:session_id>", "00" * 16)
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
            answer = someone.client.open(path, method=method, json={}, headers=headers)
            assert (answer.status_code, answer.get_json()) == (403, {"error": "cross-site"}), f"{method} {path}"
    assert someone.client.get(f"{API}/account").status_code == 200


def test_the_session_cookie_is_out_of_reach(app: Flask, someone: Person) -> None:
    """A12, A16: the cookie is for this site and for the browser alone, and no answer repeats its token."""
    answer = someone.sign_in()
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("recul="))
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert _token(answer) not in answer.text + someone.client.get(f"{API}/sessions").text


def test_the_host_of_a_request_is_never_believed(app: Flask, client: FlaskClient) -> None:
    """A13: no page or answer contains the Host that was sent."""
    for path in [*pages_of(app), "/api/v1/status", "/api/v1/openapi.json", "/nowhere"]:
        answer = client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
        assert b"evil.example" not in answer.data + str(answer.headers).encode(), path


def _token(answer: TestResponse) -> str:
    cookies = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith("recul=")]
    return cookies[0].split(";")[0].removeprefix("recul=")
