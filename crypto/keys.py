"""The account key, what is derived from it, and what opens it (`docs/spec/keys.md`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crypto import box, encoding, envelope, labels, padding, primitives, signatures
from crypto.envelope import NO_ID, Context
from crypto.errors import SealedError
from crypto.operations import PASSPHRASE_SLOT, RECOVERY_SLOT, SlotRecord
from crypto.shapes import array_of, bytes_of, map_of

_SLOT_CONTEXTS: Final = {PASSPHRASE_SLOT: envelope.PASSPHRASE_SLOT, RECOVERY_SLOT: envelope.RECOVERY_SLOT}


def generate_account_key() -> bytes:
    """Return a new account key."""
    return primitives.random_bytes(primitives.KEY_SIZE)


def content_key(account_key: bytes) -> bytes:
    """Return the key that wraps the content keys."""
    return primitives.derive(account_key, labels.DERIVE_CONTENT, b"")


def keyring_key(account_key: bytes) -> bytes:
    """Return the key that seals the keyring."""
    return primitives.derive(account_key, labels.DERIVE_KEYRING, b"")


def local_key(account_key: bytes) -> bytes:
    """Return the key that seals records kept on a device."""
    return primitives.derive(account_key, labels.DERIVE_LOCAL, b"")


def sas_secret(account_key: bytes, device_id: bytes) -> bytes:
    """Return the X25519 secret that opens what was written on a closed device."""
    return primitives.derive(account_key, labels.DERIVE_SAS, device_id)


def seal_slot(kind: int, wrap: bytes, vault_id: bytes, epoch: int, account_key: bytes) -> bytes:
    """Return the slot of a kind: the account key of an epoch sealed under a passphrase's or a fiche's `wrap`."""
    return envelope.seal(wrap, _slot_context(kind, vault_id, epoch), account_key)


def open_slot(kind: int, wrap: bytes, vault_id: bytes, epoch: int, slot: bytes) -> bytes:
    """Return the account key in a slot, or raise `SealedError`."""
    return open_key(wrap, _slot_context(kind, vault_id, epoch), slot)


def slot_record(kind: int, kdf_id: int, salt: bytes, slot: bytes) -> SlotRecord:
    """Return the public record of a slot; a recovery slot has `kdf_id` 0 and an empty salt."""
    return SlotRecord(kind, kdf_id, primitives.hash(labels.HASH_SALT, salt), primitives.hash(labels.HASH_SLOT, slot))


@dataclass(frozen=True, slots=True)
class Keyring:
    """The secrets of a person: Ed25519 seed, X25519 secret, and the account keys of past epochs, oldest first."""

    sign_seed: bytes
    box_secret: bytes
    past: tuple[bytes, ...] = ()

    @property
    def identity(self) -> bytes:
        """The Ed25519 public key of the seed."""
        return signatures.identity_of(self.sign_seed)

    @property
    def box_key(self) -> bytes:
        """The X25519 public key of the secret."""
        return box.box_key_of(self.box_secret)

    @classmethod
    def generate(cls, past: Sequence[bytes] = ()) -> "Keyring":
        """Return a keyring with a new identity and a new box key."""
        return cls(
            primitives.random_bytes(primitives.KEY_SIZE), primitives.random_bytes(primitives.KEY_SIZE), tuple(past)
        )

    def to_bytes(self) -> bytes:
        """Return the encoding that is padded and sealed."""
        return encoding.encode({"box_secret": self.box_secret, "past": list(self.past), "sign_seed": self.sign_seed})

    @classmethod
    def from_bytes(cls, encoded: bytes) -> "Keyring":
        """Read the encoding of a keyring, or raise `EncodingError`."""
        fields = map_of(encoding.decode(encoded), "box_secret", "past", "sign_seed")
        past = tuple(bytes_of(key, 32) for key in array_of(fields["past"]))
        return cls(bytes_of(fields["sign_seed"], 32), bytes_of(fields["box_secret"], 32), past)


def keyring_context(vault_id: bytes, epoch: int, identity: bytes, box_key: bytes) -> Context:
    """Return the context of a keyring, which holds the public halves of what is inside."""
    public_hash = primitives.hash16(labels.HASH_IDENTITY, identity + box_key)
    return Context(envelope.KEYRING, vault_id, public_hash, 0, epoch)


def seal_keyring(account_key: bytes, vault_id: bytes, epoch: int, keyring: Keyring) -> bytes:
    """Return a keyring padded and sealed under the keyring key of an epoch."""
    context = keyring_context(vault_id, epoch, keyring.identity, keyring.box_key)
    return envelope.seal(keyring_key(account_key), context, padding.pad(keyring.to_bytes()))


def open_keyring(
    account_key: bytes, vault_id: bytes, epoch: int, identity: bytes, box_key: bytes, sealed: bytes
) -> Keyring:
    """Return the keyring of two public keys; `SealedError` unless the secrets inside are theirs."""
    context = keyring_context(vault_id, epoch, identity, box_key)
    keyring = Keyring.from_bytes(padding.unpad(envelope.open_verified(keyring_key(account_key), context, sealed)))
    if keyring.identity != identity or keyring.box_key != box_key:
        raise SealedError
    return keyring


def keyring_hash(sealed: bytes) -> bytes:
    """Return the hash of a sealed keyring, as the chain lists it."""
    return primitives.hash(labels.HASH_KEYRING, sealed)


def open_key(key: bytes, context: Context, sealed: bytes) -> bytes:
    """Open an envelope that holds a 32-byte key, or raise `SealedError`."""
    opened = envelope.open_verified(key, context, sealed)
    if len(opened) != primitives.KEY_SIZE:
        raise SealedError
    return opened


def seal_local(account_key: bytes, vault_id: bytes, record_id: bytes, epoch: int, record: bytes) -> bytes:
    """Return a padded record for this device alone, sealed under the local key of an epoch."""
    context = Context(envelope.LOCAL, vault_id, record_id, 0, epoch)
    return envelope.seal(local_key(account_key), context, padding.pad(record))


def open_local(account_key: bytes, vault_id: bytes, record_id: bytes, epoch: int, sealed: bytes) -> bytes:
    """Return a record kept on this device, or raise `SealedError`."""
    context = Context(envelope.LOCAL, vault_id, record_id, 0, epoch)
    return padding.unpad(envelope.open_verified(local_key(account_key), context, sealed))


def seal_sas(sas_key: bytes, vault_id: bytes, record_id: bytes, epoch: int, text: bytes) -> bytes:
    """Return a padded text written while closed, boxed for the sas public key of an epoch (§5)."""
    return box.seal(sas_key, Context(envelope.SAS, vault_id, record_id, 0, epoch), padding.pad(text))


def open_sas(
    account_key: bytes, device_id: bytes, vault_id: bytes, record_id: bytes, epoch: int, sealed: bytes
) -> bytes:
    """Return a text written while closed on this device, or raise `SealedError`."""
    context = Context(envelope.SAS, vault_id, record_id, 0, epoch)
    return padding.unpad(box.open_unattributed(sas_secret(account_key, device_id), context, sealed))


def _slot_context(kind: int, vault_id: bytes, epoch: int) -> Context:
    return Context(_SLOT_CONTEXTS[kind], vault_id, NO_ID, 0, epoch)
