"""What goes to a server: sealed, linked, sent, and believed only once it has been read back."""

from collections.abc import Sequence
from dataclasses import dataclass

from crypto import chain, entries, envelope, primitives
from crypto.client import history, outbox, pull, sent
from crypto.client.api import RefusedError, stale_links
from crypto.client.device import OutboxRecord, frame_of, sealed_of
from crypto.client.notebook import Notebook
from crypto.client.outbox import Write
from crypto.errors import ForkError, RollbackError
from crypto.objects import Index, SealedObject
from crypto.operations import Checkpoint, Operation, Put, Tombstone

MAX_WRITES = 200
MAX_BYTES = 16 * 1024 * 1024
LINKS_BETWEEN_CHECKPOINTS = 100


@dataclass(frozen=True, slots=True)
class Batch:
    """A link to send: the outbox records it settles, its operations, the objects they name."""

    records: Sequence[OutboxRecord]
    operations: Sequence[Operation]
    objects: Sequence[SealedObject]


def push(notebook: Notebook) -> None:
    """Send the outbox until it is empty; what is not read back stays in it."""
    while notebook.device.outbox:
        sent.settle(notebook)
        settle_conflicts(notebook)
        send(notebook, next_batch(notebook))
    if history.links_since_checkpoint(notebook.device, LINKS_BETWEEN_CHECKPOINTS) == LINKS_BETWEEN_CHECKPOINTS:
        write_checkpoint(notebook)


def settle_conflicts(notebook: Notebook) -> None:
    """Turn each write over a revision that is no longer the current one into a copy (both versions are kept)."""
    state = notebook.device.state
    for record, write in outbox.pending(notebook):
        current = state.revision_of(write.object_id)
        gone = state.is_tombstoned(write.object_id)
        if write.text is None:
            if gone or current == 0 or current != write.base:
                outbox.replace(notebook, record, [])
        elif gone or current != write.base:
            outbox.replace(notebook, record, [_copy(write, current)])


def next_batch(notebook: Notebook) -> Batch:
    """Return the oldest writes of the outbox as one link."""
    records: list[OutboxRecord] = []
    operations: list[Operation] = []
    objects: list[SealedObject] = []
    for record, write in outbox.pending(notebook)[:MAX_WRITES]:
        if write.text is None:
            operations.append(Tombstone(write.object_id))
        else:
            sealed = notebook.seal(write.object_id, write.base + 1, write.text)
            if objects and sum(len(each.body) for each in objects) + len(sealed.body) > MAX_BYTES:
                break
            objects.append(sealed)
            operations.append(put_of(sealed, write.end))
        records.append(record)
    return Batch(records, operations, objects)


def put_of(sealed: SealedObject, end: int | None) -> Put:
    """Return the operation that puts a sealed version."""
    return Put(sealed.object_id, sealed.revision, sealed.body_hash, len(sealed.body), end)


def send(notebook: Notebook, batch: Batch) -> None:
    """Append a link; on a lost race take the links that came before and leave the outbox for another try."""
    if not batch.operations:
        return
    device = notebook.device
    seed = notebook.unlocked.keyring.sign_seed
    signed = chain.sign_link(seed, device.vault_id, device.state.next_seq, device.state.head, batch.operations)
    sent.remember(notebook, signed, list(batch.records))
    try:
        notebook.api.append(device.vault_id, device.mark, [frame_of(each) for each in batch.objects], [signed])
    except RefusedError as refusal:
        if refusal.code != "stale-head":
            raise
        catch_up(notebook, stale_links(refusal))
        return
    read_back(notebook, signed, batch)


def catch_up(notebook: Notebook, signed: list[bytes]) -> None:
    """Take the links of a `stale-head` answer; without any, ask for the head and never try again (§7)."""
    if not signed:
        pull.ask_head(notebook)
        raise RollbackError("refused as late, with nothing newer to show")
    pull.take_links(notebook, signed)
    pull.bring_texts(notebook)


def read_back(notebook: Notebook, signed: bytes, batch: Batch) -> None:
    """Ask for the link, bodies and wraps just sent, compare them, and only then take the writes out of the outbox."""
    device = notebook.device
    stored = notebook.api.links(device.vault_id, device.mark.seq)
    asked = [each.body_hash for each in batch.objects]
    found = [sealed_of(frame) for frame in notebook.api.fetch(device.vault_id, asked)]
    if not stored or found != list(batch.objects):
        raise RollbackError("what was sent does not come back")
    if stored[0] != signed:
        raise ForkError("another link stands where ours was accepted")
    pull.take_links(notebook, stored)
    for sealed in batch.objects:
        device.keep(sealed)
    for record in batch.records:
        device.outbox.remove(record)
    sent.settle(notebook)
    pull.bring_texts(notebook)


def write_checkpoint(notebook: Notebook) -> None:
    """Seal the index of the whole list and link it, so that a new device starts from here."""
    checkpoint, index = checkpoint_of(notebook)
    send(notebook, Batch([], [checkpoint], [index]))


def checkpoint_of(notebook: Notebook) -> tuple[Checkpoint, SealedObject]:
    """Return the checkpoint of the state as it stands, with its sealed index."""
    state = notebook.device.state
    summaries = {object_id: notebook.summaries.get(object_id, {}) for object_id in state.objects}
    number = state.standing.checkpoint + 1
    index = notebook.seal(envelope.NO_ID, number, Index(summaries, state.to_bytes()).to_bytes())
    return Checkpoint(number, index.body_hash, len(index.body), state.state_hash()), index


def _copy(write: Write, current: int) -> Write:
    assert write.text is not None, "only a text is copied"
    document = entries.from_bytes(write.text)
    document["copy_of"] = [write.object_id, current]
    return Write(primitives.random_bytes(primitives.ID_SIZE), 0, entries.to_bytes(document), write.end)
