"""Vectors of single links: their bytes, place, author and shape (`docs/spec/chain.md` §1 to §3)."""

from collections.abc import Iterator
from typing import Any

from crypto import chain, encoding, labels, operations, signatures
from crypto.operations import Checkpoint, Create, Operation, Reconcile, Tombstone
from tests.vectors.chain.vault import FIRST, PERSON, SEED, VAULT, Vault, put, sign_bytes, sign_value, values
from tests.vectors.generate import Vector, accepted, fixed, refused

OPEN = "chain.open"
VAULT_AFTER = Vault()
PREV = VAULT_AFTER.state.head
AUTHOR = PERSON.keyring.identity
GOOD = VAULT_AFTER.sign(put(FIRST, 1))


def vectors() -> Iterator[Vector]:
    """Yield the vectors of a link at its place."""
    yield from good_links()
    yield from places()
    yield from bytes_of_links()
    yield from shapes_of_links()
    yield from shapes_of_operations()


def at_place(signed: bytes) -> dict[str, Any]:
    """Return the input that expects a link at place 1 of the vault."""
    return {"signed": signed, "chain_id": VAULT, "seq": 1, "prev": PREV, "author": AUTHOR}


def good_links() -> Iterator[Vector]:
    """Yield a link of every operation."""
    full, slots = VAULT_AFTER.rekey(PERSON.at_epoch(2, identity="new seed"))
    each: dict[str, list[Operation]] = {
        "put": [put(FIRST, 1)],
        "put-end": [put(FIRST, 1, end=20500)],
        "tombstone": [Tombstone(FIRST)],
        "create": [Create(fixed("box key")), PERSON.slots_operation],
        "rekey": [full, slots],
        "checkpoint": [Checkpoint(1, fixed("index"), 1096, fixed("state"))],
        "reconcile": [Reconcile(fixed("head"))],
        "thousand": [Tombstone(FIRST)] * 1000,
    }
    for name, its_operations in each.items():
        comment = f"a link: {name}. Whether it may stand there is the policy's question"
        yield accepted(f"open-{name}", comment, OPEN, **at_place(VAULT_AFTER.sign(*its_operations)))


def places() -> Iterator[Vector]:
    """Yield a genuine link expected elsewhere, or by someone else."""
    other = signatures.identity_of(fixed("other seed"))
    cases: dict[str, tuple[str, dict[str, Any], str]] = {
        "other-author-expected": ("a link of someone else than the author expected", {"author": other}, "chain"),
        "other-chain": ("a link of another chain", {"chain_id": fixed("other", 16)}, "chain"),
        "other-seq": ("a link expected at another place", {"seq": 2}, "chain"),
        "other-prev": ("a link that follows another head", {"prev": fixed("other head")}, "chain"),
    }
    for name, (comment, change, code) in cases.items():
        yield refused(name, comment, code, OPEN, **{**at_place(GOOD), **change})


def bytes_of_links() -> Iterator[Vector]:
    """Yield signed links whose bytes were changed, cut or signed for something else."""
    link = GOOD[96:]
    rekey_signed = AUTHOR + signatures.sign(SEED, labels.SIGN_REKEY, AUTHOR + link) + link
    no_author = AUTHOR + signatures.sign(SEED, labels.SIGN_LINK, link) + link
    other = signatures.identity_of(fixed("other seed"))
    longer_version = sign_bytes(link[:1] + b"\x18\x01" + link[2:])
    swapped = Vault().sign(put(FIRST, 2))
    cases = {
        "nothing": ("no byte at all", b"", "encoding"),
        "short": ("96 bytes: no link after the signature", GOOD[:96], "encoding"),
        "oversize": ("over 256 KiB, refused before its signature", GOOD[:96] + bytes(chain.MAX_SIZE - 95), "encoding"),
        "author-flipped": ("a bit of the author changed", flip(GOOD, 0), "chain"),
        "author-replaced": ("another author over the same signature", other + GOOD[32:], "chain"),
        "signature-flipped": ("a bit of the signature changed", flip(GOOD, 40), "signature"),
        "signature-zeros": ("a signature of zeros", GOOD[:32] + bytes(64) + link, "signature"),
        "signature-of-another": ("the signature of another link", swapped[:96] + link, "signature"),
        "signature-of-rekey": ("a signature made under the label of a rekey", rekey_signed, "signature"),
        "signature-without-author": ("a signature over the link without its author", no_author, "signature"),
        "link-flipped": ("a bit of the link changed", flip(GOOD, len(GOOD) - 1), "signature"),
        "link-cut": ("the last byte is missing", GOOD[:-1], "signature"),
        "link-extended": ("a byte was added", GOOD + b"\x00", "signature"),
        "trailing-signed": ("a byte after the array, signed", sign_bytes(link + b"\x00"), "encoding"),
        "not-canonical-signed": ("a version on two bytes, signed", longer_version, "encoding"),
        "not-encoding-signed": ("bytes that are no value, signed", sign_bytes(b"\xff"), "encoding"),
    }  # fmt: skip
    for name, (comment, signed, code) in cases.items():
        yield refused(name, comment, code, OPEN, **at_place(signed))


def flip(signed: bytes, place: int) -> bytes:
    """Return the bytes with the lowest bit of one of them changed."""
    return signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]


