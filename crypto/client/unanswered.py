"""An act of the account whose answer was lost: whether it took place (`docs/spec/http-api.md` §3)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from crypto.client.api import Api, Keys, RefusedError
from crypto.client.transport import OfflineError
from crypto.errors import ForkError, RollbackError

NO_ANSWERS: Final = {"malformed-answer", "server"}


@dataclass(frozen=True, slots=True)
class Act:
    """What finds an act again: the chain, the place before its link, the link, the new proof and the old one.

    There is no old proof for a registration, nor in a recovery session.
    """

    login: str
    vault_id: bytes
    after: int
    link: bytes
    new: bytes
    old: bytes | None


def send(api: Api, act: Act, request: Callable[[], Keys]) -> Keys:
    """Send an act and return the account; raise the error of the request when it did not take place."""
    try:
        return request()
    except OfflineError:
        if answer := _find(api, act):
            return answer
        raise
    except RefusedError as refusal:
        if refusal.code in NO_ANSWERS and (answer := _find(api, act)):
            return answer
        raise


def _find(api: Api, act: Act) -> Keys | None:
    """Sign in with the new proof, then with the old one, and compare the chain with the link that was sent."""
    answer = _prove(api, act.login, act.new)
    if answer is None:
        if act.old is not None and _prove(api, act.login, act.old) and _landed(api, act):
            raise RollbackError("the link was taken, and not what it changed")
        return None
    if not _landed(api, act):
        raise ForkError("another link stands where ours was accepted")
    return answer


def _prove(api: Api, login: str, proof: bytes) -> Keys | None:
    try:
        return api.sign_in(login, proof)
    except RefusedError as refusal:
        if refusal.code == "credentials":
            return None
        raise


def _landed(api: Api, act: Act) -> bool:
    return api.links(act.vault_id, act.after)[:1] == [act.link]
