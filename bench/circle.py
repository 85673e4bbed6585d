"""A group of people with accounts, made by the Python client without ceremonies: what its workloads are measured on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

from bench.journal import SENTENCE
from bench.load import Connection
from bench.notebook import Notebook
from bench.recul import ReculAccount, ReculSubject, append, register, session_of
from bench.subjects import CREATED, NOTE_SIZE
from crypto import ceremony, chain, primitives
from crypto.client.api import Api
from crypto.client.groups import reading, sharing, vault, writing
from crypto.client.groups.api import GroupApi
from crypto.client.groups.space import GroupSpace, Myself
from crypto.client.groups.writing import Writing
from crypto.client.transport import HttpTransport
from crypto.encoding import Value
from crypto.entries import Document
from crypto.frames import Frame
from crypto.group_operations import MEMBER, Add, Create
from crypto.group_state import GroupState
from crypto.memory import memory_id
from crypto.witness import seal_witness

LASTING: Final = 200
TITLE: Final = "Les Tilleuls"
_FRAME: Final[dict[str, Value]] = {
    "title": TITLE, "form": "app", "colour": 3, "rhythm": "", "planned": 8, "windows": "windows",
    "clauses": [], "charter": 1, "seances": [],
}  # fmt: skip


def today() -> int:
    """Return the day since 1970."""
    return int(time.time()) // 86_400


def words(text: str) -> list[Value]:
    """Return the body of a text of one line."""
    return [["paragraph", [[text, []]]]]


class Member:
    """Someone with an account, a session of their own and, once it was made, the group as they see it."""

    def __init__(self, subject: ReculSubject, login: str, passphrase: str | None = None) -> None:
        self.notebook = Notebook(login, passphrase)
        connection = Connection(subject.port)
        self.account = ReculAccount(self.notebook, session_of(connection.ask(register(self.notebook), CREATED)))
        connection.close()
        transport = HttpTransport(f"http://127.0.0.1:{subject.port}")
        name, _, value = self.account.cookie.partition("=")
        transport.cookies.values[name] = value
        self.api = GroupApi(Api(transport))
        self.space = GroupSpace(b"", Myself(self.notebook.keyring, self._witness, today), GroupState(b""))

    @property
    def identity(self) -> bytes:
        """Their identity."""
        return self.notebook.keyring.identity

    def stand_before(self, group_id: bytes, create_hash: bytes | None) -> None:
        """Know nothing of a group yet."""
        self.space = GroupSpace(group_id, self.space.myself, GroupState(group_id), create_hash=create_hash)

    def pull(self) -> None:
        """Take what is new of the group."""
        reading.pull(self.api, self.space)

    def share(self, text: str) -> bytes:
        """Show a text to everyone; return its id."""
        return sharing.share(self.api, self.space, words(text), title="", end=today() + LASTING)

    def remember(self, subject: ReculSubject) -> None:
        """Keep the group in the vault, as a client does, for a device to come."""
        memory = vault.news_of(self.space, TITLE)
        sealed = self.notebook.seal(memory.to_bytes(), memory_id(self.space.group_id))
        head, connection = self.account.head, Connection(subject.port)
        connection.ask(append(self.account, self.notebook.put([sealed]), head), CREATED)
        connection.close()

    def _witness(self, group_id: bytes) -> bytes:
        return seal_witness(self.notebook.account_key, self.notebook.vault_id, group_id, self.account.head)


def gather(members: Sequence[Member]) -> None:
    """Have the first of some people make a group, and add the others."""
    leader, *others = members
    leader.stand_before(primitives.random_bytes(primitives.ID_SIZE), None)
    link = Writing(leader.space, [Create(leader.notebook.keyring.box_key, today() + LASTING)])
    link.rotate()
    signed = writing.seal(link)
    leader.api.create(link.frames, signed)
    leader.pull()
    sharing.put_frame(leader.api, leader.space, dict(_FRAME))
    for each in others:
        writing.send(leader.api, leader.space, _adding(leader.space.group_id, each))
        each.stand_before(leader.space.group_id, chain.head_of(signed))
    for number, each in enumerate(members):
        each.pull()
        sharing.put_card(each.api, each.space, f"Prénom {number}", [])


def fill(members: Sequence[Member], texts: int) -> None:
    """Have each member post their part of so many texts, each text in its own link, many links in a request."""
    parts = [texts // len(members) + (number < texts % len(members)) for number in range(len(members))]
    for each, part in zip(members, parts, strict=True):
        reading.take_links(each.space, each.api.links(each.space.group_id, each.space.mark.seq))
        _send_many(each, part)


def _send_many(member: Member, texts: int) -> None:
    space, base = member.space, member.space.mark
    frames, links = list[Frame](), list[bytes]()
    for number in range(texts):
        link = Writing(space)
        link.put(sharing.new_share_id(), share_of(number), today() + LASTING)
        place = (space.group_id, space.state.next_seq, space.state.head)
        links.append(chain.sign_link(member.notebook.keyring.sign_seed, *place, link.operations))
        reading.take_links(space, links[-1:])
        frames += link.frames
    member.api.append(space.group_id, base, frames, links)


def share_of(number: int) -> Document:
    """Return a text of 2 KiB for everyone."""
    body = words(f"{number}. " + SENTENCE * (NOTE_SIZE // len(SENTENCE.encode())))
    return {"kind": "share", "seance": None, "body": body, "title": f"Texte {number}", "readers": None, "named": True}


def _adding(group_id: bytes, newcomer: Member) -> Callable[[Writing], None]:
    keys, transcript = newcomer.notebook.keyring, primitives.random_bytes(32)
    signature = ceremony.sign_join(keys.sign_seed, group_id, transcript, keys.box_key, MEMBER)

    def compose(link: Writing) -> None:
        link.operations.append(Add(keys.identity, keys.box_key, MEMBER, transcript, signature))
        link.rotate()

    return compose
