"""The load generator: keep-alive sockets on the loopback, requests made beforehand, every byte counted."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

HOST: Final = "127.0.0.1"
PIECE: Final = 1 << 18
TIME_LIMIT: Final = 60.0
HEAD_END: Final = b"\r\n\r\n"


class LoadError(RuntimeError):
    """An answer that the workload did not expect, or none in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; `size` counts its bytes on the wire, head and chunk lengths included."""

    status: int
    headers: Mapping[bytes, bytes]
    body: bytes
    size: int


def request(method: str, path: str, body: bytes | None = None, **headers: str) -> bytes:
    """Return the bytes of one request; `content_type` among the headers is written `Content-Type`."""
    fields = {"host": HOST, **headers} | ({} if body is None else {"content-length": str(len(body))})
    lines = [f"{method} {path} HTTP/1.1", *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items())]
    return "\r\n".join(lines).encode() + HEAD_END + (body or b"")


class Reader:
    """Takes the bytes of one answer as they come; `answer` is None until it is whole."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._pieces: list[bytes] = []
        self._status = 0
        self._headers: dict[bytes, bytes] = {}
        self._size = 0
        self._left: int | None = None  # bytes of the body, or of the chunk, still to come

    def feed(self, piece: bytes) -> Answer | None:
        """Take a piece; returns the answer once it is whole."""
        self._waiting += piece
        self._size += len(piece)
        if not self._status and not self._read_head():
            return None
        whole = self._read_chunks() if b"transfer-encoding" in self._headers else self._read_counted()
        return Answer(self._status, self._headers, b"".join(self._pieces), self._size) if whole else None

    def _read_head(self) -> bool:
        head, mark, rest = self._waiting.partition(HEAD_END)
        if not mark:
            return False
        first, *lines = bytes(head).split(b"\r\n")
        self._status = int(first.split(b" ", 2)[1])
        for line in lines:
            name, _, value = line.partition(b":")
            known = self._headers.get(name.lower())
            self._headers[name.lower()] = value.strip() if known is None else known + b", " + value.strip()
        self._waiting = rest
        return True

    def _read_counted(self) -> bool:
        wanted = 0 if self._status in {204, 304} else int(self._headers.get(b"content-length", b"0"))
        if len(self._waiting) < wanted:
            return False
        self._pieces.append(bytes(self._waiting))
        return True

    def _read_chunks(self) -> bool:
        start = 0
        while (line_end := self._waiting.find(b"\r\n", start)) >= 0:
            length = int(self._waiting[start:line_end], 16)
            end = line_end + 2 + length + 2
            if len(self._waiting) < end:
                break
            self._pieces.append(bytes(self._waiting[line_end + 2 : end - 2]))
            start = end
            if length == 0:
                return True
        del self._waiting[:start]
        return False


class Connection:
    """One keep-alive connection, one request at a time."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port), timeout=TIME_LIMIT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, asked: bytes, expected: int = 200) -> Answer:
        """Send a request and wait for its answer; raises `LoadError` for another status than the expected one."""
        self.socket.sendall(asked)
        reader = Reader()
        while piece := self.socket.recv(PIECE):
            if answer := reader.feed(piece):
                if answer.status != expected:
                    raise LoadError(f"{answer.status} instead of {expected}: {answer.body[:200]!r}")
                return answer
        raise LoadError("the server closed the connection")

    def close(self) -> None:
        """Close the socket."""
        self.socket.close()


Next = Callable[[], tuple[str, bytes]]
"""Gives the kind and the bytes of a client's next request."""
Answered = Callable[[str, Answer], bytes | None]
"""Judges an answer: None when the operation is over, or a request that goes on with it; raises `LoadError`."""


@dataclass(frozen=True, slots=True)
class Client:
    """One client of a crowd."""

    ask: Next
    answered: Answered


@dataclass(slots=True)
class Crowd:
    """What a crowd lived through: its duration, the duration of each operation, the retries that nobody saw."""

    seconds: float = 0.0
    durations: list[float] = field(default_factory=list)
    retries: int = 0
    errors: int = 0

    @property
    def rate(self) -> float:
        """Operations a second."""
        return len(self.durations) / self.seconds

    @property
    def slow(self) -> float:
        """The 95th percentile of an operation, milliseconds."""
        return sorted(self.durations)[int(len(self.durations) * 0.95)] * 1000


@dataclass(slots=True)
class _Turn:
    client: Client
    sock: socket.socket
    kind: str = ""
    began: float = 0.0
    reader: Reader = field(default_factory=Reader)

    def begin(self) -> None:
        """Ask the client's next question."""
        self.kind, asked = self.client.ask()
        self.reader, self.began = Reader(), time.perf_counter()
        self.sock.sendall(asked)

    def hear(self, lived: Crowd) -> bool:
        """Take what came; returns whether the operation is over."""
        piece = self.sock.recv(PIECE)
        if not piece:
            raise LoadError("the server closed the connection")
        answer = self.reader.feed(piece)
        if answer is None:
            return False
        again = self._judge(answer, lived)
        if again is not None:
            lived.retries += 1
            self.reader = Reader()
            self.sock.sendall(again)
            return False
        lived.durations.append(time.perf_counter() - self.began)
        return True

    def _judge(self, answer: Answer, lived: Crowd) -> bytes | None:
        try:
            return self.client.answered(self.kind, answer)
        except LoadError:
            lived.errors += 1
            return None


def crowd(port: int, clients: Iterable[Client], operations: int) -> Crowd:
    """Let clients ask at the same time, each on its connection, until so many operations are over."""
    lived = Crowd()
    connections = [(Connection(port), client) for client in clients]
    with selectors.DefaultSelector() as selector:
        turns = [_Turn(client, connection.socket) for connection, client in connections]
        for turn in turns:
            selector.register(turn.sock, selectors.EVENT_READ, turn)
        began = time.perf_counter()
        for turn in turns:
            turn.begin()
        left = operations - len(turns)
        while len(lived.durations) < operations:
            ready = selector.select(TIME_LIMIT)
            if not ready or time.perf_counter() - began > TIME_LIMIT:
                raise LoadError("the server does not answer")
            for key, _ in ready:
                if key.data.hear(lived) and left > 0:
                    left -= 1
                    key.data.begin()
        lived.seconds = time.perf_counter() - began
    for connection, _ in connections:
        connection.close()
    return lived
