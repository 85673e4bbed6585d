"""A generator of its own, so that a seed gives the same cases on every machine (`README.md` § Differential fuzz)."""

import hashlib
from collections.abc import Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")

TEXTS = (
    "aàâçéêëîïôœùûÿæß Aé’ﬁｆ１Ⅳ½²٣🌿👩‍👧İıΣς가각-_.@"
    "\u0301\u0300\u20dd\u200b\u00a0\u202f\u3000\ufeff\t\n\u212a\ufdfa\x00\x7f"
)
SURROGATES = ("\ud800", "\udbff", "\udc00", "\udfff")


class Draw:
    """Bytes that depend on a seed alone: BLAKE2b of a counter, block after block."""

    def __init__(self, seed: int) -> None:
        """Stand before the first block of a seed."""
        self._seed, self._block, self._left = seed, 0, b""

    def bytes(self, size: int) -> bytes:
        """Return the next `size` bytes."""
        while len(self._left) < size:
            place = self._seed.to_bytes(8, "big") + self._block.to_bytes(8, "big")
            self._left += hashlib.blake2b(b"recul fuzz" + place).digest()
            self._block += 1
        taken, self._left = self._left[:size], self._left[size:]
        return taken

    def number(self, below: int) -> int:
        """Return a number from 0, under a limit."""
        return int.from_bytes(self.bytes(8), "big") % below

    def chance(self, one_in: int) -> bool:
        """Return true one time in so many."""
        return self.number(one_in) == 0

    def one_of(self, items: Sequence[Item]) -> Item:
        """Return an item."""
        return items[self.number(len(items))]

    def text(self) -> str:
        """Return a short text of characters that are hard to handle, at times with a lone surrogate."""
        drawn = [self.one_of(TEXTS) for _ in range(self.number(12))]
        if self.chance(4):
            drawn.append(self.one_of(SURROGATES))
        return "".join(drawn)

    def mutated(self, content: bytes) -> bytes:
        """Return bytes with a few changes: a bit, a byte more or less, a piece repeated, moved or cut."""
        for _ in range(1 + self.number(2)):
            content = self._changed(content)
        return content

    def _changed(self, content: bytes) -> bytes:
        place, size = self.number(len(content) + 1), 1 + self.number(8)
        before, piece, after = content[:place], content[place : place + size], content[place + size :]
        way = self.number(6)
        if way == 0 and piece:
            return before + bytes([piece[0] ^ (1 << self.number(8))]) + piece[1:] + after
        if way == 1:
            return before + self.bytes(size) + piece + after
        if way == 2:
            return before + after
        if way == 3:
            return before + piece + piece + after
        if way == 4:
            return before
        return before + bytes([self.one_of((0, 1, 0x17, 0x18, 0x80, 0xF6, 0xFF))]) + piece[1:] + after

    def value(self) -> Any:
        """Return a small value of the encoding."""
        kinds = (
            lambda: self.one_of((0, 1, 2, 23, 24, 255, 256, 2**32, 2**53 - 1)),
            lambda: self.bytes(self.one_of((0, 15, 16, 17, 31, 32, 33, 64))),
            lambda: "".join(self.one_of(TEXTS) for _ in range(self.number(5))),
            lambda: self.one_of((None, True, False)),
            lambda: [self.value() for _ in range(self.number(3))],
            lambda: {self.one_of(TEXTS): self.value() for _ in range(self.number(3))},
        )
        return self.one_of(kinds)()

    def mutated_value(self, value: Any) -> Any:
        """Return a value with one change somewhere inside."""
        if isinstance(value, list) and value and not self.chance(4):
            place, items = self.number(len(value)), list(value)
            way = self.number(8)
            if way == 0:
                del items[place]
            elif way == 1:
                items.insert(place, items[place])
            else:
                items[place] = self.mutated_value(items[place])
            return items
        if isinstance(value, dict) and value and not self.chance(4):
            key = self.one_of(sorted(value))
            return {**value, key: self.mutated_value(value[key])}
        if isinstance(value, int) and not isinstance(value, bool) and not self.chance(3):
            return max(0, value + self.one_of((-1, 1, 2)))
        if isinstance(value, bytes) and value and not self.chance(3):
            return value[:-1] + bytes([value[-1] ^ 1])
        return self.value()
