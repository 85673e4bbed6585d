"""Never lose a word: without network, without server, with a wrong clock, a full disk, an emptied browser, two tabs."""

import signal
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.gestures import (
    blank_line,
    close,
    create_space,
    entry,
    look_at,
    open_entry,
    open_here,
    press,
    says,
    unlock,
    visit,
    visit_mine,
    write_line,
)
from tests.browser.live_server import LiveServer, live_server
from tests.browser.person import DESK, PHONE, Person

People = Callable[..., Person]

OFFLINE = "Hors ligne : tout est gardé ici"
NOT_SENT = "L’envoi n’est pas parti. Tout est gardé ici."

# What a browser does when the disk of the device is full, until it is not any more.
_FILL_DISK = """() => {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = () => { throw new DOMException('The disk is full.', 'QuotaExceededError'); };
  window.emptyDisk = () => { IDBObjectStore.prototype.put = put; };
}"""


def _lay_down(page: Page, text: str) -> None:
    """Write a line and lay it down, whatever becomes of it."""
    blank_line(page).fill(text)
    press(page, "C’est posé")
    expect(entry(page, text)).to_be_visible()


def _expect_elsewhere(page: Page, login: str, passphrase: str, texts: list[str]) -> None:
    """Expect exactly these texts on a device without memory."""
    open_here(page, login, passphrase)
    for text in texts:
        expect(entry(page, text)).to_have_count(1)
    expect(page.get_by_role("article")).to_have_count(len(texts))


def test_without_network_one_opens_reads_and_writes(person: People) -> None:
    """In a corridor the page loads, opens, shows every text and keeps a line; it leaves when the network is back."""
    someone = person(PHONE)
    page = someone.page
    space = create_space(page, "camille")
    write_line(page, "Avant.")
    with someone.offline():
        page.reload()
        unlock(page, space.passphrase)
        expect(open_entry(page, "Avant.")).to_have_text("Avant.")
        page.get_by_role("link", name="Terminer").filter(visible=True).click()
        _lay_down(page, "Pendant.")
        says(page, OFFLINE)
        look_at(page)
        page.reload()
        unlock(page, space.passphrase)
        expect(entry(page, "Pendant.")).to_be_visible()
    says(page, "Enregistré")
    _expect_elsewhere(person(DESK).page, "camille", space.passphrase, ["Avant.", "Pendant."])


def test_a_server_that_stops_and_comes_back_loses_nothing(person: People, server: LiveServer) -> None:
    """While the server is down the notebook opens and keeps what is written; it sends it by itself when it returns."""
    someone = person(DESK)
    someone.expects("ERR_CONNECTION_REFUSED")
    page = someone.page
    space = create_space(page, "camille")
    write_line(page, "Avant.")
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(30)
    _lay_down(page, "Pendant.")
    says(page, OFFLINE)
    close(page)
    page.reload()
    unlock(page, space.passphrase)
    expect(entry(page, "Pendant.")).to_be_visible()
    with live_server(server.data_dir, int(server.origin.rpartition(":")[2])):
        says(page, "Enregistré")
        _expect_elsewhere(person(PHONE).page, "camille", space.passphrase, ["Avant.", "Pendant."])


def test_a_failure_of_the_server_is_said_and_tried_again(person: People) -> None:
    """An error in the middle of a sending is said in words, the text is kept, and it is sent once, a moment later."""
    someone = person(PHONE)
    someone.expects("status of 500")
    page = someone.page
    space = create_space(page, "camille")
    page.route("**/links", lambda route: route.fulfill(status=500, json={"error": "server"}), times=1)
    _lay_down(page, "Malgré l’erreur.")
    says(page, NOT_SENT)
    look_at(page)
    says(page, "Enregistré")
    _expect_elsewhere(person(DESK).page, "camille", space.passphrase, ["Malgré l’erreur."])


