"""One value, one sequence of bytes: a closed subset of deterministic CBOR (`docs/spec/encoding.md`)."""

from collections.abc import Callable
from operator import itemgetter
from typing import Final, TypeAlias

from crypto.errors import EncodingError

Value: TypeAlias = "bool | int | bytes | str | list[Value] | dict[str, Value] | None"

MAX_INTEGER: Final = 2**53 - 1
MAX_DEPTH: Final = 32
MAX_SIZE: Final = 32 * 1024 * 1024

_UNSIGNED, _BYTES, _TEXT, _ARRAY, _MAP = 0, 2, 3, 4, 5
_SIMPLE: Final[dict[int, bool | None]] = {0xF4: False, 0xF5: True, 0xF6: None}
_FIRST_LONG_FORM: Final = 24
_LONG_FORMS: Final = {24: (1, 24), 25: (2, 1 << 8), 26: (4, 1 << 16), 27: (8, 1 << 32)}
"""Additional information → size of the argument that follows, least argument that needs it."""


def encode(value: object) -> bytes:
    """Return the bytes of a None, bool, int, bytes, str, list, tuple or dict; raise `EncodingError` for others."""
    parts: list[bytes] = []
    _write(value, parts.append, 0)
    encoded = b"".join(parts)
    if len(encoded) > MAX_SIZE:
        raise EncodingError("more than 32 MiB")
    return encoded


def decode(encoded: bytes) -> Value:
    """Return the value of `encoded`; raise `EncodingError` unless it is exactly one canonical encoding."""
    if len(encoded) > MAX_SIZE:
        raise EncodingError("more than 32 MiB")
    value, end = _read(encoded, 0, 0)
    if end != len(encoded):
        raise EncodingError("bytes after the value")
    return value


def _head(major: int, argument: int) -> bytes:
    if argument < _FIRST_LONG_FORM:
        return bytes([major << 5 | argument])
    for information, (size, _) in _LONG_FORMS.items():
        if argument < 1 << 8 * size:
            return bytes([major << 5 | information]) + argument.to_bytes(size, "big")
    raise EncodingError("a length over 64 bits")


def _write(value: object, emit: Callable[[bytes], None], depth: int) -> None:
    if value is None or isinstance(value, bool):
        emit(b"\xf6" if value is None else b"\xf5" if value else b"\xf4")
    elif isinstance(value, int):
        if not 0 <= value <= MAX_INTEGER:
            raise EncodingError("an integer outside 0 … 2^53 − 1")
        emit(_head(_UNSIGNED, value))
    elif isinstance(value, bytes):
        emit(_head(_BYTES, len(value)) + value)
    elif isinstance(value, str):
        emit(_text(value))
    elif isinstance(value, list | tuple):
        _check_depth(depth + 1)
        emit(_head(_ARRAY, len(value)))
        for item in value:
            _write(item, emit, depth + 1)
    elif isinstance(value, dict):
        _write_map(value, emit, depth + 1)
    else:
        raise EncodingError("a value of no type of the encoding")


def _write_map(value: dict[object, object], emit: Callable[[bytes], None], depth: int) -> None:
    _check_depth(depth)
    if not all(isinstance(key, str) for key in value):
        raise EncodingError("a map key that is not text")
    emit(_head(_MAP, len(value)))
    for key, item in sorted(((_text(str(key)), item) for key, item in value.items()), key=itemgetter(0)):
        emit(key)
        _write(item, emit, depth)


def _text(text: str) -> bytes:
    try:
        utf8 = text.encode()
    except UnicodeEncodeError:
        raise EncodingError("a lone surrogate") from None
    return _head(_TEXT, len(utf8)) + utf8


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise EncodingError("more than 32 levels")


def _read(encoded: bytes, at: int, depth: int) -> tuple[Value, int]:
    """Read the value that begins `at`, `depth` levels down; return it with the place after it."""
    if at >= len(encoded):
        raise EncodingError("the bytes end inside a value")
    initial = encoded[at]
    major, argument = initial >> 5, initial & 31
    at += 1
    if initial in _SIMPLE:
        return _SIMPLE[initial], at
    if argument >= _FIRST_LONG_FORM:
        argument, at = _long_argument(encoded, at, argument)
    if major == _BYTES:
        return _take(encoded, at, argument), at + argument
    if major == _UNSIGNED:
        if argument > MAX_INTEGER:
            raise EncodingError("an integer over 2^53 − 1")
        return argument, at
    if major == _TEXT:
        return _read_text(encoded, at, argument), at + argument
    if major == _ARRAY:
        return _read_array(encoded, at, argument, depth + 1)
    if major == _MAP:
        return _read_map(encoded, at, argument, depth + 1)
    raise EncodingError("a type outside the encoding")


def _take(encoded: bytes, at: int, size: int) -> bytes:
    if at + size > len(encoded):
        raise EncodingError("the bytes end inside a value")
    return encoded[at : at + size]


def _long_argument(encoded: bytes, at: int, information: int) -> tuple[int, int]:
    if information not in _LONG_FORMS:
        raise EncodingError("an indefinite or reserved length")
    size, least = _LONG_FORMS[information]
    argument = int.from_bytes(_take(encoded, at, size), "big")
    if argument < least:
        raise EncodingError("an argument longer than its shortest form")
    return argument, at + size


def _read_text(encoded: bytes, at: int, size: int) -> str:
    try:
        return _take(encoded, at, size).decode()
    except UnicodeDecodeError:
        raise EncodingError("text that is not UTF-8") from None


def _read_array(encoded: bytes, at: int, count: int, depth: int) -> tuple[list[Value], int]:
    _check_depth(depth)
    _check_count(encoded, at, count)
    items: list[Value] = []
    for _ in range(count):
        item, at = _read(encoded, at, depth)
        items.append(item)
    return items, at


def _read_map(encoded: bytes, at: int, count: int, depth: int) -> tuple[dict[str, Value], int]:
    _check_depth(depth)
    _check_count(encoded, at, 2 * count)
    entries: dict[str, Value] = {}
    previous = b""
    for _ in range(count):
        start = at
        key, at = _read(encoded, at, depth)
        if not isinstance(key, str):
            raise EncodingError("a map key that is not text")
        if encoded[start:at] <= previous:
            raise EncodingError("map keys out of order, or twice the same")
        previous = encoded[start:at]
        entries[key], at = _read(encoded, at, depth)
    return entries, at


def _check_count(encoded: bytes, at: int, least_size: int) -> None:
    if least_size > len(encoded) - at:
        raise EncodingError("a count greater than the bytes left")
