"""Properties of what is sealed, padded, boxed and written on paper."""

import itertools
import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import (
    box,
    envelope,
    keys,
    objects,
    padding,
    password,
    primitives,
    recovery,
    signatures,
    strength,
    wordlist,
)
from crypto.envelope import CHUNK_SIZE, Context
from crypto.errors import EncodingError, PasswordError, PhraseError, SealedError, SignatureError
from tests.source import ROOT

KEY = bytes(range(32))
CONTEXT = Context(envelope.BODY, b"v" * 16, b"o" * 16, 1, 0)
SIZES = st.sampled_from([0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 3 * CHUNK_SIZE, 50_000])


@given(SIZES)
def test_what_is_sealed_opens_and_has_the_size_announced(size: int) -> None:
    """Any length comes back whole, in an envelope of the size that the page gives, never twice the same."""
    text = primitives.random_bytes(size)
    sealed = envelope.seal(KEY, CONTEXT, text)
    assert envelope.open_verified(KEY, CONTEXT, sealed) == text
    assert len(sealed) == envelope.sealed_size(size)
    assert envelope.seal(KEY, CONTEXT, text) != sealed


@given(SIZES, st.integers(0, 10**6), st.integers(1, 255))
@settings(max_examples=60)
def test_no_altered_envelope_opens(size: int, place: int, change: int) -> None:
    """An envelope with any byte changed, or cut anywhere, is refused."""
    sealed = bytearray(envelope.seal(KEY, CONTEXT, bytes(size)))
    place %= len(sealed)
    with pytest.raises(SealedError):
        envelope.open_verified(KEY, CONTEXT, bytes(sealed[:place]))
    sealed[place] ^= change
    with pytest.raises(SealedError):
        envelope.open_verified(KEY, CONTEXT, bytes(sealed))


def test_contexts_differ_when_any_field_does() -> None:
    """No two contexts that differ in a field have the same bytes, and all have 59."""
    changes = ({"type": 2}, {"owner": b"w" * 16}, {"object_id": b"p" * 16}, {"revision": 2}, {"epoch": 1})
    contexts = [CONTEXT, *(replace(CONTEXT, **change) for change in changes)]
    assert len({context.to_bytes() for context in contexts}) == len(contexts)
    assert {len(context.to_bytes()) for context in contexts} == {59}


@given(st.binary(max_size=3000))
def test_padding_comes_off_and_wastes_little(value: bytes) -> None:
    """What was padded comes back; above the floor the padding is at most twelve per cent."""
    padded = padding.pad(value)
    assert padding.unpad(padded) == value
    assert len(padded) == padding.padded_length(len(value))
    assert len(padded) <= max(padding.FLOOR, 1.12 * (len(value) + 1))


@given(st.integers(0, 2**24))
def test_padded_lengths_never_shrink(size: int) -> None:
    """A longer value never has a shorter padded length, and padding makes few sizes."""
    assert padding.padded_length(size) <= padding.padded_length(size + 1)
    assert padding.padded_length(size) > size


@given(st.binary(min_size=1, max_size=1100), st.integers(1, 64))
@settings(max_examples=60)
def test_only_the_padded_form_unpads(value: bytes, more: int) -> None:
    """A value padded to another length than its own is refused."""
    with pytest.raises(EncodingError):
        padding.unpad(padding.pad(value) + bytes(more))


def test_a_box_opens_for_its_holder_alone() -> None:
    """A box opens with the secret of the key it was made for, and with no other."""
    secret, other = bytes(range(32)), bytes(range(1, 33))
    sealed = box.seal(box.box_key_of(secret), CONTEXT, b"text")
    assert box.open_unattributed(secret, CONTEXT, sealed) == b"text"
    with pytest.raises(SealedError):
        box.open_unattributed(other, CONTEXT, sealed)


@given(st.binary(max_size=100), st.binary(min_size=1, max_size=20))
@settings(max_examples=50)
def test_a_signature_is_for_one_label_and_message(message: bytes, label: bytes) -> None:
    """A signature verifies for what was signed, and not for the label moved into the message."""
    signature = signatures.sign(KEY, label, message)
    identity = signatures.identity_of(KEY)
    signatures.verify(identity, label, message, signature)
    with pytest.raises(SignatureError):
        signatures.verify(identity, label + b"x", message, signature)
    with pytest.raises(SignatureError):
        signatures.verify(identity, b"", label + message, signature)


@given(st.binary(min_size=16, max_size=16))
def test_twelve_words_come_back_however_they_are_typed(entropy: bytes) -> None:
    """Words read as printed, decomposed, without accents, in capitals, or cut to four letters."""
    words = recovery.words_of(entropy)
    plain = " ".join(words)
    forms = (plain, unicodedata.normalize("NFD", plain), wordlist.fold(plain), plain.upper(),
             " ".join(wordlist.fold(word)[:4] for word in words))  # fmt: skip
    assert {recovery.entropy_of(form) for form in forms} == {entropy}


def test_one_wrong_word_is_almost_always_noticed() -> None:
    """Fifteen words in sixteen in the last place break the checksum."""
    words = recovery.words_of(bytes(16))
    read = 0
    for word in itertools.islice(wordlist.WORDS, 0, None, 8):
        try:
            recovery.entropy_of(" ".join([*words[:-1], word]))
        except PhraseError:
            continue
        read += 1
    assert read <= len(wordlist.WORDS) / 8 / 10


def test_a_generated_passphrase_is_seven_words_and_strong() -> None:
    """Generated passphrases differ, have seven words of the list and pass the meter of chosen ones."""
    first, second = password.generate_passphrase(), password.generate_passphrase()
    assert first != second
    assert set(first.split()) <= set(wordlist.WORDS)
    assert len(first.split()) == 7
    strength.check_chosen(first, "mesange")


@pytest.mark.parametrize("easy", [
    "mesange2026", "azertyuiop", "soleil soleil soleil", "Motdepasse1!", "",
    "Liberté, égalité, fraternité", "Notre Père qui es aux cieux !!", "T0 be, or not to be: that is the question 2026",
])  # fmt: skip
def test_an_easy_passphrase_is_refused(easy: str) -> None:
    """Passphrases that a guesser tries first raise `password`, the login among them."""
    with pytest.raises(PasswordError):
        strength.check_chosen(easy, "mesange")


def test_a_saying_is_found_under_its_ornaments() -> None:
    """What is left of a passphrase without the sayings it holds is what the browser finds left of it."""
    for case in json.loads((ROOT / "tests/sayings.json").read_text("utf-8")):
        assert [[rest, found] for rest, found in strength.without_sayings(case["passphrase"])] == case["left"]


def test_every_derived_key_is_another() -> None:
    """The keys of one account key, and of two devices, all differ."""
    derived = [keys.content_key(KEY), keys.keyring_key(KEY), keys.local_key(KEY)]
    derived += [keys.sas_secret(KEY, bytes([number]) * 16) for number in range(2)]
    assert len({KEY, *derived}) == 6


def test_an_object_version_opens_in_its_place_alone() -> None:
    """A version opens under its id, revision and epoch, and under no others."""
    sealed = objects.seal_object(KEY, b"v" * 16, b"o" * 16, 3, 2, b"text")
    assert objects.open_object(KEY, b"v" * 16, sealed) == b"text"
    for change in ({"object_id": b"p" * 16}, {"revision": 4}, {"epoch": 3}):
        with pytest.raises(SealedError):
            objects.open_object(KEY, b"v" * 16, replace(sealed, **change))
