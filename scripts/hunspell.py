"""Expands a Hunspell dictionary into the words it accepts; elisions such as « l’arbre » are left aside.

Format: hunspell(5), with `FLAG long` (two characters a flag) and `NEEDAFFIX`, as the French dictionary uses it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

DEPTH = 2  # an affix may take another one
FIELDS_OF_A_RULE = 5


@dataclass(frozen=True)
class Affix:
    """A rule: a word that matches `condition` loses `strip`, gains `add`, and may take the affixes of `flags`."""

    is_prefix: bool
    strip: str
    add: str
    condition: re.Pattern[str]
    flags: tuple[str, ...]

    def form_of(self, word: str) -> str | None:
        """Return the form that the rule makes of a word, or None when it does not apply."""
        applies = word.startswith(self.strip) if self.is_prefix else word.endswith(self.strip)
        if not applies or not self.condition.search(word):
            return None
        if self.is_prefix:
            return self.add + word[len(self.strip) :]
        return word[: len(word) - len(self.strip)] + self.add


def expand_dictionary(affixes: str, dictionary: str) -> Iterator[str]:
    """Yield every form of every entry, some more than once."""
    rules = _affixes(affixes)
    need_affix, forbidden = _flag(affixes, "NEEDAFFIX"), _flag(affixes, "FORBIDDENWORD")
    for line in dictionary.splitlines()[1:]:
        word, _, flags = (line.split() or [""])[0].partition("/")
        if word and forbidden not in _split(flags):
            yield from _forms(word, _split(flags), rules, need_affix, DEPTH)


def _forms(
    word: str, flags: tuple[str, ...], rules: dict[str, list[Affix]], need_affix: str, depth: int
) -> Iterator[str]:
    if need_affix not in flags:
        yield word
    if depth == 0:
        return
    for rule in (rule for flag in flags for rule in rules.get(flag, ())):
        form = rule.form_of(word)
        if form is not None:
            yield from _forms(form, rule.flags, rules, need_affix, depth - 1)


def _affixes(affixes: str) -> dict[str, list[Affix]]:
    found: dict[str, list[Affix]] = defaultdict(list)
    for line in affixes.splitlines():
        fields = line.split()
        if line.startswith(("SFX ", "PFX ")) and len(fields) >= FIELDS_OF_A_RULE and "'" not in fields[3].split("/")[0]:
            kind, flag, strip, added, condition = fields[:FIELDS_OF_A_RULE]
            add, _, flags = added.partition("/")
            place = re.compile(f"^(?:{condition})" if kind == "PFX" else f"(?:{condition})$")
            found[flag].append(Affix(kind == "PFX", _text(strip), _text(add), place, _split(flags)))
    return found


def _text(field: str) -> str:
    return "" if field == "0" else field


def _split(flags: str) -> tuple[str, ...]:
    return tuple(flags[at : at + 2] for at in range(0, len(flags), 2))


def _flag(affixes: str, name: str) -> str:
    found = re.search(rf"^{name} (\S+)", affixes, re.MULTILINE)
    assert found, f"the dictionary says which flag is {name}"
    return found[1]
