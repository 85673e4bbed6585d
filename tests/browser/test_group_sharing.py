"""Sharing by the door: said once it is in the chain, read by those it is for, taken back, answered, ended.

One group of three serves the whole file; whoever leaves it does so in the last test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.carnet import Carnet, carnet_of
from tests.browser.gestures import press
from tests.browser.groups import TODAY, create_group, group_of, join
from tests.browser.person import Person

_BODY = [["paragraph", [["Une scène avec une famille.", []]]]]
_NEVER_ASKS_BY_ITSELF = """
const repeat = setInterval;
globalThis.setInterval = (act, pause, ...rest) => pause >= 30_000 ? 0 : repeat(act, pause, ...rest);
"""
_SHARED = "notebook.groups.list.get(a[0]).shares.find(({id}) => id === a[1])"
_HOLD_TURN = """() => new Promise((held) => {
  navigator.locks.request('recul-groups', () => new Promise((end) => { window.release = end; held(); }));
})"""
_GO_TO = """(share) => {
  history.pushState(null, '', `/carnet/extrait#${share}`);
  dispatchEvent(new PopStateEvent('popstate'));
}"""
_SELECT = """() => {
  const [link] = [...document.querySelectorAll('recul-share .body p *, recul-share .body p')]
    .flatMap((each) => [...each.childNodes]).filter((node) => node.data === 'la page');
  const quote = document.createTreeWalker(document.querySelector('recul-share blockquote'), NodeFilter.SHOW_TEXT);
  while (quote.nextNode().data === '');
  const range = document.createRange();
  range.setStart(link, 3);
  range.setEnd(quote.currentNode, 6);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


@dataclass
class Circle:
    """A group of three: its id, their notebooks, the people; the third's passphrase."""

    group: str
    carnets: list[Carnet]
    people: list[Person]
    passphrase: str


@pytest.fixture(scope="module")
def circle(resident: Callable[[], Person]) -> Circle:
    """The group, in browsers that learn of what others do by wake-ups alone."""
    people = [resident() for _ in range(3)]
    for each in people:
        each.context.add_init_script(_NEVER_ASKS_BY_ITSELF)
    carnets = [carnet_of(each) for each in people]
    passphrases = [
        carnet.create(login)[0] for carnet, login in zip(carnets, ("camille", "dominique", "alix"), strict=True)
    ]
    group = create_group(carnets[0])
    join(carnets[0], carnets[1], group, "Dominique")
    join(carnets[0], carnets[2], group, "Alix")
    flush(*carnets)
    return Circle(group, carnets, people, passphrases[2])


def flush(*carnets: Carnet) -> None:
    """Exchange with the server, each in turn."""
    for carnet in carnets:
        carnet.do("notebook.groups.flush()")


def share(carnet: Carnet, group: str, **changes: Any) -> str:
    """Share a text with everyone; returns its id."""
    asked = {"title": "La réunion", "body": _BODY, "seance": None, "end": TODAY + 14, "readers": None, "named": True}
    share_id: str = carnet.do("notebook.groups.share(a[0], a[1])", group, asked | changes)
    return share_id


def shares(carnet: Carnet, group: str) -> dict[str, dict[str, Any]]:
    """Return what is shown, by id."""
    return {each["id"]: each for each in group_of(carnet, group)["shares"]}


def test_a_share_is_read_answered_revised_and_taken_back(circle: Circle) -> None:
    """Everyone reads it under its author's name; an answer points at a passage; a tombstone ends both."""
    group, (camille, dominique, alix) = circle.group, circle.carnets
    share_id = share(dominique, group)
    flush(dominique, camille, alix)
    for reader in (camille, dominique, alix):
        read = shares(reader, group)[share_id]
        assert (read["title"], read["shownAuthor"], read["saved"]) == ("La réunion", "Dominique", "server")
        assert (read["body"], read["whole"], len(read["readers"])) == (_BODY, True, 3)
    answer = {"form": "question", "text": "Que disait la mère ?", "passage": {"start": 0, "end": 9}, "named": True}
    camille.do("notebook.groups.answer(a[0], a[1], a[2])", group, share_id, answer)
    flush(camille, dominique)
    [heard] = shares(dominique, group)[share_id]["answers"]
    assert (heard["shownAuthor"], heard["passage"]) == ("Camille", {"start": 0, "end": 9})
    shorter = [["paragraph", [["Une scène.", []]]]]
    dominique.do("notebook.groups.revise(a[0], a[1], a[2])", group, share_id, {"body": shorter})
    flush(dominique, alix)
    revised = shares(alix, group)[share_id]
    assert (revised["body"], revised["revision"], revised["answers"][0]["passage"]) == (shorter, 2, "changed")
    dominique.do("notebook.groups.withdraw(a[0], a[1])", group, share_id)
    flush(dominique, camille, alix)
    assert [shares(each, group) for each in (camille, dominique, alix)] == [{}, {}, {}]


def test_a_share_for_one_person_is_not_listed_by_another(circle: Circle) -> None:
    """Only the reader who was chosen, and its author, see it; the third sees nothing at all."""
    group, (camille, dominique, alix) = circle.group, circle.carnets
    reader = next(each["id"] for each in group_of(dominique, group)["people"] if each["name"] == "Camille")
    share_id = share(dominique, group, readers=[reader])
    flush(dominique, camille, alix)
    assert shares(camille, group)[share_id]["whole"] is False
    assert not shares(camille, group)[share_id]["broken"]
    assert not shares(dominique, group)[share_id]["broken"]
    assert shares(alix, group) == {}
    named = camille.do("notebook.groups.readersOf(a[0], a[1])", group, share_id)
    assert sorted(each["name"] for each in named) == ["Camille", "Dominique"]
    dominique.do("notebook.groups.withdraw(a[0], a[1])", group, share_id)
    flush(dominique, camille)


def test_an_answer_points_at_the_words_that_were_selected(circle: Circle) -> None:
    """Over two blocks and the address of a link, and not at an earlier place with the same words."""
    group, (camille, dominique, _) = circle.group, circle.carnets
    link = ["la page", ["link:https://example.org/"]]
    body = [
        ["paragraph", [["Un mot, puis ", []], link, [" et un mot. ", []]]],
        ["quote", [["Un mot dit tout bas.", []]]],
    ]
    share_id = share(dominique, group, body=body)
    flush(dominique, camille)
    page = camille.page
    page.evaluate(_GO_TO, share_id)
    expect(page.locator("recul-share .body")).to_contain_text("(https://example.org/)")
    page.evaluate(_SELECT)
    press(page, "Répondre")
    expect(page.get_by_text("page et un mot. Un mot")).to_be_visible()
    dominique.do("notebook.groups.withdraw(a[0], a[1])", group, share_id)
    flush(dominique, camille)


def test_a_share_is_on_other_screens_without_their_asking(circle: Circle) -> None:
    """Word that something changed is enough, and so is its end."""
    group, (camille, dominique, alix) = circle.group, circle.carnets
    share_id = share(dominique, group)
    for reader in (camille, alix):
        reader.wait(_SHARED, group, share_id)
    dominique.do("notebook.groups.withdraw(a[0], a[1])", group, share_id)
    for reader in (camille, alix):
        reader.wait(f"!{_SHARED}", group, share_id)


def test_what_changed_before_the_stream_was_open_is_read_when_it_opens(circle: Circle) -> None:
    """Between a first reading and the first wake-up nothing is missed."""
    group, (_, dominique, alix) = circle.group, circle.carnets
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    alix.page.route("**/api/v1/events", hold)
    alix.reload()
    alix.unlock(circle.passphrase)
    alix.wait("notebook.groups.list.get(a[0])?.state === 'ready'", group)
    while not held:
        alix.page.wait_for_timeout(20)
    share_id = share(dominique, group)
    dominique.wait(f"{_SHARED}.saved === 'server'", group, share_id)
    assert shares(alix, group) == {}
    held[0].continue_()
    alix.wait(_SHARED, group, share_id)
    alix.page.unroute("**/api/v1/events")
    dominique.do("notebook.groups.withdraw(a[0], a[1])", group, share_id)
    flush(dominique)


@pytest.mark.parametrize("opened", ["before", "after"])
def test_closing_under_an_exchange_ends_it(circle: Circle, opened: str) -> None:
    """An exchange that waits for its turn when the notebook closes does nothing any more, open again or not."""
    group, alix = circle.group, circle.carnets[2]
    alix.page.evaluate(_HOLD_TURN)
    alix.do("(notebook.groups.flush(), notebook.close())")
    if opened == "before":
        alix.unlock(circle.passphrase)
    alix.page.evaluate("() => window.release()")
    if opened == "after":
        alix.page.wait_for_timeout(300)
        alix.unlock(circle.passphrase)
    alix.wait("notebook.groups.list.get(a[0])?.state === 'ready'", group)
    assert circle.people[2].problems == []


def test_what_waited_while_the_group_changed_asks_again(circle: Circle) -> None:
    """Written offline, kept as unsent; somebody left: nothing leaves before a yes, then under a new key."""
    group, (camille, dominique, alix) = circle.group, circle.carnets
    with circle.people[1].offline():
        share_id = share(dominique, group)
        assert shares(dominique, group)[share_id]["saved"] == "device"
        alix.do("notebook.groups.leave(a[0], {shares: new Map()})", group)
        assert group_of(alix, group)["state"] == "left"
    flush(dominique, camille)
    dominique.wait("notebook.groups.list.get(a[0]).shares[0]?.question === 'group-changed'", group)
    flush(camille)
    assert shares(camille, group) == {}
    dominique.do("notebook.groups.confirmShare(a[0], a[1])", group, share_id)
    flush(dominique, camille)
    assert shares(dominique, group)[share_id]["saved"] == "server"
    assert shares(camille, group)[share_id]["title"] == "La réunion"
    assert (len(group_of(camille, group)["people"]), group_of(camille, group)["state"]) == (2, "ready")
