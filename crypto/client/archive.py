"""Exports made by the client, and texts brought in from one (`docs/spec/export.md`)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from crypto import entries, export, objects, primitives
from crypto.client import history, outbox, pull
from crypto.client.device import sealed_of
from crypto.client.notebook import Notebook
from crypto.client.outbox import Write
from crypto.client.rekeying import prove
from crypto.export import DeviceRecord, Draft, Header, Opened, Version
from crypto.memory import is_memory
from crypto.objects import SealedObject
from crypto.operations import PASSPHRASE_SLOT, RECOVERY_SLOT, Put
from crypto.vault_state import VaultState


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, the versions (id, revision) that stand and are not in it, and how many of the first links it lacks."""

    file: bytes
    missing: tuple[Version, ...]
    lacking_links: int


def export_file(notebook: Notebook, passphrase: str) -> Exported:
    """Make the file of the whole notebook; the passphrase is asked again (`SealedError` when it is not the one)."""
    prove(notebook.device.keys, passphrase)
    pull.pull(notebook)
    pull.complete_links(notebook)
    puts = _puts(notebook)
    found = [sealed_of(frame) for frame in notebook.api.fetch(notebook.vault_id, [put.body_hash for put in puts])]
    # a version that the server withholds may still be here
    return _make(notebook, puts, [*found, *notebook.device.objects.values()], None)


def export_kept(notebook: Notebook, passphrase: str) -> Exported:
    """Make the file of what this device holds, without the server; the passphrase is asked again."""
    prove(notebook.device.keys, passphrase)
    return _make(notebook, _puts(notebook), notebook.device.objects.values(), notebook.device.state)


def import_texts(notebook: Notebook, opened: Opened) -> list[bytes]:
    """Put the newest words of an opened export into the outbox under new ids; return those ids."""
    made: list[bytes] = []
    for _, text, end in opened.newest():
        if is_memory(text):  # no text of the person: another vault has its own
            continue
        entries.from_bytes(text)
        new_id = primitives.random_bytes(primitives.ID_SIZE)
        outbox.add(notebook, Write(new_id, 0, text, end))
        made.append(new_id)
    return made


def _puts(notebook: Notebook) -> list[Put]:
    """Return the versions that the links kept name, of texts that were not erased."""
    device = notebook.device
    operations = (operation for link in history.links_of(device) for operation in link.operations)
    puts = (operation for operation in operations if isinstance(operation, Put))
    return [put for put in puts if put.object_id in device.state.objects]


def _make(notebook: Notebook, puts: list[Put], held: Iterable[SealedObject], state: VaultState | None) -> Exported:
    device = notebook.device
    drafts = tuple(Draft(each.object_id, each.base, each.text, each.end) for _, each in outbox.pending(notebook))
    erased = {draft.object_id for draft in drafts if draft.text is None}
    named = {put.body_hash for put in puts} | {record.body_hash for record in device.state.objects.values()}
    wanted = (sealed for sealed in held if sealed.body_hash in named and sealed.object_id not in erased)
    by_hash = {sealed.body_hash: _rewrapped(notebook, sealed) for sealed in wanted}
    came = {(sealed.object_id, sealed.revision) for sealed in by_hash.values()}
    header = _header(notebook, DeviceRecord(drafts, state))
    missing = export.missing(device.state, drafts, header.day, came)
    file = export.build(header, device.links, by_hash.values())
    return Exported(file, tuple(missing), device.first_seq)


def _header(notebook: Notebook, record: DeviceRecord) -> Header:
    account = notebook.device.keys
    slots = {PASSPHRASE_SLOT: account.passphrase_slot, RECOVERY_SLOT: account.recovery_slot}
    return Header(
        account.login,
        account.vault_id,
        account.identity,
        account.box_key,
        account.epoch,
        account.kdf_id,
        account.salt,
        {kind: slot for kind, slot in slots.items() if slot is not None},
        account.keyring,
        notebook.today(),
        record.seal(notebook.unlocked.account_key, account.vault_id, account.epoch),
    )


def _rewrapped(notebook: Notebook, sealed: SealedObject) -> SealedObject:
    """Return a version under the current account key; one kept since an earlier epoch is wrapped again."""
    unlocked = notebook.unlocked
    if sealed.epoch == unlocked.epoch:
        return sealed
    place = (notebook.vault_id, sealed.object_id, sealed.revision)
    key = objects.open_wrap(unlocked.account_key_at(sealed.epoch), *place, sealed.epoch, sealed.wrap)
    wrap = objects.seal_wrap(unlocked.account_key, *place, unlocked.epoch, key)
    return replace(sealed, epoch=unlocked.epoch, wrap=wrap)
