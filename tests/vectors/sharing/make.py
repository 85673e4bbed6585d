"""Vectors of `docs/spec/sharing.md`."""

from collections.abc import Iterator
from typing import Any

from crypto import box, encoding, envelope, epochs, padding, sharing, witness
from crypto.chain import Mark
from crypto.envelope import Context
from crypto.sharing import Place, Post
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.group.circle import ANNE, BASILE, CHLOE, DENIS, GROUP, SHARE, Somebody
from tests.vectors.sharing import papers, remembered

EPOCH_KEY, KEY = fixed("epoch key"), fixed("content key")
PLACE = Place(GROUP, SHARE, 2, 3)
PEOPLE = sorted((ANNE, BASILE, CHLOE), key=lambda who: who.identity)
MEMBERS = {who.identity: who.box_key for who in PEOPLE}
POST = Post(ANNE.identity, fixed("witness", 112), papers.encoded(papers.SHARE))


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    yield from readers()
    yield from broken_readers()
    yield from bodies()
    yield from contexts()
    yield from witnesses()
    yield from papers.vectors()
    yield from remembered.vectors()


def read(who: Somebody, boxes: bytes, body: bytes, **change: Any) -> dict[str, Any]:
    """Return the input of somebody who tries to read."""
    given = {
        "group_id": GROUP,
        "object_id": SHARE,
        "revision": 2,
        "epoch": 3,
        "author": ANNE.identity,
        "members": list(MEMBERS),
        "identity": who.identity,
        "box_secret": who.box_secret,
        "epoch_key": EPOCH_KEY,
        "boxes": boxes,
        "body": body,
    }
    return {**given, **change}


def readers() -> Iterator[Vector]:
    """Yield who may read, and who may not."""
    body = sharing.seal_post(KEY, PLACE, POST)
    whole = sharing.seal_boxes(EPOCH_KEY, PLACE, KEY, MEMBERS, None)
    some = sharing.seal_boxes(EPOCH_KEY, PLACE, KEY, MEMBERS, {ANNE.identity, BASILE.identity})
    assert len(whole) == len(some), "boxes tell nothing by their size"
    ways: dict[str, tuple[str, dict[str, Any]]] = {
        "whole": ("a post for the whole group, read by the wrap", read(BASILE, whole, body)),
        "whole-no-key": (
            "a post for the whole group, without the epoch key: every seat is a decoy",
            read(BASILE, whole, body, epoch_key=None),
        ),
        "whole-newcomer": ("a newcomer who did not receive the epoch key", read(DENIS, whole, body, epoch_key=None)),
        "whole-other-key": ("the key of another epoch", read(BASILE, whole, body, epoch_key=fixed("other"))),
        "some-reader": ("a post for some, read by one's seat", read(BASILE, some, body)),
        "some-reader-no-key": ("a seat opens without the epoch key", read(BASILE, some, body, epoch_key=None)),
        "some-author": ("the author has a seat", read(ANNE, some, body)),
        "some-other": ("a post for some, not for this member", read(CHLOE, some, body)),
        "some-stranger": ("somebody who had no seat", read(DENIS, some, body)),
        "some-other-secret": ("the secret of another member", read(BASILE, some, body, box_secret=CHLOE.box_secret)),
    }
    for name, (comment, given) in ways.items():
        yield accepted(name, comment, "sharing.open", **given)
    for name, comment, boxes in (
        ("seats-missing", "a seat is missing", some[:-136]),
        ("seats-added", "a seat too many", some + some[-136:]),
        ("seats-cut", "boxes that are cut", some[:-1]),
        ("seats-none", "a wrap without seats", some[:104]),
    ):
        yield refused(name, comment, "encoding", "sharing.open", **read(BASILE, boxes, body))


def broken_readers() -> Iterator[Vector]:
    """Yield boxes that open to a key that does not open the body: broken, not hidden."""
    body = sharing.seal_post(KEY, PLACE, POST)
    other = fixed("other content key")
    wrap = sharing.seal_boxes(EPOCH_KEY, PLACE, other, MEMBERS, None)
    seats = sharing.seal_boxes(EPOCH_KEY, PLACE, other, MEMBERS, set(MEMBERS))
    both = wrap[:104] + sharing.seal_boxes(EPOCH_KEY, PLACE, KEY, MEMBERS, set(MEMBERS))[104:]
    for name, comment, boxes in (
        ("broken-wrap", "a wrap of another key than the body's", wrap),
        ("broken-seat", "a seat of another key than the body's", seats),
        ("broken-wrap-good-seat", "a wrap of another key: the wrap is tried first", both),
    ):
        yield refused(name, comment, "sealed", "sharing.open", **read(BASILE, boxes, body))
    short = box.seal(BASILE.box_key, Context(envelope.SEAT, GROUP, SHARE, 2, 3), KEY[:31])
    yield refused(
        "seat-short",
        "a seat of 31 bytes",
        "sealed",
        "sharing.open_seat",
        group_id=GROUP,
        object_id=SHARE,
        revision=2,
        epoch=3,
        box_secret=BASILE.box_secret,
        seat=short,
    )


