"""Who of a school's staff is meant by a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.roster import Person
from domain.staff_names import meant
from handlers.likeness import PinyinLikeness

NAMES = (
    *("王芳", "王丽", "赵婷", "刘洋", "孙伟"),
    *("欧阳娜", "阿依古丽·买买提", "王磊", "王磊", "代敏"),
)
STAFF = [Person(n, f"T{n:02}", name) for n, name in enumerate(NAMES, 1)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("王芳", ["王芳"]),
        ("王芳老师", ["王芳"]),
        ("请王芳代班", ["王芳"]),
        ("由赵婷代", ["赵婷"]),
        ("我请假，问赵老师", ["赵婷"]),
        ("赵停", ["赵婷"]),
        ("小赵", ["赵婷"]),
        ("wang fang", ["王芳"]),
        ("Fang Wang", ["王芳"]),
        ("Ms Zhao", ["赵婷"]),
        ("赵婷 for", ["赵婷"]),
        ("ask 赵婷 to stand in for me", ["赵婷"]),
        ("to Zhao Ting from", ["赵婷"]),
        ("赵婷 离任", ["赵婷"]),
        ("刘洋老师调离", ["刘洋"]),
        ("孙伟的", ["孙伟"]),
        ("teacher Liu", ["刘洋"]),
        ("Sun Wei", ["孙伟"]),
        ("欧阳老师", ["欧阳娜"]),
        ("阿依古丽.买买提", ["阿依古丽·买买提"]),
        ("代敏", ["代敏"]),
        ("代老师", ["代敏"]),
        ("t05", ["孙伟"]),
        ("王老师", ["王芳", "王丽", "王磊", "王磊"]),
        ("王磊", ["王磊", "王磊"]),
        ("Wang laoshi", ["王芳", "王丽", "王磊", "王磊"]),
        ("laoshi Zhao", ["赵婷"]),
        ("zhao", ["赵婷"]),
        ("汪老师", ["王芳", "王丽", "王磊", "王磊"]),
        ("王", ["王芳", "王丽", "王磊", "王磊"]),
        ("李老师", []),
        ("张三", []),
        ("老师", []),
        ("", []),
        ("全班正常", []),
        ("请", []),
    ],
)
def test_a_name_means_whoever_it_may_mean(typed: str, names: list[str]) -> None:
    assert [one.name for one in meant(STAFF, typed, PinyinLikeness())] == names


@given(st.text(max_size=60))
def test_no_text_breaks_it(typed: str) -> None:
    assert set(meant(STAFF, typed, PinyinLikeness())) <= set(STAFF)
