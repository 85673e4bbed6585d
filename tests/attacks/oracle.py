"""What it means that a client refused."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.attacks.clients import Client, Refused
from tests.attacks.evil_server import EvilServer, Request, Rule


@contextmanager
def refused(
    evil: EvilServer, client: Client, rule: Rule, *codes: str, unseen: tuple[str, ...] = (), forgets: bool = False
) -> Iterator[None]:
    """Mount `rule` for the block, in which `client` must refuse.

    Asserts that the rule changed something; that the client gave one of `codes`; that it shows none of the texts in
    `unseen`; that after the first fault it sent nothing but requests that read; and that the device remembers what it
    remembered, unless it `forgets`: a device that opens for the first time has nothing to compare.
    """
    before = client.memory()
    evil.mount(rule)
    with pytest.raises(Refused) as caught:
        yield
    assert rule.fired > 0, f"the attack {rule.row} did not take place"
    assert caught.value.code in codes
    assert not [text for text in unseen if text in client.shown()]
    assert [request.path for request in sent_after_the_fault(evil) if not _only_reads(request)] == []
    assert forgets or client.memory() == before
    evil.behave()


def sent_after_the_fault(evil: EvilServer) -> list[Request]:
    """Every request that came after the first exchange that a rule changed."""
    return [request for request, _ in evil.exchanges[evil.faults[0] + 1 :]]


def _only_reads(request: Request) -> bool:
    return request.method in {"GET", "HEAD"} or request.path.endswith("/objects/fetch")
