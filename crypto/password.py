"""From a login and a passphrase to the two keys they give (`docs/spec/password.md`)."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from crypto import labels, primitives, wordlist
from crypto.errors import KdfRefusedError, PasswordError

SALT_SIZE: Final = 16
MAX_PASSPHRASE_SIZE: Final = 1024
CURRENT_KDF_ID: Final = 1
GENERATED_WORDS: Final = 7
_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{2,31}")
_MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kdf:
    """Argon2id parameters: `memory` in bytes, `passes` over it, one lane."""

    memory: int
    passes: int


KDFS: Final = {1: Kdf(64 * _MEBIBYTE, 3), 2: Kdf(128 * _MEBIBYTE, 3)}
"""The derivations this release accepts, by `kdf_id`; the table is never read from anywhere else."""


@dataclass(frozen=True, slots=True)
class PasswordKeys:
    """What a passphrase gives: `auth` is sent, `wrap` never leaves the client."""

    auth: bytes
    wrap: bytes


def normalise_login(login: str) -> str:
    """Return the normal form of a login, or raise `PasswordError`."""
    normal = unicodedata.normalize("NFKC", login).lower().strip(" ")
    if not _LOGIN.fullmatch(normal):
        raise PasswordError("a login of another form")
    return normal


def normalise_passphrase(passphrase: str) -> bytes:
    """Return the normal form of a passphrase in UTF-8, or raise `PasswordError`."""
    normal = re.sub(" +", " ", unicodedata.normalize("NFKC", passphrase)).strip(" ")
    try:
        utf8 = normal.encode()
    except UnicodeEncodeError:
        raise PasswordError("a lone surrogate") from None
    if not 1 <= len(utf8) <= MAX_PASSPHRASE_SIZE:
        raise PasswordError("an empty passphrase, or one over 1,024 bytes")
    return utf8


def check_kdf(kdf_id: int, salt: bytes, least_kdf_id: int = 1) -> Kdf:
    """Return the parameters of a `kdf_id`; raise `KdfRefusedError` for one unknown or older than the last one used."""
    if kdf_id not in KDFS or kdf_id < least_kdf_id or len(salt) != SALT_SIZE:
        raise KdfRefusedError("a derivation that is unknown or older than the last one used")
    return KDFS[kdf_id]


def argon2_salt(kdf_id: int, login: str, salt: bytes) -> bytes:
    """Return the 16-byte salt that binds a normalised login and a `kdf_id` to the salt a server holds."""
    name = login.encode()
    return primitives.hash16(labels.SALT_ARGON2, bytes([kdf_id, len(name)]) + name + salt)


def derive(login: str, passphrase: str, kdf_id: int, salt: bytes, least_kdf_id: int = 1) -> PasswordKeys:
    """Return the keys of a passphrase; refuse a derivation (`KdfRefusedError`) before deriving anything."""
    kdf = check_kdf(kdf_id, salt, least_kdf_id)
    bound_salt = argon2_salt(kdf_id, normalise_login(login), salt)
    stretched = primitives.argon2id(normalise_passphrase(passphrase), bound_salt, kdf.memory, kdf.passes)
    return PasswordKeys(
        primitives.derive(stretched, labels.DERIVE_AUTH, b""), primitives.derive(stretched, labels.DERIVE_WRAP, b"")
    )


def generate_salt() -> bytes:
    """Return a new salt."""
    return primitives.random_bytes(SALT_SIZE)


def generate_passphrase() -> str:
    """Return seven words drawn uniformly from the French list: 77 bits."""
    drawn = [int.from_bytes(primitives.random_bytes(2), "big") % len(wordlist.WORDS) for _ in range(GENERATED_WORDS)]
    return " ".join(wordlist.WORDS[number] for number in drawn)
