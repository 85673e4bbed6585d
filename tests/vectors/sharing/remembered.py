"""Vectors of memories, alias books and templates (`docs/spec/sharing.md` §7)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crypto import ceremony, encoding, memory, templates
from crypto.memory import GroupMemory
from crypto.templates import Template
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.group.circle import ANNE, BASILE, CHLOE, GROUP

EPOCHS = tuple((epoch, fixed(f"epoch key {epoch}")) for epoch in (1, 2, 3))
PINS = tuple(sorted((who.identity, fixed(f"transcript of {who.name}")) for who in (BASILE, CHLOE)))
INVITATIONS = tuple(sorted((fixed(f"invitation {number}", 16), 0, 20_400, None) for number in (1, 2)))
DROPPED = tuple((ceremony.invitation_id(secret), last_day) for secret, _, last_day, _ in INVITATIONS)
MEMORY = GroupMemory(
    GROUP, fixed("create"), 4, fixed("head 4"), EPOCHS[:2], PINS[:1], INVITATIONS[:1], (), "mardi", 2, None
)


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this page's part."""
    yield accepted("memory-ids", "the ids in a vault", "sharing.memory_ids", group_id=GROUP)
    yield from shapes()
    yield from merges()
    yield from aliases()
    yield from own_templates()


def shapes() -> Iterator[Vector]:
    """Yield memories, and documents that are none."""
    full = replace(
        MEMORY,
        epochs=EPOCHS,
        pins=PINS,
        invitations=(*INVITATIONS[:1], (INVITATIONS[1][0], 1, 20_400, ANNE.identity)),
        dropped=((fixed("invitation of before", 16), 20_300),),
        left=(20_000, 4),
    )
    for name, each in {"memory": MEMORY, "memory-full": full}.items():
        yield accepted(name, "what a vault remembers", "sharing.read_memory", memory=each.to_bytes())
    good = encoding.decode(MEMORY.to_bytes())
    assert isinstance(good, dict), "a memory is a map"
    epochs: list[Any] = [list(each) for each in EPOCHS]
    wrong: dict[str, Any] = {
        "kind": {**good, "kind": "entry"},
        "extra": {**good, "colour": 1},
        "missing": {key: good[key] for key in good if key != "left"},
        "order": {**good, "epochs": [epochs[1], epochs[0]]},
        "twice": {**good, "epochs": [epochs[0], epochs[0]]},
        "epoch-0": {**good, "epochs": [[0, EPOCHS[0][1]]]},
        "key-short": {**good, "epochs": [[1, EPOCHS[0][1][:31]]]},
        "pin-short": {**good, "pins": [[PINS[0][0]]]},
        "invitation-role": {**good, "invitations": [[INVITATIONS[0][0], 2, 20_400, None]]},
        "dropped-secret": {**good, "dropped": [[INVITATIONS[0][0], 0, 20_400, None]]},
        "dropped-twice": {**good, "dropped": [[DROPPED[0][0], 20_400]] * 2},
        "joined-null": {**good, "joined": None},
        "left-text": {**good, "left": "hier"},
        "left-day": {**good, "left": 20_000},
    }
    for name, value in wrong.items():
        yield refused(
            f"memory-{name}",
            "a memory of another shape",
            "encoding",
            "sharing.read_memory",
            memory=encoding.encode(value),
        )


def merges() -> Iterator[Vector]:
    """Yield merges: whatever the order, the same."""
    later = replace(
        MEMORY, seq=6, head=fixed("head 6"), epochs=EPOCHS[1:], pins=PINS[1:], invitations=INVITATIONS[1:], name="jeudi"
    )
    others = {
        "same": MEMORY,
        "later": later,
        "name": replace(MEMORY, name="vendredi"),
        "left": replace(later, left=(20_100, 6)),
        "left-before": replace(MEMORY, left=(20_100, 1)),
        "returned": replace(later, seq=9, head=fixed("head 9"), joined=9),
        "dropped": replace(MEMORY, invitations=(), dropped=DROPPED[:1]),
        "dropped-other": replace(later, dropped=DROPPED[:1]),
    }
    for name, other in others.items():
        for way, (one, two) in {"": (MEMORY, other), "-back": (other, MEMORY)}.items():
            yield accepted(
                f"merge-{name}{way}",
                "two versions, as one",
                "sharing.merge_memories",
                one=one.to_bytes(),
                other=two.to_bytes(),
            )
    yield accepted(
        "merge-left-both",
        "left on two days: the nearer one",
        "sharing.merge_memories",
        one=replace(MEMORY, left=(20_100, 5)).to_bytes(),
        other=replace(later, left=(20_050, 5)).to_bytes(),
    )
    gone, back = replace(MEMORY, left=(20_050, 5)), replace(later, seq=9, head=fixed("head 9"), joined=7)
    for name, comment, other in (
        ("returned-after", "joined again after it was left", back),
        ("returned-and-left", "left again since", replace(back, left=(20_100, 9))),
    ):
        for way, (one, two) in {"": (gone, other), "-back": (other, gone)}.items():
            name_of = f"merge-{name}{way}"
            yield accepted(name_of, comment, "sharing.merge_memories", one=one.to_bytes(), other=two.to_bytes())
    wrong = {
        "group": replace(MEMORY, group_id=fixed("other", 16)),
        "create": replace(MEMORY, create_hash=fixed("other")),
        "head": replace(MEMORY, head=fixed("other")),
        "key": replace(later, epochs=((2, fixed("other")),)),
    }
    for name, other in wrong.items():
        yield refused(
            f"merge-other-{name}",
            f"another {name}",
            "fork",
            "sharing.merge_memories",
            one=MEMORY.to_bytes(),
            other=other.to_bytes(),
        )


