"""Never lose a word: offline, in two tabs, on two devices, while closed, after a crash."""

from collections.abc import Callable

from tests.browser.carnet import Carnet, carnet_of, signed_in
from tests.browser.person import Person

People = Callable[..., Person]


def test_a_line_written_without_network_is_sent_when_it_comes_back(person: People) -> None:
    """Offline, the text is on the device and said so; back online, it is confirmed."""
    someone = person()
    carnet = carnet_of(someone)
    carnet.create("camille")
    with someone.offline():
        entry_id = carnet.do("notebook.note('Dans le couloir.')")
        carnet.sync()
        assert carnet.state == "offline"
        assert carnet.do("notebook.entries.get(a[0]).saved", entry_id) == "device"
    carnet.sync()
    assert (carnet.state, carnet.do("notebook.entries.get(a[0]).saved", entry_id)) == ("saved", "server")


def test_the_notebook_opens_and_takes_lines_without_network(person: People) -> None:
    """With the network away the page still loads, unlocks and writes; nothing is lost when it returns."""
    someone = person()
    carnet = carnet_of(someone)
    passphrase, _ = carnet.create("camille")
    carnet.write("Avant.")
    with someone.offline():
        carnet.reload()
        carnet.unlock(passphrase)
        carnet.do("notebook.note('Pendant.')")
        assert carnet.excerpts() == ["Avant.", "Pendant."]
        carnet.reload()
        carnet.unlock(passphrase)
        assert carnet.excerpts() == ["Avant.", "Pendant."]
    carnet.sync()
    other = signed_in(person, "camille", passphrase)
    assert other.excerpts() == ["Avant.", "Pendant."]


def test_a_page_that_vanishes_keeps_what_was_written_at_the_last_pause(person: People) -> None:
    """A text kept on the device and never sent is there after the page was lost, and is then sent."""
    carnet = carnet_of(person())
    passphrase, _ = carnet.create("camille")
    entry_id = carnet.write("Début.")
    carnet.amend(entry_id, "Début et suite.")
    carnet.reload()
    carnet.unlock(passphrase)
    assert carnet.text(entry_id) == "Début et suite."
    carnet.sync()
    assert carnet.do("notebook.entries.get(a[0])", entry_id)["revision"] == 2


def test_two_devices_that_write_over_the_same_text_keep_both(person: People) -> None:
    """The second to send makes a second text that names the first; both are on both devices, and either can be kept."""
    first = carnet_of(person())
    passphrase, _ = first.create("camille")
    entry_id = first.write("Commun.")
    second = signed_in(person, "camille", passphrase)
    first.amend(entry_id, "Vu du bureau.")
    second.amend(entry_id, "Vu du train.")
    first.sync()
    second.sync()
    first.sync()
    assert first.excerpts() == second.excerpts() == ["Vu du bureau.", "Vu du train."]
    assert (first.state, first.text(entry_id)) == ("two-versions", "Vu du bureau.")
    copy = first.do("[...notebook.entries.values()].find((entry) => entry.copyOf === a[0]).id", entry_id)
    first.do("notebook.keepThis(a[0])", copy)
    first.sync()
    assert (first.text(entry_id), first.state) == ("Vu du train.", "saved")
    assert first.do("notebook.entries.get(a[0]).end", copy) is not None
    assert [each["revision"] for each in first.do("notebook.versions(a[0])", entry_id)] == [3, 2, 1]


def test_two_versions_may_both_stay(person: People) -> None:
    """Keeping both leaves two ordinary texts."""
    first = carnet_of(person())
    passphrase, _ = first.create("camille")
    entry_id = first.write("Commun.")
    second = signed_in(person, "camille", passphrase)
    first.amend(entry_id, "Un.")
    second.amend(entry_id, "Autre.")
    first.sync()
    second.sync()
    second.do("notebook.keepBoth(a[0])", entry_id)
    second.sync()
    assert (second.state, second.excerpts()) == ("saved", ["Autre.", "Un."])


def test_two_tabs_share_one_outbox_and_lose_nothing(person: People) -> None:
    """Two tabs of one browser write apart and over each other: every line is on the server."""
    someone = person()
    first = carnet_of(someone)
    passphrase, _ = first.create("camille")
    entry_id = first.write("Commun.")
    second = Carnet(someone.context.new_page())
    second.unlock(passphrase)
    first.amend(entry_id, "Premier onglet.")
    second.do("notebook.note('Du second onglet.')")
    second.wait("notebook.entries.get(a[0])?.summary.excerpt === 'Premier onglet.'", entry_id)
    second.amend(entry_id, "Premier onglet, repris dans le second.")
    second.sync()
    first.sync()
    expected = ["Du second onglet.", "Premier onglet, repris dans le second."]
    first.wait("[...notebook.entries.values()].every((entry) => entry.saved === 'server')")
    other = signed_in(person, "camille", passphrase)
    assert "Du second onglet." in other.excerpts()
    assert expected[1] in other.excerpts()


