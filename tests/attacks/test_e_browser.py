"""Rows E of docs/attacks.md, and some of D, against the browser: what a server or a member shows of a group."""

import base64
import os
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from crypto import documents
from crypto.chain import prev_of
from crypto.client.groups.writing import send
from crypto.frames import Frame, LinkFrame, SharedFrame
from crypto.group_operations import Anchor, Close, Put, Remove, Rotate
from crypto.keys import Keyring
from crypto.sharing import Place, Post, Reader, open_shared
from tests.attacks.browser_client import MEMORY
from tests.attacks.circle import SENTENCES, Circle, Member
from tests.attacks.group_attacks import about, announced, keyring_of, saying, signed_by, without_news
from tests.attacks.group_forgeries import (
    alter,
    another_group,
    branch,
    drop_middle,
    exchange,
    forged_post,
    replaced_groups,
    replayed,
    swap_boxes,
    swapped_keys,
)
from tests.browser.groups import FRAME
from tests.crypto.group_people import People, identity_of, lines, today

BROKEN = "Recul refuse d’ouvrir ce texte"


def by_a_ghost(circle: Circle) -> bytes:
    """A link by someone who is no member."""
    return signed_by(circle.people, Keyring.generate(), Anchor(bytes(16)))


def beyond_her_rights(circle: Circle) -> bytes:
    """A member does what facilitators do."""
    return signed_by(circle.people, keyring_of(circle.chloe), Close(today() + 1))


def against_who_leads(circle: Circle) -> bytes:
    """A member takes the group alone."""
    state, anne = circle.people.space(circle.chloe).state, bytes.fromhex(circle.anne.identity("Anne"))
    boxes = tuple((each, bytes(32)) for each in sorted(state.roster.members) if each != anne)
    rotate = Rotate(state.roster.epoch + 1, bytes(32), boxes, bytes(32))
    return signed_by(circle.people, keyring_of(circle.chloe), Remove(anne), rotate)


def in_anothers_name(circle: Circle) -> bytes:
    """A member writes what another one is said to have written."""
    put = Put(b"\x02" * 16, 1, bytes(32), 9, bytes(32), None, today() + 1)
    signed = signed_by(circle.people, keyring_of(circle.chloe), put)
    return bytes.fromhex(circle.anne.identity("Basile")) + signed[32:]


@pytest.mark.parametrize("forged", [by_a_ghost, beyond_her_rights, against_who_leads, in_anothers_name])
def test_a_link_that_nobody_may_sign_stops_the_group(circle: Circle, forged: Callable[[Circle], bytes]) -> None:
    """What no member had the right to write is refused whole: the group stops, says so, and sends nothing."""
    circle.anne.stops(announced("E01", circle.people, forged(circle)), "chain")


def test_an_earlier_or_another_history_stops_the_group(circle: Circle) -> None:
    """A server that takes links back, or that shows another head at a known place, is refused by a known device."""
    people, behind = circle.people, circle.people.space(circle.chloe).mark
    people.share(circle.chloe, "la suite")
    circle.follow()
    circle.anne.stops(without_news("E07", people.group_id, behind), "rollback")
    other = {"head": base64.b64encode(os.urandom(32)).decode()}
    path = f"/api/v1/chains/{people.group_id.hex()}/head"
    circle.basile.stops([saying("C04", "GET", path, lambda told: {**told, **other})], "fork")


HISTORIES: dict[str, tuple[str, Callable[[bytes], Callable[[list[Frame]], list[Frame]]]]] = {
    "cut short": ("rollback", lambda _: lambda frames: frames[:2]),
    "a link left out": ("chain", lambda _: drop_middle),
    "in another order": ("chain", lambda _: exchange),
    "another key for a member": ("chain", swapped_keys),
    "another group": ("fork", lambda group: lambda _: [LinkFrame(another_group(group, today() + 9))]),
}


def test_a_new_device_takes_no_history_but_the_one_the_vault_remembers(circle: Circle) -> None:
    """From its first link, a chain cut short, permuted, changed or another's is refused; then the true one is read."""
    group = circle.people.group_id
    there = Member("Ailleurs", circle.browser_of("Ailleurs"), circle.evil, group.hex())
    for number, (code, change) in enumerate(HISTORIES.values()):
        rule = about("E07", group, "links", change(group), "GET")
        there.fooled(rule)
        if number == 0:
            there.carnet.sign_in("basile", circle.passphrase)
            there.carnet.wait("notebook.groups.list.get(a[0])?.state === 'frozen'", there.group)
        else:
            there.read_again()
        assert rule.fired and there.standing == ("frozen", code), code
        circle.evil.behave()
    assert there.sent(0) == []
    there.read_again()
    assert there.standing == ("ready", None)
    there.page.context.close()


def test_another_group_in_the_place_of_a_new_one_is_refused(circle: Circle) -> None:
    """Whoever makes a group and reads back another has no group at all, and sends nothing to it."""
    anne, evil = circle.anne, circle.evil
    known = {each.path.split("/")[4] for each, _ in evil.exchanges if "/chains/" in each.path}
    rule = replaced_groups(known)
    anne.fooled(rule)
    assert anne.carnet.refusal("notebook.groups.create(a[0])", FRAME) in ("server", "fork")
    anne.flush()
    assert rule.fired and anne.carnet.do("[...notebook.groups.list.keys()]") == [anne.group]
    paths = {each.path for each, _ in evil.exchanges if each.agent == "Anne" and each.method != "GET"}
    assert {each.split("/")[4] for each in paths if "/chains/" in each} <= known


