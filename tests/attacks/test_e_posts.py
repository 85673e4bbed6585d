"""Rows E of docs/attacks.md against the Python client: texts and answers, and who reads them."""

from collections.abc import Callable

from crypto.client import Client
from crypto.client.groups.writing import send
from crypto.group_operations import Put
from tests.attacks.evil_server import EvilServer
from tests.attacks.group_attacks import about, added_link, keyring_of, member_refuses, signed_by
from tests.attacks.group_forgeries import alter, replayed, swap_boxes
from tests.crypto.group_people import People, identity_of, today

Newcomer = Callable[[], Client]


def test_objects_exchanged_are_shown_as_broken(people: People, evil: EvilServer) -> None:
    """Each text goes by the hash that its link names: served under another, it is not shown at all."""
    anne, basile = people.leader, people.clients["Basile"]
    ids = [people.share(anne, text) for text in ("un", "deux")]
    rule = about("E09", people.group_id, "objects/fetch", swap_boxes)
    evil.mount(rule)
    people.follow(basile)
    assert rule.fired and people.space(basile).broken == set(ids) and people.texts(basile) == {}


def test_a_text_of_another_group_is_not_read(people: People, evil: EvilServer, newcomer: Newcomer) -> None:
    """A member who puts another group's sealed text under their own link shows it to nobody."""
    anne, basile = people.leader, people.clients["Basile"]
    other = People(anne)
    other.make()
    other.join(basile, "Basile")
    shared = people.share(anne, "dit ailleurs")
    people.follow()
    send(basile.groups.api, other.space(basile), replayed(people, shared))
    other.follow(anne)
    assert "dit ailleurs" not in str(other.texts(anne)) and shared in other.space(anne).state.objects


def test_what_was_taken_back_is_gone_from_the_others(people: People, evil: EvilServer) -> None:
    """After a withdrawal no client keeps the words, the sealed bytes or the key, whatever the server serves again."""
    anne, basile, chloe = people.clients.values()
    shared = people.share(anne, "canari-retiré")
    people.follow()
    reply = basile.groups.answer(people.group_id, shared, "question", "canari-réponse")
    people.follow()
    kept = [people.space(chloe).frames[people.space(chloe).state.objects[each].body_hash] for each in (shared, reply)]
    anne.groups.withdraw(people.group_id, shared)
    rule = about("E19", people.group_id, "objects/fetch", lambda frames: [*frames, *kept])
    evil.mount(rule)
    people.share(anne, "autre chose")
    people.follow()
    assert rule.fired
    for who in (anne, basile, chloe):
        space = people.space(who)
        assert "canari" not in str(space.contents)
        assert not set(kept) & set(space.frames.values())


def test_answers_are_written_by_their_authors(people: People, evil: EvilServer) -> None:
    """An answer that the server and a member made up in somebody's name is refused; a true one points at its text."""
    anne, basile, chloe = people.clients.values()
    shared = people.share(anne, "une question")
    reply = chloe.groups.answer(people.group_id, shared, "resonance", "une réponse", passage=(0, 3))
    people.follow()
    passage = people.space(anne).contents[reply].document["passage"]
    assert passage == [people.space(anne).state.objects[shared].body_hash, 0, 3]
    signed = signed_by(people, keyring_of(basile), Put(b"\x02" * 16, 1, bytes(32), 9, bytes(32), shared, today()))
    forged = identity_of(chloe) + signed[32:]
    with member_refuses(evil, people, anne, [added_link("E20", people, forged)], "signature"):
        people.follow(anne)


def test_a_body_altered_afterwards_is_no_evidence(people: People, evil: EvilServer) -> None:
    """What a link does not name by its hash was not said: altered by a bit, a text is shown as broken, not as said."""
    anne, basile = people.leader, people.clients["Basile"]
    shared = people.share(anne, "ce qui fut dit")
    rule = about("E21", people.group_id, "objects/fetch", alter)
    evil.mount(rule)
    people.follow(basile)
    assert rule.fired and people.space(basile).broken == {shared} and people.texts(basile) == {}


def test_readers_do_not_show_in_what_is_sent(people: People, evil: EvilServer) -> None:
    """A text for everybody and a text for one have boxes of one size, and no box opens without its reader's key."""
    anne, basile = people.leader, people.clients["Basile"]
    whole, one = people.share(anne, "pour un ou tous"), people.share(anne, "pour un ou tous", [identity_of(basile)])
    space = people.space(anne)
    frames = [space.frames[space.state.objects[each].body_hash] for each in (whole, one)]
    assert len({len(each.boxes) for each in frames}) == 1
    chunks = [each.boxes[at : at + 8] for each in frames for at in (0, 104, 240, 376)]
    assert len(set(chunks)) == len(chunks)
