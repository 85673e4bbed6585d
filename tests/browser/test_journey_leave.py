"""Leaving: with one's texts, from this device, for good."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.gestures import (
    create_space,
    done,
    entry,
    expect_closed,
    look_at,
    open_entry,
    open_here,
    press,
    sign_in,
    unfold_details,
    unlock,
    visit,
    visit_mine,
    write_line,
)
from tests.browser.person import DESK, PHONE, Person

People = Callable[..., Person]


def _take_away(page: Page, passphrase: str, folder: Path) -> Path:
    """Export everything to a file."""
    visit_mine(page, "Emporter mes textes")
    page.get_by_label("Votre phrase de passe actuelle").fill(passphrase)
    with page.expect_download() as asked:
        press(page, "Emporter mes textes")
    file = folder / asked.value.suggested_filename
    asked.value.save_as(file)
    expect(page.get_by_text("Le fichier est sur cet appareil.")).to_be_visible()
    return file


def _open_file(page: Page, file: Path, secret: str) -> None:
    """Choose a file and type what opens it."""
    page.goto("/ouvrir")
    page.get_by_label("Le fichier").set_input_files(file)
    page.get_by_label("Phrase de passe, ou les douze mots de la fiche").fill(secret)
    press(page, "Ouvrir")


def test_an_export_opens_without_account_and_enters_another_space(person: People, tmp_path: Path) -> None:
    """The file asks for the passphrase, says nothing by itself, opens with phrase or fiche, and joins a new space."""
    page = person(DESK).page
    space = create_space(page, "camille")
    write_line(page, "Mirabelle n’a pas répondu.")
    write_line(page, "Une ligne à étiqueter.")
    open_entry(page, "Une ligne à étiqueter.")
    unfold_details(page)
    page.get_by_label("Mots-clés").fill("accueil")
    page.get_by_label("Mots-clés").press("Tab")
    done(page)
    visit_mine(page, "Emporter mes textes")
    page.get_by_label("Votre phrase de passe actuelle").fill("une autre que la mienne")
    press(page, "Emporter mes textes")
    expect(page.get_by_role("alert")).to_have_text("Ce n’est pas la bonne phrase.")
    look_at(page)
    file = _take_away(page, space.passphrase, tmp_path)
    assert b"Mirabelle" not in file.read_bytes()
    assert "camille" not in file.name

    stranger = person(PHONE)
    asked: list[str] = []
    stranger.page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    _open_file(stranger.page, file, "une autre phrase")
    expect(stranger.page.get_by_role("alert")).to_be_visible()
    look_at(stranger.page)
    for secret in (space.passphrase, space.sheet):
        _open_file(stranger.page, file, secret)
        expect(stranger.page.get_by_text("Mirabelle n’a pas répondu.")).to_be_visible()
        expect(stranger.page.get_by_role("article")).to_have_count(2)
    look_at(stranger.page)
    with stranger.page.expect_download() as download:
        press(stranger.page, "Enregistrer un fichier à lire (Markdown)")
    assert "Mirabelle n’a pas répondu." in download.value.path().read_text("utf-8")
    assert asked == []

    newcomer = person(DESK).page
    create_space(newcomer, "dominique")
    visit_mine(newcomer, "Rapporter des textes")
    look_at(newcomer)
    newcomer.get_by_label("Le fichier").set_input_files(file)
    newcomer.get_by_label("Phrase de passe, ou les douze mots de la fiche").fill(space.sheet)
    press(newcomer, "Rapporter ces textes")
    expect(newcomer.get_by_text("Textes rapportés : 2.")).to_be_visible()
    visit(newcomer, "Journal")
    expect(entry(newcomer, "Mirabelle n’a pas répondu.")).to_be_visible()


def test_an_export_opens_from_the_command_line(person: People, tmp_path: Path) -> None:
    """The file made by the browser opens with `recul open`, without a server, and gives the words back."""
    page = person(DESK).page
    space = create_space(page, "camille")
    write_line(page, "Mirabelle n’a pas répondu.")
    file = _take_away(page, space.passphrase, tmp_path)
    secret = tmp_path / "secret"
    secret.write_text(space.passphrase, "utf-8")
    recul = Path(sys.executable).with_name("recul")
    subprocess.run([recul, "open", file, "--out", tmp_path / "opened", "--secret-file", secret], check=True)
    found = [path.read_text("utf-8") for path in (tmp_path / "opened").rglob("*") if path.is_file()]
    assert any("Mirabelle n’a pas répondu." in text for text in found)


def test_signing_out_and_forgetting_are_two_acts(person: People) -> None:
    """Signed out, the notebook still opens here; forgotten, this device holds none, and another brings it back."""
    someone = person(PHONE)
    page = someone.page
    space = create_space(page, "camille")
    write_line(page, "Reste.")
    visit_mine(page, "Partir")
    look_at(page)
    press(page, "Me déconnecter")
    expect_closed(page)
    someone.expects("status of 401")  # the session that was cut, before the passphrase just typed makes another
    unlock(page, space.passphrase)
    expect(entry(page, "Reste.")).to_be_visible()
    visit_mine(page, "Partir")
    press(page, "Oublier cet appareil")
    press(page, "Effacer le carnet de cet appareil")
    expect(page.get_by_role("heading", name="Aucun carnet sur cet appareil.")).to_be_visible()
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") <= 1
    open_here(page, "camille", space.passphrase)
    expect(entry(page, "Reste.")).to_be_visible()


def test_a_deleted_account_is_gone(person: People) -> None:
    """Deleting asks for the passphrase, says in numbers what was erased, and nobody signs in afterwards."""
    page = person(DESK).page
    space = create_space(page, "camille")
    write_line(page, "Pour finir.")
    visit_mine(page, "Partir")
    press(page, "Supprimer mon compte")
    page.get_by_label("Votre phrase de passe actuelle").fill(space.passphrase)
    press(page, "Tout effacer")
    expect(page.get_by_role("heading", name="Le compte est supprimé.")).to_be_visible()
    expect(page.get_by_text("Comptes effacés : 1")).to_be_visible()
    expect(page.get_by_text("Textes chiffrés effacés : ")).to_be_visible()
    look_at(page)
    someone = person(PHONE)
    someone.expects("status of 401")
    sign_in(someone.page, "camille", space.passphrase)
    expect(someone.page.get_by_role("alert")).to_have_text("Ce pseudonyme et cette phrase ne vont pas ensemble.")
    create_space(person(DESK).page, "camille")
