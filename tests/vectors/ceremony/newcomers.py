"""Vectors of the newcomer's side (`docs/spec/ceremony.md` §2, §4)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crypto import ceremony, encoding
from crypto.ceremony import Offer
from tests.vectors.ceremony.meeting import Meeting, step
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.group.circle import ANNE


def newcomers() -> Iterator[Vector]:
    """Yield the newcomer's side."""
    meeting = Meeting.held()
    offer = Offer.from_bytes(meeting.offer)
    reveal, digits = step("reveal", message=meeting.offer), step("digits", typed=meeting.facilitator.digits)
    sign, qr = step("sign"), step("qr", text=meeting.facilitator.qr_text)

    def side(name: str, comment: str, *steps: dict[str, Any]) -> Vector:
        return accepted(f"newcomer-{name}", comment, "ceremony.newcomer", **meeting.of_newcomer, steps=list(steps))

    def fails(name: str, comment: str, *steps: dict[str, Any]) -> Vector:
        return refused(
            f"newcomer-{name}", comment, "ceremony", "ceremony.newcomer", **meeting.of_newcomer, steps=list(steps)
        )

    yield side("digits", "digits typed, then signed", reveal, digits, sign)
    yield side("qr", "a code read in the room, then signed", reveal, qr, sign)
    own = step("digits", True, typed=meeting.newcomer.digits)
    again = [
        step(each["step"], True, **{name: each[name] for name in each if name not in ("step", "refused")})
        for each in (digits, qr, sign, reveal)
    ]
    yield side("over", "after wrong digits nothing is taken any more", reveal, own, *again)
    yield fails("wrong", "wrong digits", reveal, step("digits", typed="0000000"))
    yield fails("own-digits", "one's own digits typed back", reveal, step("digits", typed=meeting.newcomer.digits))
    yield fails("wrong-qr", "a code that is not the same", reveal, step("qr", text=ceremony.qr_text_of(fixed("other"))))
    yield fails("sign-first", "signed before the digits", reveal, sign)
    yield fails("sign-at-once", "signed before anything", sign)
    yield fails("digits-first", "digits before the offer", digits)
    yield fails("offer-twice", "a second offer", reveal, reveal)
    yield fails("sign-twice", "signed twice", reveal, digits, sign, sign)
    fields = encoding.decode(meeting.offer)
    assert isinstance(fields, list), "an offer is an array"
    shapes: dict[str, tuple[str, bytes]] = {
        "offer-short": ("an offer without its last field", encoding.encode(fields[:5])),
        "offer-long": ("an offer with a field too many", encoding.encode([*fields, None])),
        "offer-role": ("an offer of a role that is none", encoding.encode([*fields[:4], 2, None])),
        "offer-nonce": ("an offer with a nonce of 31 bytes", encoding.encode([fields[0][:31], *fields[1:]])),  # type: ignore[index]
        "offer-claim": ("an offer by nobody", replace(offer, claim=b"").to_bytes()),
        "offer-name": (
            "an offer by a name that cannot be",
            replace(offer, claim=encoding.encode([ANNE.identity, ANNE.box_key, "\u202e"])).to_bytes(),
        ),
        "offer-cut": ("an offer that is cut", meeting.offer[:-1]),
    }
    for name, (comment, message) in shapes.items():
        yield fails(name, comment, step("reveal", message=message))
