"""A group's chain on the server: who may write, what comes with a link, and what stays stored."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, func, select

from crypto import frames
from crypto.frames import BoxFrame, Frame, LinkFrame, MissingFrame, StandingFrame
from crypto.group_ids import FRAME_ID
from crypto.group_operations import FACILITATOR, Checkpoint, Close, Create
from tests.webapp.circle import Circle
from tests.webapp.person import API, MEDIA_TYPE, Person, b64, body_hash
from webapp import clock
from webapp.config import Settings
from webapp.db import Database
from webapp.groups.models import EpochBox, Group, GroupObject, Membership
from webapp.objects.sweep import sweep

Another = Callable[[], Person]
REFUSED = {"error": "refused-link"}


@pytest.fixture
def circle(person: Person) -> Circle:
    """A group of one facilitator."""
    made = Circle(person)
    assert made.begin().status_code == 201
    return made


@pytest.fixture
def other(circle: Circle, another: Another) -> Person:
    """A member of the group."""
    someone = another()
    circle.add(someone)
    return someone


def test_a_group_is_made_and_listed(circle: Circle, person: Person, another: Another) -> None:
    """Its maker sees it among their groups with its place; nobody else sees anything."""
    stated = {"role": 1, "epoch": 1, "seq": 0, "head": b64(circle.state.head), "end": circle.end}
    listed = person.client.get(f"{API}/groups").get_json()
    assert listed == {"groups": [{"chain_id": b64(circle.group_id)} | stated]}
    assert another().client.get(f"{API}/groups").get_json() == {"groups": []}
    assert circle.head(person) == {
        "seq": 0, "head": b64(circle.state.head), "checkpoint_seq": None, "objects": 0, "bytes": 0,
    }  # fmt: skip


def test_a_group_is_made_with_the_keys_of_the_vault_only(person: Person, another: Another) -> None:
    """Another identity, another box key, a box that is not the one named, a taken id: nothing is made."""
    stranger, mine = another(), Circle(person)
    box_key, person.box_key = person.box_key, os.urandom(32)
    assert mine.begin().get_json() == REFUSED
    person.box_key = box_key
    theirs = Circle(stranger)
    theirs.founder = Person(person.client)
    assert theirs.begin().get_json() == REFUSED
    taken = Circle(person)
    taken.group_id = taken.state.chain_id = stranger.vault_id
    assert taken.begin().get_json() == REFUSED
    rotate, _ = mine.rotation([person.identity])
    bare = frames.encode([LinkFrame(mine.sign(person, Create(person.box_key, mine.end), rotate))])
    assert person.client.post(f"{API}/groups", data=bare, content_type=MEDIA_TYPE).get_json() == REFUSED
    assert person.client.get(f"{API}/groups").get_json() == {"groups": []}
    assert mine.begin().status_code == 201


def test_a_vault_never_takes_the_id_of_a_group(circle: Circle, person: Person) -> None:
    """Whatever a path names is one thing."""
    thief = Person(person.client.application.test_client())
    thief.vault_id = circle.group_id
    thief.state = type(thief.state).before_create(thief.vault_id, thief.identity)
    assert thief.client.post(f"{API}/accounts", json=thief.registration()).get_json() == REFUSED


def test_members_read_the_chain_and_its_objects(circle: Circle, person: Person, other: Person) -> None:
    """Links, current objects, bodies by hash and epoch boxes come back to each member as they were sent."""
    frame, share = circle.share(person, FRAME_ID), circle.share(other)
    for member in (person, other):
        links = circle.frames(member, "/links?after=-1")
        replayed = type(circle.state)(circle.group_id)
        for each in links:
            assert isinstance(each, LinkFrame)
            replayed.append(each.signed)
        assert replayed.to_bytes() == circle.state.to_bytes()
        assert circle.frames(member, "/objects?after=-1") == [frame, share]
        assert circle.frames(member, f"/objects?after={circle.mark.seq - 1}") == [share]
        assert circle.frames(member, f"/objects?after=-1&until={circle.mark.seq - 1}") == [frame]
    asked = body_hash(share.body) + bytes(32)
    fetched = other.client.post(circle.path("/objects/fetch"), data=asked, content_type="application/octet-stream")
    assert frames.decode(fetched.data) == [share, MissingFrame(bytes(16), 0)]
    assert circle.head(other)["bytes"] == 2048 and circle.head(other)["objects"] == 2


def test_each_member_gets_their_own_boxes(circle: Circle, person: Person, other: Person) -> None:
    """Of each rotation I get my box and no other; of the last one, the wraps of standing objects that changed since."""
    circle.share(person, FRAME_ID)
    circle.card(other)
    circle.rotate(person)
    mine, theirs = circle.frames(person, "/epochs?after=-1"), circle.frames(other, "/epochs?after=-1")
    boxes = [[each for each in found if isinstance(each, BoxFrame)] for found in (mine, theirs)]
    assert [[each.epoch for each in found] for found in boxes] == [[1, 2, 3], [2, 3]]
    assert {each.identity for each in boxes[0]} == {person.identity}
    assert {each.identity for each in boxes[1]} == {other.identity}
    standing = [each for each in mine if isinstance(each, StandingFrame)]
    assert standing == [each for each in theirs if isinstance(each, StandingFrame)]
    assert sorted(each.object_id for each in standing) == sorted(circle.state.standing_objects())
    assert {each.epoch for each in standing} == {3}
    circle.share(person, FRAME_ID)
    left = [each for each in circle.frames(person, "/epochs?after=3") if isinstance(each, StandingFrame)]
    assert [each.object_id for each in left] == [each.object_id for each in standing if each.object_id != FRAME_ID]


def test_whoever_left_or_was_removed_is_a_stranger(circle: Circle, another: Another, other: Person) -> None:
    """From the link on, every route of the group answers `not-found`, as it does to someone who never was in it."""
    second = another()
    admission = circle.admission(second)
    rotate, sent = circle.rotation([*circle.state.roster.members, second.identity])
    circle.done(circle.founder, [admission, rotate], sent)
    circle.remove(other)
    circle.leave(second)
    rotate, sent = circle.rotation([circle.founder.identity, second.identity])
    again = circle.sign(circle.founder, admission, rotate)
    assert circle.send(circle.founder, [again], sent).get_json() == REFUSED, "a consent lets someone in once"
    circle.rotate(circle.founder)
    for gone in (other, second, another()):
        for path in (circle.path("/head"), circle.path("/links?after=-1"), circle.path("/epochs?after=-1")):
            answer = gone.client.get(path)
            assert (answer.status_code, answer.get_json()) == (404, {"error": "not-found"})
        assert gone.client.get(f"{API}/groups").get_json() == {"groups": []}
        put, frame = circle.text()
        assert circle.send(gone, [circle.sign(gone, put)], [frame]).get_json() == {"error": "not-found"}


def test_the_boxes_of_whoever_left_are_erased(circle: Circle, database: Database, other: Person) -> None:
    """A box is only delivery: nobody is left to take it."""
    circle.remove(other)
    with database.reading() as connection:
        left = select(func.count()).select_from(EpochBox).where(EpochBox.identity == other.identity)
        assert connection.execute(left).scalar_one() == 0


def test_a_link_is_by_the_caller(circle: Circle, person: Person, other: Person) -> None:
    """A valid link of one member is refused from the session of another."""
    put, frame = circle.text()
    assert circle.send(other, [circle.sign(person, put)], [frame]).get_json() == REFUSED
    assert circle.send(person, [circle.sign(person, put)], [frame]).status_code == 201


def test_a_newcomer_has_an_account_with_these_keys(circle: Circle, person: Person, another: Another) -> None:
    """Someone without account, or with other keys than their vault's, is not added."""
    nobody, other = Person(person.client), another()
    other.box_key = os.urandom(32)
    for newcomer in (nobody, other):
        rotate, sent = circle.rotation([person.identity, newcomer.identity])
        signed = circle.sign(person, circle.admission(newcomer), rotate)
        assert circle.send(person, [signed], sent).get_json() == REFUSED


