"""The word lists of the third-party finder: how they are made, and how they are served."""

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from scripts.hunspell import expand_dictionary
from scripts.third_party_lists import LISTS, SOURCES, Source, fold, front_coded, place_key

AFFIXES = """\
FLAG long
NEEDAFFIX ()
FORBIDDENWORD {}
PFX Um Y 1
PFX Um 0 centi/S. .
PFX L' Y 1
PFX L' 0 l' .
SFX S. Y 1
SFX S. 0 s [^sxz]
SFX a0 Y 2
SFX a0 er er/S. er
SFX a0 er ant [^c]er
"""


def test_the_lists_wait_until_someone_shares(client: FlaskClient) -> None:
    """They are files of the release, compared with their hashes, and none is downloaded with the notebook."""
    first_line = client.get("/sw.js").text.split("\n", 1)[0]
    release = json.loads(first_line.removeprefix("const RELEASE = ").removesuffix(";"))
    paths = {f"/static/data/third-parties/{path.name}" for path in LISTS.glob("*.txt")}
    assert len(paths) == 6
    assert paths <= set(release["files"])
    assert not paths & set(release["core"])
    assert all(client.get(path).headers["Content-Type"] == "text/plain; charset=utf-8" for path in paths)


def test_a_dictionary_gives_its_forms() -> None:
    """Prefixes and suffixes are applied, one over another; elisions, forbidden words and bare roots are not."""
    dictionary = "5\nchat/S.L'\nmètre/UmS.\naimer/a0()\nfaux/{}\nlancer/a0"
    assert sorted(expand_dictionary(AFFIXES, dictionary)) == [
        "aimant", "aimer", "aimers", "centimètre", "centimètres", "chat", "chats", "lancer", "lancer", "lancers",
        "mètre", "mètres",
    ]  # fmt: skip


def test_folding_forgets_case_accents_and_ligatures() -> None:
    """Two spellings of a name have one form, and so have the separators of a place."""
    assert [fold(name) for name in ("Élodie", "ŒUVRE", "Yıldırım", "Łukasz", "N’Diaye")] == [
        "elodie", "oeuvre", "yildirim", "lukasz", "n'diaye",
    ]  # fmt: skip
    assert place_key("L’Haÿ-les-Roses") == "hay les roses"
    assert place_key("Saint-Chély-d'Apcher") == "saint chely d apcher"


def test_a_list_is_sorted_and_says_what_is_shared() -> None:
    """Each word costs what makes it differ from the one before, and a line holds 64 of them."""
    assert front_coded(["b", "ab", "abc", "ab"]) == "abCcAb\n"
    lines = front_coded(f"mot{number:03d}" for number in range(130)).splitlines()
    assert [len(re.findall("[A-Z]", line)) + 1 for line in lines] == [64, 64, 2]


def test_the_served_lists_come_from_the_written_sources() -> None:
    """`sources.json` says what the script says."""
    record = json.loads((LISTS / "sources.json").read_text("utf-8"))
    assert [(each["name"], each["version"], each["sha256"]) for each in record["sources"]] == [
        (source.name, source.version, source.sha256) for source in SOURCES
    ]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_each_source_is_documented(source: Source) -> None:
    """`docs/dependencies.md` names each package, its version and its hash."""
    page = (Path(__file__).resolve().parents[2] / "docs/dependencies.md").read_text("utf-8")
    assert re.search(rf"`{re.escape(source.name)}` {re.escape(source.version)}.*`{source.sha256}`", page)
