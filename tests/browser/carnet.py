"""A person's notebook, driven through the door that the interface uses, in the page that the server serves."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.person import Person, wait_for_answer

_NOTEBOOK = "document.querySelector('recul-app').notebook"
_SHOWN = "() => document.querySelector('recul-app').views !== null"
_ARRIVED = f"() => document.querySelector('recul-app')?.notebook && {_NOTEBOOK}.phase !== 'starting'"


class Carnet:
    """The notebook of one tab."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.goto("/carnet")
        page.wait_for_function(_ARRIVED)

    def do(self, script: str, *arguments: Any) -> Any:
        """Run `script`, an expression about `notebook` and `a` (the arguments); a refusal raises its code."""
        return self.page.evaluate(
            f"async (a) => {{ const notebook = {_NOTEBOOK}; return await ({script}); }}", list(arguments)
        )

    def refusal(self, script: str, *arguments: Any) -> str | None:
        """Return the code of the refusal that `script` meets, None when it meets none."""
        code: str | None = self.page.evaluate(
            f"async (a) => {{ const notebook = {_NOTEBOOK}; try {{ await ({script}); return null; }} "
            "catch (error) { if (error.name !== 'RefusalError') throw error; return error.code; } }",
            list(arguments),
        )
        return code

    def wait(self, condition: str, *arguments: Any) -> None:
        """Wait until an expression about `notebook` and `a` is true."""
        self.page.wait_for_function(
            f"(a) => {{ const notebook = {_NOTEBOOK}; return {condition}; }}", arg=list(arguments)
        )

    def wait_for_answer(self, question: str, *arguments: Any) -> None:
        """Wait until the promise of `question`, an expression as in `do`, resolves to true."""
        wait_for_answer(
            self.page, f"async (a) => {{ const notebook = {_NOTEBOOK}; return {question}; }}", list(arguments)
        )

    def create(self, login: str) -> tuple[str, str]:
        """Make a space; returns its passphrase and the words of its fiche."""
        passphrase: str = self.do("notebook.suggestPassphrase()")
        prepared = self.do("notebook.prepareSpace({login: a[0], passphrase: a[1]})", login, passphrase)
        self.do("notebook.createSpace()")
        self._wait_for_views()
        return passphrase, " ".join(prepared["words"])

    def write(self, text: str) -> str:
        """Write a line and wait until the server holds it; returns the id of the text."""
        entry_id: str = self.do("notebook.note(a[0])", text)
        self.sync()
        return entry_id

    def sync(self) -> None:
        """Exchange with the server now."""
        self.do("notebook.flush()")

    def amend(self, entry_id: str, text: str) -> None:
        """Replace the words of a text, on the device only."""
        self.do(
            "notebook.open(a[0]).then(({doc}) => notebook.keep(a[0], {...doc, body: [['paragraph', [[a[1], []]]]]}))",
            entry_id, text,
        )  # fmt: skip

    def text(self, entry_id: str) -> str:
        """Return the words of a text."""
        words: str = self.do(
            "notebook.open(a[0]).then(({doc}) => "
            "doc.body.map(([, runs]) => runs.map(([text]) => text).join('')).join('\\n'))",
            entry_id,
        )  # fmt: skip
        return words

    def excerpts(self) -> list[str]:
        """Return what the list shows of each text, in alphabetical order."""
        found: list[str] = self.do("[...notebook.entries.values()].map((entry) => entry.summary?.excerpt ?? '').sort()")
        return found

    def sign_in(self, login: str, passphrase: str) -> None:
        """Open a notebook for the first time on this device, say that it is the right one, and read it all."""
        self.do("notebook.signIn({login: a[0], passphrase: a[1]})", login, passphrase)
        self._wait_for_views()
        self.do("notebook.acceptState()")
        self.sync()

    def unlock(self, passphrase: str) -> None:
        """Open the notebook of this device."""
        self.do("notebook.unlock(a[0])", passphrase)

    def _wait_for_views(self) -> None:
        """Wait until the page holds what an open notebook shows, so that the network may go away from here on."""
        self.page.wait_for_function(_SHOWN)

    def reload(self) -> None:
        """Load the page again: every key is gone."""
        self.page.reload()
        self.page.wait_for_function(_ARRIVED)

    @property
    def phase(self) -> str:
        """The phase of the notebook."""
        phase: str = self.do("notebook.phase")
        return phase

    @property
    def state(self) -> str:
        """What the state line says."""
        state: str = self.do("notebook.state")
        return state

    @property
    def alarm(self) -> str | None:
        """The code of the alarm, None when there is none."""
        code: str | None = self.do("notebook.alarm?.code ?? null")
        return code


def carnet_of(someone: Person) -> Carnet:
    """Return the notebook on a person's first page."""
    return Carnet(someone.page)


def signed_in(person: Callable[..., Person], login: str, passphrase: str) -> Carnet:
    """Return the notebook of a person who arrives on another device."""
    carnet = carnet_of(person())
    carnet.sign_in(login, passphrase)
    return carnet
