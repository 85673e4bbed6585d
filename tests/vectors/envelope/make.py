"""Vectors of `docs/spec/envelope.md`."""

from collections.abc import Iterator
from dataclasses import replace

from crypto import envelope, primitives
from crypto.envelope import CHUNK_SIZE, HEADER_SIZE, SEALED_CHUNK_SIZE, Context
from tests.vectors import notation
from tests.vectors.generate import Vector, accepted, fixed, refused

OPEN, SEAL = "envelope.open", "envelope.seal"
KEY = fixed("key")
OTHER = fixed("other", 16)
TEXT = "Ce matin, une phrase m’est restée.".encode()
TYPES = {
    "body": Context(envelope.BODY, fixed("vault", 16), fixed("object", 16), 3, 0),
    "wrap": Context(envelope.WRAP, fixed("vault", 16), fixed("object", 16), 3, 2),
    "index": Context(envelope.INDEX, fixed("vault", 16), envelope.NO_ID, 7, 0),
    "keyring": Context(envelope.KEYRING, fixed("vault", 16), fixed("identity hash", 16), 0, 2),
    "passphrase-slot": Context(envelope.PASSPHRASE_SLOT, fixed("vault", 16), envelope.NO_ID, 0, 2),
    "recovery-slot": Context(envelope.RECOVERY_SLOT, fixed("vault", 16), envelope.NO_ID, 0, 2),
    "local": Context(envelope.LOCAL, fixed("vault", 16), fixed("record", 16), 0, 2),
    "sas": Context(envelope.SAS, fixed("vault", 16), fixed("record", 16), 0, 2),
}
BODY = TYPES["body"]
LARGEST = replace(BODY, revision=2**53 - 1, epoch=2**53 - 1)


def sealed(plaintext: bytes = TEXT, context: Context = BODY, key: bytes = KEY) -> bytes:
    """Return an envelope with a fixed salt."""
    return envelope.seal_with(envelope.CHACHA20_POLY1305, key, fixed("salt", 24), context.to_bytes(), plaintext)


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    for name, context in TYPES.items():
        written = notation.write_context(context)
        yield accepted(
            f"context-{name}", f"the 59 bytes of the context of type {name}", "envelope.context", context=written
        )
        comment = f"an envelope of type {name}"
        yield accepted(f"open-{name}", comment, OPEN, key=KEY, context=written, envelope=sealed(context=context))
    written = notation.write_context(LARGEST)
    yield accepted("context-largest", "the largest numbers", "envelope.context", context=written)
    yield from sizes()
    yield from altered()
    yield from other_contexts()
    yield from substituted()


def sizes() -> Iterator[Vector]:
    """Yield plaintexts around the edges of a chunk, sealed with a given salt and opened."""
    context = notation.write_context(BODY)
    for size in (0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1):
        text = bytes([size % 251]) * size
        comment = f"a plaintext of {size} bytes"
        yield accepted(f"seal-{size}", comment, SEAL, key=KEY, salt=fixed("salt", 24), context=context, plaintext=text)
        yield accepted(f"open-{size}", f"{comment} comes back", OPEN, key=KEY, context=context, envelope=sealed(text))


def altered() -> Iterator[Vector]:
    """Yield envelopes of which a part was changed, cut, moved or repeated."""
    good, long = sealed(), sealed(b"a" * CHUNK_SIZE + b"b" * CHUNK_SIZE + b"c")
    head, chunks = long[:HEADER_SIZE], [long[start : start + SEALED_CHUNK_SIZE] for start in
                                        range(HEADER_SIZE, len(long), SEALED_CHUNK_SIZE)]  # fmt: skip
    flips = {"salt": 0, "commitment": 24, "commitment-last": 55, "ciphertext": 56, "tag": len(good) - 1}
    cases = {f"flip-{name}": (f"one bit of the {name} changed", flip(good, place)) for name, place in flips.items()}
    cases |= {
        "empty": ("no byte at all", b""),
        "header-only": ("salt and commitment, and no chunk", good[:HEADER_SIZE]),
        "shorter-than-tag": ("a last chunk shorter than a tag", good[: HEADER_SIZE + 15]),
        "cut-last-byte": ("the last byte is missing", good[:-1]),
        "extra-byte": ("a byte was added", good + b"\x00"),
        "last-chunk-dropped": ("the last chunk is missing, so that the last one is full", head + chunks[0] + chunks[1]),
        "middle-chunk-dropped": ("the chunk in the middle is missing", head + chunks[0] + chunks[2]),
        "first-chunk-dropped": ("the first chunk is missing", head + chunks[1] + chunks[2]),
        "chunks-swapped": ("the first two chunks exchanged", head + chunks[1] + chunks[0] + chunks[2]),
        "chunk-repeated": ("the first chunk twice", head + chunks[0] + chunks[0] + chunks[1] + chunks[2]),
        "all-chunks-dropped": ("only the last chunk is left", head + chunks[2]),
        "second-chunk-flipped": ("a bit changed in the second chunk", flip(long, HEADER_SIZE + SEALED_CHUNK_SIZE)),
    }
    for name, (comment, bad) in cases.items():
        context = notation.write_context(BODY)
        yield refused(name, comment, "sealed", OPEN, key=KEY, context=context, envelope=bad)


