"""Words inside Markdown: nothing that a person typed passes for a mark."""

import re
from typing import Final

_MEANS_SOMETHING: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escape(text: str) -> str:
    """Return text with a backslash before each sign that would mean something."""
    return _MEANS_SOMETHING.sub(r"\\\1", text)
