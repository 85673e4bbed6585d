"""Names of people: display, never identity (`docs/spec/sharing.md` §4)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from crypto import labels, primitives
from crypto.encoding import Value
from crypto.errors import EncodingError
from crypto.shapes import text_of

MAX_CHARACTERS: Final = 60
DIGITS: Final = 4
_UNSHOWN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LOOK_ALIKES: Final = str.maketrans(
    "авекмнорстухіјѕαβεηικμνορτυχiı1|0",
    "abekmhopctyxljsabenlkmvoptuxllllo",
)
"""Cyrillic and Greek letters in lower case, then strokes and rings, beside the Latin letters they look like."""
_LIKE_CAPITALS: Final = str.maketrans("ΗΝΥ", "HNY")
"""Greek capitals that look like other Latin letters than their lower case does."""


@dataclass(frozen=True, slots=True)
class Named:
    """A member and the name on their card, None without one."""

    identity: bytes
    box_key: bytes
    name: str | None


def check_name(value: Value) -> str:
    """Return a name that may be written, or raise `EncodingError`."""
    name = text_of(value)
    if not 1 <= len(name) <= MAX_CHARACTERS or unicodedata.normalize("NFC", name) != name or _UNSHOWN.search(name):
        raise EncodingError("a name that cannot be written")
    return name


def strip_name(name: str) -> str:
    """Return a name that somebody else wrote, without what would change the text around it."""
    return _UNSHOWN.sub("", name)


def skeleton_of(name: str) -> str:
    """Return what is left of a name when letters that look alike are one, without marks, spaces or punctuation."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", name) if not _is_bare_of_shape(each))
    return bare.translate(_LIKE_CAPITALS).lower().translate(_LOOK_ALIKES)


def shown_names(people: Sequence[Named]) -> Mapping[bytes, str | None]:
    """Return the name to show for each identity: with four digits when another looks alike, None without a card."""
    names = {each.identity: strip_name(each.name) for each in people if each.name is not None}
    alike = Counter(skeleton_of(name) for name in names.values())
    return {
        each.identity: _shown(each, names[each.identity], alike) if each.identity in names else None for each in people
    }


def digits_of(identity: bytes, box_key: bytes) -> str:
    """Return the four digits that tell two members of one name apart."""
    drawn = int.from_bytes(primitives.hash(labels.HASH_MEMBER, identity + box_key)[:4], "big")
    return f"{drawn % 10**DIGITS:0{DIGITS}}"


def _shown(person: Named, name: str, alike: Counter[str]) -> str:
    return f"{name} {digits_of(person.identity, person.box_key)}" if alike[skeleton_of(name)] > 1 else name


def _is_bare_of_shape(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "MZP" or category == "Cf"
