"""JSON of the control plane: the only importer of msgspec (`docs/spec/http-api.md` §1).

Bytes travel as padded base64. A decoder refuses unknown fields, wrong types, wrong lengths and any base64 that an
encoder would not have written.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

import msgspec

from webapp.errors import MalformedError


class Struct(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The mother of every wire type; those that come in end in `In`, those that go out in `Out`."""


def _exactly(count: int) -> msgspec.Meta:
    return msgspec.Meta(min_length=count, max_length=count)


Bytes16 = Annotated[bytes, _exactly(16)]
Bytes32 = Annotated[bytes, _exactly(32)]
Slot = Annotated[bytes, _exactly(104)]
Keyring = Annotated[bytes, msgspec.Meta(min_length=72, max_length=12 * 1024)]
SignedLink = Annotated[bytes, msgspec.Meta(min_length=97, max_length=256 * 1024)]
Login = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9._-]{2,31}\Z")]
KdfId = Annotated[int, msgspec.Meta(ge=1, le=255)]
Letter = Annotated[bytes, msgspec.Meta(min_length=72, max_length=32 * 1024)]
CeremonyBytes = Annotated[bytes, msgspec.Meta(max_length=4 * 1024)]
Day = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Role = Literal[0, 1]
Count = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
Step = Annotated[int, msgspec.Meta(ge=0, le=5)]
Html = Annotated[str, msgspec.Meta(max_length=64 * 1024)]
DeviceLabel = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]

In = TypeVar("In", bound=Struct)


def decode(kind: type[In], body: bytes) -> In:
    """Read one request body as `kind`; raises `MalformedError` for anything else."""
    try:
        value = msgspec.json.decode(body, type=kind)
        written_as = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedError from error
    if msgspec.to_builtins(value) != written_as:  # base64 with stray bits decodes, and is not canonical
        raise MalformedError
    return value


def encode(value: Any) -> bytes:
    """Write an answer."""
    return msgspec.json.encode(value)


def schemas(kinds: list[type[Struct]]) -> dict[str, Any]:
    """Describe wire types for the OpenAPI page: name → JSON Schema."""
    _, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    return components
