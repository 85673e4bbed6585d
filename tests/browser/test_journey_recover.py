"""Losing a phrase, a fiche or one's trust in them: what opens afterwards, and what does not any more."""

import sqlite3
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.gestures import (
    Space,
    accept_state,
    blank_line,
    close,
    create_space,
    done,
    entry,
    expect_closed,
    follow,
    keep_drawn_phrase,
    look_at,
    open_entry,
    open_here,
    press,
    prove_fiche,
    says,
    sign_in,
    unlock,
    visit,
    visit_mine,
    write_line,
)
from tests.browser.live_server import LiveServer
from tests.browser.person import DESK, PHONE, Person

People = Callable[..., Person]


def _expect_refused(someone: Person, space: Space) -> None:
    """Expect that a pseudonym and a passphrase do not go together any more."""
    someone.expects("status of 401")
    sign_in(someone.page, space.login, space.passphrase)
    expect(someone.page.get_by_role("alert")).to_have_text("Ce pseudonyme et cette phrase ne vont pas ensemble.")


def _ask_with_fiche(page: Page, login: str, words: str) -> None:
    """Type a pseudonym and the words of a fiche, and go on."""
    page.goto("/carnet/secours")
    page.get_by_label("Pseudonyme").fill(login)
    page.get_by_label("Douze mots, dans l’ordre").fill(words)
    press(page, "Continuer")


def _expect_fiche_refused(someone: Person, space: Space) -> None:
    """Expect that a fiche does not open the space any more."""
    someone.expects("status of 401")
    _ask_with_fiche(someone.page, space.login, space.sheet)
    keep_drawn_phrase(someone.page)
    expect(someone.page.get_by_role("alert")).to_be_visible()
    expect(someone.page.get_by_role("heading", name="Les douze mots de votre fiche.")).to_be_visible()


def _write_while_cut(someone: Person, text: str) -> None:
    """Write on a device whose session was cut elsewhere: it closes, and says why."""
    someone.expects("status of 401")
    blank_line(someone.page).fill(text)
    press(someone.page, "C’est posé")
    expect_closed(someone.page)
    expect(someone.page.get_by_text("La connexion avec le serveur a été coupée.")).to_be_visible()


def _write_later(page: Page, text: str) -> None:
    """Go back to today's page and write a line."""
    page.get_by_role("link", name="Aujourd’hui").click()
    write_line(page, text)


def test_a_wrong_word_is_shown_at_its_place(person: People) -> None:
    """A word that is not in the list is named with its place; twelve known words in another order are refused."""
    page = person(PHONE).page
    list_head = "abaisser abandon abdiquer abeille abolir aborder aboutir aboyer abrasif abreuver abriter abroger"
    words = list_head.split()
    page.goto("/carnet")
    follow(page, "J’ai ma fiche de secours")
    page.get_by_label("Pseudonyme").fill("camille")
    field = page.get_by_label("Douze mots, dans l’ordre")
    field.fill(" ".join([*words[:4], "zzzz", *words[5:]]))
    press(page, "Continuer")
    expect(page.get_by_text("Le mot 5, « zzzz », n’est pas dans la liste.")).to_be_visible()
    expect(field).to_be_focused()
    look_at(page)
    field.fill(" ".join(words[:11]))
    expect(page.get_by_text("Nombre de mots : 11. Il en faut douze.")).to_be_visible()
    field.fill(" ".join(words))
    expect(page.get_by_text("Ces douze mots existent, mais pas ensemble ou pas dans cet ordre.")).to_be_visible()
    press(page, "Continuer")
    expect(field).to_be_focused()


def test_four_letters_of_each_word_are_enough(person: People) -> None:
    """Words are completed from four letters, without accents; the notebook opens with everything in it."""
    first = person(DESK)
    old = create_space(first.page, "camille")
    write_line(first.page, "Avant l’oubli.")
    page = person(PHONE).page
    short = " ".join(word[:4].upper() for word in old.words)
    page.goto("/carnet/secours")
    page.get_by_label("Pseudonyme").fill("camille")
    page.get_by_label("Douze mots, dans l’ordre").fill(short)
    expect(page.get_by_text("Les douze mots sont justes.")).to_be_visible()
    completed = page.locator(".read-back > li").all_inner_texts()
    assert [text.lstrip("0123456789 \n") for text in completed] == old.words
    look_at(page)
    press(page, "Continuer")
    expect(page.get_by_role("heading", name="Voici votre nouvelle phrase.")).to_be_visible()
    look_at(page)
    phrase = keep_drawn_phrase(page)
    expect(page.get_by_role("heading", name=", un texte.")).to_be_visible()
    accept_state(page)
    words = prove_fiche(page, "Ouvrir mon carnet")
    new = Space("camille", phrase, words)
    expect(entry(page, "Avant l’oubli.")).to_be_visible()
    write_line(page, "Après.")
    _write_while_cut(first, "Écrit pendant ce temps.")
    unlock(first.page, new.passphrase)
    for text in ("Après.", "Écrit pendant ce temps."):
        expect(entry(first.page, text)).to_be_visible()
    says(first.page, "Enregistré")
    _expect_refused(person(PHONE), old)
    _expect_fiche_refused(person(PHONE), old)
    other = person(PHONE).page
    open_here(other, "camille", new.passphrase)
    expect(entry(other, "Après.")).to_be_visible()