@pytest.mark.parametrize("broken", ["body", "boxes", "revision", "epoch", "seats", "absent"])
def test_a_put_comes_with_what_it_names(circle: Circle, person: Person, broken: str) -> None:
    """A body, boxes or a place other than the link's, or none, is refused, and nothing is stored."""
    put, frame = circle.text()
    spoilt: dict[str, list[Frame]] = {
        "body": [replace(frame, body=os.urandom(1024))],
        "boxes": [replace(frame, boxes=os.urandom(len(frame.boxes)))],
        "revision": [replace(frame, revision=2)],
        "epoch": [replace(frame, epoch=2)],
        "seats": [replace(frame, boxes=frame.boxes + os.urandom(136))],
        "absent": [],
    }
    before = circle.head(person)
    assert circle.send(person, [circle.sign(person, put)], spoilt[broken]).get_json() == REFUSED
    assert circle.head(person) == before


@pytest.mark.parametrize("broken", ["box", "no box", "wrap", "no wrap"])
def test_a_rotation_comes_with_what_it_names(circle: Circle, person: Person, broken: str) -> None:
    """A missing or other box or standing wrap is refused."""
    circle.share(person, FRAME_ID)
    rotate, (box, wrap) = circle.rotation([person.identity])
    assert isinstance(box, BoxFrame) and isinstance(wrap, StandingFrame)
    sent: dict[str, list[Frame]] = {
        "box": [replace(box, box=os.urandom(136)), wrap],
        "no box": [wrap],
        "wrap": [box, replace(wrap, wrap=os.urandom(104))],
        "no wrap": [box],
    }
    assert circle.send(person, [circle.sign(person, rotate)], sent[broken]).get_json() == REFUSED
    assert circle.send(person, [circle.sign(person, rotate)], [box, wrap]).status_code == 201


