"""What the vault remembers of a group, written and read by a notebook (`docs/spec/sharing.md` §7)."""

from collections.abc import Callable
from typing import Final

from crypto import labels, memory, primitives, templates
from crypto.chain import Mark
from crypto.client import pull, push
from crypto.client.api import RefusedError
from crypto.client.device import KeptGroup
from crypto.client.groups import reading
from crypto.client.groups.space import GroupSpace, Myself
from crypto.client.notebook import Notebook
from crypto.client.push import Batch
from crypto.errors import ForkError
from crypto.group_state import GroupState
from crypto.memory import Alias, GroupMemory, Invitation
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
    ids = {memory.aliases_id(), templates.templates_id()}
    return [GroupMemory.from_bytes(encoded) for each, encoded in notebook.memories.items() if each not in ids]


def remember(notebook: Notebook, news: GroupMemory) -> None:
    """Merge news into the vault's memory of a group, and put it when that changed anything."""

    def merged(earlier: bytes | None) -> bytes:
        found = news if earlier is None else memory.merge(GroupMemory.from_bytes(earlier), news)
        return memory.to_write(found, notebook.today()).to_bytes()

    write(notebook, memory.memory_id(news.group_id), merged)


def aliases(notebook: Notebook) -> tuple[Alias, ...]:
    """Return the alias book: what is found in a text, and what to write instead."""
    encoded = notebook.memories.get(memory.aliases_id())
    return () if encoded is None else memory.aliases_from_bytes(encoded)


def remember_aliases(notebook: Notebook, news: tuple[Alias, ...]) -> None:
    """Add pairs to the alias book, which never leaves the vault."""

    def merged(earlier: bytes | None) -> bytes:
        known = () if earlier is None else memory.aliases_from_bytes(earlier)
        return memory.aliases_to_bytes(memory.merge_aliases(known, news))

    write(notebook, memory.aliases_id(), merged)


def write(notebook: Notebook, object_id: bytes, merged: Callable[[bytes | None], bytes]) -> None:
    """Put what `merged` makes of a memory as it stands, again when another device was first."""
    for _ in range(TRIES):
        pull.pull(notebook)
        earlier = notebook.memories.get(object_id)
        encoded = merged(earlier)
        if encoded == earlier:
            return
        sealed = notebook.seal(object_id, notebook.device.state.revision_of(object_id) + 1, encoded)
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
    """Return a group as this device kept it, from link 0 without that, to hold against what the vault remembers."""
    space = GroupSpace(kept.group_id, myself_of(notebook), GroupState(kept.group_id))
    space.create_hash, space.joined = kept.create_hash, kept.joined
    space.keys.update(kept.epochs)
    space.pins.update(kept.pins)
    here = notebook.device.groups.get(kept.group_id, KeptGroup((), ()))
    reading.take_links(space, here.links)
    space.frames.update({primitives.hash(labels.HASH_BODY, each.body): each for each in here.frames})
    reading.open_contents(space)
    space.remembered = Mark(kept.seq, kept.head)  # another device may have gone further than this one
    return space


def keep(notebook: Notebook, space: GroupSpace) -> None:
    """Keep on this device what was verified of a group; nothing of one that is over."""
    if space.is_over():
        notebook.device.groups.pop(space.group_id, None)
    else:
        notebook.device.groups[space.group_id] = KeptGroup(tuple(space.links), tuple(space.frames.values()))
