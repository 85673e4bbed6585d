"""An open notebook: what the other modules of the client work on."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from crypto import entries, keys, objects
from crypto.client.api import Api, Keys, RefusedError
from crypto.client.device import Device
from crypto.encoding import Value
from crypto.entries import Document
from crypto.errors import ReculError, SealedError
from crypto.keys import Keyring
from crypto.memory import is_memory
from crypto.objects import SealedObject
from crypto.operations import PASSPHRASE_SLOT, RECOVERY_SLOT, SlotRecord
from crypto.vault_policy import ObjectRecord

SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The secrets of an open account."""

    account_key: bytes
    keyring: Keyring
    epoch: int

    def account_key_at(self, epoch: int) -> bytes:
        """Return the account key of this epoch or of a past one; raise `SealedError` for one that never was."""
        every = [*self.keyring.past, self.account_key]
        if not 1 <= epoch <= len(every):
            raise SealedError
        return every[epoch - 1]


@dataclass
class Notebook:
    """A device, its secrets and a server.

    `summaries` list every text by id, as of the revision in `listed`; `memories` are the encoded documents that the
    vault keeps of groups, by id (`docs/spec/sharing.md` §7): no texts of the person.
    """

    api: Api
    device: Device
    unlocked: Unlocked
    clock: Callable[[], float] = time.time
    summaries: dict[bytes, dict[str, Value]] = field(default_factory=dict)
    listed: dict[bytes, int] = field(default_factory=dict)
    memories: dict[bytes, bytes] = field(default_factory=dict)

    @property
    def vault_id(self) -> bytes:
        """The id of the vault."""
        return self.device.vault_id

    def now(self) -> int:
        """Return the time in seconds since 1970."""
        return int(self.clock())

    def today(self) -> int:
        """Return the day since 1970."""
        return self.now() // SECONDS_A_DAY

    def open(self, sealed: SealedObject) -> bytes:
        """Return the text of a version whose hash a verified link names; only the state's epoch opens it."""
        if sealed.epoch != self.device.state.standing.epoch:
            raise SealedError
        return objects.open_object(self.unlocked.account_key, self.vault_id, sealed)

    def document(self, sealed: SealedObject) -> Document:
        """Return the document of a version."""
        return entries.from_bytes(self.open(sealed))

    def seal(self, object_id: bytes, revision: int, plaintext: bytes) -> SealedObject:
        """Seal a version under the current epoch."""
        place = (self.vault_id, object_id, revision, self.unlocked.epoch)
        return objects.seal_object(self.unlocked.account_key, *place, plaintext)

    def current(self, object_id: bytes) -> SealedObject | None:
        """Return the sealed current version of a text if this device has it."""
        record = self.device.state.objects.get(object_id)
        return None if record is None else self.device.objects.get(record.body_hash)

    def is_over(self, record: ObjectRecord) -> bool:
        """Return whether the end of a text has come: it is shown no more, and the server erases it."""
        return record.end is not None and record.end <= self.today()

    def list_current(self, object_id: bytes) -> None:
        """List a text of the state by its summary; mark it unreadable when it is not here or does not open."""
        record, sealed = self.device.state.objects[object_id], self.current(object_id)
        if self.is_over(record):
            self.device.unreadable.discard(object_id)
            return
        try:
            if sealed is None or (sealed.object_id, sealed.revision) != (object_id, record.revision):
                raise SealedError
            if len(sealed.body) != record.size:
                raise SealedError
            text = self.open(sealed)
            if is_memory(text):
                self.memories[object_id] = text
            else:
                self.summaries[object_id] = entries.summarize(entries.from_bytes(text))
            self.listed[object_id] = record.revision
            self.device.unreadable.discard(object_id)
        except ReculError:
            self.device.unreadable.add(object_id)

    def forget_ended(self) -> None:
        """Take out of the list what the state no longer holds."""
        for object_id in set(self.summaries) - set(self.device.state.objects):
            del self.summaries[object_id]
        self.device.unreadable &= set(self.device.state.objects)


def records_of(account: Keys) -> list[SlotRecord]:
    """Return the public records of the slots a server gave."""
    records = []
    if account.passphrase_slot is not None:
        records.append(keys.slot_record(PASSPHRASE_SLOT, account.kdf_id, account.salt, account.passphrase_slot))
    if account.recovery_slot is not None:
        records.append(keys.slot_record(RECOVERY_SLOT, 0, b"", account.recovery_slot))
    return records


def open_account(account: Keys, kind: int, wrap: bytes) -> Unlocked:
    """Open a slot and the keyring of an account that a server gave; raise `SealedError` when they do not open."""
    slot = account.passphrase_slot if kind == PASSPHRASE_SLOT else account.recovery_slot
    if slot is None:
        raise RefusedError("malformed-answer")
    account_key = keys.open_slot(kind, wrap, account.vault_id, account.epoch, slot)
    keyring = keys.open_keyring(
        account_key, account.vault_id, account.epoch, account.identity, account.box_key, account.keyring
    )
    return Unlocked(account_key, keyring, account.epoch)
