"""Where an author's own vault stood when they posted, for them alone (`docs/spec/sharing.md` §5)."""

from typing import Final

from crypto import envelope, labels, primitives
from crypto.chain import Mark
from crypto.encoding import MAX_INTEGER
from crypto.envelope import Context
from crypto.errors import SealedError

WITNESS_SIZE: Final = 112
_PLAIN_SIZE: Final = 40


def seal_witness(account_key: bytes, vault_id: bytes, group_id: bytes, mark: Mark) -> bytes:
    """Return the 112-byte witness of a mark of one's own vault."""
    return envelope.seal(_key(account_key), _context(vault_id, group_id), mark.seq.to_bytes(8, "big") + mark.head)


def open_witness(account_key: bytes, vault_id: bytes, group_id: bytes, witness: bytes) -> Mark:
    """Return the mark in a witness made under an account key, or raise `SealedError`."""
    opened = envelope.open_verified(_key(account_key), _context(vault_id, group_id), witness)
    seq = int.from_bytes(opened[:8], "big")
    if len(opened) != _PLAIN_SIZE or seq > MAX_INTEGER:
        raise SealedError
    return Mark(seq, opened[8:])


def _key(account_key: bytes) -> bytes:
    return primitives.derive(account_key, labels.DERIVE_WITNESS, b"")


def _context(vault_id: bytes, group_id: bytes) -> Context:
    return Context(envelope.WITNESS, vault_id, group_id, 0, 0)
