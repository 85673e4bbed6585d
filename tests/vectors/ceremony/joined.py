"""Vectors of the chains that a newcomer believes, and of the words of the day (`docs/spec/ceremony.md` §4, §5)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crypto.group_operations import FACILITATOR, MEMBER, Remove, Role
from tests.vectors.ceremony.meeting import Meeting, step
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.group.circle import ANNE, BASILE, CHLOE, GROUP, Circle, Somebody, join, share


def joined() -> Iterator[Vector]:
    """Yield chains that a newcomer believes, and others."""

    def entered(meeting: Meeting, author: Somebody = ANNE, **change: Any) -> list[bytes]:
        meeting.circle.people.append(BASILE)
        return meeting.circle.add(author, replace(meeting.add, **change), meeting.circle.rotate()).links

    def given(meeting: Meeting, links: list[bytes]) -> dict[str, Any]:
        return {**meeting.of_newcomer, "steps": [step("reveal", message=meeting.offer)], "links": links}

    check = "ceremony.check_joined"
    meeting = Meeting.held(Circle(CHLOE))
    yield accepted("joined", "a chain that is the one agreed", check, **given(meeting, entered(meeting)))
    meeting = Meeting.held(Circle(CHLOE))
    meeting.circle.add(CHLOE, share())
    yield accepted("joined-later", "other links came in between", check, **given(meeting, entered(meeting)))
    meeting = Meeting.held()
    yield accepted("joined-first", "the place was link 0", check, **given(meeting, entered(meeting)))
    meeting = Meeting.held()
    yield refused("joined-not", "a chain without the add", "ceremony", check, **given(meeting, meeting.circle.links))
    yield refused("joined-empty", "no link at all", "ceremony", check, **given(meeting, []))
    meeting = Meeting.held()
    other = replace(meeting, setting=replace(meeting.setting, create_hash=fixed("other")))
    yield refused(
        "joined-other-create",
        "another first link than the letter names",
        "ceremony",
        check,
        **given(other, entered(meeting)),
    )
    meeting = Meeting.held(head=fixed("other"))
    yield refused(
        "joined-other-head", "another head at the place", "ceremony", check, **given(meeting, entered(meeting))
    )
    meeting = Meeting.held(seq=1)
    yield refused(
        "joined-other-seq",
        "a place that the chain did not have yet",
        "ceremony",
        check,
        **given(meeting, entered(meeting)),
    )
    meeting = Meeting.held()
    meeting.circle.people.append(BASILE)
    meeting.circle.add(ANNE, join(BASILE), meeting.circle.rotate())
    yield refused(
        "joined-other-transcript",
        "an add of another ceremony",
        "ceremony",
        check,
        **given(meeting, meeting.circle.links),
    )
    leading = Circle(CHLOE, roles=[FACILITATOR])
    meeting = Meeting.held(leading)
    yield refused(
        "joined-other-author",
        "an add by another facilitator",
        "ceremony",
        check,
        **given(meeting, entered(meeting, CHLOE)),
    )
    circle = Circle(CHLOE, roles=[FACILITATOR])
    circle.add(ANNE, Role(ANNE.identity, MEMBER))
    meeting = Meeting.held(circle)
    circle.add(CHLOE, Role(ANNE.identity, FACILITATOR))
    yield refused(
        "joined-not-leading",
        "one who was no facilitator at the place",
        "ceremony",
        check,
        **given(meeting, entered(meeting)),
    )
    meeting = Meeting.held()
    entered(meeting)
    meeting.circle.add(ANNE, Remove(BASILE.identity), meeting.circle.rotate(BASILE))
    yield accepted(
        "joined-then-removed", "joined as agreed, then removed", check, **given(meeting, meeting.circle.links)
    )


def words() -> Iterator[Vector]:
    """Yield the words of heads."""
    for name, head in {"words": fixed("head"), "words-other-head": fixed("other head")}.items():
        yield accepted(name, "the words of a head", "ceremony.words", group_id=GROUP, head=head)
    yield accepted(
        "words-other-group",
        "the words of the same head in another group",
        "ceremony.words",
        group_id=fixed("other", 16),
        head=fixed("head"),
    )
