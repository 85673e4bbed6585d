"""What the attacks share: a malicious server, and the same person at either client."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.attacks.browser_client import BrowserClient
from tests.attacks.clients import Client
from tests.attacks.evil_server import EvilServer, serving
from tests.attacks.python_client import PythonClient
from tests.browser.live_server import free_port
from tests.browser.person import arrive
from webapp import create_app
from webapp.config import Settings


@pytest.fixture
def origin() -> str:
    """The address that browsers will give to the malicious server."""
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture
def evil(origin: str, tmp_path: Path, migrated_file: Path) -> Iterator[EvilServer]:
    """The real application, with SQLite, behind rules."""
    shutil.copyfile(migrated_file, tmp_path / "recul.sqlite")
    app = create_app(Settings(data_dir=tmp_path, public_url=origin))
    yield EvilServer(app)
    app.extensions["recul"].database.engine.dispose()


@pytest.fixture
def serve(evil: EvilServer, origin: str) -> Iterator[str]:
    """The same malicious server, on a port for browsers."""
    with serving(evil, int(origin.rpartition(":")[2])) as address:
        yield address


@pytest.fixture(params=["python", "browser"])
def someone(request: pytest.FixtureRequest, evil: EvilServer) -> Iterator[Client]:
    """A person without a space yet, at the Python client, then at the browser's."""
    with ExitStack() as departures:
        person = _make(request, evil)
        departures.callback(person.leave)
        yield person


def _make(request: pytest.FixtureRequest, evil: EvilServer) -> Client:
    if request.param == "python":
        return PythonClient(evil)
    browser: Browser = request.getfixturevalue("browser")
    origin: str = request.getfixturevalue("serve")
    return BrowserClient(lambda: arrive(browser, origin))
