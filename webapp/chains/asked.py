"""What a request about a chain names, and how frames answer it: the same for vaults and groups."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import Response, request

from crypto.chain import Mark
from crypto.frames import Frame
from webapp.access import FRAMES
from webapp.chains import streams
from webapp.chains.wire import HeadOut
from webapp.errors import MalformedError
from webapp.wire import encode as encode_json

HASH_SIZE = 32
MAX_HASHES = 1_000
_WHOLE = re.compile(r"-1|0|[1-9][0-9]{0,15}")
_MARK = re.compile(r"(0|[1-9][0-9]{0,15}):([0-9a-f]{64})")


def whole(name: str, otherwise: int) -> int:
    """Return a number of the query; raises `MalformedError`."""
    text = request.args.get(name, str(otherwise))
    if not _WHOLE.fullmatch(text):
        raise MalformedError
    return int(text)


def until() -> int | None:
    """Return the last place asked for, None for no limit; raises `MalformedError`."""
    return whole("until", -1) if "until" in request.args else None


def mark() -> Mark:
    """Return the place that an append builds on, from the header `Recul-Head`; raises `MalformedError`."""
    found = _MARK.fullmatch(request.headers.get("Recul-Head", ""))
    if found is None:
        raise MalformedError
    return Mark(int(found[1]), bytes.fromhex(found[2]))


def hashes() -> list[bytes]:
    """Return the body hashes of a request; raises `MalformedError`."""
    asked = request.get_data(cache=False)
    found = [asked[start : start + HASH_SIZE] for start in range(0, len(asked), HASH_SIZE)]
    if len(asked) % HASH_SIZE or not 1 <= len(found) <= MAX_HASHES:
        raise MalformedError
    return found


def in_frames(frames: Iterable[Frame]) -> Response:
    """Answer with a sequence of frames, sent as the client takes it."""
    return Response(streams.encoded(frames), mimetype=FRAMES)


def head_answer(now: Any) -> Response:
    """Answer with a row of where a chain stands; with 304 when the client knows."""
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
