"""Sealed bodies, their wraps, the index of a checkpoint (`docs/spec/envelope.md` §4, `docs/spec/chain.md` §5, §6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from crypto import encoding, envelope, keys, labels, padding, primitives
from crypto.encoding import Value
from crypto.envelope import NO_ID, Context
from crypto.errors import EncodingError
from crypto.shapes import array_of, bytes_of, map_of


@dataclass(frozen=True, slots=True)
class SealedObject:
    """An object version ready to be sent: its body, and the wrap of its content key under an epoch."""

    object_id: bytes
    revision: int
    epoch: int
    wrap: bytes
    body: bytes

    @property
    def body_hash(self) -> bytes:
        """The hash that a link names."""
        return body_hash(self.body)


def body_hash(body: bytes) -> bytes:
    """Return the hash of a sealed body."""
    return primitives.hash(labels.HASH_BODY, body)


def seal_object(
    account_key: bytes, vault_id: bytes, object_id: bytes, revision: int, epoch: int, plaintext: bytes
) -> SealedObject:
    """Seal a padded text under a fresh content key, and wrap that key; the id `0^16` makes an index."""
    key = primitives.random_bytes(primitives.KEY_SIZE)
    body = envelope.seal(key, body_context(vault_id, object_id, revision), padding.pad(plaintext))
    wrap = seal_wrap(account_key, vault_id, object_id, revision, epoch, key)
    return SealedObject(object_id, revision, epoch, wrap, body)


def open_object(account_key: bytes, vault_id: bytes, sealed: SealedObject) -> bytes:
    """Return the text of an object version, or raise `SealedError`; its hash was found in a verified link before."""
    key = open_wrap(account_key, vault_id, sealed.object_id, sealed.revision, sealed.epoch, sealed.wrap)
    context = body_context(vault_id, sealed.object_id, sealed.revision)
    return padding.unpad(envelope.open_verified(key, context, sealed.body))


def body_context(vault_id: bytes, object_id: bytes, revision: int) -> Context:
    """Return the context of a body, or of an index when the id is `0^16`."""
    return Context(envelope.INDEX if object_id == NO_ID else envelope.BODY, vault_id, object_id, revision, 0)


def seal_wrap(account_key: bytes, vault_id: bytes, object_id: bytes, revision: int, epoch: int, key: bytes) -> bytes:
    """Return the 104-byte wrap of a content key under an epoch."""
    context = Context(envelope.WRAP, vault_id, object_id, revision, epoch)
    return envelope.seal(keys.content_key(account_key), context, key)


def open_wrap(account_key: bytes, vault_id: bytes, object_id: bytes, revision: int, epoch: int, wrap: bytes) -> bytes:
    """Return the content key in a wrap, or raise `SealedError`."""
    return keys.open_key(
        keys.content_key(account_key), Context(envelope.WRAP, vault_id, object_id, revision, epoch), wrap
    )


def wraps_hash(wraps: Iterable[tuple[bytes, int, bytes]]) -> bytes:
    """Return the hash that a `rekey` names, over `(object_id, revision, wrap)` of every stored version in any order."""
    joined = b"".join(object_id + revision.to_bytes(8, "big") + wrap for object_id, revision, wrap in sorted(wraps))
    return primitives.hash(labels.HASH_WRAPS, joined)


@dataclass(frozen=True, slots=True)
class Index:
    """What a checkpoint seals: a summary for each object, and the bytes of the public state."""

    summaries: Mapping[bytes, dict[str, Value]]
    state: bytes

    def to_bytes(self) -> bytes:
        """Return the encoding that is padded and sealed."""
        entries = [[object_id, summary] for object_id, summary in sorted(self.summaries.items())]
        return encoding.encode({"entries": entries, "state": self.state})

    @classmethod
    def from_bytes(cls, encoded: bytes) -> "Index":
        """Read the encoding of an index, or raise `EncodingError`."""
        fields = map_of(encoding.decode(encoded), "entries", "state")
        summaries = [_summary_of(entry) for entry in array_of(fields["entries"])]
        if any(left[0] >= right[0] for left, right in pairwise(summaries)):
            raise EncodingError("entries out of order")
        return cls(dict(summaries), bytes_of(fields["state"]))


def _summary_of(entry: Value) -> tuple[bytes, dict[str, Value]]:
    object_id, summary = array_of(entry, 2)
    if not isinstance(summary, dict):
        raise EncodingError("a summary is a map")
    return bytes_of(object_id, 16), summary
