"""What a person does with the interface: reads it, clicks, types. Nothing here calls a module of ours."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.person import axe

# A first visit installs every file of the release: on a busy machine that takes longer than Playwright's five seconds.
expect.set_options(timeout=20_000)


@dataclass(frozen=True)
class Space:
    """What a person keeps on paper: their pseudonym, their passphrase, the twelve words of their fiche."""

    login: str
    passphrase: str
    words: list[str]

    @property
    def sheet(self) -> str:
        """The words as one types them, in order."""
        return " ".join(self.words)


def look_at(page: Page) -> None:
    """Expect a page that everyone can use, as wide as its window."""
    findings = axe(page)
    assert not findings, "\n".join(findings)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"the page is {overflow} px wider than its window"


def press(page: Page | Locator, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page | Locator, name: str) -> None:
    """Follow the link of that name."""
    page.get_by_role("link", name=name, exact=True).click()


def visit(page: Page, place: str) -> None:
    """Go to one of the four places by its word."""
    follow(page.get_by_role("navigation", name="Lieux"), place)
    expect(page.get_by_role("navigation", name="Lieux").get_by_role("link", name=place)).to_have_attribute(
        "aria-current", "page"
    )


def visit_mine(page: Page, place: str) -> None:
    """Go to a page of « Moi » by the words of its table of contents."""
    visit(page, "Moi")
    page.get_by_role("main").get_by_role("link").filter(has=page.get_by_text(place, exact=True)).click()
    expect(page.get_by_role("heading", level=1, name=place, exact=True)).to_be_visible()


def says(page: Page, sentence: str) -> None:
    """Wait until the state line says a sentence."""
    expect(page.locator("recul-state-line")).to_have_text(sentence)


def read_words(page: Page) -> list[str]:
    """Read the twelve words of the fiche on the screen."""
    items = page.locator(".flow > .fiche-words > li")
    expect(items).to_have_count(12)
    return [text.lstrip("0123456789 \n") for text in items.all_inner_texts()]


def type_words_back(page: Page, words: list[str]) -> None:
    """Type the three words that the page asks for."""
    fields = page.get_by_label("Le mot ")
    expect(fields).to_have_count(3)
    for label in page.get_by_text("Le mot ").all_inner_texts():
        page.get_by_label(label, exact=True).fill(words[int(label.removeprefix("Le mot ")) - 1])


def prove_fiche(page: Page, way: str) -> list[str]:
    """Read a new fiche, say it is done, type three words back and press the way on; returns the words."""
    expect(page.get_by_role("heading", name="Votre fiche de secours")).to_be_visible()
    words = read_words(page)
    press(page, "C’est fait, la relire")
    type_words_back(page, words)
    press(page, way)
    return words


def keep_drawn_phrase(page: Page) -> str:
    """Keep the passphrase that was drawn; returns it."""
    drawn = page.locator(".phrase")
    expect(drawn).not_to_be_empty()
    passphrase = drawn.inner_text()
    press(page, "Garder cette phrase")
    return passphrase


def create_space(page: Page, login: str) -> Space:
    """Make a space from the page that makes them, and arrive on today's page."""
    page.goto("/creer")
    space = make_space(page, login)
    expect(blank_line(page)).to_be_visible()
    return space


def make_space(page: Page, login: str) -> Space:
    """Make a space on the page that makes them, where one is."""
    page.get_by_label("Pseudonyme").fill(login)
    press(page, "Continuer")
    passphrase = keep_drawn_phrase(page)
    words = prove_fiche(page, "Créer mon espace")
    return Space(login, passphrase, words)


def blank_line(page: Page) -> Locator:
    """The line one writes on, on today's page."""
    return page.get_by_label("Écrire", exact=True)


def write_line(page: Page, text: str) -> None:
    """Write on the blank line, lay it down, and wait until the server holds it."""
    blank_line(page).fill(text)
    press(page, "C’est posé")
    expect(entry(page, text)).to_be_visible()
    says(page, "Enregistré")


def entry(page: Page, text: str) -> Locator:
    """A text in a list, found by its first words: a list shows no more."""
    return page.get_by_role("article").filter(has_text=text[:100])


def open_entry(page: Page, text: str) -> Locator:
    """Open a text from a list; returns the field of its words."""
    entry(page, text).get_by_role("link").first.click()
    field = page.get_by_role("textbox", name="Le texte")
    expect(field).to_be_visible()
    return field


def search_line(page: Page) -> Locator:
    """The line on which one looks for words, in the journal."""
    return page.get_by_role("searchbox", name="Chercher dans mon journal")


def unfold_details(page: Page) -> None:
    """Unfold what surrounds a text."""
    page.get_by_text("Jour, mots-clés, sorte de texte").click()


def unfold(page: Page, words: str) -> None:
    """Unfold what stands under a text, by its words."""
    page.locator("summary").filter(has=page.get_by_text(words, exact=True)).click()


def done(page: Page) -> None:
    """Leave a page where one does one thing."""
    page.get_by_role("link", name="Terminer").filter(visible=True).click()


def close(page: Page) -> None:
    """Close the notebook by the button in sight."""
    page.get_by_role("button", name="Fermer").filter(visible=True).click()
    expect_closed(page)


def expect_closed(page: Page) -> None:
    """Wait until the door is shut."""
    expect(page.get_by_role("heading", name="Votre carnet est fermé.")).to_be_visible()


def unlock(page: Page, passphrase: str) -> None:
    """Open the notebook of this device."""
    page.get_by_label("Phrase de passe").fill(passphrase)
    press(page, "Ouvrir")
    expect(page.get_by_role("navigation", name="Lieux")).to_be_visible()


def sign_in(page: Page, login: str, passphrase: str) -> None:
    """Type the pseudonym and the passphrase on a device without a notebook."""
    page.goto("/carnet")
    page.get_by_label("Pseudonyme").fill(login)
    page.get_by_label("Phrase de passe").fill(passphrase)
    press(page, "Ouvrir mon carnet ici")


def accept_state(page: Page) -> None:
    """Say that what the server shows to a device without memory is one's own notebook."""
    press(page, "C’est bien mon carnet")


def open_here(page: Page, login: str, passphrase: str) -> None:
    """Open one's notebook on a device that has none, and say yes to what it shows."""
    sign_in(page, login, passphrase)
    accept_state(page)
    expect(page.get_by_role("navigation", name="Lieux")).to_be_visible()
