"""Whether the rows of groups agree with each other, and whether anything outlived its end: what `recul doctor` asks."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Exists, exists, func, or_, select

from webapp import clock
from webapp.groups import state
from webapp.groups.models import Group, GroupLink, GroupObject, Membership
from webapp.invitations import endings as invitations
from webapp.invitations.models import Invitation
from webapp.objects.models import Version
from webapp.objects.storage import ERASED_AFTER_DAYS

LATE_DAYS: Final = 1


def groups_are_whole(connection: Connection) -> bool:
    """Return whether each group has all of its links, weighs what its objects weigh, and has a row for each member."""
    kept = GroupObject.body.is_not(None)
    links = select(func.count()).where(GroupLink.group_no == Group.group_no).scalar_subquery()
    objects = select(func.count()).where(GroupObject.group_no == Group.group_no).scalar_subquery()
    weight = select(func.coalesce(func.sum(GroupObject.size), 0)).where(GroupObject.group_no == Group.group_no, kept)
    wrong = or_(links != Group.seq + 1, objects != Group.objects, weight.scalar_subquery() != Group.stored_bytes)
    if connection.execute(select(Group.group_no).where(wrong).limit(1)).first() is not None:
        return False
    numbers = connection.execute(select(Group.group_no)).scalars().all()
    return all(_has_its_members(connection, each) for each in numbers)


def nothing_is_overdue(connection: Connection) -> bool:
    """Return whether texts, shares, groups and invitations were erased by a day after the day on which they should."""
    day = clock.today() - ERASED_AFTER_DAYS - LATE_DAYS
    late: tuple[Exists, ...] = (
        exists().where(Version.end <= day, Version.superseded.is_(False), Version.body.is_not(None)),
        exists().where(GroupObject.end <= day, GroupObject.body.is_not(None)),
        exists().where(Group.end <= day),
        exists().where(Invitation.last_day < clock.today() - invitations.KEPT_DAYS - LATE_DAYS),
    )
    return not any(connection.execute(select(each)).scalar_one() for each in late)


def _has_its_members(connection: Connection, group_no: int) -> bool:
    listed = select(Membership.identity, Membership.role)
    rows = connection.execute(listed.where(Membership.group_no == group_no, Membership.left_day.is_(None))).all()
    members = state.find(connection, group_no).roster.members
    return {(row.identity, row.role) for row in rows} == {(each, member.role) for each, member in members.items()}
