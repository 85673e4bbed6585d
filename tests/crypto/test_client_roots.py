"""The Python client on a new device, before a server that gives another checkpoint to start from."""

import os
from collections.abc import Callable, Sequence

import pytest

from crypto import chain, frames
from crypto.chain import Link
from crypto.client import Client
from crypto.errors import ChainError
from crypto.frames import Frame, LinkFrame, ObjectFrame
from tests.crypto.conftest import PASSPHRASE, note, text_of

Arrive = Callable[[], Client]


@pytest.fixture
def starts(person: Client) -> list[list[Frame]]:
    """What a server gave to start from after each of two checkpoints, the second over one text more."""
    given = []
    for text in ("avant", "après"):
        person.write(note(text))
        person.sync()
        person.write_checkpoint()
        given.append(person.api.start(person.device.vault_id))
    return given


def new_device(arrive: Arrive, person: Client, start: list[Frame]) -> Client:
    """Sign in where nothing is known, before a server whose answer to « where do I start » is this one."""
    other = arrive()
    transport = other.api.transport
    genuine = transport.request

    def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> object:
        answer = genuine(method, path, headers, body)
        return type(answer)(200, answer.headers, frames.encode(start)) if path.endswith("/start") else answer

    transport.request = request
    other.sign_in(person.device.keys.login, PASSPHRASE)
    return other


def link_of(person: Client, signed: bytes) -> Link:
    """Read a link of the person's own."""
    return chain.open_root(signed, person.device.vault_id, person.device.keys.identity)


def index_of(start: Sequence[Frame]) -> ObjectFrame:
    """The index that goes with a checkpoint."""
    index = start[1]
    assert isinstance(index, ObjectFrame)
    return index


def test_an_earlier_index_is_no_index_of_this_checkpoint(
    person: Client, arrive: Arrive, starts: list[list[Frame]]
) -> None:
    """C02, C03: the index of an earlier checkpoint, under its own number or the newer one, is refused."""
    earlier, newest = index_of(starts[0]), starts[1]
    relabelled = ObjectFrame(earlier.object_id, 2, earlier.epoch, earlier.wrap, earlier.body)
    for index in (earlier, relabelled):
        with pytest.raises(ChainError):
            new_device(arrive, person, [newest[0], index, *newest[2:]])


def test_a_checkpoint_signed_by_another_is_no_beginning(
    person: Client, arrive: Arrive, starts: list[list[Frame]]
) -> None:
    """C07: a checkpoint of somebody else's is not started from: every link is read and verified instead."""
    first, *rest = starts[1]
    assert isinstance(first, LinkFrame)
    link = link_of(person, first.signed)
    forged = chain.sign_link(os.urandom(32), link.chain_id, link.seq, link.prev, link.operations)
    other = new_device(arrive, person, [LinkFrame(forged), *rest])
    assert other.device.first_seq == 0
    assert {text_of(other, each) for each in other.listing()} == {"avant", "après"}


def test_a_checkpoint_names_the_state_it_seals(person: Client, arrive: Arrive, starts: list[list[Frame]]) -> None:
    """C02: signed over another state than the one in its index, a checkpoint is refused, even by its owner's hand."""
    first, *rest = starts[1]
    assert isinstance(first, LinkFrame)
    link = link_of(person, first.signed)
    (checkpoint,) = link.operations
    seed = person.notebook.unlocked.keyring.sign_seed
    for changes in ({"state_hash": bytes(32)}, {"number": 3}, {"size": 1}):
        wrong = type(checkpoint)(**{name: getattr(checkpoint, name) for name in checkpoint.__slots__} | changes)
        signed = chain.sign_link(seed, link.chain_id, link.seq, link.prev, [wrong])
        with pytest.raises(ChainError):
            new_device(arrive, person, [LinkFrame(signed), *rest])
