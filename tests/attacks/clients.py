"""The two clients behind one set of verbs, so that one attack is two tests.

A client belongs to a person on a device. A refusal of either is a `Refused` with the code that is shown.
"""

from typing import Protocol

PASSPHRASE = "abaisser boiser cheval dérober enfermer farine glacier"
OTHER_PASSPHRASE = "maison navire orange pelouse rapide sauvage tulipe"

WRONG_SECRET = {"credentials", "wrong-secret"}  # the word of the interface, then the word of the notebook's door


class Refused(Exception):  # noqa: N818 - it is an outcome, which tests expect
    """A client that would not go on; `code` is one of those of the specification."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Client(Protocol):
    """A person at a device. Every verb raises `Refused`."""

    login: str
    words: str

    def create(self) -> None:
        """Open a new space on this device."""

    def sign_in(self, passphrase: str = PASSPHRASE) -> None:
        """Open the notebook of this person for the first time on this device."""

    def reopen(self, passphrase: str = PASSPHRASE) -> None:
        """Close the notebook, open it again, and see what is new."""

    def recover(self, passphrase: str) -> None:
        """Open the notebook with the twelve words, and choose another passphrase; `words` are new afterwards."""

    def keep(self, text: str, object_id: str | None = None) -> str:
        """Write a text, or write it again; returns its id. It may not have reached the server."""

    def send(self) -> None:
        """Send what is kept here, and see what is new."""

    def try_again(self) -> None:
        """Wait until the client has sent by itself what it could not send before."""

    def confirmed(self) -> set[str]:
        """The ids of the texts that are shown as kept by the server."""

    def read(self) -> dict[str, str | None]:
        """Every text by its id, None for one that does not open."""

    def erase(self, object_id: str) -> None:
        """Erase a text for good."""

    def change(self, passphrase: str) -> None:
        """Change the passphrase."""

    def start_over(self, passphrase: str) -> None:
        """Make every key again: « je suis peut-être compromis·e »."""

    def export(self, passphrase: str) -> bytes:
        """Take everything away in one file."""

    def export_kept(self, passphrase: str) -> bytes:
        """Take away what this device keeps, without the server."""

    def open_export(self, file: bytes, passphrase: str) -> list[str]:
        """Read the texts of such a file."""

    def memory(self) -> str:
        """What this device remembers of the notebook, as text to compare."""

    def shown(self) -> str:
        """Everything that a person can see at this moment."""

    def another_device(self) -> "Client":
        """The same person, on a device that knows nothing yet."""

    def leave(self) -> None:
        """Put the device away."""
