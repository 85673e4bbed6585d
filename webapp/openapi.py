"""The OpenAPI description, made from what the routes themselves declare (`access.py`), so that it cannot drift."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import Any

from flask import Flask, current_app

from webapp import wire
from webapp.access import BYTES, FRAMES, Declaration, declaration_of
from webapp.errors import (
    CrossSiteError,
    ForbiddenError,
    MalformedError,
    RefusalError,
    SessionError,
    StaleHeadError,
    TooLargeError,
)

API = "/api/v1/"
VARIABLE = re.compile(r"<(?:[a-z]+:)?([a-z_]+)>")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def describe(app: Flask | None = None) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of every route under `/api/v1/`."""
    app = app or current_app._get_current_object()  # type: ignore[attr-defined]
    paths: dict[str, Any] = {}
    kinds: set[type[wire.Struct]] = set()
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        declared = declaration_of(app, rule.endpoint)
        if not rule.rule.startswith(API) or declared is None:
            continue
        kinds.update(kind for kind in (declared.takes, declared.gives) if isinstance(kind, type))
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            view = app.view_functions[rule.endpoint]
            operation = _operation(declared, view.__doc__ or "", method, VARIABLE.findall(rule.rule))
            paths.setdefault(VARIABLE.sub(r"{\1}", rule.rule), {})[method.lower()] = operation
    schemas = wire.schemas(sorted(kinds, key=lambda kind: kind.__name__))
    return {
        "openapi": "3.1.0",
        "info": {"title": "Recul", "version": version("recul"), "license": {"name": "AGPL-3.0-or-later"}},
        "paths": paths,
        "components": {
            "schemas": schemas | {"Refusal": _REFUSAL},
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "__Host-recul"}},
        },
    }


_REFUSAL = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "string"}, "retry_after": {"type": "integer"}, "incident": {"type": "string"}},
}


def refusals_of(declared: Declaration, method: str) -> list[type[RefusalError]]:
    """Return what a route may refuse with: what it declares, and what the checks before it add."""
    found: set[type[RefusalError]] = set(declared.refuses)
    if declared.level != "public":
        found.add(SessionError)
    if declared.level == "full":
        found.add(ForbiddenError)
    if method not in SAFE:
        found.add(CrossSiteError)
    if declared.takes is not None:
        found |= {MalformedError, TooLargeError}
    return sorted(found, key=lambda refusal: (refusal.status, refusal.code))


def _operation(declared: Declaration, text: str, method: str, variables: list[str]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": text.split("\n", maxsplit=1)[0],
        "responses": {str(declared.status): {"description": "done"} | _content(declared.gives)},
    }
    if variables:
        operation["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"}}
            for name in variables
        ]
    if declared.takes is not None:
        operation["requestBody"] = {"required": True} | _content(declared.takes)
    if declared.level != "public":
        operation["security"] = [{"session": []}]
    for refusal in refusals_of(declared, method):
        content = _content(FRAMES if refusal is StaleHeadError and declared.takes == FRAMES else "application/json")
        known = operation["responses"].setdefault(str(refusal.status), {"description": ""} | content)
        known["description"] = (known["description"] + f"; {refusal.code}: {refusal.meaning}").lstrip("; ")
    return operation


def _content(kind: type[wire.Struct] | str | None) -> dict[str, Any]:
    if kind is None:
        return {}
    if isinstance(kind, type):
        return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}}}
    binary = {"contentMediaType": kind} if kind in {FRAMES, BYTES} else {"$ref": "#/components/schemas/Refusal"}
    return {"content": {kind: {"schema": binary}}}
