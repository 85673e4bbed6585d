"""Templates attached to a text: questions as they were asked, and what was said of each.

Shape: `docs/browser-client.md`, "Entry document".
"""

import re
from typing import Final

from crypto.encoding import Value
from crypto.errors import EncodingError, VersionError
from crypto.markdown import escape
from crypto.shapes import array_of, map_of, text_of

KEYS: Final = ("answers", "name", "template")
LONGEST: Final = 300
_TEMPLATE: Final = re.compile(r"[0-9A-Za-z]{1,64}")


def check(sheets: Value) -> None:
    """Raise `EncodingError` or `VersionError` unless `sheets` are those of a document."""
    for sheet in array_of(sheets):
        if isinstance(sheet, dict) and set(KEYS) < set(sheet):
            raise VersionError("a sheet with more than this release knows")
        fields = map_of(sheet, *KEYS)
        if not _TEMPLATE.fullmatch(text_of(fields["template"])):
            raise EncodingError("a template's id has 1 to 64 letters and digits")
        _expect_line(fields["name"])
        answers = array_of(fields["answers"])
        if not answers:
            raise EncodingError("a sheet has a question")
        for answer in answers:
            asked, said = array_of(answer, 2)
            _expect_line(asked)
            text_of(said)


def answered(sheets: Value) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the name of each sheet that was answered, with its questions and what was said of them."""
    found = []
    for sheet in array_of(sheets):
        fields = map_of(sheet, *KEYS)
        pairs = [array_of(answer, 2) for answer in array_of(fields["answers"])]
        kept = [(text_of(asked), text_of(said)) for asked, said in pairs if text_of(said).strip()]
        if kept:
            found.append((text_of(fields["name"]), kept))
    return found


def words_of(sheets: Value) -> list[str]:
    """Return what was said, in order."""
    return [said for _, answers in answered(sheets) for _, said in answers]


def to_markdown(sheets: Value) -> list[str]:
    """Return the lines of each sheet that was answered, without its other questions."""
    lines = []
    for name, answers in answered(sheets):
        lines += [f"## {escape(name)}", ""]
        for asked, said in answers:
            lines += [f"### {escape(asked)}", "", escape(said), ""]
    return lines


def _expect_line(value: Value) -> None:
    if not 0 < len(text_of(value)) <= LONGEST:
        raise EncodingError("a name and a question have 1 to 300 characters")
