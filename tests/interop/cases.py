"""The families of cases: each draws the input of an operation, and says whether it was sealed again after mutation."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from crypto import box, encoding, envelope, frames, keys, objects, padding, signatures
from crypto.encoding import Value
from crypto.envelope import Context
from crypto.errors import ReculError
from crypto.frames import LinkFrame, MissingFrame, WrapFrame
from crypto.operations import Checkpoint, Create, Operation, Reconcile, Tombstone, to_value
from tests.interop.draw import Draw
from tests.interop.group_cases import GROUP_FAMILIES
from tests.vectors import generate, notation
from tests.vectors.chain.vault import FIRST, PERSON, SECOND, SEED, THIRD, VAULT, Vault, put, sign_bytes
from tests.vectors.export.make import Notebook
from tests.vectors.keys.person import Person

FROM_OUTSIDE = {
    "encoded", "envelope", "box", "signed", "file", "slot", "wrap", "body", "keyring", "sealed", "state", "index",
    "padded", "signature", "identity", "letter", "offer", "reveal", "boxes", "seat", "document", "witness", "memory",
    "aliases", "templates", "one", "other",
}  # fmt: skip
SLOW = {"password.derive", "ceremony.words"}
NEXT, NEW = Person.at_epoch(2), Person.at_epoch(2, identity="new seed")
TEXT = b"une phrase, puis une autre"


class Case(NamedTuple):
    """The operation and the input of a vector, before it is answered."""

    operation: str
    given: dict[str, Any]
    resealed: bool


@cache
def vectors() -> list[dict[str, Any]]:
    """Return the committed vectors, without those that take long."""
    read = [json.loads(path.read_text()) for path in sorted(Path(generate.FOLDER).glob("*/*.json"))]
    return [each for each in read if each["operation"] not in SLOW and "passphrase" not in each["input"]]


def of_a_vector(draw: Draw) -> Case:
    """Change the bytes of one field of a committed vector."""
    vector = draw.one_of(vectors())
    given = dict(vector["input"])
    names = [name for name, field in given.items() if name.endswith("_hex") and isinstance(field, str)]
    if names:
        name = draw.one_of(names)
        content = bytes.fromhex(given[name])
        given[name] = _same_size(draw, name, content).hex()
    return Case(vector["operation"], given, False)


def of_texts(draw: Draw) -> Case:
    """Draw a login, a passphrase or recovery words."""
    operation = draw.one_of(("password.normalise_login", "password.normalise_passphrase", "recovery.entropy"))
    if operation == "recovery.entropy":
        words = draw.one_of([each for each in vectors() if each["operation"] == operation])["input"]["text"].split(" ")
        words[draw.number(len(words))] += draw.text()
        return Case(operation, {"text": " ".join(words)}, False)
    field = "login" if operation.endswith("login") else "passphrase"
    return Case(operation, {field: "abc" * draw.number(2) + draw.text()}, False)


def of_derivations(draw: Draw) -> Case:
    """Draw a derivation id and a salt."""
    given = {"kdf_id": draw.number(4), "salt": draw.bytes(draw.one_of((16, 16, 15))), "least_kdf_id": draw.number(3)}
    return Case("password.check_kdf", given, False)


def of_values(draw: Draw) -> Case:
    """Encode a value and change its bytes."""
    encoded = encoding.encode(draw.value())
    return Case("encoding.decode", {"encoded": draw.mutated(encoded)}, False)


def of_marks(draw: Draw) -> Case:
    """Draw marks that agree or not."""
    heads = [bytes([number]) * 32 for number in range(3)]
    mark, theirs = ({"seq": draw.number(4), "head": draw.one_of(heads)} for _ in range(2))
    verified = [{"seq": seq, "head": draw.one_of(heads)} for seq in range(mark["seq"])]
    given = {"mark": mark, "theirs": None if draw.chance(6) else theirs, "verified": verified}
    return Case("chain.check_mark", given, False)


def of_links(draw: Draw) -> Case:
    """Change the value or the bytes of a link, and sign it."""
    state = _vault().state
    operation = draw.one_of(_operations(draw, _vault()))
    value: Value = [1, VAULT, state.next_seq, state.head, [to_value(operation)]]
    link = encoding.encode(draw.mutated_value(value)) if draw.number(3) else draw.mutated(encoding.encode(value))
    given = {"signed": sign_bytes(link), "chain_id": VAULT, "seq": state.next_seq, "prev": state.head}
    return Case("chain.open", {**given, "author": signatures.identity_of(SEED)}, True)


def of_chains(draw: Draw) -> Case:
    """Sign operations drawn without regard to the policy, after a chain that follows it."""
    vault = _vault()
    links = list(vault.links)
    for _ in range(1 + draw.number(2)):
        drawn = [draw.one_of(_operations(draw, vault)) for _ in range(1 + draw.number(2))]
        if draw.chance(3):
            drawn = list(vault.rekey(draw.one_of((NEXT, NEW))))
            if draw.chance(2):
                drawn[0] = vault.cosign(drawn[0], drawn[1], draw.one_of((SEED, NEW.keyring.sign_seed)))
        signed = vault.sign(*drawn)
        links.append(signed)
        try:
            vault.state.append(signed)
        except ReculError:
            break
    return Case("chain.verify", {"chain_id": VAULT, "identity": PERSON.keyring.identity, "links": links}, True)


def of_sealed_texts(draw: Draw) -> Case:
    """Change the padding of a text, then seal it in its place."""
    key, place = draw.bytes(32), (VAULT, FIRST, 1)
    padded = padding.pad(TEXT)
    content = draw.one_of((padded, draw.mutated(padded), padded + bytes(draw.number(3)), TEXT))
    body = envelope.seal(key, objects.body_context(*place), content)
    wrap = objects.seal_wrap(PERSON.account_key, *place, 1, key)
    given = {"account_key": PERSON.account_key, "vault_id": VAULT, "object_id": FIRST, "revision": 1, "epoch": 1}
    return Case("keys.open_object", {**given, "wrap": wrap, "body": body}, True)


def of_keyrings(draw: Draw) -> Case:
    """Change the value of a keyring, then seal it."""
    fields = encoding.decode(PERSON.keyring.to_bytes())
    content = padding.pad(encoding.encode(draw.mutated_value(fields)))
    context = keys.keyring_context(VAULT, 1, PERSON.keyring.identity, PERSON.keyring.box_key)
    sealed = envelope.seal(keys.keyring_key(PERSON.account_key), context, content)
    return Case("keys.open_keyring", {**PERSON.account, "keyring": sealed}, True)


def of_accounts(draw: Draw) -> Case:
    """Change the state that an account is held against."""
    state = encoding.encode(draw.mutated_value(encoding.decode(PERSON.state)))
    return Case("keys.check_account", {**PERSON.account, "slots": PERSON.slots, "state": state}, True)


def of_envelopes(draw: Draw) -> Case:
    """Seal a text for one context and read it for another that differs in one field, or not."""
    fields = {"type": 1, "owner": VAULT, "object_id": FIRST, "revision": 1, "epoch": 0}
    context, key = Context(**fields), draw.bytes(32)
    sealed = envelope.seal(key, context, TEXT * draw.number(3))
    changes = ({}, {"type": 2}, {"owner": FIRST}, {"object_id": SECOND}, {"revision": 2}, {"epoch": 1})
    read = notation.write_context(Context(**{**fields, **draw.one_of(changes)}))
    return Case("envelope.open", {"key": key, "context": read, "envelope": sealed}, True)


def of_boxes(draw: Draw) -> Case:
    """Box a text for one person and open it with the secret of another, or of the same."""
    secrets, context = [draw.bytes(32) for _ in range(2)], Context(envelope.SAS, VAULT, FIRST, 0, 1)
    sealed = box.seal(box.box_key_of(secrets[0]), context, TEXT)
    given = {"box_secret": draw.one_of(secrets), "context": notation.write_context(context)}
    return Case("box.open", {**given, "box": sealed}, True)


def of_signatures(draw: Draw) -> Case:
    """Sign a message under a label and verify another, or the same."""
    seed, message = draw.bytes(32), draw.bytes(draw.number(40))
    labels = ("recul/v1/sign/link", "recul/v1/sign/rekey")
    signature = signatures.sign(seed, draw.one_of(labels).encode(), message)
    given = {"identity": signatures.identity_of(seed), "label": draw.one_of(labels), "message": message}
    return Case("signatures.verify", {**given, "signature": signature}, True)


def of_frames(draw: Draw) -> Case:
    """Draw frames, change their bytes, and count them again in the end frame."""
    drawn = [draw.one_of((LinkFrame(draw.bytes(9)), WrapFrame(FIRST, 1, 1, bytes(104)), MissingFrame(FIRST, 1)))
             for _ in range(draw.number(4))]  # fmt: skip
    encoded = b"".join(frames.encode_frame(each) for each in drawn)
    if not draw.chance(3):
        encoded = draw.mutated(encoded)
    return Case("frames.decode", {"encoded": encoded + frames.encode_end(len(drawn))}, True)


def of_exports(draw: Draw) -> Case:
    """Change the header or the frames of an export, and hash it again."""
    book = _book()
    header = encoding.decode(book.header.to_bytes())
    sequence: list[frames.Frame] = [*book.link_frames, *book.object_frames]
    way = draw.number(4)
    if way == 0:
        header = draw.mutated_value(header)
    elif way == 1:
        del sequence[draw.number(len(sequence))]
    elif way == 2:
        sequence.insert(draw.number(len(sequence)), draw.one_of(sequence))
    encoded = frames.encode(sequence)
    if way == 3:
        encoded = draw.mutated(encoded)
    return Case("export.open", {"file": book.file_of(encoding.encode(header), encoded), "words": book.words}, True)


def of_indexes(draw: Draw) -> Case:
    """Change the value of an index or of a state."""
    state = _vault().state.to_bytes()
    if draw.chance(2):
        value = draw.mutated_value(encoding.decode(state))
        return Case("chain.read_state", {"chain_id": VAULT, "state": encoding.encode(value)}, False)
    index = encoding.decode(objects.Index({FIRST: {"title": "a"}, SECOND: {}}, state).to_bytes())
    return Case("chain.read_index", {"index": encoding.encode(draw.mutated_value(index))}, False)


def _of_groups(family: Callable[[Draw], tuple[str, dict[str, Any], bool]]) -> Callable[[Draw], Case]:
    return lambda draw: Case(*family(draw))


FAMILIES: tuple[Callable[[Draw], Case], ...] = (
    of_a_vector,
    of_texts,
    of_derivations,
    of_values,
    of_marks,
    of_indexes,
    of_links,
    of_chains,
    of_sealed_texts,
    of_keyrings,
    of_accounts,
    of_envelopes,
    of_boxes,
    of_signatures,
    of_frames,
    of_exports,
    *(_of_groups(family) for family in GROUP_FAMILIES),
)


def draw_case(draw: Draw) -> Case:
    """Return a case of any family, ready to be answered."""
    case = draw.one_of(FAMILIES)(draw)
    return case._replace(given=notation.write_fields(case.given))


@cache
def _book() -> Notebook:
    with generate.fixed_randomness("export"):
        return Notebook()


def _vault() -> Vault:
    return Vault().add(put(FIRST, 1), put(SECOND, 1)).add(Tombstone(SECOND))


def _operations(draw: Draw, vault: Vault) -> list[Operation]:
    ids = (FIRST, SECOND, THIRD, bytes(16))
    return [
        put(draw.one_of(ids), 1 + draw.number(3), draw.one_of((None, 20_000))),
        put(THIRD, 1),
        put(FIRST, 2),
        Tombstone(draw.one_of(ids)),
        Reconcile(draw.one_of((vault.state.head, draw.bytes(32)))),
        vault.checkpoint(),
        Checkpoint(1 + draw.number(2), draw.bytes(32), 1096, draw.bytes(32)),
        Create(draw.bytes(32)),
        PERSON.slots_operation,
        NEXT.slots_operation,
    ]


def _same_size(draw: Draw, name: str, content: bytes) -> bytes:
    """Mutate what comes from outside; what a caller gives keeps its size, since a wrong one is our own mistake."""
    if name.removesuffix("_hex") in FROM_OUTSIDE:
        return draw.mutated(content)
    if not content:
        return content
    place = draw.number(len(content))
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
