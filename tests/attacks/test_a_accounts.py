"""Rows A of docs/attacks.md against real clients: what a malicious server can try when someone signs in."""

import base64
import os
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from crypto import keys, objects, password
from crypto.errors import SealedError
from crypto.frames import ObjectFrame, WrapFrame
from crypto.operations import PASSPHRASE_SLOT
from tests.attacks.clients import OTHER_PASSPHRASE, PASSPHRASE, WRONG_SECRET, Client, Refused
from tests.attacks.evil_server import Answer, EvilServer, Forward, Request, Rule, rule
from tests.attacks.oracle import refused


def weaker_derivation(kdf_id: int) -> Rule:
    """Name another derivation than the one of the account."""

    @rule("A01", "POST", "/api/v1/prelogin")
    def name_it(request: Request, forward: Forward) -> Answer:
        answer = forward(request)
        return answer.with_json(answer.json | {"kdf_id": kdf_id})

    return name_it()


@rule("A01", "POST", "/api/v1/prelogin")
def another_salt(request: Request, forward: Forward) -> Answer:
    """Give a salt of the server's choice."""
    answer = forward(request)
    return answer.with_json(answer.json | {"salt": base64.b64encode(os.urandom(16)).decode()})


@rule("A15", "POST", "/api/v1/sessions")
def slot_of_the_server(request: Request, forward: Forward) -> Answer:
    """Give a slot that the server made, to learn from what the client does with it."""
    answer = forward(request)
    return answer.with_json(answer.json | {"passphrase_slot": base64.b64encode(os.urandom(104)).decode()})


@rule("B23", "POST", "/api/v1/sessions")
def altered_keyring(request: Request, forward: Forward) -> Answer:
    """Change one bit of the private keys."""
    answer = forward(request)
    keyring = bytearray(base64.b64decode(answer.json["keyring"]))
    keyring[-1] ^= 1
    return answer.with_json(answer.json | {"keyring": base64.b64encode(keyring).decode()})


@rule("B23", "POST", "/api/v1/sessions")
def another_identity(request: Request, forward: Forward) -> Answer:
    """Say that the person's public key is another one."""
    answer = forward(request)
    return answer.with_json(answer.json | {"identity": base64.b64encode(os.urandom(32)).decode()})


@pytest.mark.parametrize("kdf_id", [0, 3, 200, 255])
def test_a_weaker_derivation_is_refused_before_deriving(evil: EvilServer, someone: Client, kdf_id: int) -> None:
    """A01, A02: a derivation that the client does not hold compiled in stops it before anything derived is sent."""
    someone.create()
    device = someone.another_device()
    with refused(evil, device, weaker_derivation(kdf_id), "kdf-refused", forgets=True):
        device.sign_in()
    device.leave()


def test_a_slot_made_by_the_server_teaches_it_nothing(evil: EvilServer, someone: Client) -> None:
    """A15: a slot that does not open ends in the one refusal, and nothing follows it."""
    someone.create()
    device = someone.another_device()
    with refused(evil, device, slot_of_the_server(), "sealed", forgets=True):
        device.sign_in()
    device.leave()


@pytest.mark.parametrize("attack", [altered_keyring, another_identity], ids=["keyring", "identity"])
def test_altered_private_keys_are_never_used(evil: EvilServer, someone: Client, attack: type[Rule]) -> None:
    """B23: private keys whose bytes or public halves were changed are refused, and nothing is signed with them."""
    someone.create()
    device = someone.another_device()
    with refused(evil, device, attack(), "sealed", "rollback", "chain", "signature", forgets=True):
        device.sign_in()
    device.leave()


def test_another_salt_opens_nothing(evil: EvilServer, someone: Client) -> None:
    """A01: a salt chosen by the server gives a proof that the honest server would refuse, and no session."""
    someone.create()
    device = someone.another_device()
    attack = another_salt()
    evil.mount(attack)
    with pytest.raises(Refused) as caught:
        device.sign_in()
    assert attack.fired == 1
    assert caught.value.code in WRONG_SECRET
    device.leave()


