"""One person at one device: a browser of their own, watched for everything that should not happen."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, BrowserType, ConsoleMessage, Page

PATIENCE: Final = 30.0  # seconds
ROOT = Path(__file__).resolve().parents[2]
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}

# What costs time, or asks the network something, and is no part of a page. The last list that Chromium is given stands:
# it says again the part of the driver's own that matters here.
_UNUSED_FEATURES = [
    "WebUIOmniboxPopup",  # with the next two, a quarter of what a new window costs
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(_UNUSED_FEATURES)}",
]

# A violation is an event on the document; saying it in the console puts it beside the errors that are watched.
_WATCH_POLICY = """
document.addEventListener('securitypolicyviolation', (event) => {
  console.error(`CSP ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


class Person:
    """A browser context, its first page, and the problems seen since it was opened."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.problems: list[str] = []
        self._expected: list[re.Pattern[str]] = []
        self._was_offline = False
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.problems.append(f"page error: {error.error}"))
        context.add_init_script(_WATCH_POLICY)
        self.page: Page = context.pages[0] if context.pages else context.new_page()

    def expects(self, pattern: str) -> None:
        """Declare a console message that this test causes on purpose; the test fails if it never comes."""
        self._expected.append(re.compile(pattern))

    @contextmanager
    def offline(self) -> Iterator[None]:
        """Take the network away for a while; what the browser itself says about it is no problem."""
        self._was_offline = True
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)

    def leave(self) -> None:
        """Close the browser, then fail on any problem that was not expected."""
        self.context.close()
        if self._was_offline:  # said at times after the network is back, so it is judged last
            self.problems = [problem for problem in self.problems if "ERR_INTERNET_DISCONNECTED" not in problem]
        unexpected = [problem for problem in self.problems if not any(e.search(problem) for e in self._expected)]
        assert not unexpected, "\n".join(unexpected)
        unseen = [e.pattern for e in self._expected if not any(e.search(problem) for problem in self.problems)]
        assert not unseen, f"announced and never seen: {unseen}"

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            where = message.location
            self.problems.append(
                f"{message.type}: {message.text} ({where.get('url', '')}:{where.get('lineNumber', '')})"
            )


def wait_for_answer(page: Page, question: str, arg: Any = None) -> None:
    """Wait until a function of JavaScript resolves to true; `wait_for_function` holds any promise for true."""
    deadline = time.monotonic() + PATIENCE
    while page.evaluate(question, arg) is not True:
        assert time.monotonic() < deadline, question
        page.wait_for_timeout(50)


def settings_of(origin: str, viewport: dict[str, int]) -> dict[str, Any]:
    """The options of every context: a French person in Paris, no animation."""
    return {
        "base_url": origin,
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
        "viewport": viewport,
        "reduced_motion": "reduce",
    }


def arrive(browser: Browser, origin: str, viewport: dict[str, int] = DESK) -> Person:
    """A person with a browser that forgets everything."""
    return Person(browser.new_context(**settings_of(origin, viewport)))


def arrive_with_profile(
    chromium: BrowserType, executable: str, profile: Path, origin: str, viewport: dict[str, int] = DESK
) -> Person:
    """A person whose browser keeps its profile in a folder, as it does at home."""
    options = settings_of(origin, viewport)
    return Person(chromium.launch_persistent_context(profile, executable_path=executable, args=FLAGS, **options))


def axe(page: Page) -> list[str]:
    """What axe-core finds in the way of people who do not see, hear or point: one line a finding."""
    page.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    findings = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [f"{finding['id']}: {node['target']} {node['html']}" for finding in findings for node in finding["nodes"]]
