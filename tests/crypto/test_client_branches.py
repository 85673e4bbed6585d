"""The Python client when a server shows less, or something else, than it showed before."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from crypto.client import Client, Device, giving
from crypto.errors import ForkError, RollbackError
from tests.crypto.conftest import PASSPHRASE, note, text_of
from webapp.config import Settings

Arrive = Callable[[], Client]


class Past:
    """The database of a server, which can be put back to an earlier day."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.path = Path(settings.database_url.removeprefix("sqlite:///"))
        self.saved = b""

    def remember(self) -> None:
        """Keep the database as it is."""
        self._close()
        self.saved = self.path.read_bytes()

    def come_back(self) -> None:
        """Put the database back as it was."""
        self._close()
        self.path.write_bytes(self.saved)

    def _close(self) -> None:
        self.app.extensions["recul"].database.engine.dispose()
        for suffix in ("-wal", "-shm"):
            assert not self.path.with_name(self.path.name + suffix).exists(), "closing writes the whole file"


@pytest.fixture
def past(app: Flask, settings: Settings) -> Past:
    """The earlier days of the server."""
    return Past(app, settings)


def test_a_server_that_lost_links_gets_them_back(person: Client, past: Past, arrive: Arrive) -> None:
    """A rollback is refused without changing anything; given back, every text is on the server again."""
    person.write(note("une phrase"))
    person.sync()
    past.remember()
    kept = person.write(note("perdue par le serveur"))
    person.sync()
    before = person.device.to_bytes()
    past.come_back()
    with pytest.raises(RollbackError):
        person.sync()
    assert person.device.to_bytes() == before
    assert person.give_back() == 1
    person.sync()
    other = arrive()
    other.sign_in(person.device.keys.login, PASSPHRASE)
    assert text_of(other, kept) == "perdue par le serveur"


def fork(person: Client, past: Past, arrive: Arrive, *, erased: bool = False) -> tuple[Client, bytes, bytes]:
    """Make another device write after the server went back; return it, a text both changed, and one only it has.

    With `erased`, this device erased the first text instead of changing it.
    """
    both = person.write(note("au départ"))
    person.sync()
    past.remember()
    if erased:
        person.tombstone(both)
    else:
        person.write(note("ici"), both)
    person.sync()
    past.come_back()
    other = arrive()
    other.sign_in(person.device.keys.login, PASSPHRASE)
    other.accept_state()
    other.write(note("là-bas"), both)
    theirs = other.write(note("seulement là-bas"))
    other.sync()
    return other, both, theirs


def test_a_fork_is_refused_then_joined(person: Client, past: Past, arrive: Arrive) -> None:
    """Another history is refused without changing anything; joined by a person's act, no word of either is gone."""
    other, both, theirs = fork(person, past, arrive)
    before = person.device.to_bytes()
    with pytest.raises(ForkError):
        person.sync()
    with pytest.raises(ForkError):
        person.give_back()
    assert person.device.to_bytes() == before
    person.reconcile()
    other.sync()
    for client in (person, other):
        assert text_of(client, theirs) == "seulement là-bas"
        assert text_of(client, both) == "ici"
        texts = [client.read_version(put)["body"] for put in client.versions(both)]
        assert note("là-bas")["body"] in texts
    assert person.device.state.state_hash() == other.device.state.state_hash()


def test_a_text_erased_here_and_changed_there_comes_back(person: Client, past: Past, arrive: Arrive) -> None:
    """When one branch erased what the other changed, the words come back under a new id."""
    other, both, theirs = fork(person, past, arrive, erased=True)
    person.reconcile()
    other.sync()
    for client in (person, other):
        assert both not in client.listing()
        assert {text_of(client, each) for each in client.listing()} == {"là-bas", "seulement là-bas"}
        assert text_of(client, theirs) == "seulement là-bas"


