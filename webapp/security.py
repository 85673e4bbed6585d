"""Headers that hold the browser, and the check that refuses what another site started."""

from __future__ import annotations

from typing import Final

from flask import Response, request

from webapp.config import Settings
from webapp.context import server
from webapp.errors import CrossSiteError

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES: Final = frozenset({"same-origin", "none"})

ANSWER_CSP: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
WORKER_CSP: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'; worker-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
SERVICE_WORKER_CSP: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
GROUP_PAGE_CSP: Final = (  # people wrote its text: it runs nothing, and loads only our style, faces and icon
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; manifest-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
INTEGRITY_POLICY: Final = "blocked-destinations=(script)"
ISOLATION: Final = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PAGE_FEATURES: Final = {  # read by browsers on pages only, so that a hundred modules need not carry it
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), "
        "fullscreen=(self), geolocation=(), gyroscope=(), "
        "hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"
    ),
}


def page_csp(import_map_hash: str) -> str:
    """Return the policy of a page whose one inline block, the import map, has this `sha256-…` hash."""
    return (
        f"default-src 'none'; script-src 'self' '{import_map_hash}'; style-src 'self'; img-src 'self' blob:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types lit-html recul-url ProseMirrorClipboard"
    )


def refuse_other_sites() -> None:
    """Refuse a state-changing request that a page of another origin sent (`docs/spec/http-api.md` §1)."""
    if request.method in SAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site", "none") not in OWN_SITES:
        raise CrossSiteError
    origin = request.headers.get("Origin")
    if origin is not None and origin not in server().settings.origins:
        raise CrossSiteError


def harden(settings: Settings, response: Response) -> Response:
    """Add what every answer carries; a view that set its own policy keeps it."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", ANSWER_CSP)
    headers.setdefault("Cache-Control", "no-store")
    headers.extend(ISOLATION)
    if response.mimetype == "text/html":
        headers.extend(PAGE_FEATURES)
    if settings.secure:
        headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    return response
