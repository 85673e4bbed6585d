"""The *fiche de secours*: sixteen random bytes as twelve words (`docs/spec/recovery.md`)."""

from dataclasses import dataclass
from typing import Final

from crypto import labels, password, primitives, wordlist
from crypto.errors import PhraseError

ENTROPY_SIZE: Final = 16


@dataclass(frozen=True, slots=True)
class RecoveryKeys:
    """What the words give: `auth` is sent, `wrap` is kept."""

    auth: bytes
    wrap: bytes


def generate() -> bytes:
    """Return the entropy of a new fiche."""
    return primitives.random_bytes(ENTROPY_SIZE)


def words_of(entropy: bytes) -> list[str]:
    """Return the twelve words of 16 bytes of entropy."""
    return wordlist.words_of(entropy)


def entropy_of(text: str) -> bytes:
    """Return the entropy of words as they were typed: folded, completed from four letters, checked.

    `PhraseError` carries the position, from 0, of the first unknown word when there is one.
    """
    completed = [wordlist.complete(word) for word in wordlist.split_words(text)]
    words = [word for word in completed if word is not None]
    if len(words) < len(completed):
        raise PhraseError("an unknown word", completed.index(None))
    if len(words) != wordlist.WORD_COUNT:
        raise PhraseError("twelve words were expected")
    return wordlist.entropy_of(words)


def derive(entropy: bytes, login: str) -> RecoveryKeys:
    """Return the keys of a fiche for a login; raise `PasswordError` for a login that has no normal form."""
    vault_login = password.normalise_login(login).encode()
    return RecoveryKeys(
        primitives.derive(entropy, labels.DERIVE_RECOVERY_AUTH, vault_login),
        primitives.derive(entropy, labels.DERIVE_RECOVERY_WRAP, vault_login),
    )
