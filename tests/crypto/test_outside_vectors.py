"""The primitives and the envelope's construction, held against vectors that nobody here wrote."""

import hashlib
import json
import os
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from crypto import envelope, primitives
from crypto.envelope import Aead
from crypto.errors import ReculError, SealedError

ROOT = Path(__file__).parents[2]
BESIDE = ROOT.parent / "shared"
FOLDER = Path(os.environ.get("RECUL_OUTSIDE_VECTORS", BESIDE / "vectors" / "outside"))
EXPECTED = "RECUL_OUTSIDE_VECTORS" in os.environ or BESIDE.exists()
NOTICE = f"No outside vectors at {FOLDER}: the cases of other projects are not run. Set RECUL_OUTSIDE_VECTORS."
VERDICTS = json.loads((ROOT / "tests" / "vectors" / "outside-verdicts.json").read_text())

Case = dict[str, Any]


def cases(name: str) -> list[Case]:
    """Return the cases of a file with the fields of their group, none when the folder is not there."""
    if not FOLDER.exists():
        return []
    content = json.loads((FOLDER / f"{name}.json").read_text())
    if isinstance(content, list):
        return content
    return [{**group, **case} for group in content["testGroups"] for case in group["tests"]]


def octets(case: Case, field: str) -> bytes:
    """Return a field that is written in hexadecimal."""
    return bytes.fromhex(case[field])


def check_counts(name: str, found: Counter[str]) -> None:
    """Compare how many cases ended in each way with the verdicts written down, or say that there are none."""
    if FOLDER.exists():
        assert dict(found) == {way: count for way, count in VERDICTS[name].items() if isinstance(count, int)}


def test_the_outside_vectors_are_there_or_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """The folder of outside vectors is found where it is announced; elsewhere a plain notice says what is not run."""
    if EXPECTED:
        assert FOLDER.is_dir(), NOTICE
        assert {path.stem for path in FOLDER.glob("*.json")} == set(VERDICTS) - {"comment"}
    else:
        print(NOTICE)
        said = capsys.readouterr().out
        assert said == NOTICE + "\n"
        assert not any(cases(name) for name in VERDICTS)
        with capsys.disabled():
            print(f"\n{said}")


def aes_gcm(name: str, key_size: int) -> Aead:
    """Return the AES-GCM instance of the construction, which only these vectors use."""

    def open_chunk(key: bytes, nonce: bytes, sealed: bytes) -> bytes:
        try:
            return AESGCM(key).decrypt(nonce, sealed, None)
        except InvalidTag:
            raise SealedError from None

    return Aead(name.encode(), key_size, lambda key, nonce, text: AESGCM(key).encrypt(nonce, text, None), open_chunk)


