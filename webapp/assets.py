"""Every file that a browser receives: its hash, its policy, its compressed form, the import map, the release."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Final

import brotli

from webapp.security import WORKER_CSP

PREFIX: Final = "/static/"
WORKER_ENTRY: Final = "/static/js/worker/crypto-worker.js"
WORKER_ROOMS: Final = ("/static/js/worker/", "/static/js/crypto/")
NOT_FOR_PAGES: Final = ("/static/js/crypto/", "/static/js/sw/", WORKER_ENTRY)
SERVED: Final = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
COMPRESSED: Final = frozenset({".css", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest"})
SMALLEST_COMPRESSED: Final = 512
BROTLI_QUALITY: Final = 10  # 14 % smaller than gzip at its best, for a third of the time that 11 takes
_FROM: Final = re.compile(r"""(?:^|[;}\s])(?:import|export)\s*[^'"();=]*?\bfrom\s*['"]([^'"\n]+)['"]""")
_ALONE: Final = re.compile(r"""^import\s*['"]([^'"\n]+)['"]""", re.MULTILINE)


@dataclass(frozen=True)
class Asset:
    """One file as it is served: its path in addresses, its bytes, and the SHA-256 of them."""

    path: str
    content: bytes
    content_type: str
    csp: str | None = None
    brotli_quality: int = BROTLI_QUALITY

    @cached_property
    def digest(self) -> bytes:
        """The SHA-256 of the bytes."""
        return hashlib.sha256(self.content).digest()

    @cached_property
    def gzipped(self) -> bytes:
        """The bytes under gzip."""
        return gzip.compress(self.content, 9, mtime=0)

    @cached_property
    def brotlied(self) -> bytes:
        """The bytes under Brotli."""
        return bytes(brotli.compress(self.content, quality=self.brotli_quality))

    @property
    def shrinks(self) -> bool:
        """Whether sending the bytes compressed gains anything."""
        kind = PurePosixPath(self.path).suffix
        text = kind in COMPRESSED or self.content_type.startswith("text/")
        return text and len(self.content) >= SMALLEST_COMPRESSED

    @property
    def integrity(self) -> str:
        """The hash as `integrity` attributes spell it."""
        return "sha256-" + base64.b64encode(self.digest).decode()


class Assets:
    """The static files of one release, read once."""

    def __init__(self, static_dir: Path, brotli_quality: int = BROTLI_QUALITY) -> None:
        self._specifiers = _specifiers(static_dir / "vendor" / "vendor.json")
        contents = dict(_read(static_dir))
        worker_graph = graph(contents, {}, WORKER_ENTRY) if WORKER_ENTRY in contents else []
        self.files = {
            path: Asset(
                path,
                content,
                SERVED[PurePosixPath(path).suffix],
                WORKER_CSP if path.startswith(WORKER_ROOMS) or path in worker_graph else None,
                brotli_quality,
            )
            for path, content in contents.items()
        }
        self.worker_graph = worker_graph

    @cached_property
    def import_map(self) -> str:
        """The import map of every page: bare names, and the integrity of each module a page may load."""
        modules = {
            path: asset.integrity
            for path, asset in self.files.items()
            if path.endswith((".js", ".mjs")) and not path.startswith(NOT_FOR_PAGES)
        }
        return json.dumps({"imports": self._specifiers, "integrity": modules}, separators=(",", ":"))

    @cached_property
    def import_map_hash(self) -> str:
        """The `sha256-…` by which the policy of a page allows the import map."""
        return "sha256-" + base64.b64encode(hashlib.sha256(self.import_map.encode()).digest()).decode()

    def modules(self, entry: str) -> list[Asset]:
        """Return the modules that `entry` loads at once, itself first: what a page should preload."""
        contents = {path: asset.content for path, asset in self.files.items()}
        return [self.files[path] for path in graph(contents, self._specifiers, entry)]


def graph(contents: dict[str, bytes], specifiers: dict[str, str], entry: str) -> list[str]:
    """Return the paths that `entry` imports, itself first, directly or not, by its static imports."""
    found: dict[str, None] = {}
    waiting = [entry]
    while waiting:
        path = waiting.pop(0)
        if path in found or path not in contents:
            continue
        found[path] = None
        waiting.extend(_imports(contents[path], path, specifiers))
    return list(found)


def _imports(content: bytes, path: str, specifiers: dict[str, str]) -> Iterable[str]:
    for name in _named(content):
        if name.startswith("."):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        elif name in specifiers:
            yield specifiers[name]
        elif name.startswith("/"):
            yield name


@lru_cache(maxsize=1024)  # several pages walk the same modules
def _named(content: bytes) -> tuple[str, ...]:
    text = content.decode()
    return (*_FROM.findall(text), *_ALONE.findall(text))


def _specifiers(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    found = json.loads(path.read_text())["specifiers"]
    return dict(sorted(found.items()))


def _read(static_dir: Path) -> Iterable[tuple[str, bytes]]:
    for file in sorted(static_dir.rglob("*")):
        if file.is_file() and file.suffix in SERVED and not file.name.endswith(".d.ts"):
            yield PREFIX + file.relative_to(static_dir).as_posix(), file.read_bytes()
