"""Groups in the real browser client: a text from one screen to another, and 2,000 objects on a new device."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from bench.browser import CHROMIUM, PATIENCE_MS, WINDOW
from bench.circle import LASTING, TITLE, Member, fill, gather, share_of, today
from bench.goals import CRYPTO, OURS
from bench.group_chain import LINKS, GroupChain
from bench.recul import ReculSubject
from bench.workloads import Figures, folder
from crypto import documents, password
from tests.browser.person import FLAGS, settings_of

PEOPLE: Final = 12
TEXTS: Final = 2_000
SHOWN: Final = "share to readable on another member’s screen, ms"
OPENED: Final = f"{TEXTS:,} objects of a group on a new device, ms"
CHAIN: Final = f"{LINKS:,} links verified, in the browser, ms"

_SIGN_IN: Final = "(who) => document.querySelector('recul-app').notebook.signIn(who)"

# From the moment the person says that the notebook shown is theirs: every text of the group was opened.
_OPEN: Final = """async ([group, texts]) => {
  const { notebook } = document.querySelector('recul-app');
  const began = performance.now();
  const whole = new Promise((resolve) => {
    const look = () => {
      const shown = notebook.groups.list.get(group);
      if (shown?.state === 'ready' && shown.shares.length === texts) resolve(performance.now() - began);
    };
    notebook.addEventListener('groups-changed', look);
  });
  await notebook.acceptState();
  return whole;
}"""

# The clock of the machine, at the frame in which the words are on the screen.
_SEE: Final = """() => new Promise((resolve) => {
  const look = () => {
    if (document.body.innerText.includes(TEXT)) resolve(performance.timeOrigin + performance.now());
    else requestAnimationFrame(look);
  };
  look();
})"""

_SHARE: Final = """([group, text, end]) => {
  const { notebook } = document.querySelector('recul-app');
  const began = performance.timeOrigin + performance.now();
  const share = { title: '', body: [['paragraph', [[text, []]]]], seance: null, end, readers: null, named: true };
  return notebook.groups.share(group, share).then(() => began);
}"""

_FLOOR: Final = """async ({ signs, checks, opens, size }) => {
  const { randomBytes, ready } = await import('/static/js/crypto/primitives.js');
  const { identityOf, sign, verify } = await import('/static/js/crypto/signatures.js');
  const { SIGN_LINK } = await import('/static/js/crypto/labels.js');
  const { openWrap, sealWrap } = await import('/static/js/crypto/epochs.js');
  const { openPost, sealPost } = await import('/static/js/crypto/sharing.js');
  await ready;
  const [seed, group, key, epochKey] = [32, 16, 32, 32].map((length) => randomBytes(length));
  const author = identityOf(seed), link = randomBytes(512);
  const place = { groupId: group, objectId: randomBytes(16), revision: 1, epoch: 1 };
  const body = sealPost(key, place, { author, witness: randomBytes(112), document: randomBytes(size) });
  const wrap = sealWrap(epochKey, group, place, 1, key);
  const signature = sign(seed, SIGN_LINK, link);
  const began = performance.now();
  for (let each = 0; each < signs; each += 1) sign(seed, SIGN_LINK, link);
  for (let each = 0; each < checks; each += 1) verify(author, SIGN_LINK, link, signature);
  for (let each = 0; each < opens; each += 1) openPost(openWrap(epochKey, group, place, 1, wrap), place, author, body);
  return performance.now() - began;
}"""

_VERIFY: Final = """async ({ group, links }) => {
  const { GroupState } = await import('/static/js/crypto/group-state.js');
  const { ready } = await import('/static/js/crypto/primitives.js');
  await ready;
  const read = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const signed = links.map(read), state = new GroupState(read(group));
  const began = performance.now();
  for (const each of signed) state.append(each);
  return performance.now() - began;
}"""


def measure(figures: Figures, rounds: int, tell: Callable[[str], None]) -> None:
    """Measure in Chromium, beside the same cryptography in a bare loop of the same worker."""
    with folder() as place, sync_playwright() as playwright:
        subject = ReculSubject(place)
        subject.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            tell("groups for browsers")
            screens = _Screens(browser, subject, figures)
            for number in range(rounds):
                tell(f"groups in the browser, round {number + 1}")
                screens.open_large()
                screens.share(f"Personne ne s’est assis, au tour {number}.")
            screens.verify(rounds)
        finally:
            browser.close()
            subject.stop()


class _Screens:
    """People whose groups were made beforehand, and the browsers in which they open them."""

    def __init__(self, browser: Browser, subject: ReculSubject, figures: Figures) -> None:
        self._browser, self._figures = browser, figures
        self._origin = f"http://127.0.0.1:{subject.port}"
        self._passphrase = password.generate_passphrase()
        self._large = self._people(subject, "lecteur")
        fill(self._large, TEXTS)
        self._small = self._people(subject, "auteur")
        pages = [self._arrive(each) for each in self._small[:2]]
        for page in pages:
            page.evaluate(_OPEN, [self._group_of(self._small), 0])
        self._author, self._reader = pages
        self._reader.get_by_role("navigation", name="Lieux").get_by_role("link", name="Groupe").click()
        self._reader.get_by_role("heading", name=TITLE).first.wait_for()

    def open_large(self) -> None:
        """A device that knows nothing opens a large group: from « yes, this is mine » to the last text opened."""
        page = self._arrive(self._large[0])
        group = self._group_of(self._large)
        self._figures.add(OPENED, OURS, page.evaluate(_OPEN, [group, TEXTS]))
        links, objects = self._large[-1].space.state.next_seq, TEXTS + PEOPLE + 1
        size = len(documents.to_bytes(share_of(TEXTS)))
        self._figures.add(OPENED, CRYPTO, self._floor(page, signs=0, checks=links, opens=objects, size=size))
        page.context.close()

    def share(self, text: str) -> None:
        """From the act of sharing on one screen to the words on another, which was open beside it."""
        seen = _SEE.replace("TEXT", json.dumps(text))
        self._reader.evaluate(f"() => {{ window.seen = ({seen})(); }}")
        began = self._author.evaluate(_SHARE, [self._group_of(self._small), text, today() + LASTING])
        self._figures.add(SHOWN, OURS, self._reader.evaluate("() => window.seen") - began)
        # the author and the reader each check the link; the text is opened by both
        self._figures.add(SHOWN, CRYPTO, self._floor(self._reader, signs=1, checks=2, opens=2, size=len(text)))

    def verify(self, rounds: int) -> None:
        """Every link of a long group from its first, signatures and rules."""
        chain = GroupChain()
        asked = {"group": _text(chain.group_id), "links": [_text(each) for each in chain.links]}
        for _ in range(rounds):
            self._figures.add(CHAIN, OURS, self._reader.workers[0].evaluate(_VERIFY, asked))
            self._figures.add(CHAIN, CRYPTO, self._floor(self._reader, signs=0, checks=LINKS, opens=0, size=1))

    def _people(self, subject: ReculSubject, name: str) -> list[Member]:
        """Make a group of twelve; the vaults of two of them remember it for devices to come."""
        people = [Member(subject, f"{name}{each}", self._passphrase if each < 2 else None) for each in range(PEOPLE)]
        gather(people)
        for each in people[:2]:
            each.pull()
            each.remember(subject)
        return people

    def _arrive(self, someone: Member) -> Page:
        context = self._browser.new_context(**settings_of(self._origin, WINDOW))
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto("/carnet", wait_until="networkidle")
        page.get_by_label("Phrase de passe").wait_for()
        page.evaluate(_SIGN_IN, {"login": someone.notebook.login, "passphrase": self._passphrase})
        page.wait_for_function("() => document.querySelector('recul-app').views !== null")
        return page

    def _floor(self, page: Page, **asked: int) -> float:
        return float(page.workers[0].evaluate(_FLOOR, asked))

    @staticmethod
    def _group_of(people: list[Member]) -> str:
        return people[0].space.group_id.hex()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
