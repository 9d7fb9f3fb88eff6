"""A leave with a last day, in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.calendar import Period
from domain.check_in import Absence
from domain.understanding import Status, understand
from tests.domain.understanding.roll import LIKENESS, a_class

CLASS = replace(a_class(), coming_holidays={"春节": Period(date(2027, 2, 5), date(2027, 2, 11))})
FRIDAY = date(2026, 11, 27)


def ends(words: str) -> dict[str, date | None]:
    """The last day of each pupil named."""
    return {said.raw: said.until for said in understand(words, CLASS, LIKENESS).pupils}


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("张三病假到周五，其余正常", FRIDAY),
        ("张三病假至11月27日，其余正常", FRIDAY),
        ("张三病假一直到11-27为止 其余正常", FRIDAY),
        ("张三事假到下周三，其余正常", date(2026, 12, 2)),
        ("张三请假到明天，其余正常", date(2026, 11, 24)),
        ("张三病假到２７号，其余正常", FRIDAY),
        ("张三病假到元旦，其余正常", date(2027, 1, 1)),
        ("张三病假一直到元旦节，其余正常", date(2027, 1, 1)),
        ("张三病假到春节，其余正常", date(2027, 2, 5)),
        ("张三病假一直到春节放假，其余正常", date(2027, 2, 5)),
        ("Zhang San sick leave until the Spring Festival, others fine", date(2027, 2, 5)),
        ("Zhang San sick leave until Friday, others fine", FRIDAY),
        ("张三病假，到周五，其余正常", FRIDAY),
        ("张三病假（到周五），其余正常", FRIDAY),
        ("张三（病假到周五），其余正常", FRIDAY),
        ("张三请病假，一直到周五，其余正常", FRIDAY),
        ("Zhang San sick, until Friday, others fine", FRIDAY),
        ("Zhang San is sick, out until Friday, others fine", FRIDAY),
        ("Zhang San on sick leave to Friday, others fine", FRIDAY),
        ("Zhang San out until Wednesday, others fine", date(2026, 11, 25)),
        ("Zhang San sick leave till next Wednesday, the rest are fine", date(2026, 12, 2)),
    ],
)
def test_the_last_day_is_taken_up_and_nothing_is_left_over(words: str, last: date) -> None:
    said = understand(words, CLASS, LIKENESS)
    assert [one.until for one in said.pupils] == [last]
    assert said.pupils[0].absence is not None
    assert said.rest_normal
    assert "leftover" not in {question.key for question in said.questions}


def test_a_reason_that_was_said_is_accepted_with_its_end() -> None:
    said = understand("张三病假到周五，其余正常", CLASS, LIKENESS)
    assert said.status is Status.ACCEPT
    assert said.pupils[0].absence is Absence.SICK
    assert said.raw == "张三病假到周五，其余正常"


def test_each_clause_has_its_own() -> None:
    words = "张三病假到周五，李四事假到明天，王五病假，其余正常"
    assert ends(words) == {"张三": FRIDAY, "李四": date(2026, 11, 24), "王五": None}


def test_those_of_one_clause_share_it() -> None:
    assert ends("张三李四病假到周五，其余正常") == {"张三": FRIDAY, "李四": FRIDAY}


def test_an_end_after_a_comma_is_of_who_was_named_last() -> None:
    assert ends("李四38.2，张三发烧，病假到周五，其余正常") == {"李四": None, "张三": FRIDAY}


@pytest.mark.parametrize("end", ["昨天", "13月40日", "中秋"])
def test_what_is_no_day_to_come_is_asked_about(end: str) -> None:
    said = understand(f"张三病假到{end}，其余正常", CLASS, LIKENESS)
    assert said.pupils[0].until is None
    assert said.status is not Status.ACCEPT
