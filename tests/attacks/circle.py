"""A group that lives as long as a file of tests: two people in browsers, one at the Python client, one evil server.

Anne leads, in a browser; Basile is a member, in another; Chloé is a member at the Python client, so that a test can
write for her what no client of ours would. All three verified each other by whole ceremonies through the evil server.
Each browser calls itself by its person's name, so that a rule can lie to one of them and tests see who sent what.
"""

import base64
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from crypto.client import Client, WsgiTransport
from crypto.client.groups import Arrival
from crypto.frames import Frame
from tests.attacks.evil_server import EvilServer, Request, Rule, serving
from tests.browser import groups
from tests.browser.carnet import Carnet
from tests.browser.gestures import visit
from tests.browser.live_server import free_port
from tests.browser.person import DESK, settings_of
from tests.crypto.conftest import PASSPHRASE
from tests.crypto.group_people import People
from webapp import create_app
from webapp.config import Settings
from webapp.pages.shells import Shells

SHARE = "notebook.groups.share(a[0], a[1])"
FLUSH = "notebook.groups.flush()"
_READ_AGAIN = "notebook.groups.wordsAgree(a[0])"
_LOOK = "() => window.ceremony.look()"
HOLD = "notebook.groups.startCeremony(a[0]).then((held) => { window.ceremony = held; })"
SENTENCES = {
    "fork": "le serveur montre deux histoires différentes. Rien de plus n’est envoyé.",
    "rollback": "le serveur montre moins que ce que cet appareil a déjà vu. Rien de plus n’est envoyé.",
    "chain": "Recul refuse ce que le serveur montre de ce groupe",
}


def words(text: str, **changes: Any) -> dict[str, Any]:
    """What is shared: a line for everybody, for a few days."""
    asked = {"title": text, "body": [["paragraph", [[text, []]]]], "seance": None, "readers": None, "named": True}
    return asked | {"end": groups.TODAY + 14} | changes


@dataclass
class Member:
    """Somebody in a browser, who looks at the page of the group."""

    name: str
    carnet: Carnet
    evil: EvilServer
    group: str

    def flush(self) -> None:
        """Exchange with the server."""
        self.carnet.do(FLUSH)

    @property
    def shown(self) -> dict[str, Any]:
        """The group as this person sees it."""
        return groups.group_of(self.carnet, self.group)

    @property
    def standing(self) -> tuple[str, str | None]:
        """The state of the group, and what is wrong with it."""
        shown = self.shown
        return shown["state"], shown["trouble"]

    @property
    def texts(self) -> dict[str, str | None]:
        """The titles of what is shared, by id; None for a broken one."""
        return {each["id"]: None if each["broken"] else each["title"] for each in self.shown["shares"]}

    def share(self, text: str, **changes: Any) -> str:
        """Share a line; returns its id."""
        share_id: str = self.carnet.do(SHARE, self.group, words(text, **changes))
        self.flush()
        return share_id

    def identity(self, name: str) -> str:
        """The identity of somebody of the group."""
        return next(str(each["id"]) for each in self.shown["people"] if each["name"] == name)

    def sent(self, since: int) -> list[Request]:
        """What this person sent to the group that writes anything, from an exchange on."""
        mine = (request for request, _ in self.evil.exchanges[since:] if request.agent == self.name)
        theirs = (each for each in mine if self.group in each.path and each.method != "GET")
        return [each for each in theirs if not each.path.endswith("/objects/fetch")]

    def frames_sent(self, since: int) -> list[Frame]:
        """What was in the links that this person sent to the group, from an exchange on."""
        return [frame for each in self.sent(since) if each.path.endswith("/links") for frame in each.frames]

    def fooled(self, *rules: Rule) -> None:
        """Mount rules that lie to this person alone."""
        for each in rules:
            each.victim = self.name
        self.evil.mount(*rules)

    def stops(self, rules: list[Rule], trouble: str, meet: str = FLUSH) -> None:
        """Expect this person to refuse: the group is frozen, a sentence says so, and nothing more leaves for it.

        `meet` is what the person does while the rules hold. Afterwards the server behaves, and the group is read again.
        """
        since = len(self.evil.exchanges)
        self.fooled(*rules)
        self.carnet.do(meet, self.group)
        assert sum(each.fired for each in rules) > 0, f"the attack {rules[0].row} did not take place"
        assert self.standing == ("frozen", trouble)
        assert self.carnet.refusal(SHARE, self.group, words("jamais")) == trouble
        self.flush()
        assert [each.path for each in self.sent(since)] == []
        expect(self.page.get_by_role("alert")).to_contain_text(SENTENCES[trouble])
        self.evil.behave()
        self.read_again()
        assert self.standing == ("ready", None)

    def read_again(self) -> None:
        """Read the group again, as one does when the words of the day were the same."""
        self.carnet.do(_READ_AGAIN, self.group)

    @property
    def page(self) -> Page:
        """The tab."""
        return self.carnet.page


