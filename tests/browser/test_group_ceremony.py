"""Becoming a member by the door: an invitation, its letter, and two people who read digits to each other."""

from collections.abc import Callable

from tests.browser.carnet import carnet_of, signed_in
from tests.browser.groups import (
    begin_ceremony,
    create_group,
    digits_of,
    group_of,
    invite,
    join,
    sign_and_close,
    take,
    type_digits,
)
from tests.browser.person import Person

People = Callable[..., Person]


def test_three_people_become_a_group_and_see_the_same(person: People) -> None:
    """Two newcomers are verified, one of whom closes the page after they signed; all, and a new device, see the same.

    Whoever left comes back by another ceremony.
    """
    camille, dominique, alix = (carnet_of(person()) for _ in range(3))
    passphrases = [camille.create("camille")[0], dominique.create("dominique")[0], alix.create("alix")[0]]
    group = create_group(camille)
    join(camille, dominique, group, "Dominique")
    sign_and_close(camille, alix, group, "Alix", passphrases[2])
    for each in (camille, dominique, alix):
        each.do("notebook.groups.flush()")
        shown = group_of(each, group)
        assert shown["state"] == "ready"
        assert sorted(one["name"] for one in shown["people"]) == ["Alix", "Camille", "Dominique"]
        assert all(one["accepted"] for one in shown["people"])
        assert shown["title"] == "Analyse du jeudi"
    assert len({group_of(each, group)["seq"] for each in (camille, dominique, alix)}) == 1
    alix.do("notebook.groups.leave(a[0], {shares: new Map()})", group)
    assert group_of(alix, group)["state"] == "left"
    join(camille, alix, group, "Alix")
    alix.do("notebook.groups.flush()")
    assert [group_of(alix, group)[what] for what in ("state", "title")] == ["ready", "Analyse du jeudi"]
    elsewhere = signed_in(person, "dominique", passphrases[1])
    elsewhere.wait("notebook.groups.list.get(a[0])?.state === 'ready'", group)
    assert len(group_of(elsewhere, group)["people"]) == 3


def test_wrong_digits_end_the_attempt_on_both_sides_for_ten_minutes(person: People) -> None:
    """A code that is not the one read stops both screens, adds nobody, and another attempt has to wait."""
    camille, dominique = carnet_of(person()), carnet_of(person())
    camille.create("camille")
    dominique.create("dominique")
    group = create_group(camille)
    invitation = invite(camille, group)
    take(dominique, invitation, "Dominique")
    begin_ceremony(camille, dominique, invitation)
    right = digits_of(dominique)
    type_digits(camille, f"{(int(right) + 1) % 10_000_000:07}")
    for side in (camille, dominique):
        side.page.wait_for_function("() => window.ceremony.step === 'failed'")
        assert side.page.evaluate("window.ceremony.failure") == "wrong-digits"
    again = "notebook.groups.startCeremony(a[0]).then(({step, retryAt}) => [step, retryAt > Date.now() / 1000 + 500])"
    assert dominique.do(again, invitation["invitationId"]) == ["pause", True]
    assert len(group_of(camille, group)["people"]) == 1
    assert dominique.do("notebook.groups.list.size") == 0


def test_a_place_taken_today_is_there_tomorrow_and_a_revoked_one_opens_nothing(person: People) -> None:
    """What was taken waits on the device, sealed; an invitation that was revoked shows no letter."""
    camille, newcomer = carnet_of(person()), person()
    dominique = carnet_of(newcomer)
    camille.create("camille")
    passphrase, _ = dominique.create("dominique")
    group = create_group(camille)
    kept, revoked = invite(camille, group), invite(camille, group)
    take(dominique, kept, "Dominique")
    dominique.reload()
    dominique.unlock(passphrase)
    dominique.wait("notebook.groups.pending.length === 1")
    assert dominique.do("notebook.groups.pending[0].title") == "Analyse du jeudi"
    camille.do("notebook.groups.revoke(a[0], a[1])", group, revoked["invitationId"])
    newcomer.expects("status of 404")
    assert dominique.refusal("notebook.groups.readLetter(a[0])", revoked["address"].split("#")[1]) == "not-found"
    listed = camille.do("notebook.groups.invitations(a[0])", group)
    assert {each["state"]: each["address"] for each in listed} == {"revoked": None, "taken": kept["address"]}
