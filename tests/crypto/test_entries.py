"""Entry documents, and exports opened into files."""

import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import dimensions, encoding, entries, export, memory, open_export, templates
from crypto.__main__ import main
from crypto.errors import EncodingError, VersionError
from crypto.export import DeviceRecord, Draft
from crypto.templates import Template
from tests.source import ROOT
from tests.vectors import generate
from tests.vectors.export.make import PASSPHRASE, Notebook

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
MARKS = st.sampled_from(["strong", "em", "alias", "link:https://example.org/a"])
RUNS = st.tuples(TEXTS, st.lists(MARKS, max_size=2, unique=True)).map(list)
BLOCKS = st.tuples(st.sampled_from(sorted(entries.BLOCKS)), st.lists(RUNS, max_size=3)).map(list)
LINES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
SHEETS = st.fixed_dictionaries({
    "template": st.sampled_from(["T01", "X04", "0f" * 16]),
    "name": LINES,
    "answers": st.lists(st.tuples(LINES, TEXTS).map(list), min_size=1, max_size=3),
})  # fmt: skip
CASES = json.loads((ROOT / "tests/entry-documents.json").read_text("utf-8"))
REFUSALS = {"encoding": EncodingError, "version": VersionError}
DOCUMENTS = st.fixed_dictionaries(
    {
        "kind": st.just("entry"),
        "title": TEXTS,
        "tags": st.lists(TEXTS, max_size=3),
        "lived": st.dates().map(lambda day: f"{day:%Y-%m-%d}".rjust(10, "0")),
        "written": st.integers(0, 2**40),
        "edited": st.integers(0, 2**40),
        "body": st.lists(BLOCKS, max_size=4),
        "fields": st.just({}),
        "sheets": st.lists(SHEETS, max_size=2),
        "dimensions": st.just({}) | st.fixed_dictionaries({"leeway": st.fixed_dictionaries({"words": LINES})}),
        "copy_of": st.none() | st.tuples(st.binary(min_size=16, max_size=16), st.integers(0, 9)).map(list),
    }
)


@given(DOCUMENTS)
@settings(max_examples=60)
def test_a_document_comes_back_and_can_be_read(document: dict[str, Any]) -> None:
    """Any document comes back from its bytes, has a short summary, and is written as Markdown and JSON."""
    assert entries.from_bytes(entries.to_bytes(document)) == document
    assert len(str(entries.summarize(document)["excerpt"])) <= entries.EXCERPT_LENGTH
    assert entries.to_markdown(document).startswith("# ")
    assert json.loads(entries.to_json(document))["title"] == document["title"]


@pytest.mark.parametrize(("change", "error"), [
    ({"kind": "poem"}, VersionError),
    ({"more": 1}, VersionError),
    ({"body": [["table", []]]}, VersionError),
    ({"body": [["paragraph", [["a", ["blink"]]]]]}, VersionError),
    ({"body": [["paragraph", [["a", ["link:javascript:alert(1)"]]]]]}, EncodingError),
    ({"body": [["paragraph", "a"]]}, EncodingError),
    ({"fields": {"moment": "a"}}, VersionError),
    ({"lived": "hier"}, EncodingError),
    ({"written": True}, EncodingError),
    ({"tags": "a"}, EncodingError),
    ({"copy_of": [b"short", 1]}, EncodingError),
])  # fmt: skip
def test_a_document_of_another_shape_is_refused(change: dict[str, Any], error: type[Exception]) -> None:
    """A wrong shape is `encoding`, a word that this release does not know is `version`."""
    document = {**entries.from_text("a", "2026-11-20", 0), **change}
    with pytest.raises(error):
        entries.from_bytes(encoding.encode(document))


