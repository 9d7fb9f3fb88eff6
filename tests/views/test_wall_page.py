"""What stands on the page in each state of a day, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from domain.mode import Mode
from domain.wall import Row, Wall
from tests.clock import ZONE
from tests.views.walls import FEVER, IDLE, OUT, UNWELL, ZERO, a_class, a_district, a_grade, a_wall
from views.wall_page import Shown, shown
from views.words import LANGUAGES


def figures(now: Shown) -> dict[str, str]:
    """The figures by their labels."""
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", now.body))


def of_mode(mode: Mode, counts: dict[str, int]) -> Wall:
    """A class that spends the day so."""
    return a_wall((Row("一年级", (replace(a_class("一年级1班", counts), mode=mode),)),))


def test_before_anybody_is_in_there_is_no_nought() -> None:
    wall = a_wall((a_grade("一年级", ["一年级1班"], [OUT | {"enrolled": 45}]),))
    now = shown("zh", wall, ZONE)
    assert figures(now) == {
        "应到": "45",
        **dict.fromkeys(("实到", "缺勤", "发热", "不适", "未测", "外出"), "—"),
        "情况未知": "45",
    }
    assert now.news == "已报 0 班，应报 1 班；未报 1 班：一年级1班"


@pytest.mark.parametrize(
    ("mode", "told", "not_told"),
    [
        (Mode.TERM, {"实到", "缺勤", "发热"}, {"已掌握"}),
        (Mode.VACATION, {"已掌握", "外出"}, {"实到", "缺勤", "发热", "不适", "未测"}),
        (Mode.CLOSURE, {"已掌握", "发热", "未测"}, {"实到", "缺勤"}),
        (Mode.PRE_RETURN, {"已掌握", "发热"}, {"实到", "缺勤"}),
    ],
)
def test_what_nobody_was_asked_is_no_figure(mode: Mode, told: set[str], not_told: set[str]) -> None:
    now = shown("zh", of_mode(mode, ZERO | {"present": 45}), ZONE)
    assert told <= set(figures(now))
    assert not not_told & set(figures(now))
    assert ("发热" in now.news) is ("发热" in told)


def test_a_fever_in_a_vacation_is_told_all_the_same() -> None:
    now = shown("zh", of_mode(Mode.VACATION, FEVER), ZONE)
    assert figures(now)["发热"] == "2"
    assert "发热 2 人" in now.news


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_standing_has_a_mark_and_a_word(language: str) -> None:
    states = [OUT, FEVER, UNWELL, ZERO, IDLE]
    wall = a_wall((a_grade("一年级", [f"一年级{n}班" for n in range(5)], states),))
    body = shown(language, wall, ZONE).body
    tiles = re.findall(r'<li class="\w+">(<svg.*?</svg>)<b>.*?<span class="unseen">(.*?)<', body)
    assert len(tiles) == 5
    assert len({mark for mark, _ in tiles}) == 5
    assert len({word for _, word in tiles}) == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_unit_says_so(language: str) -> None:
    now = shown(language, a_wall((), days=0), ZONE)
    assert "<li" not in now.body
    assert figures(now) == {}


def test_of_many_schools_the_first_are_named_and_the_rest_is_a_number() -> None:
    now = shown("zh", a_district(500, [OUT]), ZONE)
    assert "另有 488 所学校" in now.body
    assert now.body.count('<li class="outstanding">') == 501, "with the legend's own"
