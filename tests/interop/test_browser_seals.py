"""What the browser's modules seal, the Python reference opens to the same bytes."""

import json
import os
import shutil
import subprocess
from collections import Counter

from tests.source import ROOT
from tests.vectors import operations

CASES = 460 * int(os.environ.get("RECUL_FUZZ", "1"))
OPERATIONS = 23


def test_what_the_browser_seals_the_reference_opens() -> None:
    """Everything the browser can make, made at random in JavaScript, means the same here."""
    node = shutil.which("node")
    assert node is not None, "node is missing: `make test` installs it"
    command = [node, "tests/interop/seal.mjs", str(CASES)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert made.returncode == 0, made.stderr
    found: Counter[str] = Counter()
    for line in made.stdout.splitlines():
        case = json.loads(line)
        outcome, output = operations.run(case)
        assert case["expect"] == "ok", line
        assert (outcome, output) == ("ok", case["output"]), line
        found[case["operation"]] += 1
    assert found.total() == CASES
    assert len(found) == OPERATIONS
