"""Vectors of `docs/spec/export.md`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from crypto import chain, encoding, envelope, export, frames, keys, labels, objects, password, primitives, recovery
from crypto.encoding import Value
from crypto.export import MAGIC, DeviceRecord, Draft, Header
from crypto.frames import Frame, LinkFrame, ObjectFrame, WrapFrame
from crypto.objects import SealedObject
from crypto.operations import Create, Put, SlotRecord, Slots, Tombstone
from crypto.vault_state import VaultState
from tests.vectors.chain.vault import FIRST, SECOND, THIRD, VAULT, Vault
from tests.vectors.generate import Vector, accepted, fixed, refused
from tests.vectors.keys.person import LOGIN, Person

OPEN = "export.open"
PASSPHRASE = "forêt d’été à l’abri"


class Notebook:
    """A vault with texts, and the file made of it."""

    def __init__(self, texts: Sequence[bytes] = (b"avant", "après".encode(), b"x" * 2000)) -> None:
        """Make a text of two versions, another one, and an erased one; then change the account key."""
        self.vault = Vault()
        self.person = self._with_passphrase(Person.at_epoch(2, identity="new seed"))
        places = [(FIRST, 1), (FIRST, 2), (SECOND, 1), (THIRD, 1)]
        sealed_texts = zip(places, [*texts, b"efface"], strict=True)
        self.versions = {place: self._seal(*place, text) for place, text in sealed_texts}
        for (object_id, revision), sealed in self.versions.items():
            self.vault.add(Put(object_id, revision, sealed.body_hash, len(sealed.body)))
        del self.versions[THIRD, 1]
        self.vault.add(Tombstone(THIRD)).add(*self.vault.rekey(self.person))
        self._device = DeviceRecord().seal(self.person.account_key, VAULT, self.person.epoch)
        self.words = " ".join(recovery.words_of(self.person.entropy))

    @staticmethod
    def _with_passphrase(person: Person) -> Person:
        wrap = password.derive(LOGIN, PASSPHRASE, 1, person.salt).wrap
        slot = keys.seal_slot(1, wrap, VAULT, person.epoch, person.account_key)
        return replace(person, wrap=wrap, passphrase_slot=slot)

    def _seal(self, object_id: bytes, revision: int, text: bytes) -> SealedObject:
        return objects.seal_object(self.person.account_key, VAULT, object_id, revision, self.person.epoch, text)

    @property
    def header(self) -> Header:
        """The header of the file."""
        person = self.person
        slots = {1: person.passphrase_slot, 2: person.recovery_slot}
        keyring = person.keyring
        account = (keyring.identity, keyring.box_key, person.epoch, 1, person.salt, slots, person.sealed_keyring)
        return Header(LOGIN, VAULT, *account, 20778, self._device)

    def with_record(self, record: DeviceRecord) -> Header:
        """Return the header with another record of the device."""
        return replace(self.header, device=record.seal(self.person.account_key, VAULT, self.person.epoch))

    def with_value(self, record: Value) -> Header:
        """Return the header with a record of any shape."""
        person, name = self.person, b"recul export   1"
        sealed = keys.seal_local(person.account_key, VAULT, name, person.epoch, encoding.encode(record))
        return replace(self.header, device=sealed)

    def file(self) -> bytes:
        """Return the whole file."""
        return export.build(self.header, self.vault.links, self.versions.values())

    def file_of(self, header: bytes, sequence: bytes) -> bytes:
        """Return a file of any header and frames, with the right final hash."""
        before = MAGIC + len(header).to_bytes(4, "big") + header + sequence
        return before + primitives.hash(labels.HASH_EXPORT, before)

    def file_with(self, *sequence: Frame) -> bytes:
        """Return a file of the right header and any frames."""
        return self.file_of(self.header.to_bytes(), frames.encode(sequence))

    @property
    def link_frames(self) -> list[Frame]:
        """The frames of the links."""
        return [LinkFrame(signed) for signed in self.vault.links]

    @property
    def object_frames(self) -> list[Frame]:
        """The frames of the versions."""
        return [object_frame(sealed) for sealed in self.versions.values()]


def object_frame(sealed: SealedObject) -> ObjectFrame:
    """Return the frame of a version."""
    return ObjectFrame(sealed.object_id, sealed.revision, sealed.epoch, sealed.wrap, sealed.body)


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    book = Notebook()
    file, words = book.file(), book.words
    comment = "texts, an earlier version and a new identity on the way"
    yield accepted("open-passphrase", f"{comment}, by the passphrase", OPEN, file=file, passphrase=PASSPHRASE)
    yield accepted("open-words", f"{comment}, by the words", OPEN, file=file, words=words)
    yield accepted("open-folded-words", f"{comment}, by words in capitals", OPEN, file=file, words=words.upper())
    twice = book.file_with(*book.link_frames, *book.object_frames, book.object_frames[0])
    yield accepted("open-version-twice", "a version that comes twice is listed once", OPEN, file=twice, words=words)
    yield from wrong_secrets(file, words)
    for name, (comment, code, bad) in malformed(book, file).items():
        yield refused(name, comment, code, OPEN, file=bad, words=words)
    for name, (comment, code, bad) in foreign(book).items():
        yield refused(name, comment, code, OPEN, file=bad, words=words)
    for name, (comment, good) in of_devices(book).items():
        yield accepted(name, comment, OPEN, file=good, words=words)
    for name, (comment, code, bad) in wrong_records(book).items():
        yield refused(name, comment, code, OPEN, file=bad, words=words)
    for name, (comment, sequence) in broken(book).items():
        good = book.file_with(*book.link_frames, *sequence)
        yield accepted(name, f"{comment}: reported, and the others are kept", OPEN, file=good, words=words)


def wrong_secrets(file: bytes, words: str) -> Iterator[Vector]:
    """Yield openings with another secret."""
    other = " ".join(recovery.words_of(fixed("other", 16)))
    yield refused("other-passphrase", "another passphrase", "sealed", OPEN, file=file, passphrase="forêt d’hiver")
    yield refused("other-words", "the words of another fiche", "sealed", OPEN, file=file, words=other)
    yield refused("eleven-words", "a word is missing", "phrase", OPEN, file=file, words=words.rpartition(" ")[0])
    yield refused("empty-passphrase", "no passphrase", "password", OPEN, file=file, passphrase=" ")


def malformed(book: Notebook, file: bytes) -> dict[str, tuple[str, str, bytes]]:
    """Return files that are refused before anything opens."""
    header, links, versions = book.header.to_bytes(), book.link_frames, book.object_frames
    fields = encoding.decode(header)
    assert isinstance(fields, dict), "a header is a map"
    unknown_kind = encoding.encode({**fields, "slots": [[3, b""]]})
    no_day = encoding.encode({key: field for key, field in fields.items() if key != "day"})
    sequence = frames.encode([*links, *versions])
    middle = len(file) // 2
    return {
        "nothing": ("no byte at all", "encoding", b""),
        "other-file": ("another kind of file", "encoding", b"%PDF-1.7\n" + file[9:]),
        "magic-cut": ("a magic that is cut", "encoding", MAGIC[:10]),
        "magic-version-2": ("version 2", "version", MAGIC.replace(b"v1", b"v2") + file[16:]),
        "magic-no-line": ("a magic without its line feed", "version", MAGIC[:-1] + b" " + file[16:]),
        "magic-only": ("a magic and nothing more", "frames", MAGIC),
        "cut-last-byte": ("the last byte is missing", "frames", file[:-1]),
        "cut-half": ("half of the file", "frames", file[:middle]),
        "flipped": ("a bit changed in the middle", "frames", flip(file, middle)),
        "hash-flipped": ("a bit of the final hash changed", "frames", flip(file, len(file) - 1)),
        "extended": ("a byte was added", "frames", file + b"\x00"),
        "header-too-long": ("a header longer than the file", "frames", longer_header(header)),
        "header-not-canonical": ("a header that is no value", "encoding", book.file_of(b"\xff", sequence)),
        "header-extra": ("a header with a key more", "encoding",
                         book.file_of(encoding.encode({**fields, "more": 1}), sequence)),
        "header-without-day": ("a header without its day", "encoding",
                               book.file_of(no_day, sequence)),
        "header-slot-kind": ("a slot of an unknown kind", "encoding", book.file_of(unknown_kind, sequence)),
        "frames-cut": ("frames without end frame", "frames", book.file_of(header, sequence[:-9])),
        "frames-wrap": ("a wrap frame", "frames", book.file_with(*links, WrapFrame(FIRST, 1, 2, bytes(104)))),
        "frames-order": ("a link after an object", "frames", book.file_with(*links[:-1], *versions, links[-1])),
        "frames-no-link": ("no link at all", "frames", book.file_with(*versions)),
    }  # fmt: skip


def flip(content: bytes, place: int) -> bytes:
    """Return the bytes with the lowest bit of one of them changed."""
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def longer_header(header: bytes) -> bytes:
    """Return a file whose header is announced longer than what follows."""
    before = MAGIC + (len(header) + 1).to_bytes(4, "big") + header
    return before + primitives.hash(labels.HASH_EXPORT, before)


def foreign(book: Notebook) -> dict[str, tuple[str, str, bytes]]:
    """Return whole files, made by someone else or of parts that do not belong together."""
    links, versions, header = book.vault.links, list(book.versions.values()), book.header
    older = Person.at_epoch(1)
    no_recovery = replace(header, slots={1: book.person.passphrase_slot})
    other_login = replace(header, login="merle")
    changed = header.slots | {1: keys.seal_slot(1, fixed("other"), VAULT, 2, book.person.account_key)}
    return {
        "links-dropped": ("the last link is missing: an older state", "rollback",
                          export.build(header, links[:-1], versions)),
        "link-dropped-inside": ("a link in the middle is missing", "chain",
                                export.build(header, [*links[:2], *links[3:]], versions)),
        "link-flipped": ("a link with a bit changed", "signature",
                         export.build(header, [*links[:-1], flip(links[-1], 200)], versions)),
        "link-repeated": ("a link twice", "chain", export.build(header, [links[0], *links], versions)),
        "other-chain": ("the links of another vault", "chain", export.build(header, foreign_links(), [])),
        "other-vault-id": ("another vault id in the header", "sealed",
                           export.build(replace(header, vault_id=fixed("other", 16)), links, versions)),
        "other-identity": ("another identity in the header", "sealed",
                           export.build(replace(header, identity=older.keyring.identity), links, versions)),
        "other-epoch": ("another epoch in the header", "sealed",
                        export.build(replace(header, epoch=1), links, versions)),
        "other-login": ("another login in the header", "sealed", export.build(other_login, links, versions)),
        "other-slot": ("a passphrase slot that the chain does not list", "rollback",
                       export.build(replace(header, slots=changed), links, versions)),
        "other-salt": ("a salt that the chain does not list", "rollback",
                       export.build(replace(header, salt=fixed("other", 16)), links, versions)),
        "no-recovery-slot": ("no recovery slot in the file", "sealed", export.build(no_recovery, links, versions)),
    }  # fmt: skip


def foreign_links() -> list[bytes]:
    """Return the links of another vault with the same owner."""
    person = Person.at_epoch(1)
    record = SlotRecord(1, 1, bytes(32), bytes(32))
    slots = Slots(1, bytes(32), (record, replace(record, kind=2, kdf_id=0)))
    seed = person.keyring.sign_seed
    return [chain.sign_link(seed, fixed("other", 16), 0, chain.NO_HEAD, [Create(person.keyring.box_key), slots])]


def of_devices(book: Notebook) -> dict[str, tuple[str, bytes]]:
    """Return files with something that only a device knows: drafts, or a state it verified."""
    links, versions, state = book.vault.links, list(book.versions.values()), book.vault.state
    new = Draft(fixed("new", 16), 0, b"nouveau")
    drafts = (new, Draft(FIRST, 2, b"repris", 20800), Draft(SECOND, 1, None))
    alone = book.with_record(DeviceRecord((new,), state))
    written = book.with_record(DeviceRecord(drafts))
    old_slots = {1: keys.seal_slot(1, fixed("old"), VAULT, 2, book.person.account_key), 2: book.person.recovery_slot}
    kept = [each for each in versions if each.object_id != SECOND]
    return {
        "open-drafts": ("a new text, one written again, one erased and so brought no more",
                        export.build(written, links, kept)),
        "open-alone": ("made by a device that began at a checkpoint: links and an earlier version are lacking",
                       export.build(alone, links[-2:], versions[1:])),
        "open-alone-whole": ("made without the server by a device that holds every link",
                             export.build(alone, links, versions)),
        "open-alone-other-slot": ("made without the server: a slot that the state does not list yet",
                                  export.build(replace(alone, slots=old_slots), links, versions)),
        "missing-ended": ("a text that had ended on the day of the file is not missing",
                          export.build(book.with_record(DeviceRecord((), ended(state))), links[-1:], versions[:2])),
    }  # fmt: skip


def ended(state: VaultState) -> VaultState:
    """Return a state whose second text ended the day before the file."""
    record = replace(state.objects[SECOND], end=20777)
    return replace(state, objects={**state.objects, SECOND: record})


def wrong_records(book: Notebook) -> dict[str, tuple[str, str, bytes]]:
    """Return files whose record of the device is refused."""
    links, versions, state = book.vault.links, list(book.versions.values()), book.vault.state
    mark = state.mark
    assert mark is not None, "a vault with links"
    older = replace(state, mark=replace(mark, head=fixed("other")))
    alone = DeviceRecord((), state)
    flipped = replace(book.header, device=flip(book.header.device, 50))
    no_drafts: Value = {"state": None}
    short: Value = {"drafts": [[FIRST, 1, b""]], "state": None}
    odd_state: Value = {"drafts": [], "state": [mark.seq, mark.head, state.to_bytes() + b"\x00"]}
    return {
        "device-flipped": ("a bit of the record changed", "sealed", export.build(flipped, links, versions)),
        "device-other-head": ("a state of which the links are not the last", "chain",
                              export.build(book.with_record(DeviceRecord((), older)), links, versions)),
        "device-link-dropped": ("a state, and a link dropped in the middle", "chain",
                                export.build(book.with_record(alone), [*links[:2], *links[3:]], versions)),
        "device-link-added": ("a state, and more links than it counts", "chain",
                              export.build(book.with_record(alone), [links[0], *links], versions)),
        "device-no-drafts": ("a record without drafts", "encoding",
                             export.build(book.with_value(no_drafts), links, versions)),
        "device-short-draft": ("a draft of three fields", "encoding",
                               export.build(book.with_value(short), links, versions)),
        "device-odd-state": ("a state that is not its one encoding", "encoding",
                             export.build(book.with_value(odd_state), links, versions)),
    }  # fmt: skip


def broken(book: Notebook) -> dict[str, tuple[str, list[Frame]]]:
    """Return the frames of versions of which some cannot be opened."""
    first, second, third = book.versions.values()
    others: list[Frame] = [object_frame(first), object_frame(third)]
    key = fixed("content key")
    body = envelope.seal(key, objects.body_context(VAULT, FIRST, 2), bytes(1024))
    planted = replace(second, body=body)
    wrap_of_other = replace(second, wrap=first.wrap)
    cases: dict[str, tuple[str, list[Any]]] = {
        "broken-body": ("a body with a bit changed", [replace(second, body=flip(second.body, 90))]),
        "broken-planted": ("a body that the chain does not name", [planted]),
        "broken-wrap": ("a body under the wrap of another version", [wrap_of_other]),
        "broken-epoch": ("a wrap of another epoch", [replace(second, epoch=1)]),
        "broken-revision": ("a revision that the chain does not name", [second, replace(second, revision=9)]),
        "missing-current": ("a current version that is not in the file", []),
    }
    named = {
        name: (comment, [*others, *(object_frame(sealed) for sealed in bad)]) for name, (comment, bad) in cases.items()
    }
    return named | {"missing-earlier": ("an earlier version that is not in the file", book.object_frames[1:])}
