"""A server that does what was asked and loses its answer: nothing is lost, and nobody is locked out."""

import re
from collections.abc import Callable, Iterator

import pytest

from tests.attacks.clients import OTHER_PASSPHRASE, PASSPHRASE, Client, Refused
from tests.attacks.evil_server import Answer, EvilServer, Forward, Request, Rule

NO_ANSWER = Answer("504 Gateway Timeout", (("Content-Type", "text/html"), ("Content-Length", "0")), b"")
ACCOUNTS, PASSPHRASES, REKEYS = "/api/v1/accounts", "/api/v1/account/passphrase", "/api/v1/account/rekey"


def losing(path: str, *, done: bool) -> Rule:
    """Lose the answer to one request, which was carried out (`done`) or never was: a proxy speaks in its place."""
    left: Iterator[None] = iter([None])

    def drop(request: Request, forward: Forward) -> Answer:
        for _ in left:
            if done:
                forward(request)
            return NO_ANSWER
        return forward(request)

    return Rule("C", "POST|PUT", re.compile(path), drop)


def _expect_whole(client: Client, passphrase: str, refused: str, *texts: str) -> None:
    """Expect these texts here and on a new device, by a passphrase and not by the other."""
    assert set(client.read().values()) == set(texts)
    client.reopen(passphrase)
    assert set(client.read().values()) == set(texts)
    device = client.another_device()
    with pytest.raises(Refused):
        device.sign_in(refused)
    device.sign_in(passphrase)
    assert set(device.read().values()) == set(texts)
    device.leave()


def test_a_registration_without_an_answer_is_found_again(evil: EvilServer, someone: Client) -> None:
    """C12: the account was made; the client finds its own link and goes on."""
    lost = losing(ACCOUNTS, done=True)
    evil.mount(lost)
    someone.create()
    someone.keep("un")
    someone.send()
    assert lost.fired == 1
    _expect_whole(someone, PASSPHRASE, OTHER_PASSPHRASE, "un")


CHANGES: dict[str, tuple[str, Callable[[Client], None]]] = {
    "passphrase": (PASSPHRASES, lambda client: client.change(OTHER_PASSPHRASE)),
    "rekey": (REKEYS, lambda client: client.start_over(OTHER_PASSPHRASE)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_without_an_answer_is_found_again(evil: EvilServer, someone: Client, change: str) -> None:
    """C12: the change took place; the client goes on with the new passphrase, which alone opens."""
    path, act = CHANGES[change]
    someone.create()
    someone.keep("un")
    someone.send()
    lost = losing(path, done=True)
    evil.mount(lost)
    act(someone)
    assert lost.fired == 1
    someone.keep("deux")
    someone.send()
    _expect_whole(someone, OTHER_PASSPHRASE, PASSPHRASE, "un", "deux")


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_never_arrived_changes_nothing(evil: EvilServer, someone: Client, change: str) -> None:
    """C12: the request was lost; the client says that there was no answer, and the old passphrase alone opens."""
    path, act = CHANGES[change]
    someone.create()
    someone.keep("un")
    someone.send()
    lost = losing(path, done=False)
    evil.mount(lost)
    with pytest.raises(Refused) as caught:
        act(someone)
    assert lost.fired == 1
    assert caught.value.code in {"server", "malformed-answer"}
    someone.keep("deux")
    someone.send()
    _expect_whole(someone, PASSPHRASE, OTHER_PASSPHRASE, "un", "deux")
