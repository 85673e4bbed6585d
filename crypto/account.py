"""The account check: what a server says of an account, held against the chain (`docs/spec/keys.md` §2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from crypto import keys
from crypto.errors import RollbackError
from crypto.keys import Keyring
from crypto.operations import SlotRecord
from crypto.vault_policy import Standing


@dataclass(frozen=True, slots=True)
class AccountClaim:
    """What was received about an account; `slots` are the records of the slots received, one or both."""

    identity: bytes
    box_key: bytes
    epoch: int
    sealed_keyring: bytes
    slots: Sequence[SlotRecord]


def check_account(claim: AccountClaim, keyring: Keyring, standing: Standing) -> None:
    """Raise `RollbackError` unless a claim and the keyring it opened are those of the state after the last link."""
    claimed = (claim.identity, claim.box_key, claim.epoch, keys.keyring_hash(claim.sealed_keyring))
    if claimed != (standing.identity, standing.box_key, standing.epoch, standing.keyring_hash):
        raise RollbackError("an account other than the one in the chain")
    if (keyring.identity, keyring.box_key) != (standing.identity, standing.box_key):
        raise RollbackError("a keyring other than the one in the chain")
    if not claim.slots or any(slot not in standing.slots for slot in claim.slots):
        raise RollbackError("a slot that the chain does not list")
    if len(keyring.past) != standing.epoch - 1:
        raise RollbackError("a keyring without one key for each past epoch")
