"""What people do together with the interface: make a group, invite, verify each other by voice, share."""

import re

from playwright.sync_api import Page, expect

from tests.browser.gestures import Space, follow, make_space, press, visit

SECRET = re.compile(r"#[A-Za-z0-9_-]{22}$")


def make_group(page: Page, title: str, name: str) -> None:
    """Make a group with the rules that are offered, and arrive on its page."""
    visit(page, "Groupe")
    follow(page, "Créer un groupe")
    page.get_by_label("Le nom du groupe").fill(title)
    page.get_by_label("Votre nom dans ce groupe").fill(name)
    press(page, "Créer ce groupe")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def set_seance(page: Page, day: str) -> None:
    """Set a séance from the group's page, and come back to it."""
    follow(page, "Les séances")
    page.get_by_label("Le jour").fill(day)
    press(page, "Fixer")
    expect(page.locator(".seances > li")).to_have_count(1)
    page.locator(".group-name a").click()


def invite(page: Page) -> str:
    """Make one invitation from the group's page; returns its address."""
    follow(page, "Inviter")
    press(page, "Préparer les invitations")
    address = page.locator(".invitation-slip .code").first
    expect(address).to_have_text(SECRET)
    return address.inner_text()


def accept_rules(page: Page) -> None:
    """Tick each rule, one by one."""
    boxes = page.locator(".clauses input[type=checkbox]")
    expect(boxes.first).to_be_visible()
    for box in boxes.all():
        expect(box).not_to_be_checked()
        box.check()


def take_invitation(page: Page, address: str, login: str, name: str) -> Space:
    """Come with an invitation: read it, make a space, accept rule by rule; returns what one keeps on paper."""
    page.goto(address)
    expect(page.get_by_text("vous invite dans ce groupe")).to_be_visible()
    press(page, "Créer mon espace")
    space = make_space(page, login)
    accept_rules(page)
    page.get_by_label("Votre nom dans ce groupe").fill(name)
    press(page, "Accepter et attendre d’être vérifié·e")
    expect(page.get_by_role("link", name="Se vérifier maintenant")).to_be_visible()
    return space


def verify(facilitator: Page, newcomer: Page) -> None:
    """Both open the ceremony, read their digits and type the other's."""
    follow(newcomer, "Se vérifier maintenant")
    visit(facilitator, "Groupe")
    follow(facilitator, "Inviter")
    facilitator.get_by_role("link", name="La vérifier ensemble").first.click()
    shown = [page.locator("p.digits") for page in (facilitator, newcomer)]
    for digits in shown:
        expect(digits).to_be_visible()
    read = [digits.inner_text() for digits in shown]
    for page, theirs in ((facilitator, read[1]), (newcomer, read[0])):
        page.locator("#digits").fill(theirs)
        press(page, "Continuer")
    for page in (facilitator, newcomer):
        expect(page.get_by_role("link", name="Aller au groupe")).to_be_visible()


def share(page: Page, leave: list[str]) -> None:
    """Share all of the text one is reading with the whole group, for the séance and a week; leave the words named."""
    follow(page, "Partager un extrait")
    press(page, "Toutes les lignes")
    press(page, "Copier ces lignes")
    expect(page.get_by_role("heading", name="Voici une copie. L’original ne bouge pas.")).to_be_visible()
    for word in leave:
        press(page, f"Laisser {word}")
    press(page, "Continuer")
    page.get_by_role("radio", name="tout le groupe").check()
    page.get_by_role("radio", name="puis sept jours").check()
    press(page, "Continuer")
    page.get_by_role("button", name="Partager avec").click()
