"""The sequence of frames that the data plane moves (`docs/spec/frames.md`)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final, TypeAlias

from crypto.encoding import MAX_INTEGER
from crypto.errors import FramesError

MAX_PAYLOAD: Final = 24 * 1024 * 1024
WRAP_SIZE: Final = 104
BOX_SIZE: Final = 136
MAX_SEATS: Final = 15
_HEAD_SIZE: Final = 5
_ID_SIZE: Final = 16
_REFERENCE_SIZE: Final = 24
_WRAPPED_SIZE: Final = 136
_SEATS_END: Final = 34
_BOX_FRAME_SIZE: Final = 176
_COUNT_SIZE: Final = 4
_END: Final = 5


@dataclass(frozen=True, slots=True)
class LinkFrame:
    """A signed link, not yet verified."""

    type: ClassVar[int] = 1
    signed: bytes

    def payload(self) -> bytes:
        """Return the bytes the frame carries."""
        return self.signed


@dataclass(frozen=True, slots=True)
class ObjectFrame:
    """A sealed body with its wrap; id, revision and epoch are claims until a verified link names the body's hash."""

    type: ClassVar[int] = 2
    object_id: bytes
    revision: int
    epoch: int
    wrap: bytes
    body: bytes

    def payload(self) -> bytes:
        """Return the bytes the frame carries."""
        return _reference(self.object_id, self.revision) + _u64(self.epoch) + _wrap(self.wrap) + self.body


@dataclass(frozen=True, slots=True)
class WrapFrame:
    """A wrapped content key alone."""

    type: ClassVar[int] = 3
    object_id: bytes
    revision: int
    epoch: int
    wrap: bytes

    def payload(self) -> bytes:
        """Return the bytes the frame carries."""
        return _reference(self.object_id, self.revision) + _u64(self.epoch) + _wrap(self.wrap)


@dataclass(frozen=True, slots=True)
class MissingFrame:
    """An object version that was asked for and is no longer stored."""

    type: ClassVar[int] = 4
    object_id: bytes
    revision: int

    def payload(self) -> bytes:
        """Return the bytes the frame carries."""
        return _reference(self.object_id, self.revision)


@dataclass(frozen=True, slots=True)
class SharedFrame:
    """A group's object with its boxes: a wrap, then one seat for each member (`docs/spec/sharing.md` §2)."""

    type: ClassVar[int] = 6
    object_id: bytes
    revision: int
    epoch: int
    boxes: bytes
    body: bytes

    def payload(self) -> bytes:
        """Return the bytes the frame carries."""
        seats, rest = divmod(len(self.boxes) - WRAP_SIZE, BOX_SIZE)
        assert 1 <= seats <= MAX_SEATS and rest == 0, "boxes are a wrap and 1 to 15 seats"
        place = _reference(self.object_id, self.revision) + _u64(self.epoch)
        return place + seats.to_bytes(2, "big") + self.boxes + self.body


@dataclass(frozen=True, slots=True)
class BoxFrame:
    """The box of an epoch key for a member (`docs/spec/group.md` §4)."""

    type: ClassVar[int] = 7
    identity: bytes
    epoch: int
    box: bytes

    def payload(self) -> bytes:
        """Return the bytes the frame carries."""
        assert (len(self.identity), len(self.box)) == (32, BOX_SIZE), "an identity has 32 bytes and a box 136"
        return self.identity + _u64(self.epoch) + self.box


@dataclass(frozen=True, slots=True)
class StandingFrame:
    """The content key of a standing object, wrapped again under an epoch (`docs/spec/group.md` §4)."""

    type: ClassVar[int] = 8
    object_id: bytes
    revision: int
    epoch: int
    wrap: bytes

    def payload(self) -> bytes:
        """Return the bytes the frame carries."""
        return _reference(self.object_id, self.revision) + _u64(self.epoch) + _wrap(self.wrap)


Frame: TypeAlias = LinkFrame | ObjectFrame | WrapFrame | MissingFrame | SharedFrame | BoxFrame | StandingFrame


def encode_frame(frame: Frame) -> bytes:
    """Return the bytes of one frame; raise `FramesError` over 24 MiB."""
    payload = frame.payload()
    if len(payload) > MAX_PAYLOAD:
        raise FramesError("a payload over 24 MiB")
    return bytes([frame.type]) + len(payload).to_bytes(4, "big") + payload


def encode_end(count: int) -> bytes:
    """Return the end frame of a sequence of `count` frames."""
    return bytes([_END]) + _COUNT_SIZE.to_bytes(4, "big") + count.to_bytes(4, "big")


def encode_stream(frames: Iterable[Frame]) -> Iterator[bytes]:
    """Yield the bytes of each frame as it comes, then the end frame."""
    count = 0
    for frame in frames:
        yield encode_frame(frame)
        count += 1
    yield encode_end(count)


def encode(frames: Iterable[Frame]) -> bytes:
    """Return the bytes of a whole sequence, end frame included."""
    return b"".join(encode_stream(frames))