def test_a_link_after_a_refused_one_is_not_stored_either(circle: Circle, person: Person) -> None:
    """A request is stored whole or not at all."""
    put, frame = circle.text()
    first = circle.sign(person, put)
    ahead = circle.state.copy()
    ahead.append(first)
    second = circle.sign(person, replace(put, revision=3), after=ahead.mark)
    before = circle.head(person)
    assert circle.send(person, [first, second], [frame]).get_json() == REFUSED
    assert circle.head(person) == before


def test_the_loser_of_a_race_gets_the_links_that_came_before(circle: Circle, person: Person, other: Person) -> None:
    """Compare-and-swap on the head: one of two is stored, and the other learns why."""
    behind = circle.mark
    late, frame = circle.text()
    link = circle.sign(other, late)
    circle.share(person)
    answer = circle.send(other, [link], [frame], after=behind)
    assert answer.status_code == 409
    assert frames.decode(answer.data) == circle.frames(other, f"/links?after={behind.seq}")
    again = circle.sign(other, late)
    assert circle.send(other, [again], [frame]).status_code == 201


def test_sending_a_link_again_does_nothing_twice(circle: Circle, person: Person) -> None:
    """The answer is the same, and one row is there."""
    before, (put, frame) = circle.mark, circle.text()
    signed = circle.sign(person, put)
    answers = [circle.send(person, [signed], [frame], after=before) for _ in range(3)]
    assert {(answer.status_code, answer.data) for answer in answers} == {(201, answers[0].data)}
    assert circle.head(person)["seq"] == before.seq + 1 and circle.head(person)["objects"] == 1


def test_only_the_current_version_is_stored(circle: Circle, database: Database, other: Person) -> None:
    """A passage taken back is nowhere on the server; a text taken back leaves its id only."""
    first = circle.share(other, body=b"first" * 200)
    second = circle.share(other, first.object_id, body=b"again" * 200)
    assert circle.frames(other, "/objects?after=-1") == [second]
    with database.reading() as connection:
        assert list(connection.execute(select(GroupObject.body)).scalars()) == [second.body]
    answer = circle.share(circle.founder, parent=first.object_id)
    circle.erase(other, first.object_id)
    assert circle.frames(other, "/objects?after=-1") == []
    assert circle.head(other)["objects"] == circle.head(other)["bytes"] == 0
    put, frame = circle.text(answer.object_id)
    assert circle.send(circle.founder, [circle.sign(circle.founder, put)], [frame]).get_json() == REFUSED


