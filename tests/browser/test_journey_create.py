"""Making one's space, from the public home to the first blank line."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.gestures import (
    blank_line,
    close,
    create_space,
    entry,
    follow,
    keep_drawn_phrase,
    look_at,
    press,
    prove_fiche,
    read_words,
    type_words_back,
    unlock,
    write_line,
)
from tests.browser.person import DESK, PHONE, Person

People = Callable[..., Person]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_person_makes_a_space_from_the_home(person: People, viewport: dict[str, int]) -> None:
    """From the home to the first blank line by what is written on the screens, each usable by everyone."""
    page = person(viewport).page
    page.goto("/")
    look_at(page)
    follow(page.get_by_role("main"), "Créer mon espace")
    expect(page.get_by_role("heading", name="Sous quel nom ouvrirez-vous votre carnet ?")).to_be_visible()
    look_at(page)
    page.get_by_label("Pseudonyme").fill("Camille.B")
    press(page, "Continuer")
    drawn = page.locator(".phrase")
    expect(drawn).not_to_be_empty()
    look_at(page)
    first = drawn.inner_text()
    assert len(first.split()) == 7
    press(page, "En tirer une autre")
    expect(drawn).not_to_have_text(first)
    keep_drawn_phrase(page)
    words = read_words(page)
    assert len(set(words)) > 6
    look_at(page)
    press(page, "C’est fait, la relire")
    expect(page.get_by_text("C’est définitif.")).to_be_visible()
    type_words_back(page, words)
    look_at(page)
    press(page, "Créer mon espace")
    expect(blank_line(page)).to_be_focused()
    look_at(page)
    assert page.title() == "Recul"


def test_a_chosen_phrase_must_be_hard_to_guess(person: People) -> None:
    """A weak phrase is refused in words and nothing is sent; a strong one makes a space that it opens."""
    page = person(PHONE).page
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    page.goto("/creer")
    page.get_by_label("Pseudonyme").fill("camille")
    press(page, "Continuer")
    press(page, "Choisir la mienne")
    field = page.get_by_label("Votre phrase")
    for weak in ("azerty123", "camille camille", "soleil soleil soleil", "Liberté, égalité, fraternité"):
        field.fill(weak)
        expect(page.get_by_text("Encore trop facile à deviner.")).to_be_visible()
        press(page, "Garder cette phrase")
        expect(field).to_be_focused()
    look_at(page)
    chosen = "neuf bouilloires sous la glycine de Sète"
    field.fill(chosen)
    expect(page.get_by_text("Cette phrase tiendra.")).to_be_visible()
    assert posted == []
    press(page, "Garder cette phrase")
    prove_fiche(page, "Créer mon espace")
    write_line(page, "Première ligne.")
    close(page)
    unlock(page, chosen)
    expect(entry(page, "Première ligne.")).to_be_visible()


def test_a_pseudonym_that_is_taken_asks_for_another(person: People) -> None:
    """The second to take a pseudonym is told so, chooses another, receives another fiche, and has a space."""
    create_space(person().page, "camille")
    someone = person(PHONE)
    someone.expects("status of 409")
    someone.expects("status of 401")
    page = someone.page
    page.goto("/creer")
    page.get_by_label("Pseudonyme").fill("Camille")
    press(page, "Continuer")
    keep_drawn_phrase(page)
    first = prove_fiche(page, "Créer mon espace")
    expect(page.get_by_text("Ce pseudonyme est déjà pris.")).to_be_visible()
    look_at(page)
    page.get_by_label("Pseudonyme").fill("dominique")
    press(page, "Continuer")
    keep_drawn_phrase(page)
    assert prove_fiche(page, "Créer mon espace") != first
    expect(blank_line(page)).to_be_visible()


def test_a_wrong_word_is_shown_at_its_place(person: People) -> None:
    """A space is made only when the three words are those of the fiche; the wrong one is named and reached."""
    page = person(PHONE).page
    page.goto("/creer")
    page.get_by_label("Pseudonyme").fill("camille")
    press(page, "Continuer")
    keep_drawn_phrase(page)
    words = read_words(page)
    press(page, "C’est fait, la relire")
    type_words_back(page, words)
    second = page.get_by_label("Le mot ").nth(1)
    second.fill("jamais")
    press(page, "Créer mon espace")
    expect(page.get_by_role("alert")).to_contain_text("n’est pas celui de la fiche")
    expect(second).to_be_focused()
    expect(second).to_have_attribute("aria-invalid", "true")
    look_at(page)
    press(page, "Revoir la fiche")
    assert read_words(page) == words
    press(page, "C’est fait, la relire")
    type_words_back(page, [word.upper() for word in words])
    press(page, "Créer mon espace")
    expect(blank_line(page)).to_be_visible()


def test_the_fiche_prints_on_one_page(person: People) -> None:
    """The printer prints the sheet alone, on one A4 page: the words, and neither pseudonym nor address."""
    someone = person()
    someone.context.add_init_script("window.print = () => { window.printed = true; };")
    page = someone.page
    page.goto("/creer")
    page.get_by_label("Pseudonyme").fill("camille-qui-ne-s-imprime-pas")
    press(page, "Continuer")
    keep_drawn_phrase(page)
    words = read_words(page)
    press(page, "Imprimer")
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    assert all(word in printed for word in words)
    assert "Fiche de secours" in printed
    assert "C’est fait, la relire" not in printed
    assert "camille" not in printed
    assert "127.0.0.1" not in printed
    sheet = page.pdf(prefer_css_page_size=True)
    assert sheet.count(b"/Type /Page\n") == 1
    width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheet).groups())  # type: ignore[union-attr]
    assert (round(width), round(height)) == (595, 842)
