"""The text one writes in: words that come from elsewhere, the tools, typography, and nothing but the text."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.carnet import Carnet, carnet_of
from tests.browser.gestures import done, look_at, press, visit_mine
from tests.browser.keyboard import tab_to
from tests.browser.person import PHONE, Person

PASTED = Path(__file__).parent / "pasted"
_PASTE = """([html, text]) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', text);
  const field = document.querySelector('.ProseMirror');
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""
_GO_TO = """(id) => {
  history.pushState(null, '', `/carnet/texte#${id}`);
  dispatchEvent(new PopStateEvent('popstate'));
}"""
_KEPT = "notebook.open(a[0]).then(({doc}) => JSON.stringify(doc.body))"
SAC = [["Kenzo", ["strong"]], [" a posé son ", []], ["sac", ["em"]], [".", []]]
CLEAN: dict[str, list[Any]] = {
    "word": [
        ["heading", [["Un matin", []]]], ["paragraph", SAC], ["item", [["un sac", []]]], ["item", [["une chaise", []]]],
    ],
    "libreoffice": [
        ["heading", [["Un matin", []]]], ["paragraph", [["Kenzo", ["strong"]], [" a posé", []]]],
        ["paragraph", [["son ", []], ["sac", ["em"]], [".", []]]], ["item", [["un sac", []]]],
        ["item", [["une chaise", []]]], ["paragraph", [["qui", []]]], ["paragraph", [["quoi", []]]],
    ],
    "documents": [["subheading", [["Un matin", []]]], ["paragraph", SAC], ["item", [["un sac", []]]]],
    "page": [
        ["subheading", [["Un matin", []]]],
        ["paragraph", [["Kenzo a posé son ", []], ["sac", ["link:https://example.org/sac"]], [", ici.", []]]],
        ["todo", [["rappeler", []]]], ["done", [["écrire", []]]], ["quote", [["Oui.", []]]],
        ["paragraph", [["brut", []]]],
    ],
}  # fmt: skip


@dataclass
class Desk:
    """A notebook and its passphrase."""

    carnet: Carnet
    passphrase: str


@pytest.fixture
def carnet(desk: Desk) -> Carnet:
    """The notebook of the file."""
    return desk.carnet


@pytest.fixture(scope="module")
def desk(resident: Callable[[], Person]) -> Desk:
    """One notebook for the whole file, on a phone."""
    carnet = carnet_of(resident())
    carnet.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    passphrase, _ = carnet.create("camille")
    return Desk(carnet, passphrase)


def new_page(carnet: Carnet) -> tuple[str, Page]:
    """Open a new, empty text; returns its id and the page."""
    entry_id: str = carnet.do("notebook.note('')")
    carnet.page.evaluate(_GO_TO, entry_id)
    field(carnet.page).click()
    return entry_id, carnet.page


def field(page: Page) -> Any:
    """Where one writes."""
    return page.get_by_role("textbox", name="Le texte")


def tools_on_last_word(page: Page) -> Locator:
    """Select the last word and show every tool; returns the toolbar."""
    page.keyboard.press("Shift+Control+ArrowLeft")
    tools = page.get_by_role("toolbar", name="Mise en forme")
    press(tools, "Plus")
    return tools


def expect_kept(carnet: Carnet, entry_id: str, body: list[Any]) -> None:
    """Wait until the device keeps these words."""
    carnet.wait_for_answer(
        f"{_KEPT}.then((kept) => kept === a[1])", entry_id, json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    )


@pytest.mark.parametrize("source", sorted(CLEAN))
def test_words_from_elsewhere_come_clean(carnet: Carnet, source: str) -> None:
    """Headings, lists, boxes, weight and slant are kept; styles, blank lines, code and distant pictures are not."""
    entry_id, page = new_page(carnet)
    page.evaluate(_PASTE, [(PASTED / f"{source}.html").read_text(), "texte nu"])
    expect_kept(carnet, entry_id, CLEAN[source])
    assert page.evaluate("() => window.pwned ?? null") is None


def test_boxes_are_ticked_and_tools_are_behind_a_word(carnet: Carnet) -> None:
    """A box, its tick, an alias, a change taken back and made again; the page stays readable."""
    entry_id, page = new_page(carnet)
    page.keyboard.type("rappeler Lou")
    tools = tools_on_last_word(page)
    expect(tools.get_by_role("button", name="Plus")).to_have_attribute("aria-expanded", "true")
    look_at(page)
    press(tools, "Nom d’emprunt")
    press(tools, "À faire")
    expect(tools.get_by_role("button", name="À faire")).to_have_attribute("aria-pressed", "true")
    expect_kept(carnet, entry_id, [["todo", [["rappeler ", []], ["Lou", ["alias"]]]]])
    box = page.get_by_role("checkbox", name="Fait")
    box.click()
    expect(box).to_be_checked()
    expect_kept(carnet, entry_id, [["done", [["rappeler ", []], ["Lou", ["alias"]]]]])
    look_at(page)
    press(tools, "Annuler")
    expect(box).not_to_be_checked()
    press(tools, "Rétablir")
    expect(box).to_be_checked()
    expect(page.get_by_text("2 mots", exact=True)).to_be_visible()


