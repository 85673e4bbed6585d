"""The *mots du jour*: eight words that the members of a group read aloud (`docs/spec/ceremony.md` §5)."""

from typing import Final

from crypto import labels, primitives, wordlist

WORD_COUNT: Final = 8
BITS: Final = 11
_MEMORY: Final = 64 * 1024 * 1024
_PASSES: Final = 3


def words_of_the_day(group_id: bytes, head: bytes) -> list[str]:
    """Return the eight words of a head of a group; it takes as long as a passphrase."""
    salt = primitives.hash16(labels.SALT_WORDS, group_id)
    stretched = primitives.argon2id(group_id + head, salt, _MEMORY, _PASSES)
    drawn = int.from_bytes(stretched[: WORD_COUNT * BITS // 8], "big")
    return [wordlist.WORDS[drawn >> BITS * (WORD_COUNT - 1 - place) & 2**BITS - 1] for place in range(WORD_COUNT)]
