"""The chain routes: HTTP in, HTTP out (`docs/spec/http-api.md` §3)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask import Blueprint, Response, request

from crypto.chain import Mark
from crypto.frames import Frame, encode
from webapp.access import BYTES, FRAMES, access
from webapp.chains import incoming, place, streams, verbs
from webapp.chains.wire import AppendedOut, HeadOut
from webapp.context import server
from webapp.errors import (
    ForbiddenError,
    MalformedError,
    RefusedLinkError,
    StaleHeadError,
    StorageFullError,
    TooLargeError,
)
from webapp.wire import encode as encode_json

chains = Blueprint("chains", __name__, url_prefix="/api/v1/chains/<hexid:chain_id>")

HASH_SIZE = 32
MAX_HASHES = 1_000
_WHOLE = re.compile(r"-1|0|[1-9][0-9]{0,15}")
_MARK = re.compile(r"(0|[1-9][0-9]{0,15}):([0-9a-f]{64})")


@chains.get("/head")
@access("recovery", gives=HeadOut, refuses=(ForbiddenError,))
def head(chain_id: bytes) -> Response:
    """Say where the chain stands; answers 304 when the client knows."""
    with server().database.reading() as connection:
        now = place.glance(connection, chain_id)
    response = Response(mimetype="application/json")
    response.set_etag(now.head.hex())
    if request.if_none_match.contains(now.head.hex()):
        response.status_code = 304
        return response
    response.data = encode_json(
        HeadOut(
            seq=now.seq, head=now.head, checkpoint_seq=now.checkpoint_seq, objects=now.objects, bytes=now.stored_bytes
        )
    )
    return response


@chains.get("/links")
@access("recovery", gives=FRAMES, refuses=(ForbiddenError, MalformedError))
def links(chain_id: bytes) -> Response:
    """Send the links after a place."""
    return _frames(streams.links(server().database, chain_id, _whole("after", -1)))


@chains.get("/start")
@access("recovery", gives=FRAMES, refuses=(ForbiddenError,))
def start(chain_id: bytes) -> Response:
    """Send what a device without memory needs."""
    return _frames(streams.start(server().database, chain_id))


@chains.post("/links")
@access(
    "full",
    takes=FRAMES,
    gives=AppendedOut,
    status=201,
    refuses=(ForbiddenError, MalformedError, RefusedLinkError, StaleHeadError, TooLargeError, StorageFullError),
)
def append(chain_id: bytes) -> AppendedOut | Response:
    """Append links with the objects they name; on a lost race, send the links that came before."""
    base = _mark()
    batch = incoming.read_batch(request.stream)
    if not batch.links or batch.wraps:
        raise MalformedError
    outcome = verbs.append(server().database, chain_id, base, batch.links, batch.bodies())
    if isinstance(outcome, verbs.Stale):
        return Response(encode(incoming.as_frames(outcome.links)), StaleHeadError.status, mimetype=FRAMES)
    return AppendedOut(seq=outcome.seq, head=outcome.head)


@chains.get("/objects")
@access("recovery", gives=FRAMES, refuses=(ForbiddenError, MalformedError))
def objects(chain_id: bytes) -> Response:
    """Send the current objects put after a place."""
    until = _whole("until", -1) if "until" in request.args else None
    return _frames(streams.objects(server().database, chain_id, _whole("after", -1), until))


@chains.post("/objects/fetch")
@access("recovery", takes=BYTES, gives=FRAMES, refuses=(ForbiddenError, MalformedError))
def fetch(chain_id: bytes) -> Response:
    """Send the objects whose bodies have the hashes asked for."""
    asked = request.get_data(cache=False)
    hashes = [asked[start : start + HASH_SIZE] for start in range(0, len(asked), HASH_SIZE)]
    if len(asked) % HASH_SIZE or not 1 <= len(hashes) <= MAX_HASHES:
        raise MalformedError
    return _frames(streams.fetched(server().database, chain_id, hashes))


@chains.get("/wraps")
@access("recovery", gives=FRAMES, refuses=(ForbiddenError,))
def wraps(chain_id: bytes) -> Response:
    """Send every wrap."""
    return _frames(streams.wraps(server().database, chain_id))


def _frames(frames: Iterable[Frame]) -> Response:
    return Response(streams.encoded(frames), mimetype=FRAMES)


def _whole(name: str, otherwise: int) -> int:
    text = request.args.get(name, str(otherwise))
    if not _WHOLE.fullmatch(text):
        raise MalformedError
    return int(text)


def _mark() -> Mark:
    found = _MARK.fullmatch(request.headers.get("Recul-Head", ""))
    if found is None:
        raise MalformedError
    return Mark(int(found[1]), bytes.fromhex(found[2]))
