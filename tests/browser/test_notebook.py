"""A notebook in a real browser: made, written in, closed, opened again here and elsewhere."""

from collections.abc import Callable

from tests.browser.carnet import carnet_of, signed_in
from tests.browser.person import Person

People = Callable[..., Person]


def test_what_is_written_is_there_after_the_page_is_loaded_again(person: People) -> None:
    """A text is confirmed by the server, disappears with the page, and comes back with the passphrase."""
    carnet = carnet_of(person())
    assert carnet.phase == "absent"
    passphrase, _ = carnet.create("camille")
    entry_id = carnet.write("Une réunion difficile.")
    assert (carnet.state, carnet.excerpts()) == ("saved", ["Une réunion difficile."])
    carnet.reload()
    assert (carnet.phase, carnet.excerpts()) == ("closed", [])
    carnet.unlock(passphrase)
    assert (carnet.phase, carnet.text(entry_id)) == ("open", "Une réunion difficile.")


def test_a_wrong_passphrase_opens_nothing_and_the_door_stays_shut(person: People) -> None:
    """A wrong passphrase is refused in words, and the right one still opens."""
    carnet = carnet_of(person())
    passphrase, _ = carnet.create("camille")
    carnet.write("Gardée.")
    carnet.reload()
    assert carnet.refusal("notebook.unlock('pas la bonne')") == "wrong-secret"
    assert (carnet.phase, carnet.excerpts(), carnet.alarm) == ("closed", [], None)
    carnet.unlock(passphrase)
    assert carnet.excerpts() == ["Gardée."]


def test_a_device_without_memory_lists_everything_then_reads_it(person: People) -> None:
    """Another browser, given the login and the passphrase, shows every text and opens each."""
    first = carnet_of(person())
    passphrase, _ = first.create("camille")
    texts = [f"Texte {number}" for number in range(5)]
    for text in texts:
        first.do("notebook.note(a[0])", text)
    first.sync()
    second = signed_in(person, "Camille ", passphrase)
    assert second.excerpts() == texts
    for entry_id in second.do("[...notebook.entries.keys()]"):
        assert second.text(entry_id) in texts


def test_a_space_needs_a_strong_passphrase_and_a_free_pseudonym(person: People) -> None:
    """A weak passphrase, a bad pseudonym and a taken one are refused before any key is kept."""
    carnet = carnet_of(person())
    assert carnet.refusal("notebook.prepareSpace({login: 'camille', passphrase: 'azerty123'})") == "password"
    assert carnet.refusal("notebook.prepareSpace({login: '!', passphrase: 'azerty123'})") == "login-invalid"
    carnet.create("camille")
    newcomer = person()
    other = carnet_of(newcomer)
    passphrase = other.do("notebook.suggestPassphrase()")
    other.do("notebook.prepareSpace({login: 'camille', passphrase: a[0]})", passphrase)
    newcomer.expects("status of 409")
    newcomer.expects("status of 401")
    assert other.refusal("notebook.createSpace()") == "login-taken"
    assert other.phase == "absent"


def test_a_text_goes_to_the_corbeille_comes_back_and_is_erased_for_good(person: People) -> None:
    """The corbeille is an end of thirty days, kept by the chain; erasing is a tombstone that other devices follow."""
    first = carnet_of(person())
    passphrase, _ = first.create("camille")
    entry_id = first.write("À relire.")
    second = signed_in(person, "camille", passphrase)
    first.do("notebook.trash(a[0])", entry_id)
    first.sync()
    second.sync()
    assert second.do("notebook.entries.get(a[0]).end - Math.floor(Date.now() / 86400000)", entry_id) == 30
    second.do("notebook.restore(a[0])", entry_id)
    second.sync()
    first.sync()
    assert first.do("notebook.entries.get(a[0]).end", entry_id) is None
    first.do("notebook.erase(a[0])", entry_id)
    first.sync()
    second.sync()
    assert (first.excerpts(), second.excerpts()) == ([], [])


def test_earlier_versions_stay_readable(person: People) -> None:
    """Every sent version of a text can be read again, newest first."""
    carnet = carnet_of(person())
    carnet.create("camille")
    entry_id = carnet.write("Première version.")
    carnet.amend(entry_id, "Deuxième version.")
    carnet.sync()
    assert [each["revision"] for each in carnet.do("notebook.versions(a[0])", entry_id)] == [2, 1]
    first = carnet.do("notebook.openVersion(a[0], 1)", entry_id)
    assert first["body"] == [["paragraph", [["Première version.", []]]]]


def test_an_export_opens_without_the_account_and_imports_into_another(person: People) -> None:
    """A file made with the passphrase opens with it or the fiche, and its texts become those of another account."""
    carnet = carnet_of(person())
    passphrase, words = carnet.create("camille")
    entry_id = carnet.write("Un.")
    carnet.amend(entry_id, "Un, relu.")
    carnet.write("Deux.")
    assert carnet.refusal("notebook.exportFile('une autre')") == "wrong-secret"
    file = carnet.do("notebook.exportFile(a[0]).then(({bytes}) => [...bytes])", passphrase)
    other = carnet_of(person())
    other.create("dominique")
    for secret in (passphrase, words):
        opened = other.do("notebook.openExport(Uint8Array.from(a[0]), a[1])", file, secret)
        assert (opened["login"], opened["broken"], len(opened["entries"])) == ("camille", [], 3)
    assert other.refusal("notebook.openExport(Uint8Array.from(a[0]), 'autre chose')", file) == "wrong-secret"
    other.do(
        "notebook.openExport(Uint8Array.from(a[0]), a[1]).then(({entries}) => notebook.importEntries(entries))",
        file,
        passphrase,
    )
    other.sync()
    assert other.excerpts() == ["Deux.", "Un, relu."]
