"""Sealed bodies at rest: kept, found, superseded, erased. Plain statements, since this is where the time goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, text, true, update

from crypto import labels
from crypto.frames import ObjectFrame
from crypto.primitives import hash as labelled_hash
from crypto.vault_policy import INDEX_ID
from webapp import clock
from webapp.errors import TooLargeError
from webapp.objects.models import TombstoneRow, Upload, Version
from webapp.statements import Statement

ERASED_AFTER_DAYS: Final = 2
UPLOAD_SECONDS: Final = 86_400
UPLOAD_LIMIT: Final = 256 * 1024 * 1024
INDEXES_KEPT: Final = 2
HASHES_A_QUERY: Final = 500

_versions = cast(Table, Version.__table__)
_given = [column.name for column in _versions.c if not column.primary_key]
_insert_versions = Statement(insert(_versions).inline().values({name: bindparam(name) for name in _given}))
_supersede = Statement(
    update(_versions)
    .where(
        Version.chain_no == bindparam("its_chain_no"),
        Version.object_id == bindparam("its_object_id"),
        Version.revision == bindparam("its_revision"),
    )
    .values(superseded=true())
)
_keep_upload = text(
    "INSERT INTO uploads (chain_no, body_hash, object_id, revision, epoch, stored, wrap, body) VALUES "
    "(:chain_no, :body_hash, :object_id, :revision, :epoch, :stored, :wrap, :body) ON CONFLICT DO NOTHING"
)


def hash_of(body: bytes) -> bytes:
    """Return the hash by which a link names a sealed body."""
    return labelled_hash(labels.HASH_BODY, body)


def keep_uploads(connection: Connection, chain_no: int, bodies: Mapping[bytes, ObjectFrame]) -> None:
    """Keep bodies that no link names yet for a day; raises `TooLargeError` when too many wait."""
    connection.execute(delete(Upload).where(Upload.chain_no == chain_no, Upload.stored <= clock.now() - UPLOAD_SECONDS))
    waiting = select(func.coalesce(func.sum(func.length(Upload.body)), 0)).where(Upload.chain_no == chain_no)
    if connection.execute(waiting).scalar_one() + sum(len(each.body) for each in bodies.values()) > UPLOAD_LIMIT:
        raise TooLargeError
    for body_hash, each in bodies.items():
        connection.execute(
            _keep_upload,
            {
                "chain_no": chain_no,
                "body_hash": body_hash,
                "object_id": each.object_id,
                "revision": each.revision,
                "epoch": each.epoch,
                "stored": clock.now(),
                "wrap": each.wrap,
                "body": each.body,
            },
        )


def take_uploads(connection: Connection, chain_no: int, hashes: Sequence[bytes]) -> dict[bytes, ObjectFrame]:
    """Return those of the bodies named that were kept, and stop keeping them as uploads."""
    found: dict[bytes, ObjectFrame] = {}
    for start in range(0, len(hashes), HASHES_A_QUERY):
        some = (Upload.chain_no == chain_no, Upload.body_hash.in_(hashes[start : start + HASHES_A_QUERY]))
        for row in connection.execute(
            select(Upload.body_hash, Upload.object_id, Upload.revision, Upload.epoch, Upload.wrap, Upload.body).where(
                *some
            )
        ):
            found[row.body_hash] = ObjectFrame(row.object_id, row.revision, row.epoch, row.wrap, row.body)
        connection.execute(delete(Upload).where(*some))
    return found


def add(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Store versions, and mark those that they replace."""
    if not rows:
        return
    _insert_versions.run_all(connection, rows)
    replaced = [
        {"its_chain_no": row["chain_no"], "its_object_id": row["object_id"], "its_revision": row["revision"] - 1}
        for row in rows
        if row["revision"] > 1
    ]
    if replaced:
        _supersede.run_all(connection, replaced)


def bury(connection: Connection, chain_no: int, ids: Iterable[bytes]) -> int:
    """Erase every version of objects that were ended; returns the bytes of ciphertext that went."""
    gone = 0
    for object_id in ids:
        its_versions = (Version.chain_no == chain_no, Version.object_id == object_id)
        gone += connection.execute(_stored_bytes.where(*its_versions)).scalar_one()
        connection.execute(delete(Version).where(*its_versions))
        connection.execute(insert(TombstoneRow).values(chain_no=chain_no, object_id=object_id))
    return gone


def drop_old_indexes(connection: Connection, chain_no: int, number: int) -> int:
    """Erase the indexes before the last two, `number` being the last; returns the bytes that went."""
    old = (Version.chain_no == chain_no, Version.object_id == INDEX_ID, Version.revision <= number - INDEXES_KEPT)
    gone: int = connection.execute(_stored_bytes.where(*old)).scalar_one()
    connection.execute(delete(Version).where(*old))
    return gone


_stored_bytes = select(func.coalesce(func.sum(Version.size), 0)).where(Version.body.is_not(None))