def test_a_flush_ends_when_what_was_sent_is_shown_as_confirmed(person: People) -> None:
    """Whoever waits for a flush then reads where each text is, without another moment to wait for."""
    carnet = carnet_of(person())
    carnet.create("camille")
    flushed = (
        "notebook.note(a[0]).then(() => notebook.flush()).then(() => notebook.entries.values().next().value.saved)"
    )
    assert carnet.do(flushed, "Envoyée tout de suite.") == "server"


def test_long_texts_leave_in_requests_that_the_server_takes(person: People) -> None:
    """Texts that together weigh more than one request should are sent in several, and all are confirmed."""
    someone = person()
    carnet = carnet_of(someone)
    carnet.create("camille")
    sent: list[int] = []
    someone.page.on(
        "request",
        lambda asked: sent.append(len(asked.post_data_buffer or b"")) if asked.url.endswith("/links") else None,
    )
    for letter in "abc":
        carnet.do("notebook.note(a[0].repeat(7 * 1024 * 1024))", letter)
    carnet.sync()
    assert carnet.do("[...notebook.entries.values()].map(({saved}) => saved)") == ["server"] * 3
    assert len(sent) == 2
    assert all(size < 32 * 1024 * 1024 for size in sent)


def test_what_is_written_while_closed_is_put_away_at_the_next_opening(person: People) -> None:
    """The sas takes a line without a key; it is an ordinary text after the passphrase; nothing went out before."""
    someone = person()
    carnet = carnet_of(someone)
    passphrase, _ = carnet.create("camille")
    carnet.do("notebook.close()")
    posted: list[str] = []
    someone.page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    carnet.do("notebook.note('Dix secondes devant la porte.')")
    assert (carnet.phase, carnet.excerpts(), posted) == ("closed", [], [])
    carnet.unlock(passphrase)
    carnet.sync()
    assert carnet.excerpts() == ["Dix secondes devant la porte."]
    assert carnet.do("[...notebook.entries.values()][0].saved") == "server"


def test_closing_forgets_every_text_and_sends_what_was_written(person: People) -> None:
    """After closing, the page holds no text and the server has the last line."""
    carnet = carnet_of(person())
    passphrase, _ = carnet.create("camille")
    carnet.do("notebook.note('Juste avant de fermer.')")
    carnet.do("notebook.close()")
    assert (carnet.phase, carnet.excerpts()) == ("closed", [])
    assert carnet.refusal("notebook.open('00')") == "closed"
    other = signed_in(person, "camille", passphrase)
    assert other.excerpts() == ["Juste avant de fermer."]


def test_the_notebook_closes_by_itself_after_the_chosen_delay(person: People) -> None:
    """Without a gesture for the chosen time, every key is forgotten."""
    carnet = carnet_of(person())
    carnet.create("camille")
    carnet.write("Oubliée ouverte.")
    carnet.do("notebook.setAutoLock(0.02)")
    carnet.wait("notebook.phase === 'closed'")
    assert carnet.excerpts() == []


def test_a_browser_that_takes_its_storage_back_loses_no_unsent_word(person: People) -> None:
    """Storage is evicted under an open notebook: what waits is kept by the page, written again, and sent."""
    someone = person()
    carnet = carnet_of(someone)
    passphrase, _ = carnet.create("camille")
    carnet.write("Déjà envoyée.")
    carnet.do("notebook.note('Pas encore envoyée.')")
    devtools = someone.context.new_cdp_session(carnet.page)
    origin = carnet.page.evaluate("() => location.origin")
    devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})
    carnet.sync()
    carnet.wait("[...notebook.entries.values()].every((entry) => entry.saved === 'server')")
    other = signed_in(person, "camille", passphrase)
    assert other.excerpts() == ["Déjà envoyée.", "Pas encore envoyée."]


def test_a_device_is_not_forgotten_while_something_is_unsent(person: People) -> None:
    """Forgetting is refused while a line waits, and leaves nothing once it may."""
    someone = person()
    carnet = carnet_of(someone)
    carnet.create("camille")
    with someone.offline():
        carnet.do("notebook.note('En attente.')")
        assert carnet.refusal("notebook.forgetDevice({exported: false})") == "unsent"
        carnet.do("notebook.forgetDevice({exported: true})")
        assert (carnet.phase, carnet.do("notebook.login")) == ("absent", None)
    assert carnet.do("indexedDB.databases().then((all) => all.map((each) => each.name))") in ([], ["recul"])
