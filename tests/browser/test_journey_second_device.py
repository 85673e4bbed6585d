"""A second device: everything is there, and two devices that write at once lose nothing."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.gestures import (
    accept_state,
    blank_line,
    create_space,
    done,
    entry,
    follow,
    look_at,
    open_entry,
    open_here,
    press,
    says,
    sign_in,
    visit,
    write_line,
)
from tests.browser.person import DESK, PHONE, Person

People = Callable[..., Person]


def _rewrite(page: Page, old: str, new: str) -> None:
    open_entry(page, old).fill(new)
    done(page)
    expect(entry(page, new)).to_be_visible()


def _two_versions(person: People) -> tuple[Page, Page]:
    """The desk and the phone of a person, after both rewrote one text, the phone without network."""
    desk = person(DESK).page
    space = create_space(desk, "camille")
    write_line(desk, "Commun.")
    someone = person(PHONE)
    phone = someone.page
    open_here(phone, "camille", space.passphrase)
    expect(entry(phone, "Commun.")).to_be_visible()
    says(phone, "")
    with someone.offline():
        _rewrite(phone, "Commun.", "Vu du train.")
        says(phone, "Hors ligne : tout est gardé ici")
        _rewrite(desk, "Commun.", "Vu du bureau.")
        says(desk, "Enregistré")
    expect(phone.locator("recul-state-line")).to_contain_text("Deux versions : rien n’est perdu.")
    return desk, phone


def test_a_second_device_finds_everything(person: People) -> None:
    """The pseudonym and the passphrase show every text on another device; what is written there comes back here."""
    desk = person(DESK).page
    space = create_space(desk, "camille")
    for text in ("Lundi.", "Mardi.", "Mercredi."):
        write_line(desk, text)
    phone = person(PHONE).page
    phone.goto("/carnet")
    expect(phone.get_by_role("heading", name="Aucun carnet sur cet appareil.")).to_be_visible()
    look_at(phone)
    sign_in(phone, " Camille", space.passphrase)
    expect(phone.get_by_role("heading", name=", 3 textes.")).to_be_visible()
    look_at(phone)
    accept_state(phone)
    for text in ("Lundi.", "Mardi.", "Mercredi."):
        expect(entry(phone, text)).to_be_visible()
    look_at(phone)
    expect(open_entry(phone, "Mardi.")).to_have_text("Mardi.")
    done(phone)
    write_line(phone, "Du téléphone.")
    desk.bring_to_front()
    blank_line(desk).fill("Du bureau.")
    press(desk, "C’est posé")
    expect(entry(desk, "Du téléphone.")).to_be_visible()


def test_a_wrong_pair_is_refused_in_words(person: People) -> None:
    """A wrong passphrase and a pseudonym that does not exist receive the same sentence."""
    create_space(person().page, "camille")
    someone = person(PHONE)
    someone.expects("status of 401")
    page = someone.page
    for login in ("camille", "personne"):
        sign_in(page, login, "sept mots qui ne sont pas les bons")
        expect(page.get_by_role("alert")).to_have_text("Ce pseudonyme et cette phrase ne vont pas ensemble.")
    look_at(page)


def test_two_devices_that_wrote_at_once_show_both_versions(person: People) -> None:
    """Both versions are read side by side on either device; keeping one leaves one text, the other in the corbeille."""
    desk, phone = _two_versions(person)
    follow(phone.locator("recul-state-line"), "Les lire côte à côte")
    expect(phone.get_by_role("heading", name="Deux versions, côte à côte")).to_be_visible()
    for text in ("Vu du train.", "Vu du bureau."):
        expect(phone.get_by_text(text)).to_be_visible()
    look_at(phone)
    press(phone.locator(".side").filter(has_text="Vu du train."), "Garder celle-ci")
    expect(phone.get_by_role("heading", name="Deux versions, côte à côte")).to_be_hidden()
    done(phone)
    expect(entry(phone, "Vu du train.")).to_have_count(1)
    expect(entry(phone, "Vu du bureau.")).to_have_count(0)
    says(phone, "Enregistré")
    visit(desk, "Journal")
    visit(desk, "Aujourd’hui")
    write_line(desk, "Plus tard.")
    expect(entry(desk, "Vu du train.")).to_have_count(1)
    expect(entry(desk, "Vu du bureau.")).to_have_count(0)
    visit(phone, "Journal")
    follow(phone, "Corbeille")
    expect(entry(phone, "Vu du bureau.")).to_be_visible()


def test_both_versions_may_stay(person: People) -> None:
    """Keeping both leaves two ordinary texts, and nothing more to settle."""
    _, phone = _two_versions(person)
    follow(phone.locator("recul-state-line"), "Les lire côte à côte")
    press(phone, "Garder les deux")
    expect(phone.get_by_role("heading", name="Deux versions, côte à côte")).to_be_hidden()
    done(phone)
    for text in ("Vu du train.", "Vu du bureau."):
        expect(entry(phone, text)).to_have_count(1)
    says(phone, "Enregistré")
