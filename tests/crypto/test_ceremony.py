"""Properties of the ceremony, against somebody who holds the line between the two sides."""

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import ceremony, labels, primitives, wordlist, words
from crypto.ceremony import Claim, Offer, Reveal, Setting, Terms
from crypto.ceremony_sides import Facilitator, Newcomer
from crypto.errors import CeremonyError
from tests.vectors.generate import FOLDER, fixed
from tests.vectors.group.circle import ANNE, BASILE, GROUP, Somebody

RUNS = 10_000
SETTING = Setting(GROUP, fixed("create"), fixed("invitation", 16))
TERMS = Terms(3, fixed("head"), 0, None)
MALLORY = Somebody("mallory")
CLAIMS = {who.name: Claim(who.identity, who.box_key, who.name.capitalize()) for who in (ANNE, BASILE, MALLORY)}
TAMPERINGS = ("newcomer", "facilitator", "both", "name", "head", "role", "replaces", "nonce", "invitation")


def sides(random: Random, setting: Setting = SETTING) -> tuple[Facilitator, Newcomer]:
    """Return the two sides of a ceremony, with nonces of their own."""
    facilitator = Facilitator(SETTING, CLAIMS["anne"], TERMS, random.randbytes(32))
    return facilitator, Newcomer(setting, CLAIMS["basile"], random.randbytes(32))


def tampered_offer(offer: Offer, way: str, random: Random) -> Offer:
    """Return the offer that somebody on the line would rather give."""
    ways = {
        "facilitator": replace(offer, claim=CLAIMS["mallory"].to_bytes()),
        "both": replace(offer, claim=CLAIMS["mallory"].to_bytes(), nonce=random.randbytes(32)),
        "head": replace(offer, terms=replace(offer.terms, head=random.randbytes(32))),
        "role": replace(offer, terms=replace(offer.terms, role=1)),
        "replaces": replace(offer, terms=replace(offer.terms, replaces=MALLORY.identity)),
        "nonce": replace(offer, nonce=random.randbytes(32)),
    }
    return ways.get(way, offer)


def run_between(way: str, random: Random) -> tuple[Facilitator, Newcomer]:
    """Run a ceremony through somebody who changes one thing, and commits for themselves where they must."""
    setting = replace(SETTING, secret=random.randbytes(16)) if way == "invitation" else SETTING
    facilitator, newcomer = sides(random, setting)
    claim = {
        "newcomer": CLAIMS["mallory"], "both": CLAIMS["mallory"], "name": replace(CLAIMS["basile"], name="Bazile"),
    }.get(way)  # fmt: skip
    commitment, nonce = newcomer.commit(), random.randbytes(32)
    if claim is not None:
        commitment = ceremony.commitment_of(Reveal(nonce, claim.to_bytes()))
    offer = tampered_offer(Offer.from_bytes(facilitator.answer(commitment)), way, random)
    reveal = newcomer.reveal(offer.to_bytes())
    facilitator.learn(reveal if claim is None else Reveal(nonce, claim.to_bytes()).to_bytes())
    return facilitator, newcomer


def passes(facilitator: Facilitator, newcomer: Newcomer) -> bool:
    """Return whether each accepts the digits that the other reads aloud."""
    try:
        newcomer.type_digits(facilitator.digits)
        facilitator.type_digits(newcomer.digits)
    except CeremonyError:
        return False
    return True


def test_nobody_stands_between_the_two_sides() -> None:
    """In ten thousand ceremonies with one thing changed on the line, transcripts differ and the digits never pass."""
    random, passed = Random(5), 0
    for number in range(RUNS):
        facilitator, newcomer = run_between(TAMPERINGS[number % len(TAMPERINGS)], random)
        assert facilitator.transcript != newcomer.transcript
        passed += passes(facilitator, newcomer)
    assert passed == 0


def test_an_untouched_ceremony_passes() -> None:
    """The same ceremonies, with nothing changed on the line, all pass: the digits are what stops the others."""
    random = Random(6)
    for _ in range(200):
        facilitator, newcomer = run_between("nothing", random)
        assert facilitator.transcript == newcomer.transcript
        assert passes(facilitator, newcomer)
        facilitator.receive(newcomer.sign(BASILE.seed))
        assert facilitator.add().identity == BASILE.identity


def test_a_claim_chosen_after_the_offer_is_refused() -> None:
    """Whoever sees the facilitator's nonce first and then picks what to reveal is stopped by the commitment."""
    random = Random(7)
    for _ in range(200):
        facilitator, newcomer = sides(random)
        facilitator.answer(newcomer.commit())
        with pytest.raises(CeremonyError):
            facilitator.learn(Reveal(random.randbytes(32), CLAIMS["mallory"].to_bytes()).to_bytes())


@given(st.lists(st.sampled_from(("answer", "learn", "digits", "receive")), max_size=6))
@settings(max_examples=150, deadline=None)
def test_the_facilitator_takes_one_order_only(order: list[str]) -> None:
    """Any order of messages but the one of the page ends the attempt, and no `add` comes of it."""
    facilitator, newcomer = sides(Random(8))
    honest = sides(Random(8))[0]
    offer = honest.answer(newcomer.commit())
    reveal = newcomer.reveal(offer)
    honest.learn(reveal)
    newcomer.type_digits(honest.digits)
    signature = newcomer.sign(BASILE.seed)
    verbs = {
        "answer": lambda: facilitator.answer(newcomer.commit()),
        "learn": lambda: facilitator.learn(reveal),
        "digits": lambda: facilitator.type_digits(newcomer.digits),
        "receive": lambda: facilitator.receive(signature),
    }
    good = order[:2] == ["answer", "learn"] and sorted(order[2:]) == ["digits", "receive"]
    try:
        for name in order:
            verbs[name]()
        facilitator.add()
    except CeremonyError:
        assert not good
        with pytest.raises(CeremonyError):
            facilitator.add()
    else:
        assert good


def test_the_vectors_of_transcripts_all_differ() -> None:
    """Whatever is changed in a ceremony, a name, a key, a role, a side, the transcript is another."""
    paths = sorted((FOLDER / "ceremony").glob("transcript-*.json"))
    transcripts = [json.loads(path.read_text())["output"]["transcript_hex"] for path in paths]
    assert len(set(transcripts)) == len(transcripts) > 12


def test_the_words_carry_88_bits() -> None:
    """Eight words of a list of 2,048 give back all of the eleven bytes that were derived, and no bit less."""
    head = fixed("head")
    drawn = words.words_of_the_day(GROUP, head)
    assert len(wordlist.WORDS) == 2**words.BITS and words.WORD_COUNT * words.BITS >= 88
    numbers = "".join(f"{wordlist.WORDS.index(word):011b}" for word in drawn)
    salt = primitives.hash16(labels.SALT_WORDS, GROUP)
    assert int(numbers, 2).to_bytes(11, "big") == primitives.argon2id(GROUP + head, salt, 64 * 1024 * 1024, 3)[:11]


def test_a_failed_attempt_waits_ten_minutes() -> None:
    """An invitation takes no new attempt for ten minutes after a failure, whatever the clock does."""
    allowed = [ceremony.may_begin(1_000, now) for now in (0, 1_000, 1_599, 1_600, 2_000)]
    assert allowed == [False, False, False, True, True]
    assert ceremony.may_begin(None, 0)
