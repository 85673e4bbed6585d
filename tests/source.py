"""The source of Recul as data: its files, and what each one imports."""

import ast
import json
import re
import sys
from functools import cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
PYTHON_PACKAGES = ("crypto", "webapp")

_JS_IMPORT = re.compile(r"""^\s*(?:import|export)\s(?:[^;'"]*?\sfrom\s*)?['"]([^'"]+)['"]""", re.MULTILINE)
_JS_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", re.DOTALL)
_JS_DYNAMIC = re.compile(r"""(?<![\w.])import\(\s*['"]([^'"]+)['"]\s*\)""")


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the application."""
    return tuple(sorted(path for package in PYTHON_PACKAGES for path in (ROOT / package).rglob("*.py")))


@cache
def javascript_files() -> tuple[Path, ...]:
    """Every browser module that we wrote."""
    return tuple(sorted((ROOT / "static" / "js").rglob("*.js")))


def name_of(path: Path) -> str:
    """The path from the root, with slashes."""
    return path.relative_to(ROOT).as_posix()


@cache
def javascript_code(path: Path) -> str:
    """A browser module without its comments."""
    return _JS_COMMENT.sub("", path.read_text("utf-8"))


@cache
def python_imports(path: Path) -> frozenset[str]:
    """The dotted names that a Python file imports: modules, and names taken from them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} uses a relative import"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(found)


@cache
def third_party_python() -> dict[str, frozenset[str]]:
    """Each third-party top-level package → the files of ours that import it."""
    ours = {*PYTHON_PACKAGES, *sys.stdlib_module_names}
    importers: dict[str, set[str]] = {}
    for path in python_files():
        for package in {imported.partition(".")[0] for imported in python_imports(path)} - ours:
            importers.setdefault(package, set()).add(name_of(path))
    return {package: frozenset(files) for package, files in importers.items()}


@cache
def javascript_imports(path: Path) -> frozenset[str]:
    """The specifiers that a browser module imports, ours resolved to paths from the root, the others as written."""
    code = javascript_code(path)
    return frozenset(_resolve(path, specifier) for specifier in _JS_IMPORT.findall(code) + _JS_DYNAMIC.findall(code))


def _resolve(path: Path, specifier: str) -> str:
    if specifier.startswith("/"):
        return specifier.removeprefix("/")
    if not specifier.startswith("."):
        return vendored_specifiers().get(specifier, specifier)
    parts: list[str] = []
    for part in (PurePosixPath(name_of(path)).parent / specifier).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


@cache
def vendored() -> dict[str, dict[str, object]]:
    """Each vendored package by its name, as `static/vendor/vendor.json` describes it."""
    listing = json.loads((ROOT / "static/vendor/vendor.json").read_text("utf-8"))
    return {package["name"]: package for package in listing["packages"]}


@cache
def vendored_specifiers() -> dict[str, str]:
    """Each bare specifier of the import map → its file from the root."""
    listing = json.loads((ROOT / "static/vendor/vendor.json").read_text("utf-8"))
    return {specifier: address.removeprefix("/") for specifier, address in listing["specifiers"].items()}
