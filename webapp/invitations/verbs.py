"""What people do with invitations: make, list, revoke, read the letter, take."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from webapp import clock
from webapp.errors import MalformedError, NotFoundError, TooLargeError
from webapp.groups.memberships import Seat
from webapp.groups.models import Group, Membership
from webapp.invitations import endings
from webapp.invitations.endings import OPEN, TAKEN
from webapp.invitations.models import Invitation
from webapp.invitations.wire import InvitationIn, InvitationOut, LetterOut, TakenOut

AT_ONCE: Final = 15
STANDING: Final = 60
LONGEST_DAYS: Final = 60
EXPIRED: Final = "expired"


def invite(connection: Connection, seat: Seat, account_no: int, offered: list[InvitationIn]) -> None:
    """Store invitations; raises `MalformedError` for a number, a last day or an id that cannot be, `TooLargeError`."""
    today = clock.today()
    ids = {each.invitation_id for each in offered}
    if not 1 <= len(offered) <= AT_ONCE or len(ids) != len(offered):
        raise MalformedError
    if any(not today <= each.last_day <= today + LONGEST_DAYS for each in offered):
        raise MalformedError
    standing = (Invitation.group_no == seat.group_no, Invitation.state.in_((OPEN, TAKEN)))
    count = connection.execute(select(func.count()).select_from(Invitation).where(*standing)).scalar_one()
    if count + len(offered) > STANDING:
        raise TooLargeError
    common = {"group_no": seat.group_no, "account_no": account_no, "taker_no": None, "state": OPEN}
    rows = [{name: getattr(each, name) for name in each.__struct_fields__} | common for each in offered]
    try:
        connection.execute(insert(Invitation), [row | {"attempt": 0, "turn": 0, "failed_at": None} for row in rows])
    except IntegrityError as error:
        raise MalformedError from error


def listed(connection: Connection, seat: Seat, account_no: int) -> list[InvitationOut]:
    """Return the invitations of a group, with what became of each."""
    wanted = select(Invitation.__table__).where(Invitation.group_no == seat.group_no)
    rows = connection.execute(wanted.order_by(Invitation.last_day, Invitation.invitation_id))
    return [
        InvitationOut(
            invitation_id=row.invitation_id,
            role=row.role,
            last_day=row.last_day,
            state=EXPIRED if row.state in (OPEN, TAKEN) and row.last_day < clock.today() else row.state,
            mine=row.account_no == account_no,
        )
        for row in rows
    ]


def revoke(connection: Connection, seat: Seat, invitation_id: bytes) -> None:
    """End an invitation of the group; raises `NotFoundError`."""
    if not endings.revoke(connection, seat.group_no, invitation_id):
        raise NotFoundError


def letter(connection: Connection, invitation_id: bytes, account_no: int | None) -> LetterOut:
    """Return the letter of an invitation that is open, or mine; raises `NotFoundError`, one answer for all others."""
    wanted = select(Group.chain_id, Invitation.letter, Invitation.last_day, Invitation.state, Invitation.taker_no)
    row = connection.execute(
        wanted.join(Group, Group.group_no == Invitation.group_no).where(*_valid(invitation_id))
    ).one_or_none()
    if row is None or (row.state == TAKEN and row.taker_no != account_no):
        raise NotFoundError
    return LetterOut(chain_id=row.chain_id, letter=row.letter, last_day=row.last_day)


def take(connection: Connection, invitation_id: bytes, account_no: int) -> None:
    """Make an invitation mine, once and for all; raises `NotFoundError` for any that cannot be.

    Whoever is in the group already takes nothing, so that a link tried by a facilitator stays open.
    """
    members = select(Membership.group_no).where(Membership.account_no == account_no, Membership.left_day.is_(None))
    free = update(Invitation).where(
        *_valid(invitation_id), Invitation.state == OPEN, Invitation.group_no.not_in(members)
    )
    taken = free.values(state=TAKEN, taker_no=account_no, turn=Invitation.turn + 1)
    if connection.execute(taken).rowcount == 1:
        return
    mine = (*_valid(invitation_id), Invitation.taker_no == account_no)
    if connection.execute(select(Invitation.invitation_id).where(*mine)).first() is None:
        raise NotFoundError


def mine(connection: Connection, account_no: int) -> list[TakenOut]:
    """Return the invitations that an account took and did not join by yet."""
    wanted = select(Invitation.invitation_id, Group.chain_id, Invitation.last_day)
    current = (Invitation.taker_no == account_no, Invitation.state == TAKEN, Invitation.last_day >= clock.today())
    rows = connection.execute(wanted.join(Group, Group.group_no == Invitation.group_no).where(*current))
    return [TakenOut(invitation_id=row[0], chain_id=row[1], last_day=row[2]) for row in rows]


def _valid(invitation_id: bytes) -> tuple[Any, ...]:
    still = (Invitation.state.in_((OPEN, TAKEN)), Invitation.last_day >= clock.today())
    return (Invitation.invitation_id == invitation_id, *still)
