"""Write every vector again: `python -m tests.vectors.generate`."""

import hashlib
import importlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crypto import primitives
from tests.vectors import notation, operations

FOLDER = Path(__file__).parent
WORDS = sorted(path.parent.name for path in FOLDER.glob("*/make.py"))


@dataclass(frozen=True)
class Vector:
    """One file: its name, why it is there, what it asks and what must come of it."""

    name: str
    comment: str
    operation: str
    expect: str
    input: dict[str, Any]

    def to_json(self) -> str:
        """Return the file's content; a vector that does not give what it expects is a mistake of its maker."""
        fields = {"comment": self.comment, "operation": self.operation, "expect": self.expect, "input": self.input}
        outcome, output = operations.run(fields)
        assert outcome == self.expect, f"{self.operation} {self.name}: {outcome} instead of {self.expect}"
        if self.operation == "box.seal":
            output = {}
        return json.dumps({**fields, "output": output}, indent=1, ensure_ascii=True) + "\n"


def accepted(name: str, comment: str, operation: str, /, **given: Any) -> Vector:
    """Return a vector that must pass; bytes among the fields are written in hexadecimal."""
    return Vector(name, comment, operation, "ok", notation.write_fields(given))


def refused(name: str, comment: str, code: str, operation: str, /, **given: Any) -> Vector:
    """Return a vector that must be refused with the error of `code`."""
    return Vector(name, comment, operation, code, notation.write_fields(given))


def fixed(name: str, size: int = 32) -> bytes:
    """Return bytes that depend on a name alone."""
    return hashlib.shake_256(name.encode()).digest(size)


@contextmanager
def randomness_from(take: Callable[[int], bytes]) -> Iterator[None]:
    """Replace the bytes of the operating system by those of `take`, so that sealing twice gives the same."""
    genuine = primitives.random_bytes
    primitives.random_bytes = take
    try:
        yield
    finally:
        primitives.random_bytes = genuine


@contextmanager
def fixed_randomness(name: str) -> Iterator[None]:
    """Make the bytes of the operating system depend on `name` alone."""
    stream, position = fixed(name, 1 << 16), 0

    def take(size: int) -> bytes:
        nonlocal position
        position += size
        assert position <= len(stream), "a maker drew more than was fixed"
        return stream[position - size : position]

    with randomness_from(take):
        yield


def all_files() -> dict[Path, str]:
    """Return the path and content of every vector."""
    files: dict[Path, str] = {}
    for word in WORDS:
        with fixed_randomness(word):
            for vector in importlib.import_module(f"tests.vectors.{word}.make").vectors():
                path = FOLDER / word / f"{vector.name}.json"
                assert path not in files, f"{path.name} is there twice"
                files[path] = vector.to_json()
    return files


def main() -> None:
    """Write the vectors, and remove those that are made no more."""
    files = all_files()
    for path in set(FOLDER.glob("*/*.json")) - set(files):
        path.unlink()
    for path, content in files.items():
        path.write_text(content)


if __name__ == "__main__":
    main()
