"""Rows about a person: the account, its two key slots, its sessions."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base

Number = BigInteger().with_variant(Integer(), "sqlite")


class Account(Base):
    """A login, a vault, and the sealed keyring of the current epoch; public keys are in the vault's chain."""

    __tablename__ = "accounts"

    account_no: Mapped[int] = mapped_column(Number, primary_key=True)
    login: Mapped[str] = mapped_column(String(32), unique=True)
    vault_id: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    keyring: Mapped[bytes]
    created_day: Mapped[int]


class KeySlot(Base):
    """A sealed account key (`docs/spec/keys.md` §2) and the Argon2 hash of the proof that gives it out."""

    __tablename__ = "key_slots"

    account_no: Mapped[int] = mapped_column(ForeignKey("accounts.account_no"), primary_key=True)
    kind: Mapped[int] = mapped_column(primary_key=True)
    kdf_id: Mapped[int]
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    slot: Mapped[bytes] = mapped_column(LargeBinary(104))
    proof_hash: Mapped[str] = mapped_column(String(128))


class SessionRow(Base):
    """A signed-in browser: the hash of its token, what it may do, and until when."""

    __tablename__ = "sessions"

    session_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    account_no: Mapped[int] = mapped_column(ForeignKey("accounts.account_no"), index=True)
    scope: Mapped[str] = mapped_column(String(8))
    device_label: Mapped[str] = mapped_column(String(40))
    created: Mapped[int] = mapped_column(Number)
    last_seen_day: Mapped[int]
    expires: Mapped[int] = mapped_column(Number)
