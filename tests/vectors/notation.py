"""How vectors write the values of the protocol in JSON (`README.md` § Notation)."""

from typing import Any

from crypto.chain import Mark
from crypto.envelope import Context
from crypto.frames import BoxFrame, Frame, LinkFrame, MissingFrame, ObjectFrame, SharedFrame, StandingFrame, WrapFrame

_FRAMES: dict[str, type[Frame]] = {
    "link": LinkFrame,
    "object": ObjectFrame,
    "wrap": WrapFrame,
    "missing": MissingFrame,
    "shared": SharedFrame,
    "box": BoxFrame,
    "standing": StandingFrame,
}


def write_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields with every bytes under `name_hex`, every other under its own name."""
    written: dict[str, Any] = {}
    for name, field in fields.items():
        if isinstance(field, bytes):
            written[name + "_hex"] = field.hex()
        elif isinstance(field, list) and field and all(isinstance(item, bytes) for item in field):
            written[name + "_hex"] = [item.hex() for item in field]
        elif isinstance(field, list) and field and all(isinstance(item, dict) for item in field):
            written[name] = [write_fields(item) for item in field]
        elif isinstance(field, dict):
            written[name] = write_fields(field)
        else:
            written[name] = field
    return written


def write_value(value: Any) -> Any:
    """Return a value of the encoding in the notation of `value`."""
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, list | tuple):
        return [write_value(item) for item in value]
    if isinstance(value, dict):
        return {"map": [[key, write_value(item)] for key, item in value.items()]}
    return value


def read_value(value: Any) -> Any:
    """Return the value that a notation stands for."""
    if isinstance(value, list):
        return [read_value(item) for item in value]
    if isinstance(value, dict):
        return (
            bytes.fromhex(value["bytes"]) if "bytes" in value else {key: read_value(item) for key, item in value["map"]}
        )
    return value


def write_context(context: Context) -> dict[str, Any]:
    """Return the fields of a context."""
    return write_fields({name: getattr(context, name) for name in Context.__slots__})


def read_context(fields: dict[str, Any]) -> Context:
    """Return the context of fields."""
    return Context(
        fields["type"],
        bytes.fromhex(fields["owner_hex"]),
        bytes.fromhex(fields["object_id_hex"]),
        fields["revision"],
        fields["epoch"],
    )


def write_mark(mark: Mark | None) -> dict[str, Any] | None:
    """Return the fields of a mark, null for None."""
    return None if mark is None else {"seq": mark.seq, "head_hex": mark.head.hex()}


def read_mark(fields: dict[str, Any] | None) -> Mark | None:
    """Return the mark of fields, None for null."""
    return None if fields is None else Mark(fields["seq"], bytes.fromhex(fields["head_hex"]))


def write_frame(frame: Frame) -> dict[str, Any]:
    """Return the fields of a frame."""
    name = next(name for name, kind in _FRAMES.items() if isinstance(frame, kind))
    return {"type": name, **write_fields({slot: getattr(frame, slot) for slot in frame.__slots__})}


def read_frame(fields: dict[str, Any]) -> Frame:
    """Return the frame of fields."""
    kind = _FRAMES[fields["type"]]
    return kind(
        **{
            name.removesuffix("_hex"): bytes.fromhex(field) if name.endswith("_hex") else field
            for name, field in fields.items()
            if name != "type"
        }
    )
