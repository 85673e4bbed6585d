"""A hostile server, a slow one, a full disk, another tab: the notebook closes, and forgets only what it is told to."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Route

from tests.browser.carnet import Carnet, carnet_of, signed_in
from tests.browser.live_server import LiveServer
from tests.browser.person import Person

People = Callable[..., Person]

_FILL_DISK = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException('The disk is full.', 'QuotaExceededError'); };
}"""
# Small records still find room, the links of the chain do not, until they do again.
_FILL_DISK_WITH_LINKS = """() => {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...row) {
    if (this.name === 'links') throw new DOMException('The disk is full.', 'QuotaExceededError');
    return put.apply(this, row);
  };
  window.emptyDisk = () => { IDBObjectStore.prototype.put = put; };
}"""
_COUNT_WRITES = """() => {
  const { transaction } = IDBDatabase.prototype;
  window.writes = 0;
  IDBDatabase.prototype.transaction = function (names, mode, ...rest) {
    if (mode === 'readwrite' && [names].flat().includes('outbox')) window.writes += 1;
    return transaction.call(this, names, mode, ...rest);
  };
}"""
_FILL_DISK_AFTER = """(rows) => {
  const { add } = IDBObjectStore.prototype;
  let left = rows;
  IDBObjectStore.prototype.add = function (...row) {
    left -= 1;
    if (left < 0) throw new DOMException('The disk is full.', 'QuotaExceededError');
    return add.apply(this, row);
  };
  window.emptyDisk = () => { IDBObjectStore.prototype.add = add; };
}"""
# One byte of a record is turned.
_DAMAGE = """([record, field]) => new Promise((resolve) => {
  const opening = indexedDB.open('recul');
  opening.onsuccess = () => {
    const transaction = opening.result.transaction('single', 'readwrite');
    const store = transaction.objectStore('single');
    const asking = store.get(record);
    asking.onsuccess = () => {
      asking.result[field][40] ^= 1;
      store.put(asking.result, record);
    };
    transaction.oncomplete = () => { opening.result.close(); resolve(); };
  };
})"""
_ACCOUNTS = """() => new Promise((resolve) => {
  const opening = indexedDB.open('recul');
  opening.onupgradeneeded = () => { opening.transaction.abort(); resolve(0); };
  opening.onsuccess = () => {
    const asking = opening.result.transaction('single').objectStore('single').count();
    asking.onsuccess = () => { opening.result.close(); resolve(asking.result); };
  };
})"""


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as reading, sqlite3.connect(target) as writing:
        reading.backup(writing)


def test_a_full_disk_does_not_keep_a_notebook_open(person: People) -> None:
    """When nothing can be stored, closing still forgets the keys and shows no word; the refusal is said."""
    carnet = carnet_of(person())
    carnet.create("camille")
    carnet.write("À ne plus montrer.")
    carnet.page.evaluate(_FILL_DISK)
    assert carnet.refusal("notebook.close()") == "no-space"
    assert (carnet.phase, carnet.excerpts()) == ("closed", [])


def test_what_a_full_disk_cannot_follow_is_no_alarm(person: People) -> None:
    """Links that find no room are followed once there is some; what other devices wrote and erased is then shown."""
    first = carnet_of(person())
    passphrase, _ = first.create("camille")
    first.write("Avant.")
    second = signed_in(person, "camille", passphrase)
    second.page.evaluate(_FILL_DISK_WITH_LINKS)
    first.write("Pendant.")
    second.sync()
    assert (second.state, second.alarm, second.excerpts()) == ("no-space", None, ["Avant."])
    second.page.evaluate("emptyDisk()")
    second.wait("notebook.alarm || notebook.entries.size === 2")
    second.wait("notebook.state === 'idle'")
    assert (second.alarm, second.excerpts()) == (None, ["Avant.", "Pendant."])


