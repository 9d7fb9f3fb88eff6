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


@pytest.mark.parametrize(
    "message",
    [
        *("张伟和张伟都咳嗽", "两个张伟都咳嗽", "张伟、张伟咳嗽，其余正常"),
        *("Zhang Wei and Zhang Wei both have a cough", "both Zhang Weis have a cough"),
        *("The two Zhang Weis both have a cough", "Zhang Weis are both coughing"),
    ],
)
def test_as_many_as_bear_a_name_are_all_who_bear_it(message: str) -> None:
    two = a_class(["张伟", "李雷", "张伟"])
    understood = understand(message, two, LIKENESS)
    assert [one.pupil and one.pupil.seat for one in understood.pupils] == [1, 3]
    assert all(one.sure and one.symptoms and not one.asks for one in understood.pupils)


@pytest.mark.parametrize(
    "message", ["张伟和张伟都咳嗽", "both Zhang Weis have a cough", "张伟38.1，张伟37.9"]
)
def test_two_of_a_name_are_asked_for_where_more_bear_it_or_they_differ(message: str) -> None:
    three = a_class(["张伟", "张伟", *([] if "38.1" in message else ["张伟"])])
    asked = [one.key for one in understand(message, three, LIKENESS).questions]
    assert "which_pupil" in asked


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("李雷昨晚吐了，今早没事，全班正常", "昨晚吐了"),
        ("李雷昨天拉肚子，今天不拉了，其余正常", "昨天拉肚子"),
        ("Li Lei had diarrhea last night but is fine now, all normal", "diarrhea last night"),
        ("李雷昨天咳嗽，今天好了，其余正常", ""),
    ],
)
def test_vomiting_of_late_stays_in_words_however_well_all_is_now(message: str, kept: str) -> None:
    one = said(message)
    assert (one.aside, one.symptoms) == (kept, ())
