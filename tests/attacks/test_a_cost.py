"""A03 of docs/attacks.md: what it costs to test a guess against everything that the server was ever sent."""

import itertools
import os
from hashlib import blake2b
from typing import Any

import pytest
from nacl import bindings as sodium

from crypto.client import Client, WsgiTransport
from crypto.entries import from_text
from tests.attacks.clients import OTHER_PASSPHRASE, PASSPHRASE
from tests.attacks.evil_server import EvilServer

LOGIN = "economie"
MEBIBYTE = 1024 * 1024


def sent_by(evil: EvilServer, passphrase: str) -> list[bytes]:
    """What a client sends to make an account and keep a text."""
    evil.exchanges.clear()
    client = Client(WsgiTransport(evil), clock=lambda: 1_800_000_000)
    client.register(LOGIN, passphrase)
    client.write(from_text("une phrase", "2026-11-20", 1))
    client.sync()
    sent = [request.body for request, _ in evil.exchanges if request.body]
    client.delete_account(passphrase)
    return sent


def test_nothing_on_the_server_tests_a_guess_without_argon2id(
    evil: EvilServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A03: with Argon2id taken out and chance held still, two passphrases leave the very same bytes on the server."""
    stretched: list[dict[str, Any]] = []
    constant = [b"s" * 32]

    def stretch(size: int, passphrase: bytes, salt: bytes, **cost: Any) -> bytes:
        stretched.append(cost)
        return constant[0]

    def start_again() -> None:
        numbers = itertools.count()

        def still(size: int) -> bytes:
            return blake2b(str(next(numbers)).encode(), digest_size=size).digest()

        monkeypatch.setattr(os, "urandom", still)

    monkeypatch.setattr(sodium, "crypto_pwhash_alg", stretch)
    sent = []
    for passphrase, gives in ((PASSPHRASE, b"s"), (OTHER_PASSPHRASE, b"s"), (PASSPHRASE, b"t")):
        constant[0] = gives * 32
        start_again()
        sent.append(sent_by(evil, passphrase))
    assert sent[0] == sent[1]
    assert sent[0] != sent[2], "the passphrase does reach the server, through its stretched form"
    assert all(cost["memlimit"] >= 64 * MEBIBYTE and cost["opslimit"] >= 3 for cost in stretched)


def test_a_guess_costs_one_argon2id(evil: EvilServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A03: from a passphrase to the proof and to the key of the slot there is one derivation, the same for both."""
    genuine, calls = sodium.crypto_pwhash_alg, []

    def counted(*arguments: Any, **cost: Any) -> bytes:
        calls.append(cost)
        return genuine(*arguments, **cost)

    client = Client(WsgiTransport(evil))
    client.register(LOGIN, PASSPHRASE)
    monkeypatch.setattr(sodium, "crypto_pwhash_alg", counted)
    Client(WsgiTransport(evil)).sign_in(LOGIN, PASSPHRASE)
    assert len(calls) == 1
