"""What the modules of the browser import, read without a parser of JavaScript."""

from __future__ import annotations

import pytest

from webapp.assets import graph


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('import a from "./a.js";', ["/m/a.js"]),
        ("import { a,\n  b } from '../b.js';", ["/b.js"]),
        ("export * from './c.js'; export {d} from './d.js'", ["/m/c.js", "/m/d.js"]),
        ("import './e.js';", ["/m/e.js"]),
        ("import'./e.js';import x from'lit';", ["/v/lit.js"]),
        ("const a = 'x from \\'./f.js\\'';", []),
        ("await import('./g.js')", []),
    ],
)
def test_static_imports_are_followed(text: str, found: list[str]) -> None:
    """The graph of a module is what its static imports name, in each way of writing them."""
    contents = dict.fromkeys(("/m/a.js", "/b.js", "/m/c.js", "/m/d.js", "/m/e.js", "/v/lit.js", "/m/g.js"), b"")
    walked = graph({"/m/x.js": text.encode(), **contents}, {"lit": "/v/lit.js"}, "/m/x.js")
    assert set(found) <= set(walked) and not set(walked) & ({"/m/g.js"} - set(found))