def test_a_server_that_says_late_with_nothing_newer_is_not_asked_again(person: Client) -> None:
    """A `stale-head` answer without links raises, and the words stay in the outbox."""
    transport = person.api.transport
    genuine, asked = transport.request, []

    def late(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> object:
        if method == "POST" and path.endswith("/links"):
            asked.append(path)
            empty = genuine("GET", path + "?after=999", {})
            return type(empty)(409, empty.headers, empty.body)
        return genuine(method, path, headers, body)

    transport.request = late
    person.write(note("une phrase"))
    with pytest.raises(RollbackError):
        person.sync()
    assert len(asked) == 1
    assert len(person.device.outbox) == 1


def test_an_accepted_write_that_does_not_come_back_is_not_saved(person: Client) -> None:
    """A server that says yes and stores nothing is noticed; the words stay in the outbox, on the device."""
    transport = person.api.transport
    genuine = transport.request

    def swallowing(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> object:
        if method == "POST" and path.endswith("/links"):
            answer = genuine("GET", path, {})
            return type(answer)(201, {"content-type": "application/json"}, b'{"seq": 1, "head": ""}')
        return genuine(method, path, headers, body)

    transport.request = swallowing
    person.write(note("une phrase"))
    with pytest.raises(RollbackError):
        person.sync()
    assert len(person.device.outbox) == 1
    kept = Device.from_bytes(person.device.to_bytes())
    assert len(kept.outbox) == 1


def test_a_write_stored_under_another_wrap_is_not_saved(person: Client) -> None:
    """A server that keeps the body and not the wrap is noticed before the words leave the outbox."""
    genuine = person.api.fetch
    person.api.fetch = lambda chain_id, hashes: [replace(each, wrap=bytes(104)) for each in genuine(chain_id, hashes)]
    person.write(note("une phrase"))
    with pytest.raises(RollbackError):
        person.sync()
    assert len(person.device.outbox) == 1


def test_what_only_current_versions_remember_is_given_back(person: Client, past: Past, arrive: Arrive) -> None:
    """A device that never had the replaced versions and the index gives the rest back, under an index of its own."""
    kept = person.write(note("un"))
    person.sync()
    second = arrive()
    second.sign_in(person.device.keys.login, PASSPHRASE)
    past.remember()
    person.write(note("deux"), kept)
    person.sync()
    person.write_checkpoint()
    person.write(note("trois"), kept)
    other = person.write(note("autre"))
    person.sync()
    second.sync()
    past.come_back()
    assert giving.give_back(second.notebook) == 3
    third = arrive()
    third.sign_in(person.device.keys.login, PASSPHRASE)
    assert third.device.first_seq > 0
    assert {text_of(third, each) for each in (kept, other)} == {"trois", "autre"}
    person.sync()
    assert person.device.mark == third.device.mark


def test_a_great_loss_is_given_back_in_several_requests(person: Client, past: Past, arrive: Arrive) -> None:
    """Links are cut where each request can be taken alone, and none is sent that would be too heavy."""
    past.remember()
    written = [person.write(note(str(number))) for number in range(6)]
    for each in written:
        person.sync()
        person.write(note("encore"), each)
    person.sync()
    sizes = [each.size for each in person.device.state.objects.values()]
    past.come_back()
    assert giving.give_back(person.notebook, most=2 * max(sizes)) > 3
    third = arrive()
    third.sign_in(person.device.keys.login, PASSPHRASE)
    assert {text_of(third, each) for each in written} == {"encore"}


@pytest.mark.parametrize(
    ("needs", "most", "ends"),
    [
        ([0, 0, 0, 0], 2, [2, 4]),
        ([0, 2, 0, 0], 3, [3, 4]),
        ([0, 3, 0, 0], 2, [1]),
        ([0, 0, 9, 0], 9, [2]),
    ],
)
def test_requests_end_where_nothing_absent_waits(needs: list[int], most: int, ends: list[int]) -> None:
    """Of links of one weight, each waits for the one that replaces what it lacks."""
    assert list(giving.cut(needs, [1] * len(needs), most)) == ends
