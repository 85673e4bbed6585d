"""The Python runner of the operations that `README.md` lists: fields in, fields out, or an error of the protocol."""

from collections.abc import Callable
from typing import Any

from crypto import (
    box,
    chain,
    encoding,
    envelope,
    export,
    frames,
    keys,
    objects,
    operations,
    padding,
    password,
    recovery,
    signatures,
    vault_state,
)
from crypto.account import AccountClaim, check_account
from crypto.errors import PhraseError, ReculError
from crypto.objects import Index, SealedObject
from crypto.vault_state import VaultState
from tests.vectors import notation
from tests.vectors.group_runner import GROUP_OPERATIONS

Fields = dict[str, Any]


def run(vector: Fields) -> tuple[str, Fields]:
    """Return what a vector gives: `ok` and the output, or the code of an error and its output."""
    try:
        output = OPERATIONS[vector["operation"]](_Input(vector["input"]))
    except PhraseError as error:
        return error.code, {} if error.position is None else {"position": error.position}
    except ReculError as error:
        return error.code, {}
    return "ok", notation.write_fields(output or {})


class _Input:
    """The fields of an input, with bytes read from their hexadecimal form."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields

    def __getattr__(self, name: str) -> Any:
        if name in self.fields:
            return self.fields[name]
        text = self.fields[name + "_hex"]
        return [bytes.fromhex(item) for item in text] if isinstance(text, list) else bytes.fromhex(text)

    @property
    def context(self) -> envelope.Context:
        return notation.read_context(self.fields["context"])


def _seal(given: _Input) -> Fields:
    aead, context = envelope.CHACHA20_POLY1305, given.context.to_bytes()
    return {"envelope": envelope.seal_with(aead, given.key, given.salt, context, given.plaintext)}


def _sign(given: _Input) -> Fields:
    signature = signatures.sign(given.seed, given.label.encode(), given.message)
    return {"identity": signatures.identity_of(given.seed), "signature": signature}


def _check_kdf(given: _Input) -> Fields:
    kdf = password.check_kdf(given.kdf_id, given.salt, given.least_kdf_id)
    return {"memory": kdf.memory, "passes": kdf.passes}


def _password(given: _Input) -> Fields:
    derived = password.derive(given.login, given.passphrase, given.kdf_id, given.salt)
    return {"auth": derived.auth, "wrap": derived.wrap}


def _recovery(given: _Input) -> Fields:
    derived = recovery.derive(given.entropy, given.login)
    return {"auth": derived.auth, "wrap": derived.wrap}


def _derive(given: _Input) -> Fields:
    return {
        "content": keys.content_key(given.account_key),
        "keyring": keys.keyring_key(given.account_key),
        "local": keys.local_key(given.account_key),
        "sas": keys.sas_secret(given.account_key, given.device_id),
    }


def _open_slot(given: _Input) -> Fields:
    return {"account_key": keys.open_slot(given.kind, given.wrap, given.vault_id, given.epoch, given.slot)}


def _slot_record(given: _Input) -> Fields:
    record = keys.slot_record(given.kind, given.kdf_id, given.salt, given.slot)
    return {"salt_hash": record.salt_hash, "slot_hash": record.slot_hash}


def _keyring(given: _Input) -> keys.Keyring:
    return keys.open_keyring(
        given.account_key, given.vault_id, given.epoch, given.identity, given.box_key, given.keyring
    )


def _open_keyring(given: _Input) -> Fields:
    keyring = _keyring(given)
    return {
        "sign_seed": keyring.sign_seed,
        "box_secret": keyring.box_secret,
        "past_hex": [key.hex() for key in keyring.past],
    }


def _check_account(given: _Input) -> None:
    slots = [_Input(slot) for slot in given.slots]
    records = [keys.slot_record(slot.kind, slot.kdf_id, slot.salt, slot.slot) for slot in slots]
    claim = AccountClaim(given.identity, given.box_key, given.epoch, given.keyring, records)
    check_account(claim, _keyring(given), vault_state.from_bytes(given.vault_id, given.state).standing)


def _open_wrap(given: _Input) -> Fields:
    place = (given.vault_id, given.object_id, given.revision, given.epoch)
    return {"content_key": objects.open_wrap(given.account_key, *place, given.wrap)}


def _open_object(given: _Input) -> Fields:
    sealed = SealedObject(given.object_id, given.revision, given.epoch, given.wrap, given.body)
    return {"plaintext": objects.open_object(given.account_key, given.vault_id, sealed)}


def _open_local(given: _Input) -> Fields:
    place = (given.vault_id, given.record_id, given.epoch)
    return {"record": keys.open_local(given.account_key, *place, given.sealed)}


def _open_sas(given: _Input) -> Fields:
    place = (given.vault_id, given.record_id, given.epoch)
    return {"text": keys.open_sas(given.account_key, given.device_id, *place, given.sealed)}


def _open_link(given: _Input) -> Fields:
    link = chain.open_verified(given.signed, given.chain_id, given.seq, given.prev, given.author)
    values = [operations.to_value(operation) for operation in link.operations]
    return {"head": link.head, "operations": notation.write_value(values)}


def _verify_chain(given: _Input) -> Fields:
    state = VaultState.before_create(given.chain_id, given.identity)
    for signed in given.links:
        state.append(signed)
    return {
        "seq": state.next_seq - 1,
        "head": state.head,
        "state": state.to_bytes(),
        "state_hash": state.state_hash(),
    }


def _read_index(given: _Input) -> Fields:
    index = Index.from_bytes(given.index)
    entries = [[object_id.hex(), notation.write_value(summary)] for object_id, summary in index.summaries.items()]
    return {"entries": entries, "state": index.state}


def _wraps_hash(given: _Input) -> Fields:
    wraps = [(wrap.object_id, wrap.revision, wrap.wrap) for wrap in map(_Input, given.wraps)]
    return {"wraps_hash": objects.wraps_hash(wraps)}


def _check_mark(given: _Input) -> None:
    verified = {mark["seq"]: bytes.fromhex(mark["head_hex"]) for mark in given.verified}
    mark = notation.read_mark(given.mark)
    assert mark is not None, "a device asks from its mark"
    chain.check_mark(mark, notation.read_mark(given.theirs), verified.get)


def _open_export(given: _Input) -> Fields:
    if "words" in given.fields:
        opened = export.open_with_words(given.file, given.words)
    else:
        opened = export.open_with_passphrase(given.file, given.passphrase)
    texts = [
        {"object_id_hex": object_id.hex(), "revision": revision, "plaintext_hex": text.hex()}
        for (object_id, revision), text in sorted(opened.texts.items())
    ]
    drafts = [
        {
            "object_id_hex": draft.object_id.hex(),
            "base": draft.base,
            "text": None if draft.text is None else draft.text.hex(),
            "end": draft.end,
        }
        for draft in opened.drafts
    ]
    return {
        "login": opened.header.login,
        "texts": texts,
        "broken": _versions(opened.broken),
        "missing": _versions(opened.missing),
        "drafts": drafts,
        "made_alone": opened.made_alone,
        "lacking_links": opened.lacking_links,
    }


def _versions(found: list[tuple[bytes, int]]) -> list[Fields]:
    return [{"object_id_hex": object_id.hex(), "revision": revision} for object_id, revision in sorted(found)]


OPERATIONS: dict[str, Callable[[_Input], Fields | None]] = {
    "encoding.decode": lambda given: {"value": notation.write_value(encoding.decode(given.encoded))},
    "encoding.encode": lambda given: {"encoded": encoding.encode(notation.read_value(given.value))},
    "padding.pad": lambda given: {"padded": padding.pad(given.value)},
    "padding.unpad": lambda given: {"value": padding.unpad(given.padded)},
    "padding.padded_length": lambda given: {"length": padding.padded_length(given.size)},
    "envelope.context": lambda given: {"context": given.context.to_bytes()},
    "envelope.seal": _seal,
    "envelope.open": lambda given: {"plaintext": envelope.open_verified(given.key, given.context, given.envelope)},
    "signatures.sign": _sign,
    "signatures.verify": lambda given: signatures.verify(
        given.identity, given.label.encode(), given.message, given.signature
    ),
    "box.seal": lambda given: {"box": box.seal(given.their_box_key, given.context, given.plaintext)},
    "box.open": lambda given: {"plaintext": box.open_unattributed(given.box_secret, given.context, given.box)},
    "password.normalise_login": lambda given: {"login": password.normalise_login(given.login)},
    "password.normalise_passphrase": lambda given: {"normal": password.normalise_passphrase(given.passphrase)},
    "password.check_kdf": _check_kdf,
    "password.argon2_salt": lambda given: {"argon2_salt": password.argon2_salt(given.kdf_id, given.login, given.salt)},
    "password.derive": _password,
    "recovery.words": lambda given: {"words": recovery.words_of(given.entropy)},
    "recovery.entropy": lambda given: {"entropy": recovery.entropy_of(given.text)},
    "recovery.derive": _recovery,
    "keys.derive": _derive,
    "keys.open_slot": _open_slot,
    "keys.slot_record": _slot_record,
    "keys.open_keyring": _open_keyring,
    "keys.check_account": _check_account,
    "keys.open_wrap": _open_wrap,
    "keys.open_object": _open_object,
    "keys.open_local": _open_local,
    "keys.open_sas": _open_sas,
    "chain.open": _open_link,
    "chain.verify": _verify_chain,
    "chain.read_state": lambda given: {"state_hash": vault_state.from_bytes(given.chain_id, given.state).state_hash()},
    "chain.read_index": _read_index,
    "chain.wraps_hash": _wraps_hash,
    "chain.check_mark": _check_mark,
    "frames.encode": lambda given: {"encoded": frames.encode(map(notation.read_frame, given.frames))},
    "frames.decode": lambda given: {"frames": [notation.write_frame(frame) for frame in frames.decode(given.encoded)]},
    "export.open": _open_export,
    **GROUP_OPERATIONS,
}
