"""People and ends by the door: roles, departures, agreements of three, the words of the day, a group that closes.

The same two people serve the whole file, with another group in each test.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.carnet import Carnet, carnet_of
from tests.browser.gestures import visit
from tests.browser.groups import TODAY, create_group, group_of, join
from tests.browser.person import Person


@dataclass
class Pair:
    """A facilitator and a member, their passphrases, and who they are in the browser."""

    carnets: list[Carnet]
    people: list[Person]
    passphrases: list[str]

    def group(self) -> tuple[str, Carnet, Carnet]:
        """Make another group of both; returns its id and their notebooks."""
        camille, dominique = self.carnets
        group = create_group(camille)
        join(camille, dominique, group, "Dominique")
        return group, camille, dominique


@pytest.fixture(scope="module")
def pair(resident: Callable[[], Person]) -> Pair:
    """The two of them."""
    people = [resident(), resident()]
    carnets = [carnet_of(each) for each in people]
    logins = ("camille", "dominique")
    return Pair(carnets, people, [carnet.create(login)[0] for carnet, login in zip(carnets, logins, strict=True)])


def _flush(*carnets: Carnet) -> None:
    for carnet in carnets:
        carnet.do("notebook.groups.flush()")


def _identity(carnet: Carnet, group: str, name: str) -> str:
    identity: str = next(each["id"] for each in group_of(carnet, group)["people"] if each["name"] == name)
    return identity


def _appends(group: str) -> re.Pattern[str]:
    return re.compile(rf"/chains/{group}/links$")


def _open_again(carnet: Carnet, passphrase: str, group: str) -> None:
    """Lose the page with all that it held, then open the notebook of this device on an honest network."""
    carnet.reload()
    carnet.page.unroute(_appends(group))
    carnet.unlock(passphrase)
    carnet.wait("notebook.groups.list.get(a[0])?.state === 'ready'", group)
    _flush(carnet)


def test_a_facilitator_hands_over_and_leaves(pair: Pair) -> None:
    """Whoever runs a group alone neither leaves nor deletes the account; with another, leaving is possible."""
    group, camille, dominique = pair.group()
    leave = "notebook.groups.leave(a[0], {shares: new Map()})"
    assert camille.refusal(leave, group) == "sole-facilitator"
    assert camille.refusal("notebook.deleteAccount('sans importance')") == "sole-facilitator"
    camille.do("notebook.groups.setRole(a[0], a[1], 'facilitator')", group, _identity(camille, group, "Dominique"))
    camille.do(leave, group)
    assert (group_of(camille, group)["state"], group_of(camille, group)["title"]) == ("left", "Analyse du jeudi")
    _flush(dominique)
    shown = group_of(dominique, group)
    assert [each["name"] for each in shown["people"]] == ["Dominique"]
    assert (shown["role"], shown["state"]) == ("facilitator", "due")
    assert [each["name"] for each in shown["former"]] == ["Camille"]


def test_a_group_offers_no_more_places_than_it_has(pair: Pair) -> None:
    """Fifteen people at most: a sixteenth invitation is refused before anybody hopes for anything."""
    camille, _ = pair.carnets
    group = create_group(camille)
    asked = {"count": 15, "role": "member", "lastDay": TODAY + 10}
    assert camille.refusal("notebook.groups.invite(a[0], a[1])", group, asked) == "group-full"
    assert camille.do("notebook.groups.invitations(a[0])", group) == []
    assert len(camille.do("notebook.groups.invite(a[0], a[1])", group, asked | {"count": 14})) == 14


def test_someone_who_was_removed_is_told_and_reads_no_more(pair: Pair) -> None:
    """The one who was removed sees that the group is closed to them; the others go on under another key."""
    group, camille, dominique = pair.group()
    epoch = group_of(camille, group)["epoch"]
    pair.people[1].expects("status of 404")
    camille.do("notebook.groups.remove(a[0], a[1])", group, _identity(camille, group, "Dominique"))
    assert (group_of(camille, group)["epoch"], group_of(camille, group)["state"]) == (epoch + 1, "ready")
    _flush(dominique)
    assert (group_of(dominique, group)["state"], group_of(dominique, group)["trouble"]) == ("trouble", "not-member")


def test_a_facilitator_who_vanishes_while_the_key_changes_leaves_the_group_whole(pair: Pair) -> None:
    """A removal whose request is lost did not happen; one whose answer is lost did: the next opening knows which."""
    group, camille, dominique = pair.group()
    pair.people[0].expects("ERR_FAILED")
    pair.people[1].expects("status of 404")
    removal, theirs = "notebook.groups.remove(a[0], a[1])", _identity(camille, group, "Dominique")
    epoch = group_of(camille, group)["epoch"]

    camille.page.route(_appends(group), lambda route: route.abort())
    assert camille.refusal(removal, group, theirs) == "offline"
    _open_again(camille, pair.passphrases[0], group)
    assert (group_of(camille, group)["epoch"], len(group_of(camille, group)["people"])) == (epoch, 2)

    arrived: list[Route] = []
    camille.page.route(_appends(group), lambda route: (route.fetch(), arrived.append(route)))
    camille.do(f"({removal}.catch(() => null), null)", group, theirs)
    while not arrived:
        camille.page.wait_for_timeout(20)
    _open_again(camille, pair.passphrases[0], group)
    assert (group_of(camille, group)["epoch"], len(group_of(camille, group)["people"])) == (epoch + 1, 1)
    _flush(dominique)
    assert group_of(dominique, group)["trouble"] == "not-member"


def test_words_are_the_same_for_all_and_different_ones_stop_sharing(pair: Pair) -> None:
    """Two screens show the same eight words once a séance is open; different ones freeze sharing until they agree."""
    group, camille, dominique = pair.group()
    seance = group_of(camille, group)["seances"][0]["id"]
    camille.do("notebook.groups.anchor(a[0], a[1])", group, seance)
    _flush(dominique)
    words = [each.do("notebook.groups.words(a[0])", group) for each in (camille, dominique)]
    assert words[0] == words[1]
    assert (len(words[0]["words"]), words[0]["anchored"], words[0]["seance"]) == (8, True, seance)
    dominique.do("notebook.groups.wordsDiffer(a[0])", group)
    assert (group_of(dominique, group)["state"], group_of(dominique, group)["trouble"]) == ("frozen", "words")
    share = {"title": "", "body": [], "seance": None, "end": TODAY + 1, "readers": None, "named": True}
    assert dominique.refusal("notebook.groups.share(a[0], a[1])", group, share) == "words"
    dominique.do("notebook.groups.wordsAgree(a[0])", group)
    assert group_of(dominique, group)["state"] == "ready"
    assert dominique.alarm is None


def test_a_group_has_another_end_and_its_charter_another_version(pair: Pair) -> None:
    """A nearer end is announced to all; a clause that changed is accepted again by each."""
    group, camille, dominique = pair.group()
    camille.do("notebook.groups.close(a[0], a[1])", group, TODAY + 30)
    clauses = [{"text": "Ce qui est dit ici reste ici, et s’efface."}]
    held = [{"day": TODAY - 1, "starts": "18:00", "ends": "20:00", "place": "salle 2"}]
    changes = {"title": "Analyse", "clauses": clauses, "seances": held}
    camille.do("notebook.groups.editFrame(a[0], a[1])", group, changes)
    _flush(dominique)
    shown = group_of(dominique, group)
    assert (shown["end"], shown["closing"]) == (TODAY + 30, TODAY + 30)
    assert (shown["title"], shown["charter"], shown["accepted"]) == ("Analyse", 2, False)
    accepted = [each["id"] for each in shown["clauses"]]
    dominique.do("notebook.groups.acceptCharter(a[0], a[1], 'Dominique')", group, accepted)
    assert group_of(dominique, group)["accepted"] is True
    _keep_since_the_seance(camille.page)


def _keep_since_the_seance(page: Page) -> None:
    """The journal offers what was lived since the last séance of the person's groups."""
    visit(page, "Journal")
    page.get_by_text("Dates", exact=True).click()
    since = page.get_by_role("button", name="Depuis la séance du ")
    since.click()
    expect(since).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Du", exact=True)).to_have_value(str(date(1970, 1, 1) + timedelta(days=TODAY - 1)))
