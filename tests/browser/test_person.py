"""The watch over a browser really sees what it is meant to see."""

from collections.abc import Iterator
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from playwright.sync_api import Browser

from tests.attacks.evil_server import serving
from tests.browser.person import arrive, axe

PATIENCE = 200  # times fifty milliseconds: a busy machine says a problem late
POLICY = (
    "default-src 'none'; script-src 'self'; img-src 'self'; style-src 'self'; worker-src 'self'; "
    "require-trusted-types-for 'script'"
)
PAGE = """<!doctype html><html lang="fr"><title>a</title><link rel="icon" href="/icon">
<main><h1>a</h1><button></button></main><script src="/script.js?QUERY"></script></html>"""
SCRIPTS = {
    "nothing": "",
    "console-error": "console.error('aïe')",
    "page-error": "setTimeout(() => { throw new Error('aïe'); })",
    "rejection": "Promise.reject(new Error('aïe'))",
    "inline-style": "document.body.setAttribute('style', 'color: red')",
    "html-sink": "try { document.body.innerHTML = '<b>aïe</b>'; } catch {}",
    "remote-image": "new Image().src = 'http://127.0.0.1:1/aïe.png'",
    "worker-error": """
        const policy = trustedTypes.createPolicy('worker', {createScriptURL: (url) => url});
        new Worker(policy.createScriptURL('/script.js?console-error'));""",
}


def _pages(environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
    problem = environ["QUERY_STRING"]
    if environ["PATH_INFO"] == "/script.js":
        start_response("200 OK", [("Content-Type", "text/javascript; charset=utf-8")])
        return iter([SCRIPTS[problem].encode()])
    if environ["PATH_INFO"] == "/icon":
        start_response("204 No Content", [])
        return iter([])
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", POLICY)])
    return iter([PAGE.replace("QUERY", problem).encode()])


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """A small site, each page of which has one problem."""
    with serving(_pages) as address:
        yield address


@pytest.mark.parametrize("problem", sorted(SCRIPTS.keys() - {"nothing"}))
def test_a_problem_on_a_page_fails_the_test(browser: Browser, origin: str, problem: str) -> None:
    """A console error, a page error and a violation of the policy are each seen, whichever script causes them."""
    someone = arrive(browser, origin)
    someone.page.goto(f"/?{problem}")
    for _ in range(PATIENCE):
        if someone.problems:
            break
        someone.page.wait_for_timeout(50)
    with pytest.raises(AssertionError):
        someone.leave()


def test_a_page_without_a_problem_passes(browser: Browser, origin: str) -> None:
    """The watch itself raises nothing."""
    someone = arrive(browser, origin)
    someone.page.goto("/?nothing")
    someone.page.wait_for_timeout(150)
    someone.leave()


def test_an_expected_problem_must_come(browser: Browser, origin: str) -> None:
    """A test that announces a problem fails when the problem does not happen."""
    someone = arrive(browser, origin)
    someone.page.goto("/?console-error")
    someone.expects("aïe")
    someone.expects("never said")
    with pytest.raises(AssertionError, match="never said"):
        someone.leave()


def test_axe_finds_a_button_without_a_name(browser: Browser, origin: str) -> None:
    """The accessibility checker runs under the policy of the page and finds a planted fault."""
    someone = arrive(browser, origin)
    someone.page.goto("/?console-error")
    assert any(finding.startswith("button-name") for finding in axe(someone.page))
    someone.expects("aïe")
    someone.leave()
