"""What may be done in a vault chain, judged on public bytes alone (`docs/spec/chain.md` §4, §5)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from crypto import encoding, labels, operations, signatures
from crypto.chain import Link
from crypto.errors import ChainError
from crypto.operations import (
    PASSPHRASE_SLOT,
    RECOVERY_SLOT,
    Checkpoint,
    Create,
    Operation,
    Put,
    Reconcile,
    Rekey,
    SlotRecord,
    Slots,
    Tombstone,
)

INDEX_ID: Final = bytes(16)


@dataclass(frozen=True, slots=True)
class Standing:
    """The part of a vault's state that does not grow: who signs, under which epoch, with which slots."""

    identity: bytes
    box_key: bytes
    epoch: int
    keyring_hash: bytes
    slots: tuple[SlotRecord, ...]
    checkpoint: int


@dataclass(frozen=True, slots=True)
class ObjectRecord:
    """What the chain says of the current revision of an object."""

    revision: int
    body_hash: bytes
    size: int
    end: int | None


class VaultView(Protocol):
    """What the policy asks about the state before a link; a server may answer it from its tables."""

    @property
    def standing(self) -> Standing:
        """The standing before the link."""

    def revision_of(self, object_id: bytes) -> int:
        """Return the current revision of an object, 0 when there is none."""

    def is_tombstoned(self, object_id: bytes) -> bool:
        """Return whether the object was ended for good."""

    def state_hash(self) -> bytes:
        """Return the hash of the state before the link (`docs/spec/chain.md` §6)."""


@dataclass(slots=True)
class Changes:
    """What a link does to a state: the standing after it, the objects put, the objects ended, in order."""

    standing: Standing
    objects: dict[bytes, ObjectRecord] = field(default_factory=dict)
    tombstones: dict[bytes, None] = field(default_factory=dict)


def before_create(identity: bytes) -> Standing:
    """Return the standing before link 0, when only the author to expect is known."""
    return Standing(identity, b"", 1, b"", (), 0)


def judge(view: VaultView, link: Link) -> Changes:
    """Return what a verified link does; raise `ChainError`, or `SignatureError` for a bad cosignature.

    Nothing is changed in `view`: a link is applied whole or not at all.
    """
    if link.author != view.standing.identity:
        raise ChainError("another author")
    _check_places(link)
    verdict = _Verdict(view, link, Changes(view.standing))
    for operation in link.operations:
        _RULES[type(operation)](verdict, operation)
    return verdict.changes


def rekey_message(chain_id: bytes, seq: int, prev: bytes, rekey: Rekey, slots: Slots) -> bytes:
    """Return what the new identity of a `rekey` signs: its place, and both operations of its link (§5)."""
    unsigned = operations.to_value(replace(rekey, cosignature=None))
    return chain_id + seq.to_bytes(8, "big") + prev + encoding.encode([unsigned, operations.to_value(slots)])


def cosign(new_seed: bytes, chain_id: bytes, seq: int, prev: bytes, rekey: Rekey, slots: Slots) -> Rekey:
    """Return `rekey` with the cosignature of its new identity."""
    message = rekey_message(chain_id, seq, prev, rekey, slots)
    return replace(rekey, cosignature=signatures.sign(new_seed, labels.SIGN_REKEY, message))


@dataclass(slots=True)
class _Verdict:
    view: VaultView
    link: Link
    changes: Changes

    def revision_of(self, object_id: bytes) -> int:
        if object_id in self.changes.tombstones:
            return 0
        if object_id in self.changes.objects:
            return self.changes.objects[object_id].revision
        return self.view.revision_of(object_id)

    def is_tombstoned(self, object_id: bytes) -> bool:
        return object_id in self.changes.tombstones or self.view.is_tombstoned(object_id)


def _check_places(link: Link) -> None:
    kinds = [type(operation) for operation in link.operations]
    if (link.seq == 0) != (Create in kinds) or (link.seq == 0 and kinds != [Create, Slots]):
        raise ChainError("link 0 is [create, slots], and create stands nowhere else")
    if Rekey in kinds and kinds != [Rekey, Slots]:
        raise ChainError("a rekey is followed by slots, and stands with nothing else")
    if Checkpoint in kinds and kinds != [Checkpoint]:
        raise ChainError("a checkpoint is alone in its link")