def shapes_of_links() -> Iterator[Vector]:
    """Yield signed arrays that are not the array of a link."""
    one = values([put(FIRST, 1)])
    cases: dict[str, tuple[str, Any, str]] = {
        "version-2": ("version 2", [2, VAULT, 1, PREV, one], "version"),
        "version-0": ("version 0", [0, VAULT, 1, PREV, one], "version"),
        "version-2-elsewhere": ("version 2 at another place: the version first", [2, VAULT, 5, PREV, one], "version"),
        "version-2-six": ("version 2 with a sixth element: its shape first", [2, VAULT, 1, PREV, one, 0], "encoding"),
        "version-true": ("true for a version", [True, VAULT, 1, PREV, one], "encoding"),
        "four-elements": ("four elements", [1, VAULT, 1, PREV], "encoding"),
        "map": ("a map", {"operations": one}, "encoding"),
        "text-chain-id": ("a chain id as text", [1, "a" * 16, 1, PREV, one], "encoding"),
        "short-chain-id": ("a chain id of 15 bytes", [1, VAULT[:-1], 1, PREV, one], "encoding"),
        "short-prev": ("a head of 31 bytes", [1, VAULT, 1, PREV[:-1], one], "encoding"),
        "null-prev": ("no head", [1, VAULT, 1, None, one], "encoding"),
        "text-seq": ("a place as text", [1, VAULT, "1", PREV, one], "encoding"),
        "no-operation": ("no operation", [1, VAULT, 1, PREV, []], "encoding"),
        "too-many-operations": ("1,001 operations", [1, VAULT, 1, PREV, one * 1001], "encoding"),
        "operations-null": ("null for operations", [1, VAULT, 1, PREV, None], "encoding"),
    }
    for name, (comment, value, code) in cases.items():
        yield refused(name, comment, code, OPEN, **at_place(sign_value(value)))


def shapes_of_operations() -> Iterator[Vector]:
    """Yield links with one operation whose shape is wrong or whose name is unknown."""
    for name, (comment, value, code) in shapes().items():
        signed = sign_value([1, VAULT, 1, PREV, value])
        yield refused(f"operation-{name}", comment, code, OPEN, **at_place(signed))


def shapes() -> dict[str, tuple[str, list[Any], str]]:
    """Return arrays of operations that are refused for their shape."""
    good = operations.to_value(put(FIRST, 1))
    slots = operations.to_value(PERSON.slots_operation)
    record = PERSON.records[0].to_value()
    head: encoding.Value = fixed("head")
    single: dict[str, tuple[str, Any]] = {
        "empty": ("an operation without name", []),
        "map": ("an operation that is a map", {"put": good}),
        "bytes-name": ("a name that is bytes", [b"put", *good[1:]]),
        "put-short": ("a put without its end", good[:-1]),
        "put-long": ("a put with one field more", [*good, None]),
        "put-revision-0": ("a put at revision 0", [*good[:2], 0, *good[3:]]),
        "put-revision-true": ("true for a revision", [*good[:2], True, *good[3:]]),
        "put-boxes": ("a put with boxes, which a vault has not", [*good[:5], head, None, None]),
        "put-parent": ("a put with a parent, which a vault has not", [*good[:5], None, FIRST, None]),
        "put-id-15": ("an object id of 15 bytes", ["put", FIRST[:-1], *good[2:]]),
        "put-hash-31": ("a body hash of 31 bytes", [*good[:3], bytes(31), *good[4:]]),
        "put-end-text": ("an end as text", [*good[:7], "20000"]),
        "put-size-null": ("no size", [*good[:4], None, *good[5:]]),
        "create-group": ("a chain that is not a vault", ["create", "group", head]),
        "create-short": ("a create without box key", ["create", "vault"]),
        "create-box-key-16": ("a box key of 16 bytes", ["create", "vault", bytes(16)]),
        "tombstone-long": ("a tombstone with a reason", ["tombstone", FIRST, "tired"]),
        "tombstone-32": ("a tombstone of 32 bytes", ["tombstone", head]),
        "slots-none": ("no slot", [*slots[:3], []]),
        "slots-nine": ("nine slots", [*slots[:3], [record] * 9]),
        "slots-record-short": ("a slot's record without its slot hash", [*slots[:3], [record[:3]]]),
        "slots-salt-hash-16": ("a salt hash of 16 bytes", [*slots[:3], [[1, 1, bytes(16), head]]]),
        "slots-kdf-null": ("no derivation id", [*slots[:3], [[1, None, head, head]]]),
        "rekey-short": ("a rekey without cosignature", ["rekey", 2, head, None, None]),
        "rekey-identity-31": ("an identity of 31 bytes", ["rekey", 2, head, bytes(31), head, bytes(64)]),
        "rekey-cosignature-63": ("a cosignature of 63 bytes", ["rekey", 2, head, head, head, bytes(63)]),
        "checkpoint-short": ("a checkpoint without state hash", ["checkpoint", 1, head, 1096]),
        "reconcile-null": ("a reconciliation with nothing", ["reconcile", None]),
    }
    unknown = {
        "unknown": ("an unknown name", [["add", head]]),
        "unknown-proto": ("an inherited name", [["__proto__", head]]),
        "unknown-constructor": ("another inherited name", [["constructor"]]),
        "unknown-case": ("a name in capitals", [["PUT", *good[1:]]]),
        "unknown-second": ("an unknown name after a good operation", [good, ["rotate"]]),
        "unknown-then-bad-shape": ("an unknown name before a bad shape: the first one", [["rotate"], ["put"]]),
    }
    found = {name: (comment, [value], "encoding") for name, (comment, value) in single.items()}
    found |= {name: (comment, value, "version") for name, (comment, value) in unknown.items()}
    return found | {"bad-shape-then-unknown": ("a bad shape before an unknown name", [["put"], ["rotate"]], "encoding")}
