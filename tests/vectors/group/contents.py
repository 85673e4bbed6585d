"""Vectors of what a group holds: objects, ends, anchors, checkpoints, shapes (`docs/spec/group.md` §1, §3)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from crypto import encoding, operations
from crypto.group_ids import FRAME_ID, card_id
from crypto.group_operations import FACILITATOR, Anchor, Checkpoint, Close, Leave, Operation, Put, Remove, Role
from crypto.operations import Tombstone
from tests.vectors.chain.vault import sign_value
from tests.vectors.generate import Vector, fixed, refused
from tests.vectors.group.circle import (
    ANNE,
    ANSWER,
    BASILE,
    CHLOE,
    END,
    GROUP,
    OTHER,
    SHARE,
    Circle,
    Somebody,
    answer,
    join,
    rotate,
    share,
)
from tests.vectors.group.members import VERIFY, broken, verified

SEANCE = fixed("séance", 16)


def standing(object_id: bytes, revision: int = 1) -> Put:
    """Return a put of the frame or of a card."""
    return share(object_id, revision, end=None)


def card(who: Somebody, revision: int = 1) -> Put:
    """Return a put of somebody's card."""
    return standing(card_id(GROUP, who.identity), revision)


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this page's part."""
    yield from standing_objects()
    yield from shares()
    yield from answers()
    yield from ends()
    yield from anchors_and_checkpoints()
    yield from shapes()


def standing_objects() -> Iterator[Vector]:
    """Yield frames and cards."""
    frame = standing(FRAME_ID)
    two = lambda: Circle(BASILE)  # noqa: E731
    yield verified(
        "frame",
        "a frame, changed by another facilitator",
        two().add(ANNE, frame, Role(BASILE.identity, FACILITATOR)).add(BASILE, standing(FRAME_ID, 2)),
    )
    yield verified(
        "cards",
        "each their own card, changed",
        two().add(ANNE, card(ANNE)).add(BASILE, card(BASILE)).add(BASILE, card(BASILE, 2)),
    )
    wrong: dict[str, tuple[str, Somebody, Operation]] = {
        "frame-by-member": ("a frame by a plain member", BASILE, frame),
        "frame-end": ("a frame with an end", ANNE, replace(frame, end=END)),
        "frame-parent": ("a frame with a parent", ANNE, replace(frame, parent=SHARE)),
        "frame-revision": ("a first frame of revision 2", ANNE, standing(FRAME_ID, 2)),
        "card-other": ("the card of another", ANNE, card(BASILE)),
        "card-stranger": ("the card of somebody who is no member", ANNE, card(CHLOE)),
        "card-end": ("a card with an end", ANNE, replace(card(ANNE), end=END)),
        "standing-other": (
            "an id that begins with a zero byte, of no frame or card",
            ANNE,
            standing(bytes(15) + b"\x02"),
        ),
        "standing-zero": ("the id of a vault's index", ANNE, standing(bytes(16))),
        "standing-share": ("a share whose id begins with a zero byte", ANNE, share(bytes(15) + b"\x02")),
        "frame-ended": ("the end of a frame", ANNE, Tombstone(FRAME_ID)),
    }
    for name, (comment, author, operation) in wrong.items():
        circle = two().add(ANNE, share())
        if isinstance(operation, Tombstone):
            circle.add(ANNE, frame)
        yield broken(name, comment, circle, author, operation)
    yield broken(
        "card-former",
        "the card of an identity that one replaces",
        two().add(BASILE, card(BASILE), Leave()).add(ANNE, join(CHLOE, replaces=BASILE), rotate(3, [ANNE, CHLOE])),
        CHLOE,
        card(BASILE, 2),
    )


