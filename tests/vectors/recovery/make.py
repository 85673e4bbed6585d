"""Vectors of `docs/spec/recovery.md`."""

import unicodedata
from collections.abc import Iterator

from crypto import recovery, wordlist
from tests.vectors.generate import Vector, accepted, fixed, refused

ENTROPY = fixed("entropy", 16)
READ = "recovery.entropy"


def accented() -> bytes:
    """Return an entropy whose words hold at least two accents."""
    for number in range(1000):
        entropy = fixed(f"entropy {number}", 16)
        if sum(not word.isascii() for word in recovery.words_of(entropy)) >= 3:
            return entropy
    raise AssertionError("words with accents are common")


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    for name, entropy in {"zeros": bytes(16), "ones": b"\xff" * 16, "random": ENTROPY, "accents": accented()}.items():
        yield accepted(f"words-{name}", f"the words of {name}", "recovery.words", entropy=entropy)
    for name, login in {"plain": "mesange", "as-typed": " Mesange "}.items():
        yield accepted(
            f"derive-{name}", f"the keys of a fiche, login {name}", "recovery.derive", entropy=ENTROPY, login=login
        )
    bad_login = {"entropy": ENTROPY, "login": "m"}
    yield refused("derive-bad-login", "a login without normal form", "password", "recovery.derive", **bad_login)
    yield from readings()
    yield from refusals()


def readings() -> Iterator[Vector]:
    """Yield ways of typing words that are read."""
    words = recovery.words_of(accented())
    plain = " ".join(words)
    folded = [wordlist.fold(word) for word in words]
    cases = {
        "composed": ("accents composed", plain),
        "decomposed": ("accents decomposed", unicodedata.normalize("NFD", plain)),
        "without-accents": ("accents left out", " ".join(folded)),
        "capitals": ("capitals", plain.upper()),
        "four-letters": ("the first four letters of each word", " ".join(word[:4] for word in folded)),
        "five-letters": ("the first five letters of each word", " ".join(word[:5] for word in folded)),
        "one-letter-less": ("every word without its last letter", " ".join(word[:-1] for word in folded)),
        "white-space": ("line feeds, tabs, no-break spaces and a byte order mark between the words",
                        "\ufeff\n" + "\t\u00a0\u202f\u2003".join(words) + "\r\n\u3000"),
        "full-width": ("full-width letters fold to plain ones",
                       " ".join("".join(chr(ord(letter) + 0xFEE0) for letter in word) for word in folded)),
        "other-marks": ("marks that are not accents are removed too", plain.replace("a", "a\u20dd")),
    }  # fmt: skip
    for name, (comment, text) in cases.items():
        yield accepted(f"read-{name}", comment, READ, text=text)


def refusals() -> Iterator[Vector]:
    """Yield texts that are no fiche."""
    words = recovery.words_of(accented())
    folded = [wordlist.fold(word) for word in words]
    swapped = [words[1], words[0], *words[2:]]
    cases = {
        "nothing": ("no word", ""),
        "spaces": ("nothing but spaces", " \n "),
        "eleven": ("eleven words", " ".join(words[:-1])),
        "thirteen": ("thirteen words", " ".join([*words, words[0]])),
        "twenty-four": ("twenty-four words", " ".join(words * 2)),
        "unknown-first": ("the first word is not in the list", " ".join(["recul", *words[1:]])),
        "unknown-last": ("the last word is not in the list", " ".join([*words[:-1], "zzzz"])),
        "unknown-two": ("two unknown words: the position is the first", " ".join([*words[:4], "xxxx", "yyyy"])),
        "unknown-and-short": ("an unknown word among three: the position is still said", "abaisser zzzz abandon"),
        "three-letters": ("a prefix of three letters", " ".join([words[0], folded[1][:3], *words[2:]])),
        "letter-too-many": ("a word with a letter too many", " ".join([*words[:7], words[7] + "z", *words[8:]])),
        "english": ("an English word", " ".join([*words[:2], "zebra", *words[3:]])),
        "hyphen": ("words joined by hyphens are one word", "-".join(words)),
        "surrogate": ("a lone surrogate", " ".join(["\ud800", *words[1:]])),
        "order": ("two words exchanged: the checksum", " ".join(swapped)),
        "checksum": ("all the same word: the checksum", " ".join(["abaisser"] * 12)),
        "zero-width": ("a zero-width space in a word", " ".join([words[0][:2] + "\u200b" + words[0][2:], *words[1:]])),
    }  # fmt: skip
    for name, (comment, text) in cases.items():
        yield refused(f"read-{name}", comment, "phrase", READ, text=text)
