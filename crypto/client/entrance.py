"""The ways into a notebook: a new account, a sign-in, a recovery, and unlocking what is on the device."""

from crypto import chain, keys, password, primitives, recovery, strength
from crypto.client import pull, unanswered
from crypto.client.api import Api, Keys, RefusedError
from crypto.client.device import Device
from crypto.client.notebook import Notebook, Unlocked, open_account
from crypto.client.pull import Notice
from crypto.errors import ForkError, KdfRefusedError, RollbackError, SealedError
from crypto.keys import Keyring
from crypto.operations import PASSPHRASE_SLOT, RECOVERY_SLOT, Create, Slots
from crypto.password import PasswordKeys
from crypto.vault_state import VaultState


def register(api: Api, login: str, passphrase: str) -> tuple[Notebook, list[str]]:
    """Make an account; return its notebook and the twelve words of its fiche."""
    strength.check_chosen(passphrase, login)
    login, vault_id = password.normalise_login(login), primitives.random_bytes(primitives.ID_SIZE)
    unlocked = Unlocked(keys.generate_account_key(), Keyring.generate(), 1)
    entropy, salt = recovery.generate(), password.generate_salt()
    phrase = password.derive(login, passphrase, password.CURRENT_KDF_ID, salt)
    fiche = recovery.derive(entropy, login)
    account = made_account(login, vault_id, unlocked, salt, phrase.wrap, fiche.wrap)
    link = chain.sign_link(unlocked.keyring.sign_seed, vault_id, 0, chain.NO_HEAD, first_operations(account))
    state = VaultState.before_create(vault_id, account.identity)
    device = Device(account, state.copy(), state, [link], accepted=True)
    state.append(link)
    sent = {name: getattr(account, name) for name in _REGISTERED}
    act = unanswered.Act(login, vault_id, -1, link, phrase.auth, None)
    answer = unanswered.send(
        api, act, lambda: api.register(**sent, auth=phrase.auth, recovery_auth=fiche.auth, link=link)
    )
    check_answer(answer, account)
    notebook = Notebook(api, device, unlocked)
    pull.pull(notebook)
    return notebook, recovery.words_of(entropy)


_REGISTERED = (
    "login",
    "vault_id",
    "identity",
    "box_key",
    "kdf_id",
    "salt",
    "passphrase_slot",
    "recovery_slot",
    "keyring",
)


def made_account(
    login: str, vault_id: bytes, unlocked: Unlocked, salt: bytes, wrap: bytes, recovery_wrap: bytes
) -> Keys:
    """Return an account with new slots and a newly sealed keyring."""
    epoch, account_key, keyring = unlocked.epoch, unlocked.account_key, unlocked.keyring
    return Keys(
        login,
        vault_id,
        keyring.identity,
        keyring.box_key,
        epoch,
        password.CURRENT_KDF_ID,
        salt,
        keys.seal_slot(PASSPHRASE_SLOT, wrap, vault_id, epoch, account_key),
        keys.seal_slot(RECOVERY_SLOT, recovery_wrap, vault_id, epoch, account_key),
        keys.seal_keyring(account_key, vault_id, epoch, keyring),
        "full",
    )


def slots_of(account: Keys) -> Slots:
    """Return the operation that lists both slots and the keyring of an account."""
    assert account.passphrase_slot is not None and account.recovery_slot is not None, "an account of our own making"
    records = (
        keys.slot_record(PASSPHRASE_SLOT, account.kdf_id, account.salt, account.passphrase_slot),
        keys.slot_record(RECOVERY_SLOT, 0, b"", account.recovery_slot),
    )
    return Slots(account.epoch, keys.keyring_hash(account.keyring), records)


def first_operations(account: Keys) -> list[Create | Slots]:
    """Return the operations of link 0."""
    return [Create(account.box_key), slots_of(account)]


def check_answer(answer: Keys, sent: Keys) -> None:
    """Raise `RollbackError` unless a server answers a write of the account with what was written."""
    if answer != sent:
        raise RollbackError("an account other than the one that was sent")


def sign_in(api: Api, device: Device | None, login: str, passphrase: str) -> tuple[Notebook, Notice | None]:
    """Start a session and go on from the device's mark, or from nothing; a new device gets a notice to accept."""
    login = password.normalise_login(login)
    if device is not None and device.keys.login != login:
        raise ForkError("this device holds another person's notebook")
    phrase = _derive(api, device, login, passphrase)
    account = api.sign_in(login, phrase.auth)
    return _enter(api, device, login, account, open_account(account, PASSPHRASE_SLOT, phrase.wrap))


def recover(api: Api, device: Device | None, login: str, words: str) -> tuple[Notebook, Notice | None]:
    """Start a recovery session by the words of a fiche; only a `rekey` may follow."""
    login = password.normalise_login(login)
    fiche = recovery.derive(recovery.entropy_of(words), login)
    account = api.recover(login, fiche.auth)
    return _enter(api, device, login, account, open_account(account, RECOVERY_SLOT, fiche.wrap))


def unlock(api: Api, device: Device, passphrase: str) -> Notebook:
    """Open the notebook of this device without a server."""
    kept = device.keys
    phrase = password.derive(kept.login, passphrase, kept.kdf_id, kept.salt)
    notebook = Notebook(api, device, open_account(kept, PASSPHRASE_SLOT, phrase.wrap))
    pull.list_texts(notebook)
    return notebook


def _derive(api: Api, device: Device | None, login: str, passphrase: str) -> PasswordKeys:
    """Derive under the pair this device kept when its slot opens, else under the pair the server names."""
    kdf_id, salt = api.prelogin(login)
    if device is None or device.keys.passphrase_slot is None:
        return password.derive(login, passphrase, kdf_id, salt)
    kept = device.keys
    phrase = password.derive(login, passphrase, kept.kdf_id, kept.salt)
    try:
        open_account(kept, PASSPHRASE_SLOT, phrase.wrap)
    except SealedError:
        return password.derive(login, passphrase, kdf_id, salt, kept.kdf_id)
    if (kdf_id, salt) != (kept.kdf_id, kept.salt):
        raise KdfRefusedError("another derivation for a passphrase that opens what this device kept")
    return phrase


def _enter(
    api: Api, device: Device | None, login: str, account: Keys, unlocked: Unlocked
) -> tuple[Notebook, Notice | None]:
    if account.login != login:
        raise RefusedError("malformed-answer")
    if device is None:
        return _enter_new(api, account, unlocked)
    if account.vault_id != device.vault_id:
        raise ForkError("another vault for the same login")
    if account.epoch < device.keys.epoch:
        raise RollbackError("an account of an earlier epoch")
    notebook = Notebook(api, device, unlocked)
    pull.resume(notebook, account)
    return notebook, None


def _enter_new(api: Api, account: Keys, unlocked: Unlocked) -> tuple[Notebook, Notice]:
    device, index = pull.first_reading(api, account, unlocked)
    notebook = Notebook(api, device, unlocked)
    if index is not None:
        notebook.summaries.update(index.summaries)
    pull.bring_texts(notebook)
    edits = [edited for summary in notebook.summaries.values() if isinstance(edited := summary.get("edited"), int)]
    return notebook, Notice(max(edits, default=0), len(device.state.objects))
