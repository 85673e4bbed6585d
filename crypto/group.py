"""A group for those who hold its keys: state, epochs, and the audit before each sending (`docs/spec/group.md`).

What needs no key is in `group_operations`, `group_policy` and `group_state`.
"""

from collections.abc import Iterable
from enum import StrEnum

from crypto.epochs import generate_epoch_key, is_key_of, make_rotation, open_epoch, open_standing
from crypto.group_policy import preview
from crypto.group_state import GroupState

__all__ = [
    "Finding", "GroupState", "audit", "generate_epoch_key", "make_rotation", "open_epoch", "open_standing", "preview",
]  # fmt: skip


class Finding(StrEnum):
    """What an audit finds wrong (§6)."""

    RECIPIENTS = "recipients"
    KEY = "key"
    PIN = "pin"


def audit(state: GroupState, epoch_key: bytes | None, pins: Iterable[tuple[bytes, bytes]]) -> frozenset[Finding]:
    """Return what is wrong with a group.

    `epoch_key` is the one received for the current epoch, `pins` the `(identity, transcript)` of one's ceremonies.
    With any finding nothing is sent but `rotate`, `dispute` and `leave`; with `PIN`, nothing at all.
    """
    rotation = state.rotation
    assert rotation is not None, "a group has a key from its first link"
    found = set()
    if {identity for identity, _ in rotation.boxes} != set(state.roster.members):
        found.add(Finding.RECIPIENTS)
    if epoch_key is None or not is_key_of(state.chain_id, rotation, epoch_key):
        found.add(Finding.KEY)
    if not all(_holds(state, pin) for pin in pins):
        found.add(Finding.PIN)
    return frozenset(found)


def _holds(state: GroupState, pin: tuple[bytes, bytes]) -> bool:
    identity, transcript = pin
    joined = state.verified.get(transcript)
    return joined is not None and identity in (joined.identity, joined.by)
