"""What a workload measures: a server, and the requests of its accounts, made before the clock starts."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Final

from bench import processes
from bench.floors import notes
from bench.load import Answer, LoadError, request
from bench.processes import Process

NOTE_SIZE: Final = 2048
CREATED: Final = 201


class Device(ABC):
    """One device of one account, as a crowd sees it: it polls, fetches and writes, and goes on from the answers."""

    @abstractmethod
    def poll(self) -> bytes:
        """Return the request that asks whether there is anything new."""

    @abstractmethod
    def fetch(self) -> bytes:
        """Return the request for the first twenty notes of the account."""

    @abstractmethod
    def write(self) -> bytes:
        """Return the request that adds one note."""

    @abstractmethod
    def answered(self, kind: str, answer: Answer) -> bytes | None:
        """Judge an answer; returns a request when the operation goes on, raises `LoadError` when it failed."""


class Account(ABC):
    """One account and its requests."""

    @abstractmethod
    def writes(self, requests: int, notes_a_request: int) -> list[bytes]:
        """Return requests that add notes, one after the other."""

    @abstractmethod
    def everything(self) -> bytes:
        """Return the request for every note."""

    @abstractmethod
    def device(self) -> Device:
        """Return a device that knows the account as it is now."""


class Subject(ABC):
    """A server under measure; `folder` holds its data and its log."""

    name: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder / self.name.replace(" ", "-")
        self.folder.mkdir()
        self.process: Process | None = None

    @property
    def port(self) -> int:
        """The port of the running server."""
        assert self.process is not None, "the server is not running"
        return self.process.port

    def start(self) -> Process:
        """Start the server on a free port."""
        port = processes.free_port()
        self.process = processes.start(self.command(port), port, self.probe(), self.folder, **self.variables(port))
        return self.process

    def stop(self) -> None:
        """Stop the server."""
        if self.process is not None:
            self.process.stop()
            self.process = None

    def disk(self) -> int:
        """Return the bytes of the database of a server that was stopped, its journal folded in."""
        with sqlite3.connect(self.database) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        return self.database.stat().st_size

    def erase(self) -> None:
        """Forget everything of a server that was stopped."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    def variables(self, port: int) -> dict[str, str]:
        """Return the environment of the server."""
        return {}

    @property
    @abstractmethod
    def database(self) -> Path:
        """The SQLite file."""

    @abstractmethod
    def command(self, port: int) -> list[str | Path]:
        """Return the command that starts the server."""

    @abstractmethod
    def probe(self) -> bytes:
        """Return a request that the server answers as soon as it can."""

    @abstractmethod
    def account(self) -> Account:
        """Make a new account, by the server if it has to know."""


class FloorDevice(Device):
    """A device of a floor."""

    def __init__(self, path: str) -> None:
        self._path = path

    def poll(self) -> bytes:
        """Return the request that asks whether there is anything new."""
        return request("GET", f"{self._path}/head")

    def fetch(self) -> bytes:
        """Return the request for the first twenty notes."""
        return request("GET", f"{self._path}/notes?after=0&until=20")

    def write(self) -> bytes:
        """Return the request that adds one note."""
        return _floor_write(self._path, 1)

    def answered(self, kind: str, answer: Answer) -> bytes | None:
        """Judge an answer."""
        if answer.status != (CREATED if kind == "write" else 200):
            raise LoadError(f"{answer.status} for {kind}")
        return None


class FloorAccount(Account):
    """An account of a floor: a number."""

    def __init__(self, number: int) -> None:
        self._path = f"/v/{number}"

    def writes(self, requests: int, notes_a_request: int) -> list[bytes]:
        """Return requests that add notes."""
        return [_floor_write(self._path, notes_a_request) for _ in range(requests)]

    def everything(self) -> bytes:
        """Return the request for every note."""
        return request("GET", f"{self._path}/notes?after=0&until={2**53}")

    def device(self) -> FloorDevice:
        """Return a device."""
        return FloorDevice(self._path)


class FloorSubject(Subject):
    """A server of `bench.floors`."""

    module: tuple[str, ...]

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._accounts = 0

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "floor.sqlite"

    def command(self, port: int) -> list[str | Path]:
        """Return the command that starts the server."""
        return [sys.executable, "-m", *self.module, self.folder, str(port)]

    def probe(self) -> bytes:
        """Return a request that the server answers as soon as it can."""
        return request("GET", "/status")

    def account(self) -> FloorAccount:
        """Take the next number."""
        self._accounts += 1
        return FloorAccount(self._accounts)


class RawSubject(FloorSubject):
    """Sockets and SQLite."""

    name = "raw"
    module = ("bench.floors.raw",)


class FlaskSubject(FloorSubject):
    """Flask and Core statements built once."""

    name = "Flask floor"
    module = ("bench.floors.flask_floor", "core")


class PlainFlaskSubject(FloorSubject):
    """Flask and Core statements built at each use."""

    name = "plain Flask floor"
    module = ("bench.floors.flask_floor", "plain")


class OrmSubject(FloorSubject):
    """Flask and mapped objects."""

    name = "ORM floor"
    module = ("bench.floors.flask_floor", "orm")


def random_notes(count: int) -> list[tuple[bytes, bytes]]:
    """Return ids and bodies of new notes; ciphertext looks like chance to a server."""
    return [(os.urandom(16), os.urandom(NOTE_SIZE)) for _ in range(count)]


def _floor_write(path: str, count: int) -> bytes:
    return request("POST", f"{path}/notes", b"".join(notes.encode(random_notes(count))))
