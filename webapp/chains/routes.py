"""The chain routes: HTTP in, HTTP out (`docs/spec/http-api.md` §3)."""

from __future__ import annotations

from flask import Blueprint, Response, request

from crypto.frames import encode
from webapp.access import BYTES, FRAMES, access
from webapp.chains import asked, incoming, place, streams, verbs
from webapp.chains.wire import AppendedOut, HeadOut
from webapp.context import server
from webapp.errors import (
    ForbiddenError,
    MalformedError,
    NotFoundError,
    RefusedLinkError,
    StaleHeadError,
    StorageFullError,
    TooLargeError,
)
from webapp.groups import answers

chains = Blueprint("chains", __name__, url_prefix="/api/v1/chains/<hexid:chain_id>")


@chains.get("/head")
@access("recovery", gives=HeadOut, refuses=(ForbiddenError, NotFoundError), of_group=answers.head)
def head(chain_id: bytes) -> Response:
    """Say where the chain stands; answers 304 when the client knows."""
    return asked.head_answer(place.glance(server().database, chain_id))


@chains.get("/links")
@access("recovery", gives=FRAMES, refuses=(ForbiddenError, NotFoundError, MalformedError), of_group=answers.links)
def links(chain_id: bytes) -> Response:
    """Send the links after a place."""
    return asked.in_frames(streams.links(server().database, chain_id, asked.whole("after", -1)))


@chains.get("/start")
@access("recovery", gives=FRAMES, refuses=(ForbiddenError, NotFoundError))
def start(chain_id: bytes) -> Response:
    """Send what a device without memory needs."""
    return asked.in_frames(streams.start(server().database, chain_id))


@chains.post("/links")
@access(
    "full",
    takes=FRAMES,
    gives=AppendedOut,
    status=201,
    refuses=(
        ForbiddenError,
        NotFoundError,
        MalformedError,
        RefusedLinkError,
        StaleHeadError,
        TooLargeError,
        StorageFullError,
    ),
    of_group=answers.append,
)
def append(chain_id: bytes) -> AppendedOut | Response:
    """Append links with the objects they name; on a lost race, send the links that came before."""
    base = asked.mark()
    batch = incoming.read_batch(request.stream)
    if not batch.links or batch.wraps:
        raise MalformedError
    outcome = verbs.append(server().database, chain_id, base, batch.links, batch.bodies())
    if isinstance(outcome, verbs.Stale):
        return Response(encode(incoming.as_frames(outcome.links)), StaleHeadError.status, mimetype=FRAMES)
    return AppendedOut(seq=outcome.seq, head=outcome.head)


@chains.get("/objects")
@access("recovery", gives=FRAMES, refuses=(ForbiddenError, NotFoundError, MalformedError), of_group=answers.objects)
def objects(chain_id: bytes) -> Response:
    """Send the current objects put after a place."""
    after, until = asked.whole("after", -1), asked.until()
    return asked.in_frames(streams.objects(server().database, chain_id, after, until))


@chains.post("/objects/fetch")
@access(
    "recovery",
    takes=BYTES,
    gives=FRAMES,
    refuses=(ForbiddenError, NotFoundError, MalformedError),
    of_group=answers.fetch,
)
def fetch(chain_id: bytes) -> Response:
    """Send the objects whose bodies have the hashes asked for."""
    return asked.in_frames(streams.fetched(server().database, chain_id, asked.hashes()))


@chains.get("/wraps")
@access("recovery", gives=FRAMES, refuses=(ForbiddenError, NotFoundError))
def wraps(chain_id: bytes) -> Response:
    """Send every wrap."""
    return asked.in_frames(streams.wraps(server().database, chain_id))
