"""Changing the phrase, new keys, recovery, sessions, the end of an account: what each does to the other devices."""

import re
import sqlite3
from collections.abc import Callable

from playwright.sync_api import Route

from tests.browser.carnet import Carnet, carnet_of, signed_in
from tests.browser.groups import TODAY, create_group, invite, take
from tests.browser.live_server import LiveServer
from tests.browser.person import Person

People = Callable[..., Person]
NEXT = "maison bleue derrière quatorze vieux tilleuls 1907"
_KEPT = """async () => {
  const database = await new Promise((resolve) => {
    const opening = indexedDB.open('recul');
    opening.onsuccess = () => resolve(opening.result);
  });
  const rows = (name) => new Promise((resolve) => {
    const asking = database.transaction(name).objectStore(name).getAll();
    asking.onsuccess = () => resolve(asking.result);
  });
  const names = ['objects', 'single', 'outbox', 'group_outbox', 'group_places', 'pasts'];
  const [objects, single, ...records] = await Promise.all(names.map(rows));
  database.close();
  // the head of a frame, an id and a revision come before the epoch (docs/spec/frames.md)
  const epochOf = ({frame}) => Number(new DataView(frame.buffer, frame.byteOffset + 29, 8).getBigUint64(0));
  const epochs = (kept) => kept.map(({epoch}) => epoch);
  const lists = single.filter(({lacking}) => lacking !== undefined);
  return [objects.map(epochOf), epochs(lists), ...records.map(epochs)].map((all) => [...new Set(all)]);
}"""
SHARE = {"title": "", "body": [], "seance": None, "end": TODAY + 9, "readers": None, "named": True}
REFUSED = "the server responded with a status of 401"


def test_a_new_passphrase_opens_every_device_and_the_old_one_none(person: People) -> None:
    """After a change, the old phrase is refused by the server, and the other device opens with the new one."""
    first = carnet_of(person())
    passphrase, _ = first.create("camille")
    first.write("Un texte.")
    someone = person()
    someone.expects(REFUSED)
    second = carnet_of(someone)
    second.sign_in("camille", passphrase)
    assert first.refusal("notebook.changePassphrase({current: a[0], next: 'trop facile'})", passphrase) == "password"
    assert first.refusal("notebook.changePassphrase({current: 'fausse', next: a[0]})", NEXT) == "wrong-secret"
    first.do("notebook.changePassphrase({current: a[0], next: a[1]})", passphrase, NEXT)
    second.sync()
    second.wait("notebook.phase === 'closed'")
    second.unlock(NEXT)
    assert second.excerpts() == ["Un texte."]
    second.reload()
    second.unlock(NEXT)
    assert second.phase == "open"
    stranger = person()
    stranger.expects(REFUSED)
    assert (
        carnet_of(stranger).refusal("notebook.signIn({login: 'camille', passphrase: a[0]})", passphrase)
        == "wrong-secret"
    )


def test_new_keys_after_a_compromise_close_the_other_devices(person: People) -> None:
    """A rekey with a new identity keeps every text and version, closes the other device, and refuses the old fiche."""
    first = carnet_of(person())
    passphrase, words = first.create("camille")
    entry_id = first.write("Un.")
    first.amend(entry_id, "Un, relu.")
    first.sync()
    someone = person()
    someone.expects(REFUSED)
    second = carnet_of(someone)
    second.sign_in("camille", passphrase)
    act = "notebook.prepareRekey({current: a[0], next: a[1], compromised: true})"
    new_words = " ".join(first.do(act, passphrase, NEXT)["words"])
    first.do("notebook.finishRekey()")
    first.sync()
    assert new_words != words
    second.sync()
    second.wait("notebook.phase === 'closed'")
    second.unlock(NEXT)
    second.sync()
    assert (second.text(entry_id), second.alarm) == ("Un, relu.", None)
    assert second.do("notebook.openVersion(a[0], 1)", entry_id)["body"] == [["paragraph", [["Un.", []]]]]
    third = signed_in(person, "camille", NEXT)
    assert third.excerpts() == ["Un, relu."]
    stranger = person()
    stranger.expects(REFUSED)
    recovery = "notebook.recover({login: 'camille', words: a[0], passphrase: a[1]})"
    assert carnet_of(stranger).refusal(recovery, words, NEXT) == "credentials"


def _kept_epochs(carnet: Carnet) -> list[list[int]]:
    """The epochs of the account key under which this browser keeps its texts, its list, its unsent writes, its unsent
    shares, the invitations taken on it, what can be taken back in its texts."""
    kept: list[list[int]] = carnet.page.evaluate(_KEPT)
    return kept


