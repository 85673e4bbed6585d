"""The database: one engine, a transaction that reads, a transaction that writes (`docs/operations.md`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, LargeBinary, MetaData, create_engine, event, exc
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import NullPool

from webapp.config import Settings
from webapp.errors import RefusalError, ServerError, SlowDownError, StorageFullError
from webapp.lookups import Lookups
from webapp.statements import Statement

PAGE_SIZE = 8_192  # two kibibytes of ciphertext and what goes with them fit three to a page
CACHE_KIB = 512  # for each of many connections; the system keeps what they share
BUSY_TIMEOUT_MS = 10_000
DISK_FULL = "53100"
TRY_AGAIN = frozenset({"40001", "40P01", "55P03", "57014", "53300"})


class Base(DeclarativeBase):
    """The mother of every model; names of constraints are stable so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[type, Any]] = {bytes: LargeBinary()}


class Database:
    """One engine and its two kinds of transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(recul_writes=True)
        # there, a transaction sees one state only if it asks for it; on SQLite each does
        asked = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
        self._reader = engine.execution_options(**asked)
        self._lookups = Lookups(engine)
        assert engine.dialect.loaded_dbapi is not None, "an engine has a driver"
        self._errors = (exc.DBAPIError, engine.dialect.loaded_dbapi.Error)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection whose statements see one state of the database."""
        with self._reader.connect() as connection:
            try:
                connection.begin()  # a `Statement` goes past what would begin it
                yield connection
            except self._errors as error:
                raise refusal_for(error) from error

    def first(self, statement: Statement, **values: Any) -> tuple[Any, ...] | None:
        """Return the first row of one statement alone, which needs no transaction to see one state."""
        try:
            return self._lookups.first(statement, values)
        except self._errors as error:
            raise refusal_for(error) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose statements are kept together or not at all.

        On SQLite the lock is taken at once (`BEGIN IMMEDIATE`), so that two writers wait instead of failing.
        """
        try:
            with self._writer.begin() as connection:
                yield connection
        except self._errors as error:
            raise refusal_for(error) from error


def refusal_for(error: Exception) -> RefusalError:
    """Choose the refusal for an error of the driver, as it is or as Core wraps it: full, busy, or a mistake of ours."""
    original = error.orig if isinstance(error, exc.DBAPIError) else error
    state = getattr(original, "sqlstate", None)
    text = str(original)
    if state == DISK_FULL or "disk is full" in text or "disk I/O" in text:
        return StorageFullError()
    if state in TRY_AGAIN or "database is locked" in text:
        return SlowDownError(retry_after=1)
    return ServerError()


def connect(settings: Settings) -> Database:
    """Open the database that the settings name."""
    url = settings.database
    if url.startswith("sqlite"):
        return Database(_engine(url, pool_size=32, max_overflow=32, pool_use_lifo=True))
    return Database(_engine(url, pool_size=16, max_overflow=16, pool_pre_ping=True))


def connect_once(settings: Settings) -> Database:
    """Open the database for a command: nothing stays connected between two transactions."""
    return Database(_engine(settings.database, poolclass=NullPool))


def _engine(url: str, **pool: Any) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, hide_parameters=True, **pool)
    engine = create_engine(url, paramstyle="named", hide_parameters=True, **pool)  # a `Statement` binds by name
    _prepare_sqlite(engine)
    return engine


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute(f"PRAGMA page_size = {PAGE_SIZE}")  # only a file without tables listens
        cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.execute("BEGIN IMMEDIATE" if connection.get_execution_options().get("recul_writes", False) else "BEGIN")
