"""Vectors of `docs/spec/padding.md`."""

from collections.abc import Iterator

from crypto import padding
from tests.vectors.generate import Vector, accepted, refused

LENGTHS = (0, 1, 1022, 1023, 1024, 1025, 1087, 1088, 2047, 2048, 4095, 4096, 16383, 16384, 100_000, 1_048_575,
           1_048_576, 9_999_999, 2**40)  # fmt: skip

LONG = 1100
BAD = {
    "unpad-nothing": ("no byte at all", b""),
    "unpad-no-mark": ("no mark among the zeros", bytes(1024)),
    "unpad-other-mark": ("another mark than 0x80", b"a\x81".ljust(1024, b"\x00")),
    "unpad-zero-less": ("one zero too few", b"a\x80".ljust(1023, b"\x00")),
    "unpad-zero-more": ("one zero too many", b"a\x80".ljust(1025, b"\x00")),
    "unpad-no-zeros": ("a mark, and no padding at all", b"a\x80"),
    "unpad-next-size": ("padded to the size after the right one", b"a\x80".ljust(1088, b"\x00")),
    "unpad-nonzero-tail": ("a byte other than zero at the end", b"a\x80".ljust(1023, b"\x00") + b"\x01"),
    "unpad-power-of-two": ("padded to a power of two", (b"x" * LONG + b"\x80").ljust(2048, b"\x00")),
    "unpad-long-floor": ("a text over the floor, cut to the floor", b"x" * 1024),
}  # fmt: skip


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    for size in LENGTHS:
        yield accepted(f"length-{size}", f"the padded length of {size} bytes", "padding.padded_length", size=size)
    for name, value in {"empty": b"", "mark-inside": b"\x80\x00\x80", "zeros": bytes(5), "long": b"x" * LONG}.items():
        comment = f"a value that is {name.replace('-', ' ')}"
        yield accepted(f"pad-{name}", comment, "padding.pad", value=value)
        yield accepted(f"unpad-{name}", f"{comment} comes back whole", "padding.unpad", padded=padding.pad(value))
    for name, (comment, padded) in BAD.items():
        yield refused(name, comment, "encoding", "padding.unpad", padded=padded)