def test_a_checkpoint_of_the_true_state_is_accepted(circle: Circle, person: Person, other: Person) -> None:
    """The tables answer the policy as the client's own state does, whatever happened before."""
    circle.share(person, FRAME_ID)
    share = circle.share(other)
    circle.share(person, parent=share.object_id)
    circle.share(other, share.object_id, end=circle.end - 10)
    circle.erase(other, circle.share(other).object_id)
    circle.remove(other)
    circle.done(person, [Checkpoint(1, circle.state.state_hash())])
    assert circle.head(person)["checkpoint_seq"] == circle.mark.seq
    wrong = circle.sign(person, Checkpoint(2, os.urandom(32)))
    assert circle.send(person, [wrong]).get_json() == REFUSED


def test_shares_pass_to_the_identity_that_replaces_theirs(circle: Circle, another: Another, other: Person) -> None:
    """After « compromis·e » the text is the new identity's, and the state is still that of the client."""
    share, heir = circle.share(other), another()
    circle.leave(other)
    rotate, sent = circle.rotation([circle.founder.identity, heir.identity])
    circle.done(circle.founder, [circle.admission(heir, replaces=other.identity), rotate], sent)
    circle.erase(heir, share.object_id)
    circle.done(circle.founder, [Checkpoint(1, circle.state.state_hash())])


def test_roles_follow_the_chain(circle: Circle, database: Database, other: Person) -> None:
    """The row of a member has the role of the chain in the transaction of its link."""
    circle.promote(other)
    assert other.client.get(f"{API}/groups").get_json()["groups"][0]["role"] == FACILITATOR
    with database.reading() as connection:
        rows = dict(connection.execute(select(Membership.identity, Membership.role)).all())  # type: ignore[arg-type]
    assert rows == {each: member.role for each, member in circle.state.roster.members.items()}


def test_frames_of_vaults_are_malformed_in_a_group(circle: Circle, person: Person) -> None:
    """A group takes links, shared, box and standing frames; a vault refuses those three."""
    _, own = person.write()
    put, shared = circle.text()
    assert circle.send(person, [circle.sign(person, put)], [own]).get_json() == {"error": "malformed"}
    assert person.append([person.sign(person.write()[0])], [shared]).get_json() == {"error": "malformed"}  # type: ignore[list-item]
    assert circle.send(person, [], [shared]).get_json() == {"error": "malformed"}


def test_a_share_goes_two_days_after_its_end(settings: Settings, database: Database, circle: Circle) -> None:
    """Body and boxes go, the chain stays whole, and the weight follows."""
    past = clock.today() - 2
    ended, kept = circle.share(circle.founder, end=past), circle.share(circle.founder, end=past + 1)
    assert sweep(database, settings).shares == 1
    assert circle.frames(circle.founder, "/objects?after=-1") == [kept]
    assert circle.head(circle.founder)["bytes"] == 1024 and circle.head(circle.founder)["objects"] == 2
    asked = body_hash(ended.body)
    gone = circle.founder.client.post(
        circle.path("/objects/fetch"), data=asked, content_type="application/octet-stream"
    )
    assert frames.decode(gone.data) == [MissingFrame(ended.object_id, 1)]
    circle.done(circle.founder, [Checkpoint(1, circle.state.state_hash())])
    assert sweep(database, settings).shares == 0


