"""A notebook as a client makes one: keys, slots, link 0, then what is written (`docs/spec/keys.md`, `chain.md`)."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from typing import Any

from crypto import chain, frames, keys, objects, password, primitives, recovery
from crypto.envelope import NO_ID
from crypto.frames import LinkFrame, ObjectFrame
from crypto.keys import Keyring
from crypto.operations import PASSPHRASE_SLOT, RECOVERY_SLOT, Checkpoint, Create, Operation, Put, Slots
from crypto.password import CURRENT_KDF_ID, PasswordKeys
from crypto.vault_state import VaultState

DEVICE_LABEL = "Navigateur sur ordinateur"


class Notebook:
    """An account and its vault, with the state after the last link it signed."""

    def __init__(self, login: str, passphrase: str | None = None) -> None:
        """Make the keys; without a passphrase its two keys are drawn, which spares the derivation."""
        self.login = login
        self.vault_id = primitives.random_bytes(16)
        self.salt = password.generate_salt()
        self.account_key = keys.generate_account_key()
        self.keyring = Keyring.generate()
        self.from_passphrase = self._derive(passphrase)
        self.from_words = recovery.derive(recovery.generate(), login)
        self._seal()
        self.state = VaultState.before_create(self.vault_id, self.keyring.identity)
        self.first_link = self.sign([Create(self.keyring.box_key), self._slots()])

    def registration(self) -> dict[str, Any]:
        """Return the JSON of `POST /api/v1/accounts`."""
        sent = {
            "vault_id": self.vault_id,
            "identity": self.keyring.identity,
            "box_key": self.keyring.box_key,
            "salt": self.salt,
            "auth": self.from_passphrase.auth,
            "recovery_auth": self.from_words.auth,
            "passphrase_slot": self.passphrase_slot,
            "recovery_slot": self.recovery_slot,
            "keyring": self.sealed_keyring,
            "link": self.first_link,
        }
        text = {name: base64.b64encode(value).decode() for name, value in sent.items()}
        return {"login": self.login, "kdf_id": CURRENT_KDF_ID, "device_label": DEVICE_LABEL, **text}

    def sign_in(self) -> dict[str, Any]:
        """Return the JSON of `POST /api/v1/sessions`."""
        auth = base64.b64encode(self.from_passphrase.auth).decode()
        return {"login": self.login, "auth": auth, "device_label": DEVICE_LABEL}

    def sign(self, operations: Sequence[Operation]) -> bytes:
        """Return the next signed link, and go on from it."""
        state = self.state
        signed = chain.sign_link(self.keyring.sign_seed, self.vault_id, state.next_seq, state.head, operations)
        state.append(signed)
        return signed

    def seal(self, plaintext: bytes, object_id: bytes | None = None) -> ObjectFrame:
        """Return a new text, sealed, under a new id unless one is given."""
        return self._seal_as(object_id or primitives.random_bytes(16), 1, plaintext)

    def put(self, written: Iterable[ObjectFrame]) -> bytes:
        """Return the frames that add new objects in one link, and go on from it."""
        added = list(written)
        return frames.encode([*added, LinkFrame(self.sign([put_of(each) for each in added]))])

    def checkpoint(self, summaries: dict[bytes, dict[str, Any]]) -> bytes:
        """Return the frames of a checkpoint whose index lists these summaries, and go on from it."""
        number = self.state.standing.checkpoint + 1
        index = self._seal_as(NO_ID, number, objects.Index(summaries, self.state.to_bytes()).to_bytes())
        operation = Checkpoint(number, objects.body_hash(index.body), len(index.body), self.state.state_hash())
        return frames.encode([index, LinkFrame(self.sign([operation]))])

    def _derive(self, passphrase: str | None) -> PasswordKeys:
        if passphrase is None:
            return PasswordKeys(primitives.random_bytes(32), primitives.random_bytes(32))
        return password.derive(self.login, passphrase, CURRENT_KDF_ID, self.salt)

    def _seal(self) -> None:
        place = (self.vault_id, 1)
        self.passphrase_slot = keys.seal_slot(PASSPHRASE_SLOT, self.from_passphrase.wrap, *place, self.account_key)
        self.recovery_slot = keys.seal_slot(RECOVERY_SLOT, self.from_words.wrap, *place, self.account_key)
        self.sealed_keyring = keys.seal_keyring(self.account_key, *place, self.keyring)

    def _slots(self) -> Slots:
        records = (
            keys.slot_record(PASSPHRASE_SLOT, CURRENT_KDF_ID, self.salt, self.passphrase_slot),
            keys.slot_record(RECOVERY_SLOT, 0, b"", self.recovery_slot),
        )
        return Slots(1, keys.keyring_hash(self.sealed_keyring), records)

    def _seal_as(self, object_id: bytes, revision: int, plaintext: bytes) -> ObjectFrame:
        sealed = objects.seal_object(self.account_key, self.vault_id, object_id, revision, 1, plaintext)
        return ObjectFrame(sealed.object_id, sealed.revision, sealed.epoch, sealed.wrap, sealed.body)


def put_of(frame: ObjectFrame) -> Put:
    """Return the operation that names a new object."""
    return Put(frame.object_id, frame.revision, objects.body_hash(frame.body), len(frame.body))
