"""Groups at the Python client, over a real server: a new key for fifteen, a burst of twelve, ten thousand links."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Final

from bench import group_floor
from bench.circle import Member, gather, share_of, words
from bench.goals import BURST, CRYPTO, OURS, UNREAD
from bench.group_chain import LINKS, GroupChain
from bench.group_floor import milliseconds
from bench.recul import ReculSubject
from bench.workloads import Figures, folder
from crypto import documents
from crypto.client.api import RefusedError
from crypto.client.groups import writing
from crypto.client.groups.writing import Writing
from crypto.group_operations import MAX_MEMBERS
from crypto.group_state import GroupState

TALKERS: Final = 12
POSTS: Final = 20
TEXT: Final = "Il a posé son sac par terre, et personne n’a rien dit."
ROTATION: Final = f"new key for {MAX_MEMBERS} members, ms"
CHAIN: Final = f"{LINKS:,} links verified, native, ms"


def measure(figures: Figures, rounds: int, tell: Callable[[str], None]) -> None:
    """Measure each workload, beside the same cryptography in a bare loop."""
    with folder() as place:
        subject = ReculSubject(place)
        subject.start()
        try:
            members = [Member(subject, f"membre{number}") for number in range(MAX_MEMBERS)]
            tell("a group of fifteen")
            gather(members)
            for number in range(rounds):
                tell(f"groups, round {number + 1}")
                _rotate(members, figures)
                _burst(subject, number, figures)
        finally:
            subject.stop()
    chain = GroupChain()
    for _ in range(rounds):
        _verify(chain, figures)


def _rotate(members: Sequence[Member], figures: Figures) -> None:
    """From the facilitator's decision to the key in the hands of another member."""
    leader, other = members[0], members[-1]
    for each in (leader, other):
        each.pull()

    def act() -> None:
        writing.send(leader.api, leader.space, Writing.rotate, always=True)
        other.pull()

    figures.add(ROTATION, OURS, milliseconds(act))
    assert other.space.epoch_key == leader.space.epoch_key is not None, "the same key"
    figures.add(ROTATION, CRYPTO, milliseconds(lambda: group_floor.rotate(leader.space)))


def _burst(subject: ReculSubject, number: int, figures: Figures) -> None:
    """Everybody posts at once, then reads; a lost race is tried again until it is won."""
    talkers = [Member(subject, f"bavard{number}-{each}") for each in range(TALKERS)]
    gather(talkers)
    for each in talkers:
        each.pull()
    posted: list[bytes] = []
    threads = [threading.Thread(target=_talk, args=(each, posted)) for each in talkers]

    def act() -> None:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for each in talkers:
            each.pull()

    figures.add(BURST, OURS, milliseconds(act) / 1000)
    unread = [object_id for each in talkers for object_id in posted if object_id not in each.space.contents]
    figures.add(UNREAD, OURS, TALKERS * POSTS - len(posted) + len(unread))
    text = documents.to_bytes(share_of(0) | {"body": words(TEXT)})
    floor = milliseconds(lambda: group_floor.post(talkers[0].space, TALKERS * POSTS, text))
    figures.add(BURST, CRYPTO, floor / 1000)


def _talk(member: Member, posted: list[bytes]) -> None:
    left = POSTS
    while left:
        try:
            posted.append(member.share(TEXT))
        except RefusedError as refusal:
            if refusal.code != "stale-head":
                raise
            continue
        left -= 1


def _verify(chain: GroupChain, figures: Figures) -> None:
    """Every link of a group from its first, signatures and rules."""
    state = GroupState(chain.group_id)

    def act() -> None:
        for each in chain.links:
            state.append(each)

    figures.add(CHAIN, OURS, milliseconds(act))
    figures.add(CHAIN, CRYPTO, milliseconds(lambda: group_floor.check(chain.links)))
