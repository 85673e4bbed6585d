"""Rows E of docs/attacks.md against the Python client: a server, or a member, that lies about a group."""

import base64
import os
import re
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from crypto import ceremony, chain
from crypto.ceremony import Claim, Setting
from crypto.ceremony_sides import Newcomer as NewcomerSide
from crypto.chain import NO_HEAD, Mark
from crypto.client import Client
from crypto.client.api import RefusedError
from crypto.client.groups.writing import Writing, send
from crypto.epochs import generate_epoch_key, make_rotation
from crypto.errors import CeremonyError, ReculError, RollbackError
from crypto.frames import BoxFrame, Frame, LinkFrame, SharedFrame
from crypto.group_ids import box_hash, boxes_hash
from crypto.group_operations import (
    FACILITATOR,
    MEMBER,
    Anchor,
    Close,
    Create,
    Operation,
    Put,
    Remove,
    Rotate,
)
from crypto.keys import Keyring
from crypto.operations import Tombstone
from crypto.sharing import Place, Reader, open_shared
from tests.attacks.evil_server import Answer, EvilServer, Forward, Request, Rule
from tests.attacks.group_attacks import (
    about,
    added_link,
    boxes_sent,
    keyring_of,
    member_refuses,
    saying,
    signed_by,
    without_news,
)
from tests.crypto.conftest import PASSPHRASE, note
from tests.crypto.group_people import People, identity_of, lines, today

Newcomer = Callable[[], Client]


def again(evil: EvilServer, who: Client) -> Client:
    """Return the same person on a device that knows nothing yet."""
    other = Client(type(who.api.transport)(evil))  # type: ignore[call-arg]
    other.sign_in(who.device.keys.login, PASSPHRASE)
    other.accept_state()
    return other


def another_group(group_id: bytes, end: int) -> bytes:
    """Return the first link of a group that somebody else made under the same id."""
    attacker = Keyring.generate()
    rotation = make_rotation(group_id, 1, {attacker.identity: attacker.box_key}, generate_epoch_key(), {})
    first = [Create(attacker.box_key, end), rotation.operation]
    return chain.sign_link(attacker.sign_seed, group_id, 0, NO_HEAD, first)


def test_a_ghost_is_no_member(people: People, evil: EvilServer) -> None:
    """A link by someone who is no member, and a row of the server's alone, give nobody a place or a box."""
    anne, basile, ghost = people.leader, people.clients["Basile"], Keyring.generate()
    planted = signed_by(people, ghost, Anchor(bytes(16)))
    with member_refuses(evil, people, basile, [added_link("E01", people, planted)], "chain"):
        people.follow(basile)
    box = BoxFrame(ghost.identity, 3, os.urandom(136))
    rule = about("E01", people.group_id, "epochs", lambda frames: [*frames, box])
    evil.mount(rule)
    seen = len(evil.exchanges)
    anne.groups.rotate(people.group_id)
    assert rule.fired and ghost.identity not in {each.identity for each in boxes_sent(evil, people, seen)}


@pytest.mark.parametrize("moment", ["made", "later"])
def test_another_group_in_its_place_is_refused(
    evil: EvilServer, people: People, newcomer: Newcomer, moment: str
) -> None:
    """The head of the first link stays in the maker's vault before anything is sent: no other group takes its id."""
    path = re.compile(r"/api/v1/chains/(?P<id>\w+)/links")
    anne = people.leader if moment == "later" else newcomer()
    vaults = {anne.device.vault_id.hex()}

    def swap(request: Request, forward: Forward) -> Answer:
        answer, found = forward(request), path.fullmatch(request.path)
        if found is None or found["id"] in vaults:
            return answer
        return answer.with_frames([LinkFrame(another_group(bytes.fromhex(found["id"]), today() + 9))])

    rule = Rule("E02", "GET", path, swap)
    device = again(evil, anne) if moment == "later" else anne
    evil.mount(rule)
    with pytest.raises(ReculError) as caught:
        if moment == "made":
            device.groups.create(today() + 9, "Anne", {})
        else:
            device.groups.follow(people.group_id)
    assert rule.fired and caught.value.code == "fork"
    assert device.groups.spaces == {}


