"""One file that holds a whole notebook, sealed as on the server, and opens without one (`docs/spec/export.md`)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from crypto import chain, encoding, frames, keys, labels, objects, password, primitives, recovery
from crypto.account import AccountClaim, check_account
from crypto.encoding import Value
from crypto.errors import EncodingError, FramesError, ReculError, VersionError
from crypto.frames import Frame, LinkFrame, ObjectFrame
from crypto.objects import SealedObject
from crypto.operations import PASSPHRASE_SLOT, RECOVERY_SLOT, Put, SlotRecord
from crypto.shapes import array_of, bytes_of, integer_of, map_of, text_of
from crypto.vault_state import VaultState

MAGIC: Final = b"recul-export/v1\n"
_MAGIC_FAMILY: Final = b"recul-export/v"
_LENGTH_SIZE: Final = 4
_KEYS: Final = (
    "box_key",
    "day",
    "epoch",
    "identity",
    "kdf_id",
    "keyring",
    "login",
    "salt",
    "slots",
    "vault_id",
)


@dataclass(frozen=True, slots=True)
class Header:
    """What opens an export: the account as the server gave it on `day`, with `slots` {kind → slot}."""

    login: str
    vault_id: bytes
    identity: bytes
    box_key: bytes
    epoch: int
    kdf_id: int
    salt: bytes
    slots: Mapping[int, bytes]
    keyring: bytes
    day: int

    def to_bytes(self) -> bytes:
        """Return the encoding of the header."""
        slots = [[kind, slot] for kind, slot in sorted(self.slots.items())]
        return encoding.encode({**{key: getattr(self, key) for key in _KEYS}, "slots": slots})

    @classmethod
    def from_bytes(cls, encoded: bytes) -> "Header":
        """Read the encoding of a header, or raise `EncodingError`."""
        fields = map_of(encoding.decode(encoded), *_KEYS)
        return cls(
            text_of(fields["login"]),
            bytes_of(fields["vault_id"], 16),
            bytes_of(fields["identity"], 32),
            bytes_of(fields["box_key"], 32),
            integer_of(fields["epoch"], 1),
            integer_of(fields["kdf_id"]),
            bytes_of(fields["salt"], 16),
            dict(_slot_of(slot) for slot in array_of(fields["slots"])),
            bytes_of(fields["keyring"]),
            integer_of(fields["day"]),
        )

    def records(self) -> list[SlotRecord]:
        """Return the public records of the slots in the file."""
        bound = {PASSPHRASE_SLOT: (self.kdf_id, self.salt), RECOVERY_SLOT: (0, b"")}
        return [keys.slot_record(kind, *bound[kind], slot) for kind, slot in self.slots.items()]


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened export: the verified state, the texts by version, and what could not be opened or did not come."""

    header: Header
    state: VaultState
    texts: dict[tuple[bytes, int], bytes] = field(default_factory=dict)
    broken: list[tuple[bytes, int]] = field(default_factory=list)


def build(header: Header, links: Iterable[bytes], versions: Iterable[SealedObject]) -> bytes:
    """Return the file of every signed link from `create` and of every object version still stored."""
    head = header.to_bytes()
    content = frames.encode(_frames(links, versions))
    before = MAGIC + len(head).to_bytes(_LENGTH_SIZE, "big") + head + content
    return before + primitives.hash(labels.HASH_EXPORT, before)


def open_with_passphrase(file: bytes, passphrase: str) -> Opened:
    """Open a file with the passphrase of its day; raise the error of the first step of the page that fails."""
    header, links, versions = _read(file)
    wrap = password.derive(header.login, passphrase, header.kdf_id, header.salt).wrap
    return _open(header, links, versions, PASSPHRASE_SLOT, wrap)


def open_with_words(file: bytes, words: str) -> Opened:
    """Open a file with the twelve words of its day."""
    header, links, versions = _read(file)
    wrap = recovery.derive(recovery.entropy_of(words), header.login).wrap
    return _open(header, links, versions, RECOVERY_SLOT, wrap)


def _frames(links: Iterable[bytes], versions: Iterable[SealedObject]) -> Iterator[Frame]:
    yield from (LinkFrame(signed) for signed in links)
    yield from (ObjectFrame(each.object_id, each.revision, each.epoch, each.wrap, each.body) for each in versions)


def _slot_of(value: Value) -> tuple[int, bytes]:
    kind, slot = array_of(value, 2)
    if kind not in (PASSPHRASE_SLOT, RECOVERY_SLOT):
        raise EncodingError("a slot of an unknown kind")
    return integer_of(kind), bytes_of(slot)


def _read(file: bytes) -> tuple[Header, list[bytes], list[ObjectFrame]]:
    if not file.startswith(MAGIC):
        raise VersionError("another version") if file.startswith(_MAGIC_FAMILY) else EncodingError("not an export")
    before, closing = file[: -primitives.HASH_SIZE], file[-primitives.HASH_SIZE :]
    start = len(MAGIC) + _LENGTH_SIZE
    if len(before) < start or primitives.hash(labels.HASH_EXPORT, before) != closing:
        raise FramesError("a file that was cut or altered")
    end = start + int.from_bytes(before[len(MAGIC) : start], "big")
    if end > len(before):
        raise FramesError("a header longer than the file")
    header, sequence = Header.from_bytes(before[start:end]), frames.decode(before[end:])
    links = [frame.signed for frame in sequence if isinstance(frame, LinkFrame)]
    versions = [frame for frame in sequence[len(links) :] if isinstance(frame, ObjectFrame)]
    if not links or len(links) + len(versions) != len(sequence):
        raise FramesError("an export holds links, then objects")
    return header, links, versions


def _open(header: Header, links: Sequence[bytes], versions: Sequence[ObjectFrame], kind: int, wrap: bytes) -> Opened:
    slot = header.slots.get(kind, b"")
    account_key = keys.open_slot(kind, wrap, header.vault_id, header.epoch, slot)
    keyring = keys.open_keyring(
        account_key, header.vault_id, header.epoch, header.identity, header.box_key, header.keyring
    )
    state, hashes = _verify(header.vault_id, links)
    claim = AccountClaim(header.identity, header.box_key, header.epoch, header.keyring, header.records())
    check_account(claim, keyring, state.standing)
    opened = Opened(header, state)
    for version in versions:
        _open_version(opened, account_key, version, hashes)
    came = set(opened.texts) | set(opened.broken)
    current = ((object_id, record.revision) for object_id, record in state.objects.items())
    opened.broken.extend(version for version in sorted(current) if version not in came)
    return opened


def _verify(vault_id: bytes, links: Sequence[bytes]) -> tuple[VaultState, dict[tuple[bytes, int], bytes]]:
    state = VaultState.before_create(vault_id, chain.author_of(links[0]))
    hashes: dict[tuple[bytes, int], bytes] = {}
    for signed in links:
        puts = (each for each in state.append(signed).operations if isinstance(each, Put))
        hashes.update({(put.object_id, put.revision): put.body_hash for put in puts})
    return state, hashes


def _open_version(
    opened: Opened, account_key: bytes, frame: ObjectFrame, hashes: Mapping[tuple[bytes, int], bytes]
) -> None:
    version = (frame.object_id, frame.revision)
    sealed = SealedObject(frame.object_id, frame.revision, frame.epoch, frame.wrap, frame.body)
    known = hashes.get(version) == sealed.body_hash and frame.epoch == opened.state.standing.epoch
    try:
        if not known:
            raise EncodingError("a version that the chain does not name")
        opened.texts[version] = objects.open_object(account_key, opened.header.vault_id, sealed)
    except ReculError:
        opened.broken.append(version)
