"""What a person does with an account: open it, change its passphrase, erase it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from crypto import chain
from crypto.chain import Link
from crypto.errors import ChainError, ReculError
from crypto.operations import RECOVERY_SLOT
from crypto.vault_policy import Standing
from crypto.vault_state import VaultState
from webapp import clock, sessions
from webapp.accounts import keys, signin
from webapp.accounts.models import Account, KeySlot
from webapp.accounts.wire import DeletionOut, KeysOut, PassphraseIn, RegistrationIn
from webapp.chains import place as places
from webapp.chains import verbs as chain_verbs
from webapp.chains.models import Chain
from webapp.chains.models import Link as LinkRow
from webapp.chains.place import Place
from webapp.config import Settings
from webapp.db import Database
from webapp.errors import LoginTakenError, RefusedLinkError, StaleHeadError
from webapp.groups import endings
from webapp.groups.models import Group
from webapp.objects.models import TombstoneRow, Upload, Version
from webapp.sessions import Caller


def register(database: Database, settings: Settings, asked: RegistrationIn) -> tuple[KeysOut, str]:
    """Make an account and its vault; returns its keys and the token of its first session.

    Raises `RefusedLinkError` when link 0 does not list what was sent or the vault id exists, `LoginTakenError` when
    the login does.
    """
    link, standing = _first_link(asked)
    slots = [
        keys.passphrase_slot(asked.kdf_id, asked.salt, asked.passphrase_slot, asked.auth),
        keys.recovery_slot(asked.recovery_slot, asked.recovery_auth),
    ]
    keys.check_listed(link, asked.keyring, slots)
    with database.writing() as connection:
        account_no = _insert_account(connection, asked)
        keys.write(connection, account_no, slots)
        chain_no = places.begin(connection, account_no, link, standing)
        connection.execute(insert(LinkRow).values(chain_no=chain_no, seq=0, signed=asked.link))
        token = sessions.start(connection, settings, account_no, "full", asked.device_label)
        return keys.keys_of(connection, account_no, "full"), token


def change_passphrase(database: Database, caller: Caller, asked: PassphraseIn) -> KeysOut:
    """Put a passphrase slot in the place of the old one, and cut the other sessions.

    Raises `CredentialsError`, `StaleHeadError`, or `RefusedLinkError` when the link does not list this slot and the
    other as it was.
    """
    signin.check_proof(database, caller.account_no, asked.auth)
    slot = keys.passphrase_slot(asked.kdf_id, asked.salt, asked.passphrase_slot, asked.new_auth)
    with database.writing() as connection:
        place = places.find(connection, caller.vault_id, lock=True)
        link = open_next(place, asked.link)
        wanted = select(Account.keyring).where(Account.account_no == caller.account_no)
        keyring = connection.execute(wanted).scalar_one()
        fiche = dict(keys.stored(connection, caller.account_no, RECOVERY_SLOT))
        keys.check_listed(link, keyring, [slot, fiche])
        if len(link.operations) != 1:
            raise RefusedLinkError
        places.move(connection, place, chain_verbs.extend(connection, place, [asked.link], {}))
        keys.write(connection, caller.account_no, [slot])
        sessions.cut(connection, caller.account_no, but=caller.session_id)
        return keys.keys_of(connection, caller.account_no, caller.scope)


def open_next(place: Place, signed: bytes) -> Link:
    """Verify the link that comes after a place.

    Raises `StaleHeadError` for one made for another place, `RefusedLinkError` for one that breaks a rule.
    """
    try:
        return chain.open_verified(signed, place.chain_id, place.seq + 1, place.head, place.standing.identity)
    except ChainError as error:
        raise StaleHeadError from error
    except ReculError as error:
        raise RefusedLinkError from error


def erase(connection: Connection, account_no: int) -> DeletionOut:
    """Erase every row about an account; returns how many there were. Raises `SoleFacilitatorError`."""
    endings.leave_all(connection, account_no)
    chain_no = connection.execute(select(Chain.chain_no).where(Chain.account_no == account_no)).scalar_one()
    stored = select(func.count()).select_from(Version).where(Version.chain_no == chain_no, Version.body.is_not(None))
    objects = connection.execute(stored).scalar_one()

    def gone(model: Any, column: Any, value: int) -> int:
        return connection.execute(delete(model).where(column == value)).rowcount

    gone(Version, Version.chain_no, chain_no)
    gone(TombstoneRow, TombstoneRow.chain_no, chain_no)
    objects += gone(Upload, Upload.chain_no, chain_no)
    links = gone(LinkRow, LinkRow.chain_no, chain_no)
    gone(Chain, Chain.chain_no, chain_no)
    cut = sessions.cut(connection, account_no)
    gone(KeySlot, KeySlot.account_no, account_no)
    accounts = gone(Account, Account.account_no, account_no)
    return DeletionOut(accounts=accounts, sessions=cut, links=links, objects=objects)


def _first_link(asked: RegistrationIn) -> tuple[Link, Standing]:
    state = VaultState.before_create(asked.vault_id, asked.identity)
    try:
        link = state.append(asked.link)
    except ReculError as error:
        raise RefusedLinkError from error
    if state.standing.box_key != asked.box_key:
        raise RefusedLinkError
    return link, state.standing


def _insert_account(connection: Connection, asked: RegistrationIn) -> int:
    for taken in (Account.vault_id, Group.chain_id):
        if connection.execute(select(taken).where(taken == asked.vault_id)).first():
            raise RefusedLinkError
    made = insert(Account).values(
        login=asked.login, vault_id=asked.vault_id, keyring=asked.keyring, created_day=clock.today()
    )
    try:
        return int(connection.execute(made.returning(Account.account_no)).scalar_one())
    except IntegrityError as error:
        raise LoginTakenError from error
