"""The workloads, each measured for every subject in turn, round after round: the ratios are those of one run."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from bench.load import Answer, Client, Connection, crowd
from bench.processes import Process
from bench.subjects import CREATED, NOTE_SIZE, Account, Device, Subject

SINGLE_WRITES: Final = 300
BATCHES: Final = 40
NOTES_A_BATCH: Final = 50
SMALL_ACCOUNT: Final = 1_000
LARGE_ACCOUNT: Final = 10_000
DISK_NOTES: Final = 4_000
POLLS: Final = 2_000
POLLING_CLIENTS: Final = 16
MIXED: Final = 2_000
MIXED_ACCOUNTS: Final = 25
DEVICES_AN_ACCOUNT: Final = 2
MIX: Final = ("poll",) * 16 + ("fetch",) * 3 + ("write",)
FILL: Final = 500


@dataclass
class Figures:
    """What was measured: workload → subject → one value a round."""

    values: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def add(self, workload: str, subject: str, value: float) -> None:
        """Add the value of a round."""
        self.values.setdefault(workload, {}).setdefault(subject, []).append(value)

    def of(self, workload: str, subject: str) -> float | None:
        """Return the median of the rounds, or None when it was not measured."""
        rounds = self.values.get(workload, {}).get(subject)
        return median(rounds) if rounds else None


@dataclass
class Stage:
    """A running subject with its prepared accounts."""

    subject: Subject
    small: Account
    large: Account
    devices: list[Device]

    @property
    def process(self) -> Process:
        """The running server."""
        assert self.subject.process is not None, "a stage has a running server"
        return self.subject.process


def measure(subjects: Sequence[Callable[[Path], Subject]], rounds: int, tell: Callable[[str], None]) -> Figures:
    """Run the server workloads for every subject, `rounds` times."""
    figures = Figures()
    with folder() as place, ExitStack() as running:
        made = [make(place) for make in subjects]
        for each in made:
            running.callback(each.stop)
        for each in made * rounds:
            _idle(each, figures)
        for each in made:
            tell(f"W8 {each.name}")
            _disk(each, figures)
        stages = [_prepare(each) for each in made]
        for number in range(rounds):
            for workload in (_single, _batch, _everything, _poll, _mixed):
                tell(f"round {number + 1} {workload.__name__}")
                for stage in stages:
                    workload(stage, figures)
        for stage in stages:
            figures.add("peak memory, MB", stage.subject.name, stage.process.memory("VmHWM"))
    return figures


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder that is gone afterwards."""
    place = Path(tempfile.mkdtemp(prefix="recul-bench-"))
    try:
        yield place
    finally:
        shutil.rmtree(place)


def send(connection: Connection, requests: Sequence[bytes]) -> list[Answer]:
    """Send writes one after the other."""
    return [connection.ask(each, CREATED) for each in requests]


def _idle(subject: Subject, figures: Figures) -> None:
    """W6: the time until the first answer of an empty server, and its memory."""
    process = subject.start()
    figures.add("W6 cold start, s", subject.name, process.cold_start)
    figures.add("W6 idle memory, MB", subject.name, process.memory())
    subject.stop()
    subject.erase()


def _disk(subject: Subject, figures: Figures) -> None:
    """W8: the bytes that 4,000 notes add to the file, each note written by its own request."""
    subject.start()
    account = subject.account()
    subject.stop()
    empty = subject.disk()
    subject.start()
    connection = Connection(subject.port)
    send(connection, account.writes(DISK_NOTES, 1))
    connection.close()
    subject.stop()
    figures.add("W8 bytes a note", subject.name, (subject.disk() - empty) / DISK_NOTES)
    subject.erase()


