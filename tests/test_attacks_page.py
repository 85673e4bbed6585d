"""`docs/attacks.md` answers every row of the catalogue, and the tests it names exist."""

import re

import pytest

from tests.source import ROOT

ROWS = (
    [f"A{n:02}" for n in range(1, 18)]
    + [f"B{n:02}" for n in range(1, 25)]
    + [f"C{n:02}" for n in range(1, 13)]
    + [f"D{n:02}" for n in range(1, 12)]
    + [f"E{n:02}" for n in range(1, 23)]
    + ["F01", "F02", "F03", "F04", "F05", "F07"]
    + [f"G{n:02}" for n in range(1, 11)]
    + [f"H{n:02}" for n in range(1, 12)]
    + [f"I{n:02}" for n in range(1, 16)]
    + [f"J{n:02}" for n in range(1, 8)]
)
PAGE = (ROOT / "docs/attacks.md").read_text("utf-8")
CELLS = {
    row: (holds, tests) for row, holds, tests in re.findall(r"^\| (\w\d\d) \|[^|]*\|([^|]*)\|([^|]*)\|$", PAGE, re.M)
}


def test_every_row_is_answered() -> None:
    """No row of the catalogue is forgotten, none is answered twice, none is invented."""
    assert re.findall(r"^\| (\w\d\d) \|", PAGE, re.M) == ROWS
    assert list(CELLS) == ROWS


@pytest.mark.parametrize("row", ROWS)
def test_a_row_ends_in_a_test_or_in_a_reason(row: str) -> None:
    """Each row names tests that exist, or says that it is not defended and why."""
    holds, tests = CELLS[row]
    named = re.findall(r"`([^`]+)`", tests)
    assert named or re.search(r"Not defended, because \w", holds), "neither a test nor a reason"
    assert re.fullmatch(r" (`[^`]+`,? )*", tests), "something else than names of tests"
    for name in named:
        assert _exists(*name.partition("::")[::2]), name


def _exists(path: str, test: str) -> bool:
    """Whether a vector, a Python test or a browser-side test is there."""
    text = (ROOT / "tests" / path).read_text("utf-8")
    if path.endswith(".py"):
        return re.search(rf"^def {test}\(", text, re.M) is not None
    return path.endswith(".json") or f"'{test}'" in text
