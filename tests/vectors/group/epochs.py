"""Vectors of epoch keys, their boxes, standing wraps and the audit (`docs/spec/group.md` §2, §4, §6)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crypto import box, envelope, epochs, operations
from crypto.envelope import Context
from crypto.group_ids import FRAME_ID, box_hash, card_id, key_check, member_id, standing_hash
from crypto.group_operations import Leave, Operation, Rotate
from tests.vectors import notation
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.group.circle import ANNE, BASILE, CHLOE, GROUP, SHARE, Circle, Somebody, join, share
from tests.vectors.group.contents import card, standing

KEY = fixed("epoch key")
MEMBERS = {who.identity: who.box_key for who in (ANNE, BASILE)}
CONTENT = {(FRAME_ID, 3): fixed("frame key"), (card_id(GROUP, ANNE.identity), 1): fixed("card key")}


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this page's part."""
    yield accepted(
        "ids", "the ids of a member", "group.ids", group_id=GROUP, identity=ANNE.identity, box_key=ANNE.box_key
    )
    yield accepted("key-check", "what a key is called", "group.key_check", group_id=GROUP, epoch=3, epoch_key=KEY)
    wraps = wraps_of(epochs.make_rotation(GROUP, 2, MEMBERS, KEY, CONTENT).standing)
    yield accepted(
        "hashes",
        "the hashes of boxes and of standing wraps, in any order",
        "group.hashes",
        box=fixed("box", 136),
        boxes=fixed("boxes", 240),
        wraps=wraps[::-1],
    )
    yield accepted("hashes-no-wrap", "no standing wrap, as in link 0", "group.hashes", box=b"b", boxes=b"b", wraps=[])
    yield from boxes()
    yield from standing_wraps(wraps)
    yield from previews()
    yield from audits()


def value(operation: Operation) -> Any:
    """Return an operation in the notation of vectors."""
    return notation.write_value(operations.to_value(operation))


def wraps_of(standing_wraps: tuple[epochs.StandingWrap, ...]) -> list[dict[str, Any]]:
    """Return wraps as fields."""
    return [
        {"object_id": object_id, "revision": revision, "wrap": wrap} for object_id, revision, wrap in standing_wraps
    ]


def boxes() -> Iterator[Vector]:
    """Yield boxes that open, and forged ones."""
    sealed = epochs.make_rotation(GROUP, 2, MEMBERS, KEY, {})
    rotation, mine = sealed.operation, sealed.boxes[BASILE.identity]
    given: dict[str, Any] = {
        "group_id": GROUP,
        "rotate": value(rotation),
        "identity": BASILE.identity,
        "box_secret": BASILE.box_secret,
        "box": mine,
    }
    yield accepted("epoch", "a box that its link names", "group.open_epoch", **given)

    def instead(content: bytes, who: Somebody = BASILE, **place: Any) -> dict[str, Any]:
        """Name another box for Basile in the link, as a forger who signs it would."""
        at = {"group_id": GROUP, "epoch": 2, "identity": who.identity, "box_key": who.box_key, **place}
        context = Context(envelope.EPOCH_BOX, at["group_id"], member_id(at["identity"], at["box_key"]), 0, at["epoch"])
        forged = box.seal(BASILE.box_key, context, content)
        listed = tuple((each, box_hash(forged) if each == BASILE.identity else named) for each, named in rotation.boxes)
        return {**given, "rotate": value(replace(rotation, boxes=listed)), "box": forged}

    yield accepted(
        "epoch-again", "another box of the same key, that the link names", "group.open_epoch", **instead(KEY)
    )
    elsewhere = epochs.seal_box(GROUP, 2, BASILE.identity, BASILE.box_key, KEY)
    wrong: dict[str, tuple[str, dict[str, Any]]] = {
        "unnamed": ("a good box that the link does not name", {**given, "box": elsewhere}),
        "missing": ("no box", {**given, "box": None}),
        "flipped": ("a box with a bit flipped", {**given, "box": mine[:-1] + bytes([mine[-1] ^ 1])}),
        "of-another": ("the box of another member", {**given, "box": sealed.boxes[ANNE.identity]}),
        "not-listed": (
            "somebody whom the link does not name",
            {**given, "identity": CHLOE.identity, "box_secret": CHLOE.box_secret},
        ),
        "other-secret": ("the secret of somebody else", {**given, "box_secret": ANNE.box_secret}),
        "other-key": ("a box of another key than the link names", instead(fixed("other key"))),
        "short-key": ("a box of 31 bytes", instead(KEY[:31])),
        "other-group": ("a box made for another group", instead(KEY, group_id=fixed("other", 16))),
        "other-epoch": ("a box made for another epoch", instead(KEY, epoch=1)),
        "other-member": ("a box made for another member", instead(KEY, who=ANNE)),
        "garbage": (
            "bytes that are no box, named by the link",
            {
                **given,
                "box": fixed("garbage", 136),
                "rotate": value(
                    replace(rotation, boxes=tuple((each, box_hash(fixed("garbage", 136))) for each in MEMBERS))
                ),
            },
        ),
        "other-check": (
            "a link that names another key",
            {**given, "rotate": value(replace(rotation, key_check=key_check(GROUP, 3, KEY)))},
        ),
    }
    for name, (comment, fields) in wrong.items():
        yield refused(f"epoch-{name}", comment, "sealed", "group.open_epoch", **fields)


