"""Pages and the service worker, rendered once: the same bytes for everyone, since they hold no content."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from webapp.assets import Asset, Assets
from webapp.security import SERVICE_WORKER_CSP, page_csp

HTML: Final = "text/html; charset=utf-8"
JAVASCRIPT: Final = "text/javascript; charset=utf-8"
SERVICE_WORKER: Final = "/sw.js"
SERVICE_WORKER_SOURCE: Final = "/static/js/sw/service-worker.js"
APP_SHELL: Final = "/carnet"
NOTEBOOK: Final = "app.html"
RELEASE_DIGITS: Final = 16
RELEASE_NUMBER: Final = 1
"""Rises by one with each release: a browser that has seen a number takes no lower one (`docs/spec/http-api.md` §4)."""

TEMPLATES: Final = {
    "/": "pages/fr/home.html",
    "/limites": "pages/fr/limits.html",
    "/ce-que-voit-le-serveur": "pages/fr/server.html",
    "/securite": "pages/fr/security.html",
    "/aide": "pages/fr/help.html",
    "/accessibilite": "pages/fr/accessibility.html",
    "/en/": "pages/en/home.html",
    "/en/limits": "pages/en/limits.html",
    "/en/server": "pages/en/server.html",
    "/en/security": "pages/en/security.html",
    "/en/help": "pages/en/help.html",
    "/en/accessibility": "pages/en/accessibility.html",
    APP_SHELL: NOTEBOOK,
    "/creer": NOTEBOOK,
    "/ouvrir": "ouvrir.html",
}
ENTRIES: Final = {NOTEBOOK: "/static/js/main.js", "ouvrir.html": "/static/js/main-opener.js"}
SHELL_FILES: Final = ("/static/css/", "/static/icons/", "/static/vendor/@fontsource-variable/")
COPIES: Final = {"/manifest.webmanifest": "/static/icons/recul.webmanifest", "/favicon.svg": "/static/icons/recul.svg"}


class Shells:
    """Every page of a release, its service worker, and the hashes of all that it serves."""

    def __init__(self, assets: Assets, templates_dir: Path) -> None:
        self.assets = assets
        self._templates = _environment(assets, templates_dir)
        self.pages: dict[str, Asset] = {}
        for path, template in TEMPLATES.items():
            if (templates_dir / template).exists():
                self.pages[path] = self._render(path, template)
        for path, source in COPIES.items():
            if source in assets.files:
                original = assets.files[source]
                self.pages[path] = Asset(path, original.content, original.content_type)
        files = {path: each.digest.hex() for path, each in {**assets.files, **self.pages}.items()}
        self.release = _release(files)
        if SERVICE_WORKER_SOURCE in assets.files:
            self.pages[SERVICE_WORKER] = self._service_worker(files)
            files[SERVICE_WORKER] = self.pages[SERVICE_WORKER].digest.hex()
        self.manifest = dict(sorted(files.items()))

    def group_page(self, html: str) -> bytes:
        """Return the public page of a group around its own text, which was cleaned (`sanitize.py`)."""
        cleaned = Markup(html)  # noqa: S704 - cleaned before it was kept
        return self._templates.get_template("group-page.html").render(presentation=cleaned).encode()

    def _render(self, path: str, template: str) -> Asset:
        csp = page_csp(self.assets.import_map_hash)
        preloaded = self.assets.modules(ENTRIES[template]) if template in ENTRIES else []
        modules = [{"href": each.path, "integrity": each.integrity} for each in preloaded]
        text = self._templates.get_template(template).render(csp=csp, path=path, modulepreload=modules)
        return Asset(path, text.encode(), HTML, csp)

    def _core(self) -> list[str]:
        """Return what the door needs without network: its modules, the worker's, and every file that is no module."""
        modules = {each.path for entry in ENTRIES.values() for each in self.assets.modules(entry)}
        rest = {path for path in self.assets.files if path.startswith(SHELL_FILES)}
        return sorted({*modules, *self.assets.worker_graph, *rest, *COPIES})

    def _service_worker(self, files: dict[str, str]) -> Asset:
        release = {
            "id": self.release,
            "number": RELEASE_NUMBER,
            "files": dict(sorted(files.items())),
            "core": self._core(),
            "worker": self.assets.worker_graph,
            "shell": APP_SHELL,
        }
        listed = json.dumps(release, separators=(",", ":"))
        source = self.assets.files[SERVICE_WORKER_SOURCE].content.decode()
        return Asset(SERVICE_WORKER, f"const RELEASE = {listed};\n{source}".encode(), JAVASCRIPT, SERVICE_WORKER_CSP)


def _environment(assets: Assets, templates_dir: Path) -> Environment:
    environment = Environment(loader=FileSystemLoader(templates_dir), autoescape=True, undefined=StrictUndefined)
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals.update(
        release_number=RELEASE_NUMBER,
        import_map=Markup(assets.import_map),  # noqa: S704 - our own paths and hashes, as JSON without markup
    )
    return environment


def _release(files: dict[str, str]) -> str:
    listed = "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()))
    return hashlib.sha256(listed.encode()).hexdigest()[:RELEASE_DIGITS]
