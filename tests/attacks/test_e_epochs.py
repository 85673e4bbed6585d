"""Rows E of docs/attacks.md against the Python client: keys of a group, when people leave, lie or are faster."""

import threading
from collections.abc import Callable

import pytest

from crypto.client import Client
from crypto.client.api import RefusedError
from crypto.client.groups.writing import send
from crypto.group import Finding
from crypto.group_ids import FRAME_ID
from crypto.group_operations import FACILITATOR
from crypto.sharing import Place, Reader, open_shared
from tests.attacks.evil_server import EvilServer
from tests.attacks.group_attacks import (
    keyring_of,
)
from tests.attacks.group_forgeries import (
    false_wraps,
    garbage_for,
)
from tests.crypto.group_people import People, identity_of

Newcomer = Callable[[], Client]


def test_whoever_left_opens_nothing_more(people: People, evil: EvilServer) -> None:
    """With everything the server stores, a removed member opens no text of the next epoch."""
    anne, basile, chloe = people.clients.values()
    keys = dict(people.space(chloe).keys)
    anne.groups.remove(people.group_id, identity_of(chloe))
    shared = people.share(basile, "après son départ")
    people.follow(anne, basile)
    state = people.space(anne).state
    record, placed = state.objects[shared], state.placed[shared]
    frame = people.space(anne).frames[record.body_hash]
    place = Place(people.group_id, shared, 1, placed.epoch)
    for key in [None, *keys.values()]:
        reader = Reader(identity_of(chloe), keyring_of(chloe).box_secret, key)
        assert open_shared(place, record.author, placed.members, reader, frame.boxes, frame.body) is None
    with pytest.raises(RefusedError, match="not-found"):
        chloe.groups.follow(people.group_id)


def test_a_box_of_garbage_is_disputed(people: People, evil: EvilServer) -> None:
    """A member who sealed garbage for one of the others locks nobody out: it is disputed, and a new key is made."""
    anne, basile, chloe = people.clients.values()
    send(anne.groups.api, people.space(anne), garbage_for(identity_of(chloe)), always=True)
    epoch = people.space(anne).state.roster.epoch
    people.follow()
    assert people.space(chloe).epoch_key is None and people.space(basile).epoch_key is not None
    shared = people.share(chloe, "je lis encore")
    people.follow()
    assert people.space(chloe).state.roster.epoch > epoch
    assert all(shared in people.texts(who) for who in (anne, basile, chloe))


def test_false_wraps_close_no_group_for_good(people: People, evil: EvilServer) -> None:
    """When nobody can open every name and the frame, a facilitator makes a key without them, and the group goes on."""
    anne, basile, chloe = people.clients.values()
    anne.groups.set_role(people.group_id, identity_of(basile), FACILITATOR)
    send(anne.groups.api, people.space(anne), false_wraps, always=True)
    for who in (basile, chloe):  # a device that opens anew has no content key but those of the wraps
        who.groups.spaces.clear()
        who.groups.follow(people.group_id)
        assert people.space(who).findings() == {Finding.KEY}
    with pytest.raises(RefusedError, match="bad-key"):
        people.share(chloe, "personne ne peut")
    basile.groups.repair(people.group_id)
    shared = people.share(chloe, "nous continuons")
    people.follow()
    assert all(shared in people.texts(who) and not people.space(who).findings() for who in (anne, basile, chloe))
    assert FRAME_ID not in people.space(chloe).contents
    anne.groups.put_frame(people.group_id, anne.groups.read(people.group_id, FRAME_ID).document)
    people.follow()
    assert FRAME_ID in people.space(chloe).contents


def test_rotations_together_make_one_key(people: People, newcomer: Newcomer) -> None:
    """Five members renew a due key at once: each epoch has one key, and all of them read what follows."""
    for name in ("Denis", "Ève"):
        people.join(newcomer(), name)
    people.join(newcomer(), "Farid")
    farid = people.clients.pop("Farid")
    people.follow()
    before = people.space(people.leader).state.roster.epoch
    farid.groups.leave(people.group_id)
    together = [threading.Thread(target=who.groups.repair, args=[people.group_id]) for who in people.clients.values()]
    for each in together:
        each.start()
    for each in together:
        each.join()
    people.follow()
    assert {people.space(who).state.roster.epoch for who in people.clients.values()} == {before + 1}
    assert len({people.space(who).epoch_key for who in people.clients.values()}) == 1
    shared = people.share(people.leader, "pour les cinq")
    people.follow()
    assert all(shared in people.texts(who) for who in people.clients.values())
