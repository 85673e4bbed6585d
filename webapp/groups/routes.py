"""The group routes: HTTP in, HTTP out (`docs/spec/group-http.md`)."""

from __future__ import annotations

from flask import Blueprint, Response, request

from webapp import sessions
from webapp.access import FRAMES, access, seat
from webapp.chains import asked as asked_of_chains
from webapp.chains.wire import AppendedOut
from webapp.context import server
from webapp.errors import (
    ForbiddenError,
    MalformedError,
    NotFoundError,
    RefusedLinkError,
    SlowDownError,
    StorageFullError,
    TooLargeError,
)
from webapp.groups import about, listing, streams, verbs
from webapp.groups.incoming import read_delivery
from webapp.groups.wire import GroupsOut, PresentationIn, PresentationOut, SeancesIn, SeancesOut
from webapp.security import GROUP_PAGE_CSP

groups = Blueprint("groups", __name__)
_API = "/api/v1/groups"


@groups.post(_API)
@access(
    "full",
    takes=FRAMES,
    gives=AppendedOut,
    status=201,
    refuses=(MalformedError, RefusedLinkError, TooLargeError, StorageFullError),
)
def create() -> AppendedOut:
    """Begin a group."""
    delivery = read_delivery(request.stream)
    place = verbs.create(server().database, sessions.caller().account_no, delivery)
    return AppendedOut(seq=place.seq, head=place.head)


@groups.get(_API)
@access("full", gives=GroupsOut)
def listed() -> GroupsOut:
    """List the groups I am a member of."""
    with server().database.reading() as connection:
        return GroupsOut(groups=listing.groups_of(connection, sessions.caller().account_no))


@groups.get("/api/v1/chains/<hexid:chain_id>/epochs")
@access("full", gives=FRAMES, chain="member", refuses=(MalformedError, NotFoundError))
def epochs(chain_id: bytes) -> Response:
    """Send my epoch boxes after a place, and the standing wraps."""
    after = asked_of_chains.whole("after", -1)
    return asked_of_chains.in_frames(streams.epochs(server().database, seat(), after))


@groups.get(f"{_API}/<hexid:chain_id>/presentation")
@access("full", gives=PresentationOut, chain="member", refuses=(NotFoundError,))
def presentation(chain_id: bytes) -> PresentationOut:
    """Send the public page, and its address."""
    with server().database.reading() as connection:
        return about.presentation(connection, seat().group_no)


@groups.put(f"{_API}/<hexid:chain_id>/presentation")
@access(
    "full",
    takes=PresentationIn,
    gives=PresentationOut,
    chain="facilitator",
    refuses=(ForbiddenError, NotFoundError, SlowDownError),
)
def present(asked: PresentationIn, chain_id: bytes) -> PresentationOut:
    """Write the public page, open it or close it."""
    server().limiter.slow_login("presentation", sessions.caller().login)
    html = about.cleaned(asked)
    with server().database.writing() as connection:
        return about.present(connection, seat().group_no, asked, html)


@groups.get(f"{_API}/<hexid:chain_id>/seances")
@access("full", gives=SeancesOut, chain="member", refuses=(NotFoundError,))
def seances(chain_id: bytes) -> SeancesOut:
    """List the days of the séances."""
    with server().database.reading() as connection:
        return SeancesOut(seances=about.seances(connection, seat().group_no))


@groups.put(f"{_API}/<hexid:chain_id>/seances")
@access(
    "full",
    takes=SeancesIn,
    gives=SeancesOut,
    chain="facilitator",
    refuses=(ForbiddenError, MalformedError, NotFoundError),
)
def plan(asked: SeancesIn, chain_id: bytes) -> SeancesOut:
    """Write the days of the séances."""
    with server().database.writing() as connection:
        return SeancesOut(seances=about.plan(connection, seat().group_no, asked.seances))


@groups.get("/g/<hexid:address>")
@access("public", gives="text/html", refuses=(NotFoundError,))
def public_page(address: bytes) -> Response:
    """Send the public page of a group to those who have its address."""
    with server().database.reading() as connection:
        html = about.public_page(connection, address)
    response = Response(server().shells.group_page(html), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = GROUP_PAGE_CSP
    return response
