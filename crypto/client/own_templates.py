"""A person's own templates, read and written by a notebook (`docs/spec/sharing.md` §7)."""

from crypto import templates
from crypto.client.groups import vault
from crypto.client.notebook import Notebook
from crypto.templates import Template


def recall(notebook: Notebook) -> list[Template]:
    """Return the templates that were not taken away."""
    encoded = notebook.memories.get(templates.templates_id())
    return [each for each in templates.from_bytes(encoded) if each.asked] if encoded else []


def keep(notebook: Notebook, news: Template) -> None:
    """Add a template, or the latest of one."""

    def merged(earlier: bytes | None) -> bytes:
        known = () if earlier is None else templates.from_bytes(earlier)
        return templates.to_bytes(templates.merge(known, [news]))

    vault.write(notebook, templates.templates_id(), merged)