def bodies() -> Iterator[Vector]:
    """Yield bodies that were sealed again with another content."""
    boxes = sharing.seal_boxes(EPOCH_KEY, PLACE, KEY, MEMBERS, None)
    body = sharing.seal_post(KEY, PLACE, POST)

    def sealed(content: bytes) -> bytes:
        return envelope.seal(KEY, Context(envelope.GROUP_BODY, GROUP, SHARE, 2, 0), content)

    def padded(value: Any) -> bytes:
        return sealed(padding.pad(encoding.encode(value)))

    fields: list[Any] = [ANNE.identity, POST.witness, POST.document]
    wrong: dict[str, tuple[str, str, bytes]] = {
        "author-other": (
            "a body that names another author than the link's",
            "sealed",
            padded([BASILE.identity, *fields[1:]]),
        ),
        "author-size": ("an author of 31 bytes", "encoding", padded([ANNE.identity[:31], *fields[1:]])),
        "witness-short": ("a witness of 111 bytes", "encoding", padded([fields[0], POST.witness[:111], fields[2]])),
        "witness-null": ("no witness", "encoding", padded([fields[0], None, fields[2]])),
        "document-map": ("a document that is not bytes", "encoding", padded([*fields[:2], {}])),
        "post-short": ("a post without document", "encoding", padded(fields[:2])),
        "post-long": ("a post with a field too many", "encoding", padded([*fields, None])),
        "post-bare": ("a post without padding", "encoding", sealed(encoding.encode(fields))),
        "body-flipped": ("a bit flipped", "sealed", body[:-1] + bytes([body[-1] ^ 1])),
        "body-cut": ("a body that is cut", "sealed", body[:-1]),
        "body-empty": ("no body", "sealed", b""),
    }
    for name, (comment, code, content) in wrong.items():
        yield refused(name, comment, code, "sharing.open", **read(BASILE, boxes, content))
    yield refused(
        "author-other-link",
        "a link by somebody else than the author",
        "sealed",
        "sharing.open",
        **read(BASILE, boxes, body, author=BASILE.identity),
    )


def contexts() -> Iterator[Vector]:
    """Yield bodies, wraps and seats moved to another place."""
    moves: dict[str, dict[str, Any]] = {
        "group": {"group_id": fixed("other", 16)},
        "object": {"object_id": fixed("other", 16)},
        "revision": {"revision": 1},
        "epoch": {"epoch": 2},
    }
    here: dict[str, Any] = {"group_id": GROUP, "object_id": SHARE, "revision": 2, "epoch": 3}
    wrap = epochs.seal_wrap(EPOCH_KEY, GROUP, SHARE, 2, 3, KEY)
    seats = sharing.seal_boxes(EPOCH_KEY, PLACE, KEY, MEMBERS, set(MEMBERS))[104:]
    number = PEOPLE.index(BASILE)
    seat = seats[136 * number : 136 * number + 136]
    yield accepted("wrap", "a wrap in its place", "sharing.open_wrap", **here, epoch_key=EPOCH_KEY, wrap=wrap)
    yield accepted("seat", "a seat in its place", "sharing.open_seat", **here, box_secret=BASILE.box_secret, seat=seat)
    for name, move in moves.items():
        moved = {**here, **move}
        yield refused(
            f"wrap-other-{name}",
            f"a wrap moved to another {name}",
            "sealed",
            "sharing.open_wrap",
            **moved,
            epoch_key=EPOCH_KEY,
            wrap=wrap,
        )
        yield refused(
            f"seat-other-{name}",
            f"a seat moved to another {name}",
            "sealed",
            "sharing.open_seat",
            **moved,
            box_secret=BASILE.box_secret,
            seat=seat,
        )
        if name != "epoch":
            body = sharing.seal_post(KEY, Place(**moved), POST)
            boxes = sharing.seal_boxes(EPOCH_KEY, PLACE, KEY, MEMBERS, None)
            yield refused(
                f"body-other-{name}",
                f"a body moved from another {name}",
                "sealed",
                "sharing.open",
                **read(BASILE, boxes, body),
            )
        boxes = sharing.seal_boxes(EPOCH_KEY, Place(**moved), KEY, MEMBERS, set(MEMBERS))
        yield accepted(
            f"boxes-other-{name}",
            f"boxes moved from another {name}: they open for nobody",
            "sharing.open",
            **read(BASILE, boxes, sharing.seal_post(KEY, PLACE, POST)),
        )
    yield refused(
        "wrap-as-vault",
        "a wrap of a vault",
        "sealed",
        "sharing.open_wrap",
        **here,
        epoch_key=EPOCH_KEY,
        wrap=envelope.seal(epochs.group_key(EPOCH_KEY), Context(envelope.WRAP, GROUP, SHARE, 2, 3), KEY),
    )
    yield refused(
        "wrap-bare-key",
        "a wrap under the epoch key itself",
        "sealed",
        "sharing.open_wrap",
        **here,
        epoch_key=EPOCH_KEY,
        wrap=envelope.seal(EPOCH_KEY, Context(envelope.GROUP_WRAP, GROUP, SHARE, 2, 3), KEY),
    )


def witnesses() -> Iterator[Vector]:
    """Yield witnesses."""
    account, vault = fixed("account key"), fixed("vault", 16)
    sealed = witness.seal_witness(account, vault, GROUP, Mark(41, fixed("head")))
    given: dict[str, Any] = {"account_key": account, "vault_id": vault, "group_id": GROUP, "witness": sealed}
    yield accepted("witness", "where one's own vault stood", "sharing.open_witness", **given)
    wrong = {
        "account": ("another account key", {"account_key": fixed("other")}),
        "vault": ("another vault", {"vault_id": fixed("other", 16)}),
        "group": ("a witness of another group", {"group_id": fixed("other", 16)}),
        "flipped": ("a bit flipped", {"witness": sealed[:-1] + bytes([sealed[-1] ^ 1])}),
        "decoy": ("112 bytes that are none", {"witness": fixed("decoy", 112)}),
    }
    for name, (comment, change) in wrong.items():
        yield refused(f"witness-other-{name}", comment, "sealed", "sharing.open_witness", **{**given, **change})
