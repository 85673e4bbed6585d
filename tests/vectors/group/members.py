"""Vectors of who may enter, lead and leave a group (`docs/spec/group.md` §3)."""

from collections.abc import Iterator
from dataclasses import replace

from crypto import chain
from crypto.group_operations import (
    FACILITATOR,
    MEMBER,
    Create,
    Dispute,
    Endorse,
    Leave,
    Operation,
    Propose,
    Remove,
    Role,
)
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.group.circle import (
    ANNE,
    BASILE,
    CHLOE,
    CROWD,
    DENIS,
    END,
    EVE,
    FARID,
    GROUP,
    SHARE,
    Circle,
    Somebody,
    join,
    rotate,
    share,
)

VERIFY = "group.verify"


def verified(name: str, comment: str, circle: Circle) -> Vector:
    """Return a group that verifies."""
    return accepted(name, comment, VERIFY, chain_id=GROUP, links=circle.links)


def broken(
    name: str, comment: str, circle: Circle, author: Somebody, *its_operations: Operation, code: str = "chain"
) -> Vector:
    """Return a group whose last link is refused."""
    links = [*circle.links, circle.sign(author, *its_operations)]
    return refused(name, comment, code, VERIFY, chain_id=GROUP, links=links)


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this page's part."""
    yield from beginnings()
    yield from additions()
    yield from returns()
    yield from removals()
    yield from roles()
    yield from proposals()
    yield from keys()


def beginnings() -> Iterator[Vector]:
    """Yield first links."""
    yield verified("create", "link 0 alone", Circle())
    first, key = Create(ANNE.box_key, END), rotate(1, [ANNE])
    wrong: dict[str, tuple[str, tuple[Operation, ...]]] = {
        "create-alone": ("link 0 without a key", (first,)),
        "create-without": ("link 0 without create", (key,)),
        "create-swapped": ("the key before create", (key, first)),
        "create-epoch-2": ("link 0 with epoch 2", (first, rotate(2, [ANNE]))),
        "create-for-another": ("link 0 with a box for somebody else too", (first, rotate(1, [ANNE, BASILE]))),
        "create-and-add": ("link 0 that adds a member", (first, join(BASILE), rotate(1, [ANNE, BASILE]))),
    }
    for name, (comment, its_operations) in wrong.items():
        signed = chain.sign_link(ANNE.seed, GROUP, 0, chain.NO_HEAD, its_operations)
        yield refused(name, comment, "chain", VERIFY, chain_id=GROUP, links=[signed])
    yield broken("create-again", "create after link 0", Circle(), ANNE, first, rotate(2, [ANNE]))
    yield broken("author-stranger", "a link by somebody who is no member", Circle(BASILE), CHLOE, share())
    gone = Circle(BASILE).add(ANNE, Remove(BASILE.identity), rotate(3, [ANNE]))
    yield broken("author-removed", "a link by somebody who was removed", gone, BASILE, share())
    yield verified(
        "author-before-removal",
        "what was written before a removal stays",
        Circle(BASILE).add(BASILE, share()).add(ANNE, Remove(BASILE.identity), rotate(3, [ANNE])),
    )


def additions() -> Iterator[Vector]:
    """Yield newcomers."""
    both = rotate(2, [ANNE, BASILE])
    yield verified("add", "a newcomer with a new key", Circle(BASILE))
    yield verified("add-facilitator", "a newcomer who leads", Circle(BASILE, roles=[FACILITATOR]))
    yield verified("add-two", "two newcomers, one key", Circle(BASILE, CHLOE))
    yield verified("add-fourteen", "the fifteenth member", Circle(*CROWD[:14]))
    full = Circle(*CROWD[:14])
    yield broken("add-fifteen", "a sixteenth member", full, ANNE, join(BASILE), full.rotate())
    yield broken("add-no-key", "a newcomer without a new key", Circle(), ANNE, join(BASILE))
    yield broken("add-key-before", "a new key before the newcomer", Circle(), ANNE, rotate(2, [ANNE]), join(BASILE))
    yield broken(
        "add-not-listed", "a new key without a box for the newcomer", Circle(), ANNE, join(BASILE), rotate(2, [ANNE])
    )
    yield broken(
        "add-member", "somebody who is there already", Circle(BASILE), ANNE, join(BASILE), rotate(3, [ANNE, BASILE])
    )
    yield broken(
        "add-by-member",
        "a newcomer let in by a plain member",
        Circle(BASILE),
        BASILE,
        join(CHLOE),
        rotate(3, [ANNE, BASILE, CHLOE]),
    )
    wrong = {
        "add-other-box-key": ("another box key than the one signed", {"box_key": CHLOE.box_key}),
        "add-other-role": ("another role than the one signed", {"role": FACILITATOR}),
        "add-other-transcript": ("another transcript than the one signed", {"transcript": fixed("other")}),
        "add-no-signature": ("no signature of the newcomer", {"signature": bytes(64)}),
        "add-other-signature": ("a signature by somebody else", {"signature": join(CHLOE).signature}),
    }
    for name, (comment, change) in wrong.items():
        yield broken(name, comment, Circle(), ANNE, replace(join(BASILE), **change), both, code="signature")
    twin = Somebody("basile's twin")
    twin.__dict__["box_secret"] = BASILE.box_secret
    yield broken(
        "add-same-box-key",
        "the box key of another member",
        Circle(BASILE),
        ANNE,
        join(twin),
        rotate(3, [ANNE, BASILE, twin]),
    )


