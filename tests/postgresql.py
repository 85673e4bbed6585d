"""A throw-away PostgreSQL cluster for the tests.

PostgreSQL refuses to run as root, so root starts it as the user `postgres`. It listens on a Unix socket only and
syncs nothing to disk.
"""

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


class Cluster:
    """A running cluster: makes and drops databases, and gives their addresses."""

    def __init__(self, socket_dir: Path) -> None:
        self.socket_dir = socket_dir

    def url(self, database: str) -> str:
        """The SQLAlchemy address of `database`."""
        return f"postgresql+psycopg://recul@/{database}?host={self.socket_dir}"

    def create(self, database: str, template: str = "template0") -> str:
        """Make `database` as a copy of `template`; returns its address."""
        self._execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop `database`, whoever is still connected to it."""
        self._execute(f'DROP DATABASE "{database}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        with psycopg.connect(f"host={self.socket_dir} user=recul dbname=postgres", autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Start a cluster in a new temporary folder; stop it and erase the folder at the end."""
    folder = Path(tempfile.mkdtemp(prefix="recul-pg-"))
    user = _owner()
    shutil.chown(folder, user)
    try:
        _run(
            "initdb",
            "--no-sync",
            "--auth=trust",
            "--username=recul",
            "--locale=C",
            "--encoding=UTF8",
            f"--pgdata={folder}/data",
            folder=folder,
            user=user,
        )
        options = f"-c listen_addresses='' -k {folder} -c fsync=off -c full_page_writes=off -c max_connections=200"
        _run(
            "pg_ctl",
            "start",
            "--wait",
            f"--pgdata={folder}/data",
            f"--log={folder}/log",
            f"--options={options}",
            folder=folder,
            user=user,
        )
        yield Cluster(folder)
    finally:
        _run("pg_ctl", "stop", "--mode=immediate", f"--pgdata={folder}/data", folder=folder, user=user)
        shutil.rmtree(folder)


def _owner() -> str:
    return "postgres" if os.geteuid() == 0 else getpass.getuser()


def _run(program: str, *arguments: str, folder: Path, user: str) -> None:
    command = [str(_binary(program)), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", user, "--", *command]
    subprocess.run(command, cwd=folder, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def _binary(program: str) -> Path:
    found = Path("/usr/lib/postgresql").glob(f"*/bin/{program}")
    newest = max(found, key=lambda path: float(path.parent.parent.name), default=None)
    if newest is None:
        raise FileNotFoundError(f"PostgreSQL's {program} is missing: `make test` installs it")
    return newest
