"""What the attacks on groups share: rules about one chain, and what it means that a member refused."""

import base64
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from crypto import chain
from crypto.chain import Mark
from crypto.client import Client, OfflineError, RefusedError
from crypto.errors import ReculError
from crypto.frames import BoxFrame, Frame, LinkFrame
from crypto.group_operations import Operation
from crypto.keys import Keyring
from tests.attacks.evil_server import Answer, EvilServer, Forward, Request, Rule
from tests.crypto.conftest import PASSPHRASE
from tests.crypto.group_people import People

Change = Callable[[list[Frame]], list[Frame]]


def about(row: str, group_id: bytes, route: str, change: Change, method: str = "GET|POST") -> Rule:
    """A rule that changes the frames of what members read of one group."""

    def apply(request: Request, forward: Forward) -> Answer:
        answer = forward(request)
        return answer.with_frames(change(answer.frames)) if answer.status.startswith("200") else answer

    return Rule(row, method, re.compile(f"/api/v1/chains/{group_id.hex()}/{route}"), apply)


def saying(row: str, method: str, path: str, change: Callable[[Any], Any]) -> Rule:
    """A rule that changes the JSON of an answer."""

    def apply(request: Request, forward: Forward) -> Answer:
        answer = forward(request)
        return answer.with_json(change(answer.json)) if answer.status.startswith("200") else answer

    return Rule(row, method, re.compile(path), apply)


def without_news(row: str, group_id: bytes, mark: Mark) -> list[Rule]:
    """Rules that show a group as it stood at `mark`."""
    head = {"seq": mark.seq, "head": base64.b64encode(mark.head).decode()}
    path = f"/api/v1/chains/{group_id.hex()}/head"
    hidden = about(row, group_id, "links", lambda _: [], "GET")
    return [hidden, saying(row, "GET", path, lambda told: {**told, **head})]


def added_link(row: str, people: People, signed: bytes) -> Rule:
    """A rule that serves one more link after the last one."""
    return about(row, people.group_id, "links", lambda frames: [*frames, LinkFrame(signed)], "GET")


def announced(row: str, people: People, signed: bytes) -> list[Rule]:
    """Rules that serve one more link after the last one, and say that the chain ends there."""
    end = {"seq": chain.prev_of(signed).seq + 1, "head": base64.b64encode(chain.head_of(signed)).decode()}
    path = f"/api/v1/chains/{people.group_id.hex()}/head"
    return [added_link(row, people, signed), saying(row, "GET", path, lambda told: {**told, **end})]


def signed_by(people: People, keyring: Keyring, *operations: Operation) -> bytes:
    """Return a link that follows the place where everybody is."""
    state = people.space(people.leader).state
    return chain.sign_link(keyring.sign_seed, people.group_id, state.next_seq, state.head, operations)


def keyring_of(who: Client) -> Keyring:
    """Return the keys of someone."""
    return who.notebook.unlocked.keyring


def again(evil: EvilServer, who: Client) -> Client:
    """Return the same person on a device that knows nothing yet."""
    other = Client(type(who.api.transport)(evil))  # type: ignore[call-arg]
    other.sign_in(who.device.keys.login, PASSPHRASE)
    other.accept_state()
    return other


@contextmanager
def member_refuses(evil: EvilServer, people: People, who: Client, rules: list[Rule], *codes: str) -> Iterator[None]:
    """Mount rules for the block, in which a member must refuse with one of `codes`.

    Asserts that a rule changed something, that what the member believes of the chain is what they believed, and that
    they sent nothing to the group but disputes, keys and requests that read.
    """
    known = who.groups.spaces.get(people.group_id)
    before = known.mark if known else None
    seen = len(evil.exchanges)
    evil.mount(*rules)
    with pytest.raises((ReculError, RefusedError, OfflineError)) as caught:
        yield
    assert sum(rule.fired for rule in rules) > 0, f"the attack {rules[0].row} did not take place"
    assert getattr(caught.value, "code", None) in codes, repr(caught.value)
    after = who.groups.spaces.get(people.group_id)
    assert (after.mark if after else None) == before
    assert boxes_sent(evil, people, seen) == []
    evil.behave()


def boxes_sent(evil: EvilServer, people: People, since: int) -> list[BoxFrame]:
    """Every epoch box that a client sent to the group's chain."""
    path = f"/api/v1/chains/{people.group_id.hex()}/links"
    sent = [request for request, _ in evil.exchanges[since:] if (request.method, request.path) == ("POST", path)]
    return [frame for request in sent for frame in request.frames if isinstance(frame, BoxFrame)]
