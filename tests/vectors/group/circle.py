"""A group that grows link by link, the same in every vector that needs one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from crypto import box, chain, group_policy, labels, signatures
from crypto.group_operations import MEMBER, Add, Create, Operation, Put, Rotate
from crypto.group_state import GroupState
from tests.vectors.generate import fixed

GROUP = fixed("group", 16)
END = 21_000
SHARE, ANSWER, OTHER = (b"s" + fixed(f"share {number}", 15) for number in (1, 2, 3))


@dataclass(frozen=True)
class Somebody:
    """A person of a group, whose keys depend on a name alone."""

    name: str

    @cached_property
    def seed(self) -> bytes:
        """The Ed25519 seed."""
        return fixed(f"seed of {self.name}")

    @cached_property
    def identity(self) -> bytes:
        """The Ed25519 public key."""
        return signatures.identity_of(self.seed)

    @cached_property
    def box_secret(self) -> bytes:
        """The X25519 secret."""
        return fixed(f"box of {self.name}")

    @cached_property
    def box_key(self) -> bytes:
        """The X25519 public key."""
        return box.box_key_of(self.box_secret)


ANNE, BASILE, CHLOE, DENIS, EVE, FARID = map(Somebody, ("anne", "basile", "chloé", "denis", "ève", "farid"))
CROWD = [Somebody(f"member {number}") for number in range(15)]


def share(object_id: bytes = SHARE, revision: int = 1, end: int | None = 20_000, parent: bytes | None = None) -> Put:
    """Return a put of some body."""
    named = object_id + bytes([revision])
    return Put(object_id, revision, fixed(f"body {named!r}"), 1096, fixed(f"boxes {named!r}"), parent, end)


def answer(object_id: bytes = ANSWER, revision: int = 1, end: int | None = 20_000, parent: bytes = SHARE) -> Put:
    """Return a put of an answer."""
    return share(object_id, revision, end, parent)


def rotate(epoch: int, people: Sequence[Somebody]) -> Rotate:
    """Return a rotation whose boxes are for `people`, in their order by identity."""
    boxes = tuple(
        (identity, fixed(f"box {epoch} {identity!r}")) for identity in sorted(each.identity for each in people)
    )
    return Rotate(epoch, fixed(f"key check {epoch}"), boxes, fixed(f"standing {epoch}"))


def join(who: Somebody, role: int = MEMBER, replaces: Somebody | None = None, by: str = "") -> Add:
    """Return the `add` of someone, with their signature; `by` names a ceremony that is not their first."""
    transcript = fixed(f"transcript of {by or who.name}")
    message = group_policy.join_message(GROUP, transcript, who.box_key, role)
    signature = signatures.sign(who.seed, labels.SIGN_JOIN, message)
    replaced = None if replaces is None else replaces.identity
    return Add(who.identity, who.box_key, role, transcript, signature, replaced)


class Circle:
    """The links of a group so far, made by Anne, and the state after them."""

    def __init__(self, *members: Somebody, roles: Sequence[int] = ()) -> None:
        """Start with link 0, then one link that adds `members`, with `roles` when they are not plain ones."""
        self.state = GroupState(GROUP)
        self.links: list[bytes] = []
        self.people = [ANNE]
        self.add(ANNE, Create(ANNE.box_key, END), rotate(1, [ANNE]))
        if members:
            given = roles or [MEMBER] * len(members)
            self.people += members
            self.add(ANNE, *[join(who, role) for who, role in zip(members, given, strict=True)], self.rotate())

    def rotate(self, *without: Somebody) -> Rotate:
        """Return the rotation that would come next, for everybody but some."""
        return rotate(self.state.roster.epoch + 1, [each for each in self.people if each not in without])

    def sign(self, author: Somebody, *its_operations: Operation) -> bytes:
        """Return the signed link that would come next, valid or not."""
        return chain.sign_link(author.seed, GROUP, self.state.next_seq, self.state.head, its_operations)

    def add(self, author: Somebody, *its_operations: Operation) -> "Circle":
        """Append a link."""
        signed = self.sign(author, *its_operations)
        self.state.append(signed)
        self.links.append(signed)
        return self
