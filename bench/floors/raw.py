"""The raw floor: one process, one thread, HTTP read by hand from sockets, SQLite with one commit a write.

`python -m bench.floors.raw FOLDER PORT`
"""

from __future__ import annotations

import re
import selectors
import socket
import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bench.floors import notes

_PATH: Final = re.compile(rb"(GET|POST) /(status|v/(\d+)/(notes|head))(?:\?after=(\d+)&until=(\d+))? ")
_LENGTH: Final = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


class Server:
    """Every connection, and the one database."""

    def __init__(self, folder: Path) -> None:
        self.database = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
        for pragma in notes.PRAGMAS:
            self.database.execute(f"PRAGMA {pragma}")
        self.database.execute(notes.TABLE)
        self.database.execute(notes.INDEX)

    def serve(self, port: int) -> None:
        """Answer until a signal ends the process."""
        listener = socket.create_server(("127.0.0.1", port), backlog=128)
        waiting: dict[socket.socket, bytearray] = {}
        with selectors.DefaultSelector() as selector:
            selector.register(listener, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    sock: socket.socket = key.fileobj  # type: ignore[assignment]
                    if sock is listener:
                        sock, _ = listener.accept()
                        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                        selector.register(sock, selectors.EVENT_READ)
                        waiting[sock] = bytearray()
                    elif not self._hear(sock, waiting[sock]):
                        selector.unregister(sock)
                        del waiting[sock]
                        sock.close()

    def _hear(self, sock: socket.socket, waiting: bytearray) -> bool:
        piece = sock.recv(1 << 18)
        waiting += piece
        head_end = waiting.find(b"\r\n\r\n")
        if head_end < 0:
            return bool(piece)
        length = _LENGTH.search(waiting, 0, head_end)
        end = head_end + 4 + (int(length[1]) if length else 0)
        if len(waiting) >= end:
            for each in self._answer(bytes(waiting[:head_end]), bytes(waiting[head_end + 4 : end])):
                sock.sendall(each)
            del waiting[:end]
        return bool(piece)

    def _answer(self, head: bytes, body: bytes) -> Iterable[bytes]:
        asked = _PATH.match(head)
        if asked is None:
            return [b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"]
        if asked[2] == b"status":
            return [_whole(200, b"{}")]
        account = int(asked[3])
        if asked[4] == b"head":
            return [_whole(200, b'{"seq": %d}' % self._last(account))]
        if asked[1] == b"POST":
            return [_whole(201, b'{"seq": %d}' % self._add(account, notes.decode(body)))]
        found = self.database.execute(notes.AFTER, (account, int(asked[5]), int(asked[6])))
        return _chunked(notes.pieces(notes.encode(found)))

    def _last(self, account: int) -> int:
        return int(self.database.execute(notes.LAST, (account,)).fetchone()[0])

    def _add(self, account: int, written: list[tuple[bytes, bytes]]) -> int:
        self.database.execute("BEGIN IMMEDIATE")
        seq = self._last(account)
        rows = [(account, seq + place, *note) for place, note in enumerate(written, 1)]
        self.database.executemany(notes.ADD, rows)
        self.database.execute("COMMIT")
        return seq + len(written)


def _whole(status: int, body: bytes) -> bytes:
    return b"HTTP/1.1 %d OK\r\ncontent-length: %d\r\n\r\n%b" % (status, len(body), body)


def _chunked(pieces: Iterable[bytes]) -> Iterable[bytes]:
    yield b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    for piece in pieces:
        if piece:
            yield b"%x\r\n%b\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


if __name__ == "__main__":
    Server(Path(sys.argv[1])).serve(int(sys.argv[2]))
