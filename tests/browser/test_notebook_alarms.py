"""A server that shows something else than what was seen: the notebook stops, says so, and has a way out."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Route

from tests.browser.carnet import Carnet, carnet_of, signed_in
from tests.browser.live_server import LiveServer
from tests.browser.person import Person

People = Callable[..., Person]


def _database(server: LiveServer) -> Path:
    return next(path for path in server.data_dir.rglob("*") if path.suffix in {".sqlite", ".sqlite3", ".db"})


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as reading, sqlite3.connect(target) as writing:
        reading.backup(writing)


def _posts(carnet: Carnet) -> list[str]:
    posted: list[str] = []
    carnet.page.on("request", lambda request: posted.append(request.url) if request.method != "GET" else None)
    return posted


def test_a_server_that_went_back_in_time_is_an_alarm_and_can_be_given_what_it_lost(
    person: People, server: LiveServer, tmp_path: Path
) -> None:
    """A restored database raises `rollback`, nothing more is sent, and giving back restores every text."""
    carnet = carnet_of(person())
    passphrase, _ = carnet.create("camille")
    carnet.write("Avant la copie.")
    _copy(_database(server), tmp_path / "copy")
    carnet.write("Après la copie.")
    _copy(tmp_path / "copy", _database(server))
    posted = _posts(carnet)
    carnet.do("notebook.note('Pendant l’alarme.')")
    carnet.sync()
    assert (carnet.alarm, carnet.state, posted) == ("rollback", "trouble", [])
    carnet.do("notebook.giveBack()")
    carnet.sync()
    assert carnet.alarm is None
    other = signed_in(person, "camille", passphrase)
    assert other.excerpts() == ["Après la copie.", "Avant la copie.", "Pendant l’alarme."]


def test_two_histories_are_an_alarm_and_can_be_joined(person: People, server: LiveServer, tmp_path: Path) -> None:
    """A server that went back and then took another device's writes raises `fork`; joining keeps every text."""
    first = carnet_of(person())
    passphrase, _ = first.create("camille")
    first.write("Commun.")
    _copy(_database(server), tmp_path / "copy")
    first.write("Sur la première branche.")
    _copy(tmp_path / "copy", _database(server))
    second = signed_in(person, "camille", passphrase)
    second.write("Sur la seconde branche.")
    second.write("Encore sur la seconde.")
    first.sync()
    assert first.alarm == "fork"
    first.do("notebook.reconcile()")
    first.sync()
    second.sync()
    everything = ["Commun.", "Encore sur la seconde.", "Sur la première branche.", "Sur la seconde branche."]
    assert (first.alarm, second.alarm) == (None, None)
    assert first.excerpts() == second.excerpts() == everything


def test_two_histories_seen_while_opening_can_be_joined(person: People, server: LiveServer, tmp_path: Path) -> None:
    """A `fork` raised by the opening itself, with a passphrase changed elsewhere, leaves the way out within reach."""
    someone = person()
    first = carnet_of(someone)
    passphrase, _ = first.create("camille")
    first.write("Commun.")
    _copy(_database(server), tmp_path / "copy")
    first.write("Sur la première branche.")
    first.do("notebook.close()")
    _copy(tmp_path / "copy", _database(server))
    second = signed_in(person, "camille", passphrase)
    following = second.do("notebook.suggestPassphrase()")
    second.do("notebook.changePassphrase({current: a[0], next: a[1]})", passphrase, following)
    assert first.refusal("notebook.unlock(a[0])", following) == "fork"
    assert (first.phase, first.alarm) == ("open", "fork")
    first.do("notebook.reconcile()")
    first.sync()
    second.sync()
    assert (first.alarm, second.alarm) == (None, None)
    assert first.excerpts() == second.excerpts() == ["Commun.", "Sur la première branche."]


def test_one_altered_text_is_marked_and_the_others_are_read(person: People, server: LiveServer) -> None:
    """A new device shows every text but the one the server altered, which is said to be broken; no alarm, no loss."""
    first = carnet_of(person())
    passphrase, _ = first.create("camille")
    for number in range(12):
        first.do("notebook.note(a[0])", f"Texte {number:02}")
    first.sync()
    with sqlite3.connect(_database(server)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        table = next(
            name for name in tables if "body" in {row[1] for row in database.execute(f"PRAGMA table_info({name})")}
        )
        rowid, body = database.execute(f"SELECT rowid, body FROM {table} WHERE body IS NOT NULL LIMIT 1").fetchone()
        database.execute(f"UPDATE {table} SET body = ? WHERE rowid = ?", (body[:-1] + bytes([body[-1] ^ 1]), rowid))
    second = signed_in(person, "camille", passphrase)
    second.wait("[...notebook.entries.values()].filter((entry) => entry.broken).length === 1")
    readable = second.do("[...notebook.entries.values()].filter((entry) => !entry.broken).map((entry) => entry.id)")
    assert (len(readable), second.alarm) == (11, None)
    assert all(second.text(entry_id).startswith("Texte") for entry_id in readable)


def test_a_write_that_the_server_drops_is_never_said_to_be_saved(person: People) -> None:
    """A server that answers 201 and gives nothing back leaves the line in the outbox, until it really holds it."""
    someone = person()
    carnet = carnet_of(someone)
    passphrase, _ = carnet.create("camille")
    dropped: list[str] = []

    def drop(route: Route) -> None:
        dropped.append(route.request.url)
        route.fulfill(status=201, json={"seq": 1, "head": "A" * 43 + "="})

    carnet.page.route("**/links", drop)
    entry_id = carnet.do("notebook.note('Jetée par le serveur.')")
    carnet.sync()
    assert dropped
    assert carnet.state != "saved"
    assert carnet.do("notebook.entries.get(a[0]).saved", entry_id) == "device"
    carnet.page.unroute("**/links")
    carnet.reload()
    carnet.unlock(passphrase)
    carnet.sync()
    carnet.wait("notebook.entries.get(a[0])?.saved === 'server'", entry_id)


def test_a_derivation_below_the_one_of_this_release_is_refused_before_deriving(person: People) -> None:
    """An unknown `kdf_id` in the answer stops the sign-in, and no proof is sent."""
    carnet = carnet_of(person())
    asked: list[str] = []
    carnet.page.on("request", lambda request: asked.append(request.url))
    answer = {"kdf_id": 0, "salt": "AAAAAAAAAAAAAAAAAAAAAA=="}
    carnet.page.route("**/prelogin", lambda route: route.fulfill(status=200, json=answer))
    assert carnet.refusal("notebook.signIn({login: 'camille', passphrase: 'une phrase'})") == "kdf-refused"
    assert carnet.alarm == "kdf-refused"
    assert not any(url.endswith("/sessions") for url in asked)
