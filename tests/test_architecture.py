"""Which way the arrows point, who imports what, and where each word of the protocol lives."""

import json
import re
import tomllib
from itertools import chain
from pathlib import Path
from statistics import median

import pytest

from tests.source import (
    ROOT,
    javascript_files,
    javascript_imports,
    name_of,
    python_files,
    python_imports,
    third_party_python,
    vendored,
)

PROTOCOL_WORDS = (
    "box", "ceremony", "chain", "encoding", "envelope", "export", "frames", "group", "keys", "padding", "password",
    "recovery", "sharing", "signatures",
)  # fmt: skip
ABOUT_THE_WHOLE = {"conventions", "group-http", "http-api"}

USES_KEYS = {
    "account", "box", "ceremony", "ceremony_sides", "client", "envelope", "epochs", "export", "group", "joining",
    "keys", "objects", "password", "recovery", "sharing", "witness", "words",
}  # fmt: skip

BELOW = {  # in an area of the server, what each kind of module must not see
    "routes": set(),
    "verbs": {"routes"},
    "wire": {"routes", "verbs", "models"},
    "models": {"routes", "verbs", "wire"},
}

ROOMS = {  # each room of the browser → the rooms it may enter, besides itself
    "crypto": set(),
    "domain": set(),
    "net": set(),
    "i18n": set(),
    "store": {"domain"},
    "worker": {"crypto", "domain"},
    "sync": {"store", "net", "worker", "domain"},
    "session": {"store", "sync", "net", "worker", "domain"},
    "editor": {"domain", "ui", "i18n"},
    "ui": {"domain", "session", "i18n"},
    "elements": {"session", "store", "domain", "ui", "editor", "i18n"},
    "sw": set(),
}

LONG_FILES = {  # name → why it may be longer than 400 lines
    "static/js/i18n/fr.js": "every sentence of the interface, one a line",
    "static/js/i18n/en.js": "the same sentences, in the same order",
}


def test_crypto_knows_nothing_of_the_server() -> None:
    """The reference implementation imports the standard library, its primitives' libraries and itself."""
    for path in python_files():
        if name_of(path).startswith("crypto/"):
            assert not [name for name in python_imports(path) if name.startswith("webapp")], name_of(path)


def test_the_python_client_stands_on_top_of_crypto() -> None:
    """No module of the reference imports the client or the command line."""
    top = ("crypto/client/", "crypto/__main__.py")
    for path in python_files():
        if name_of(path).startswith("crypto/") and not name_of(path).startswith(top):
            assert not [name for name in python_imports(path) if name.startswith("crypto.client")], name_of(path)


def test_the_server_reaches_no_code_that_uses_a_key() -> None:
    """The server verifies what everyone can see: what opens or derives is out of its reach, directly or not."""
    for path in python_files():
        if name_of(path).startswith("webapp/") and path.stem != "cli":
            assert not _crypto_modules_behind(path) & USES_KEYS, name_of(path)


def test_an_area_of_the_server_points_down() -> None:
    """In each area routes see verbs, verbs see models, and nothing looks back up."""
    for path in python_files():
        forbidden = BELOW.get(path.stem, set())
        seen = {part for name in python_imports(path) if name.startswith("webapp.") for part in name.split(".")[2:3]}
        assert not seen & forbidden, f"{name_of(path)} imports {seen & forbidden}"


def test_flask_stops_at_the_routes() -> None:
    """Verbs, models and wire types know nothing of HTTP."""
    for path in python_files():
        if path.stem in {"verbs", "models", "wire"}:
            assert not [name for name in python_imports(path) if name.startswith(("flask", "werkzeug"))], name_of(path)


def test_each_python_library_has_the_importers_of_its_page() -> None:
    """`docs/dependencies.md` names the importer of each library, and nobody else imports it."""
    documented = dict(_documented_importers())
    for package, importers in third_party_python().items():
        assert package in documented, f"docs/dependencies.md does not know {package}"
        allowed = documented[package]
        strangers = {name for name in importers if not any(name.startswith(place) for place in allowed)}
        assert not strangers, f"{package} is imported by {sorted(strangers)}"


