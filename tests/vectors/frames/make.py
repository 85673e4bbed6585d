"""Vectors of `docs/spec/frames.md`."""

from collections.abc import Iterator

from crypto import frames
from crypto.frames import BoxFrame, LinkFrame, MissingFrame, ObjectFrame, SharedFrame, StandingFrame, WrapFrame
from tests.vectors import notation
from tests.vectors.generate import Vector, accepted, fixed, refused

DECODE = "frames.decode"
ID = fixed("object", 16)
WRAP = fixed("wrap", 104)
LINK = LinkFrame(fixed("link", 120))
OBJECT = ObjectFrame(ID, 3, 1, WRAP, fixed("body", 72))
EVERY = [LINK, OBJECT, WrapFrame(ID, 2**53 - 1, 2**53 - 1, WRAP), MissingFrame(ID, 1)]
SEATS = [fixed(f"seat {number}", frames.BOX_SIZE) for number in range(15)]
OF_GROUPS = [
    SharedFrame(ID, 2, 3, WRAP + SEATS[0] + SEATS[1], fixed("body", 72)),
    BoxFrame(fixed("identity"), 3, SEATS[0]),
    StandingFrame(ID, 2, 3, WRAP),
]
END_0 = frames.encode_end(0)


def frame(type_: int, payload: bytes, length: int | None = None) -> bytes:
    """Return a frame as written, with a length that may lie."""
    return bytes([type_]) + (len(payload) if length is None else length).to_bytes(4, "big") + payload


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    good = {
        "none": ("only the end frame", []),
        "every-type": ("a frame of every type", EVERY),
        "groups": ("a frame of every type that only groups have", OF_GROUPS),
        "one-seat": ("a shared object with one seat, without body", [SharedFrame(ID, 1, 1, WRAP + SEATS[0], b"")]),
        "fifteen-seats": ("a shared object with fifteen seats",
                          [SharedFrame(ID, 1, 1, WRAP + b"".join(SEATS), b"body")]),
        "same-twice": ("the same frame twice", [LINK, LINK]),
        "empty-link": ("a link frame without payload: the link is refused later, not the frame", [LinkFrame(b"")]),
        "empty-body": ("an object frame without body: the body is refused later, not the frame",
                       [ObjectFrame(ID, 1, 1, WRAP, b"")]),
        "unknown-missing": ("what is missing under an unknown hash is all zero", [MissingFrame(bytes(16), 0)]),
    }  # fmt: skip
    for name, (comment, sequence) in good.items():
        written = [notation.write_frame(each) for each in sequence]
        yield Vector(f"encode-{name}", comment, "frames.encode", "ok", {"frames": written})
        yield accepted(f"decode-{name}", comment, DECODE, encoded=frames.encode(sequence))
    for name, (comment, encoded) in bad().items():
        yield refused(name, comment, "frames", DECODE, encoded=encoded)
    too_large = {"type": "missing", "object_id_hex": ID.hex(), "revision": 2**53}
    yield Vector("encode-2-53", "a revision over 2^53 − 1", "frames.encode", "frames", {"frames": [too_large]})


def bad() -> dict[str, tuple[str, bytes]]:
    """Return sequences that are cut or malformed."""
    link, sequence = frames.encode_frame(LINK), frames.encode(EVERY)
    huge = 2**53
    return {
        "empty": ("no byte at all", b""),
        "no-end": ("no end frame", link),
        "cut-in-head": ("cut inside a type and length", link + b"\x01\x00"),
        "cut-in-payload": ("cut inside a payload", link[:-1]),
        "cut-in-end": ("cut inside the end frame", sequence[:-1]),
        "frame-dropped": ("a frame was removed: the count tells", sequence[len(link) :]),
        "frame-repeated": ("a frame was repeated: the count tells", link + sequence),
        "count-less": ("a count one below", link + frames.encode_end(0)),
        "count-more": ("a count one above", link + frames.encode_end(2)),
        "end-twice": ("two end frames", END_0 + END_0),
        "end-counts-itself": ("an end frame that counts the one before it", END_0 + frames.encode_end(1)),
        "after-end": ("a frame after the end frame", END_0 + link),
        "byte-after-end": ("a byte after the end frame", END_0 + b"\x00"),
        "end-short": ("an end frame of three bytes", frame(5, bytes(3))),
        "end-long": ("an end frame of five bytes", frame(5, bytes(5))),
        "end-empty": ("an end frame without count", frame(5, b"")),
        "type-0": ("the type 0", frame(0, b"") + frames.encode_end(1)),
        "type-9": ("an unknown type", frame(9, b"") + frames.encode_end(1)),
        "type-255": ("another unknown type", frame(255, b"x") + frames.encode_end(1)),
        "oversize": ("a payload announced over 24 MiB", frame(1, b"", frames.MAX_PAYLOAD + 1)),
        "oversize-4-gib": ("a payload announced of 4 GiB", frame(2, b"", 2**32 - 1)),
        "object-short": ("an object frame of 135 bytes", frame(2, bytes(135)) + frames.encode_end(1)),
        "wrap-short": ("a wrap frame of 135 bytes", frame(3, bytes(135)) + frames.encode_end(1)),
        "wrap-long": ("a wrap frame of 137 bytes", frame(3, bytes(137)) + frames.encode_end(1)),
        "missing-short": ("a missing frame of 23 bytes", frame(4, bytes(23)) + frames.encode_end(1)),
        "missing-long": ("a missing frame of 25 bytes", frame(4, bytes(25)) + frames.encode_end(1)),
        "revision-2-53": ("a revision over 2^53 − 1",
                          frame(4, ID + huge.to_bytes(8, "big")) + frames.encode_end(1)),
        "epoch-2-53": ("an epoch over 2^53 − 1",
                       frame(3, ID + bytes(8) + huge.to_bytes(8, "big") + WRAP) + frames.encode_end(1)),
        "shared-short": ("a shared frame cut in its number of seats", frame(6, bytes(33)) + frames.encode_end(1)),
        "shared-no-seat": ("a shared frame without seat", shared(0, bytes(104))),
        "shared-seat-cut": ("a shared frame whose last seat is cut", shared(2, bytes(104 + 2 * 136 - 1))),
        "shared-16": ("a shared frame with sixteen seats", shared(16, bytes(104 + 16 * 136))),
        "box-short": ("a box frame of 175 bytes", frame(7, bytes(175)) + frames.encode_end(1)),
        "box-long": ("a box frame of 177 bytes", frame(7, bytes(177)) + frames.encode_end(1)),
        "box-epoch-2-53": ("a box of an epoch over 2^53 − 1",
                           frame(7, bytes(32) + huge.to_bytes(8, "big") + bytes(136)) + frames.encode_end(1)),
        "standing-short": ("a standing frame of 135 bytes", frame(8, bytes(135)) + frames.encode_end(1)),
        "standing-long": ("a standing frame of 137 bytes", frame(8, bytes(137)) + frames.encode_end(1)),
        "object-revision-2-64": ("a revision of 2^64 − 1",
                                 frame(2, ID + b"\xff" * 8 + bytes(8) + WRAP) + frames.encode_end(1)),
    }  # fmt: skip


def shared(seats: int, rest: bytes) -> bytes:
    """Return a sequence of one shared frame with a number of seats that may lie."""
    return frame(6, ID + bytes(16) + seats.to_bytes(2, "big") + rest) + frames.encode_end(1)
