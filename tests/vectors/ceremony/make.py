"""Vectors of `docs/spec/ceremony.md`."""

from collections.abc import Iterator

from tests.vectors.ceremony.facilitators import facilitators
from tests.vectors.ceremony.invitations import invitations
from tests.vectors.ceremony.joined import joined, words
from tests.vectors.ceremony.newcomers import newcomers
from tests.vectors.ceremony.transcripts import claims, transcripts
from tests.vectors.generate import Vector


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    yield from invitations()
    yield from claims()
    yield from transcripts()
    yield from newcomers()
    yield from facilitators()
    yield from joined()
    yield from words()
