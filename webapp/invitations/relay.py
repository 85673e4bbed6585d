"""The ceremony between two people (`docs/spec/ceremony.md` §2): messages passed on, each in its turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, or_, select, update

from webapp import clock
from webapp.errors import MalformedError, NotFoundError, SlowDownError
from webapp.invitations.endings import JOINED, TAKEN
from webapp.invitations.models import CeremonyMessage, Invitation
from webapp.invitations.wire import CeremonyIn, CeremonyOut, MessageOut

FAILED: Final = 0
COMMITMENT: Final = 1
NEWCOMERS: Final = frozenset({1, 3, 5})
FOLLOWS: Final = {1: 0, 2: 1, 3: 2, 5: 3}  # a step → the one before it; at 4 people read digits, and nothing is sent
WAIT_SECONDS: Final = 600


@dataclass(frozen=True)
class Side:
    """The invitation of someone who is one of its two people."""

    row: Any
    newcomer: bool


def say(connection: Connection, account_no: int, asked: CeremonyIn) -> None:
    """Store a message, or the failure of an attempt.

    Raises `NotFoundError` for whoever is not one of the two, `MalformedError` out of turn, and `SlowDownError` for a
    new attempt too soon after a failed one.
    """
    side = _side(connection, account_no, asked.invitation_id, (TAKEN,), lock=True)
    if asked.step == FAILED:
        _fail(connection, side, asked)
    elif asked.step not in FOLLOWS or (asked.step in NEWCOMERS) != side.newcomer:
        raise MalformedError
    elif asked.step == COMMITMENT:
        _begin(connection, side, asked)
    else:
        _check_turn(connection, side, asked)
        _write(connection, asked)
        _turn(connection, asked.invitation_id)


def read(connection: Connection, account_no: int, invitation_id: bytes) -> CeremonyOut:
    """Return the messages of the current attempt; raises `NotFoundError` for whoever is not one of the two."""
    row = _side(connection, account_no, invitation_id, (TAKEN, JOINED)).row
    wanted = select(CeremonyMessage.step, CeremonyMessage.message).where(
        CeremonyMessage.invitation_id == invitation_id, CeremonyMessage.sent > clock.now() - clock.DAY_SECONDS
    )
    said = connection.execute(wanted.order_by(CeremonyMessage.step))
    messages = [MessageOut(step=step, message=message) for step, message in said]
    return CeremonyOut(attempt=row.attempt, messages=messages, failed_at=row.failed_at)


def _side(
    connection: Connection, account_no: int, invitation_id: bytes, states: tuple[str, ...], *, lock: bool = False
) -> Side:
    wanted = select(Invitation.__table__).where(
        Invitation.invitation_id == invitation_id,
        Invitation.state.in_(states),
        Invitation.last_day >= clock.today(),
        or_(Invitation.account_no == account_no, Invitation.taker_no == account_no),
    )
    row = connection.execute(wanted.with_for_update() if lock else wanted).one_or_none()
    if row is None:
        raise NotFoundError
    return Side(row, row.taker_no == account_no)


def _fail(connection: Connection, side: Side, asked: CeremonyIn) -> None:
    """End the current attempt; the second word of one failure changes nothing."""
    if asked.attempt != side.row.attempt or asked.message:
        raise MalformedError
    if side.row.failed_at is None:
        _forget(connection, asked.invitation_id)
        _turn(connection, asked.invitation_id, failed_at=clock.now())


def _begin(connection: Connection, side: Side, asked: CeremonyIn) -> None:
    if asked.attempt != side.row.attempt + 1:
        raise MalformedError
    wait = 0 if side.row.failed_at is None else side.row.failed_at + WAIT_SECONDS - clock.now()
    if wait > 0:
        raise SlowDownError(retry_after=wait)
    _forget(connection, asked.invitation_id)
    _write(connection, asked)
    _turn(connection, asked.invitation_id, attempt=asked.attempt, failed_at=None)


def _check_turn(connection: Connection, side: Side, asked: CeremonyIn) -> None:
    steps = select(CeremonyMessage.step).where(CeremonyMessage.invitation_id == asked.invitation_id)
    last = max(connection.execute(steps).scalars(), default=FAILED)
    over = side.row.failed_at is not None
    if over or asked.attempt != side.row.attempt or last != FOLLOWS[asked.step]:
        raise MalformedError


def _write(connection: Connection, asked: CeremonyIn) -> None:
    place = {"invitation_id": asked.invitation_id, "step": asked.step}
    connection.execute(insert(CeremonyMessage), place | {"sent": clock.now(), "message": asked.message})


def _forget(connection: Connection, invitation_id: bytes) -> None:
    connection.execute(delete(CeremonyMessage).where(CeremonyMessage.invitation_id == invitation_id))


def _turn(connection: Connection, invitation_id: bytes, **values: int | None) -> None:
    its_row = update(Invitation).where(Invitation.invitation_id == invitation_id)
    connection.execute(its_row.values(turn=Invitation.turn + 1, **values))
