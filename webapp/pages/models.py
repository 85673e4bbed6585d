"""Rows about the installation itself."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.accounts.models import Number
from webapp.db import Base

RESTORED_AT = "restored_at"


class Fact(Base):
    """A number that the server must remember about itself, such as the time of its last restore."""

    __tablename__ = "facts"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int] = mapped_column(Number)
