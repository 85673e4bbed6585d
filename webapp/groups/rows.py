"""The rows of groups that are about one account: « Ce que le serveur voit de moi »."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, or_, select

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
from webapp.invitations.models import CeremonyMessage, Invitation

AUTHOR_BYTES = 32  # a signed link begins with its author


def about(account_no: int) -> list[tuple[Any, Any]]:
    """Return each model with the condition that its row is about the account.

    Of a group where the account is a member, its page, its days and the ids of what ended are shown; what other members
    wrote is not.
    """
    mine = Membership.account_no == account_no
    identities = select(Membership.identity).where(mine)
    groups = select(Membership.group_no).where(mine)
    current = select(Membership.group_no).where(mine, Membership.left_day.is_(None))
    author = func.substr(GroupLink.signed, 1, AUTHOR_BYTES, type_=GroupLink.signed.type)
    its_invitations = or_(Invitation.account_no == account_no, Invitation.taker_no == account_no)
    ceremonies = select(Invitation.invitation_id).where(its_invitations)
    written = or_(GroupObject.owner.in_(identities), GroupObject.author.in_(identities))
    return [
        (Membership, mine),
        (Group, Group.group_no.in_(current)),
        (GroupLink, GroupLink.group_no.in_(groups) & author.in_(identities)),
        (GroupObject, GroupObject.group_no.in_(groups) & written),
        (GroupTombstone, GroupTombstone.group_no.in_(current)),
        (EpochBox, EpochBox.group_no.in_(groups) & EpochBox.identity.in_(identities)),
        (Presentation, Presentation.group_no.in_(current)),
        (Seance, Seance.group_no.in_(current)),
        (Invitation, its_invitations),
        (CeremonyMessage, CeremonyMessage.invitation_id.in_(ceremonies)),
    ]
