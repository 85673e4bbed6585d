"""Closing the notebook: nothing of it stays to be read, and one may still write."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.gestures import (
    blank_line,
    close,
    create_space,
    entry,
    expect_closed,
    look_at,
    open_entry,
    press,
    says,
    unlock,
    visit_mine,
    write_line,
)
from tests.browser.live_server import LiveServer
from tests.browser.person import DESK, FLAGS, PHONE, Person, arrive

People = Callable[..., Person]

SECRET = "Mirabelle n’a pas répondu"
"""Words that nobody else writes, so that finding them anywhere means something."""

# Every text and every byte that this browser keeps for the site, as one string in which words can be searched for.
_KEPT = """async () => {
  const found = [];
  const decoders = ['utf-8', 'utf-16le'].map((name) => new TextDecoder(name));
  const read = (value) => {
    if (typeof value === 'string') found.push(value);
    else if (value instanceof ArrayBuffer) read(new Uint8Array(value));
    else if (ArrayBuffer.isView(value)) for (const decoder of decoders) found.push(decoder.decode(value));
    else if (value instanceof CryptoKey) found.push('CryptoKey');
    else if (value && typeof value === 'object') for (const pair of Object.entries(value)) pair.forEach(read);
    else found.push(String(value));
  };
  for (const { name } of await indexedDB.databases()) {
    const asked = indexedDB.open(name);
    await new Promise((resolve) => { asked.onsuccess = resolve; });
    const database = asked.result;
    for (const store of database.objectStoreNames) {
      const rows = database.transaction(store).objectStore(store).getAll();
      await new Promise((resolve) => { rows.onsuccess = resolve; });
      found.push(`${store}: ${rows.result.length}`);
      read(rows.result);
    }
    database.close();
  }
  for (const storage of [localStorage, sessionStorage]) read({ ...storage });
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found.push(request.url);
      read(await (await cache.match(request)).arrayBuffer());
    }
  }
  found.push(location.href, document.title, document.cookie, document.documentElement.outerHTML);
  for (const field of document.querySelectorAll('input, textarea')) found.push(field.value);
  return found.join('\\n');
}"""


def _kept(page: Page) -> str:
    kept: str = page.evaluate(_KEPT)
    return kept


def test_a_closed_notebook_leaves_nothing_to_read(person: People) -> None:
    """After « Fermer », no word written, no tag, no passphrase is in the page, the storages or the caches."""
    page = person(PHONE).page
    space = create_space(page, "camille")
    write_line(page, SECRET)
    open_entry(page, SECRET)
    page.get_by_label("Titre", exact=True).fill("Ostréiculture")
    says(page, "Enregistré sur cet appareil")
    assert SECRET in _kept(page), "the search itself finds what is on an open page"
    page.get_by_role("link", name="Terminer").filter(visible=True).click()
    close(page)
    look_at(page)
    kept = _kept(page)
    assert "objects: 1" in kept
    for words in (SECRET, "Ostréiculture", space.passphrase, space.sheet):
        assert words not in kept
    unlock(page, space.passphrase)
    expect(entry(page, "Ostréiculture")).to_be_visible()


def test_a_wrong_phrase_is_said_and_opens_nothing(person: People) -> None:
    """The door stays shut on a wrong passphrase, says so in words, and takes the right one at once."""
    page = person(PHONE).page
    space = create_space(page, "camille")
    write_line(page, SECRET)
    close(page)
    page.get_by_label("Phrase de passe").fill("une autre phrase que la mienne")
    press(page, "Ouvrir")
    expect(page.get_by_role("alert")).to_have_text("Ce n’est pas la bonne phrase.")
    expect(page.get_by_label("Phrase de passe")).to_be_focused()
    look_at(page)
    assert SECRET not in _kept(page)
    unlock(page, space.passphrase)
    expect(entry(page, SECRET)).to_be_visible()


@pytest.mark.parametrize("minutes", ["une minute", "5 minutes"])
def test_the_notebook_closes_by_itself(person: People, minutes: str) -> None:
    """After the chosen delay without a gesture, and not before, the door shuts; what was being written is kept."""
    seconds = 60 if minutes == "une minute" else 300
    page = person(DESK).page
    page.clock.install()
    space = create_space(page, "camille")
    visit_mine(page, "Réglages de cet appareil")
    look_at(page)
    page.get_by_label(f"{minutes} sans écrire").check()
    page.get_by_role("link", name="Aujourd’hui").click()
    blank_line(page).fill(SECRET)
    page.clock.run_for(1000)
    says(page, "Enregistré sur cet appareil")
    page.clock.fast_forward((seconds - 2) * 1000)
    expect(blank_line(page)).to_have_value(SECRET)
    page.clock.fast_forward(2000)
    expect_closed(page)
    assert SECRET not in _kept(page)
    unlock(page, space.passphrase)
    expect(entry(page, SECRET)).to_be_visible()


@pytest.mark.parametrize("remembering", [False, True], ids=["reloaded", "back-forward-cache"])
def test_going_back_shows_a_closed_door(
    playwright: Playwright, chromium_path: str, server: LiveServer, remembering: bool
) -> None:
    """Coming back from another page finds the notebook closed, even in a browser that keeps whole pages."""
    ignored = ["--disable-back-forward-cache"] if remembering else []
    browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS, ignore_default_args=ignored)
    someone = arrive(browser, server.origin)
    page = someone.page
    space = create_space(page, "camille")
    write_line(page, SECRET)
    page.goto("/limites")
    page.go_back()
    expect_closed(page)
    assert SECRET not in _kept(page)
    unlock(page, space.passphrase)
    close(page)
    page.go_back()
    page.go_forward()
    expect_closed(page)
    someone.leave()
    browser.close()


def test_one_writes_while_closed_and_finds_it_later(person: People) -> None:
    """The line of a closed notebook takes words without any key, shows none again, and puts them away later."""
    someone = person(PHONE)
    page = someone.page
    space = create_space(page, "camille")
    close(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/api/" in request.url else None)
    page.get_by_label("Noter sans ouvrir").fill(SECRET)
    press(page, "Garder cette ligne")
    expect(
        page.get_by_text("Enregistré sur cet appareil. Cette ligne rejoindra le carnet à l’ouverture.")
    ).to_be_visible()
    expect(page.get_by_label("Noter sans ouvrir")).to_have_value("")
    look_at(page)
    kept = _kept(page)
    assert "sas: 1" in kept
    assert SECRET not in kept
    assert sent == []
    page.get_by_label("Noter sans ouvrir").fill("Une seconde ligne.")
    unlock(page, space.passphrase)
    for text in (SECRET, "Une seconde ligne."):
        expect(entry(page, text)).to_be_visible()
    says(page, "Enregistré")
