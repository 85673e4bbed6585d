"""People for the tests of the server, each with a browser of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.webapp.person import Person
from webapp.db import Database


@pytest.fixture
def person(app: Flask) -> Person:
    """Someone who has an account and is signed in."""
    someone = Person(app.test_client())
    someone.register()
    return someone


@pytest.fixture
def another(app: Flask) -> Callable[[], Person]:
    """A maker of other people with accounts."""

    def make() -> Person:
        someone = Person(app.test_client())
        someone.register()
        return someone

    return make


@pytest.fixture
def database(app: Flask) -> Database:
    """The database of the application."""
    found: Database = app.extensions["recul"].database
    return found
