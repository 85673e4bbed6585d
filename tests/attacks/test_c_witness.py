"""C02 of docs/attacks.md against the Python client: an older vault, beside the group in which its owner posted."""

import re

import pytest

from crypto.errors import RollbackError
from tests.attacks.evil_server import Answer, EvilServer, Forward, Request, Rule
from tests.attacks.group_attacks import again
from tests.crypto.conftest import note
from tests.crypto.group_people import People


def test_a_vault_below_ones_own_posts_is_refused(people: People, evil: EvilServer) -> None:
    """C02: a device without memory, shown an older vault beside today's group, finds it by what its owner posted."""
    basile, older = people.clients["Basile"], dict[Request, Answer]()

    def replay(request: Request, forward: Forward) -> Answer:
        return older.get(request) or forward(request)

    def hear(request: Request, forward: Forward) -> Answer:
        return older.setdefault(request, forward(request))

    vault = re.compile(f"/api/v1/chains/{basile.device.vault_id.hex()}/.*")
    evil.mount(Rule("C02", "GET", vault, hear))
    assert again(evil, basile).groups.sync() == {people.group_id: None}
    evil.behave()
    basile.write(note("après"))
    basile.sync()
    people.share(basile, "un extrait")
    assert again(evil, basile).groups.sync() == {people.group_id: None}
    rule = Rule("C02", "GET", vault, replay)
    evil.mount(rule)
    device = again(evil, basile)
    with pytest.raises(RollbackError):
        device.groups.sync()
    assert rule.fired