def test_nothing_on_a_device_stays_sealed_under_an_old_account_key(person: People) -> None:
    """After a rekey here or on another device, texts, list, unsent lines and shares, places taken have the new key."""
    first, dominique = carnet_of(person()), carnet_of(person())
    passphrase, _ = first.create("camille")
    dominique.create("dominique")
    text = first.write("Un texte.")
    first.do("notebook.keepPast(a[0], {before: {}, deeds: []})", text)
    group = create_group(first)
    someone = person()
    second = carnet_of(someone)
    second.sign_in("camille", passphrase)
    take(second, invite(dominique, create_group(dominique)), "Camille")
    second.wait("notebook.groups.list.get(a[0])?.state === 'ready'", group)
    first.do("notebook.prepareRekey({current: a[0], next: a[1], compromised: false})", passphrase, NEXT)
    first.do("notebook.finishRekey()")
    assert _kept_epochs(first) == [[2], [2], [], [], [], [2]]
    with someone.offline():
        second.do("notebook.note('Pas encore envoyée.')")
        second.do("notebook.groups.share(a[0], a[1])", group, SHARE)
        second.do("notebook.keepPast(a[0], {before: {}, deeds: [1]})", text)
        second.do("notebook.close()")
    assert _kept_epochs(second) == [[1], [1], [1], [1], [1], [1]]
    held: list[Route] = []
    sends = re.compile(r"/chains/\w+/links$")
    second.page.route(sends, lambda route: held.append(route))  # noqa: PLW0108 - Playwright asks a function of Python
    with second.page.expect_request(sends):
        second.unlock(NEXT)
    assert _kept_epochs(second) == [[2], [2], [2], [2], [2], [2]]
    second.page.unroute(sends)
    for route in held:
        route.fallback()
    second.wait("notebook.entries.size === 2 && [...notebook.entries.values()].every(({saved}) => saved === 'server')")
    second.wait("notebook.groups.list.get(a[0])?.shares[0]?.saved === 'server'", group)
    assert second.do("notebook.groups.pending.map(({name}) => name)") == ["Camille"]
    assert second.text(second.do("[...notebook.entries.values()][0].id")) == "Un texte."
    second.reload()
    second.unlock(NEXT)
    assert second.do("notebook.past(a[0])", text) == {"before": {}, "deeds": [1]}
    assert second.excerpts() == ["Pas encore envoyée.", "Un texte."]


def _erase_first_versions(server: LiveServer) -> None:
    """Take from the server the bodies and the wraps of every version that was replaced, as a lost disk would."""
    with sqlite3.connect(next(server.data_dir.rglob("*.sqlite"))) as database:
        erased = database.execute("UPDATE versions SET wrap = NULL, body = NULL WHERE superseded").rowcount
    assert erased > 0


def test_earlier_versions_that_did_not_come_need_a_yes(person: People, server: LiveServer) -> None:
    """New keys that would lose earlier versions are refused and name the texts; a yes goes on, by both ways."""
    carnet = carnet_of(person())
    passphrase, words = carnet.create("camille")
    entry_id = carnet.write("Un.")
    carnet.write("Un autre.")
    carnet.amend(entry_id, "Un, relu.")
    carnet.sync()
    _erase_first_versions(server)
    refused = (
        "notebook.prepareRekey({current: a[0], next: a[1], compromised: true})"
        ".catch(({code, texts}) => ({code, texts}))"
    )
    assert carnet.do(refused, passphrase, NEXT) == {"code": "lost-versions", "texts": [entry_id]}
    assert (carnet.phase, carnet.alarm, carnet.refusal("notebook.finishRekey()")) == ("open", None, "closed")
    carnet.page.close()  # it would be told at any moment that its session was cut
    recovered = carnet_of(person())
    secret = {"login": "camille", "words": words, "passphrase": NEXT}
    assert recovered.refusal("notebook.recover(a[0])", secret) == "lost-versions"
    recovered.do("notebook.recover({...a[0], loseVersions: true})", secret)
    recovered.do("notebook.acceptState()")
    recovered.do("notebook.finishRecovery()")
    recovered.sync()
    assert (recovered.excerpts(), recovered.text(entry_id)) == (["Un autre.", "Un, relu."], "Un, relu.")
    again = "notebook.prepareRekey({current: a[0], next: a[0], compromised: true, loseVersions: true})"
    recovered.do(again, NEXT)
    recovered.do("notebook.finishRekey()")
    assert (recovered.text(entry_id), recovered.alarm) == ("Un, relu.", None)


