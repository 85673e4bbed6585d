"""JSON of the chain routes."""

from __future__ import annotations

from webapp.wire import Bytes32, Struct


class HeadOut(Struct):
    """Where a chain stands; `bytes` counts the ciphertext stored, `objects` those not ended."""

    seq: int
    head: Bytes32
    checkpoint_seq: int | None
    objects: int
    bytes: int


class AppendedOut(Struct):
    """The place of the last link of a request."""

    seq: int
    head: Bytes32
