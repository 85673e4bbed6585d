"""`python -m bench`: measure, print the tables, and put them in `docs/performance.md` with `--write`."""

from __future__ import annotations

import argparse
import os
import sys

from bench import browser, derivation, report, signing_in, workloads
from bench.recul import ReculSubject
from bench.subjects import FlaskSubject, OrmSubject, PlainFlaskSubject, RawSubject

SUBJECTS = (RawSubject, FlaskSubject, PlainFlaskSubject, OrmSubject, ReculSubject)


def main() -> None:
    """Run everything that was asked for."""
    given = _arguments()
    load = os.getloadavg()[0]
    figures = workloads.measure(SUBJECTS, given.rounds, _tell)
    if not given.server_only:
        signing_in.measure(figures)
        derivation.measure(figures, given.rounds)
        browser.measure(figures, given.rounds, _tell)
    end = os.getloadavg()[0]
    machine = f"{os.cpu_count()} cores, load {load:.1f} before and {end:.1f} after; medians of {given.rounds} rounds."
    text = report.markdown(figures, machine)
    print(text)
    if given.write:
        report.write(text)


def _tell(step: str) -> None:
    print(step, file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--server-only", action="store_true", help="leave out sign-in, derivation and the browser")
    parser.add_argument("--write", action="store_true", help="put the tables in docs/performance.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