def _create(verdict: _Verdict, operation: Create) -> None:
    verdict.changes.standing = replace(verdict.changes.standing, box_key=operation.box_key)


def _put(verdict: _Verdict, operation: Put) -> None:
    if operation.object_id == INDEX_ID or verdict.is_tombstoned(operation.object_id):
        raise ChainError("an object that cannot be put")
    if operation.revision != verdict.revision_of(operation.object_id) + 1:
        raise ChainError("a revision that does not follow the current one")
    verdict.changes.objects[operation.object_id] = ObjectRecord(
        operation.revision, operation.body_hash, operation.size, operation.end
    )


def _tombstone(verdict: _Verdict, operation: Tombstone) -> None:
    if verdict.revision_of(operation.object_id) == 0:
        raise ChainError("an object that does not exist")
    verdict.changes.objects.pop(operation.object_id, None)
    verdict.changes.tombstones[operation.object_id] = None


def _slots(verdict: _Verdict, operation: Slots) -> None:
    standing = verdict.changes.standing
    kinds = [(slot.kind, slot.kdf_id > 0) for slot in operation.slots]
    if operation.epoch != standing.epoch or kinds != [(PASSPHRASE_SLOT, True), (RECOVERY_SLOT, False)]:
        raise ChainError("slots of another epoch, or other than one passphrase slot, then one recovery slot")
    renewed = isinstance(verdict.link.operations[0], Create | Rekey)
    if not renewed and (operation.keyring_hash, operation.slots[1]) != (standing.keyring_hash, standing.slots[1]):
        raise ChainError("another keyring or fiche without a rekey")
    verdict.changes.standing = replace(standing, keyring_hash=operation.keyring_hash, slots=operation.slots)


def _rekey(verdict: _Verdict, operation: Rekey) -> None:
    standing = verdict.changes.standing
    if operation.epoch != standing.epoch + 1:
        raise ChainError("an epoch that does not follow the current one")
    given = [each is not None for each in (operation.identity, operation.box_key, operation.cosignature)]
    if any(given) != all(given):
        raise ChainError("a new identity without its box key or cosignature")
    standing = replace(standing, epoch=operation.epoch)
    if operation.identity is not None and operation.box_key is not None and operation.cosignature is not None:
        if operation.identity == standing.identity:
            raise ChainError("a new identity that is the old one")
        link = verdict.link
        slots = link.operations[1]
        assert isinstance(slots, Slots), "the places of a rekey were checked first"
        message = rekey_message(link.chain_id, link.seq, link.prev, operation, slots)
        signatures.verify(operation.identity, labels.SIGN_REKEY, message, operation.cosignature)
        standing = replace(standing, identity=operation.identity, box_key=operation.box_key)
    verdict.changes.standing = standing


def _checkpoint(verdict: _Verdict, operation: Checkpoint) -> None:
    standing = verdict.changes.standing
    if operation.number != standing.checkpoint + 1:
        raise ChainError("a checkpoint number that does not follow the last one")
    if verdict.view.state_hash() != operation.state_hash:
        raise ChainError("a checkpoint of another state")
    verdict.changes.standing = replace(standing, checkpoint=operation.number)


def _reconcile(verdict: _Verdict, operation: Reconcile) -> None:
    if operation.other_head == verdict.link.prev:
        raise ChainError("a reconciliation of a chain with itself")


_RULES: Final[dict[type[Operation], Callable[[_Verdict, Operation], None]]] = {
    Create: _create,  # type: ignore[dict-item]
    Put: _put,  # type: ignore[dict-item]
    Tombstone: _tombstone,  # type: ignore[dict-item]
    Slots: _slots,  # type: ignore[dict-item]
    Rekey: _rekey,  # type: ignore[dict-item]
    Checkpoint: _checkpoint,  # type: ignore[dict-item]
    Reconcile: _reconcile,  # type: ignore[dict-item]
}
