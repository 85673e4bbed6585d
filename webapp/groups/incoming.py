"""Frames that a member sends, read as they arrive (`docs/spec/frames.md`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from crypto.errors import FramesError
from crypto.frames import BoxFrame, Frame, FrameDecoder, LinkFrame, SharedFrame, StandingFrame
from webapp.chains.incoming import PIECE, Readable
from webapp.errors import MalformedError
from webapp.objects import storage


@dataclass
class Delivery:
    """Signed links in order, and what came with them: bodies by hash, epoch boxes and standing wraps by place."""

    links: list[bytes] = field(default_factory=list)
    shared: dict[bytes, SharedFrame] = field(default_factory=dict)
    boxes: dict[tuple[int, bytes], bytes] = field(default_factory=dict)
    standing: dict[tuple[int, bytes, int], bytes] = field(default_factory=dict)


def read_delivery(stream: Readable) -> Delivery:
    """Read a whole sequence; raises `MalformedError` when it is cut, malformed, or holds a frame of vaults."""
    delivery = Delivery()
    decoder = FrameDecoder()
    try:
        while piece := stream.read(PIECE):
            for frame in decoder.feed(piece):
                _sort(delivery, frame)
        decoder.finish()
    except FramesError as error:
        raise MalformedError from error
    if not delivery.links:
        raise MalformedError
    return delivery


def _sort(delivery: Delivery, frame: Frame) -> None:
    if isinstance(frame, LinkFrame):
        delivery.links.append(frame.signed)
    elif isinstance(frame, SharedFrame):
        delivery.shared[storage.hash_of(frame.body)] = frame
    elif isinstance(frame, BoxFrame):
        delivery.boxes[frame.epoch, frame.identity] = frame.box
    elif isinstance(frame, StandingFrame):
        delivery.standing[frame.epoch, frame.object_id, frame.revision] = frame.wrap
    else:
        raise MalformedError
