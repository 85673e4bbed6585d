"""Rows G of docs/attacks.md: the code, and where it comes from."""

import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.source import ROOT, vendored
from webapp import create_app, security
from webapp.config import Settings

VENDOR = ROOT / "static/vendor"


def pages_of(app: Flask) -> list[str]:
    """The paths of every page of the application."""
    return [
        rule.rule for rule in app.url_map.iter_rules() if "<" not in rule.rule and not rule.rule.startswith("/api/")
    ]


class _Addresses(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        loads = {
            "link": named.get("href"),
            "script": named.get("src"),
            "img": named.get("src"),
            "form": named.get("action"),
        }
        if address := loads.get(tag):
            self.loaded.append(address)


def test_pages_load_nothing_from_elsewhere(app: Flask, client: FlaskClient) -> None:
    """G02: every address that a page loads is a path of ours, and is served."""
    for path in pages_of(app):
        page = client.get(path)
        assert page.status_code == 200, path
        if page.mimetype == "text/html":
            for address in _Addresses(page.text).loaded:
                assert address.startswith("/") and not address.startswith("//"), f"{path} loads {address}"
                assert client.get(address).status_code == 200, f"{path} loads {address}"


def test_policies_name_no_other_origin() -> None:
    """G02: no content policy lets anything in from another origin, nor any text become code."""
    for policy in (
        security.page_csp("sha256-x"),
        security.WORKER_CSP,
        security.SERVICE_WORKER_CSP,
        security.ANSWER_CSP,
    ):
        sources = {source for directive in policy.split("; ") for source in directive.split()[1:]}
        assert not {source for source in sources if "." in source or "*" in source or source.startswith("http")}
        assert not sources & {"'unsafe-inline'", "'unsafe-eval'", "'strict-dynamic'", "data:", "https:"}


def test_a_page_gives_up_what_it_does_not_need(client: FlaskClient) -> None:
    """A04, G10, H01, I01: no form is sent, no frame holds a page, no base moves it, no text becomes code."""
    for path in ("/", "/carnet", "/ouvrir"):
        policy = client.get(path).headers["Content-Security-Policy"]
        directives = {name: rest for name, _, rest in (each.partition(" ") for each in policy.split("; "))}
        for name in ("default-src", "form-action", "frame-ancestors", "base-uri"):
            assert directives[name] == "'none'", f"{path} {name}"
        assert directives["require-trusted-types-for"] == "'script'", path
        assert set(directives["trusted-types"].split()) == {"lit-html", "recul-url", "ProseMirrorClipboard"}, path


@pytest.mark.parametrize("name", vendored())
def test_vendored_files_are_those_of_the_list(name: str) -> None:
    """G03: each vendored file has the hash that `vendor.json` gives it."""
    files: list[dict[str, str]] = vendored()[name]["files"]  # type: ignore[assignment]
    assert files
    for file in files:
        assert hashlib.sha256((VENDOR / file["path"]).read_bytes()).hexdigest() == file["sha256"], file["path"]


def test_nothing_is_vendored_beside_the_list() -> None:
    """G03: no file lies in `static/vendor` that the list does not name."""
    listed = {file["path"] for package in vendored().values() for file in package["files"]}  # type: ignore[attr-defined]
    licences = {package["licence_file"] for package in vendored().values()}
    found = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert found - listed - licences == {"vendor.json"}


def test_the_manifest_lists_exactly_what_is_served(app: Flask, client: FlaskClient) -> None:
    """G01, G05: each served file and page is in the manifest under the hash of its bytes, whoever asks."""
    manifest = client.get("/api/v1/manifest.json").json["files"]
    for path, digest in manifest.items():
        for language in ("fr", "en"):
            served = app.test_client().get(path, headers={"Accept-Language": language, "User-Agent": f"x{language}"})
            assert hashlib.sha256(served.data).hexdigest() == digest, path
    assert set(pages_of(app)) <= set(manifest)
    for path in (ROOT / "static").rglob("*"):
        name = f"/static/{path.relative_to(ROOT / 'static').as_posix()}"
        if path.is_file() and name not in manifest:
            assert client.get(name).status_code == 404, name


def test_a_changed_file_changes_the_release(settings: Settings, tmp_path: Path) -> None:
    """G01: one byte more in one served file gives another manifest and another release."""
    static = tmp_path / "static"
    for path in (ROOT / "static").rglob("*"):
        if path.is_file():
            copy = static / path.relative_to(ROOT / "static")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    (static / "js/main.js").write_bytes((ROOT / "static/js/main.js").read_bytes() + b"\n")
    honest, altered = (_manifest(each) for each in (settings, replace(settings, static_dir=static)))
    assert honest["release"] != altered["release"]
    assert honest["files"]["/static/js/main.js"] != altered["files"]["/static/js/main.js"]


def test_settings_change_nothing_that_is_served(settings: Settings) -> None:
    """G07: whatever the administrator sets, a browser receives the same bytes."""
    other = replace(
        settings, public_url="https://recul.example", trusted_proxies=2, session_idle=60, log_addresses=True
    )
    assert _manifest(settings) == _manifest(other)


def test_strict_transport_is_asked_for_with_https(settings: Settings) -> None:
    """G06: a server whose address is https tells browsers never to come back without."""
    app = create_app(replace(settings, public_url="https://recul.example"))
    answer = app.test_client().get("/api/v1/status")
    app.extensions["recul"].database.engine.dispose()
    assert int(re.findall(r"max-age=(\d+)", answer.headers["Strict-Transport-Security"])[0]) >= 31_536_000


@pytest.mark.parametrize("echo", ["<script>alert(1)</script>", "%3Cb%3E", "{{7*7}}", "../../etc/passwd"])
def test_no_answer_can_be_read_as_a_page(app: Flask, client: FlaskClient, echo: str) -> None:
    """G09: whatever is sent to any route, the answer says its type, forbids guessing, and repeats nothing of it."""
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", echo, rule.rule)
        for method in rule.methods or ():
            answer = client.open(path, method=method, data=json.dumps({"login": echo}), query_string={"after": echo})
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.mimetype != "text/html" or answer.status_code == 200
            assert echo.encode() not in answer.data, f"{method} {path}"


def test_only_the_worker_may_compile(client: FlaskClient) -> None:
    """G10: WebAssembly is allowed in the worker's own policy, and nowhere else; the worker has no network."""
    worker = client.get("/static/js/worker/crypto-worker.js").headers["Content-Security-Policy"]
    page = client.get("/carnet").headers["Content-Security-Policy"]
    assert "'wasm-unsafe-eval'" in worker and "connect-src 'none'" in worker and "worker-src 'none'" in worker
    assert "wasm" not in page and "unsafe" not in page


def _manifest(settings: Settings) -> dict[str, object]:
    app = create_app(settings)
    manifest: dict[str, object] = app.test_client().get("/api/v1/manifest.json").get_json()
    app.extensions["recul"].database.engine.dispose()
    return manifest
