"""`recul backup` and `recul restore`: one file with a consistent copy of the database and the server secret."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import delete, func, insert, make_url, select

from webapp import clock
from webapp.accounts.models import Account, SessionRow
from webapp.config import SettingError, Settings
from webapp.db import connect_once
from webapp.operations import migrate
from webapp.pages.models import RESTORED_AT, Fact
from webapp.secret import SECRET_BYTES

SQLITE_MEMBER: Final = "recul.sqlite"
POSTGRESQL_MEMBER: Final = "recul.dump"
SECRET_MEMBER: Final = "server-secret"  # noqa: S105 - the name of a file


class BackupError(Exception):
    """A backup that cannot be made, read or put back."""


def backup(settings: Settings, file: Path) -> None:
    """Write a new file, readable by its owner only, while the server runs; raises `BackupError` if it exists."""
    with _work_folder() as folder:
        copy = folder / _member(settings)
        if settings.database.startswith("sqlite"):
            with closing(sqlite3.connect(_sqlite_path(settings))) as source, closing(sqlite3.connect(copy)) as target:
                source.backup(target)
        else:
            _run(settings, "pg_dump", "--format=custom", "--no-owner", f"--file={copy}")
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise BackupError(f"{file} exists already") from error
        with os.fdopen(handle, "wb") as output, tarfile.open(fileobj=output, mode="w") as archive:
            archive.add(copy, copy.name)
            archive.add(settings.secret_file, SECRET_MEMBER)


def restore(settings: Settings, file: Path, *, replace: bool) -> int:
    """Put a backup back while no server runs; returns the number of accounts.

    Every session is cut, and the time is written where clients ask for it (`restored_at`). Raises `BackupError` when
    the file is not a backup of this kind of database, or when accounts are there already and `replace` is false.
    """
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not replace and _has_accounts(settings):
        raise BackupError("accounts are there already: --replace erases them")
    with _work_folder(settings.data_dir) as folder:
        copy, secret = _unpack(settings, file, folder)
        if settings.database.startswith("sqlite"):
            _put_sqlite(settings, copy)
        else:
            _run(settings, "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(copy))
        os.chmod(secret, 0o600)
        shutil.move(secret, settings.secret_file)
    return _announce(settings)


def _announce(settings: Settings) -> int:
    database = connect_once(settings)
    migrate.upgrade(database)
    with database.writing() as connection:
        connection.execute(delete(SessionRow))
        connection.execute(delete(Fact).where(Fact.name == RESTORED_AT))
        connection.execute(insert(Fact).values(name=RESTORED_AT, value=clock.now()))
        return int(connection.execute(select(func.count()).select_from(Account)).scalar_one())


def _has_accounts(settings: Settings) -> bool:
    database = connect_once(settings)
    with database.reading() as connection:
        if migrate.current(connection) is None:
            return False
        return connection.execute(select(Account.account_no).limit(1)).first() is not None


def _unpack(settings: Settings, file: Path, folder: Path) -> tuple[Path, Path]:
    try:
        with tarfile.open(file) as archive:
            for name in (_member(settings), SECRET_MEMBER):
                member = archive.extractfile(name)
                if member is None:
                    raise KeyError(name)
                with member, (folder / name).open("wb") as output:
                    shutil.copyfileobj(member, output)
    except (tarfile.TarError, KeyError, OSError) as error:
        raise BackupError(f"{file} is not a backup of this kind of database") from error
    secret = folder / SECRET_MEMBER
    if secret.stat().st_size != SECRET_BYTES:
        raise BackupError(f"{file} is damaged")
    return folder / _member(settings), secret


def _put_sqlite(settings: Settings, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupError("the database in the backup is damaged")
    path = _sqlite_path(settings)
    for rest in ("-wal", "-shm"):
        Path(f"{path}{rest}").unlink(missing_ok=True)
    shutil.move(copy, path)


def _member(settings: Settings) -> str:
    return SQLITE_MEMBER if settings.database.startswith("sqlite") else POSTGRESQL_MEMBER


def _sqlite_path(settings: Settings) -> Path:
    path = make_url(settings.database).database
    if not path:
        raise SettingError("a database in memory has no backup")
    return Path(path)


def _run(settings: Settings, program: str, *arguments: str) -> None:
    url = make_url(settings.database).set(drivername="postgresql")
    environment = os.environ | ({"PGPASSWORD": url.password} if isinstance(url.password, str) else {})
    address = url.set(password=None).render_as_string()
    try:
        subprocess.run([program, f"--dbname={address}", *arguments], env=environment, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        raise BackupError(f"{program} failed") from error


@contextmanager
def _work_folder(parent: Path | None = None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="recul-", dir=parent) as folder:
        yield Path(folder)
