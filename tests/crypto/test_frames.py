"""Properties of the frame decoder, over sequences cut anywhere."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import frames
from crypto.encoding import MAX_INTEGER
from crypto.errors import FramesError

IDS = st.binary(min_size=16, max_size=16)
NUMBERS = st.integers(0, MAX_INTEGER)
WRAPS = st.binary(min_size=104, max_size=104)
FRAMES = st.one_of(
    st.builds(frames.LinkFrame, st.binary(max_size=200)),
    st.builds(frames.ObjectFrame, IDS, NUMBERS, NUMBERS, WRAPS, st.binary(max_size=200)),
    st.builds(frames.WrapFrame, IDS, NUMBERS, NUMBERS, WRAPS),
    st.builds(frames.MissingFrame, IDS, NUMBERS),
)
SEQUENCES = st.lists(FRAMES, max_size=6)


@given(SEQUENCES, st.lists(st.integers(0, 2000), max_size=8))
@settings(max_examples=100)
def test_chunks_do_not_matter(sequence: list[frames.Frame], cuts: list[int]) -> None:
    """However the bytes arrive, the same frames come out, and the sequence is known to have ended."""
    encoded = frames.encode(sequence)
    edges = [0, *sorted(min(cut, len(encoded)) for cut in cuts), len(encoded)]
    decoder = frames.FrameDecoder()
    found = [frame for start, end in itertools.pairwise(edges) for frame in decoder.feed(encoded[start:end])]
    decoder.finish()
    assert found == sequence


@given(SEQUENCES, st.data())
@settings(max_examples=100)
def test_a_cut_sequence_is_refused(sequence: list[frames.Frame], data: st.DataObject) -> None:
    """A sequence cut at any byte never passes for a whole one."""
    encoded = frames.encode(sequence)
    with pytest.raises(FramesError):
        frames.decode(encoded[: data.draw(st.integers(0, len(encoded) - 1))])


def test_a_frame_is_given_as_soon_as_it_is_whole() -> None:
    """The first frame comes out with its last byte, before the second has begun."""
    first = frames.encode_frame(frames.LinkFrame(b"link"))
    decoder = frames.FrameDecoder()
    assert decoder.feed(first[:-1]) == []
    assert decoder.feed(first[-1:]) == [frames.LinkFrame(b"link")]


def test_a_length_over_the_limit_is_refused_before_its_payload() -> None:
    """Five bytes are enough to refuse a payload that would be too long."""
    with pytest.raises(FramesError):
        frames.FrameDecoder().feed(b"\x01" + (frames.MAX_PAYLOAD + 1).to_bytes(4, "big"))
