"""Headers that hold the browser, and the check that refuses what another site started."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from flask import request

from webapp.config import Settings
from webapp.context import server
from webapp.errors import CrossSiteError

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

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
UNLESS_GIVEN: Final = (("Content-Security-Policy", ANSWER_CSP), ("Cache-Control", "no-store"))
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

# the notebook alone may read, on the device, the code that another screen shows (`docs/spec/ceremony.md` §3)
NOTEBOOK_FEATURES: Final = PAGE_FEATURES["Permissions-Policy"].replace("camera=()", "camera=(self)")


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


class Hardened:
    """The application, every answer of which carries what holds the browser; one that set its own policy keeps it."""

    def __init__(self, application: WSGIApplication, settings: Settings) -> None:
        self._application = application
        self._always = list(ISOLATION.items())
        if settings.secure:
            self._always.append(("Strict-Transport-Security", "max-age=63072000; includeSubDomains"))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""

        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> Callable[[bytes], object]:
            return start_response(status, headers + self._added(dict(headers)), error)

        return self._application(environ, start)

    def _added(self, given: Mapping[str, str]) -> list[tuple[str, str]]:
        missing = [(name, value) for name, value in UNLESS_GIVEN if name not in given]
        is_page = given.get("Content-Type", "").startswith("text/html") and "Permissions-Policy" not in given
        pages = PAGE_FEATURES.items() if is_page else ()
        return [*self._always, *missing, *pages]