def other_contexts() -> Iterator[Vector]:
    """Yield genuine envelopes read with one field of the context changed, and with another key."""
    changes = {
        "type": replace(BODY, type=envelope.LOCAL),
        "owner": replace(BODY, owner=OTHER),
        "object": replace(BODY, object_id=OTHER),
        "revision": replace(BODY, revision=4),
        "epoch": replace(BODY, epoch=1),
        "older-revision": replace(BODY, revision=2),
    }
    for name, context in changes.items():
        comment = f"a genuine envelope, read for another {name.removeprefix('older-')}"
        written = notation.write_context(context)
        yield refused(f"other-{name}", comment, "sealed", OPEN, key=KEY, context=written, envelope=sealed())
    written = notation.write_context(BODY)
    yield refused(
        "other-key", "another key", "sealed", OPEN, key=fixed("other key"), context=written, envelope=sealed()
    )
    for size in (0, 31, 33):
        comment, key = f"a key of {size} bytes", (KEY + b"\x00")[:size]
        yield refused(f"key-{size}", comment, "sealed", OPEN, key=key, context=written, envelope=sealed())
    slot, recovery = TYPES["passphrase-slot"], notation.write_context(TYPES["recovery-slot"])
    comment = "a passphrase slot given for a recovery slot"
    yield refused("slot-for-slot", comment, "sealed", OPEN, key=KEY, context=recovery, envelope=sealed(context=slot))


def substituted() -> Iterator[Vector]:
    """Yield envelopes whose chunks would open, were it not for the commitment or the construction."""
    other_key, context = fixed("other key"), notation.write_context(BODY)
    good, other = sealed(), sealed(key=other_key)
    comment = "the chunks of this key under the commitment of another: what a reader without commitment would accept"
    mixed = good[:24] + other[24:HEADER_SIZE] + good[HEADER_SIZE:]
    yield refused("commitment-of-another-key", comment, "sealed", OPEN, key=KEY, context=context, envelope=mixed)
    comment = "a commitment of zeros before chunks that open"
    mixed = good[:24] + bytes(32) + good[HEADER_SIZE:]
    yield refused("commitment-zero", comment, "sealed", OPEN, key=KEY, context=context, envelope=mixed)
    renamed = replace_name(b"AEAD_AES_256_GCM")
    comment = "keys derived for the name of another cipher"
    yield refused("other-cipher-name", comment, "sealed", OPEN, key=KEY, context=context, envelope=renamed)
    bare = primitives.chacha20_poly1305_seal(KEY, bytes(12), TEXT)
    comment = "a bare ciphertext under the key itself, with a nonce of zeros"
    bad = bytes(HEADER_SIZE) + bare
    yield refused("bare-cipher", comment, "sealed", OPEN, key=KEY, context=context, envelope=bad)


def replace_name(name: bytes) -> bytes:
    """Return an envelope whose keys were derived for another cipher."""
    aead = replace(envelope.CHACHA20_POLY1305, name=name)
    return envelope.seal_with(aead, KEY, fixed("salt", 24), BODY.to_bytes(), TEXT)


def flip(sealed_bytes: bytes, place: int) -> bytes:
    """Return the bytes with the lowest bit of one of them changed."""
    return sealed_bytes[:place] + bytes([sealed_bytes[place] ^ 1]) + sealed_bytes[place + 1 :]
