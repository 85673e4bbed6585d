"""Rows C of docs/attacks.md: a server that makes a person lose words without saying so."""

import base64
from contextlib import suppress
from dataclasses import replace

import pytest

from crypto import chain, encoding, frames
from crypto.frames import Frame, LinkFrame, ObjectFrame, WrapFrame
from crypto.objects import body_hash
from tests.attacks.clients import Client, Refused
from tests.attacks.evil_server import Answer, EvilServer, Forward, Request, Rule, rule
from tests.attacks.oracle import refused

CHAIN = r"/api/v1/chains/\w+"
FRAMES = "application/vnd.recul.frames"
LOST_VERSIONS = ("rollback", "lost-versions")  # the word of the Python client, then that of the door
SEALED_WRAP = ("sealed", "sealed-wrap")
PASSPHRASE = "sept mots que personne ne devine jamais ici"


@rule("C01", "GET", f"{CHAIN}/wraps")
def without_one_wrap(request: Request, forward: Forward) -> Answer:
    """Leave out the key of one text, so that it opens for nobody after the change."""
    answer = forward(request)
    dropped = next(frame for frame in answer.frames if isinstance(frame, WrapFrame) and any(frame.object_id))
    return answer.with_frames([frame for frame in answer.frames if frame != dropped])


def test_a_new_account_key_leaves_no_text_behind(evil: EvilServer, someone: Client) -> None:
    """C01: a wrap that a server withholds stops the change of account key before anything is sent."""
    someone.create()
    someone.keep("un")
    someone.keep("deux")
    someone.send()
    with refused(evil, someone, without_one_wrap(), "rollback"):
        someone.start_over(PASSPHRASE)


@rule("C01", "GET", f"{CHAIN}/wraps")
def without_an_earlier_wrap(request: Request, forward: Forward) -> Answer:
    """Leave out the key of a version that was replaced, so that a text is there and its past is not."""
    answer = forward(request)
    earlier = [each for each in answer.frames if isinstance(each, WrapFrame) and any(each.object_id)]
    dropped = next(each for each in earlier if each.revision == 1)
    return answer.with_frames([frame for frame in answer.frames if frame != dropped])


def test_a_new_account_key_leaves_no_version_behind_unsaid(evil: EvilServer, someone: Client) -> None:
    """C01: without a person's yes, an earlier version that a server withholds stops the change of account key."""
    someone.create()
    written = someone.keep("un")
    someone.send()
    someone.keep("un, relu", written)
    someone.send()
    with refused(evil, someone, without_an_earlier_wrap(), *LOST_VERSIONS):
        someone.start_over(PASSPHRASE)


@rule("B01", "GET", f"{CHAIN}/wraps")
def with_an_altered_wrap(request: Request, forward: Forward) -> Answer:
    """Alter the key of one text on its way to the change of account key."""
    answer = forward(request)
    spoilt = next(each for each in answer.frames if isinstance(each, WrapFrame) and any(each.object_id))
    other = replace(spoilt, wrap=spoilt.wrap[:-1] + bytes([spoilt.wrap[-1] ^ 1]))
    return answer.with_frames([other if frame == spoilt else frame for frame in answer.frames])


def test_an_altered_key_of_a_text_is_no_wrong_passphrase(evil: EvilServer, someone: Client) -> None:
    """B01: a wrap that does not open stops the change of account key, and is not said to be a wrong passphrase."""
    someone.create()
    someone.keep("un")
    someone.send()
    with refused(evil, someone, with_an_altered_wrap(), *SEALED_WRAP):
        someone.start_over(PASSPHRASE)


def test_a_text_that_never_came_stays_in_the_list(evil: EvilServer, someone: Client) -> None:
    """C01: a withheld text is listed as unreadable, and still is after the notebook was closed and opened again."""
    someone.create()
    kept = [someone.keep(text) for text in ("un", "deux")]
    someone.send()
    attack = _without(kept[0])
    evil.mount(attack)
    device = someone.another_device()
    device.sign_in()
    assert attack.fired > 0
    assert device.read() == {kept[0]: None, kept[1]: "deux"}
    device.reopen()
    assert device.read() == {kept[0]: None, kept[1]: "deux"}
    device.leave()


def test_a_link_that_is_not_kept_is_not_shown_as_kept(evil: EvilServer, someone: Client) -> None:
    """C12: a server that gives a text back, and its link to nobody, is not believed."""
    someone.create()
    someone.keep("un")
    someone.send()
    say_yes, give_back = _without_the_link()
    evil.mount(say_yes, give_back)
    written = someone.keep("deux")
    with suppress(Refused):  # one client says so at once, the other tries again
        someone.send()
    assert say_yes.fired > 0
    assert written not in someone.confirmed()


def test_a_late_write_without_a_winner_is_an_alarm(evil: EvilServer, someone: Client) -> None:
    """C05: « too late », with nothing newer to show, is refused at once and never tried again and again."""
    someone.create()
    someone.keep("un")
    someone.send()
    attack = _always_late()
    evil.mount(attack)
    someone.keep("deux")
    with pytest.raises(Refused) as caught:
        someone.send()
    assert caught.value.code == "rollback"
    assert attack.fired == 1


def _without(object_id: str) -> Rule:
    @rule("C01", "GET|POST", f"{CHAIN}/objects(/fetch)?")
    def withhold(request: Request, forward: Forward) -> Answer:
        answer = forward(request)
        return answer.with_frames([each for each in answer.frames if not _is_of(each, object_id)])

    return withhold()


def _is_of(frame: Frame, object_id: str) -> bool:
    return isinstance(frame, ObjectFrame) and frame.object_id.hex() == object_id


def _without_the_link() -> tuple[Rule, Rule]:
    taken: list[ObjectFrame] = []

    @rule("C12", "POST", f"{CHAIN}/links")
    def say_yes(request: Request, forward: Forward) -> Answer:
        taken.extend(frame for frame in request.frames if isinstance(frame, ObjectFrame))
        signed = next(frame.signed for frame in request.frames if isinstance(frame, LinkFrame))
        place = encoding.decode(signed[96:])
        assert isinstance(place, list)
        head = base64.b64encode(chain.head_of(signed)).decode()
        return _answer("201 Created", "application/json").with_json({"seq": place[2], "head": head})

    @rule("C12", "POST", f"{CHAIN}/objects/fetch")
    def give_back(request: Request, forward: Forward) -> Answer:
        asked = [frame for frame in taken if body_hash(frame.body) in request.body]
        return forward(request).with_frames(asked) if asked else forward(request)

    return say_yes(), give_back()


def _always_late() -> Rule:
    @rule("C05", "POST", f"{CHAIN}/links")
    def too_late(request: Request, forward: Forward) -> Answer:
        return replace(_answer("409 Conflict", FRAMES), body=frames.encode([]))

    return too_late()


def _answer(status: str, kind: str) -> Answer:
    return Answer(status, (("Content-Type", kind),), b"")
