"""The envelope that seals everything stored: C2SP chunked encryption v1 (`docs/spec/envelope.md`).

The construction commits to the key and to the context, and refuses truncation and reordering.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from crypto import primitives
from crypto.errors import SealedError

BODY: Final = 1
WRAP: Final = 2
INDEX: Final = 3
KEYRING: Final = 4
PASSPHRASE_SLOT: Final = 5
RECOVERY_SLOT: Final = 6
LOCAL: Final = 7
SAS: Final = 8
EPOCH_BOX: Final = 9
GROUP_BODY: Final = 10
GROUP_WRAP: Final = 11
SEAT: Final = 12
WITNESS: Final = 13
LETTER: Final = 14

NO_ID: Final = bytes(16)
SCHEMA: Final = 1
CHUNK_SIZE: Final = 16 * 1024
SEALED_CHUNK_SIZE: Final = CHUNK_SIZE + primitives.TAG_SIZE
SALT_SIZE: Final = 24
COMMITMENT_SIZE: Final = 32
HEADER_SIZE: Final = SALT_SIZE + COMMITMENT_SIZE
_PRODUCT: Final = b"recul/v1"
_INFO: Final = b"c2sp.org/chunked-encryption@v1+"


@dataclass(frozen=True, slots=True)
class Context:
    """What an envelope is sealed for; never transmitted, rebuilt by the reader from what it trusts (§3)."""

    type: int
    owner: bytes
    object_id: bytes
    revision: int
    epoch: int

    def to_bytes(self) -> bytes:
        """Return the 59 bytes of the context."""
        assert len(self.owner) == len(self.object_id) == primitives.ID_SIZE, "ids have 16 bytes"
        kind = self.type.to_bytes(1, "big") + SCHEMA.to_bytes(2, "big")
        numbers = self.revision.to_bytes(8, "big") + self.epoch.to_bytes(8, "big")
        return _PRODUCT + kind + self.owner + self.object_id + numbers


@dataclass(frozen=True, slots=True)
class Aead:
    """An AEAD with a 12-byte nonce, a 16-byte tag and no associated data; `open` raises `SealedError`."""

    name: bytes
    key_size: int
    seal: Callable[[bytes, bytes, bytes], bytes]
    open: Callable[[bytes, bytes, bytes], bytes]


CHACHA20_POLY1305: Final = Aead(
    b"AEAD_CHACHA20_POLY1305",
    primitives.KEY_SIZE,
    primitives.chacha20_poly1305_seal,
    primitives.chacha20_poly1305_open,
)


def seal(key: bytes, context: Context, plaintext: bytes) -> bytes:
    """Return the envelope of `plaintext` under a 32-byte `key`, for `context`."""
    return seal_with(CHACHA20_POLY1305, key, primitives.random_bytes(SALT_SIZE), context.to_bytes(), plaintext)


def open_verified(key: bytes, context: Context, envelope: bytes) -> bytes:
    """Return the plaintext of a whole envelope sealed under `key` for `context`; otherwise raise `SealedError`."""
    return open_with(CHACHA20_POLY1305, key, context.to_bytes(), envelope)


def sealed_size(size: int) -> int:
    """Return the size of the envelope of `size` bytes."""
    return HEADER_SIZE + size + primitives.TAG_SIZE * (size // CHUNK_SIZE + 1)


def seal_with(aead: Aead, key: bytes, salt: bytes, context: bytes, plaintext: bytes) -> bytes:
    """Return an envelope made with a given AEAD and salt: for outside vectors and for making ours, nothing else."""
    assert len(key) == aead.key_size and len(salt) == SALT_SIZE, "a key of the cipher's size and a salt of 24 bytes"
    aead_key, base_nonce, commitment = _key_schedule(aead, key, salt, context)
    chunks = [
        aead.seal(aead_key, nonce, plaintext[start : start + CHUNK_SIZE])
        for start, nonce in _places(base_nonce, len(plaintext) // CHUNK_SIZE + 1, CHUNK_SIZE)
    ]
    return salt + commitment + b"".join(chunks)


def open_with(aead: Aead, key: bytes, context: bytes, envelope: bytes) -> bytes:
    """Open what `seal_with` made, or raise `SealedError`."""
    if len(key) != aead.key_size or len(envelope) < HEADER_SIZE + primitives.TAG_SIZE:
        raise SealedError
    body = envelope[HEADER_SIZE:]
    aead_key, base_nonce, commitment = _key_schedule(aead, key, envelope[:SALT_SIZE], context)
    if not primitives.equal(commitment, envelope[SALT_SIZE:HEADER_SIZE]):
        raise SealedError
    if len(body) % SEALED_CHUNK_SIZE < primitives.TAG_SIZE:
        # the last sealed chunk is full, or is not even a tag
        raise SealedError
    places = _places(base_nonce, len(body) // SEALED_CHUNK_SIZE + 1, SEALED_CHUNK_SIZE)
    return b"".join([aead.open(aead_key, nonce, body[start : start + SEALED_CHUNK_SIZE]) for start, nonce in places])


def _key_schedule(aead: Aead, key: bytes, salt: bytes, context: bytes) -> tuple[bytes, bytes, bytes]:
    info = _INFO + aead.name + b"\x00" + salt + context
    nonce_end = aead.key_size + primitives.NONCE_SIZE
    stream = primitives.hkdf_expand(key, info, nonce_end + COMMITMENT_SIZE)
    return stream[: aead.key_size], stream[aead.key_size : nonce_end], stream[nonce_end:]


def _places(base_nonce: bytes, count: int, size: int) -> Iterator[tuple[int, bytes]]:
    base = int.from_bytes(base_nonce, "big")
    for index in range(count):
        yield index * size, (base ^ index).to_bytes(primitives.NONCE_SIZE, "big")
