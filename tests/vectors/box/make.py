"""Vectors of `docs/spec/box.md`."""

from collections.abc import Iterator
from dataclasses import replace

from crypto import box, envelope
from crypto.envelope import Context
from tests.vectors import notation
from tests.vectors.generate import Vector, accepted, fixed, refused

OPEN = "box.open"
SECRET = fixed("secret")
KEY = box.box_key_of(SECRET)
CONTEXT = Context(envelope.SAS, fixed("vault", 16), fixed("record", 16), 0, 1)
TEXT = "à ranger".encode()
LOW_ORDER = {
    "zero": "0000000000000000000000000000000000000000000000000000000000000000",
    "one": "0100000000000000000000000000000000000000000000000000000000000000",
    "order-8": "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "order-8-other": "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "minus-one": "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "prime": "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "prime-plus-one": "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
}


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    context = notation.write_context(CONTEXT)
    good = box.seal(KEY, CONTEXT, TEXT)
    yield accepted("open", "a genuine box", OPEN, box_secret=SECRET, context=context, box=good)
    empty = box.seal(KEY, CONTEXT, b"")
    yield accepted("open-empty", "an empty text in a box", OPEN, box_secret=SECRET, context=context, box=empty)
    for name, point in LOW_ORDER.items():
        low = bytes.fromhex(point)
        given = {"their_box_key": low, "context": context, "plaintext": TEXT}
        yield refused(f"seal-{name}", f"a key of low order ({name})", "sealed", "box.seal", **given)
        comment = f"an ephemeral key of low order ({name})"
        yield refused(f"open-{name}", comment, "sealed", OPEN, box_secret=SECRET, context=context, box=low + good[32:])
    short = {"their_box_key": KEY[:-1], "context": context, "plaintext": TEXT}
    yield refused("seal-short-key", "a key of 31 bytes", "sealed", "box.seal", **short)
    yield from altered(good)


def altered(good: bytes) -> Iterator[Vector]:
    """Yield refusals of a box that differs from a genuine one in one thing."""
    other = box.seal(KEY, CONTEXT, b"another text")
    cases = {
        "empty": ("no byte at all", SECRET, CONTEXT, b""),
        "ephemeral-only": ("an ephemeral key and no envelope", SECRET, CONTEXT, good[:32]),
        "ephemeral-cut": ("an ephemeral key that is cut", SECRET, CONTEXT, good[:31]),
        "ephemeral-of-another": ("the ephemeral key of another box", SECRET, CONTEXT, other[:32] + good[32:]),
        "ephemeral-flipped": ("a bit of the ephemeral key changed", SECRET, CONTEXT, bytes([good[0] ^ 1]) + good[1:]),
        "ephemeral-high-bit": ("the unused bit of the ephemeral key set: the same point, other bytes", SECRET, CONTEXT,
                               good[:31] + bytes([good[31] | 0x80]) + good[32:]),
        "cut": ("the last byte is missing", SECRET, CONTEXT, good[:-1]),
        "other-secret": ("another holder", fixed("other"), CONTEXT, good),
        "other-record": ("another record", SECRET, replace(CONTEXT, object_id=fixed("other", 16)), good),
        "other-epoch": ("another epoch", SECRET, replace(CONTEXT, epoch=2), good),
        "other-type": ("another type", SECRET, replace(CONTEXT, type=envelope.LOCAL), good),
    }  # fmt: skip
    for name, (comment, secret, context, bad) in cases.items():
        written = notation.write_context(context)
        yield refused(name, comment, "sealed", OPEN, box_secret=secret, context=written, box=bad)
