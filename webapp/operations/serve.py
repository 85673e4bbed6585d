"""`recul serve`: migrations, then the application under gunicorn; the only importer of gunicorn."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from ctypes import CDLL
from multiprocessing import get_context
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from webapp import create_app, log
from webapp.config import Settings
from webapp.db import connect_once
from webapp.operations.gate import Gate

KEEP_ALIVE = 75
M_ARENA_MAX = -8  # of malloc.h
ARENAS = 2
HEADER_LIMIT = 32_768  # `Recul-Keys` carries a keyring
NOT_HTTP = (
    b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 21\r\n"
    b'X-Content-Type-Options: nosniff\r\n\r\n{"error":"malformed"}'
)


class Worker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's threads, which answer and log what is not HTTP without quoting it."""

    def handle_exit(self, sig: int, frame: object) -> None:
        """Stop, without waiting for streams that would go on."""
        if isinstance(self.wsgi, Gate):
            self.wsgi.stop()
        super().handle_exit(sig, frame)

    def handle_error(self, req: object, client: Any, addr: object, exc: BaseException) -> None:
        """Answer bytes that are no request; gunicorn's own answer is HTML, and its log names the address."""
        log.write("not-http", error=type(exc).__name__)
        with suppress(OSError):  # the other side may be gone
            client.sendall(NOT_HTTP)


class Application(BaseApplication):  # type: ignore[misc]
    """Gunicorn, told what to do by arguments instead of a file."""

    def __init__(self, make: Callable[[], Flask | Gate], options: dict[str, Any]) -> None:
        self._make = make
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn its settings."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask | Gate:
        """Make the application, once in each worker process."""
        return self._make()


def serve(settings: Settings, host: str, port: int, workers: int, threads: int) -> None:
    """Bring the database up to date and serve until a signal stops it."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    migration = get_context("fork").Process(target=_migrate, args=(settings,))
    migration.start()
    migration.join()
    if migration.exitcode != 0:
        raise SystemExit(1)
    streams = settings.event_streams
    run(lambda: Gate(create_app(settings), threads), host, port, workers, threads + streams)


def _migrate(settings: Settings) -> None:
    """Run in a process of its own: workers are forks of this one, and would keep Alembic in memory for good."""
    from webapp.operations import migrate  # noqa: PLC0415

    migrate.upgrade(connect_once(settings))


def run(make: Callable[[], Flask | Gate], host: str, port: int, workers: int, threads: int) -> None:
    """Serve an application that each worker makes; `bench/` serves its floors by the same settings."""
    options = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": Worker,
        "keepalive": KEEP_ALIVE,
        "control_socket_disable": True,
        "accesslog": None,
        "loglevel": "error",
        "forwarded_allow_ips": "",
        "limit_request_field_size": HEADER_LIMIT,
        "timeout": 120,
        "graceful_timeout": 20,
    }
    _keep_few_arenas()
    Application(make, options).run()


def _keep_few_arenas() -> None:
    """Tell glibc to let threads share memory: by default each has an arena of its own, and keeps what its peak took."""
    with suppress(OSError, AttributeError):  # another C library
        CDLL(None).mallopt(M_ARENA_MAX, ARENAS)