def test_saving_does_not_move_the_cursor(carnet: Carnet) -> None:
    """A text that the server has just taken is the one under one's fingers: the next letter goes where one was."""
    entry_id, page = new_page(carnet)
    page.keyboard.type("Un deux")
    page.keyboard.press("Control+ArrowLeft")
    expect_kept(carnet, entry_id, [["paragraph", [["Un deux", []]]]])
    carnet.sync()
    carnet.wait("notebook.entries.get(a[0]).saved === 'server'", entry_id)
    page.keyboard.type("et ")
    expect_kept(carnet, entry_id, [["paragraph", [["Un et deux", []]]]])


def test_nothing_but_the_text(carnet: Carnet) -> None:
    """One gesture hides everything else, Escape or a word shows it again; leaving the page does too."""
    _, page = new_page(carnet)
    tools = page.get_by_role("toolbar", name="Mise en forme")
    press(tools, "Plus")
    press(tools, "Rien que le texte")
    expect(field(page)).to_be_focused()
    expect(page.get_by_role("navigation", name="Lieux")).to_be_hidden()
    expect(tools).to_be_hidden()
    page.keyboard.type("Seul.")
    look_at(page)
    tab_to(page, "Tout montrer")
    page.keyboard.press("Enter")
    expect(tools).to_be_visible()
    expect(field(page)).to_be_focused()
    press(tools, "Rien que le texte")
    page.keyboard.press("Escape")
    expect(tools).to_be_visible()
    press(tools, "Rien que le texte")
    expect(page.locator("html.only-text")).to_have_count(1)
    page.go_back()
    expect(page.locator("html.only-text")).to_have_count(0)


def test_typography_is_french_until_one_prefers_otherwise(carnet: Carnet) -> None:
    """As in a French book while one types; Backspace gives back what was typed; a setting switches it off."""
    entry_id, page = new_page(carnet)
    page.keyboard.type('Il dit "oui" ? C\'')
    page.keyboard.press("Backspace")
    page.keyboard.type("est...")
    expect_kept(carnet, entry_id, [["paragraph", [["Il dit «\u202foui\u202f»\u202f? C'est…", []]]]])
    done(page)
    visit_mine(page, "Réglages de cet appareil")
    page.get_by_label("Poser la typographie française").uncheck()
    look_at(page)
    entry_id, page = new_page(carnet)
    page.keyboard.type('C\'est "tout" ?')
    expect_kept(carnet, entry_id, [["paragraph", [['C\'est "tout" ?', []]]]])


def test_a_change_is_taken_back_after_the_page_was_loaded_again(desk: Desk) -> None:
    """What was erased as soon as it was typed comes back, although every key was forgotten meanwhile.

    What is erased for good leaves nothing of it.
    """
    carnet = desk.carnet
    entry_id, page = new_page(carnet)
    page.keyboard.type("Gardé.")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    # the words are kept before what can be taken back in them
    emptied = "notebook.past(a[0]).then((past) => past?.deeds.at(-1).steps[0].from === 0)"
    carnet.wait_for_answer(emptied, entry_id)
    expect_kept(carnet, entry_id, [])
    carnet.sync()
    carnet.reload()
    carnet.unlock(desk.passphrase)
    page.evaluate(_GO_TO, entry_id)
    field(page).click()
    page.keyboard.press("Control+z")
    expect_kept(carnet, entry_id, [["paragraph", [["Gardé.", []]]]])
    page.keyboard.press("Control+y")
    expect_kept(carnet, entry_id, [])
    carnet.wait_for_answer("notebook.past(a[0]).then((past) => past.deeds.at(-1) === 'redo')", entry_id)
    done(page)
    carnet.do("notebook.trash(a[0])", entry_id)
    carnet.do("notebook.erase(a[0])", entry_id)
    carnet.sync()
    assert carnet.do("notebook.past(a[0])", entry_id) is None


def test_an_address_is_put_on_words(carnet: Carnet) -> None:
    """Only one of the web; another is refused where it was typed, and the words stay as they were."""
    entry_id, page = new_page(carnet)
    page.keyboard.type("voir là")
    tools = tools_on_last_word(page)
    press(tools, "Lien")
    address = page.get_by_label("Adresse du lien")
    expect(address).to_be_focused()
    address.fill("javascript:alert(1)")
    address.press("Enter")
    expect(page.get_by_text("Cette adresse ne commence pas par http:// ou https://.")).to_be_visible()
    look_at(page)
    address.fill("https://example.org/")
    address.press("Enter")
    expect(field(page)).to_be_focused()
    expect_kept(carnet, entry_id, [["paragraph", [["voir ", []], ["là", ["link:https://example.org/"]]]]])
