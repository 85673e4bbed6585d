"""Vectors of claims, transcripts and digits (`docs/spec/ceremony.md` §2, §3)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crypto.ceremony import Offer
from crypto.group_operations import FACILITATOR
from tests.vectors.ceremony.meeting import SECRET, Meeting, claim_of, revealed
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.group.circle import BASILE, CHLOE, GROUP


def claims() -> Iterator[Vector]:
    """Yield claims, with the names that they may carry."""
    given: dict[str, Any] = {"nonce": fixed("nonce"), "identity": BASILE.identity, "box_key": BASILE.box_key}
    good = {"claim": "Basile", "claim-accents": "Chloé-Ève d’Aït", "claim-60": "é" * 60, "claim-astral": "🌿" * 60}
    for name, text in good.items():
        yield accepted(name, "a name that may be written", "ceremony.commitment", **given, name=text)
    bad = {
        "claim-empty": ("no name", ""),
        "claim-61": ("61 characters", "e" * 61),
        "claim-nfd": ("a name in NFD", "Chloe\u0301"),
        "claim-control": ("a control character", "Bas\nile"),
        "claim-c1": ("a control character of the second range", "Bas\x85ile"),
        "claim-direction": ("a direction character", "Bas\u202eile"),
        "claim-isolate": ("another direction character", "Bas\u2067ile"),
        "claim-mark": ("a mark of direction", "Bas\u200file"),
    }
    for name, (comment, text) in bad.items():
        yield refused(name, comment, "encoding", "ceremony.commitment", **given, name=text)


def transcripts() -> Iterator[Vector]:
    """Yield the transcript of a ceremony, and those of others that differ in one thing: the digits tell."""
    meeting = Meeting.held()
    offer, setting = Offer.from_bytes(meeting.offer), meeting.setting
    nonce, claim = meeting.newcomer.nonce, claim_of(BASILE).to_bytes()
    given: dict[str, Any] = {
        "group_id": GROUP,
        "create_hash": setting.create_hash,
        "secret": SECRET,
        "offer": meeting.offer,
        "reveal": meeting.reveal,
    }
    of = lambda **change: {"offer": replace(offer, **change).to_bytes()}  # noqa: E731
    terms = lambda **change: of(terms=replace(offer.terms, **change))  # noqa: E731
    renamed = replace(claim_of(BASILE), name="Bazile").to_bytes()
    other_keys = replace(claim_of(BASILE), box_key=CHLOE.box_key).to_bytes()
    ways: dict[str, tuple[str, dict[str, Any]]] = {
        "plain": ("a ceremony", {}),
        "other-group": ("another group", {"group_id": fixed("other", 16)}),
        "other-create": ("another first link", {"create_hash": fixed("other")}),
        "other-secret": ("another invitation", {"secret": fixed("other", 16)}),
        "other-seq": ("another place", terms(seq=1)),
        "other-head": ("another head", terms(head=fixed("other"))),
        "other-role": ("another role", terms(role=FACILITATOR)),
        "other-replaces": ("an identity replaced", terms(replaces=CHLOE.identity)),
        "other-facilitator": ("another facilitator", of(claim=claim_of(CHLOE).to_bytes())),
        "other-nonce": ("another nonce of the facilitator", of(nonce=fixed("other"))),
        "other-newcomer-nonce": (
            "another nonce of the newcomer",
            {"reveal": revealed(fixed("other"), claim)},
        ),
        "other-name": ("another name of the newcomer", {"reveal": revealed(nonce, renamed)}),
        "other-keys": ("another box key of the newcomer", {"reveal": revealed(nonce, other_keys)}),
        "swapped-claims": (
            "the two claims swapped",
            {**of(claim=claim), "reveal": revealed(nonce, offer.claim)},
        ),
        "swapped-sides": (
            "the two sides swapped",
            {**of(claim=claim, nonce=nonce), "reveal": revealed(offer.nonce, offer.claim)},
        ),
    }
    for name, (comment, change) in ways.items():
        yield accepted(f"transcript-{name}", comment, "ceremony.transcript", **{**given, **change})
    for name, typed in {
        "same": "1234567",
        "spaces": " 123\u00a045\u202f67\n",
        "other": "1234568",
        "short": "123456",
        "long": "12345670",
        "dash": "123-4567",
        "wide": "１２３４５６７",
        "empty": "",
    }.items():
        yield accepted(
            f"typed-{name}", "what was typed, against the digits", "ceremony.same_digits", typed=typed, digits="1234567"
        )
