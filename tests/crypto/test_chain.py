"""Properties of the chain and of the state it leaves."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import chain, labels, primitives, signatures, vault_policy, vault_state
from crypto.errors import ChainError, ForkError, ReculError, RollbackError, SignatureError
from crypto.operations import Checkpoint, Create, Operation, Put, Rekey, SlotRecord, Slots, Tombstone
from crypto.vault_state import VaultState

SEED = bytes(range(32))
IDENTITY = signatures.identity_of(SEED)
CHAIN_ID = b"a vault of tests"
SLOTS = Slots(1, bytes(32), (SlotRecord(1, 1, bytes(32), bytes(32)), SlotRecord(2, 0, bytes(32), bytes(32))))
IDS = [bytes([number]) * 16 for number in range(1, 5)]


def a_vault() -> VaultState:
    """Return the state of a vault after its first link."""
    state = VaultState.before_create(CHAIN_ID, IDENTITY)
    state.append(chain.sign_link(SEED, CHAIN_ID, 0, chain.NO_HEAD, [Create(b"b" * 32), SLOTS]))
    return state


def signed_next(state: VaultState, *operations: Operation) -> bytes:
    """Return the next link of a vault, signed by its owner."""
    return chain.sign_link(SEED, CHAIN_ID, state.next_seq, state.head, operations)


def put(object_id: bytes, revision: int) -> Put:
    """Return a put of some body."""
    return Put(object_id, revision, primitives.hash(labels.HASH_BODY, object_id), 1096)


@given(st.lists(st.tuples(st.sampled_from(IDS), st.booleans()), max_size=12))
@settings(max_examples=60)
def test_the_state_is_that_of_a_plain_model(acts: list[tuple[bytes, bool]]) -> None:
    """After any series of puts and tombstones, valid or not, the state equals a dictionary kept beside it."""
    state, revisions, ended = a_vault(), dict[bytes, int](), set[bytes]()
    for object_id, ends in acts:
        allowed = object_id in revisions if ends else object_id not in ended
        operation = Tombstone(object_id) if ends else put(object_id, revisions.get(object_id, 0) + 1)
        if not allowed:
            with pytest.raises(ChainError):
                state.append(signed_next(state, operation))
            continue
        state.append(signed_next(state, operation))
        if ends:
            del revisions[object_id]
            ended.add(object_id)
        else:
            revisions[object_id] = revisions.get(object_id, 0) + 1
    assert {object_id: record.revision for object_id, record in state.objects.items()} == revisions
    assert state.tombstones == ended
    assert vault_state.from_bytes(CHAIN_ID, state.to_bytes()).to_bytes() == state.to_bytes()


def test_a_refused_link_leaves_the_state_as_it_was() -> None:
    """A link whose last operation breaks a rule changes nothing, though its first ones were good."""
    state = a_vault()
    before = state.to_bytes(), state.mark
    with pytest.raises(ChainError):
        state.append(signed_next(state, put(IDS[0], 1), Tombstone(IDS[0]), put(IDS[0], 2)))
    assert (state.to_bytes(), state.mark) == before


def test_a_checkpoint_is_alone_and_names_the_state_before_its_link() -> None:
    """A checkpoint beside another operation, or of another state than the one before it, is refused."""
    state = a_vault()
    state.append(signed_next(state, put(IDS[0], 1)))
    good = Checkpoint(1, bytes(32), 1096, state.state_hash())
    with pytest.raises(ChainError):
        state.append(signed_next(state, put(IDS[1], 1), good))
    with pytest.raises(ChainError):
        state.append(signed_next(state, replace(good, state_hash=bytes(32))))
    state.append(signed_next(state, good))
    assert state.standing.checkpoint == 1


def test_a_new_passphrase_slot_keeps_the_keyring_and_the_fiche() -> None:
    """Outside a rekey, slots that change the keyring hash or the recovery slot are refused."""
    state = a_vault()
    passphrase, fiche = SLOTS.slots
    changed = replace(passphrase, slot_hash=b"n" * 32)
    for other in (
        replace(SLOTS, keyring_hash=b"k" * 32),
        replace(SLOTS, slots=(changed, replace(fiche, slot_hash=b"n" * 32))),
        replace(SLOTS, slots=(fiche, changed)),
    ):
        with pytest.raises(ChainError):
            state.append(signed_next(state, other))
    state.append(signed_next(state, replace(SLOTS, slots=(changed, fiche))))
    assert state.standing.slots[0] == changed


def test_a_new_identity_signs_the_slots_too() -> None:
    """A rekey whose slots were changed after the new identity signed is refused; the genuine one passes."""
    state, new_seed = a_vault(), bytes(range(1, 33))
    slots = replace(SLOTS, epoch=2)
    rekey = Rekey(2, bytes(32), signatures.identity_of(new_seed), b"n" * 32)
    rekey = vault_policy.cosign(new_seed, CHAIN_ID, state.next_seq, state.head, rekey, slots)
    with pytest.raises(SignatureError):
        state.append(signed_next(state, rekey, replace(slots, keyring_hash=b"t" * 32)))
    state.append(signed_next(state, rekey, slots))
    assert state.standing.identity == rekey.identity


@given(st.integers(0, 2**20), st.integers(1, 255))
@settings(max_examples=100)
def test_no_altered_link_is_accepted(place: int, change: int) -> None:
    """A link with any byte changed is refused."""
    state = a_vault()
    signed = bytearray(signed_next(state, put(IDS[0], 1)))
    signed[place % len(signed)] ^= change
    with pytest.raises(ReculError):
        state.append(bytes(signed))


def test_links_open_backwards_by_the_head_that_names_them() -> None:
    """An earlier link is believed for its hash alone, and no other bytes pass for it."""
    state = a_vault()
    signed = signed_next(state, put(IDS[0], 1))
    link = state.append(signed)
    assert chain.open_known(signed, CHAIN_ID, 1, link.head) == link
    with pytest.raises(ChainError):
        chain.open_known(signed + b"\x00", CHAIN_ID, 1, link.head)
    with pytest.raises(ChainError):
        chain.open_known(signed, CHAIN_ID, 2, link.head)


def test_the_signature_is_no_part_of_the_head() -> None:
    """Two signatures over the same link give the same head, and only the right one opens it."""
    state = a_vault()
    signed = signed_next(state, put(IDS[0], 1))
    other = signed[:32] + bytes(64) + signed[96:]
    assert chain.head_of(other) == chain.head_of(signed)
    with pytest.raises(SignatureError):
        state.append(other)


def test_marks_tell_a_rollback_from_a_fork() -> None:
    """A head verified earlier is a rollback, any other that does not extend the mark is a fork."""
    mark, verified = chain.Mark(3, b"h" * 32), {2: b"g" * 32}.get
    chain.check_mark(mark, mark, verified)
    chain.check_mark(mark, chain.Mark(4, b"x" * 32), verified)
    for theirs in (chain.Mark(2, b"g" * 32), None):
        with pytest.raises(RollbackError):
            chain.check_mark(mark, theirs, verified)
    for theirs in (chain.Mark(3, b"x" * 32), chain.Mark(2, b"x" * 32)):
        with pytest.raises(ForkError):
            chain.check_mark(mark, theirs, verified)
