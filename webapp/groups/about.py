"""What the server knows of a group in clear: its public page, and the days of its séances."""

from __future__ import annotations

import os
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from webapp import sanitize
from webapp.errors import MalformedError, NotFoundError
from webapp.groups.models import Presentation, Seance
from webapp.groups.wire import PresentationIn, PresentationOut, SeanceDay

MAX_SEANCES: Final = 200
ADDRESS_BYTES: Final = 16


def presentation(connection: Connection, group_no: int) -> PresentationOut:
    """Return the public page of a group."""
    wanted = select(Presentation.__table__).where(Presentation.group_no == group_no)
    row = connection.execute(wanted).one_or_none()
    if row is None:
        return PresentationOut(html="", open=False, address=None)
    return PresentationOut(html=row.html, open=row.open, address=row.address)


def present(connection: Connection, group_no: int, asked: PresentationIn, html: str) -> PresentationOut:
    """Keep a page that was cleaned; its address is drawn once."""
    values = {"html": html, "open": asked.open}
    theirs = update(Presentation).where(Presentation.group_no == group_no)
    if connection.execute(theirs.values(**values)).rowcount == 0:
        row = {"group_no": group_no, "address": os.urandom(ADDRESS_BYTES)}
        connection.execute(insert(Presentation), row | values)
    return presentation(connection, group_no)


def cleaned(asked: PresentationIn) -> str:
    """Return the text of a page without anything that could act; outside any transaction, since it takes time."""
    return sanitize.clean(asked.html)


def public_page(connection: Connection, address: bytes) -> str:
    """Return the text of an open page; raises `NotFoundError` for one that is closed, as for none."""
    wanted = select(Presentation.html).where(Presentation.address == address, Presentation.open.is_(True))
    html = connection.execute(wanted).scalar_one_or_none()
    if html is None:
        raise NotFoundError
    return html


def seances(connection: Connection, group_no: int) -> list[SeanceDay]:
    """Return the days of a group, ascending."""
    wanted = select(Seance.seance_id, Seance.day).where(Seance.group_no == group_no)
    rows = connection.execute(wanted.order_by(Seance.day, Seance.seance_id))
    return [SeanceDay(seance_id=seance_id, day=day) for seance_id, day in rows]


def plan(connection: Connection, group_no: int, days: list[SeanceDay]) -> list[SeanceDay]:
    """Put days in the place of those before; raises `MalformedError` for too many, or the same séance twice."""
    if len(days) > MAX_SEANCES or len({each.seance_id for each in days}) != len(days):
        raise MalformedError
    connection.execute(delete(Seance).where(Seance.group_no == group_no))
    if days:
        rows = [{"group_no": group_no, "seance_id": each.seance_id, "day": each.day} for each in days]
        connection.execute(insert(Seance), rows)
    return seances(connection, group_no)
