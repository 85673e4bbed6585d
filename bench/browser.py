"""W9: the real browser client, from the click that opens a notebook to its texts, and what a visit weighs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.goals import OURS
from bench.journal import Journal
from bench.recul import ReculSubject
from bench.tap import Passed, Tap
from bench.workloads import LARGE_ACCOUNT, SMALL_ACCOUNT, Figures, folder
from tests.browser.person import FLAGS, settings_of

CHROMIUM: Final = "/usr/bin/chromium"
WINDOW: Final = {"width": 1280, "height": 900}
PATIENCE_MS: Final = 120_000

# From the click: the derivation ends, words are on screen, the list is whole, every text is here and was opened once.
# A device without memory waits for a yes between its list and its texts: it is said at once.
_WATCH: Final = """texts => new Promise((resolve) => {
  const { notebook } = document.querySelector('recul-app');
  const began = performance.now(), marks = {};
  const mark = (name) => { marks[name] ??= performance.now() - began; };
  const before = notebook.heard.exchanged;
  let answered = false;
  const look = () => {
    const { progress, phase, entries, pendingState, heard } = notebook;
    if (progress !== null && progress.step !== 'deriving') mark('derived');
    if (document.querySelector('article.written .excerpt')) mark('first');
    if (phase === 'open' && entries.size === texts) mark('list');
    const question = phase === 'open' && pendingState ? document.querySelector('recul-arrival button.full') : null;
    if (question) { answered = true; question.click(); }
    const exchanging = answered && heard.exchanged === before;
    if (marks.first && !exchanging && progress === null) mark('texts');
    if (marks.list && marks.texts) resolve(marks); else requestAnimationFrame(look);
  };
  document.querySelector('recul-app form button.full').click();
  look();
})"""

_DERIVE: Final = """async () => {
  const { derivePassword, generateSalt } = await import('/static/js/crypto/password.js');
  const { ready } = await import('/static/js/crypto/primitives.js');
  await ready;
  const began = performance.now();
  derivePassword('camille', 'sept mots', 1, generateSalt());
  return performance.now() - began;
}"""


def measure(figures: Figures, rounds: int, tell: Callable[[str], None]) -> None:
    """Open notebooks of 1,000 and 10,000 texts on new and known devices, and weigh the visits."""
    with folder() as place, sync_playwright() as playwright:
        tap = Tap()
        subject = ReculSubject(place)
        subject.public_port = tap.port
        tap.lead_to(subject.start().port)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            visits = _Visits(browser, tap, figures)
            for texts in (SMALL_ACCOUNT, LARGE_ACCOUNT):
                journal = Journal(subject, texts)
                for number in range(rounds):
                    tell(f"W9 {texts:,} texts, round {number + 1}")
                    visits.live(journal)
        finally:
            browser.close()
            tap.close()
            subject.stop()


class _Visits:
    """One person's visits, each by a browser that knows nothing."""

    def __init__(self, browser: Browser, tap: Tap, figures: Figures) -> None:
        self._browser, self._tap, self._figures = browser, tap, figures

    def live(self, journal: Journal) -> None:
        """Arrive, sign in, close, come back, unlock, come back without network, unlock."""
        context = self._browser.new_context(**settings_of(f"http://127.0.0.1:{self._tap.port}", WINDOW))
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        self._tap.taken()
        self._arrive(page, "first")
        self._derive(page)
        page.get_by_label("Pseudonyme").fill(journal.notebook.login)
        self._open(page, journal, "new device")
        page.get_by_role("button", name="Fermer").click()
        page.get_by_label("Phrase de passe").wait_for()
        self._tap.taken()
        self._arrive(page, "next")
        self._open(page, journal, "known device")
        self._offline(context, page, journal)
        context.close()

    def _arrive(self, page: Page, visit: str) -> None:
        page.goto("/carnet", wait_until="networkidle")
        page.get_by_label("Phrase de passe").wait_for()
        passed = self._tap.taken()
        fonts = [each for each in passed if each.path.endswith(".woff2")]
        others = [each for each in passed if each not in fonts]
        self._add(f"{visit} visit, KB before fonts", _size(others) / 1000)
        self._add(f"{visit} visit, KB of fonts", _size(fonts) / 1000)
        self._add(f"{visit} visit, requests", len(passed))
        self._add(f"{visit} visit, files", len({each.path for each in passed}))

    def _open(self, page: Page, journal: Journal, device: str) -> None:
        page.get_by_label("Phrase de passe").fill(journal.passphrase)
        marks: dict[str, Any] = page.evaluate(_WATCH, journal.texts)
        many = f"{journal.texts:,}"
        self._add(f"W9 derived, {many} texts, {device}, ms", marks["derived"])
        self._add(f"W9 first text of {many}, {device}, ms", marks["first"])
        self._add(f"W9 list of {many}, {device}, ms", marks["list"])
        self._add(f"W9 all {many} texts, {device}, ms", marks["texts"])

    def _offline(self, context: BrowserContext, page: Page, journal: Journal) -> None:
        context.set_offline(True)
        page.goto("/carnet")
        self._open(page, journal, "offline")
        context.set_offline(False)

    def _derive(self, page: Page) -> None:
        self._add("W9 Argon2id in the browser, ms", page.workers[0].evaluate(_DERIVE))

    def _add(self, name: str, value: float) -> None:
        self._figures.add(name, OURS, value)


def _size(passed: Iterable[Passed]) -> int:
    return sum(each.size for each in passed)
