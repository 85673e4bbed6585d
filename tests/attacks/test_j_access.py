"""Rows J of docs/attacks.md about what belongs to whom, and what deletion leaves."""

import os
import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, text

from tests.attacks.test_a_server import attempt
from tests.webapp.person import API, Person, b64, body_hash

PUBLIC = {
    "/api/v1/prelogin",
    "/api/v1/accounts",
    "/api/v1/sessions",
    "/api/v1/recoveries",
    "/api/v1/invitations/letter",
}
OUTSIDE_RECOVERY = {
    "/api/v1/account/passphrase",
    "/api/v1/account/deletion",
    "/api/v1/account/rows",
    "/api/v1/sessions",
}


@pytest.fixture
def alice(app: Flask) -> Person:
    """A person with two texts."""
    person = Person(app.test_client())
    person.register()
    person.note(b"a" * 1500)
    person.note(b"b" * 1500)
    return person


@pytest.fixture
def mallory(app: Flask) -> Person:
    """Somebody else with an account."""
    person = Person(app.test_client())
    person.register()
    return person


def _routes(app: Flask, person: Person, session_id: str) -> list[tuple[str, str]]:
    found = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/") and rule.endpoint.split(".")[0] != "pages":
            path = rule.rule.replace("<hexid:chain_id>", person.vault_id.hex())
            path = path.replace("<hexid:session_id>", session_id).replace("<hexid:invitation_id>", session_id)
            found += [(method, path) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}]
    return [route for route in found if route not in {("POST", path) for path in PUBLIC}]


def test_nobody_reaches_anything_without_a_session(app: Flask, alice: Person) -> None:
    """J01: without a session, every route that is not for signing in answers the same refusal."""
    routes = _routes(app, alice, "00" * 16)
    assert len(routes) >= 14
    for method, path in routes:
        answer = app.test_client().open(path, method=method, json={})
        assert (answer.status_code, answer.get_json()) == (401, {"error": "session"}), f"{method} {path}"


def test_nobody_reaches_the_vault_of_another(app: Flask, alice: Person, mallory: Person) -> None:
    """J01: the vault of another answers exactly as a vault that does not exist."""
    nobody = Person(mallory.client)
    for method, path in _routes(app, alice, "00" * 16):
        if "/chains/" in path:
            elsewhere = path.replace(alice.vault_id.hex(), nobody.vault_id.hex())
            theirs, none = (mallory.client.open(each, method=method, data=bytes(32)) for each in (path, elsewhere))
            assert theirs.status_code in {403, 404}, f"{method} {path}"
            assert (theirs.status_code, theirs.data) == (none.status_code, none.data), f"{method} {path}"


def test_nobody_cuts_the_session_of_another(alice: Person, mallory: Person) -> None:
    """J01: the session of another answers as one that does not exist, and stays."""
    session_id = alice.client.get(f"{API}/sessions").get_json()["sessions"][0]["session_id"]
    theirs = mallory.client.delete(f"{API}/sessions/{session_id}")
    none = mallory.client.delete(f"{API}/sessions/{'00' * 16}")
    assert (theirs.status_code, theirs.data) == (none.status_code, none.data)
    assert alice.client.get(f"{API}/account").status_code == 200


def test_a_body_is_found_only_in_its_own_vault(alice: Person, mallory: Person) -> None:
    """J01: knowing the hash of another's body does not fetch it."""
    theirs = alice.frames("/objects?after=-1")[0]
    asked = {"data": body_hash(theirs.body), "content_type": "application/octet-stream"}  # type: ignore[union-attr]
    answer = mallory.client.post(mallory.chain("/objects/fetch"), **asked)
    assert answer.status_code == 200
    assert theirs.body not in answer.data  # type: ignore[union-attr]


def test_a_recovery_session_only_reads_and_rekeys(app: Flask, alice: Person) -> None:
    """J01: who holds the fiche alone may not change the passphrase, erase, write, or see the other sessions."""
    browser = app.test_client()
    assert alice.recover(browser).status_code == 200
    for method, path in _routes(app, alice, "00" * 16):
        if path in OUTSIDE_RECOVERY or (method, path) == ("POST", alice.chain("/links")):
            answer = browser.open(path, method=method, json={})
            assert answer.get_json() == {"error": "forbidden"}, f"{method} {path}"
    assert browser.get(alice.chain("/head")).status_code == 200


def test_a_link_is_believed_from_its_owner_only(alice: Person) -> None:
    """J03: a link signed by another identity, even sent by the owner's session, is stored nowhere."""
    before = alice.head()
    put, frame = alice.write()
    answer = alice.append([alice.sign(put, seed=os.urandom(32))], [frame])
    assert answer.get_json() == {"error": "refused-link"}
    assert alice.head() == before


def test_a_link_sent_a_thousand_times_is_stored_once(alice: Person) -> None:
    """J05: the same valid request again has the same answer and no other effect."""
    start = alice.mark
    put, frame = alice.write()
    signed = alice.sign(put)
    answers = [alice.append([signed], [frame], after=start) for _ in range(50)]
    assert {(answer.status_code, answer.data) for answer in answers} == {(201, answers[0].data)}
    assert alice.head()["seq"] == start.seq + 1


def test_a_link_cannot_be_moved_to_another_place(alice: Person) -> None:
    """J05: a link that was valid once is refused after the chain has moved on."""
    old = alice.sign(alice.write()[0])
    alice.note()
    answer = alice.append([old], after=alice.mark)
    assert answer.status_code in {400, 409}
    assert alice.head()["head"] == b64(alice.mark.head)


def test_deletion_deletes(app: Flask, alice: Person, mallory: Person) -> None:
    """J06: after deletion no table holds a row, an id or a byte of the person, and nobody else lost anything."""
    kept = [frame.body for frame in alice.frames("/objects?after=-1")]  # type: ignore[union-attr]
    their_head = mallory.head()
    erased = alice.client.post(f"{API}/account/deletion", json={"auth": b64(alice.auth)}).get_json()
    assert erased["accounts"] == 1 and erased["links"] == 3 and erased["objects"] == 2
    dump = _everything(app)
    traces = [alice.vault_id, alice.identity, alice.login.encode(), alice.keyring, alice.passphrase_slot, *kept]
    assert [trace for trace in traces if trace in dump] == []
    assert mallory.vault_id in dump
    assert mallory.head() == their_head
    assert attempt(app, "sessions", alice.login).status_code == 401


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_deletion_leaves_no_byte_in_the_file(alice: Person, tmp_path: Path) -> None:
    """J06: in the SQLite file itself, what was erased is overwritten."""
    body = alice.frames("/objects?after=-1")[0].body[:64]  # type: ignore[union-attr]
    assert body in _file(tmp_path / "recul.sqlite")
    alice.client.post(f"{API}/account/deletion", json={"auth": b64(alice.auth)})
    assert body not in _file(tmp_path / "recul.sqlite")


def _everything(app: Flask) -> bytes:
    engine = app.extensions["recul"].database.engine
    with engine.connect() as connection:
        tables = inspect(engine).get_table_names()
        rows = [row for table in tables for row in connection.execute(text(f'SELECT * FROM "{table}"'))]
    return b"|".join(value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row)


def _file(database: Path) -> bytes:
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return database.read_bytes()
