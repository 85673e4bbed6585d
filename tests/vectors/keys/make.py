"""Vectors of `docs/spec/keys.md`, and of the content keys of `docs/spec/envelope.md` §4."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crypto import box, encoding, envelope, keys, objects, padding
from crypto.keys import Keyring
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.keys.person import Person

PERSON = Person.at_epoch(2)
ACCOUNT = PERSON.account_key
VAULT = PERSON.vault_id
OTHER_ID = fixed("other id", 16)
OBJECT_ID = fixed("object", 16)
DEVICE_ID = fixed("device", 16)


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    yield accepted("derive", "what an account key gives", "keys.derive", account_key=ACCOUNT, device_id=DEVICE_ID)
    other = {"account_key": ACCOUNT, "device_id": OTHER_ID}
    yield accepted("derive-other-device", "another device has another sas and the same keys", "keys.derive", **other)
    yield from slots()
    yield from keyrings()
    yield from accounts()
    yield from versions()
    yield from local_records()


def slots() -> Iterator[Vector]:
    """Yield slots of both kinds, their records, and slots read in the wrong place."""
    good = {"kind": 1, "wrap": PERSON.wrap, "vault_id": VAULT, "epoch": 2, "slot": PERSON.passphrase_slot}
    fiche = {**good, "kind": 2, "wrap": PERSON.recovery_wrap, "slot": PERSON.recovery_slot}
    yield accepted("slot-passphrase", "a passphrase slot", "keys.open_slot", **good)
    yield accepted("slot-recovery", "a recovery slot", "keys.open_slot", **fiche)
    context = envelope.Context(envelope.PASSPHRASE_SLOT, VAULT, envelope.NO_ID, 0, 2)
    cases = {
        "slot-kind": ("a passphrase slot read as a recovery slot", {"kind": 2}),
        "slot-other-wrap": ("the wrap of another passphrase", {"wrap": fixed("other wrap")}),
        "slot-other-vault": ("a slot of another vault", {"vault_id": OTHER_ID}),
        "slot-other-epoch": ("a slot of another epoch", {"epoch": 1}),
        "slot-cut": ("a slot that is cut", {"slot": PERSON.passphrase_slot[:-1]}),
        "slot-31-bytes": ("a slot that holds 31 bytes", {"slot": envelope.seal(PERSON.wrap, context, bytes(31))}),
        "slot-empty": ("a slot that holds nothing", {"slot": envelope.seal(PERSON.wrap, context, b"")}),
    }
    for name, (comment, change) in cases.items():
        yield refused(name, comment, "sealed", "keys.open_slot", **{**good, **change})
    record = {"kind": 1, "kdf_id": 1, "salt": PERSON.salt, "slot": PERSON.passphrase_slot}
    yield accepted("record-passphrase", "the record of a passphrase slot", "keys.slot_record", **record)
    record = {"kind": 2, "kdf_id": 0, "salt": b"", "slot": PERSON.recovery_slot}
    yield accepted("record-recovery", "the record of a recovery slot has an empty salt", "keys.slot_record", **record)


def keyrings() -> Iterator[Vector]:
    """Yield keyrings, genuine and not."""
    good = {
        name: PERSON.account[name] for name in ("account_key", "vault_id", "epoch", "identity", "box_key", "keyring")
    }
    yield accepted("keyring", "a keyring at epoch 2, with one past account key", "keys.open_keyring", **good)
    other = Keyring(fixed("other seed"), fixed("other secret"))
    swapped_box = replace(PERSON.keyring, box_secret=other.box_secret)
    cases = {
        "keyring-identity": ("sealed for the public keys given, another seed inside", {"keyring": resealed(other)}),
        "keyring-box-key": ("sealed for the public keys given, with another box secret inside",
                            {"keyring": resealed(swapped_box)}),
        "keyring-other-identity": ("read with another identity", {"identity": other.identity}),
        "keyring-other-box-key": ("read with another box key", {"box_key": other.box_key}),
        "keyring-other-account-key": ("another account key", {"account_key": fixed("other account key")}),
        "keyring-other-epoch": ("a keyring of another epoch", {"epoch": 1}),
        "keyring-other-vault": ("a keyring of another vault", {"vault_id": OTHER_ID}),
        "keyring-cut": ("a keyring that is cut", {"keyring": PERSON.sealed_keyring[:-1]}),
    }  # fmt: skip
    for name, (comment, change) in cases.items():
        yield refused(name, comment, "sealed", "keys.open_keyring", **{**good, **change})
    seed, secret = PERSON.keyring.sign_seed, PERSON.keyring.box_secret
    shapes: dict[str, tuple[str, Any]] = {
        "keyring-short-seed": ("a seed of 31 bytes", {"box_secret": secret, "past": [], "sign_seed": seed[:-1]}),
        "keyring-extra-key": ("a key that the page does not name",
                              {"box_secret": secret, "more": 1, "past": [], "sign_seed": seed}),
        "keyring-without-past": ("no past", {"box_secret": secret, "sign_seed": seed}),
        "keyring-short-past": ("a past account key of 16 bytes",
                               {"box_secret": secret, "past": [bytes(16)], "sign_seed": seed}),
    }  # fmt: skip
    for name, (comment, value) in shapes.items():
        sealed = resealed_bytes(padding.pad(encoding.encode(value)))
        yield refused(name, comment, "encoding", "keys.open_keyring", **{**good, "keyring": sealed})
    bare = resealed_bytes(PERSON.keyring.to_bytes())
    yield refused(
        "keyring-not-padded", "a keyring without padding", "encoding", "keys.open_keyring", **{**good, "keyring": bare}
    )


def accounts() -> Iterator[Vector]:
    """Yield account checks: what a server says, held against the state of the chain."""
    good = {**PERSON.account, "slots": PERSON.slots, "state": PERSON.state}
    passphrase, fiche = PERSON.slots
    yield accepted("account", "an account that is the one in the chain", "keys.check_account", **good)
    for name, slots_given in {"passphrase": [passphrase], "recovery": [fiche]}.items():
        comment = f"only the {name} slot was received"
        yield accepted(f"account-{name}-only", comment, "keys.check_account", **{**good, "slots": slots_given})
    past = Person.at_epoch(1)
    no_past = replace(PERSON.keyring, past=())
    cases: dict[str, tuple[str, dict[str, Any]]] = {
        "account-older": ("the whole account of an earlier epoch", {**past.account, "slots": past.slots}),
        "account-other-state": ("a chain older than the account", {"state": past.state}),
        "account-old-slot": ("a passphrase slot that newer links replaced",
                             {"slots": [{**passphrase, "slot": past.passphrase_slot}, fiche]}),
        "account-old-fiche": ("a recovery slot that newer links replaced",
                              {"slots": [passphrase, {**fiche, "slot": past.recovery_slot}]}),
        "account-other-salt": ("another salt", {"slots": [{**passphrase, "salt": OTHER_ID}, fiche]}),
        "account-other-kdf": ("another derivation", {"slots": [{**passphrase, "kdf_id": 2}, fiche]}),
        "account-other-keyring": ("a keyring sealed again: another hash", {"keyring": resealed(PERSON.keyring)}),
        "account-no-slot": ("no slot at all", {"slots": []}),
        "account-past-missing": ("a keyring without its past account key, listed by the chain",
                                 PERSON.with_keyring(no_past)),
        "account-past-extra": ("a keyring with a past account key too many, listed by the chain",
                               PERSON.with_keyring(replace(PERSON.keyring, past=(bytes(32), bytes(32))))),
    }  # fmt: skip
    for name, (comment, change) in cases.items():
        yield refused(name, comment, "rollback", "keys.check_account", **{**good, **change})


def versions() -> Iterator[Vector]:
    """Yield wraps and bodies."""
    sealed = objects.seal_object(ACCOUNT, VAULT, OBJECT_ID, 3, 2, b"une phrase")
    index = objects.seal_object(ACCOUNT, VAULT, envelope.NO_ID, 3, 2, b"an index")
    wrap = {
        "account_key": ACCOUNT,
        "vault_id": VAULT,
        "object_id": OBJECT_ID,
        "revision": 3,
        "epoch": 2,
        "wrap": sealed.wrap,
    }
    body = {**wrap, "body": sealed.body}
    other = objects.seal_object(ACCOUNT, VAULT, OBJECT_ID, 3, 2, b"une autre phrase")
    yield accepted("wrap", "a wrap", "keys.open_wrap", **wrap)
    yield accepted("object", "a body by its wrap", "keys.open_object", **body)
    as_index = {"object_id": envelope.NO_ID, "wrap": index.wrap, "body": index.body}
    yield accepted(
        "object-index", "the id 0^16 is read under the type of an index", "keys.open_object", **{**body, **as_index}
    )
    changes: dict[str, tuple[str, dict[str, Any]]] = {
        "other-revision": ("read as another revision", {"revision": 4}),
        "other-id": ("read as another object", {"object_id": OTHER_ID}),
        "other-epoch": ("read under another epoch", {"epoch": 1}),
        "other-vault": ("read in another vault", {"vault_id": OTHER_ID}),
        "other-account-key": ("read under another account key", {"account_key": fixed("other account key")}),
        "cut": ("cut", {"wrap": sealed.wrap[:-1]}),
    }
    for name, (comment, change) in changes.items():
        yield refused(f"wrap-{name}", f"a wrap {comment}", "sealed", "keys.open_wrap", **{**wrap, **change})
    bodies: dict[str, tuple[str, dict[str, Any]]] = {
        "of-another-wrap": ("under the wrap of another body of the same version", {"wrap": other.wrap}),
        "as-index": ("given for an index", {"object_id": envelope.NO_ID}),
        "older": ("of another revision under a genuine wrap",
                  {"body": objects.seal_object(ACCOUNT, VAULT, OBJECT_ID, 2, 2, b"avant").body}),
        "cut": ("cut", {"body": sealed.body[:-1]}),
    }  # fmt: skip
    for name, (comment, change) in bodies.items():
        yield refused(f"object-{name}", f"a body {comment}", "sealed", "keys.open_object", **{**body, **change})
    key = objects.open_wrap(ACCOUNT, VAULT, OBJECT_ID, 3, 2, sealed.wrap)
    bare = envelope.seal(key, objects.body_context(VAULT, OBJECT_ID, 3), b"une phrase")
    yield refused(
        "object-not-padded", "a body without padding", "encoding", "keys.open_object", **{**body, "body": bare}
    )


def local_records() -> Iterator[Vector]:
    """Yield records kept on a device and texts written while closed."""
    record_id = fixed("record", 16)
    local = {
        "account_key": ACCOUNT,
        "vault_id": VAULT,
        "record_id": record_id,
        "epoch": 2,
        "sealed": keys.seal_local(ACCOUNT, VAULT, record_id, 2, b"an outbox record"),
    }
    sas_key = box.box_key_of(keys.sas_secret(ACCOUNT, DEVICE_ID))
    sas = {
        **local,
        "device_id": DEVICE_ID,
        "sealed": keys.seal_sas(sas_key, VAULT, record_id, 2, "écrit fermé".encode()),
    }
    yield accepted("local", "a record of this device", "keys.open_local", **local)
    yield accepted("sas", "a text written while closed", "keys.open_sas", **sas)
    changes: dict[str, tuple[str, dict[str, Any]]] = {
        "other-record": ("another record", {"record_id": OTHER_ID}),
        "other-epoch": ("another epoch", {"epoch": 1}),
        "other-account-key": ("another account key", {"account_key": fixed("other account key")}),
    }
    for name, (comment, change) in changes.items():
        yield refused(f"local-{name}", f"read for {comment}", "sealed", "keys.open_local", **{**local, **change})
        yield refused(f"sas-{name}", f"read for {comment}", "sealed", "keys.open_sas", **{**sas, **change})
    other = {**sas, "device_id": OTHER_ID}
    yield refused("sas-other-device", "opened on another device", "sealed", "keys.open_sas", **other)


def resealed(keyring: Keyring) -> bytes:
    """Return a keyring sealed again, in the context of the person's public keys."""
    return resealed_bytes(padding.pad(keyring.to_bytes()))


def resealed_bytes(plaintext: bytes) -> bytes:
    """Return bytes sealed where the person's keyring goes."""
    context = keys.keyring_context(VAULT, PERSON.epoch, PERSON.keyring.identity, PERSON.keyring.box_key)
    return envelope.seal(keys.keyring_key(ACCOUNT), context, plaintext)
