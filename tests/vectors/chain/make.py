"""Vectors of `docs/spec/chain.md`."""

from collections.abc import Iterator
from dataclasses import replace

from crypto import chain, encoding, objects
from crypto.chain import Mark
from crypto.objects import Index
from crypto.operations import Create, Reconcile, Rekey, Tombstone
from tests.vectors import notation
from tests.vectors.chain import links
from tests.vectors.chain.vault import FIRST, PERSON, SECOND, SEED, THIRD, VAULT, Vault, put
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.keys.person import Person

VERIFY = "chain.verify"
NEXT = Person.at_epoch(2)
NEW = Person.at_epoch(2, identity="new seed")


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    yield from links.vectors()
    yield from good_chains()
    yield from objects_and_slots()
    yield from rekeys()
    yield from checkpoints()
    yield from beginnings()
    yield from states()
    yield from marks()


def verified(name: str, comment: str, vault: Vault, *more: bytes) -> Vector:
    """Return a chain that verifies."""
    given = {"chain_id": VAULT, "identity": PERSON.keyring.identity, "links": [*vault.links, *more]}
    return accepted(name, comment, VERIFY, **given)


def broken(name: str, comment: str, vault: Vault, last: bytes, code: str = "chain") -> Vector:
    """Return a chain whose last link is refused."""
    given = {"chain_id": VAULT, "identity": PERSON.keyring.identity, "links": [*vault.links, last]}
    return refused(name, comment, code, VERIFY, **given)


def good_chains() -> Iterator[Vector]:
    """Yield chains that follow every rule."""
    yield verified("verify-create", "link 0 alone", Vault())
    texts = Vault().add(put(FIRST, 1), put(SECOND, 1, end=20000)).add(put(FIRST, 2)).add(Tombstone(SECOND))
    yield verified("verify-texts", "texts put, changed and ended", texts)
    yield verified("verify-same-link", "a text put twice and ended in one link", Vault().add(
        put(THIRD, 1), put(THIRD, 2), Tombstone(THIRD)))  # fmt: skip
    vault = Vault().add(put(FIRST, 1))
    vault.add(vault.checkpoint()).add(put(FIRST, 2))
    vault.add(vault.checkpoint()).add(vault.checkpoint())
    yield verified("verify-checkpoints", "checkpoints among texts, two in a row", vault)
    vault = Vault().add(put(FIRST, 1))
    yield verified("verify-rekey", "a rekey that keeps the identity", vault.add(*vault.rekey(NEXT)).add(put(FIRST, 2)))
    vault = Vault().add(put(FIRST, 1))
    vault.add(*vault.rekey(NEW))
    vault.seed = NEW.keyring.sign_seed
    vault.add(vault.checkpoint())
    yield verified("verify-new-identity", "a rekey with a new identity, which signs what follows", vault)
    yield verified("verify-reconcile", "the head of another branch", Vault().add(Reconcile(fixed("other head"))))
    changed = replace(PERSON.records[0], slot_hash=fixed("new slot"))
    slots = replace(PERSON.slots_operation, slots=(changed, PERSON.records[1]))
    yield verified("verify-new-passphrase", "a new passphrase slot in the same epoch", Vault().add(slots))


