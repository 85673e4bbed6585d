"""The public page of a group, and the days of its séances."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from flask import Flask

from tests.webapp.circle import Circle
from tests.webapp.person import Person, b64
from webapp.sanitize import ADDRESSES, TAGS, clean
from webapp.security import GROUP_PAGE_CSP

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script that closes itself": "<script/src=//e.example></script>",
    "style": "<style>body{background:url(https://e.example)}</style>",
    "inline style": '<p style="background:url(https://e.example)">x</p>',
    "handler": '<p onclick="alert(1)" onmouseover=alert(1)>x</p>',
    "image": '<img src="https://e.example/pixel" onerror=alert(1)>',
    "javascript link": '<a href="javascript:alert(1)">x</a>',
    "javascript link in pieces": '<a href=" jAva&#x09;script:alert(1)">x</a>',
    "data link": '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "own link": '<a href="/api/v1/sessions">x</a><a href="//e.example">y</a><a href="http://e.example">z</a>',
    "frame": '<iframe src="https://e.example" srcdoc="<script>alert(1)</script>"></iframe><object data=x><embed src=x>',
    "form": '<form action="https://e.example"><input name=p type=password><button formaction=x>Entrer</button></form>',
    "head": '<base href="https://e.example"><meta http-equiv=refresh content="0;url=//e.example"><link rel=x href=y>',
    "svg": '<svg><style><img src=x onerror=alert(1)></style><script>alert(1)</script><a xlink:href="javascript:1">x',
    "mathml": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "comment": "<!--><script>alert(1)</script>--><![CDATA[<script>alert(1)</script>]]>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "template": "<template><script>alert(1)</script></template><slot></slot>",
    "ids": '<p id=app class=room name=x data-x=y is=z autofocus tabindex=1>x</p><a id=location href="https://e.example">x</a>',
    "unclosed": "<p><em><a href='https://e.example' onclick='alert(1)",
    "null bytes": "<scr\x00ipt>alert(1)</scr\x00ipt><a href='java\x00script:1'>x</a>",
    "page": "</main></body></html><script>alert(1)</script><body onload=alert(1)>",
}


class Found(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.seen.append((tag, attrs))


@pytest.fixture
def circle(person: Person) -> Circle:
    """A group of one facilitator."""
    made = Circle(person)
    assert made.begin().status_code == 201
    return made


def _present(circle: Circle, html: str, *, shown: bool = True) -> dict[str, str]:
    answer = circle.founder.client.put(circle.about("/presentation"), json={"html": html, "open": shown})
    assert answer.status_code == 200, answer.text
    found: dict[str, str] = answer.get_json()
    return found


def _path(page: dict[str, str]) -> str:
    return "/g/" + base64.b64decode(page["address"]).hex()


def test_a_page_is_open_or_is_nowhere(app: Flask, circle: Circle) -> None:
    """It is read at its address while it is open; closed, it answers as one that never was, and the address stays."""
    before = circle.founder.client.get(circle.about("/presentation")).get_json()
    assert before == {"html": "", "open": False, "address": None}
    page = _present(circle, "<h2>Qui ?</h2><p>Six personnes.</p>")
    client = app.test_client()
    shown = client.get(_path(page))
    assert shown.status_code == 200 and "<h2>Qui ?</h2><p>Six personnes.</p>" in shown.text
    closed = _present(circle, "<p>Six personnes.</p>", shown=False)
    assert closed["address"] == page["address"]
    hidden, none = client.get(_path(page)), client.get("/g/" + "00" * 16)
    assert (hidden.status_code, hidden.data) == (none.status_code, none.data) == (404, b'{"error":"not-found"}')


def test_the_page_acts_on_nobody(app: Flask, circle: Circle, person: Person) -> None:
    """No script, no form, no cookie, nothing from elsewhere; the same bytes for everyone, with a session or without."""
    page = _present(circle, "<p>Bonjour</p>")
    answers = [app.test_client().get(_path(page)), person.client.get(_path(page))]
    assert answers[0].data == answers[1].data
    for answer in answers:
        assert answer.headers["Content-Security-Policy"] == GROUP_PAGE_CSP
        assert "script" not in GROUP_PAGE_CSP and "Set-Cookie" not in answer.headers
        assert answer.headers["Referrer-Policy"] == "no-referrer" and answer.headers["Cache-Control"] == "no-store"
        tags = {tag for tag, _ in Found(answer.text).seen}
        assert not tags & {"script", "form", "input", "iframe", "img", "style", "base"}
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", answer.text)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_hostile_page_is_only_text(app: Flask, circle: Circle, name: str) -> None:
    """What is served of it has our twelve tags, links that leave by https or mail, and no other attribute."""
    page = _present(circle, HOSTILE[name])
    for tag, attributes in Found(page["html"]).seen:
        assert tag in TAGS, tag
        assert all(key == "href" and str(value).startswith(ADDRESSES) for key, value in attributes), attributes
    assert page["html"] == clean(page["html"])
    served = app.test_client().get(_path(page)).text
    assert page["html"] in served and served.count("</body>") == 1 and "<script" not in served


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_page_is_at_most_64_kib(circle: Circle) -> None:
    """A megabyte is refused before it is cleaned, and what was there stays."""
    _present(circle, "<p>avant</p>")
    asked = [{"html": "x" * 65_537, "open": True}, {"html": "<b>" * 333_000, "open": True}]
    for each in asked:
        answer = circle.founder.client.put(circle.about("/presentation"), json=each)
        assert answer.get_json() == {"error": "malformed"}
    assert circle.founder.client.get(circle.about("/presentation")).get_json()["html"] == "<p>avant</p>"


def test_days_are_written_whole(circle: Circle, another: Callable[[], Person]) -> None:
    """Facilitators put every day in the place of those before; members read them in order."""
    member = another()
    circle.add(member)
    first, second = ({"seance_id": b64(os.urandom(16)), "day": day} for day in (20_100, 20_050))
    path = circle.about("/seances")
    assert circle.founder.client.put(path, json={"seances": [first, second]}).get_json() == {"seances": [second, first]}
    assert member.client.get(path).get_json() == {"seances": [second, first]}
    assert circle.founder.client.put(path, json={"seances": []}).get_json() == {"seances": []}
    for wrong in ([first, first], [first | {"day": -1}], [first | {"place": "ici"}], [first] * 201):
        assert circle.founder.client.put(path, json={"seances": wrong}).get_json() == {"error": "malformed"}
