"""The documentation says what the code does, and leads where it says."""

import hashlib
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask

from crypto.errors import ALL_ERRORS
from tests.source import ROOT, name_of
from webapp import errors, security
from webapp.config import Settings

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
HTTP_API = "".join((ROOT / f"docs/spec/{page}.md").read_text("utf-8") for page in ("http-api", "group-http"))
PLACES = {"static_dir", "templates_dir"}  # where the code itself lies: nobody chooses them


def _operations() -> str:
    return (ROOT / "docs/operations.md").read_text("utf-8")


def _refusals() -> list[type[errors.RefusalError]]:
    return [
        errors.ServerError,
        *(kind for kind in errors.RefusalError.__subclasses__() if kind is not errors.ServerError),
    ]


def test_each_route_is_documented(app: Flask) -> None:
    """`http-api.md` and `group-http.md` list exactly the routes of the interface; `docs/operations.md` the pages."""
    documented = set(re.findall(r"`(GET|POST|PUT|DELETE|PATCH) (/api/v1/[^`?]*)(?:\?[^`]*)?`", HTTP_API))
    served = set()
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", rule.rule)
        for method in rule.methods - {"HEAD", "OPTIONS"} if rule.methods else set():
            if path.startswith("/api/"):
                served.add((method, path))
            else:
                assert f"`{path}`" in _operations(), f"docs/operations.md does not say what {path} is"
    assert served == documented


def test_each_setting_is_documented() -> None:
    """`docs/operations.md` names the variable of every setting."""
    names = {f"RECUL_{field.name.upper()}" for field in fields(Settings) if field.name not in PLACES}
    assert {name for name in names if f"`{name}`" not in _operations()} == set()
    assert set(re.findall(r"RECUL_[A-Z_]+", _operations())) - names == set()


def test_each_command_is_documented() -> None:
    """`docs/operations.md` shows every command of `recul`."""
    shown = subprocess.run(
        [Path(sys.executable).with_name("recul"), "--help"], capture_output=True, text=True, check=True
    )
    commands = re.findall(r"^ {4}([a-z-]+) {2}", shown.stdout, re.MULTILINE)
    assert len(commands) >= 6
    assert [name for name in commands if f"recul {name}" not in _operations()] == []


@pytest.mark.parametrize("refusal", _refusals(), ids=lambda kind: kind.code)
def test_each_http_error_is_documented(refusal: type[errors.RefusalError]) -> None:
    """`docs/spec/http-api.md` gives each error code its status."""
    assert f"| `{refusal.code}` | {refusal.status} |" in HTTP_API


def test_no_http_error_is_invented() -> None:
    """Every code of the table of `docs/spec/http-api.md` exists."""
    assert set(re.findall(r"^\| `([a-z-]+)` \| \d{3} \|", HTTP_API, re.MULTILINE)) == {
        kind.code for kind in _refusals()
    }


def test_errors_of_the_protocol_are_the_same_everywhere() -> None:
    """The specification, the Python reference and the browser list the same errors under the same codes."""
    page = (ROOT / "docs/spec/conventions.md").read_text("utf-8")
    browser = (ROOT / "static/js/crypto/errors.js").read_text("utf-8")
    documented = re.findall(r"^\| `([a-z-]+)` \| `(\w+Error)` \|", page, re.MULTILINE)
    in_browser = re.findall(r"class (\w+) extends ReculError \{\s*code = '([a-z-]+)'", browser)
    assert (
        documented == [(kind.code, kind.__name__) for kind in ALL_ERRORS] == [(code, name) for name, code in in_browser]
    )


def test_each_directive_of_the_policy_is_explained() -> None:
    """`docs/operations.md` explains each directive of each content policy, and each header of isolation."""
    policies = [security.page_csp("sha256-x"), security.WORKER_CSP, security.SERVICE_WORKER_CSP, security.ANSWER_CSP]
    policies.append(security.GROUP_PAGE_CSP)
    directives = {directive.split()[0] for policy in policies for directive in policy.split("; ")}
    named = {*directives, *security.ISOLATION, *security.PAGE_FEATURES}
    assert {name for name in named if f"`{name}`" not in _operations()} == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link and picture of a page is a file of the project."""
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_readme_commands_exist() -> None:
    """Each `make` target that a page names is in the Makefile, with a sentence."""
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"`?make ([a-z]+)", page.read_text("utf-8")) if name != "a"}
    assert {"run", "test"} <= named & targets
    assert re.findall(r"^make ([a-z]+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)[:2] == ["run", "test"]


def test_the_licence_is_there_whole() -> None:
    """`LICENSE` is the text of the GNU AGPL, version 3, word for word."""
    text = (ROOT / "LICENSE").read_bytes()
    assert hashlib.sha256(text).hexdigest() == "8486a10c4393cee1c25392769ddd3b2d6c242d6ec7928e1414efff7dfb2f07ef"
