"""JSON of the account and session routes."""

from __future__ import annotations

from webapp.wire import Bytes16, Bytes32, DeviceLabel, KdfId, Keyring, Login, SignedLink, Slot, Struct


class PreloginIn(Struct):
    """Whose salt is asked for."""

    login: Login


class PreloginOut(Struct):
    """How to derive; the same shape for a login that nobody has."""

    kdf_id: int
    salt: Bytes16


class RegistrationIn(Struct):
    """A new account, whole, with link 0 of its vault."""

    login: Login
    vault_id: Bytes16
    identity: Bytes32
    box_key: Bytes32
    kdf_id: KdfId
    salt: Bytes16
    auth: Bytes32
    recovery_auth: Bytes32
    passphrase_slot: Slot
    recovery_slot: Slot
    keyring: Keyring
    link: SignedLink
    device_label: DeviceLabel


class SignInIn(Struct):
    """The proof of a passphrase."""

    login: Login
    auth: Bytes32
    device_label: DeviceLabel


class RecoveryIn(Struct):
    """The proof of a fiche."""

    login: Login
    recovery_auth: Bytes32
    device_label: DeviceLabel


class PassphraseIn(Struct):
    """A new passphrase slot, and the link that lists it."""

    auth: Bytes32
    kdf_id: KdfId
    salt: Bytes16
    new_auth: Bytes32
    passphrase_slot: Slot
    link: SignedLink


class RekeyIn(Struct):
    """What a `rekey` brings beside its frames; `proof` is null in a recovery session."""

    proof: Bytes32 | None
    kdf_id: KdfId
    salt: Bytes16
    new_auth: Bytes32
    new_recovery_auth: Bytes32
    passphrase_slot: Slot
    recovery_slot: Slot
    keyring: Keyring
    identity: Bytes32
    box_key: Bytes32


class DeletionIn(Struct):
    """The proof that whoever erases the account knows its passphrase."""

    auth: Bytes32


class KeysOut(Struct):
    """What a device needs to open the account; a recovery session gets no passphrase slot."""

    login: str
    vault_id: Bytes16
    identity: Bytes32
    box_key: Bytes32
    epoch: int
    kdf_id: int
    salt: Bytes16
    passphrase_slot: Slot | None
    recovery_slot: Slot
    keyring: Keyring
    scope: str


class DeletionOut(Struct):
    """The number of rows erased."""

    accounts: int
    sessions: int
    links: int
    objects: int


class RowsOut(Struct):
    """Every stored row about the person, by table."""

    tables: dict[str, list[dict[str, int | str | bool | dict[str, int | str] | None]]]


class SessionOut(Struct):
    """One signed-in browser."""

    session_id: str
    device_label: str
    created: int
    last_seen_day: int
    current: bool


class SessionsOut(Struct):
    """The person's signed-in browsers."""

    sessions: list[SessionOut]
