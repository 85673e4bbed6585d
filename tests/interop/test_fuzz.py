"""The two implementations give the same answer to the same drawn cases."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from crypto.errors import ALL_ERRORS
from tests.interop import fuzz

CASES = 1500 * int(os.environ.get("RECUL_FUZZ", "1"))
HERE = Path(__file__).parent


@pytest.mark.parametrize("seed", [1, 2])
def test_no_disagreement(seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Python and the browser's modules agree on every case; each error is met, and half were sealed again."""
    *cases, counts = fuzz.answered(CASES, seed)
    lines = tmp_path / "cases"
    lines.write_text("".join(json.dumps(line) + "\n" for line in (*cases, counts)))
    with capsys.disabled():
        print(f"\n{json.dumps(counts)}")
    assert set(counts["outcomes"]) == {"ok"} | {error.code for error in ALL_ERRORS}
    assert counts["resealed"] * 2 >= counts["cases"] == CASES
    node = shutil.which("node")
    assert node is not None, "node is missing"
    ran = subprocess.run([node, HERE / "fuzz.mjs", lines], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_seed_gives_the_same_cases() -> None:
    """Drawing twice from a seed gives the same lines, and another seed others."""
    assert list(fuzz.answered(60, 7)) == list(fuzz.answered(60, 7))
    assert list(fuzz.answered(60, 7)) != list(fuzz.answered(60, 8))


def test_a_disagreement_is_noticed(tmp_path: Path) -> None:
    """The reader fails when one answer among many is changed, and when cases are missing."""
    lines = list(fuzz.answered(40, 3))
    node = shutil.which("node")
    assert node is not None, "node is missing"
    lied = [{**lines[0], "expect": "fork"}, *lines[1:]]
    for wrong in (lied, lines[1:]):
        path = tmp_path / "cases"
        path.write_text("".join(json.dumps(line) + "\n" for line in wrong))
        assert subprocess.run([node, HERE / "fuzz.mjs", path], capture_output=True, check=False).returncode != 0
