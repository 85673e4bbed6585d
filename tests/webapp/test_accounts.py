"""Accounts: made, opened, changed, recovered, erased."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from crypto import frames, labels, primitives, vault_policy
from crypto.frames import LinkFrame, ObjectFrame, WrapFrame
from crypto.operations import Rekey, Tombstone
from crypto.signatures import identity_of
from tests.webapp.person import API, Person, b64
from webapp import credentials
from webapp.accounts.models import KeySlot
from webapp.db import Base, Database


def test_a_new_account_is_signed_in_and_gets_its_own_keys_back(client: FlaskClient) -> None:
    """What a person registers is what every later session of theirs receives."""
    person = Person(client)
    made = person.register()
    assert made.get_json() == client.get(f"{API}/account").get_json() == person.sign_in().get_json()
    for name in ("passphrase_slot", "recovery_slot", "keyring", "identity", "box_key", "salt"):
        assert made.get_json()[name] == b64(getattr(person, name))
    assert made.get_json()["scope"] == "full"


def test_a_login_is_given_once(person: Person, app: Flask) -> None:
    """A second registration of a login is refused and changes nothing of the first."""
    before = person.client.get(f"{API}/account").get_json()
    again = Person(app.test_client(), person.login)
    answer = again.client.post(f"{API}/accounts", json=again.registration())
    assert (answer.status_code, answer.get_json()) == (409, {"error": "login-taken"})
    assert person.client.get(f"{API}/account").get_json() == before


def test_a_vault_id_is_given_once(person: Person, app: Flask) -> None:
    """Nobody registers with the vault id of somebody else."""
    thief = Person(app.test_client())
    thief.vault_id = person.vault_id
    answer = thief.client.post(f"{API}/accounts", json=thief.registration())
    assert answer.get_json() == {"error": "refused-link"}


@pytest.mark.parametrize(
    "field", ["salt", "passphrase_slot", "recovery_slot", "keyring", "identity", "box_key", "vault_id"]
)
def test_registration_sends_what_its_link_lists(client: FlaskClient, field: str) -> None:
    """Material that the signed link 0 does not name is refused, and no account is made."""
    person = Person(client)
    asked = person.registration()
    size = {"salt": 16, "vault_id": 16, "passphrase_slot": 104, "recovery_slot": 104, "keyring": 1200}.get(field, 32)
    answer = client.post(f"{API}/accounts", json=asked | {field: b64(os.urandom(size))})
    assert answer.get_json() == {"error": "refused-link"}
    assert person.sign_in().status_code == 401


def test_an_unknown_login_has_a_salt_that_stays(app: Flask, person: Person) -> None:
    """Prelogin answers the same shape for everyone, and the same salt each time for a login that nobody has."""
    client = app.test_client()
    known = client.post(f"{API}/prelogin", json={"login": person.login})
    unknown = [client.post(f"{API}/prelogin", json={"login": "personne-ici"}) for _ in range(2)]
    other = client.post(f"{API}/prelogin", json={"login": "personne-non-plus"})
    assert known.get_json() == {"kdf_id": 1, "salt": b64(person.salt)}
    assert unknown[0].get_json() == unknown[1].get_json() != other.get_json()
    assert len(unknown[0].data) == len(known.data)
    assert {name: value for name, value in unknown[0].headers if name != "Date"} == {
        name: value for name, value in known.headers if name != "Date"
    }


def test_an_unknown_login_costs_the_same_work(app: Flask, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong proof costs one Argon2 check and the same answer, whether the login exists or not."""
    checks: list[bool] = []
    holds = credentials.holds

    def counted(kept: str | None, proof: bytes) -> bool:
        checks.append(kept is None)
        return holds(kept, proof)

    monkeypatch.setattr(credentials, "holds", counted)
    stranger = Person(app.test_client())
    for act in ("sign_in", "recover"):
        wrong = getattr(person, act)(app.test_client(), os.urandom(32))
        unknown = getattr(stranger, act)(app.test_client())
        assert wrong.status_code == unknown.status_code == 401
        assert wrong.get_json() == unknown.get_json() == {"error": "credentials"}
    assert checks == [False, True, False, True]


def test_a_kept_proof_is_not_the_proof(database: Database, person: Person) -> None:
    """The database holds an Argon2 hash of each proof, and no proof."""
    with database.reading() as connection:
        kept = list(connection.execute(select(KeySlot.proof_hash)).scalars())
    assert all(text.startswith("$argon2id$") for text in kept)
    assert not [text for text in kept if b64(person.auth).rstrip("=") in text]


