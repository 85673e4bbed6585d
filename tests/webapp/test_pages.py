"""Pages, static files, the service worker: the same bytes for everyone, listed by their hash."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.person import API, Person
from webapp import create_app
from webapp.assets import WORKER_ENTRY
from webapp.config import ROOT
from webapp.pages.shells import TEMPLATES
from webapp.security import ANSWER_CSP, WORKER_CSP

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BEFORE_FONTS = 600_000


def _import_map(page: str) -> str:
    (text,) = re.findall(r'<script type="importmap">(.*?)</script>', page, re.DOTALL)
    return str(text)


def test_the_notebook_is_one_file_for_everyone(client: FlaskClient, person: Person) -> None:
    """I03: the shell has the same bytes and the same headers whatever the view, the query and the session."""
    answers = [
        client.get("/carnet"),
        client.get("/carnet/quelque-chose/encore?x=1"),
        person.client.get("/carnet"),
        person.client.get("/carnet/moi", headers={"Accept-Language": "en"}),
    ]
    assert len({answer.data for answer in answers}) == 1
    dated = [{(name, value) for name, value in answer.headers if name != "Date"} for answer in answers]
    assert all(headers == dated[0] for headers in dated)
    assert "Set-Cookie" not in answers[2].headers


def test_the_policy_of_a_page_allows_its_import_map_and_nothing_else_inline(client: FlaskClient) -> None:
    """The hash in the policy is that of the inline import map, which is the only inline block."""
    answer = client.get("/carnet")
    listed = _import_map(answer.text)
    digest = base64.b64encode(hashlib.sha256(listed.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Integrity-Policy"] == "blocked-destinations=(script)"
    assert len(re.findall(r"<script(?![^>]*\bsrc=)", answer.text)) == 1


def test_the_import_map_names_every_page_module_by_its_hash(client: FlaskClient) -> None:
    """G02, G05: each name leads to a served file, and each integrity is the hash of what is served."""
    listed = json.loads(_import_map(client.get("/carnet").text))
    for name, path in listed["imports"].items():
        assert path in listed["integrity"], name
    for path, integrity in listed["integrity"].items():
        content = client.get(path).data
        assert integrity == "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode(), path
    assert "/static/js/main.js" in listed["integrity"]


def test_preloaded_modules_repeat_their_hash(client: FlaskClient) -> None:
    """A `modulepreload` carries the integrity that the import map says, and covers the entry of the page."""
    page = client.get("/carnet").text
    listed = json.loads(_import_map(page))["integrity"]
    preloaded = re.findall(r'<link rel="modulepreload" href="([^"]+)" integrity="([^"]+)">', page)
    assert preloaded and all(listed[path] == integrity for path, integrity in preloaded)
    assert "/static/js/main.js" in dict(preloaded)


def test_the_worker_s_code_has_no_network(app: Flask, client: FlaskClient) -> None:
    """Ruling 25: every file of the crypto worker's graph, its libraries included, carries the worker's own policy."""
    found = app.extensions["recul"].shells.assets.worker_graph
    assert WORKER_ENTRY in found and "/static/vendor/libsodium-sumo/libsodium-sumo.js" in found
    for path in found:
        assert client.get(path).headers["Content-Security-Policy"] == WORKER_CSP, path
    assert "connect-src 'none'" in WORKER_CSP and "worker-src 'none'" in WORKER_CSP
    assert client.get("/static/js/net/api.js").headers["Content-Security-Policy"] == ANSWER_CSP


def test_the_service_worker_carries_the_release(client: FlaskClient) -> None:
    """`/sw.js` begins with the list of every file and its hash, and changes with any of them."""
    answer = client.get("/sw.js")
    first, source = answer.text.split("\n", 1)
    release = json.loads(first.removeprefix("const RELEASE = ").removesuffix(";"))
    manifest = client.get(f"{API}/manifest.json").get_json()
    assert release["id"] == manifest["release"] == client.get(f"{API}/status").get_json()["release"]
    shell = client.get(release["shell"]).text
    assert f'<meta name="recul-release" content="{release["number"]}">' in shell
    assert release["number"] == client.get(f"{API}/status").get_json()["release_number"] >= 1
    assert release["files"] == {path: digest for path, digest in manifest["files"].items() if path != "/sw.js"}
    assert release["shell"] in release["files"] and set(release["worker"]) <= set(release["files"])
    assert source == (ROOT / "static/js/sw/service-worker.js").read_text("utf-8")
    assert answer.mimetype == "text/javascript" and "no-cache" in answer.headers["Cache-Control"]


def test_the_manifest_lists_what_is_served(client: FlaskClient) -> None:
    """Every path of the manifest is served with the hash it says."""
    for path, digest in client.get(f"{API}/manifest.json").get_json()["files"].items():
        assert hashlib.sha256(client.get(path).data).hexdigest() == digest, path


def test_every_page_exists_in_french_and_in_english(client: FlaskClient) -> None:
    """Each public page answers, in its own language."""
    for path in TEMPLATES:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert f'lang="{"en" if path.startswith("/en/") else "fr"}"' in answer.text
    assert client.get("/en").data == client.get("/en/").data


def test_compressed_bytes_are_the_same_bytes(client: FlaskClient) -> None:
    """A browser that takes Brotli or gzip gets the same file, smaller; one that has it gets nothing again."""
    plain = client.get("/static/js/main.js")
    for takes, expand in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        small = client.get("/static/js/main.js", headers={"Accept-Encoding": takes})
        assert small.headers["Content-Encoding"] == takes and expand(small.data) == plain.data
        assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
        assert len(small.data) < len(plain.data)
    again = client.get("/static/js/main.js", headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_first_visit_is_light(app: Flask) -> None:
    """The notebook's page, styles, modules and worker weigh under 600 kB compressed, fonts apart."""
    # files as an administrator who chose nothing serves them: those of the other tests are compressed less
    client = create_app(app.extensions["recul"].settings).test_client()
    takes = {"Accept-Encoding": "gzip, deflate, br"}
    page = client.get("/carnet")
    paths = re.findall(r'<link rel="(?:stylesheet|modulepreload)" href="([^"]+)"', page.text)
    release = json.loads(client.get("/sw.js").text.split("\n", 1)[0].removeprefix("const RELEASE = ").removesuffix(";"))
    paths += release["worker"]
    weight = sum(len(client.get(path, headers=takes).data) for path in ["/carnet", "/sw.js", *dict.fromkeys(paths)])
    assert weight < BEFORE_FONTS


def test_types_are_exact(client: FlaskClient) -> None:
    """Each kind of file has its one content type, and nothing else of the folder is served."""
    types = {
        "/static/js/main.js": "text/javascript; charset=utf-8",
        "/static/css/base.css": "text/css; charset=utf-8",
        "/favicon.svg": "image/svg+xml",
        "/manifest.webmanifest": "application/manifest+json",
    }
    assert {path: client.get(path).headers["Content-Type"] for path in types} == types
    assert client.get("/static/vendor/lit/LICENSE").status_code == 404
