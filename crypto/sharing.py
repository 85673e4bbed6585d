"""The body of a group's object, and what lets its readers in (`docs/spec/sharing.md` §1, §2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from crypto import box, encoding, envelope, epochs, padding, primitives
from crypto.envelope import Context
from crypto.errors import EncodingError, SealedError
from crypto.shapes import array_of, bytes_of
from crypto.witness import WITNESS_SIZE

WRAP_SIZE: Final = 104
SEAT_SIZE: Final = 136


@dataclass(frozen=True, slots=True)
class Place:
    """A version of a group's object, and the epoch under which it was put."""

    group_id: bytes
    object_id: bytes
    revision: int
    epoch: int


@dataclass(frozen=True, slots=True)
class Post:
    """What a body holds: the identity that signs its link, their witness, an encoded document."""

    author: bytes
    witness: bytes
    document: bytes


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who tries to read; `epoch_key` is that of the place, None for who did not receive it."""

    identity: bytes
    box_secret: bytes
    epoch_key: bytes | None


def seal_post(key: bytes, place: Place, post: Post) -> bytes:
    """Return the body of a post under a fresh content key."""
    value = encoding.encode([post.author, post.witness, post.document])
    return envelope.seal(key, _body_context(place), padding.pad(value))


def open_post(key: bytes, place: Place, author: bytes, body: bytes) -> Post:
    """Return the post of a body whose hash a verified link names, `author` being the one who signed this link.

    `SealedError` for every failure, another author included; `EncodingError` for another shape.
    """
    value = encoding.decode(padding.unpad(envelope.open_verified(key, _body_context(place), body)))
    claimed, witness, document = array_of(value, 3)
    if bytes_of(claimed, 32) != author:
        raise SealedError
    return Post(author, bytes_of(witness, WITNESS_SIZE), bytes_of(document))


def seal_boxes(
    epoch_key: bytes, place: Place, key: bytes, members: Mapping[bytes, bytes], readers: Collection[bytes] | None
) -> bytes:
    """Return the boxes of a content key: a wrap, then a seat for each of `members` (identity → box key).

    `readers` are identities, the author among them, or None for the whole group. What is for nobody is made alike.
    """
    wrap = _seal_wrap(*((epoch_key, place, key) if readers is None else (_nobody(), place, _nobody())))
    seats = [
        _seal_seat(members[identity], place, key)
        if readers is not None and identity in readers
        else _seal_seat(box.box_key_of(_nobody()), place, _nobody())
        for identity in sorted(members)
    ]
    return wrap + b"".join(seats)


def open_shared(
    place: Place, author: bytes, members: Sequence[bytes], reader: Reader, boxes: bytes, body: bytes
) -> Post | None:
    """Return the post that a reader may read, None when it is not for them.

    `members` are the identities at the place of the put, ascending. `EncodingError` for boxes of another size or a post
    of another shape, `SealedError` for a key that does not open the body.
    """
    if len(boxes) != WRAP_SIZE + SEAT_SIZE * len(members):
        raise EncodingError("boxes for other members")
    key = _key_for(place, members, reader, boxes)
    return None if key is None else open_post(key, place, author, body)


def open_seat(box_secret: bytes, place: Place, seat: bytes) -> bytes:
    """Return the content key in a seat, or raise `SealedError`."""
    key = box.open_unattributed(box_secret, _context(envelope.SEAT, place), seat)
    if len(key) != primitives.KEY_SIZE:
        raise SealedError
    return key


def _key_for(place: Place, members: Sequence[bytes], reader: Reader, boxes: bytes) -> bytes | None:
    if reader.epoch_key is not None:
        numbers = (place.object_id, place.revision, place.epoch)
        try:
            return epochs.open_wrap(reader.epoch_key, place.group_id, *numbers, boxes[:WRAP_SIZE])
        except SealedError:
            pass
    if reader.identity not in members:
        return None
    start = WRAP_SIZE + SEAT_SIZE * members.index(reader.identity)
    try:
        return open_seat(reader.box_secret, place, boxes[start : start + SEAT_SIZE])
    except SealedError:
        return None


def _nobody() -> bytes:
    return primitives.random_bytes(primitives.KEY_SIZE)


def _seal_wrap(epoch_key: bytes, place: Place, key: bytes) -> bytes:
    return epochs.seal_wrap(epoch_key, place.group_id, place.object_id, place.revision, place.epoch, key)


def _seal_seat(box_key: bytes, place: Place, key: bytes) -> bytes:
    return box.seal(box_key, _context(envelope.SEAT, place), key)


def _body_context(place: Place) -> Context:
    return Context(envelope.GROUP_BODY, place.group_id, place.object_id, place.revision, 0)


def _context(type_: int, place: Place) -> Context:
    return Context(type_, place.group_id, place.object_id, place.revision, place.epoch)