@pytest.mark.parametrize("change", [swap_boxes, alter])
def test_texts_that_no_link_names_are_shown_as_broken(
    circle: Circle, change: Callable[[list[Frame]], list[Frame]]
) -> None:
    """A text served under another's boxes, or altered by a bit, is not shown at all; the true one is, once it comes."""
    anne, people = circle.anne, circle.people
    ids = {people.share(circle.chloe, text).hex() for text in ("mésange-une", "mésange-deux")}
    rule = about("E09", people.group_id, "objects/fetch", change)
    anne.fooled(rule)
    anne.flush()
    shown = [each for each in anne.shown["shares"] if each["id"] in ids]
    assert rule.fired and [(each["broken"], each["body"]) for each in shown] == [(True, None)] * 2
    expect(anne.page.get_by_text(BROKEN)).to_have_count(2)
    circle.evil.behave()
    anne.flush()
    assert [each["broken"] for each in anne.shown["shares"] if each["id"] in ids] == [False] * 2


def test_a_member_writes_neither_in_anothers_name_nor_from_another_group(circle: Circle) -> None:
    """A post that says it is another's, and a text sealed for another group, open for nobody."""
    people, chloe, basile = circle.people, circle.chloe, circle.basile
    document = documents.to_bytes(
        {"kind": "share", "seance": None, "body": lines("dit par Anne"), "title": "", "readers": None, "named": True}
    )
    post = Post(bytes.fromhex(circle.anne.identity("Anne")), os.urandom(112), document)
    claimed = b"\x01" + os.urandom(15)
    send(chloe.groups.api, people.space(chloe), forged_post(people, claimed, post))
    elsewhere = People(chloe)
    elsewhere.make("Chloé")
    shared = elsewhere.share(chloe, "dit ailleurs")
    send(chloe.groups.api, people.space(chloe), replayed(elsewhere, shared))
    basile.flush()
    assert basile.texts[claimed.hex()] is None and shared.hex() not in basile.texts
    assert "dit " not in str(basile.shown["shares"])
    for each in (claimed, shared):
        chloe.groups.withdraw(people.group_id, each)


def test_what_was_taken_back_is_gone_from_the_others(circle: Circle) -> None:
    """After a withdrawal no browser keeps the words or the sealed bytes, whatever the server serves again."""
    anne, basile, people, chloe = circle.anne, circle.basile, circle.people, circle.chloe
    shared = basile.share("bientôt retiré")
    circle.follow()
    space = people.space(chloe)
    frame = space.frames[space.state.objects[bytes.fromhex(shared)].body_hash]
    sealed = ",".join(map(str, frame.body[32:64]))
    assert anne.texts[shared] == "bientôt retiré" and sealed in anne.page.evaluate(MEMORY)
    basile.carnet.do("notebook.groups.withdraw(a[0], a[1])", basile.group, shared)
    basile.flush()
    people.share(chloe, "autre chose")
    rule = about("E19", people.group_id, "objects/fetch", lambda frames: [*frames, frame])
    anne.fooled(rule)
    anne.flush()
    assert rule.fired and shared not in anne.texts
    assert sealed not in anne.page.evaluate(MEMORY)


def test_readers_do_not_show_in_what_is_sent(circle: Circle) -> None:
    """A text for everybody and a text for one leave a browser with the same sizes, and no box twice."""
    anne, since = circle.anne, len(circle.evil.exchanges)
    anne.share("pour un ou tous")
    anne.share("pour un ou tous", readers=[anne.identity("Basile")])
    frames = [each for each in anne.frames_sent(since) if isinstance(each, SharedFrame)]
    assert len(frames) == 2 and len({(len(each.boxes), len(each.body)) for each in frames}) == 1
    chunks = [each.boxes[at : at + 8] for each in frames for at in (0, 104, 240, 376)]
    assert len(set(chunks)) == len(chunks)


def test_a_hidden_removal_is_found_and_whoever_left_opens_nothing(circle: Circle) -> None:
    """A member kept on another branch writes to nobody, and finds out; a removed one opens nothing more.

    The last test: the group does not come together again.
    """
    anne, basile, people, chloe = circle.anne, circle.basile, circle.people, circle.chloe
    space, taken = people.space(chloe), list[Frame]()
    basile.fooled(branch(people.group_id, space.mark, taken))
    anne.carnet.do("notebook.groups.remove(a[0], a[1])", anne.group, anne.identity("Chloé"))
    for text in ("à trois, croit-il", "encore"):
        basile.share(text)
    circle.evil.behave()
    forked = [each.signed for each in taken if isinstance(each, LinkFrame)]
    assert [prev_of(each).seq - space.mark.seq for each in forked] == [0, 1], [prev_of(each).seq for each in forked]
    anne.stops(announced("E05", people, forked[-1]), "fork")
    basile.flush()
    state, code = basile.standing
    assert state == "frozen" and code in ("fork", "rollback")
    expect(basile.page.get_by_role("alert")).to_contain_text(SENTENCES[code])
    since = len(circle.evil.exchanges)
    anne.share("après son départ")
    [frame] = [each for each in anne.frames_sent(since) if isinstance(each, SharedFrame)]
    place = Place(people.group_id, frame.object_id, 1, frame.epoch)
    author, there = bytes.fromhex(anne.identity("Anne")), [bytes.fromhex(each["id"]) for each in anne.shown["people"]]
    for key in [None, *space.keys.values()]:
        reader = Reader(identity_of(chloe), keyring_of(chloe).box_secret, key)
        assert open_shared(place, author, tuple(sorted(there)), reader, frame.boxes, frame.body) is None