def test_a_new_passphrase_replaces_the_old_one(app: Flask, person: Person) -> None:
    """After a change the old proof is refused, the new one opens the same account key, and other sessions are cut."""
    elsewhere = app.test_client()
    person.sign_in(elsewhere)
    old = person.auth
    asked = person.passphrase_change()
    answer = person.client.put(f"{API}/account/passphrase", json=asked)
    assert answer.get_json()["passphrase_slot"] == asked["passphrase_slot"]
    assert person.sign_in(app.test_client(), old).status_code == 401
    assert person.sign_in(app.test_client()).status_code == 200
    assert elsewhere.get(f"{API}/account").status_code == 401
    assert person.client.get(f"{API}/account").status_code == 200


def test_a_passphrase_change_needs_the_current_proof(person: Person) -> None:
    """A session alone cannot change the passphrase."""
    asked = person.passphrase_change() | {"auth": b64(os.urandom(32))}
    assert person.client.put(f"{API}/account/passphrase", json=asked).get_json() == {"error": "credentials"}


def test_a_passphrase_change_carries_the_slot_its_link_lists(person: Person) -> None:
    """A slot that the signed link does not name is refused, and the old passphrase stays."""
    old = person.auth
    asked = person.passphrase_change() | {"passphrase_slot": b64(os.urandom(104))}
    assert person.client.put(f"{API}/account/passphrase", json=asked).get_json() == {"error": "refused-link"}
    assert person.sign_in(auth=old).status_code == 200


def test_a_passphrase_change_on_an_older_head_is_stale(person: Person) -> None:
    """The chain has moved since the link was signed: the change is refused as stale, and nothing is changed."""
    old, asked = person.auth, person.passphrase_change()
    person.note()
    answer = person.client.put(f"{API}/account/passphrase", json=asked)
    assert (answer.status_code, answer.get_json()) == (409, {"error": "stale-head"})
    assert person.sign_in(auth=old).status_code == 200


def test_recovery_ends_in_a_new_account_key(app: Flask, person: Person) -> None:
    """A fiche gives a recovery session, which rekeys; the old passphrase and the old fiche are refused from then on."""
    person.note()
    auth, fiche, first = person.auth, person.recovery_auth, person.client
    person.client = app.test_client()
    given = person.recover()
    assert given.get_json()["scope"] == "recovery"
    assert given.get_json()["passphrase_slot"] is None
    answer = person.rekey(None, checkpoint=True)
    assert answer.status_code == 200, answer.text
    assert (answer.get_json()["scope"], answer.get_json()["epoch"]) == ("full", 2)
    assert person.sign_in(app.test_client(), auth).status_code == 401
    assert person.recover(app.test_client(), fiche).status_code == 401
    assert first.get(f"{API}/account").status_code == 401
    person.note()
    assert person.sign_in(app.test_client()).get_json()["epoch"] == 2


def test_a_rekey_wraps_every_stored_version_again(person: Person) -> None:
    """After a rekey each wrap is the one sent, under the new epoch, and the bodies are those of before."""
    text = person.note(b"x" * 1024)
    person.note(b"y" * 1024, text)
    person.checkpoint()
    assert person.rekey(person.auth).status_code == 200
    wraps = [each for each in person.frames("/wraps") if isinstance(each, WrapFrame)]
    assert [(each.object_id, each.revision, each.epoch) for each in wraps] == [
        (bytes(16), 1, 2), *sorted([(text, 1, 2), (text, 2, 2)])
    ]  # fmt: skip
    (current,) = person.frames("/objects?after=-1")
    assert isinstance(current, ObjectFrame) and current.body == b"y" * 1024 and current.epoch == 2


def test_a_rekey_that_forgets_a_version_is_refused(person: Person) -> None:
    """A missing wrap would make a text unreadable: nothing is changed."""
    person.note()
    proof, epoch = person.auth, person.epoch
    real = Person.frames
    person.frames = lambda rest: real(person, rest)[1:]  # type: ignore[method-assign]
    assert person.rekey(proof).get_json() == {"error": "refused-link"}
    assert person.sign_in(auth=proof).get_json()["epoch"] == epoch