def returns() -> Iterator[Vector]:
    """Yield people who come back, as themselves or under a new identity."""
    gone = lambda: Circle(BASILE).add(BASILE, share()).add(BASILE, Leave())  # noqa: E731
    anew, back = join(BASILE, by="basile’s return"), rotate(3, [ANNE, BASILE])
    yield verified("return", "somebody who left comes back by another ceremony", gone().add(ANNE, anew, back))
    yield broken(
        "return-same-consent", "somebody who left, added from what they signed", gone(), ANNE, join(BASILE), back
    )
    removed = Circle(BASILE).add(ANNE, Remove(BASILE.identity), rotate(3, [ANNE]))
    late = rotate(4, [ANNE, BASILE])
    yield broken(
        "return-removed-consent", "somebody removed, added from what they signed", removed, ANNE, join(BASILE), late
    )
    returned = gone().add(ANNE, anew, back).add(BASILE, Leave())
    yield broken(
        "return-first-consent", "somebody who left twice, added from the first", returned, ANNE, join(BASILE), late
    )
    both = [join(BASILE), join(CHLOE, by=BASILE.name), rotate(2, [ANNE, BASILE, CHLOE])]
    yield broken("add-same-transcript", "two newcomers by one ceremony, in one link", Circle(), ANNE, *both)
    heir = join(CHLOE, replaces=BASILE)
    replaced = lambda: gone().add(ANNE, heir, rotate(3, [ANNE, CHLOE]))  # noqa: E731
    yield verified("replace", "a new identity takes over the shares of a former one", replaced())
    yield verified(
        "replace-then-put", "the new identity goes on with a share", replaced().add(CHLOE, share(revision=2))
    )
    everybody = rotate(4, [ANNE, CHLOE, DENIS])
    yield broken(
        "replace-again",
        "a former identity replaced a second time",
        replaced(),
        ANNE,
        join(DENIS, replaces=BASILE),
        everybody,
    )
    yield broken(
        "replaced-returns",
        "an identity that was replaced comes back",
        replaced(),
        ANNE,
        anew,
        rotate(4, [ANNE, BASILE, CHLOE]),
    )
    yield broken(
        "replace-member",
        "an identity that is still a member is replaced",
        Circle(BASILE),
        ANNE,
        heir,
        rotate(3, [ANNE, BASILE, CHLOE]),
    )
    yield broken(
        "replace-stranger",
        "an identity that was never a member is replaced",
        Circle(),
        ANNE,
        heir,
        rotate(2, [ANNE, CHLOE]),
    )
    yield broken(
        "replace-self",
        "an identity replaces itself",
        gone(),
        ANNE,
        join(BASILE, replaces=BASILE),
        rotate(3, [ANNE, BASILE]),
    )


def removals() -> Iterator[Vector]:
    """Yield removals and departures."""
    alone = rotate(3, [ANNE])
    yield verified(
        "remove", "a member removed with a new key", Circle(BASILE).add(ANNE, Remove(BASILE.identity), alone)
    )
    yield broken("remove-no-key", "a removal without a new key", Circle(BASILE), ANNE, Remove(BASILE.identity))
    yield broken(
        "remove-key-before", "a new key before the removal", Circle(BASILE), ANNE, alone, Remove(BASILE.identity)
    )
    yield broken(
        "remove-still-listed",
        "a new key with a box for the removed one",
        Circle(BASILE),
        ANNE,
        Remove(BASILE.identity),
        rotate(3, [ANNE, BASILE]),
    )
    yield broken(
        "remove-stranger",
        "somebody who is no member",
        Circle(BASILE),
        ANNE,
        Remove(CHLOE.identity),
        rotate(3, [ANNE, BASILE]),
    )
    yield broken(
        "remove-by-member",
        "a removal by a plain member",
        Circle(BASILE, CHLOE),
        BASILE,
        Remove(CHLOE.identity),
        rotate(3, [ANNE, BASILE]),
    )
    two = Circle(BASILE, roles=[FACILITATOR])
    yield broken("remove-facilitator", "a facilitator removed by another", two, ANNE, Remove(BASILE.identity), alone)
    yield broken(
        "remove-self", "a facilitator who removes themselves", two, ANNE, Remove(ANNE.identity), rotate(3, [BASILE])
    )
    yield verified("leave", "a member leaves", Circle(BASILE).add(BASILE, Leave()))
    yield verified("leave-after-share", "a member shares, then leaves", Circle(BASILE).add(BASILE, share(), Leave()))
    yield verified(
        "leave-facilitator", "a facilitator leaves another", Circle(BASILE, roles=[FACILITATOR]).add(ANNE, Leave())
    )
    yield verified("leave-last", "the only member leaves", Circle().add(ANNE, Leave()))
    yield broken("leave-only-facilitator", "the only facilitator of two leaves", Circle(BASILE), ANNE, Leave())
    yield broken("leave-before-share", "an operation after leave", Circle(BASILE), BASILE, Leave(), share())


