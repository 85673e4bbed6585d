"""The crypto floor: the signatures, seals and openings of a workload on groups, in a bare loop and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from crypto import epochs, labels, primitives, sharing, signatures
from crypto.client.groups.space import GroupSpace
from crypto.keys import Keyring
from crypto.sharing import Place, Post
from crypto.witness import WITNESS_SIZE


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def check(links: Sequence[bytes]) -> None:
    """Check the signature of each link."""
    for each in links:
        signatures.verify(each[:32], labels.SIGN_LINK, each[:32] + each[96:], each[32:96])


def rotate(space: GroupSpace) -> None:
    """Seal a new key for each member and each standing object, sign and check one link, open one box."""
    keys = space.myself.keyring
    members = {identity: member.box_key for identity, member in space.state.roster.members.items()}
    epoch, key = space.state.roster.epoch + 1, epochs.generate_epoch_key()
    made = epochs.make_rotation(space.group_id, epoch, members, key, space.standing_keys)
    _sign_and_check(keys, 1)
    epochs.open_epoch(space.group_id, made.operation, keys.identity, keys.box_secret, made.boxes[keys.identity])


def post(space: GroupSpace, texts: int, text: bytes) -> None:
    """Seal and sign texts as their authors do, check each as the server does, check and open each at every member."""
    keys, epoch_key = space.myself.keyring, space.epoch_key
    assert epoch_key is not None, "the key came"
    members = {identity: member.box_key for identity, member in space.state.roster.members.items()}
    for _ in range(texts):
        place = Place(space.group_id, primitives.random_bytes(primitives.ID_SIZE), 1, space.state.roster.epoch)
        key = primitives.random_bytes(primitives.KEY_SIZE)
        body = sharing.seal_post(key, place, Post(keys.identity, bytes(WITNESS_SIZE), text))
        boxes = sharing.seal_boxes(epoch_key, place, key, members, None)
        _sign_and_check(keys, 1 + len(members))
        for _ in members:
            wrap = boxes[: sharing.WRAP_SIZE]
            opened = epochs.open_wrap(epoch_key, place.group_id, place.object_id, 1, place.epoch, wrap)
            sharing.open_post(opened, place, keys.identity, body)


def _sign_and_check(keys: Keyring, readers: int) -> None:
    message = bytes(512)
    signature = signatures.sign(keys.sign_seed, labels.SIGN_LINK, message)
    for _ in range(readers):
        signatures.verify(keys.identity, labels.SIGN_LINK, message, signature)