def _prepare(subject: Subject) -> Stage:
    subject.start()
    connection = Connection(subject.port)
    small, large = subject.account(), subject.account()
    send(connection, small.writes(SMALL_ACCOUNT // FILL, FILL))
    send(connection, large.writes(LARGE_ACCOUNT // FILL, FILL))
    devices = []
    for _ in range(MIXED_ACCOUNTS):
        account = subject.account()
        send(connection, account.writes(20, 1))
        devices += [account.device() for _ in range(DEVICES_AN_ACCOUNT)]
    connection.close()
    return Stage(subject, small, large, devices)


def _single(stage: Stage, figures: Figures) -> None:
    """W2a: one client, one note a request."""
    _write("W2a", stage, figures, SINGLE_WRITES, 1)


def _batch(stage: Stage, figures: Figures) -> None:
    """W2b: one client, fifty notes a request."""
    sent = _write("W2b", stage, figures, BATCHES, NOTES_A_BATCH)
    figures.add("wire up, bytes a note", stage.subject.name, sent / (BATCHES * NOTES_A_BATCH))


def _write(workload: str, stage: Stage, figures: Figures, requests: int, notes_a_request: int) -> int:
    subject = stage.subject
    made = subject.account().writes(requests, notes_a_request)
    connection = Connection(subject.port)
    cpu = stage.process.cpu()
    began = time.perf_counter()
    send(connection, made)
    seconds = time.perf_counter() - began
    connection.close()
    figures.add(f"{workload} notes/s", subject.name, requests * notes_a_request / seconds)
    figures.add(f"{workload} CPU ms a request", subject.name, _each(stage, cpu, requests))
    return sum(map(len, made))


def _each(stage: Stage, began: float, requests: int) -> float:
    return (stage.process.cpu() - began) * 1000 / requests


def _everything(stage: Stage, figures: Figures) -> None:
    """W3: one new device takes 10,000 notes; nothing is opened. The highest memory is that of the run so far."""
    subject = stage.subject
    connection = Connection(subject.port)
    began = time.perf_counter()
    answer = connection.ask(stage.large.everything())
    seconds = time.perf_counter() - began
    connection.close()
    assert len(answer.body) > LARGE_ACCOUNT * NOTE_SIZE, "every note came"
    figures.add("W3 notes/s", subject.name, LARGE_ACCOUNT / seconds)
    figures.add("wire down, bytes a note", subject.name, answer.size / LARGE_ACCOUNT)
    figures.add("W3 peak memory, MB", subject.name, stage.process.memory("VmHWM"))


def _poll(stage: Stage, figures: Figures) -> None:
    """W4: sixteen clients ask whether there is anything new; there is not."""
    for account, size in ((stage.small, SMALL_ACCOUNT), (stage.large, LARGE_ACCOUNT)):
        device = account.device()
        client = Client(lambda device=device: ("poll", device.poll()), device.answered)  # type: ignore[misc]
        began = stage.process.cpu()
        lived = crowd(stage.subject.port, [client] * POLLING_CLIENTS, POLLS)
        figures.add(f"W4 requests/s, {size:,} notes", stage.subject.name, lived.rate)
        figures.add(f"W4 CPU ms a request, {size:,} notes", stage.subject.name, _each(stage, began, POLLS))


def _mixed(stage: Stage, figures: Figures) -> None:
    """W5: fifty devices of twenty-five accounts; 80 % poll, 15 % fetch twenty notes, 5 % write one."""
    turns = itertools.cycle(MIX)
    lived = crowd(stage.subject.port, [_mixed_client(each, turns) for each in stage.devices], MIXED)
    name = stage.subject.name
    figures.add("W5 requests/s", name, lived.rate)
    figures.add("W5 95th percentile, ms", name, lived.slow)
    figures.add("W5 errors", name, lived.errors)
    figures.add("W5 races settled unseen", name, lived.retries)


def _mixed_client(device: Device, turns: Iterator[str]) -> Client:
    makers = {"poll": device.poll, "fetch": device.fetch, "write": device.write}

    def ask() -> tuple[str, bytes]:
        kind = next(turns)
        return kind, makers[kind]()

    return Client(ask, device.answered)
