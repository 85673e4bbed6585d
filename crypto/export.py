"""One file that holds a whole notebook, sealed as on the server, and opens without one (`docs/spec/export.md`)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from crypto import chain, frames, keys, labels, objects, password, primitives, recovery
from crypto.account import AccountClaim, check_account
from crypto.errors import EncodingError, FramesError, ReculError, VersionError
from crypto.export_header import DeviceRecord, Draft, Header
from crypto.frames import Frame, LinkFrame, ObjectFrame
from crypto.objects import SealedObject
from crypto.operations import PASSPHRASE_SLOT, RECOVERY_SLOT, Operation, Put
from crypto.vault_state import VaultState

__all__ = [
    "MAGIC",
    "DeviceRecord",
    "Draft",
    "Header",
    "Opened",
    "Version",
    "build",
    "missing",
    "open_with_passphrase",
    "open_with_words",
]

MAGIC: Final = b"recul-export/v1\n"
_MAGIC_FAMILY: Final = b"recul-export/v"
_LENGTH_SIZE: Final = 4

Version = tuple[bytes, int]


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened export: the verified state, the texts by version (id, revision), and the drafts of the device.

    `broken` are versions that did not open, `missing` those that are named and not in the file, in order; `made_alone`
    says that a device made the file without the server; `lacking_links` counts the links before the first of the file,
    whose versions nothing names.
    """

    header: Header
    state: VaultState
    drafts: tuple[Draft, ...]
    made_alone: bool
    lacking_links: int
    texts: dict[Version, bytes] = field(default_factory=dict)
    broken: list[Version] = field(default_factory=list)
    missing: list[Version] = field(default_factory=list)

    def newest(self) -> Iterator[tuple[bytes, bytes, int | None]]:
        """Yield the id, the newest words and the end of each text; a draft stands for the revision it was over."""
        rewritten = {(draft.object_id, draft.base) for draft in self.drafts}
        for object_id, record in self.state.objects.items():
            version = (object_id, record.revision)
            if version in self.texts and version not in rewritten:
                yield object_id, self.texts[version], record.end
        for draft in self.drafts:
            if draft.text is not None:
                yield draft.object_id, draft.text, draft.end

    def current_is_missing(self) -> bool:
        """Whether the current version of some text did not come."""
        return any(self.state.revision_of(object_id) == revision for object_id, revision in self.missing)


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


def missing(state: VaultState, drafts: Iterable[Draft], day: int, came: set[Version]) -> list[Version]:
    """Return, in order, the versions that did not come, of texts that no draft erases and that stand on a day."""
    erased = {draft.object_id for draft in drafts if draft.text is None}
    return sorted(
        (object_id, revision)
        for object_id, record in state.objects.items()
        if object_id not in erased and (record.end is None or record.end >= day)
        for revision in range(1, record.revision + 1)
        if (object_id, revision) not in came
    )


def _frames(links: Iterable[bytes], versions: Iterable[SealedObject]) -> Iterator[Frame]:
    yield from (LinkFrame(signed) for signed in links)
    yield from (ObjectFrame(each.object_id, each.revision, each.epoch, each.wrap, each.body) for each in versions)


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
    record = DeviceRecord.open(account_key, header)
    if record.state is None:
        state, named = _verify(header.vault_id, links)
        claim = AccountClaim(header.identity, header.box_key, header.epoch, header.keyring, header.records())
        check_account(claim, keyring, state.standing)
    else:
        state, named = record.state, _verify_backwards(record.state, links)
    opened = Opened(header, state, record.drafts, record.state is not None, state.next_seq - len(links))
    for version in versions:
        _open_version(opened, account_key, version, named)
    opened.missing.extend(missing(state, record.drafts, header.day, {*opened.texts, *opened.broken}))
    return opened


def _puts(operations: Iterable[Operation]) -> dict[Version, bytes]:
    return {(each.object_id, each.revision): each.body_hash for each in operations if isinstance(each, Put)}


def _verify(vault_id: bytes, links: Sequence[bytes]) -> tuple[VaultState, dict[Version, bytes]]:
    state = VaultState.before_create(vault_id, chain.author_of(links[0]))
    named: dict[Version, bytes] = {}
    for signed in links:
        named.update(_puts(state.append(signed).operations))
    return state, named


def _verify_backwards(state: VaultState, links: Sequence[bytes]) -> dict[Version, bytes]:
    """Return the hash of each version that the links, or a state of which they are the last, name."""
    named = {(object_id, record.revision): record.body_hash for object_id, record in state.objects.items()}
    head = state.head
    for before, signed in enumerate(reversed(links), 1):
        link = chain.open_known(signed, state.chain_id, state.next_seq - before, head)
        named.update(_puts(link.operations))
        head = link.prev
    return named


def _open_version(opened: Opened, account_key: bytes, frame: ObjectFrame, named: Mapping[Version, bytes]) -> None:
    version = (frame.object_id, frame.revision)
    sealed = SealedObject(frame.object_id, frame.revision, frame.epoch, frame.wrap, frame.body)
    known = named.get(version) == sealed.body_hash and frame.epoch == opened.header.epoch
    try:
        if not known:
            raise EncodingError("a version that the chain does not name")
        opened.texts[version] = objects.open_object(account_key, opened.header.vault_id, sealed)
    except ReculError:
        opened.broken.append(version)
