"""The whole way with the keyboard alone, at 200 %, and in English."""

import json
import re
import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.gestures import Space, create_space, look_at, open_entry, says, visit, visit_mine, write_line
from tests.browser.keyboard import MAX_STOPS, focused, tab_to, use
from tests.browser.person import DESK, ROOT, Person

People = Callable[..., Person]


def _create_by_keyboard(page: Page) -> Space:
    """Make a space without a pointer."""
    page.goto("/")
    use(page, "Créer mon espace")
    expect(page.get_by_role("heading", name="Sous quel nom ouvrirez-vous votre carnet ?")).to_be_visible()
    tab_to(page, "Pseudonyme")
    page.keyboard.type("camille")
    page.keyboard.press("Enter")
    drawn = page.locator(".phrase")
    expect(drawn).not_to_be_empty()
    passphrase = drawn.inner_text()
    use(page, "Garder cette phrase")
    items = page.locator(".flow > .fiche-words > li")
    expect(items).to_have_count(12)
    words = [text.lstrip("0123456789 \n") for text in items.all_inner_texts()]
    use(page, "C’est fait, la relire")
    fields = page.get_by_text("Le mot ")
    expect(fields).to_have_count(3)
    for label in fields.all_inner_texts():
        tab_to(page, label)
        page.keyboard.type(words[int(label.removeprefix("Le mot ")) - 1])
    page.keyboard.press("Enter")
    return Space("camille", passphrase, words)


def test_the_whole_way_by_keyboard(person: People) -> None:
    """Making a space, writing, shaping, closing and opening again need no pointer, and the focus is always seen."""
    page = person(DESK).page
    space = _create_by_keyboard(page)
    expect(page.get_by_label("Écrire", exact=True)).to_be_focused()
    page.keyboard.type("Il a posé son sac.")
    use(page, "Continuer sur une page")
    expect(page.get_by_role("textbox", name="Le texte")).to_be_visible()
    tab_to(page, "Titre")
    page.keyboard.type("Le sac")
    tab_to(page, "Gras")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "Italique"
    tab_to(page, "Le texte")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Et puis rien.")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+b")
    expect(page.locator(".ProseMirror strong")).to_have_text("Il a posé son sac. Et puis rien.")
    page.evaluate("document.activeElement.blur()")
    use(page, "Terminer")
    expect(page.get_by_role("article")).to_have_count(1)
    says(page, "Enregistré")
    page.keyboard.press("Tab")
    use(page, "Fermer le carnet")
    expect(page.get_by_label("Phrase de passe")).to_be_focused()
    page.keyboard.type(space.passphrase)
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_have_count(1)
    use(page, "Journal")
    expect(page.get_by_role("heading", level=1, name="Journal")).to_be_focused()


def test_the_first_stop_leads_to_the_text(person: People) -> None:
    """The first stop of every place offers to skip to the page, and does."""
    page = person(DESK).page
    create_space(page, "camille")
    visit(page, "Moi")
    expect(page.get_by_role("heading", level=1, name="Moi")).to_be_focused()
    skip = page.get_by_role("link", name="Aller au texte")
    for _ in range(MAX_STOPS):
        page.keyboard.press("Shift+Tab")
        if focused(page) == "Aller au texte":
            break
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


PLACES = [
    "", "/journal", "/situations", "/corbeille", "/moi", "/phrase", "/fiche", "/compromis", "/appareils", "/reglages",
    "/export", "/import", "/quitter", "/serveur",
]  # fmt: skip


def _go_inside(page: Page, place: str) -> None:
    """Follow a link of the page to a place, as the notebook's own links do."""
    page.evaluate("(path) => history.pushState(null, '', path)", f"/carnet{place}")
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("width", [320, 640], ids=["a small phone", "a desk at 200 %"])
def test_every_place_fits_a_narrow_window(person: People, width: int) -> None:
    """At 320 px, or 1280 px enlarged twice, everyone can use every place, and none scrolls sideways."""
    page = person({"width": width, "height": 450}).page
    create_space(page, "camille")
    write_line(page, "Anticonstitutionnellement-" * 4 + " et quelques mots.")
    for place in PLACES:
        _go_inside(page, place)
        look_at(page)
    _go_inside(page, "")
    open_entry(page, "Anticonstitutionnellement")
    look_at(page)


def _sentences(language: str) -> dict[str, str]:
    """The sentences of the interface in a language."""
    script = f"import('{ROOT}/static/js/i18n/{language}.js').then((m) => console.log(JSON.stringify(m.{language})))"
    answer = subprocess.run(["node", "-e", script], capture_output=True, check=True)
    sentences: dict[str, str] = json.loads(answer.stdout)
    return sentences


def test_the_english_interface_is_whole(person: People) -> None:
    """In English, no sentence of the French interface is left on any place, and every sentence has its own English."""
    french, english = _sentences("fr"), _sentences("en")
    assert french.keys() == english.keys()
    same = {sentence for name, sentence in french.items() if english[name] == sentence}
    only_french = [re.sub(r"\{\w+\}", "", sentence).strip() for sentence in french.values() if sentence not in same]
    telling = [words for words in only_french if len(words) > 12 and words not in " ".join(english.values())]
    page = person(DESK).page
    space = create_space(page, "camille")
    write_line(page, "Une ligne à moi.")
    visit_mine(page, "Réglages de cet appareil")
    page.get_by_label("English").check()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for place in PLACES:
        _go_inside(page, place)
        shown = page.locator("body").inner_text().replace("Une ligne à moi.", "")
        assert [words for words in telling if words in shown] == [], place
        assert not re.search(r"[àçèéêùœ«»]", shown.replace("Français", "")), f"{place}: {shown}"
    look_at(page)
    page.reload()
    expect(page.get_by_role("heading", name=english["unlock.title"])).to_be_visible()
    assert not re.search(r"[àçèéêùœ«»]", page.locator("body").inner_text())
    page.get_by_label(english["secret.label"]).fill(space.passphrase)
    page.get_by_role("button", name=english["unlock.open"], exact=True).click()
    expect(page.get_by_role("heading", name=english["me.serveur"])).to_be_visible()


@pytest.mark.parametrize("path", ["/en/", "/en/limits", "/en/server", "/en/security", "/en/help", "/en/accessibility"])
def test_the_public_pages_are_english_too(person: People, path: str) -> None:
    """Each public page exists in English, says so, and is usable by everyone."""
    page = person(DESK).page
    page.goto(path)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    look_at(page)
