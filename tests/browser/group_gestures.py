"""What people do together with the interface: make a group, invite, verify each other by voice, share."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser.gestures import Space, follow, make_space, press, visit
from tests.browser.keyboard import tick, use

SECRET = re.compile(r"#[A-Za-z0-9_-]{22}$")

WAY_IN = "Accepter et attendre d’être vérifié·e"

Look = Callable[[Page], None]


def passing(_page: Page) -> None:
    """Look at nothing on the way."""


def make_group(page: Page, title: str, name: str, look: Look = passing) -> None:
    """Make a group with the rules that are offered, and arrive on its page."""
    visit(page, "Groupe")
    follow(page, "Créer un groupe")
    expect(page.get_by_label("Le nom du groupe")).to_be_visible()
    look(page)
    page.get_by_label("Le nom du groupe").fill(title)
    page.get_by_label("Votre nom dans ce groupe").fill(name)
    press(page, "Créer ce groupe")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def set_seance(page: Page, look: Look = passing) -> None:
    """Set a séance in a fortnight from the group's page, and come back to it."""
    follow(page, "Les séances")
    page.get_by_label("Le jour").fill((date.today() + timedelta(days=14)).isoformat())
    press(page, "Fixer")
    expect(page.locator(".seances > li")).to_have_count(1)
    look(page)
    page.locator(".group-name a").click()


def invite(page: Page, look: Look = passing) -> str:
    """Make one invitation from the group's page; returns its address."""
    follow(page, "Inviter")
    press(page, "Préparer les invitations")
    address = page.locator(".invitation-slip .code").first
    expect(address).to_have_text(SECRET)
    expect(page.get_by_role("heading", name="À remettre")).to_be_focused()
    look(page)
    return address.inner_text()


def accept_rules(page: Page, name: str) -> None:
    """Press the way on, which leads to the first rule; tick each, one by one, and say one's name, without a pointer."""
    use(page, WAY_IN)
    boxes = page.locator(".clauses input[type=checkbox]")
    for box in boxes.all():
        expect(box).to_be_focused()
        expect(box).not_to_be_checked()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    expect(page.get_by_label("Votre nom dans ce groupe")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def take_invitation(page: Page, address: str, login: str, name: str, look: Look = passing) -> Space:
    """Come with an invitation: read it, make a space, accept rule by rule; returns what one keeps on paper."""
    page.goto(address)
    expect(page.get_by_text("vous invite dans ce groupe")).to_be_visible()
    look(page)
    press(page, "Créer mon espace")
    space = make_space(page, login)
    expect(page.get_by_role("button", name=WAY_IN)).to_be_visible()
    look(page)
    accept_rules(page, name)
    expect(page.get_by_role("link", name="Se vérifier maintenant")).to_be_visible()
    look(page)
    return space


def verify(facilitator: Page, newcomer: Page, look: Look = passing) -> None:
    """Both open the ceremony, read their digits and type the other's."""
    follow(newcomer, "Se vérifier maintenant")
    visit(facilitator, "Groupe")
    facilitator.get_by_role("link", name="La vérifier ensemble").first.click()
    shown = [page.locator("p.digits") for page in (facilitator, newcomer)]
    for digits in shown:
        expect(digits).to_be_visible()
    look(newcomer)
    read = [digits.inner_text() for digits in shown]
    for page, theirs in ((facilitator, read[1]), (newcomer, read[0])):
        page.locator("#digits").fill(theirs)
        page.keyboard.press("Enter")
    for page in (facilitator, newcomer):
        expect(page.get_by_role("link", name="Aller au groupe")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_be_focused()


def copy_lines(page: Page, look: Look = passing) -> None:
    """Begin to share the text one is reading: copy all of it, without a pointer."""
    use(page, "Partager un extrait")
    expect(page.get_by_role("heading", name="Quelles lignes copier")).to_be_focused()
    look(page)
    use(page, "Toutes les lignes")
    use(page, "Copier ces lignes")
    expect(page.get_by_role("heading", name="Voici une copie. L’original ne bouge pas.")).to_be_focused()


def replace(page: Page, original: str, alias: str) -> None:
    """Write another word in the place of one that was found, without a pointer."""
    expect(page.locator(".third-party.waiting").filter(has_text=original)).to_be_visible()
    use(page, f"Un autre mot {original}")
    expect(page.locator("#other-alias")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(alias)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{original} devient {alias}")).to_be_visible()


def share_copy(page: Page, look: Look = passing) -> None:
    """Share the copy with the whole group, for the séance and a week, without a pointer."""
    expect(page.get_by_role("button", name="Continuer")).not_to_have_attribute("aria-disabled", "true")
    use(page, "Continuer")
    expect(page.get_by_role("heading", name="Qui lira, et jusqu’à quand")).to_be_focused()
    use(page, "Continuer")
    expect(page.get_by_role("radio", name="tout le groupe")).to_be_focused()
    page.keyboard.press("Space")
    tick(page, "La fin de la séance du", starts=True)
    look(page)
    use(page, "Continuer")
    expect(page.get_by_role("heading", name="Voici exactement ce que liront ces personnes.")).to_be_focused()
    look(page)
    use(page, "Partager avec", starts=True)


def share(page: Page) -> None:
    """Share all of a text in which nobody is found, with the whole group, for the séance and a week."""
    copy_lines(page)
    share_copy(page)
