"""A person for the server's tests: makes keys, links and requests the way a client does, without sealing real texts."""

from __future__ import annotations

import base64
import itertools
import json
import os
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from crypto import chain, frames, labels, primitives
from crypto.chain import Mark
from crypto.frames import Frame, LinkFrame, ObjectFrame, WrapFrame
from crypto.operations import (
    PASSPHRASE_SLOT,
    RECOVERY_SLOT,
    Checkpoint,
    Create,
    Operation,
    Put,
    Rekey,
    SlotRecord,
    Slots,
    Tombstone,
)
from crypto.signatures import identity_of
from crypto.vault_state import VaultState

API = "/api/v1"
MEDIA_TYPE = "application/vnd.recul.frames"
LABEL = "Navigateur sur ordinateur"
_numbers = itertools.count(1)


def b64(value: bytes) -> str:
    """Return the text form of bytes on the control plane."""
    return base64.b64encode(value).decode()


def body_hash(body: bytes) -> bytes:
    """Return the hash by which a link names a body."""
    return primitives.hash(labels.HASH_BODY, body)


class Person:
    """Someone with a vault, and where they believe its chain stands."""

    def __init__(self, client: FlaskClient, login: str | None = None) -> None:
        self.client = client
        self.login = login or f"personne{next(_numbers)}"
        self.vault_id = os.urandom(16)
        self.seed = os.urandom(32)
        self.identity = identity_of(self.seed)
        self.box_key = os.urandom(32)
        self.epoch = 1
        self.keyring = os.urandom(1200)
        self.salt = os.urandom(16)
        self.auth, self.recovery_auth = os.urandom(32), os.urandom(32)
        self.passphrase_slot, self.recovery_slot = os.urandom(104), os.urandom(104)
        self.state = VaultState.before_create(self.vault_id, self.identity)
        self.revisions: dict[bytes, int] = {}

    @property
    def mark(self) -> Mark:
        """Where they believe the chain stands."""
        return self.state.mark or Mark(-1, chain.NO_HEAD)

    # What they sign

    def slots(self) -> Slots:
        """Return the operation that lists the current slots."""
        records = (
            SlotRecord(
                PASSPHRASE_SLOT, 1, primitives.hash(labels.HASH_SALT, self.salt), self._slot(self.passphrase_slot)
            ),
            SlotRecord(RECOVERY_SLOT, 0, primitives.hash(labels.HASH_SALT, b""), self._slot(self.recovery_slot)),
        )
        return Slots(self.epoch, primitives.hash(labels.HASH_KEYRING, self.keyring), records)

    def sign(self, *operations: Operation, after: Mark | None = None, seed: bytes | None = None) -> bytes:
        """Return a signed link after a place, the current one by default."""
        after = after or self.mark
        return chain.sign_link(seed or self.seed, self.vault_id, after.seq + 1, after.head, operations)

    def moved(self, signed: bytes) -> bytes:
        """Believe that a link was appended, and return it."""
        self.state.append(signed)
        return signed

    def write(
        self, body: bytes | None = None, object_id: bytes | None = None, end: int | None = None
    ) -> tuple[Put, ObjectFrame]:
        """Return the put of a new text, or of the next revision of one, with its object frame."""
        body = os.urandom(2048) if body is None else body
        object_id = object_id or os.urandom(16)
        revision = self.revisions.get(object_id, 0) + 1
        self.revisions[object_id] = revision
        frame = ObjectFrame(object_id, revision, self.epoch, os.urandom(104), body)
        return Put(object_id, revision, body_hash(body), len(body), end), frame

    def index(self, state: VaultState | None = None) -> tuple[Checkpoint, ObjectFrame]:
        """Return the next checkpoint with its index object."""
        state = state or self.state
        number = state.standing.checkpoint + 1
        body = os.urandom(3000)
        frame = ObjectFrame(bytes(16), number, self.epoch, os.urandom(104), body)
        return Checkpoint(number, body_hash(body), len(body), state.state_hash()), frame

    # What they send

    def registration(self) -> dict[str, Any]:
        """Return the body of a registration."""
        return {
            "login": self.login,
            "vault_id": b64(self.vault_id),
            "identity": b64(self.identity),
            "box_key": b64(self.box_key),
            "kdf_id": 1,
            "salt": b64(self.salt),
            "auth": b64(self.auth),
            "recovery_auth": b64(self.recovery_auth),
            "passphrase_slot": b64(self.passphrase_slot),
            "recovery_slot": b64(self.recovery_slot),
            "keyring": b64(self.keyring),
            "link": b64(self.sign(Create(self.box_key), self.slots())),
            "device_label": LABEL,
        }

    def register(self) -> TestResponse:
        """Make the account; the client is signed in afterwards."""
        asked = self.registration()
        answer = self.client.post(f"{API}/accounts", json=asked)
        assert answer.status_code == 201, answer.text
        self.moved(base64.b64decode(asked["link"]))
        return answer

    def sign_in(self, client: FlaskClient | None = None, auth: bytes | None = None) -> TestResponse:
        """Send the proof of the passphrase."""
        proof = {"login": self.login, "auth": b64(self.auth if auth is None else auth), "device_label": LABEL}
        return (client or self.client).post(f"{API}/sessions", json=proof)

    def recover(self, client: FlaskClient | None = None, auth: bytes | None = None) -> TestResponse:
        """Send the proof of the fiche."""
        proof = self.recovery_auth if auth is None else auth
        asked = {"login": self.login, "recovery_auth": b64(proof), "device_label": LABEL}
        return (client or self.client).post(f"{API}/recoveries", json=asked)

    def passphrase_change(self) -> dict[str, Any]:
        """Choose a new passphrase and return the request that says so; `link` is not believed yet."""
        current, self.auth = self.auth, os.urandom(32)
        self.salt, self.passphrase_slot = os.urandom(16), os.urandom(104)
        return {
            "auth": b64(current),
            "kdf_id": 1,
            "salt": b64(self.salt),
            "new_auth": b64(self.auth),
            "passphrase_slot": b64(self.passphrase_slot),
            "link": b64(self.sign(self.slots())),
        }

    def append(
        self, links: list[bytes], objects: list[ObjectFrame] | None = None, after: Mark | None = None
    ) -> TestResponse:
        """Send links and objects, built on a place."""
        sent: list[Frame] = [*(objects or []), *(LinkFrame(each) for each in links)]
        return self.send(frames.encode(sent), after or self.mark)

    def send(self, body: bytes, after: Mark) -> TestResponse:
        """Send bytes to the append route."""
        headers = {"Recul-Head": f"{after.seq}:{after.head.hex()}"}
        return self.client.post(self.chain("/links"), data=body, content_type=MEDIA_TYPE, headers=headers)

    def note(self, body: bytes | None = None, object_id: bytes | None = None, end: int | None = None) -> bytes:
        """Put one text and have it stored; returns its object id."""
        put, frame = self.write(body, object_id, end)
        self._appended(self.sign(put), [frame])
        return put.object_id

    def erase(self, object_id: bytes) -> None:
        """End an object."""
        self._appended(self.sign(Tombstone(object_id)), [])

    def checkpoint(self) -> bytes:
        """Have a checkpoint stored; returns its signed link."""
        operation, frame = self.index()
        return self._appended(self.sign(operation), [frame])

    def rekey(self, proof: bytes | None, *, checkpoint: bool = False) -> TestResponse:
        """Replace the account key, wrapping what the server says it stores."""
        stored = [each for each in self.frames("/wraps") if isinstance(each, WrapFrame)]
        self.epoch += 1
        wraps = [WrapFrame(each.object_id, each.revision, self.epoch, os.urandom(104)) for each in stored]
        joined = b"".join(each.object_id + each.revision.to_bytes(8, "big") + each.wrap for each in wraps)
        self.auth, self.recovery_auth = os.urandom(32), os.urandom(32)
        self.salt, self.passphrase_slot, self.recovery_slot = os.urandom(16), os.urandom(104), os.urandom(104)
        self.keyring = os.urandom(1300)
        operation = Rekey(self.epoch, primitives.hash(labels.HASH_WRAPS, joined))
        first = self.sign(operation, self.slots())
        sent: list[Frame] = [LinkFrame(first)]
        after = self.state.copy()
        after.append(first)
        if checkpoint:
            index, frame = self.index(after)
            second = self.sign(index, after=after.mark)
            after.append(second)
            sent += [LinkFrame(second), frame]
        answer = self.send_rekey(frames.encode([*sent, *wraps]), proof)
        if answer.status_code == 200:
            self.state = after
        return answer

    def send_rekey(self, body: bytes, proof: bytes | None) -> TestResponse:
        """Send a rekey with the current slots."""
        asked = {
            "proof": None if proof is None else b64(proof),
            "kdf_id": 1,
            "salt": b64(self.salt),
            "new_auth": b64(self.auth),
            "new_recovery_auth": b64(self.recovery_auth),
            "passphrase_slot": b64(self.passphrase_slot),
            "recovery_slot": b64(self.recovery_slot),
            "keyring": b64(self.keyring),
            "identity": b64(self.identity),
            "box_key": b64(self.box_key),
        }
        headers = {"Recul-Keys": b64(json.dumps(asked).encode())}
        return self.client.post(f"{API}/account/rekey", data=body, content_type=MEDIA_TYPE, headers=headers)

    # What they ask

    def chain(self, rest: str) -> str:
        """Return the path of a chain route of their vault."""
        return f"{API}/chains/{self.vault_id.hex()}{rest}"

    def head(self) -> dict[str, Any]:
        """Return what the server says of their chain."""
        answer = self.client.get(self.chain("/head")).get_json()
        assert isinstance(answer, dict)
        return answer

    def frames(self, rest: str) -> list[Frame]:
        """Return the frames of a chain route."""
        answer = self.client.get(self.chain(rest))
        assert answer.status_code == 200, answer.text
        return frames.decode(answer.data)

    def fetch(self, *hashes: bytes) -> list[Frame]:
        """Return what the server stores under hashes."""
        answer = self.client.post(
            self.chain("/objects/fetch"), data=b"".join(hashes), content_type="application/octet-stream"
        )
        assert answer.status_code == 200, answer.text
        return frames.decode(answer.data)

    def _appended(self, signed: bytes, objects: list[ObjectFrame]) -> bytes:
        answer = self.append([signed], objects)
        assert answer.status_code == 201, answer.text
        return self.moved(signed)

    @staticmethod
    def _slot(slot: bytes) -> bytes:
        return primitives.hash(labels.HASH_SLOT, slot)