def objects_and_slots() -> Iterator[Vector]:
    """Yield puts, tombstones, slots and reconciliations that break a rule of §4."""
    texts = Vault().add(put(FIRST, 1), put(SECOND, 1)).add(Tombstone(SECOND))
    slots, (passphrase, fiche) = PERSON.slots_operation, PERSON.records
    cases = {
        "put-starts-at-2": ("a new object that starts at revision 2", [put(THIRD, 2)]),
        "put-revision-skipped": ("a revision that skips one", [put(FIRST, 3)]),
        "put-revision-again": ("the current revision again", [put(FIRST, 1)]),
        "put-tombstoned": ("a put of a tombstoned object", [put(SECOND, 1)]),
        "put-tombstoned-next": ("a put of a tombstoned object at its next revision", [put(SECOND, 2)]),
        "put-index": ("a put of the index's id", [put(bytes(16), 1)]),
        "put-twice-same-revision": ("the same revision twice in a link", [put(THIRD, 1), put(THIRD, 1)]),
        "put-after-its-tombstone": ("a put after the tombstone of its own link", [Tombstone(FIRST), put(FIRST, 2)]),
        "good-then-bad": ("a good operation before one that breaks a rule", [put(THIRD, 1), put(FIRST, 9)]),
        "tombstone-unknown": ("a tombstone of an object that never was", [Tombstone(THIRD)]),
        "tombstone-twice": ("a second tombstone", [Tombstone(SECOND)]),
        "slots-epoch-next": ("slots of the next epoch without a rekey", [replace(slots, epoch=2)]),
        "slots-epoch-zero": ("slots of epoch 0", [replace(slots, epoch=0)]),
        "slots-keyring": ("another keyring without a rekey", [replace(slots, keyring_hash=fixed("other"))]),
        "slots-fiche": ("another fiche without a rekey",
                        [replace(slots, slots=(passphrase, replace(fiche, slot_hash=fixed("other"))))]),
        "slots-order": ("the recovery slot first", [replace(slots, slots=(fiche, passphrase))]),
        "slots-one": ("only one slot", [replace(slots, slots=(passphrase,))]),
        "slots-three": ("a third slot", [replace(slots, slots=(passphrase, fiche, fiche))]),
        "slots-two-passphrases": ("two passphrase slots", [replace(slots, slots=(passphrase, passphrase))]),
        "slots-other-kind": ("a slot of an unknown kind",
                             [replace(slots, slots=(passphrase, replace(fiche, kind=3)))]),
        "slots-kdf-zero": ("a passphrase slot without derivation",
                           [replace(slots, slots=(replace(passphrase, kdf_id=0), fiche))]),
        "slots-fiche-kdf": ("a recovery slot with a derivation",
                            [replace(slots, slots=(passphrase, replace(fiche, kdf_id=1)))]),
        "reconcile-own": ("a reconciliation with its own branch", [Reconcile(texts.state.head)]),
        "create-again": ("a second create", [Create(PERSON.keyring.box_key), slots]),
        "create-among-puts": ("a create after a put", [put(THIRD, 1), Create(PERSON.keyring.box_key)]),
    }  # fmt: skip
    for name, (comment, its_operations) in cases.items():
        yield broken(name, comment, texts, texts.sign(*its_operations))


