"""A journal for a browser to open: texts of 2 KiB, sealed and linked as a client does, with a checkpoint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bench.load import Connection
from bench.notebook import Notebook
from bench.recul import ReculAccount, ReculSubject, append, register, session_of
from bench.subjects import CREATED, NOTE_SIZE
from crypto import entries, password
from crypto.frames import ObjectFrame

BATCH: Final = 500
LAST_DAY: Final = 1_795_000_000
SENTENCE: Final = "Aujourd’hui la réunion a commencé par un silence que personne n’a voulu remplir. "


class Journal:
    """An account with a passphrase, and how many texts it holds, written by their numbers."""

    def __init__(self, subject: ReculSubject, texts: int, written: Callable[[int], str] | None = None) -> None:
        self._written = written or _of_two_kibibytes
        self.passphrase = password.generate_passphrase()
        self.notebook = Notebook(f"journal{texts}", self.passphrase)
        self.texts = texts
        connection = Connection(subject.port)
        account = ReculAccount(self.notebook, session_of(connection.ask(register(self.notebook), CREATED)))
        summaries: dict[bytes, dict[str, Any]] = {}
        for first in range(0, texts, BATCH):
            frames = [self._text(number, summaries) for number in range(first, min(first + BATCH, texts))]
            head = account.head
            connection.ask(append(account, self.notebook.put(frames), head), CREATED)
        head = account.head
        connection.ask(append(account, self.notebook.checkpoint(summaries), head), CREATED)
        connection.close()

    def _text(self, number: int, summaries: dict[bytes, dict[str, Any]]) -> ObjectFrame:
        document = entries.from_text(self._written(number), "2026-11-01", LAST_DAY - number)
        frame = self.notebook.seal(entries.to_bytes(document))
        summaries[frame.object_id] = entries.summarize(document)
        return frame


def _of_two_kibibytes(number: int) -> str:
    return f"{number}. " + SENTENCE * (NOTE_SIZE // len(SENTENCE.encode()))
