"""C06 of docs/attacks.md: whatever the server's tables say, a device shows what its owner wrote, or refuses."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crypto.client import Client, OfflineError, RefusedError, WsgiTransport
from crypto.client.transport import Answer
from crypto.entries import Document, from_text
from crypto.errors import ReculError, SealedError
from tests.attacks.clients import PASSPHRASE
from tests.attacks.evil_server import EvilServer
from tests.webapp.test_schema import REVIEWED

LOGIN = "metadonnees"
READ = ("accounts", "key_slots", "chains", "links", "versions", "tombstones")
COLUMNS = [(table, column) for table in READ for column in REVIEWED[table].split()]


class Socket(WsgiTransport):
    """A server in this process whose failures end as they would over a socket: nothing more comes."""

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Carry a request."""
        try:
            return super().request(method, path, headers, body)
        except Exception as failure:
            raise OfflineError(type(failure).__name__) from failure


Shown = dict[bytes, "tuple[Document | None, int | None]"]


def shown(client: Client) -> Shown:
    """What a person sees of each text: its document, None when it is said to be unreadable, and the day it ends."""
    seen: Shown = {}
    for object_id in client.listing():
        try:
            document = client.read(object_id)
        except SealedError:
            document = None
        seen[object_id] = (document, client.device.state.objects[object_id].end)
    return seen


@pytest.fixture
def written(evil: EvilServer, tmp_path: Path) -> Iterator[tuple[Path, Path, Shown]]:
    """The file of the database, a copy that has one row at least of everything, and what its owner is shown."""
    client = Client(WsgiTransport(evil))
    client.register(LOGIN, PASSPHRASE)
    ids = [client.write(from_text(text, "2026-11-20", 1)) for text in ("un", "deux", "trois")]
    client.sync()
    client.write(from_text("un, repris", "2026-11-20", 2), ids[0])
    client.trash(ids[1])
    client.tombstone(ids[2])
    client.sync()
    client.write_checkpoint()
    client.write(from_text("quatre", "2026-11-21", 3))
    client.sync()
    evil.honest.extensions["recul"].database.engine.dispose()  # type: ignore[attr-defined]
    file = tmp_path / "recul.sqlite"
    yield file, Path(shutil.copyfile(file, tmp_path / "pristine.sqlite")), shown(client)


def judged(seen: Shown, honest: Shown) -> str:
    """What became of the rendering, in a word."""
    if seen == honest:
        return "same"
    return "unreadable" if seen.keys() == honest.keys() else "older"


def altered(value: Any) -> Any:
    """Another value of the same kind; what was absent becomes a number."""
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else b"x"
    return value + "x" if isinstance(value, str) else (value or 0) + 7


def alter(file: Path, table: str, column: str) -> None:
    """Change one column of the newest row of a table; of slots, that of the passphrase, which came first."""
    with closing(sqlite3.connect(file)) as database, database:
        newest = f"rowid = (SELECT {'min' if table == 'key_slots' else 'max'}(rowid) FROM {table})"
        (value,) = database.execute(f'SELECT "{column}" FROM {table} WHERE {newest}').fetchone()
        database.execute(f'UPDATE {table} SET "{column}" = ? WHERE {newest}', (altered(value),))


def test_no_column_of_the_server_changes_what_is_shown(evil: EvilServer, written: tuple[Path, Path, Shown]) -> None:
    """C06: with any one column altered, a new device shows each text as it was written or as unreadable, or refuses."""
    file, pristine, honest = written
    outcomes: dict[tuple[str, str], str] = {}
    for place in [("", ""), *COLUMNS]:
        evil.honest.extensions["recul"].database.engine.dispose()  # type: ignore[attr-defined]
        shutil.copyfile(pristine, file)
        if all(place):
            alter(file, *place)
        device = Client(Socket(evil))
        try:
            device.sign_in(LOGIN, PASSPHRASE)
            device.sync()
        except (ReculError, RefusedError, OfflineError) as refusal:
            outcomes[place] = refusal.code
            continue
        seen = shown(device)
        outcomes[place] = judged(seen, honest)
        assert all(seen[each] in (honest[each], (None, honest[each][1])) for each in seen), place
    assert outcomes[("", "")] == "same"
    # a link that is gone is an older state (C02): a new device is shown its date and its count, and asks
    assert [place for place, outcome in outcomes.items() if outcome == "older"] == [("links", "chain_no")]
    assert {"credentials", "sealed", "unreadable", "same"} <= set(outcomes.values()), outcomes
