"""A new account key: links, slots, keyring and every wrap, in one transaction (`docs/spec/chain.md` §5)."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, select, update

from crypto import labels
from crypto.frames import WrapFrame
from crypto.operations import Create, Put, Reconcile, Rekey, Slots, Tombstone
from crypto.primitives import hash as labelled_hash
from webapp import sessions
from webapp.accounts import keys, signin, verbs
from webapp.accounts.models import Account
from webapp.accounts.wire import KeysOut, RekeyIn
from webapp.chains import place as places
from webapp.chains import verbs as chain_verbs
from webapp.chains.incoming import Batch
from webapp.chains.place import Place
from webapp.config import Settings
from webapp.db import Database
from webapp.errors import CredentialsError, MalformedError, RefusedLinkError
from webapp.objects.models import Upload, Version
from webapp.sessions import Caller

MAX_LINKS: Final = 2  # the rekey, then the checkpoint that the new identity signs
NOT_A_CHECKPOINT: Final = (Create, Put, Tombstone, Slots, Rekey, Reconcile)

_rewrap = (
    update(Version.__table__)  # type: ignore[arg-type]
    .where(
        Version.chain_no == bindparam("its_chain_no"),
        Version.object_id == bindparam("its_object_id"),
        Version.revision == bindparam("its_revision"),
    )
    .values(epoch=bindparam("its_epoch"), wrap=bindparam("its_wrap"))
)


def rekey(database: Database, settings: Settings, caller: Caller, asked: RekeyIn, batch: Batch) -> tuple[KeysOut, str]:
    """Apply a `rekey`; returns the new keys and the token of the one session that remains.

    Raises `CredentialsError`, `StaleHeadError`, or `RefusedLinkError` when links, slots and wraps do not agree.
    """
    _check_right(database, caller, asked)
    if not 1 <= len(batch.links) <= MAX_LINKS or len(batch.objects) != len(batch.links) - 1:
        raise MalformedError
    slots = [
        keys.passphrase_slot(asked.kdf_id, asked.salt, asked.passphrase_slot, asked.new_auth),
        keys.recovery_slot(asked.recovery_slot, asked.new_recovery_auth),
    ]
    with database.writing() as connection:
        before = places.find(connection, caller.vault_id, lock=True)
        places.move(connection, before, _apply(connection, before, asked, batch, slots))
        account = update(Account).where(Account.account_no == caller.account_no)
        connection.execute(account.values(keyring=asked.keyring))
        keys.write(connection, caller.account_no, slots)
        sessions.cut(connection, caller.account_no)
        token = sessions.start(connection, settings, caller.account_no, "full", caller.device_label)
        return keys.keys_of(connection, caller.account_no, "full"), token


def _check_right(database: Database, caller: Caller, asked: RekeyIn) -> None:
    if caller.scope == "recovery":
        if asked.proof is not None:
            raise MalformedError
    elif asked.proof is None:
        raise CredentialsError
    else:
        signin.check_proof(database, caller.account_no, asked.proof)


def _apply(connection: Connection, before: Place, asked: RekeyIn, batch: Batch, slots: list[dict[str, Any]]) -> Place:
    link = verbs.open_next(before, batch.links[0])
    operation = link.operations[0]
    if not isinstance(operation, Rekey):
        raise RefusedLinkError
    keys.check_listed(link, asked.keyring, slots)
    after = chain_verbs.extend(connection, before, batch.links[:1], {})
    if (after.standing.identity, after.standing.box_key) != (asked.identity, asked.box_key):
        raise RefusedLinkError
    if operation.identity is not None and len(batch.links) != MAX_LINKS:
        raise RefusedLinkError
    _write_wraps(connection, before.chain_no, operation, batch.wraps)
    if len(batch.links) == MAX_LINKS:
        after = chain_verbs.extend(connection, after, batch.links[1:], batch.bodies(), refused=NOT_A_CHECKPOINT)
    return after


def _write_wraps(connection: Connection, chain_no: int, operation: Rekey, wraps: list[WrapFrame]) -> None:
    """Replace the wrap of every stored version; one for a version erased meanwhile is hashed and not stored."""
    stored = connection.execute(
        select(Version.object_id, Version.revision).where(Version.chain_no == chain_no, Version.wrap.is_not(None))
    )
    sent = {(each.object_id, each.revision): each for each in wraps}
    kept = {(row.object_id, row.revision) for row in stored}
    joined = b"".join(key[0] + key[1].to_bytes(8, "big") + sent[key].wrap for key in sorted(sent))
    if (
        len(sent) != len(wraps)
        or not kept <= set(sent)
        or any(each.epoch != operation.epoch for each in wraps)
        or labelled_hash(labels.HASH_WRAPS, joined) != operation.wraps_hash
    ):
        raise RefusedLinkError
    rows: list[dict[str, Any]] = [
        {
            "its_chain_no": chain_no,
            "its_object_id": object_id,
            "its_revision": revision,
            "its_epoch": each.epoch,
            "its_wrap": each.wrap,
        }
        for (object_id, revision), each in sent.items()
        if (object_id, revision) in kept
    ]
    if rows:
        connection.execute(_rewrap, rows)
    connection.execute(delete(Upload).where(Upload.chain_no == chain_no))  # sealed under the old account key
