"""Rows F, and those of B about exports, against real clients: the ways back in, and the ways out."""

import pytest

from tests.attacks.clients import OTHER_PASSPHRASE, PASSPHRASE, WRONG_SECRET, Client, Refused
from tests.attacks.evil_server import Answer, EvilServer, Forward, Request, rule

DEMANDS = {"recovery_required": True, "escrow_key": "AAAA", "policy": "reset", "auto_enroll": True, "force_recovery": 1}


@rule("F01", "(GET|POST|PUT)", "/api/v1/(status|account|sessions|prelogin)")
def demand_a_recovery(request: Request, forward: Forward) -> Answer:
    """Ask the client, in every answer, to hand its keys over."""
    answer = forward(request)
    return answer.with_json(answer.json | DEMANDS)


def test_a_server_cannot_start_a_recovery(evil: EvilServer, someone: Client) -> None:
    """F01, G07: whatever a server adds to its answers, no recovery, rekey or new slot is sent."""
    someone.create()
    kept = someone.keep("un")
    someone.send()
    attack = demand_a_recovery()
    evil.mount(attack)
    device = someone.another_device()
    device.sign_in()
    assert attack.fired > 0
    assert device.read() == {kept: "un"}
    asked = {request.path for request, _ in evil.exchanges[evil.faults[0] :]}
    assert not {path for path in asked if "recover" in path or "rekey" in path or "passphrase" in path}
    device.leave()


def test_the_words_never_leave_the_device(evil: EvilServer, someone: Client) -> None:
    """F02: making, using and replacing the words sends none of them."""
    someone.create()
    first = someone.words
    device = someone.another_device()
    device.recover(OTHER_PASSPHRASE)
    sent = b"\n".join(request.body + str(request.environ).encode() for request, _ in evil.exchanges)
    for phrase in (first, device.words):
        assert len(set(phrase.split())) >= 9
        assert phrase.encode() not in sent
        assert sum(f'"{word}"'.encode() in sent or f" {word} ".encode() in sent for word in phrase.split()) == 0
    device.leave()


def test_words_and_passphrase_are_good_until_replaced(evil: EvilServer, someone: Client) -> None:
    """F04: after a recovery the new passphrase and words open everything, the old ones nothing."""
    someone.create()
    kept = someone.keep("un")
    someone.send()
    first = someone.words
    device = someone.another_device()
    device.recover(OTHER_PASSPHRASE)
    assert device.read() == {kept: "un"}
    assert device.words != first
    late = someone.another_device()
    for attempt in (lambda: late.sign_in(PASSPHRASE), lambda: late.recover(PASSPHRASE)):
        with pytest.raises(Refused) as caught:
            attempt()
        assert caught.value.code in WRONG_SECRET
    late.leave()
    again = someone.another_device()
    again.words = device.words
    again.recover(PASSPHRASE)
    assert again.read() == {kept: "un"}
    again.leave()
    device.leave()


def test_an_export_asks_for_the_passphrase_again(evil: EvilServer, someone: Client) -> None:
    """F07: an open notebook alone gives no file; with the passphrase it does, and the file opens with it."""
    someone.create()
    someone.keep("un")
    someone.send()
    with pytest.raises(Refused) as caught:
        someone.export(OTHER_PASSPHRASE)
    assert caught.value.code in {*WRONG_SECRET, "sealed"}
    file = someone.export(PASSPHRASE)
    assert someone.open_export(file, PASSPHRASE) == ["un"]


def test_an_altered_export_is_refused(evil: EvilServer, someone: Client) -> None:
    """B20: one bit changed anywhere in an export, or a byte less, and nothing of it is read."""
    someone.create()
    someone.keep("un")
    someone.send()
    file = someone.export(PASSPHRASE)
    places = [*range(0, len(file), len(file) // 12), len(file) - 1]
    altered = [file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :] for at in places]
    for wrong in (*altered, file[:-1], file + b"\0", file[:40], b""):
        with pytest.raises(Refused) as caught:
            someone.open_export(wrong, PASSPHRASE)
        assert caught.value.code in {"frames", "encoding", "version"}
