"""A group's beginning and the append: links verified, judged and stored in one transaction, with compare-and-swap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final, cast

from sqlalchemy import Connection, Table, func, insert, select

from crypto import chain, encoding, group_operations, group_policy, group_view
from crypto.chain import Mark, head_of
from crypto.errors import ReculError
from crypto.group_operations import Checkpoint
from crypto.group_view import GroupLink
from crypto.shapes import array_of, bytes_of
from webapp import clock
from webapp.chains.models import Chain
from webapp.chains.verbs import Stale
from webapp.db import Database
from webapp.errors import RefusedLinkError, TooLargeError
from webapp.groups import memberships, state, storage
from webapp.groups.incoming import Delivery
from webapp.groups.memberships import Seat
from webapp.groups.models import Group, Membership
from webapp.groups.models import GroupLink as LinkRow
from webapp.groups.state import GroupPlace
from webapp.groups.storage import Weight
from webapp.groups.view import TableView
from webapp.invitations import endings
from webapp.objects.storage import ERASED_AFTER_DAYS

MAX_LINKS: Final = 100_000
MAX_BYTES: Final = 1024**3
MAX_GROUPS: Final = 50
_links = cast(Table, LinkRow.__table__)
_CHAIN_ID: Final = 1


def create(database: Database, account_no: int, delivery: Delivery) -> Mark:
    """Begin a group with link 0, by the identity of the account's vault as it stands; returns its place.

    Raises `RefusedLinkError` for a link that breaks a rule, another author, or an id that is taken; `TooLargeError`
    for more groups than one person may be in.
    """
    if len(delivery.links) != 1:
        raise RefusedLinkError
    signed = delivery.links[0]
    with database.writing() as connection:
        chain_id = _claimed_id(signed)
        _check_new(connection, chain_id, account_no)
        keys = memberships.keys_of(connection, account_no)
        before = state.begin(connection, chain_id, group_view.before_create())
        memberships.found(connection, before.group_no, account_no, keys.identity)
        seat = Seat(before.group_no, chain_id, frozenset([keys.identity]), leads=True)
        after = _extend(connection, before, seat, delivery, [signed])
        if after.roster.members[keys.identity].box_key != keys.box_key:
            raise RefusedLinkError
        state.move(connection, before, after)
    return Mark(after.seq, after.head)


def append(database: Database, account_no: int, chain_id: bytes, base: Mark, delivery: Delivery) -> Mark | Stale:
    """Append links after `base`, which must be the head of the group.

    A link that is already stored at its place counts as appended. Raises `NotFoundError` for someone who is no member
    (any more), `RefusedLinkError` and `TooLargeError`; nothing is then stored.
    """
    signed = delivery.links
    with database.writing() as connection:
        place = state.find(connection, memberships.seat_of(connection, account_no, chain_id).group_no, lock=True)
        seat = memberships.seat_of(connection, account_no, chain_id)  # as it is now that nobody else can change it
        known = _already_stored(connection, place, base, signed)
        if known == len(signed):
            return Mark(base.seq + known, head_of(signed[-1]))
        if (base.seq + known, head_of(signed[known - 1]) if known else base.head) != (place.seq, place.head):
            return Stale(links_after(connection, place.group_no, base.seq))
        after = _extend(connection, place, seat, delivery, signed[known:])
        state.move(connection, place, after)
    return Mark(after.seq, after.head)


def links_after(connection: Connection, group_no: int, seq: int) -> list[bytes]:
    """Return the signed links whose place is after `seq`."""
    wanted = select(LinkRow.signed).where(LinkRow.group_no == group_no, LinkRow.seq > seq).order_by(LinkRow.seq)
    return list(connection.execute(wanted).scalars())


def _extend(
    connection: Connection, place: GroupPlace, seat: Seat, delivery: Delivery, signed: Iterable[bytes]
) -> GroupPlace:
    """Store links that follow a place with all that they name; returns the place after them, not yet written."""
    before, weight = place, Weight()
    try:
        for each in signed:
            place = _link(connection, place, seat, delivery, each, weight)
    except ReculError as error:
        raise RefusedLinkError from error
    today = clock.today()
    if any(end is None or end + ERASED_AFTER_DAYS > today for end in weight.waiting.values()):
        raise RefusedLinkError
    stored = before.stored_bytes + weight.stored_bytes
    if place.seq >= MAX_LINKS or stored > MAX_BYTES:
        raise TooLargeError
    return replace(place, objects=before.objects + weight.objects, stored_bytes=stored)


def _link(
    connection: Connection, place: GroupPlace, seat: Seat, delivery: Delivery, signed: bytes, weight: Weight
) -> GroupPlace:
    author = chain.author_of(signed)
    if author not in seat.identities:
        raise RefusedLinkError
    its_place = (place.chain_id, place.seq + 1, place.head, author)
    link: GroupLink = chain.open_verified(signed, *its_place, group_operations.from_value)
    changes = group_policy.judge(TableView(connection, place.group_no, place.roster), link)
    connection.execute(insert(_links), {"group_no": place.group_no, "seq": link.seq, "signed": signed})
    storage.store(connection, place.group_no, link.seq, changes, delivery, weight)
    if changes.roster.members != place.roster.members:
        added = memberships.follow(connection, place.group_no, link, place.roster, changes.roster)
        endings.settle(connection, place.group_no, added)
    checkpoint = any(isinstance(operation, Checkpoint) for operation in link.operations)
    return replace(
        place,
        seq=link.seq,
        head=link.head,
        roster=changes.roster,
        checkpoint_seq=link.seq if checkpoint else place.checkpoint_seq,
    )


def _already_stored(connection: Connection, place: GroupPlace, base: Mark, signed: list[bytes]) -> int:
    """Count the links of a request that stand at their place already, from its beginning."""
    if base.seq >= place.seq:
        return 0
    window = (LinkRow.seq > base.seq, LinkRow.seq <= base.seq + len(signed))
    wanted = select(LinkRow.signed).where(LinkRow.group_no == place.group_no, *window).order_by(LinkRow.seq)
    known = 0
    for theirs, ours in zip(signed, connection.execute(wanted).scalars(), strict=False):
        if theirs != ours:
            break
        known += 1
    return known


def _claimed_id(signed: bytes) -> bytes:
    try:
        chain.author_of(signed)
        return bytes_of(array_of(encoding.decode(signed[chain.MIN_SIZE - 1 :]), 5)[_CHAIN_ID], 16)
    except ReculError as error:
        raise RefusedLinkError from error


def _check_new(connection: Connection, chain_id: bytes, account_no: int) -> None:
    vault: Any = select(Chain.chain_no).where(Chain.chain_id == chain_id)
    group: Any = select(Group.group_no).where(Group.chain_id == chain_id)
    if any(connection.execute(each).first() for each in (vault, group)):
        raise RefusedLinkError
    mine = (Membership.account_no == account_no, Membership.left_day.is_(None))
    if connection.execute(select(func.count()).select_from(Membership).where(*mine)).scalar_one() >= MAX_GROUPS:
        raise TooLargeError
