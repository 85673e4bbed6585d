"""Proofs exchanged for sessions (`docs/spec/http-api.md` §2).

Argon2 runs outside any transaction that writes: a crowd signing in must not hold the one writer of SQLite.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from crypto.operations import PASSPHRASE_SLOT
from webapp import credentials, sessions
from webapp.accounts import keys
from webapp.accounts.models import Account, KeySlot
from webapp.accounts.wire import KeysOut, PreloginOut
from webapp.config import Settings
from webapp.db import Database
from webapp.errors import CredentialsError
from webapp.secret import Secret


@dataclass(frozen=True)
class SignIn:
    """What a browser proves, by the slot of which kind, for which scope."""

    login: str
    kind: int
    proof: bytes
    scope: str
    device_label: str


def prelogin(connection: Connection, secret: Secret, login: str) -> PreloginOut:
    """Return how to derive for a login, or what looks like it."""
    fake = credentials.fake_salt(secret, login)
    row = connection.execute(_slot_of(login, PASSPHRASE_SLOT)).one_or_none()
    if row is None:
        return PreloginOut(kdf_id=credentials.FAKE_KDF_ID, salt=fake)
    return PreloginOut(kdf_id=row.kdf_id, salt=row.salt)


def sign_in(database: Database, settings: Settings, asked: SignIn, replaced: bytes | None) -> tuple[KeysOut, str]:
    """Return the keys and the token of a new session; the session that the browser had, `replaced`, ends.

    Raises `CredentialsError` for a wrong proof and for an unknown login, at the same cost.
    """
    wanted = _slot_of(asked.login, asked.kind)
    with database.reading() as connection:
        row = connection.execute(wanted).one_or_none()
    if not credentials.holds(row.proof_hash if row is not None else None, asked.proof):
        raise CredentialsError
    with database.writing() as connection:
        now = connection.execute(wanted).one_or_none()
        if row is None or now is None or now.proof_hash != row.proof_hash:  # changed while the proof was checked
            raise CredentialsError
        if replaced is not None:
            sessions.cut(connection, row.account_no, session_id=replaced)
        token = sessions.start(connection, settings, row.account_no, asked.scope, asked.device_label)
        return keys.keys_of(connection, row.account_no, asked.scope), token


def check_proof(database: Database, account_no: int, proof: bytes) -> None:
    """Raise `CredentialsError` unless `proof` is that of the account's current passphrase."""
    with database.reading() as connection:
        kept = keys.stored(connection, account_no, PASSPHRASE_SLOT)["proof_hash"]
    if not credentials.holds(kept, proof):
        raise CredentialsError


def _slot_of(login: str, kind: int) -> Any:
    columns = (Account.account_no, KeySlot.kdf_id, KeySlot.salt, KeySlot.proof_hash)
    joined = select(*columns).join(KeySlot, KeySlot.account_no == Account.account_no)
    return joined.where(Account.login == login, KeySlot.kind == kind)
