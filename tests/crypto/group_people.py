"""People of a group at their Python clients, and the ceremonies that bring them together."""

import time
from dataclasses import dataclass, field

from crypto.client import Client
from crypto.client.groups import Arrival, GroupSpace, Welcome
from crypto.encoding import Value
from crypto.entries import Document
from crypto.group_operations import MEMBER

LASTING = 200
_FRAME: Document = {
    "title": "Analyse des pratiques", "form": "app", "colour": 2, "rhythm": "tous les mois", "planned": 8,
    "windows": "windows", "clauses": [{"id": b"clause 1", "text": "Ce qui est dit ici reste ici."}], "charter": 1,
    "seances": [],
}  # fmt: skip


def today() -> int:
    """Return the day since 1970."""
    return int(time.time()) // 86_400


def lines(*texts: str) -> list[Value]:
    """Return the body of a text of a few lines."""
    return [["paragraph", [[text, []]]] for text in texts]


@dataclass
class People:
    """A group that `leader` makes; others join it by whole ceremonies over the real relay."""

    leader: Client
    group_id: bytes = b""
    clients: dict[str, Client] = field(default_factory=dict)

    def make(self, name: str = "Anne") -> None:
        """Have the group made."""
        self.group_id = self.leader.groups.create(today() + LASTING, name, dict(_FRAME))
        self.clients[name] = self.leader

    def invite(self, role: int = MEMBER, replaces: bytes | None = None) -> bytes:
        """Have a place offered; return the secret."""
        return self.leader.groups.invite(self.group_id, role, today() + 10, replaces)

    def meet(self, newcomer: Client, name: str, secret: bytes) -> tuple[Arrival, Welcome]:
        """Bring two sides to their digits."""
        arrival = newcomer.groups.arrive(secret)
        arrival.begin(name)
        welcome = self.leader.groups.welcome(self.group_id, secret, "Anne")
        assert welcome.begin() and arrival.advance() and welcome.advance()
        return arrival, welcome

    def join(self, newcomer: Client, name: str, role: int = MEMBER, replaces: bytes | None = None) -> None:
        """Have someone join by a whole ceremony, with a card."""
        arrival, welcome = self.meet(newcomer, name, self.invite(role, replaces))
        welcome.type_digits(arrival.side.digits)
        arrival.type_digits(welcome.side.digits)
        assert welcome.add()
        self.leader.groups.settle(self.group_id)
        newcomer.groups.join(arrival)
        newcomer.groups.put_card(self.group_id, name, [])
        self.clients[name] = newcomer

    def share(self, who: Client, text: str, readers: list[bytes] | None = None, end: int | None = None) -> bytes:
        """Have a text shared; return its id."""
        last = today() + 30 if end is None else end
        return who.groups.share(self.group_id, lines(text), last, readers=readers)

    def follow(self, *who: Client) -> None:
        """Have people take what is new, everybody without any."""
        for client in who or self.clients.values():
            client.groups.follow(self.group_id)

    def space(self, who: Client) -> GroupSpace:
        """Return the group as someone sees it."""
        return who.groups.spaces[self.group_id]

    def texts(self, who: Client) -> dict[bytes, str]:
        """Return the words of every share and answer that someone sees."""
        return {
            each: str(content.document.get("body") or content.document.get("text"))
            for each, content in self.space(who).contents.items()
            if content.document["kind"] in ("share", "answer")
        }


def identity_of(who: Client) -> bytes:
    """Return the identity of someone."""
    return who.notebook.unlocked.keyring.identity
