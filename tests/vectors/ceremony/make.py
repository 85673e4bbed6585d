"""Vectors of `docs/spec/ceremony.md`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from crypto import ceremony, encoding, envelope, padding, primitives, signatures
from crypto import labels as registry
from crypto.ceremony import Claim, Letter, Offer, Reveal, Setting, Terms
from crypto.ceremony_sides import Facilitator, Newcomer
from crypto.envelope import Context
from crypto.group_operations import FACILITATOR, MEMBER, Add, Remove, Role
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.group.circle import ANNE, BASILE, CHLOE, GROUP, Circle, Somebody, join, share

SECRET = fixed("invitation", 16)
LETTER = Letter(
    fixed("create"),
    "Le groupe du mardi",
    ("Anne",),
    ({"id": fixed("clause", 8), "text": "Ce qui est dit ici reste ici."},),
    1,
)


@dataclass(frozen=True)
class Meeting:
    """A ceremony between Anne, who leads, and Basile, who comes."""

    circle: Circle
    facilitator: Facilitator
    newcomer: Newcomer
    setting: Setting
    terms: Terms
    offer: bytes
    reveal: bytes

    @classmethod
    def held(cls, circle: Circle | None = None, **terms: Any) -> "Meeting":
        """Return a ceremony held until both screens show their digits."""
        circle = circle or Circle()
        setting = Setting(GROUP, circle.state.heads[0], SECRET)
        offered = Terms(
            **{"seq": circle.state.next_seq - 1, "head": circle.state.head, "role": MEMBER, "replaces": None, **terms}
        )
        facilitator = Facilitator(setting, claim_of(ANNE), offered, fixed("nonce of anne"))
        newcomer = Newcomer(setting, claim_of(BASILE), fixed("nonce of basile"))
        offer = facilitator.answer(newcomer.commit())
        reveal = newcomer.reveal(offer)
        facilitator.learn(reveal)
        return cls(circle, facilitator, newcomer, setting, offered, offer, reveal)

    @property
    def signature(self) -> bytes:
        """The newcomer's signature."""
        return ceremony.sign_join(BASILE.seed, GROUP, self.newcomer.transcript, BASILE.box_key, self.terms.role)

    @property
    def add(self) -> Add:
        """The operation to link."""
        who, terms = BASILE, self.terms
        return Add(who.identity, who.box_key, terms.role, self.newcomer.transcript, self.signature, terms.replaces)

    @property
    def of_newcomer(self) -> dict[str, Any]:
        """The input of the newcomer's side."""
        return {
            "group_id": GROUP,
            "create_hash": self.setting.create_hash,
            "secret": SECRET,
            "seed": BASILE.seed,
            "box_secret": BASILE.box_secret,
            "name": "Basile",
            "nonce": self.newcomer.nonce,
        }

    @property
    def of_facilitator(self) -> dict[str, Any]:
        """The input of the facilitator's side."""
        terms = self.terms
        return {
            "group_id": GROUP,
            "create_hash": self.setting.create_hash,
            "secret": SECRET,
            "identity": ANNE.identity,
            "box_key": ANNE.box_key,
            "name": "Anne",
            "nonce": self.facilitator.nonce,
            "seq": terms.seq,
            "head": terms.head,
            "role": terms.role,
            "replaces": terms.replaces,
        }


def claim_of(who: Somebody) -> Claim:
    """Return what somebody says they are."""
    return Claim(who.identity, who.box_key, who.name.capitalize())


def revealed(nonce: bytes, claim: bytes) -> bytes:
    """Return a third message."""
    return Reveal(nonce, claim).to_bytes()


def step(name: str, refused_: bool = False, **fields: Any) -> dict[str, Any]:
    """Return a step of a side."""
    return {"step": name, "refused": refused_, **fields}


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    yield from invitations()
    yield from claims()
    yield from transcripts()
    yield from newcomers()
    yield from facilitators()
    yield from joined()
    yield from words()


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


def joined() -> Iterator[Vector]:
    """Yield chains that a newcomer believes, and others."""

    def entered(meeting: Meeting, author: Somebody = ANNE, **change: Any) -> list[bytes]:
        meeting.circle.people.append(BASILE)
        return meeting.circle.add(author, replace(meeting.add, **change), meeting.circle.rotate()).links

    def given(meeting: Meeting, links: list[bytes]) -> dict[str, Any]:
        return {**meeting.of_newcomer, "steps": [step("reveal", message=meeting.offer)], "links": links}

    check = "ceremony.check_joined"
    meeting = Meeting.held(Circle(CHLOE))
    yield accepted("joined", "a chain that is the one agreed", check, **given(meeting, entered(meeting)))
    meeting = Meeting.held(Circle(CHLOE))
    meeting.circle.add(CHLOE, share())
    yield accepted("joined-later", "other links came in between", check, **given(meeting, entered(meeting)))
    meeting = Meeting.held()
    yield accepted("joined-first", "the place was link 0", check, **given(meeting, entered(meeting)))
    meeting = Meeting.held()
    yield refused("joined-not", "a chain without the add", "ceremony", check, **given(meeting, meeting.circle.links))
    yield refused("joined-empty", "no link at all", "ceremony", check, **given(meeting, []))
    meeting = Meeting.held()
    other = replace(meeting, setting=replace(meeting.setting, create_hash=fixed("other")))
    yield refused(
        "joined-other-create",
        "another first link than the letter names",
        "ceremony",
        check,
        **given(other, entered(meeting)),
    )
    meeting = Meeting.held(head=fixed("other"))
    yield refused(
        "joined-other-head", "another head at the place", "ceremony", check, **given(meeting, entered(meeting))
    )
    meeting = Meeting.held(seq=1)
    yield refused(
        "joined-other-seq",
        "a place that the chain did not have yet",
        "ceremony",
        check,
        **given(meeting, entered(meeting)),
    )
    meeting = Meeting.held()
    meeting.circle.people.append(BASILE)
    meeting.circle.add(ANNE, join(BASILE), meeting.circle.rotate())
    yield refused(
        "joined-other-transcript",
        "an add of another ceremony",
        "ceremony",
        check,
        **given(meeting, meeting.circle.links),
    )
    leading = Circle(CHLOE, roles=[FACILITATOR])
    meeting = Meeting.held(leading)
    yield refused(
        "joined-other-author",
        "an add by another facilitator",
        "ceremony",
        check,
        **given(meeting, entered(meeting, CHLOE)),
    )
    circle = Circle(CHLOE, roles=[FACILITATOR])
    circle.add(ANNE, Role(ANNE.identity, MEMBER))
    meeting = Meeting.held(circle)
    circle.add(CHLOE, Role(ANNE.identity, FACILITATOR))
    yield refused(
        "joined-not-leading",
        "one who was no facilitator at the place",
        "ceremony",
        check,
        **given(meeting, entered(meeting)),
    )
    meeting = Meeting.held()
    entered(meeting)
    meeting.circle.add(ANNE, Remove(BASILE.identity), meeting.circle.rotate(BASILE))
    yield accepted(
        "joined-then-removed", "joined as agreed, then removed", check, **given(meeting, meeting.circle.links)
    )


def words() -> Iterator[Vector]:
    """Yield the words of heads."""
    for name, head in {"words": fixed("head"), "words-other-head": fixed("other head")}.items():
        yield accepted(name, "the words of a head", "ceremony.words", group_id=GROUP, head=head)
    yield accepted(
        "words-other-group",
        "the words of the same head in another group",
        "ceremony.words",
        group_id=fixed("other", 16),
        head=fixed("head"),
    )
