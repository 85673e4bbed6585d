"""Servers as processes: started, timed until they answer, measured from outside, stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.load import HOST, Connection, LoadError

START_LIMIT: Final = 30.0
TICKS: Final = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Process:
    """A running server; `cold_start` is the time from the command to its first answer, seconds."""

    port: int
    cold_start: float
    popen: subprocess.Popen[bytes]

    @property
    def worker(self) -> int:
        """The process that answers: the only child, or the process itself."""
        children = Path(f"/proc/{self.popen.pid}/task/{self.popen.pid}/children").read_text().split()
        return int(children[0]) if children else self.popen.pid

    def memory(self, which: str = "VmRSS") -> float:
        """Return the resident memory of the worker, MB; `VmHWM` is its highest."""
        lines = Path(f"/proc/{self.worker}/status").read_text().splitlines()
        found = next(line for line in lines if line.startswith(which))
        return int(found.split()[1]) * 1024 / 1e6

    def cpu(self) -> float:
        """Return the CPU time that the worker has used, seconds, in steps of a tick."""
        fields = Path(f"/proc/{self.worker}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def stop(self) -> None:
        """End the process and wait for it."""
        self.popen.send_signal(signal.SIGTERM)
        self.popen.wait(START_LIMIT)


def start(command: Sequence[str | Path], port: int, probe: bytes, folder: Path, **variables: str) -> Process:
    """Run a server until it answers `probe`; what it writes goes to `folder/log`."""
    environment: Mapping[str, str] = os.environ | variables
    with (folder / "log").open("ab") as output:
        began = time.perf_counter()
        popen = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    while True:
        try:
            connection = Connection(port)
            connection.ask(probe)
            connection.close()
            return Process(port, time.perf_counter() - began, popen)
        except (OSError, LoadError):
            stopped = popen.poll() is not None
            if stopped or time.perf_counter() - began > START_LIMIT:
                popen.kill()
                raise LoadError((folder / "log").read_text()[-2000:]) from None
            time.sleep(0.002)