def shares() -> Iterator[Vector]:
    """Yield shares."""
    yield verified("share", "a share by a member", Circle(BASILE).add(BASILE, share()))
    yield verified(
        "share-nearer", "its end brought nearer", Circle().add(ANNE, share()).add(ANNE, share(revision=2, end=19_000))
    )
    yield verified("share-last-day", "a share that ends with the group", Circle().add(ANNE, share(end=END)))
    wrong: dict[str, tuple[str, Somebody, Operation]] = {
        "share-outlives": ("a share that ends after the group", ANNE, share(OTHER, end=END + 1)),
        "share-no-end": ("a share without end", ANNE, share(OTHER, end=None)),
        "share-first-2": ("a new share of revision 2", ANNE, share(OTHER, 2)),
        "share-again": ("revision 1 of a share that is there", ANNE, share()),
        "share-skips": ("a revision skipped", ANNE, share(revision=3)),
        "share-other-owner": ("a revision by somebody else", BASILE, share(revision=2)),
        "share-later": ("a revision that ends later", ANNE, share(revision=2, end=20_001)),
        "share-parent": ("a revision that becomes an answer", ANNE, share(revision=2, parent=ANSWER)),
        "share-revision-no-end": ("a revision without end", ANNE, share(revision=2, end=None)),
        "tombstone-other": ("the end of what is another's", BASILE, Tombstone(SHARE)),
        "tombstone-unknown": ("the end of what is not there", ANNE, Tombstone(OTHER)),
    }
    for name, (comment, author, operation) in wrong.items():
        yield broken(name, comment, Circle(BASILE).add(ANNE, share()), author, operation)
    ended = Circle(BASILE).add(BASILE, share()).add(BASILE, Tombstone(SHARE))
    yield verified("tombstone", "a share ended by its owner", ended)
    yield broken("tombstone-again", "an end twice", ended, BASILE, Tombstone(SHARE))
    yield broken("put-ended", "an id that was ended", ended, BASILE, share())
    yield broken(
        "tombstone-by-facilitator",
        "a facilitator ends what a member shared",
        Circle(BASILE).add(BASILE, share()),
        ANNE,
        Tombstone(SHARE),
    )
    yield verified(
        "tombstone-former",
        "a facilitator ends what a former member shared",
        Circle(BASILE).add(BASILE, share(), Leave()).add(ANNE, Tombstone(SHARE)),
    )
    yield broken(
        "tombstone-former-by-member",
        "a member ends what a former one shared",
        Circle(BASILE, CHLOE).add(BASILE, share(), Leave()),
        CHLOE,
        Tombstone(SHARE),
    )
    yield verified(
        "share-thrice",
        "a share put, changed and ended in one link",
        Circle().add(ANNE, share(), share(revision=2), Tombstone(SHARE)),
    )


def answers() -> Iterator[Vector]:
    """Yield answers."""

    def thread() -> Circle:
        return Circle(BASILE, CHLOE).add(ANNE, share()).add(BASILE, answer())

    yield verified("answer", "an answer to a share", thread())
    yield verified("answer-revised", "an answer changed", thread().add(BASILE, answer(revision=2, end=19_999)))
    yield verified(
        "answer-shortened", "an answer ends no later than its share", thread().add(ANNE, share(revision=2, end=19_000))
    )
    yield broken(
        "answer-shortened-later",
        "an answer changed beyond its share's nearer end",
        thread().add(ANNE, share(revision=2, end=19_000)),
        BASILE,
        answer(revision=2),
    )
    yield verified(
        "answer-nearer-kept",
        "an answer that ends earlier keeps its end",
        Circle(BASILE).add(ANNE, share()).add(BASILE, answer(end=18_000)).add(ANNE, share(revision=2, end=19_000)),
    )
    yield verified("answer-same-link", "a share and an answer in one link", Circle().add(ANNE, share(), answer()))
    yield verified("answer-ended", "an answer ended by its owner", thread().add(BASILE, Tombstone(ANSWER)))
    yield verified(
        "answer-ended-by-parent", "an answer ended by the owner of its share", thread().add(ANNE, Tombstone(ANSWER))
    )
    yield broken("answer-ended-by-other", "an answer ended by somebody else", thread(), CHLOE, Tombstone(ANSWER))
    with_share = thread().add(ANNE, Tombstone(SHARE))
    yield verified("answer-ended-with-share", "the answers to a share end with it", with_share)
    yield broken("answer-ended-put", "an answer that ended with its share", with_share, BASILE, answer(revision=2))
    wrong = {
        "answer-outlives": ("an answer that ends after its share", answer(OTHER, end=20_001)),
        "answer-no-end": ("an answer without end", answer(OTHER, end=None)),
        "answer-unknown": ("an answer to what is not there", answer(OTHER, parent=fixed("nothing", 16))),
        "answer-to-answer": ("an answer to an answer", answer(OTHER, parent=ANSWER)),
        "answer-to-frame": ("an answer to the frame", answer(OTHER, parent=FRAME_ID)),
        "answer-to-itself": ("an answer to itself", answer(OTHER, parent=OTHER)),
        "answer-moved": ("an answer that becomes a share", replace(answer(revision=2), parent=None)),
    }
    for name, (comment, operation) in wrong.items():
        yield broken(name, comment, thread().add(ANNE, standing(FRAME_ID)), BASILE, operation)
    heir = thread().add(BASILE, Leave()).add(ANNE, join(EVA, replaces=BASILE), rotate(3, [ANNE, CHLOE, EVA]))
    yield verified(
        "answer-inherited", "an answer passes to a new identity, its author stays", heir.add(EVA, Tombstone(ANSWER))
    )


