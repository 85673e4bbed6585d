"""What comes from a server: verified from the last link this device trusts, then kept (`docs/spec/chain.md` §6, §7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crypto import chain, labels, primitives, vault_state
from crypto.account import AccountClaim, check_account
from crypto.chain import Mark
from crypto.client.api import Api, Keys
from crypto.client.device import Device, sealed_of
from crypto.client.notebook import Notebook, Unlocked, records_of
from crypto.errors import ChainError, ForkError, FramesError, RollbackError
from crypto.frames import Frame, LinkFrame, ObjectFrame
from crypto.objects import Index, SealedObject, open_object
from crypto.operations import Checkpoint
from crypto.vault_policy import INDEX_ID
from crypto.vault_state import VaultState


@dataclass(frozen=True, slots=True)
class Notice:
    """What a device without memory is shown before it writes: the last edit in seconds, the number of texts."""

    last_edited: int
    texts: int


def check_claim(account: Keys, unlocked: Unlocked, state: VaultState) -> None:
    """Raise `RollbackError` unless what a server says of an account is what the chain says."""
    claim = AccountClaim(account.identity, account.box_key, account.epoch, account.keyring, records_of(account))
    check_account(claim, unlocked.keyring, state.standing)


def first_reading(api: Api, account: Keys, unlocked: Unlocked) -> tuple[Device, Index | None]:
    """Return the device made of a vault's last checkpoint, or of all its links, and the index when there is one."""
    sequence = api.start(account.vault_id)
    root = _root(account, unlocked, sequence)
    if root is None:
        links = api.links(account.vault_id, -1)
        before, index = VaultState.before_create(account.vault_id, _author_of_first(links)), None
    else:
        before, index = root
        links = [frame.signed for frame in sequence if isinstance(frame, LinkFrame)]
    state = before.copy()
    for signed in links:
        state.append(signed)
    check_claim(account, unlocked, state)
    return Device(account, before, state, links), index


def pull(notebook: Notebook) -> None:
    """Verify what follows the mark, keep it, then bring the texts it names; nothing changes when it is refused."""
    device = notebook.device
    signed = notebook.api.links(device.vault_id, device.mark.seq)
    if not signed:
        ask_head(notebook)
    take_links(notebook, signed)
    bring_texts(notebook)


def take_links(notebook: Notebook, signed: Sequence[bytes]) -> None:
    """Verify links after the mark and keep them all, or none."""
    device = notebook.device
    ahead = after_links(device, signed)
    if ahead.standing.epoch != notebook.unlocked.epoch:
        raise RollbackError("another account key, under a session made with this one")
    device.state = ahead
    device.links.extend(signed)


def resume(notebook: Notebook, account: Keys) -> None:
    """Go on from the mark after signing in again: the links that followed, the account check, then every text anew."""
    device = notebook.device
    signed = notebook.api.links(device.vault_id, device.mark.seq)
    if not signed:
        ask_head(notebook)
    ahead = after_links(device, signed)
    check_claim(account, notebook.unlocked, ahead)
    if ahead.standing.epoch != device.state.standing.epoch:
        device.objects.clear()  # their wraps are those of the epoch before
    device.state, device.keys = ahead, _with_kept_slot(account, device.keys, ahead)
    device.links.extend(signed)
    bring_texts(notebook)


def after_links(device: Device, signed: Sequence[bytes]) -> VaultState:
    """Return the state after links that follow the mark; `ForkError` when they follow another link."""
    if signed and chain.prev_of(signed[0]) != device.mark:
        raise ForkError("the other side goes on from another link")
    ahead = device.state.copy()
    for each in signed:
        ahead.append(each)
    return ahead


def ask_head(notebook: Notebook) -> None:
    """Ask where the chain stands; raise `RollbackError` or `ForkError` when it is not at or after the mark (§7)."""
    device = notebook.device
    chain.check_mark(device.mark, notebook.api.head(device.vault_id), device.head_at)


