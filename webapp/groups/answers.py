"""What the chain routes answer for a group to one of its members (`docs/spec/group-http.md` §1)."""

from __future__ import annotations

from flask import Response, request

from crypto.frames import encode
from webapp import sessions
from webapp.access import FRAMES, seat
from webapp.chains import asked, incoming
from webapp.chains.verbs import Stale
from webapp.chains.wire import AppendedOut
from webapp.context import server
from webapp.errors import StaleHeadError
from webapp.groups import state, streams, verbs
from webapp.groups.incoming import read_delivery


def head(chain_id: bytes) -> Response:
    """Say where the group stands."""
    with server().database.reading() as connection:
        return asked.head_answer(state.glance(connection, seat().group_no))


def links(chain_id: bytes) -> Response:
    """Send the links after a place."""
    return asked.in_frames(streams.links(server().database, seat().group_no, asked.whole("after", -1)))


def objects(chain_id: bytes) -> Response:
    """Send the current objects put after a place."""
    after, until = asked.whole("after", -1), asked.until()
    return asked.in_frames(streams.objects(server().database, seat().group_no, after, until))


def fetch(chain_id: bytes) -> Response:
    """Send the objects whose bodies have the hashes asked for."""
    return asked.in_frames(streams.fetched(server().database, seat().group_no, asked.hashes()))


def append(chain_id: bytes) -> AppendedOut | Response:
    """Append links with what they name; on a lost race, send the links that came before."""
    base, account_no = asked.mark(), sessions.caller().account_no
    outcome = verbs.append(server().database, account_no, chain_id, base, read_delivery(request.stream))
    if isinstance(outcome, Stale):
        return Response(encode(incoming.as_frames(outcome.links)), StaleHeadError.status, mimetype=FRAMES)
    return AppendedOut(seq=outcome.seq, head=outcome.head)