@dataclass
class Circle:
    """The three of them, and what they have in common."""

    evil: EvilServer
    people: People
    chloe: Client
    browser_of: Callable[[str], Carnet]
    passphrase: str  # Basile's
    members: dict[str, Member] = field(default_factory=dict)

    @property
    def anne(self) -> Member:
        """She leads."""
        return self.members["Anne"]

    @property
    def basile(self) -> Member:
        """He is a member."""
        return self.members["Basile"]

    def follow(self) -> None:
        """Have everybody take what is new."""
        for each in self.members.values():
            each.flush()
        self.people.follow(self.chloe)


def secret_of(invitation: dict[str, Any]) -> bytes:
    """Return the secret that an address carries after its #."""
    return base64.urlsafe_b64decode(invitation["address"].partition("#")[2] + "==")


def meet(anne: Carnet, newcomer: Client, group: str, name: str) -> Arrival:
    """Bring the facilitator's browser and a newcomer at the Python client to their digits."""
    invitation = groups.invite(anne, group)
    arrival = newcomer.groups.arrive(secret_of(invitation))
    arrival.begin(name)
    anne.do(HOLD, invitation["invitationId"])
    look(anne)
    assert arrival.advance()
    look(anne)
    return arrival


def look(side: Carnet) -> None:
    """Have a browser look at its ceremony now."""
    side.page.evaluate(_LOOK)


def _join(anne: Carnet, newcomer: Client, group: str, name: str) -> None:
    arrival = meet(anne, newcomer, group, name)
    groups.type_digits(anne, arrival.side.digits)
    arrival.type_digits(groups.digits_of(anne))
    look(anne)
    newcomer.groups.join(arrival)
    newcomer.groups.put_card(bytes.fromhex(group), name, [])


@contextmanager
def gathered(browser: Browser, data_dir: Path, migrated_file: Path, shells: Shells) -> Iterator[Circle]:
    """Give the circle, everybody with all that is new, on the page of the group."""
    shutil.copyfile(migrated_file, data_dir / "recul.sqlite")
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    app = create_app(Settings(data_dir=data_dir, public_url=origin, brotli_quality=1), shells)
    evil = EvilServer(app)
    with ExitStack() as departures:
        departures.callback(app.extensions["recul"].database.engine.dispose)
        departures.enter_context(serving(evil, port))

        def browser_of(name: str) -> Carnet:
            context = browser.new_context(**settings_of(origin, DESK), user_agent=name)
            departures.callback(context.close)
            return Carnet(context.new_page())

        anne, basile = browser_of("Anne"), browser_of("Basile")
        anne.create("anne")
        passphrase, _ = basile.create("basile")
        group = groups.create_group(anne, name="Anne")
        groups.join(anne, basile, group, "Basile")
        chloe = Client(WsgiTransport(evil))
        chloe.register("chloe", PASSPHRASE)
        _join(anne, chloe, group, "Chloé")
        people = People(chloe, bytes.fromhex(group), {"Chloé": chloe})
        circle = Circle(evil, people, chloe, browser_of, passphrase)
        for name, carnet in (("Anne", anne), ("Basile", basile)):
            circle.members[name] = Member(name, carnet, evil, group)
            visit(carnet.page, "Groupe")
        circle.follow()
        yield circle
