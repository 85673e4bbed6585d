"""The whole public state of a vault, as a client keeps and checks it (`docs/spec/chain.md` §4, §6)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from crypto import chain, encoding, labels, primitives, vault_policy
from crypto.chain import Link, Mark
from crypto.encoding import Value
from crypto.errors import EncodingError
from crypto.operations import SlotRecord
from crypto.shapes import array_of, bytes_of, integer_of, integer_or_none
from crypto.vault_policy import Changes, ObjectRecord, Standing


@dataclass(slots=True)
class VaultState:
    """Standing, objects and tombstones after a link; `mark` is that link, None before link 0."""

    chain_id: bytes
    standing: Standing
    objects: dict[bytes, ObjectRecord] = field(default_factory=dict)
    tombstones: set[bytes] = field(default_factory=set)
    mark: Mark | None = None

    @classmethod
    def before_create(cls, chain_id: bytes, identity: bytes) -> "VaultState":
        """Return the state before link 0, whose author must be `identity`."""
        return cls(chain_id, vault_policy.before_create(identity))

    @property
    def next_seq(self) -> int:
        """The sequence number of the link that comes next."""
        return 0 if self.mark is None else self.mark.seq + 1

    @property
    def head(self) -> bytes:
        """The head after the last link, 0^32 before link 0."""
        return chain.NO_HEAD if self.mark is None else self.mark.head

    def revision_of(self, object_id: bytes) -> int:
        """Return the current revision of an object, 0 when there is none."""
        record = self.objects.get(object_id)
        return 0 if record is None else record.revision

    def is_tombstoned(self, object_id: bytes) -> bool:
        """Return whether the object was ended for good."""
        return object_id in self.tombstones

    def state_hash(self) -> bytes:
        """Return the hash of the state."""
        return primitives.hash(labels.HASH_STATE, self.to_bytes())

    def to_bytes(self) -> bytes:
        """Return the bytes `S` of §6."""
        return state_bytes(self.standing, self.objects, self.tombstones)

    def append(self, signed: bytes) -> Link:
        """Verify, judge and apply the next link; the state is untouched when it is refused."""
        link = chain.open_verified(signed, self.chain_id, self.next_seq, self.head, self.standing.identity)
        self._apply(vault_policy.judge(self, link))
        self.mark = Mark(link.seq, link.head)
        return link

    def copy(self) -> "VaultState":
        """Return an independent copy."""
        return VaultState(self.chain_id, self.standing, dict(self.objects), set(self.tombstones), self.mark)

    def _apply(self, changes: Changes) -> None:
        self.standing = changes.standing
        self.objects.update(changes.objects)
        for object_id in changes.tombstones:
            self.objects.pop(object_id, None)
            self.tombstones.add(object_id)


def from_bytes(chain_id: bytes, state: bytes) -> VaultState:
    """Return the state of bytes `S`, without mark; raise `EncodingError` unless they are its one encoding."""
    values = array_of(encoding.decode(state), 8)
    identity, box_key, epoch, keyring_hash, slots, checkpoint, objects, tombstones = values
    standing = Standing(
        bytes_of(identity, 32),
        bytes_of(box_key, 32),
        integer_of(epoch),
        bytes_of(keyring_hash, 32),
        tuple(SlotRecord.from_value(slot) for slot in array_of(slots)),
        integer_of(checkpoint),
    )
    records = [_object_of(value) for value in array_of(objects)]
    ended = [bytes_of(value, 16) for value in array_of(tombstones)]
    if not _ascending(object_id for object_id, _ in records) or not _ascending(ended):
        raise EncodingError("objects or tombstones out of order")
    return VaultState(chain_id, standing, dict(records), set(ended))


def state_bytes(standing: Standing, objects: dict[bytes, ObjectRecord], tombstones: set[bytes]) -> bytes:
    """Return the bytes `S` of §6 for a standing, its objects and its tombstones."""
    listed: list[Value] = [
        [object_id, record.revision, record.body_hash, record.size, record.end]
        for object_id, record in sorted(objects.items(), key=lambda item: item[0])
    ]
    slots = [slot.to_value() for slot in standing.slots]
    fixed = [standing.identity, standing.box_key, standing.epoch, standing.keyring_hash, slots, standing.checkpoint]
    return encoding.encode([*fixed, listed, sorted(tombstones)])


def _object_of(value: Value) -> tuple[bytes, ObjectRecord]:
    object_id, revision, body_hash, size, end = array_of(value, 5)
    record = ObjectRecord(integer_of(revision, 1), bytes_of(body_hash, 32), integer_of(size), integer_or_none(end))
    return bytes_of(object_id, 16), record


def _ascending(ids: Iterable[bytes]) -> bool:
    listed = list(ids)
    return all(left < right for left, right in pairwise(listed))
