"""A person's own templates, kept in their vault (`docs/spec/sharing.md` §7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from crypto import encoding, labels, primitives
from crypto.encoding import Value
from crypto.errors import EncodingError
from crypto.markdown import escape
from crypto.shapes import array_of, bytes_of, integer_of, map_of, text_of
from crypto.sheets import LONGEST

Asked = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Template:
    """A template: when it was edited, in seconds, its name and its questions; None once it was taken away."""

    template_id: bytes
    edited: int
    asked: Asked | None

    def value(self) -> Value:
        """Return what is encoded."""
        asked: Value = None if self.asked is None else [self.asked[0], list(self.asked[1])]
        return [self.template_id, self.edited, asked]


def templates_id() -> bytes:
    """Return the id of the vault's object that holds them."""
    return primitives.hash16(labels.HASH_MEMORY, b"templates")


def to_bytes(templates: Iterable[Template]) -> bytes:
    """Return the encoding of templates, in the order of their ids."""
    ordered = sorted(templates, key=lambda template: template.template_id)
    return encoding.encode({"kind": "templates", "templates": [template.value() for template in ordered]})


def from_bytes(encoded: bytes) -> tuple[Template, ...]:
    """Read the encoding of templates, or raise `EncodingError`."""
    fields = map_of(encoding.decode(encoded), "kind", "templates")
    if text_of(fields["kind"]) != "templates":
        raise EncodingError("a document of another kind")
    templates = tuple(_template_of(each) for each in array_of(fields["templates"]))
    if any(left.template_id >= right.template_id for left, right in pairwise(templates)):
        raise EncodingError("templates out of order")
    return templates


def to_markdown(templates: Iterable[Template]) -> str:
    """Return the templates that were not taken away, each with its questions."""
    lines = ["# Mes modèles", ""]
    for template in templates:
        if template.asked is not None:
            name, questions = template.asked
            lines += [f"## {escape(name)}", "", *(f"- {escape(question)}" for question in questions), ""]
    return "\n".join(lines)


def merge(one: Iterable[Template], other: Iterable[Template]) -> tuple[Template, ...]:
    """Return the latest of each template, whatever the order of the two."""
    latest: dict[bytes, Template] = {}
    for template in (*one, *other):
        known = latest.get(template.template_id, template)
        latest[template.template_id] = max(known, template, key=_weight)
    return tuple(sorted(latest.values(), key=lambda template: template.template_id))


def _weight(template: Template) -> tuple[int, bytes]:
    return template.edited, encoding.encode(template.value())


def _template_of(value: Value) -> Template:
    template_id, edited, asked = array_of(value, 3)
    return Template(bytes_of(template_id, 16), integer_of(edited), None if asked is None else _asked_of(asked))


def _asked_of(value: Value) -> Asked:
    name, questions = array_of(value, 2)
    lines = tuple(_line_of(question) for question in array_of(questions))
    if not lines or len(set(lines)) < len(lines):
        raise EncodingError("a template asks something, once")
    return _line_of(name), lines


def _line_of(value: Value) -> str:
    if not 0 < len(text_of(value)) <= LONGEST:
        raise EncodingError("a name and a question have 1 to 300 characters")
    return text_of(value)
