"""What a device remembers: a plain record that can be written to a file and read again.

Everything in it is public, sealed, or already known to the server; the passphrase opens the rest.
"""

from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from crypto import chain, encoding, frames, vault_state
from crypto.chain import Mark
from crypto.client.api import Keys
from crypto.encoding import Value
from crypto.frames import Frame, LinkFrame, ObjectFrame, SharedFrame
from crypto.objects import SealedObject
from crypto.shapes import array_of, bytes_of, integer_of, map_of
from crypto.vault_state import VaultState

_LENGTH_SIZE: Final = 4
_LATER: Final[dict[str, Value]] = {"groups": [], "shares": []}  # absent from the files of earlier releases
_FIELDS: Final = ("keys", "root", "state", "outbox", "sent", "unreadable", "accepted", *_LATER)


@dataclass(frozen=True, slots=True)
class OutboxRecord:
    """A write that the server has not confirmed, sealed under the local key of an epoch."""

    record_id: bytes
    epoch: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """A signed link that was sent, and the ids of the outbox records that it settles once it stands in the chain."""

    link: bytes
    record_ids: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """A group as this device last verified it: its links from the first, and its sealed objects."""

    links: tuple[bytes, ...]
    frames: tuple[SharedFrame, ...]


@dataclass
class Device:
    """An account on a device: its keys as the server gave them, its links, its sealed objects, its outbox.

    `root` is the state before the first of `links`; `objects` go by the hash of their body; `unreadable` are the texts
    that the state lists and that did not come, or did not open; `groups` go by id, and `shares` wait for them.
    """

    keys: Keys
    root: VaultState
    state: VaultState
    links: list[bytes] = field(default_factory=list)
    objects: dict[bytes, SealedObject] = field(default_factory=dict)
    outbox: list[OutboxRecord] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    unreadable: set[bytes] = field(default_factory=set)
    accepted: bool = False
    groups: dict[bytes, KeptGroup] = field(default_factory=dict)
    shares: list[OutboxRecord] = field(default_factory=list)

    @property
    def vault_id(self) -> bytes:
        """The id of the vault."""
        return self.keys.vault_id

    @property
    def mark(self) -> Mark:
        """The last link this device verified."""
        assert self.state.mark is not None, "a device is made of a verified chain"
        return self.state.mark

    @property
    def first_seq(self) -> int:
        """The place of the first link kept."""
        return self.root.next_seq

    def head_at(self, seq: int) -> bytes | None:
        """Return the head this device verified at a place, None when it does not know."""
        if self.root.mark is not None and seq == self.root.mark.seq:
            return self.root.mark.head
        if not self.first_seq <= seq < self.first_seq + len(self.links):
            return None
        return chain.head_of(self.links[seq - self.first_seq])

    def keep(self, sealed: SealedObject) -> None:
        """Keep a sealed object."""
        self.objects[sealed.body_hash] = sealed

    def to_bytes(self) -> bytes:
        """Return the record as bytes: its fields, then its links and objects as frames."""
        head = encoding.encode(
            {
                "keys": [getattr(self.keys, each.name) for each in fields(Keys)],
                "root": _write_state(self.root),
                "state": _write_state(self.state),
                "outbox": [_write_record(record) for record in self.outbox],
                "sent": [[each.link, list(each.record_ids)] for each in self.sent],
                "unreadable": sorted(self.unreadable),
                "accepted": self.accepted,
                "groups": [[each, *_write_group(kept)] for each, kept in sorted(self.groups.items())],
                "shares": [_write_record(record) for record in self.shares],
            }
        )
        kept: list[Frame] = [LinkFrame(signed) for signed in self.links]
        kept += [frame_of(sealed) for sealed in self.objects.values()]
        return len(head).to_bytes(_LENGTH_SIZE, "big") + head + frames.encode(kept)

    @classmethod
    def from_bytes(cls, encoded: bytes) -> "Device":
        """Read a record; raise `EncodingError` or `FramesError` for a file that is none."""
        end = _LENGTH_SIZE + int.from_bytes(encoded[:_LENGTH_SIZE], "big")
        written = encoding.decode(encoded[_LENGTH_SIZE:end])
        read = map_of({**_LATER, **written} if isinstance(written, dict) else written, *_FIELDS)
        values: Any = array_of(read["keys"], len(fields(Keys)))
        keys = Keys(*values)
        device = cls(keys, _read_state(keys.vault_id, read["root"]), _read_state(keys.vault_id, read["state"]))
        device.outbox = [_read_record(value) for value in array_of(read["outbox"])]
        device.sent = [_read_sent(value) for value in array_of(read["sent"])]
        device.unreadable = {bytes_of(value, 16) for value in array_of(read["unreadable"])}
        device.accepted = read["accepted"] is True
        device.groups = dict(_read_group(value) for value in array_of(read["groups"]))
        device.shares = [_read_record(value) for value in array_of(read["shares"])]
        for frame in frames.decode(encoded[end:]):
            if isinstance(frame, LinkFrame):
                device.links.append(frame.signed)
            elif isinstance(frame, ObjectFrame):
                device.keep(sealed_of(frame))
        return device

    def save(self, path: Path) -> None:
        """Write the record to a file that only its owner reads, whole or not at all."""
        beside = path.with_name(path.name + ".part")
        beside.touch(mode=0o600)
        beside.write_bytes(self.to_bytes())
        beside.replace(path)

    @classmethod
    def load(cls, path: Path) -> "Device":
        """Read the record of a file."""
        return cls.from_bytes(path.read_bytes())


def sealed_of(frame: ObjectFrame) -> SealedObject:
    """Return the object version that a frame carries."""
    return SealedObject(frame.object_id, frame.revision, frame.epoch, frame.wrap, frame.body)


def frame_of(sealed: SealedObject) -> ObjectFrame:
    """Return the frame that carries an object version."""
    return ObjectFrame(sealed.object_id, sealed.revision, sealed.epoch, sealed.wrap, sealed.body)


def _write_state(state: VaultState) -> list[Value]:
    mark: Value = None if state.mark is None else [state.mark.seq, state.mark.head]
    # before link 0 there is no state yet, only the author to expect
    return [None if state.mark is None else state.to_bytes(), state.standing.identity, mark]


def _read_state(vault_id: bytes, value: Value) -> VaultState:
    state, identity, mark = array_of(value, 3)
    if mark is None:
        return VaultState.before_create(vault_id, bytes_of(identity, 32))
    seq, head = array_of(mark, 2)
    read = vault_state.from_bytes(vault_id, bytes_of(state))
    return replace(read, mark=Mark(integer_of(seq), bytes_of(head, 32)))


def _read_sent(value: Value) -> Sent:
    link, record_ids = array_of(value, 2)
    return Sent(bytes_of(link), tuple(bytes_of(each, 16) for each in array_of(record_ids)))


def _write_group(kept: KeptGroup) -> list[Value]:
    return [list(kept.links), frames.encode(kept.frames)]


def _read_group(value: Value) -> tuple[bytes, KeptGroup]:
    group_id, links, sealed = array_of(value, 3)
    came = tuple(each for each in frames.decode(bytes_of(sealed)) if isinstance(each, SharedFrame))
    return bytes_of(group_id, 16), KeptGroup(tuple(bytes_of(each) for each in array_of(links)), came)


def _write_record(record: OutboxRecord) -> list[Value]:
    return [record.record_id, record.epoch, record.sealed]


def _read_record(value: Value) -> OutboxRecord:
    record_id, epoch, sealed = array_of(value, 3)
    return OutboxRecord(bytes_of(record_id, 16), integer_of(epoch), bytes_of(sealed))
