"""Vectors of invitations and letters (`docs/spec/ceremony.md` §1)."""

from collections.abc import Iterator
from typing import Any

from crypto import ceremony, encoding, envelope, padding, primitives
from crypto import labels as registry
from crypto.ceremony import Letter
from crypto.envelope import Context
from tests.vectors.ceremony.meeting import SECRET
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.group.circle import GROUP

LETTER = Letter(
    fixed("create"),
    "Le groupe du mardi",
    ("Anne",),
    ({"id": fixed("clause", 8), "text": "Ce qui est dit ici reste ici."},),
    1,
)


def invitations() -> Iterator[Vector]:
    """Yield invitations and letters."""
    yield accepted("invitation", "what a secret gives", "ceremony.invitation", secret=SECRET, group_id=GROUP)
    sealed = ceremony.seal_letter(SECRET, GROUP, LETTER)
    given: dict[str, Any] = {"secret": SECRET, "group_id": GROUP, "letter": sealed}
    yield accepted("letter", "a letter", "ceremony.open_letter", **given)
    wrong = {
        "letter-other-secret": ("another invitation", {"secret": fixed("other", 16)}),
        "letter-other-group": ("another group", {"group_id": fixed("other", 16)}),
        "letter-flipped": ("a bit flipped", {"letter": sealed[:-1] + bytes([sealed[-1] ^ 1])}),
        "letter-cut": ("a letter that is cut", {"letter": sealed[:-1]}),
    }
    for name, (comment, change) in wrong.items():
        yield refused(name, comment, "sealed", "ceremony.open_letter", **{**given, **change})
    good = encoding.decode(LETTER.to_bytes())
    assert isinstance(good, dict), "a letter is a map"
    shapes: dict[str, tuple[str, Any]] = {
        "letter-extra": ("a field too many", {**good, "colour": 1}),
        "letter-charter-0": ("a charter of version 0", {**good, "charter": 0}),
        "letter-no-create": ("no head after link 0", {**good, "create_hash": None}),
        "letter-clause": ("a clause that is text", {**good, "clauses": ["texte"]}),
        "letter-facilitator": ("a facilitator that is bytes", {**good, "facilitators": [b"anne"]}),
        "letter-array": ("an array", [good]),
    }
    for name, (comment, value) in shapes.items():
        yield refused(name, comment, "encoding", "ceremony.open_letter", **{**given, "letter": letter_of(value)})
    for name, comment, failed_at, now in (
        ("begin-first", "no failure before", None, 0),
        ("begin-after", "ten minutes after a failure", 1_000, 1_600),
        ("begin-before", "a second less than ten minutes after", 1_000, 1_599),
        ("begin-clock-back", "a clock that went back", 1_000, 500),
    ):
        yield accepted(name, comment, "ceremony.may_begin", failed_at=failed_at, now=now)


def letter_of(value: Any) -> bytes:
    """Return any value, sealed as a letter."""
    key = primitives.derive(SECRET, registry.DERIVE_INVITATION_LETTER, GROUP)
    context = Context(envelope.LETTER, GROUP, ceremony.invitation_id(SECRET), 0, 0)
    return envelope.seal(key, context, padding.pad(encoding.encode(value)))
