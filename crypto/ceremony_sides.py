"""The two sides of a ceremony: what each accepts next, and what it answers (`docs/spec/ceremony.md` §2–§4)."""

from collections.abc import Iterator
from contextlib import contextmanager

from crypto import ceremony, labels, primitives, signatures
from crypto.ceremony import FACILITATOR_DIGITS, NEWCOMER_DIGITS, Claim, Offer, Reveal, Setting, Terms, in_ceremony
from crypto.errors import CeremonyError, SignatureError
from crypto.group_operations import Add
from crypto.group_policy import join_message


class _Side:
    """What both sides have: a step, the transcript once both nonces are known, whether the other's code was right."""

    shown: bytes
    typed: bytes

    def __init__(self, setting: Setting, nonce: bytes | None) -> None:
        self.setting = setting
        self.nonce = nonce or primitives.random_bytes(ceremony.NONCE_SIZE)
        self.matched = False
        self._transcript: bytes | None = None
        self._step = 0

    @property
    def transcript(self) -> bytes:
        """The hash of what both sides must have seen alike; `CeremonyError` before both nonces are known."""
        if self._transcript is None:
            raise CeremonyError("before both nonces are known")
        return self._transcript

    @property
    def digits(self) -> str:
        """The digits that this screen shows, to be read aloud."""
        return ceremony.digits_of(self.transcript, self.shown)

    @property
    def qr_text(self) -> str:
        """What this screen may show instead, in the room."""
        return ceremony.qr_text_of(self.transcript)

    def type_digits(self, typed: str) -> None:
        """Take the digits that the other read aloud; others raise `CeremonyError`, and the attempt is over."""
        with self._attempt():
            self._match(ceremony.same_digits(typed, ceremony.digits_of(self.transcript, self.typed)))

    def read_qr(self, text: str) -> None:
        """Take the code of the other screen; another raises `CeremonyError`, and the attempt is over."""
        with self._attempt():
            self._match(text == self.qr_text)

    def _match(self, right: bool) -> None:
        if not right or self.matched:
            raise CeremonyError("another code, or one more")
        self.matched = True

    @contextmanager
    def _attempt(self, step: int | None = None) -> Iterator[None]:
        """End the attempt for good at the first refusal, and at a message that is not the one of this step."""
        before, self._step = self._step, -1
        if before < 0 or (step is not None and before != step):
            raise CeremonyError("the attempt is over, or a message out of order")
        yield
        self._step = before if step is None else step + 1


class Newcomer(_Side):
    """The one who arrives: commits, learns the offer, reveals, and signs once the facilitator's code was right."""

    shown, typed = NEWCOMER_DIGITS, FACILITATOR_DIGITS

    def __init__(self, setting: Setting, claim: Claim, nonce: bytes | None = None) -> None:
        """Stand before the first message; a `nonce` is given by vectors only."""
        super().__init__(setting, nonce)
        self.claim = claim
        self._reveal = Reveal(self.nonce, claim.to_bytes())
        self.offer: Offer | None = None
        self.facilitator: Claim | None = None

    def commit(self) -> bytes:
        """Return the first message."""
        return ceremony.commitment_of(self._reveal)

    def reveal(self, message: bytes) -> bytes:
        """Return the third message, for the second one; raise `CeremonyError` out of order or for another shape."""
        with self._attempt(0):
            offer = in_ceremony(lambda: Offer.from_bytes(message))
            self.facilitator = in_ceremony(lambda: Claim.from_bytes(offer.claim))
            self.offer = offer
            self._transcript = ceremony.transcript_of(self.setting, offer, self._reveal)
        return self._reveal.to_bytes()

    def sign(self, seed: bytes) -> bytes:
        """Return the fifth message; raise `CeremonyError` before the facilitator's code was right."""
        if not self.matched or self.offer is None:
            raise CeremonyError("before the code was right")
        with self._attempt(1):
            role, group_id = self.offer.terms.role, self.setting.group_id
            return ceremony.sign_join(seed, group_id, self.transcript, self.claim.box_key, role)


class Facilitator(_Side):
    """The one who vouches: offers a place, learns who is there, and links the `add` when all was right."""

    shown, typed = FACILITATOR_DIGITS, NEWCOMER_DIGITS

    def __init__(self, setting: Setting, claim: Claim, terms: Terms, nonce: bytes | None = None) -> None:
        """Stand before the first message; a `nonce` is given by vectors only."""
        super().__init__(setting, nonce)
        self.offer = Offer(self.nonce, claim.to_bytes(), terms)
        self.newcomer: Claim | None = None
        self._commitment = b""
        self._signature = b""

    def answer(self, message: bytes) -> bytes:
        """Return the second message, for the first one."""
        with self._attempt(0):
            if len(message) != primitives.HASH_SIZE:
                raise CeremonyError("no commitment")
            self._commitment = message
        return self.offer.to_bytes()

    def learn(self, message: bytes) -> None:
        """Take the third message; raise `CeremonyError` unless the commitment is that of these bytes."""
        with self._attempt(1):
            reveal = in_ceremony(lambda: Reveal.from_bytes(message))
            if not primitives.equal(ceremony.commitment_of(reveal), self._commitment):
                raise CeremonyError("another person than the one who committed")
            self.newcomer = in_ceremony(lambda: Claim.from_bytes(reveal.claim))
            self._transcript = ceremony.transcript_of(self.setting, self.offer, reveal)

    def receive(self, message: bytes) -> None:
        """Take the fifth message; raise `CeremonyError` unless it is the newcomer's signature."""
        with self._attempt(2):
            assert self.newcomer is not None, "the third message came before"
            role, group_id = self.offer.terms.role, self.setting.group_id
            signed = join_message(group_id, self.transcript, self.newcomer.box_key, role)
            try:
                signatures.verify(self.newcomer.identity, labels.SIGN_JOIN, signed, message)
            except SignatureError:
                raise CeremonyError("a false signature") from None
            self._signature = message

    def add(self) -> Add:
        """Return the operation to link; raise `CeremonyError` before the newcomer's code and signature were right."""
        if self._step < 0 or not self.matched or not self._signature or self.newcomer is None:
            raise CeremonyError("before the end of the ceremony")
        who, terms = self.newcomer, self.offer.terms
        return Add(who.identity, who.box_key, terms.role, self.transcript, self._signature, terms.replaces)
