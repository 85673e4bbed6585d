"""The Python client on a real server: passphrases, fiches, new account keys, exports."""

from collections.abc import Callable

import pytest

from crypto import entries, export
from crypto.client import Client
from crypto.client.api import RefusedError
from crypto.client.rekeying import LostVersionsError
from crypto.errors import SealedError
from crypto.frames import decode, encode
from tests.crypto.conftest import OTHER_PASSPHRASE, PASSPHRASE, note, text_of

Arrive = Callable[[], Client]


def written(person: Client, *texts: str) -> list[bytes]:
    """Write and send texts; return their ids."""
    ids = [person.write(note(text)) for text in texts]
    person.sync()
    return ids


def test_a_new_passphrase_replaces_the_old_one(person: Client, arrive: Arrive) -> None:
    """After a change the new passphrase opens everything, the old one nothing, and the account key is the same."""
    [kept] = written(person, "une phrase")
    before = person.notebook.unlocked
    person.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE)
    assert person.notebook.unlocked == before
    written(person, "une suite")
    with pytest.raises(RefusedError, match="credentials"):
        arrive().sign_in(person.device.keys.login, PASSPHRASE)
    other = arrive()
    other.sign_in(person.device.keys.login, OTHER_PASSPHRASE)
    assert text_of(other, kept) == "une phrase"


def test_a_fiche_brings_everything_back(person: Client, arrive: Arrive) -> None:
    """The twelve words open a new device, end in a new passphrase and new words, and the old ones open nothing."""
    [kept] = written(person, "une phrase")
    person.write(note("deux"), kept)
    person.sync()
    person.write_checkpoint()
    login, words = person.device.keys.login, " ".join(person.words)
    other = arrive()
    assert other.start_recovery(login, words.upper()).texts == 1
    other.accept_state()
    new_words: list[str] = []
    other.finish_recovery(OTHER_PASSPHRASE, new_words.extend)
    assert other.device.state.standing.epoch == 2
    assert text_of(other, kept) == "deux"
    assert next(other.read_version(put)["body"] for put in other.versions(kept)) == note("une phrase")["body"]
    written(other, "après")
    for refused in (lambda: arrive().start_recovery(login, words), lambda: arrive().sign_in(login, PASSPHRASE)):
        with pytest.raises(RefusedError, match="credentials"):
            refused()
    third = arrive()
    third.start_recovery(login, " ".join(new_words))
    assert len(third.listing()) == 2


def test_an_abandoned_recovery_takes_nothing_away(person: Client) -> None:
    """On a known device, a recovery that is not finished leaves the passphrase that opens it."""
    [kept] = written(person, "une phrase")
    person.close()
    person.start_recovery(person.device.keys.login, " ".join(person.words))
    person.close()
    person.unlock(PASSPHRASE)
    assert text_of(person, kept) == "une phrase"


@pytest.mark.parametrize("compromised", [False, True])
def test_a_rekey_leaves_no_key_of_before(person: Client, arrive: Arrive, compromised: bool) -> None:
    """A rekey changes the account key, and the identity when asked; another device goes on after signing in again."""
    [kept] = written(person, "une phrase")
    other = arrive()
    other.sign_in(person.device.keys.login, PASSPHRASE)
    other.accept_state()
    waiting = other.write(note("écrit ailleurs"))
    before = person.notebook.unlocked
    words: list[str] = []
    person.rekey(PASSPHRASE, OTHER_PASSPHRASE, words.extend, compromised=compromised)
    after = person.notebook.unlocked
    assert after.account_key != before.account_key
    assert (after.keyring.identity != before.keyring.identity) == compromised
    assert text_of(person, kept) == "une phrase"
    written(person, "une suite")
    with pytest.raises(RefusedError, match="session"):
        other.sync()
    other.close()
    other.sign_in(person.device.keys.login, OTHER_PASSPHRASE)
    other.sync()
    person.sync()
    assert {text_of(person, each) for each in person.listing()} == {"une phrase", "une suite", "écrit ailleurs"}
    assert text_of(other, waiting) == "écrit ailleurs"
    new = arrive()
    new.sign_in(person.device.keys.login, OTHER_PASSPHRASE)
    assert len(new.listing()) == 3
    arrive().start_recovery(person.device.keys.login, " ".join(words))


