"""Rows F, and those of B about exports, against real clients: the ways back in, and the ways out."""

import pytest

from crypto.frames import LinkFrame
from tests.attacks.clients import OTHER_PASSPHRASE, PASSPHRASE, WRONG_SECRET, Client, Refused
from tests.attacks.evil_server import Answer, EvilServer, Forward, Request, rule
from tests.attacks.oracle import sent_after_the_fault

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
    asked = {request.path for request, _ in evil.exchanges[evil.faults[0] :] if request.path.startswith("/api/")}
    assert asked
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


@rule("C02", "GET", "/api/v1/chains/[0-9a-f]+/links")
def with_an_altered_link(request: Request, forward: Forward) -> Answer:
    """Alter the signature of what is new."""
    answer = forward(request)
    spoilt = [
        LinkFrame(frame.signed[:40] + bytes([frame.signed[40] ^ 1]) + frame.signed[41:])
        if isinstance(frame, LinkFrame) else frame
        for frame in answer.frames
    ]  # fmt: skip
    return answer.with_frames(spoilt)


def test_a_device_leaves_with_its_texts_when_the_server_lies(evil: EvilServer, someone: Client) -> None:
    """F07: under an alarm a device gives what it holds, sent or not, for the passphrase, and sends nothing more."""
    someone.create()
    someone.keep("un")
    someone.send()
    device = someone.another_device()
    device.sign_in()
    device.keep("deux")
    device.send()
    attack = with_an_altered_link()
    evil.mount(attack)
    someone.keep("trois")
    with pytest.raises(Refused, match="signature"):
        someone.send()
    assert attack.fired > 0
    with pytest.raises(Refused):
        someone.export_kept(OTHER_PASSPHRASE)
    file = someone.export_kept(PASSPHRASE)
    assert [request.path for request in sent_after_the_fault(evil) if request.method != "GET"] == []
    assert sorted(device.open_export(file, PASSPHRASE)) == ["trois", "un"]
    device.leave()


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
