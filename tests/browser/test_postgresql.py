"""The same journey on the other database."""

from collections.abc import Callable

from tests.browser.carnet import carnet_of
from tests.browser.live_server import LiveServer
from tests.browser.person import PHONE, Person


def test_a_notebook_lives_on_postgresql(person: Callable[..., Person], postgresql_server: LiveServer) -> None:
    """With PostgreSQL behind the real command, a text written on one device is read on another."""
    at_the_desk = carnet_of(person(origin=postgresql_server.origin))
    passphrase, _ = at_the_desk.create("camille")
    written = at_the_desk.write("trois lignes dans un couloir")
    on_the_phone = carnet_of(person(PHONE, origin=postgresql_server.origin))
    on_the_phone.sign_in("camille", passphrase)
    assert on_the_phone.text(written) == "trois lignes dans un couloir"