def test_changing_the_phrase_keeps_the_fiche(person: People) -> None:
    """A new phrase opens, the old one is refused, the other device is cut, and the fiche is the same."""
    page = person(DESK).page
    old = create_space(page, "camille")
    write_line(page, "Toujours là.")
    elsewhere = person(PHONE)
    open_here(elsewhere.page, "camille", old.passphrase)
    expect(entry(elsewhere.page, "Toujours là.")).to_be_visible()
    visit_mine(page, "Changer ma phrase de passe")
    look_at(page)
    page.get_by_label("Votre phrase de passe actuelle").fill("une autre que la mienne")
    press(page, "Continuer")
    keep_drawn_phrase(page)
    expect(page.get_by_role("alert")).to_have_text("Ce n’est pas la bonne phrase.")
    page.get_by_label("Votre phrase de passe actuelle").fill(old.passphrase)
    press(page, "Continuer")
    new = keep_drawn_phrase(page)
    expect(page.get_by_text("La phrase est changée.")).to_be_visible()
    look_at(page)
    follow(page, "Revenir")
    close(page)
    unlock(page, new)
    expect(entry(page, "Toujours là.")).to_be_visible()
    _write_while_cut(elsewhere, "Écrit ailleurs.")
    unlock(elsewhere.page, new)
    expect(entry(elsewhere.page, "Écrit ailleurs.")).to_be_visible()
    says(elsewhere.page, "Enregistré")
    _expect_refused(person(PHONE), old)
    other = person(PHONE).page
    _ask_with_fiche(other, "camille", old.sheet)
    keep_drawn_phrase(other)
    accept_state(other)
    expect(other.get_by_role("heading", name="Votre fiche de secours")).to_be_visible()


def test_a_new_fiche_replaces_the_old_one(person: People) -> None:
    """After « Refaire ma fiche » the phrase may stay, the old fiche opens nothing, and the new one does."""
    page = person(DESK).page
    old = create_space(page, "camille")
    write_line(page, "Toujours là.")
    visit_mine(page, "Refaire ma fiche")
    look_at(page)
    page.get_by_label("Votre phrase de passe actuelle").fill(old.passphrase)
    press(page, "Continuer")
    press(page, "Garder ma phrase actuelle")
    words = prove_fiche(page, "Faire le changement")
    expect(page.get_by_text("Seule la nouvelle fiche ouvre le carnet.")).to_be_visible()
    assert words != old.words
    follow(page, "Revenir")
    _write_later(page, "Écrit avec la nouvelle clé.")
    _expect_fiche_refused(person(PHONE), old)
    other = person(PHONE).page
    _ask_with_fiche(other, "camille", " ".join(words))
    keep_drawn_phrase(other)
    accept_state(other)
    prove_fiche(other, "Ouvrir mon carnet")
    for text in ("Toujours là.", "Écrit avec la nouvelle clé."):
        expect(entry(other, text)).to_be_visible()


def test_earlier_versions_that_are_missing_are_said_by_name(person: People, server: LiveServer) -> None:
    """Before new keys lose an earlier version, the page names the text; stopping changes nothing, going on keeps it."""
    page = person(DESK).page
    space = create_space(page, "camille")
    write_line(page, "Toujours là.")
    open_entry(page, "Toujours là.").fill("Toujours là, relu.")
    says(page, "Enregistré sur cet appareil")
    done(page)
    says(page, "Enregistré")
    with sqlite3.connect(next(server.data_dir.rglob("*.sqlite"))) as database:
        database.execute("UPDATE versions SET wrap = NULL, body = NULL WHERE superseded")
    visit_mine(page, "Je suis peut-être compromis·e")
    for answer in ("M’arrêter là", "Continuer sans elles"):
        page.get_by_label("Votre phrase de passe actuelle").fill(space.passphrase)
        press(page, "Continuer")
        keep_drawn_phrase(page)
        expect(page.get_by_role("heading", name="D’anciennes versions ne sont pas revenues.")).to_be_visible()
        expect(page.get_by_role("listitem").filter(has_text="Toujours là, relu.")).to_be_visible()
        look_at(page)
        press(page, answer)
    prove_fiche(page, "Faire le changement")
    expect(page.get_by_text("Tout est refait.")).to_be_visible()
    follow(page, "Revenir")
    visit(page, "Aujourd’hui")
    expect(open_entry(page, "Toujours là, relu.")).to_have_text("Toujours là, relu.")


def test_a_compromised_person_makes_everything_anew(person: People) -> None:
    """Phrase, fiche and identity are new: the other device is cut, old secrets open nothing, every text stays."""
    page = person(DESK).page
    old = create_space(page, "camille")
    write_line(page, "Toujours là.")
    elsewhere = person(PHONE)
    open_here(elsewhere.page, "camille", old.passphrase)
    expect(entry(elsewhere.page, "Toujours là.")).to_be_visible()
    visit_mine(page, "Je suis peut-être compromis·e")
    look_at(page)
    page.get_by_label("Votre phrase de passe actuelle").fill(old.passphrase)
    press(page, "Continuer")
    expect(page.get_by_role("button", name="Garder ma phrase actuelle")).to_have_count(0)
    phrase = keep_drawn_phrase(page)
    words = prove_fiche(page, "Faire le changement")
    expect(page.get_by_text("Tout est refait.")).to_be_visible()
    follow(page, "Revenir")
    _write_later(page, "Après.")
    _write_while_cut(elsewhere, "Écrit sans le savoir.")
    unlock(elsewhere.page, phrase)
    for text in ("Après.", "Écrit sans le savoir."):
        expect(entry(elsewhere.page, text)).to_be_visible()
    says(elsewhere.page, "Enregistré")
    _expect_refused(person(PHONE), old)
    _expect_fiche_refused(person(PHONE), old)
    assert words != old.words
