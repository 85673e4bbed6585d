"""The HTTP interface, one method for each route the client uses (`docs/spec/http-api.md`)."""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from crypto import frames
from crypto.chain import Mark
from crypto.client.transport import Answer, Transport
from crypto.errors import FramesError
from crypto.frames import Frame, LinkFrame, ObjectFrame, WrapFrame

ROOT: Final = "/api/v1"
FRAMES: Final = "application/vnd.recul.frames"
DEVICE_LABEL: Final = "Client Python"
MAX_HASHES: Final = 1000
FIRST_REFUSAL: Final = 300


class RefusedError(Exception):
    """An answer that is an error; `code` is one of `docs/spec/http-api.md` §1, or `malformed-answer`."""

    def __init__(self, code: str, retry_after: int | None = None, body: bytes = b"") -> None:
        """Keep the code, the seconds to wait if the server says so, and the body of the answer."""
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.body = body


@dataclass(frozen=True, slots=True)
class Keys:
    """What a server says of an account; nothing of it is believed before the account check."""

    login: str
    vault_id: bytes
    identity: bytes
    box_key: bytes
    epoch: int
    kdf_id: int
    salt: bytes
    passphrase_slot: bytes | None
    recovery_slot: bytes | None
    keyring: bytes
    scope: str


_TEXTS: Final = {"login", "scope"}
_NUMBERS: Final = {"epoch", "kdf_id"}


