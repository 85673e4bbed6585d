"""What may wake a person: where each chain they read stands, and each ceremony they are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any, TypeAlias

from sqlalchemy import Connection, or_, select, text

from webapp.accounts.models import SessionRow
from webapp.chains.models import Chain
from webapp.groups.models import Group, Membership
from webapp.invitations.models import Invitation

Subject: TypeAlias = tuple[str, bytes]
"""`chain_id` or `invitation_id`, and the id."""
Standing: TypeAlias = dict[Subject, int]
"""What someone may hear of → a number that rises with each change."""

CHAIN = "chain_id"
INVITATION = "invitation_id"


def standings(connection: Connection, accounts: Collection[int]) -> dict[int, Standing]:
    """Return the standing of each account, by three statements whatever their number."""
    found: dict[int, Standing] = defaultdict(dict)
    vaults = select(Chain.account_no, Chain.chain_id, Chain.seq).where(Chain.account_no.in_(accounts))
    for account_no, chain_id, seq in connection.execute(vaults):
        found[account_no][CHAIN, chain_id] = seq
    groups: Any = select(Membership.account_no, Group.chain_id, Group.seq)
    groups = groups.join(Group, Group.group_no == Membership.group_no)
    for account_no, chain_id, seq in connection.execute(
        groups.where(Membership.account_no.in_(accounts), Membership.left_day.is_(None))
    ):
        found[account_no][CHAIN, chain_id] = seq
    sides = (Invitation.account_no, Invitation.taker_no)
    theirs = or_(*(side.in_(accounts) for side in sides))
    for row in connection.execute(select(*sides, Invitation.invitation_id, Invitation.turn).where(theirs)):
        for each in {row.account_no, row.taker_no} - {None}:
            found[each][INVITATION, row.invitation_id] = row.turn
    return found


def still_open(connection: Connection, sessions: Collection[bytes]) -> set[bytes]:
    """Return those of the sessions that were not cut."""
    wanted = select(SessionRow.session_id).where(SessionRow.session_id.in_(sessions))
    return set(connection.execute(wanted).scalars())


def differences(before: Standing, after: Standing) -> Standing:
    """Return what changed, came or went; what went has the number that it had."""
    changed = {subject: number for subject, number in after.items() if before.get(subject) != number}
    return changed | {subject: number for subject, number in before.items() if subject not in after}


def stamp(connection: Connection) -> object:
    """Return a value that is another one once anybody has committed; on SQLite, for one same connection only."""
    if connection.dialect.name == "sqlite":
        return connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    return connection.execute(text("SELECT pg_current_snapshot()::text")).scalar_one()