def test_a_vault_below_ones_own_posts_is_refused(people: People, evil: EvilServer) -> None:
    """C02: a device without memory, shown an older vault beside today's group, finds it by what its owner posted."""
    basile, older = people.clients["Basile"], dict[Request, Answer]()

    def replay(request: Request, forward: Forward) -> Answer:
        return older.get(request) or forward(request)

    def hear(request: Request, forward: Forward) -> Answer:
        return older.setdefault(request, forward(request))

    vault = re.compile(f"/api/v1/chains/{basile.device.vault_id.hex()}/.*")
    evil.mount(Rule("C02", "GET", vault, hear))
    assert again(evil, basile).groups.sync() == {people.group_id: None}
    evil.behave()
    basile.write(note("après"))
    basile.sync()
    people.share(basile, "un extrait")
    assert again(evil, basile).groups.sync() == {people.group_id: None}
    rule = Rule("C02", "GET", vault, replay)
    evil.mount(rule)
    device = again(evil, basile)
    with pytest.raises(RollbackError):
        device.groups.sync()
    assert rule.fired


def test_nobody_is_confirmed_by_the_server(people: People, evil: EvilServer, newcomer: Newcomer) -> None:
    """With an invitation taken and every message forged, no box leaves a facilitator who typed no code."""
    anne, attacker, secret = people.leader, newcomer(), people.invite()
    arrival = attacker.groups.arrive(secret)
    arrival.begin("Denis")
    welcome = anne.groups.welcome(people.group_id, secret, "Anne")
    assert welcome.begin() and arrival.advance() and welcome.advance()
    arrival.type_digits(welcome.side.digits)  # the attacker signs; nobody read their code to Anne
    seen = len(evil.exchanges)
    states = {"open": "joined", "taken": "joined"}
    rule = saying("E03", "GET", f"/api/v1/groups/{people.group_id.hex()}/invitations", lambda told: {
        "invitations": [{**each, "state": states.get(each["state"], each["state"])} for each in told["invitations"]]
    })  # fmt: skip
    evil.mount(rule)
    for _ in range(20):
        assert anne.groups.sync() == {people.group_id: None}
        anne.groups.api.invitations(people.group_id)
    with pytest.raises(CeremonyError):
        welcome.add()
    assert rule.fired and boxes_sent(evil, people, seen) == []
    assert identity_of(attacker) not in people.space(anne).state.roster.members


def test_whoever_left_opens_nothing_more(people: People, evil: EvilServer) -> None:
    """With everything the server stores, a removed member opens no text of the next epoch."""
    anne, basile, chloe = people.clients.values()
    keys = dict(people.space(chloe).keys)
    anne.groups.remove(people.group_id, identity_of(chloe))
    shared = people.share(basile, "après son départ")
    people.follow(anne, basile)
    state = people.space(anne).state
    record, placed = state.objects[shared], state.placed[shared]
    frame = people.space(anne).frames[record.body_hash]
    place = Place(people.group_id, shared, 1, placed.epoch)
    for key in [None, *keys.values()]:
        reader = Reader(identity_of(chloe), keyring_of(chloe).box_secret, key)
        assert open_shared(place, record.author, placed.members, reader, frame.boxes, frame.body) is None
    with pytest.raises(RefusedError, match="not-found"):
        chloe.groups.follow(people.group_id)


def branch(people: People, who: Client) -> Rule:
    """A rule that keeps a member on a branch of their own: what they post is accepted, and shown to them alone."""
    taken: list[Frame] = []
    marks = [people.space(who).mark]

    def apply(request: Request, forward: Forward) -> Answer:
        answer = forward(request)
        if request.method == "POST" and request.path.endswith("/links"):
            taken.extend(request.frames)
            links = [each.signed for each in taken if isinstance(each, LinkFrame)]
            marks.append(Mark(chain.prev_of(links[-1]).seq + 1, chain.head_of(links[-1])))
            return replace(answer, status="201 CREATED")
        if request.path.endswith("/head"):
            head = base64.b64encode(marks[-1].head).decode()
            return answer.with_json({**answer.json, "seq": marks[-1].seq, "head": head})
        after = int(request.query.partition("=")[2] or -1)
        links = [each.signed for each in taken if isinstance(each, LinkFrame)]
        shown: list[Frame] = [LinkFrame(each) for each in links if chain.prev_of(each).seq >= after]
        shared: list[Frame] = [each for each in taken if isinstance(each, SharedFrame)]
        return answer.with_frames(shown if request.path.endswith("/links") else shared)

    path = f"/api/v1/chains/{people.group_id.hex()}/(head|links|objects/fetch)"
    return Rule("E05", "GET|POST", re.compile(path), apply)


