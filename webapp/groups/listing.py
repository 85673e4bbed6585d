"""The groups that an account is a member of."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from webapp.groups.models import Group, Membership
from webapp.groups.wire import GroupOut


def groups_of(connection: Connection, account_no: int) -> list[GroupOut]:
    """Return each group once, in the order joined, with the higher role of someone who is there twice."""
    mine = (
        select(Membership.group_no, func.max(Membership.role).label("role"))
        .where(Membership.account_no == account_no, Membership.left_day.is_(None))
        .group_by(Membership.group_no)
        .subquery()
    )
    columns = (Group.chain_id, mine.c.role, Group.epoch, Group.seq, Group.head, Group.end)
    rows = connection.execute(select(*columns).join(mine, mine.c.group_no == Group.group_no).order_by(Group.group_no))
    return [
        GroupOut(chain_id=row.chain_id, role=row.role, epoch=row.epoch, seq=row.seq, head=row.head, end=row.end)
        for row in rows
    ]