def rekeys() -> Iterator[Vector]:
    """Yield rekeys that break a rule of §4 or §5."""
    vault = Vault().add(put(FIRST, 1))
    plain, slots = vault.rekey(NEXT)
    full, new_slots = vault.rekey(NEW)
    same = vault.cosign(
        Rekey(2, fixed("wraps"), PERSON.keyring.identity, PERSON.keyring.box_key), slots, PERSON.keyring.sign_seed
    )
    elsewhere = Vault()
    moved, _ = elsewhere.rekey(NEW)
    cases = {
        "rekey-alone": ("a rekey without slots", [plain], "chain"),
        "rekey-second": ("slots before their rekey", [slots, plain], "chain"),
        "rekey-with-put": ("a put in the link of a rekey", [plain, slots, put(SECOND, 1)], "chain"),
        "rekey-then-put": ("a put where the slots go", [plain, put(SECOND, 1)], "chain"),
        "rekey-twice": ("two rekeys", [plain, plain], "chain"),
        "rekey-epoch-same": ("the current epoch", [replace(plain, epoch=1), replace(slots, epoch=1)], "chain"),
        "rekey-epoch-skipped": ("an epoch that skips one", [replace(plain, epoch=3), replace(slots, epoch=3)], "chain"),
        "rekey-slots-old-epoch": ("slots of the epoch before", [plain, replace(slots, epoch=1)], "chain"),
        "rekey-same-identity": ("a new identity that is the current one", [same, slots], "chain"),
        "rekey-no-box-key": ("a new identity without box key", [replace(full, box_key=None), new_slots], "chain"),
        "rekey-no-identity": ("a new box key without identity", [replace(full, identity=None), new_slots], "chain"),
        "rekey-no-cosignature": ("a new identity that does not sign",
                                 [replace(full, cosignature=None), new_slots], "chain"),
        "rekey-only-cosignature": ("a cosignature without identity",
                                   [replace(plain, cosignature=full.cosignature), slots], "chain"),
        "cosignature-zeros": ("a cosignature of zeros", [replace(full, cosignature=bytes(64)), new_slots], "signature"),
        "cosignature-old-identity": ("cosigned by the old identity",
                                     [vault.cosign(full, new_slots, SEED), new_slots], "signature"),
        "cosignature-other-place": ("a cosignature made for another place", [moved, new_slots], "signature"),
        "cosignature-other-wraps": ("other wraps than those cosigned",
                                    [replace(full, wraps_hash=fixed("other wraps")), new_slots], "signature"),
        "cosignature-other-box-key": ("another box key than the one cosigned",
                                      [replace(full, box_key=fixed("other box key")), new_slots], "signature"),
        "cosignature-other-slots": ("other slots than those cosigned",
                                    [full, replace(new_slots, keyring_hash=fixed("other"))], "signature"),
    }  # fmt: skip
    for name, (comment, its_operations, code) in cases.items():
        yield broken(name, comment, vault, vault.sign(*its_operations), code)
    after = Vault()
    after.add(*after.rekey(NEW))
    yield broken(
        "rekey-old-author-after", "the old identity signs on after a new one", after, after.sign(put(FIRST, 1))
    )
    early = Vault()
    early.seed = NEW.keyring.sign_seed
    signed = early.sign(*early.rekey(NEW))
    yield broken("rekey-signed-by-new", "a rekey signed by the new identity instead of the old one", early, signed)


def checkpoints() -> Iterator[Vector]:
    """Yield checkpoints that break a rule of §4 or §6."""
    vault = Vault().add(put(FIRST, 1))
    vault.add(vault.checkpoint()).add(put(FIRST, 2))
    good = vault.checkpoint()
    cases = {
        "checkpoint-number-same": ("the number of the last one", [replace(good, number=1)]),
        "checkpoint-number-skipped": ("a number that skips one", [replace(good, number=3)]),
        "checkpoint-other-state": ("the hash of another state", [replace(good, state_hash=fixed("other state"))]),
        "checkpoint-older-state": ("the hash of the state two links before",
                                   [replace(good, state_hash=Vault().add(put(FIRST, 1)).state.state_hash())]),
        "checkpoint-with-put": ("a put beside a checkpoint", [put(SECOND, 1), good]),
        "checkpoint-before-put": ("a put after a checkpoint", [good, put(SECOND, 1)]),
        "checkpoint-twice": ("two checkpoints in a link", [good, replace(good, number=3)]),
    }  # fmt: skip
    for name, (comment, its_operations) in cases.items():
        yield broken(name, comment, vault, vault.sign(*its_operations))


def beginnings() -> Iterator[Vector]:
    """Yield link 0 in every wrong form."""
    create, slots = Create(PERSON.keyring.box_key), PERSON.slots_operation
    cases = {
        "first-without-create": ("a first link that creates nothing", [put(FIRST, 1)]),
        "first-only-create": ("a first link without slots", [create]),
        "first-only-slots": ("a first link that is only slots", [slots]),
        "first-swapped": ("slots before create", [slots, create]),
        "first-with-put": ("a put in the first link", [create, slots, put(FIRST, 1)]),
        "first-create-twice": ("create twice", [create, create]),
        "first-epoch-2": ("a vault that begins at epoch 2", [create, replace(slots, epoch=2)]),
        "first-epoch-0": ("a vault that begins at epoch 0", [create, replace(slots, epoch=0)]),
    }
    for name, (comment, its_operations) in cases.items():
        signed = chain.sign_link(SEED, VAULT, 0, chain.NO_HEAD, its_operations)
        given = {"chain_id": VAULT, "identity": PERSON.keyring.identity, "links": [signed]}
        yield refused(name, comment, "chain", VERIFY, **given)


