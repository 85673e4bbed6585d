"""Answers of the data plane, read from the database as the client takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Executable, select

from crypto.frames import Frame, LinkFrame, MissingFrame, ObjectFrame, WrapFrame, encode_end, encode_frame
from crypto.vault_policy import INDEX_ID
from webapp.chains import place as places
from webapp.chains.models import Link
from webapp.db import Database
from webapp.objects.models import Version

ROWS_AT_A_TIME: Final = 64
BUFFER: Final = 64 * 1024

_versions = select(Version.object_id, Version.revision, Version.epoch, Version.wrap, Version.body)


def encoded(frames: Iterable[Frame]) -> Iterator[bytes]:
    """Yield a sequence of frames in pieces of about 64 KiB, then its end."""
    waiting: list[bytes] = []
    size = count = 0
    for frame in frames:
        piece = encode_frame(frame)
        waiting.append(piece)
        size += len(piece)
        count += 1
        if size >= BUFFER:
            yield b"".join(waiting)
            waiting.clear()
            size = 0
    yield b"".join([*waiting, encode_end(count)])


def links(database: Database, chain_id: bytes, after: int) -> Iterator[Frame]:
    """Yield the links whose `seq` is greater than `after`."""
    with database.reading() as connection:
        yield from _links(connection, places.find(connection, chain_id).chain_no, after)


def start(database: Database, chain_id: bytes) -> Iterator[Frame]:
    """Yield what a device without memory needs: the last checkpoint, its index, the links after it; or every link."""
    with database.reading() as connection:
        place = places.find(connection, chain_id)
        root = place.checkpoint_seq
        if root is None:
            yield from _links(connection, place.chain_no, -1)
            return
        wanted = select(Link.signed).where(Link.chain_no == place.chain_no, Link.seq == root)
        yield LinkFrame(connection.execute(wanted).scalar_one())
        index = _versions.where(
            Version.chain_no == place.chain_no, Version.object_id == INDEX_ID, Version.superseded.is_(False)
        )
        yield _object(connection.execute(index).one())
        yield from _links(connection, place.chain_no, root)


def objects(database: Database, chain_id: bytes, after: int, until: int | None) -> Iterator[Frame]:
    """Yield the current version of every stored object put after `after`, and not after `until`, by ascending `seq`."""
    with database.reading() as connection:
        wanted = _versions.where(
            Version.chain_no == places.find(connection, chain_id).chain_no,
            Version.seq > after,
            Version.superseded.is_(False),
            Version.object_id != INDEX_ID,
            Version.body.is_not(None),
        ).order_by(Version.seq, Version.version_no)
        if until is not None:
            wanted = wanted.where(Version.seq <= until)
        for row in _stream(connection, wanted):
            yield _object(row)


def fetched(database: Database, chain_id: bytes, hashes: Sequence[bytes]) -> Iterator[Frame]:
    """Yield the versions whose body has each hash, in the order asked; a missing frame for one that is gone."""
    with database.reading() as connection:
        chain_no = places.find(connection, chain_id).chain_no
        columns = _versions.add_columns(Version.body_hash)
        for begin in range(0, len(hashes), ROWS_AT_A_TIME):
            some = hashes[begin : begin + ROWS_AT_A_TIME]
            wanted = columns.where(Version.chain_no == chain_no, Version.body_hash.in_(set(some)))
            found = {row.body_hash: row for row in connection.execute(wanted)}
            for body_hash in some:
                row = found.get(body_hash)
                yield MissingFrame(bytes(16), 0) if row is None else _object(row)


def wraps(database: Database, chain_id: bytes) -> Iterator[Frame]:
    """Yield the wrap of every stored version, ascending by object id and revision."""
    with database.reading() as connection:
        wanted = (
            select(Version.object_id, Version.revision, Version.epoch, Version.wrap)
            .where(Version.chain_no == places.find(connection, chain_id).chain_no, Version.wrap.is_not(None))
            .order_by(Version.object_id, Version.revision)
        )
        for object_id, revision, epoch, wrap in _stream(connection, wanted):
            yield WrapFrame(object_id, revision, epoch, wrap)


def _links(connection: Connection, chain_no: int, after: int) -> Iterator[Frame]:
    wanted = select(Link.signed).where(Link.chain_no == chain_no, Link.seq > after).order_by(Link.seq)
    for (signed,) in _stream(connection, wanted):
        yield LinkFrame(signed)


def _stream(connection: Connection, wanted: Executable) -> Iterator[Any]:
    return iter(connection.execute(wanted, execution_options={"yield_per": ROWS_AT_A_TIME}))


def _object(row: Any) -> Frame:
    if row.body is None:
        return MissingFrame(row.object_id, row.revision)
    return ObjectFrame(row.object_id, row.revision, row.epoch, row.wrap, row.body)
