"""Sizes rounded up before sealing, so that they say little (`docs/spec/padding.md`)."""

from typing import Final

from crypto.errors import EncodingError

FLOOR: Final = 1024
_MARK: Final = b"\x80"


def padded_length(size: int) -> int:
    """Return the padded length of a value of `size` bytes."""
    needed = size + 1
    if needed <= FLOOR:
        return FLOOR
    exponent = needed.bit_length() - 1
    low = exponent - exponent.bit_length()
    step = 1 << low
    return (needed + step - 1) // step * step


def pad(value: bytes) -> bytes:
    """Return `value ‖ 0x80 ‖ zeros`, of the padded length."""
    return (value + _MARK).ljust(padded_length(len(value)), b"\x00")


def unpad(padded: bytes) -> bytes:
    """Return what was padded; raise `EncodingError` unless the form and the length are the only ones possible."""
    value = padded.rstrip(b"\x00")
    if not value.endswith(_MARK) or padded_length(len(value) - 1) != len(padded):
        raise EncodingError("padding of another form or length")
    return value[:-1]
