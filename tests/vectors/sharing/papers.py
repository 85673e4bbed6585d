"""Vectors of documents, names and ends (`docs/spec/sharing.md` §3, §4, §6)."""

from collections.abc import Iterator
from typing import Any

from crypto import encoding
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.group.circle import ANNE, BASILE, CHLOE

CLAUSE = {"id": fixed("clause", 8), "text": "Ce qui est dit ici reste ici."}
SEANCE = {"id": fixed("séance", 16), "day": 20_500, "starts": "18:30", "ends": "20:30", "place": "salle 4"}
FRAME = {
    "kind": "frame",
    "title": "Le groupe du mardi",
    "form": "codev",
    "colour": 7,
    "rhythm": "un mardi sur deux",
    "planned": 10,
    "windows": "closed",
    "clauses": [CLAUSE],
    "charter": 1,
    "seances": [SEANCE],
}
CARD = {"kind": "card", "name": "Anne", "accepted": [[fixed("clause", 8), 1, 20_400]]}
SHARE = {
    "kind": "share",
    "seance": fixed("séance", 16),
    "body": [["paragraph", [["Ce matin-là, ", []], ["rien", ["em"]]]]],
    "title": "Un moment",
    "readers": None,
    "named": True,
}
MARKS = ["strong", "em", "alias", "link:https://example.org/"]
EVERY_BLOCK = [
    [block, [["a", MARKS]]] for block in ("paragraph", "heading", "subheading", "quote", "item", "todo", "done")
]
ANSWER = {
    "kind": "answer",
    "form": "question",
    "text": "Et ensuite ?",
    "passage": [fixed("body"), 3, 9],
    "named": False,
}


def encoded(document: Any) -> bytes:
    """Return the bytes of a value."""
    return encoding.encode(document)


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this page's part."""
    yield from documents()
    yield from names()
    yield from ends()


def documents() -> Iterator[Vector]:
    """Yield documents of every kind, and others."""
    good = {
        "frame": FRAME,
        "frame-bare": {**FRAME, "title": "", "clauses": [], "seances": [], "windows": "windows", "colour": 0},
        "card": CARD,
        "card-bare": {**CARD, "accepted": []},
        "share": SHARE,
        "share-readers": {**SHARE, "readers": [ANNE.identity, BASILE.identity], "seance": None, "named": False},
        "share-blocks": {**SHARE, "body": EVERY_BLOCK},
        "answer": ANSWER,
        "answer-resonance": {**ANSWER, "form": "resonance", "passage": None},
    }
    for name, document in good.items():
        yield accepted(f"document-{name}", "a document", "sharing.read_document", document=encoded(document))
    without = lambda document, name: {key: document[key] for key in document if key != name}  # noqa: E731
    wrong: dict[str, tuple[str, Any]] = {
        "array": ("encoding", [1]),
        "no-kind": ("encoding", without(CARD, "kind")),
        "kind-later": ("version", {"kind": "poll", "question": "?"}),
        "kind-number": ("encoding", {**CARD, "kind": 1}),
        "frame-missing": ("encoding", without(FRAME, "rhythm")),
        "frame-extra": ("encoding", {**FRAME, "author": "anne"}),
        "frame-form": ("version", {**FRAME, "form": "theatre"}),
        "frame-colour": ("encoding", {**FRAME, "colour": 8}),
        "frame-windows": ("version", {**FRAME, "windows": "ajar"}),
        "frame-charter-0": ("encoding", {**FRAME, "charter": 0}),
        "frame-clause-id": ("encoding", {**FRAME, "clauses": [{**CLAUSE, "id": bytes(7)}]}),
        "frame-clause-extra": ("encoding", {**FRAME, "clauses": [{**CLAUSE, "by": "anne"}]}),
        "frame-seance-id": ("encoding", {**FRAME, "seances": [{**SEANCE, "id": bytes(8)}]}),
        "frame-seance-hour": ("encoding", {**FRAME, "seances": [{**SEANCE, "starts": 1830}]}),
        "card-direction": ("encoding", {**CARD, "name": "A\u202enne"}),
        "card-nameless": ("encoding", {**CARD, "name": ""}),
        "card-accepted": ("encoding", {**CARD, "accepted": [[fixed("clause", 8), 1]]}),
        "share-no-end": ("encoding", {**SHARE, "end": 20_000}),
        "share-block": ("version", {**SHARE, "body": [["table", []]]}),
        "share-mark": ("version", {**SHARE, "body": [["paragraph", [["a", ["blink"]]]]]}),
        "share-address": ("encoding", {**SHARE, "body": [["paragraph", [["a", ["link:javascript:alert(1)"]]]]]}),
        "share-readers-text": ("encoding", {**SHARE, "readers": ["anne"]}),
        "share-named": ("encoding", {**SHARE, "named": 1}),
        "share-seance": ("encoding", {**SHARE, "seance": b""}),
        "answer-form": ("version", {**ANSWER, "form": "advice"}),
        "answer-quote": ("encoding", {**ANSWER, "passage": "Ce matin-là"}),
        "answer-passage-short": ("encoding", {**ANSWER, "passage": [fixed("body"), 3]}),
        "answer-passage-back": ("encoding", {**ANSWER, "passage": [fixed("body"), 9, 3]}),
        "answer-named": ("encoding", {**ANSWER, "named": None}),
    }
    for name, (code, document) in wrong.items():
        yield refused(
            f"document-{name}",
            "a document of another shape, or of a later release",
            code,
            "sharing.read_document",
            document=encoded(document),
        )
    yield refused(
        "document-bytes",
        "bytes after a document",
        "encoding",
        "sharing.read_document",
        document=encoded(CARD) + b"\x00",
    )


