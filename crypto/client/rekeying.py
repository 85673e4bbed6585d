"""New slots and new account keys: the three acts of `docs/spec/keys.md` §4."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from crypto import chain, keys, objects, password, recovery, strength, vault_policy
from crypto.client import entrance, pull, unanswered
from crypto.client.api import Keys
from crypto.client.device import frame_of
from crypto.client.notebook import Notebook, Unlocked, open_account
from crypto.client.push import checkpoint_of
from crypto.errors import ChainError, RollbackError
from crypto.frames import Frame, LinkFrame, WrapFrame
from crypto.keys import Keyring
from crypto.operations import PASSPHRASE_SLOT, Rekey
from crypto.password import PasswordKeys
from crypto.vault_policy import INDEX_ID

ShowWords: TypeAlias = Callable[[list[str]], None]
"""What shows a person the words of a new fiche."""


class LostVersionsError(RollbackError):
    """Texts whose wraps did not come, so that a new account key would lose them; `object_ids` names them."""

    def __init__(self, object_ids: Sequence[bytes]) -> None:
        """Keep the ids."""
        super().__init__("texts without a wrap")
        self.object_ids = tuple(object_ids)


def change_passphrase(notebook: Notebook, current: str, new: str) -> None:
    """Replace the passphrase slot: same account key, same fiche; the other sessions are cut."""
    account, unlocked = notebook.device.keys, notebook.unlocked
    strength.check_chosen(new, account.login)
    proof = prove(account, current)
    pull.pull(notebook)
    salt = password.generate_salt()
    phrase = password.derive(account.login, new, password.CURRENT_KDF_ID, salt)
    slot = keys.seal_slot(PASSPHRASE_SLOT, phrase.wrap, account.vault_id, unlocked.epoch, unlocked.account_key)
    changed = replace(account, kdf_id=password.CURRENT_KDF_ID, salt=salt, passphrase_slot=slot)
    state = notebook.device.state
    operations = [entrance.slots_of(changed)]
    link = chain.sign_link(unlocked.keyring.sign_seed, account.vault_id, state.next_seq, state.head, operations)
    act = unanswered.Act(account.login, account.vault_id, state.next_seq - 1, link, phrase.auth, proof.auth)
    answer = unanswered.send(
        notebook.api,
        act,
        lambda: notebook.api.change_passphrase(
            auth=proof.auth, kdf_id=changed.kdf_id, salt=salt, new_auth=phrase.auth, passphrase_slot=slot, link=link
        ),
    )
    entrance.check_answer(answer, changed)
    pull.resume(notebook, changed)


def prove(account: Keys, passphrase: str) -> PasswordKeys:
    """Return the keys of a passphrase that opens the slot kept on this device; raise `SealedError` otherwise."""
    phrase = password.derive(account.login, passphrase, account.kdf_id, account.salt)
    open_account(account, PASSPHRASE_SLOT, phrase.wrap)
    return phrase


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Everything a `rekey` sends, and the words of the new fiche."""

    account: Keys
    unlocked: Unlocked
    auth: bytes
    recovery_auth: bytes
    words: list[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks of a `rekey`: the passphrase, None in a recovery session, and the new one.

    `compromised` renews the identity; `lose_versions` says yes to going on without earlier versions that did not come.
    """

    current: str | None
    new: str
    compromised: bool
    lose_versions: bool


def rekey(notebook: Notebook, asked: Asked, show: ShowWords) -> None:
    """Replace the account key, both slots and every wrap, and the identity if compromised (`docs/spec/chain.md` §5).

    Raises `LostVersionsError` when wraps did not come, before anything is sent.
    """
    proof = check(notebook, asked)
    pull.pull(notebook)
    pull.check_claim(notebook.device.keys, notebook.unlocked, notebook.device.state)
    received = _received_wraps(notebook, asked.lose_versions)
    made = _make_account(notebook, asked.new, asked.compromised)
    sequence = _sequence(notebook, made, _wrap_again(notebook, received, made.unlocked))
    show(made.words)
    act = _act(notebook, made, proof, sequence)
    answer = unanswered.send(notebook.api, act, lambda: notebook.api.rekey(_header(made, proof), sequence))
    entrance.check_answer(answer, made.account)
    notebook.unlocked = made.unlocked
    pull.resume(notebook, made.account)


def check(notebook: Notebook, asked: Asked) -> bytes | None:
    """Return the proof of the current passphrase, None in a recovery session; raise what a `rekey` would, unsent."""
    strength.check_chosen(asked.new, notebook.device.keys.login)
    return None if asked.current is None else prove(notebook.device.keys, asked.current).auth


def _make_account(notebook: Notebook, passphrase: str, compromised: bool) -> NewAccount:
    old, login, vault_id = notebook.unlocked, notebook.device.keys.login, notebook.vault_id
    past = (*old.keyring.past, old.account_key)
    keyring = Keyring.generate(past) if compromised else replace(old.keyring, past=past)
    unlocked = Unlocked(keys.generate_account_key(), keyring, old.epoch + 1)
    entropy, salt = recovery.generate(), password.generate_salt()
    phrase = password.derive(login, passphrase, password.CURRENT_KDF_ID, salt)
    fiche = recovery.derive(entropy, login)
    account = entrance.made_account(login, vault_id, unlocked, salt, phrase.wrap, fiche.wrap)
    return NewAccount(account, unlocked, phrase.auth, fiche.auth, recovery.words_of(entropy))


def _received_wraps(notebook: Notebook, lose_versions: bool) -> list[WrapFrame]:
    """Return every wrap, each examined; raise when a text would be lost (`docs/spec/chain.md` §5)."""
    state, received = notebook.device.state, notebook.api.wraps(notebook.vault_id)
    for frame in received:
        newest = state.standing.checkpoint if frame.object_id == INDEX_ID else state.revision_of(frame.object_id)
        if not 1 <= frame.revision <= newest or frame.epoch != state.standing.epoch:
            raise ChainError("a wrap for a version that the chain does not name")
    came = {(frame.object_id, frame.revision) for frame in received}
    today = notebook.today()
    needed = {
        (object_id, record.revision)
        for object_id, record in state.objects.items()
        if record.end is None or record.end > today
    }
    if state.standing.checkpoint:
        needed.add((INDEX_ID, state.standing.checkpoint))
    earlier = {
        (object_id, revision)
        for object_id, current in needed
        if object_id != INDEX_ID
        for revision in range(1, current)
    }
    if lost := sorted({object_id for object_id, _ in (needed if lose_versions else needed | earlier) - came}):
        raise LostVersionsError(lost)
    return received


def _wrap_again(notebook: Notebook, received: Sequence[WrapFrame], new: Unlocked) -> list[WrapFrame]:
    old_key, again = notebook.unlocked.account_key, []
    for frame in sorted(received, key=lambda each: (each.object_id, each.revision)):
        place = (notebook.vault_id, frame.object_id, frame.revision)
        key = objects.open_wrap(old_key, *place, frame.epoch, frame.wrap)
        wrap = objects.seal_wrap(new.account_key, *place, new.epoch, key)
        again.append(WrapFrame(frame.object_id, frame.revision, new.epoch, wrap))
    return again


def _sequence(notebook: Notebook, made: NewAccount, wraps: Sequence[WrapFrame]) -> list[Frame]:
    """Return the link, the checkpoint that a new identity signs, its index, and the wraps."""
    state, old = notebook.device.state, notebook.unlocked
    place = (notebook.vault_id, state.next_seq, state.head)
    wraps_hash = objects.wraps_hash((each.object_id, each.revision, each.wrap) for each in wraps)
    slots, renewed = entrance.slots_of(made.account), made.unlocked.keyring.identity != old.keyring.identity
    operation = Rekey(made.unlocked.epoch, wraps_hash)
    if renewed:
        operation = replace(operation, identity=made.account.identity, box_key=made.account.box_key)
        operation = vault_policy.cosign(made.unlocked.keyring.sign_seed, *place, operation, slots)
    link = chain.sign_link(old.keyring.sign_seed, *place, [operation, slots])
    if not renewed:
        return [LinkFrame(link), *wraps]
    ahead = state.copy()
    ahead.append(link)
    then = Notebook(
        notebook.api, replace(notebook.device, state=ahead), made.unlocked, notebook.clock, notebook.summaries
    )
    checkpoint, index = checkpoint_of(then)
    signed = chain.sign_link(
        made.unlocked.keyring.sign_seed, notebook.vault_id, ahead.next_seq, ahead.head, [checkpoint]
    )
    return [LinkFrame(link), LinkFrame(signed), frame_of(index), *wraps]


def _act(notebook: Notebook, made: NewAccount, proof: bytes | None, sequence: Sequence[Frame]) -> unanswered.Act:
    link = next(frame.signed for frame in sequence if isinstance(frame, LinkFrame))
    account, mark = made.account, notebook.device.mark
    return unanswered.Act(account.login, account.vault_id, mark.seq, link, made.auth, proof)


def _header(made: NewAccount, proof: bytes | None) -> dict[str, object]:
    account = made.account
    return {
        "proof": proof,
        "kdf_id": account.kdf_id,
        "salt": account.salt,
        "new_auth": made.auth,
        "new_recovery_auth": made.recovery_auth,
        "passphrase_slot": account.passphrase_slot,
        "recovery_slot": account.recovery_slot,
        "keyring": account.keyring,
        "identity": account.identity,
        "box_key": account.box_key,
    }
