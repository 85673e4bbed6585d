"""Rows B of docs/attacks.md: what a server can do to the sealed things it keeps, before any of them is opened."""

import inspect
import itertools
import os
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import box, envelope, keys, objects, padding
from crypto.envelope import Context
from crypto.errors import SealedError
from crypto.keys import Keyring
from crypto.objects import SealedObject
from crypto.operations import PASSPHRASE_SLOT, RECOVERY_SLOT

VAULT, OTHER_VAULT = b"v" * 16, b"w" * 16
ONE, TWO = b"1" * 16, b"2" * 16
ACCOUNT_KEY, WRAP_KEY = b"a" * 32, b"p" * 32
KEYRING = Keyring(b"s" * 32, b"b" * 32)


class Sealed(NamedTuple):
    """A kind of thing the server keeps: its bytes, and how its owner opens it."""

    content: bytes
    open: Callable[[bytes], bytes | Keyring]


def _body(object_id: bytes, revision: int) -> SealedObject:
    return objects.seal_object(ACCOUNT_KEY, VAULT, object_id, revision, 1, b"texte")


def _with_body(content: bytes) -> bytes:
    return objects.open_object(ACCOUNT_KEY, VAULT, replace(STORED, body=content))


def _with_wrap(content: bytes) -> bytes:
    return objects.open_object(ACCOUNT_KEY, VAULT, replace(STORED, wrap=content))


def _keyring(content: bytes) -> Keyring:
    return keys.open_keyring(ACCOUNT_KEY, VAULT, 1, KEYRING.identity, KEYRING.box_key, content)


STORED = _body(ONE, 1)
KINDS = {
    "body": Sealed(STORED.body, _with_body),
    "wrap": Sealed(STORED.wrap, _with_wrap),
    "passphrase slot": Sealed(
        keys.seal_slot(PASSPHRASE_SLOT, WRAP_KEY, VAULT, 1, ACCOUNT_KEY),
        lambda content: keys.open_slot(PASSPHRASE_SLOT, WRAP_KEY, VAULT, 1, content),
    ),
    "recovery slot": Sealed(
        keys.seal_slot(RECOVERY_SLOT, WRAP_KEY, VAULT, 1, ACCOUNT_KEY),
        lambda content: keys.open_slot(RECOVERY_SLOT, WRAP_KEY, VAULT, 1, content),
    ),
    "keyring": Sealed(keys.seal_keyring(ACCOUNT_KEY, VAULT, 1, KEYRING), _keyring),
    "local record": Sealed(
        keys.seal_local(ACCOUNT_KEY, VAULT, ONE, 1, b"texte"),
        lambda content: keys.open_local(ACCOUNT_KEY, VAULT, ONE, 1, content),
    ),
}
PAIRS = list(itertools.permutations(KINDS, 2))


