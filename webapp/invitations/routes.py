"""The invitation and ceremony routes: HTTP in, HTTP out (`docs/spec/group-http.md` §2)."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp import sessions
from webapp.access import access, seat
from webapp.context import server
from webapp.errors import ForbiddenError, MalformedError, NotFoundError, SlowDownError, TooLargeError
from webapp.invitations import relay, verbs
from webapp.invitations.wire import (
    CeremonyIn,
    CeremonyOut,
    InvitationIdIn,
    InvitationsIn,
    InvitationsOut,
    LetterOut,
    TakenListOut,
)

invitations = Blueprint("invitations", __name__, url_prefix="/api/v1")


@invitations.post("/groups/<hexid:chain_id>/invitations")
@access(
    "full",
    takes=InvitationsIn,
    status=201,
    chain="facilitator",
    refuses=(MalformedError, NotFoundError, TooLargeError),
)
def invite(asked: InvitationsIn, chain_id: bytes) -> None:
    """Offer places."""
    with server().database.writing() as connection:
        verbs.invite(connection, seat(), sessions.caller().account_no, asked.invitations)


@invitations.get("/groups/<hexid:chain_id>/invitations")
@access("full", gives=InvitationsOut, chain="facilitator", refuses=(NotFoundError,))
def listed(chain_id: bytes) -> InvitationsOut:
    """List the places offered, and what became of each."""
    with server().database.reading() as connection:
        return InvitationsOut(invitations=verbs.listed(connection, seat(), sessions.caller().account_no))


@invitations.delete("/groups/<hexid:chain_id>/invitations/<hexid:invitation_id>")
@access("full", status=204, chain="facilitator", refuses=(NotFoundError,))
def revoke(chain_id: bytes, invitation_id: bytes) -> Response:
    """Take an offer back."""
    with server().database.writing() as connection:
        verbs.revoke(connection, seat(), invitation_id)
    return Response(status=204)


@invitations.post("/invitations/letter")
@access("public", takes=InvitationIdIn, gives=LetterOut, refuses=(NotFoundError, SlowDownError))
def letter(asked: InvitationIdIn) -> LetterOut:
    """Send what the newcomer reads before accepting."""
    server().limiter.slow_address("invitation")
    visitor = sessions.visitor()
    with server().database.reading() as connection:
        return verbs.letter(connection, asked.invitation_id, visitor.account_no if visitor else None)


@invitations.post("/invitations/take")
@access("full", takes=InvitationIdIn, status=204, refuses=(NotFoundError, SlowDownError))
def take(asked: InvitationIdIn) -> Response:
    """Make an invitation mine."""
    server().limiter.slow_address("invitation")
    server().limiter.slow_login("invitation", sessions.caller().login)
    with server().database.writing() as connection:
        verbs.take(connection, asked.invitation_id, sessions.caller().account_no)
    return Response(status=204)


@invitations.get("/invitations/mine")
@access("full", gives=TakenListOut)
def mine() -> TakenListOut:
    """List what I took and did not join by yet."""
    with server().database.reading() as connection:
        return TakenListOut(invitations=verbs.mine(connection, sessions.caller().account_no))


@invitations.post("/invitations/ceremony")
@access("full", takes=CeremonyIn, status=204, refuses=(ForbiddenError, NotFoundError, SlowDownError))
def say(asked: CeremonyIn) -> Response:
    """Pass a message of the ceremony on."""
    server().limiter.slow_login("ceremony", sessions.caller().login)
    with server().database.writing() as connection:
        relay.say(connection, sessions.caller().account_no, asked)
    return Response(status=204)


@invitations.post("/invitations/ceremony/read")
@access("full", takes=InvitationIdIn, gives=CeremonyOut, refuses=(NotFoundError,))
def read(asked: InvitationIdIn) -> CeremonyOut:
    """Send the messages of the attempt."""
    with server().database.reading() as connection:
        return relay.read(connection, sessions.caller().account_no, asked.invitation_id)
