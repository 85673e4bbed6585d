"""Vectors of `docs/spec/encoding.md`."""

from collections.abc import Iterator

from crypto import encoding
from tests.vectors import notation
from tests.vectors.generate import Vector, accepted, refused

DECODE, ENCODE = "encoding.decode", "encoding.encode"

GOOD = {
    "zero": ("the smallest integer", "00"),
    "twenty-three": ("the last integer of one byte", "17"),
    "twenty-four": ("the first integer with an argument of one byte", "1818"),
    "two-bytes": ("the first integer with an argument of two bytes", "190100"),
    "four-bytes": ("the first integer with an argument of four bytes", "1a00010000"),
    "eight-bytes": ("the first integer with an argument of eight bytes", "1b0000000100000000"),
    "largest-integer": ("2^53 − 1", "1b001fffffffffffff"),
    "empty-bytes": ("no bytes are still bytes", "40"),
    "bytes-24": ("bytes with a length of one more byte", "5818" + "ab" * 24),
    "empty-text": ("no text is still text", "60"),
    "accents": ("text is UTF-8", "64c3a9c3a0"),
    "emoji": ("a character outside the basic plane", "64f09f8d83"),
    "byte-order-mark": ("a leading U+FEFF is kept, not removed", "64efbbbf61"),
    "decomposed": ("text is never normalised", "6365cc81"),
    "nul": ("U+0000 is a character", "6100"),
    "false-true-null": ("the three simple values", "83f4f5f6"),
    "empty-array": ("an empty array", "80"),
    "empty-map": ("an empty map", "a0"),
    "map-order": ("keys in ascending order of their encoded bytes: shorter first", "a3616201617a0262616103"),
    "map-proto": ("an inherited name is a key like another", "a1695f5f70726f746f5f5f01"),
    "map-empty-key": ("an empty key comes first", "a26001616102"),
    "depth-32": ("thirty-two levels are the most", "81" * 31 + "80"),
}  # fmt: skip

BAD = {
    "nothing": ("no byte at all", ""),
    "trailing-byte": ("a byte after the value", "0000"),
    "two-values": ("a second value after the first", "f6f6"),
    "integer-long-1": ("23 with an argument it does not need", "1817"),
    "integer-long-2": ("255 on two bytes", "1900ff"),
    "integer-long-4": ("65,535 on four bytes", "1a0000ffff"),
    "integer-long-8": ("2^32 − 1 on eight bytes", "1b00000000ffffffff"),
    "integer-2-53": ("2^53 is over the limit", "1b0020000000000000"),
    "integer-2-64": ("2^64 − 1 is over the limit", "1bffffffffffffffff"),
    "integer-cut": ("an argument that is cut", "1901"),
    "negative": ("−1 has no place in the encoding", "20"),
    "float-16": ("a half-precision number", "f93c00"),
    "float-32": ("a single-precision number", "fa3f800000"),
    "float-64": ("a double-precision number", "fb3ff0000000000000"),
    "undefined": ("the simple value undefined", "f7"),
    "simple-0": ("an unassigned simple value", "e0"),
    "simple-long-false": ("false on two bytes", "f814"),
    "simple-255": ("a simple value on two bytes", "f8ff"),
    "break-alone": ("a break without a beginning", "ff"),
    "tag": ("a tag around an integer", "c100"),
    "tag-bignum": ("a big number", "c24101"),
    "bytes-indefinite": ("bytes of indefinite length", "5f4101ff"),
    "text-indefinite": ("text of indefinite length", "7f6161ff"),
    "array-indefinite": ("an array of indefinite length", "9f00ff"),
    "map-indefinite": ("a map of indefinite length", "bf616100ff"),
    "reserved-28": ("a reserved length", "1c"),
    "reserved-30-bytes": ("a reserved length of bytes", "5e00"),
    "bytes-long-length": ("a length longer than its shortest form", "580161"),
    "text-long-length": ("a length of text longer than its shortest form", "780161"),
    "array-long-length": ("a count longer than its shortest form", "980100"),
    "map-long-length": ("a count of entries longer than its shortest form", "b801616100"),
    "bytes-cut": ("fewer bytes than announced", "43ffff"),
    "text-cut": ("less text than announced", "636161"),
    "array-cut": ("fewer items than announced", "8200"),
    "map-cut": ("an entry without its value", "a16161"),
    "bytes-huge": ("a length of 2^62", "5b4000000000000000"),
    "array-huge": ("a count of 2^32 − 1 items in six bytes", "9affffffff00"),
    "map-huge": ("more entries than the bytes left could hold", "a2616100"),
    "map-count-2-63": ("a count whose double does not fit 64 bits", "bb8000000000000000"),
    "text-surrogate": ("a surrogate written as three bytes", "63eda080"),
    "text-surrogate-pair": ("a pair of surrogates written as six bytes", "66eda0bdedb880"),
    "text-overlong": ("a slash on two bytes", "62c0af"),
    "text-cut-character": ("a character that is cut", "61c3"),
    "text-continuation": ("a continuation byte alone", "6180"),
    "text-over-unicode": ("a character over U+10FFFF", "64f4908080"),
    "map-order-swapped": ("keys out of order", "a2616201616102"),
    "map-order-length": ("a longer key before a shorter one", "a262616101616202"),
    "map-duplicate": ("twice the same key", "a2616101616102"),
    "map-integer-key": ("a key that is an integer", "a10000"),
    "map-bytes-key": ("a key that is bytes", "a1416100"),
    "map-null-key": ("a key that is null", "a1f600"),
    "depth-33": ("a thirty-third level", "81" * 32 + "80"),
    "depth-33-map": ("a thirty-third level, in a map", "81" * 32 + "a0"),
    "depth-many": ("ten thousand levels, refused without running out of stack", "81" * 10000 + "80"),
}

UNWRITABLE = {
    "write-negative": ("a negative integer", -1),
    "write-2-53": ("an integer over the limit", 2**53),
    "write-fraction": ("a number that is not whole", 1.5),
    "write-surrogate": ("a lone surrogate has no encoding", "\ud800"),
    "write-surrogate-key": ("a lone surrogate in a key", {"map": [["\udfff", 0]]}),
}

WRITABLE = {
    "write-sorted": ("keys are written in order of their encoded bytes, whatever the order they came in",
                     {"map": [["zz", 1], ["b", 2], ["", 3], ["é", 4]]}),
    "write-nested": ("a value of every kind", [None, True, False, 7, "é", {"bytes": "00ff"}, {"map": [["k", [1]]]}]),
    "write-largest": ("2^53 − 1", 2**53 - 1),
    "write-emoji-pair": ("a pair of surrogates in JSON is one character", "\U0001f343"),
}  # fmt: skip


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    for name, (comment, encoded) in GOOD.items():
        yield accepted(name, comment, DECODE, encoded=bytes.fromhex(encoded))
    for name, (comment, encoded) in BAD.items():
        yield refused(name, comment, "encoding", DECODE, encoded=bytes.fromhex(encoded))
    for name, (comment, value) in WRITABLE.items():
        yield Vector(name, comment, ENCODE, "ok", {"value": value})
    for name, (comment, value) in UNWRITABLE.items():
        yield Vector(name, comment, ENCODE, "encoding", {"value": value})
    deep = encoding.decode(bytes.fromhex("81" * 31 + "80"))
    yield Vector("write-depth-33", "a thirty-third level", ENCODE, "encoding", {"value": notation.write_value([deep])})
