"""Going about a page with the keyboard alone: each stop on the way is seen and marked."""

from playwright.sync_api import Page

_FOCUS = r"""() => {
  const focused = document.activeElement;
  const style = getComputedStyle(focused);
  const frame = focused.closest('.line');
  const around = frame ? getComputedStyle(frame) : style;
  const box = focused.getBoundingClientRect();
  const words = focused.getAttribute('aria-label') ?? focused.labels?.[0]?.innerText ?? focused.innerText ?? '';
  return {
    name: words.replace(/\s+/g, ' ').trim(),
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    marked: style.outlineStyle !== 'none' || around.outlineStyle !== 'none' || around.borderBottomColor !== around.color
      || focused.matches('.ProseMirror'),
  };
}"""
MAX_STOPS = 40


def focused(page: Page) -> str:
    """Return the name of what has the focus."""
    name: str = page.evaluate(_FOCUS)["name"]
    return name


def tab_to(page: Page, name: str, starts: bool = False) -> None:
    """Press Tab until the focus is on a control of that name, or whose name starts so; each stop is seen and marked."""
    passed, name = [], " ".join(name.split())
    for _ in range(MAX_STOPS):
        stop = page.evaluate(_FOCUS)
        if stop["name"] == name or (starts and stop["name"].startswith(name)):
            assert stop["seen"], f"the focus is on {name!r}, out of sight"
            assert stop["marked"], f"the focus is on {name!r} and nothing shows it"
            return
        passed.append(stop["name"])
        page.keyboard.press("Tab")
    raise AssertionError(f"{name!r} is not reached by the Tab key: {passed}")


def use(page: Page, name: str, starts: bool = False) -> None:
    """Reach a control and press Enter on it."""
    tab_to(page, name, starts)
    page.keyboard.press("Enter")


def tick(page: Page, name: str, starts: bool = False) -> None:
    """Reach a box or a choice and press Space on it."""
    tab_to(page, name, starts)
    page.keyboard.press("Space")