def bring_texts(notebook: Notebook) -> None:
    """Fetch the current texts this device lacks, and say which of those listed did not come or do not open."""
    device, objects = notebook.device, notebook.device.state.objects
    lacking = {record.body_hash for record in objects.values() if not notebook.is_over(record)} - set(device.objects)
    lacking |= {objects[object_id].body_hash for object_id in device.unreadable if object_id in objects}
    for frame in notebook.api.fetch(device.vault_id, sorted(lacking)):
        sealed = sealed_of(frame)
        if sealed.body_hash in lacking:
            device.keep(sealed)
    list_texts(notebook)


def list_texts(notebook: Notebook) -> None:
    """List what the state holds, opening what is new or was unreadable."""
    for object_id, record in notebook.device.state.objects.items():
        if notebook.listed.get(object_id) != record.revision or object_id in notebook.device.unreadable:
            notebook.list_current(object_id)
    notebook.forget_ended()


def complete_links(notebook: Notebook) -> None:
    """Fetch the links before the first one kept, and verify them backwards by their hashes (§6)."""
    device = notebook.device
    missing = device.first_seq
    if missing == 0:
        return
    earlier = notebook.api.links(device.vault_id, -1)[:missing]
    if len(earlier) < missing:
        raise RollbackError("earlier links are missing")
    head = device.root.head
    for seq in range(missing - 1, -1, -1):
        head = chain.open_known(earlier[seq], device.vault_id, seq, head).prev
    device.root = VaultState.before_create(device.vault_id, chain.author_of(earlier[0]))
    device.links[:0] = earlier


def _with_kept_slot(account: Keys, kept: Keys, state: VaultState) -> Keys:
    """Give an account read in a recovery session the passphrase slot kept here, if it still stands."""
    if account.passphrase_slot is not None or kept.passphrase_slot is None:
        return account
    if records_of(kept)[0] not in state.standing.slots:
        return account
    return replace(account, kdf_id=kept.kdf_id, salt=kept.salt, passphrase_slot=kept.passphrase_slot)


def _author_of_first(links: Sequence[bytes]) -> bytes:
    if not links:
        raise RollbackError("a vault without any link")
    return chain.author_of(links[0])


def _root(account: Keys, unlocked: Unlocked, sequence: Sequence[Frame]) -> tuple[VaultState, Index] | None:
    """Return the state before a checkpoint that is a root, and its index; None when it is none."""
    match sequence:
        case [LinkFrame(signed), ObjectFrame() as frame, *following]:
            pass
        case _:
            return None
    if any(not isinstance(each, LinkFrame) for each in following):
        raise FramesError("a frame that is not a link")
    if chain.author_of(signed) != unlocked.keyring.identity:
        return None
    link = chain.open_root(signed, account.vault_id, unlocked.keyring.identity)
    match link.operations:
        case [Checkpoint() as checkpoint]:
            index, state = _open_index(account, unlocked, sealed_of(frame), checkpoint)
        case _:
            return None
    if state.standing.identity != link.author:
        raise ChainError("a state of another author")
    state.mark = Mark(link.seq - 1, link.prev)
    return state, index


def _open_index(
    account: Keys, unlocked: Unlocked, sealed: SealedObject, checkpoint: Checkpoint
) -> tuple[Index, VaultState]:
    if (sealed.body_hash, len(sealed.body)) != (checkpoint.body_hash, checkpoint.size):
        raise ChainError("an index that the checkpoint does not name")
    if (sealed.object_id, sealed.revision, sealed.epoch) != (INDEX_ID, checkpoint.number, unlocked.epoch):
        raise ChainError("an index of another place")
    index = Index.from_bytes(open_object(unlocked.account_key, account.vault_id, sealed))
    if primitives.hash(labels.HASH_STATE, index.state) != checkpoint.state_hash:
        raise ChainError("an index of another state")
    state = vault_state.from_bytes(account.vault_id, index.state)
    assert state.to_bytes() == index.state, "only the one encoding of a state is read"
    if state.standing.checkpoint + 1 != checkpoint.number:
        raise ChainError("a checkpoint of another number")
    return index, state
