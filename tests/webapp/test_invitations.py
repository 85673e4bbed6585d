"""Invitations, single use and one answer for all that is over; the ceremony, passed on in turn."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from crypto.group_operations import FACILITATOR, MEMBER, Role
from tests.webapp.circle import LETTER, Circle
from tests.webapp.person import API, Person, b64
from webapp import clock
from webapp.config import Settings
from webapp.db import Database
from webapp.invitations.models import CeremonyMessage, Invitation
from webapp.objects.sweep import sweep

Another = Callable[[], Person]
NOT_FOUND = {"error": "not-found"}
MALFORMED = {"error": "malformed"}


@pytest.fixture
def circle(person: Person) -> Circle:
    """A group of one facilitator."""
    made = Circle(person)
    assert made.begin().status_code == 201
    return made


def _ask(person: Person, act: str, invitation_id: bytes) -> TestResponse:
    return person.client.post(f"{API}/invitations/{act}", json={"invitation_id": b64(invitation_id)})


def _say(person: Person, invitation_id: bytes, step: int, attempt: int = 1, message: bytes = b"m") -> Any:
    asked = {"invitation_id": b64(invitation_id), "attempt": attempt, "step": step, "message": b64(message)}
    answer = person.client.post(f"{API}/invitations/ceremony", json=asked)
    return answer.status_code if answer.status_code == 204 else answer.get_json()


def _listed(circle: Circle, person: Person | None = None) -> dict[str, str]:
    answer = (person or circle.founder).client.get(circle.about("/invitations")).get_json()
    return {each["invitation_id"]: each["state"] for each in answer["invitations"]}


def test_an_invitation_is_read_taken_and_joined(app: Flask, circle: Circle, another: Another) -> None:
    """Its letter is read without any session, one person takes it, and its list says where it is."""
    newcomer, invitation_id = another(), circle.invite()
    expected = {"chain_id": b64(circle.group_id), "letter": b64(LETTER), "last_day": clock.today() + 10}
    asked = {"invitation_id": b64(invitation_id)}
    assert app.test_client().post(f"{API}/invitations/letter", json=asked).get_json() == expected
    assert _listed(circle) == {b64(invitation_id): "open"}
    assert [_ask(newcomer, "take", invitation_id).status_code for _ in range(2)] == [204, 204]
    assert _listed(circle) == {b64(invitation_id): "taken"}
    assert _ask(newcomer, "letter", invitation_id).get_json() == expected
    mine = newcomer.client.get(f"{API}/invitations/mine").get_json()["invitations"]
    assert mine == [{name: value for name, value in (asked | expected).items() if name != "letter"}]
    circle.add(newcomer)
    assert _listed(circle) == {b64(invitation_id): "joined"}
    assert newcomer.client.get(f"{API}/invitations/mine").get_json() == {"invitations": []}


def test_whatever_is_over_has_one_answer(circle: Circle, database: Database, another: Another) -> None:
    """I03: unknown, taken by another, joined, revoked, expired: nobody tells them apart, byte for byte."""
    first, stranger = another(), another()
    taken, joined, revoked, expired = (circle.invite() for _ in range(4))
    _ask(first, "take", joined)
    circle.add(first)
    holder = another()
    _ask(holder, "take", taken)
    circle.founder.client.delete(circle.about(f"/invitations/{revoked.hex()}"))
    with database.writing() as connection:
        past = update(Invitation).where(Invitation.invitation_id == expired)
        connection.execute(past.values(last_day=clock.today() - 1))
    for act in ("letter", "take"):
        answers = [_ask(stranger, act, each) for each in (os.urandom(16), taken, joined, revoked, expired)]
        assert {(answer.status_code, answer.data) for answer in answers} == {(404, b'{"error":"not-found"}')}
        assert len({str([h for h in answer.headers if h[0] != "Date"]) for answer in answers}) == 1
    states = _listed(circle)
    assert [states[b64(each)] for each in (taken, joined, revoked, expired)] == [
        "taken", "joined", "revoked", "expired",
    ]  # fmt: skip


def test_a_member_uses_up_no_invitation(circle: Circle) -> None:
    """A facilitator who tries their own link leaves it open."""
    invitation_id = circle.invite()
    assert _ask(circle.founder, "take", invitation_id).get_json() == NOT_FOUND
    assert _listed(circle) == {b64(invitation_id): "open"}


def test_what_is_offered_has_bounds(circle: Circle) -> None:
    """Not sixteen, not none, not twice the same, not for yesterday nor for months; sixty at once in a group."""
    good = {"invitation_id": b64(os.urandom(16)), "role": 0, "last_day": clock.today(), "letter": b64(LETTER)}

    def offer(offered: list[dict[str, Any]]) -> Any:
        answer = circle.founder.client.post(circle.about("/invitations"), json={"invitations": offered})
        return answer.get_json(silent=True)

    for wrong in ({"role": 2}, {"last_day": clock.today() - 1}, {"last_day": clock.today() + 61}, {"letter": ""}):
        assert offer([good | wrong]) == MALFORMED
    many = [good | {"invitation_id": b64(os.urandom(16))} for _ in range(61)]
    assert offer([]) == offer([good, good]) == offer(many[:16]) == MALFORMED
    for start in range(0, 60, 15):
        assert offer(many[start : start + 15]) is None
        assert start > 0 or offer(many[:1]) == MALFORMED
    assert offer(many[60:]) == {"error": "too-large"}


def test_who_leads_no_longer_invites_no_longer(circle: Circle, database: Database, another: Another) -> None:
    """The invitations of a facilitator are revoked, letters and all, with the link that lays the role down."""
    second, newcomer = another(), another()
    circle.add(second, FACILITATOR)
    theirs, kept = circle.invite(by=second), circle.invite()
    _ask(newcomer, "take", theirs)
    circle.done(second, [Role(second.identity, MEMBER)])
    assert _listed(circle) == {b64(theirs): "revoked", b64(kept): "open"}
    with database.reading() as connection:
        wanted = select(Invitation.letter).where(Invitation.invitation_id == theirs)
        assert connection.execute(wanted).scalar_one() == b""
    assert _say(newcomer, theirs, 1) == NOT_FOUND


def test_a_ceremony_goes_by_turns(circle: Circle, database: Database, another: Another) -> None:
    """Each message once, in order, by the right side; both read them; nobody else knows of it; joining erases them."""
    leader, newcomer, stranger, invitation_id = circle.founder, another(), another(), circle.invite()
    assert _say(newcomer, invitation_id, 1) == NOT_FOUND
    _ask(newcomer, "take", invitation_id)
    assert _say(stranger, invitation_id, 1) == NOT_FOUND
    assert _say(leader, invitation_id, 1) == _say(newcomer, invitation_id, 3) == MALFORMED
    assert _say(newcomer, invitation_id, 1, attempt=2) == MALFORMED
    assert _say(newcomer, invitation_id, 1, message=b"1") == 204
    assert _say(newcomer, invitation_id, 1) == _say(newcomer, invitation_id, 2) == MALFORMED
    assert _say(leader, invitation_id, 2, attempt=2) == MALFORMED
    assert _say(leader, invitation_id, 2, message=b"2") == 204
    assert _say(leader, invitation_id, 2) == _say(leader, invitation_id, 4) == MALFORMED
    assert _say(newcomer, invitation_id, 5) == MALFORMED
    assert _say(newcomer, invitation_id, 3, message=b"3") == 204
    assert _say(newcomer, invitation_id, 5, message=b"5") == 204
    messages = [{"step": step, "message": b64(b"%d" % step)} for step in (1, 2, 3, 5)]
    for side in (leader, newcomer):
        said = _ask(side, "ceremony/read", invitation_id).get_json()
        assert said == {"attempt": 1, "messages": messages, "failed_at": None}
    assert _ask(stranger, "ceremony/read", invitation_id).get_json() == NOT_FOUND
    circle.add(newcomer)
    assert _ask(newcomer, "ceremony/read", invitation_id).get_json()["messages"] == []
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(CeremonyMessage)).scalar_one() == 0


def test_a_wrong_code_ends_an_attempt_for_ten_minutes(circle: Circle, database: Database, another: Another) -> None:
    """After a failure nothing is said in this attempt, and the next one waits."""
    leader, newcomer, invitation_id = circle.founder, another(), circle.invite()
    _ask(newcomer, "take", invitation_id)
    assert _say(newcomer, invitation_id, 1) == 204
    assert _say(leader, invitation_id, 0, message=b"why") == MALFORMED
    assert _say(leader, invitation_id, 0, message=b"") == _say(newcomer, invitation_id, 0, message=b"") == 204
    assert _say(leader, invitation_id, 2) == MALFORMED
    soon = _say(newcomer, invitation_id, 1, attempt=2)
    assert soon["error"] == "slow-down" and 0 < soon["retry_after"] <= 600
    said = _ask(leader, "ceremony/read", invitation_id).get_json()
    assert said["messages"] == [] and said["failed_at"] is not None
    with database.writing() as connection:
        connection.execute(update(Invitation).values(failed_at=Invitation.failed_at - 600))
    assert _say(newcomer, invitation_id, 1, attempt=2) == 204
    assert _say(leader, invitation_id, 2, attempt=2) == 204


def test_a_message_is_small(circle: Circle, another: Another) -> None:
    """Four kibibytes, not one byte more."""
    newcomer, invitation_id = another(), circle.invite()
    _ask(newcomer, "take", invitation_id)
    assert _say(newcomer, invitation_id, 1, message=bytes(4097)) == MALFORMED
    assert _say(newcomer, invitation_id, 1, message=bytes(4096)) == 204


def test_invitations_and_messages_end_by_themselves(
    settings: Settings, database: Database, circle: Circle, another: Another
) -> None:
    """Messages go after a day, invitations two days after their last one."""
    newcomer, old, young = another(), circle.invite(), circle.invite()
    _ask(newcomer, "take", young)
    _say(newcomer, young, 1)
    assert sweep(database, settings).invitations == 0
    with database.writing() as connection:
        connection.execute(update(CeremonyMessage).values(sent=CeremonyMessage.sent - 86_400))
        past = update(Invitation).where(Invitation.invitation_id == old)
        connection.execute(past.values(last_day=clock.today() - 3))
    assert _ask(newcomer, "ceremony/read", young).get_json()["messages"] == []
    assert sweep(database, settings).invitations == 2
    assert list(_listed(circle)) == [b64(young)]


def test_an_erased_account_leaves_no_invitation(circle: Circle, another: Another) -> None:
    """What someone took is revoked with their account, and what they offered is gone."""
    newcomer, second = another(), another()
    circle.add(second, FACILITATOR)
    taken, offered = circle.invite(), circle.invite(by=second)
    _ask(newcomer, "take", taken)
    for gone in (newcomer, second):
        assert gone.client.post(f"{API}/account/deletion", json={"auth": b64(gone.auth)}).status_code == 200
    assert _listed(circle) == {b64(taken): "revoked"}
    assert b64(offered) not in _listed(circle)


def test_trying_invitations_is_slowed_down(app: Flask, circle: Circle, another: Another) -> None:
    """A login has ten tries a minute, an address sixty."""
    guesser = another()
    answers = [_ask(guesser, "take", os.urandom(16)).status_code for _ in range(11)]
    assert answers == [404] * 10 + [429]
    client = app.test_client()
    asked = {"invitation_id": b64(os.urandom(16))}
    answers = [client.post(f"{API}/invitations/letter", json=asked).status_code for _ in range(61)]
    assert answers[-1] == 429
