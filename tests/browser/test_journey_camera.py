"""The ceremony in one room: a camera reads the code of the other screen. The browser has a camera that films a file."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Playwright, expect

from tests.browser.carnet import carnet_of
from tests.browser.gestures import look_at, press, visit
from tests.browser.groups import create_group, invite, take
from tests.browser.live_server import LiveServer
from tests.browser.person import DESK, FLAGS, Person, arrive

People = Callable[..., Person]
SCENE = {"width": 640, "height": 480}


def _film(page: Page, film: Path) -> None:
    """Make the film of a camera that is brought before the code of a page: first without it, then with it."""
    code = page.locator("svg.qr")
    code.scroll_into_view_if_needed()
    box = code.bounding_box()
    assert box is not None
    left, top = box["x"] + box["width"] / 2 - SCENE["width"] / 2, box["y"] + box["height"] / 2 - SCENE["height"] / 2
    seen = page.screenshot(type="jpeg", clip={"x": max(0, left), "y": max(0, top), **SCENE})
    unseen = page.screenshot(type="jpeg", clip={"x": max(0, left), "y": max(0, top), **SCENE}, mask=[code])
    film.write_bytes(30 * unseen + 60 * seen)


def test_a_camera_reads_the_code_of_the_other_screen(
    person: People, server: LiveServer, playwright: Playwright, chromium_path: str, tmp_path: Path
) -> None:
    """The newcomer's camera reads the code, the facilitator types the digits that are read aloud: both are verified."""
    film = tmp_path / "film.mjpeg"
    flags = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    with_camera = playwright.chromium.launch(
        executable_path=chromium_path, args=[*FLAGS, *flags, f"--use-file-for-fake-video-capture={film}"]
    )
    someone = arrive(with_camera, server.origin, DESK)
    someone.expects("willReadFrequently")  # a hint of the browser about the reader's canvas, from the second frame on
    someone.context.grant_permissions(["camera"])
    camille, dominique = carnet_of(person()), carnet_of(someone)
    camille.create("camille")
    dominique.create("dominique")
    take(dominique, invite(camille, create_group(camille)), "Dominique")
    for page, word in ((camille.page, "La vérifier ensemble"), (dominique.page, "Se vérifier maintenant")):
        visit(page, "Groupe")
        page.get_by_role("link", name=word).click()
    for page in (camille.page, dominique.page):
        page.get_by_role("button", name="Dans la même pièce").click()
    aloud = dominique.page.locator("p.digits").inner_text()
    _film(camille.page, film)
    press(dominique.page, "Lire le code de l’autre écran")
    expect(dominique.page.get_by_text("De votre côté, c’est bon.")).to_be_visible()
    look_at(dominique.page)
    camille.page.locator("#digits").fill(aloud)
    press(camille.page, "Continuer")
    for page in (camille.page, dominique.page):
        expect(page.get_by_role("link", name="Aller au groupe")).to_be_visible()
    someone.leave()
    with_camera.close()
