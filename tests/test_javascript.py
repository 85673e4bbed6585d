"""The browser-side unit tests, run by Node's own runner."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.source import ROOT

FILES = sorted((ROOT / "tests/js").rglob("*.test.js"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT / "tests/js").as_posix())
def test_javascript(path: Path) -> None:
    """Every test of the file passes under Node, at least one ran, and none was skipped."""
    node = shutil.which("node")
    assert node is not None, "node is missing: `make test` installs it"
    command = [node, "--test", "--test-reporter=tap", str(path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    counts = {name: int(number) for name, number in re.findall(r"^# (\w+) (\d+)$", ran.stdout, re.MULTILINE)}
    assert counts["pass"] == counts["tests"] > 0, ran.stdout


def test_there_is_something_to_run() -> None:
    """The folder of browser-side tests was found."""
    assert FILES
