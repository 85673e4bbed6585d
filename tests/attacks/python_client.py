"""The Python client, in the same process as the malicious server."""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager

from crypto import entries, export
from crypto.client import Client as ReferenceClient
from crypto.client import OfflineError, RefusedError, WsgiTransport
from crypto.errors import ReculError
from tests.attacks.clients import PASSPHRASE, Refused
from tests.attacks.evil_server import EvilServer


@contextmanager
def refusals() -> Iterator[None]:
    """Turn each refusal of the client into a `Refused`."""
    try:
        yield
    except (ReculError, RefusedError, OfflineError) as refusal:
        raise Refused(refusal.code) from refusal


class PythonClient:
    """A `Client` whose device is a record in memory."""

    def __init__(self, evil: EvilServer, login: str = "") -> None:
        self.login = login or f"personne-{secrets.token_hex(4)}"
        self.words = ""
        self._evil = evil
        self._client = ReferenceClient(WsgiTransport(evil))
        self._entered = False

    def create(self) -> None:  # each verb is described once, in `clients.Client`
        with refusals():
            self.words = " ".join(self._client.register(self.login, PASSPHRASE))
        self._entered = True

    def sign_in(self, passphrase: str = PASSPHRASE) -> None:
        with refusals():
            self._client.sign_in(self.login, passphrase)
        self._client.accept_state()
        self._entered = True

    def reopen(self, passphrase: str = PASSPHRASE) -> None:
        self._client.close()
        with refusals():
            self._client.unlock(passphrase)
            self._client.sync()

    def recover(self, passphrase: str) -> None:
        with refusals():
            self._client.start_recovery(self.login, self.words)
            self._client.accept_state()
            self._client.finish_recovery(passphrase, self._take_words)
        self._entered = True

    def keep(self, text: str, object_id: str | None = None) -> str:
        document = entries.from_text(text, "2026-11-20", int(time.time()))
        return self._client.write(document, bytes.fromhex(object_id) if object_id else None).hex()

    def erase(self, object_id: str) -> None:
        self._client.tombstone(bytes.fromhex(object_id))
        self.send()

    def send(self) -> None:
        with refusals():
            self._client.sync()

    def try_again(self) -> None:
        self.send()

    def confirmed(self) -> set[str]:
        return {object_id.hex() for object_id in self._client.device.state.objects}

    def read(self) -> dict[str, str | None]:
        return {object_id.hex(): self._read(object_id) for object_id in self._client.listing()}

    def change(self, passphrase: str) -> None:
        with refusals():
            self._client.change_passphrase(PASSPHRASE, passphrase)

    def start_over(self, passphrase: str) -> None:
        with refusals():
            self._client.rekey(PASSPHRASE, passphrase, self._take_words, compromised=True)

    def export(self, passphrase: str) -> bytes:
        with refusals():
            return self._client.export(passphrase).file

    def export_kept(self, passphrase: str) -> bytes:
        with refusals():
            return self._client.export_kept(passphrase).file

    def open_export(self, file: bytes, passphrase: str) -> list[str]:
        with refusals():
            opened = export.open_with_passphrase(file, passphrase)
        return [entries.plain_text(entries.from_bytes(text)) for _, text, _ in opened.newest()]

    def memory(self) -> str:
        return self._client.device.to_bytes().hex() if self._entered else ""

    def shown(self) -> str:
        return str(self.read()) if self._entered else ""

    def another_device(self) -> "PythonClient":
        other = PythonClient(self._evil, self.login)
        other.words = self.words
        return other

    def leave(self) -> None:
        self._entered = False

    def _take_words(self, words: list[str]) -> None:
        self.words = " ".join(words)

    def _read(self, object_id: bytes) -> str | None:
        try:
            return entries.plain_text(self._client.read(object_id))
        except ReculError:
            return None