def test_a_rekey_never_loses_a_text(person: Client) -> None:
    """When the server hides the wrap of a text, no new account key is made, and the text is named."""
    kept, hidden = written(person, "une phrase", "cachée")
    transport = person.api.transport
    genuine = transport.request

    def hiding(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> object:
        answer = genuine(method, path, headers, body)
        if path.endswith("/wraps"):
            left = [frame for frame in decode(answer.body) if frame.object_id != hidden]
            return type(answer)(answer.status, answer.headers, encode(left))
        return answer

    transport.request = hiding
    shown: list[str] = []
    with pytest.raises(LostVersionsError) as refusal:
        person.rekey(PASSPHRASE, OTHER_PASSPHRASE, shown.extend)
    assert not shown
    assert refusal.value.object_ids == (hidden,)
    assert person.device.state.standing.epoch == 1
    assert text_of(person, kept) == "une phrase"


def test_an_export_opens_alone_and_elsewhere(person: Client, arrive: Arrive) -> None:
    """The file opens without a server by the passphrase and by the words, and its texts enter another account."""
    kept, gone = written(person, "une phrase", "effacée")
    person.write(note("une phrase, reprise"), kept)
    person.tombstone(gone)
    person.sync()
    person.rekey(PASSPHRASE, PASSPHRASE, print, compromised=True)
    with pytest.raises(SealedError):
        person.export(OTHER_PASSPHRASE)
    file = person.export(PASSPHRASE).file
    opened = export.open_with_passphrase(file, PASSPHRASE)
    assert set(opened.texts) == {(kept, 1), (kept, 2)}
    assert not opened.broken
    other = arrive()
    other.register("rouge-gorge", OTHER_PASSPHRASE)
    [copied] = other.import_entries(opened)
    other.sync()
    assert text_of(other, copied) == "une phrase, reprise"


def withholding(person: Client, hidden: bytes) -> None:
    """Make the server answer as if it had lost every body of a text."""
    transport = person.api.transport
    genuine = transport.request

    def hiding(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> object:
        answer = genuine(method, path, headers, body)
        if path.endswith("/objects/fetch"):
            left = [frame for frame in decode(answer.body) if frame.object_id != hidden]
            return type(answer)(answer.status, answer.headers, encode(left))
        return answer

    transport.request = hiding


def test_an_export_says_which_versions_were_withheld(person: Client, arrive: Arrive) -> None:
    """Versions that the server keeps back and this device never read are named, at the making and in the file."""
    kept, hidden = written(person, "une phrase", "première version")
    person.write(note("seconde version"), hidden)
    person.sync()
    other = arrive()
    other.sign_in(person.device.keys.login, PASSPHRASE)
    withholding(other, hidden)
    made = other.export(PASSPHRASE)
    opened = export.open_with_passphrase(made.file, PASSPHRASE)
    assert list(made.missing) == opened.missing == [(hidden, 1)]
    assert set(opened.texts) == {(kept, 1), (hidden, 2)}
    assert not person.export(PASSPHRASE).missing


def test_a_device_alone_exports_what_it_holds(person: Client, arrive: Arrive) -> None:
    """Without a server, a device that began at a checkpoint gives its texts and drafts, and says what it lacks."""
    kept, binned = written(person, "une phrase", "en trop")
    person.write(note("une phrase, reprise"), kept)
    person.sync()
    person.write_checkpoint()
    other = arrive()
    other.sign_in(person.device.keys.login, PASSPHRASE)
    other.accept_state()
    other.write(note("une phrase, reprise hors ligne"), kept)
    new = other.write(note("hors ligne"))
    other.tombstone(binned)
    asked: list[str] = []
    other.api.transport.request = lambda method, path, *_: asked.append(path)
    with pytest.raises(SealedError):
        other.export_kept(OTHER_PASSPHRASE)
    made = other.export_kept(PASSPHRASE)
    opened = export.open_with_passphrase(made.file, PASSPHRASE)
    assert not asked
    assert opened.made_alone
    assert opened.lacking_links == made.lacking_links == other.device.first_seq > 0
    assert list(made.missing) == opened.missing == [(kept, 1)]
    assert {object_id: text for object_id, text, _ in opened.newest()} == {
        kept: entries.to_bytes(note("une phrase, reprise hors ligne")),
        new: entries.to_bytes(note("hors ligne")),
    }
    opened = export.open_with_words(made.file, " ".join(person.words))
    assert set(opened.texts) == {(kept, 2)}


def test_a_device_left_behind_exports_under_the_new_account_key(person: Client, arrive: Arrive) -> None:
    """Bodies whose wrap is of an earlier epoch are wrapped again, so that the file opens by the newest passphrase."""
    [kept] = written(person, "une phrase")
    other = arrive()
    other.sign_in(person.device.keys.login, PASSPHRASE)
    held = other.device.objects
    person.rekey(PASSPHRASE, OTHER_PASSPHRASE, print)
    before = dict(held)
    other.sign_in(person.device.keys.login, OTHER_PASSPHRASE)
    other.device.objects.update(before)
    opened = export.open_with_passphrase(other.export_kept(OTHER_PASSPHRASE).file, OTHER_PASSPHRASE)
    assert set(opened.texts) == {(kept, 1)}
    assert not opened.broken