@pytest.mark.parametrize("size", [128, 256])
def test_the_construction_is_that_of_c2sp(size: int) -> None:
    """Chunked encryption opens what C2SP's reference sealed, refuses what it refuses, and seals it the same."""
    name, found = f"c2sp_chunked_aes{size}", Counter[str]()
    for case in cases(name):
        aead = aes_gcm(case["aead"], size // 8)
        key, context, sealed = octets(case, "key"), octets(case, "ctx"), zlib.decompress(octets(case, "ct"))
        try:
            text = envelope.open_with(aead, key, context, sealed)
        except SealedError:
            outcome = "invalid"
        else:
            outcome = "valid"
            assert hashlib.sha512(text).hexdigest() == case["msgSha512"]
            assert envelope.seal_with(aead, key, sealed[: envelope.SALT_SIZE], context, text) == sealed
        assert outcome == case["result"], case["comment"]
        found[outcome] += 1
    check_counts(name, found)


def test_chacha20_poly1305() -> None:
    """ChaCha20-Poly1305 opens and seals every valid case, and refuses every other."""
    found = Counter[str]()
    for case in cases("chacha20_poly1305"):
        if "InvalidNonceSize" in case["flags"]:
            found["unreachable"] += 1
            continue
        key, nonce, associated, text = (octets(case, field) for field in ("key", "iv", "aad", "msg"))
        sealed = octets(case, "ct") + octets(case, "tag")
        try:
            assert primitives.chacha20_poly1305_open(key, nonce, sealed, associated) == text
            assert primitives.chacha20_poly1305_seal(key, nonce, text, associated) == sealed
            outcome = "valid"
        except SealedError:
            outcome = "invalid"
        assert outcome == case["result"], case["comment"]
        found[outcome] += 1
    check_counts("chacha20_poly1305", found)


def test_hkdf_sha512() -> None:
    """HKDF-SHA-512 gives every output, up to the longest one there is."""
    found = Counter[str]()
    for case in cases("hkdf_sha512"):
        key = primitives.hkdf_extract(octets(case, "salt"), octets(case, "ikm"))
        if "SizeTooLarge" in case["flags"]:
            with pytest.raises(AssertionError):
                primitives.hkdf_expand(key, octets(case, "info"), case["size"])
            found["unreachable"] += 1
            continue
        assert primitives.hkdf_expand(key, octets(case, "info"), case["size"]) == octets(case, "okm"), case["comment"]
        found[case["result"]] += 1
    check_counts("hkdf_sha512", found)


def test_hmac_sha512() -> None:
    """HMAC-SHA-512, under HKDF, gives every tag, cut where the case cuts it, and no altered one."""
    found = Counter[str]()
    for case in cases("hmac_sha512"):
        tag = primitives.hkdf_extract(octets(case, "key"), octets(case, "msg"))[: case["tagSize"] // 8]
        outcome = "valid" if primitives.equal(tag, octets(case, "tag")) else "invalid"
        assert outcome == case["result"], case["comment"]
        found[outcome] += 1
    check_counts("hmac_sha512", found)


def test_x25519() -> None:
    """X25519 gives every shared secret, except those of zeros, which it refuses."""
    found = Counter[str]()
    for case in cases("x25519"):
        try:
            assert primitives.x25519(octets(case, "private"), octets(case, "public")) == octets(case, "shared")
            outcome = "ok"
        except SealedError:
            outcome = "sealed"
        refused = bool(set(case["flags"]) & set(VERDICTS["x25519"]["sealed_by"]))
        assert outcome == ("sealed" if refused else "ok"), case["comment"]
        found[outcome] += 1
    check_counts("x25519", found)


def outcome_of(public: bytes, message: bytes, signature: bytes) -> str:
    """Return `ok`, or the code under which a signature is refused."""
    try:
        primitives.ed25519_verify(public, message, signature)
    except ReculError as error:
        return error.code
    return "ok"


def test_ed25519() -> None:
    """Ed25519 accepts every valid signature and refuses every altered, cut or malleable one."""
    found = Counter[str]()
    for case in cases("ed25519"):
        outcome = outcome_of(bytes.fromhex(case["publicKey"]["pk"]), octets(case, "msg"), octets(case, "sig"))
        assert (outcome == "ok") == (case["result"] == "valid"), case["comment"]
        found[case["result"]] += 1
    check_counts("ed25519", found)


def test_ed25519_at_its_edges() -> None:
    """Keys and signatures of low order or not reduced are judged as the table of verdicts says, flag by flag."""
    found, verdict = Counter[str](), VERDICTS["cctv_ed25519"]
    for case in cases("cctv_ed25519"):
        flags = set(case["flags"] or [])
        assert flags <= {*verdict["signature_by"], *verdict["ok_with"]}, "a flag without a verdict"
        expected = "signature" if flags & set(verdict["signature_by"]) else "ok"
        outcome = outcome_of(octets(case, "key"), case["msg"].encode(), octets(case, "sig"))
        assert outcome == expected, case["number"]
        found[outcome] += 1
    check_counts("cctv_ed25519", found)
