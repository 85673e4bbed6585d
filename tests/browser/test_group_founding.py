"""A group's beginning by the door: made, framed, found again after a reload and on another device."""

from collections.abc import Callable
from typing import Any

from tests.browser.carnet import Carnet, carnet_of
from tests.browser.groups import TODAY, create_group
from tests.browser.person import Person

People = Callable[..., Person]


def test_a_group_is_made_framed_and_found_again(person: People) -> None:
    """A group is there, framed, after a reload and on another device, from the vault's memory alone."""
    carnet = carnet_of(person())
    passphrase, _ = carnet.create("camille")
    group = create_group(carnet)
    shown = _shown(carnet, group)
    assert shown["state"] == "ready"
    assert (shown["title"], shown["role"], shown["accepted"]) == ("Analyse du jeudi", "facilitator", True)
    assert [(each["name"], each["you"], each["accepted"]) for each in shown["people"]] == [("Camille", True, True)]
    assert shown["seances"][0]["place"] == "salle 2"
    carnet.sync()
    carnet.reload()
    carnet.unlock(passphrase)
    carnet.wait("notebook.groups.list.get(a[0])?.title === 'Analyse du jeudi'", group)
    someone = person()
    other = carnet_of(someone)
    other.sign_in("camille", passphrase)
    other.wait("notebook.groups.list.get(a[0])?.state === 'ready'", group)
    assert _shown(other, group)["people"] == _shown(carnet, group)["people"]
    assert other.excerpts() == []
    _revise_at_once(group, carnet, someone, other)


def _revise_at_once(group: str, here: Carnet, someone: Person, there: Carnet) -> None:
    """Have two devices of one person revise one share: the later asks, keeps its words, and goes over with a yes."""
    share = {"title": "Un", "body": [], "seance": None, "end": TODAY + 9, "readers": None, "named": True}
    share_id = here.do("notebook.groups.share(a[0], a[1])", group, share)
    for carnet in (here, there):
        carnet.do("notebook.groups.flush()")
    revise = "notebook.groups.revise(a[0], a[1], {title: a[2]})"
    with someone.offline():
        there.do(revise, group, share_id, "Là-bas")
        here.do(revise, group, share_id, "Ici")
        here.do("notebook.groups.flush()")
    there.do("notebook.groups.flush()")
    there.wait("notebook.groups.list.get(a[0]).shares[0]?.question === 'share-changed'", group)
    here.do("notebook.groups.flush()")
    assert [_shown(carnet, group)["shares"][0]["title"] for carnet in (here, there)] == ["Ici", "Là-bas"]
    there.do("notebook.groups.confirmShare(a[0], a[1])", group, share_id)
    there.do("notebook.groups.flush()")
    here.do("notebook.groups.flush()")
    for carnet in (here, there):
        shown = _shown(carnet, group)["shares"][0]
        assert (shown["title"], shown["revision"], shown["saved"], shown["question"]) == ("Là-bas", 3, "server", None)


def _shown(carnet: Carnet, group: str) -> dict[str, Any]:
    shown: dict[str, Any] = carnet.do("notebook.groups.list.get(a[0])", group)
    return shown


def test_a_group_whose_history_changed_is_frozen_and_the_journal_goes_on(person: People) -> None:
    """Another head at a known place stops this group alone: no alarm, writing goes on, and it can be read again."""
    carnet = carnet_of(person())
    carnet.create("camille")
    group = create_group(carnet)
    other = {"seq": 0, "head": "A" * 43 + "=", "checkpoint_seq": None, "objects": 0, "bytes": 0}
    carnet.page.route(f"**/chains/{group}/head", lambda route: route.fulfill(json=other))
    carnet.do("notebook.groups.flush()")
    assert (_shown(carnet, group)["state"], _shown(carnet, group)["trouble"]) == ("frozen", "fork")
    refused = "notebook.groups.editFrame(a[0], {title: 'Autre'})"
    assert carnet.refusal(refused, group) == "fork"
    carnet.write("Le carnet continue.")
    assert (carnet.alarm, carnet.excerpts()) == (None, ["Le carnet continue."])
    carnet.page.unroute(f"**/chains/{group}/head")
    carnet.do("notebook.groups.wordsAgree(a[0])", group)
    assert _shown(carnet, group)["state"] == "ready"


def test_new_keys_after_a_compromise_leave_every_group_first(person: People) -> None:
    """The old identity is out of the group before the new one exists; the journal opens with the new passphrase."""
    carnet = carnet_of(person())
    passphrase, _ = carnet.create("camille")
    group = create_group(carnet)
    carnet.write("Gardé.")
    following = carnet.do("notebook.suggestPassphrase()")
    asked = {"current": passphrase, "next": following, "compromised": True}
    assert carnet.refusal("notebook.prepareRekey(a[0])", asked | {"current": "pas la bonne"}) == "wrong-secret"
    assert _shown(carnet, group)["state"] == "ready"
    carnet.do("notebook.prepareRekey(a[0])", asked)
    assert _shown(carnet, group)["state"] == "left"
    carnet.do("notebook.finishRekey()")
    carnet.sync()
    carnet.reload()
    carnet.unlock(following)
    carnet.wait("notebook.groups.list.get(a[0])?.state === 'left'", group)
    assert (carnet.excerpts(), _shown(carnet, group)["title"]) == (["Gardé."], "Analyse du jeudi")
