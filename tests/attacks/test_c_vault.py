"""Rows C of docs/attacks.md against real clients: a server that lies about the whole notebook."""

import base64
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from crypto import chain, encoding
from crypto.frames import Frame, LinkFrame, ObjectFrame
from crypto.operations import Reconcile
from tests.attacks.clients import Client, Refused
from tests.attacks.evil_server import Answer, EvilServer, Forward, Request, Rule, rule
from tests.attacks.oracle import refused
from webapp import create_app

READS = r"/api/v1/chains/\w+/(start|links|objects|objects/fetch)"
TEXTS = ("un", "deux", "trois")
Change = Callable[[list[Frame]], list[Frame]]


def changing(row: str, change: Change) -> Rule:
    """A rule that changes the frames of what a device reads."""

    @rule(row, "GET|POST", READS)
    def apply(request: Request, forward: Forward) -> Answer:
        answer = forward(request)
        return answer.with_frames(change(answer.frames)) if answer.status.startswith("200") else answer

    return apply()


def objects_of(frames: list[Frame]) -> list[int]:
    """The positions of the texts in a sequence, the index apart."""
    return [at for at, frame in enumerate(frames) if isinstance(frame, ObjectFrame) and any(frame.object_id)]


def drop_first_object(frames: list[Frame]) -> list[Frame]:
    """Leave out one text."""
    dropped = objects_of(frames)[:1]
    return [frame for at, frame in enumerate(frames) if at not in dropped]


def spoil_first_object(frames: list[Frame]) -> list[Frame]:
    """Change one bit of one text."""
    spoiled = list(frames)
    for at in objects_of(frames)[:1]:
        frame = frames[at]
        assert isinstance(frame, ObjectFrame)
        spoiled[at] = replace(frame, body=frame.body[:-1] + bytes([frame.body[-1] ^ 1]))
    return spoiled


def exchange_bodies(frames: list[Frame]) -> list[Frame]:
    """Serve each of two texts under the id of the other."""
    exchanged = list(frames)
    for at, other in zip(objects_of(frames)[:2], reversed(objects_of(frames)[:2]), strict=True):
        frame, served = frames[at], frames[other]
        assert isinstance(frame, ObjectFrame) and isinstance(served, ObjectFrame)
        exchanged[at] = replace(served, object_id=frame.object_id, revision=frame.revision)
    return exchanged


def drop_last_but_one_link(frames: list[Frame]) -> list[Frame]:
    """Leave out a link from the middle."""
    links = _links_of(frames)
    return [frame for at, frame in enumerate(frames) if len(links) < 3 or at != links[-2]]


def exchange_links(frames: list[Frame]) -> list[Frame]:
    """Serve the last two links in the other order."""
    links = _links_of(frames)
    exchanged = list(frames)
    if len(links) >= 3:
        exchanged[links[-1]], exchanged[links[-2]] = exchanged[links[-2]], exchanged[links[-1]]
    return exchanged


def _links_of(frames: list[Frame]) -> list[int]:
    return [at for at, frame in enumerate(frames) if isinstance(frame, LinkFrame)]


def plant_link(frames: list[Frame]) -> list[Frame]:
    """Add a link signed by somebody else after the last one."""
    links = [frame for frame in frames if isinstance(frame, LinkFrame)]
    if not links:
        return frames
    chain_id, seq = _place_of(links[-1])
    head = chain.head_of(links[-1].signed)
    forged = chain.sign_link(os.urandom(32), chain_id, seq + 1, head, [Reconcile(os.urandom(32))])
    return [*frames, LinkFrame(forged)]


def plant_link_in_their_name(frames: list[Frame]) -> list[Frame]:
    """Add a link that names its owner as author, under a signature that somebody else made."""
    planted = plant_link(frames)
    if planted == frames:
        return frames
    owner = next(frame.signed[:32] for frame in frames if isinstance(frame, LinkFrame))
    forged = planted[-1]
    assert isinstance(forged, LinkFrame)
    return [*frames, LinkFrame(owner + forged.signed[32:])]


def silent_until_written() -> Rule:
    """A rule that hides what is new until a device has written without having seen it."""
    written: list[Request] = []

    @rule("C05", "GET|POST", r"/api/v1/chains/\w+/links")
    def hide(request: Request, forward: Forward) -> Answer:
        answer = forward(request)
        if request.method == "POST":
            written.append(request)
        return answer if written else answer.with_frames([])

    return hide()


