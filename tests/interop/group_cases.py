"""The families of cases about groups, ceremonies and sharing."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

from crypto import box, encoding, envelope, epochs, padding, sharing
from crypto.ceremony import FACILITATOR_DIGITS, Offer, Reveal, commitment_of, digits_of, invitation_id, transcript_of
from crypto.encoding import Value
from crypto.envelope import Context
from crypto.errors import ReculError
from crypto.frames import BoxFrame, Frame, SharedFrame, StandingFrame, encode_end, encode_frame
from crypto.group_ids import FRAME_ID, box_hash, key_check, member_id
from crypto.group_operations import (
    Anchor,
    Checkpoint,
    Close,
    Create,
    Dispute,
    Endorse,
    Leave,
    Operation,
    Propose,
    Remove,
    Role,
    Rotate,
)
from crypto.memory import GroupMemory
from crypto.operations import Tombstone, to_value
from tests.interop.draw import Draw
from tests.vectors import notation
from tests.vectors.ceremony.invitations import letter_of
from tests.vectors.ceremony.meeting import Meeting, claim_of, step
from tests.vectors.chain.vault import sign_bytes
from tests.vectors.generate import fixed, fixed_randomness
from tests.vectors.group.circle import (
    ANNE,
    ANSWER,
    BASILE,
    CHLOE,
    CROWD,
    GROUP,
    SHARE,
    Circle,
    Somebody,
    answer,
    join,
    share,
)
from tests.vectors.group.contents import card, standing
from tests.vectors.sharing import papers, remembered
from tests.vectors.sharing.make import EPOCH_KEY, KEY, MEMBERS, PLACE, POST, read

Drawn = tuple[str, dict[str, Any], bool]
PEOPLE = (ANNE, BASILE, CHLOE, *CROWD[:2])


def of_group_links(draw: Draw) -> Drawn:
    """Change the value or the bytes of a link of a group, and sign it."""
    circle = _circle()
    value: Value = [
        1,
        GROUP,
        circle.state.next_seq,
        circle.state.head,
        [to_value(each) for each in _link(draw, circle)],
    ]
    link = encoding.encode(draw.mutated_value(value)) if draw.number(3) else draw.mutated(encoding.encode(value))
    author = draw.one_of(PEOPLE[:3])
    return "group.verify", {"chain_id": GROUP, "links": [*circle.links, sign_bytes(link, author.seed)]}, True


def of_group_chains(draw: Draw) -> Drawn:
    """Sign operations after a group that follows the policy: some links that follow it too, then any other at times."""
    circle = _circle()
    for _ in range(3):
        for signed in [_signed(draw, circle) for _ in range(4)]:
            with suppress(ReculError):
                circle.state.append(signed)
                circle.links.append(signed)
                break
    last = [_signed(draw, circle)] if draw.chance(2) else []
    return "group.verify", {"chain_id": GROUP, "links": [*circle.links, *last]}, True


def of_epoch_boxes(draw: Draw) -> Drawn:
    """Box a key for a place, name the box in a link, and open it in that place or another."""
    key, content = draw.bytes(32), draw.one_of((None, draw.bytes(31), draw.bytes(32)))
    group_id, epoch, who = (
        draw.one_of((GROUP, GROUP, SHARE)),
        draw.one_of((2, 2, 3)),
        draw.one_of((BASILE, BASILE, ANNE)),
    )
    context = Context(envelope.EPOCH_BOX, group_id, member_id(who.identity, who.box_key), 0, epoch)
    sealed = box.seal(BASILE.box_key, context, key if content is None else content)
    rotation = Rotate(2, key_check(GROUP, 2, key), ((BASILE.identity, box_hash(sealed)),), bytes(32))
    given = {"group_id": GROUP, "rotate": notation.write_value(to_value(rotation)), "identity": BASILE.identity}
    return "group.open_epoch", {**given, "box_secret": BASILE.box_secret, "box": sealed}, True


def of_posts(draw: Draw) -> Drawn:
    """Change the value of a post or its padding, and seal it in its place, with boxes for some or for all."""
    readers = draw.one_of((None, {ANNE.identity}, {ANNE.identity, BASILE.identity}, set(MEMBERS)))
    boxes = sharing.seal_boxes(EPOCH_KEY, PLACE, draw.one_of((KEY, KEY, draw.bytes(32))), MEMBERS, readers)
    value: Value = [POST.author, POST.witness, POST.document]
    content = padding.pad(encoding.encode(draw.mutated_value(value) if draw.number(3) else value))
    content = draw.mutated(content) if draw.chance(5) else content
    body = envelope.seal(KEY, Context(envelope.GROUP_BODY, GROUP, SHARE, PLACE.revision, 0), content)
    given = read(draw.one_of((ANNE, BASILE, CHLOE)), boxes, body)
    return "sharing.open", {**given, "epoch_key": draw.one_of((EPOCH_KEY, EPOCH_KEY, None))}, True


def of_places(draw: Draw) -> Drawn:
    """Wrap a key, or seat it, for one place and open it in another that differs in one field, or not."""
    place: dict[str, Any] = {"group_id": GROUP, "object_id": SHARE, "revision": 1, "epoch": 1}
    moved = {**place, **draw.one_of(({}, {"group_id": SHARE}, {"object_id": GROUP}, {"revision": 2}, {"epoch": 2}))}
    key = draw.bytes(draw.one_of((32, 32, 31)))
    if draw.chance(2):
        wrap = envelope.seal(epochs.group_key(EPOCH_KEY), Context(envelope.GROUP_WRAP, *place.values()), key)
        return "sharing.open_wrap", {**moved, "epoch_key": EPOCH_KEY, "wrap": wrap}, True
    seat = box.seal(BASILE.box_key, Context(envelope.SEAT, *place.values()), key)
    return "sharing.open_seat", {**moved, "box_secret": BASILE.box_secret, "seat": seat}, True


def of_documents(draw: Draw) -> Drawn:
    """Change the value of a document, a memory or an alias book."""
    operation, value = draw.one_of(
        (
            *(("sharing.read_document", each) for each in (papers.FRAME, papers.CARD, papers.SHARE, papers.ANSWER)),
            ("sharing.read_memory", encoding.decode(remembered.MEMORY.to_bytes())),
            ("sharing.read_aliases", {"kind": "aliases", "pairs": [["a", "b"], ["c", "d"]]}),
            ("sharing.read_templates", {"kind": "templates", "templates": [[bytes(16), 5, ["a", ["b", "c"]]]]}),
        )
    )
    mutated = draw.mutated_value(value)
    field = operation.removeprefix("sharing.read_")
    return operation, {field: encoding.encode(value if draw.chance(5) else mutated)}, False


def of_memories(draw: Draw) -> Drawn:
    """Merge two memories that agree or not."""
    one, other = (_memory(draw).to_bytes() for _ in range(2))
    return "sharing.merge_memories", {"one": one, "other": other}, False


def of_names(draw: Draw) -> Drawn:
    """Draw names."""
    operation = draw.one_of(("sharing.check_name", "sharing.skeleton", "sharing.shown_names", "ceremony.same_digits"))
    if operation == "ceremony.same_digits":
        typed = draw.one_of(("1234567", "123 45\u202f67", "12345678", "1234567" + draw.text()))
        return operation, {"typed": typed, "digits": "1234567"}, False
    if operation != "sharing.shown_names":
        return operation, {"name": draw.text()}, False
    texts = [draw.one_of(("Ana", "Аna", "ana ", None, draw.text())) for _ in range(3)]
    people = [
        {"identity": each.identity, "box_key": each.box_key, "name": text}
        for each, text in zip(PEOPLE, texts, strict=False)
    ]
    return operation, {"people": people}, False


def of_newcomers(draw: Draw) -> Drawn:
    """Change an offer, then do steps in some order."""
    meeting = _meeting()
    value = encoding.decode(meeting.offer)
    offer = encoding.encode(draw.mutated_value(value) if draw.number(3) else value)
    digits = meeting.facilitator.digits
    with suppress(ReculError):
        offered = Offer.from_bytes(offer)
        digits = _digits(meeting, offered) if draw.number(3) else digits
    steps = [step("reveal", message=offer), step("digits", typed=digits), step("sign")]
    return "ceremony.newcomer", {**meeting.of_newcomer, "steps": _disordered(draw, steps)}, True


def of_facilitators(draw: Draw) -> Drawn:
    """Change a reveal, commit to it, then do steps in some order."""
    meeting = _meeting()
    value = encoding.decode(meeting.reveal)
    reveal = encoding.encode(draw.mutated_value(value) if draw.number(3) else value)
    commitment = meeting.newcomer.commit()
    if draw.number(4):
        with suppress(ReculError):
            commitment = commitment_of(Reveal.from_bytes(reveal))
    steps = [
        step("answer", message=commitment),
        step("learn", message=reveal),
        step("digits", typed=meeting.newcomer.digits),
        step("receive", message=meeting.signature),
        step("add"),
    ]
    return "ceremony.facilitator", {**meeting.of_facilitator, "steps": _disordered(draw, steps)}, True


def of_letters(draw: Draw) -> Drawn:
    """Change the value of a letter, and seal it."""
    meeting = _meeting()
    value: Value = {
        "create_hash": fixed("create"),
        "title": "a",
        "facilitators": ["b"],
        "clauses": [{"id": bytes(8), "text": "c"}],
        "charter": 1,
    }
    sealed = letter_of(draw.mutated_value(value))
    return "ceremony.open_letter", {"secret": meeting.setting.secret, "group_id": GROUP, "letter": sealed}, True


def of_group_frames(draw: Draw) -> Drawn:
    """Draw frames of groups, change their bytes, and count them again in the end frame."""
    seats = draw.bytes(136) * (1 + draw.number(15))
    kinds: tuple[Frame, ...] = (
        SharedFrame(SHARE, 1, 1, draw.bytes(104) + seats, draw.bytes(draw.number(20))),
        BoxFrame(ANNE.identity, 1, draw.bytes(136)),
        StandingFrame(FRAME_ID, 1, 1, draw.bytes(104)),
    )
    drawn = [draw.one_of(kinds) for _ in range(draw.number(3))]
    encoded = b"".join(encode_frame(each) for each in drawn)
    return (
        "frames.decode",
        {"encoded": (encoded if draw.chance(3) else draw.mutated(encoded)) + encode_end(len(drawn))},
        True,
    )


GROUP_FAMILIES: tuple[Callable[[Draw], Drawn], ...] = (
    of_group_links,
    of_group_chains,
    of_group_chains,
    of_epoch_boxes,
    of_posts,
    of_places,
    of_documents,
    of_memories,
    of_names,
    of_newcomers,
    of_facilitators,
    of_letters,
    of_group_frames,
)


def _circle() -> Circle:
    return Circle(BASILE, CHLOE).add(ANNE, share(), standing(FRAME_ID)).add(BASILE, answer(), card(BASILE))


@cache
def _meeting() -> Meeting:
    with fixed_randomness("meeting"):
        return Meeting.held()


def _digits(meeting: Meeting, offer: Offer) -> str:
    """Return the digits that somebody on the line would have to read aloud for a changed offer."""
    reveal = Reveal(meeting.newcomer.nonce, claim_of(BASILE).to_bytes())
    return digits_of(transcript_of(meeting.setting, offer, reveal), FACILITATOR_DIGITS)


def _disordered(draw: Draw, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if draw.number(3):
        return steps
    place = draw.number(len(steps))
    return [*steps[:place], *steps[place + 1 :]] if draw.chance(2) else [*steps[:place], steps[place], *steps[place:]]


def _memory(draw: Draw) -> GroupMemory:
    seq = draw.number(3)
    kept = tuple((epoch, fixed(f"key {epoch} {draw.chance(12)}")) for epoch in range(1, 2 + draw.number(3)))
    group_id = fixed("other", 16) if draw.chance(12) else GROUP
    left = draw.one_of((None, (1, 1), (2, 1), (2, 2)))
    invitations = ((fixed("secret", 16), 0, 20_400, None),)
    dropped = ((invitation_id(fixed("secret", 16)), 20_400),) if draw.chance(3) else ()
    return GroupMemory(
        group_id,
        fixed("create"),
        seq,
        fixed(f"head {seq}"),
        kept,
        (),
        invitations,
        dropped,
        draw.one_of(("a", "é")),
        draw.number(3),
        left,
    )


def _rotation(draw: Draw, circle: Circle, *without: Somebody) -> Rotate:
    roster = circle.state.roster
    people = [each for each in PEOPLE if each.identity in roster.members and each not in without]
    people += [each for each in PEOPLE if each not in people and draw.chance(12)]
    boxes = tuple((identity, fixed("box")) for identity in sorted(each.identity for each in people))
    return Rotate(
        roster.epoch + (2 if draw.chance(12) else 1),
        fixed("check"),
        boxes or ((bytes(32), bytes(32)),),
        fixed("standing"),
    )


def _signed(draw: Draw, circle: Circle) -> bytes:
    return circle.sign(draw.one_of((ANNE, *PEOPLE[:3])), *_link(draw, circle))


def _link(draw: Draw, circle: Circle) -> list[Operation]:
    """Return the operations of a link, most often those of one act."""
    state, who = circle.state, draw.one_of(PEOPLE)
    proposal = draw.one_of([*sorted(state.roster.proposals), bytes(32)])
    if draw.chance(3):
        rotation = _rotation(draw, circle, who)
        if who.identity in state.roster.members:
            return draw.one_of(
                ([Remove(who.identity), rotation], [Leave()], [Dispute(state.roster.epoch), _rotation(draw, circle)])
            )
        boxes = tuple(sorted((*rotation.boxes, (who.identity, fixed("box")))))
        return [
            join(who, draw.number(2), draw.one_of((None, None, BASILE)), draw.one_of(("", "second", "third"))),
            Rotate(rotation.epoch, fixed("check"), boxes, fixed("standing")),
        ]
    acts: list[Operation] = [
        share(draw.one_of((SHARE, ANSWER, GROUP)), 1 + draw.number(3), draw.one_of((20_000, 19_000, 21_001, None))),
        answer(draw.one_of((ANSWER, GROUP)), 1 + draw.number(2), draw.one_of((20_000, 19_000))),
        card(who, 1 + draw.number(2)),
        standing(FRAME_ID, 1 + draw.number(2)),
        Tombstone(draw.one_of((SHARE, ANSWER, FRAME_ID))),
        Role(who.identity, draw.number(2)),
        Propose(draw.one_of(("promote", "remove")), who.identity),
        Endorse(proposal),
        Dispute(1 + draw.number(3)),
        Anchor(SHARE),
        Close(20_500),
        _rotation(draw, circle),
        Checkpoint(1 + draw.number(2), draw.one_of((state.state_hash(), bytes(32)))),
        Create(ANNE.box_key, 21_000),
    ]
    return [draw.one_of(acts) for _ in range(1 if draw.number(3) else 2)]
