"""What the vault remembers of a group, written and read by a notebook (`docs/spec/sharing.md` §7)."""

from typing import Final

from crypto import memory
from crypto.chain import Mark
from crypto.client import pull, push
from crypto.client.api import RefusedError
from crypto.client.groups.space import GroupSpace, Myself
from crypto.client.notebook import Notebook
from crypto.client.push import Batch
from crypto.errors import ForkError
from crypto.group_state import GroupState
from crypto.memory import GroupMemory, Invitation
from crypto.witness import seal_witness

TRIES: Final = 5


def recall(notebook: Notebook, group_id: bytes) -> GroupMemory | None:
    """Return what the vault remembers of a group, None for one that nobody here vouched for."""
    encoded = notebook.memories.get(memory.memory_id(group_id))
    if encoded is None:
        return None
    found = GroupMemory.from_bytes(encoded)
    if found.group_id != group_id:
        raise ForkError("the memory of another group")
    return found


def recall_all(notebook: Notebook) -> list[GroupMemory]:
    """Return what the vault remembers of every group."""
    ids = {memory.aliases_id()}
    return [GroupMemory.from_bytes(encoded) for each, encoded in notebook.memories.items() if each not in ids]


def remember(notebook: Notebook, news: GroupMemory) -> None:
    """Merge news into the vault's memory of a group, and put it when that changed anything."""
    object_id = memory.memory_id(news.group_id)
    for _ in range(TRIES):
        pull.pull(notebook)
        earlier = recall(notebook, news.group_id)
        merged = memory.to_write(news if earlier is None else memory.merge(earlier, news), notebook.today())
        if earlier == merged:
            return
        revision = notebook.device.state.revision_of(object_id) + 1
        sealed = notebook.seal(object_id, revision, merged.to_bytes())
        push.send(notebook, Batch([], [push.put_of(sealed, None)], [sealed]))
    raise RefusedError("stale-head")


def news_of(
    space: GroupSpace, name: str, invitations: tuple[Invitation, ...] = (), left_day: int | None = None
) -> GroupMemory:
    """Return what a group at this moment gives to remember; after its end no key, name and day alone remain."""
    create_hash = space.state.head_at(0)
    assert create_hash is not None, "a group has a first link"
    epochs, pins = tuple(sorted(space.keys.items())), tuple(sorted(space.pins))
    place = (space.mark.seq, space.mark.head)
    left = None if left_day is None else (left_day, space.mark.seq)
    return GroupMemory(space.group_id, create_hash, *place, epochs, pins, invitations, (), name, space.joined, left)


def is_due(notebook: Notebook, space: GroupSpace) -> bool:
    """Whether there is an epoch key or a pin that the vault does not have."""
    kept = recall(notebook, space.group_id)
    return kept is None or not (set(space.keys.items()) <= set(kept.epochs) and space.pins <= set(kept.pins))


def myself_of(notebook: Notebook) -> Myself:
    """Return who writes in the groups of a notebook."""

    def witness(group_id: bytes) -> bytes:
        return seal_witness(notebook.unlocked.account_key, notebook.vault_id, group_id, notebook.device.mark)

    return Myself(notebook.unlocked.keyring, witness, notebook.today)


def space_of(notebook: Notebook, kept: GroupMemory) -> GroupSpace:
    """Return a group to verify from link 0 against what the vault remembers."""
    space = GroupSpace(kept.group_id, myself_of(notebook), GroupState(kept.group_id))
    space.create_hash, space.remembered, space.joined = kept.create_hash, Mark(kept.seq, kept.head), kept.joined
    space.keys.update(kept.epochs)
    space.pins.update(kept.pins)
    return space
