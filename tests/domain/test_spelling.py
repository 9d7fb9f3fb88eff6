"""How people spell the names of classes and pupils."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.roster import Pupil
from domain.spelling import after_name, called, named_first, plain

PUPILS = [
    Pupil(1, "20260101", "张伟", "男", 7),
    Pupil(2, "20260102", "张伟", "女", 31),
    Pupil(3, "20260103", "张玮", seat=3),
    Pupil(4, "20260104", "阿依古丽·买买提", seat=4),
    Pupil(5, "20260105", "陈𬱖", seat=5),
    Pupil(6, "20260106", "安全", seat=12),
    Pupil(7, "38", "李䶮", seat=20),
]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("张伟", [1, 2]),
        ("张 伟", [1, 2]),
        ("张伟同学", [1, 2]),
        ("张玮", [3]),
        ("20260102", [2]),
        ("２０２６０１０２", [2]),
        ("阿依古丽・买买提", [4]),
        ("阿依古丽•买买提", [4]),
        ("阿依古丽.买买提", [4]),
        ("阿依古丽买买提", [4]),
        ("陈𬱖", [5]),
        ("安全", [6]),
        ("7", [1]),
        ("３１号", [2]),
        ("12", [6]),
        # A number goes before a seat.
        ("38", [7]),
        ("0", []),
        ("张", []),
        ("伟", []),
        ("全班", []),
        ("", []),
        ("·", []),
    ],
)
def test_a_pupil_is_meant_by_name_number_or_seat(typed: str, ids: list[int]) -> None:
    assert [pupil.id for pupil in called(PUPILS, typed)] == ids


@pytest.mark.parametrize(
    ("words", "name", "rest"),
    [
        ("五(2)班正常", "五(2)班", "正常"),
        ("五（2）班 正常", "五(2)班", "正常"),
        ("五２班：正常。", "五(2)班", "正常。"),
        ("五(2)正常", "五(2)", "正常"),
        ("五(2)班", "五(2)班", ""),
        ("7.1 36.5 无", "7.1", "36.5 无"),
        ("701 36.5", "701", "36.5"),
        ("70136.5", "701", None),
        ("五(1)班正常", "五(2)班", None),
        ("正常", "五(2)班", None),
        ("正常 五(2)班", "五(2)班", None),
        ("", "五(2)班", None),
        ("正常", "", None),
    ],
)
def test_what_follows_a_class_s_name(words: str, name: str, rest: str | None) -> None:
    assert after_name(words, name) == rest


def test_the_longest_name_counts_and_two_alike_name_nobody() -> None:
    classes = [(1, ("一年级1班", "一1")), (2, ("一年级11班", "一11", "一1班"))]
    assert named_first("一年级11班正常", classes) == (2, "正常")
    assert named_first("一1班正常", classes) == (2, "正常")
    assert named_first("一1 正常", classes) == (1, "正常")
    assert named_first("二1 正常", classes) == (None, "二1 正常")
    assert named_first("甲 正常", [(1, ("甲",)), (2, ("甲",))]) == (None, "甲 正常")


@given(st.text(alphabet="一二五六七年级班()（）12 ", min_size=1, max_size=8), st.text(max_size=8))
def test_a_name_and_a_comma_before_the_words_is_always_understood(name: str, words: str) -> None:
    rest = after_name(f"{name}，{words}", name)
    assert (rest is None) == (not plain(name))
    if rest is not None:
        assert plain(rest) == plain(words)
