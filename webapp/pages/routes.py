"""Pages, static files, and what describes the server (`docs/spec/http-api.md` §4)."""

from __future__ import annotations

from importlib.metadata import version

from flask import Blueprint, Response, request
from sqlalchemy import select

from webapp import clock, openapi
from webapp.access import access
from webapp.assets import PREFIX, Asset
from webapp.context import server
from webapp.errors import NotFoundError
from webapp.pages.models import RESTORED_AT, Fact
from webapp.pages.shells import APP_SHELL, COPIES, NOTEBOOK, RELEASE_NUMBER, SERVICE_WORKER, TEMPLATES
from webapp.pages.wire import ManifestOut, StatusOut
from webapp.security import INTEGRITY_POLICY, NOTEBOOK_FEATURES
from webapp.wire import encode

pages = Blueprint("pages", __name__)


@pages.get("/api/v1/status")
@access("public", gives=StatusOut)
def status() -> StatusOut:
    """Say what runs, and when it was last restored."""
    with server().database.reading() as connection:
        restored_at = connection.execute(select(Fact.value).where(Fact.name == RESTORED_AT)).scalar_one_or_none()
    return StatusOut(
        version=version("recul"),
        release=server().shells.release,
        release_number=RELEASE_NUMBER,
        time=clock.now(),
        restored_at=restored_at,
    )


@pages.get("/api/v1/manifest.json")
@access("public", gives=ManifestOut)
def manifest() -> ManifestOut:
    """List every file served to a browser with its hash."""
    return ManifestOut(release=server().shells.release, files=server().shells.manifest)


@pages.get("/api/v1/openapi.json")
@access("public", gives="application/json")
def description() -> Response:
    """Describe the interface to machines."""
    return Response(encode(openapi.describe()), mimetype="application/json")


@pages.get("/static/<path:name>")
@access("public", gives="*/*")
def static(name: str) -> Response:
    """Send a static file."""
    return _send(server().shells.assets.files.get(PREFIX + name))


@pages.get(f"{APP_SHELL}/<path:view>")
@access("public", gives="text/html")
def notebook(view: str) -> Response:
    """Send the notebook's shell: the same bytes for every view, which the shell alone reads from the address."""
    return _send(server().shells.pages.get(APP_SHELL))


@access("public", gives="*/*")
def page() -> Response:
    """Send a page, the service worker, the web manifest or the icon."""
    assert request.url_rule is not None, "a view has a rule"
    return _send(server().shells.pages.get(request.url_rule.rule))


for _path in (*TEMPLATES, *COPIES, SERVICE_WORKER):
    pages.add_url_rule(_path, view_func=page, methods=["GET"])


def _send(asset: Asset | None) -> Response:
    if asset is None:
        raise NotFoundError
    response = Response(content_type=asset.content_type)
    response.set_etag(asset.digest.hex())
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    _add_policy(response, asset)
    if request.if_none_match.contains(asset.digest.hex()):
        response.status_code = 304
        return response
    response.data = asset.content
    if asset.shrinks and (encoding := request.accept_encodings.best_match(["br", "gzip"])) is not None:
        response.data = asset.brotlied if encoding == "br" else asset.gzipped
        response.headers["Content-Encoding"] = encoding
    return response


def _add_policy(response: Response, asset: Asset) -> None:
    if asset.csp is not None:
        response.headers["Content-Security-Policy"] = asset.csp
    if asset.content_type.startswith("text/html"):
        response.headers["Integrity-Policy"] = INTEGRITY_POLICY
    if TEMPLATES.get(asset.path) == NOTEBOOK:
        response.headers["Permissions-Policy"] = NOTEBOOK_FEATURES
    if asset.path == SERVICE_WORKER:
        response.headers["Service-Worker-Allowed"] = "/"
