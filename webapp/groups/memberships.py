"""Who is in a group: rows that follow from its chain, written with the link that changes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, Table, bindparam, delete, insert, select, update

from crypto.group_operations import FACILITATOR, Add
from crypto.group_view import GroupLink, Roster
from webapp import clock
from webapp.chains.models import Chain
from webapp.errors import NotFoundError, RefusedLinkError
from webapp.groups.models import EpochBox, Group, Membership

_memberships = cast(Table, Membership.__table__)
_current = (
    select(Membership.group_no, Membership.identity, Membership.role)
    .join(Group, Group.group_no == Membership.group_no)
    .where(
        Group.chain_id == bindparam("chain_id"),
        Membership.account_no == bindparam("account_no"),
        Membership.left_day.is_(None),
    )
)


@dataclass(frozen=True)
class Seat:
    """What an account is in a group: the identities by which it is a member, nearly always one."""

    group_no: int
    chain_id: bytes
    identities: frozenset[bytes]
    leads: bool


def seat_of(connection: Connection, account_no: int, chain_id: bytes) -> Seat:
    """Return the seat of an account in a group; raises `NotFoundError` for whoever has none (any more)."""
    rows = connection.execute(_current, {"chain_id": chain_id, "account_no": account_no}).all()
    if not rows:
        raise NotFoundError
    identities = frozenset(row.identity for row in rows)
    return Seat(rows[0].group_no, chain_id, identities, any(row.role == FACILITATOR for row in rows))


def account_of(connection: Connection, identity: bytes, box_key: bytes) -> int:
    """Return the account whose vault has these keys as it stands; raises `RefusedLinkError`."""
    wanted = select(Chain.account_no).where(Chain.identity == identity, Chain.box_key == box_key)
    found = connection.execute(wanted.order_by(Chain.chain_no).limit(1)).scalar_one_or_none()
    if found is None:
        raise RefusedLinkError
    return found


def keys_of(connection: Connection, account_no: int) -> Row[*tuple[Any, ...]]:
    """Return the `identity` and the `box_key` of an account's vault as it stands."""
    wanted: Select[*tuple[Any, ...]] = select(Chain.identity, Chain.box_key)
    return connection.execute(wanted.where(Chain.account_no == account_no)).one()


def found(connection: Connection, group_no: int, account_no: int, identity: bytes) -> None:
    """Write the row of whoever made the group."""
    row = {"group_no": group_no, "identity": identity, "account_no": account_no, "role": FACILITATOR}
    connection.execute(insert(_memberships), row | {"left_day": None})


def follow(connection: Connection, group_no: int, link: GroupLink, before: Roster, after: Roster) -> list[int]:
    """Write what a judged link changes of the members; returns the accounts that were added."""
    adds = {each.identity: each for each in link.operations if isinstance(each, Add)}
    accounts = [_seat(connection, group_no, each) for each in adds.values()]
    roles = {identity: member.role for identity, member in after.members.items()}
    for identity, role in roles.items():
        if identity in before.members and before.members[identity].role != role:
            _write(connection, group_no, identity, {"role": role})
    for identity in {*before.members, *adds} - set(roles):
        _write(connection, group_no, identity, {"left_day": clock.today()})
        connection.execute(delete(EpochBox).where(EpochBox.group_no == group_no, EpochBox.identity == identity))
    return accounts


def _seat(connection: Connection, group_no: int, add: Add) -> int:
    account_no = account_of(connection, add.identity, add.box_key)
    place = (Membership.group_no == group_no, Membership.identity == add.identity)
    connection.execute(delete(Membership).where(*place))
    row = {"group_no": group_no, "identity": add.identity, "account_no": account_no, "role": add.role}
    connection.execute(insert(_memberships), row | {"left_day": None})
    return account_no


def _write(connection: Connection, group_no: int, identity: bytes, values: Mapping[str, int]) -> None:
    place = (Membership.group_no == group_no, Membership.identity == identity)
    connection.execute(update(Membership).where(*place).values(**values))
