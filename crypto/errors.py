"""The errors of the protocol, one class for each code of `docs/spec/conventions.md` § Errors."""

from typing import ClassVar


class ReculError(Exception):
    """Any refusal of the protocol; `code` is the word that every implementation gives it."""

    code: ClassVar[str]

    def __init__(self, detail: str = "") -> None:
        """Keep a `detail` for developers; it never holds a secret and is never shown to a person."""
        super().__init__(detail or self.code)


class EncodingError(ReculError):
    """Bytes that are not the one canonical encoding of a value."""

    code = "encoding"


class SealedError(ReculError):
    """An envelope did not open; one error, without detail, for every cause."""

    code = "sealed"


class SignatureError(ReculError):
    """A signature does not verify."""

    code = "signature"


class ChainError(ReculError):
    """A link that breaks a rule at its position."""

    code = "chain"


class RollbackError(ReculError):
    """The other side shows less than what was already seen."""

    code = "rollback"


class ForkError(ReculError):
    """The other side shows another history than the one already seen."""

    code = "fork"


class KdfRefusedError(ReculError):
    """A derivation that this client does not accept."""

    code = "kdf-refused"


class PasswordError(ReculError):
    """A passphrase or a login that cannot be used."""

    code = "password"


class PhraseError(ReculError):
    """Recovery words that cannot be read; `position` counts the first unknown word from 0, or is None."""

    code = "phrase"

    def __init__(self, detail: str = "", position: int | None = None) -> None:
        """Keep the `position` of the first unknown word beside the detail."""
        super().__init__(detail)
        self.position = position


class VersionError(ReculError):
    """A format that this release does not know."""

    code = "version"


class FramesError(ReculError):
    """A sequence of frames that is cut or malformed."""

    code = "frames"


class CeremonyError(ReculError):
    """A ceremony that cannot go on."""

    code = "ceremony"


ALL_ERRORS: tuple[type[ReculError], ...] = (
    EncodingError,
    SealedError,
    SignatureError,
    ChainError,
    RollbackError,
    ForkError,
    KdfRefusedError,
    PasswordError,
    PhraseError,
    VersionError,
    FramesError,
    CeremonyError,
)
"""Every class above, in the order of the specification."""