def with_bytes(value: Any) -> Any:
    """Return a value of the cases, with bytes in the place of `hex:…`."""
    if isinstance(value, dict):
        return {key: with_bytes(each) for key, each in value.items()}
    if isinstance(value, list):
        return [with_bytes(each) for each in value]
    return bytes.fromhex(value[4:]) if isinstance(value, str) and value.startswith("hex:") else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_sheets_and_dimensions_are_read_as_the_browser_reads_them(case: dict[str, Any]) -> None:
    """What one language accepts, refuses or lists of these cases, the other does too: they share the file."""
    document = {**entries.from_text("a", "2026-11-20", 0), **with_bytes(case["change"])}
    encoded = encoding.encode(document)
    if "refused" in case:
        with pytest.raises(REFUSALS[case["refused"]]):
            entries.from_bytes(encoded)
    else:
        assert entries.from_bytes(encoded) == document
        assert entries.summarize(document)["excerpt"] == case["excerpt"]


def test_an_export_reads_alone() -> None:
    """Markdown says each question with its answer, leaves out what was passed, and names what was noted."""
    whole = next(case for case in CASES if case["name"] == "every dimension, every part")
    sheet = {"template": "T02", "name": "Quoi ?", "answers": [["Et *alors* ?", "le *sac*"], ["Et maintenant ?", " "]]}
    document = {**entries.from_text("a", "2026-11-20", 0), **with_bytes(whole["change"]), "sheets": [sheet]}
    lines = entries.to_markdown(document).splitlines()
    asked = lines.index("## Quoi ?")
    assert lines[asked : asked + 6 : 2] == ["## Quoi ?", "### Et \\*alors\\* ?", "le \\*sac\\*"]
    assert "### Et maintenant ?" not in lines
    for line in (
        "Ce qui m’était demandé : le compte rendu", "L’écart me paraît : 5, de 0 (nul) à 5 (grand)",
        "−3, de −3 (me pèse) à +3 (me porte)", "Dans cet ordre : pour l’équipe, pour moi, pour la direction",
        "le temps, les règles", "Pour le : 2026-12-01", "Textes : " + "ab" * 16, "serré, curieux",
    ):  # fmt: skip
        assert line in lines
    assert sum(line.startswith("## ") for line in lines) == 1 + len(dimensions.DIMENSIONS)
    assert json.loads(entries.to_json(document))["dimensions"]["recurrence"]["texts"] == ["ab" * 16]


def test_words_never_pass_for_markdown() -> None:
    """What a person typed stays words: no heading, no emphasis, no link, no tag comes of it."""
    document = entries.from_text("# titre *fort* [lien](http://a) <script>", "2026-11-20", 0)
    body = entries.to_markdown(document).splitlines()[-1] or entries.to_markdown(document).splitlines()[-2]
    assert body == "\\# titre \\*fort\\* \\[lien\\](http://a) \\<script\\>"


def test_every_block_has_its_sign() -> None:
    """Two levels of headings, lists, boxes; that words stand for somebody is nobody else's to read."""
    body = [[block, [["a", ["alias"]]]] for block in entries.BLOCKS]
    written = entries.to_markdown({**entries.from_text("", "2026-11-20", 0), "body": body}).splitlines()
    assert [line for line in written[4:] if line] == ["a", "## a", "### a", "> a", "- a", "- [ ] a", "- [x] a"]


@given(TEXTS | st.sampled_from(["../../etc/passwd", "=cmd()", "a/b\\c", "-rf", "CON", ".", "\u202egnp.exe", "a\x00b"]))
def test_a_title_never_leaves_its_folder(title: str) -> None:
    """A file's name begins with the day and holds no separator, no leading sign, no control character."""
    document = {**entries.from_text("a", "2026-11-20", 0), "title": title}
    name = open_export.name_of(document, bytes(16), "1")
    assert name.startswith("2026-11-20 ")
    assert not set(name) & set(string.punctuation) - set("-_")
    assert name.isprintable()
    assert Path(name).name == name


@pytest.fixture(scope="module")
def book() -> Notebook:
    """A notebook with two texts, one of which has an earlier version."""
    with generate.fixed_randomness("export"):
        return Notebook()


