"""The pictures of a group, for `scripts/screenshots.py`: two people make one, share, and look at every page."""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Browser, Page, expect

from scripts import sample_notebook as sample
from tests.browser import gestures as hand
from tests.browser import group_gestures as together
from tests.browser.person import DESK, arrive

PLACES = {
    "La charte": "group-charter",
    "Les séances": "group-seances",
    "Les mots du jour": "group-words",
    "Les personnes et les rôles": "group-people",
    "Inviter": "group-invite",
    "La page publique": "group-page",
    "Quitter ou fermer le groupe": "group-leave",
}


class Members(NamedTuple):
    """The two people of the group of the pictures, and the words that they share."""

    odile: hand.Space
    nadia: hand.Space


def gather(browser: Browser, origin: str) -> Members:
    """Make the group, let the second person in, share a text and answer it."""
    odile, nadia = arrive(browser, origin, DESK).page, arrive(browser, origin, DESK).page
    facilitator = hand.create_space(odile, "odile")
    together.make_group(odile, "Les Tilleuls", "Odile")
    together.set_seance(odile)
    address = together.invite(odile)
    member = together.take_invitation(nadia, address, "nadia", "Nadia")
    together.verify(odile, nadia)
    hand.follow(nadia, "Aller au groupe")
    hand.visit(nadia, "Aujourd’hui")
    hand.write_line(nadia, sample.SHARED)
    hand.open_entry(nadia, sample.SHARED)
    together.share(nadia)
    hand.entry(nadia, sample.SHARED).wait_for()
    hand.visit(nadia, "Aujourd’hui")
    hand.write_line(nadia, sample.TO_SHARE)
    hand.follow(odile, "Aller au groupe")
    hand.entry(odile, sample.SHARED).get_by_role("link").first.click()
    hand.press(odile, "Répondre")
    odile.get_by_label("Vos mots").fill(sample.ANSWER)
    hand.press(odile, "Apporter au groupe")
    odile.get_by_text(sample.ANSWER).wait_for()
    odile.get_by_text("Pas encore partagé").wait_for(state="hidden")
    for page in (odile, nadia):
        hand.says(page, "Enregistré")
        page.context.close()
    return Members(facilitator, member)


def photograph_group(page: Page, take: Callable[[str], None], members: Members) -> None:
    """The pages of a group as its facilitator sees them."""
    hand.open_here(page, members.odile.login, members.odile.passphrase)
    hand.visit(page, "Groupe")
    hand.entry(page, sample.SHARED).wait_for()
    take("group")
    hand.entry(page, sample.SHARED).get_by_role("link").first.click()
    page.get_by_text(sample.ANSWER).wait_for()
    take("group-share")
    for place, name in PLACES.items():
        hand.visit(page, "Groupe")
        hand.follow(page, place)
        page.get_by_role("heading", level=1, name=place).wait_for()
        if name == "group-words":
            page.locator(".eight-words > li").nth(7).wait_for()
        take(name)


def photograph_sharing(page: Page, take: Callable[[str], None], members: Members) -> None:
    """The steps of sharing, up to the last one, as a member takes them."""
    hand.open_here(page, members.nadia.login, members.nadia.passphrase)
    hand.open_entry(page, sample.TO_SHARE)
    hand.follow(page, "Partager un extrait")
    hand.press(page, "Toutes les lignes")
    take("share-lines")
    hand.press(page, "Copier ces lignes")
    page.locator(".third-party").first.wait_for()
    take("share-copy")
    offers = page.get_by_role("button", name="Remplacer par")
    for left in reversed(range(offers.count())):
        offers.first.click()
        expect(offers).to_have_count(left)
    hand.press(page, "Continuer")
    page.get_by_role("radio", name="tout le groupe").check()
    page.get_by_role("radio", name="puis sept jours").check()
    take("share-readers")
    hand.press(page, "Continuer")
    take("share-preview")
