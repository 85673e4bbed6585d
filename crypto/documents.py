"""The documents of a group: what a post seals (`docs/spec/sharing.md` §3)."""

from collections.abc import Callable
from typing import Final

from crypto import encoding, entries
from crypto.encoding import Value
from crypto.entries import Document
from crypto.errors import EncodingError, VersionError
from crypto.names import check_name
from crypto.shapes import array_of, bytes_of, bytes_or_none, integer_of, map_of, text_of

FORMS: Final = ("app", "codev", "suivi", "balint", "other")
WINDOWS: Final = ("closed", "windows")
ANSWERS: Final = ("question", "resonance")
COLOURS: Final = 8


def to_bytes(document: Document) -> bytes:
    """Return the bytes that a post carries, of a document that is well formed."""
    return encoding.encode(check(document))


def from_bytes(encoded: bytes) -> Document:
    """Read a document; raise `EncodingError` for its shape, `VersionError` for a kind or word of a later release."""
    return check(encoding.decode(encoded))


def check(value: Value) -> Document:
    """Return a document if it is well formed; raise `EncodingError` or `VersionError` otherwise."""
    if not isinstance(value, dict) or "kind" not in value:
        raise EncodingError("a document is a map with a kind")
    kind = text_of(value["kind"])
    if kind not in _CHECKS:
        raise VersionError("a document of a later release")
    _CHECKS[kind](value)
    return value


def check_clause(value: Value) -> None:
    """Raise `EncodingError` unless a value is a clause of a charter."""
    clause = map_of(value, "id", "text")
    bytes_of(clause["id"], 8)
    text_of(clause["text"])


def _check_frame(value: Value) -> None:
    named = ("title", "form", "colour", "rhythm", "planned", "windows", "clauses", "charter", "seances")
    frame = map_of(value, "kind", *named)
    text_of(frame["title"])
    _one_of(FORMS, frame["form"])
    if integer_of(frame["colour"]) >= COLOURS:
        raise EncodingError("a colour over 7")
    text_of(frame["rhythm"])
    integer_of(frame["planned"])
    _one_of(WINDOWS, frame["windows"])
    for clause in array_of(frame["clauses"]):
        check_clause(clause)
    integer_of(frame["charter"], 1)
    for seance in array_of(frame["seances"]):
        _check_seance(seance)


def _check_seance(value: Value) -> None:
    seance = map_of(value, "id", "day", "starts", "ends", "place")
    bytes_of(seance["id"], 16)
    integer_of(seance["day"])
    for name in ("starts", "ends", "place"):
        text_of(seance[name])


def _check_card(value: Value) -> None:
    card = map_of(value, "kind", "name", "accepted")
    check_name(card["name"])
    for accepted in array_of(card["accepted"]):
        clause, charter, day = array_of(accepted, 3)
        bytes_of(clause, 8)
        integer_of(charter, 1)
        integer_of(day)


def _check_share(value: Value) -> None:
    share = map_of(value, "kind", "seance", "body", "title", "readers", "named")
    bytes_or_none(share["seance"], 16)
    for block in array_of(share["body"]):
        entries.check_block(block)
    text_of(share["title"])
    if share["readers"] is not None:
        for reader in array_of(share["readers"]):
            bytes_of(reader, 32)
    _check_boolean(share["named"])


def _check_answer(value: Value) -> None:
    answer = map_of(value, "kind", "form", "text", "passage", "named")
    _one_of(ANSWERS, answer["form"])
    text_of(answer["text"])
    if answer["passage"] is not None:
        target, start, end = array_of(answer["passage"], 3)
        bytes_of(target, 32)
        if integer_of(start) > integer_of(end):
            raise EncodingError("a passage that ends before it starts")
    _check_boolean(answer["named"])


def _one_of(known: tuple[str, ...], value: Value) -> None:
    if text_of(value) not in known:
        raise VersionError("a word that this release does not know")


def _check_boolean(value: Value) -> None:
    if not isinstance(value, bool):
        raise EncodingError("a boolean was expected")


_CHECKS: Final[dict[str, Callable[[Value], None]]] = {
    "frame": _check_frame,
    "card": _check_card,
    "share": _check_share,
    "answer": _check_answer,
}