def test_each_dependency_has_a_sentence() -> None:
    """Every library that a manifest names is justified in `docs/dependencies.md`."""
    page = (ROOT / "docs/dependencies.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    python = [*project["project"]["dependencies"], *chain.from_iterable(project["dependency-groups"].values())]
    names = [re.split(r"[\[<>=]", requirement)[0] for requirement in python]
    browser = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    assert [name for name in (*names, *browser, *vendored()) if f"`{name}`" not in page] == []


def test_each_vendored_library_has_the_importers_of_its_list() -> None:
    """`static/vendor/vendor.json` names the importer of each browser library, and nobody else imports it."""
    for path in javascript_files():
        for imported in javascript_imports(path):
            if imported.startswith("static/vendor/"):
                package = _package_of(imported.removeprefix("static/vendor/"))
                assert name_of(path) in vendored()[package]["importers"], f"{name_of(path)} imports {package}"  # type: ignore[operator]


def test_each_browser_import_leads_to_a_file() -> None:
    """No module imports a name that the import map or the folder does not have."""
    for path in javascript_files():
        for imported in javascript_imports(path):
            assert (ROOT / imported).is_file(), f"{name_of(path)} imports {imported}"


def test_browser_rooms_open_only_the_doors_they_may() -> None:
    """The network has no keys, the keys have no network, and nothing enters `elements`."""
    for path in javascript_files():
        room = _room(name_of(path))
        for imported in javascript_imports(path):
            target = _room(imported)
            if room is not None and target is not None and target != room:
                assert target in ROOMS[room], f"{name_of(path)} imports {imported}"


def test_only_the_worker_holds_crypto() -> None:
    """Outside `crypto/`, only the crypto worker's own modules import it; its client on the page does not."""
    for path in javascript_files():
        if any(_room(imported) == "crypto" for imported in javascript_imports(path)):
            assert _room(name_of(path)) in {"crypto", "worker"}, name_of(path)
            assert name_of(path) != "static/js/worker/client.js"


@pytest.mark.parametrize("word", PROTOCOL_WORDS)
def test_a_word_of_the_protocol_has_its_four_places(word: str) -> None:
    """A concept has one name for its page, its Python module, its browser module and its vectors."""
    for place in (f"docs/spec/{word}.md", f"crypto/{word}.py", f"static/js/crypto/{word}.js"):
        assert (ROOT / place).is_file(), place
    assert any((ROOT / "tests/vectors" / word).rglob("*.*")), f"tests/vectors/{word}"


def test_every_page_of_the_specification_is_a_word() -> None:
    """A new page of the specification is either about the whole or has its four places."""
    pages = {path.stem for path in (ROOT / "docs/spec").glob("*.md")}
    assert pages == {*PROTOCOL_WORDS, *ABOUT_THE_WHOLE}


def test_the_registry_of_labels_is_the_specification() -> None:
    """The page, the Python module and the browser module list exactly the same labels, each once."""
    page = re.findall(r"recul/v1/[a-z0-9-]+/[a-z0-9-]+", _section("docs/spec/conventions.md", "Labels"))
    python = re.findall(r'b"(recul/v1/[^"]+)"', (ROOT / "crypto/labels.py").read_text("utf-8"))
    browser = re.findall(r"['\"](recul/v1/[^'\"]+)['\"]", (ROOT / "static/js/crypto/labels.js").read_text("utf-8"))
    assert sorted(page) == sorted(set(page)) == sorted(python) == sorted(browser)


def test_labels_are_written_once() -> None:
    """No module but the registry spells a label."""
    for path in (*python_files(), *javascript_files()):
        if path.stem != "labels":
            assert not re.search(r"['\"]recul/v1/", path.read_text("utf-8")), name_of(path)


def test_files_stay_small() -> None:
    """The median file is under 150 lines, and a file over 400 has a written reason."""
    sizes = {name_of(path): _lines(path) for path in (*python_files(), *javascript_files())}
    assert median(sizes.values()) < 150
    assert {name for name, size in sizes.items() if size > 400} == set(LONG_FILES)


def test_lock_files_carry_no_address() -> None:
    """What fixes versions does not fix where they come from."""
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text("utf-8")
    assert "://" not in (ROOT / "constraints.txt").read_text("utf-8")


def _documented_importers() -> list[tuple[str, tuple[str, ...]]]:
    page = (ROOT / "docs/dependencies.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w-]+)` (?:\(`(\w+)`\) )?\|[^|]*\|([^|]*)\|", page, re.MULTILINE)
    return [(module or name, tuple(re.findall(r"`([^`]+)`", importers))) for name, module, importers in rows]


def _crypto_modules_behind(path: Path) -> set[str]:
    found: set[str] = set()
    waiting = [path]
    while waiting:
        for name in python_imports(waiting.pop()):
            module = name.split(".")[1] if name.startswith("crypto.") else ""
            if module and module not in found:
                found.add(module)
                waiting.append(ROOT / "crypto" / f"{module}.py")
    return found


def _section(page: str, title: str) -> str:
    text = (ROOT / page).read_text("utf-8")
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def _room(name: str) -> str | None:
    parts = name.split("/")
    return parts[2] if parts[:2] == ["static", "js"] and len(parts) > 3 else None


def _package_of(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0].startswith("@") else parts[0]


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())
