"""Four people, two of them of one name, entrust the facilitation to one of them by the interface."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.carnet import carnet_of
from tests.browser.gestures import follow, look_at, press, visit
from tests.browser.groups import create_group, join
from tests.browser.keyboard import use
from tests.browser.person import Person

People = Callable[..., Person]


def _see_people(page: Page) -> None:
    """Go to the page of the people of one's only group."""
    visit(page, "Groupe")
    follow(page, "Les personnes et les rôles")
    expect(page.locator(".people > li")).to_have_count(4)


def test_members_entrust_the_facilitation_to_one_of_them(person: People) -> None:
    """A proposal takes effect once three have agreed to it; two people of one name are told apart by their digits."""
    camille, awa, nadia, other = (carnet_of(person()) for _ in range(4))
    for each, login in ((camille, "camille"), (awa, "awa"), (nadia, "nadia"), (other, "nadia-bis")):
        each.create(login)
    group = create_group(camille)
    for newcomer, name in ((awa, "Awa"), (nadia, "Nadia"), (other, "Nadia")):
        join(camille, newcomer, group, name)
    for each in (camille, awa, nadia, other):
        each.do("notebook.groups.flush()")
        _see_people(each.page)
    expect(nadia.page.locator(".people .written").filter(has_text=re.compile(r"^Nadia\s\d{4}"))).to_have_count(2)
    expect(nadia.page.get_by_text("Des noms se ressemblent")).to_be_visible()
    use(nadia.page, "Proposer pour animer Awa")
    expect(nadia.page.get_by_text("Il faut l’accord de plus de la moitié")).to_be_focused()
    look_at(nadia.page)
    press(nadia.page, "Proposer au groupe")
    expect(nadia.page.get_by_text("D’accord : vous. Il en faut 3.")).to_be_visible()
    for each in (camille, other):
        each.do("notebook.groups.flush()")
        expect(each.page.get_by_text("Confier l’animation à Awa")).to_be_visible()
        look_at(each.page)
        press(each.page, "Je suis d’accord")
        expect(each.page.get_by_role("button", name="Je suis d’accord")).to_be_hidden()
    awa.do("notebook.groups.flush()")
    expect(awa.page.get_by_text("Awa (vous, qui animez)")).to_be_visible()
    expect(awa.page.get_by_text("Propositions")).to_be_hidden()