EVA = Somebody("basile again")


def ends() -> Iterator[Vector]:
    """Yield ends of a group."""
    yield verified(
        "close-later",
        "a group that goes on, with a share until then",
        Circle().add(ANNE, Close(END + 90)).add(ANNE, share(end=END + 90)),
    )
    yield verified(
        "close-nearer",
        "a group that ends earlier; ends of shares are as they were",
        Circle().add(ANNE, share()).add(ANNE, Close(19_000)),
    )
    yield broken("close-by-member", "an end by a plain member", Circle(BASILE), BASILE, Close(END))
    yield broken("close-then-share", "a share beyond the nearer end", Circle(), ANNE, Close(19_000), share())
    yield broken(
        "close-then-revision",
        "a revision beyond the nearer end",
        Circle().add(ANNE, share(), Close(19_000)),
        ANNE,
        share(revision=2),
    )


def anchors_and_checkpoints() -> Iterator[Vector]:
    """Yield anchors and checkpoints."""
    yield verified("anchor", "an anchor, and a later one", Circle().add(ANNE, Anchor(SEANCE)).add(ANNE, Anchor(OTHER)))
    yield broken("anchor-by-member", "an anchor by a plain member", Circle(BASILE), BASILE, Anchor(SEANCE))
    circle = Circle(BASILE).add(BASILE, share())
    circle.add(ANNE, Checkpoint(1, circle.state.state_hash()))
    yield verified("checkpoint", "a checkpoint of the state before its link", circle)
    circle.add(BASILE, share(OTHER))
    now = circle.state.state_hash()
    wrong: dict[str, tuple[str, Somebody, tuple[Operation, ...]]] = {
        "checkpoint-by-member": ("a checkpoint by a plain member", BASILE, (Checkpoint(2, now),)),
        "checkpoint-same": ("a number again", ANNE, (Checkpoint(1, now),)),
        "checkpoint-skips": ("a number skipped", ANNE, (Checkpoint(3, now),)),
        "checkpoint-other-state": ("a checkpoint of another state", ANNE, (Checkpoint(2, fixed("state")),)),
        "checkpoint-with-share": ("a checkpoint beside a share", ANNE, (share(ANSWER), Checkpoint(2, now))),
    }
    for name, (comment, author, its_operations) in wrong.items():
        yield broken(name, comment, circle, author, *its_operations)


