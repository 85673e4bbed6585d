"""Recul under measure: the real command, real accounts, links signed before the clock starts."""

from __future__ import annotations

import itertools
import json
import os
import re
import sys
from pathlib import Path
from typing import Final

from bench.load import Answer, Connection, LoadError, request
from bench.notebook import Notebook, put_of
from bench.subjects import CREATED, NOTE_SIZE, Account, Device, Subject
from crypto import chain, frames
from crypto.chain import Mark
from crypto.frames import WRAP_SIZE, LinkFrame, ObjectFrame

MEDIA_TYPE: Final = "application/vnd.recul.frames"
API: Final = "/api/v1"
_COOKIE: Final = re.compile(rb"\brecul=[0-9a-f]+")
_numbers = itertools.count(1)


class ReculSubject(Subject):
    """`recul serve`, one worker, its usual threads, SQLite."""

    name = "Recul"
    public_port: int | None = None  # that of the tap, when browsers come through one

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "recul.sqlite"

    def command(self, port: int) -> list[str | Path]:
        """Return the command that administrators use."""
        return [Path(sys.executable).with_name("recul"), "serve", "--host", "127.0.0.1", "--port", str(port)]

    def variables(self, port: int) -> dict[str, str]:
        """Say where the data is; one trusted proxy, so that each account comes from an address of its own."""
        origin = f"http://127.0.0.1:{self.public_port or port}"
        return {"RECUL_DATA_DIR": str(self.folder), "RECUL_PUBLIC_URL": origin, "RECUL_TRUSTED_PROXIES": "1"}

    def probe(self) -> bytes:
        """Return a request that the server answers as soon as it can."""
        return request("GET", f"{API}/status")

    def account(self) -> ReculAccount:
        """Register a new account."""
        notebook = Notebook(f"personne{next(_numbers)}")
        connection = Connection(self.port)
        answer = connection.ask(_json("POST", f"{API}/accounts", notebook.registration()), CREATED)
        connection.close()
        return ReculAccount(notebook, session_of(answer))


class ReculAccount(Account):
    """A notebook and its session."""

    def __init__(self, notebook: Notebook, cookie: str) -> None:
        self.notebook = notebook
        self.cookie = cookie

    def writes(self, requests: int, notes_a_request: int) -> list[bytes]:
        """Return requests that add notes, each in one signed link, as the browser sends a batch."""
        return [self._write([sealed_note() for _ in range(notes_a_request)]) for _ in range(requests)]

    def checkpoint(self) -> bytes:
        """Return the request that adds a checkpoint, each text having a summary of about 250 bytes."""
        summary = {"kind": "entry", "title": "Une situation au foyer", "excerpt": "x" * 140, "lived": "2026-11-01"}
        head = self.head
        return append(self, self.notebook.checkpoint(dict.fromkeys(self.notebook.state.objects, summary)), head)

    def everything(self) -> bytes:
        """Return the request for every note."""
        return request("GET", self.path("/objects?after=-1"), cookie=self.cookie)

    def device(self) -> ReculDevice:
        """Return a device at the head of the chain."""
        return ReculDevice(self)

    def path(self, rest: str) -> str:
        """Return the path of a route of the vault."""
        return f"{API}/chains/{self.notebook.vault_id.hex()}{rest}"

    @property
    def head(self) -> Mark:
        """Where the chain stands once everything made so far was sent."""
        mark = self.notebook.state.mark
        assert mark is not None, "a notebook begins with link 0"
        return mark

    def _write(self, written: list[ObjectFrame]) -> bytes:
        head = self.head
        return append(self, self.notebook.put(written), head)


class ReculDevice(Device):
    """A device that signs after the head it knows, and signs again when another device was faster."""

    def __init__(self, account: ReculAccount) -> None:
        self._account = account
        self._mark = account.head
        self._written: ObjectFrame | None = None
        self._sent: bytes = b""

    def poll(self) -> bytes:
        """Return the request that asks whether there is anything new."""
        etag = f'"{self._mark.head.hex()}"'
        return request("GET", self._account.path("/head"), cookie=self._account.cookie, if_none_match=etag)

    def fetch(self) -> bytes:
        """Return the request for the first twenty notes."""
        return request("GET", self._account.path("/objects?after=-1&until=20"), cookie=self._account.cookie)

    def write(self) -> bytes:
        """Return the request that adds one note, signed now."""
        self._written = sealed_note()
        return self._signed([self._written])

    def answered(self, kind: str, answer: Answer) -> bytes | None:
        """Judge an answer; the links of a lost race lead to the same note under a new link, without its body."""
        if kind == "write" and answer.status == 409:
            links = [each.signed for each in frames.decode(answer.body) if isinstance(each, LinkFrame)]
            self._mark = Mark(self._mark.seq + len(links), chain.head_of(links[-1]))
            return self._signed([])
        if kind == "write" and answer.status == CREATED:
            self._mark = Mark(self._mark.seq + 1, chain.head_of(self._sent))
        elif kind == "poll" and answer.status == 200:
            said = json.loads(answer.body)
            self._mark = Mark(said["seq"], bytes.fromhex(answer.headers[b"etag"].strip(b'"').decode()))
        elif answer.status not in {200, 304} or kind == "write":
            raise LoadError(f"{answer.status} for {kind}: {answer.body[:100]!r}")
        return None

    def _signed(self, bodies: list[ObjectFrame]) -> bytes:
        assert self._written is not None, "there is something to sign"
        notebook, after = self._account.notebook, self._mark
        seed, operations = notebook.keyring.sign_seed, [put_of(self._written)]
        self._sent = chain.sign_link(seed, notebook.vault_id, after.seq + 1, after.head, operations)
        return append(self._account, frames.encode([*bodies, LinkFrame(self._sent)]), after)


def sealed_note() -> ObjectFrame:
    """Return a new note of 2 KiB of ciphertext, which looks like chance to a server."""
    return ObjectFrame(os.urandom(16), 1, 1, os.urandom(WRAP_SIZE), os.urandom(NOTE_SIZE))


def append(account: ReculAccount, body: bytes, after: Mark) -> bytes:
    """Return the request that appends frames after a head."""
    head = f"{after.seq}:{after.head.hex()}"
    return request(
        "POST", account.path("/links"), body, cookie=account.cookie, recul_head=head, content_type=MEDIA_TYPE
    )


def sign_in(account: ReculAccount) -> bytes:
    """Return the request that signs an account in."""
    return _json("POST", f"{API}/sessions", account.notebook.sign_in())


def register(notebook: Notebook) -> bytes:
    """Return the request that registers a notebook."""
    return _json("POST", f"{API}/accounts", notebook.registration())


def _json(method: str, path: str, value: object) -> bytes:
    number = next(_numbers)
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    body = json.dumps(value).encode()
    return request(method, path, body, content_type="application/json", x_forwarded_for=address)


def session_of(answer: Answer) -> str:
    """Return the session cookie that an answer gives."""
    found = _COOKIE.search(answer.headers[b"set-cookie"])
    assert found is not None, "whoever registers is signed in"
    return found[0].decode()
