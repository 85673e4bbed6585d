"""The Python client: a notebook over HTTP, without any of the code that a server serves (`docs/spec/http-api.md`)."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from crypto import entries, primitives
from crypto.client import archive, branches, entrance, giving, history, outbox, own_templates, pull, push, rekeying
from crypto.client.api import Api, RefusedError
from crypto.client.archive import Exported
from crypto.client.device import Device
from crypto.client.groups import Groups
from crypto.client.notebook import Notebook
from crypto.client.outbox import Write
from crypto.client.pull import Notice
from crypto.client.rekeying import Asked, ShowWords
from crypto.client.transport import HttpTransport, OfflineError, Transport, WsgiTransport
from crypto.entries import Document
from crypto.errors import SealedError
from crypto.export import Opened
from crypto.operations import Put
from crypto.templates import Template

__all__ = ["Client", "Device", "HttpTransport", "Notice", "OfflineError", "RefusedError", "Transport", "WsgiTransport"]

TRASH_DAYS: Final = 30


class Client:
    """A person at a device: one method for each act, each raising the error of the protocol or of the interface.

    Raises, everywhere: the errors of `crypto.errors`, `RefusedError` for an answer that is an error, `OfflineError` for
    none. After an error nothing that was verified before is lost; what was written waits in the outbox.
    """

    def __init__(
        self, transport: Transport, device: Device | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        """Stand before a server with a device that remembers, or with a new one."""
        self.api = Api(transport)
        self.notice: Notice | None = None
        self._device, self._clock = device, clock
        self._notebook: Notebook | None = None
        self._groups: Groups | None = None

    @property
    def device(self) -> Device:
        """What this device remembers, to be saved to a file."""
        device = self._memory
        assert device is not None, "nobody has entered a notebook on this device"
        return device

    @property
    def notebook(self) -> Notebook:
        """The open notebook."""
        assert self._notebook is not None, "the notebook is closed"
        return self._notebook

    @property
    def groups(self) -> Groups:
        """The groups of the open notebook; sharing waits until the state shown was accepted."""
        self._check_accepted()
        if self._groups is None or self._groups.notebook is not self.notebook:
            self._groups = Groups(self.notebook)
        return self._groups

    # Entering and leaving

    def register(self, login: str, passphrase: str) -> list[str]:
        """Make an account; return the twelve words of its fiche."""
        notebook, words = entrance.register(self.api, login, passphrase)
        self._enter(notebook, None)
        return words

    def sign_in(self, login: str, passphrase: str) -> Notice | None:
        """Start a session; on a device without memory, return what must be accepted before anything is written."""
        return self._enter(*entrance.sign_in(self.api, self._memory, login, passphrase))

    def unlock(self, passphrase: str) -> None:
        """Open the notebook of this device, with or without network."""
        self._enter(entrance.unlock(self.api, self.device, passphrase), None)

    def start_recovery(self, login: str, words: str) -> Notice | None:
        """Enter with the words of the fiche, to read and to finish the recovery."""
        return self._enter(*entrance.recover(self.api, self._memory, login, words))

    def accept_state(self) -> None:
        """Say yes to what a device without memory was shown."""
        self.device.accepted = True

    def close(self) -> None:
        """Forget every key; the device keeps what it remembers."""
        self._device, self._notebook, self._groups = self.device, None, None

    # Reading and writing

    def sync(self) -> None:
        """Take what is new, then send what waits."""
        pull.pull(self.notebook)
        if self.device.outbox:
            self._check_accepted()
            push.push(self.notebook)

    def listing(self) -> dict[bytes, dict[str, Any]]:
        """Return the summary of each text that has not ended; one that does not open keeps its name, or has none."""
        return {
            object_id: self.notebook.summaries.get(object_id, {})
            for object_id, record in self.device.state.objects.items()
            if not self.notebook.is_over(record) and object_id not in self.notebook.memories
        }

    def write(self, document: Document, object_id: bytes | None = None) -> bytes:
        """Keep a document in the outbox, as a new text or as the next revision of one; return its id."""
        object_id = object_id or primitives.random_bytes(primitives.ID_SIZE)
        self._put(object_id, document, None)
        return object_id

    def read(self, object_id: bytes) -> Document:
        """Return the newest words of a text, sent or not; raise `SealedError` when it does not open."""
        waiting = outbox.waiting_text(self.notebook, object_id)
        if waiting is not None and waiting.text is not None:
            return entries.from_bytes(waiting.text)
        sealed = self.notebook.current(object_id)
        if sealed is None or object_id in self.device.unreadable:
            raise SealedError
        return self.notebook.document(sealed)

    def trash(self, object_id: bytes) -> None:
        """Put a text in the corbeille: it ends in thirty days."""
        self._put(object_id, self.read(object_id), self.notebook.today() + TRASH_DAYS)

    def restore(self, object_id: bytes) -> None:
        """Take a text out of the corbeille."""
        self._put(object_id, self.read(object_id), None)

    def tombstone(self, object_id: bytes) -> None:
        """Erase a text for good."""
        base = self.device.state.revision_of(object_id)
        outbox.add(self.notebook, Write(object_id, base, None))

    def versions(self, object_id: bytes) -> list[Put]:
        """Return every version that was ever put of a text, oldest first."""
        return history.versions(self.notebook, object_id)

    def read_version(self, put: Put) -> Document:
        """Return the document of a version; raise `SealedError` when it is gone or does not open."""
        return history.open_version(self.notebook, put)

    def write_checkpoint(self) -> None:
        """Write a checkpoint now, instead of waiting until it is due."""
        self._check_accepted()
        push.write_checkpoint(self.notebook)

    # Keys

    def change_passphrase(self, current: str, new: str) -> None:
        """Replace the passphrase: same account key and fiche. After `OfflineError`, either may be the one."""
        self._check_accepted()
        rekeying.change_passphrase(self.notebook, current, new)

    def rekey(
        self, current: str, new: str, show: ShowWords, compromised: bool = False, lose_versions: bool = False
    ) -> None:
        """Make the account key, slots and wraps again, and the identity if `compromised`, once every group was left.

        `show` gets the words of the new fiche before anything is sent: a lost answer loses no words.
        """
        self._check_accepted()
        asked = Asked(current, new, compromised, lose_versions)
        if compromised:
            rekeying.check(self.notebook, asked)
            self.groups.leave_all()
        rekeying.rekey(self.notebook, asked, show)

    def finish_recovery(self, new: str, show: ShowWords, lose_versions: bool = False) -> None:
        """End a recovery with a new passphrase; `show` gets the words of the new fiche before anything is sent."""
        self._check_accepted()
        rekeying.rekey(self.notebook, Asked(None, new, False, lose_versions), show)

    # Ways out

    def give_back(self) -> int:
        """Give a server back the links it lost; return how many it took."""
        return giving.give_back(self.notebook)

    def reconcile(self) -> None:
        """Join the server's branch with one's own."""
        branches.reconcile(self.notebook)

    def export(self, passphrase: str) -> Exported:
        """Make the file of the whole notebook, and say what the server withheld of it."""
        return archive.export_file(self.notebook, passphrase)

    def export_kept(self, passphrase: str) -> Exported:
        """Make the file of what this device holds, offline or when the server shows something wrong."""
        return archive.export_kept(self.notebook, passphrase)

    def import_entries(self, opened: Opened) -> Sequence[bytes]:
        """Put the texts of an opened export into this notebook, under new ids."""
        return archive.import_texts(self.notebook, opened)

    # One's own templates

    def templates(self) -> list[Template]:
        """Return the templates of this notebook that were not taken away."""
        return own_templates.recall(self.notebook)

    def keep_template(self, template: Template) -> None:
        """Keep a template, new, changed or taken away; what was written with it stays as it is."""
        self._check_accepted()
        own_templates.keep(self.notebook, template)

    # The account

    def sessions(self) -> list[dict[str, Any]]:
        """Return the sessions of the account."""
        return list(self.api.json("GET", "/sessions")["sessions"])

    def cut_session(self, session_id: str) -> None:
        """Cut a session by its id, or this one: `current`."""
        self.api.json("DELETE", f"/sessions/{session_id}")

    def rows(self) -> dict[str, Any]:
        """Return every row the server stores about the person."""
        return dict(self.api.json("GET", "/account/rows")["tables"])

    def delete_account(self, passphrase: str) -> dict[str, int]:
        """Erase the account and everything in it; return how many rows went."""
        proof = rekeying.prove(self.device.keys, passphrase)
        return self.api.json("POST", "/account/deletion", {"auth": proof.auth})

    @property
    def _memory(self) -> Device | None:
        """What this device remembers, open or closed: signing in again must not forget the mark."""
        return self._notebook.device if self._notebook else self._device

    def _enter(self, notebook: Notebook, notice: Notice | None) -> Notice | None:
        notebook.clock = self._clock
        self._notebook, self.notice = notebook, notice
        return notice

    def _put(self, object_id: bytes, document: Document, end: int | None) -> None:
        base = self.device.state.revision_of(object_id)
        outbox.add(self.notebook, Write(object_id, base, entries.to_bytes(document), end))

    def _check_accepted(self) -> None:
        if not self.device.accepted:
            raise RefusedError("state-not-accepted")
