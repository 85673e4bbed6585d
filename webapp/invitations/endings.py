"""When an invitation is over: the letter and the ceremony go at once, the row after its last day."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Connection, delete, or_, select, update

from crypto.group_operations import FACILITATOR
from webapp import clock
from webapp.groups.models import Membership
from webapp.invitations.models import CeremonyMessage, Invitation

OPEN: Final = "open"
TAKEN: Final = "taken"
JOINED: Final = "joined"
REVOKED: Final = "revoked"
KEPT_DAYS: Final = 2
MESSAGE_SECONDS: Final = 86_400


def settle(connection: Connection, group_no: int, added: Collection[int]) -> None:
    """End what a change of members ends: the invitations of those who joined, and of those who no longer lead."""
    theirs = (Invitation.group_no == group_no, Invitation.taker_no.in_(added), Invitation.state == TAKEN)
    _end(connection, JOINED, *theirs)
    leading = select(Membership.account_no).where(
        Membership.group_no == group_no,
        Membership.role == FACILITATOR,
        Membership.left_day.is_(None),
        Membership.account_no.is_not(None),
    )
    stopped = Invitation.account_no.not_in(leading)
    _end(connection, REVOKED, Invitation.group_no == group_no, Invitation.state.in_((OPEN, TAKEN)), stopped)


def revoke(connection: Connection, group_no: int, invitation_id: bytes) -> bool:
    """End one invitation that nobody joined by; returns whether it was there."""
    its_row = (Invitation.group_no == group_no, Invitation.invitation_id == invitation_id)
    return _end(connection, REVOKED, *its_row, Invitation.state != JOINED) > 0


def erase_account(connection: Connection, account_no: int) -> None:
    """Erase the invitations of an account, and end those that it took."""
    erase(connection, Invitation.account_no == account_no)
    _end(connection, REVOKED, Invitation.taker_no == account_no, Invitation.state == TAKEN)
    taken = update(Invitation).where(Invitation.taker_no == account_no)
    connection.execute(taken.values(taker_no=None))


def erase(connection: Connection, *which: Any) -> int:
    """Erase invitations with their ceremonies; returns how many there were."""
    ids = select(Invitation.invitation_id).where(*which)
    connection.execute(delete(CeremonyMessage).where(CeremonyMessage.invitation_id.in_(ids)))
    return connection.execute(delete(Invitation).where(*which)).rowcount


def sweep(connection: Connection) -> int:
    """Erase invitations two days after their last day, and messages after a day; returns how many rows went."""
    gone = erase(connection, Invitation.last_day < clock.today() - KEPT_DAYS)
    over = select(Invitation.invitation_id).where(Invitation.last_day < clock.today())
    old = or_(CeremonyMessage.sent <= clock.now() - MESSAGE_SECONDS, CeremonyMessage.invitation_id.in_(over))
    return gone + connection.execute(delete(CeremonyMessage).where(old)).rowcount


def _end(connection: Connection, state: str, *which: Any) -> int:
    ids = connection.execute(select(Invitation.invitation_id).where(*which)).scalars().all()
    connection.execute(delete(CeremonyMessage).where(CeremonyMessage.invitation_id.in_(ids)))
    ended = update(Invitation).where(Invitation.invitation_id.in_(ids))
    return connection.execute(ended.values(state=state, letter=b"", turn=Invitation.turn + 1)).rowcount
