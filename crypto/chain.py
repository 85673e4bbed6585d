"""An append-only sequence of signed links: the mechanism, without any policy (`docs/spec/chain.md` §1, §2, §7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeAlias, overload

from crypto import encoding, labels, operations, primitives, signatures
from crypto.encoding import Value
from crypto.errors import ChainError, EncodingError, ForkError, RollbackError, VersionError
from crypto.operations import AnyOperation, Kind, Operation
from crypto.shapes import array_of, bytes_of, integer_of

VERSION: Final = 1
MIN_SIZE: Final = 97
MAX_SIZE: Final = 256 * 1024
MAX_OPERATIONS: Final = 1000
NO_HEAD: Final = bytes(32)
_AUTHOR_END: Final = 32
_SIGNATURE_END: Final = 96

Read: TypeAlias = Callable[[Value], Kind]
"""How the operations of a kind of chain are read from their arrays."""


@dataclass(frozen=True, slots=True)
class VerifiedLink(Generic[Kind]):
    """A link whose signature and place were verified; `head` is the head of the chain after it."""

    author: bytes
    chain_id: bytes
    seq: int
    prev: bytes
    operations: tuple[Kind, ...]
    head: bytes


Link: TypeAlias = VerifiedLink[Operation]
"""A verified link of a vault."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The last link a device verified: its `seq`, and the 32-byte head after it."""

    seq: int
    head: bytes


def sign_link(seed: bytes, chain_id: bytes, seq: int, prev: bytes, its_operations: Sequence[AnyOperation]) -> bytes:
    """Return the signed link of operations at a place; raise `EncodingError` when it is over the limits."""
    if not 1 <= len(its_operations) <= MAX_OPERATIONS:
        raise EncodingError("a link has 1 to 1,000 operations")
    link = encoding.encode([VERSION, chain_id, seq, prev, [operations.to_value(each) for each in its_operations]])
    author = signatures.identity_of(seed)
    signed = author + signatures.sign(seed, labels.SIGN_LINK, author + link) + link
    _check_size(signed)
    return signed


def head_of(signed: bytes) -> bytes:
    """Return the head after a signed link; raise `EncodingError` for one that is too short or too long."""
    _check_size(signed)
    return primitives.hash(labels.HASH_LINK, signed[:_AUTHOR_END] + signed[_SIGNATURE_END:])


def author_of(signed: bytes) -> bytes:
    """Return the author that a signed link claims, before anything is verified."""
    _check_size(signed)
    return signed[:_AUTHOR_END]


@overload
def open_verified(signed: bytes, chain_id: bytes, seq: int, prev: bytes, author: bytes) -> Link: ...
@overload
def open_verified(
    signed: bytes, chain_id: bytes, seq: int, prev: bytes, author: bytes, read: Read[Kind]
) -> VerifiedLink[Kind]: ...
def open_verified(
    signed: bytes, chain_id: bytes, seq: int, prev: bytes, author: bytes, read: Read[Any] = operations.from_value
) -> VerifiedLink[Any]:
    """Return the link at the place a caller expects; raise the first error of the list in §2.

    `read` names the kind of chain: a vault, unless another is given.
    """
    _check_size(signed)
    if signed[:_AUTHOR_END] != author:
        raise ChainError("another author")
    link = signed[_SIGNATURE_END:]
    signatures.verify(author, labels.SIGN_LINK, author + link, signed[_AUTHOR_END:_SIGNATURE_END])
    return _open(signed, chain_id, seq, prev, read)


def open_root(signed: bytes, chain_id: bytes, author: bytes) -> Link:
    """Return a link from which a client without memory starts: its author is known, its place is learnt (§6)."""
    claimed = prev_of(signed)
    return open_verified(signed, chain_id, claimed.seq + 1, claimed.head, author)


def prev_of(signed: bytes) -> Mark:
    """Return the place that a signed link claims to follow, before anything is verified."""
    _check_size(signed)
    _, _, seq, prev, _ = _shape(encoding.decode(signed[_SIGNATURE_END:]))
    return Mark(seq - 1, prev)


def open_known(signed: bytes, chain_id: bytes, seq: int, head: bytes) -> Link:
    """Return a link whose head a verified link already names as its `prev` (§6: verification backwards)."""
    if head_of(signed) != head:
        raise ChainError("another link than the one named")
    link = _open(signed, chain_id, seq, None, operations.from_value)
    if seq == 0 and link.prev != NO_HEAD:
        raise ChainError("a first link that follows another")
    return link


def check_mark(mark: Mark, theirs: Mark | None, head_verified_at: Callable[[int], bytes | None]) -> None:
    """Raise `RollbackError` or `ForkError` when the other side's last link contradicts one's own mark (§7).

    `head_verified_at(seq)` is the head this device verified at a place before its mark, None when it does not know.
    """
    if theirs is None or (theirs.seq < mark.seq and head_verified_at(theirs.seq) == theirs.head):
        raise RollbackError("the other side shows less")
    if theirs.seq < mark.seq or (theirs.seq == mark.seq and theirs.head != mark.head):
        raise ForkError("the other side shows another history")


def _check_size(signed: bytes) -> None:
    if not MIN_SIZE <= len(signed) <= MAX_SIZE:
        raise EncodingError("a signed link has 97 bytes to 256 KiB")


def _open(signed: bytes, chain_id: bytes, seq: int, prev: bytes | None, read: Read[Kind]) -> VerifiedLink[Kind]:
    version, its_chain_id, its_seq, its_prev, values = _shape(encoding.decode(signed[_SIGNATURE_END:]))
    if version != VERSION:
        raise VersionError("a link of another version")
    if (its_chain_id, its_seq, its_prev) != (chain_id, seq, its_prev if prev is None else prev):
        raise ChainError("a link of another place")
    its_operations = tuple(read(each) for each in values)
    return VerifiedLink(signed[:_AUTHOR_END], its_chain_id, its_seq, its_prev, its_operations, head_of(signed))


def _shape(value: Value) -> tuple[int, bytes, int, bytes, list[Value]]:
    version, chain_id, seq, prev, values = array_of(value, 5)
    if not 1 <= len(array_of(values)) <= MAX_OPERATIONS:
        raise EncodingError("a link has 1 to 1,000 operations")
    return integer_of(version), bytes_of(chain_id, 16), integer_of(seq), bytes_of(prev, 32), array_of(values)
