"""The routes of groups, invitations and ceremonies that the client uses (`docs/spec/group-http.md`)."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from crypto.chain import Mark
from crypto.client.api import MAX_HASHES, Api, RefusedError
from crypto.frames import BoxFrame, Frame, SharedFrame, StandingFrame


class ChainApi(Protocol):
    """What a member asks about the chain of a group."""

    def head(self, chain_id: bytes) -> Mark:
        """Return where the server says a chain stands."""

    def links(self, chain_id: bytes, after: int) -> list[bytes]:
        """Return the signed links after a place."""

    def append(self, chain_id: bytes, base: Mark, objects: Sequence[Frame], links: Sequence[bytes]) -> None:
        """Append links after a place; `RefusedError("stale-head")` carries the links the client lacks."""

    def epochs(self, chain_id: bytes) -> tuple[list[BoxFrame], list[StandingFrame]]:
        """Return my epoch boxes, and the standing wraps of the last rotation."""

    def shared(self, chain_id: bytes, hashes: Sequence[bytes]) -> list[SharedFrame]:
        """Return the stored objects among those whose body hashes are given."""


@dataclass(frozen=True, slots=True)
class Relayed:
    """Where a ceremony is: the attempt, its messages by step, when the last one failed."""

    attempt: int
    messages: dict[int, bytes]
    failed_at: int | None


class GroupApi:
    """The routes of a server about groups."""

    def __init__(self, api: Api) -> None:
        """Keep the interface of the vault: same transport, same session."""
        self.api = api
        self.head, self.links, self.append = api.head, api.links, api.append

    def create(self, boxes: Sequence[Frame], link: bytes) -> None:
        """Make a group."""
        self.api.send_links("/groups", boxes, [link])

    def groups(self) -> list[bytes]:
        """Return the ids of the groups that the server says are mine."""
        return [bytes_of(each["chain_id"]) for each in self.api.json("GET", "/groups")["groups"]]

    def epochs(self, chain_id: bytes) -> tuple[list[BoxFrame], list[StandingFrame]]:
        """Return my epoch boxes, and the standing wraps of the last rotation."""
        found = self.api.frames("GET", f"/chains/{chain_id.hex()}/epochs?after=-1")
        boxes = [frame for frame in found if isinstance(frame, BoxFrame)]
        return boxes, [frame for frame in found if isinstance(frame, StandingFrame)]

    def shared(self, chain_id: bytes, hashes: Sequence[bytes]) -> list[SharedFrame]:
        """Return the stored objects among those whose body hashes are given."""
        found: list[Frame] = []
        for start in range(0, len(hashes), MAX_HASHES):
            asked = b"".join(hashes[start : start + MAX_HASHES])
            path = f"/chains/{chain_id.hex()}/objects/fetch"
            found += self.api.frames("POST", path, asked, {"Content-Type": "application/octet-stream"})
        return [frame for frame in found if isinstance(frame, SharedFrame)]

    def invite(self, chain_id: bytes, offers: Sequence[dict[str, Any]]) -> None:
        """Offer places: maps of `invitation_id`, `role`, `last_day` and `letter`."""
        asked = [{name: _written(value) for name, value in offer.items()} for offer in offers]
        self.api.json("POST", f"/groups/{chain_id.hex()}/invitations", {"invitations": asked})

    def invitations(self, chain_id: bytes) -> list[dict[str, Any]]:
        """Return what became of each place offered."""
        return list(self.api.json("GET", f"/groups/{chain_id.hex()}/invitations")["invitations"])

    def revoke(self, chain_id: bytes, invitation_id: bytes) -> None:
        """Take an offer back."""
        self.api.json("DELETE", f"/groups/{chain_id.hex()}/invitations/{invitation_id.hex()}")

    def letter(self, invitation_id: bytes) -> tuple[bytes, bytes, int]:
        """Return the group id, the sealed letter and the last day of an invitation."""
        answer = self.api.json("POST", "/invitations/letter", {"invitation_id": invitation_id})
        return bytes_of(answer["chain_id"]), bytes_of(answer["letter"]), int(answer["last_day"])

    def take(self, invitation_id: bytes) -> None:
        """Make an invitation mine."""
        self.api.json("POST", "/invitations/take", {"invitation_id": invitation_id})

    def say(self, invitation_id: bytes, attempt: int, step: int, message: bytes) -> None:
        """Pass a message of a ceremony on; step 0 says that the attempt failed."""
        asked = {"invitation_id": invitation_id, "attempt": attempt, "step": step, "message": message}
        self.api.json("POST", "/invitations/ceremony", asked)

    def hear(self, invitation_id: bytes) -> Relayed:
        """Return where a ceremony is."""
        answer = self.api.json("POST", "/invitations/ceremony/read", {"invitation_id": invitation_id})
        messages = {int(each["step"]): bytes_of(each["message"]) for each in answer["messages"]}
        return Relayed(int(answer["attempt"]), messages, answer["failed_at"])


def bytes_of(text: Any) -> bytes:
    """Return the bytes of a base64 text of an answer."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise RefusedError("malformed-answer") from None


def _written(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
