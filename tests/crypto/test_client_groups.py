"""What the Python client keeps of groups between two runs, and what it does when answers are lost."""

from collections.abc import Callable, Mapping

import pytest

from crypto.client import Client, Device, OfflineError, RefusedError, WsgiTransport
from crypto.client.transport import Answer
from crypto.errors import PasswordError
from crypto.templates import Template
from tests.crypto.conftest import OTHER_PASSPHRASE, PASSPHRASE, network_of
from tests.crypto.group_people import People, identity_of, lines, today

Arrive = Callable[[], Client]


class Network:
    """A network before a server that loses the request, or the answer, of the next links that are sent."""

    def __init__(self, transport: WsgiTransport) -> None:
        self.cookies = transport.cookies
        self.loses: str | None = None
        self._transport = transport

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Carry a request and its answer, or not."""
        lost, sends = self.loses, method == "POST" and path.endswith("/links")
        if lost == "everything" or (sends and lost == "request"):
            raise OfflineError("lost")
        answer = self._transport.request(method, path, headers, body)
        if sends and lost == "answer":
            raise OfflineError("lost")
        return answer


@pytest.fixture
def people(arrive: Arrive, person: Client) -> People:
    """Anne, who leads a group, and Basile behind a network."""
    made, basile = People(person), arrive()
    basile.api.transport = Network(basile.api.transport)  # type: ignore[arg-type]
    basile.register("basile", PASSPHRASE)
    made.make()
    made.join(basile, "Basile")
    return made


def run_again(client: Client) -> Client:
    """Return the same device after its record was written to a file and read again."""
    again = Client(client.api.transport, Device.from_bytes(client.device.to_bytes()))
    again.unlock(PASSPHRASE)
    return again


@pytest.mark.parametrize("lost", ["request", "answer"])
def test_a_share_whose_answer_is_lost_is_posted_once(people: People, lost: str) -> None:
    """A share that got no answer waits on the device, over a restart too; the next exchange posts it, never twice."""
    anne, basile = people.leader, people.clients["Basile"]
    network_of(basile, Network).loses = lost
    with pytest.raises(OfflineError):
        people.share(basile, "une seule fois")
    (draft,) = basile.groups.waiting()
    network_of(basile, Network).loses = None
    basile = run_again(basile)
    assert basile.groups.sync() == {people.group_id: None}
    assert basile.groups.waiting() == []
    people.follow(anne)
    assert list(people.texts(anne)) == [draft.object_id]
    assert people.space(anne).state.objects[draft.object_id].revision == 1


def test_a_share_waits_until_its_author_knows_who_reads(people: People, arrive: Arrive) -> None:
    """Written without network for the people seen then, it asks again when there are others."""
    anne, basile = people.leader, people.clients["Basile"]
    network_of(basile, Network).loses = "everything"
    basile = run_again(basile)
    with pytest.raises(OfflineError):
        people.share(basile, "pour nous deux")
    denis = arrive()
    denis.register("denis", PASSPHRASE)
    people.join(denis, "Denis")
    network_of(basile, Network).loses = None
    assert basile.groups.sync() == {people.group_id: "group-changed"}
    (draft,) = basile.groups.waiting()
    people.follow(denis)
    assert people.texts(denis) == {}
    basile.groups.confirm(draft.object_id)
    people.follow(anne, denis)
    assert basile.groups.waiting() == [] and list(people.texts(denis)) == [draft.object_id]
    with pytest.raises(RefusedError, match="not-verified"):
        basile.groups.share(bytes(16), lines("ailleurs"), today() + 1)
    assert basile.groups.waiting() == []


def test_a_group_is_kept_with_its_device(people: People) -> None:
    """What a device verified is read after a restart without network; of a group that was left nothing is kept."""
    anne, basile = people.leader, people.clients["Basile"]
    shared = people.share(anne, "avant")
    people.follow(basile)
    network_of(basile, Network).loses = "everything"
    basile = run_again(basile)
    assert shared in basile.groups.open(people.group_id).contents
    assert basile.device.groups[people.group_id].links[-1] == people.space(anne).links[-1]
    network_of(basile, Network).loses = None
    basile.groups.leave(people.group_id)
    assert basile.device.groups == {}


def test_new_keys_after_a_compromise_leave_every_group_first(people: People) -> None:
    """The old identity leaves where others can lead, and stays where nobody could; a weak new phrase leaves nothing."""
    anne, basile = people.leader, people.clients["Basile"]
    old = {each: identity_of(each) for each in (anne, basile)}
    with pytest.raises(PasswordError):
        basile.rekey(PASSPHRASE, "court", lambda _: None, compromised=True)
    for each in (anne, basile):
        each.rekey(PASSPHRASE, OTHER_PASSPHRASE, lambda _: None, compromised=True)
    people.follow(anne)
    roster = people.space(anne).state.roster
    assert old[basile] in roster.former and set(roster.members) == {old[anne]} and roster.due
    assert basile.groups.sync() == {} and people.group_id not in basile.device.groups


def test_the_alias_book_and_the_templates_follow_their_owner(people: People, arrive: Arrive) -> None:
    """What two devices add is one book and one set of templates, no text of the person, in no group."""
    anne, other = people.leader, arrive()
    other.sign_in(anne.device.keys.login, PASSPHRASE)
    other.accept_state()
    anne.groups.remember_aliases(("Karim", "K."), ("Sarcelles", "la ville"))
    other.groups.remember_aliases(("Karim", "K."), ("Jeanne", "J."))
    anne.keep_template(Template(b"a" * 16, 5, ("Le seuil", ("Qui entre ?",))))
    other.keep_template(Template(b"a" * 16, 6, ("Le seuil", ("Qui entre ?", "Qui sort ?"))))
    other.keep_template(Template(b"b" * 16, 5, ("Le bruit", ("D’où vient-il ?",))))
    anne.keep_template(Template(b"b" * 16, 9, None))
    assert [template.asked for template in anne.templates()] == [("Le seuil", ("Qui entre ?", "Qui sort ?"))]
    assert set(anne.groups.aliases()) == {("Karim", "K."), ("Sarcelles", "la ville"), ("Jeanne", "J.")}
    assert anne.listing() == {} and anne.groups.sync() == {people.group_id: None}
