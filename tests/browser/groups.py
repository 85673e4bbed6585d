"""What the tests about groups do through the notebook's door."""

import time
from typing import Any

from tests.browser.carnet import Carnet

TODAY = int(time.time() // 86_400)
FRAME: dict[str, Any] = {
    "title": "Analyse du jeudi",
    "form": "app",
    "colour": 3,
    "rhythm": "tous les quinze jours",
    "planned": 10,
    "windows": "closed",
    "clauses": [{"text": "Ce qui est dit ici reste ici."}],
    "seances": [{"day": TODAY + 7, "starts": "18:00", "ends": "20:00", "place": "salle 2"}],
    "name": "Camille",
    "end": TODAY + 300,
}


_BEGIN = "notebook.groups.startCeremony(a[0]).then((ceremony) => { window.ceremony = ceremony; })"


def create_group(carnet: Carnet, **changes: Any) -> str:
    """Make a group; returns its id."""
    group: str = carnet.do("notebook.groups.create(a[0])", FRAME | changes)
    return group


def invite(facilitator: Carnet, group: str, **offer: Any) -> dict[str, Any]:
    """Offer one place; returns its address, its id and its last day."""
    asked = {"count": 1, "role": "member", "lastDay": TODAY + 10} | offer
    made: list[dict[str, Any]] = facilitator.do("notebook.groups.invite(a[0], a[1])", group, asked)
    return made[0]


def take(newcomer: Carnet, invitation: dict[str, Any], name: str) -> None:
    """Read the letter and take the place, accepting every clause."""
    secret = invitation["address"].split("#")[1]
    letter = newcomer.do("notebook.groups.readLetter(a[0])", secret)
    accepted = [clause["id"] for clause in letter["clauses"]]
    newcomer.do("notebook.groups.takeInvitation(a[0], a[1])", secret, {"name": name, "accepted": accepted})


def begin_ceremony(facilitator: Carnet, newcomer: Carnet, invitation: dict[str, Any]) -> None:
    """Begin on both sides, until each shows its digits."""
    newcomer.do(_BEGIN, invitation["invitationId"])
    facilitator.do(_BEGIN, invitation["invitationId"])
    for side in (facilitator, newcomer):
        side.page.wait_for_function("() => window.ceremony.step === 'digits'")


def digits_of(side: Carnet) -> str:
    """Return what this person reads aloud."""
    digits: str = side.page.evaluate("window.ceremony.digits")
    return digits


def type_digits(side: Carnet, digits: str) -> None:
    """Type what the other person read."""
    side.page.evaluate("(digits) => window.ceremony.typeDigits(digits)", digits)


def join(facilitator: Carnet, newcomer: Carnet, group: str, name: str, **offer: Any) -> None:
    """Make someone a member: an invitation, its letter, and two people who read digits to each other."""
    invitation = invite(facilitator, group, **offer)
    take(newcomer, invitation, name)
    begin_ceremony(facilitator, newcomer, invitation)
    heard = {facilitator: digits_of(newcomer), newcomer: digits_of(facilitator)}
    for side, digits in heard.items():
        type_digits(side, digits)
    for side in heard:
        side.page.wait_for_function("() => window.ceremony.step === 'joined'")
    newcomer.wait("notebook.groups.list.get(a[0])?.state === 'ready'", group)
    facilitator.wait("notebook.groups.list.get(a[0]).people.some(({name}) => name === a[1])", group, name)


def sign_and_close(facilitator: Carnet, newcomer: Carnet, group: str, name: str, passphrase: str) -> None:
    """Make someone a member whose page closes between their signature and the link that lets them in."""
    invitation = invite(facilitator, group)
    take(newcomer, invitation, name)
    begin_ceremony(facilitator, newcomer, invitation)
    right = digits_of(newcomer)
    type_digits(newcomer, digits_of(facilitator))
    newcomer.page.wait_for_function("() => window.ceremony.step === 'signing'")
    newcomer.reload()
    type_digits(facilitator, right)
    facilitator.page.wait_for_function("() => window.ceremony.step === 'joined'")
    newcomer.unlock(passphrase)
    newcomer.wait("notebook.groups.list.get(a[0])?.state === 'ready'", group)
    newcomer.wait("notebook.groups.pending.length === 0")


def group_of(carnet: Carnet, group: str) -> dict[str, Any]:
    """Return what is shown of a group."""
    shown: dict[str, Any] = carnet.do("notebook.groups.list.get(a[0])", group)
    return shown
