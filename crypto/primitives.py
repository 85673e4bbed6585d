"""The primitives of the protocol, and the only importer of libsodium (`docs/spec/conventions.md` § Functions)."""

import hashlib
import hmac
import os
from typing import Final

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from crypto.errors import SealedError, SignatureError

HASH_SIZE: Final = 32
ID_SIZE: Final = 16
KEY_SIZE: Final = 32
SIGNATURE_SIZE: Final = 64
TAG_SIZE: Final = 16
NONCE_SIZE: Final = 12
UINT8_MAX: Final = 255
_HKDF_BLOCK: Final = 64


def random_bytes(size: int) -> bytes:
    """Return `size` random bytes of the operating system."""
    return os.urandom(size)


def equal(left: bytes, right: bytes) -> bool:
    """Compare two byte strings in constant time."""
    return hmac.compare_digest(left, right)


def labelled(label: bytes, content: bytes) -> bytes:
    """Return `u8 len(label) ‖ label ‖ content`, the form under which everything is hashed, derived or signed."""
    assert len(label) <= UINT8_MAX, "a label fits one length byte"
    return bytes([len(label)]) + label + content


def hash(label: bytes, content: bytes) -> bytes:
    """Return the 32-byte labelled BLAKE2b of `content`."""
    return hashlib.blake2b(labelled(label, content), digest_size=HASH_SIZE).digest()


def hash16(label: bytes, content: bytes) -> bytes:
    """Return the 16-byte labelled BLAKE2b of `content`."""
    return hashlib.blake2b(labelled(label, content), digest_size=ID_SIZE).digest()


def hkdf_extract(salt: bytes, input_key: bytes) -> bytes:
    """Return the 64-byte pseudorandom key of HKDF-SHA-512 (RFC 5869 §2.2)."""
    return hmac.digest(salt or bytes(_HKDF_BLOCK), input_key, "sha512")


def hkdf_expand(pseudorandom_key: bytes, info: bytes, size: int) -> bytes:
    """Return `size` bytes of HKDF-SHA-512 output (RFC 5869 §2.3); `size` is at most 16,320."""
    assert 0 <= size <= 255 * _HKDF_BLOCK, "HKDF gives at most 255 blocks"
    blocks: list[bytes] = []
    block = b""
    while len(blocks) * _HKDF_BLOCK < size:
        block = hmac.digest(pseudorandom_key, block + info + bytes([len(blocks) + 1]), "sha512")
        blocks.append(block)
    return b"".join(blocks)[:size]


def derive(key: bytes, label: bytes, info: bytes) -> bytes:
    """Return 32 bytes of HKDF-SHA-512 of `key`, with an empty salt and a labelled info."""
    return hkdf_expand(hkdf_extract(b"", key), labelled(label, info), KEY_SIZE)


def chacha20_poly1305_seal(key: bytes, nonce: bytes, plaintext: bytes, associated: bytes = b"") -> bytes:
    """Seal with ChaCha20-Poly1305 (RFC 8439), the tag last; the envelope has no associated data, outside vectors do."""
    return sodium.crypto_aead_chacha20poly1305_ietf_encrypt(plaintext, associated or None, nonce, key)


def chacha20_poly1305_open(key: bytes, nonce: bytes, sealed: bytes, associated: bytes = b"") -> bytes:
    """Open what `chacha20_poly1305_seal` made, or raise `SealedError`."""
    try:
        return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(sealed, associated or None, nonce, key)
    except CryptoError:
        raise SealedError from None


def ed25519_public(seed: bytes) -> bytes:
    """Return the Ed25519 public key of a 32-byte seed."""
    return sodium.crypto_sign_seed_keypair(seed)[0]


def ed25519_sign(seed: bytes, message: bytes) -> bytes:
    """Return the 64-byte Ed25519 signature of `message` under a 32-byte seed."""
    _, secret = sodium.crypto_sign_seed_keypair(seed)
    return sodium.crypto_sign(message, secret)[:SIGNATURE_SIZE]


def ed25519_verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Raise `SignatureError` unless libsodium accepts a 64-byte `signature` of `message` under a 32-byte key."""
    if len(public) != KEY_SIZE or len(signature) != SIGNATURE_SIZE:
        raise SignatureError("a key has 32 bytes and a signature 64")
    try:
        sodium.crypto_sign_open(signature + message, public)
    except CryptoError:
        raise SignatureError("the signature does not verify") from None


def x25519_public(secret: bytes) -> bytes:
    """Return the X25519 public key of a 32-byte secret."""
    return sodium.crypto_scalarmult_base(secret)


def x25519(secret: bytes, public: bytes) -> bytes:
    """Return the shared secret of X25519; one that is all zero, or a key of another size, raises `SealedError`."""
    if len(public) != KEY_SIZE:
        raise SealedError
    try:
        return sodium.crypto_scalarmult(secret, public)
    except CryptoError:
        # libsodium refuses an all-zero result, which only a low-order key gives
        raise SealedError from None


def argon2id(password: bytes, salt: bytes, memory: int, passes: int) -> bytes:
    """Return 32 bytes of Argon2id 1.3 with one lane; `memory` is in bytes, `salt` has 16."""
    return sodium.crypto_pwhash_alg(
        KEY_SIZE, password, salt, opslimit=passes, memlimit=memory, alg=sodium.crypto_pwhash_ALG_ARGON2ID13
    )
