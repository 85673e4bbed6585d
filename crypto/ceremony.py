"""How a person becomes known to a group: invitation, messages, transcript, digits (`docs/spec/ceremony.md` §1–§3)."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from crypto import documents, encoding, envelope, labels, padding, primitives, signatures, wordlist
from crypto.encoding import Value
from crypto.envelope import Context
from crypto.errors import CeremonyError, EncodingError
from crypto.group_operations import role_of
from crypto.group_policy import join_message
from crypto.names import check_name
from crypto.shapes import array_of, bytes_of, bytes_or_none, integer_of, map_of, text_of

SECRET_SIZE: Final = 16
NONCE_SIZE: Final = 32
DIGITS: Final = 7
PAUSE: Final = 600
FACILITATOR_DIGITS: Final = b"facilitator"
NEWCOMER_DIGITS: Final = b"newcomer"
_QR_PREFIX: Final = "recul:ceremony:"
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Setting:
    """What both sides know before the first message; `create_hash` is the head after link 0."""

    group_id: bytes
    create_hash: bytes
    secret: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """Who a person says they are."""

    identity: bytes
    box_key: bytes
    name: str

    def to_bytes(self) -> bytes:
        """Return the encoding of a claim; raise `EncodingError` for a name that cannot be."""
        return encoding.encode([self.identity, self.box_key, check_name(self.name)])

    @classmethod
    def from_bytes(cls, encoded: bytes) -> "Claim":
        """Read a claim, or raise `EncodingError`."""
        identity, box_key, name = array_of(encoding.decode(encoded), 3)
        return cls(bytes_of(identity, 32), bytes_of(box_key, 32), check_name(name))


@dataclass(frozen=True, slots=True)
class Terms:
    """The place of the chain at which a role is offered, and the former identity that would be replaced."""

    seq: int
    head: bytes
    role: int
    replaces: bytes | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The second message; `claim` is the facilitator's, encoded."""

    nonce: bytes
    claim: bytes
    terms: Terms

    def to_bytes(self) -> bytes:
        """Return the message."""
        terms = self.terms
        return encoding.encode([self.nonce, self.claim, terms.seq, terms.head, terms.role, terms.replaces])

    @classmethod
    def from_bytes(cls, message: bytes) -> "Offer":
        """Read the message, or raise `EncodingError`."""
        nonce, claim, seq, head, role, replaces = array_of(encoding.decode(message), 6)
        terms = Terms(integer_of(seq), bytes_of(head, 32), role_of(role), bytes_or_none(replaces, 32))
        return cls(bytes_of(nonce, NONCE_SIZE), bytes_of(claim), terms)


@dataclass(frozen=True, slots=True)
class Reveal:
    """The third message; `claim` is the newcomer's, encoded."""

    nonce: bytes
    claim: bytes

    def to_bytes(self) -> bytes:
        """Return the message."""
        return encoding.encode([self.nonce, self.claim])

    @classmethod
    def from_bytes(cls, message: bytes) -> "Reveal":
        """Read the message, or raise `EncodingError`."""
        nonce, claim = array_of(encoding.decode(message), 2)
        return cls(bytes_of(nonce, NONCE_SIZE), bytes_of(claim))


@dataclass(frozen=True, slots=True)
class Letter:
    """What a newcomer reads before accepting, sealed under the invitation; `clauses` are `{id, text}`."""

    create_hash: bytes
    title: str
    facilitators: tuple[str, ...]
    clauses: tuple[Value, ...]
    charter: int

    def to_bytes(self) -> bytes:
        """Return the encoding that is padded and sealed."""
        named: dict[str, object] = {name: getattr(self, name) for name in self.__slots__}
        return encoding.encode(named)

    @classmethod
    def from_bytes(cls, encoded: bytes) -> "Letter":
        """Read a letter, or raise `EncodingError`."""
        fields = map_of(encoding.decode(encoded), "create_hash", "title", "facilitators", "clauses", "charter")
        clauses = array_of(fields["clauses"])
        for clause in clauses:
            documents.check_clause(clause)
        facilitators = tuple(text_of(name) for name in array_of(fields["facilitators"]))
        title, charter = text_of(fields["title"]), integer_of(fields["charter"], 1)
        return cls(bytes_of(fields["create_hash"], 32), title, facilitators, tuple(clauses), charter)


