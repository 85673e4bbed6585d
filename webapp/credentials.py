"""Proofs at rest: the only importer of argon2-cffi (`docs/spec/password.md` §3)."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from webapp.secret import Secret

FAKE_KDF_ID = 1
SALT_BYTES = 16

# A proof is 32 bytes that Argon2id already stretched on the device: a modest cost is enough here, and keeps a
# crowd signing in at once from emptying the memory of a small machine.
_hasher = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)
_nobody = _hasher.hash(bytes(32))


def keep(proof: bytes) -> str:
    """Return the text under which a proof is stored."""
    return _hasher.hash(proof)


def holds(kept: str | None, proof: bytes) -> bool:
    """Tell whether `proof` is the one kept; an unknown login (None) costs the same work and never holds."""
    try:
        return _hasher.verify(kept or _nobody, proof) and kept is not None
    except VerifyMismatchError:
        return False


def fake_salt(secret: Secret, login: str) -> bytes:
    """Return the salt of a login that nobody has: 16 bytes, the same each time it is asked."""
    return secret.mark("salt", login.encode())[:SALT_BYTES]
