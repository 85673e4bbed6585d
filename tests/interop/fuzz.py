"""Write cases with the answers of the Python reference: `python -m tests.interop.fuzz --cases N --seed S`."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.interop.cases import draw_case
from tests.interop.draw import Draw
from tests.vectors import operations
from tests.vectors.generate import randomness_from


def answered(cases: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield cases of a seed, each with its answer, then the line that counts them."""
    draw, outcomes, resealed = Draw(seed), Counter[str](), 0
    for _ in range(cases):
        with randomness_from(draw.bytes):
            operation, given, sealed_again = draw_case(draw)
            vector = {"operation": operation, "input": given}
            expect, output = operations.run(vector)
        outcomes[expect] += 1
        resealed += sealed_again
        shown = {} if operation == "box.seal" else output
        yield {**vector, "expect": expect, "output": shown, "resealed": sealed_again}
    yield {"cases": cases, "resealed": resealed, "outcomes": dict(sorted(outcomes.items()))}


def main() -> None:
    """Write the lines to a file or to standard output, and the counts to standard error."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    stream = asked.out.open("w") if asked.out else sys.stdout
    with stream:
        for line in answered(asked.cases, asked.seed):
            stream.write(json.dumps(line) + "\n")
    print(json.dumps(line), file=sys.stderr)


if __name__ == "__main__":
    main()
