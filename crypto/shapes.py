"""Checks of the shape of decoded values: what a page says a field is, or `EncodingError`."""

from crypto.encoding import Value
from crypto.errors import EncodingError


def bytes_of(value: Value, size: int | None = None) -> bytes:
    """Return `value` if it is bytes, of `size` when one is given."""
    if not isinstance(value, bytes) or (size is not None and len(value) != size):
        raise EncodingError("bytes of another type or size were expected")
    return value


def bytes_or_none(value: Value, size: int) -> bytes | None:
    """Return `value` if it is null or `size` bytes."""
    return None if value is None else bytes_of(value, size)


def integer_of(value: Value, least: int = 0) -> int:
    """Return `value` if it is an integer of at least `least`."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise EncodingError("an integer was expected")
    return value


def integer_or_none(value: Value) -> int | None:
    """Return `value` if it is null or an integer."""
    return None if value is None else integer_of(value)


def text_of(value: Value) -> str:
    """Return `value` if it is text."""
    if not isinstance(value, str):
        raise EncodingError("text was expected")
    return value


def null_of(value: Value) -> None:
    """Return None if `value` is null."""
    if value is not None:
        raise EncodingError("null was expected")


def array_of(value: Value, size: int | None = None) -> list[Value]:
    """Return `value` if it is an array, of `size` items when one is given."""
    if not isinstance(value, list) or (size is not None and len(value) != size):
        raise EncodingError("an array of another size was expected")
    return value


def map_of(value: Value, *keys: str) -> dict[str, Value]:
    """Return `value` if it is a map with exactly `keys`."""
    if not isinstance(value, dict) or set(value) != set(keys):
        raise EncodingError("a map with other keys was expected")
    return value
