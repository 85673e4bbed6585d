"""The machine-readable description is the interface, not a copy of it."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.person import API, Person
from webapp import wire
from webapp.access import declaration_of


def _document(client: FlaskClient) -> dict[str, Any]:
    document = client.get(f"{API}/openapi.json").get_json()
    assert isinstance(document, dict)
    return document


def test_it_describes_every_route_and_no_other(app: Flask, client: FlaskClient) -> None:
    """Paths and methods of the document are those of the interface."""
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/")
    }
    paths = _document(client)["paths"]
    assert {(path, method) for path, operations in paths.items() for method in operations} == routes


def test_its_schemas_are_those_that_decode(app: Flask, client: FlaskClient) -> None:
    """Each wire type of a route is in the document with its fields, required and closed."""
    document = _document(client)
    schemas = document["components"]["schemas"]
    for rule in app.url_map.iter_rules():
        declared = declaration_of(app, rule.endpoint)
        assert declared is not None
        if isinstance(declared.takes, type) and issubclass(declared.takes, wire.Struct):
            schema = schemas[declared.takes.__name__]
            assert set(schema["required"]) == set(declared.takes.__struct_fields__)
            assert schema["additionalProperties"] is False
    references = set(re.findall(r"#/components/schemas/(\w+)", client.get(f"{API}/openapi.json").text))
    assert references <= set(schemas)


def test_an_answer_fits_its_description(client: FlaskClient) -> None:
    """The fields of a real answer are exactly those described."""
    person = Person(client)
    answers = {"KeysOut": person.register(), "HeadOut": client.get(person.chain("/head"))}
    answers |= {"StatusOut": client.get(f"{API}/status"), "SessionsOut": client.get(f"{API}/sessions")}
    schemas = _document(client)["components"]["schemas"]
    for name, answer in answers.items():
        assert set(answer.get_json()) == set(schemas[name]["properties"])


def test_it_says_what_a_route_refuses(client: FlaskClient) -> None:
    """Each operation lists the statuses of its refusals with their codes."""
    append = _document(client)["paths"]["/api/v1/chains/{chain_id}/links"]["post"]["responses"]
    assert set(append) == {"201", "400", "401", "403", "404", "409", "413", "507"}
    assert "refused-link" in append["400"]["description"] and "malformed" in append["400"]["description"]
    assert set(append["409"]["content"]) == {"application/vnd.recul.frames"}
