"""`recul manifest` and `recul verify`: what a server serves, compared byte for byte with what it should."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from webapp.assets import Assets
from webapp.config import Settings
from webapp.pages.shells import Shells

MANIFEST = "/api/v1/manifest.json"
TIMEOUT = 30
DIGEST_HEX = 64


class VerifyError(Exception):
    """A manifest that cannot be read, or a server that does not answer."""


def manifest_lines(settings: Settings) -> list[str]:
    """Return one line a file served by this installation: SHA-256, two spaces, path."""
    return [f"{digest}  {path}" for path, digest in _own(settings).items()]


def read_manifest(file: Path) -> dict[str, str]:
    """Read what `recul manifest` wrote: path → SHA-256, hexadecimal."""
    found: dict[str, str] = {}
    for line in file.read_text("utf-8").splitlines():
        digest, _, path = line.partition("  ")
        if len(digest) != DIGEST_HEX or not path.startswith("/"):
            raise VerifyError(f"{file} is not a manifest")
        found[path] = digest
    return found


def differences(settings: Settings, url: str, file: Path | None) -> Iterator[str]:
    """Yield a sentence for each file that the server at `url` does not serve as it should.

    The measure is the manifest in `file`, or the files of this installation.
    """
    expected = read_manifest(file) if file is not None else _own(settings)
    origin = url.rstrip("/")
    listed = _listed(origin)
    for path in sorted({*expected, *listed}):
        if path not in expected:
            yield f"{path}: served, and in no release"
        elif (served := _digest(origin + path)) is None:
            yield f"{path}: not served"
        elif served != expected[path]:
            yield f"{path}: another file"


def _own(settings: Settings) -> dict[str, str]:
    return Shells(Assets(settings.static_dir), settings.templates_dir).manifest


def _listed(origin: str) -> dict[str, str]:
    content = _get(origin + MANIFEST)
    if content is None:
        raise VerifyError(f"{origin} does not answer")
    try:
        files = json.loads(content)["files"]
    except (ValueError, KeyError, TypeError) as error:
        raise VerifyError(f"{origin} serves no manifest") from error
    return {str(path): str(digest) for path, digest in files.items()}


def _digest(url: str) -> str | None:
    content = _get(url)
    return None if content is None else hashlib.sha256(content).hexdigest()


def _get(url: str) -> bytes | None:
    if not url.startswith(("http://", "https://")):
        raise VerifyError("an address begins with http:// or https://")
    try:
        with urlopen(Request(url, headers={"Accept-Encoding": "identity"}), timeout=TIMEOUT) as answer:  # noqa: S310
            content: bytes = answer.read()
    except URLError:
        return None
    return content
