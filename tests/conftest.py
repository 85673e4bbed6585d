"""What every test may ask for: a fresh database of each kind, the application, an HTTP client, a browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.person import FLAGS
from tests.postgresql import Cluster, running_cluster
from webapp import create_app
from webapp.assets import Assets
from webapp.config import Settings
from webapp.pages.shells import Shells

_numbers = count()

# Durations vary with the machine, so that no case fails for being slow; `make fuzz` multiplies the cases.
hypothesis.settings.register_profile(
    "recul", deadline=None, print_blob=True, max_examples=100 * int(os.environ.get("RECUL_FUZZ", "1"))
)
hypothesis.settings.load_profile("recul")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL cluster that lives as long as the session of tests."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row."""
    path = tmp_path_factory.mktemp("template") / "recul.sqlite"
    migrate(f"sqlite:///{path}", path.parent)
    return path


@pytest.fixture(scope="session")
def migrated_template(postgresql: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a PostgreSQL database with every table and no row."""
    migrate(postgresql.create("migrated"), tmp_path_factory.mktemp("template"))
    return "migrated"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database: each test that asks runs on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "recul.sqlite"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite:///{path}"
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    name = f"test_{next(_numbers)}"
    yield cluster.create(name, template=request.getfixturevalue("migrated_template"))
    cluster.drop(name)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """The settings of a server on the fresh database, its other files in the folder of the test."""
    return Settings(data_dir=tmp_path, database_url=database_url, public_url="http://localhost")


@pytest.fixture(scope="session")
def shells() -> Shells:
    """Every file of this release, read and compressed once for all the applications that serve it."""
    settings = Settings(data_dir=Path(), public_url="http://localhost", brotli_quality=1)
    return Shells(Assets(settings.static_dir, settings.brotli_quality), settings.templates_dir)


@pytest.fixture
def app(settings: Settings, shells: Shells) -> Iterator[Flask]:
    """The real application."""
    application = create_app(settings, shells)
    yield application
    application.extensions["recul"].events.stop()
    application.extensions["recul"].database.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """An HTTP client of the application, with its own cookies."""
    return app.test_client()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Debian's browser is; `make test` installs it."""
    path = shutil.which("chromium")
    assert path is not None, "chromium is missing: `make test` installs it"
    return path


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    """One browser for the session of tests; each person has their own context in it."""
    running = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
    yield running
    running.close()


def migrate(database_url: str, data_dir: Path) -> None:
    """Give a database its tables by the command that administrators use."""
    environment = os.environ | {"RECUL_DATABASE_URL": database_url, "RECUL_DATA_DIR": str(data_dir)}
    subprocess.run([Path(sys.executable).with_name("recul"), "migrate"], env=environment, check=True)