def aliases() -> Iterator[Vector]:
    """Yield alias books."""
    one, other = (("Léa", "Noé"), ("Mme B.", "la directrice")), (("Léa", "Noé"), ("Karim", "Tom"), ("Léa", "Zoé"))
    books = [memory.aliases_to_bytes(each) for each in (one, other)]
    yield accepted("aliases", "an alias book", "sharing.read_aliases", aliases=books[0])
    yield accepted("aliases-empty", "an empty one", "sharing.read_aliases", aliases=memory.aliases_to_bytes(()))
    yield accepted("aliases-merge", "two books, as one", "sharing.merge_aliases", one=books[0], other=books[1])
    yield accepted("aliases-merge-back", "the other way round", "sharing.merge_aliases", one=books[1], other=books[0])
    wrong: dict[str, Any] = {
        "kind": {"kind": "group", "pairs": []},
        "order": {"kind": "aliases", "pairs": [["b", "c"], ["a", "c"]]},
        "triple": {"kind": "aliases", "pairs": [["a", "b", "c"]]},
        "bytes": {"kind": "aliases", "pairs": [[b"a", "b"]]},
    }
    for name, value in wrong.items():
        yield refused(
            f"aliases-{name}",
            "an alias book of another shape",
            "encoding",
            "sharing.read_aliases",
            aliases=encoding.encode(value),
        )


def own_templates() -> Iterator[Vector]:
    """Yield a person's own templates."""
    first, second = (fixed(f"template {number}", 16) for number in (1, 2))
    ladder, kept = (
        Template(first, 5, ("L’échelle", ("Quoi ?", "Et alors ?"))),
        Template(second, 4, ("Seule", ("Où ?",))),
    )
    later, gone = Template(first, 6, ("L’échelle", ("Quoi ?",))), Template(second, 4, None)
    one, other = templates.to_bytes([ladder, kept]), templates.to_bytes([later, gone])
    yield accepted("templates-id", "the id in a vault", "sharing.templates_id")
    for name, each in {"templates": one, "templates-gone": other, "templates-none": templates.to_bytes([])}.items():
        yield accepted(name, "one's own templates", "sharing.read_templates", templates=each)
    yield accepted("templates-merge", "the latest of each", "sharing.merge_templates", one=one, other=other)
    yield accepted("templates-merge-back", "the other way round", "sharing.merge_templates", one=other, other=one)
    lines = {"empty": "", "long": "a" * 301}
    wrong: dict[str, Any] = {
        "order": [[max(first, second), 4, None], [min(first, second), 4, None]],
        "twice": [[first, 4, None], [first, 5, None]],
        "id-short": [[first[:15], 4, None]],
        "edited": [[first, None, None]],
        "no-question": [[first, 4, ["Seule", []]]],
        "same-question": [[first, 4, ["Seule", ["Où ?", "Où ?"]]]],
        "question-bytes": [[first, 4, ["Seule", [b"a"]]]],
        **{f"name-{name}": [[first, 4, [line, ["Où ?"]]]] for name, line in lines.items()},
        **{f"question-{name}": [[first, 4, ["Seule", [line]]]] for name, line in lines.items()},
    }
    for name, value in wrong.items():
        yield refused(
            f"templates-{name}",
            "templates of another shape",
            "encoding",
            "sharing.read_templates",
            templates=encoding.encode({"kind": "templates", "templates": value}),
        )