def test_a_hidden_removal_is_found_at_the_next_post(people: People, evil: EvilServer) -> None:
    """A member kept on another branch cannot write to the others: their post follows another head."""
    anne, basile, chloe = people.clients.values()
    anne.groups.remove(people.group_id, identity_of(chloe))
    rule = branch(people, basile)
    evil.mount(rule)
    for text in ("à trois, croit-il", "encore"):
        basile.groups.share(people.group_id, lines(text), today() + 3)
    assert len(people.texts(basile)) == 2 and rule.fired
    evil.behave()
    for forked, code in zip(people.space(basile).links[-2:], ("chain", "fork"), strict=True):
        shown = about("E05", people.group_id, "links", lambda _, link=forked: [LinkFrame(link)], "GET")
        with member_refuses(evil, people, anne, [shown], code):
            people.follow(anne)
    with pytest.raises(ReculError) as caught:
        people.follow(basile)
    assert caught.value.code in ("fork", "rollback")


def drop_last(frames: list[Frame]) -> list[Frame]:
    """Leave out the last link."""
    return frames[:-1]


def drop_middle(frames: list[Frame]) -> list[Frame]:
    """Leave out a link from the middle."""
    return [*frames[:2], *frames[3:]]


def exchange(frames: list[Frame]) -> list[Frame]:
    """Serve two links in the other order."""
    return [*frames[:-2], frames[-1], frames[-2]]


@pytest.mark.parametrize("change", [drop_middle, exchange])
def test_a_chain_that_is_not_whole_is_refused(
    people: People, evil: EvilServer, change: Callable[[list[Frame]], list[Frame]]
) -> None:
    """Links dropped or permuted are refused by a device that reads the chain from its first link."""
    device = again(evil, people.leader)
    rule = about("E07", people.group_id, "links", change, "GET")
    with member_refuses(evil, people, device, [rule], "chain", "fork"):
        device.groups.follow(people.group_id)
    device.groups.follow(people.group_id)


def test_a_chain_cut_short_is_refused(people: People, evil: EvilServer) -> None:
    """A known device asks for the head and refuses less; a new one holds the chain against the vault's memory."""
    anne = people.leader
    behind = without_news("E07", people, anne)
    people.share(anne, "la suite")
    with member_refuses(evil, people, anne, behind, "rollback"):
        people.follow(anne)
    anne.groups.rotate(people.group_id)
    device = again(evil, anne)
    rule = about("E07", people.group_id, "links", drop_last, "GET")
    with member_refuses(evil, people, device, [rule], "rollback"):
        device.groups.follow(people.group_id)


ILLEGAL: list[Operation] = [Close(1), Anchor(bytes(16)), Tombstone(b"\x01" * 16)]


@pytest.mark.parametrize("operation", ILLEGAL, ids=lambda each: each.name)
def test_a_right_that_was_lost_gives_nothing(people: People, evil: EvilServer, operation: Operation) -> None:
    """A well signed link by someone who led, or never did, is judged at its place: every client refuses it."""
    anne, basile, chloe = people.clients.values()
    anne.groups.set_role(people.group_id, identity_of(basile), FACILITATOR)
    people.follow()
    early = signed_by(people, keyring_of(basile), operation)
    basile.groups.set_role(people.group_id, identity_of(basile), MEMBER)
    people.follow()
    late = signed_by(people, keyring_of(basile), operation)
    for signed in (early, late):
        with member_refuses(evil, people, chloe, [added_link("E08", people, signed)], "chain"):
            people.follow(chloe)


def test_objects_exchanged_are_shown_as_broken(people: People, evil: EvilServer) -> None:
    """Each text goes by the hash that its link names: served under another, it is not shown at all."""
    anne, basile = people.leader, people.clients["Basile"]
    ids = [people.share(anne, text) for text in ("un", "deux")]

    def swap(frames: list[Frame]) -> list[Frame]:
        shared = [each for each in frames if isinstance(each, SharedFrame)]
        return [replace(each, boxes=other.boxes) for each, other in zip(shared, reversed(shared), strict=True)]

    rule = about("E09", people.group_id, "objects/fetch", swap)
    evil.mount(rule)
    people.follow(basile)
    assert rule.fired and people.space(basile).broken == set(ids) and people.texts(basile) == {}