def roles() -> Iterator[Vector]:
    """Yield changes of role."""
    leads, plain = Role(BASILE.identity, FACILITATOR), Role(ANNE.identity, MEMBER)
    yield verified("role-up", "a member becomes a facilitator", Circle(BASILE).add(ANNE, leads))
    yield verified("role-down", "a facilitator lays it down", Circle(BASILE).add(ANNE, leads).add(ANNE, plain))
    yield verified("role-both", "a facilitator hands over in one link", Circle(BASILE).add(ANNE, leads, plain))
    yield broken(
        "role-down-first", "the last facilitator lays it down before another leads", Circle(BASILE), ANNE, plain, leads
    )
    yield broken("role-down-only", "the only facilitator lays it down", Circle(BASILE), ANNE, plain)
    two = Circle(BASILE, CHLOE, roles=[FACILITATOR, MEMBER])
    yield broken("role-down-other", "a facilitator demotes another", two, ANNE, Role(BASILE.identity, MEMBER))
    yield broken("role-same", "a facilitator made one again", two, ANNE, leads)
    yield broken("role-stranger", "a role for somebody who is no member", two, ANNE, Role(DENIS.identity, FACILITATOR))
    yield broken("role-by-member", "a member who promotes themselves", Circle(BASILE), BASILE, leads)
    demoted = Circle(BASILE).add(ANNE, leads, plain)
    yield broken(
        "role-lost", "an act of facilitators by one who laid it down", demoted, ANNE, Role(ANNE.identity, FACILITATOR)
    )
    yield broken(
        "role-lost-same-link",
        "an act of facilitators after laying it down in the same link",
        Circle(BASILE),
        ANNE,
        leads,
        plain,
        Remove(BASILE.identity),
        rotate(3, [ANNE]),
    )


def proposed(change: str, target: Somebody, *people: Somebody, leading: int = 0) -> tuple[Circle, Endorse]:
    """Return a group where the last of `people` proposed, and the endorsement of it."""
    roles_given = [FACILITATOR] * leading + [MEMBER] * (len(people) - leading)
    circle = Circle(*people, roles=roles_given).add(people[-1], Propose(change, target.identity))
    return circle, Endorse(circle.state.head)


