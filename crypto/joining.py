"""What a newcomer requires of the chain before believing they joined (`docs/spec/ceremony.md` §4)."""

from collections.abc import Sequence

from crypto.ceremony_sides import Newcomer
from crypto.errors import CeremonyError
from crypto.group_operations import FACILITATOR, Add
from crypto.group_state import GroupState
from crypto.group_view import GroupLink


def check_joined(newcomer: Newcomer, links: Sequence[bytes]) -> GroupState:
    """Return the state of a group after all its links, from link 0, once they show what the ceremony agreed.

    Raise `CeremonyError` when they do not, and the errors of a chain for a link that breaks a rule.
    """
    offer, facilitator, setting = newcomer.offer, newcomer.facilitator, newcomer.setting
    assert offer is not None and facilitator is not None, "a ceremony was held"
    state, seen, joined = GroupState(setting.group_id), False, False
    for signed in links:
        if state.next_seq == offer.terms.seq + 1:
            seen = _leads(state, facilitator.identity, facilitator.box_key) and state.head == offer.terms.head
        link = state.append(signed)
        joined = joined or (seen and _is_of(newcomer, link))
    if state.head_at(0) != setting.create_hash or not joined:
        raise CeremonyError("another group than the one agreed")
    return state


def _leads(state: GroupState, identity: bytes, box_key: bytes) -> bool:
    member = state.roster.members.get(identity)
    return member is not None and (member.role, member.box_key) == (FACILITATOR, box_key)


def _is_of(newcomer: Newcomer, link: GroupLink) -> bool:
    assert newcomer.offer is not None and newcomer.facilitator is not None, "a ceremony was held"
    terms, claim = newcomer.offer.terms, newcomer.claim
    agreed = (claim.identity, claim.box_key, terms.role, newcomer.transcript, terms.replaces)
    adds = [each for each in link.operations if isinstance(each, Add)]
    linked = [(each.identity, each.box_key, each.role, each.transcript, each.replaces) for each in adds]
    return link.author == newcomer.facilitator.identity and agreed in linked
