"""The figures of a run as Markdown: parts for the server, the client, groups and search, each rewritten alone."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bench import goals, peers
from bench.goals import CRYPTO, MINISEARCH, OURS, PLAIN, Goal
from bench.peers import FLOOR, PEERS
from bench.workloads import Figures

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
SUBJECTS: Final = ("raw", FLOOR, PLAIN, "ORM floor", OURS)
PARTS: Final = ("server", "client", "groups", "search")


def markdown(part: str, figures: Figures, machine: str) -> str:
    """Return what a part of a run gives: the machine, a table, the goals."""
    tables = {"server": _server, "client": _alone, "groups": _groups, "search": _search}
    asked = {"server": goals.SERVER, "client": goals.CLIENT, "groups": goals.GROUPS, "search": goals.SEARCH}
    return "\n\n".join([machine, tables[part](figures), _goals(asked[part], figures)]) + "\n"


def write(part: str, text: str, page: Path = PAGE) -> None:
    """Put a part in the page, in the place of what its last run gave; the other parts stay as they are."""
    between = re.compile(rf"(?<=<!-- {part} -->\n).*(?=<!-- end of {part} -->)", re.DOTALL)
    written, times = between.subn(lambda _: f"\n{text}\n", page.read_text("utf-8"))
    assert times == 1, f"the page has one place for {part}"
    page.write_text(written, "utf-8")


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
        rows.append(f"| {workload} | {_number(figures.of(workload, OURS))} |")
    return "\n".join(rows)


def _groups(figures: Figures) -> str:
    return _beside("Groups", CRYPTO, "floor", figures)


def _search(figures: Figures) -> str:
    return _beside("Search", MINISEARCH, "MiniSearch", figures)


def _beside(head: str, other: str, name: str, figures: Figures) -> str:
    rows = [f"| {head} | Recul | {other} | Recul ÷ {name} |", "|---|---|---|---|"]
    for workload in figures.values:
        ours, theirs = figures.of(workload, OURS), figures.of(workload, other)
        ratio = None if ours is None or not theirs else ours / theirs
        rows.append(_row(workload, map(_number, [ours, theirs, ratio])))
    return "\n".join(rows)


def _goals(asked: Iterable[Goal], figures: Figures) -> str:
    rows = ["| Goal | Reached | |", "|---|---|---|"]
    for goal in asked:
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
