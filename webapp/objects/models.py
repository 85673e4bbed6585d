"""Rows of objects: the versions that links name, the uploads that none names yet, the ids ended for good."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.accounts.models import Number
from webapp.db import Base


class Version(Base):
    """One version of an object, or of the index; `wrap` and `body` are null once erased. `end` is a day."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("chain_no", "object_id", "revision"),)

    version_no: Mapped[int] = mapped_column(Number, primary_key=True)
    chain_no: Mapped[int] = mapped_column(ForeignKey("chains.chain_no"))
    seq: Mapped[int] = mapped_column(Number)
    object_id: Mapped[bytes] = mapped_column(LargeBinary(16))
    revision: Mapped[int] = mapped_column(Number)
    epoch: Mapped[int] = mapped_column(Number)
    body_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    size: Mapped[int] = mapped_column(Number)
    end: Mapped[int | None] = mapped_column(Number)
    superseded: Mapped[bool]
    wrap: Mapped[bytes | None] = mapped_column(LargeBinary(104))
    body: Mapped[bytes | None]


Index("ix_versions_chain_no_seq", Version.chain_no, Version.seq)
Index("ix_versions_chain_no_body_hash", Version.chain_no, Version.body_hash)
Index("ix_versions_end", Version.end, sqlite_where=Version.end.is_not(None), postgresql_where=Version.end.is_not(None))


class Upload(Base):
    """A sealed body that came with a link which lost its race; it dies after a day unless a link names it."""

    __tablename__ = "uploads"

    chain_no: Mapped[int] = mapped_column(ForeignKey("chains.chain_no"), primary_key=True)
    body_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    object_id: Mapped[bytes] = mapped_column(LargeBinary(16))
    revision: Mapped[int] = mapped_column(Number)
    epoch: Mapped[int] = mapped_column(Number)
    stored: Mapped[int] = mapped_column(Number, index=True)
    wrap: Mapped[bytes] = mapped_column(LargeBinary(104))
    body: Mapped[bytes]


class TombstoneRow(Base):
    """The id of an object that was ended for good: no link may put it again."""

    __tablename__ = "tombstones"

    chain_no: Mapped[int] = mapped_column(ForeignKey("chains.chain_no"), primary_key=True)
    object_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