def proposals() -> Iterator[Vector]:
    """Yield proposals and endorsements: three at least, and more than half of the others."""
    five = (BASILE, CHLOE, DENIS, EVE)
    circle, yes = proposed("promote", BASILE, *five)
    yield verified("propose", "a promotion proposed", circle)
    yield verified("endorse-two", "two of four: not yet", circle.add(DENIS, yes))
    yield verified(
        "endorse-three",
        "three of four: promoted, and acts as one",
        circle.add(CHLOE, yes).add(BASILE, Role(CHLOE.identity, FACILITATOR)),
    )
    yield broken("endorse-fallen", "an endorsement of what took effect", circle, ANNE, yes)
    circle, yes = proposed("promote", BASILE, *five)
    yield broken(
        "endorse-two-only",
        "an act of facilitators after two endorsements of four",
        circle.add(DENIS, yes),
        BASILE,
        Role(CHLOE.identity, FACILITATOR),
    )
    yield broken("endorse-twice", "an endorsement given before", circle, DENIS, yes)
    yield broken("endorse-own", "an endorsement by the proposal's author", circle, EVE, yes)
    yield broken("endorse-target", "an endorsement by the one to promote", circle, BASILE, yes)
    yield broken("endorse-unknown", "an endorsement of no proposal", circle, CHLOE, Endorse(circle.links[0][:32]))
    circle, yes = proposed("promote", BASILE, BASILE, CHLOE, DENIS, EVE, FARID, *CROWD[:1])
    circle.add(DENIS, yes).add(CHLOE, yes)
    yield verified("endorse-half", "three of six is half, not more", circle)
    yield broken(
        "endorse-half-acts",
        "an act of facilitators after three of six",
        circle,
        BASILE,
        Role(EVE.identity, FACILITATOR),
    )
    circle, yes = proposed("promote", BASILE, BASILE, CHLOE, DENIS, EVE)
    circle.add(DENIS, yes).add(DENIS, Leave()).add(ANNE, circle.rotate(DENIS)).add(CHLOE, yes)
    yield verified("endorse-gone", "an endorser who left counts no more", circle)
    circle, yes = proposed("remove", BASILE, *five, leading=1)
    yield verified(
        "endorse-removal",
        "two facilitators: one removed by three members",
        circle.add(CHLOE, yes).add(DENIS, yes).add(CHLOE, circle.rotate(BASILE)),
    )
    circle, yes = proposed("remove", ANNE, *five)
    yield broken("endorse-removal-only", "the only facilitator removed", circle.add(CHLOE, yes), DENIS, yes)
    circle, yes = proposed("remove", BASILE, *five)
    circle.add(ANNE, Remove(BASILE.identity), circle.rotate(BASILE))
    yield broken("endorse-target-gone", "a proposal whose target left", circle, CHLOE, yes)
    circle, yes = proposed("promote", BASILE, *five)
    circle.add(ANNE, Role(BASILE.identity, FACILITATOR))
    yield broken("endorse-target-leads", "a promotion of one who leads by now", circle, CHLOE, yes)
    three = Circle(BASILE, CHLOE)
    yield broken("propose-self", "a proposal about oneself", three, BASILE, Propose("promote", BASILE.identity))
    yield broken(
        "propose-stranger",
        "a proposal about somebody who is no member",
        three,
        BASILE,
        Propose("remove", DENIS.identity),
    )
    yield broken(
        "propose-facilitator", "a promotion of a facilitator", three, BASILE, Propose("promote", ANNE.identity)
    )
    yield broken(
        "propose-twice",
        "two proposals in a link",
        three,
        BASILE,
        Propose("promote", CHLOE.identity),
        Propose("remove", ANNE.identity),
    )


def keys() -> Iterator[Vector]:
    """Yield rotations and disputes."""
    two = [ANNE, BASILE]
    left = lambda: Circle(BASILE, CHLOE).add(CHLOE, Leave())  # noqa: E731
    yield verified("rotate-by-member", "after a departure any member rotates", left().add(BASILE, rotate(3, two)))
    yield verified(
        "rotate-by-facilitator", "a facilitator rotates at any time", Circle(BASILE).add(ANNE, rotate(3, two))
    )
    yield broken("rotate-not-due", "a member rotates while nothing is due", Circle(BASILE), BASILE, rotate(3, two))
    yield verified(
        "dispute",
        "a dispute, then a new key by a member",
        Circle(BASILE).add(BASILE, Dispute(2)).add(BASILE, rotate(3, two)),
    )
    yield verified("dispute-and-rotate", "both in one link", Circle(BASILE).add(BASILE, Dispute(2), rotate(3, two)))
    yield broken("dispute-past", "a dispute of an earlier epoch", Circle(BASILE), BASILE, Dispute(1))
    yield broken("dispute-future", "a dispute of an epoch to come", Circle(BASILE), BASILE, Dispute(3))
    yield broken("rotate-same-epoch", "an epoch again", Circle(BASILE), ANNE, rotate(2, two))
    yield broken("rotate-skips", "an epoch skipped", Circle(BASILE), ANNE, rotate(4, two))
    yield broken("rotate-twice", "two new keys in a link", Circle(BASILE), ANNE, rotate(3, two), rotate(4, two))
    yield broken("rotate-ghost", "a box for somebody who is no member", Circle(BASILE), ANNE, rotate(3, [*two, CHLOE]))
    yield broken("rotate-forgets", "no box for a member", Circle(BASILE), ANNE, rotate(3, [ANNE]))
    good = rotate(3, two)
    yield broken("rotate-order", "boxes out of order", Circle(BASILE), ANNE, replace(good, boxes=good.boxes[::-1]))
    yield broken(
        "rotate-double",
        "two boxes for a member",
        Circle(BASILE),
        ANNE,
        replace(good, boxes=(*good.boxes, good.boxes[1])),
    )
    yield broken(
        "rotate-after-leave", "a new key with a box for one who left", left(), BASILE, rotate(3, [*two, CHLOE])
    )
    yield broken("put-after-leave", "a share while a new key is due", left(), BASILE, share())
    yield broken(
        "put-after-dispute", "a share while a key is disputed", Circle(BASILE).add(BASILE, Dispute(2)), ANNE, share()
    )
    yield verified(
        "put-after-rotate", "a share in the link of the new key", left().add(BASILE, rotate(3, two), share(SHARE))
    )
