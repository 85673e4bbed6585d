"""Labelled Ed25519 signatures (`docs/spec/signatures.md`)."""

from crypto import primitives
from crypto.primitives import ed25519_public as identity_of

__all__ = ["identity_of", "sign", "verify"]


def sign(seed: bytes, label: bytes, message: bytes) -> bytes:
    """Return the 64-byte signature of a labelled `message` under a 32-byte seed."""
    return primitives.ed25519_sign(seed, primitives.labelled(label, message))


def verify(identity: bytes, label: bytes, message: bytes, signature: bytes) -> None:
    """Raise `SignatureError` unless `signature` is that of the labelled `message` by `identity`."""
    primitives.ed25519_verify(identity, primitives.labelled(label, message), signature)
