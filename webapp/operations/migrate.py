"""Migrations: the only importer of Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from webapp.accounts import models as _accounts
from webapp.chains import models as _chains
from webapp.db import Base, Database
from webapp.groups import models as _groups
from webapp.invitations import models as _invitations
from webapp.limits import Counter
from webapp.objects import models as _objects
from webapp.pages import models as _pages

CONNECTION: Final = "connection"
ALL_MODELS: Final = Base.metadata
TABLES: Final = (
    _accounts.Account,
    _chains.Chain,
    _objects.Version,
    _groups.Group,
    _invitations.Invitation,
    _pages.Fact,
    Counter,
)
FOLDER: Final = Path(__file__).resolve().parent.parent / "migrations"


def upgrade(database: Database) -> None:
    """Bring the database to the newest revision; nothing happens when it is there."""
    with database.writing() as connection:
        command.upgrade(_config(connection), "head")


def downgrade(database: Database, revision: str) -> None:
    """Take the database back to a revision."""
    with database.writing() as connection:
        command.downgrade(_config(connection), revision)


def revise(database: Database, message: str) -> None:
    """Write the revision that brings the database to the models, for its author to read."""
    with database.writing() as connection:
        command.revision(_config(connection), message, autogenerate=True)


def current(connection: Connection) -> str | None:
    """Return the revision the database is at."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """Return the newest revision there is."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def differences(connection: Connection) -> list[object]:
    """Return what the models have that the database has not, and the reverse."""
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), ALL_MODELS))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes[CONNECTION] = connection
    return config
