"""Rows I of docs/attacks.md that the headers of the server decide."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.attacks.test_g_code import pages_of


def test_every_answer_isolates_itself(app: Flask, client: FlaskClient) -> None:
    """I01, I04: every answer refuses frames and shares no process or window with another origin."""
    for path in [*pages_of(app), "/static/js/main.js", "/api/v1/status", "/nowhere"]:
        headers = client.get(path).headers
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert headers["Cross-Origin-Embedder-Policy"] == "require-corp", path
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert headers["Origin-Agent-Cluster"] == "?1", path
        assert headers["X-Frame-Options"] == "DENY", path


def test_pages_take_no_camera(app: Flask, client: FlaskClient) -> None:
    """I04: no page may turn on a microphone or a sensor, and none but the notebook, which reads codes, a camera."""
    for path in pages_of(app):
        if (answer := client.get(path)).mimetype == "text/html":
            camera = "camera=(self)" if path in {"/carnet", "/creer"} else "camera=()"
            assert {camera, "microphone=()"} <= set(answer.headers["Permissions-Policy"].split(", ")), path
    assert "camera=(self)" in client.get("/carnet/verifier").headers["Permissions-Policy"]


def test_every_answer_hides_its_address(app: Flask, client: FlaskClient) -> None:
    """I09: no address of ours is told to anyone."""
    for path in [*pages_of(app), "/static/js/main.js", "/api/v1/status", "/nowhere"]:
        assert client.get(path).headers["Referrer-Policy"] == "no-referrer", path


def test_nothing_of_the_interface_is_cached(app: Flask, client: FlaskClient) -> None:
    """I12: an answer of the interface is stored by no cache; a page is asked about each time."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/") and "<" not in rule.rule:
            assert client.get(rule.rule).headers["Cache-Control"] == "no-store", rule.rule
    for path in pages_of(app):
        assert client.get(path).headers["Cache-Control"] in {"no-cache", "no-store"}, path


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_other_origins_are_given_nothing(client: FlaskClient, origin: str) -> None:
    """I15: no answer is shared with another origin, whether asked simply or before the real request."""
    for method in ("GET", "OPTIONS"):
        answer = client.open("/api/v1/status", method=method, headers={"Origin": origin})
        assert not [name for name in answer.headers.keys() if name.startswith("Access-Control-")]  # noqa: SIM118
