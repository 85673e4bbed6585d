"""Where a chain stands: read, locked, moved by compare-and-swap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from crypto import encoding
from crypto.chain import Link
from crypto.encoding import Value
from crypto.operations import SlotRecord
from crypto.shapes import array_of
from crypto.vault_policy import Standing
from webapp.chains.models import Chain
from webapp.db import Database
from webapp.errors import NotFoundError, StaleHeadError
from webapp.statements import Statement

_chains = cast(Table, Chain.__table__)
_standings = ("identity", "box_key", "epoch", "keyring_hash", "slots", "checkpoint")
_by_id = select(
    *(_chains.c[name] for name in ("chain_no", "seq", "head", "checkpoint_seq", "objects", "stored_bytes", *_standings))
).where(_chains.c.chain_id == bindparam("chain_id"))
_found, _found_and_locked = Statement(_by_id), Statement(_by_id.with_for_update())
_news = Statement(
    select(_chains.c.seq, _chains.c.head, _chains.c.checkpoint_seq, _chains.c.objects, _chains.c.stored_bytes).where(
        _chains.c.chain_id == bindparam("chain_id")
    )
)
_still_there = update(_chains).where(
    _chains.c.chain_no == bindparam("its_no"),
    _chains.c.seq == bindparam("its_seq"),
    _chains.c.head == bindparam("its_head"),
)
_places = ("seq", "head", "checkpoint_seq", "objects", "stored_bytes")
_move = Statement(_still_there.values({name: bindparam(name) for name in _places}))
_move_and_restate = Statement(_still_there.values({name: bindparam(name) for name in (*_places, *_standings)}))


@dataclass(frozen=True)
class Place:
    """A chain row: the last link, the standing after it, what the objects weigh."""

    chain_no: int
    chain_id: bytes
    seq: int
    head: bytes
    checkpoint_seq: int | None
    objects: int
    stored_bytes: int
    standing: Standing

    def after(self, link: Link, standing: Standing) -> Place:
        """Return the place after `link`."""
        return replace(self, seq=link.seq, head=link.head, standing=standing)


def find(connection: Connection, chain_id: bytes, *, lock: bool = False) -> Place:
    """Read the place of a chain, and keep others from moving it if `lock`; raises `NotFoundError`."""
    row = (_found_and_locked if lock else _found).first(connection, {"chain_id": chain_id})
    if row is None:
        raise NotFoundError
    chain_no, seq, head, checkpoint_seq, objects, stored_bytes, *standing = row
    return Place(chain_no, chain_id, seq, head, checkpoint_seq, objects, stored_bytes, _standing_of(*standing))


class Glance(NamedTuple):
    """Where a chain stands without its standing, which whoever polls does not need."""

    seq: int
    head: bytes
    checkpoint_seq: int | None
    objects: int
    stored_bytes: int


def glance(database: Database, chain_id: bytes) -> Glance:
    """Read where a chain stands, outside any transaction; raises `NotFoundError`."""
    row = database.first(_news, chain_id=chain_id)
    if row is None:
        raise NotFoundError
    return Glance(*row)


def begin(connection: Connection, account_no: int, link: Link, standing: Standing) -> int:
    """Write the row of a new chain, which stands after its link 0; returns its number."""
    made = insert(Chain).values(
        chain_id=link.chain_id,
        account_no=account_no,
        seq=link.seq,
        head=link.head,
        checkpoint_seq=None,
        objects=0,
        stored_bytes=0,
        **_columns(standing),
    )
    return int(connection.execute(made.returning(Chain.chain_no)).scalar_one())


def move(connection: Connection, before: Place, after: Place) -> None:
    """Write where the chain stands now, if it still stands where it stood; raises `StaleHeadError`."""
    values = {name: getattr(after, name) for name in _places}
    values |= {"its_no": before.chain_no, "its_seq": before.seq, "its_head": before.head}
    statement = _move
    if after.standing != before.standing:
        statement = _move_and_restate
        values |= _columns(after.standing)
    if statement.run(connection, values) != 1:
        raise StaleHeadError


def _columns(standing: Standing) -> dict[str, Any]:
    listed: list[Value] = [record.to_value() for record in standing.slots]
    return {
        "identity": standing.identity,
        "box_key": standing.box_key,
        "epoch": standing.epoch,
        "keyring_hash": standing.keyring_hash,
        "slots": encoding.encode(listed),
        "checkpoint": standing.checkpoint,
    }


def _standing_of(
    identity: bytes, box_key: bytes, epoch: int, keyring_hash: bytes, slots: bytes, checkpoint: int
) -> Standing:
    return Standing(identity, box_key, epoch, keyring_hash, _records(slots), checkpoint)


@lru_cache(maxsize=256)  # they change with a passphrase, and are read with each text
def _records(slots: bytes) -> tuple[SlotRecord, ...]:
    return tuple(SlotRecord.from_value(record) for record in array_of(encoding.decode(slots)))
