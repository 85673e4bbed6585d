"""Texts shown to a group: who may read each version, and what takes it away (`docs/spec/sharing.md`)."""

from collections.abc import Collection
from typing import Final

from crypto import documents, primitives
from crypto.client.api import RefusedError
from crypto.client.groups import drafts, writing
from crypto.client.groups.api import ChainApi
from crypto.client.groups.drafts import Draft
from crypto.client.groups.space import Content, GroupSpace
from crypto.client.groups.writing import Writing
from crypto.encoding import Value
from crypto.entries import Document
from crypto.errors import SealedError
from crypto.group_ids import FRAME_ID, card_id, is_standing
from crypto.operations import Tombstone
from crypto.shapes import array_of, bytes_of

EVERYONE: Final = None


def share(
    api: ChainApi, space: GroupSpace, body: list[Value], title: str, end: int,
    readers: Collection[bytes] | None = EVERYONE,
) -> bytes:  # fmt: skip
    """Show a copy of a text to members, or to all of them; return its id.

    `RefusedError("group-changed")` when the members changed while it left: the person chose among others.
    """
    draft = draft_share(space, body, title, end, readers)
    drafts.send(api, space, draft)
    return draft.object_id


def answer(api: ChainApi, space: GroupSpace, parent: bytes, form: str, text: str) -> bytes:
    """Answer a share, for those who read it; return the answer's id."""
    draft = draft_answer(space, parent, form, text)
    drafts.send(api, space, draft)
    return draft.object_id


def draft_share(
    space: GroupSpace, body: list[Value], title: str, end: int, readers: Collection[bytes] | None = EVERYONE,
    named: bool = True, seance: bytes | None = None,
) -> Draft:  # fmt: skip
    """Return a copy of a text to show to members, or to all of them."""
    chosen = None if readers is None else {*readers, space.identity}
    listed: Value = None if chosen is None else list[Value](sorted(chosen))
    document: Document = {
        "kind": "share", "seance": seance, "body": list(body), "title": title, "readers": listed, "named": named,
    }  # fmt: skip
    return _draft(space, None, end, chosen, document)


def draft_answer(
    space: GroupSpace, parent: bytes, form: str, text: str, passage: tuple[int, int] | None = None, named: bool = True
) -> Draft:
    """Return an answer to a share, for those who read it."""
    target = content_of(space, parent)
    pointed: Value = None if passage is None else [space.state.objects[parent].body_hash, *passage]
    document: Document = {"kind": "answer", "form": form, "text": text, "passage": pointed, "named": named}
    return _draft(space, parent, space.end_of(parent), _kept_readers(space, target), document)


def revise(api: ChainApi, space: GroupSpace, object_id: bytes, changes: Document, end: int | None = None) -> None:
    """Put other words, a nearer end or fewer readers; `RefusedError("more-readers")` for more of them."""
    content = content_of(space, object_id)
    record, document = space.state.objects[object_id], {**content.document, **changes}
    kept = _kept_readers(space, content)
    readers = kept
    if "readers" in changes and changes["readers"] is not None:
        readers = {bytes_of(each) for each in array_of(changes["readers"])} | {space.identity}
        if not readers <= (set(space.state.roster.members) if kept is None else kept):
            raise RefusedError("more-readers")
    if "readers" in document:
        document["readers"] = None if readers is None else list[Value](sorted(readers))
    last = record.end if end is None else end
    _send_put(api, space, lambda link: link.put(object_id, document, last, record.parent, readers))


def withdraw(api: ChainApi, space: GroupSpace, object_id: bytes) -> None:
    """End a share with its answers, or an answer, for good."""
    writing.send(api, space, lambda link: link.operations.append(Tombstone(object_id)))


def put_frame(api: ChainApi, space: GroupSpace, document: Document) -> None:
    """Write the frame of the group."""
    _send_put(api, space, lambda link: link.put(FRAME_ID, {**document, "kind": "frame"}, None))


def put_card(api: ChainApi, space: GroupSpace, name: str, accepted: list[Value]) -> None:
    """Write one's own card: a name, and the clauses accepted."""
    object_id = card_id(space.group_id, space.identity)
    document: Document = {"kind": "card", "name": name, "accepted": accepted}
    _send_put(api, space, lambda link: link.put(object_id, document, None))


def content_of(space: GroupSpace, object_id: bytes) -> Content:
    """Return what an object says; `SealedError` for one that is not for this reader, or did not open."""
    content = space.contents.get(object_id)
    if content is None:
        raise SealedError
    return content


def new_share_id() -> bytes:
    """Return an id that no standing object has."""
    while is_standing(drawn := primitives.random_bytes(primitives.ID_SIZE)):
        pass
    return drawn


def _draft(
    space: GroupSpace, parent: bytes | None, end: int, readers: Collection[bytes] | None, document: Document
) -> Draft:
    chosen, members = None if readers is None else frozenset(readers), frozenset(space.state.roster.members)
    return Draft(space.group_id, new_share_id(), parent, end, chosen, members, documents.to_bytes(document))


def _kept_readers(space: GroupSpace, content: Content) -> set[bytes] | None:
    """Return those who read a version and are still there; None when that is the whole group."""
    members = set(space.state.roster.members)
    listed = content.document.get("readers")
    if listed is None:
        readers = set(space.state.placed[content.object_id].members)
    else:
        readers = {bytes_of(each) for each in array_of(listed)}
    return None if listed is None and members <= readers else (readers & members) | {space.identity}


def _send_put(api: ChainApi, space: GroupSpace, compose: writing.Compose) -> None:
    members = set(space.state.roster.members)

    def compose_for_them(link: Writing) -> None:
        if set(link.space.state.roster.members) != members:
            raise RefusedError("group-changed")
        compose(link)

    writing.send(api, space, compose_for_them)
