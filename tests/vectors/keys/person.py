"""A person with an account at some epoch, the same in every vector that needs one."""

from dataclasses import dataclass
from typing import Any

from crypto import keys, recovery
from crypto.keys import Keyring
from crypto.operations import SlotRecord, Slots
from crypto.vault_policy import Standing
from crypto.vault_state import VaultState
from tests.vectors.generate import fixed, fixed_randomness

LOGIN = "mesange"


@dataclass(frozen=True)
class Person:
    """The secrets of a person, and what the server stores of them."""

    epoch: int
    account_key: bytes
    keyring: Keyring
    wrap: bytes
    salt: bytes
    entropy: bytes
    passphrase_slot: bytes
    recovery_slot: bytes
    sealed_keyring: bytes

    @classmethod
    def at_epoch(cls, epoch: int, identity: str = "seed") -> "Person":
        """Return the person at an epoch; the passphrase's wrap and the fiche change with it."""
        with fixed_randomness(f"person {epoch} {identity}"):
            return cls._made(epoch, identity)

    @classmethod
    def _made(cls, epoch: int, identity: str) -> "Person":
        account_key, wrap, entropy = (fixed(f"{what} {epoch}") for what in ("account key", "wrap", "entropy"))
        entropy = entropy[:16]
        past = tuple(fixed(f"account key {earlier}") for earlier in range(1, epoch))
        keyring = Keyring(fixed(identity), fixed(f"box {identity}"), past)
        vault_id, recovery_wrap = cls.vault_id, recovery.derive(entropy, LOGIN).wrap
        return cls(
            epoch,
            account_key,
            keyring,
            wrap,
            fixed(f"salt {epoch}", 16),
            entropy,
            keys.seal_slot(1, wrap, vault_id, epoch, account_key),
            keys.seal_slot(2, recovery_wrap, vault_id, epoch, account_key),
            keys.seal_keyring(account_key, vault_id, epoch, keyring),
        )

    vault_id = fixed("vault", 16)

    @property
    def recovery_wrap(self) -> bytes:
        """What the fiche keeps."""
        return recovery.derive(self.entropy, LOGIN).wrap

    @property
    def account(self) -> dict[str, Any]:
        """The account as a server gives it, with the account key that its slots open."""
        return {
            "account_key": self.account_key,
            "vault_id": self.vault_id,
            "epoch": self.epoch,
            "identity": self.keyring.identity,
            "box_key": self.keyring.box_key,
            "keyring": self.sealed_keyring,
        }

    @property
    def slots(self) -> list[dict[str, Any]]:
        """Both slots with what their records are made of."""
        return [
            {"kind": 1, "kdf_id": 1, "salt": self.salt, "slot": self.passphrase_slot},
            {"kind": 2, "kdf_id": 0, "salt": b"", "slot": self.recovery_slot},
        ]

    @property
    def records(self) -> tuple[SlotRecord, ...]:
        """The public records of both slots."""
        return tuple(keys.slot_record(**slot) for slot in self.slots)

    @property
    def slots_operation(self) -> Slots:
        """The operation that lists the slots and the keyring."""
        return Slots(self.epoch, keys.keyring_hash(self.sealed_keyring), self.records)

    @property
    def state(self) -> bytes:
        """The public state of a vault of this person without any object."""
        return self._state_with(self.sealed_keyring)

    def with_keyring(self, keyring: Keyring) -> dict[str, Any]:
        """Return the account and state of the same person with another keyring in its place."""
        with fixed_randomness(f"keyring {len(keyring.past)}"):
            sealed = keys.seal_keyring(self.account_key, self.vault_id, self.epoch, keyring)
        return {"keyring": sealed, "state": self._state_with(sealed)}

    def _state_with(self, sealed_keyring: bytes) -> bytes:
        identity, box_key = self.keyring.identity, self.keyring.box_key
        keyring_hash = keys.keyring_hash(sealed_keyring)
        standing = Standing(identity, box_key, self.epoch, keyring_hash, self.records, 0)
        return VaultState(self.vault_id, standing).to_bytes()
