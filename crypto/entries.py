"""Entry documents: what is sealed, and the same for people to read (`docs/browser-client.md`, "Entry document")."""

import json
import re
from typing import Any, Final, TypeAlias

from crypto import dimensions, encoding, sheets
from crypto.encoding import Value
from crypto.errors import EncodingError, VersionError
from crypto.markdown import escape
from crypto.shapes import array_of, bytes_of, integer_of, map_of, text_of

Document: TypeAlias = "dict[str, Value]"

KEYS: Final = (
    "body", "copy_of", "dimensions", "edited", "fields", "kind", "lived", "sheets", "tags", "title", "written",
)  # fmt: skip
KINDS: Final = ("entry", "case")
BLOCKS: Final = {
    "paragraph": "",
    "heading": "## ",
    "subheading": "### ",
    "quote": "> ",
    "item": "- ",
    "todo": "- [ ] ",
    "done": "- [x] ",
}
CASE_FIELDS: Final = {
    "moment": "Le moment",
    "people": "Les personnes",
    "did": "Ce que j’ai fait",
    "remains": "Ce qui reste",
    "question": "Ma question au groupe",
    "avoid": "Ce que je préfère ne pas aborder",
}
EXCERPT_LENGTH: Final = 140
_MARKS: Final = {"strong": "**", "em": "*", "alias": ""}
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)


def from_text(text: str, lived: str, now: int) -> Document:
    """Return the document of plain lines, lived on a day `YYYY-MM-DD`, written at a time in seconds."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    body: list[Value] = [["paragraph", [[line, []]]] for line in lines]
    return {
        "kind": "entry",
        "title": "",
        "tags": [],
        "lived": lived,
        "written": now,
        "edited": now,
        "body": body,
        "fields": {},
        "sheets": [],
        "dimensions": {},
        "copy_of": None,
    }


def to_bytes(document: Document) -> bytes:
    """Return the bytes that are padded and sealed, of a document that is well formed."""
    return encoding.encode(check(document))


def from_bytes(encoded: bytes) -> Document:
    """Read a document; raise `EncodingError` for its shape, `VersionError` for a word this release does not know."""
    value = encoding.decode(encoded)
    if not isinstance(value, dict):
        raise EncodingError("a document is a map")
    return check(value)


def check(document: Document) -> Document:
    """Return a document if it is well formed; raise `EncodingError` or `VersionError` otherwise."""
    if set(KEYS) < set(document):
        raise VersionError("a document with more than this release knows")
    map_of(document, *KEYS)
    kind = text_of(document["kind"])
    _expect_known(kind in KINDS)
    text_of(document["title"])
    for tag in array_of(document["tags"]):
        text_of(tag)
    if not _DAY.fullmatch(text_of(document["lived"])):
        raise EncodingError("a day is written YYYY-MM-DD")
    integer_of(document["written"])
    integer_of(document["edited"])
    for block in array_of(document["body"]):
        check_block(block)
    _check_fields(kind, document["fields"])
    sheets.check(document["sheets"])
    dimensions.check(document["dimensions"])
    if document["copy_of"] is not None:
        object_id, revision = array_of(document["copy_of"], 2)
        bytes_of(object_id, 16)
        integer_of(revision)
    return document


def summarize(document: Document) -> dict[str, Value]:
    """Return what lists show of a document, with an excerpt of at most 140 characters."""
    fields = document["fields"]
    assert isinstance(fields, dict), "the document was checked"
    in_fields = [str(fields.get(name, "")) for name in CASE_FIELDS]
    around = sheets.words_of(document["sheets"]) + dimensions.words_of(document["dimensions"])
    words = " ".join([plain_text(document), *in_fields, *around])
    kept = ("kind", "title", "tags", "lived", "written", "edited", "copy_of")
    excerpt = re.sub(r"\s+", " ", words).strip()[:EXCERPT_LENGTH]
    return {**{name: document[name] for name in kept}, "excerpt": excerpt}


def plain_text(document: Document) -> str:
    """Return the words of the body, one line a block."""
    return "\n".join("".join(text for text, _ in runs) for _, runs in _body(document))


def to_markdown(document: Document) -> str:
    """Return the document as Markdown, marks and blocks kept, nothing else able to pass for them."""
    title = escape(text_of(document["title"])) or "Sans titre"
    lines = [f"# {title}", "", f"Vécu le {text_of(document['lived'])}", ""]
    tags = [text_of(tag) for tag in array_of(document["tags"])]
    if tags:
        lines += ["Mots-clés : " + ", ".join(escape(tag) for tag in tags), ""]
    for block, runs in _body(document):
        lines += [BLOCKS[block] + "".join(_run(text, marks) for text, marks in runs).replace("\n", " "), ""]
    fields = document["fields"]
    assert isinstance(fields, dict), "the document was checked"
    for name, label in CASE_FIELDS.items():
        if fields.get(name):
            lines += [f"## {label}", "", escape(str(fields[name])), ""]
    lines += sheets.to_markdown(document["sheets"]) + dimensions.to_markdown(document["dimensions"])
    return "\n".join(lines)


def to_json(document: Document) -> str:
    """Return the document as JSON, bytes in hexadecimal."""
    return json.dumps(_readable(document), ensure_ascii=False, indent=1, sort_keys=True)


def _expect_known(known: bool) -> None:
    if not known:
        raise VersionError("a word that this release does not know")


def check_block(block: Value) -> None:
    """Raise `EncodingError` or `VersionError` unless a value is a block of a body."""
    name, runs = array_of(block, 2)
    _expect_known(text_of(name) in BLOCKS)
    for run in array_of(runs):
        text, marks = array_of(run, 2)
        text_of(text)
        for mark in array_of(marks):
            _check_mark(text_of(mark))


def _check_mark(mark: str) -> None:
    if not mark.startswith("link:"):
        _expect_known(mark in _MARKS)
    elif not _ADDRESS.fullmatch(mark[5:]):
        raise EncodingError("a link to something else than http or https")


def _check_fields(kind: str, fields: Value) -> None:
    if not isinstance(fields, dict):
        raise EncodingError("fields are a map")
    for name, field in fields.items():
        text_of(field)
        _expect_known(kind == "case" and name in CASE_FIELDS)


def _body(document: Document) -> list[Any]:
    return array_of(document["body"])


def _run(text: str, marks: list[str]) -> str:
    written = escape(text)
    for mark in marks:
        if mark.startswith("link:"):
            written = f"[{written}](<{mark[5:].replace('>', '%3E').replace('<', '%3C')}>)"
        else:
            written = f"{_MARKS[mark]}{written}{_MARKS[mark]}"
    return written


def _readable(value: Value) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return [_readable(item) for item in value]
    if isinstance(value, dict):
        return {key: _readable(item) for key, item in value.items()}
    return value