@pytest.fixture
def kept(someone: Client) -> list[str]:
    """The ids of three texts that reached the server."""
    someone.create()
    ids = []
    for text in TEXTS:
        ids.append(someone.keep(text))
        someone.send()
    assert someone.confirmed() == set(ids)
    return ids


@pytest.fixture
def device(someone: Client, kept: list[str]) -> Iterator[Client]:
    """Another device of the same person, which knows nothing yet."""
    other = someone.another_device()
    yield other
    other.leave()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (drop_last_but_one_link, "chain"),
        (exchange_links, "chain"),
        (plant_link, "chain"),
        (plant_link_in_their_name, "signature"),
    ],
)
def test_a_chain_that_is_not_whole_is_refused(evil: EvilServer, device: Client, change: Change, code: str) -> None:
    """C01, C07: a link that is missing, moved or signed by another stops a device before it shows anything."""
    attack = changing("C01", change)
    with refused(evil, device, attack, code, unseen=TEXTS[1:], forgets=True):
        device.sign_in()


@pytest.mark.parametrize("change", [drop_first_object, spoil_first_object])
def test_one_bad_text_is_marked_and_the_others_are_read(
    evil: EvilServer, device: Client, kept: list[str], change: Change
) -> None:
    """C01, C10: a text that is left out or altered is still listed, and said to be unreadable; the others open."""
    attack = changing("C10", change)
    evil.mount(attack)
    device.sign_in()
    read = device.read()
    assert attack.fired > 0
    assert set(read) == set(kept)
    assert list(read.values()).count(None) == 1
    assert all(read[each] in (None, text) for each, text in zip(kept, TEXTS, strict=True))


def test_texts_are_never_exchanged(evil: EvilServer, device: Client, kept: list[str]) -> None:
    """B02, B03, C06: a text served under the id of another is not shown under it."""
    attack = changing("B03", exchange_bodies)
    evil.mount(attack)
    device.sign_in()
    read = device.read()
    assert attack.fired > 0
    assert set(read) == set(kept)
    assert [read[each] for each in kept].count(None) == 2
    assert all(read[each] in (None, text) for each, text in zip(kept, TEXTS, strict=True))


def test_an_older_text_is_not_shown_as_the_newer(evil: EvilServer, someone: Client, kept: list[str]) -> None:
    """C03: the bytes of an earlier version under a later number are not shown."""
    earlier = next(frame for frame in _sent_objects(evil) if frame.object_id.hex() == kept[0])
    someone.keep("un, plus tard", kept[0])
    someone.send()

    def bring_back(frames: list[Frame]) -> list[Frame]:
        return [
            replace(earlier, revision=frame.revision)
            if isinstance(frame, ObjectFrame) and frame.object_id == earlier.object_id
            else frame
            for frame in frames
        ]

    attack = changing("C03", bring_back)
    evil.mount(attack)
    device = someone.another_device()
    device.sign_in()
    assert attack.fired > 0
    assert device.read() == {kept[0]: None, kept[1]: "deux", kept[2]: "trois"}
    device.leave()


def test_an_older_state_is_refused(evil: EvilServer, someone: Client, kept: list[str], tmp_path: Path) -> None:
    """C02: when the database of yesterday comes back, a device that saw today says so and changes nothing."""
    yesterday = _copy(evil, tmp_path / "yesterday")
    someone.keep("quatre")
    someone.send()
    with refused(evil, someone, _another_server(evil, "C02", yesterday), "rollback"):
        someone.reopen()


@pytest.mark.parametrize("texts", [1, 2], ids=["as-long", "longer"])
def test_another_history_is_refused(
    evil: EvilServer, someone: Client, kept: list[str], tmp_path: Path, texts: int
) -> None:
    """C04: a server that gave two devices two histories is found out as soon as one sees the other's."""
    fork = _copy(evil, tmp_path / "fork")
    other = someone.another_device()
    attack = _another_server(evil, "C04", fork)
    evil.mount(attack)
    other.sign_in()
    for _ in range(texts):
        other.keep("de l’autre côté")
        other.send()
    other.leave()
    evil.behave()
    someone.keep("de ce côté")
    someone.send()
    evil.faults.clear()
    with refused(evil, someone, attack, "fork", unseen=("de l’autre côté",)):
        someone.reopen()


