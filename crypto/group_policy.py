"""What may be done in a group chain, judged at its place on public bytes alone (`docs/spec/group.md` §3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crypto import labels, signatures
from crypto.chain import NO_HEAD, VerifiedLink
from crypto.errors import ChainError
from crypto.group_ids import FRAME_ID, card_id, is_standing
from crypto.group_operations import (
    FACILITATOR,
    MAX_MEMBERS,
    MEMBER,
    PROMOTE,
    Add,
    Anchor,
    Checkpoint,
    Close,
    Create,
    Dispute,
    Endorse,
    Leave,
    Operation,
    Propose,
    Put,
    Remove,
    Role,
    Rotate,
)
from crypto.group_view import (
    Changes,
    GroupLink,
    GroupView,
    Member,
    ObjectRecord,
    Objects,
    Placed,
    Proposal,
    Roster,
    Rotation,
)
from crypto.operations import Tombstone

LEAST_ENDORSERS: Final = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """The roster to which a `rotate` gives a key, and the `(object_id, revision)` to wrap again, ascending."""

    roster: Roster
    standing: tuple[tuple[bytes, int], ...]

    @property
    def epoch(self) -> int:
        """The epoch to come."""
        return self.roster.epoch + 1

    @property
    def box_keys(self) -> dict[bytes, bytes]:
        """The identities and box keys to make boxes for."""
        return {identity: member.box_key for identity, member in self.roster.members.items()}


def judge(view: GroupView, link: GroupLink) -> Changes:
    """Return what a verified link does; raise `ChainError`, or `SignatureError` for a newcomer's bad signature.

    Nothing is changed in `view`: a link is applied whole or not at all.
    """
    check_author(view.roster, link.seq, link.author)
    _check_places(link)
    return _judge_each(view, link).changes


def preview(view: GroupView, chain_id: bytes, seq: int, author: bytes, before: Sequence[Operation]) -> Preview:
    """Return what a `rotate` must be for, after the operations `before` it in a link to come; raise like `judge`."""
    link = VerifiedLink(author, chain_id, seq, NO_HEAD, tuple(before), NO_HEAD)
    check_author(view.roster, seq, author)
    verdict = _judge_each(view, link)
    return Preview(verdict.roster, wrapped_again(verdict.roster, verdict.standing_objects()))


def _judge_each(view: GroupView, link: GroupLink) -> "_Verdict":
    verdict = _Verdict(view, link, Changes(view.roster))
    for operation in link.operations:
        if type(operation) in _OF_FACILITATORS and not verdict.author_leads:
            raise ChainError("an act of facilitators")
        _RULES[type(operation)](verdict, operation)
    return verdict


def check_author(roster: Roster, seq: int, author: bytes) -> None:
    """Raise `ChainError` unless an identity may write the link at `seq`."""
    if seq > 0 and author not in roster.members:
        raise ChainError("an author who is no member")


def join_message(group_id: bytes, transcript: bytes, box_key: bytes, role: int) -> bytes:
    """Return what a newcomer signs (`docs/spec/ceremony.md` §4)."""
    return group_id + transcript + box_key + bytes([role])


def wrapped_again(roster: Roster, standing: Objects) -> tuple[tuple[bytes, int], ...]:
    """Return `(object_id, revision)` of the frame and of every card whose owner is a member, ascending."""
    return tuple(
        (object_id, record.revision)
        for object_id, record in sorted(standing.items())
        if object_id == FRAME_ID or record.owner in roster.members
    )


@dataclass(slots=True)
class _Verdict:
    view: GroupView
    link: GroupLink
    changes: Changes

    @property
    def roster(self) -> Roster:
        return self.changes.roster

    @property
    def author_leads(self) -> bool:
        member = self.roster.members.get(self.link.author)
        return member is not None and member.role == FACILITATOR

    def object_of(self, object_id: bytes) -> ObjectRecord | None:
        if object_id in self.changes.tombstones:
            return None
        return self.changes.objects.get(object_id) or self.view.object_of(object_id)

    def is_tombstoned(self, object_id: bytes) -> bool:
        return object_id in self.changes.tombstones or self.view.is_tombstoned(object_id)

    def current(self, before: Objects) -> dict[bytes, ObjectRecord]:
        """Return the objects of the view and those of this link, as they stand now; the caller filters again."""
        return {
            object_id: record
            for object_id, record in {**before, **self.changes.objects}.items()
            if object_id not in self.changes.tombstones
        }

    def answers_to(self, parent: bytes) -> dict[bytes, ObjectRecord]:
        found = self.current(self.view.answers_to(parent))
        return {object_id: record for object_id, record in found.items() if record.parent == parent}

    def standing_objects(self) -> dict[bytes, ObjectRecord]:
        found = self.current(self.view.standing_objects())
        return {object_id: record for object_id, record in found.items() if is_standing(object_id)}

    def seat(self, identity: bytes, member: Member) -> None:
        """Make someone a member, or give a member another role."""
        self._settle(replace(self.roster, members={**self.roster.members, identity: member}))

    def drop(self, identity: bytes) -> None:
        """Make a member a former one: the epoch becomes due."""
        members = {each: member for each, member in self.roster.members.items() if each != identity}
        former = {**self.roster.former, identity: None}
        self._settle(replace(self.roster, members=members, former=former, due=True))

    def _settle(self, roster: Roster) -> None:
        """Take a roster, without the proposals that have nothing left to do."""
        standing = {
            head: proposal
            for head, proposal in roster.proposals.items()
            if proposal.identity in roster.members
            and (proposal.change != PROMOTE or roster.members[proposal.identity].role == MEMBER)
        }
        self.changes.roster = replace(roster, proposals=standing)


def _check_places(link: GroupLink) -> None:
    kinds = [type(operation) for operation in link.operations]
    if (link.seq == 0) != (Create in kinds) or (link.seq == 0 and kinds != [Create, Rotate]):
        raise ChainError("link 0 is [create, rotate], and create stands nowhere else")
    if Checkpoint in kinds and kinds != [Checkpoint]:
        raise ChainError("a checkpoint is alone in its link")
    if Leave in kinds[:-1]:
        raise ChainError("a leave is the last operation of its link")
    if kinds.count(Propose) > 1 or kinds.count(Rotate) > 1:
        raise ChainError("a link has at most one propose and one rotate")
    changed = [place for place, kind in enumerate(kinds) if kind in (Add, Remove)]
    if changed and Rotate not in kinds[changed[-1] :]:
        raise ChainError("an add or remove without a new key")


def _create(verdict: _Verdict, operation: Create) -> None:
    author = verdict.link.author
    verdict.changes.roster = replace(
        verdict.roster, end=operation.end, due=True, members={author: Member(operation.box_key, FACILITATOR, 0, author)}
    )


def _add(verdict: _Verdict, operation: Add) -> None:
    roster, link = verdict.roster, verdict.link
    if operation.identity in roster.members or len(roster.members) >= MAX_MEMBERS:
        raise ChainError("a member already, or one too many")
    if operation.box_key in [member.box_key for member in roster.members.values()]:
        raise ChainError("a box key of another member")
    if roster.former.get(operation.identity) is not None:
        raise ChainError("an identity that was replaced")
    if operation.transcript in roster.transcripts:
        raise ChainError("a consent that let someone in before")
    former = {each: heir for each, heir in roster.former.items() if each != operation.identity}
    if operation.replaces is not None and former.get(operation.replaces, b"") is not None:
        raise ChainError("a replaced identity that is not a former one, or was replaced before")
    message = join_message(link.chain_id, operation.transcript, operation.box_key, operation.role)
    signatures.verify(operation.identity, labels.SIGN_JOIN, message, operation.signature)
    if operation.replaces is not None:
        former[operation.replaces] = operation.identity
        _hand_over(verdict, operation.replaces, operation.identity)
    transcripts = roster.transcripts | {operation.transcript}
    verdict.changes.roster = replace(roster, former=former, transcripts=transcripts, due=True)
    verdict.seat(operation.identity, Member(operation.box_key, operation.role, link.seq, link.author))


def _hand_over(verdict: _Verdict, owner: bytes, heir: bytes) -> None:
    for object_id, record in verdict.current(verdict.view.objects_of(owner)).items():
        if record.owner == owner and not is_standing(object_id):
            verdict.changes.objects[object_id] = replace(record, owner=heir)


def _remove(verdict: _Verdict, operation: Remove) -> None:
    member = verdict.roster.members.get(operation.identity)
    if member is None or member.role == FACILITATOR:
        raise ChainError("a removal of a facilitator, or of someone who is no member")
    verdict.drop(operation.identity)


def _role(verdict: _Verdict, operation: Role) -> None:
    member = verdict.roster.members.get(operation.identity)
    if member is None or member.role == operation.role:
        raise ChainError("a role of someone who is no member, or who has it")
    if operation.role == MEMBER and (
        operation.identity != verdict.link.author or len(verdict.roster.facilitators) == 1
    ):
        raise ChainError("a role that is another's to lay down, or the last one")
    verdict.seat(operation.identity, replace(member, role=operation.role))


def _propose(verdict: _Verdict, operation: Propose) -> None:
    author, target = verdict.link.author, verdict.roster.members.get(operation.identity)
    if target is None or operation.identity == author:
        raise ChainError("a proposal about oneself, or about someone who is no member")
    if operation.change == PROMOTE and target.role == FACILITATOR:
        raise ChainError("a promotion of a facilitator")
    proposal = Proposal(operation.change, operation.identity, (author,))
    proposals = {**verdict.roster.proposals, verdict.link.head: proposal}
    verdict.changes.roster = replace(verdict.roster, proposals=proposals)


def _endorse(verdict: _Verdict, operation: Endorse) -> None:
    roster, author = verdict.roster, verdict.link.author
    proposal = roster.proposals.get(operation.proposal)
    if proposal is None or author == proposal.identity or author in proposal.endorsers:
        raise ChainError("an endorsement of no proposal, of oneself, or given before")
    proposal = replace(proposal, endorsers=(*proposal.endorsers, author))
    verdict.changes.roster = replace(roster, proposals={**roster.proposals, operation.proposal: proposal})
    yes = len([each for each in proposal.endorsers if each in roster.members])
    if yes < LEAST_ENDORSERS or 2 * yes <= len(roster.members) - 1:
        return
    if proposal.change == PROMOTE:
        verdict.seat(proposal.identity, replace(roster.members[proposal.identity], role=FACILITATOR))
    elif roster.facilitators == [proposal.identity]:
        raise ChainError("a removal of the only facilitator")
    else:
        verdict.drop(proposal.identity)


def _leave(verdict: _Verdict, _: Leave) -> None:
    roster, author = verdict.roster, verdict.link.author
    if roster.facilitators == [author] and len(roster.members) > 1:
        raise ChainError("the only facilitator of several members leaves")
    verdict.drop(author)


def _dispute(verdict: _Verdict, operation: Dispute) -> None:
    if operation.epoch != verdict.roster.epoch:
        raise ChainError("a dispute of another epoch")
    verdict.changes.roster = replace(verdict.roster, due=True)


def _rotate(verdict: _Verdict, operation: Rotate) -> None:
    roster = verdict.roster
    if not roster.due and not verdict.author_leads:
        raise ChainError("a new key that is not due")
    if operation.epoch != roster.epoch + 1:
        raise ChainError("an epoch that does not follow the current one")
    if [identity for identity, _ in operation.boxes] != sorted(roster.members):
        raise ChainError("boxes for others than the members, ascending")
    verdict.changes.roster = replace(roster, epoch=operation.epoch, key_check=operation.key_check, due=False)
    verdict.changes.rotation = Rotation(operation, wrapped_again(roster, verdict.standing_objects()))


def _put(verdict: _Verdict, operation: Put) -> None:
    roster, author = verdict.roster, verdict.link.author
    current = verdict.object_of(operation.object_id)
    if roster.due or verdict.is_tombstoned(operation.object_id):
        raise ChainError("an object that cannot be put, or not before a new key")
    if operation.revision != (1 if current is None else current.revision + 1):
        raise ChainError("a revision that does not follow the current one")
    if is_standing(operation.object_id):
        _check_standing(verdict, operation)
    else:
        _check_share(verdict, operation, current)
    owner = author if current is None or is_standing(operation.object_id) else current.owner
    put = operation
    record = ObjectRecord(
        owner, author, put.revision, put.body_hash, put.size, put.boxes_hash, put.parent, put.end, verdict.link.seq
    )
    verdict.changes.objects[put.object_id] = record
    verdict.changes.placed.append(Placed(put, roster.epoch, tuple(sorted(roster.members))))
    _shorten(verdict, put.object_id, put.end)


def _check_standing(verdict: _Verdict, operation: Put) -> None:
    if operation.parent is not None or operation.end is not None:
        raise ChainError("a standing object with a parent or an end")
    own_card = card_id(verdict.link.chain_id, verdict.link.author)
    allowed = verdict.author_leads if operation.object_id == FRAME_ID else operation.object_id == own_card
    if not allowed:
        raise ChainError("a frame by someone who is no facilitator, or a card of another")


def _check_share(verdict: _Verdict, operation: Put, current: ObjectRecord | None) -> None:
    if operation.end is None or operation.end > verdict.roster.end:
        raise ChainError("a share without end, or that outlives the group")
    if current is not None:
        assert current.end is not None, "a share has an end"
        if current.owner != verdict.link.author or current.parent != operation.parent or operation.end > current.end:
            raise ChainError("a revision by another, of another parent, or with a later end")
    elif operation.parent is not None:
        parent = None if is_standing(operation.parent) else verdict.object_of(operation.parent)
        if parent is None or parent.parent is not None or parent.end is None or operation.end > parent.end:
            raise ChainError("an answer to no share, or that outlives it")


def _shorten(verdict: _Verdict, parent: bytes, end: int | None) -> None:
    for object_id, answer in verdict.answers_to(parent).items():
        if end is not None and answer.end is not None and answer.end > end:
            verdict.changes.objects[object_id] = replace(answer, end=end)


def _tombstone(verdict: _Verdict, operation: Tombstone) -> None:
    author, record = verdict.link.author, verdict.object_of(operation.object_id)
    if record is None or is_standing(operation.object_id):
        raise ChainError("an end of no share")
    parent = None if record.parent is None else verdict.object_of(record.parent)
    theirs = author == record.owner or (parent is not None and author == parent.owner)
    if not theirs and not (verdict.author_leads and record.owner not in verdict.roster.members):
        raise ChainError("an end of what is another's")
    for object_id in (*verdict.answers_to(operation.object_id), operation.object_id):
        verdict.changes.objects.pop(object_id, None)
        verdict.changes.tombstones[object_id] = None


def _anchor(verdict: _Verdict, operation: Anchor) -> None:
    verdict.changes.roster = replace(verdict.roster, anchor=(operation.seance_id, verdict.link.seq))


def _checkpoint(verdict: _Verdict, operation: Checkpoint) -> None:
    if operation.number != verdict.roster.checkpoint + 1:
        raise ChainError("a checkpoint number that does not follow the last one")
    if verdict.view.state_hash() != operation.state_hash:
        raise ChainError("a checkpoint of another state")
    verdict.changes.roster = replace(verdict.roster, checkpoint=operation.number)


def _close(verdict: _Verdict, operation: Close) -> None:
    verdict.changes.roster = replace(verdict.roster, end=operation.end)


_OF_FACILITATORS: Final = {Add, Remove, Role, Anchor, Checkpoint, Close}
_RULES: Final[dict[type[Operation], Callable[[_Verdict, Operation], None]]] = {
    Create: _create,  # type: ignore[dict-item]
    Put: _put,  # type: ignore[dict-item]
    Tombstone: _tombstone,  # type: ignore[dict-item]
    Add: _add,  # type: ignore[dict-item]
    Remove: _remove,  # type: ignore[dict-item]
    Role: _role,  # type: ignore[dict-item]
    Propose: _propose,  # type: ignore[dict-item]
    Endorse: _endorse,  # type: ignore[dict-item]
    Rotate: _rotate,  # type: ignore[dict-item]
    Dispute: _dispute,  # type: ignore[dict-item]
    Leave: _leave,  # type: ignore[dict-item]
    Anchor: _anchor,  # type: ignore[dict-item]
    Checkpoint: _checkpoint,  # type: ignore[dict-item]
    Close: _close,  # type: ignore[dict-item]
}
