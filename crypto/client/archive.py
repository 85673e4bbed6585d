"""Exports made by the client, and texts brought in from one (`docs/spec/export.md`)."""

from crypto import entries, export, primitives
from crypto.client import history, outbox, pull
from crypto.client.device import sealed_of
from crypto.client.notebook import Notebook
from crypto.client.outbox import Write
from crypto.client.rekeying import prove
from crypto.export import Header, Opened
from crypto.operations import PASSPHRASE_SLOT, RECOVERY_SLOT, Put


def export_file(notebook: Notebook, passphrase: str) -> bytes:
    """Return the file of the whole notebook; the passphrase is asked again (`SealedError` when it is not the one)."""
    account = notebook.device.keys
    prove(account, passphrase)
    pull.pull(notebook)
    pull.complete_links(notebook)
    state = notebook.device.state
    puts = [
        operation
        for link in history.links_of(notebook.device)
        for operation in link.operations
        if isinstance(operation, Put) and not state.is_tombstoned(operation.object_id)
    ]
    named = {put.body_hash for put in puts}
    stored = [sealed_of(frame) for frame in notebook.api.fetch(account.vault_id, [put.body_hash for put in puts])]
    slots = {PASSPHRASE_SLOT: account.passphrase_slot, RECOVERY_SLOT: account.recovery_slot}
    header = Header(
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
    )
    return export.build(header, notebook.device.links, [each for each in stored if each.body_hash in named])


def import_texts(notebook: Notebook, opened: Opened) -> list[bytes]:
    """Put the current texts of an opened export into the outbox under new ids; return those ids."""
    made: list[bytes] = []
    for object_id, record in opened.state.objects.items():
        text = opened.texts.get((object_id, record.revision))
        if text is None:
            continue
        entries.from_bytes(text)
        new_id = primitives.random_bytes(primitives.ID_SIZE)
        outbox.add(notebook, Write(new_id, 0, text, record.end))
        made.append(new_id)
    return made