def standing_wraps(wraps: list[dict[str, Any]]) -> Iterator[Vector]:
    """Yield standing wraps that are those of the link, and others."""
    rotation = Rotate(2, key_check(GROUP, 2, KEY), ((ANNE.identity, bytes(32)),), hash_of(wraps))
    wanted = [{"object_id": object_id, "revision": revision} for object_id, revision in sorted(CONTENT)]
    given: dict[str, Any] = {"group_id": GROUP, "epoch_key": KEY, "wanted": wanted}
    frame = wraps[0]
    wrap = lambda key=KEY, **place: epochs.seal_wrap(  # noqa: E731
        key, **{"group_id": GROUP, "object_id": FRAME_ID, "revision": 3, "epoch": 2, "key": fixed("frame key"), **place}
    )
    yield accepted(
        "standing", "the wraps that the link names", "group.open_standing", **given, wraps=wraps, rotate=value(rotation)
    )
    unnamed = [{**frame, "wrap": wrap()}, wraps[1]]
    yield refused(
        "standing-unnamed",
        "a good wrap that the link does not name",
        "sealed",
        "group.open_standing",
        **given,
        wraps=unnamed,
        rotate=value(rotation),
    )
    wrong: dict[str, tuple[str, list[dict[str, Any]]]] = {
        "dropped": ("a wrap that is missing", wraps[:1]),
        "added": (
            "a wrap of what is not there",
            [*wraps, {"object_id": card_id(GROUP, BASILE.identity), "revision": 1, "wrap": wrap()}],
        ),
        "revision": ("a wrap of an earlier revision", [{**frame, "revision": 2}, wraps[1]]),
        "other-group": ("a wrap made for another group", [{**frame, "wrap": wrap(group_id=SHARE)}, wraps[1]]),
        "other-object": ("a wrap made for another object", [{**frame, "wrap": wrap(object_id=SHARE)}, wraps[1]]),
        "other-revision": ("a wrap made for another revision", [{**frame, "wrap": wrap(revision=2)}, wraps[1]]),
        "other-epoch": ("a wrap made for another epoch", [{**frame, "wrap": wrap(epoch=1)}, wraps[1]]),
        "other-key": ("a wrap under another key", [{**frame, "wrap": wrap(fixed("other key"))}, wraps[1]]),
        "garbage": ("bytes that are no wrap", [{**frame, "wrap": fixed("garbage", 104)}, wraps[1]]),
    }
    lost = [{**frame, "wrap": epochs.LOST}, wraps[1]]
    named = value(replace(rotation, standing_hash=hash_of(lost)))
    comment = "an object that the rotator could not open"
    yield accepted("standing-lost", comment, "group.open_standing", **given, wraps=lost, rotate=named)
    comment, named = "an object lost on the way", value(rotation)
    yield refused("standing-lost-later", comment, "sealed", "group.open_standing", **given, wraps=lost, rotate=named)
    for name, (comment, others) in wrong.items():
        named = value(replace(rotation, standing_hash=hash_of(others)))
        yield refused(f"standing-{name}", comment, "sealed", "group.open_standing", **given, wraps=others, rotate=named)


def hash_of(wraps: list[dict[str, Any]]) -> bytes:
    """Return the hash that names wraps."""
    return standing_hash((each["object_id"], each["revision"], each["wrap"]) for each in wraps)


def previews() -> Iterator[Vector]:
    """Yield what a rotation must be for."""
    circle = (
        Circle(BASILE, CHLOE)
        .add(ANNE, standing(FRAME_ID), card(ANNE))
        .add(BASILE, card(BASILE))
        .add(CHLOE, card(CHLOE), share(), Leave())
    )
    given: dict[str, Any] = {"chain_id": GROUP, "links": circle.links, "author": ANNE.identity}
    yield accepted(
        "preview",
        "the frame and the cards of members, not that of one who left",
        "group.preview",
        **given,
        operations=[],
    )
    yield accepted(
        "preview-after",
        "after the operations that come before",
        "group.preview",
        **given,
        operations=[value(join(CHLOE, by="chloé’s return"))],
    )
    yield refused(
        "preview-due",
        "a put before a key that is due",
        "chain",
        "group.preview",
        **given,
        operations=[value(standing(FRAME_ID, 2))],
    )


def audits() -> Iterator[Vector]:
    """Yield audits."""
    circle = Circle()
    circle.people.append(BASILE)
    sealed = epochs.make_rotation(GROUP, 2, MEMBERS, KEY, {})
    circle.add(ANNE, join(BASILE), sealed.operation)
    pin = {"identity": BASILE.identity, "transcript": join(BASILE).transcript}
    theirs = {**pin, "identity": ANNE.identity}
    given: dict[str, Any] = {"chain_id": GROUP, "links": circle.links, "epoch_key": KEY}
    yield accepted("audit", "all is well, for the one who verified", "group.audit", **given, pins=[pin])
    yield accepted("audit-newcomer", "all is well, for the one who was verified", "group.audit", **given, pins=[theirs])
    yield accepted("audit-no-pin", "all is well, without a ceremony of one's own", "group.audit", **given, pins=[])
    others = {
        "identity": ("another identity than the one pinned", {"pins": [{**pin, "identity": CHLOE.identity}]}),
        "transcript": (
            "a transcript that the chain does not have",
            {"pins": [pin, {**pin, "transcript": fixed("other")}]},
        ),
        "no-key": ("no key of the epoch", {"pins": [], "epoch_key": None}),
        "other-key": ("another key than the link names", {"pins": [], "epoch_key": fixed("other key")}),
    }
    for name, (comment, change) in others.items():
        yield accepted(f"audit-{name}", comment, "group.audit", **{**given, **change})
    left = Circle(BASILE).add(BASILE, Leave())
    yield accepted(
        "audit-left",
        "somebody left: other recipients than members, and no key known",
        "group.audit",
        chain_id=GROUP,
        links=left.links,
        epoch_key=None,
        pins=[{**pin, "transcript": fixed("other")}],
    )
