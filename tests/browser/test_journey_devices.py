"""What a person sees of their own account: where it is open, and what the server holds."""

import re
import sqlite3
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.gestures import (
    blank_line,
    create_space,
    entry,
    expect_closed,
    look_at,
    open_here,
    press,
    says,
    unlock,
    visit_mine,
    write_line,
)
from tests.browser.live_server import LiveServer
from tests.browser.person import DESK, PHONE, Person

People = Callable[..., Person]


def test_a_device_is_cut_from_another(person: People) -> None:
    """Every open device is listed with its days; one that is cut closes at its next word, which it keeps."""
    desk = person(DESK).page
    space = create_space(desk, "camille")
    write_line(desk, "Toujours là.")
    lost = person(PHONE)
    open_here(lost.page, "camille", space.passphrase)
    expect(entry(lost.page, "Toujours là.")).to_be_visible()
    visit_mine(desk, "Mes appareils")
    sessions = desk.get_by_role("main").get_by_role("listitem")
    expect(sessions).to_have_count(2)
    expect(sessions.filter(has_text="celui-ci")).to_have_count(1)
    look_at(desk)
    press(sessions.filter(has_not_text="celui-ci"), "Déconnecter cet appareil")
    expect(sessions).to_have_count(1)
    lost.expects("status of 401")
    blank_line(lost.page).fill("Écrit sur l’appareil coupé.")
    press(lost.page, "C’est posé")
    expect_closed(lost.page)
    unlock(lost.page, space.passphrase)
    expect(entry(lost.page, "Écrit sur l’appareil coupé.")).to_be_visible()
    says(lost.page, "Enregistré")


def test_the_rows_shown_are_the_rows_stored(person: People, server: LiveServer) -> None:
    """« Ce que le serveur voit de moi » shows my page facing the very rows of the database, without a word of mine."""
    page = person(DESK).page
    create_space(page, "camille")
    for text in ("Une ligne d’avant.", "Mirabelle n’a pas répondu."):
        write_line(page, text)
    visit_mine(page, "Ce que le serveur voit de moi")
    expect(page.get_by_text("Ce ne sont pas des exemples")).to_be_visible()
    expect(page.locator(".mine").filter(has_text="Mirabelle")).to_be_visible()
    for folded in page.locator("details > summary").all():
        folded.click()
    look_at(page)
    seen = " ".join(page.locator(".seen").all_inner_texts())
    assert "Mirabelle" not in seen
    with sqlite3.connect(f"file:{server.data_dir / 'recul.sqlite'}?mode=ro", uri=True) as database:
        versions = database.execute("select object_id, revision, size from versions").fetchall()
    assert len(versions) == 2
    for object_id, _, _ in versions:
        assert (object_id if isinstance(object_id, str) else object_id.hex()) in seen
    assert re.search(r"login camille", seen)