def shapes() -> Iterator[Vector]:
    """Yield operations of another shape, signed."""
    identity, key = BASILE.identity, BASILE.box_key
    good_add = operations.to_value(join(BASILE))
    boxes: list[Any] = [[fixed(f"identity {number}"), key] for number in range(16)]
    wrong: dict[str, tuple[str, str, list[Any]]] = {
        "slots": ("an operation of vaults", "version", ["slots", 1, key, []]),
        "reconcile": ("a reconciliation: a group's fork is never merged", "version", ["reconcile", key]),
        "unknown": ("an operation nobody knows", "version", ["admire"]),
        "vault": ("a vault's create", "encoding", ["create", "vault", key]),
        "vault-put": ("a vault's put, without readers", "encoding", ["put", SHARE, 1, key, 1096, None, None, 20_000]),
        "vault-checkpoint": ("a vault's checkpoint", "encoding", ["checkpoint", 1, key, 1096, key]),
        "create-no-end": ("a group without end", "encoding", ["create", "group", key, None]),
        "put-0": ("a put of revision 0", "encoding", ["put", SHARE, 0, key, 1096, key, None, 20_000]),
        "put-parent-size": ("a parent of 15 bytes", "encoding", ["put", SHARE, 1, key, 1096, key, SHARE[:15], 20_000]),
        "add-role-2": ("a role that is none", "encoding", [*good_add[:3], 2, *good_add[4:]]),
        "add-role-true": ("a role that is no integer", "encoding", [*good_add[:3], True, *good_add[4:]]),
        "add-replaces-size": ("a replaced identity of 16 bytes", "encoding", [*good_add[:6], SHARE]),
        "add-short": ("an add without its last field", "encoding", good_add[:6]),
        "remove-size": ("an identity of 16 bytes", "encoding", ["remove", SHARE]),
        "role-2": ("a role of 2", "encoding", ["role", identity, 2]),
        "propose-demote": ("a change that is none", "encoding", ["propose", "demote", identity]),
        "endorse-size": ("a head of 16 bytes", "encoding", ["endorse", SHARE]),
        "rotate-none": ("no box", "encoding", ["rotate", 2, key, [], key]),
        "rotate-16": ("sixteen boxes", "encoding", ["rotate", 2, key, boxes, key]),
        "rotate-triple": ("a box with three parts", "encoding", ["rotate", 2, key, [[identity, key, key]], key]),
        "leave-field": ("a leave with a field", "encoding", ["leave", 1]),
        "anchor-size": ("a séance of 32 bytes", "encoding", ["anchor", key]),
        "close-null": ("an end that is none", "encoding", ["close", None]),
    }
    for name, (comment, code, value) in wrong.items():
        circle = Circle()
        signed = sign_value([1, GROUP, 1, circle.state.head, [value]], ANNE.seed)
        yield refused(f"shape-{name}", comment, code, VERIFY, chain_id=GROUP, links=[*circle.links, signed])
    places: dict[str, tuple[str, str, Callable[[Circle], list[Any]]]] = {
        "other-group": (
            "a link of another group",
            "chain",
            lambda circle: [1, fixed("other", 16), 1, circle.state.head],
        ),
        "other-seq": ("a link of another place", "chain", lambda circle: [1, GROUP, 2, circle.state.head]),
        "other-prev": ("a link after another head", "chain", lambda _: [1, GROUP, 1, fixed("head")]),
        "version-2": ("a link of another version", "version", lambda circle: [2, GROUP, 1, circle.state.head]),
    }
    for name, (comment, code, place) in places.items():
        circle = Circle()
        signed = sign_value([*place(circle), [operations.to_value(share())]], ANNE.seed)
        yield refused(f"link-{name}", comment, code, VERIFY, chain_id=GROUP, links=[*circle.links, signed])
    signed = Circle().sign(ANNE, share())
    yield refused(
        "link-flipped",
        "a bit of the link flipped",
        "signature",
        VERIFY,
        chain_id=GROUP,
        links=[*Circle().links, signed[:-1] + bytes([signed[-1] ^ 1])],
    )
    yield refused(
        "link-replayed",
        "a link twice",
        "chain",
        VERIFY,
        chain_id=GROUP,
        links=[*Circle(BASILE).links, Circle(BASILE).links[1]],
    )
    assert encoding.MAX_INTEGER > END, "a day is an integer"
    demoted = Circle(BASILE).add(ANNE, Role(BASILE.identity, FACILITATOR))
    late = demoted.sign(BASILE, Remove(CHLOE.identity), rotate(3, [ANNE, BASILE]))
    demoted.add(BASILE, Role(BASILE.identity, 0))
    yield refused(
        "link-back-dated",
        "an old link of one who led, replayed after the role was laid down",
        "chain",
        VERIFY,
        chain_id=GROUP,
        links=[*demoted.links, late],
    )
