"""The runner of the operations of groups, ceremonies and sharing, beside those of `operations.py`."""

from collections.abc import Callable
from typing import Any

from crypto.group_state import GroupState

Fields = dict[str, Any]


def _state(given: Any) -> GroupState:
    state = GroupState(given.chain_id)
    for signed in given.links:
        state.append(signed)
    return state


def _verify(given: Any) -> Fields:
    state = _state(given)
    return {
        "seq": state.next_seq - 1,
        "head": state.head,
        "state": state.to_bytes(),
        "state_hash": state.state_hash(),
    }


GROUP_OPERATIONS: dict[str, Callable[[Any], Fields | None]] = {
    "group.verify": _verify,
}
