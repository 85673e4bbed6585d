"""What the server writes about its work: no body, no header, no login, no path, no address (J02)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import exc

from tests.webapp.person import API, Person, b64
from webapp import create_app, db, log
from webapp.access import access
from webapp.config import Settings
from webapp.errors import RefusalError, ServerError, SlowDownError, StorageFullError


def _events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_log_tells_nothing_of_a_person(app: Flask, capfd: pytest.CaptureFixture[str]) -> None:
    """A whole life of an account leaves routes, statuses and durations, and no word of what was sent."""
    person = Person(app.test_client(), "canari-du-journal")
    person.register()
    person.note()
    person.sign_in()
    person.client.get(
        "/carnet/canari-du-journal?canari=1", headers={"User-Agent": "canari", "Referer": "http://canari"}
    )
    person.client.get("/canari")
    person.client.post(f"{API}/account/deletion", json={"auth": b64(person.auth)})
    written = capfd.readouterr().err
    events = _events(written)
    assert len(events) == 6 and {each["event"] for each in events} == {"request"}
    assert {key for each in events for key in each} <= log.KEYS - {"address", "incident"}
    for secret in ("canari", "127.0.0.1", person.vault_id.hex(), b64(person.auth), b64(person.keyring)[:40]):
        assert secret not in written


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_address_is_written_only_when_asked_for(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    """`RECUL_LOG_ADDRESSES` adds the network address, and nothing else."""
    app = create_app(replace(settings, log_addresses=True))
    app.test_client().get(f"{API}/status")
    (event,) = _events(capfd.readouterr().err)
    assert event["address"] == "127.0.0.1"
    app.extensions["recul"].database.engine.dispose()


def test_a_key_that_is_not_listed_is_dropped(capfd: pytest.CaptureFixture[str]) -> None:
    """A mistake in a call to the log cannot leak: unlisted keys never reach it."""
    log.write("request", status=200, login="canari", body="canari")
    assert "canari" not in capfd.readouterr().err


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_mistake_of_ours_has_one_incident(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    """A 500 says an opaque id, which the log has with the class and the places of the error, never its words."""
    app = create_app(settings)

    @app.post("/api/v1/broken")
    @access("public")
    def broken() -> None:
        raise ValueError("canari: what a person wrote")

    answer = app.test_client().post("/api/v1/broken", data=b"canari")
    assert answer.status_code == 500 and set(answer.get_json()) == {"error", "incident"}
    written = capfd.readouterr().err
    (failure,) = [each for each in _events(written) if each["event"] == "failure"]
    assert failure["incident"] == answer.get_json()["incident"] and failure["error"] == "ValueError"
    assert any(place.startswith("test_log.py:") for place in failure["where"])
    assert "canari" not in written + answer.text
    app.extensions["recul"].database.engine.dispose()


@pytest.mark.parametrize(
    ("words", "state", "refusal"),
    [
        ("database or disk is full", None, StorageFullError),
        ("could not extend file", "53100", StorageFullError),
        ("database is locked", None, SlowDownError),
        ("deadlock detected", "40P01", SlowDownError),
        ("syntax error", "42601", ServerError),
    ],
)
def test_a_database_error_has_a_clear_code(words: str, state: str | None, refusal: type[RefusalError]) -> None:
    """Full, busy and broken are told apart, on both databases."""
    original = Exception(words)
    original.sqlstate = state  # type: ignore[attr-defined]
    assert type(db.refusal_for(exc.DBAPIError("", None, original))) is refusal


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_full_disk_stores_nothing_and_says_so(app: Flask, person: Person) -> None:
    """507 `storage-full`: nothing is stored, what was there is served, and writing goes on when there is room."""
    engine = app.extensions["recul"].database.engine
    person.note()
    engine.dispose()
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    put, frame = person.write(b"x" * 200_000)
    answer = person.append([person.sign(put)], [frame])
    assert (answer.status_code, answer.get_json()) == (507, {"error": "storage-full"})
    assert len(person.frames("/objects?after=-1")) == 1
    engine.dispose()
    assert person.append([person.sign(put)], [frame]).status_code == 201
