"""Whose address counts: the socket's, or the one that the outermost trusted proxy saw."""

from __future__ import annotations

import pytest
from flask import Flask

from webapp.limits import caller_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "1.1.1.1", "127.0.0.1"),
        (0, None, "127.0.0.1"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "127.0.0.1"),
        (1, None, ""),
    ],
)
def test_only_trusted_hops_are_believed(proxies: int, forwarded: str | None, address: str) -> None:
    """A client may write what it likes before the hops that our own proxies add."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    with Flask("a").test_request_context(headers=headers, environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        assert caller_address(proxies) == address
