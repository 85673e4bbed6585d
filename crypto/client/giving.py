"""Giving back what a server lost, in requests that it can take (`docs/spec/chain.md` §7)."""

from collections.abc import Iterator, Sequence
from typing import Final

from crypto import chain
from crypto.chain import Link, Mark
from crypto.client import history, pull, push
from crypto.client.device import frame_of
from crypto.client.notebook import Notebook
from crypto.errors import ForkError
from crypto.frames import ObjectFrame
from crypto.operations import Checkpoint, Put, Rekey, Slots, Tombstone
from crypto.vault_policy import INDEX_ID

MOST_BYTES: Final = 48 * 1024 * 1024  # of bodies in one request, which may weigh 64 MiB
_NEVER: Final = 1 << 62
_ERASED_AFTER_DAYS: Final = 2


def give_back(notebook: Notebook, most: int = MOST_BYTES) -> int:
    """Append again, unchanged, the links and bodies that a server lost; return how many links it took back.

    Those after a change of slots or keys cannot be given back this way, nor those that no request of `most` bytes
    holds.
    """
    device = notebook.device
    theirs = notebook.api.head(device.vault_id)
    if device.head_at(theirs.seq) != theirs.head:
        raise ForkError("the other side shows another history: nothing to give back")
    lost = [each for each in history.links_of(device) if each.seq > theirs.seq]
    links = _before_new_keys(lost)
    fresh = len(links) == len(lost) and any(_lacks_index(notebook, link) for link in links)
    returned = 0
    for end in cut(_needs(notebook, links, fresh), [_weight(notebook, link) for link in links], most):
        _append(notebook, links[returned:end], fresh=fresh and end == len(links))
        returned = end
    if returned == len(lost):
        pull.pull(notebook)
    return returned


def cut(needs: Sequence[int], weights: Sequence[int], most: int) -> Iterator[int]:
    """Yield where requests end, as counts of links; `needs` names the link that each waits for.

    A request weighs `most` at most and ends where no link of it waits for a later one; it stops where none can.
    """
    start, end, wanted, weight = 0, 0, 0, 0
    for at, (need, its_weight) in enumerate(zip(needs, weights, strict=True)):
        if end > start and weight + its_weight > most:
            yield end
            weight, start = sum(weights[end:at]), end
        weight += its_weight
        if weight > most and at > start:
            return
        wanted = max(wanted, need)
        if wanted <= at:
            end = at + 1
    if end > start:
        yield end


def _append(notebook: Notebook, links: Sequence[Link], *, fresh: bool) -> None:
    device = notebook.device
    bodies = [device.objects[each] for link in links for each in _named(link).values() if each in device.objects]
    signed = [device.links[link.seq - device.first_seq] for link in links]
    frames: list[ObjectFrame] = [frame_of(each) for each in bodies]
    if fresh:
        checkpoint, index = push.checkpoint_of(notebook)
        seed, state = notebook.unlocked.keyring.sign_seed, device.state
        signed.append(chain.sign_link(seed, device.vault_id, state.next_seq, state.head, [checkpoint]))
        frames.append(frame_of(index))
    notebook.api.append(device.vault_id, Mark(links[0].seq - 1, links[0].prev), frames, signed)


def _before_new_keys(links: Sequence[Link]) -> Sequence[Link]:
    for at, link in enumerate(links):
        if any(isinstance(operation, Slots | Rekey) for operation in link.operations):
            return links[:at]
    return links


def _named(link: Link) -> dict[bytes, bytes]:
    """Return the hash of each body that a link names, by object id."""
    match link.operations:
        case [Checkpoint() as checkpoint]:
            return {INDEX_ID: checkpoint.body_hash}
        case operations:
            return {each.object_id: each.body_hash for each in operations if isinstance(each, Put)}


def _weight(notebook: Notebook, link: Link) -> int:
    objects = notebook.device.objects
    return sum(len(objects[each].body) for each in _named(link).values() if each in objects)


def _lacks_index(notebook: Notebook, link: Link) -> bool:
    index = _named(link).get(INDEX_ID)
    return index is not None and index not in notebook.device.objects


def _needs(notebook: Notebook, links: Sequence[Link], fresh: bool) -> list[int]:
    """Return, for each link, the place in `links` of the one that replaces the last of what it lacks."""
    later = {INDEX_ID: len(links) - 1} if fresh else {}
    needs = [0] * len(links)
    for at, link in reversed(list(enumerate(links))):
        over = {each.object_id for each in link.operations if isinstance(each, Put) and _is_over(notebook, each)}
        lacked = {each for each, body in _named(link).items() if body not in notebook.device.objects} - over
        ended = {each.object_id for each in link.operations if isinstance(each, Tombstone)}
        later |= dict.fromkeys(ended, at)
        needs[at] = max((later.get(each, _NEVER) for each in lacked), default=0)
        later |= dict.fromkeys(_named(link), at)
    return needs


def _is_over(notebook: Notebook, put: Put) -> bool:
    return put.end is not None and put.end + _ERASED_AFTER_DAYS <= notebook.today()
