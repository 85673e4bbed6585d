"""What three peers did on the same workloads, in another run, on two cores, in November 2026.

Absolutes move between runs and machines: a peer is only compared through its ratio to the Flask floor of its own run.
"""

from __future__ import annotations

from typing import Final

FLOOR: Final = "Flask floor"
PEERS: Final = ("Standard Notes", "Etebase", "Kinto")

OTHER_RUN: Final[dict[str, dict[str, float]]] = {
    "W2a notes/s": {FLOOR: 428, "Standard Notes": 86, "Etebase": 78, "Kinto": 83},
    "W2b notes/s": {FLOOR: 14_000, "Standard Notes": 236, "Etebase": 348, "Kinto": 148},
    "W3 notes/s": {FLOOR: 114_000, "Standard Notes": 7_980, "Etebase": 736, "Kinto": 25_900},
    "W3 peak memory, MB": {FLOOR: 88, "Standard Notes": 236, "Etebase": 91, "Kinto": 540},
    "W4 requests/s, 1,000 notes": {FLOOR: 962, "Standard Notes": 220, "Etebase": 140, "Kinto": 146},
    "W4 requests/s, 10,000 notes": {FLOOR: 973, "Standard Notes": 218, "Etebase": 76, "Kinto": 148},
    "W5 requests/s": {FLOOR: 790, "Standard Notes": 229, "Etebase": 95, "Kinto": 139},
    "W5 95th percentile, ms": {FLOOR: 71, "Standard Notes": 266, "Etebase": 651, "Kinto": 396},
    "W6 cold start, s": {FLOOR: 0.31, "Standard Notes": 2.2, "Etebase": 0.8, "Kinto": 0.7},
    "W6 idle memory, MB": {FLOOR: 78, "Standard Notes": 215, "Etebase": 79, "Kinto": 85},
    "W8 bytes a note": {FLOOR: 4_153, "Standard Notes": 8_690, "Etebase": 7_319, "Kinto": 4_496},
    "wire up, bytes a note": {FLOOR: 2_111, "Standard Notes": 3_882, "Etebase": 3_350, "Kinto": 3_079},
    "wire down, bytes a note": {FLOOR: 2_116, "Standard Notes": 4_202, "Etebase": 3_343, "Kinto": 2_981},
    "sign-up, CPU ms": {FLOOR: 1.6, "Standard Notes": 144, "Etebase": 4, "Kinto": 230},
    "login, CPU ms": {FLOOR: 1.6, "Standard Notes": 144, "Etebase": 5, "Kinto": 225},
}
"""Workload → name → figure. In W5 Standard Notes showed 98 conflicts and Etebase 21 errors."""

CLIENTS: Final[dict[str, dict[str, float]]] = {
    "first text of 1,000, ms": {"Standard Notes": 494, "Etebase": 2_300},
    "all 1,000 texts, ms": {"Standard Notes": 676, "Etebase": 3_450},
}
"""W9 of native clients, in the same other run."""


def best(workload: str) -> float | None:
    """Return the best peer's figure as a multiple of its own Flask floor, or None when it was not measured."""
    figures = OTHER_RUN.get(workload)
    if figures is None:
        return None
    ratios = [figures[name] / figures[FLOOR] for name in PEERS]
    return max(ratios) if workload.endswith(("notes/s", "requests/s", "notes")) else min(ratios)
