"""Writes whose answer may be lost: what the chain says of their link settles them (`docs/spec/chain.md` §7)."""

from crypto import chain
from crypto.client import outbox
from crypto.client.device import OutboxRecord, Sent, sealed_of
from crypto.client.notebook import Notebook
from crypto.client.outbox import Write
from crypto.errors import ReculError
from crypto.operations import Put, Tombstone


def remember(notebook: Notebook, signed: bytes, records: list[OutboxRecord]) -> None:
    """Remember a link before it is sent, and the writes that it would settle."""
    if records:
        notebook.device.sent.append(Sent(signed, tuple(record.record_id for record in records)))


def settle(notebook: Notebook) -> None:
    """Take out of the outbox what landed without an answer; forget what another link stands in the place of."""
    device = notebook.device
    passed = [each for each in device.sent if _place_of(each) <= device.mark.seq]
    for sent in passed:
        if device.head_at(_place_of(sent)) == chain.head_of(sent.link):
            _land(notebook, sent)
        device.sent.remove(sent)


def _place_of(sent: Sent) -> int:
    return chain.prev_of(sent.link).seq + 1


def _land(notebook: Notebook, sent: Sent) -> None:
    """Settle the writes of a link that stands in the chain; one whose body does not come is sent again over it."""
    link = chain.open_known(sent.link, notebook.vault_id, _place_of(sent), chain.head_of(sent.link))
    puts = {each.object_id: each for each in link.operations if isinstance(each, Put)}
    ended = {each.object_id for each in link.operations if isinstance(each, Tombstone)}
    for record, write in outbox.pending(notebook):
        put = puts.get(write.object_id)
        if record.record_id in sent.record_ids and (write.object_id in ended or (put and _is_stored(notebook, put))):
            notebook.device.outbox.remove(record)
        elif put and write.base == put.revision - 1:
            # written again since, or not given back: over the revision that landed
            outbox.replace(notebook, record, [Write(write.object_id, put.revision, write.text, write.end)])


def _is_stored(notebook: Notebook, put: Put) -> bool:
    """Whether the server gives a body back, and it opens."""
    for sealed in map(sealed_of, notebook.api.fetch(notebook.vault_id, [put.body_hash])):
        if sealed.body_hash == put.body_hash:
            try:
                notebook.open(sealed)
            except ReculError:
                return False
            notebook.device.keep(sealed)
            return True
    return False
