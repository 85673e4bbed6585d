"""What no file of Recul may contain."""

import ast
import re

import pytest

from tests.source import ROOT, javascript_code, javascript_files, name_of, python_files, python_imports

SINKS = (
    "innerHTML", "outerHTML", "insertAdjacentHTML", "unsafeHTML", "unsafeSVG", "unsafeStatic", "setHTMLUnsafe",
    "createContextualFragment", "parseFromString", "document.write", "srcdoc", "eval(", "new Function(",
)  # fmt: skip
NOISE = ("Math.random", "console.log", "console.debug", "console.info", "debugger")
REMEMBERED = ("sessionStorage", "document.cookie", "document.title =")
FRAMES = ("<iframe", "window.open(", "window.parent", "window.opener", "window.addEventListener('message'")
COMMANDS = {"webapp/cli.py", "crypto/__main__.py", "crypto/open_export.py"}
SECRET = re.compile(
    r"(^|_)(auth|proof|commitment|secret|passphrase|password|token|mac|seed|(account|content|local)_key)$"
)


@pytest.mark.parametrize("word", SINKS + NOISE + REMEMBERED)
def test_browser_modules_never_say(word: str) -> None:
    """No text becomes HTML or code, nothing is printed, chance is never weak, nothing is kept outside `store`."""
    assert [name_of(path) for path in javascript_files() if word in javascript_code(path)] == []


@pytest.mark.parametrize("word", FRAMES)
def test_pages_talk_to_no_other_window(word: str) -> None:
    """H11: there is no frame and no message between windows; only a page and its own worker exchange messages."""
    outside = [path for path in javascript_files() if path.parent.name not in {"worker", "sw"}]
    assert [name_of(path) for path in outside if word in javascript_code(path)] == []


def test_one_module_remembers_preferences_outside_the_store() -> None:
    """A16: local storage has a single user, which keeps words such as the theme and the language."""
    users = {name_of(path) for path in javascript_files() if "localStorage" in javascript_code(path)}
    assert users <= {"static/js/ui/preferences.js"}


def test_the_worker_never_chooses_what_to_import() -> None:
    """Dynamic import is absent from `crypto/` and `worker/`: their code is the code that was checked."""
    rooms = {"crypto", "worker"}
    guilty = [path for path in javascript_files() if rooms & set(path.parts) and "import(" in javascript_code(path)]
    assert [name_of(path) for path in guilty] == []


def test_only_net_speaks_to_the_network() -> None:
    """One room calls `fetch`, the service worker apart; nobody opens another kind of connection."""
    pattern = re.compile(r"(?<![\w.])fetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection")
    guilty = {path.parts[-2] for path in javascript_files() if pattern.search(javascript_code(path))}
    assert guilty <= {"net", "sw"}


def test_templates_hold_no_code_and_no_style() -> None:
    """A shell has no inline script, style, handler or address of another origin."""
    pattern = re.compile(
        r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)(?![^>]*importmap)|src=\"https?:", re.I
    )
    for path in (ROOT / "templates").rglob("*.html"):
        assert not pattern.search(path.read_text("utf-8")), name_of(path)


def test_elements_hold_no_inline_style_or_handler() -> None:
    """H07: a view sets classes; nothing a person wrote can become a style."""
    pattern = re.compile(r"<[a-z-]+[^>`]*\s(?:style|on[a-z]+)=", re.I)
    assert [name_of(path) for path in javascript_files() if pattern.search(javascript_code(path))] == []


def test_python_uses_no_weak_chance_and_runs_no_text() -> None:
    """B11: random bytes come from the operating system, and nothing evaluates, unpickles or shells out."""
    forbidden = {"random", "pickle", "marshal", "shelve"}
    for path in python_files():
        assert not {name.partition(".")[0] for name in python_imports(path)} & forbidden, name_of(path)
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        names = {node.func.id for node in calls if isinstance(node.func, ast.Name)}
        assert not names & {"eval", "exec"}, name_of(path)
        assert "print" not in names or name_of(path) in COMMANDS, name_of(path)


def test_secrets_are_compared_in_constant_time() -> None:
    """A10: `==` never stands beside a name that holds a secret."""
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops):
                sides = {_last_name(side) for side in (node.left, *node.comparators)}
                assert not [side for side in sides if SECRET.search(side)], f"{name_of(path)}:{node.lineno}"


def test_secrets_are_compared_in_constant_time_in_the_browser() -> None:
    """A10: `===` never stands beside a name that holds a secret, types and kinds excepted."""
    pattern = re.compile(
        r"\b\w*(?:[aA]uth|[pP]roof|[cC]ommitment|[sS]ecret|[mM]ac|[tT]oken|Key)\s*[!=]==?\s*(?!null|undefined|'|\")\w"
    )
    assert [name_of(path) for path in javascript_files() if pattern.search(javascript_code(path))] == []


def test_no_login_protocol_of_another_age() -> None:
    """A11: there is no SRP, and no optional way to skip the derivation."""
    for path in (*python_files(), *javascript_files()):
        assert not re.search(r"\bsrp\b|secure_remote_password", path.read_text("utf-8"), re.I), name_of(path)


def test_public_envelope_functions_take_no_nonce() -> None:
    """B10: no caller can choose a nonce; the primitive that needs one has a single importer."""
    for path in (ROOT / "crypto").glob("*.py"):
        if path.stem in {"primitives"}:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                assert "nonce" not in {argument.arg for argument in node.args.args}, f"{name_of(path)} {node.name}"


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_nothing_takes_a_file_but_an_export() -> None:
    """H08: there is no attachment: the only fields that take a file are those that open an export of ours."""
    takers = {path.stem for path in javascript_files() if re.search(r"type=[\"']?file", javascript_code(path))}
    assert takers <= {"export-opener", "import-view"}
