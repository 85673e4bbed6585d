"""Vectors of `docs/spec/group.md`."""

from collections.abc import Iterator

from tests.vectors.generate import Vector
from tests.vectors.group import contents, epochs, members


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    yield from members.vectors()
    yield from contents.vectors()
    yield from epochs.vectors()