def names() -> Iterator[Vector]:
    """Yield names, what is left of them, and those shown with digits."""
    for name, text in {
        "plain": "Alice",
        "marks": "Élodie Müller-Ñandú",
        "cyrillic": "Aliсе",
        "greek": "ΑΝΝΗ",
        "capitals": "ΗΥΝ",
        "digits": "A1ice 0range",
        "dotless": "alıce",
        "invisible": "Al\u200bi\u00adce",
        "spaces": "Al ice\u202f-\u00a0.",
        "direction": "\u202eecilA",
        "ligature": "ﬁn ﬀ",
        "wide": "Ａｌｉｃｅ",
        "sharp": "Straße",
        "sigma": "Σίσυφος",
        "empty": "",
        "emoji": "🌿 Ana",
    }.items():
        yield accepted(f"skeleton-{name}", "a name, stripped, and its skeleton", "sharing.skeleton", name=text)
    yield accepted("name", "a name that may be written", "sharing.check_name", name="Chloé")
    yield refused("name-direction", "a direction character", "encoding", "sharing.check_name", name="A\u2066nne")
    for name, comment, texts in (
        ("apart", "three names", ("Anne", "Basile", "Chloé")),
        ("same", "twice the same name", ("Anne", "Anne", "Chloé")),
        ("alike", "two names that look alike", ("Alice", "Aliсe", "Chloé")),
        ("nobody", "somebody without a card", ("Anne", None, "Chloé")),
        ("two-nobodies", "two without a card", (None, None, "Chloé")),
        ("stripped", "a name with a direction character, written by another client", ("Anne\u202e", "Anne", "Chloé")),
    ):
        yield accepted(f"shown-{name}", comment, "sharing.shown_names", people=people(texts))


def people(texts: tuple[str | None, ...]) -> list[dict[str, Any]]:
    """Return three members with these names on their cards."""
    members = zip((ANNE, BASILE, CHLOE), texts, strict=True)
    return [{"identity": who.identity, "box_key": who.box_key, "name": text} for who, text in members]


def ends() -> Iterator[Vector]:
    """Yield the last days on which objects are shown."""
    for name, comment, own, parent, group in (
        ("own", "its own end", 20_000, None, 21_000),
        ("parent", "its parent's", 20_000, 19_000, 21_000),
        ("group", "the group's, brought nearer", 20_000, 20_000, 18_000),
        ("standing", "a card ends with the group", None, None, 21_000),
    ):
        yield accepted(f"end-{name}", comment, "sharing.end", end=own, parent_end=parent, group_end=group)
