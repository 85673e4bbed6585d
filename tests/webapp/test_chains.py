"""Chains: what is appended, what is refused, what is served."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from crypto import chain, frames
from crypto.chain import Mark
from crypto.frames import Frame, LinkFrame, MissingFrame, ObjectFrame, WrapFrame
from crypto.operations import Checkpoint, Create, Operation, Put, Reconcile, Tombstone
from tests.webapp.person import API, MEDIA_TYPE, Person, body_hash
from webapp import clock
from webapp.chains import verbs
from webapp.chains.models import Chain
from webapp.db import Database
from webapp.objects.models import Upload, Version

REFUSED = {"error": "refused-link"}


def test_texts_come_back_as_sent(person: Person) -> None:
    """Links and objects that were appended are served unchanged, in the order of their links."""
    put, first = person.write(b"a" * 1500)
    other, second = person.write(b"b" * 1500)
    signed = person.sign(put, other)
    answer = person.append([signed], [first, second])
    assert answer.status_code == 201
    assert answer.get_json()["seq"] == 1
    assert person.frames("/objects?after=-1") == [first, second]
    assert person.frames("/links?after=0") == [LinkFrame(signed)]
    assert person.head() | {"head": None} == {
        "seq": 1, "head": None, "checkpoint_seq": None, "objects": 2, "bytes": 3000
    }  # fmt: skip


def test_a_poll_costs_nothing_when_nothing_is_new(person: Person) -> None:
    """The head is the ETag: a client that knows it gets 304 without a body, and another gets the new one."""
    etag = person.client.get(person.chain("/head")).headers["ETag"]
    assert etag == f'"{person.mark.head.hex()}"'
    known = person.client.get(person.chain("/head"), headers={"If-None-Match": etag})
    assert (known.status_code, known.data) == (304, b"")
    person.note()
    assert person.client.get(person.chain("/head"), headers={"If-None-Match": etag}).status_code == 200


def test_only_the_current_version_is_listed_and_every_one_can_be_fetched(person: Person) -> None:
    """`objects` gives the last version of each text within the places asked; `fetch` gives any version by its hash."""
    text = person.note(b"1" * 1024)
    person.note(b"2" * 1024)
    person.note(b"3" * 1024, text)
    bodies = [each.body for each in _objects(person, "/objects?after=-1")]
    assert bodies == [b"2" * 1024, b"3" * 1024]
    assert [each.body for each in _objects(person, "/objects?after=2&until=3")] == [b"3" * 1024]
    assert [each.body for each in _objects(person, "/objects?after=1&until=2")] == [b"2" * 1024]
    hashes = [body_hash(b"3" * 1024), bytes(32), body_hash(b"1" * 1024)]
    newest, unknown, oldest = person.fetch(*hashes)
    assert isinstance(newest, ObjectFrame) and newest.revision == 2
    assert unknown == MissingFrame(bytes(16), 0)
    assert isinstance(oldest, ObjectFrame) and oldest.body == b"1" * 1024


def test_a_tombstone_erases_every_version(person: Person) -> None:
    """When a tombstone is linked the ciphertext of all versions is gone, and the id is refused for good."""
    text = person.note(b"1" * 1024)
    person.note(b"2" * 1024, text)
    person.erase(text)
    assert person.fetch(body_hash(b"1" * 1024), body_hash(b"2" * 1024)) == [MissingFrame(bytes(16), 0)] * 2
    assert person.frames("/wraps") == []
    assert person.head()["objects"] == person.head()["bytes"] == 0
    person.revisions.clear()
    put, frame = person.write(object_id=text)
    assert person.append([person.sign(put)], [frame]).get_json() == REFUSED


def test_a_new_device_starts_from_the_checkpoint(person: Person) -> None:
    """`start` gives the last checkpoint's link, its index, and the links after it; two indexes are kept."""
    assert len(person.frames("/start")) == 1
    checkpoints = []
    for _ in range(3):
        person.note()
        checkpoints.append(person.checkpoint())
    person.note()
    root, index, after = person.frames("/start")
    assert root == LinkFrame(checkpoints[-1])
    assert isinstance(index, ObjectFrame) and (index.object_id, index.revision) == (bytes(16), 3)
    assert isinstance(after, LinkFrame) and chain.head_of(after.signed) == person.mark.head
    kept = [
        each.revision for each in person.frames("/wraps") if isinstance(each, WrapFrame) and each.object_id == bytes(16)
    ]
    assert kept == [2, 3]
    assert bytes(16) not in [each.object_id for each in _objects(person, "/objects?after=-1")]


