"""Frames that a client sends, read as they arrive (`docs/spec/frames.md`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Protocol

from crypto.errors import FramesError
from crypto.frames import Frame, FrameDecoder, LinkFrame, ObjectFrame, WrapFrame
from webapp.errors import MalformedError
from webapp.objects import storage

PIECE: Final = 256 * 1024


class Readable(Protocol):
    """The body of a request."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, none at the end."""


@dataclass
class Batch:
    """The frames of one request, by kind, each in the order sent."""

    objects: list[ObjectFrame] = field(default_factory=list)
    links: list[bytes] = field(default_factory=list)
    wraps: list[WrapFrame] = field(default_factory=list)

    def bodies(self) -> dict[bytes, ObjectFrame]:
        """Return the objects by the hash of their body."""
        return {storage.hash_of(each.body): each for each in self.objects}


def read_batch(stream: Readable) -> Batch:
    """Read a whole sequence; raises `MalformedError` when it is cut, malformed, or holds a frame of others."""
    batch = Batch()
    decoder = FrameDecoder()
    try:
        while piece := stream.read(PIECE):
            for frame in decoder.feed(piece):
                _sort(batch, frame)
        decoder.finish()
    except FramesError as error:
        raise MalformedError from error
    return batch


def as_frames(signed: Iterable[bytes]) -> list[Frame]:
    """Return signed links as frames."""
    return [LinkFrame(each) for each in signed]


def _sort(batch: Batch, frame: Frame) -> None:
    if isinstance(frame, LinkFrame):
        batch.links.append(frame.signed)
    elif isinstance(frame, ObjectFrame):
        batch.objects.append(frame)
    elif isinstance(frame, WrapFrame):
        batch.wraps.append(frame)
    else:
        raise MalformedError
