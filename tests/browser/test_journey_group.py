"""A group, from its making to a text taken back: three people at three devices, by the interface alone."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.gestures import create_space, entry, follow, look_at, open_entry, press, visit, write_line
from tests.browser.group_gestures import invite, make_group, set_seance, share, take_invitation, verify
from tests.browser.person import DESK, PHONE, Person

People = Callable[..., Person]
WORDS = "Il a posé son sac par terre et il s’est assis dessus."


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
    """Made, joined by a person verified by voice, shared with, answered, and a text taken back."""
    odile, nadia = person(DESK).page, person(PHONE).page
    create_space(odile, "odile")
    make_group(odile, "Les Tilleuls", "Odile")
    look_at(odile)
    set_seance(odile, "2030-12-04")
    address = invite(odile)
    look_at(odile)
    take_invitation(nadia, address, "nadia", "Nadia")
    verify(odile, nadia)
    follow(nadia, "Aller au groupe")
    expect(nadia.get_by_role("heading", level=1, name="Les Tilleuls")).to_be_visible()
    look_at(nadia)
    visit(nadia, "Aujourd’hui")
    write_line(nadia, WORDS)
    open_entry(nadia, WORDS)
    share(nadia, [])
    expect(entry(nadia, WORDS)).to_be_visible()
    follow(odile, "Aller au groupe")
    expect(entry(odile, WORDS)).to_contain_text("Nadia")
    look_at(odile)
    entry(odile, WORDS).get_by_role("link").first.click()
    press(odile, "Répondre")
    odile.get_by_label("Vos mots").fill("Qu’attendait-il du sac ?")
    press(odile, "Apporter au groupe")
    expect(odile.get_by_text("Qu’attendait-il du sac ?")).to_be_visible()
    expect(odile.get_by_text("Pas encore partagé")).to_be_hidden()
    look_at(odile)
    entry(nadia, WORDS).get_by_role("link").first.click()
    expect(nadia.get_by_text("Qu’attendait-il du sac ?")).to_be_visible()
    press(nadia, "Retirer")
    press(nadia, "Retirer pour tout le groupe")
    expect(odile.get_by_text("Ce texte n’est plus partagé")).to_be_visible()
    visit(nadia, "Aujourd’hui")
    expect(entry(nadia, WORDS)).to_be_visible()
