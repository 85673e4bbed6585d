"""The figures of a run as Markdown."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bench import peers
from bench.goals import GOALS, OURS, PLAIN
from bench.peers import FLOOR, PEERS
from bench.workloads import Figures

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
SUBJECTS: Final = ("raw", FLOOR, PLAIN, "ORM floor", OURS)
_BETWEEN: Final = re.compile(r"(?<=<!-- figures -->\n).*(?=<!-- end of figures -->)", re.DOTALL)


def markdown(figures: Figures, machine: str) -> str:
    """Return the tables of a run: the server, what Recul alone has, the goals."""
    return "\n\n".join([machine, _server(figures), _alone(figures), _goals(figures)]) + "\n"


def write(text: str) -> None:
    """Put the tables in `docs/performance.md`, in the place of those of the last run."""
    page = PAGE.read_text("utf-8")
    PAGE.write_text(_BETWEEN.sub(lambda _: f"\n{text}\n", page), "utf-8")


def _server(figures: Figures) -> str:
    heads = [*SUBJECTS, "Recul ÷ Flask floor", *(f"{name} ÷ Flask floor, other run" for name in PEERS)]
    rows = [_row("Workload", heads), _row("---", ["---"] * len(heads))]
    for workload in figures.values:
        ours, floor = figures.of(workload, OURS), figures.of(workload, FLOOR)
        if floor is None or ours is None:
            continue
        theirs = peers.OTHER_RUN.get(workload, {})
        ratios = [theirs[name] / theirs[FLOOR] if theirs else None for name in PEERS]
        cells = [figures.of(workload, name) for name in SUBJECTS]
        rows.append(_row(workload, map(_number, [*cells, ours / floor if floor else None, *ratios])))
    return "\n".join(rows)


def _alone(figures: Figures) -> str:
    rows = ["| Recul alone | |", "|---|---|"]
    for workload in figures.values:
        if figures.of(workload, FLOOR) is None:
            rows.append(f"| {workload} | {_number(figures.of(workload, OURS))} |")
    return "\n".join(rows)


def _goals(figures: Figures) -> str:
    rows = ["| Goal | Reached | |", "|---|---|---|"]
    for goal in GOALS:
        value = goal.value(figures)
        verdict = "not measured" if value is None else "met" if goal.met(value) else "**not met**"
        rows.append(f"| {goal.sentence} | {_number(value)} {goal.unit} | {verdict} |")
    return "\n".join(rows)


def _row(first: str, cells: Iterable[str]) -> str:
    return f"| {first} | " + " | ".join(cells) + " |"


def _number(value: float | None) -> str:
    """Write three significant digits, with commas between thousands."""
    if value is None:
        return "–"
    if value == 0:
        return "0"
    decimals = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{decimals}f}"
