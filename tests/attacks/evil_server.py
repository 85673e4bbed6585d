"""A malicious server: the real application behind rules that change what passes.

A rule is a function `(request, forward) → answer`, named after the row of `docs/attacks.md` that it mounts. `forward`
is the honest server, or the next rule. The rule may change the request, the answer, or never forward at all. Each rule
counts how often it really changed something, so that a test can assert that its attack took place.

    @rule("A01", "POST", "/api/v1/prelogin")
    def weaker_derivation(request, forward):
        answer = forward(request)
        return answer.with_json(answer.json | {"kdf_id": 0})

The server is a WSGI application: the Python client calls it in process, a browser through `serving`. It gives whole
answers only: a stream of wake-ups ends at its first word, and clients find what is new by asking.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import run_wsgi_app

from crypto.frames import Frame, decode, encode


@dataclass(frozen=True)
class Request:
    """What a client sent: the headers are in `environ`, in their WSGI spelling."""

    method: str
    path: str
    query: str
    body: bytes
    environ: WSGIEnvironment = field(compare=False, repr=False)

    @property
    def agent(self) -> str:
        """How the client calls itself."""
        return str(self.environ.get("HTTP_USER_AGENT", ""))

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)

    @property
    def frames(self) -> list[Frame]:
        """The body, read as a sequence of frames."""
        return decode(self.body)

    def with_json(self, content: Any) -> "Request":
        """The same request with another JSON body."""
        return replace(self, body=json.dumps(content).encode())

    def with_frames(self, sequence: list[Frame]) -> "Request":
        """The same request with other frames."""
        return replace(self, body=encode(sequence))


@dataclass(frozen=True)
class Answer:
    """What goes back: the status line, the headers, the whole body."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)

    @property
    def frames(self) -> list[Frame]:
        """The body, read as a sequence of frames."""
        return decode(self.body)

    def with_json(self, content: Any) -> "Answer":
        """The same answer with another JSON body."""
        return self.with_body(json.dumps(content).encode())

    def with_frames(self, sequence: list[Frame]) -> "Answer":
        """The same answer with other frames, ended as they should be."""
        return self.with_body(encode(sequence))

    def with_body(self, body: bytes) -> "Answer":
        """The same answer with other bytes, its length corrected."""
        if body == self.body:
            return self
        kept = tuple((name, value) for name, value in self.headers if name.lower() != "content-length")
        return replace(self, headers=(*kept, ("Content-Length", str(len(body)))), body=body)


STREAM = "text/event-stream"

Forward = Callable[[Request], Answer]
Change = Callable[[Request, Forward], Answer]


@dataclass
class Rule:
    """One attack: `change` applies to requests whose method and path match; `fired` counts its effects.

    `victim` is the only user agent that is lied to, everybody when it is empty.
    """

    row: str
    method: str
    path: re.Pattern[str]
    change: Change
    fired: int = 0
    victim: str = ""

    def concerns(self, request: Request) -> bool:
        """Whether this rule is asked about `request`."""
        if self.victim not in ("", request.agent):
            return False
        return re.fullmatch(self.method, request.method) is not None and self.path.fullmatch(request.path) is not None

    def apply(self, request: Request, forward: Forward) -> Answer:
        """Answer in place of the server; count it when anything differs from what honesty would give."""
        honest: list[tuple[Request, Answer]] = []

        def watched(passed: Request) -> Answer:
            answer = forward(passed)
            honest.append((passed, answer))
            return answer

        answer = self.change(request, watched)
        if honest != [(request, answer)]:
            self.fired += 1
        return answer


def rule(row: str, method: str, path: str) -> Callable[[Change], Callable[[], Rule]]:
    """Make a rule of a function; call the result for a fresh rule whose count is zero."""

    def decorate(change: Change) -> Callable[[], Rule]:
        return lambda: Rule(row, method, re.compile(path), change)

    return decorate


class EvilServer:
    """A WSGI application that obeys its rules, newest first, and keeps every exchange it saw."""

    def __init__(self, honest: WSGIApplication) -> None:
        self.honest = honest
        self.rules: list[Rule] = []
        self.exchanges: list[tuple[Request, Answer]] = []
        self.faults: list[int] = []  # the positions of the exchanges that a rule changed
        self._lock = threading.Lock()

    def mount(self, *rules: Rule) -> None:
        """Obey these rules from now on."""
        self.rules = [*rules, *self.rules]

    def behave(self) -> None:
        """Forget every rule: be the honest server again."""
        self.rules = []

    @property
    def fired(self) -> int:
        """How often the rules obeyed now have changed something."""
        return sum(rule.fired for rule in self.rules)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
        """Serve one request through the rules (PEP 3333)."""
        request = _read(environ)
        before = self.fired
        answer = self._forward(self.rules)(request)
        with self._lock:
            if self.fired > before:
                self.faults.append(len(self.exchanges))
            self.exchanges.append((request, answer))
        start_response(answer.status, list(answer.headers))
        return iter([answer.body])

    def _forward(self, rules: list[Rule]) -> Forward:
        if not rules:
            return self.ask
        first, rest = rules[0], self._forward(rules[1:])
        return lambda request: first.apply(request, rest) if first.concerns(request) else rest(request)

    def ask(self, request: Request) -> Answer:
        """Give the answer of the honest application."""
        environ = request.environ | {
            "wsgi.input": BytesIO(request.body),
            "CONTENT_LENGTH": str(len(request.body)),
            "PATH_INFO": request.path,
            "QUERY_STRING": request.query,
        }
        body, status, headers = run_wsgi_app(self.honest, environ)
        try:
            whole = next(iter(body)) if headers.get("Content-Type", "").startswith(STREAM) else b"".join(body)
        finally:
            getattr(body, "close", lambda: None)()
        return Answer(status, tuple(headers.items()), whole)


def _read(environ: WSGIEnvironment) -> Request:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length) if length else b""
    return Request(environ["REQUEST_METHOD"], environ["PATH_INFO"], environ.get("QUERY_STRING", ""), body, environ)


class _Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Print nothing: the exchanges are kept by the server."""


@contextmanager
def serving(application: WSGIApplication, port: int = 0) -> Iterator[str]:
    """Serve `application` on a free port of this machine to real browsers; gives its origin."""
    server = make_server("127.0.0.1", port, application, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
