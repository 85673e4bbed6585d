"""What the attacks share: a malicious server, and the same person at either client."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from crypto.client import Client as ReferenceClient
from crypto.client import WsgiTransport
from tests.attacks.browser_client import BrowserClient
from tests.attacks.circle import Circle, gathered
from tests.attacks.clients import PASSPHRASE, Client
from tests.attacks.evil_server import EvilServer, serving
from tests.attacks.python_client import PythonClient
from tests.browser.live_server import free_port
from tests.browser.person import arrive
from tests.crypto.group_people import People
from webapp import create_app
from webapp.config import Settings
from webapp.pages.shells import Shells


@pytest.fixture
def origin() -> str:
    """The address that browsers will give to the malicious server."""
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture
def evil(origin: str, tmp_path: Path, migrated_file: Path, shells: Shells) -> Iterator[EvilServer]:
    """The real application, with SQLite, behind rules."""
    shutil.copyfile(migrated_file, tmp_path / "recul.sqlite")
    app = create_app(Settings(data_dir=tmp_path, public_url=origin, brotli_quality=1), shells)
    yield EvilServer(app)
    app.extensions["recul"].database.engine.dispose()


@pytest.fixture
def serve(evil: EvilServer, origin: str) -> Iterator[str]:
    """The same malicious server, on a port for browsers."""
    with serving(evil, int(origin.rpartition(":")[2])) as address:
        yield address


@pytest.fixture
def newcomer(evil: EvilServer) -> Callable[[], ReferenceClient]:
    """A maker of people with accounts, at Python clients of the malicious server."""

    def make() -> ReferenceClient:
        client = ReferenceClient(WsgiTransport(evil))
        client.register(f"mesange-{secrets.token_hex(4)}", PASSPHRASE)
        return client

    return make


@pytest.fixture
def people(newcomer: Callable[[], ReferenceClient]) -> People:
    """A group of three: Anne, who leads it, Basile and Chloé, each with all that is new."""
    made = People(newcomer())
    made.make()
    made.join(newcomer(), "Basile")
    made.join(newcomer(), "Chloé")
    made.follow()
    return made


@pytest.fixture(scope="module")
def lasting_circle(
    browser: Browser, migrated_file: Path, shells: Shells, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Circle]:
    """A group of three, two of them in browsers, for all the tests of a file: each leaves it whole."""
    with gathered(browser, tmp_path_factory.mktemp("circle"), migrated_file, shells) as made:
        yield made


@pytest.fixture
def circle(lasting_circle: Circle) -> Circle:
    """The circle, behind an honest server, everybody with all that is new, whatever the last test left."""
    lasting_circle.evil.behave()
    for each in lasting_circle.members.values():
        if each.standing[0] == "frozen":
            each.read_again()
    lasting_circle.follow()
    return lasting_circle


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
