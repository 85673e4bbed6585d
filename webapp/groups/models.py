"""Rows of groups: the place and public state of a chain, its links, members, objects, boxes, and its public sides."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.accounts.models import Number
from webapp.db import Base

AFTER_STANDING: Final = b"\x01"  # ids that sort before this byte begin with zero: those of standing objects


class Group(Base):
    """The place after the last link, and the roster there as encoded bytes; `end` is a day.

    The roster holds what the chain says of members and proposals (`docs/spec/group.md` §2); objects have own rows.
    """

    __tablename__ = "groups"

    group_no: Mapped[int] = mapped_column(Number, primary_key=True)
    chain_id: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    seq: Mapped[int] = mapped_column(Number)
    head: Mapped[bytes] = mapped_column(LargeBinary(32))
    epoch: Mapped[int] = mapped_column(Number)
    end: Mapped[int] = mapped_column(Number, index=True)
    checkpoint_seq: Mapped[int | None] = mapped_column(Number)
    objects: Mapped[int] = mapped_column(Number)
    stored_bytes: Mapped[int] = mapped_column(Number)
    roster: Mapped[bytes]


class GroupLink(Base):
    """One signed link, as it came."""

    __tablename__ = "group_links"

    group_no: Mapped[int] = mapped_column(ForeignKey("groups.group_no"), primary_key=True)
    seq: Mapped[int] = mapped_column(Number, primary_key=True)
    signed: Mapped[bytes]


class Membership(Base):
    """An identity of a group and the account it is of; `left_day` is null for a member.

    `account_no` is null once the account was erased.
    """

    __tablename__ = "memberships"

    group_no: Mapped[int] = mapped_column(ForeignKey("groups.group_no"), primary_key=True)
    identity: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_no: Mapped[int | None] = mapped_column(ForeignKey("accounts.account_no"), index=True)
    role: Mapped[int]
    left_day: Mapped[int | None]


class GroupObject(Base):
    """The current version of an object: what the chain says of it, and its ciphertext, null once erased.

    `boxes` is the wrap and the seats that came with it; `rewrap` the wrap under the last epoch of a standing object.
    """

    __tablename__ = "group_objects"

    group_no: Mapped[int] = mapped_column(ForeignKey("groups.group_no"), primary_key=True)
    object_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    owner: Mapped[bytes] = mapped_column(LargeBinary(32))
    author: Mapped[bytes] = mapped_column(LargeBinary(32))
    revision: Mapped[int] = mapped_column(Number)
    body_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    size: Mapped[int] = mapped_column(Number)
    boxes_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    parent: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    end: Mapped[int | None] = mapped_column(Number)
    seq: Mapped[int] = mapped_column(Number)
    epoch: Mapped[int] = mapped_column(Number)
    rewrap: Mapped[bytes | None] = mapped_column(LargeBinary(104))
    boxes: Mapped[bytes | None] = mapped_column(LargeBinary(2144))
    body: Mapped[bytes | None]


_answers = GroupObject.parent.is_not(None)
_lapsing = GroupObject.end.is_not(None)
Index("ix_group_objects_group_no_seq", GroupObject.group_no, GroupObject.seq)
Index("ix_group_objects_group_no_body_hash", GroupObject.group_no, GroupObject.body_hash)
Index(
    "ix_group_objects_group_no_parent",
    GroupObject.group_no,
    GroupObject.parent,
    sqlite_where=_answers,
    postgresql_where=_answers,
)
Index("ix_group_objects_end", GroupObject.end, sqlite_where=_lapsing, postgresql_where=_lapsing)


class GroupTombstone(Base):
    """The id of a share or answer that was ended for good."""

    __tablename__ = "group_tombstones"

    group_no: Mapped[int] = mapped_column(ForeignKey("groups.group_no"), primary_key=True)
    object_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)


class EpochBox(Base):
    """The key of an epoch sealed for one member, by the link that made the epoch."""

    __tablename__ = "epoch_boxes"

    group_no: Mapped[int] = mapped_column(ForeignKey("groups.group_no"), primary_key=True)
    identity: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    epoch: Mapped[int] = mapped_column(Number, primary_key=True)
    seq: Mapped[int] = mapped_column(Number)
    box: Mapped[bytes] = mapped_column(LargeBinary(136))


class Presentation(Base):
    """The public page of a group, as cleaned; readable at its address when it is open."""

    __tablename__ = "presentations"
    __table_args__ = (UniqueConstraint("address"),)

    group_no: Mapped[int] = mapped_column(ForeignKey("groups.group_no"), primary_key=True)
    address: Mapped[bytes] = mapped_column(LargeBinary(16))
    open: Mapped[bool]
    html: Mapped[str]


class Seance(Base):
    """The day of a séance."""

    __tablename__ = "seances"

    group_no: Mapped[int] = mapped_column(ForeignKey("groups.group_no"), primary_key=True)
    seance_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    day: Mapped[int]
