"""The vectors of every page, run on the Python reference."""

import json
from pathlib import Path
from typing import Any

import pytest

from crypto.errors import ALL_ERRORS
from tests.vectors import generate, operations

FILES = sorted(generate.FOLDER.glob("*/*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_vector_gives_what_it_expects(path: Path) -> None:
    """Each vector ends in the outcome and the output that it states."""
    vector: dict[str, Any] = json.loads(path.read_text())
    output = {} if vector["operation"] == "box.seal" else vector["output"]
    assert operations.run(vector) == (vector["expect"], output), vector["comment"]


def test_the_vectors_are_those_their_makers_make() -> None:
    """Making every vector again changes no file, adds none and removes none."""
    made = generate.all_files()
    assert {path: path.read_text() for path in FILES} == made


def test_the_vectors_cover_the_errors_of_the_pages() -> None:
    """Every error code and every operation stands in at least one vector, and there are enough of them."""
    vectors = [json.loads(path.read_text()) for path in FILES]
    assert {vector["expect"] for vector in vectors} == {"ok"} | {error.code for error in ALL_ERRORS}
    assert {vector["operation"] for vector in vectors} == set(operations.OPERATIONS)
    assert len(vectors) >= 150
