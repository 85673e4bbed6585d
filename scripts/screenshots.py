"""Takes the pictures of `docs/screenshots/` from a real server and a real browser, by hand: `make screenshots`."""

import base64
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright

from scripts import sample_notebook as sample
from scripts.group_screenshots import Members, gather, photograph_group, photograph_sharing
from tests.browser import gestures as hand
from tests.browser.live_server import live_server
from tests.browser.person import DESK, FLAGS, PHONE, arrive

FOLDER = Path(__file__).resolve().parent.parent / "docs/screenshots"
WIDTHS = {360: 740, 768: 1024, 1280: 860}
THEMES = ["light", "dark"]


class Album:
    """The pictures of one width and one theme."""

    def __init__(self, page: Page, folder: Path, suffix: str) -> None:
        self.page = page
        self.folder = folder
        self.suffix = suffix

    def take(self, name: str) -> None:
        """Photograph what is on the screen, without the caret that blinks or a word under the pointer."""
        self.page.evaluate("document.fonts.ready")
        self.page.mouse.move(0, 0)
        self.page.screenshot(path=self.folder / f"{name}-{self.suffix}.png", caret="hide", animations="disabled")


def main(folder: Path = FOLDER, widths: list[int] | None = None) -> None:
    """Fill two notebooks, then walk through every screen at each width and in each theme."""
    folder.mkdir(exist_ok=True)
    executable = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as data, live_server(Path(data)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*FLAGS, "--disable-lcd-text"])
        full, double = fill(browser, server.origin), fill_twice(browser, server.origin)
        members = gather(browser, server.origin)
        for width in widths or WIDTHS:
            for theme in THEMES:
                someone = arrive(browser, server.origin, {"width": width, "height": WIDTHS[width]})
                someone.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                suffix = f"{width}-dark" if theme == "dark" else str(width)
                walk(Album(someone.page, folder, suffix), full, double)
                someone.context.close()
                walk_group(browser, server.origin, folder, (width, theme, suffix), members)
        browser.close()


def walk_group(browser: Browser, origin: str, folder: Path, look: tuple[int, str, str], members: Members) -> None:
    """The pages of a group, and the steps of sharing, each by someone on a device of their own."""
    width, theme, suffix = look
    for photograph in (photograph_group, photograph_sharing):
        someone = arrive(browser, origin, {"width": width, "height": WIDTHS[width]})
        someone.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        photograph(someone.page, Album(someone.page, folder, suffix).take, members)
        someone.context.close()


def fill(browser: Browser, origin: str) -> hand.Space:
    """Write five texts, one of them twice, a case, and throw one text away."""
    page = arrive(browser, origin, DESK).page
    space = hand.create_space(page, "camille")
    for title, text, tags, day in reversed(sample.LINES):
        hand.write_line(page, text)
        hand.open_entry(page, text[:40])
        page.get_by_label("Titre", exact=True).fill(title)
        hand.unfold_details(page)
        page.get_by_label("Mots-clés").fill(tags)
        page.get_by_label("Le jour où c’est arrivé").fill(day)
        hand.done(page)
    hand.open_entry(page, "Ce que dit la chaise vide")
    answer_questions(page)
    hand.done(page)
    hand.open_entry(page, "Le sac").fill(sample.REWRITTEN)
    hand.done(page)
    hand.write_line(page, "Une ligne pour rien, un jour de pluie.")
    hand.open_entry(page, "un jour de pluie")
    hand.press(page, "Mettre à la corbeille")
    hand.visit(page, "Situations")
    hand.press(page, "Préparer une situation")
    page.get_by_label("Titre", exact=True).fill(sample.CASE_TITLE)
    for question, answer in sample.CASE.items():
        page.get_by_label(question, exact=True).fill(answer)
    hand.done(page)
    hand.says(page, "Enregistré")
    page.context.close()
    return space