def test_what_a_full_disk_cannot_confirm_is_sent_once(person: People) -> None:
    """A line that the server holds, and whose link finds no room here, stands once everywhere when there is room."""
    carnet = carnet_of(person())
    passphrase, _ = carnet.create("camille")
    carnet.page.evaluate(_FILL_DISK_WITH_LINKS)
    entry_id = carnet.do("notebook.note('Une fois.')")
    carnet.sync()
    assert (carnet.state, carnet.alarm) == ("no-space", None)
    assert carnet.do("notebook.entries.get(a[0]).saved", entry_id) == "device"
    carnet.page.evaluate("emptyDisk()")
    carnet.wait("notebook.alarm || notebook.entries.get(a[0]).saved === 'server'", entry_id)
    assert (carnet.alarm, carnet.excerpts()) == (None, ["Une fois."])
    assert signed_in(person, "camille", passphrase).excerpts() == ["Une fois."]


def test_a_passphrase_changed_on_a_full_disk_opens_the_notebook(person: People) -> None:
    """When the change took place and finds no room here, the notebook closes, and the new passphrase opens it later."""
    carnet = carnet_of(person())
    passphrase, _ = carnet.create("camille")
    carnet.write("Un texte.")
    following = carnet.do("notebook.suggestPassphrase()")
    carnet.page.evaluate(_FILL_DISK_WITH_LINKS)
    change = "notebook.changePassphrase({current: a[0], next: a[1]})"
    assert carnet.refusal(change, passphrase, following) == "no-space"
    carnet.wait("notebook.phase === 'closed'")
    carnet.page.evaluate("emptyDisk()")
    carnet.unlock(following)
    carnet.sync()
    assert (carnet.alarm, carnet.state, carnet.excerpts()) == (None, "idle", ["Un texte."])


def test_an_import_is_stored_in_few_transactions_and_keeps_what_found_room(person: People) -> None:
    """Many texts come in by batches; when the disk fills half-way, whole batches stay and are sent, no half of one."""
    carnet = carnet_of(person())
    carnet.create("camille")
    entry_id = carnet.write("Modèle.")
    bring = (
        "notebook.open(a[0]).then(({doc}) => notebook.importEntries(Array.from({length: a[1]}, "
        "(_, at) => ({current: true, end: null, doc: {...doc, title: `Texte ${at}`}}))))"
    )
    carnet.page.evaluate(_COUNT_WRITES)
    assert carnet.do(bring, entry_id, 250) == 250
    assert carnet.do("window.writes") == 3
    assert carnet.do("notebook.entries.size") == 251
    carnet.page.evaluate(_FILL_DISK_AFTER, 150)
    assert carnet.refusal(bring, entry_id, 250) == "no-space"
    carnet.page.evaluate("emptyDisk()")
    assert carnet.do("notebook.entries.size") == 351
    carnet.sync()
    carnet.wait("[...notebook.entries.values()].every((entry) => entry.saved === 'server')")
    assert len(set(carnet.do("[...notebook.entries.values()].map((entry) => entry.summary.title)"))) == 251


def test_a_server_slower_than_closing_stops_no_later_sending(person: People) -> None:
    """An answer that comes after the notebook closed shows nothing, and what is written afterwards is sent."""
    carnet = carnet_of(person())
    passphrase, _ = carnet.create("camille")
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if held:
            route.fallback()
        else:
            held.append(route)

    carnet.page.route("**/links", hold_first)
    carnet.do("notebook.note('Avant de fermer.')")
    carnet.do("notebook.close()")
    with carnet.page.expect_response("**/links"):
        held[0].fallback()
    assert (carnet.phase, carnet.excerpts()) == ("closed", [])
    carnet.unlock(passphrase)
    carnet.write("Après.")
    assert carnet.excerpts() == ["Après.", "Avant de fermer."]
    carnet.wait("[...notebook.entries.values()].every((entry) => entry.saved === 'server')")


