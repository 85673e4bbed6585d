"""The account and session routes: HTTP in, HTTP out (`docs/spec/http-api.md` §2)."""

from __future__ import annotations

import base64
import binascii

from flask import Blueprint, Response, request
from sqlalchemy import select

from crypto.operations import PASSPHRASE_SLOT, RECOVERY_SLOT
from webapp import sessions, wire
from webapp.access import FRAMES, access
from webapp.accounts import keys, rekey, rows, signin, verbs
from webapp.accounts.models import SessionRow
from webapp.accounts.signin import SignIn
from webapp.accounts.wire import (
    DeletionIn,
    DeletionOut,
    KeysOut,
    PassphraseIn,
    PreloginIn,
    PreloginOut,
    RecoveryIn,
    RegistrationIn,
    RekeyIn,
    RowsOut,
    SessionOut,
    SessionsOut,
    SignInIn,
)
from webapp.chains import incoming
from webapp.context import server
from webapp.errors import (
    CredentialsError,
    LoginTakenError,
    MalformedError,
    NotFoundError,
    RefusedLinkError,
    SlowDownError,
    SoleFacilitatorError,
    StaleHeadError,
)
from webapp.objects import sweep

accounts = Blueprint("accounts", __name__, url_prefix="/api/v1")


@accounts.post("/prelogin")
@access("public", takes=PreloginIn, gives=PreloginOut, refuses=(SlowDownError,))
def prelogin(asked: PreloginIn) -> PreloginOut:
    """Say how to derive for a login."""
    server().limiter.slow_address("prelogin")
    server().limiter.slow_login("prelogin", asked.login)
    with server().database.reading() as connection:
        return signin.prelogin(connection, server().secret, asked.login)


@accounts.post("/accounts")
@access(
    "public",
    takes=RegistrationIn,
    gives=KeysOut,
    status=201,
    refuses=(RefusedLinkError, LoginTakenError, SlowDownError),
)
def register(asked: RegistrationIn) -> Response:
    """Make an account and sign it in."""
    server().limiter.slow_address("register")
    its_keys, token = verbs.register(server().database, server().settings, asked)
    return _signed_in(its_keys, token, 201)


@accounts.post("/sessions")
@access("public", takes=SignInIn, gives=KeysOut, refuses=(CredentialsError, SlowDownError))
def sign_in(asked: SignInIn) -> Response:
    """Exchange the proof of a passphrase for a session."""
    return _sign_in(SignIn(asked.login, PASSPHRASE_SLOT, asked.auth, "full", asked.device_label))


@accounts.post("/recoveries")
@access("public", takes=RecoveryIn, gives=KeysOut, refuses=(CredentialsError, SlowDownError))
def recover(asked: RecoveryIn) -> Response:
    """Exchange the proof of a fiche for a recovery session."""
    return _sign_in(SignIn(asked.login, RECOVERY_SLOT, asked.recovery_auth, "recovery", asked.device_label))


@accounts.get("/account")
@access("recovery", gives=KeysOut)
def account() -> KeysOut:
    """Send what a device needs to open the account."""
    caller = sessions.caller()
    with server().database.reading() as connection:
        return keys.keys_of(connection, caller.account_no, caller.scope)


@accounts.put("/account/passphrase")
@access(
    "full",
    takes=PassphraseIn,
    gives=KeysOut,
    refuses=(CredentialsError, RefusedLinkError, StaleHeadError, SlowDownError),
)
def change_passphrase(asked: PassphraseIn) -> KeysOut:
    """Change the passphrase, same account key."""
    caller = sessions.caller()
    server().limiter.slow_login("proof", caller.login)
    return verbs.change_passphrase(server().database, caller, asked)


@accounts.post("/account/rekey")
@access(
    "recovery",
    takes=FRAMES,
    gives=KeysOut,
    refuses=(CredentialsError, MalformedError, RefusedLinkError, StaleHeadError, SlowDownError),
)
def new_account_key() -> Response:
    """Replace the account key and everything that depends on it."""
    caller = sessions.caller()
    server().limiter.slow_login("proof", caller.login)
    asked = wire.decode(RekeyIn, _keys_header())
    batch = incoming.read_batch(request.stream)
    its_keys, token = rekey.rekey(server().database, server().settings, caller, asked, batch)
    return _signed_in(its_keys, token)


@accounts.post("/account/deletion")
@access("full", takes=DeletionIn, gives=DeletionOut, refuses=(CredentialsError, SoleFacilitatorError, SlowDownError))
def erase(asked: DeletionIn) -> Response:
    """Erase the account and everything in it."""
    caller = sessions.caller()
    server().limiter.slow_login("proof", caller.login)
    signin.check_proof(server().database, caller.account_no, asked.auth)
    with server().database.writing() as connection:
        erased = verbs.erase(connection, caller.account_no)
    response = Response(wire.encode(erased), mimetype="application/json")
    sessions.take_cookie(response)
    return response


@accounts.get("/account/rows")
@access("full", gives=RowsOut)
def rows_about() -> RowsOut:
    """Send every stored row about the person."""
    with server().database.reading() as connection:
        return rows.rows_about(connection, sessions.caller().account_no)


@accounts.get("/sessions")
@access("full", gives=SessionsOut)
def list_sessions() -> SessionsOut:
    """List the person's signed-in browsers."""
    caller = sessions.caller()
    wanted = select(SessionRow.__table__).where(SessionRow.account_no == caller.account_no).order_by(SessionRow.created)
    with server().database.reading() as connection:
        found = connection.execute(wanted)
        return SessionsOut(
            sessions=[
                SessionOut(
                    session_id=row.session_id.hex(),
                    device_label=row.device_label,
                    created=row.created,
                    last_seen_day=row.last_seen_day,
                    current=row.session_id == caller.session_id,
                )
                for row in found
            ]
        )


@accounts.delete("/sessions/<hexid:session_id>")
@access("full", status=204, refuses=(NotFoundError,))
def cut_session(session_id: bytes) -> Response:
    """Cut one of the person's sessions."""
    with server().database.writing() as connection:
        if not sessions.cut(connection, sessions.caller().account_no, session_id=session_id):
            raise NotFoundError
    return Response(status=204)


@accounts.delete("/sessions/current")
@access("full", status=204)
def sign_out() -> Response:
    """Cut the session of this request."""
    caller = sessions.caller()
    with server().database.writing() as connection:
        sessions.cut(connection, caller.account_no, session_id=caller.session_id)
    response = Response(status=204)
    response.headers["Clear-Site-Data"] = '"cache"'
    sessions.take_cookie(response)
    return response


def _sign_in(asked: SignIn) -> Response:
    server().limiter.slow_address("proof")
    server().limiter.slow_login("proof", asked.login)
    its_keys, token = signin.sign_in(server().database, server().settings, asked, sessions.present())
    return _signed_in(its_keys, token)


def _signed_in(its_keys: KeysOut, token: str, status: int = 200) -> Response:
    sweep.sweep_if_due(server().database, server().settings)
    response = Response(wire.encode(its_keys), status, mimetype="application/json")
    sessions.give_cookie(response, token)
    server().limiter.remember_device(response, its_keys.login)
    return response


def _keys_header() -> bytes:
    try:
        return base64.b64decode(request.headers.get("Recul-Keys", ""), validate=True)
    except binascii.Error as error:
        raise MalformedError from error
