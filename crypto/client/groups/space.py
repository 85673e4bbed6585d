"""One group on this device: what was verified, received and opened (`docs/spec/group.md`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from crypto import group
from crypto.chain import NO_HEAD, Mark
from crypto.client.api import RefusedError
from crypto.entries import Document
from crypto.frames import SharedFrame
from crypto.group import Finding
from crypto.group_state import GroupState
from crypto.group_view import effective_end
from crypto.keys import Keyring
from crypto.memory import Pin


@dataclass(frozen=True, slots=True)
class Myself:
    """Who writes: their keys, where their vault stands (sealed for a group), and the day."""

    keyring: Keyring
    witness: Callable[[bytes], bytes]
    today: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Pending:
    """What a link that was sent will have brought, once it stands in the chain."""

    keys: Mapping[int, bytes]
    pins: tuple[Pin, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What an object says to this reader; `author` is the identity that signed its link."""

    object_id: bytes
    revision: int
    author: bytes
    parent: bytes | None
    witness: bytes
    document: Document


@dataclass
class GroupSpace:
    """A group as its member sees it.

    `keys` are epoch keys by epoch; `standing_keys` content keys by id and revision; `frames` sealed objects by the hash
    of their body; `contents` what opened; `broken` what should have and did not; `remembered` is the place that the
    vault kept, below which nothing is believed; `joined` that of one's own `add`; `wrapped` the epoch whose standing
    wraps were found right.
    """

    group_id: bytes
    myself: Myself
    state: GroupState
    links: list[bytes] = field(default_factory=list)
    keys: dict[int, bytes] = field(default_factory=dict)
    standing_keys: dict[tuple[bytes, int], bytes] = field(default_factory=dict)
    pins: set[Pin] = field(default_factory=set)
    frames: dict[bytes, SharedFrame] = field(default_factory=dict)
    contents: dict[bytes, Content] = field(default_factory=dict)
    broken: set[bytes] = field(default_factory=set)
    pending: dict[bytes, Pending] = field(default_factory=dict)
    create_hash: bytes | None = None
    joined: int = 0
    remembered: Mark | None = None
    wrapped: int = 0

    @property
    def identity(self) -> bytes:
        """The person's own identity."""
        return self.myself.keyring.identity

    @property
    def mark(self) -> Mark:
        """The last link verified, before link 0 included."""
        return self.state.mark or Mark(-1, NO_HEAD)

    @property
    def epoch_key(self) -> bytes | None:
        """The key of the current epoch, None when it was not received."""
        return self.keys.get(self.state.roster.epoch)

    def findings(self) -> frozenset[Finding]:
        """Return what the audit finds (§6); false standing wraps count as a bad key (§4)."""
        found = group.audit(self.state, self.epoch_key, self.pins)
        return found if self.wrapped == self.state.roster.epoch else found | {Finding.KEY}

    def check_sending(self, always: bool) -> None:
        """Raise `RefusedError` with `not-member`, or the audit's finding; `always` is for what repairs or leaves."""
        if self.identity not in self.state.roster.members:
            raise RefusedError("not-member")
        found = self.findings()
        if Finding.PIN in found or (found and not always):
            raise RefusedError(min(found, key=lambda each: each != Finding.PIN))

    def end_of(self, object_id: bytes) -> int:
        """Return the last day on which an object is shown."""
        record = self.state.objects[object_id]
        parent = None if record.parent is None else self.state.objects.get(record.parent)
        return effective_end(self.state.roster.end, record, parent)

    def is_over(self) -> bool:
        """Whether the group's last day has passed."""
        return self.state.roster.end < self.myself.today()

    def forget(self) -> None:
        """Erase every key and text; the verified chain stays."""
        for kept in (self.keys, self.standing_keys, self.frames, self.contents, self.broken, self.pending):
            kept.clear()
