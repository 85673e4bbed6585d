"""The runner of the operations of groups, ceremonies and sharing, beside those of `operations.py`."""

from collections.abc import Callable
from typing import Any

from crypto import (
    box,
    ceremony,
    documents,
    encoding,
    epochs,
    group,
    group_ids,
    group_operations,
    group_policy,
    group_view,
    joining,
    memory,
    names,
    sharing,
    signatures,
    templates,
    witness,
    words,
)
from crypto.ceremony import Claim, Offer, Reveal, Setting, Terms
from crypto.ceremony_sides import Facilitator, Newcomer
from crypto.errors import CeremonyError
from crypto.group_state import GroupState
from crypto.group_view import ObjectRecord
from crypto.sharing import Place, Reader
from tests.vectors import notation

Fields = dict[str, Any]


def _state(given: Any) -> GroupState:
    state = GroupState(given.chain_id)
    for signed in given.links:
        state.append(signed)
    return state


def _verify(given: Any) -> Fields:
    state = _state(given)
    return {
        "seq": state.next_seq - 1,
        "head": state.head,
        "state": state.to_bytes(),
        "state_hash": state.state_hash(),
    }


def _preview(given: Any) -> Fields:
    state = _state(given)
    before = [group_operations.from_value(notation.read_value(value)) for value in given.operations]
    shown = group_policy.preview(state, state.chain_id, state.next_seq, given.author, before)
    standing = [{"object_id": object_id, "revision": revision} for object_id, revision in shown.standing]
    people = [{"identity": identity, "box_key": key} for identity, key in sorted(shown.box_keys.items())]
    return {"epoch": shown.epoch, "members": people, "standing": standing}


def _audit(given: Any) -> Fields:
    pins = [(pin.identity, pin.transcript) for pin in map(type(given), given.pins)]
    return {"findings": sorted(group.audit(_state(given), given.epoch_key, pins))}


def _rotation(given: Any) -> group_operations.Rotate:
    operation = group_operations.from_value(notation.read_value(given.rotate))
    assert isinstance(operation, group_operations.Rotate), "a rotation was expected"
    return operation


def _open_epoch(given: Any) -> Fields:
    opened = epochs.open_epoch(given.group_id, _rotation(given), given.identity, given.box_secret, given.box)
    return {"epoch_key": opened}


def _wraps(given: Any) -> list[tuple[bytes, int, bytes]]:
    return [(each.object_id, each.revision, each.wrap) for each in map(type(given), given.wraps)]


def _open_standing(given: Any) -> Fields:
    wanted = [(each.object_id, each.revision) for each in map(type(given), given.wanted)]
    opened = epochs.open_standing(given.group_id, _rotation(given), given.epoch_key, wanted, _wraps(given))
    return {"keys": [{"object_id": object_id, "content_key": key} for object_id, key in sorted(opened.items())]}


def _claim(given: Any) -> Claim:
    return Claim(given.identity, given.box_key, given.name)


def _transcript(given: Any) -> Fields:
    setting = Setting(given.group_id, given.create_hash, given.secret)
    offer, reveal = Offer.from_bytes(given.offer), Reveal.from_bytes(given.reveal)
    transcript = ceremony.transcript_of(setting, offer, reveal)
    return {
        "transcript": transcript,
        "facilitator_digits": ceremony.digits_of(transcript, ceremony.FACILITATOR_DIGITS),
        "newcomer_digits": ceremony.digits_of(transcript, ceremony.NEWCOMER_DIGITS),
        "qr_text": ceremony.qr_text_of(transcript),
    }