def test_a_group_goes_two_days_after_its_end(settings: Settings, database: Database, circle: Circle) -> None:
    """Every row about it is erased, and its members find nothing."""
    circle.share(circle.founder)
    circle.founder.client.put(circle.about("/presentation"), json={"html": "<p>bonjour", "open": True})
    circle.done(circle.founder, [Close(clock.today() - 1)])
    assert sweep(database, settings).groups == 0
    circle.done(circle.founder, [Close(clock.today() - 2)])
    assert sweep(database, settings).groups == 1
    with database.reading() as connection:
        for model in (Group, GroupObject, Membership, EpochBox):
            assert connection.execute(select(func.count()).select_from(model)).scalar_one() == 0
    assert circle.founder.client.get(circle.path("/head")).get_json() == {"error": "not-found"}


def test_the_only_facilitator_cannot_erase_their_account(circle: Circle, person: Person, other: Person) -> None:
    """While others remain, they hand the group over or close it first; the others may go."""
    asked = {"auth": b64(person.auth)}
    refused = person.client.post(f"{API}/account/deletion", json=asked)
    assert (refused.status_code, refused.get_json()) == (409, {"error": "sole-facilitator"})
    assert person.client.get(f"{API}/account").status_code == 200
    circle.promote(other)
    assert person.client.post(f"{API}/account/deletion", json=asked).status_code == 200
    assert circle.head(other)["seq"] == circle.mark.seq


def test_a_closed_group_keeps_nobody(circle: Circle, person: Person, other: Person) -> None:
    """Once the group's last day has passed its only facilitator may erase their account."""
    circle.done(person, [Close(clock.today() - 1)])
    assert person.client.post(f"{API}/account/deletion", json={"auth": b64(person.auth)}).status_code == 200
    assert circle.head(other)["seq"] == circle.mark.seq


def test_what_a_person_shared_outlives_their_account(circle: Circle, database: Database, other: Person) -> None:
    """Nothing ties the identity to an account any more; the text stays until its end, and the group goes on."""
    share = circle.share(other)
    assert other.client.post(f"{API}/account/deletion", json={"auth": b64(other.auth)}).status_code == 200
    assert circle.frames(circle.founder, "/objects?after=-1") == [share]
    with database.reading() as connection:
        rows = select(Membership.account_no, Membership.left_day).where(Membership.identity == other.identity)
        assert connection.execute(rows).one() == (None, clock.today())
    circle.remove(other)
    circle.erase(circle.founder, share.object_id)


def test_a_group_of_one_goes_with_its_account(circle: Circle, database: Database, person: Person) -> None:
    """Nobody is left to read it."""
    assert person.client.post(f"{API}/account/deletion", json={"auth": b64(person.auth)}).status_code == 200
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(Group)).scalar_one() == 0


def test_a_person_sees_their_own_rows_of_a_group(circle: Circle, person: Person, other: Person) -> None:
    """« Ce que le serveur voit de moi » has what I wrote in a group, and nothing that another wrote."""
    mine, theirs = circle.share(person), circle.share(other)
    tables = other.client.get(f"{API}/account/rows").get_json()["tables"]
    assert [row["object_id"] for row in tables["group_objects"]] == [theirs.object_id.hex()]
    assert [row["identity"] for row in tables["memberships"]] == [other.identity.hex()]
    assert {row["identity"] for row in tables["epoch_boxes"]} == {other.identity.hex()}
    assert [row["chain_id"] for row in tables["groups"]] == [circle.group_id.hex()]
    assert mine.object_id.hex() not in other.client.get(f"{API}/account/rows").text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_append_reads_no_object_that_it_does_not_name(circle: Circle, database: Database, other: Person) -> None:
    """Whatever a group holds, an append finds its rows by an index: its cost does not grow with the objects."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        asked.append((statement, parameters))

    share = circle.share(other)
    event.listen(database.engine, "before_cursor_execute", note)
    circle.share(other, share.object_id)
    circle.share(circle.founder, parent=share.object_id)
    circle.erase(other, share.object_id)
    circle.rotate(circle.founder)
    event.remove(database.engine, "before_cursor_execute", note)
    about_objects = [(text, values) for text, values in asked if "group_objects" in text and "INSERT" not in text]
    assert len(about_objects) > 10
    with database.reading() as connection:
        for text, values in about_objects:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values).all()
            assert not [row.detail for row in plan if row.detail.startswith("SCAN")], text