class Api:
    """The routes of a server, over a transport."""

    def __init__(self, transport: Transport) -> None:
        """Keep the transport."""
        self.transport = transport

    def prelogin(self, login: str) -> tuple[int, bytes]:
        """Return the derivation id and the salt of a login."""
        answer = self.json("POST", "/prelogin", {"login": login})
        return _number(answer, "kdf_id"), _bytes(answer, "salt")

    def register(self, **account: Any) -> Keys:
        """Make an account."""
        return _keys(self.json("POST", "/accounts", {**account, "device_label": DEVICE_LABEL}))

    def sign_in(self, login: str, auth: bytes) -> Keys:
        """Start a session by the proof of a passphrase."""
        return _keys(self.json("POST", "/sessions", {"login": login, "auth": auth, "device_label": DEVICE_LABEL}))

    def recover(self, login: str, recovery_auth: bytes) -> Keys:
        """Start a recovery session by the proof of a fiche."""
        asked = {"login": login, "recovery_auth": recovery_auth, "device_label": DEVICE_LABEL}
        return _keys(self.json("POST", "/recoveries", asked))

    def account(self) -> Keys:
        """Return the account of the session."""
        return _keys(self.json("GET", "/account"))

    def change_passphrase(self, **change: Any) -> Keys:
        """Replace the passphrase slot."""
        return _keys(self.json("PUT", "/account/passphrase", change))

    def rekey(self, change: dict[str, Any], sequence: Iterable[Frame]) -> Keys:
        """Replace the account key and everything that depends on it."""
        header = base64.b64encode(_written(change)).decode()
        answer = self._send("POST", "/account/rekey", frames.encode(sequence), {"Recul-Keys": header})
        return _keys(_read_json(answer))

    def head(self, chain_id: bytes) -> Mark:
        """Return where the server says a chain stands."""
        answer = self.json("GET", f"/chains/{chain_id.hex()}/head")
        return Mark(_number(answer, "seq"), _bytes(answer, "head"))

    def links(self, chain_id: bytes, after: int) -> list[bytes]:
        """Return the signed links after a place."""
        found = self.frames("GET", f"/chains/{chain_id.hex()}/links?after={after}")
        return _links(found)

    def start(self, chain_id: bytes) -> list[Frame]:
        """Return what a device without memory needs."""
        return self.frames("GET", f"/chains/{chain_id.hex()}/start")

    def append(self, chain_id: bytes, base: Mark, objects: Sequence[Frame], links: Sequence[bytes]) -> None:
        """Append links after a place; `RefusedError("stale-head")` carries the links the client lacks."""
        place = {"Recul-Head": f"{base.seq}:{base.head.hex()}"}
        self.send_links(f"/chains/{chain_id.hex()}/links", objects, links, place)

    def send_links(
        self, path: str, objects: Sequence[Frame], links: Sequence[bytes], headers: Mapping[str, str] | None = None
    ) -> None:
        """Send links with what they name."""
        sequence: list[Frame] = [*objects, *(LinkFrame(signed) for signed in links)]
        self._send("POST", path, frames.encode(sequence), headers or {})

    def objects(self, chain_id: bytes, after: int) -> list[ObjectFrame]:
        """Return the current version of each object put after a place."""
        found = self.frames("GET", f"/chains/{chain_id.hex()}/objects?after={after}")
        return [frame for frame in found if isinstance(frame, ObjectFrame)]

    def fetch(self, chain_id: bytes, hashes: Sequence[bytes]) -> list[ObjectFrame]:
        """Return the stored objects among those whose body hashes are given."""
        found: list[Frame] = []
        for start in range(0, len(hashes), MAX_HASHES):
            asked = b"".join(hashes[start : start + MAX_HASHES])
            path = f"/chains/{chain_id.hex()}/objects/fetch"
            found += self.frames("POST", path, asked, {"Content-Type": "application/octet-stream"})
        return [frame for frame in found if isinstance(frame, ObjectFrame)]

    def wraps(self, chain_id: bytes) -> list[WrapFrame]:
        """Return the wrap of every stored version."""
        found = self.frames("GET", f"/chains/{chain_id.hex()}/wraps")
        return [frame for frame in found if isinstance(frame, WrapFrame)]

    def json(self, method: str, path: str, asked: dict[str, Any] | None = None) -> dict[str, Any]:
        """Exchange JSON; bytes of `asked` travel as base64."""
        body = b"" if asked is None else _written(asked)
        return _read_json(self._send(method, path, body, {"Content-Type": "application/json"}))

    def frames(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> list[Frame]:
        """Ask for a sequence of frames."""
        return frames.decode(self._send(method, path, body, headers or {}).body)

    def _send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        given = {"Content-Type": FRAMES, **headers} if body else {}
        answer = self.transport.request(method, ROOT + path, given, body)
        if answer.status >= FIRST_REFUSAL:
            raise _refusal(answer)
        return answer


def stale_links(refusal: RefusedError) -> list[bytes]:
    """Return the links that a `stale-head` answer carries."""
    return _links(frames.decode(refusal.body))


def _links(found: list[Frame]) -> list[bytes]:
    signed = [frame.signed for frame in found if isinstance(frame, LinkFrame)]
    if len(signed) != len(found):
        raise FramesError("a frame that is not a link")
    return signed


def _refusal(answer: Answer) -> RefusedError:
    if answer.headers.get("content-type", "").startswith(FRAMES):
        return RefusedError("stale-head", body=answer.body)
    try:
        told = json.loads(answer.body)
        return RefusedError(str(told["error"]), told.get("retry_after"))
    except (ValueError, KeyError, TypeError):
        return RefusedError("malformed-answer")


def _written(value: dict[str, Any]) -> bytes:
    texts = {name: base64.b64encode(item).decode() if isinstance(item, bytes) else item for name, item in value.items()}
    return json.dumps(texts).encode()


def _read_json(answer: Answer) -> dict[str, Any]:
    if not answer.body:
        return {}
    try:
        value = json.loads(answer.body)
    except ValueError:
        raise RefusedError("malformed-answer") from None
    if not isinstance(value, dict):
        raise RefusedError("malformed-answer")
    return value


def _keys(answer: dict[str, Any]) -> Keys:
    read: dict[str, Any] = {}
    for name in (field.name for field in fields(Keys)):
        if name in _TEXTS:
            read[name] = _text(answer, name)
        elif name in _NUMBERS:
            read[name] = _number(answer, name)
        else:
            read[name] = None if name.endswith("_slot") and answer.get(name) is None else _bytes(answer, name)
    return Keys(**read)


def _text(answer: dict[str, Any], name: str) -> str:
    text = answer.get(name)
    if not isinstance(text, str):
        raise RefusedError("malformed-answer")
    return text


def _number(answer: dict[str, Any], name: str) -> int:
    number = answer.get(name)
    if not isinstance(number, int) or isinstance(number, bool):
        raise RefusedError("malformed-answer")
    return number


def _bytes(answer: dict[str, Any], name: str) -> bytes:
    try:
        return base64.b64decode(_text(answer, name), validate=True)
    except binascii.Error:
        raise RefusedError("malformed-answer") from None
