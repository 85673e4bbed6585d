"""Vectors of the facilitator's side (`docs/spec/ceremony.md` §2, §4)."""

from collections.abc import Iterator
from typing import Any

from crypto import ceremony, encoding, signatures
from crypto import labels as registry
from crypto.ceremony import Reveal
from crypto.group_operations import FACILITATOR, MEMBER
from tests.vectors.ceremony.meeting import Meeting, claim_of, revealed, step
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.group.circle import BASILE, CHLOE, GROUP


def facilitators() -> Iterator[Vector]:
    """Yield the facilitator's side."""
    meeting = Meeting.held()
    commitment = meeting.newcomer.commit()
    answer, learn = step("answer", message=commitment), step("learn", message=meeting.reveal)
    digits, receive, add = (
        step("digits", typed=meeting.newcomer.digits),
        step("receive", message=meeting.signature),
        step("add"),
    )
    qr = step("qr", text=meeting.newcomer.qr_text)

    def side(name: str, comment: str, *steps: dict[str, Any]) -> Vector:
        return accepted(
            f"facilitator-{name}", comment, "ceremony.facilitator", **meeting.of_facilitator, steps=list(steps)
        )

    def fails(name: str, comment: str, *steps: dict[str, Any]) -> Vector:
        return refused(
            f"facilitator-{name}",
            comment,
            "ceremony",
            "ceremony.facilitator",
            **meeting.of_facilitator,
            steps=list(steps),
        )

    yield side("digits", "digits typed, a signature, an add", answer, learn, digits, receive, add)
    yield side(
        "signature-first", "the signature comes before the digits are typed", answer, learn, receive, digits, add
    )
    yield side("qr", "a code read in the room", answer, learn, qr, receive, add)
    again = [{**each, "refused": True} for each in (learn, digits, receive, add)]
    yield side(
        "over",
        "after wrong digits nothing is taken any more",
        answer,
        learn,
        step("digits", True, typed="0000000"),
        *again,
    )
    yield fails("learn-first", "a reveal before a commitment", learn)
    yield fails("digits-first", "digits before the reveal", answer, digits)
    yield fails("commitment-twice", "a second commitment", answer, answer)
    yield fails("commitment-short", "a commitment of 31 bytes", step("answer", message=commitment[:31]))
    yield fails("learn-twice", "a second reveal", answer, learn, learn)
    yield fails("signature-at-once", "a signature before the reveal", answer, receive)
    yield fails("signature-twice", "a second signature", answer, learn, receive, receive)
    yield fails("add-unmatched", "an add before the digits", answer, learn, receive, add)
    yield fails("add-unsigned", "an add before the signature", answer, learn, digits, add)
    yield fails("wrong", "wrong digits", answer, learn, step("digits", typed=meeting.facilitator.digits))
    nonce, claim = meeting.newcomer.nonce, claim_of(BASILE).to_bytes()
    reveals: dict[str, tuple[str, bytes]] = {
        "reveal-other-nonce": (
            "another nonce than the one committed to",
            revealed(fixed("other"), claim),
        ),
        "reveal-other-claim": (
            "another person than the one committed to",
            revealed(nonce, claim_of(CHLOE).to_bytes()),
        ),
        "reveal-short": ("a reveal without claim", encoding.encode([nonce])),
        "reveal-nonce": ("a reveal with a nonce of 31 bytes", encoding.encode([nonce[:31], claim])),
    }
    for name, (comment, message) in reveals.items():
        yield fails(name, comment, answer, step("learn", message=message))
    nameless = encoding.encode([BASILE.identity, BASILE.box_key, ""])
    yield fails(
        "reveal-nameless",
        "a claim without name, committed to",
        step("answer", message=ceremony.commitment_of(Reveal(nonce, nameless))),
        step("learn", message=revealed(nonce, nameless)),
    )
    transcript, sign = meeting.facilitator.transcript, ceremony.sign_join
    signed: dict[str, tuple[str, bytes]] = {
        "signature-other-person": (
            "a signature by somebody else",
            sign(CHLOE.seed, GROUP, transcript, BASILE.box_key, MEMBER),
        ),
        "signature-other-role": (
            "a signature of another role",
            sign(BASILE.seed, GROUP, transcript, BASILE.box_key, FACILITATOR),
        ),
        "signature-other-group": (
            "a signature for another group",
            sign(BASILE.seed, fixed("other", 16), transcript, BASILE.box_key, MEMBER),
        ),
        "signature-other-transcript": (
            "a signature of another ceremony",
            sign(BASILE.seed, GROUP, fixed("other"), BASILE.box_key, MEMBER),
        ),
        "signature-other-label": (
            "a signature under another label",
            signatures.sign(BASILE.seed, registry.SIGN_LINK, GROUP + transcript + BASILE.box_key + b"\x00"),
        ),
        "signature-short": ("a signature of 63 bytes", meeting.signature[:63]),
    }
    for name, (comment, message) in signed.items():
        yield fails(name, comment, answer, learn, step("receive", message=message))
