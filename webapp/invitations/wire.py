"""JSON of the invitation and ceremony routes."""

from __future__ import annotations

from webapp.wire import Bytes16, CeremonyBytes, Count, Day, Letter, Role, Step, Struct


class InvitationIn(Struct):
    """A place offered: the hash of its secret, and the sealed letter that the newcomer reads."""

    invitation_id: Bytes16
    role: Role
    last_day: Day
    letter: Letter


class InvitationsIn(Struct):
    """Places offered together, 1 to 15."""

    invitations: list[InvitationIn]


class InvitationOut(Struct):
    """An invitation as facilitators see it; `mine` is true for the one who made it."""

    invitation_id: Bytes16
    role: int
    last_day: int
    state: str
    mine: bool


class InvitationsOut(Struct):
    """The invitations of a group."""

    invitations: list[InvitationOut]


class InvitationIdIn(Struct):
    """Which invitation."""

    invitation_id: Bytes16


class LetterOut(Struct):
    """The group, the sealed letter and the last day."""

    chain_id: Bytes16
    letter: bytes
    last_day: int


class TakenOut(Struct):
    """An invitation that is mine, and not yet joined."""

    invitation_id: Bytes16
    chain_id: Bytes16
    last_day: int


class TakenListOut(Struct):
    """Those that are mine."""

    invitations: list[TakenOut]


class CeremonyIn(Struct):
    """A step of an attempt; step 0 says that the attempt failed."""

    invitation_id: Bytes16
    attempt: Count
    step: Step
    message: CeremonyBytes


class MessageOut(Struct):
    """A message of the attempt."""

    step: int
    message: bytes


class CeremonyOut(Struct):
    """Where the ceremony is; `attempt` is 0 before the first, `failed_at` the time of the last failure."""

    attempt: int
    messages: list[MessageOut]
    failed_at: int | None