def opened_with(tmp_path: Path, file: bytes, secret: str) -> int:
    """Run the command on a file with a secret, and return its status."""
    (tmp_path / "file").write_bytes(file)
    (tmp_path / "secret").write_text(secret + "\n", "utf-8")
    asked = ["open", str(tmp_path / "file"), "--out", str(tmp_path / "out"), "--secret-file", str(tmp_path / "secret")]
    return main(asked)


def test_the_command_says_what_does_not_open(
    tmp_path: Path, book: Notebook, capsys: pytest.CaptureFixture[str]
) -> None:
    """Versions that hold no document are reported one by one, and nothing is written for them."""
    assert opened_with(tmp_path, book.file(), book.words) == 1
    assert capsys.readouterr().err.count("Ne s’ouvre pas") == 3
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(("secret", "sentence"), [
    ("une autre phrase", "sealed"),
    (" ", "password"),
])  # fmt: skip
def test_the_command_refuses_with_one_sentence(
    tmp_path: Path, book: Notebook, capsys: pytest.CaptureFixture[str], secret: str, sentence: str
) -> None:
    """A secret that opens nothing ends in one sentence, and nothing is written."""
    assert opened_with(tmp_path, book.file(), secret) == 2
    assert capsys.readouterr().err == open_export.SENTENCES[sentence] + "\n"
    assert not (tmp_path / "out").exists()


def test_the_command_refuses_an_altered_file(
    tmp_path: Path, book: Notebook, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that was cut ends in one sentence."""
    assert opened_with(tmp_path, book.file()[:-1], PASSPHRASE) == 2
    assert capsys.readouterr().err == open_export.SENTENCES["frames"] + "\n"


def test_the_command_refuses_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that leads nowhere ends in one sentence, before any secret is asked for."""
    assert main(["open", str(tmp_path / "nowhere")]) == 2
    assert "nowhere : ce fichier ne se lit pas." in capsys.readouterr().err


def test_the_command_writes_what_a_person_can_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Current texts and earlier versions are written in their folders, as Markdown and JSON."""
    titled = {**entries.from_text("a", "2026-11-20", 0), "title": "../=cmd()"}
    made = Notebook([entries.to_bytes(titled)] * 3)
    assert opened_with(tmp_path, made.file(), made.words) == 0
    names = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*"))
    assert len(names) == 6
    assert {name.split("/")[0] for name in names if "/" in name} == {"versions"}
    assert capsys.readouterr().err == ""


def test_the_command_writes_one_s_own_templates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Templates are a page to read; what a vault remembers of groups is no text, and nothing that does not open."""
    own = templates.to_bytes([Template(b"a" * 16, 5, ("Le *seuil*", ("Qui entre ?",))), Template(b"b" * 16, 5, None)])
    made = Notebook([entries.to_bytes(entries.from_text("a", "2026-11-20", 0)), memory.aliases_to_bytes([]), own])
    assert opened_with(tmp_path, made.file(), made.words) == 0
    assert capsys.readouterr().out.startswith("0 textes")
    [page] = (tmp_path / "out").glob("*.md")
    assert page.name == "Mes modèles 1.md"
    assert page.read_text("utf-8") == "# Mes modèles\n\n## Le \\*seuil\\*\n\n- Qui entre ?\n"


def test_the_command_says_what_the_file_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file made by a device alone says so, names each version it lacks, and gives its drafts in their own folder."""
    text = entries.to_bytes(entries.from_text("a", "2026-11-20", 0))
    made = Notebook([text] * 3)
    record = DeviceRecord((Draft(bytes(16), 0, text),), made.vault.state)
    versions = [each for each in made.versions.values() if each.revision != 1]
    file = export.build(made.with_record(record), made.vault.links[2:], versions)
    assert opened_with(tmp_path, file, made.words) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("2 textes")
    assert "sans le serveur, le 2026-11-21" in printed.err
    assert printed.err.count("N’est pas dans ce fichier") == 2
    assert "commence à la ligne 2" in printed.err
    assert len(list((tmp_path / "out" / "brouillons").iterdir())) == 2