def test_what_a_device_wrote_before_new_keys_is_not_lost(person: People) -> None:
    """Outbox records and sas notes made under the old account key are opened and sent after another device's rekey."""
    first = carnet_of(person())
    passphrase, _ = first.create("camille")
    someone = person()
    second = carnet_of(someone)
    second.sign_in("camille", passphrase)
    with someone.offline():
        second.do("notebook.note('Dans l’outbox.')")
        second.do("notebook.close()")
        second.do("notebook.note('Dans le sas.')")
    first.do("notebook.prepareRekey({current: a[0], next: a[1], compromised: false})", passphrase, NEXT)
    first.do("notebook.finishRekey()")
    second.unlock(NEXT)
    second.wait(
        "notebook.entries.size === 2 && [...notebook.entries.values()].every((entry) => entry.saved === 'server')"
    )
    first.sync()
    assert first.excerpts() == ["Dans le sas.", "Dans l’outbox."]


def test_the_twelve_words_open_a_lost_account(person: People) -> None:
    """Recovery on a new device gives back every text under a new phrase and a new fiche; the old phrase is refused."""
    first = carnet_of(person())
    passphrase, words = first.create("camille")
    first.write("Retrouvé.")
    first.page.close()  # lost: it would be told at any moment that its session was cut
    second = carnet_of(person())
    assert second.do("notebook.checkWords(a[0])", words)["ok"] is True
    assert second.do("notebook.checkWords('abaisser zzzz')")["position"] == 1
    prepared = second.do("notebook.recover({login: 'camille', words: a[0], passphrase: a[1]})", words, NEXT)
    assert (len(prepared["words"]), second.phase) == (12, "absent")
    second.do("notebook.acceptState()")
    second.do("notebook.finishRecovery()")
    second.sync()
    assert (second.phase, second.excerpts(), second.alarm) == ("open", ["Retrouvé."], None)
    second.write("Après.")
    third = signed_in(person, "camille", NEXT)
    assert third.excerpts() == ["Après.", "Retrouvé."]
    stranger = person()
    stranger.expects(REFUSED)
    assert (
        carnet_of(stranger).refusal("notebook.signIn({login: 'camille', passphrase: a[0]})", passphrase)
        == "wrong-secret"
    )


def test_a_session_that_was_cut_closes_the_notebook_and_the_phrase_brings_it_back(person: People) -> None:
    """Cutting another session closes its notebook at the next exchange; the phrase signs it in again."""
    first = carnet_of(person())
    passphrase, _ = first.create("camille")
    first.write("Un texte.")
    someone = person()
    someone.expects(REFUSED)
    second = carnet_of(someone)
    second.sign_in("camille", passphrase)
    other = next(each for each in first.do("notebook.sessions()") if not each["current"])
    first.do("notebook.cutSession(a[0])", other["session_id"])
    second.do("notebook.note('Écrit pendant la coupure.')")
    second.sync()
    second.wait("notebook.phase === 'closed'")
    second.unlock(passphrase)
    second.wait("[...notebook.entries.values()].every((entry) => entry.saved === 'server')")
    assert second.excerpts() == ["Un texte.", "Écrit pendant la coupure."]
    first.sync()
    assert first.excerpts() == ["Un texte.", "Écrit pendant la coupure."]


def test_an_account_is_erased_here_and_on_the_server(person: People) -> None:
    """Erasing asks for the phrase, counts what went, and leaves neither an account nor a device.

    When the server fails instead, the exchange goes on.
    """
    someone = person()
    carnet = carnet_of(someone)
    passphrase, _ = carnet.create("camille")
    carnet.write("À effacer.")
    assert carnet.refusal("notebook.deleteAccount('fausse')") == "wrong-secret"
    erasure = re.compile("/account/deletion$")
    someone.expects("status of 500")
    carnet.page.route(erasure, lambda route: route.fulfill(status=500, json={"error": "server"}))
    with carnet.page.expect_request(re.compile("/head$")):
        assert carnet.refusal("notebook.deleteAccount(a[0])", passphrase) == "server"
    carnet.page.unroute(erasure)
    counts = carnet.do("notebook.deleteAccount(a[0])", passphrase)
    assert (counts["accounts"], counts["objects"], carnet.phase) == (1, 1, "absent")
    someone.expects(REFUSED)
    assert carnet.refusal("notebook.signIn({login: 'camille', passphrase: a[0]})", passphrase) == "wrong-secret"


def test_no_secret_and_no_word_ever_leaves_the_browser(person: People) -> None:
    """Neither the passphrase, nor the fiche, nor a written word is in any request of making, writing and opening."""
    someone = person()
    carnet = carnet_of(someone)
    sent: list[str] = []
    someone.page.on("request", lambda request: sent.append(request.url + repr(request.post_data_buffer)))
    passphrase, words = carnet.create("camille")
    carnet.write("canari-jaune-4127")
    carnet.reload()
    carnet.unlock(passphrase)
    carnet.sync()
    everything = "\n".join(sent)
    assert len(sent) > 5
    for secret in (passphrase, words, "canari-jaune-4127"):
        assert secret not in everything
