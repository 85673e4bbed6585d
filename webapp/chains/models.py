"""Rows of a chain: where it stands, and its signed links."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from webapp.accounts.models import Number
from webapp.db import Base


class Chain(Base):
    """The place and the standing after the last link, and what its objects weigh.

    `stored_bytes` counts the ciphertext kept. `slots` holds the encoded records that the chain lists
    (`docs/spec/keys.md` §2).
    """

    __tablename__ = "chains"

    chain_no: Mapped[int] = mapped_column(Number, primary_key=True)
    chain_id: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    account_no: Mapped[int] = mapped_column(ForeignKey("accounts.account_no"), unique=True)
    seq: Mapped[int] = mapped_column(Number)
    head: Mapped[bytes] = mapped_column(LargeBinary(32))
    identity: Mapped[bytes] = mapped_column(LargeBinary(32))
    box_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    epoch: Mapped[int] = mapped_column(Number)
    keyring_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    slots: Mapped[bytes]
    checkpoint: Mapped[int] = mapped_column(Number)
    checkpoint_seq: Mapped[int | None] = mapped_column(Number)
    objects: Mapped[int] = mapped_column(Number)
    stored_bytes: Mapped[int] = mapped_column(Number)


Index("ix_chains_identity", Chain.identity)  # groups ask whose vault has a newcomer's keys


class Link(Base):
    """One signed link, as it came."""

    __tablename__ = "links"

    chain_no: Mapped[int] = mapped_column(ForeignKey("chains.chain_no"), primary_key=True)
    seq: Mapped[int] = mapped_column(Number, primary_key=True)
    signed: Mapped[bytes]
