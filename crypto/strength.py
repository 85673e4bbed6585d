"""The meter of chosen passphrases, and the only importer of zxcvbn (`docs/spec/password.md` §2)."""

from typing import Final

from zxcvbn import zxcvbn  # type: ignore[import-untyped]

from crypto import password
from crypto.errors import PasswordError

LEAST_GUESSES_LOG10: Final = 14
_RATED_CHARACTERS: Final = 72


def guesses_log10(passphrase: str, login: str) -> float:
    """Return the decimal logarithm of the guesses a passphrase is worth; only its first 72 characters count."""
    rated = password.normalise_passphrase(passphrase).decode()[:_RATED_CHARACTERS]
    return float(zxcvbn(rated, user_inputs=[login])["guesses_log10"])


def check_chosen(passphrase: str, login: str) -> None:
    """Raise `PasswordError` for a passphrase that cannot be used or is worth less than 10^14 guesses."""
    if guesses_log10(passphrase, login) < LEAST_GUESSES_LOG10:
        raise PasswordError("too easy to guess")