@pytest.mark.parametrize("kind", KINDS)
def test_every_bit_matters(kind: str) -> None:
    """B01: with any single bit changed, a sealed thing of any kind is refused."""
    content, open_ = KINDS[kind]
    open_(content)
    for position in range(len(content) * 8):
        flipped = bytearray(content)
        flipped[position // 8] ^= 1 << position % 8
        with pytest.raises(SealedError):
            open_(bytes(flipped))


@pytest.mark.parametrize("kind", KINDS)
def test_every_length_matters(kind: str) -> None:
    """B01, B09: cut anywhere or lengthened, a sealed thing is refused."""
    content, open_ = KINDS[kind]
    for cut in range(len(content)):
        with pytest.raises(SealedError):
            open_(content[:cut])
    with pytest.raises(SealedError):
        open_(content + b"\0")


@pytest.mark.parametrize(("kind", "other"), PAIRS)
def test_no_kind_passes_for_another(kind: str, other: str) -> None:
    """B02, B06, B22: what was sealed as one kind never opens as another, even under the same key and ids."""
    with pytest.raises(SealedError):
        KINDS[kind].open(KINDS[other].content)


def test_no_version_passes_for_another() -> None:
    """B03: among all pairs of objects and revisions, a body with its wrap opens as itself and as nothing else."""
    versions = [_body(object_id, revision) for object_id in (ONE, TWO) for revision in (1, 2, 3)]
    for served, asked in itertools.product(versions, versions):
        claim = replace(served, object_id=asked.object_id, revision=asked.revision)
        if served is asked:
            assert objects.open_object(ACCOUNT_KEY, VAULT, claim) == b"texte"
        else:
            with pytest.raises(SealedError):
                objects.open_object(ACCOUNT_KEY, VAULT, claim)


def test_no_epoch_passes_for_another() -> None:
    """A07, B03: what was sealed under one epoch opens under no other, even with the same key."""
    opens: list[Callable[[int], object]] = [
        lambda epoch: objects.open_object(ACCOUNT_KEY, VAULT, replace(STORED, epoch=epoch)),
        lambda epoch: keys.open_slot(PASSPHRASE_SLOT, WRAP_KEY, VAULT, epoch, KINDS["passphrase slot"].content),
        lambda epoch: keys.open_local(ACCOUNT_KEY, VAULT, ONE, epoch, KINDS["local record"].content),
        lambda epoch: keys.open_keyring(
            ACCOUNT_KEY, VAULT, epoch, KEYRING.identity, KEYRING.box_key, KINDS["keyring"].content
        ),
    ]
    for open_ in opens:
        open_(1)
        for epoch in (0, 2, 2**32 + 1):
            with pytest.raises(SealedError):
                open_(epoch)


def test_no_vault_passes_for_another() -> None:
    """B03, B22: the same ids in another vault, or a vault and an object exchanged, open nothing."""
    for vault, object_id in ((OTHER_VAULT, ONE), (ONE, VAULT)):
        with pytest.raises(SealedError):
            objects.open_object(ACCOUNT_KEY, vault, replace(STORED, object_id=object_id))


def test_every_failure_is_the_same() -> None:
    """B07: wrong key, context, commitment, tag, length or padding: one class, one message, no detail."""
    context = Context(envelope.BODY, VAULT, ONE, 1, 0)
    sealed = envelope.seal(ACCOUNT_KEY, context, b"x" * 20_000)
    attempts = [
        (WRAP_KEY, context, sealed),
        (ACCOUNT_KEY, replace(context, revision=2), sealed),
        (ACCOUNT_KEY, context, bytes(24) + sealed[24:]),
        (ACCOUNT_KEY, context, sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (ACCOUNT_KEY, context, sealed[:16_500]),
        (ACCOUNT_KEY, context, b""),
    ]
    seen = set()
    for attempt in attempts:
        with pytest.raises(SealedError) as caught:
            envelope.open_verified(*attempt)
        seen.add((caught.type, str(caught.value), caught.value.code))
    assert seen == {(SealedError, "sealed", "sealed")}


@pytest.mark.parametrize("schema", [0, 2, 3, 255, 256, 65_535])
def test_no_other_format_is_read(schema: int) -> None:
    """B05: what an older or newer format would have sealed does not open, and no other format can be asked for."""
    context = Context(envelope.BODY, VAULT, ONE, 1, 0)
    written = context.to_bytes()
    assert written[9:11] == envelope.SCHEMA.to_bytes(2, "big")
    other = written[:9] + schema.to_bytes(2, "big") + written[11:]
    sealed = envelope.seal_with(envelope.CHACHA20_POLY1305, ACCOUNT_KEY, os.urandom(24), other, b"texte")
    with pytest.raises(SealedError):
        envelope.open_verified(ACCOUNT_KEY, context, sealed)


def test_no_salt_comes_twice() -> None:
    """B10, B19: the same text under the same key, sealed ten thousand times, shares no salt and no byte string."""
    sealed = {envelope.seal(ACCOUNT_KEY, Context(envelope.LOCAL, VAULT, ONE, 0, 1), b"") for _ in range(10_000)}
    assert len({each[: envelope.SALT_SIZE] for each in sealed}) == len({each[24:56] for each in sealed}) == 10_000


def test_equal_texts_share_nothing() -> None:
    """B19: the same text twice gives bodies, wraps and hashes without anything in common."""
    first, second = _body(ONE, 1), _body(ONE, 1)
    assert not {first.body, first.wrap, first.body_hash} & {second.body, second.wrap, second.body_hash}
    assert first.body[56:] != second.body[56:]


@pytest.mark.parametrize(
    "function",
    [envelope.seal, envelope.open_verified, box.seal, box.open_unattributed],
    ids=["envelope.seal", "envelope.open", "box.seal", "box.open"],
)
def test_a_context_cannot_be_forgotten(function: Callable[..., bytes]) -> None:
    """B15: the context is a required argument of its own type, and nothing else is taken for it."""
    parameter = inspect.signature(function).parameters["context"]
    assert parameter.default is inspect.Parameter.empty
    assert parameter.annotation is Context
    content = box.seal(box.box_key_of(b"k" * 32), Context(envelope.SAS, VAULT, ONE, 0, 1), b"texte")
    for missing in (None, b"", "texte"):
        with pytest.raises((AttributeError, TypeError)):
            function(b"k" * 32, missing, content)


@given(st.integers(0, 200_000))
def test_contents_of_one_length_have_one_size(length: int) -> None:
    """B16: nothing is compressed, so that a repeated letter weighs what noise weighs."""
    plain = padding.pad(b"a" * length)
    assert len(plain) == len(padding.pad(os.urandom(length)))
    assert len(plain) >= length + 1


@given(st.integers(0, 5_000_000))
def test_sizes_come_in_few_steps(length: int) -> None:
    """B17: a padded size is at least a kibibyte, at most an eighth more than the text, and shared by many lengths."""
    size = padding.padded_length(length)
    assert size >= max(1024, length + 1)
    assert size == 1024 or size <= (length + 1) * 1.12
    assert size.bit_count() <= size.bit_length().bit_length() + 1


def test_a_letter_more_rarely_changes_the_size() -> None:
    """B17: over a page written letter by letter, the server sees a new size a few dozen times, not thousands."""
    sizes = {padding.padded_length(length) for length in range(20_000)}
    assert len(sizes) < 80


def test_the_beginning_is_not_given_before_the_end() -> None:
    """B21: with a good first chunk and a bad last one, nothing comes out."""
    context = Context(envelope.BODY, VAULT, ONE, 1, 0)
    sealed = bytearray(envelope.seal(ACCOUNT_KEY, context, b"x" * 40_000))
    sealed[-1] ^= 1
    with pytest.raises(SealedError) as caught:
        envelope.open_verified(ACCOUNT_KEY, context, bytes(sealed))
    assert caught.value.args == ("sealed",)


def test_a_failure_of_chance_stops_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """B11: without random bytes nothing is sealed and no key is made."""

    def broken(size: int) -> bytes:
        raise OSError("no randomness")

    monkeypatch.setattr(os, "urandom", broken)
    for act in (keys.generate_account_key, Keyring.generate, lambda: _body(ONE, 1)):
        with pytest.raises(OSError, match="no randomness"):
            act()
