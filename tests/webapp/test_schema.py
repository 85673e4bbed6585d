"""What the server stores: a reviewed list (J07), the same in the models, the migrations and both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect

from webapp.config import Settings
from webapp.db import Base, Database, connect_once
from webapp.operations import migrate

# Before a column joins this list, someone asks: may the server know this? Identifiers, public keys, sizes, days: yes.
REVIEWED = {
    "accounts": "account_no login vault_id keyring created_day",
    "key_slots": "account_no kind kdf_id salt slot proof_hash",
    "sessions": "session_id token_hash account_no scope device_label created last_seen_day expires",
    "chains": (
        "chain_no chain_id account_no seq head identity box_key epoch keyring_hash slots checkpoint checkpoint_seq "
        "objects stored_bytes"
    ),
    "links": "chain_no seq signed",
    "versions": "version_no chain_no seq object_id revision epoch body_hash size end superseded wrap body",
    "uploads": "chain_no body_hash object_id revision epoch stored wrap body",
    "tombstones": "chain_no object_id",
    "groups": "group_no chain_id seq head epoch end checkpoint_seq objects stored_bytes roster",
    "group_links": "group_no seq signed",
    "memberships": "group_no identity account_no role left_day",
    "group_objects": (
        "group_no object_id owner author revision body_hash size boxes_hash parent end seq epoch rewrap boxes body"
    ),
    "group_tombstones": "group_no object_id",
    "epoch_boxes": "group_no identity epoch seq box",
    "presentations": "group_no address open html",
    "seances": "group_no seance_id day",
    "invitations": ("invitation_id group_no account_no taker_no state role last_day letter attempt turn failed_at"),
    "ceremony_messages": "invitation_id step sent message",
    "counters": "key count expires",
    "facts": "name value",
}


def test_every_column_was_reviewed(database: Database) -> None:
    """The database holds these columns and no other."""
    inspector = inspect(database.engine)
    found = {name: {column["name"] for column in inspector.get_columns(name)} for name in inspector.get_table_names()}
    found.pop("alembic_version")
    reviewed = {name: set(columns.split()) for name, columns in REVIEWED.items()}
    assert found == reviewed
    assert {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items()} == reviewed


def test_migrations_make_the_models(database: Database) -> None:
    """A database that went through the migrations differs from the models in nothing, indexes and types included."""
    with database.reading() as connection:
        assert migrate.current(connection) == migrate.newest()
        assert migrate.differences(connection) == []


def test_migrations_go_back_and_forth(settings: Settings) -> None:
    """The first revision can be taken back to nothing and applied again, and applying twice changes nothing."""
    once = connect_once(settings)
    migrate.downgrade(once, "base")
    assert set(inspect(once.engine).get_table_names()) == {"alembic_version"}
    migrate.upgrade(once)
    migrate.upgrade(once)
    with once.reading() as connection:
        assert migrate.differences(connection) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_keeps_every_commit(database: Database) -> None:
    """SQLite runs in WAL mode with full synchronisation, 8 KiB pages, foreign keys, and erases what it deletes."""
    expected = {"journal_mode": "wal", "synchronous": 2, "page_size": 8192, "foreign_keys": 1, "secure_delete": 1}
    with database.reading() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in expected}
    assert found == expected
