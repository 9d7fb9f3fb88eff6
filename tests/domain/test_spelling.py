"""How people spell the names of classes and pupils."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.roster import Pupil
from domain.spelling import after_name, called, named_first, named_within, plain

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


CLASSES = [
    (1, ("三年级2班", "701", "7.1")),
    (2, ("三年级1班",)),
    (3, ("九(4)班", "九4")),
    (4, ("三年级2班",)),
]


@pytest.mark.parametrize(
    ("words", "found", "rest"),
    [
        ("三年级1班 王老师", [(2,)], "王老师"),
        ("王老师 九（4）班", [(3,)], "王老师"),
        ("王芳7.1明天", [(1,)], "王芳 明天"),
        ("九4赵婷", [(3,)], "赵婷"),
        ("三年级1班、九(4)班 本周", [(2,), (3,)], "、 本周"),
        ("三年级2班", [(1, 4)], ""),
        ("张萌转到三年级1班 明天", [(2,)], "张萌 明天"),
        ("张萌从九4到三年级1班", [(3,), (2,)], "张萌"),
        ("李至 三年级1班", [(2,)], "李至"),
        ("13870100", [], "13870100"),
        ("三年级12班", [], "三年级12班"),
        ("", [], ""),
    ],
)
def test_everything_named_anywhere_is_found(
    words: str, found: list[tuple[int, ...]], rest: str
) -> None:
    assert named_within(words, CLASSES) == (found, rest)


@given(st.text(max_size=40))
def test_no_text_breaks_the_search(words: str) -> None:
    found, rest = named_within(words, CLASSES)
    assert len(rest) <= 2 * len(words) + 1
    assert all(found)