def test_a_checkpoint_of_another_state_is_refused(person: Person) -> None:
    """The server computes the state itself, erased texts counted: a checkpoint that names another is refused."""
    for text in [person.note() for _ in range(3)][:1]:
        person.erase(text)
    operation, frame = person.index()
    wrong = Checkpoint(operation.number, operation.body_hash, operation.size, os.urandom(32))
    assert person.append([person.sign(wrong)], [frame]).get_json() == REFUSED
    assert person.append([person.sign(operation)], [frame]).status_code == 201


def test_links_before_a_checkpoint_count_in_its_state(person: Person) -> None:
    """A text put earlier in the same request is part of the state that the checkpoint names."""
    put, text = person.write()
    first = person.sign(put)
    after = person.state.copy()
    after.append(first)
    operation, index = person.index(after)
    second = person.sign(operation, after=after.mark)
    assert person.append([first, second], [text, index]).status_code == 201


def test_a_replay_has_one_effect(person: Person) -> None:
    """J05: the same request sent a thousand times answers the same and stores one link and one object."""
    put, frame = person.write()
    before, signed = person.mark, person.sign(put)
    body = frames.encode([frame, LinkFrame(signed)])
    answers = {(answer.status_code, answer.text) for answer in (person.send(body, before) for _ in range(1000))}
    assert len(answers) == 1 and answers.pop()[0] == 201
    assert (person.head()["seq"], person.head()["objects"]) == (1, 1)


def test_a_request_that_was_half_known_goes_on(person: Person) -> None:
    """Links already stored at the beginning of a request count as appended, and the rest follows."""
    before = person.mark
    put, first_text = person.write()
    first = person.moved(person.sign(put))
    assert person.append([first], [first_text], before).status_code == 201
    put, second_text = person.write()
    second = person.sign(put)
    assert person.append([first, second], [second_text], before).get_json()["seq"] == 2


def test_a_lost_race_gives_the_links_and_keeps_the_bodies(person: Person, database: Database) -> None:
    """On `stale-head` the answer is what came before, and the next try sends links only."""
    behind = person.mark
    put, frame = person.write()
    theirs = person.note()
    answer = person.append([person.sign(put, after=behind)], [frame], behind)
    assert answer.status_code == 409 and answer.mimetype == MEDIA_TYPE
    (came_before,) = frames.decode(answer.data)
    assert isinstance(came_before, LinkFrame) and chain.head_of(came_before.signed) == person.mark.head
    assert person.head()["objects"] == 1
    assert person.append([person.sign(put)]).status_code == 201
    assert {each.object_id for each in _objects(person, "/objects?after=-1")} == {theirs, put.object_id}
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(Upload)).scalar_one() == 0


@pytest.mark.parametrize("ahead", [True, False], ids=["ahead of the server", "at the same place with another head"])
def test_a_head_that_the_server_does_not_have_is_stale(person: Person, ahead: bool) -> None:
    """A client that names another head gets `stale-head` and no link after its own: it sees rollback or fork."""
    person.note()
    place = Mark(person.mark.seq + 3, os.urandom(32)) if ahead else Mark(person.mark.seq, os.urandom(32))
    put, frame = person.write()
    answer = person.append([person.sign(put, after=place)], [frame], place)
    assert (answer.status_code, frames.decode(answer.data)) == (409, [])


def test_of_writers_at_the_same_head_one_wins(app: Flask, person: Person) -> None:
    """C11: sixteen clients append on one head at once; one is stored, fifteen are told, no link is lost or doubled."""
    base = person.mark
    bodies = []
    for _ in range(16):
        put, frame = person.write()
        bodies.append(frames.encode([frame, LinkFrame(person.sign(put))]))
    cookie = person.client.get_cookie("recul")
    assert cookie is not None

    def send(body: bytes) -> int:
        client = app.test_client()
        client.set_cookie("recul", cookie.value)
        headers = {"Recul-Head": f"{base.seq}:{base.head.hex()}"}
        return client.post(person.chain("/links"), data=body, content_type=MEDIA_TYPE, headers=headers).status_code

    with ThreadPoolExecutor(16) as pool:
        assert sorted(pool.map(send, bodies)) == [201] + [409] * 15
    assert (person.head()["seq"], person.head()["objects"], len(person.frames("/links?after=-1"))) == (1, 1, 2)


