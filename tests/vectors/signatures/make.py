"""Vectors of `docs/spec/signatures.md`."""

from collections.abc import Iterator

from crypto import labels, signatures
from tests.vectors.generate import Vector, accepted, fixed, refused

VERIFY = "signatures.verify"
SEED = fixed("seed")
IDENTITY = signatures.identity_of(SEED)
MESSAGE = b"une ligne"
LINK, REKEY = labels.SIGN_LINK.decode(), labels.SIGN_REKEY.decode()
ORDER = 2**252 + 27742317777372353535851937790883648493
SMALL_ORDER = {
    "order-1": "0100000000000000000000000000000000000000000000000000000000000000",
    "order-2": "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "order-4": "0000000000000000000000000000000000000000000000000000000000000000",
    "order-8": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "order-8-other": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "order-1-not-reduced": "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
}


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    for name, message in {"text": MESSAGE, "empty": b"", "long": fixed("long", 300)}.items():
        comment = f"a message that is {name}"
        yield accepted(f"sign-{name}", comment, "signatures.sign", seed=SEED, label=LINK, message=message)
    good = signatures.sign(SEED, labels.SIGN_LINK, MESSAGE)
    yield accepted("verify", "a genuine signature", VERIFY, **fields(good))
    yield from altered(good)
    identity_point = bytes.fromhex(SMALL_ORDER["order-1"])
    for name, key in SMALL_ORDER.items():
        comment = f"a key of small order ({name}), under which a reader that allows it verifies anything"
        forged = fields(identity_point + bytes(32), identity=bytes.fromhex(key))
        yield refused(f"key-{name}", comment, "signature", VERIFY, **forged)


def altered(good: bytes) -> Iterator[Vector]:
    """Yield refusals of a signature that differs from a genuine one in one thing."""
    scalar = int.from_bytes(good[32:], "little")
    cases = {
        "scalar-plus-order": ("the scalar plus the order of the group: the same equation, other bytes",
                              fields(good[:32] + (scalar + ORDER).to_bytes(32, "little"))),
        "scalar-high-bit": ("the highest bit of the scalar set", fields(good[:63] + bytes([good[63] | 0x80]))),
        "point-flipped": ("a bit of the point changed", fields(bytes([good[0] ^ 1]) + good[1:])),
        "scalar-flipped": ("a bit of the scalar changed", fields(good[:32] + bytes([good[32] ^ 1]) + good[33:])),
        "zeros": ("a signature of zeros", fields(bytes(64))),
        "short": ("a signature of 63 bytes", fields(good[:-1])),
        "long": ("a signature of 65 bytes", fields(good + b"\x00")),
        "empty": ("no signature", fields(b"")),
        "key-short": ("a key of 31 bytes", fields(good, identity=IDENTITY[:-1])),
        "key-long": ("a key of 33 bytes", fields(good, identity=IDENTITY + b"\x00")),
        "key-off-curve": ("bytes that are no point", fields(good, identity=b"\x02" + bytes(31))),
        "key-other": ("the key of someone else", fields(good, identity=signatures.identity_of(fixed("other")))),
        "label-other": ("a signature made for a link, given for a rekey", fields(good, label=REKEY)),
        "label-none": ("a signature made for a link, given without label", fields(good, label="")),
        "message-other": ("another message", fields(good, message=MESSAGE + b".")),
        "message-with-label": ("the label moved into the message",
                               fields(good, label=LINK[:-1], message=LINK[-1:].encode() + MESSAGE)),
    }  # fmt: skip
    for name, (comment, given) in cases.items():
        yield refused(name, comment, "signature", VERIFY, **given)


def fields(
    signature: bytes, identity: bytes = IDENTITY, label: str = LINK, message: bytes = MESSAGE
) -> dict[str, object]:
    """Return the input of a verification."""
    return {"identity": identity, "label": label, "message": message, "signature": signature}
