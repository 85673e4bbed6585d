"""Readings of one row, outside any transaction: who is calling, where a chain stands.

A poll is two of them. They have connections of their own, because what the engine's pool does around a statement costs
more than the statement: on SQLite twice its time, on PostgreSQL three more messages.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from sqlalchemy import Engine, event

from webapp.statements import Statement, Values

KEPT: Final = 8  # as many as `recul serve` answers at a time; a crowd beyond that opens and closes


class Lookups:
    """Connections on which each statement is a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        assert engine.dialect.loaded_dbapi is not None, "an engine has a driver"
        self._dialect = engine.dialect
        self._gone = engine.dialect.loaded_dbapi.OperationalError
        self._new = engine.pool.recreate()  # the same connections, of which none is taken from writers
        self._kept: list[Any] = []  # taken and given back by one call each, which threads cannot share
        event.listen(engine, "engine_disposed", self._close)

    def first(self, statement: Statement, values: Values) -> tuple[Any, ...] | None:
        """Return the first row, None when there is none; raises the errors of the driver."""
        text = statement.text(self._dialect)
        with suppress(IndexError, self._gone):  # none is kept, or its database was restarted: a new one will know
            return self._ask(self._kept.pop(), text, values)
        return self._ask(self._connect(), text, values)

    def _ask(self, connection: Any, text: str, values: Values) -> tuple[Any, ...] | None:
        try:
            row: tuple[Any, ...] | None = connection.execute(text, values).fetchone()
        except BaseException:
            connection.close()
            raise
        if len(self._kept) < KEPT:
            self._kept.append(connection)
        else:
            connection.close()
        return row

    def _connect(self) -> Any:
        pooled = self._new.connect()
        connection: Any = pooled.driver_connection
        pooled.detach()
        self._dialect.set_isolation_level(connection, "AUTOCOMMIT")
        return connection

    def _close(self, _engine: Engine) -> None:
        while self._kept:
            self._kept.pop().close()
