"""What is handed on of one pupil: whether it is sure who is meant, what is asked, what was said."""

from __future__ import annotations

import pytest

from domain.understanding import PupilSaid, understand
from tests.domain.understanding.roll import LIKENESS, a_class

CLASS = a_class()


def said(message: str) -> PupilSaid:
    (one,) = understand(message, CLASS, LIKENESS).pupils
    return one


@pytest.mark.parametrize(
    ("message", "key"),
    [
        ("除了李四都正常", "what_about"),
        ("张三有点烫，其余正常", "measure_now"),
        ("张三退烧了", "temperature_now"),
        ("王五爸爸从南京回来", "household"),
        ("李四没来，联系不上", "unreachable"),
        ("张三请假其余正常", "why_absent"),
        ("李四昨天从外地回来", "travel_where"),
        ("王五去武汉了还没回来", "travel_when"),
        ("张伟发烧", "which_pupil"),
        ("钱七发烧", "who_is_it"),
        ("3人发烧", "who"),
        ("张三83", "figure"),
    ],
)
def test_what_is_asked_of_a_pupil_stands_with_the_pupil(message: str, key: str) -> None:
    understood = understand(message, CLASS, LIKENESS)
    assert key in understood.pupils[0].asks, message
    assert key in [question.key for question in understood.questions]


def test_what_is_asked_of_one_pupil_does_not_stand_with_another() -> None:
    first, second = understand("张三病假，李四联系不上", CLASS, LIKENESS).pupils
    assert first.asks == ()
    assert second.asks == ("unreachable",)


def test_a_match_that_has_to_be_confirmed_is_not_sure() -> None:
    assert said("张三咳嗽，其余正常").sure
    doubtful = said("陈□咳嗽，其余正常")
    assert (doubtful.sure, doubtful.asks) == (False, ("is_it",))


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("赵六确诊水痘", "水痘"),
        ("李四没来，联系不上", "联系不上"),
        ("王五爸爸从南京回来，其余正常", "爸爸从南京回来"),
        ("张三额温37.4，复测腋温36.9", "37.4"),
        ("周㛃转学了", "转学"),
    ],
)
def test_what_no_field_holds_is_kept_in_words(message: str, words: str) -> None:
    assert words in said(message).words
    assert said("张三38.2咳嗽").words == ""