def test_what_was_erased_does_not_come_back(evil: EvilServer, someone: Client, kept: list[str]) -> None:
    """C08: an erased text that the server serves again is neither shown nor listed."""
    earlier = next(frame for frame in _sent_objects(evil) if frame.object_id.hex() == kept[0])
    someone.erase(kept[0])
    attack = changing("C08", lambda frames: frames[:1] + [earlier] * bool(objects_of(frames)) + frames[1:])
    evil.mount(attack)
    device = someone.another_device()
    device.sign_in()
    read = device.read()
    assert attack.fired > 0
    assert kept[0] not in read
    assert read.get(kept[2]) == "trois"
    device.leave()


def test_two_devices_lose_nothing(evil: EvilServer, someone: Client, kept: list[str], device: Client) -> None:
    """C11: the same text written on two devices that did not see each other is kept twice."""
    device.sign_in()
    someone.keep("ici", kept[0])
    device.keep("là", kept[0])
    someone.send()
    device.send()
    someone.send()
    for each in (someone, device):
        assert {"ici", "là", "deux", "trois"} <= set(each.read().values())


def test_a_version_that_lost_is_not_shown_as_the_one_that_won(
    evil: EvilServer, someone: Client, kept: list[str], device: Client
) -> None:
    """C03: of two bodies that their owner sealed for one place, only the one that the chain names is ever shown."""
    device.sign_in()
    someone.keep("gagne", kept[0])
    someone.send()
    evil.mount(silent_until_written())
    device.keep("perd", kept[0])
    device.send()
    evil.behave()
    won, lost = [frame for frame in _sent_objects(evil) if (frame.object_id.hex(), frame.revision) == (kept[0], 2)]
    attack = changing("C03", lambda frames: [lost if frame == won else frame for frame in frames])
    evil.mount(attack)
    third = someone.another_device()
    third.sign_in()
    assert attack.fired > 0
    assert third.read()[kept[0]] is None
    third.leave()


def test_a_dropped_write_is_not_shown_as_kept(evil: EvilServer, someone: Client, kept: list[str]) -> None:
    """C12: a server that says yes and stores nothing is not believed; the text stays to be sent, and is sent later."""

    @rule("C12", "POST", r"/api/v1/chains/\w+/links")
    def say_yes(request: Request, forward: Forward) -> Answer:
        last = [frame for frame in request.frames if isinstance(frame, LinkFrame)][-1]
        head = base64.b64encode(chain.head_of(last.signed)).decode()
        yes = Answer("201 Created", (("Content-Type", "application/json"),), b"")
        return yes.with_json({"seq": _place_of(last)[1], "head": head})

    attack = say_yes()
    evil.mount(attack)
    written = someone.keep("quatre")
    with suppress(Refused):
        someone.send()
    assert attack.fired > 0
    assert written not in someone.confirmed()
    evil.behave()
    someone.try_again()
    assert written in someone.confirmed()


def _sent_objects(evil: EvilServer) -> list[ObjectFrame]:
    sent = [request.frames for request, _ in evil.exchanges if request.path.endswith("/links") and request.body]
    return [frame for frames in sent for frame in frames if isinstance(frame, ObjectFrame)]


def _place_of(frame: LinkFrame) -> tuple[bytes, int]:
    """The chain and the position that a link claims."""
    _, chain_id, seq, _, _ = cast(list[Any], encoding.decode(frame.signed[96:]))
    return chain_id, seq


def _copy(evil: EvilServer, folder: Path) -> Path:
    """A copy of the server as it is now: its database and its secret."""
    settings = evil.honest.extensions["recul"].settings  # type: ignore[attr-defined]
    folder.mkdir()
    shutil.copyfile(settings.secret_file, folder / "server-secret")
    source, target = sqlite3.connect(settings.data_dir / "recul.sqlite"), sqlite3.connect(folder / "recul.sqlite")
    source.backup(target)
    source.close()
    target.close()
    return folder


def _another_server(evil: EvilServer, row: str, folder: Path) -> Rule:
    """A rule that asks another copy of the server in place of this one."""
    settings = evil.honest.extensions["recul"].settings  # type: ignore[attr-defined]
    other = EvilServer(create_app(replace(settings, data_dir=folder)))

    @rule(row, "(GET|POST|PUT|DELETE)", "/api/.*")
    def ask_it(request: Request, forward: Forward) -> Answer:
        return other.ask(request)

    return ask_it()
