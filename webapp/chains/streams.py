"""Answers of the data plane, read from the database as the client takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

from sqlalchemy import Connection, Executable, Select, Table, bindparam, select

from crypto.encoding import MAX_INTEGER
from crypto.frames import Frame, LinkFrame, MissingFrame, ObjectFrame, WrapFrame, encode_end, encode_frame
from crypto.vault_policy import INDEX_ID
from webapp.chains import place as places
from webapp.chains.models import Chain
from webapp.chains.models import Link as LinkRow
from webapp.db import Database
from webapp.objects.models import Version

ROWS_AT_A_TIME: Final = 64
BUFFER: Final = 64 * 1024

_versions = cast(Table, Version.__table__).c
_links_of, _chains = cast(Table, LinkRow.__table__).c, cast(Table, Chain.__table__).c

# Built once: building one of these costs as much as running it.
_chain_no = select(_chains.chain_no).where(_chains.chain_id == bindparam("chain_id")).scalar_subquery()
_frames: Select[*tuple[Any, ...]] = select(
    _versions.object_id, _versions.revision, _versions.epoch, _versions.wrap, _versions.body
).where(_versions.chain_no == _chain_no)
_current = _versions.superseded.is_(False)
_objects = _frames.where(
    _current,
    _versions.seq > bindparam("after"),
    _versions.seq <= bindparam("until"),
    _versions.object_id != INDEX_ID,
    _versions.body.is_not(None),
).order_by(_versions.seq, _versions.version_no)
_index = _frames.where(_versions.object_id == INDEX_ID, _current)
_named = _frames.add_columns(_versions.body_hash).where(_versions.body_hash.in_(bindparam("hashes", expanding=True)))
_wraps: Select[*tuple[Any, ...]] = (
    select(_versions.object_id, _versions.revision, _versions.epoch, _versions.wrap)
    .where(_versions.chain_no == _chain_no, _versions.wrap.is_not(None))
    .order_by(_versions.object_id, _versions.revision)
)
_after: Select[*tuple[Any, ...]] = (
    select(_links_of.signed)
    .where(_links_of.chain_no == _chain_no, _links_of.seq > bindparam("after"))
    .order_by(_links_of.seq)
)
_one = select(_links_of.signed).where(_links_of.chain_no == _chain_no, _links_of.seq == bindparam("seq"))


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
        yield from _links(connection, chain_id, after)


def start(database: Database, chain_id: bytes) -> Iterator[Frame]:
    """Yield what a device without memory needs: the last checkpoint, its index, the links after it; or every link."""
    with database.reading() as connection:
        root = places.find(connection, chain_id).checkpoint_seq
        if root is None:
            yield from _links(connection, chain_id, -1)
            return
        yield LinkFrame(connection.execute(_one, {"chain_id": chain_id, "seq": root}).scalar_one())
        yield _object(*connection.execute(_index, {"chain_id": chain_id}).one())
        yield from _links(connection, chain_id, root)


def objects(database: Database, chain_id: bytes, after: int, until: int | None) -> Iterator[Frame]:
    """Yield the current version of every stored object put after `after`, and not after `until`, by ascending `seq`."""
    place = {"chain_id": chain_id, "after": after, "until": MAX_INTEGER if until is None else until}
    with database.reading() as connection:
        for row in _stream(connection, _objects, place):
            yield ObjectFrame(*row)


def fetched(database: Database, chain_id: bytes, hashes: Sequence[bytes]) -> Iterator[Frame]:
    """Yield the versions whose body has each hash, in the order asked; a missing frame for one that is gone."""
    with database.reading() as connection:
        for begin in range(0, len(hashes), ROWS_AT_A_TIME):
            some = hashes[begin : begin + ROWS_AT_A_TIME]
            rows = connection.execute(_named, {"chain_id": chain_id, "hashes": list(set(some))})
            found = {body_hash: row for *row, body_hash in rows}
            for body_hash in some:
                yield _object(*found[body_hash]) if body_hash in found else MissingFrame(bytes(16), 0)


def wraps(database: Database, chain_id: bytes) -> Iterator[Frame]:
    """Yield the wrap of every stored version, ascending by object id and revision."""
    with database.reading() as connection:
        for row in _stream(connection, _wraps, {"chain_id": chain_id}):
            yield WrapFrame(*row)


def _links(connection: Connection, chain_id: bytes, after: int) -> Iterator[Frame]:
    for (signed,) in _stream(connection, _after, {"chain_id": chain_id, "after": after}):
        yield LinkFrame(signed)


def _stream(connection: Connection, wanted: Executable, values: Mapping[str, Any]) -> Iterator[Any]:
    return iter(connection.execute(wanted, values, execution_options={"yield_per": ROWS_AT_A_TIME}))


def _object(object_id: bytes, revision: int, epoch: int, wrap: bytes | None, body: bytes | None) -> Frame:
    if wrap is None or body is None:
        return MissingFrame(object_id, revision)
    return ObjectFrame(object_id, revision, epoch, wrap, body)