def test_a_rekey_needs_the_current_proof(person: Person) -> None:
    """A full session without the passphrase cannot replace the account key; a recovery session sends no proof."""
    body = frames.encode([LinkFrame(person.sign(person.slots()))])
    for proof in (os.urandom(32), None):
        assert person.send_rekey(body, proof).get_json() == {"error": "credentials"}
    person.recover()
    assert person.send_rekey(body, person.auth).get_json() == {"error": "malformed"}


def test_a_new_identity_signs_from_then_on(app: Flask, person: Person) -> None:
    """« Je suis peut-être compromis·e »: cosigned by the new identity, followed by its checkpoint, old key refused."""
    old_seed, proof = person.seed, person.auth
    new_seed, box_key = os.urandom(32), os.urandom(32)
    person.epoch += 1
    person.keyring, person.auth, person.box_key = os.urandom(1300), os.urandom(32), box_key
    person.identity = identity_of(new_seed)
    empty = primitives.hash(labels.HASH_WRAPS, b"")
    plain = Rekey(person.epoch, empty, person.identity, box_key, bytes(64))
    mark, slots = person.mark, person.slots()
    rekey = vault_policy.cosign(new_seed, person.vault_id, mark.seq + 1, mark.head, plain, slots)
    first = person.sign(rekey, slots)
    after = person.state.copy()
    after.append(first)
    index, frame = person.index(after)
    second = person.sign(index, after=after.mark, seed=new_seed)
    after.append(second)
    assert person.send_rekey(frames.encode([LinkFrame(first)]), proof).get_json() == {"error": "refused-link"}
    sent = frames.encode([LinkFrame(first), LinkFrame(second), frame])
    assert person.send_rekey(sent, proof).status_code == 200
    person.state, person.seed = after, old_seed
    put, text = person.write()
    signed = person.sign(put)
    assert person.append([signed], [text]).get_json() == {"error": "refused-link"}
    person.seed = new_seed
    person.note()


def test_an_erased_account_leaves_no_row(app: Flask, database: Database, another: Callable[[], Person]) -> None:
    """After a deletion no table holds a row that was not there before the account, and the numbers are said."""
    kept = another()
    kept.note()
    before = _counts(database)
    person = another()
    text = person.note()
    person.note(object_id=text)
    person.erase(person.note())
    person.checkpoint()
    stale, frame = person.write()
    person.append([person.sign(stale, after=replace(person.mark, seq=0))], [frame], replace(person.mark, seq=0))
    refused = person.client.post(f"{API}/account/deletion", json={"auth": b64(os.urandom(32))})
    assert refused.get_json() == {"error": "credentials"}
    answer = person.client.post(f"{API}/account/deletion", json={"auth": b64(person.auth)})
    assert answer.get_json() == {"accounts": 1, "sessions": 1, "links": 6, "objects": 4}
    assert _counts(database) == before
    assert person.client.get(f"{API}/account").status_code == 401
    assert kept.client.get(f"{API}/account").status_code == 200


def test_a_person_sees_the_very_rows(person: Person, database: Database, another: Callable[[], Person]) -> None:
    """« Ce que le serveur voit de moi » lists every row about the person, in every table, and nobody else's."""
    text = person.note(b"z" * 2000)
    person.erase(person.note())
    other = another()
    tables: dict[str, Any] = person.client.get(f"{API}/account/rows").get_json()["tables"]
    assert set(tables) == set(Base.metadata.tables) - {"counters", "facts"}
    assert tables["accounts"][0]["login"] == person.login
    assert tables["versions"][0]["object_id"] == text.hex()
    assert tables["versions"][0]["body"] == {"hex": (b"z" * 96).hex(), "size": 2000}
    assert len(tables["links"]) == 4 and len(tables["tombstones"]) == 1
    assert other.login not in person.client.get(f"{API}/account/rows").text


def test_a_refused_rekey_changes_nothing(person: Person) -> None:
    """Links that do not begin with a rekey are refused there, and the account is as it was."""
    before = person.client.get(f"{API}/account").get_json()
    text = person.note()
    body = frames.encode([LinkFrame(person.sign(Tombstone(text)))])
    assert person.send_rekey(body, person.auth).get_json() == {"error": "refused-link"}
    assert person.client.get(f"{API}/account").get_json() == before


def _counts(database: Database) -> dict[str, int]:
    with database.reading() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in Base.metadata.tables.items()
            if name not in {"counters", "facts"}
        }
