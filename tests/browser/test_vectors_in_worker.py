"""The vectors inside a real module worker of Chromium, under the policy that the crypto worker runs with.

The runner of `tests/js` is served by the test alone, through a route of the browser: the product holds nothing of it.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.person import arrive
from webapp.security import WORKER_CSP

ROOT = Path(__file__).resolve().parents[2]
ORIGIN = "http://127.0.0.1:9"  # nobody listens there: every file comes from the route
FOLDERS = ("tests/js/", "static/js/crypto/", "static/vendor/")
PAGE = "<!doctype html><title>Recul</title>"
WORKER = """
import { runVector } from './run-vector.mjs';
self.addEventListener('message', async ({ data }) => {
  const told = (error) => ({ failed: `${error.name}: ${error.message}` });
  const run = (vector) => runVector(vector).catch(told);
  const outcomes = [];
  for (const vector of data) outcomes.push(await run(vector));
  const refused = new Promise((resolve) => {
    self.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
  });
  const policy = await fetch('/').then(() => 'a network', () => refused);
  postMessage({ outcomes, policy, worker: self.constructor.name });
});
"""
RUN = """(vectors) => new Promise((resolve, reject) => {
  const worker = new Worker('/tests/js/vector-worker.mjs', { type: 'module' });
  worker.addEventListener('message', ({ data }) => resolve(data));
  worker.addEventListener('error', (event) => reject(new Error(`the worker did not start: ${event.message}`)));
  worker.postMessage(vectors);
})"""


def serve(route: Route) -> None:
    """Answer a request of the page or of the worker: a page without content, the runner, the modules of the product."""
    path = route.request.url.removeprefix(f"{ORIGIN}/")
    if path == "":
        route.fulfill(body=PAGE, content_type="text/html")
    elif path == "tests/js/vector-worker.mjs":
        _script(route, WORKER)
    elif path.startswith(FOLDERS) and ".." not in path:
        _script(route, (ROOT / path).read_text("utf-8"))
    else:
        route.abort()


def _script(route: Route, text: str) -> None:
    route.fulfill(body=text, content_type="text/javascript", headers={"Content-Security-Policy": WORKER_CSP})


@pytest.fixture(scope="module")
def vectors() -> dict[str, dict[str, Any]]:
    """Every vector by its name."""
    files = sorted((ROOT / "tests/vectors").glob("*/*.json"))
    return {f"{file.parent.name}/{file.stem}": json.loads(file.read_text("utf-8")) for file in files}


def test_each_vector_gives_what_it_expects_in_a_worker(browser: Browser, vectors: dict[str, dict[str, Any]]) -> None:
    """In a worker of the browser, under the worker's policy, each vector ends in its outcome and its output."""
    someone = arrive(browser, ORIGIN)
    someone.context.route("**/*", serve)
    someone.page.goto("/")
    asked = [{name: vector[name] for name in ("operation", "input")} for vector in vectors.values()]
    answer = someone.page.evaluate(RUN, asked)
    expected = [{"expect": vector["expect"], "output": vector["output"]} for vector in vectors.values()]
    assert len(vectors) >= 150
    assert (answer["policy"], answer["worker"]) == ("connect-src", "DedicatedWorkerGlobalScope")
    differing = {
        name: (vectors[name]["comment"], got)
        for name, got, wanted in zip(vectors, answer["outcomes"], expected, strict=True)
        if got != wanted
    }
    assert differing == {}
    someone.leave()
