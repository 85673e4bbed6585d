"""What the links kept on a device say of earlier versions and checkpoints."""

from collections.abc import Iterator

from crypto import chain
from crypto.chain import Link
from crypto.client import pull
from crypto.client.device import Device, sealed_of
from crypto.client.notebook import Notebook
from crypto.entries import Document
from crypto.errors import SealedError
from crypto.operations import Checkpoint, Put


def links_of(device: Device) -> Iterator[Link]:
    """Yield the links kept, in order; each was verified when it came."""
    for seq, signed in enumerate(device.links, device.first_seq):
        yield chain.open_known(signed, device.vault_id, seq, chain.head_of(signed))


def links_since_checkpoint(device: Device, most: int) -> int:
    """Return how many links followed the last checkpoint, or `most` when it lies further back."""
    for count, signed in enumerate(reversed(device.links[-most:])):
        link = chain.open_known(signed, device.vault_id, device.mark.seq - count, chain.head_of(signed))
        if isinstance(link.operations[0], Checkpoint):
            return count
    return min(most, len(device.links))


def versions(notebook: Notebook, object_id: bytes) -> list[Put]:
    """Return every version that was ever put of a text, oldest first; earlier links are fetched and verified."""
    pull.complete_links(notebook)
    operations = (operation for link in links_of(notebook.device) for operation in link.operations)
    return [operation for operation in operations if isinstance(operation, Put) and operation.object_id == object_id]


def open_version(notebook: Notebook, put: Put) -> Document:
    """Return the document of a version that a link names; raise `SealedError` when it is gone or does not open."""
    if put.body_hash not in notebook.device.objects:
        for frame in notebook.api.fetch(notebook.vault_id, [put.body_hash]):
            sealed = sealed_of(frame)
            if sealed.body_hash == put.body_hash:
                notebook.device.keep(sealed)
    found = notebook.device.objects.get(put.body_hash)
    if found is None or (found.object_id, found.revision) != (put.object_id, put.revision):
        raise SealedError
    return notebook.document(found)
