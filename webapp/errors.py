"""The refusals of the HTTP interface: one class a code (`docs/spec/http-api.md` §1)."""

from __future__ import annotations


class RefusalError(Exception):
    """A request that is refused; `code` and `status` are all that the caller learns."""

    code = "server"
    status = 500
    meaning = "a mistake of ours"

    def __init__(self, retry_after: int | None = None, incident: str | None = None) -> None:
        super().__init__(self.code)
        self.retry_after = retry_after
        self.incident = incident

    def body(self) -> dict[str, str | int]:
        """The JSON answer: the code, and the two fields that some codes add."""
        answer: dict[str, str | int] = {"error": self.code}
        if self.retry_after is not None:
            answer["retry_after"] = self.retry_after
        if self.incident is not None:
            answer["incident"] = self.incident
        return answer


class ServerError(RefusalError):
    """A mistake of ours, found again in the log by its incident id."""


class MalformedError(RefusalError):
    """Not JSON, a wrong type, an unknown field, bad frames."""

    code, status, meaning = "malformed", 400, "not what this route takes"


class RefusedLinkError(RefusalError):
    """A link that breaks a rule at its position."""

    code, status, meaning = "refused-link", 400, "a link breaks a rule; nothing was stored by it"


class CredentialsError(RefusalError):
    """A wrong login, passphrase proof or recovery proof."""

    code, status, meaning = "credentials", 401, "wrong login or proof"


class SessionError(RefusalError):
    """No session, or one that was cut or has expired."""

    code, status, meaning = "session", 401, "no session, or it was cut or has expired"


class CrossSiteError(RefusalError):
    """A state-changing request that another site started."""

    code, status, meaning = "cross-site", 403, "the request comes from another site"


class ForbiddenError(RefusalError):
    """Something that this session may not do."""

    code, status, meaning = "forbidden", 403, "the session may not do this"


class NotFoundError(RefusalError):
    """No such thing, or not yours."""

    code, status, meaning = "not-found", 404, "no such thing, or not yours"


class MethodError(RefusalError):
    """The path exists and the method does not."""

    code, status, meaning = "method", 405, "the path exists, the method does not"


class LoginTakenError(RefusalError):
    """The pseudonym, or the vault id, belongs to an account."""

    code, status, meaning = "login-taken", 409, "choose another pseudonym"


class SoleFacilitatorError(RefusalError):
    """The account of the only facilitator of a group that has other members and has not ended."""

    code, status, meaning = "sole-facilitator", 409, "hand the group over or close it first"


class StaleHeadError(RefusalError):
    """The chain has moved since the head that the request builds on."""

    code, status, meaning = "stale-head", 409, "the chain has moved"


class TooLargeError(RefusalError):
    """Over one of the limits of `docs/spec/http-api.md` §5."""

    code, status, meaning = "too-large", 413, "over a limit"


class SlowDownError(RefusalError):
    """A rate limit, or a database that is busy for now."""

    code, status, meaning = "slow-down", 429, "too many requests; `retry_after` says when"


class StorageFullError(RefusalError):
    """The disk is full: nothing was stored, nothing is lost on the device."""

    code, status, meaning = "storage-full", 507, "the disk is full; nothing was stored"


def by_status(status: int) -> RefusalError:
    """Return the refusal that stands for an HTTP error found before any of our code ran."""
    known: dict[int, type[RefusalError]] = {404: NotFoundError, 405: MethodError, 413: TooLargeError}
    return known.get(status, MalformedError)()
