"""The groups of a notebook: one method for each act (`docs/spec/group.md`, `ceremony.md`, `sharing.md`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from crypto import ceremony, chain, primitives, words
from crypto.ceremony import Letter
from crypto.client import pull
from crypto.client.api import RefusedError, stale_links
from crypto.client.groups import drafts, reading, sharing, vault, witnesses, writing
from crypto.client.groups.api import GroupApi
from crypto.client.groups.ceremonies import Arrival, Welcome
from crypto.client.groups.drafts import Draft
from crypto.client.groups.space import Content, GroupSpace
from crypto.client.groups.writing import Writing
from crypto.client.notebook import Notebook
from crypto.client.transport import OfflineError
from crypto.encoding import Value
from crypto.entries import Document
from crypto.errors import ReculError
from crypto.group_ids import FRAME_ID, card_id
from crypto.group_operations import (
    MEMBER,
    Anchor,
    Checkpoint,
    Close,
    Create,
    Endorse,
    Leave,
    Operation,
    Propose,
    Remove,
    Role,
)
from crypto.group_state import GroupState
from crypto.memory import Alias, GroupMemory
from crypto.names import Named, shown_names
from crypto.shapes import array_of, integer_of, text_of

__all__ = ["Arrival", "Content", "Draft", "GroupApi", "GroupSpace", "Groups", "Welcome"]


class Groups:
    """A person's groups at a device; a group is followed only once it was made here or joined by a ceremony.

    Raises the errors of `crypto.client.Client`, and `RefusedError` with `not-verified`, `not-member`, `recipients`,
    `key`, `pin`, `bad-key`, `group-changed` or `more-readers`. A share that waits for a network or for its
    turn is kept on the device, and `sync` sends it; one that was refused is kept nowhere.
    """

    def __init__(self, notebook: Notebook) -> None:
        """Stand before the groups that the vault remembers."""
        self.notebook = notebook
        self.api = GroupApi(notebook.api)
        self.spaces: dict[bytes, GroupSpace] = {}

    # Following

    def sync(self) -> dict[bytes, str | None]:
        """Follow every group that the vault remembers and that was not left; return what is wrong with each.

        Then holds the vault, read once more, against one's own posts: a vault below them, or another, raises.
        """
        pull.pull(self.notebook)
        kept = [each.group_id for each in vault.recall_all(self.notebook) if each.left is None]
        troubles = {group_id: self._trouble(group_id) for group_id in kept}
        pull.pull(self.notebook)
        for group_id in kept:
            if troubles[group_id] is None:
                witnesses.check(self.notebook, self.spaces[group_id])
        return troubles

    def follow(self, group_id: bytes) -> GroupSpace:
        """Take what is new of a group, from link 0 the first time; `RefusedError("not-verified")` for another's."""
        space = self.open(group_id)
        reading.pull(self.api, space)
        self.spaces[group_id] = space
        self._remember(space)
        return space

    def open(self, group_id: bytes) -> GroupSpace:
        """Return a group as this device last verified it, without network; from link 0 when it never did."""
        space = self.spaces.get(group_id)
        if space is None:
            kept = vault.recall(self.notebook, group_id)
            if kept is None:
                raise RefusedError("not-verified")
            space = vault.space_of(self.notebook, kept)
            if group_id in self.notebook.device.groups:
                self.spaces[group_id] = space
        return space

    def names(self, group_id: bytes) -> dict[bytes, str | None]:
        """Return the name to show for each member, None for one without a card."""
        space = self.spaces[group_id]
        people = []
        for identity, member in space.state.roster.members.items():
            card = space.contents.get(card_id(group_id, identity))
            name = None if card is None else text_of(card.document["name"])
            people.append(Named(identity, member.box_key, name))
        return dict(shown_names(people))

    def words(self, group_id: bytes) -> list[str]:
        """Return the eight words to read aloud, of the last anchor, of link 0 without any."""
        state = self.spaces[group_id].state
        head = state.head_at(0 if state.roster.anchor is None else state.roster.anchor[1])
        assert head is not None, "an anchor is a link of the chain"
        return words.words_of_the_day(group_id, head)

    # Making and joining

    def create(self, end: int, name: str, frame: Document) -> bytes:
        """Make a group with its frame and one's card; return its id."""
        group_id = primitives.random_bytes(primitives.ID_SIZE)
        space = GroupSpace(group_id, vault.myself_of(self.notebook), GroupState(group_id))
        link = Writing(space)
        link.operations.append(Create(space.myself.keyring.box_key, end))
        link.rotate()
        signed = writing.seal(link)
        space.create_hash = chain.head_of(signed)
        self._remember_founding(space, signed, link.keys)
        self.api.create(link.frames, signed)
        reading.pull(self.api, space)
        self.spaces[group_id] = space
        sharing.put_frame(self.api, space, frame)
        sharing.put_card(self.api, space, name, [])
        self._remember(space)
        return group_id

    def invite(self, group_id: bytes, role: int, last_day: int, replaces: bytes | None = None) -> bytes:
        """Offer a place; return the secret, which travels outside the server and stays in this vault."""
        space, secret = self.follow(group_id), ceremony.generate_secret()
        offer = (secret, role, last_day, replaces)
        vault.remember(self.notebook, vault.news_of(space, self._title(space), (offer,)))
        letter = ceremony.seal_letter(secret, group_id, self._letter(space))
        sent: dict[str, Any] = {"invitation_id": ceremony.invitation_id(secret), "role": role}
        self.api.invite(group_id, [{**sent, "last_day": last_day, "letter": letter}])
        return secret

    def arrive(self, secret: bytes) -> Arrival:
        """Return the newcomer's side of an invitation, its letter read."""
        return Arrival(self.api, vault.myself_of(self.notebook), secret)

    def join(self, arrival: Arrival) -> bytes:
        """Believe and remember a group once its chain shows what the ceremony agreed; return its id."""
        space = arrival.join()
        self.spaces[space.group_id] = space
        self._remember(space)
        return space.group_id

    def welcome(self, group_id: bytes, secret: bytes, name: str) -> Welcome:
        """Return the facilitator's side of an invitation that this vault made."""
        space, kept = self.follow(group_id), vault.recall(self.notebook, group_id)
        mine = [each for each in kept.invitations if primitives.equal(each[0], secret)] if kept else []
        if not mine:
            raise RefusedError("not-verified")
        _, role, _, replaces = mine[0]
        return Welcome(self.api, space, name, secret, role, replaces)

    def settle(self, group_id: bytes) -> None:
        """Remember the keys and pins that a ceremony of this facilitator brought."""
        self._remember(self.spaces[group_id])

    # Sharing

    def share(self, group_id: bytes, body: list[Value], end: int, **how: Any) -> bytes:
        """Show a text to the group, or to `readers`; return its id."""
        how.setdefault("title", "")
        return self._post(sharing.draft_share(self._newest(group_id), body, end=end, **how))

    def answer(self, group_id: bytes, parent: bytes, form: str, text: str, **how: Any) -> bytes:
        """Answer a share; return the answer's id."""
        return self._post(sharing.draft_answer(self._newest(group_id), parent, form, text, **how))

    def waiting(self) -> list[Draft]:
        """Return the shares and answers that wait on this device."""
        return drafts.waiting(self.notebook)

    def confirm(self, object_id: bytes) -> None:
        """Send what waits to a group that changed, for those who are in it now."""
        draft = next(each for each in self.waiting() if each.object_id == object_id)
        self._post(drafts.among(draft, self.follow(draft.group_id)))

    def drop(self, object_id: bytes) -> None:
        """Send what waits no more."""
        drafts.drop(self.notebook, object_id)

    def revise(self, group_id: bytes, object_id: bytes, changes: Document, end: int | None = None) -> None:
        """Change a share or answer of one's own."""
        with self._acting(group_id) as space:
            sharing.revise(self.api, space, object_id, changes, end)

    def withdraw(self, group_id: bytes, object_id: bytes) -> None:
        """End a share or answer for good."""
        with self._acting(group_id) as space:
            sharing.withdraw(self.api, space, object_id)

    def read(self, group_id: bytes, object_id: bytes) -> Content:
        """Return what an object says; `SealedError` for one that is not for this person, or did not open."""
        return sharing.content_of(self.spaces[group_id], object_id)

    def put_card(self, group_id: bytes, name: str, accepted: list[Value]) -> None:
        """Write one's own card."""
        with self._acting(group_id) as space:
            sharing.put_card(self.api, space, name, accepted)

    def put_frame(self, group_id: bytes, frame: Document) -> None:
        """Write the frame."""
        with self._acting(group_id) as space:
            sharing.put_frame(self.api, space, frame)

    # People

    def repair(self, group_id: bytes) -> None:
        """Dispute a bad key, and make the next one when it is due."""
        with self._acting(group_id) as space:
            writing.repair(self.api, space)

    def rotate(self, group_id: bytes) -> None:
        """Make a new key."""
        with self._acting(group_id) as space:
            writing.send(self.api, space, Writing.rotate, always=True)

    def remove(self, group_id: bytes, identity: bytes) -> None:
        """Take a member out, with a new key."""

        def compose(link: Writing) -> None:
            link.operations.append(Remove(identity))
            link.rotate()

        with self._acting(group_id) as space:
            writing.send(self.api, space, compose)

    def set_role(self, group_id: bytes, identity: bytes, role: int = MEMBER) -> None:
        """Make a facilitator, or lay one's own role down."""
        self._act(group_id, Role(identity, role))

    def propose(self, group_id: bytes, change: str, identity: bytes) -> bytes:
        """Propose a change about a member; return the name of the proposal."""
        return chain.head_of(self._act(group_id, Propose(change, identity)))

    def endorse(self, group_id: bytes, proposal: bytes) -> None:
        """Endorse a proposal that stands."""
        self._act(group_id, Endorse(proposal))

    def anchor(self, group_id: bytes, seance_id: bytes) -> None:
        """Open a séance: everybody reads the words of this link."""
        self._act(group_id, Anchor(seance_id))

    def close(self, group_id: bytes, end: int) -> None:
        """Give the group another last day."""
        self._act(group_id, Close(end))

    def checkpoint(self, group_id: bytes) -> None:
        """Write the hash of the state, so that whoever computes another finds out."""
        space = self.follow(group_id)
        number = space.state.roster.checkpoint + 1
        self._act(group_id, Checkpoint(number, space.state.state_hash()))

    def leave(self, group_id: bytes) -> None:
        """Leave a group: its key is due, and nothing of it is read any more."""
        space = self.follow(group_id)
        for _ in range(writing.TRIES):
            space.check_sending(always=True)
            link = Writing(space, [Leave()])
            try:
                self.api.append(group_id, space.mark, [], [writing.seal(link)])
            except RefusedError as refusal:
                if refusal.code != "stale-head":
                    raise
                reading.take_links(space, stale_links(refusal))
                continue
            break
        vault.remember(self.notebook, vault.news_of(space, self._title(space), left_day=self.notebook.today()))
        space.forget()
        del self.spaces[group_id]
        self.notebook.device.groups.pop(group_id, None)

    def leave_all(self) -> None:
        """Leave every group that others can lead, before a new identity (`docs/spec/sharing.md` §8).

        A group that refuses keeps nobody from new keys; a server that is away, or a session that is over, does.
        """
        pull.pull(self.notebook)
        for group_id in [each.group_id for each in vault.recall_all(self.notebook) if each.left is None]:
            try:
                roster = self.follow(group_id).state.roster
                if roster.facilitators != [self.notebook.unlocked.keyring.identity] or len(roster.members) == 1:
                    self.leave(group_id)
            except RefusedError as refusal:
                if refusal.code == "session":
                    raise
            except ReculError:
                continue

    # The alias book

    def aliases(self) -> tuple[Alias, ...]:
        """Return the alias book: what is found in a text, and what to write instead."""
        return vault.aliases(self.notebook)

    def remember_aliases(self, *pairs: Alias) -> None:
        """Add pairs to the alias book, which never leaves by a share."""
        vault.remember_aliases(self.notebook, pairs)

    def _trouble(self, group_id: bytes) -> str | None:
        try:
            self.follow(group_id)
            for draft in self.waiting():
                if draft.group_id == group_id:
                    self._send(draft)
        except (ReculError, RefusedError) as refusal:
            return refusal.code
        return None

    def _newest(self, group_id: bytes) -> GroupSpace:
        try:
            return self.follow(group_id)
        except OfflineError:
            return self.open(group_id)

    def _post(self, draft: Draft) -> bytes:
        """Keep a draft, then send it; one that is refused for itself is kept no longer."""
        drafts.keep(self.notebook, draft)
        try:
            self._send(draft)
        except RefusedError as refusal:
            if refusal.code not in drafts.PASSING:
                drafts.drop(self.notebook, draft.object_id)
            raise
        return draft.object_id

    def _send(self, draft: Draft) -> None:
        space = self.open(draft.group_id)
        drafts.send(self.api, space, draft)
        drafts.drop(self.notebook, draft.object_id)
        self._remember(space)

    @contextmanager
    def _acting(self, group_id: bytes) -> Iterator[GroupSpace]:
        """Act on a group as it is now, then remember what that brought."""
        space = self.follow(group_id)
        yield space
        self._remember(space)

    def _act(self, group_id: bytes, operation: Operation) -> bytes:
        with self._acting(group_id) as space:
            return writing.send(self.api, space, lambda link: link.operations.append(operation))

    def _remember(self, space: GroupSpace) -> None:
        vault.keep(self.notebook, space)
        if space.keys and vault.is_due(self.notebook, space):
            vault.remember(self.notebook, vault.news_of(space, self._title(space)))

    def _remember_founding(self, space: GroupSpace, signed: bytes, keys: dict[int, bytes]) -> None:
        """Keep the first link's head and key in the vault before anything is sent: no server can swap the group."""
        kept = tuple(sorted(keys.items()))
        founding = GroupMemory(
            space.group_id, chain.head_of(signed), 0, chain.head_of(signed), kept, (), (), (), "", 0, None
        )
        vault.remember(self.notebook, founding)

    def _title(self, space: GroupSpace) -> str:
        frame = space.contents.get(FRAME_ID)
        return "" if frame is None else text_of(frame.document["title"])

    def _letter(self, space: GroupSpace) -> Letter:
        frame, names = sharing.content_of(space, FRAME_ID).document, self.names(space.group_id)
        leading = [names[each] for each in space.state.roster.facilitators]
        create_hash = space.state.head_at(0)
        assert create_hash is not None, "a group has a first link"
        clauses = tuple(array_of(frame["clauses"]))
        facilitators = tuple(name for name in leading if name is not None)
        return Letter(create_hash, text_of(frame["title"]), facilitators, clauses, integer_of(frame["charter"], 1))
