"""What the vault policy asks about a state, answered from the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, LargeBinary, bindparam, literal_column, select, union_all

from crypto import chain, labels, vault_policy
from crypto.chain import Link
from crypto.operations import Put, Tombstone
from crypto.primitives import hash as labelled_hash
from crypto.vault_policy import INDEX_ID, Changes, ObjectRecord, Standing
from crypto.vault_state import state_bytes
from webapp.chains.place import Place
from webapp.objects.models import TombstoneRow, Version
from webapp.statements import Statement

_IDS_A_QUERY: Final = (1, 8, 64)  # the smallest that holds a batch is asked, its first id repeated at need

_versions = Version.__table__.c
_tombstones = TombstoneRow.__table__.c


def _asking(count: int) -> Statement:
    """Return what is known of so many ids: their revision, 0 for one that was ended."""
    ids = [bindparam(_place(number), type_=LargeBinary()) for number in range(count)]
    stored = select(_versions.object_id, _versions.revision).where(
        _versions.chain_no == bindparam("chain_no"), _versions.object_id.in_(ids), _versions.superseded.is_(False)
    )
    ended = select(_tombstones.object_id, literal_column("0")).where(
        _tombstones.chain_no == bindparam("chain_no"), _tombstones.object_id.in_(ids)
    )
    return Statement(union_all(stored, ended))


def _place(number: int) -> str:
    return f"id_{number}"


_known: Final = {count: _asking(count) for count in _IDS_A_QUERY}


def verify(connection: Connection, place: Place, signed: Sequence[bytes]) -> tuple[list[Link], Standing]:
    """Verify and judge links that follow each other from a place, all by its identity.

    Returns them with the standing after the last; raises the errors of `crypto.chain` and `crypto.vault_policy`.
    """
    links: list[Link] = []
    seq, head = place.seq, place.head
    for each in signed:
        link = chain.open_verified(each, place.chain_id, seq + 1, head, place.standing.identity)
        seq, head = link.seq, link.head
        links.append(link)
    view = TableView(connection, place, _ids(links))
    for link in links:
        view.apply(vault_policy.judge(view, link))
    return links, view.standing


class TableView:
    """The state before a link: one query for the ids that a batch names, everything only for a checkpoint."""

    def __init__(self, connection: Connection, place: Place, ids: Sequence[bytes]) -> None:
        self.standing = place.standing
        self._connection = connection
        self._chain_no = place.chain_no
        self._revisions, self._ended = _read(connection, place.chain_no, ids)
        self._changed: dict[bytes, ObjectRecord] = {}

    def revision_of(self, object_id: bytes) -> int:
        """Return the current revision of an object, 0 when there is none."""
        return self._revisions.get(object_id, 0)

    def is_tombstoned(self, object_id: bytes) -> bool:
        """Return whether the object was ended for good."""
        return object_id in self._ended

    def state_hash(self) -> bytes:
        """Return the hash of the state before the link (`docs/spec/chain.md` §6)."""
        objects = _all_objects(self._connection, self._chain_no) | self._changed
        ids = select(TombstoneRow.object_id).where(TombstoneRow.chain_no == self._chain_no)
        ended = self._ended.union(self._connection.execute(ids).scalars())
        standing = {object_id: record for object_id, record in objects.items() if object_id not in ended}
        return labelled_hash(labels.HASH_STATE, state_bytes(self.standing, standing, ended))

    def apply(self, changes: Changes) -> None:
        """Move on to the state after a link that was judged."""
        self.standing = changes.standing
        self._changed |= changes.objects
        for object_id, record in changes.objects.items():
            self._revisions[object_id] = record.revision
        for object_id in changes.tombstones:
            self._revisions.pop(object_id, None)
            self._ended.add(object_id)


def _ids(links: Iterable[Link]) -> list[bytes]:
    every = (operation for link in links for operation in link.operations)
    return list(dict.fromkeys(each.object_id for each in every if isinstance(each, Put | Tombstone)))


def _read(connection: Connection, chain_no: int, ids: Sequence[bytes]) -> tuple[dict[bytes, int], set[bytes]]:
    revisions: dict[bytes, int] = {}
    ended: set[bytes] = set()
    most = _IDS_A_QUERY[-1]
    for start in range(0, len(ids), most):
        some = ids[start : start + most]
        count = next(count for count in _IDS_A_QUERY if count >= len(some))
        asked = {_place(number): some[number if number < len(some) else 0] for number in range(count)}
        for object_id, revision in _known[count].every(connection, asked | {"chain_no": chain_no}):
            if revision:
                revisions[object_id] = revision
            else:
                ended.add(object_id)
    return revisions, ended


def _all_objects(connection: Connection, chain_no: int) -> dict[bytes, ObjectRecord]:
    columns = select(Version.object_id, Version.revision, Version.body_hash, Version.size, Version.end)
    wanted = columns.where(Version.chain_no == chain_no, Version.superseded.is_(False), Version.object_id != INDEX_ID)
    return {
        row.object_id: ObjectRecord(row.revision, row.body_hash, row.size, row.end)
        for row in connection.execute(wanted)
    }