def test_a_text_of_another_group_is_not_read(people: People, evil: EvilServer, newcomer: Newcomer) -> None:
    """A member who puts another group's sealed text under their own link shows it to nobody."""
    anne, basile = people.leader, people.clients["Basile"]
    other = People(anne)
    other.make()
    other.join(basile, "Basile")
    shared = people.share(anne, "dit ailleurs")
    people.follow()
    frame = people.space(basile).frames[people.space(basile).state.objects[shared].body_hash]

    def compose(link: Writing) -> None:
        record = people.space(basile).state.objects[shared]
        boxes = frame.boxes[: 104 + 136 * 2]
        link.operations.append(Put(shared, 1, record.body_hash, record.size, boxes_hash(boxes), None, record.end))
        link.frames.append(SharedFrame(shared, 1, link.space.state.roster.epoch, boxes, frame.body))

    send(basile.groups.api, other.space(basile), compose)
    other.follow(anne)
    assert "dit ailleurs" not in str(other.texts(anne)) and shared in other.space(anne).state.objects


def test_an_invitation_taken_by_another_joins_nobody(people: People, evil: EvilServer, newcomer: Newcomer) -> None:
    """Whoever took the place without the secret computes other digits; the true newcomer finds nothing to take."""
    secret, thief, anne = people.invite(), newcomer(), people.leader
    invitation_id = ceremony.invitation_id(secret)
    api = thief.groups.api
    api.take(invitation_id)
    keyring = keyring_of(thief)
    create_hash = people.space(anne).state.head_at(0)
    assert create_hash is not None
    side = NewcomerSide(
        Setting(people.group_id, create_hash, os.urandom(16)), Claim(keyring.identity, keyring.box_key, "Denis")
    )
    api.say(invitation_id, 1, 1, side.commit())
    welcome = anne.groups.welcome(people.group_id, secret, "Anne")
    assert welcome.begin()
    api.say(invitation_id, 1, 3, side.reveal(api.hear(invitation_id).messages[2]))
    assert welcome.advance()
    seen = len(evil.exchanges)
    with pytest.raises(CeremonyError):
        welcome.type_digits(side.digits)
    with pytest.raises(CeremonyError):
        welcome.add()
    with pytest.raises(RefusedError, match="not-found"):
        newcomer().groups.arrive(secret)
    assert boxes_sent(evil, people, seen) == []


def test_another_facilitator_holds_no_ceremony_of_mine(people: People, evil: EvilServer, newcomer: Newcomer) -> None:
    """The secret is in the vault of the one who invited, and the relay takes no message from a third."""
    anne, basile = people.leader, people.clients["Basile"]
    anne.groups.set_role(people.group_id, identity_of(basile), FACILITATOR)
    secret = people.invite()
    arrival = newcomer().groups.arrive(secret)
    arrival.begin("Denis")
    with pytest.raises(RefusedError, match="not-verified"):
        basile.groups.welcome(people.group_id, secret, "Basile")
    with pytest.raises(RefusedError, match="not-found"):
        basile.groups.api.say(ceremony.invitation_id(secret), 1, 2, b"")


def test_a_box_of_garbage_is_disputed(people: People, evil: EvilServer) -> None:
    """A member who sealed garbage for one of the others locks nobody out: it is disputed, and a new key is made."""
    anne, basile, chloe = people.clients.values()

    def compose(link: Writing) -> None:
        link.rotate()
        rotate = link.operations.pop()
        assert isinstance(rotate, Rotate)
        garbage = os.urandom(136)
        boxes = tuple(
            (each, box_hash(garbage) if each == identity_of(chloe) else known) for each, known in rotate.boxes
        )
        link.operations.append(replace(rotate, boxes=boxes))
        link.frames = [
            replace(each, box=garbage) if isinstance(each, BoxFrame) and each.identity == identity_of(chloe) else each
            for each in link.frames
        ]

    send(anne.groups.api, people.space(anne), compose, always=True)
    epoch = people.space(anne).state.roster.epoch
    people.follow()
    assert people.space(chloe).epoch_key is None and people.space(basile).epoch_key is not None
    shared = people.share(chloe, "je lis encore")
    people.follow()
    assert people.space(chloe).state.roster.epoch > epoch
    assert all(shared in people.texts(who) for who in (anne, basile, chloe))


def test_rotations_together_make_one_key(people: People, newcomer: Newcomer) -> None:
    """Five members renew a due key at once: each epoch has one key, and all of them read what follows."""
    for name in ("Denis", "Ève"):
        people.join(newcomer(), name)
    people.join(newcomer(), "Farid")
    farid = people.clients.pop("Farid")
    people.follow()
    before = people.space(people.leader).state.roster.epoch
    farid.groups.leave(people.group_id)
    together = [threading.Thread(target=who.groups.repair, args=[people.group_id]) for who in people.clients.values()]
    for each in together:
        each.start()
    for each in together:
        each.join()
    people.follow()
    assert {people.space(who).state.roster.epoch for who in people.clients.values()} == {before + 1}
    assert len({people.space(who).epoch_key for who in people.clients.values()}) == 1
    shared = people.share(people.leader, "pour les cinq")
    people.follow()
    assert all(shared in people.texts(who) for who in people.clients.values())


