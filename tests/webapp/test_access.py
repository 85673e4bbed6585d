"""Every route × every kind of caller (J01), and requests that another site starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from crypto import frames
from crypto.group_operations import FACILITATOR
from tests.webapp.circle import Circle
from tests.webapp.person import API, MEDIA_TYPE, Person, b64
from webapp import create_app
from webapp.access import FRAMES, declaration_of
from webapp.config import Settings

Caller = Literal["nobody", "ended", "recovery", "another", "owner", "facilitator", "member", "former", "newcomer"]
CALLERS: tuple[Caller, ...] = get_args(Caller)
IN_GROUP = ("facilitator", "member")


@dataclass(frozen=True)
class Callers:
    """One browser of each kind, the person whose things are asked for, a group of theirs and an invitation to it."""

    owner: Person
    browsers: dict[str, FlaskClient]
    group_id: bytes
    invitation_id: bytes


@pytest.fixture
def callers(app: Flask, person: Person) -> Callers:
    """A stranger, a cut session, a recovery session, another person, the owner; and everyone around a group."""
    ended, recovery = app.test_client(), app.test_client()
    person.sign_in(ended)
    cookie = ended.get_cookie("recul")
    assert cookie is not None
    ended.delete(f"{API}/sessions/current")
    ended.set_cookie("recul", cookie.value)
    person.recover(recovery)
    other, leader, member, former, newcomer = (Person(app.test_client()) for _ in range(5))
    for each in (other, leader, member, former, newcomer):
        each.register()
    circle = Circle(person)
    circle.begin()
    circle.add(leader, FACILITATOR)
    circle.add(former)
    circle.add(member)
    circle.remove(former)
    invitation_id = circle.invite()
    newcomer.client.post(f"{API}/invitations/take", json={"invitation_id": b64(invitation_id)})
    browsers = {"nobody": app.test_client(), "ended": ended, "recovery": recovery, "another": other.client}
    browsers |= {"owner": person.client, "facilitator": leader.client, "member": member.client}
    browsers |= {"former": former.client, "newcomer": newcomer.client}
    return Callers(person, browsers, circle.group_id, invitation_id)


def _routes(app: Flask) -> list[tuple[Rule, str]]:
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def _ask(app: Flask, browser: FlaskClient, rule: Rule, method: str, ids: dict[str, bytes]) -> tuple[int, str | None]:
    values = {name: "app" if name in {"name", "view"} else ids.get(name, bytes(16)) for name in rule.arguments}
    with app.test_request_context():
        path = app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
    declared = declaration_of(app, rule.endpoint)
    assert declared is not None
    content_type = MEDIA_TYPE if declared.takes == FRAMES else "application/json"
    body = None if declared.takes is None else b"{}"
    answer = browser.open(path, method=method, data=body, content_type=content_type)
    code = answer.get_json().get("error") if answer.mimetype == "application/json" and answer.data else None
    return answer.status_code, code


@pytest.mark.parametrize("kind", CALLERS)
def test_each_route_lets_in_whom_it_declares(app: Flask, callers: Callers, kind: Caller) -> None:
    """No session, a recovery session on a full route, a stranger to a vault or a group: each is refused, always."""
    seen = 0
    routes = sorted(_routes(app), key=lambda route: "current" in route[0].rule)  # signing out comes last
    for rule, method in routes:
        declared = declaration_of(app, rule.endpoint)
        assert declared is not None, rule
        mine = callers.owner.vault_id if declared.chain == "vault" else callers.group_id
        status, code = _ask(app, callers.browsers[kind], rule, method, {"chain_id": mine})
        in_chain = kind == "owner" or (declared.chain != "vault" and kind in IN_GROUP)
        if declared.level != "public" and kind in {"nobody", "ended"}:
            assert (status, code) == (401, "session"), rule
        elif declared.level == "full" and kind == "recovery":
            assert (status, code) == (403, "forbidden"), rule
        elif "chain_id" in rule.arguments and not in_chain and kind != "recovery" and declared.level != "public":
            assert (status, code) == (404, "not-found"), rule
        elif declared.chain == "facilitator" and kind == "member":
            assert (status, code) == (403, "forbidden"), rule
        else:
            assert code not in {"session", "forbidden", "server"} and status < 500, (rule, status, code)
        seen += 1
    assert seen > 45


@pytest.mark.parametrize("kind", CALLERS)
def test_the_chain_routes_of_a_group_let_members_in(app: Flask, callers: Callers, kind: Caller) -> None:
    """On the addresses that vaults have too, only current members reach a group, and not with a recovery session."""
    seen = 0
    for rule, method in _routes(app):
        declared = declaration_of(app, rule.endpoint)
        if declared is None or declared.chain != "vault" or "chain_id" not in rule.arguments:
            continue
        status, code = _ask(app, callers.browsers[kind], rule, method, {"chain_id": callers.group_id})
        if kind in {"nobody", "ended"}:
            assert (status, code) == (401, "session"), rule
        elif kind == "recovery":
            assert (status, code) == (403, "forbidden"), rule
        elif declared.of_group is None or kind not in {"owner", *IN_GROUP}:
            assert (status, code) == (404, "not-found"), rule
        else:
            assert status in {200, 400}, (rule, status, code)
        seen += 1
    assert seen == 7


@pytest.mark.parametrize("kind", CALLERS)
def test_a_ceremony_is_between_two(app: Flask, callers: Callers, kind: Caller) -> None:
    """The one who invited and the one who took it read it; to anyone else there is no such invitation."""
    asked = {"invitation_id": b64(callers.invitation_id)}
    answer = callers.browsers[kind].post(f"{API}/invitations/ceremony/read", json=asked)
    expected = {"nobody": 401, "ended": 401, "recovery": 403, "owner": 200, "newcomer": 200}
    assert answer.status_code == expected.get(kind, 404)


def test_a_chain_that_does_not_exist_and_one_of_another_answer_alike(callers: Callers, person: Person) -> None:
    """I03: nobody learns which ids of vaults and groups exist, nor who is in which."""
    stranger = callers.browsers["another"]
    ids = (person.vault_id, callers.group_id, bytes(16))
    for path in ("head", "links", "objects", "epochs"):
        answers = [stranger.get(f"{API}/chains/{each.hex()}/{path}") for each in ids]
        assert {(answer.status_code, answer.data) for answer in answers} == {(404, b'{"error":"not-found"}')}
    for path in ("presentation", "seances", "invitations"):
        answers = [stranger.get(f"{API}/groups/{each.hex()}/{path}") for each in ids]
        assert {(answer.status_code, answer.data) for answer in answers} == {(404, b'{"error":"not-found"}')}


def test_a_route_that_declares_nothing_is_refused(settings: Settings) -> None:
    """Deny by default: a view without a declaration answers nobody."""
    app = create_app(settings)
    app.add_url_rule("/api/v1/forgotten", view_func=lambda: Response("open"))
    answer = app.test_client().get("/api/v1/forgotten")
    assert (answer.status_code, answer.get_json()) == (403, {"error": "forbidden"})
    app.extensions["recul"].database.engine.dispose()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://ailleurs.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:81"},
    ],
)
def test_another_site_changes_nothing(app: Flask, person: Person, headers: dict[str, str]) -> None:
    """A12: what another origin started is refused before anything is read, a sign-in included."""
    for rule, method in _routes(app):
        if method != "GET":
            with app.test_request_context():
                values = dict.fromkeys(rule.arguments, person.vault_id)
                path = app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
            answer = person.client.open(path, method=method, headers=headers)
            assert (answer.status_code, answer.get_json()) == (403, {"error": "cross-site"}), rule
    assert person.client.get(f"{API}/account").status_code == 200


@pytest.mark.parametrize("origin", ["http://localhost", "http://127.0.0.1", None])
def test_our_own_pages_may_change_things(person: Person, origin: str | None) -> None:
    """A request of our own origin, and one of a client that is no browser, are let in."""
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": origin} if origin else {}
    answer = person.client.post(f"{API}/prelogin", json={"login": person.login}, headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost:81", 'a"b'])
def test_the_host_header_is_believed_about_nothing(app: Flask, person: Person, host: str) -> None:
    """A13: no answer, cookie, redirect or policy depends on the Host that a client names."""
    for path in ("/", "/en", "/en/", "/carnet", "/carnet/", "//carnet", f"{API}/account", f"{API}/status/"):
        named = person.client.get(path, headers={"Host": host})
        assert host not in named.text and "Location" not in named.headers
        assert not [value for _, value in named.headers if "evil" in value]
    evil = {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}
    assert person.client.post(f"{API}/prelogin", json={"login": "abc"}, headers=evil).get_json() == {
        "error": "cross-site"
    }


def test_a_recovery_session_reads_and_rekeys_only(app: Flask, person: Person) -> None:
    """A recovery session downloads the vault, and cannot write to it, list sessions or erase the account."""
    person.note()
    person.client = app.test_client()
    person.recover()
    assert len(person.frames("/objects?after=-1")) == 1
    put, frame = person.write()
    assert person.append([person.sign(put)], [frame]).get_json() == {"error": "forbidden"}
    refused = person.client.post(f"{API}/account/deletion", json={"auth": b64(person.auth)})
    assert refused.get_json() == {"error": "forbidden"}
    assert person.send_rekey(frames.encode([]), None).get_json() == {"error": "malformed"}
