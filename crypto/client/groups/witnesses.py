"""Holding a vault against what its owner's posts in a group witness of it (`docs/spec/sharing.md` §5)."""

from crypto.chain import Mark
from crypto.client import history
from crypto.client.groups.space import GroupSpace
from crypto.client.notebook import Notebook
from crypto.errors import ForkError, RollbackError, SealedError
from crypto.operations import Reconcile
from crypto.witness import open_witness


def check(notebook: Notebook, space: GroupSpace) -> int:
    """Return how many witnesses agree with a vault that was read after the group.

    Raises `RollbackError` for a vault below one of them and `ForkError` for another head at its place, unless the
    owner acknowledged a fork since.
    """
    device = notebook.device
    marks = [mark for mark in _marks(notebook, space) if mark is not None]
    if any(mark.seq > device.mark.seq for mark in marks):
        raise RollbackError("a vault below what its owner witnessed")
    differing = [mark.seq for mark in marks if device.head_at(mark.seq) not in (None, mark.head)]
    if differing and max(differing) > _acknowledged(notebook):
        raise ForkError("another history than the one its owner witnessed")
    return len(marks)


def _marks(notebook: Notebook, space: GroupSpace) -> list[Mark | None]:
    own = [each.witness for each in space.contents.values() if each.author == space.identity]
    return [_opened(notebook, space.group_id, witness) for witness in own]


def _opened(notebook: Notebook, group_id: bytes, witness: bytes) -> Mark | None:
    """Return the mark that a witness holds, None when no account key of this person opens it."""
    unlocked = notebook.unlocked
    for key in (unlocked.account_key, *unlocked.keyring.past):
        try:
            return open_witness(key, notebook.vault_id, group_id, witness)
        except SealedError:
            continue
    return None


def _acknowledged(notebook: Notebook) -> int:
    """Return the place of the last fork that the owner acknowledged, -1 without any."""
    places = [
        link.seq
        for link in history.links_of(notebook.device)
        if any(isinstance(operation, Reconcile) for operation in link.operations)
    ]
    return max(places, default=-1)