def test_what_was_taken_back_is_gone_from_the_others(people: People, evil: EvilServer) -> None:
    """After a withdrawal no client keeps the words, the sealed bytes or the key, whatever the server serves again."""
    anne, basile, chloe = people.clients.values()
    shared = people.share(anne, "canari-retiré")
    people.follow()
    reply = basile.groups.answer(people.group_id, shared, "question", "canari-réponse")
    people.follow()
    kept = [people.space(chloe).frames[people.space(chloe).state.objects[each].body_hash] for each in (shared, reply)]
    anne.groups.withdraw(people.group_id, shared)
    rule = about("E19", people.group_id, "objects/fetch", lambda frames: [*frames, *kept])
    evil.mount(rule)
    people.share(anne, "autre chose")
    people.follow()
    assert rule.fired
    for who in (anne, basile, chloe):
        space = people.space(who)
        assert "canari" not in str(space.contents)
        assert not set(kept) & set(space.frames.values())


def test_answers_are_written_by_their_authors(people: People, evil: EvilServer) -> None:
    """An answer that the server and a member made up in somebody's name is refused; a true one points at its text."""
    anne, basile, chloe = people.clients.values()
    shared = people.share(anne, "une question")
    reply = chloe.groups.answer(people.group_id, shared, "resonance", "une réponse", passage=(0, 3))
    people.follow()
    passage = people.space(anne).contents[reply].document["passage"]
    assert passage == [people.space(anne).state.objects[shared].body_hash, 0, 3]
    signed = signed_by(people, keyring_of(basile), Put(b"\x02" * 16, 1, bytes(32), 9, bytes(32), shared, today()))
    forged = identity_of(chloe) + signed[32:]
    with member_refuses(evil, people, anne, [added_link("E20", people, forged)], "signature"):
        people.follow(anne)


def test_a_body_altered_afterwards_is_no_evidence(people: People, evil: EvilServer) -> None:
    """What a link does not name by its hash was not said: altered by a bit, a text is shown as broken, not as said."""
    anne, basile = people.leader, people.clients["Basile"]
    shared = people.share(anne, "ce qui fut dit")

    def alter(frames: list[Frame]) -> list[Frame]:
        return [
            replace(each, body=each.body[:-1] + bytes([each.body[-1] ^ 1])) if isinstance(each, SharedFrame) else each
            for each in frames
        ]

    rule = about("E21", people.group_id, "objects/fetch", alter)
    evil.mount(rule)
    people.follow(basile)
    assert rule.fired and people.space(basile).broken == {shared} and people.texts(basile) == {}


def test_readers_do_not_show_in_what_is_sent(people: People, evil: EvilServer) -> None:
    """A text for everybody and a text for one have boxes of one size, and no box opens without its reader's key."""
    anne, basile = people.leader, people.clients["Basile"]
    whole, one = people.share(anne, "pour un ou tous"), people.share(anne, "pour un ou tous", [identity_of(basile)])
    space = people.space(anne)
    frames = [space.frames[space.state.objects[each].body_hash] for each in (whole, one)]
    assert len({len(each.boxes) for each in frames}) == 1
    chunks = [each.boxes[at : at + 8] for each in frames for at in (0, 104, 240, 376)]
    assert len(set(chunks)) == len(chunks)


def test_a_removed_facilitator_needs_three(people: People, evil: EvilServer) -> None:
    """Nobody takes a group alone: a facilitator's removal by another facilitator is refused by every client."""
    anne, basile, chloe = people.clients.values()
    anne.groups.set_role(people.group_id, identity_of(basile), FACILITATOR)
    people.follow()
    state = people.space(anne).state
    boxes = tuple((each, bytes(32)) for each in sorted(state.roster.members) if each != identity_of(anne))
    rotate = Rotate(state.roster.epoch + 1, bytes(32), boxes, bytes(32))
    signed = signed_by(people, keyring_of(basile), Remove(identity_of(anne)), rotate)
    with member_refuses(evil, people, chloe, [added_link("E15", people, signed)], "chain"):
        people.follow(chloe)
