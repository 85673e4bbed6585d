"""A ceremony between two people, the same in every vector that needs one."""

from dataclasses import dataclass
from typing import Any

from crypto import ceremony
from crypto.ceremony import Claim, Reveal, Setting, Terms
from crypto.ceremony_sides import Facilitator, Newcomer
from crypto.group_operations import MEMBER, Add
from tests.vectors.generate import fixed
from tests.vectors.group.circle import ANNE, BASILE, GROUP, Circle, Somebody

SECRET = fixed("invitation", 16)


@dataclass(frozen=True)
class Meeting:
    """A ceremony between Anne, who leads, and Basile, who comes."""

    circle: Circle
    facilitator: Facilitator
    newcomer: Newcomer
    setting: Setting
    terms: Terms
    offer: bytes
    reveal: bytes

    @classmethod
    def held(cls, circle: Circle | None = None, **terms: Any) -> "Meeting":
        """Return a ceremony held until both screens show their digits."""
        circle = circle or Circle()
        setting = Setting(GROUP, circle.state.heads[0], SECRET)
        offered = Terms(
            **{"seq": circle.state.next_seq - 1, "head": circle.state.head, "role": MEMBER, "replaces": None, **terms}
        )
        facilitator = Facilitator(setting, claim_of(ANNE), offered, fixed("nonce of anne"))
        newcomer = Newcomer(setting, claim_of(BASILE), fixed("nonce of basile"))
        offer = facilitator.answer(newcomer.commit())
        reveal = newcomer.reveal(offer)
        facilitator.learn(reveal)
        return cls(circle, facilitator, newcomer, setting, offered, offer, reveal)

    @property
    def signature(self) -> bytes:
        """The newcomer's signature."""
        return ceremony.sign_join(BASILE.seed, GROUP, self.newcomer.transcript, BASILE.box_key, self.terms.role)

    @property
    def add(self) -> Add:
        """The operation to link."""
        who, terms = BASILE, self.terms
        return Add(who.identity, who.box_key, terms.role, self.newcomer.transcript, self.signature, terms.replaces)

    @property
    def of_newcomer(self) -> dict[str, Any]:
        """The input of the newcomer's side."""
        return {
            "group_id": GROUP,
            "create_hash": self.setting.create_hash,
            "secret": SECRET,
            "seed": BASILE.seed,
            "box_secret": BASILE.box_secret,
            "name": "Basile",
            "nonce": self.newcomer.nonce,
        }

    @property
    def of_facilitator(self) -> dict[str, Any]:
        """The input of the facilitator's side."""
        terms = self.terms
        return {
            "group_id": GROUP,
            "create_hash": self.setting.create_hash,
            "secret": SECRET,
            "identity": ANNE.identity,
            "box_key": ANNE.box_key,
            "name": "Anne",
            "nonce": self.facilitator.nonce,
            "seq": terms.seq,
            "head": terms.head,
            "role": terms.role,
            "replaces": terms.replaces,
        }


def claim_of(who: Somebody) -> Claim:
    """Return what somebody says they are."""
    return Claim(who.identity, who.box_key, who.name.capitalize())


def revealed(nonce: bytes, claim: bytes) -> bytes:
    """Return a third message."""
    return Reveal(nonce, claim).to_bytes()


def step(name: str, refused_: bool = False, **fields: Any) -> dict[str, Any]:
    """Return a step of a side."""
    return {"step": name, "refused": refused_, **fields}
