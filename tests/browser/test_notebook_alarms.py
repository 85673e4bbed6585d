"""A server that shows something else than what was seen: the notebook stops, says so, and has a way out."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Route

from crypto import encoding
from crypto.shapes import array_of
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


def _rewrite(carnet: Carnet, entry_id: str, times: int) -> None:
    """Change a text as often, each time in a link of its own."""
    carnet.do(
        "(async () => { for (let at = 1; at <= a[1]; at += 1) { const {doc} = await notebook.open(a[0]); "
        "await notebook.keep(a[0], {...doc, body: [['paragraph', [[`Version ${at}`, []]]]]}); "
        "await notebook.flush(); } })()",
        entry_id, times,
    )  # fmt: skip


def test_a_server_that_went_back_in_time_is_an_alarm_and_can_be_given_what_it_lost(
    person: People, server: LiveServer, tmp_path: Path
) -> None:
    """A restored database raises `rollback`, nothing more is sent, and giving back restores every text and the list."""
    carnet = carnet_of(person())
    passphrase, _ = carnet.create("camille")
    carnet.write("Avant la copie.")
    _copy(_database(server), tmp_path / "copy")
    # versions and an index that this device does not keep
    _rewrite(carnet, carnet.write("Version"), 65)
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
    assert other.excerpts() == ["Après la copie.", "Avant la copie.", "Pendant l’alarme.", "Version 65"]
    with sqlite3.connect(_database(server)) as database:
        [(root, indexes)] = database.execute(
            "SELECT checkpoint_seq, "
            "(SELECT count(*) FROM versions WHERE object_id = zeroblob(16) AND body IS NOT NULL) FROM chains"
        ).fetchall()
    assert (root > 65, indexes) == (True, 1)


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


def _parted(person: People, server: LiveServer, tmp_path: Path, someone: Person) -> tuple[Carnet, Carnet, str, str]:
    """Two devices whose branches part after a common text, which the first erased; the second may write."""
    first = carnet_of(someone)
    passphrase, _ = first.create("camille")
    entry_id = first.write("Commun.")
    second = signed_in(person, "camille", passphrase)
    _copy(_database(server), tmp_path / "copy")
    first.do("notebook.erase(a[0])", entry_id)
    first.sync()
    _copy(tmp_path / "copy", _database(server))
    return first, second, passphrase, entry_id


def test_a_text_erased_here_and_changed_there_comes_back(person: People, server: LiveServer, tmp_path: Path) -> None:
    """Joined, the old id is erased for good on both sides, and the words stand under a new one."""
    first, second, _, entry_id = _parted(person, server, tmp_path, person())
    second.amend(entry_id, "Changé là-bas.")
    second.sync()
    first.sync()
    assert first.alarm == "fork"
    first.do("notebook.reconcile()")
    first.sync()
    second.sync()
    for carnet in (first, second):
        assert (carnet.alarm, carnet.excerpts()) == (None, ["Changé là-bas."])
        assert carnet.do("notebook.entries.has(a[0])", entry_id) is False


def test_a_text_changed_here_and_erased_there_comes_back(person: People, server: LiveServer, tmp_path: Path) -> None:
    """The other way round, the words of this device stand under a new id and are no second version of anything."""
    first = carnet_of(person())
    passphrase, _ = first.create("camille")
    entry_id = first.write("Commun.")
    second = signed_in(person, "camille", passphrase)
    _copy(_database(server), tmp_path / "copy")
    first.amend(entry_id, "Changé ici.")
    first.sync()
    _copy(tmp_path / "copy", _database(server))
    second.do("notebook.erase(a[0])", entry_id)
    second.sync()
    first.sync()
    assert first.alarm == "fork"
    first.do("notebook.reconcile()")
    first.sync()
    second.sync()
    for carnet in (first, second):
        assert (carnet.alarm, carnet.excerpts()) == (None, ["Changé ici."])
        assert carnet.do("[...notebook.entries.values()].map(({id, copyOf}) => id === a[0] || !!copyOf)", entry_id) == [
            False
        ]


def _acknowledged(server: LiveServer) -> int:
    """How many links of the server's chain acknowledge another branch."""
    with sqlite3.connect(_database(server)) as database:
        links = [signed for (signed,) in database.execute("SELECT signed FROM links ORDER BY seq")]
    operations = [each for signed in links for each in array_of(array_of(encoding.decode(signed[96:]))[4])]
    return sum(array_of(operation)[0] == "reconcile" for operation in operations)


def test_a_branch_left_behind_is_owed_after_a_reload(person: People, server: LiveServer, tmp_path: Path) -> None:
    """When the link that acknowledges the other branch cannot leave, it is still owed once the page is loaded again."""
    someone = person()
    someone.expects("ERR_FAILED")
    first, second, passphrase, _ = _parted(person, server, tmp_path, someone)
    second.write("Sur la seconde branche.")
    first.sync()
    assert first.alarm == "fork"
    first.page.route("**/links", lambda route: route.abort())
    assert first.refusal("notebook.reconcile()") == "offline"
    first.page.unroute("**/links")
    first.reload()
    first.unlock(passphrase)
    first.sync()
    assert (first.alarm, first.excerpts(), _acknowledged(server)) == (None, ["Sur la seconde branche."], 1)


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
