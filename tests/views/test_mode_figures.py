"""What digest and report call a day at home, and what they say of it."""

from __future__ import annotations

import pytest

from domain.figures import ClosurePupil, Counts, DayFigures, ModeCounts
from domain.mode import Mode
from domain.roster import Unit, UnitKind
from tests.clock import ZONE, instant
from tests.morning import DAY
from views.digest import digest, roll_up

SCHOOL = Unit(1, "hc", "和川镇初级中学", UnitKind.SCHOOL, 1)
CLASS = Unit(2, "c", "八年级1班", UnitKind.CLASS, 1)
HOME = Counts(expected=8, answered=7, on_time=7, enrolled=400, present=346, sick=1, other=3)
TERM = Counts(expected=4, answered=4, on_time=4, enrolled=200, present=198, sick=2)


def said(*modes: ModeCounts, language: str = "zh", **more: object) -> str:
    counts = sum((one.counts for one in modes), Counts())
    figures = DayFigures(SCHOOL, DAY, counts, modes=modes, **more)  # type: ignore[arg-type]
    return digest(language, figures, at_ms=instant("09:00"), zone=ZONE, names=True).text.plain


@pytest.mark.parametrize(
    ("mode", "called"),
    [
        (Mode.VACATION, "假期出行"),
        (Mode.CLOSURE, "停课日报"),
        (Mode.PRE_RETURN, "返校前健康日报"),
    ],
)
def test_a_day_of_one_mode_is_called_by_it(mode: Mode, called: str) -> None:
    words = said(ModeCounts(mode, HOME))
    assert words.startswith(f"和川镇初级中学 11月23日(周一) {called} · 09:00 第1版")


def test_a_day_of_several_modes_has_a_line_for_each() -> None:
    words = said(ModeCounts(Mode.TERM, TERM), ModeCounts(Mode.PRE_RETURN, HOME))
    assert "晨检 · 09:00" in words
    assert "上课 4 班：应到 200 · 实到 198 · 缺勤 2(病假 2)" in words
    assert "返校前 8 班：学生 400 · 已掌握 346 · 住院 1 · 隔离等 3 · 未报 1 班" in words
    assert "应报 12 班 · 已报 11 · 未报 1" in words


def test_a_closure_says_who_does_not_learn_and_who_lives_in() -> None:
    closed = ModeCounts(Mode.CLOSURE, HOME, not_learning=1, lives_in=1)
    pupils = (
        ClosurePupil(CLASS, "和川镇初级中学", "刘洋", True, False),
        ClosurePupil(CLASS, "和川镇初级中学", "陈静", False, True),
    )
    words = said(closed, closure=pupils)
    assert "未参加学习 1 · 留校 1" in words
    assert "未参加学习 1 人\n· 八年级1班 刘洋" in words
    assert "留校 1 人\n· 八年级1班 陈静" in words


def test_nobody_is_called_free_of_fever_who_was_not_asked() -> None:
    assert "无发热" not in said(ModeCounts(Mode.VACATION, HOME))
    assert "发热" in said(ModeCounts(Mode.CLOSURE, HOME))


def test_above_the_school_no_name_stands_in_it() -> None:
    township = Unit(9, "t", "和川镇", UnitKind.TOWNSHIP, None)
    closed = ModeCounts(Mode.CLOSURE, HOME, not_learning=1)
    pupils = (ClosurePupil(CLASS, "和川镇初级中学", "刘洋", True, False),)
    figures = DayFigures(township, DAY, HOME, modes=(closed,), closure=pupils)
    words = roll_up("zh", figures, [], at_ms=instant("09:15"), zone=ZONE).text.plain
    assert "刘洋" not in words
    assert "停课日报汇总" in words
    assert "未参加学习 1" in words


def test_it_speaks_english() -> None:
    words = said(ModeCounts(Mode.TERM, TERM), ModeCounts(Mode.CLOSURE, HOME), language="en")
    assert "school, classes 4 · enrolled 200 · present 198" in words
    assert "closed, classes 8 · pupils 400 · accounted for 346" in words
