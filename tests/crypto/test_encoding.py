"""Properties of the encoding, over values nobody chose."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crypto import encoding
from crypto.errors import EncodingError

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SCALARS = st.none() | st.booleans() | st.integers(0, encoding.MAX_INTEGER) | st.binary(max_size=40) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXTS, inner, max_size=5), max_leaves=20
)


@given(VALUES)
@settings(max_examples=200)
def test_decoding_returns_what_was_encoded(value: encoding.Value) -> None:
    """Every value of the encoding comes back from its bytes, with its types."""
    decoded = encoding.decode(encoding.encode(value))
    assert decoded == value
    assert repr(decoded) == repr(value) or isinstance(value, dict | list)


@given(st.binary(max_size=40))
@example(b"\xa2\x61a\x01\x61b\x02")
@example(b"\x82\xf6\x1b\x00\x1f\xff\xff\xff\xff\xff\xff")
@settings(max_examples=500)
def test_whatever_is_accepted_is_canonical(encoded: bytes) -> None:
    """Bytes are refused with `encoding`, or encode back to themselves."""
    try:
        value = encoding.decode(encoded)
    except EncodingError:
        return
    assert encoding.encode(value) == encoded


@given(VALUES, st.data())
@settings(max_examples=200)
def test_no_beginning_of_an_encoding_is_one(value: encoding.Value, data: st.DataObject) -> None:
    """A cut encoding is refused at every length."""
    encoded = encoding.encode(value)
    with pytest.raises(EncodingError):
        encoding.decode(encoded[: data.draw(st.integers(0, len(encoded) - 1))])


@pytest.mark.parametrize("value", [-1, 2**53, 1.5, "\ud800", {"\udfff": 1}, {1: 2}, {b"k": 1}, object(), [{"a": {3}}]])
def test_values_outside_the_encoding_are_refused(value: object) -> None:
    """A value that has no place in the encoding raises `encoding`."""
    with pytest.raises(EncodingError):
        encoding.encode(value)


def test_limits_hold_while_encoding() -> None:
    """The 33rd level and the byte after 32 MiB are refused when they are written, not only when they are read."""
    value: object = None
    for _ in range(encoding.MAX_DEPTH):
        value = [value]
    assert encoding.decode(encoding.encode(value)) == value
    with pytest.raises(EncodingError):
        encoding.encode([value])
    with pytest.raises(EncodingError):
        encoding.encode(bytes(encoding.MAX_SIZE))
    with pytest.raises(EncodingError):
        encoding.decode(bytes(encoding.MAX_SIZE + 1))
