"""What ends by itself: texts, shares and groups past their end, invitations, unnamed uploads, sessions, counters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, or_, select, text, update

from webapp import clock
from webapp.accounts.models import SessionRow
from webapp.chains.models import Chain
from webapp.config import Settings
from webapp.db import Database
from webapp.groups import endings
from webapp.invitations import endings as invitation_endings
from webapp.limits import Counter
from webapp.objects.models import Upload, Version
from webapp.objects.storage import ERASED_AFTER_DAYS, UPLOAD_SECONDS

OBJECTS_AT_A_TIME: Final = 200
EVERY_SECONDS: Final = 3_600

_claim = text(
    "INSERT INTO facts (name, value) VALUES ('swept_at', :now) ON CONFLICT (name) DO UPDATE SET value = excluded.value "
    "WHERE facts.value <= :due RETURNING value"
)


@dataclass(frozen=True)
class Swept:
    """How many rows a sweep erased, by kind; `texts` and `shares` count objects whose ciphertext went."""

    texts: int
    uploads: int
    sessions: int
    counters: int
    shares: int
    groups: int
    invitations: int


def sweep(database: Database, settings: Settings) -> Swept:
    """Erase everything that has ended by now."""
    texts = _erase_all(database, _erase_ended)
    shares = _erase_all(database, endings.erase_shares)
    groups = _erase_all(database, endings.erase_groups)
    now, oldest_day = clock.now(), clock.today() - settings.session_idle // clock.DAY_SECONDS
    with database.writing() as connection:
        uploads = connection.execute(delete(Upload).where(Upload.stored <= now - UPLOAD_SECONDS)).rowcount
        over = or_(SessionRow.expires <= now, SessionRow.last_seen_day < oldest_day)
        sessions = connection.execute(delete(SessionRow).where(over)).rowcount
        counters = connection.execute(delete(Counter).where(Counter.expires <= now)).rowcount
        invitations = invitation_endings.sweep(connection)
    return Swept(texts, uploads, sessions, counters, shares, groups, invitations)


def sweep_if_due(database: Database, settings: Settings) -> Swept | None:
    """Sweep when nobody has for an hour; only one of the processes that ask at the same time does it."""
    now = clock.now()
    with database.writing() as connection:
        claimed = connection.execute(_claim, {"now": now, "due": now - EVERY_SECONDS}).one_or_none()
    return sweep(database, settings) if claimed is not None else None


def _erase_all(database: Database, erase: Callable[[Connection], int]) -> int:
    """Erase some at a time until none is left, so that no writer waits for long; returns how many there were."""
    gone = 0
    while True:
        with database.writing() as connection:
            erased = erase(connection)
        if not erased:
            return gone
        gone += erased


def _erase_ended(connection: Connection) -> int:
    """Erase every version of some objects whose current version ended two days ago; returns how many objects."""
    ended = connection.execute(
        select(Version.chain_no, Version.object_id)
        .where(
            Version.end.is_not(None),
            Version.end <= clock.today() - ERASED_AFTER_DAYS,
            Version.superseded.is_(False),
            Version.body.is_not(None),
        )
        .limit(OBJECTS_AT_A_TIME)
    ).all()
    freed: dict[int, int] = defaultdict(int)
    for chain_no, object_id in ended:
        its_versions = (Version.chain_no == chain_no, Version.object_id == object_id, Version.body.is_not(None))
        freed[chain_no] += sum(connection.execute(select(Version.size).where(*its_versions)).scalars())
        connection.execute(update(Version).where(*its_versions).values(wrap=None, body=None))
    for chain_no, size in freed.items():
        chain = update(Chain).where(Chain.chain_no == chain_no)
        connection.execute(chain.values(stored_bytes=Chain.stored_bytes - size))
    return len(ended)
