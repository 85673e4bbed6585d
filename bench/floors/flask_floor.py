"""The Flask floors: bare Flask under the server and settings of `recul serve`, with Core statements or mapped objects.

`python -m bench.floors.flask_floor core|plain|orm FOLDER PORT`
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, jsonify, request
from sqlalchemy import Connection, Engine, Index, bindparam, create_engine, event, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from bench.floors import notes
from webapp.operations.serve import run


class Base(DeclarativeBase):
    """The mother of the one model."""


class Note(Base):
    """One note."""

    __tablename__ = "notes"

    note_no: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int]
    seq: Mapped[int]
    object_id: Mapped[bytes]
    body: Mapped[bytes]


Index("ix_notes", Note.account, Note.seq)

# Built once: the floor pays for running a statement, not for building it again. The plain floor builds it each time.
_BETWEEN = (Note.account == bindparam("account"), Note.seq > bindparam("after"), Note.seq <= bindparam("until"))
_LAST = select(func.coalesce(func.max(Note.seq), 0)).where(Note.account == bindparam("account"))
_ADD = insert(Note.__table__)  # type: ignore[arg-type]
_ROWS = select(Note.object_id, Note.body).where(*_BETWEEN).order_by(Note.seq)
_MAPPED = select(Note).where(*_BETWEEN).order_by(Note.seq)


class CoreNotes:
    """The notes by Core statements."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)

    def last(self, account: int) -> int:
        """Return the last place of an account."""
        with self._engine.connect() as connection:
            return _last(connection, account)

    def add(self, account: int, written: list[tuple[bytes, bytes]]) -> int:
        """Add notes; returns the last place."""
        with self._writer.begin() as connection:
            seq = _last(connection, account)
            connection.execute(_ADD, _rows(account, seq, written))
        return seq + len(written)

    def between(self, account: int, after: int, until: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield the notes after a place, up to another."""
        place = {"account": account, "after": after, "until": until}
        with self._engine.connect() as connection:
            for row in connection.execute(_ROWS, place, execution_options={"yield_per": 64}):
                yield row.object_id, row.body


class PlainNotes(CoreNotes):
    """The notes by Core statements written where they are used, as most applications do."""

    def last(self, account: int) -> int:
        """Return the last place of an account."""
        with self._engine.connect() as connection:
            return _plain_last(connection, account)

    def add(self, account: int, written: list[tuple[bytes, bytes]]) -> int:
        """Add notes; returns the last place."""
        with self._writer.begin() as connection:
            seq = _plain_last(connection, account)
            connection.execute(insert(Note.__table__), _rows(account, seq, written))  # type: ignore[arg-type]
        return seq + len(written)

    def between(self, account: int, after: int, until: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield the notes after a place, up to another."""
        wanted = select(Note.object_id, Note.body).where(Note.account == account, Note.seq > after, Note.seq <= until)
        with self._engine.connect() as connection:
            for row in connection.execute(wanted.order_by(Note.seq), execution_options={"yield_per": 64}):
                yield row.object_id, row.body


class MappedNotes:
    """The notes by mapped objects."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)

    def last(self, account: int) -> int:
        """Return the last place of an account."""
        with Session(self._engine) as session:
            return _last(session, account)

    def add(self, account: int, written: list[tuple[bytes, bytes]]) -> int:
        """Add notes; returns the last place."""
        with Session(self._writer) as session, session.begin():
            seq = _last(session, account)
            session.add_all(Note(**row) for row in _rows(account, seq, written))
        return seq + len(written)

    def between(self, account: int, after: int, until: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield the notes after a place, up to another."""
        place = {"account": account, "after": after, "until": until}
        with Session(self._engine) as session:
            for note in session.scalars(_MAPPED, place, execution_options={"yield_per": 64}):
                yield note.object_id, note.body


NOTEBOOKS: Final[dict[str, type[CoreNotes] | type[MappedNotes]]] = {
    "core": CoreNotes,
    "plain": PlainNotes,
    "orm": MappedNotes,
}


def create_app(notebook: CoreNotes | MappedNotes) -> Flask:
    """Return the whole application."""
    app = Flask("floor", static_folder=None)

    @app.get("/status")
    def status() -> Response:
        return jsonify({})

    @app.get("/v/<int:account>/head")
    def head(account: int) -> Response:
        return jsonify(seq=notebook.last(account))

    @app.post("/v/<int:account>/notes")
    def add(account: int) -> tuple[Response, int]:
        return jsonify(seq=notebook.add(account, notes.decode(request.get_data(cache=False)))), 201

    @app.get("/v/<int:account>/notes")
    def between(account: int) -> Response:
        found = notebook.between(account, int(request.args["after"]), int(request.args["until"]))
        return Response(notes.pieces(notes.encode(found)), mimetype="application/octet-stream")

    return app


def _last(connection: Connection | Session, account: int) -> int:
    return int(connection.execute(_LAST, {"account": account}).scalar_one())


def _plain_last(connection: Connection, account: int) -> int:
    wanted = select(func.coalesce(func.max(Note.seq), 0)).where(Note.account == account)
    return int(connection.execute(wanted).scalar_one())


def _rows(account: int, seq: int, written: list[tuple[bytes, bytes]]) -> list[dict[str, Any]]:
    return [
        {"account": account, "seq": seq + place, "object_id": object_id, "body": body}
        for place, (object_id, body) in enumerate(written, 1)
    ]


def _connect(folder: Path) -> Engine:
    engine = create_engine(f"sqlite:///{folder / 'floor.sqlite'}", pool_size=32, max_overflow=32)

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in notes.PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def main(kind: str, folder: Path, port: int) -> None:
    """Make the table and serve one of the two floors."""
    engine = _connect(folder)
    Base.metadata.create_all(engine)
    engine.dispose()
    notebook = NOTEBOOKS[kind]
    run(lambda: create_app(notebook(_connect(folder))), "127.0.0.1", port, workers=1, threads=8)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
