"""What the tests in a real browser share: the server and the people."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.live_server import LiveServer, live_server
from tests.browser.person import Person, arrive
from tests.postgresql import Cluster


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], LiveServer]]:
    """The server of this file, on a free port with SQLite: the same for each test, or another once it was stopped."""
    with ExitStack() as ends:
        started: list[LiveServer] = []

        def running() -> LiveServer:
            if not started or started[-1].process.poll() is not None:
                started.append(ends.enter_context(live_server(tmp_path_factory.mktemp("server"))))
            return started[-1]

        yield running


@pytest.fixture
def server(servers: Callable[[], LiveServer]) -> LiveServer:
    """The real server, with nothing in it."""
    running = servers()
    running.forget()
    return running


@pytest.fixture
def postgresql_server(tmp_path: Path, postgresql: Cluster) -> Iterator[LiveServer]:
    """The real server on a free port, with a PostgreSQL database that it makes its own tables in."""
    data_dir = tmp_path / "postgresql"
    data_dir.mkdir()
    with live_server(data_dir, RECUL_DATABASE_URL=postgresql.create("live")) as running:
        yield running
    postgresql.drop("live")


@pytest.fixture(scope="module")
def resident(browser: Browser, servers: Callable[[], LiveServer]) -> Iterator[Callable[[], Person]]:
    """Make people who stay for the whole file, on its server, which then forgets nobody."""
    with ExitStack() as departures:

        def make() -> Person:
            someone = arrive(browser, servers().origin)
            departures.callback(someone.leave)
            return someone

        yield make


@pytest.fixture
def person(browser: Browser, server: LiveServer) -> Iterator[Callable[..., Person]]:
    """Make people: `person()` at a desk, `person(PHONE)` on a phone. Each must leave without any unexpected problem."""
    with ExitStack() as departures:

        def make(*viewport: dict[str, int], origin: str = server.origin) -> Person:
            someone = arrive(browser, origin, *viewport)
            departures.callback(someone.leave)
            return someone

        yield make
