"""The Python client on a real server: writing, reading, other devices, conflicts."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from crypto.client import Client, Device, HttpTransport, OfflineError, WsgiTransport, push
from crypto.client.api import RefusedError
from crypto.errors import KdfRefusedError, PasswordError, SealedError
from tests.crypto.conftest import OTHER_PASSPHRASE, PASSPHRASE, note, text_of

Arrive = Callable[[], Client]


def again(arrive: Arrive, person: Client) -> Client:
    """Return the same person on a new device, who accepted what they were shown."""
    other = arrive()
    other.sign_in(person.device.keys.login, PASSPHRASE)
    other.accept_state()
    return other


def test_a_text_reaches_another_device(person: Client, arrive: Arrive) -> None:
    """What is written and sent on one device is read, revision by revision, on another."""
    first = person.write(note("une phrase"))
    second = person.write(note("une autre"))
    person.sync()
    assert not person.device.outbox
    other = again(arrive, person)
    assert (text_of(other, first), text_of(other, second)) == ("une phrase", "une autre")
    other.write(note("une phrase, reprise"), first)
    other.sync()
    person.sync()
    assert text_of(person, first) == "une phrase, reprise"
    assert [put.revision for put in person.versions(first)] == [1, 2]
    assert person.read_version(person.versions(first)[0])["body"] == note("une phrase")["body"]


def test_a_new_device_starts_from_a_checkpoint(person: Client, arrive: Arrive) -> None:
    """A device without memory downloads from the last checkpoint, and still finds earlier versions and links."""
    kept = person.write(note("avant"))
    person.sync()
    person.write(note("après"), kept)
    person.sync()
    person.write_checkpoint()
    later = person.write(note("plus tard"))
    person.sync()
    other = again(arrive, person)
    assert other.device.first_seq > 0
    assert (text_of(other, kept), text_of(other, later)) == ("après", "plus tard")
    assert [put.revision for put in other.versions(kept)] == [1, 2]
    assert other.device.first_seq == 0
    assert other.device.state.state_hash() == person.device.state.state_hash()


def test_a_checkpoint_is_written_when_it_is_due(person: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """After enough links, the first one included, a checkpoint follows by itself, again and again."""
    monkeypatch.setattr(push, "LINKS_BETWEEN_CHECKPOINTS", 3)
    numbers = []
    for number in range(7):
        person.write(note(str(number)))
        person.sync()
        numbers.append(person.device.state.standing.checkpoint)
    assert numbers == [0, 1, 1, 1, 2, 2, 2]


def test_nothing_is_written_before_the_yes(person: Client, arrive: Arrive) -> None:
    """A device without memory says when the notebook was last edited and how many texts it has, and waits."""
    person.write(note("une phrase"))
    person.sync()
    other = arrive()
    notice = other.sign_in(person.device.keys.login, PASSPHRASE)
    assert notice is not None
    assert (notice.texts, notice.last_edited) == (1, 1_800_000_000)
    kept = other.write(note("trop tôt"))
    with pytest.raises(RefusedError, match="state-not-accepted"):
        other.sync()
    other.accept_state()
    other.sync()
    person.sync()
    assert text_of(person, kept) == "trop tôt"


def test_two_versions_are_both_kept(person: Client, arrive: Arrive) -> None:
    """Two devices that change the same text leave two texts, the second a copy that names the first."""
    kept = person.write(note("au départ"))
    person.sync()
    other = again(arrive, person)
    person.write(note("ici"), kept)
    other.write(note("là-bas"), kept)
    person.sync()
    other.sync()
    person.sync()
    copies = [each for each in person.listing() if each != kept]
    assert text_of(person, kept) == "ici"
    assert [text_of(person, each) for each in copies] == ["là-bas"]
    assert person.read(copies[0])["copy_of"] == [kept, 2]


def test_a_text_changed_here_and_erased_there_comes_back(person: Client, arrive: Arrive) -> None:
    """Words written over a text that another device erased are kept under a new id."""
    kept = person.write(note("au départ"))
    person.sync()
    other = again(arrive, person)
    other.write(note("encore"), kept)
    person.tombstone(kept)
    person.sync()
    other.sync()
    assert kept not in other.listing()
    assert [text_of(other, each) for each in other.listing()] == ["encore"]


def test_the_corbeille_ends_in_thirty_days(person: Client) -> None:
    """A text in the corbeille has an end that the server sees; taken out, it has none; erased, it is gone for good."""
    kept = person.write(note("à jeter"))
    person.sync()
    person.trash(kept)
    person.sync()
    assert person.device.state.objects[kept].end == person.notebook.today() + 30
    person.restore(kept)
    person.sync()
    assert person.device.state.objects[kept].end is None
    person.tombstone(kept)
    person.sync()
    assert person.device.state.is_tombstoned(kept)
    with pytest.raises(SealedError):
        person.read(kept)


def test_a_text_that_ended_is_shown_no_more(app: Flask) -> None:
    """On the day of its end a text leaves the list by this device's own clock, and its absence is no alarm."""
    days = [20_000]
    client = Client(WsgiTransport(app), clock=lambda: days[0] * 86_400)
    client.register("rouge-queue", PASSPHRASE)
    kept = client.write(note("à jeter"))
    client.sync()
    client.trash(kept)
    client.sync()
    days[0] += 29
    assert kept in client.listing()
    days[0] += 1
    client.device.objects.clear()
    client.sync()
    assert client.listing() == {}
    assert not client.device.unreadable


