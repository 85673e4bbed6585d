"""The append: links verified, judged and stored in one transaction, with compare-and-swap on the head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from sqlalchemy import Connection, Table, bindparam, insert, select

from crypto.chain import Link, Mark, head_of
from crypto.errors import ReculError
from crypto.frames import ObjectFrame
from crypto.operations import Checkpoint, Create, Put, Rekey, Slots, Tombstone
from crypto.vault_policy import INDEX_ID
from webapp import clock
from webapp.chains import place as places
from webapp.chains import view
from webapp.chains.models import Link as LinkRow
from webapp.chains.place import Place
from webapp.db import Database
from webapp.errors import RefusedLinkError, TooLargeError
from webapp.objects import storage
from webapp.statements import Statement

MAX_LINKS: Final = 200_000
MAX_BYTES: Final = 4 * 1024**3
ELSEWHERE: Final = (Create, Slots, Rekey)  # they come with slots and proofs, by the account's routes
_insert_links = Statement(
    insert(cast(Table, LinkRow.__table__)).values({name: bindparam(name) for name in ("chain_no", "seq", "signed")})
)
Bodies = Mapping[bytes, ObjectFrame]


@dataclass(frozen=True)
class Stale:
    """The chain has moved: the links after the one that the client named."""

    links: list[bytes]


def append(database: Database, chain_id: bytes, base: Mark, signed: Sequence[bytes], bodies: Bodies) -> Mark | Stale:
    """Append links after `base`, which must be the chain's head.

    A link that is already stored at its place counts as appended. When the chain has moved, the bodies are kept for
    a day. Raises `RefusedLinkError` and `TooLargeError`; nothing is then stored.
    """
    with database.writing() as connection:
        place = places.find(connection, chain_id, lock=True)
        known = _already_stored(connection, place, base, signed)
        if known == len(signed):
            return Mark(base.seq + known, head_of(signed[-1]))
        if (base.seq + known, head_of(signed[known - 1]) if known else base.head) != (place.seq, place.head):
            storage.keep_uploads(connection, place.chain_no, bodies)
            return Stale(links_after(connection, place.chain_no, base.seq))
        after = extend(connection, place, signed[known:], bodies, refused=ELSEWHERE)
        places.move(connection, place, after)
    return Mark(after.seq, after.head)


def extend(
    connection: Connection, place: Place, signed: Sequence[bytes], bodies: Bodies, refused: tuple[type, ...] = ()
) -> Place:
    """Store links that follow `place`, with what they put and end; returns the place after them, not yet written.

    Raises `RefusedLinkError` for a link that breaks a rule, holds an operation that is `refused`, or names a body
    that is not there.
    """
    try:
        links, standing = view.verify(connection, place, signed)
    except ReculError as error:
        raise RefusedLinkError from error
    if any(isinstance(operation, refused) for link in links for operation in link.operations):
        raise RefusedLinkError
    if links[-1].seq >= MAX_LINKS:
        raise TooLargeError
    rows = [
        {"chain_no": place.chain_no, "seq": link.seq, "signed": each} for link, each in zip(links, signed, strict=True)
    ]
    _insert_links.run_all(connection, rows)
    return _store_objects(connection, place.after(links[-1], standing), links, bodies)


def links_after(connection: Connection, chain_no: int, seq: int) -> list[bytes]:
    """Return the signed links whose place is after `seq`."""
    wanted = select(LinkRow.signed).where(LinkRow.chain_no == chain_no, LinkRow.seq > seq).order_by(LinkRow.seq)
    return list(connection.execute(wanted).scalars())


def _already_stored(connection: Connection, place: Place, base: Mark, signed: Sequence[bytes]) -> int:
    """Count the links of a request that stand at their place already, from its beginning."""
    if base.seq >= place.seq:
        return 0
    window = (LinkRow.seq > base.seq, LinkRow.seq <= base.seq + len(signed))
    stored = connection.execute(
        select(LinkRow.signed).where(LinkRow.chain_no == place.chain_no, *window).order_by(LinkRow.seq)
    ).scalars()
    known = 0
    for theirs, ours in zip(signed, stored, strict=False):
        if theirs != ours:
            break
        known += 1
    return known


def _store_objects(connection: Connection, place: Place, links: list[Link], bodies: Bodies) -> Place:
    named = _named(links)
    ended = [op.object_id for link in links for op in link.operations if isinstance(op, Tombstone)]
    missing = [each["body_hash"] for each in named if each["body_hash"] not in bodies]
    if missing:
        bodies = {**bodies, **storage.take_uploads(connection, place.chain_no, missing)}
    newest = {each["object_id"]: each["revision"] for each in named}
    replaced = [each["revision"] < newest[each["object_id"]] or each["object_id"] in ended for each in named]
    rows = [_row(place, each, bodies, gone) for each, gone in zip(named, replaced, strict=True)]
    storage.add(connection, rows)
    stored = sum(row["size"] for row in rows if row["body"] is not None)
    stored -= storage.bury(connection, place.chain_no, ended)
    checkpoints = [link.seq for link in links if any(isinstance(op, Checkpoint) for op in link.operations)]
    if checkpoints:
        stored -= storage.drop_old_indexes(connection, place.chain_no, place.standing.checkpoint)
    if place.stored_bytes + stored > MAX_BYTES:
        raise TooLargeError
    born = sum(1 for row in rows if row["revision"] == 1 and row["object_id"] != INDEX_ID)
    return replace(
        place,
        objects=place.objects + born - len(ended),
        stored_bytes=place.stored_bytes + stored,
        checkpoint_seq=checkpoints[-1] if checkpoints else place.checkpoint_seq,
    )


def _named(links: list[Link]) -> list[dict[str, Any]]:
    """List the versions that links bring, the index of a checkpoint being one, in order."""
    named: list[dict[str, Any]] = []
    for link in links:
        for operation in link.operations:
            if isinstance(operation, Put):
                reference = (operation.object_id, operation.revision, operation.end)
            elif isinstance(operation, Checkpoint):
                reference = (INDEX_ID, operation.number, None)
            else:
                continue
            object_id, revision, end = reference
            named.append(
                {
                    "seq": link.seq,
                    "object_id": object_id,
                    "revision": revision,
                    "end": end,
                    "body_hash": operation.body_hash,
                    "size": operation.size,
                }
            )
    return named


def _row(place: Place, named: dict[str, Any], bodies: Bodies, gone: bool) -> dict[str, Any]:
    """Make the row of a version.

    A body may be absent only if it would be erased by now, or is `gone`: replaced or ended by the same request, as
    what a device gives back may be, which kept current versions only.
    """
    frame = bodies.get(named["body_hash"])
    common = named | {"chain_no": place.chain_no, "superseded": False, "epoch": place.standing.epoch}
    over = named["end"] is not None and named["end"] + storage.ERASED_AFTER_DAYS <= clock.today()
    if frame is None:
        if over or gone:
            return common | {"wrap": None, "body": None}
        raise RefusedLinkError
    claimed = (frame.object_id, frame.revision, len(frame.body), frame.epoch)
    if claimed != (named["object_id"], named["revision"], named["size"], place.standing.epoch):
        raise RefusedLinkError
    return common | {"wrap": frame.wrap, "body": frame.body}
