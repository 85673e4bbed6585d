"""C11, C12 of docs/attacks.md as a model: devices that write at once, over a network that loses, repeats and delays."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from crypto.client import Client, OfflineError, WsgiTransport
from crypto.client.transport import Answer
from crypto.entries import Document, from_text, plain_text
from crypto.errors import SealedError
from tests.attacks.clients import PASSPHRASE
from tests.attacks.evil_server import EvilServer
from tests.crypto.conftest import network_of

LOGIN = "plusieurs"
DEVICES = 4
EDITS = 500
FAULTS = ("lost request", "lost answer", "twice", "delayed")
FAULTY = 0.15
AGAIN = 0.7


@dataclass
class BadNetwork:
    """A transport that, while it is `bad`, treats some requests in one of the four ways of `FAULTS`."""

    inner: WsgiTransport
    chance: random.Random
    bad: bool = False
    delayed: list[tuple[str, str, Mapping[str, str], bytes]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Carry a request, or fail as networks do."""
        asked = (method, path, headers, body)
        if not self.bad or self.chance.random() >= FAULTY:
            return self.inner.request(*asked)
        fault = self.chance.choice(FAULTS)
        self.seen.add(fault)
        if fault == "delayed":
            self.delayed.append(asked)
        elif fault != "lost request":
            self.inner.request(*asked)
            if fault == "twice":
                return self.inner.request(*asked)
        raise OfflineError(fault)

    def deliver(self) -> None:
        """Let every delayed request reach the server, long after anyone waits for its answer."""
        while self.delayed:
            self.inner.request(*self.delayed.pop(self.chance.randrange(len(self.delayed))))


def devices_of_one_person(evil: EvilServer, chance: random.Random) -> list[Client]:
    """The same person at several devices, each of which derives once."""
    first = Client(BadNetwork(WsgiTransport(evil), chance))
    first.register(LOGIN, PASSPHRASE)
    devices = [first]
    for _ in range(DEVICES - 1):
        other = Client(BadNetwork(WsgiTransport(evil), chance))
        other.sign_in(LOGIN, PASSPHRASE)
        other.accept_state()
        devices.append(other)
    return devices


def exchange(device: Client) -> None:
    """Send and receive; the network may refuse, the server may say that it is late."""
    try:
        device.sync()
    except OfflineError:
        return


def write(device: Client, chance: random.Random, text: str) -> str | None:
    """Write a new text, or one that is here again; return the words that the same device replaced before sending."""
    known = sorted(device.listing())
    object_id = chance.choice(known) if known and chance.random() < AGAIN else None
    waiting = len(device.device.outbox)
    was = _words(device, object_id) if object_id is not None else None
    device.write(from_text(text, "2026-11-20", 1), object_id if was is not None else None)
    return was if len(device.device.outbox) == waiting else None


def _words(device: Client, object_id: bytes) -> str | None:
    try:
        return plain_text(device.read(object_id))
    except SealedError:
        return None  # its link came, and the network failed before its body


def every_version(device: Client) -> set[str]:
    """The words of every version of every text."""
    documents: list[Document] = [
        device.read_version(put) for object_id in device.listing() for put in device.versions(object_id)
    ]
    return {plain_text(document) for document in documents}


def test_no_edit_is_lost(evil: EvilServer) -> None:
    """C11, C12: of 500 edits on four devices over a network with faults, each is a version in the end."""
    chance = random.Random(11)
    devices = devices_of_one_person(evil, chance)
    for device in devices:
        network_of(device, BadNetwork).bad = True
    written: set[str] = set()
    for number in range(EDITS):
        device = chance.choice(devices)
        text = f"texte {number}"
        written.add(text)
        written.discard(write(device, chance, text) or "")
        if chance.random() < 0.5:
            exchange(chance.choice(devices))
        if chance.random() < 0.1:
            network_of(chance.choice(devices), BadNetwork).deliver()
    for device in devices:
        network_of(device, BadNetwork).bad = False
        network_of(device, BadNetwork).deliver()
    for device in devices * 2:
        device.sync()
    assert set().union(*(network_of(device, BadNetwork).seen for device in devices)) == set(FAULTS)
    assert len(written) > EDITS / 2
    assert all(not device.device.outbox for device in devices)
    assert len({device.device.state.state_hash() for device in devices}) == 1
    assert written - every_version(devices[-1]) == set()