def test_a_text_that_did_not_open_is_asked_for_again(person: Client, arrive: Arrive) -> None:
    """A text served under a wrong wrap stays in the list, unreadable, and is read once the right one comes."""
    kept = person.write(note("une phrase"))
    person.sync()
    other = arrive()
    genuine = other.api.fetch
    other.api.fetch = lambda chain_id, hashes: [replace(each, wrap=bytes(104)) for each in genuine(chain_id, hashes)]
    other.sign_in(person.device.keys.login, PASSPHRASE)
    assert kept in other.listing()
    with pytest.raises(SealedError):
        other.read(kept)
    other.api.fetch = genuine
    other.sync()
    assert text_of(other, kept) == "une phrase"


def test_the_client_speaks_http(app: Flask, person: Client) -> None:
    """Over a socket the same notebook opens, cookies kept; without a server the client says that it is offline."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    kept = person.write(note("une phrase"))
    person.sync()
    client = Client(HttpTransport(f"http://127.0.0.1:{server.server_port}"))
    client.sign_in(person.device.keys.login, PASSPHRASE)
    client.sync()
    assert text_of(client, kept) == "une phrase"
    client.api.transport.close()
    server.shutdown()
    serving.join()
    server.server_close()
    with pytest.raises(OfflineError):
        client.sync()


def test_a_device_is_a_file(person: Client, app: Flask, tmp_path: Path) -> None:
    """A device saved to a file opens later without network, its unsent words included, and goes on from its mark."""
    sent = person.write(note("envoyé"))
    person.sync()
    waiting = person.write(note("pas encore"))
    person.device.save(tmp_path / "device")
    assert b"pas encore" not in (tmp_path / "device").read_bytes()
    transport = WsgiTransport(app)
    transport.cookies.values.update(person.api.transport.cookies.values)
    later = Client(transport, Device.load(tmp_path / "device"))
    with pytest.raises(SealedError):
        later.unlock(OTHER_PASSPHRASE)
    later.unlock(PASSPHRASE)
    assert (text_of(later, sent), text_of(later, waiting)) == ("envoyé", "pas encore")
    later.sync()
    assert later.device.state.objects.keys() == {sent, waiting}


def test_the_account_can_be_looked_at_and_erased(person: Client, arrive: Arrive) -> None:
    """Sessions are listed and cut one by one, the rows are shown, and an erased account opens no more."""
    other = again(arrive, person)
    assert [session["current"] for session in other.sessions()].count(True) == 1
    [mine] = [session["session_id"] for session in other.sessions() if not session["current"]]
    other.cut_session(mine)
    with pytest.raises(RefusedError, match="session"):
        person.sync()
    assert other.rows()
    assert other.delete_account(PASSPHRASE)["accounts"] == 1
    with pytest.raises(RefusedError, match="credentials"):
        arrive().sign_in(person.device.keys.login, PASSPHRASE)


def test_a_wrong_or_easy_passphrase_is_refused(person: Client, arrive: Arrive) -> None:
    """A wrong passphrase opens nothing, an easy one makes no account."""
    with pytest.raises(RefusedError, match="credentials"):
        arrive().sign_in(person.device.keys.login, OTHER_PASSPHRASE)
    with pytest.raises(PasswordError):
        arrive().register("rouge-gorge", "motdepasse")


def test_a_known_device_refuses_another_derivation(person: Client) -> None:
    """When the passphrase opens the slot kept here, another salt from the server is refused and nothing is sent."""
    sent: list[str] = []
    transport = person.api.transport
    genuine = transport.request

    def other_salt(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> object:
        sent.append(path)
        answer = genuine(method, path, headers, body)
        if path.endswith("prelogin"):
            changed = b'{"kdf_id": 1, "salt": "AAAAAAAAAAAAAAAAAAAAAA=="}'
            return type(answer)(answer.status, answer.headers, changed)
        return answer

    transport.request = other_salt
    person.close()
    with pytest.raises(KdfRefusedError):
        person.sign_in(person.device.keys.login, PASSPHRASE)
    assert sent == ["/api/v1/prelogin"]


def test_a_known_device_goes_back_to_no_weaker_derivation(person: Client) -> None:
    """A passphrase that the kept slot does not open is never derived under an id below the one kept."""
    person.close()
    person.device.keys = replace(person.device.keys, kdf_id=2)
    with pytest.raises(KdfRefusedError):
        person.sign_in(person.device.keys.login, PASSPHRASE)


def without_an_answer(person: Client) -> list[str]:
    """Lose the answer to every append that the server accepts; return what was lost."""
    transport = person.api.transport
    genuine = transport.request
    lost: list[str] = []

    def losing(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> object:
        answer = genuine(method, path, headers, body)
        if method == "POST" and path.endswith("/links") and answer.status == 201:
            lost.append(path)
            transport.request = genuine
            raise OfflineError("cut")
        return answer

    transport.request = losing
    return lost


def test_a_write_whose_answer_was_lost_is_sent_once(person: Client) -> None:
    """A link that landed without an answer settles its writes when it is seen: no copy, no second revision."""
    kept, erased = person.write(note("avant")), person.write(note("en trop"))
    person.sync()
    person.write(note("après"), kept)
    new = person.write(note("nouveau"))
    person.tombstone(erased)
    lost = without_an_answer(person)
    with pytest.raises(OfflineError):
        person.sync()
    assert len(lost) == 1
    person = Client(person.api.transport, Device.from_bytes(person.device.to_bytes()))
    person.unlock(PASSPHRASE)
    person.sync()
    assert person.device.outbox == person.device.sent == []
    assert set(person.listing()) == {kept, new}
    assert [put.revision for put in person.versions(kept)] == [1, 2]
    assert (text_of(person, kept), text_of(person, new)) == ("après", "nouveau")


def test_what_is_written_after_a_lost_answer_is_the_next_revision(person: Client) -> None:
    """Words changed between the lost answer and the next exchange follow those that landed; they make no copy."""
    kept = person.write(note("un"))
    lost = without_an_answer(person)
    with pytest.raises(OfflineError):
        person.sync()
    assert len(lost) == 1
    person.write(note("deux"), kept)
    person.sync()
    assert set(person.listing()) == {kept}
    assert [put.revision for put in person.versions(kept)] == [1, 2]
    assert text_of(person, kept) == "deux"


def test_a_write_that_never_arrived_is_sent_again(person: Client) -> None:
    """A link that did not reach the server settles nothing: the write waits, and goes at the next exchange."""
    kept = person.write(note("un"))
    transport = person.api.transport
    genuine = transport.request

    def cut(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> object:
        if method == "POST":
            transport.request = genuine
            raise OfflineError("cut")
        return genuine(method, path, headers, body)

    transport.request = cut
    with pytest.raises(OfflineError):
        person.sync()
    assert len(person.device.outbox) == 1
    person.sync()
    assert [put.revision for put in person.versions(kept)] == [1]
    assert person.device.outbox == person.device.sent == []
