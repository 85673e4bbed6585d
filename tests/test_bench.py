"""The measuring tools of `bench/` read what servers send and judge goals the way round that they say."""

import shutil
from pathlib import Path

import pytest

from bench import report
from bench.goals import CRYPTO, OURS, PLAIN, SERVER
from bench.load import Reader, request
from bench.peers import FLOOR, best
from bench.report import markdown
from bench.workloads import Figures

COUNTED = b"HTTP/1.1 201 Created\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"
EMPTY = b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"


@pytest.mark.parametrize(("sent", "body"), [(COUNTED, b"hello"), (CHUNKED, b"hello"), (EMPTY, b"")])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_an_answer_is_read_whole_however_it_is_cut(sent: bytes, body: bytes, size: int) -> None:
    """The reader gives the answer at its last byte and not before, with every byte counted."""
    reader = Reader()
    pieces = [sent[start : start + size] for start in range(0, len(sent), size)]
    assert [reader.feed(piece) for piece in pieces[:-1]] == [None] * (len(pieces) - 1)
    answer = reader.feed(pieces[-1])
    assert answer is not None
    assert (answer.body, answer.size) == (body, len(sent))


def test_a_header_said_twice_is_kept_twice() -> None:
    """Two cookies of one answer are both there."""
    answer = Reader().feed(COUNTED)
    assert answer is not None
    assert answer.headers[b"set-cookie"] == b"a=1, b=2"


def test_a_request_says_how_long_it_is() -> None:
    """A request with a body carries its length, one without carries none."""
    asked = request("POST", "/x", b"abc", content_type="a/b")
    assert asked.endswith(b"content-type: a/b\r\ncontent-length: 3\r\n\r\nabc")
    assert b"content-length" not in request("GET", "/x")


def test_the_best_peer_is_the_fastest_or_the_smallest() -> None:
    """A rate is best when high, everything else when low."""
    assert best("W4 requests/s, 1,000 notes") == 220 / 962
    assert best("W8 bytes a note") == 4_496 / 4_153
    assert best("unknown") is None


def test_a_server_slower_than_its_goals_is_said_to_be() -> None:
    """Half of a floor misses the goals of three quarters and meets those of one half."""
    figures = Figures()
    for workload in ("W2a notes/s", "W2b notes/s"):
        for name, value in ((OURS, 60.0), (FLOOR, 100.0), (PLAIN, 100.0)):
            figures.add(workload, name, value)
    verdicts = {goal.sentence: goal.met(value) for goal in SERVER if (value := goal.value(figures)) is not None}
    assert verdicts["W2a at least 75 % of the Flask floor"] is False
    assert verdicts["W2b at least 50 % of the Flask floor"] is True
    assert "| W2a at least 75 % of the Flask floor | 0.600 × | **not met** |" in markdown("server", figures, "")


def test_a_part_is_written_without_the_others(tmp_path: Path) -> None:
    """A run of one part replaces what the page said of it, and not a byte of the rest."""
    page, figures = tmp_path / "page.md", Figures()
    shutil.copyfile(report.PAGE, page)
    for name, value in ((OURS, 60.0), (CRYPTO, 20.0)):
        figures.add("new key", name, value)
    report.write("groups", markdown("groups", figures, "here"), page)
    before, after = (text.read_text("utf-8").partition("<!-- groups -->") for text in (report.PAGE, page))
    assert before[0] == after[0] and "| new key | 60.0 | 20.0 | 3.00 |" in after[2]
    assert before[2].partition("<!-- end of groups -->")[2] == after[2].partition("<!-- end of groups -->")[2]
