"""What stands at the head of an export: what opens it, and what a device adds to it (`docs/spec/export.md`)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from crypto import encoding, keys, vault_state
from crypto.chain import Mark
from crypto.encoding import Value
from crypto.errors import EncodingError
from crypto.operations import PASSPHRASE_SLOT, RECOVERY_SLOT, SlotRecord
from crypto.shapes import array_of, bytes_of, integer_of, integer_or_none, map_of, text_of
from crypto.vault_state import VaultState

_RECORD_ID: Final = b"recul export   1"
_KEYS: Final = (
    "box_key",
    "day",
    "device",
    "epoch",
    "identity",
    "kdf_id",
    "keyring",
    "login",
    "salt",
    "slots",
    "vault_id",
)


@dataclass(frozen=True, slots=True)
class Header:
    """What opens an export: the account as it was known on `day`, with `slots` {kind → slot}, and the sealed record."""

    login: str
    vault_id: bytes
    identity: bytes
    box_key: bytes
    epoch: int
    kdf_id: int
    salt: bytes
    slots: Mapping[int, bytes]
    keyring: bytes
    day: int
    device: bytes

    def to_bytes(self) -> bytes:
        """Return the encoding of the header."""
        slots = [[kind, slot] for kind, slot in sorted(self.slots.items())]
        return encoding.encode({**{key: getattr(self, key) for key in _KEYS}, "slots": slots})

    @classmethod
    def from_bytes(cls, encoded: bytes) -> "Header":
        """Read the encoding of a header, or raise `EncodingError`."""
        fields = map_of(encoding.decode(encoded), *_KEYS)
        return cls(
            text_of(fields["login"]),
            bytes_of(fields["vault_id"], 16),
            bytes_of(fields["identity"], 32),
            bytes_of(fields["box_key"], 32),
            integer_of(fields["epoch"], 1),
            integer_of(fields["kdf_id"]),
            bytes_of(fields["salt"], 16),
            dict(_slot_of(slot) for slot in array_of(fields["slots"])),
            bytes_of(fields["keyring"]),
            integer_of(fields["day"]),
            bytes_of(fields["device"]),
        )

    def records(self) -> list[SlotRecord]:
        """Return the public records of the slots in the file."""
        bound = {PASSPHRASE_SLOT: (self.kdf_id, self.salt), RECOVERY_SLOT: (0, b"")}
        return [keys.slot_record(kind, *bound[kind], slot) for kind, slot in self.slots.items()]


@dataclass(frozen=True, slots=True)
class Draft:
    """A write that the server has not confirmed, over revision `base`; without `text` it erases."""

    object_id: bytes
    base: int
    text: bytes | None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    """What a device adds: its drafts, and the `state` it verified when it makes the file without the server."""

    drafts: tuple[Draft, ...] = ()
    state: VaultState | None = None

    def seal(self, account_key: bytes, vault_id: bytes, epoch: int) -> bytes:
        """Return the record sealed under an account key."""
        drafts: Value = [[each.object_id, each.base, each.text, each.end] for each in self.drafts]
        record = encoding.encode({"drafts": drafts, "state": self._state_value()})
        return keys.seal_local(account_key, vault_id, _RECORD_ID, epoch, record)

    @classmethod
    def open(cls, account_key: bytes, header: Header) -> "DeviceRecord":
        """Open the record of a header, or raise `SealedError`, or `EncodingError` for another shape."""
        record = keys.open_local(account_key, header.vault_id, _RECORD_ID, header.epoch, header.device)
        fields = map_of(encoding.decode(record), "drafts", "state")
        drafts = tuple(_draft_of(value) for value in array_of(fields["drafts"]))
        return cls(drafts, _state_of(header.vault_id, fields["state"]))

    def _state_value(self) -> Value:
        if self.state is None:
            return None
        assert self.state.mark is not None, "a device has verified a link"
        return [self.state.mark.seq, self.state.mark.head, self.state.to_bytes()]


def _slot_of(value: Value) -> tuple[int, bytes]:
    kind, slot = array_of(value, 2)
    if kind not in (PASSPHRASE_SLOT, RECOVERY_SLOT):
        raise EncodingError("a slot of an unknown kind")
    return integer_of(kind), bytes_of(slot)


def _draft_of(value: Value) -> Draft:
    object_id, base, text, end = array_of(value, 4)
    return Draft(
        bytes_of(object_id, 16), integer_of(base), None if text is None else bytes_of(text), integer_or_none(end)
    )


def _state_of(vault_id: bytes, value: Value) -> VaultState | None:
    if value is None:
        return None
    seq, head, state = array_of(value, 3)
    mark = Mark(integer_of(seq), bytes_of(head, 32))
    return replace(vault_state.from_bytes(vault_id, bytes_of(state)), mark=mark)
