"""Rows of invitations and of the ceremony that follows one."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.accounts.models import Number
from webapp.db import Base


class Invitation(Base):
    """A place offered in a group by `account_no`, taken by `taker_no` once; `last_day` is a day.

    `state` is `open`, `taken`, `joined` or `revoked`; the letter is emptied when nobody may read it any more. `attempt`
    counts the ceremonies, `turn` every change of one, and `failed_at` is the time at which the last attempt failed.
    """

    __tablename__ = "invitations"

    invitation_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    group_no: Mapped[int] = mapped_column(ForeignKey("groups.group_no"), index=True)
    account_no: Mapped[int] = mapped_column(ForeignKey("accounts.account_no"), index=True)
    taker_no: Mapped[int | None] = mapped_column(ForeignKey("accounts.account_no"), index=True)
    state: Mapped[str] = mapped_column(String(8))
    role: Mapped[int]
    last_day: Mapped[int] = mapped_column(index=True)
    letter: Mapped[bytes]
    attempt: Mapped[int]
    turn: Mapped[int]
    failed_at: Mapped[int | None] = mapped_column(Number)


class CeremonyMessage(Base):
    """A message of the current attempt, kept for a day at most; `sent` is a time."""

    __tablename__ = "ceremony_messages"

    invitation_id: Mapped[bytes] = mapped_column(ForeignKey("invitations.invitation_id"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)
    sent: Mapped[int] = mapped_column(Number, index=True)
    message: Mapped[bytes]
