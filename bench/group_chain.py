"""A chain of 10,000 links to verify: fifteen members, texts, answers, revisions and ends, over hashes of nothing."""

from __future__ import annotations

import os
from random import Random
from typing import Final

from crypto import ceremony, chain
from crypto.epochs import generate_epoch_key, make_rotation
from crypto.group_operations import MAX_MEMBERS, MEMBER, Add, Create, Operation, Put
from crypto.keys import Keyring
from crypto.operations import Tombstone

LINKS: Final = 10_000
END: Final = 40_000
_KINDS: Final = ("share",) * 5 + ("answer",) * 3 + ("revision", "end")


class GroupChain:
    """Signed links of one group, valid one after the other."""

    def __init__(self) -> None:
        self.group_id = os.urandom(16)
        self.links: list[bytes] = []
        self._head = chain.NO_HEAD
        self._people = [Keyring.generate() for _ in range(MAX_MEMBERS)]
        self._random = Random(1)
        self._shares: list[tuple[Keyring, Put]] = []
        self._begin()
        while len(self.links) < LINKS:
            self._post(self._random.choice(_KINDS))

    def _begin(self) -> None:
        leader = self._people[0]
        for epoch, newcomer in enumerate(self._people, 1):
            members = {each.identity: each.box_key for each in self._people[:epoch]}
            rotation = make_rotation(self.group_id, epoch, members, generate_epoch_key(), {}).operation
            first = Create(leader.box_key, END) if newcomer is leader else self._admission(newcomer)
            self._sign(leader, [first, rotation])

    def _admission(self, newcomer: Keyring) -> Add:
        transcript, key = os.urandom(32), newcomer.box_key
        signature = ceremony.sign_join(newcomer.sign_seed, self.group_id, transcript, key, MEMBER)
        return Add(newcomer.identity, key, MEMBER, transcript, signature)

    def _post(self, kind: str) -> None:
        author = self._random.choice(self._people)
        if kind == "share" or not self._shares:
            put = _put(b"\x01" + os.urandom(15), 1, None)
            self._shares.append((author, put))
        elif kind == "answer":
            put = _put(b"\x01" + os.urandom(15), 1, self._random.choice(self._shares)[1].object_id)
        else:
            place = self._random.randrange(len(self._shares))
            author, share = self._shares[place]
            if kind == "end":
                del self._shares[place]
                self._sign(author, [Tombstone(share.object_id)])
                return
            put = _put(share.object_id, share.revision + 1, None)
            self._shares[place] = (author, put)
        self._sign(author, [put])

    def _sign(self, author: Keyring, operations: list[Operation]) -> None:
        self.links.append(chain.sign_link(author.sign_seed, self.group_id, len(self.links), self._head, operations))
        self._head = chain.head_of(self.links[-1])


def _put(object_id: bytes, revision: int, parent: bytes | None) -> Put:
    return Put(object_id, revision, os.urandom(32), 2048, os.urandom(32), parent, END - 1)