def test_a_changed_passphrase_replaces_the_old_one(evil: EvilServer, someone: Client) -> None:
    """A07: after a change the old passphrase opens nothing, and the new one opens everything."""
    someone.create()
    kept = someone.keep("avant")
    someone.send()
    someone.change(OTHER_PASSPHRASE)
    device = someone.another_device()
    with pytest.raises(Refused) as caught:
        device.sign_in(PASSPHRASE)
    assert caught.value.code in WRONG_SECRET
    device.sign_in(OTHER_PASSPHRASE)
    assert device.read() == {kept: "avant"}
    device.leave()


def test_an_old_slot_put_back_is_refused(evil: EvilServer, someone: Client) -> None:
    """A07, C09: beside the chain of today, the slot and the proof of a replaced passphrase open nothing."""
    someone.create()
    someone.keep("avant")
    someone.send()
    before = _passphrase_slot(evil)
    someone.change(OTHER_PASSPHRASE)
    assert _passphrase_slot(evil, put_back=before) != before
    device = someone.another_device()
    with pytest.raises(Refused) as caught:
        device.sign_in(PASSPHRASE)
    assert caught.value.code == "rollback"
    assert "avant" not in device.shown()
    device.leave()


def test_an_old_copy_of_the_account_opens_nothing_new(evil: EvilServer, someone: Client) -> None:
    """A07: after starting over, the old passphrase and all that the server held before open no wrap made since."""
    someone.create()
    someone.keep("avant")
    someone.send()
    old_wraps = _wraps(evil)
    old_keys = next(answer.json for request, answer in evil.exchanges if request.path == "/api/v1/accounts")
    evil.exchanges.clear()
    someone.start_over(OTHER_PASSPHRASE)
    someone.keep("après")
    someone.send()
    new_wraps = _wraps(evil)
    account_key, vault_id = _open(old_keys)
    assert old_wraps and len(new_wraps) > len(old_wraps)
    for frame in old_wraps:
        objects.open_wrap(account_key, vault_id, frame.object_id, frame.revision, frame.epoch, frame.wrap)
    for frame in new_wraps:
        for epoch in (1, 2):
            with pytest.raises(SealedError):
                objects.open_wrap(account_key, vault_id, frame.object_id, frame.revision, epoch, frame.wrap)


def _passphrase_slot(evil: EvilServer, put_back: tuple[Any, ...] | None = None) -> tuple[Any, ...]:
    """The row of the one passphrase slot on the server; put another in its place afterwards."""
    settings = evil.honest.extensions["recul"].settings  # type: ignore[attr-defined]
    with closing(sqlite3.connect(settings.data_dir / "recul.sqlite")) as database, database:
        where = f"FROM key_slots WHERE kind = {PASSPHRASE_SLOT}"
        row: tuple[Any, ...] = database.execute(f"SELECT * {where}").fetchone()
        if put_back is not None:
            database.execute(f"DELETE {where}")
            database.execute(f"INSERT INTO key_slots VALUES ({','.join('?' * len(put_back))})", put_back)
    return row


def _wraps(evil: EvilServer) -> list[ObjectFrame | WrapFrame]:
    sent = [
        request.frames for request, _ in evil.exchanges if request.path.endswith(("/links", "/rekey")) and request.body
    ]
    return [frame for frames in sent for frame in frames if isinstance(frame, ObjectFrame | WrapFrame)]


def _open(keys_out: dict[str, Any]) -> tuple[bytes, bytes]:
    salt, vault_id, slot = (base64.b64decode(keys_out[name]) for name in ("salt", "vault_id", "passphrase_slot"))
    wrap = password.derive(keys_out["login"], PASSPHRASE, keys_out["kdf_id"], salt).wrap
    return keys.open_slot(PASSPHRASE_SLOT, wrap, vault_id, keys_out["epoch"], slot), vault_id
