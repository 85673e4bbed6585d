"""Rows J of docs/attacks.md: the server and those who run it."""

import json
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import canary
from tests.source import name_of, python_files, python_imports
from webapp.access import access

OUTBOUND = {
    "aiohttp",
    "ftplib",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "xmlrpc",
}
INJECTIONS = ["' OR 1=1 --", '"; DROP TABLE accounts; --', "%s%n", "{{config}}", "$(id)", "\0", "a' UNION SELECT 1 --"]


def test_the_log_keeps_no_word_of_a_request(client: FlaskClient, capfd: pytest.CaptureFixture[str]) -> None:
    """J02: whatever a request says, in its path, query, body, headers or cookies, the log does not repeat."""
    planted = canary.plant("journal")
    client.set_cookie("recul", quote(planted))
    headers = {"User-Agent": quote(planted), "Referer": quote(planted), "X-Forwarded-For": quote(planted)}
    for path in ("/api/v1/prelogin", "/api/v1/sessions", f"/api/v1/{planted}", "/api/v1/chains/zz/links"):
        for body in (json.dumps({"login": planted}), planted.encode(), b"\xff" + planted.encode()):
            client.post(path, data=body, headers=headers, query_string={"after": planted})
    written = capfd.readouterr()
    assert written.err.count('"event":"request"') == 12
    assert not list(canary.search((written.out + written.err).encode(), [planted], "log"))


def test_a_mistake_of_ours_is_logged_without_words(client: FlaskClient, capfd: pytest.CaptureFixture[str]) -> None:
    """J02: a failure leaves a class, places in our code and the incident that the person was told, nothing else."""
    planted = canary.plant("incident")

    @access("public")
    def breaks() -> None:
        raise RuntimeError(planted)

    client.application.view_functions["pages.status"] = breaks
    answer = client.get("/api/v1/status")
    written = capfd.readouterr().err
    assert answer.status_code == 500
    assert answer.json is not None and answer.json["error"] == "server"
    assert answer.json["incident"] in written and "RuntimeError" in written
    assert not list(canary.search(written.encode() + answer.data, [planted], "log and answer"))


def test_the_server_opens_no_connection() -> None:
    """J04: no module of the server can speak to another machine, whatever a request asks."""
    for path in python_files():
        if name_of(path).startswith("webapp/"):
            assert not {name for name in python_imports(path) if name in OUTBOUND or name.split(".")[0] in OUTBOUND}


def test_a_route_that_declares_nothing_is_refused(app: Flask) -> None:
    """J01: a view without a declaration of who may call it is closed to everyone."""
    app.add_url_rule("/api/v1/forgotten", view_func=lambda: "secret")
    assert app.test_client().get("/api/v1/forgotten").status_code == 403


@pytest.mark.parametrize("text", INJECTIONS)
def test_text_is_never_read_as_a_statement(client: FlaskClient, text: str) -> None:
    """J04: a login made of code is refused as malformed, and the server goes on."""
    for route in ("prelogin", "sessions", "recoveries", "accounts"):
        answer = client.post(f"/api/v1/{route}", json={"login": text, "auth": text, "device_label": text})
        assert (answer.status_code, answer.json) == (400, {"error": "malformed"})
    assert client.get("/api/v1/status").status_code == 200