def answer_questions(page: Page) -> None:
    """Attach a template to a text, answer some of its questions, and note a few dimensions."""
    hand.unfold(page, "Un modèle")
    hand.press(page, "L’autre côté")
    for question, answer in sample.ANSWERS.items():
        page.get_by_label(question, exact=True).fill(answer)
    hand.unfold(page, "Les dimensions")
    hand.unfold(page, "Demandé et fait")
    for label, words in sample.GAP.items():
        page.get_by_label(label, exact=True).fill(words)
    page.locator(".degrees input").nth(4).check()
    hand.unfold(page, "Ce que ça m’a fait")
    page.get_by_label("Un mot, deux ou trois").fill(sample.AFFECTS)


def fill_twice(browser: Browser, origin: str) -> hand.Space:
    """Leave two versions of one text."""
    desk, phone = arrive(browser, origin, DESK), arrive(browser, origin, PHONE)
    space = hand.create_space(desk.page, "dominique")
    hand.write_line(desk.page, sample.COMMON)
    hand.open_here(phone.page, "dominique", space.passphrase)
    hand.open_entry(phone.page, sample.COMMON)
    with phone.offline():
        phone.page.get_by_role("textbox", name="Le texte").fill(sample.FROM_TRAIN)
        hand.done(phone.page)
        hand.open_entry(desk.page, sample.COMMON).fill(sample.FROM_DESK)
        hand.done(desk.page)
        hand.says(desk.page, "Enregistré")
    phone.page.locator("recul-state-line").get_by_text("Deux versions").wait_for()
    for someone in (desk, phone):
        someone.context.close()
    return space


def walk(album: Album, full: hand.Space, double: hand.Space) -> None:
    """Every screen, in the order in which a person meets them."""
    photograph_creation(album)
    photograph_opening(album, full)
    photograph_texts(album)
    photograph_me(album, full)
    photograph_today(album, full)
    photograph_two_versions(album, double)
    photograph_alarm(album, double)


def photograph_creation(album: Album) -> None:
    """The home and the steps of a space that is never made."""
    page = album.page
    page.goto("/")
    album.take("home")
    page.goto("/creer")
    page.get_by_label("Pseudonyme").fill("camille")
    album.take("create-login")
    hand.press(page, "Continuer")
    page.locator(".phrase").filter(has_text=" ").wait_for()
    album.take("create-phrase")
    hand.keep_drawn_phrase(page)
    words = hand.read_words(page)
    album.take("create-fiche")
    hand.press(page, "C’est fait, la relire")
    hand.type_words_back(page, words)
    album.take("create-check")


def photograph_opening(album: Album, space: hand.Space) -> None:
    """The first opening on a device, then the closed door."""
    page = album.page
    page.goto("/carnet")
    page.get_by_role("heading", name="Aucun carnet sur cet appareil.").wait_for()
    album.take("sign-in")
    held: list[Route] = []
    page.route("**/api/v1/sessions", lambda route: held.append(route))  # noqa: PLW0108
    hand.sign_in(page, space.login, space.passphrase)
    page.get_by_role("heading", name="Ouverture…").wait_for()
    album.take("opening")
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    page.unroute("**/api/v1/sessions")
    page.get_by_role("heading", name="État du").wait_for()
    album.take("arrival")
    hand.accept_state(page)
    hand.close(page)
    album.take("closed")
    hand.unlock(page, space.passphrase)


def photograph_texts(album: Album) -> None:
    """The journal, the cases, a text, its versions, the corbeille."""
    page = album.page
    hand.visit(page, "Journal")
    album.take("journal")
    hand.search_line(page).fill("temps")
    page.locator("article mark").first.wait_for()
    album.take("journal-search")
    hand.search_line(page).press("Escape")
    hand.visit(page, "Situations")
    album.take("cases")
    hand.open_entry(page, sample.CASE_TITLE)
    album.take("case")
    hand.done(page)
    hand.open_entry(page, "Ce que dit la chaise vide")
    photograph_questions(album)
    hand.done(page)
    hand.open_entry(page, "Le sac")
    album.take("entry")
    hand.follow(page, "Versions")
    hand.press(page, "Version 1")
    page.get_by_text("Version ancienne").wait_for()
    album.take("versions")
    page.go_back()
    hand.done(page)
    hand.visit_mine(page, "Corbeille")
    album.take("bin")


