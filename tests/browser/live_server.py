"""The real server, started by the command that administrators use."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

START_LIMIT = 120.0


@dataclass(frozen=True)
class LiveServer:
    """A running server: its origin, the folder of its data, the file of its log, its process."""

    origin: str
    data_dir: Path
    log: Path
    process: subprocess.Popen[bytes]

    def forget(self) -> None:
        """Empty every table of its SQLite file, so that another test meets a server which knows nobody."""
        with closing(sqlite3.connect(self.data_dir / "recul.sqlite", timeout=START_LIMIT)) as database, database:
            named = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('alembic_version')"
            for (table,) in database.execute(named).fetchall():
                database.execute(f'DELETE FROM "{table}"')


@contextmanager
def live_server(data_dir: Path, port: int = 0, **variables: str) -> Iterator[LiveServer]:
    """Run `recul serve` until the end of the block; `variables` are settings such as `RECUL_DATABASE_URL`."""
    port = port or free_port()
    origin = f"http://127.0.0.1:{port}"
    # every test starts a server: it need not compress its files as well as it can
    own = {"RECUL_DATA_DIR": str(data_dir), "RECUL_PUBLIC_URL": origin, "RECUL_BROTLI_QUALITY": "1"}
    environment = os.environ | own | variables
    log = data_dir / "log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("recul"), "serve", "--host", "127.0.0.1", "--port", str(port)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, origin, log)
            yield LiveServer(origin, data_dir, log, process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(START_LIMIT)


def free_port() -> int:
    """A port of this machine that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], origin: str, log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server stopped:\n{log.read_text()}"
        try:
            with urlopen(f"{origin}/api/v1/status", timeout=5):
                return
        except OSError:  # not there yet, or too busy to answer in time
            time.sleep(0.05)
    raise TimeoutError(f"the server did not answer:\n{log.read_text()}")
