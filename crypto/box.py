"""An envelope for the holder of an X25519 key, of unknown author (`docs/spec/box.md`)."""

from typing import Final

from crypto import envelope, labels, primitives
from crypto.envelope import Context
from crypto.errors import SealedError
from crypto.primitives import x25519_public as box_key_of

__all__ = ["box_key_of", "open_unattributed", "seal", "seal_from"]

EPHEMERAL_SIZE: Final = 32


def seal(their_box_key: bytes, context: Context, plaintext: bytes) -> bytes:
    """Return the box of `plaintext` for the holder of `their_box_key`; a low-order key raises `SealedError`."""
    return seal_from(primitives.random_bytes(primitives.KEY_SIZE), their_box_key, context, plaintext)


def seal_from(ephemeral_secret: bytes, their_box_key: bytes, context: Context, plaintext: bytes) -> bytes:
    """Seal from a given ephemeral secret, which MUST be fresh: `seal` is the door for everything but vectors."""
    ephemeral = box_key_of(ephemeral_secret)
    key = _key(primitives.x25519(ephemeral_secret, their_box_key), ephemeral, their_box_key)
    return ephemeral + envelope.seal(key, context, plaintext)


def open_unattributed(box_secret: bytes, context: Context, box: bytes) -> bytes:
    """Return what a box holds, or raise `SealedError`; nothing tells who made it."""
    ephemeral = box[:EPHEMERAL_SIZE]
    if len(ephemeral) < EPHEMERAL_SIZE:
        raise SealedError
    key = _key(primitives.x25519(box_secret, ephemeral), ephemeral, box_key_of(box_secret))
    return envelope.open_verified(key, context, box[EPHEMERAL_SIZE:])


def _key(shared: bytes, ephemeral: bytes, their_box_key: bytes) -> bytes:
    return primitives.derive(shared, labels.DERIVE_BOX, ephemeral + their_box_key)
