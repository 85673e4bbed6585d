"""`recul doctor`: what an installation needs, looked at one by one."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from webapp import clock
from webapp.accounts.models import SessionRow
from webapp.config import Settings
from webapp.db import PAGE_SIZE, connect_once
from webapp.operations import migrate, soundness
from webapp.secret import SECRET_BYTES

FREE_BYTES: Final = 1024**3
SYNCHRONOUS_FULL: Final = 2
CLOCK_SLACK: Final = 300
PRIVATE: Final = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `advice` says what to do when it is not well."""

    what: str
    well: bool
    advice: str


def examine(settings: Settings) -> list[Finding]:
    """Look at files, database, migrations, clock and disk."""
    return [*_files(settings), *_database(settings)]


def _files(settings: Settings) -> Iterator[Finding]:
    yield Finding("data folder is private", _is_private(settings.data_dir), f"chmod 700 {settings.data_dir}")
    secret = settings.secret_file
    whole = secret.is_file() and secret.stat().st_size == SECRET_BYTES
    yield Finding("server secret is whole", whole, "start the server once, or restore a backup")
    yield Finding("server secret is private", _is_private(secret), f"chmod 600 {secret}")
    free = settings.data_dir.is_dir() and shutil.disk_usage(settings.data_dir).free >= FREE_BYTES
    yield Finding("disk has one gibibyte free", free, "make room: a full disk refuses every text")
    yield Finding("public address is https", settings.secure, "set RECUL_PUBLIC_URL to the https address people use")


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        with connect_once(settings).reading() as connection:
            yield Finding("database answers", True, "")
            at_head = migrate.current(connection) == migrate.newest()
            yield Finding("migrations are applied", at_head, "recul migrate")
            if connection.dialect.name == "sqlite":
                yield from _sqlite(connection)
            if at_head:
                yield Finding("tables are those of this release", not migrate.differences(connection), "recul migrate")
                newest = connection.execute(select(func.max(SessionRow.created))).scalar_one() or 0
                yield Finding("clock has not gone back", newest <= clock.now() + CLOCK_SLACK, "set the clock")
                yield Finding("groups are whole", soundness.groups_are_whole(connection), "restore the last backup")
                swept = soundness.nothing_is_overdue(connection)
                yield Finding("what ended is erased", swept, "recul sweep, then a timer that does it daily")
    except SQLAlchemyError:
        yield Finding("database answers", False, "check RECUL_DATABASE_URL and RECUL_DATA_DIR")


def _sqlite(connection: Connection) -> Iterator[Finding]:
    def pragma(name: str) -> object:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

    yield Finding("database is in WAL mode", pragma("journal_mode") == "wal", "restart the server")
    yield Finding("every commit reaches the disk", pragma("synchronous") == SYNCHRONOUS_FULL, "restart the server")
    yield Finding("pages have 8 KiB", pragma("page_size") == PAGE_SIZE, "back up and restore into a new file")
    yield Finding("database is sound", pragma("quick_check") == "ok", "restore the last backup")
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    yield Finding("every row belongs to another that is there", orphans is None, "restore the last backup")


def _is_private(path: Path) -> bool:
    return path.exists() and not path.stat().st_mode & PRIVATE
