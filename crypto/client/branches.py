"""The way out of a fork, taken only when a person asks (`docs/spec/chain.md` §7)."""

from collections.abc import Iterator
from dataclasses import replace

from crypto import chain, primitives
from crypto.chain import Link
from crypto.client import history, outbox, pull, push
from crypto.client.device import Device
from crypto.client.notebook import Notebook
from crypto.client.outbox import Write
from crypto.client.push import Batch
from crypto.errors import ForkError, RollbackError
from crypto.operations import Put, Reconcile, Rekey, Slots, Tombstone
from crypto.vault_state import VaultState


def reconcile(notebook: Notebook) -> None:
    """Take the server's branch, write the changes of one's own over it, and sign that both are known."""
    device = notebook.device
    own_head = device.mark.head
    common, theirs = _common_link(notebook)
    own = [link for link in history.links_of(device) if link.seq > common]
    if any(isinstance(operation, Slots | Rekey) for link in own for operation in link.operations):
        raise ForkError("one's own branch changed keys: only an export keeps it")
    branch = _branch(device, common, theirs)
    if branch.state.standing.epoch < device.state.standing.epoch:
        raise RollbackError("a branch of an earlier epoch")
    pull.check_claim(device.keys, notebook.unlocked, branch.state)
    ahead = replace(notebook, device=branch)
    pull.bring_texts(ahead)
    before = _branch(device, common, []).state
    branch.outbox[:0] = [outbox.seal(notebook, write) for write in _own_writes(ahead, own, before)]
    notebook.device = branch
    push.send(notebook, Batch([], [Reconcile(own_head)], []))
    push.push(notebook)


def _common_link(notebook: Notebook) -> tuple[int, list[bytes]]:
    """Return the place of the last link both branches have, and the server's links after it."""
    device = notebook.device
    theirs = notebook.api.links(device.vault_id, device.first_seq - 1)
    same = 0
    for ours, their in zip(device.links, theirs, strict=False):
        if ours != their:
            break
        same += 1
    if same == 0 and device.first_seq > 0 and (not theirs or chain.prev_of(theirs[0]) != device.root.mark):
        raise ForkError("no link in common on this device")
    return device.first_seq + same - 1, theirs[same:]


def _branch(device: Device, common: int, theirs: list[bytes]) -> Device:
    kept = device.links[: common + 1 - device.first_seq]
    state = device.root.copy()
    for signed in [*kept, *theirs]:
        state.append(signed)
    return replace(device, state=state, links=[*kept, *theirs], outbox=list(device.outbox))


def _own_writes(notebook: Notebook, own: list[Link], common: VaultState) -> Iterator[Write]:
    """Yield the changes of one's own branch as writes over the server's, whose texts the notebook has."""
    last: dict[bytes, Put | Tombstone] = {}
    for link in own:
        for operation in link.operations:
            if isinstance(operation, Put | Tombstone):
                last[operation.object_id] = operation
    for operation in last.values():
        if isinstance(operation, Tombstone):
            yield from _erase_over(notebook, operation.object_id, common)
        else:
            yield from _put_over(notebook, operation)


def _erase_over(notebook: Notebook, object_id: bytes, common: VaultState) -> Iterator[Write]:
    theirs = notebook.device.state
    current = theirs.objects.get(object_id)
    if current is None:
        return
    sealed = notebook.current(object_id)
    if current.revision != common.revision_of(object_id) and sealed is not None:
        # changed there and erased here: the words come back under a new id
        yield Write(primitives.random_bytes(primitives.ID_SIZE), 0, notebook.open(sealed), current.end)
    yield Write(object_id, current.revision, None)


def _put_over(notebook: Notebook, operation: Put) -> Iterator[Write]:
    sealed, theirs = notebook.device.objects.get(operation.body_hash), notebook.device.state
    if sealed is None:
        return
    if theirs.is_tombstoned(operation.object_id):
        yield Write(primitives.random_bytes(primitives.ID_SIZE), 0, notebook.open(sealed), operation.end)
    else:
        base = theirs.revision_of(operation.object_id)
        yield Write(operation.object_id, base, notebook.open(sealed), operation.end)