def _walk(given: Any, verbs: dict[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """Do the steps in turn and return what each verb gave; a step marked as refused must be, and the walk goes on."""
    gave: dict[str, Any] = {}
    for step in map(type(given), given.steps):
        if not step.refused:
            gave[step.step] = verbs[step.step](step)
            continue
        try:
            verbs[step.step](step)
        except CeremonyError:
            continue
        raise AssertionError("a step that had to be refused")
    return gave


def _held(given: Any) -> tuple[Newcomer, dict[str, Any]]:
    claim = Claim(signatures.identity_of(given.seed), box.box_key_of(given.box_secret), given.name)
    side = Newcomer(Setting(given.group_id, given.create_hash, given.secret), claim, given.nonce)
    verbs = {
        "reveal": lambda step: side.reveal(step.message),
        "digits": lambda step: side.type_digits(step.typed),
        "qr": lambda step: side.read_qr(step.text),
        "sign": lambda _: side.sign(given.seed),
    }
    return side, _walk(given, verbs)


def _newcomer(given: Any) -> Fields:
    side, gave = _held(given)
    shown = {"transcript": side.transcript, "digits": side.digits} if side.offer else {}
    return {"commitment": side.commit(), **shown, "reveal": gave.get("reveal"), "signature": gave.get("sign")}


def _facilitator(given: Any) -> Fields:
    terms = Terms(given.seq, given.head, given.role, given.replaces)
    side = Facilitator(Setting(given.group_id, given.create_hash, given.secret), _claim(given), terms, given.nonce)
    verbs = {
        "answer": lambda step: side.answer(step.message),
        "learn": lambda step: side.learn(step.message),
        "digits": lambda step: side.type_digits(step.typed),
        "qr": lambda step: side.read_qr(step.text),
        "receive": lambda step: side.receive(step.message),
        "add": lambda _: notation.write_value([side.add().name, *side.add().fields()]),
    }
    gave = _walk(given, verbs)
    shown = {"transcript": side.transcript, "digits": side.digits} if side.newcomer else {}
    return {**shown, "offer": gave.get("answer"), "add": gave.get("add")}


def _check_joined(given: Any) -> Fields:
    state = joining.check_joined(_held(given)[0], given.links)
    return {"seq": state.next_seq - 1, "head": state.head}


def _place(given: Any) -> Place:
    return Place(given.group_id, given.object_id, given.revision, given.epoch)


def _open_shared(given: Any) -> Fields:
    reader = Reader(given.identity, given.box_secret, given.epoch_key)
    post = sharing.open_shared(_place(given), given.author, given.members, reader, given.boxes, given.body)
    if post is None:
        return {"readable": False}
    return {"readable": True, "witness": post.witness, "document": post.document}


def _shown_names(given: Any) -> Fields:
    people = [names.Named(each.identity, each.box_key, each.name) for each in map(type(given), given.people)]
    shown = names.shown_names(people)
    return {"shown": [shown[person.identity] for person in people]}


def _open_witness(given: Any) -> Fields:
    mark = witness.open_witness(given.account_key, given.vault_id, given.group_id, given.witness)
    return {"mark": notation.write_mark(mark)}


def _end(given: Any) -> Fields:
    record = ObjectRecord(b"", b"", 1, b"", 0, b"", None, given.end, 0)
    parent = None if given.parent_end is None else ObjectRecord(b"", b"", 1, b"", 0, b"", None, given.parent_end, 0)
    return {"end": group_view.effective_end(given.group_end, record, parent)}


def _merge(given: Any) -> Fields:
    merged = memory.merge(memory.GroupMemory.from_bytes(given.one), memory.GroupMemory.from_bytes(given.other))
    return {"merged": merged.to_bytes()}


def _merge_aliases(given: Any) -> Fields:
    books = [memory.aliases_from_bytes(each) for each in (given.one, given.other)]
    return {"merged": memory.aliases_to_bytes(memory.merge_aliases(*books))}


def _aliases(given: Any) -> Fields:
    return {"pairs": [list(pair) for pair in memory.aliases_from_bytes(given.aliases)]}


GROUP_OPERATIONS: dict[str, Callable[[Any], Fields | None]] = {
    "group.verify": _verify,
    "group.preview": _preview,
    "group.audit": _audit,
    "group.ids": lambda given: {
        "card_id": group_ids.card_id(given.group_id, given.identity),
        "member_id": group_ids.member_id(given.identity, given.box_key),
    },
    "group.key_check": lambda given: {
        "key_check": group_ids.key_check(given.group_id, given.epoch, given.epoch_key),
        "group_key": epochs.group_key(given.epoch_key),
    },
    "group.hashes": lambda given: {
        "box_hash": group_ids.box_hash(given.box),
        "boxes_hash": group_ids.boxes_hash(given.boxes),
        "standing_hash": group_ids.standing_hash(_wraps(given)),
    },
    "group.open_epoch": _open_epoch,
    "group.open_standing": _open_standing,
    "ceremony.invitation": lambda given: {
        "invitation_id": ceremony.invitation_id(given.secret),
        "invitation_proof": ceremony.invitation_proof(given.secret, given.group_id),
    },
    "ceremony.open_letter": lambda given: {
        "letter": notation.write_value(
            encoding.decode(ceremony.open_letter(given.secret, given.group_id, given.letter).to_bytes())
        )
    },
    "ceremony.commitment": lambda given: {
        "commitment": ceremony.commitment_of(Reveal(given.nonce, _claim(given).to_bytes())),
        "claim": _claim(given).to_bytes(),
    },
    "ceremony.transcript": _transcript,
    "ceremony.same_digits": lambda given: {"same": ceremony.same_digits(given.typed, given.digits)},
    "ceremony.may_begin": lambda given: {"allowed": ceremony.may_begin(given.failed_at, given.now)},
    "ceremony.newcomer": _newcomer,
    "ceremony.facilitator": _facilitator,
    "ceremony.check_joined": _check_joined,
    "ceremony.words": lambda given: {"words": words.words_of_the_day(given.group_id, given.head)},
    "sharing.open": _open_shared,
    "sharing.open_wrap": lambda given: {
        "content_key": epochs.open_wrap(
            given.epoch_key, given.group_id, given.object_id, given.revision, given.epoch, given.wrap
        )
    },
    "sharing.open_seat": lambda given: {"content_key": sharing.open_seat(given.box_secret, _place(given), given.seat)},
    "sharing.read_document": lambda given: {"value": notation.write_value(documents.from_bytes(given.document))},
    "sharing.check_name": lambda given: {"name": names.check_name(given.name)},
    "sharing.skeleton": lambda given: {
        "stripped": names.strip_name(given.name),
        "skeleton": names.skeleton_of(names.strip_name(given.name)),
    },
    "sharing.shown_names": _shown_names,
    "sharing.open_witness": _open_witness,
    "sharing.end": _end,
    "sharing.memory_ids": lambda given: {
        "memory_id": memory.memory_id(given.group_id),
        "aliases_id": memory.aliases_id(),
    },
    "sharing.read_memory": lambda given: {"memory": memory.GroupMemory.from_bytes(given.memory).to_bytes()},
    "sharing.merge_memories": _merge,
    "sharing.read_aliases": _aliases,
    "sharing.merge_aliases": _merge_aliases,
    "sharing.templates_id": lambda _: {"templates_id": templates.templates_id()},
    "sharing.read_templates": lambda given: {"templates": templates.to_bytes(templates.from_bytes(given.templates))},
    "sharing.merge_templates": lambda given: {
        "merged": templates.to_bytes(
            templates.merge(templates.from_bytes(given.one), templates.from_bytes(given.other))
        )
    },
}
