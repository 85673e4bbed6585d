"""The 2,048 French words of BIP-39, and the only importer of their library (`docs/spec/recovery.md`)."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from mnemonic import Mnemonic

from crypto.errors import PhraseError

_BIP39: Final = Mnemonic("french")
WORDS: Final = tuple(unicodedata.normalize("NFC", word) for word in _BIP39.wordlist)
WORD_COUNT: Final = 12
LEAST_PREFIX: Final = 4
# the white space of ECMAScript, so that both implementations cut the same text at the same places
_SPACE: Final = re.compile("[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")


def fold(word: str) -> str:
    """Return a word without accents or case: NFKD, marks removed, lower case, `œ` as `oe`."""
    decomposed = unicodedata.normalize("NFKD", word)
    bare = "".join(character for character in decomposed if not unicodedata.category(character).startswith("M"))
    return bare.lower().replace("œ", "oe")


_BY_FOLDED: Final = {fold(word): word for word in WORDS}
_BY_PREFIX: Final[dict[str, list[str]]] = {}
for _folded, _word in _BY_FOLDED.items():
    for _size in range(LEAST_PREFIX, len(_folded)):
        _BY_PREFIX.setdefault(_folded[:_size], []).append(_word)


def split_words(text: str) -> list[str]:
    """Return the words of a text, separated by any white space."""
    return [word for word in _SPACE.split(text) if word]


def complete(word: str) -> str | None:
    """Return the word of the list that a typed word means, or None."""
    folded = fold(word)
    found = [_BY_FOLDED[folded]] if folded in _BY_FOLDED else _BY_PREFIX.get(folded, [])
    return found[0] if len(found) == 1 else None


def words_of(entropy: bytes) -> list[str]:
    """Return the twelve words of 16 bytes, in NFC."""
    return split_words(unicodedata.normalize("NFC", _BIP39.to_mnemonic(entropy)))


def entropy_of(words: Sequence[str]) -> bytes:
    """Return the 16 bytes of twelve words of the list; a wrong checksum raises `PhraseError`."""
    assert len(words) == WORD_COUNT, "sixteen bytes have twelve words"
    try:
        return bytes(_BIP39.to_entropy([unicodedata.normalize("NFKD", word) for word in words]))
    except ValueError:
        raise PhraseError("a wrong checksum") from None