def test_another_tab_does_not_bring_a_forgotten_device_back(person: People) -> None:
    """Forgetting in one tab leaves nothing on the device, although the notebook is open in another one."""
    someone = person()
    carnet = carnet_of(someone)
    passphrase, _ = carnet.create("camille")
    carnet.write("Un texte.")
    other = Carnet(someone.context.new_page())
    other.unlock(passphrase)
    carnet.do("notebook.forgetDevice({exported: false})")
    other.wait("notebook.phase === 'absent'")
    assert (other.excerpts(), other.page.evaluate(_ACCOUNTS)) == ([], 0)


def test_a_fiche_of_somebody_else_leaves_this_notebook_alone(person: People) -> None:
    """Words of another login are refused on a device that holds a notebook, whose unsent line is still there after."""
    elsewhere = carnet_of(person())
    _, words = elsewhere.create("sacha")
    someone = person()
    carnet = carnet_of(someone)
    passphrase, _ = carnet.create("camille")
    with someone.offline():
        carnet.do("notebook.note('Pas encore envoyée.')")
        carnet.do("notebook.close()")
    asked = {"login": "sacha", "words": words, "passphrase": "maison bleue derrière quatorze vieux tilleuls 1907"}
    assert carnet.refusal("notebook.recover(a[0])", asked) == "closed"
    carnet.unlock(passphrase)
    assert carnet.excerpts() == ["Pas encore envoyée."]


def test_an_emptied_browser_does_not_hide_a_rollback(person: People, server: LiveServer, tmp_path: Path) -> None:
    """A server that has the storage cleared under an open notebook and shows yesterday meets what the page verified."""
    someone = person()
    carnet = carnet_of(someone)
    carnet.create("camille")
    carnet.write("Hier.")
    database = next(server.data_dir.rglob("*.sqlite"))
    _copy(database, tmp_path / "yesterday")
    carnet.write("Aujourd’hui.")
    _copy(tmp_path / "yesterday", database)
    devtools = someone.context.new_cdp_session(carnet.page)
    origin = carnet.page.evaluate("() => location.origin")
    devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})
    carnet.wait("notebook.alarm !== null")
    assert (carnet.alarm, carnet.excerpts()) == ("rollback", ["Aujourd’hui.", "Hier."])


def test_an_export_that_would_not_open_is_not_made(person: People) -> None:
    """A recovery slot of the server's making stops the export instead of spoiling the file."""
    carnet = carnet_of(person())
    passphrase, _ = carnet.create("camille")
    carnet.write("À garder.")

    def spoil(route: Route) -> None:
        answer = route.fetch()
        slot = answer.json()["recovery_slot"]
        other = ("B" if slot[0] == "A" else "A") + slot[1:]
        route.fulfill(response=answer, body=json.dumps(answer.json() | {"recovery_slot": other}))

    carnet.page.route("**/account", spoil)
    assert carnet.refusal("notebook.exportFile(a[0])", passphrase) == "rollback"


def test_what_is_damaged_here_is_no_wrong_passphrase(person: People) -> None:
    """Keys that no longer open are said as such; once the device is forgotten, signing in brings all back."""
    carnet = carnet_of(person())
    passphrase, _ = carnet.create("camille")
    carnet.write("Envoyé.")
    carnet.do("notebook.close()")
    carnet.page.evaluate(_DAMAGE, ["account", "keyring"])
    assert carnet.refusal("notebook.unlock(a[0])", passphrase) == "damaged"
    field = carnet.page.get_by_label("Phrase de passe")
    field.fill(passphrase)
    field.press("Enter")
    carnet.page.get_by_text("Votre phrase n’est pas en cause").wait_for()
    carnet.page.get_by_role("button", name="Oublier cet appareil").click()
    carnet.wait("notebook.phase === 'absent'")
    carnet.sign_in("camille", passphrase)
    assert carnet.excerpts() == ["Envoyé."]
