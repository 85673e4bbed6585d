"""The Recul server. `create_app` wires the parts together and does nothing else."""

from __future__ import annotations

import os
import time

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from webapp import access, assets, context, db, errors, limits, log, secret, security, sessions, wire
from webapp.accounts.routes import accounts
from webapp.chains.routes import chains
from webapp.config import Settings
from webapp.events.hub import Hub
from webapp.events.routes import events
from webapp.groups.routes import groups
from webapp.invitations.routes import invitations
from webapp.pages.routes import pages
from webapp.pages.shells import Shells


class HexIdConverter(BaseConverter):
    """An identifier of 16 bytes in a path: 32 lower-case hexadecimal digits."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> bytes:
        """Return the bytes."""
        return bytes.fromhex(value)

    def to_url(self, value: bytes) -> str:
        """Return the digits."""
        return value.hex()


def create_app(settings: Settings, shells: Shells | None = None) -> Flask:
    """Return the WSGI application; the database must be at the head of its migrations (`recul migrate`).

    Every file it serves is read now, unless `shells` are those of another application of the same release.
    """
    app = Flask("webapp", static_folder=None, template_folder=None)
    app.url_map.strict_slashes = app.url_map.merge_slashes = False  # a redirect would quote the Host header
    app.url_map.converters["hexid"] = HexIdConverter
    database = db.connect(settings)
    its_secret = secret.load(settings.secret_file)
    app.extensions[context.EXTENSION] = context.Server(
        settings,
        database,
        its_secret,
        limits.Limiter(database, its_secret, settings),
        shells or Shells(assets.Assets(settings.static_dir, settings.brotli_quality), settings.templates_dir),
        Hub(database, settings.event_streams),
    )
    sessions.install(app)
    app.before_request(_begin)
    app.before_request(security.refuse_other_sites)
    app.before_request(access.guard)
    app.after_request(_finish)
    app.register_error_handler(Exception, _refuse)
    for blueprint in (accounts, chains, events, groups, invitations, pages):
        app.register_blueprint(blueprint)
    app.wsgi_app = security.Hardened(app.wsgi_app, settings)  # type: ignore[method-assign]
    return app


def _begin() -> None:
    g.began = time.perf_counter()


def _finish(response: Response) -> Response:
    settings = context.server().settings
    rule = request.url_rule.rule if request.url_rule is not None else None
    address = limits.caller_address(settings.trusted_proxies) if settings.log_addresses else None
    fields = {"address": address} if address else {}
    elapsed = round((time.perf_counter() - g.began) * 1000, 1)
    log.write("request", method=request.method, route=rule, status=response.status_code, ms=elapsed, **fields)
    return response


def _refuse(error: Exception) -> Response:
    """Turn any failure into the JSON of its code; only a mistake of ours is written in the log."""
    refusal = _refusal_for(error)
    response = Response(wire.encode(refusal.body()), refusal.status, mimetype="application/json")
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    if isinstance(error, HTTPException) and error.code == errors.MethodError.status:
        response.headers.extend(error.get_headers())
        response.mimetype = "application/json"
    return response


def _refusal_for(error: Exception) -> errors.RefusalError:
    if isinstance(error, errors.RefusalError) and not isinstance(error, errors.ServerError):
        return error
    if isinstance(error, HTTPException):
        return errors.by_status(error.code or 400)
    incident = os.urandom(8).hex()
    log.failure(incident, error)
    return errors.ServerError(incident=incident)
