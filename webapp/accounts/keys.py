"""Key slots: read, checked against the link that lists them, written."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, insert, select

from crypto import labels
from crypto.chain import Link
from crypto.operations import PASSPHRASE_SLOT, RECOVERY_SLOT, SlotRecord, Slots
from crypto.primitives import hash as labelled_hash
from webapp import credentials
from webapp.accounts.models import Account, KeySlot
from webapp.accounts.wire import KeysOut
from webapp.chains.models import Chain
from webapp.errors import RefusedLinkError

NO_KDF = 0
NO_SALT = b""


def passphrase_slot(kdf_id: int, salt: bytes, slot: bytes, auth: bytes) -> dict[str, Any]:
    """Return the row of a passphrase slot, without its account."""
    return {"kind": PASSPHRASE_SLOT, "kdf_id": kdf_id, "salt": salt, "slot": slot, "proof_hash": credentials.keep(auth)}


def recovery_slot(slot: bytes, auth: bytes) -> dict[str, Any]:
    """Return the row of a recovery slot, without its account."""
    return {
        "kind": RECOVERY_SLOT,
        "kdf_id": NO_KDF,
        "salt": NO_SALT,
        "slot": slot,
        "proof_hash": credentials.keep(auth),
    }


def record_of(row: Any) -> SlotRecord:
    """Return the public record of a slot row (`docs/spec/keys.md` §2)."""
    salt_hash = labelled_hash(labels.HASH_SALT, row["salt"])
    return SlotRecord(row["kind"], row["kdf_id"], salt_hash, labelled_hash(labels.HASH_SLOT, row["slot"]))


def write(connection: Connection, account_no: int, rows: list[dict[str, Any]]) -> None:
    """Put slot rows in the place of those of the same kinds."""
    kinds = [row["kind"] for row in rows]
    connection.execute(delete(KeySlot).where(KeySlot.account_no == account_no, KeySlot.kind.in_(kinds)))
    connection.execute(insert(KeySlot), [row | {"account_no": account_no} for row in rows])


def check_listed(link: Link, keyring: bytes, rows: list[dict[str, Any]]) -> None:
    """Raise `RefusedLinkError` unless the link's `slots` lists exactly these slots and this keyring."""
    listed = [operation for operation in link.operations if isinstance(operation, Slots)]
    expected = {record_of(row) for row in rows}
    keyring_hash = labelled_hash(labels.HASH_KEYRING, keyring)
    if len(listed) != 1 or set(listed[0].slots) != expected or listed[0].keyring_hash != keyring_hash:
        raise RefusedLinkError


def stored(connection: Connection, account_no: int, kind: int) -> Any:
    """Return the slot row of a kind as a mapping."""
    wanted = select(KeySlot.__table__).where(KeySlot.account_no == account_no, KeySlot.kind == kind)
    return connection.execute(wanted).mappings().one()


def keys_of(connection: Connection, account_no: int, scope: str) -> KeysOut:
    """Return what a device of this scope needs to open the account; a recovery session gets no passphrase slot."""
    columns = (Account.login, Account.vault_id, Account.keyring, Chain.identity, Chain.box_key, Chain.epoch)
    joined = select(*columns).join(Chain, Chain.account_no == Account.account_no)
    account = connection.execute(joined.where(Account.account_no == account_no)).one()
    passphrase = stored(connection, account_no, PASSPHRASE_SLOT)
    recovery = stored(connection, account_no, RECOVERY_SLOT)
    return KeysOut(
        login=account.login,
        vault_id=account.vault_id,
        identity=account.identity,
        box_key=account.box_key,
        epoch=account.epoch,
        kdf_id=passphrase["kdf_id"],
        salt=passphrase["salt"],
        keyring=account.keyring,
        scope=scope,
        passphrase_slot=passphrase["slot"] if scope == "full" else None,
        recovery_slot=recovery["slot"],
    )
