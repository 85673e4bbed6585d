"""A tap on the wire: forwards a port to a server, and counts each request with the bytes of its answer."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from bench.load import HOST, PIECE

_REQUEST: Final = re.compile(rb"^(?:GET|POST|PUT|DELETE|HEAD) (\S+) HTTP/1\.1\r\n")


@dataclass(slots=True)
class Passed:
    """One request: its path, and the bytes of its answer, head included."""

    path: str
    size: int = 0


@dataclass
class Tap:
    """A listening tap; browsers speak HTTP/1.1, one request at a time on each connection."""

    listener: socket.socket = field(default_factory=lambda: socket.create_server((HOST, 0), backlog=128))
    passed: list[Passed] = field(default_factory=list)

    @property
    def port(self) -> int:
        """The port to visit."""
        port: int = self.listener.getsockname()[1]
        return port

    def lead_to(self, port: int) -> None:
        """Forward every connection to a port of the same machine, in threads that end with the process."""
        threading.Thread(target=self._accept, args=(port,), daemon=True).start()

    def taken(self) -> list[Passed]:
        """Return what passed since the last time, and forget it."""
        taken, self.passed = self.passed, []
        return taken

    def close(self) -> None:
        """Listen no more."""
        self.listener.close()

    def _accept(self, port: int) -> None:
        while True:
            try:
                browser, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection((HOST, port))
            last = [Passed("")]
            threading.Thread(target=self._forward, args=(browser, server, last), daemon=True).start()
            threading.Thread(target=self._back, args=(server, browser, last), daemon=True).start()

    def _forward(self, browser: socket.socket, server: socket.socket, last: list[Passed]) -> None:
        for piece in _pieces(browser):
            if asked := _REQUEST.match(piece):
                last[0] = Passed(asked[1].decode())
                self.passed.append(last[0])
            server.sendall(piece)
        _shut(server)

    def _back(self, server: socket.socket, browser: socket.socket, last: list[Passed]) -> None:
        for piece in _pieces(server):
            last[0].size += len(piece)
            try:
                browser.sendall(piece)
            except OSError:
                break
        _shut(browser)


def _pieces(sock: socket.socket) -> Iterator[bytes]:
    try:
        while piece := sock.recv(PIECE):
            yield piece
    except OSError:
        return


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        sock.close()
