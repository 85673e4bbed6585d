"""Readings: of one row, on connections that are kept for them; of several, in one state of the database."""

from sqlalchemy import text

from webapp.config import Settings
from webapp.db import connect
from webapp.statements import Statement

COUNTED = Statement(text("SELECT count(*) FROM facts"))
OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
STATES = text(f"SELECT state {OTHERS}")
END_OTHERS = text(f"SELECT pg_terminate_backend(pid) {OTHERS}")


def test_a_kept_connection_sees_what_was_written_since(settings: Settings) -> None:
    """No transaction stays open between two readings: no old state, and no lock in the way of a migration."""
    database = connect(settings)
    assert database.first(COUNTED) == (0,)
    with database.writing() as connection:
        connection.execute(text("INSERT INTO facts (name, value) VALUES ('a', 1)"))
        if settings.database.startswith("postgresql"):
            assert set(connection.execute(STATES).scalars()) == {"idle"}
    assert database.first(COUNTED) == (1,)
    database.engine.dispose()


def test_a_reading_survives_the_restart_of_the_database(settings: Settings) -> None:
    """A kept connection that died costs nobody an error."""
    database = connect(settings)
    database.first(COUNTED)
    if settings.database.startswith("postgresql"):
        with database.writing() as connection:
            assert all(connection.execute(END_OTHERS).scalars())
    assert database.first(COUNTED) == (0,)
    database.engine.dispose()


def test_a_reading_sees_one_state(settings: Settings) -> None:
    """What is written between two statements of a reading shows in neither, whichever way they are run."""
    database = connect(settings)
    with database.reading() as connection:
        before = COUNTED.first(connection, {})
        with database.writing() as other:
            other.execute(text("INSERT INTO facts (name, value) VALUES ('a', 1)"))
        assert connection.execute(text("SELECT count(*) FROM facts")).one() == before == (0,)
    assert database.first(COUNTED) == (1,)
    database.engine.dispose()
