"""Statements of the hot path: written with Core, compiled once, then given straight to the driver.

Core's own execution costs several times what the statement does. Only for columns whose values the drivers of both
databases take and give as they are: bytes, numbers, text, booleans that are written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql import ClauseElement

Values = Mapping[str, Any]


class Statement:
    """One statement; every value that it binds is named and given at each run."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._compiled: dict[str, str] = {}

    def text(self, dialect: Dialect) -> str:
        """Return the SQL for a database, its parameters in the style of its driver."""
        found = self._compiled.get(dialect.name)
        if found is None:
            compiled = self._statement.compile(dialect=dialect)
            assert not any(value is not None for value in compiled.params.values()), "every value is given at each run"
            found = self._compiled[dialect.name] = str(compiled)
        return found

    def first(self, connection: Connection, values: Values) -> tuple[Any, ...] | None:
        """Return the first row, None when there is none."""
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self.text(connection.dialect), values)
            row: tuple[Any, ...] | None = cursor.fetchone()
            return row
        finally:
            cursor.close()

    def every(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Return all the rows."""
        cursor = connection.connection.cursor()
        cursor.execute(self.text(connection.dialect), values)
        return list(cursor.fetchall())

    def run(self, connection: Connection, values: Values) -> int:
        """Run a statement that changes rows; returns how many."""
        cursor = connection.connection.cursor()
        cursor.execute(self.text(connection.dialect), values)
        return int(cursor.rowcount)

    def run_all(self, connection: Connection, values: Sequence[Values]) -> None:
        """Run a statement for each of several sets of values."""
        connection.connection.cursor().executemany(self.text(connection.dialect), values)
