"""A server that stops showing what is new: nothing here proves it, so the screen says since when."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.gestures import create_space, entry, look_at, open_here, says, unlock, visit_mine, write_line
from tests.browser.person import DESK, PHONE, Person

People = Callable[..., Person]

DAY = 86_400
SILENCE = "Rien de nouveau du serveur depuis le "


def _heard(page: Page) -> dict[str, int | None]:
    """What this device remembers of the server."""
    found: dict[str, int | None] = page.evaluate("document.querySelector('recul-app').notebook.heard")
    return found


def test_a_frozen_server_does_not_pass_for_a_quiet_one(person: People) -> None:
    """C05: with the head kept back, the date of the last change from elsewhere stays, grows old and is said."""
    desk = person(DESK).page
    space = create_space(desk, "camille")
    write_line(desk, "Avant le gel.")
    someone = person(PHONE)
    phone = someone.page
    open_here(phone, "camille", space.passphrase)
    write_line(desk, "Vu sur le téléphone.")
    phone.reload()
    unlock(phone, space.passphrase)
    expect(entry(phone, "Vu sur le téléphone.")).to_be_visible()
    visit_mine(phone, "Mes appareils")
    expect(phone.get_by_text("Dernier changement venu d’un autre appareil")).to_be_visible()
    look_at(phone)
    shown = _heard(phone)["elsewhere"]
    assert shown is not None

    frozen: list[str] = []

    def freeze(route: Route) -> None:
        if not frozen:
            frozen.append(route.fetch().text())
        route.fulfill(status=200, content_type="application/json", body=frozen[0])

    phone.route("**/head", freeze)
    phone.reload()
    unlock(phone, space.passphrase)
    phone.wait_for_function(
        "(before) => document.querySelector('recul-app').notebook.heard.exchanged > before", arg=shown
    )
    write_line(desk, "Tu par le serveur.")
    assert frozen, "the server went on showing what is new"
    phone.clock.set_fixed_time((time.time() + 20 * DAY) * 1000)
    phone.reload()
    unlock(phone, space.passphrase)
    visit_mine(phone, "Mes appareils")
    expect(phone.get_by_role("main").get_by_text(SILENCE)).to_be_visible()
    assert _heard(phone)["elsewhere"] == shown
    look_at(phone)


def test_a_long_time_without_the_server_is_said_where_one_writes(person: People) -> None:
    """Offline for days, the state line says since when nothing came; one exchange later it says so no more."""
    someone = person(PHONE)
    page = someone.page
    space = create_space(page, "camille")
    write_line(page, "Avant.")
    with someone.offline():
        page.clock.set_fixed_time((time.time() + 5 * DAY) * 1000)
        page.reload()
        unlock(page, space.passphrase)
        expect(page.locator("recul-state-line")).to_contain_text(SILENCE)
        look_at(page)
    page.reload()
    unlock(page, space.passphrase)
    says(page, "")
