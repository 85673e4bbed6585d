"""A group, from its making to someone leaving it, by the interface alone and mostly without a pointer."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import group_gestures as together
from tests.browser.gestures import create_space, entry, follow, look_at, open_entry, press, visit, write_line
from tests.browser.keyboard import use
from tests.browser.person import DESK, PHONE, Person

People = Callable[..., Person]
WORDS = "Kenzo a posé son sac par terre et il s’est assis dessus."
SHOWN = WORDS.replace("Kenzo", "Lou")
AGAIN = "Kenzo a demandé si je reviendrais."
SHOWN_AGAIN = AGAIN.replace("Kenzo", "Lou")
QUESTION = "Qu’attendait-il du sac ?"


def test_someone_without_a_group_writes_as_before(person: People) -> None:
    """The place « Groupe » invites in a sentence, and asks nothing."""
    page = person(PHONE).page
    create_space(page, "camille")
    visit(page, "Groupe")
    expect(page.get_by_role("heading", name="Mes groupes")).to_be_visible()
    look_at(page)
    visit(page, "Aujourd’hui")
    write_line(page, WORDS)


def test_a_group_lives_by_the_interface_alone(person: People) -> None:
    """Made, joined by a person verified by voice, shared with, answered, a text taken back, and left."""
    odile, nadia = person(DESK).page, person(PHONE).page
    create_space(odile, "odile")
    together.make_group(odile, "Les Tilleuls", "Odile", look_at)
    look_at(odile)
    together.set_seance(odile, look_at)
    address = together.invite(odile, look_at)
    together.take_invitation(nadia, address, "nadia", "Nadia", look_at)
    together.verify(odile, nadia, look_at)
    follow(nadia, "Aller au groupe")
    expect(nadia.get_by_role("heading", level=1, name="Les Tilleuls")).to_be_visible()
    look_at(nadia)
    follow(odile, "Aller au groupe")
    _share_and_take_back(odile, nadia)
    _share_again(odile, nadia)
    _tend_the_frame(odile)
    _show_the_public_page(odile, person(PHONE).page)
    _leave_without_a_name(odile, nadia)


def _share_and_take_back(odile: Page, nadia: Page) -> None:
    """A word of the copy gets another name; the text is read, answered, then taken back."""
    visit(nadia, "Aujourd’hui")
    write_line(nadia, WORDS)
    open_entry(nadia, WORDS)
    together.copy_lines(nadia)
    expect(nadia.get_by_text("Encore à regarder")).to_be_visible()
    look_at(nadia)
    together.replace(nadia, "Kenzo", "Lou")
    together.share_copy(nadia, look_at)
    expect(entry(nadia, SHOWN)).to_be_visible()
    expect(entry(odile, SHOWN)).to_contain_text("Nadia")
    look_at(odile)
    entry(odile, SHOWN).get_by_role("link").first.press("Enter")
    expect(odile.locator(".beside .readers")).to_contain_text("Tout le groupe : Nadia et vous (qui animez).")
    use(odile, "Répondre")
    expect(odile.get_by_role("radio", name="Une question")).to_be_focused()
    odile.get_by_label("Vos mots").fill(QUESTION)
    look_at(odile)
    use(odile, "Apporter au groupe")
    expect(odile.get_by_text(QUESTION)).to_be_visible()
    expect(odile.get_by_role("button", name="Répondre")).to_be_focused()
    expect(odile.get_by_text("Pas encore partagé")).to_be_hidden()
    look_at(odile)
    entry(nadia, SHOWN).get_by_role("link").first.press("Enter")
    expect(nadia.get_by_text(QUESTION)).to_be_visible()
    use(nadia, "Retirer")
    expect(nadia.get_by_role("heading", name="Retirer ce texte")).to_be_focused()
    look_at(nadia)
    use(nadia, "Retirer pour tout le groupe")
    expect(odile.get_by_text("Ce texte n’est plus partagé")).to_be_visible()
    visit(nadia, "Aujourd’hui")
    expect(entry(nadia, WORDS)).to_be_visible()


def _share_again(odile: Page, nadia: Page) -> None:
    """The name that was chosen for someone is offered again, in another text."""
    write_line(nadia, AGAIN)
    open_entry(nadia, AGAIN)
    together.copy_lines(nadia)
    use(nadia, "Remplacer par « Lou »")
    expect(nadia.get_by_text("Kenzo devient Lou")).to_be_visible()
    together.share_copy(nadia)
    visit(odile, "Groupe")
    expect(entry(odile, SHOWN_AGAIN)).to_be_visible()


def _tend_the_frame(odile: Page) -> None:
    """Each page of the frame; the words of the day, which stop the sharing when they differ."""
    for place in ("La charte", "Les personnes et les rôles", "Modifier le cadre", "Quitter ou fermer le groupe"):
        visit(odile, "Groupe")
        follow(odile, place)
        expect(odile.get_by_role("heading", level=1, name=place)).to_be_focused()
        look_at(odile)
    visit(odile, "Groupe")
    follow(odile, "Les mots du jour")
    expect(odile.locator(".eight-words > li")).to_have_count(8)
    use(odile, "Ouvrir celle du", starts=True)
    expect(odile.get_by_text("Ce sont les mots de la dernière séance ouverte.")).to_be_visible()
    look_at(odile)
    use(odile, "Ce ne sont pas les mêmes")
    expect(odile.get_by_role("alert")).to_be_focused()
    look_at(odile)
    use(odile, "Nous avons relu : ce sont les mêmes")
    expect(odile.get_by_role("button", name="Ce ne sont pas les mêmes")).to_be_enabled()


def _show_the_public_page(odile: Page, passer_by: Page) -> None:
    """What the group says of itself in public is cleaned, and read without an account."""
    visit(odile, "Groupe")
    follow(odile, "La page publique")
    odile.get_by_label("Le texte").fill("<h2>Le premier mardi</h2><p onclick='x'>Venez avec une situation.</p>")
    odile.get_by_label("Lisible par toute personne").check()
    press(odile, "Enregistrer la page")
    expect(odile.get_by_text("La page est enregistrée")).to_be_visible()
    expect(odile.get_by_label("Le texte")).not_to_have_value(re.compile("onclick"))
    look_at(odile)
    passer_by.goto(odile.locator(".note > .code").inner_text())
    expect(passer_by.get_by_role("heading", name="Le premier mardi")).to_be_visible()
    expect(passer_by.get_by_text("Venez avec une situation.")).to_be_visible()
    look_at(passer_by)


def _leave_without_a_name(odile: Page, nadia: Page) -> None:
    """A person leaves with a copy of what they shared; what they leave behind no longer has their name."""
    visit(nadia, "Groupe")
    follow(nadia, "Quitter le groupe")
    look_at(nadia)
    press(nadia, "Copier ces textes dans mon carnet")
    expect(nadia.get_by_text("Textes copiés dans votre carnet : 1.")).to_be_visible()
    nadia.get_by_label("Laisser sans mon nom").check()
    press(nadia, "Quitter ce groupe")
    expect(nadia.get_by_text("Vous n’êtes plus dans ce groupe.")).to_be_visible()
    visit(nadia, "Journal")
    expect(entry(nadia, SHOWN_AGAIN)).to_be_visible()
    visit(odile, "Groupe")
    expect(entry(odile, SHOWN_AGAIN)).to_contain_text("quelqu’un")
