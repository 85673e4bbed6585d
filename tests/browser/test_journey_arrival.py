"""The first opening on a device: it says what it was shown, and writes nothing before a yes."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.carnet import Carnet
from tests.browser.gestures import accept_state, create_space, entry, look_at, press, sign_in, unlock, write_line
from tests.browser.person import DESK, PHONE, Person

People = Callable[..., Person]
READS = ("/prelogin", "/sessions", "/recoveries", "/objects/fetch")
QUESTION = ", 2 textes."


def _writes(page: Page) -> list[str]:
    """Every request from now on that could change something on the server."""
    sent: list[str] = []
    page.on(
        "request",
        lambda asked: None if asked.method == "GET" or asked.url.endswith(READS) else sent.append(asked.url),
    )
    return sent


def _known_notebook(person: People) -> tuple[str, str]:
    """The passphrase and the words of someone whose notebook holds two texts."""
    page = person(DESK).page
    space = create_space(page, "camille")
    write_line(page, "Hier.")
    write_line(page, "Aujourd’hui.")
    return space.passphrase, space.sheet


def test_nothing_is_written_before_a_yes(person: People) -> None:
    """The date and the number are shown until a yes, after a reload too; every write before it is refused."""
    passphrase, _ = _known_notebook(person)
    page = person(PHONE).page
    sent = _writes(page)
    sign_in(page, "camille", passphrase)
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    look_at(page)
    page.reload()
    page.get_by_label("Phrase de passe").fill(passphrase)
    press(page, "Ouvrir")
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    refused = page.evaluate(
        "document.querySelector('recul-app').notebook.note('Trop tôt.').catch((error) => error.code)"
    )
    assert (refused, sent) == ("state-not-accepted", [])
    accept_state(page)
    expect(entry(page, "Hier.")).to_be_visible()
    write_line(page, "Après le oui.")
    page.reload()
    unlock(page, passphrase)
    expect(entry(page, "Après le oui.")).to_be_visible()


def test_a_notebook_one_does_not_know_is_forgotten_here(person: People) -> None:
    """« Ce n’est pas ce que j’attendais » cuts the session and leaves nothing on the device; the account is whole."""
    passphrase, _ = _known_notebook(person)
    page = person(PHONE).page
    sign_in(page, "camille", passphrase)
    press(page, "Ce n’est pas ce que j’attendais")
    expect(page.get_by_role("heading", name="Aucun carnet sur cet appareil.")).to_be_visible()
    assert "recul" not in {cookie["name"] for cookie in page.context.cookies()}
    page.reload()
    expect(page.get_by_role("heading", name="Aucun carnet sur cet appareil.")).to_be_visible()
    sign_in(page, "camille", passphrase)
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()


def test_a_recovery_waits_for_the_same_yes(person: People) -> None:
    """A recovery on a new device shows the state before the new fiche, and cannot be finished without a yes."""
    _, words = _known_notebook(person)
    carnet = Carnet(person(PHONE).page)
    sent = _writes(carnet.page)
    phrase = carnet.do("notebook.suggestPassphrase()")
    carnet.do("notebook.recover({login: 'camille', words: a[0], passphrase: a[1]})", words, phrase)
    assert carnet.do("notebook.pendingState.texts") == 2
    assert carnet.refusal("notebook.finishRecovery()") == "state-not-accepted"
    assert sent == []
    carnet.do("notebook.acceptState()")
    carnet.do("notebook.finishRecovery()")
    assert (carnet.phase, carnet.excerpts()) == ("open", ["Aujourd’hui.", "Hier."])
