"""Canaries: words planted in every field, those of a group too, through the real browser client, then looked for.

Rows A04, F02, I08, I09, I10, J02 and J07 of docs/attacks.md. The login is kept in clear by design: it is the control,
which must be found in each place.
"""

import gc
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests import canary
from tests.attacks.browser_client import BrowserClient
from tests.attacks.clients import Refused
from tests.attacks.evil_server import EvilServer
from tests.browser.groups import FRAME, TODAY
from tests.browser.person import Person, arrive_with_profile

OWN_FIELDS = (
    "titre", "étiquette", "texte", "moment", "personnes", "question", "phrase", "modèle", "consigne", "dite", "marge",
    "patron", "sienne", "cherché",
)  # fmt: skip
GROUP_FIELDS = ("groupe", "rythme", "clause", "nom", "lieu", "extrait", "partage", "réponse", "tiers", "alias")
FIELDS = OWN_FIELDS + GROUP_FIELDS
_ANSWERED = """() => [...document.querySelector('recul-app').notebook.groups.list.values()]
  .some(({shares: [share]}) => share?.saved === 'server' && share.answers[0]?.saved === 'server')"""


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """The folder where the browser keeps what it keeps."""
    return tmp_path / "profile"


@pytest.fixture
def arrival(playwright: Playwright, chromium_path: str, profile: Path, serve: str) -> Callable[[], Person]:
    """Open the browser of that profile."""
    return lambda: arrive_with_profile(playwright.chromium, chromium_path, profile, serve)


@pytest.fixture
def planted() -> dict[str, str]:
    """A canary for each field."""
    return {field: canary.plant(field[:4].replace("é", "e")) for field in FIELDS}


@pytest.fixture
def written(
    arrival: Callable[[], Person], planted: dict[str, str], evil: EvilServer, capfd: pytest.CaptureFixture[str]
) -> Iterator[BrowserClient]:
    """Someone who wrote every canary, sent everything, looked for words, closed, opened again and closed."""
    someone = BrowserClient(arrival, login="temoin-visible")
    passphrase = f"{planted['phrase']} et encore quelques mots"
    someone.create(passphrase)
    text = someone.keep(planted["texte"])
    sheet = {"template": "T04", "name": planted["modèle"], "answers": [[planted["consigne"], planted["dite"]]]}
    around = {"sheets": [sheet], "dimensions": {"leeway": {"words": planted["marge"]}}}
    someone.rewrite(text, title=planted["titre"], tags=[planted["étiquette"]], **around)
    someone.keep_template(planted["patron"], [planted["sienne"]])
    case = someone.keep_case(
        {"moment": planted["moment"], "people": planted["personnes"], "question": planted["question"]}
    )
    someone.send()
    assert {text, case} <= someone.confirmed()
    planted["invitation"] = _write_in_a_group(someone, planted)
    someone.look_for(planted["cherché"], found=False)
    someone.look_for(planted["titre"])
    someone.reopen(passphrase)
    with pytest.raises(Refused):
        someone.export(f"{passphrase} faux")
    someone.close()
    yield someone
    someone.leave()


def _write_in_a_group(someone: BrowserClient, planted: dict[str, str]) -> str:
    """Write a canary in each field of a group, its public page excepted; return the secret of an invitation."""
    place = {"day": TODAY + 7, "starts": "18:00", "ends": "20:00", "place": planted["lieu"]}
    changes = {"title": planted["groupe"], "rhythm": planted["rythme"], "clauses": [{"text": planted["clause"]}]}
    group = someone.in_groups("create", FRAME | changes | {"seances": [place], "name": planted["nom"]})
    asked = {"title": planted["extrait"], "body": [["paragraph", [[planted["partage"], []]]]], "seance": None}
    share = someone.in_groups("share", group, asked | {"end": TODAY + 14, "readers": None, "named": True})
    someone.in_groups("flush")
    answer = {"form": "question", "text": planted["réponse"], "passage": None, "named": True}
    someone.in_groups("answer", group, share, answer)
    someone.in_groups("rememberAliases", [{"kind": "name", "original": planted["tiers"], "alias": planted["alias"]}])
    [invitation] = someone.in_groups("invite", group, {"count": 1, "role": "member", "lastDay": TODAY + 10})
    someone.in_groups("flush")
    someone.person.page.wait_for_function(_ANSWERED)
    someone.send()
    return str(invitation["address"].partition("#")[2])


def test_no_word_is_anywhere(
    written: BrowserClient,
    planted: dict[str, str],
    evil: EvilServer,
    profile: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """No canary, in any form, is in the traffic, the database, the log, the closed page or the profile on disk."""
    secrets = [*planted.values(), *_pairs(written.words)]
    control = [written.login]
    shown = written.shown()
    written.leave()
    gc.collect()
    output = capfd.readouterr()
    traffic = b"\n".join(
        b"".join(
            (request.path.encode(), request.query.encode(), request.body, str(request.environ).encode(), answer.body)
        )
        for request, answer in evil.exchanges
    )
    places = {"traffic": traffic, "log": (output.out + output.err).encode(), "page": shown.encode()}
    places |= {path.name: path.read_bytes() for path in tmp_path.glob("recul.sqlite*")}
    for place, content in places.items():
        assert list(canary.search(content, secrets, place)) == []
    assert list(canary.search_folder(profile, secrets)) == []
    for place in ("traffic", "recul.sqlite"):
        joined = b"".join(content for name, content in places.items() if name.startswith(place))
        assert list(canary.search(joined, control, place)), f"the search is blind in {place}"
    assert '"event":"request"' in output.err
    assert list(canary.search_folder(profile, control)), "the search is blind in the profile"


def _pairs(words: str) -> list[str]:
    """Each two neighbouring words of the fiche: one alone could be an ordinary word of ours."""
    return [f"{first} {second}" for first, second in pairwise(words.split())]
