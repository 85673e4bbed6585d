"""How the client reaches a server: over a socket, or inside the same process."""

import http.client
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final, Protocol
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

TIMEOUT_SECONDS: Final = 60


class OfflineError(Exception):
    """No answer: the network, the server or this machine is away; `code` is what a caller shows."""

    code: Final = "offline"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP answer; the names of `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport(Protocol):
    """Something that carries a request to a server and its answer back, cookies kept. Raises `OfflineError`."""

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Send a request to an absolute `path`, and return the answer."""


@dataclass
class Cookies:
    """The cookies of one server, as a browser that is never closed would keep them."""

    values: dict[str, str] = field(default_factory=dict)

    def header(self) -> dict[str, str]:
        """Return the header to send, none when there are no cookies."""
        joined = "; ".join(f"{name}={value}" for name, value in self.values.items())
        return {"Cookie": joined} if joined else {}

    def take(self, set_cookie: list[str]) -> None:
        """Keep or forget the cookies of an answer."""
        for line in set_cookie:
            try:
                morsels = SimpleCookie(line)
            except CookieError:
                continue
            for name, morsel in morsels.items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.values.pop(name, None)
                else:
                    self.values[name] = morsel.value


class HttpTransport:
    """A server at an address such as `https://recul.example`."""

    def __init__(self, address: str) -> None:
        """Keep the address; nothing is sent before the first request."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("an address begins with http:// or https://")
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.cookies = Cookies()
        self._connection = kind(parts.hostname, parts.port, timeout=TIMEOUT_SECONDS)

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Send a request over the connection, which is opened again when it was closed."""
        try:
            self._connection.request(method, path, body, {**headers, **self.cookies.header()})
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise OfflineError(type(error).__name__) from error
        self.cookies.take(response.msg.get_all("Set-Cookie") or [])
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, content)

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        self._connection.close()


class WsgiTransport:
    """A WSGI application of the same process."""

    def __init__(self, application: Any) -> None:
        """Keep the application."""
        self.cookies = Cookies()
        self._application = application

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Call the application with the request."""
        environ = self._environ(method, path, headers, body)
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, its_headers: list[tuple[str, str]], exc_info: object = None) -> Any:
            begun.append((status, its_headers))
            return lambda _: None

        try:
            pieces = self._application(environ, start_response)
            try:
                content = b"".join(pieces)
            finally:
                getattr(pieces, "close", lambda: None)()
        except ConnectionError as error:
            raise OfflineError(type(error).__name__) from error
        status, its_headers = begun[-1]
        self.cookies.take([value for name, value in its_headers if name.lower() == "set-cookie"])
        return Answer(int(status.split()[0]), {name.lower(): value for name, value in its_headers}, content)

    def _environ(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
        bare, _, query = path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": bare,
            "QUERY_STRING": query,
            "HTTP_HOST": "localhost",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
        for name, value in {**headers, **self.cookies.header()}.items():
            key = name.upper().replace("-", "_")
            environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
        setup_testing_defaults(environ)
        return environ
