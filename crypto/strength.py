"""The meter of chosen passphrases, and the only importer of zxcvbn (`docs/spec/password.md` §2)."""

from collections.abc import Iterator
from importlib import resources
from typing import Final

from zxcvbn import zxcvbn  # type: ignore[import-untyped]

from crypto import password, wordlist
from crypto.errors import PasswordError

LEAST_GUESSES_LOG10: Final = 14
SAYING_GUESSES_LOG10: Final = 4
_RATED_CHARACTERS: Final = 72
_LISTED: Final = resources.files("crypto").joinpath("sayings.txt").read_text("utf-8")
SAYINGS: Final = sorted((line.replace(" ", "") for line in _LISTED.splitlines()), key=len, reverse=True)
_LOOKALIKES: Final = str.maketrans("013457@$", "oieastas")


def without_sayings(passphrase: str) -> Iterator[tuple[str, int]]:
    """Yield what is left of a folded passphrase without the sayings it holds, and how many it held, when it held any.

    Accents, case, spaces and punctuation never hide a saying; digits are read as ornaments, then as the letters they
    look like.
    """
    folded = wordlist.fold(passphrase).replace("æ", "ae")
    for text in dict.fromkeys([folded, folded.translate(_LOOKALIKES)]):
        letters = "".join(each for each in text if "a" <= each <= "z")
        others = "".join(each for each in text if not "a" <= each <= "z" and each.isalnum())
        found = 0
        for saying in SAYINGS:
            found += letters.count(saying)
            letters = letters.replace(saying, "")
        if found:
            yield letters + others, found


def guesses_log10(passphrase: str, login: str) -> float:
    """Return the decimal logarithm of the guesses a passphrase is worth; only its first 72 characters count."""
    rated = password.normalise_passphrase(passphrase).decode()
    rests = (_rate(rest, login) + found * SAYING_GUESSES_LOG10 for rest, found in without_sayings(rated))
    return min([_rate(rated, login), *rests])


def check_chosen(passphrase: str, login: str) -> None:
    """Raise `PasswordError` for a passphrase that cannot be used or is worth less than 10^14 guesses."""
    if guesses_log10(passphrase, login) < LEAST_GUESSES_LOG10:
        raise PasswordError("too easy to guess")


def _rate(text: str, login: str) -> float:
    return float(zxcvbn(text[:_RATED_CHARACTERS], user_inputs=[login])["guesses_log10"]) if text else 0.0
