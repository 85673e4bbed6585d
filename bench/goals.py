"""What is asked of Recul, each as a sentence and a test over the figures of one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bench import peers
from bench.peers import FLOOR
from bench.subjects import NOTE_SIZE
from bench.workloads import Figures

OURS: Final = "Recul"
CRYPTO: Final = "crypto floor"
MINISEARCH: Final = "MiniSearch, bare loop"
PLAIN: Final = "plain Flask floor"
SMALL_POLL: Final = "W4 requests/s, 1,000 notes"
LARGE_POLL: Final = "W4 requests/s, 10,000 notes"


@dataclass(frozen=True)
class Goal:
    """A goal; `value` gives what was reached, None when it was not measured, and `met` judges it."""

    sentence: str
    unit: str
    value: Callable[[Figures], float | None]
    met: Callable[[float], bool]


def _ours(workload: str) -> Callable[[Figures], float | None]:
    return lambda figures: figures.of(workload, OURS)


def _over_floor(workload: str, floor: str = FLOOR) -> Callable[[Figures], float | None]:
    return lambda figures: _ratio(figures.of(workload, OURS), figures.of(workload, floor))


def _over_peer(workload: str, floor: str) -> Callable[[Figures], float | None]:
    """Compare ours to a floor of this run with the best peer to the floor of its run."""
    return lambda figures: _ratio(_over_floor(workload, floor)(figures), peers.best(workload))


def _peer_goals(sentence: str, workload: str, met: Callable[[float], bool]) -> tuple[Goal, Goal]:
    """Judge by both Flask floors: how the other run wrote the statements of its own is not known."""
    return (
        Goal(f"{sentence}, by the Flask floor", "×", _over_peer(workload, FLOOR), met),
        Goal(f"{sentence}, by the plain Flask floor", "×", _over_peer(workload, PLAIN), met),
    )


def _flat(figures: Figures) -> float | None:
    return _ratio(figures.of(LARGE_POLL, OURS), figures.of(SMALL_POLL, OURS))


def _wire(workload: str) -> Callable[[Figures], float | None]:
    return lambda figures: _ratio(figures.of(workload, OURS), NOTE_SIZE)


def _beyond_argon2id(workload: str) -> Callable[[Figures], float | None]:
    def beyond(figures: Figures) -> float | None:
        reached, derivation = figures.of(workload, OURS), figures.of("W9 Argon2id in the browser, ms", OURS)
        return None if reached is None or derivation is None else reached - derivation

    return beyond


def _ratio(above: float | None, below: float | None) -> float | None:
    return None if above is None or below is None else above / below


def _at_least(least: float) -> Callable[[float], bool]:
    return lambda value: value >= least


def _at_most(most: float) -> Callable[[float], bool]:
    return lambda value: value <= most


FIRST_TEXT: Final = "W9 first text of 1,000, new device, ms"
BURST: Final = "burst of 12 members × 20 posts, read by all, s"
UNREAD: Final = "posts of the burst lost or unread"
ALL_TEXTS: Final = "W9 all 1,000 texts, new device, ms"

SERVER: Final = (
    Goal("W2a at least 75 % of the Flask floor", "×", _over_floor("W2a notes/s"), _at_least(0.75)),
    *_peer_goals("W2a at least 4 × the best peer", "W2a notes/s", _at_least(4)),
    Goal("W2b at least 50 % of the Flask floor", "×", _over_floor("W2b notes/s"), _at_least(0.5)),
    *_peer_goals("W2b at least 20 × the best peer", "W2b notes/s", _at_least(20)),
    Goal("W3 at least 50 % of the Flask floor", "×", _over_floor("W3 notes/s"), _at_least(0.5)),
    *_peer_goals("W3 at least 2 × the best peer", "W3 notes/s", _at_least(2)),
    Goal("W3 in less than 120 MB", "MB", _ours("W3 peak memory, MB"), _at_most(120)),
    *_peer_goals("W4 at least 4 × the best peer, by process", SMALL_POLL, _at_least(4)),
    Goal("W4 flat from 1,000 to 10,000 notes", "×", _flat, _at_least(0.9)),
    *_peer_goals("W5 at least 3 × the best peer", "W5 requests/s", _at_least(3)),
    *_peer_goals("W5 95th percentile a third of the best peer's", "W5 95th percentile, ms", _at_most(1 / 3)),
    Goal("W5 without error or conflict shown", "", _ours("W5 errors"), _at_most(0)),
    Goal("W8 at most 3,400 bytes a note, link included", "bytes", _ours("W8 bytes a note"), _at_most(3400)),
    Goal("wire up at most 1.15 × the ciphertext", "×", _wire("wire up, bytes a note"), _at_most(1.15)),
    Goal("wire down at most 1.15 × the ciphertext", "×", _wire("wire down, bytes a note"), _at_most(1.15)),
    Goal("a worker under 150 MB after all of it", "MB", _ours("peak memory, MB"), _at_most(150)),
)
CLIENT: Final = (
    Goal(
        "W9, new device: first text within Argon2id + 300 ms",
        "ms",
        _beyond_argon2id(FIRST_TEXT),
        _at_most(300),
    ),
    Goal("W9, new device: 1,000 texts within Argon2id + 700 ms", "ms", _beyond_argon2id(ALL_TEXTS), _at_most(700)),
)
GROUPS: Final = (
    Goal("a burst of 240 posts within a minute", "s", _ours(BURST), _at_most(60)),
    Goal("no post of the burst lost or unread", "", _ours(UNREAD), _at_most(0)),
)
SEARCH: Final = (
    Goal(
        "10,000 texts of 250 words ready within 3 s",
        "ms",
        _ours("W11 10,000 texts of 250 words ready to be looked through, ms"),
        _at_most(3000),
    ),
    Goal("the slowest key within 50 ms", "ms", _ours("W11 a key, the slowest, ms"), _at_most(50)),
)
