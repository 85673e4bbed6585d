"""Both sides of a ceremony over the server that relays it (`docs/spec/ceremony.md` §2–§4, `group-http.md` §2)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from crypto import ceremony
from crypto.ceremony import Claim, Letter, Setting, Terms
from crypto.ceremony_sides import Facilitator, Newcomer
from crypto.client.api import RefusedError
from crypto.client.groups import reading, writing
from crypto.client.groups.api import GroupApi
from crypto.client.groups.space import GroupSpace, Myself
from crypto.client.groups.writing import Writing
from crypto.errors import CeremonyError
from crypto.group_state import GroupState
from crypto.joining import check_joined


class _Attempt:
    """One attempt at a ceremony: whatever fails on this side is said to the other."""

    def __init__(self, api: GroupApi, secret: bytes) -> None:
        self.api = api
        self.invitation_id = ceremony.invitation_id(secret)
        self.attempt = 0

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Say to the other side that the attempt is over when it fails here."""
        try:
            yield
        except CeremonyError:
            with suppress(RefusedError):  # the other side may have said it first
                self.api.say(self.invitation_id, self.attempt, 0, b"")
            raise

    def message(self, step: int) -> bytes | None:
        """Return the message of a step, None while it has not come; raise `CeremonyError` when another began."""
        heard = self.api.hear(self.invitation_id)
        if heard.attempt != self.attempt or heard.failed_at is not None:
            raise CeremonyError("the attempt is over")
        return heard.messages.get(step)


class Arrival(_Attempt):
    """The newcomer's side: reads the letter, takes the invitation, and joins once both codes were right."""

    def __init__(self, api: GroupApi, myself: Myself, secret: bytes) -> None:
        """Read the letter; raise `SealedError` for one that this invitation did not seal."""
        super().__init__(api, secret)
        self._myself = myself
        group_id, sealed, self.last_day = api.letter(self.invitation_id)
        self.letter: Letter = ceremony.open_letter(secret, group_id, sealed)
        self._setting = Setting(group_id, self.letter.create_hash, secret)
        self._side: Newcomer | None = None

    @property
    def side(self) -> Newcomer:
        """The ceremony that was begun."""
        assert self._side is not None, "begin() comes first"
        return self._side

    def begin(self, name: str) -> None:
        """Take the invitation and commit."""
        self.api.take(self.invitation_id)
        self.attempt = self.api.hear(self.invitation_id).attempt + 1
        keyring = self._myself.keyring
        self._side = Newcomer(self._setting, Claim(keyring.identity, keyring.box_key, name))
        self.api.say(self.invitation_id, self.attempt, 1, self._side.commit())

    def advance(self) -> bool:
        """Answer the facilitator's offer when it has come; the digits are known from then on."""
        offer = self.message(2)
        if offer is None:
            return False
        with self.failing():
            self.api.say(self.invitation_id, self.attempt, 3, self.side.reveal(offer))
        return True

    def type_digits(self, typed: str) -> None:
        """Take the facilitator's code, then sign; another code ends the attempt on both sides."""
        with self.failing():
            self.side.type_digits(typed)
            self.api.say(self.invitation_id, self.attempt, 5, self.side.sign(self._myself.keyring.sign_seed))

    def join(self) -> GroupSpace:
        """Return the group once its chain shows what was agreed; otherwise `CeremonyError`, and nothing is kept."""
        links = self.api.links(self._setting.group_id, -1)
        state, side = check_joined(self.side, links), self.side
        assert side.facilitator is not None, "a ceremony was held"
        space = GroupSpace(self._setting.group_id, self._myself, GroupState(self._setting.group_id))
        space.create_hash = self.letter.create_hash
        space.pins.add((side.facilitator.identity, side.transcript))
        space.joined = state.verified[side.transcript].seq
        reading.take_links(space, links)
        assert space.state.head == state.head, "the same links"
        reading.pull(self.api, space)
        return space


class Welcome(_Attempt):
    """The facilitator's side of an invitation of their own."""

    def __init__(
        self, api: GroupApi, space: GroupSpace, name: str, secret: bytes, role: int, replaces: bytes | None
    ) -> None:
        """Stand at the group's place as this device verified it."""
        super().__init__(api, secret)
        self.space = space
        keyring, create_hash = space.myself.keyring, space.state.head_at(0)
        assert create_hash is not None, "a group has a first link"
        terms = Terms(space.mark.seq, space.mark.head, role, replaces)
        setting = Setting(space.group_id, create_hash, secret)
        self.side = Facilitator(setting, Claim(keyring.identity, keyring.box_key, name), terms)

    def begin(self) -> bool:
        """Answer the newcomer's commitment when it has come."""
        heard = self.api.hear(self.invitation_id)
        self.attempt = heard.attempt
        if 1 not in heard.messages or heard.failed_at is not None:
            return False
        with self.failing():
            self.api.say(self.invitation_id, self.attempt, 2, self.side.answer(heard.messages[1]))
        return True

    def advance(self) -> bool:
        """Learn who is there when they have revealed it; the digits are known from then on."""
        reveal = self.message(3)
        if reveal is None:
            return False
        with self.failing():
            self.side.learn(reveal)
        return True

    def type_digits(self, typed: str) -> None:
        """Take the newcomer's code; another ends the attempt on both sides."""
        with self.failing():
            self.side.type_digits(typed)

    def add(self) -> bool:
        """Link the newcomer with a new key, when their signature has come and both codes were right."""
        signature = self.message(5)
        if signature is None:
            return False
        with self.failing():
            self.side.receive(signature)
            operation = self.side.add()

        def compose(link: Writing) -> None:
            link.operations.append(operation)
            link.rotate()

        pin = (operation.identity, operation.transcript)
        writing.send(self.api, self.space, compose, (pin,))
        return True
