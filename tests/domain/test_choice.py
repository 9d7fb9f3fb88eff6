"""A button's payload: written by us, read from anybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.choice import LIMIT, Choice, UnreadableChoice, base36

ids = st.integers(0, 2**53 - 1)
verbs = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
arguments = st.text(alphabet="abcxyz0189.:", max_size=28)


@given(verbs, ids, ids, arguments)
def test_what_is_written_is_read_back(action: str, subject: int, revision: int, word: str) -> None:
    choice = Choice(action, subject, revision, word)
    payload = choice.encode()
    assert len(payload.encode()) <= LIMIT
    assert Choice.decode(payload) == choice


def test_a_payload_that_fits_no_button_is_a_bug_and_loud() -> None:
    with pytest.raises(ValueError, match="over 64 bytes"):
        Choice("say", 1, 1, "正" * 20).encode()


@given(st.text(max_size=64))
def test_whatever_comes_in_is_a_choice_or_unreadable(payload: str) -> None:
    try:
        choice = Choice.decode(payload)
    except UnreadableChoice:
        return
    assert 0 <= choice.subject < 2**53
    assert 0 <= choice.revision < 2**53


@pytest.mark.parametrize(
    "payload",
    ["", "1", "1:zero:1:0", "2:zero:1:0:", "1:ze ro:1:0:", "1:zero:-1:0:", "1:zero:1:-1:",
     "1:zero:!:0:", "1::1:0:", "1:zero:" + "z" * 12 + ":0:"],
)  # fmt: skip
def test_what_this_program_never_wrote_is_unreadable(payload: str) -> None:
    with pytest.raises(UnreadableChoice):
        Choice.decode(payload)


@given(ids)
def test_base36_is_what_python_reads(number: int) -> None:
    assert int(base36(number), 36) == number


def test_a_negative_number_has_no_digits() -> None:
    with pytest.raises(ValueError, match="-1"):
        base36(-1)
