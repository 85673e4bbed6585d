"""The end of a share, of a group, and of an account that is in groups (`docs/spec/group-http.md` §1)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from sqlalchemy import Connection, delete, func, select, update

from crypto.group_operations import FACILITATOR
from webapp import clock
from webapp.errors import SoleFacilitatorError
from webapp.groups.models import (
    EpochBox,
    Group,
    GroupLink,
    GroupObject,
    GroupTombstone,
    Membership,
    Presentation,
    Seance,
)
from webapp.invitations import endings as invitations
from webapp.invitations.models import Invitation
from webapp.objects.storage import ERASED_AFTER_DAYS

GROUPS_AT_A_TIME: Final = 20
SHARES_AT_A_TIME: Final = 500
BELONGING: Final[tuple[Any, ...]] = (
    GroupLink,
    GroupObject,
    GroupTombstone,
    EpochBox,
    Membership,
    Presentation,
    Seance,
)


def erase_shares(connection: Connection) -> int:
    """Erase the ciphertext of some shares and answers that ended two days ago; returns how many."""
    ended = connection.execute(
        select(GroupObject.group_no, GroupObject.object_id, GroupObject.size)
        .where(
            GroupObject.end.is_not(None),
            GroupObject.end <= clock.today() - ERASED_AFTER_DAYS,
            GroupObject.body.is_not(None),
        )
        .limit(SHARES_AT_A_TIME)
    ).all()
    freed: dict[int, int] = defaultdict(int)
    for group_no, object_id, size in ended:
        freed[group_no] += size
        its_row = (GroupObject.group_no == group_no, GroupObject.object_id == object_id)
        connection.execute(update(GroupObject).where(*its_row).values(boxes=None, body=None))
    for group_no, size in freed.items():
        theirs = update(Group).where(Group.group_no == group_no)
        connection.execute(theirs.values(stored_bytes=Group.stored_bytes - size))
    return len(ended)


def erase_groups(connection: Connection) -> int:
    """Erase some groups that ended two days ago, with every row about them; returns how many."""
    over = select(Group.group_no).where(Group.end <= clock.today() - ERASED_AFTER_DAYS).limit(GROUPS_AT_A_TIME)
    ended = list(connection.execute(over).scalars())
    for group_no in ended:
        erase_group(connection, group_no)
    return len(ended)


def erase_group(connection: Connection, group_no: int) -> None:
    """Erase a group, with every row about it."""
    invitations.erase(connection, Invitation.group_no == group_no)
    for model in BELONGING:
        connection.execute(delete(model).where(model.group_no == group_no))
    connection.execute(delete(Group).where(Group.group_no == group_no))


def leave_all(connection: Connection, account_no: int) -> None:
    """Untie an account from its groups; a group without any other member goes with it.

    In the chain the identity stays what it is: only members change that. Raises `SoleFacilitatorError` for the only
    facilitator of a group that has other members and has not ended.
    """
    mine = (Membership.account_no == account_no, Membership.left_day.is_(None))
    held = select(Group.group_no, Group.end).join(Membership, Membership.group_no == Group.group_no).where(*mine)
    for group_no, end in connection.execute(held.with_for_update(of=Group)).all():
        others = select(func.count(), func.max(Membership.role)).where(
            Membership.group_no == group_no,
            Membership.left_day.is_(None),
            Membership.account_no.is_not(None),
            Membership.account_no != account_no,
        )
        count, highest = connection.execute(others).one()
        if count == 0:
            erase_group(connection, group_no)
        elif highest != FACILITATOR and end >= clock.today():
            raise SoleFacilitatorError
    invitations.erase_account(connection, account_no)
    connection.execute(update(Membership).where(*mine).values(left_day=clock.today()))
    connection.execute(update(Membership).where(Membership.account_no == account_no).values(account_no=None))
