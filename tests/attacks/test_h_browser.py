"""Rows G, H, I and A17 of docs/attacks.md that need the real page: hostile words, altered code, what closing leaves."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.attacks.browser_client import BrowserClient
from tests.attacks.evil_server import Answer, EvilServer, Forward, Request, Rule, rule
from tests.browser.person import ROOT, arrive, wait_for_answer
from webapp import create_app
from webapp.pages import shells

WORDS: list[str] = json.loads((ROOT / "tests" / "hostile-words.json").read_text())
HOSTILE = [words for words in WORDS if words != "\ud83d"]  # half a letter, which no driver sends to a browser
_NUMBER_KEPT = """(number) => new Promise((resolve) => {
  const opening = indexedDB.open('recul');
  opening.onsuccess = () => {
    const database = opening.result;
    if (!database.objectStoreNames.contains('settings')) { database.close(); resolve(false); return; }
    const asked = database.transaction('settings').objectStore('settings').get('release');
    asked.onsuccess = () => { database.close(); resolve(asked.result === number); };
  };
  opening.onerror = () => resolve(false);
  // it is the page's to make
  opening.onupgradeneeded = () => { opening.transaction.abort(); };
})"""
_LOOK_FOR_ANOTHER = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update();
  const next = registration.installing;
  if (next) await new Promise((resolve) => { next.addEventListener('statechange', resolve, {once: true}); });
}"""
WRITING = "input[type=text], input:not([type]), textarea, [contenteditable]"


@pytest.fixture
def someone(browser: Browser, serve: str) -> Iterator[BrowserClient]:
    """A person at the browser's client, with a space."""
    person = BrowserClient(lambda: arrive(browser, serve))
    person.create()
    yield person
    person.leave()


def test_hostile_words_stay_words(someone: BrowserClient, serve: str) -> None:
    """H01, H04, H05, H06, B04: in every field, hostile text is shown as text: nothing runs, nothing is fetched."""
    page = someone.person.page
    asked: list[str] = []
    someone.person.context.on("request", lambda request: asked.append(request.url))
    entry = someone.keep("x")
    body = [["paragraph", [[text, []]]] for text in HOSTILE]
    someone.rewrite(entry, title=HOSTILE[0], tags=HOSTILE[1:4], body=body)
    case = someone.keep_case({"moment": HOSTILE[0], "people": HOSTILE[1], "question": HOSTILE[5]})
    someone.send()
    for place in ("#", f"/texte#{entry}", f"/texte#{case}", "/situations", "/moi"):
        page.evaluate("(place) => { history.pushState(null, '', '/carnet' + place); }", place)
        page.evaluate("() => dispatchEvent(new PopStateEvent('popstate'))")
        page.wait_for_timeout(300)
        links = page.evaluate(
            "() => [...document.querySelectorAll('a[href], [src]')].map((each) => each.href || each.src)"
        )
        assert not [link for link in links if not link.startswith((serve, "https:"))], place
    assert page.evaluate("() => [window.pwned ?? null, typeof document.querySelector('recul-app').notebook.phase]") == [
        None,
        "string",
    ]
    assert not [url for url in asked if not url.startswith((serve, "data:", "blob:"))]
    assert page.title() == "Recul"
    assert someone.person.problems == []


def test_no_word_reaches_an_address_or_a_title(someone: BrowserClient) -> None:
    """I09: whatever is opened, the address holds identifiers only, and the title stays the same."""
    entry = someone.keep("mot secret")
    someone.rewrite(entry, title="titre secret")
    page = someone.person.page
    page.goto(f"/carnet/texte#{entry}")
    assert "secret" not in page.url
    assert page.title() == "Recul"
    assert page.evaluate("() => history.state === null || !JSON.stringify(history.state).includes('secret')")


def test_writing_fields_are_read_by_nobody_else(someone: BrowserClient) -> None:
    """I06: every field for words turns spelling services and translation off."""
    page = someone.person.page
    page.wait_for_selector(WRITING)
    fields: list[dict[str, Any]] = page.evaluate(
        """(selector) => [...document.querySelectorAll(selector)].map((each) => ({
          html: each.outerHTML.slice(0, 200), spellcheck: each.spellcheck,
          translate: Boolean(each.closest('[translate=no]')), autocorrect: each.getAttribute('autocorrect')}))""",
        WRITING,
    )
    assert fields
    assert [field for field in fields if field["spellcheck"] or not field["translate"]] == []


def test_the_page_shares_nothing_with_other_sites(someone: BrowserClient) -> None:
    """I04, A16: the page is isolated, and scripts can read no cookie and no token."""
    page = someone.person.page
    assert page.evaluate("() => crossOriginIsolated") is True
    assert page.evaluate("() => document.cookie") == ""
    token = next(each["value"] for each in someone.person.context.cookies() if each.get("name") == "recul")
    kept = page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])") + someone.memory()
    assert token not in kept