def test_a_lost_answer_makes_no_second_text(person: People) -> None:
    """When the server stored a line and its answer was lost, the line is recognised and stands once."""
    someone = person(PHONE)
    someone.expects("ERR_FAILED")
    page = someone.page
    space = create_space(page, "camille")

    def lose_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/links", lose_answer, times=1)
    _lay_down(page, "Une seule fois.")
    says(page, "Enregistré")
    expect(entry(page, "Une seule fois.")).to_have_count(1)
    _expect_elsewhere(person(DESK).page, "camille", space.passphrase, ["Une seule fois."])


def test_a_server_without_room_is_said(person: People) -> None:
    """When the disk of the server is full, the person reads so, and that the text is kept and will leave by itself."""
    someone = person(PHONE)
    someone.expects("status of 507")
    page = someone.page
    create_space(page, "camille")
    page.route("**/links", lambda route: route.fulfill(status=507, json={"error": "storage-full"}), times=1)
    _lay_down(page, "Gardée.")
    says(page, "Le serveur n’a plus de place. Votre texte est gardé sur cet appareil et partira tout seul.")
    says(page, "Enregistré")


def test_a_clock_a_day_ahead_changes_nothing_that_matters(person: People) -> None:
    """A device a day ahead writes, throws away and takes back; another device, on time, reads the same."""
    someone = person(DESK)
    page = someone.page
    now = page.evaluate("Date.now()")
    page.clock.install(time=now / 1000 + 86_400)
    page.clock.resume()
    space = create_space(page, "camille")
    write_line(page, "De demain.")
    open_entry(page, "De demain.")
    press(page, "Mettre à la corbeille")
    visit_mine(page, "Corbeille")
    press(page, "Remettre dans le journal")
    expect(page.get_by_text("La corbeille est vide.")).to_be_visible()
    close(page)
    unlock(page, space.passphrase)
    visit(page, "Journal")
    expect(entry(page, "De demain.")).to_be_visible()
    _expect_elsewhere(person(PHONE).page, "camille", space.passphrase, ["De demain."])


def test_two_tabs_show_each_other_and_lose_nothing(person: People) -> None:
    """Two windows of one browser show each other's lines at once; closing one loses nothing of the other."""
    someone = person(DESK)
    first = someone.page
    space = create_space(first, "camille")
    second = someone.context.new_page()
    second.goto("/carnet")
    unlock(second, space.passphrase)
    _lay_down(first, "Du premier.")
    expect(entry(second, "Du premier.")).to_be_visible()
    blank_line(second).fill("Du second, sans bouton.")
    expect(entry(first, "Du second, sans bouton.")).to_be_visible()
    second.close()
    _lay_down(first, "Plus tard.")
    says(first, "Enregistré")
    texts = ["Du premier.", "Du second, sans bouton.", "Plus tard."]
    _expect_elsewhere(person(PHONE).page, "camille", space.passphrase, texts)


def test_a_browser_that_took_its_storage_back_finds_everything_again(person: People) -> None:
    """After an eviction the device says that it holds no notebook, and the pseudonym and passphrase bring it back."""
    someone = person(PHONE)
    page = someone.page
    space = create_space(page, "camille")
    write_line(page, "Sur le serveur.")
    close(page)
    devtools = someone.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    page.goto("/carnet")
    expect(page.get_by_role("heading", name="Aucun carnet sur cet appareil.")).to_be_visible()
    open_here(page, "camille", space.passphrase)
    expect(entry(page, "Sur le serveur.")).to_be_visible()


def test_a_full_device_is_said_and_keeps_the_words_on_the_page(person: People) -> None:
    """When this device has no room left the person reads so, and the words on the page are kept once there is."""
    someone = person(DESK)
    page = someone.page
    space = create_space(page, "camille")
    page.evaluate(_FILL_DISK)
    blank_line(page).fill("Trop pour cet appareil.")
    expect(page.locator("recul-state-line")).to_contain_text("Plus de place sur cet appareil.")
    expect(page.get_by_role("alert")).to_contain_text("Il n’y a plus de place sur cet appareil.")
    expect(blank_line(page)).to_have_value("Trop pour cet appareil.")
    look_at(page)
    page.evaluate("emptyDisk()")
    press(page, "C’est posé")
    says(page, "Enregistré")
    _expect_elsewhere(person(PHONE).page, "camille", space.passphrase, ["Trop pour cet appareil."])