def _wrong_links(person: Person) -> dict[str, tuple[list[bytes], list[ObjectFrame]]]:
    put, frame = person.write()
    text = person.revisions
    good = person.sign(put)
    flipped = bytes([*good[:40], good[40] ^ 1, *good[41:]])
    stranger = person.sign(put, seed=os.urandom(32))
    elsewhere = person.sign(put, after=Mark(person.mark.seq, os.urandom(32)))
    later = person.sign(put, after=Mark(person.mark.seq + 1, person.mark.head))

    def made_of(*operations: Operation) -> list[bytes]:
        return [person.sign(*operations)]

    assert text
    return {
        "signature": ([flipped], [frame]),
        "author": ([stranger], [frame]),
        "prev": ([elsewhere], [frame]),
        "seq": ([later], [frame]),
        "no body": ([good], []),
        "another body": ([good], [ObjectFrame(frame.object_id, 1, 1, frame.wrap, os.urandom(2048))]),
        "another id": ([good], [ObjectFrame(os.urandom(16), 1, 1, frame.wrap, frame.body)]),
        "another revision": ([good], [ObjectFrame(frame.object_id, 2, 1, frame.wrap, frame.body)]),
        "another epoch": ([good], [ObjectFrame(frame.object_id, 1, 2, frame.wrap, frame.body)]),
        "another size": (made_of(Put(frame.object_id, 1, put.body_hash, put.size + 1)), [frame]),
        "a revision that does not follow": (
            made_of(Put(frame.object_id, 2, put.body_hash, put.size)),
            [ObjectFrame(frame.object_id, 2, 1, frame.wrap, frame.body)],
        ),
        "the index as a text": (
            made_of(Put(bytes(16), 1, put.body_hash, put.size)),
            [ObjectFrame(bytes(16), 1, 1, frame.wrap, frame.body)],
        ),
        "an unknown text ended": (made_of(Tombstone(os.urandom(16))), []),
        "a second create": (made_of(Create(person.box_key)), []),
        "slots by this route": (made_of(person.slots()), []),
        "reconciled with itself": (made_of(Reconcile(person.mark.head)), []),
        "good, then bad": ([good, later], [frame]),
    }