def test_closing_leaves_no_word_and_no_worker(someone: BrowserClient) -> None:
    """A17, I08, I11: after closing, the worker that had the keys is gone, and no text is in the page."""
    someone.keep("un mot de trop")
    someone.send()
    someone.look_for("un mot de trop")
    page = someone.person.page
    before = {worker.url for worker in page.workers}
    someone.close()
    page.wait_for_timeout(300)
    assert before
    assert "un mot de trop" not in page.content()
    assert page.evaluate("() => document.querySelector('recul-app').notebook.asked") == ""
    find = "() => document.querySelector('recul-app').notebook.find('trop').catch(({ code }) => code)"
    assert page.evaluate(find) == "closed"
    assert page.evaluate("() => document.querySelector('recul-app').notebook.entries.size") == 0
    assert someone.reopened_without_passphrase() == "closed"


def altered(path: str) -> Rule:
    """Add a comment to a file of the worker: harmless, and not what the release lists."""

    @rule("G05", "GET", path)
    def alter(request: Request, forward: Forward) -> Answer:
        answer = forward(replace_encoding(request))
        return answer.with_body(answer.body + b"\n// altered") if answer.body else answer

    return alter()


def replace_encoding(request: Request) -> Request:
    """The same request from a browser that takes no compression and knows no earlier answer."""
    for name in ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH"):
        request.environ.pop(name, None)
    return request


def of_release(evil: EvilServer, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the honest server behind the rules be one of another release, on the same data."""
    before = evil.honest.extensions["recul"]  # type: ignore[attr-defined]
    before.database.engine.dispose()
    monkeypatch.setattr(shells, "RELEASE_NUMBER", number)
    evil.honest = create_app(before.settings)


def open_under(context: BrowserContext, path: str, number: int) -> Page:
    """Open a page under the release that is served now: the one that runs gives way while none of its pages is open."""
    for _ in range(20):
        page = context.pages[0]
        page.evaluate(_LOOK_FOR_ANOTHER)
        page.close()
        page = context.new_page()
        page.wait_for_timeout(250)
        page.goto(path)
        if page.locator("meta[name=recul-release]").get_attribute("content") == str(number):
            return page
    raise AssertionError(f"release {number} never took over")


def test_an_earlier_release_gets_no_passphrase(
    evil: EvilServer, browser: Browser, serve: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G04: a browser that was served a release takes no earlier one, however well its files agree with its list."""
    of_release(evil, 8, monkeypatch)
    someone = BrowserClient(lambda: arrive(browser, serve))
    someone.create()
    context = someone.person.context
    of_release(evil, 7, monkeypatch)
    page = open_under(context, "/carnet", 7)
    page.wait_for_function("() => document.querySelector('recul-app')?.notebook.alarm?.code === 'code'")
    assert page.locator("input[type=password]").count() == 0
    context.close()


def test_an_earlier_release_opens_no_export(
    evil: EvilServer, browser: Browser, serve: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G04: the page that opens a file without an account refuses an earlier release too, and asks for no passphrase."""
    of_release(evil, 8, monkeypatch)
    context = arrive(browser, serve).context
    page = context.pages[0]
    page.goto("/ouvrir")
    wait_for_answer(page, _NUMBER_KEPT, 8)
    of_release(evil, 7, monkeypatch)
    page = open_under(context, "/ouvrir", 7)
    expect(page.get_by_role("alert").filter(has_text="n’est pas celui qui a été publié")).to_be_visible()
    assert page.locator("input").count() == 0
    context.close()


FILES = [
    "/static/js/worker/crypto-worker.js",
    "/static/vendor/libsodium-sumo/libsodium-sumo.js",
    "/static/js/crypto/envelope.js",
]


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("visit", ["first", "second"])
def test_altered_code_gets_no_passphrase(evil: EvilServer, browser: Browser, serve: str, path: str, visit: str) -> None:
    """G01, G04, G05: a worker file other than the one listed never runs: no passphrase can be typed to it."""
    make: Callable[[], BrowserClient] = lambda: BrowserClient(lambda: arrive(browser, serve))  # noqa: E731
    attack = altered(path)
    if visit == "first":
        evil.mount(attack)
        person = make()
        assert attack.fired > 0
    else:
        person = make()
        evil.mount(attack)
        person.person.page.reload()
        person.wait_until_started()
    page = person.person.page
    page.wait_for_timeout(500)
    if attack.fired:
        assert page.evaluate("() => document.querySelector('recul-app').notebook.alarm?.code") == "code"
        assert page.locator("input[type=password]").count() == 0
    else:
        person.create()
        assert not [each for each, _ in evil.exchanges if each.path == path and evil.fired]
    person.leave()
