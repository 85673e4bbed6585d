"""W11: looking through 10,000 texts of 250 words as one types, beside a bare loop of MiniSearch in the same worker."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from bench.browser import CHROMIUM, PATIENCE_MS, WINDOW
from bench.goals import MINISEARCH, OURS
from bench.journal import Journal
from bench.recul import ReculSubject
from bench.workloads import LARGE_ACCOUNT, Figures, folder
from tests.browser.person import FLAGS, settings_of

WORDS: Final = 250
VOCABULARY: Final = 36_000
ASKED: Final = (40, 400, 4_000)
PEER: Final = Path(__file__).resolve().parent.parent / "node_modules/minisearch/dist/es/index.js"
SYLLABLES: Final = re.findall(
    r"\w+", "la re dé si mon tè cha pli vou rie ne pas çon quê bri fo lu gra sen tin eu oi né té lo mi co"
)
READY: Final = "W11 10,000 texts of 250 words ready to be looked through, ms"
KEY: Final = "W11 a key, from the letter to the list drawn, median, ms"
SLOWEST: Final = "W11 a key, the slowest, ms"
MEANWHILE: Final = "W11 a text opened while they are made ready, the slowest, ms"

_OPEN: Final = """async ([login, passphrase]) => {
  const { notebook } = document.querySelector('recul-app');
  if (notebook.phase === 'absent') {
    await notebook.signIn({ login, passphrase });
    await notebook.acceptState();
    await notebook.flush();
  }
  await notebook.close();
  await notebook.unlock(passphrase);
}"""

# From the first question to the last text taken in, while a text is opened every tenth of a second.
_READY: Final = """async () => {
  const { notebook } = document.querySelector('recul-app');
  const ids = [...notebook.entries.keys()];
  let slowest = 0;
  const began = performance.now();
  notebook.beginFinding();
  let ready = null;
  const look = () => { if (notebook.takingIn === null) ready ??= performance.now() - began; };
  notebook.addEventListener('finding-changed', look);
  for (let at = 0; ready === null; at += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    const asked = performance.now();
    await notebook.open(ids[at]);
    if (ready === null) slowest = Math.max(slowest, performance.now() - asked);
  }
  return { ready, slowest };
}"""

_TYPE: Final = """async (asked) => {
  const journal = document.querySelector('recul-journal'), times = [];
  let most = 0;
  for (const text of asked) {
    const began = performance.now();
    await journal.looking.type(text);
    await journal.updateComplete;
    times.push(performance.now() - began);
    most = Math.max(most, journal.looking.answer.exact.length);
  }
  return { times, most };
}"""

_PEER: Final = """({ texts, asked }) => {
  const fold = (text) => text.normalize('NFKD').replace(/\\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe');
  const tokenize = (text) => fold(text).match(/[\\p{L}\\p{N}]+/gu) ?? [];
  const index = new MiniSearch({ fields: ['text'], tokenize, processTerm: (term) => term });
  const began = performance.now();
  texts.forEach((text, id) => index.add({ id, text }));
  const ready = performance.now() - began, times = [];
  for (const text of asked) {
    const asking = performance.now();
    const fuzzy = ({ length }) => (length < 5 ? false : length < 9 ? 1 : 2);
    index.search(text, { combineWith: 'AND', prefix: (_, at, terms) => at === terms.length - 1, fuzzy });
    times.push(performance.now() - asking);
  }
  return { ready, times };
}"""


class Corpus:
    """Words drawn as often as those of a language are, the same at each run."""

    def __init__(self) -> None:
        chance = random.Random(7)
        drawn = ("".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))) for _ in itertools.count())
        self._vocabulary = list(itertools.islice(dict.fromkeys(itertools.islice(drawn, 3 * VOCABULARY)), VOCABULARY))
        often = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(self._vocabulary))))
        self.texts = [
            " ".join(chance.choices(self._vocabulary, cum_weights=often, k=WORDS)) for _ in range(LARGE_ACCOUNT)
        ]

    @property
    def asked(self) -> list[str]:
        """What the line holds after each key, for some words and a pair of them; the last letter of each is a slip."""
        words = [self._vocabulary[rank] for rank in ASKED]
        typed = [*words, f"{words[0]} {words[1]}"]
        keys = [text[:length] for text in typed for length in range(2, len(text) + 1)]
        return keys + [f"{word[:-1]}x" for word in words]


def measure(figures: Figures, rounds: int, tell: Callable[[str], None]) -> None:
    """Open a large journal in Chromium, make it ready, and type."""
    with folder() as place, sync_playwright() as playwright:
        corpus = Corpus()
        subject = ReculSubject(place)
        subject.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            tell("a journal to look through")
            journal = Journal(subject, LARGE_ACCOUNT, corpus.texts.__getitem__)
            page = _arrive(browser, subject)
            for number in range(rounds):
                tell(f"W11 round {number + 1}")
                _look(page, journal, corpus, figures)
        finally:
            browser.close()
            subject.stop()


def _arrive(browser: Browser, subject: ReculSubject) -> Page:
    context = browser.new_context(**settings_of(f"http://127.0.0.1:{subject.port}", WINDOW))
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/carnet")
    page.get_by_label("Phrase de passe").wait_for()
    return page


def _look(page: Page, journal: Journal, corpus: Corpus, figures: Figures) -> None:
    page.evaluate(_OPEN, [journal.notebook.login, journal.passphrase])
    page.get_by_role("navigation", name="Lieux").get_by_role("link", name="Journal").click()
    page.get_by_role("searchbox").wait_for()
    ready: dict[str, float] = page.evaluate(_READY)
    figures.add(READY, OURS, ready["ready"])
    figures.add(MEANWHILE, OURS, ready["slowest"])
    typed: dict[str, Any] = page.evaluate(_TYPE, corpus.asked)
    assert typed["most"] > LARGE_ACCOUNT / 100, "what is asked is there"
    _add_keys(figures, OURS, typed["times"])
    theirs: dict[str, Any] = page.workers[0].evaluate(_with_peer(), {"texts": corpus.texts, "asked": corpus.asked})
    figures.add(READY, MINISEARCH, theirs["ready"])
    _add_keys(figures, MINISEARCH, theirs["times"])


def _add_keys(figures: Figures, subject: str, times: list[float]) -> None:
    figures.add(KEY, subject, sorted(times)[len(times) // 2])
    figures.add(SLOWEST, subject, max(times))


def _with_peer() -> str:
    """The module as a function, since the worker's policy loads nothing that the release does not list."""
    module, exported, _ = PEER.read_text("utf-8").partition("export { MiniSearch as default };")
    assert exported, "MiniSearch is where it was"
    return f"(given) => {{ {module}\nreturn ({_PEER})(given); }}"