WRONG = [
    *(
        "signature",
        "author",
        "prev",
        "seq",
        "no body",
        "another body",
        "another id",
        "another revision",
        "another epoch",
    ),
    *("another size", "a revision that does not follow", "the index as a text", "an unknown text ended"),
    *("a second create", "slots by this route", "reconciled with itself", "good, then bad"),
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_link_that_breaks_a_rule_leaves_nothing(person: Person, wrong: str) -> None:
    """A wrong link is refused, with all that came with it: neither link, object nor upload is stored."""
    cases = _wrong_links(person)
    assert set(cases) == set(WRONG)
    before = person.client.get(f"{API}/account/rows").get_json()["tables"]
    links, objects = cases[wrong]
    answer = person.append(links, objects)
    assert (answer.status_code, answer.get_json()) == (400, REFUSED)
    assert person.client.get(f"{API}/account/rows").get_json()["tables"] == before


def test_a_vault_has_limits(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vault over its number of links or its weight is refused as `too-large`, whole."""
    monkeypatch.setattr(verbs, "MAX_LINKS", 2)
    person.note()
    put, frame = person.write()
    assert person.append([person.sign(put)], [frame]).get_json() == {"error": "too-large"}
    monkeypatch.setattr(verbs, "MAX_LINKS", 3)
    monkeypatch.setattr(verbs, "MAX_BYTES", 3000)
    assert person.append([person.sign(put)], [frame]).get_json() == {"error": "too-large"}
    assert person.head()["seq"] == 1


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("empty", b""),
        ("cut", frames.encode([])[:-1]),
        ("no link", frames.encode([])),
        ("more after the end", frames.encode([]) + b"\0"),
        ("a missing frame", frames.encode([MissingFrame(bytes(16), 1)])),
        ("a wrap frame", frames.encode([WrapFrame(bytes(16), 1, 1, bytes(104))])),
        ("text", b"<html>"),
    ],
)
def test_what_is_not_frames_is_malformed(person: Person, name: str, body: bytes) -> None:
    """Bytes that are not a whole sequence of what a client may send are refused."""
    answer = person.send(body, person.mark)
    assert (answer.status_code, answer.get_json()) == (400, {"error": "malformed"}), name


@pytest.mark.parametrize("head", ["", "0", "0:", f"0:{'A' * 64}", f"-1:{'0' * 64}", f"01:{'0' * 64}", "é"])
def test_a_head_is_named_in_one_way(person: Person, head: str) -> None:
    """The header `Recul-Head` is `<seq>:<64 hexadecimal digits>` and nothing else."""
    put, frame = person.write()
    body = frames.encode([frame, LinkFrame(person.sign(put))])
    answer = person.client.post(
        person.chain("/links"), data=body, content_type=MEDIA_TYPE, headers={"Recul-Head": head}
    )
    assert answer.get_json() == {"error": "malformed"}


@pytest.mark.parametrize("query", ["after=x", "after=-2", "after=1.0", "after=", "after=0&until=x", "after=%2B1"])
def test_a_place_is_a_whole_number(person: Person, query: str) -> None:
    """A query that is not the one way to write a place is malformed."""
    assert person.client.get(person.chain(f"/objects?{query}")).get_json() == {"error": "malformed"}


def test_a_given_back_text_that_has_ended_needs_no_body(person: Person) -> None:
    """Links kept by a device are appended unchanged although what they put was ended or erased since."""
    put, _ = person.write(end=clock.today() - 2)
    ended, _ = person.write()
    signed = [person.moved(person.sign(put, ended)), person.moved(person.sign(Tombstone(ended.object_id)))]
    assert person.append(signed, after=Mark(0, person_head(person))).status_code == 201
    assert person.fetch(put.body_hash, ended.body_hash) == [
        MissingFrame(put.object_id, 1), MissingFrame(bytes(16), 0)
    ]  # fmt: skip


def person_head(person: Person) -> bytes:
    """Return the head after the first link of a person."""
    (first,) = person.frames("/links?after=-1")
    assert isinstance(first, LinkFrame)
    return chain.head_of(first.signed)


def test_a_long_vault_is_streamed(person: Person) -> None:
    """A download of many objects comes in pieces, whole and in order."""
    sent: list[Frame] = []
    for _ in range(6):
        written = [person.write(os.urandom(1024)) for _ in range(100)]
        sent += [frame for _, frame in written]
        before, signed = person.mark, person.sign(*[put for put, _ in written])
        person.moved(signed)
        assert person.append([signed], [frame for _, frame in written], before).status_code == 201
    answer = person.client.get(person.chain("/objects?after=-1"))
    pieces = list(answer.iter_encoded())
    assert len(pieces) > 5 and max(map(len, pieces)) < 128 * 1024
    assert frames.decode(b"".join(pieces)) == sent


def test_a_wrap_of_every_stored_version_is_served_in_order(person: Person) -> None:
    """`wraps` ascends by object id and revision, whatever the order of writing."""
    ids = [bytes([number]) * 16 for number in (9, 1, 200, 7)]
    for object_id in ids:
        person.note(object_id=object_id)
    person.note(object_id=ids[0])
    served = [(each.object_id, each.revision) for each in person.frames("/wraps") if isinstance(each, WrapFrame)]
    assert served == sorted([*((object_id, 1) for object_id in ids), (ids[0], 2)])


def test_rows_follow_a_replaced_version(database: Database, person: Person) -> None:
    """Exactly the last version of a text is current in the table."""
    text = person.note()
    person.note(object_id=text)
    with database.reading() as connection:
        rows = connection.execute(select(Version.revision, Version.superseded).order_by(Version.revision)).all()
    assert [tuple(row) for row in rows] == [(1, True), (2, False)]


def test_a_forged_row_is_not_moved(database: Database, person: Person) -> None:
    """The compare-and-swap compares the head too: a chain changed underneath refuses the append."""
    with database.writing() as connection:
        connection.execute(update(Chain).values(head=os.urandom(32)))
    put, frame = person.write()
    assert person.append([person.sign(put)], [frame]).status_code == 409


def _objects(person: Person, rest: str) -> list[ObjectFrame]:
    found: list[Any] = person.frames(rest)
    assert all(isinstance(each, ObjectFrame) for each in found)
    return found
