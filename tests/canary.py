"""Strings planted in what a person writes, then looked for wherever they should not be, in every form they could take.

A canary is unique, has letters outside ASCII, and is long enough not to happen by chance.
"""

import base64
import json
import secrets
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

_LETTERS = "bcdfghjklmnpqrstvwxz"
_GZIP = b"\x1f\x8b\x08"
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


@dataclass(frozen=True)
class Sighting:
    """A canary found: which one, in which form, where."""

    canary: str
    form: str
    place: str


def plant(word: str) -> str:
    """A new canary that starts with `word`, to be written in one field."""
    return f"{word}é{''.join(secrets.choice(_LETTERS) for _ in range(14))}ç"


def forms(canary: str) -> dict[str, bytes]:
    """Each form that a program could give to the canary → its bytes."""
    text = canary.encode("utf-8")
    found = {
        "utf-8": text,
        "decomposed": normalize("NFD", canary).encode("utf-8"),
        "utf-16-le": canary.encode("utf-16-le"),
        "utf-16-be": canary.encode("utf-16-be"),
        "latin-1": canary.encode("latin-1"),
        "hex": text.hex().encode(),
        "HEX": text.hex().upper().encode(),
        "percent": quote(canary).encode(),
        "json": json.dumps(canary)[1:-1].encode(),
        "middle": canary[len(canary) // 2 - 5 : len(canary) // 2 + 5].encode(),
    }
    for shift in range(3):
        for name, encode in (("base64", base64.b64encode), ("base64url", base64.urlsafe_b64encode)):
            found[f"{name}+{shift}"] = _base64_middle(encode(bytes(shift) + text), shift)
    return found


def search(content: bytes, canaries: Iterable[str], place: str) -> Iterator[Sighting]:
    """Yield each form of each canary found in `content` or in any deflate or gzip stream inside it."""
    layers = [content, *_inflated(content)]
    for canary in canaries:
        for form, pattern in forms(canary).items():
            if any(pattern in layer for layer in layers):
                yield Sighting(canary, form, place)


def search_folder(folder: Path, canaries: list[str]) -> Iterator[Sighting]:
    """Search the content and the name of every file under `folder`."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield from search(name.encode("utf-8"), canaries, f"name of {name}")
        if path.is_file() and not path.is_symlink():
            yield from search(path.read_bytes(), canaries, name)


def _base64_middle(encoded: bytes, shift: int) -> bytes:
    """What stays of an encoding whatever stands before and after the canary."""
    start = {0: 0, 1: 2, 2: 3}[shift]
    whole = encoded.rstrip(b"=")
    return whole[start : len(whole) - 1]


def _inflated(content: bytes) -> Iterator[bytes]:
    for marker, bits in ((_GZIP, 31), *((marker, 15) for marker in _ZLIB)):
        start = content.find(marker)
        while start != -1:
            yield _inflate(content[start:], bits)
            start = content.find(marker, start + 1)


def _inflate(stream: bytes, bits: int) -> bytes:
    """As much as can be read of a stream that may be cut, or no stream at all."""
    reader = zlib.decompressobj(bits)
    found = bytearray()
    for start in range(0, len(stream), 4096):
        try:
            found += reader.decompress(stream[start : start + 4096], 1 << 24)
        except zlib.error:
            break
        if reader.eof:
            break
    return bytes(found)