def decode(encoded: bytes) -> list[Frame]:
    """Return the frames of a whole sequence; raise `FramesError` when it is cut or malformed."""
    decoder = FrameDecoder()
    frames = decoder.feed(encoded)
    decoder.finish()
    return frames


class FrameDecoder:
    """A strict reader of one sequence, fed as bytes arrive, that yields each frame as soon as it is whole."""

    def __init__(self) -> None:
        """Start before the first byte of a sequence."""
        self.count = 0
        self.ended = False
        self._buffer = bytearray()

    def feed(self, chunk: bytes) -> list[Frame]:
        """Return the frames that `chunk` completes; raise `FramesError` at the first byte that cannot be right."""
        self._buffer += chunk
        frames: list[Frame] = []
        start = 0
        while (end := self._frame_end(start)) is not None:
            type_, payload = self._buffer[start], bytes(self._buffer[start + _HEAD_SIZE : end])
            start = end
            if type_ == _END:
                self._close(payload)
            else:
                self.count += 1
                frames.append(_PARSERS[type_](payload))
        del self._buffer[:start]
        return frames

    def finish(self) -> None:
        """Raise `FramesError` unless the sequence has ended."""
        if not self.ended:
            raise FramesError("the sequence is cut")

    def _frame_end(self, start: int) -> int | None:
        available = len(self._buffer) - start
        if available == 0:
            return None
        if self.ended:
            raise FramesError("bytes after the end frame")
        if self._buffer[start] not in _PARSERS and self._buffer[start] != _END:
            raise FramesError("an unknown type of frame")
        if available < _HEAD_SIZE:
            return None
        length = int.from_bytes(self._buffer[start + 1 : start + _HEAD_SIZE], "big")
        if length > MAX_PAYLOAD:
            raise FramesError("a payload over 24 MiB")
        return start + _HEAD_SIZE + length if available >= _HEAD_SIZE + length else None

    def _close(self, payload: bytes) -> None:
        if len(payload) != _COUNT_SIZE or int.from_bytes(payload, "big") != self.count:
            raise FramesError("an end frame with another count")
        self.ended = True


def _u64(number: int) -> bytes:
    if not 0 <= number <= MAX_INTEGER:
        raise FramesError("a number outside 0 … 2^53 − 1")
    return number.to_bytes(8, "big")


def _reference(object_id: bytes, revision: int) -> bytes:
    assert len(object_id) == _ID_SIZE, "an object id has 16 bytes"
    return object_id + _u64(revision)


def _wrap(wrap: bytes) -> bytes:
    assert len(wrap) == WRAP_SIZE, "a wrap has 104 bytes"
    return wrap


def _number(payload: bytes, start: int) -> int:
    number = int.from_bytes(payload[start : start + 8], "big")
    if number > MAX_INTEGER:
        raise FramesError("a number over 2^53 − 1")
    return number


def _parse_object(payload: bytes) -> ObjectFrame:
    if len(payload) < _WRAPPED_SIZE:
        raise FramesError("an object frame shorter than its fields")
    return ObjectFrame(payload[:16], _number(payload, 16), _number(payload, 24), payload[32:136], payload[136:])


def _parse_wrapped(payload: bytes) -> tuple[bytes, int, int, bytes]:
    if len(payload) != _WRAPPED_SIZE:
        raise FramesError("a wrap or standing frame has 136 bytes")
    return payload[:16], _number(payload, 16), _number(payload, 24), payload[32:]


def _parse_shared(payload: bytes) -> SharedFrame:
    seats = int.from_bytes(payload[32:_SEATS_END], "big")
    boxes_end = _SEATS_END + WRAP_SIZE + BOX_SIZE * seats
    if not 1 <= seats <= MAX_SEATS or len(payload) < boxes_end:
        raise FramesError("a shared frame of another shape")
    place = payload[:16], _number(payload, 16), _number(payload, 24)
    return SharedFrame(*place, payload[_SEATS_END:boxes_end], payload[boxes_end:])


def _parse_box(payload: bytes) -> BoxFrame:
    if len(payload) != _BOX_FRAME_SIZE:
        raise FramesError("a box frame has 176 bytes")
    return BoxFrame(payload[:32], _number(payload, 32), payload[40:])


def _parse_missing(payload: bytes) -> MissingFrame:
    if len(payload) != _REFERENCE_SIZE:
        raise FramesError("a missing frame has 24 bytes")
    return MissingFrame(payload[:16], _number(payload, 16))


_PARSERS: Final[dict[int, Callable[[bytes], Frame]]] = {
    LinkFrame.type: LinkFrame,
    ObjectFrame.type: _parse_object,
    WrapFrame.type: lambda payload: WrapFrame(*_parse_wrapped(payload)),
    MissingFrame.type: _parse_missing,
    SharedFrame.type: _parse_shared,
    BoxFrame.type: _parse_box,
    StandingFrame.type: lambda payload: StandingFrame(*_parse_wrapped(payload)),
}