def states() -> Iterator[Vector]:
    """Yield public states, indexes and bundles of wraps."""
    state = Vault().add(put(FIRST, 1), put(SECOND, 1), put(THIRD, 1)).add(Tombstone(THIRD)).state
    read = "chain.read_state"
    yield accepted("state", "a state with two texts and a tombstone", read, chain_id=VAULT, state=state.to_bytes())
    values = encoding.decode(state.to_bytes())
    assert isinstance(values, list), "a state is an array"
    listed, ended = values[6], values[7]
    assert isinstance(listed, list) and isinstance(ended, list), "objects and tombstones are arrays"
    cases = {
        "state-order": ("objects out of order", [*values[:6], listed[::-1], ended]),
        "state-twice": ("an object twice", [*values[:6], [listed[0], *listed], ended]),
        "state-tombstone-twice": ("a tombstone twice", [*values[:7], ended * 2]),
        "state-seven": ("seven fields", values[:7]),
        "state-nine": ("nine fields", [*values, None]),
        "state-revision-0": ("an object at revision 0", [*values[:6], [[FIRST, 0, bytes(32), 0, None]], ended]),
    }
    for name, (comment, value) in cases.items():
        yield refused(name, comment, "encoding", read, chain_id=VAULT, state=encoding.encode(value))
    yield from indexes(state.to_bytes())
    places = [(SECOND, 2), (FIRST, 2), (SECOND, 1), (FIRST, 1)]
    wraps = [{"object_id": each, "revision": revision, "wrap": fixed("wrap", 104)} for each, revision in places]
    yield accepted("wraps-hash", "wraps in any order", "chain.wraps_hash", wraps=wraps)
    yield Vector("wraps-hash-none", "no wrap at all", "chain.wraps_hash", "ok", {"wraps": []})
    assert objects.wraps_hash([]) != bytes(32), "no wraps have a hash too"


def indexes(state: bytes) -> Iterator[Vector]:
    """Yield plaintexts of indexes."""
    index = Index({FIRST: {"title": "Le couloir"}, SECOND: {}}, state)
    yield accepted("index", "an index of two texts", "chain.read_index", index=index.to_bytes())
    entries = sorted([[FIRST, {"a": 1}], [SECOND, {}]], key=lambda entry: bytes(entry[0]))
    cases = {
        "index-order": ("entries out of order", {"entries": entries[::-1], "state": state}),
        "index-twice": ("an entry twice", {"entries": [entries[0], entries[0]], "state": state}),
        "index-summary": ("a summary that is no map", {"entries": [[FIRST, "text"]], "state": state}),
        "index-state-value": ("a state that is not bytes", {"entries": [], "state": encoding.decode(state)}),
        "index-more": ("a key that the page does not name", {"entries": [], "more": 1, "state": state}),
    }
    for name, (comment, value) in cases.items():
        yield refused(name, comment, "encoding", "chain.read_index", index=encoding.encode(value))


def marks() -> Iterator[Vector]:
    """Yield what a device says of the head it is shown."""
    mark, before = Mark(7, fixed("head 7")), Mark(5, fixed("head 5"))
    verified_before = [notation.write_mark(before)]
    cases = {
        "mark-same": ("the same head", mark, "ok"),
        "mark-later": ("a later head, to be verified", Mark(9, fixed("head 9")), "ok"),
        "mark-earlier": ("a head verified before", before, "rollback"),
        "mark-nothing": ("nothing at all", None, "rollback"),
        "mark-other-same-place": ("another head at the same place", Mark(7, fixed("other")), "fork"),
        "mark-other-earlier": ("another head at an earlier place", Mark(5, fixed("other")), "fork"),
        "mark-unknown-earlier": ("a head at an earlier place that was not verified", Mark(6, fixed("head 6")), "fork"),
    }  # fmt: skip
    for name, (comment, theirs, expect) in cases.items():
        given = {"mark": notation.write_mark(mark), "theirs": notation.write_mark(theirs), "verified": verified_before}
        yield Vector(name, comment, "chain.check_mark", expect, given)
