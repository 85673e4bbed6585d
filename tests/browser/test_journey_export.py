"""Leaving with one's texts when the server is out of reach, or shows something else than what was seen."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.gestures import (
    blank_line,
    create_space,
    done,
    entry,
    look_at,
    open_entry,
    press,
    says,
    visit_mine,
    write_line,
)
from tests.browser.live_server import LiveServer
from tests.browser.person import DESK, PHONE, Person

People = Callable[..., Person]

ALONE = "Il a été fait sans le serveur"


def _take_away(page: Page, passphrase: str, folder: Path) -> Path:
    """Type the passphrase and take the file, wherever it is asked for."""
    page.get_by_label("Votre phrase de passe actuelle").fill(passphrase)
    with page.expect_download() as asked:
        press(page, "Emporter mes textes")
    file = folder / asked.value.suggested_filename
    asked.value.save_as(file)
    expect(page.get_by_text("Le fichier est sur cet appareil.")).to_be_visible()
    expect(page.get_by_text(ALONE)).to_be_visible()
    return file


def _open_file(page: Page, file: Path, secret: str) -> None:
    """Choose a file and type what opens it."""
    page.goto("/ouvrir")
    page.get_by_label("Le fichier").set_input_files(file)
    page.get_by_label("Phrase de passe, ou les douze mots de la fiche").fill(secret)
    press(page, "Ouvrir")
    expect(page.get_by_text("Fichier fait sans le serveur")).to_be_visible()


def test_a_file_made_offline_holds_what_this_device_keeps(person: People, tmp_path: Path) -> None:
    """Sent or not, the newest words are in it; the screens and the command say which earlier versions are not."""
    someone = person(PHONE)
    page = someone.page
    space = create_space(page, "camille")
    write_line(page, "Mirabelle n’a pas répondu.")
    field = open_entry(page, "Mirabelle n’a pas répondu.")
    field.press("Control+End")
    page.keyboard.type(" Elle rappelle demain.")
    says(page, "Enregistré sur cet appareil")
    done(page)
    says(page, "Enregistré")
    with someone.offline():
        blank_line(page).fill("Écrit dans le couloir.")
        press(page, "C’est posé")
        expect(entry(page, "Écrit dans le couloir.")).to_be_visible()
        visit_mine(page, "Emporter mes textes")
        file = _take_away(page, space.passphrase, tmp_path)
        expect(page.get_by_text("textes que le serveur n’avait pas encore reçus\u00a0: 1.")).to_be_visible()
        expect(page.get_by_text("Versions antérieures qui ne sont pas dans ce fichier\u00a0: 1.")).to_be_visible()
        look_at(page)
    stranger = person(DESK).page
    _open_file(stranger, file, space.sheet)
    expect(stranger.get_by_text("Mirabelle n’a pas répondu. Elle rappelle demain.")).to_be_visible()
    expect(stranger.get_by_text("Écrit dans le couloir.")).to_be_visible()
    expect(stranger.get_by_text("Versions antérieures qui ne sont pas dans ce fichier\u00a0: 1.")).to_be_visible()
    look_at(stranger)
    opened = _open_by_command(file, space.passphrase, tmp_path)
    assert "sans le serveur" in opened.stderr
    assert opened.stderr.count("N’est pas dans ce fichier") == 1
    texts = [path.read_text("utf-8") for path in (tmp_path / "opened").rglob("*.md")]
    assert any("Écrit dans le couloir." in text for text in texts)


def test_an_alarm_lets_one_leave_with_what_the_device_keeps(person: People, server: LiveServer, tmp_path: Path) -> None:
    """A server that went back in time is refused, and the page that says so gives the file, without any request."""
    page = person(DESK).page
    space = create_space(page, "camille")
    write_line(page, "Avant la copie.")
    database = server.data_dir / "recul.sqlite"
    _copy(database, tmp_path / "copy")
    write_line(page, "Après la copie.")
    _copy(tmp_path / "copy", database)
    page.reload()
    unlock_into_alarm(page, space.passphrase)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    page.get_by_label("Votre phrase de passe actuelle").fill("une autre que la mienne")
    press(page, "Emporter mes textes")
    expect(page.get_by_text("Ce n’est pas la bonne phrase.")).to_be_visible()
    file = _take_away(page, space.passphrase, tmp_path)
    look_at(page)
    assert asked == []
    stranger = person(PHONE).page
    _open_file(stranger, file, space.passphrase)
    for text in ("Avant la copie.", "Après la copie."):
        expect(stranger.get_by_text(text)).to_be_visible()


def unlock_into_alarm(page: Page, passphrase: str) -> None:
    """Open the notebook of this device, which meets a server that shows less than it holds."""
    page.get_by_label("Phrase de passe").fill(passphrase)
    press(page, "Ouvrir")
    expect(page.get_by_role("heading", name="Le serveur montre un carnet plus ancien")).to_be_visible()


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)


def _open_by_command(file: Path, secret: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "secret").write_text(secret, "utf-8")
    recul = Path(sys.executable).with_name("recul")
    asked = [recul, "open", file, "--out", folder / "opened", "--secret-file", folder / "secret"]
    return subprocess.run(asked, check=True, capture_output=True, encoding="utf-8")
