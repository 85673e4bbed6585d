"""What the tests of the Python client ask for: a real server on SQLite, and people at their devices."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from flask import Flask

from crypto.client import Client, WsgiTransport
from crypto.entries import Document, from_text, plain_text

PASSPHRASE = "abaisser boiser cheval dérober enfermer farine glacier"
OTHER_PASSPHRASE = "maison navire orange pelouse rapide sauvage tulipe"
_numbers = count()
_Network = TypeVar("_Network")


def network_of(client: Client, kind: type[_Network]) -> _Network:
    """Return the network that a client was put behind."""
    transport = client.api.transport
    assert isinstance(transport, kind)
    return transport


@pytest.fixture
def database_url(tmp_path: Path, migrated_file: Path) -> str:
    """The address of a fresh SQLite database: what differs between databases is the server's tests' business."""
    path = tmp_path / "recul.sqlite"
    shutil.copyfile(migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
def arrive(app: Flask) -> Callable[[], Client]:
    """Someone at a new device, who has no account yet."""
    return lambda: Client(WsgiTransport(app))


@pytest.fixture
def person(arrive: Callable[[], Client]) -> Client:
    """Someone with an account, on the device where it was made; `words` are those of their fiche."""
    client = arrive()
    client.words = client.register(f"mesange-{next(_numbers)}", PASSPHRASE)
    return client


def note(text: str) -> Document:
    """Return a document of a few lines."""
    return from_text(text, "2026-11-20", 1_800_000_000)


def text_of(client: Client, object_id: bytes) -> str:
    """Return the words of a text."""
    return plain_text(client.read(object_id))
