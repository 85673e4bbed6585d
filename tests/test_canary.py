"""The search for canaries finds them: each form is a control for the searches that must find nothing."""

import gzip
import os
import zlib
from pathlib import Path
from types import ModuleType

import pytest

from tests import canary


@pytest.mark.parametrize("form", canary.forms(canary.plant("essai")))
def test_each_form_is_found(form: str) -> None:
    """A canary in the middle of noise is seen in each form it could take."""
    planted = canary.plant("essai")
    noise = os.urandom(3_000)
    content = noise + canary.forms(planted)[form] + noise
    assert form in {sighting.form for sighting in canary.search(content, [planted], "noise")}


@pytest.mark.parametrize("before", range(6))
def test_base64_is_found_at_each_alignment(before: int) -> None:
    """Whatever stands before and after it in the same base64 text, a canary is seen."""
    planted = canary.plant("essai")
    content = canary.base64.b64encode(b"x" * before + planted.encode() + b"yz")
    assert any(s.form.startswith("base64+") for s in canary.search(content, [planted], "base64"))


@pytest.mark.parametrize("module", [gzip, zlib], ids=["gzip", "zlib"])
@pytest.mark.parametrize("level", [1, 6, 9])
def test_compressed_canaries_are_found(module: ModuleType, level: int) -> None:
    """A canary inside a compressed stream, itself inside noise, is seen; so is one in a stream that is cut."""
    planted = canary.plant("essai")
    stream = module.compress(b"avant " * 50 + planted.encode() + os.urandom(6_000), level)
    for content in (os.urandom(500) + stream + os.urandom(500), stream[:-2_000]):
        assert list(canary.search(content, [planted], "stream"))


def test_names_of_files_are_searched(tmp_path: Path) -> None:
    """A canary in the name of a file, or in a file of a folder below, is seen and placed."""
    planted = canary.plant("essai")
    (tmp_path / "sous" / planted).mkdir(parents=True)
    (tmp_path / "sous" / "fichier").write_text(planted)
    places = {sighting.place for sighting in canary.search_folder(tmp_path, [planted])}
    assert places == {f"name of sous/{planted}", "sous/fichier"}


def test_noise_holds_no_canary() -> None:
    """Chance alone never makes a sighting."""
    assert not list(canary.search(os.urandom(200_000), [canary.plant("essai") for _ in range(5)], "noise"))
