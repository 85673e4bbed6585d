"""The dimensions of a text: what a person noted of it (`docs/browser-client.md`, "Entry document")."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from crypto.encoding import Value
from crypto.errors import EncodingError, VersionError
from crypto.markdown import escape
from crypto.shapes import array_of, bytes_of, integer_of, text_of

FEW: Final = 3
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SIGNED: Final = ("−3", "−2", "−1", "0", "+1", "+2", "+3")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a dimension: its name in words, its check, and how its value is read."""

    label: str
    check: Callable[[Value], None]
    read: Callable[[Value], str]
    is_words: bool = False


def _check_text(value: Value) -> None:
    if not text_of(value):
        raise EncodingError("a part that is empty is left out")


def _check_few(value: Value) -> None:
    words = array_of(value)
    if not 0 < len(words) <= FEW:
        raise EncodingError("one to three words")
    for word in words:
        _check_text(word)


def _check_texts(value: Value) -> None:
    if not array_of(value):
        raise EncodingError("a part that is empty is left out")
    for object_id in array_of(value):
        bytes_of(object_id, 16)


def _check_day(value: Value) -> None:
    if not _DAY.fullmatch(text_of(value)):
        raise EncodingError("a day is written YYYY-MM-DD")


def _hex(object_id: Value) -> str:
    return bytes_of(object_id).hex()


def _text(label: str = "") -> Part:
    return Part(label, _check_text, lambda value: escape(text_of(value)), is_words=True)


def _degree(label: str, most: int, read: Callable[[int], str]) -> Part:
    def check(value: Value) -> None:
        if integer_of(value) > most:
            raise EncodingError("a degree beyond the last")

    return Part(label, check, lambda value: read(integer_of(value)))


def _names(label: str, names: dict[str, str], *, whole: bool = False) -> Part:
    def check(value: Value) -> None:
        given = [text_of(name) for name in array_of(value)]
        if not given or len(set(given)) < len(given):
            raise EncodingError("names, each once")
        if not set(given) <= set(names):
            raise VersionError("a name that this release does not know")
        if whole and len(given) < len(names):
            raise EncodingError("an order has every name")

    return Part(label, check, lambda value: ", ".join(names[text_of(name)] for name in array_of(value)))


def _level(least: str, most: str) -> Part:
    return _degree("", 6, lambda level: f"{_SIGNED[level]}, de −3 ({least}) à +3 ({most})")


_SOURCES: Final = {
    "self": "moi", "team": "l’équipe", "rules": "les règles", "time": "le temps", "means": "le matériel",
    "people": "les personnes que j’accompagne",
}  # fmt: skip
_WHOSE: Final = {"me": "pour moi", "team": "pour l’équipe", "management": "pour la direction"}

DIMENSIONS: Final[dict[str, tuple[str, dict[str, Part]]]] = {
    "prescribedReal": ("Demandé et fait", {
        "asked": _text("Ce qui m’était demandé"),
        "did": _text("Ce que j’ai fait"),
        "gap": _degree("L’écart me paraît", 5, lambda gap: f"{gap}, de 0 (nul) à 5 (grand)"),
    }),
    "idealFeasible": ("Rêvé et possible", {
        "ideal": _text("Si j’avais les mains libres"),
        "feasible": _text("Avec les moyens d’ici"),
    }),
    "tediousEnergising": ("Ce qui pèse, ce qui porte", {"level": _level("me pèse", "me porte")}),
    "automaticStretching": ("Les yeux fermés ou sur la corde", {"level": _level("les yeux fermés", "sur la corde")}),
    "priority": ("Le plus important", {
        "me": _text("Pour moi"),
        "team": _text("Pour l’équipe"),
        "management": _text("Pour la direction"),
        "order": _names("Dans cet ordre", _WHOSE, whole=True),
    }),
    "selfAssessment": ("Mon propre regard", {
        "criterion": _text("Mon critère à moi"),
        "today": _text("Ce que j’en dis aujourd’hui"),
        "needed": _text("Ce qu’il m’aurait fallu"),
    }),
    "unspoken": ("Ce que personne n’a dit", {"words": _text()}),
    "workaround": ("Mon arrangement avec la règle", {
        "words": _text(),
        "protects": _text("Ce qu’il protège"),
        "costs": _text("Ce qu’il coûte"),
    }),
    "leeway": ("La marge que j’avais, vue d’ici", {"words": _text()}),
    "obstacle": ("Ça freine", {"from": _names("", _SOURCES), "words": _text()}),
    "resource": ("Ça soutient", {"from": _names("", _SOURCES), "words": _text()}),
    "step": ("Le plus petit pas", {
        "words": _text(),
        "day": Part("Pour le", _check_day, text_of),
        "indicator": _text("Je saurai que ça bouge quand"),
    }),
    "recurrence": ("Ça me rappelle", {
        "words": _text(),
        "texts": Part("Textes", _check_texts, lambda value: ", ".join(_hex(each) for each in array_of(value))),
    }),
    "affect": ("Ce que ça m’a fait", {
        "words": Part("", _check_few, lambda value: escape(", ".join(map(text_of, array_of(value)))), is_words=True),
    }),
}  # fmt: skip


def check(dimensions: Value) -> None:
    """Raise `EncodingError` or `VersionError` unless `dimensions` are those of a document."""
    for name, parts in _map(dimensions).items():
        if name not in DIMENSIONS:
            raise VersionError("a dimension that this release does not know")
        if not _map(parts):
            raise EncodingError("a dimension without a part is left out")
        for part, value in _map(parts).items():
            if part not in DIMENSIONS[name][1]:
                raise VersionError("a part that this release does not know")
            DIMENSIONS[name][1][part].check(value)


def words_of(dimensions: Value) -> list[str]:
    """Return what a person wrote in the dimensions, in the order of the palette."""
    found: list[str] = []
    for _, parts in _noted(dimensions):
        for part, value in parts:
            if part.is_words:
                found += map(text_of, value) if isinstance(value, list) else [text_of(value)]
    return found


def to_markdown(dimensions: Value) -> list[str]:
    """Return the lines of what was noted, in the order of the palette."""
    lines = []
    for title, parts in _noted(dimensions):
        lines += [f"## {title}", ""]
        for part, value in parts:
            lines += [f"{part.label} : {part.read(value)}" if part.label else part.read(value), ""]
    return lines


def _noted(dimensions: Value) -> list[tuple[str, list[tuple[Part, Value]]]]:
    noted = _map(dimensions)
    return [
        (title, [(part, _map(noted[name])[key]) for key, part in parts.items() if key in _map(noted[name])])
        for name, (title, parts) in DIMENSIONS.items()
        if name in noted
    ]


def _map(value: Value) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise EncodingError("a map was expected")
    return value
