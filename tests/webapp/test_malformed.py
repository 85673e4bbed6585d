"""Requests that nobody should send: one code each, never HTML, never a mistake of ours (G09)."""

from __future__ import annotations

import base64
import json
import os
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.webapp.circle import Circle
from tests.webapp.person import API, MEDIA_TYPE, Person, b64
from webapp.access import FRAMES, declaration_of
from webapp.pages.shells import TEMPLATES

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
bodies = st.binary(max_size=200) | json_values.map(lambda value: json.dumps(value).encode())
types = st.sampled_from(["application/json", MEDIA_TYPE, "text/html", "application/x-www-form-urlencoded", ""])
names = st.text(st.characters(exclude_characters="\0?#\r\n", codec="utf-8"), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"]),
    rest=names,
    body=bodies,
    content_type=types,
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_path_answers_html_or_fails(
    app: Flask, person: Person, method: str, rest: str, body: bytes, content_type: str
) -> None:
    """Any method, path and body gets a JSON code; only a page is HTML; nothing sent comes back."""
    answer = person.client.open(f"/api/v1/{rest}", method=method, data=body, content_type=content_type)
    assert answer.status_code < 500
    assert answer.mimetype != "text/html"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if answer.status_code >= 400 and method != "HEAD":
        assert set(answer.get_json()) == {"error"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    body=bodies,
    content_type=types,
    headers=st.dictionaries(
        st.sampled_from(["Recul-Head", "Recul-Keys"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80),
    ),
)
@example(body=bytes(32), content_type="text/html", headers={})  # as long as a hash, and not said to be one
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_route_survives_any_body(
    app: Flask, person: Person, body: bytes, content_type: str, headers: dict[str, str]
) -> None:
    """Each route that takes a body, of a vault and of a group, refuses one that it does not take."""
    group_id = _group_of(person)
    for rule in app.url_map.iter_rules():
        declared = declaration_of(app, rule.endpoint)
        assert declared is not None
        if declared.takes is None:
            continue
        (method,) = (rule.methods or set()) - {"HEAD", "OPTIONS"}
        vault = [person.vault_id] if declared.chain == "vault" else []
        group = [group_id] if declared.chain != "vault" or declared.of_group is not None else []
        for chain_id in vault + group:
            path = rule.rule.replace("<hexid:chain_id>", chain_id.hex())
            answer = person.client.open(path, method=method, data=body, content_type=content_type, headers=headers)
            assert 400 <= answer.status_code < 500 and answer.get_json()["error"] in {
                "malformed", "slow-down", "credentials"
            }, rule  # fmt: skip


def _group_of(person: Person) -> bytes:
    """Return the id of the person's group, made at the first example."""
    listed = person.client.get(f"{API}/groups").get_json()["groups"]
    if listed:
        return base64.b64decode(listed[0]["chain_id"])
    circle = Circle(person)
    assert circle.begin().status_code == 201
    return circle.group_id


def _wrong(asked: dict[str, Any]) -> dict[str, bytes]:
    good = json.dumps(asked)
    return {
        "unknown field": json.dumps(asked | {"more": 1}).encode(),
        "missing field": json.dumps({name: value for name, value in asked.items() if name != "salt"}).encode(),
        "number as text": json.dumps(asked | {"kdf_id": "1"}).encode(),
        "no kdf": json.dumps(asked | {"kdf_id": 0}).encode(),
        "short": json.dumps(asked | {"auth": b64(os.urandom(31))}).encode(),
        "url base64": json.dumps(asked | {"salt": "_" * 22 + "=="}).encode(),
        "no padding": json.dumps(asked | {"salt": asked["salt"].rstrip("=")}).encode(),
        "stray bits": json.dumps(asked | {"salt": "A" * 21 + "B=="}).encode(),
        "capital login": json.dumps(asked | {"login": "Personne"}).encode(),
        "login and newline": json.dumps(asked | {"login": asked["login"] + "\n"}).encode(),
        "short login": json.dumps(asked | {"login": "ab"}).encode(),
        "long label": json.dumps(asked | {"device_label": "x" * 41}).encode(),
        "array": json.dumps([asked]).encode(),
        "nothing": b"",
        "cut": good[:-1].encode(),
        "two values": (good + good).encode(),
        "not text": b"\xff" + good.encode(),
        "deep": b"[" * 50_000,
    }


WRONG = [
    *("unknown field", "missing field", "number as text", "no kdf", "short", "url base64", "no padding", "stray bits"),
    *("capital login", "login and newline", "short login", "long label", "array", "nothing", "cut", "two values"),
    *("not text", "deep"),
]


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_json_is_read_strictly(app: Flask, wrong: str) -> None:
    """What an honest client would not have written is malformed, and no account is made."""
    person = Person(app.test_client())
    cases = _wrong(person.registration())
    assert set(cases) == set(WRONG)
    answer = person.client.post(f"{API}/accounts", data=cases[wrong], content_type="application/json")
    assert (answer.status_code, answer.get_json()) == (400, {"error": "malformed"})
    assert person.sign_in().status_code == 401


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_request_over_its_limit_is_too_large(app: Flask, person: Person) -> None:
    """JSON over 1 MiB and frames over 64 MiB are refused before they are read."""
    large = person.client.post(f"{API}/prelogin", data=b"x" * (1024 * 1024 + 1), content_type="application/json")
    assert (large.status_code, large.get_json()) == (413, {"error": "too-large"})
    head = {"Recul-Head": f"0:{'0' * 64}"}
    body = bytes([2]) + (24 * 1024 * 1024).to_bytes(4, "big") + bytes(64 * 1024 * 1024)
    answer = person.client.post(person.chain("/links"), data=body, content_type=MEDIA_TYPE, headers=head)
    assert (answer.status_code, answer.get_json()) == (413, {"error": "too-large"})


@pytest.mark.parametrize("path", ["/absent", "/static/absent.js", "/static/../webapp/cli.py", "/en/absent", "/sw.jsx"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_not_there_is_not_found(app: Flask, path: str) -> None:
    """An unknown address gets the same JSON everywhere, and no address reaches outside the served folder."""
    answer = app.test_client().get(path)
    assert (answer.status_code, answer.get_json()) == (404, {"error": "not-found"})


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_method_that_a_path_has_not_is_refused(app: Flask) -> None:
    """A known path with another method answers 405 in JSON, and says which methods it has."""
    answer = app.test_client().delete(f"{API}/prelogin")
    assert (answer.status_code, answer.get_json()) == (405, {"error": "method"})
    assert "POST" in answer.headers["Allow"] and answer.mimetype == "application/json"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_pages_are_html(app: Flask) -> None:
    """`text/html` is served for the shells and for nothing else."""
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and not rule.arguments:
            html = client.get(rule.rule).mimetype == "text/html"
            assert not html or rule.rule in TEMPLATES


def test_frames_are_the_media_type_of_the_specification() -> None:
    """The media type of the tests is that of the server."""
    assert FRAMES == MEDIA_TYPE