def photograph_questions(album: Album) -> None:
    """The list of templates, the questions of one, the palette of dimensions and one that is unfolded."""
    page = album.page
    hand.unfold(page, "Un modèle")
    page.get_by_role("button", name="Six fenêtres").wait_for()
    bring_up(page, "recul-template-choice")
    album.take("entry-templates")
    hand.unfold(page, "Un modèle")
    bring_up(page, ".question-sheet")
    album.take("entry-questions")
    hand.unfold(page, "Les dimensions")
    hand.unfold(page, "Demandé et fait")
    bring_up(page, "recul-dimensions")
    album.take("entry-dimensions")


def bring_up(page: Page, selector: str) -> None:
    """Scroll until something stands under the bar of the page."""
    page.locator(selector).evaluate("(it) => scrollBy(0, it.getBoundingClientRect().top - 80)")


def photograph_me(album: Album, space: hand.Space) -> None:
    """Security, what the server sees, leaving, and opening a file without an account."""
    page = album.page
    hand.visit(page, "Moi")
    album.take("me")
    for name, place in {
        "phrase": "Changer ma phrase de passe",
        "own-templates": "Mes modèles",
        "devices": "Mes appareils",
        "settings": "Réglages de cet appareil",
        "server": "Ce que le serveur voit de moi",
        "leave": "Partir",
        "export": "Emporter mes textes",
    }.items():
        hand.visit_mine(page, place)
        page.wait_for_load_state("networkidle")
        album.take(name)
        if name == "phrase":
            hand.done(page)
    page.get_by_label("Votre phrase de passe actuelle").fill(space.passphrase)
    with page.expect_download() as asked:
        hand.press(page, "Emporter mes textes")
    page.goto("/ouvrir")
    page.get_by_label("Le fichier").set_input_files(asked.value.path())
    page.get_by_label("Phrase de passe, ou les douze mots de la fiche").fill(space.passphrase)
    album.take("open-file")
    hand.press(page, "Ouvrir")
    page.get_by_role("article").first.wait_for()
    album.take("opened-file")


def photograph_today(album: Album, space: hand.Space) -> None:
    """A line being written, which never leaves for the server."""
    page = album.page
    page.goto("/carnet")
    hand.unlock(page, space.passphrase)
    page.route("**/links", lambda route: route.abort())
    hand.blank_line(page).fill(sample.UNDER_WAY)
    hand.says(page, "Enregistré sur cet appareil")
    album.take("today")


def photograph_two_versions(album: Album, space: hand.Space) -> None:
    """The two versions of a text, on a device that forgot the other notebook."""
    page = album.page
    page.goto("/carnet")
    hand.press(page, "Ce n’est pas moi")
    hand.press(page, "Oublier cet appareil")
    hand.press(page, "Je l’ai emporté, effacer quand même")
    page.unroute("**/links")
    page.get_by_role("heading", name="Aucun carnet sur cet appareil.").wait_for()
    hand.open_here(page, space.login, space.passphrase)
    hand.follow(page.locator("recul-state-line"), "Les lire côte à côte")
    page.get_by_text("Garder les deux").wait_for()
    album.take("two-versions")


def photograph_alarm(album: Album, space: hand.Space) -> None:
    """A server that shows another notebook than this device knows."""
    page = album.page
    other = {"seq": 0, "head": base64.b64encode(bytes(32)).decode(), "checkpoint_seq": None, "objects": 0, "bytes": 0}
    page.route("**/head", lambda route: route.fulfill(json=other))
    page.reload()
    page.get_by_label("Phrase de passe").fill(space.passphrase)
    hand.press(page, "Ouvrir")
    page.get_by_role("alert").wait_for()
    album.take("alarm")


if __name__ == "__main__":
    main(*(Path(name) for name in sys.argv[1:2]), widths=[int(width) for width in sys.argv[2:]] or None)
