"""`python -m bench`: measure, print the tables, and put them in `docs/performance.md` with `--write`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import Final

from bench import browser, derivation, groups, groups_browser, report, searching, signing_in, workloads
from bench.recul import ReculSubject
from bench.subjects import FlaskSubject, OrmSubject, PlainFlaskSubject, RawSubject
from bench.workloads import Figures

SUBJECTS: Final = (RawSubject, FlaskSubject, PlainFlaskSubject, OrmSubject, ReculSubject)


def main() -> None:
    """Run every part that was asked for; each is written by itself."""
    given = _arguments()
    for part in (given.part,) if given.part else report.PARTS:
        load = os.getloadavg()[0]
        figures = MEASURES[part](given.rounds)
        end = os.getloadavg()[0]
        machine = (
            f"{os.cpu_count()} cores, load {load:.1f} before and {end:.1f} after; medians of {given.rounds} rounds."
        )
        text = report.markdown(part, figures, machine)
        print(text)
        if given.write:
            report.write(part, text)


def _server(rounds: int) -> Figures:
    return workloads.measure(SUBJECTS, rounds, _tell)


def _client(rounds: int) -> Figures:
    figures = Figures()
    signing_in.measure(figures)
    derivation.measure(figures, rounds)
    browser.measure(figures, rounds, _tell)
    return figures


def _groups(rounds: int) -> Figures:
    figures = Figures()
    groups_browser.measure(figures, rounds, _tell)
    groups.measure(figures, rounds, _tell)
    return figures


def _search(rounds: int) -> Figures:
    figures = Figures()
    searching.measure(figures, rounds, _tell)
    return figures


MEASURES: Final[dict[str, Callable[[int], Figures]]] = {
    "server": _server,
    "client": _client,
    "groups": _groups,
    "search": _search,
}


def _tell(step: str) -> None:
    print(step, file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parts = parser.add_mutually_exclusive_group()
    for part in report.PARTS:
        parts.add_argument(f"--{part}-only", dest="part", action="store_const", const=part, help=f"the {part} alone")
    parser.add_argument("--write", action="store_true", help="put the tables in docs/performance.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