def generate_secret() -> bytes:
    """Return the secret of a new invitation."""
    return primitives.random_bytes(SECRET_SIZE)


def invitation_id(secret: bytes) -> bytes:
    """Return what the server stores of an invitation."""
    return primitives.hash16(labels.HASH_INVITATION, secret)


def invitation_proof(secret: bytes, group_id: bytes) -> bytes:
    """Return what a server that did not see the invitation cannot know."""
    return primitives.derive(secret, labels.DERIVE_INVITATION_PROOF, group_id)


def seal_letter(secret: bytes, group_id: bytes, letter: Letter) -> bytes:
    """Return the letter of an invitation, sealed."""
    key, context = _letter_key(secret, group_id)
    return envelope.seal(key, context, padding.pad(letter.to_bytes()))


def open_letter(secret: bytes, group_id: bytes, sealed: bytes) -> Letter:
    """Return the letter of an invitation; raise `SealedError`, or `EncodingError` for another shape."""
    key, context = _letter_key(secret, group_id)
    return Letter.from_bytes(padding.unpad(envelope.open_verified(key, context, sealed)))


def commitment_of(reveal: Reveal) -> bytes:
    """Return the first message, for the third one to come."""
    return primitives.hash(labels.HASH_COMMITMENT, reveal.nonce + reveal.claim)


def transcript_of(setting: Setting, offer: Offer, reveal: Reveal) -> bytes:
    """Return what both sides must have seen alike (§3)."""
    terms, group_id = offer.terms, setting.group_id
    place = [group_id, setting.create_hash, terms.seq, terms.head]
    invitation = [invitation_id(setting.secret), invitation_proof(setting.secret, group_id)]
    offered = [terms.role, terms.replaces, offer.nonce, offer.claim]
    return primitives.hash(
        labels.HASH_TRANSCRIPT, encoding.encode([*place, *invitation, *offered, reveal.nonce, reveal.claim])
    )


def digits_of(transcript: bytes, who: bytes) -> str:
    """Return the seven digits that one screen shows."""
    drawn = int.from_bytes(primitives.derive(transcript, labels.DERIVE_DIGITS, who)[:8], "big")
    return f"{drawn % 10**DIGITS:0{DIGITS}}"


def same_digits(typed: str, digits: str) -> bool:
    """Return whether what was typed is those digits; spaces are ignored."""
    bare = "".join(wordlist.split_words(typed)).encode("utf-8", "surrogatepass")
    return primitives.equal(bare, digits.encode())


def qr_text_of(transcript: bytes) -> str:
    """Return what a screen may show instead of its digits, in the room."""
    return _QR_PREFIX + base64.urlsafe_b64encode(transcript).decode().rstrip("=")


def sign_join(seed: bytes, group_id: bytes, transcript: bytes, box_key: bytes, role: int) -> bytes:
    """Return the fifth message, by the newcomer's seed."""
    return signatures.sign(seed, labels.SIGN_JOIN, join_message(group_id, transcript, box_key, role))


def may_begin(failed_at: int | None, now: int) -> bool:
    """Return whether an invitation takes a new attempt at a time, after the last failure."""
    return failed_at is None or now >= failed_at + PAUSE


def in_ceremony(read: Callable[[], _Read]) -> _Read:
    """Return what is read; another shape is a failure of the ceremony."""
    try:
        return read()
    except EncodingError:
        raise CeremonyError("another shape") from None


def _letter_key(secret: bytes, group_id: bytes) -> tuple[bytes, Context]:
    key = primitives.derive(secret, labels.DERIVE_INVITATION_LETTER, group_id)
    return key, Context(envelope.LETTER, group_id, invitation_id(secret), 0, 0)
