"""What follows from the class itself: who is known to be away, what is a fever, what is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from domain.temperature import Temperature
from domain.understanding import ClassContext, Status, Understood, understand
from tests.domain.understanding.roll import DAY, LIKENESS, NAMES, a_class

CLASS = a_class()


def away(*seats: int) -> ClassContext:
    """The class with these pupils in isolation."""
    pupils = tuple(
        structs.replace(pupil, away="isolation") if pupil.seat in seats else pupil
        for pupil in CLASS.pupils
    )
    return replace(CLASS, pupils=pupils)


def read(message: str, class_: ClassContext = CLASS) -> Understood:
    return understand(message, class_, LIKENESS)


@pytest.mark.parametrize(
    "message",
    [
        "应到45实到44，全班正常",
        "应到44实到44，全班正常",
        "44人正常",
        "其余正常 44/45",
        "应到45实到43，张三病假，其余正常",
        "43人正常，张三病假",
    ],
)
def test_a_pupil_known_to_be_away_is_not_asked_about(message: str) -> None:
    assert read(message, away(45)).status is Status.ACCEPT
    assert read(message).status is Status.ASK


def test_everybody_present_while_somebody_is_in_isolation_is_asked_about() -> None:
    assert read("应到45实到45，全班正常").status is Status.ACCEPT
    assert read("应到45实到45，全班正常", away(45)).status is Status.ASK


def test_not_measured_leaves_out_who_is_known_to_be_away() -> None:
    understood = read("未测", away(1, 2))
    assert [said.pupil for said in understood.pupils] == list(away(1, 2).pupils[2:])
    assert all(said.unmeasured for said in understood.pupils)


def test_the_threshold_is_the_class_s_own() -> None:
    forehead = replace(CLASS, fever_threshold=Temperature(3680))
    assert read("张三36.8，其余正常").status is Status.ACCEPT
    assert read("张三36.8，其余正常", forehead).status is Status.ALERT


def test_who_is_not_identified_has_candidates() -> None:
    (said,) = read("张伟发烧").pupils
    assert [pupil.seat for pupil in said.candidates] == [27, 28]
    assert said.pupil is None


def test_a_correction_of_another_day_is_marked() -> None:
    assert read("昨天报错了张三是38.1").correction
    assert not read("张三是38.1").correction


def test_a_message_of_more_than_fifteen_hundred_characters_is_asked_for_in_parts() -> None:
    understood = read("全班正常" * 376)
    assert (understood.status, understood.all_normal) == (Status.ASK, False)


def test_the_question_that_matters_most_comes_first() -> None:
    keys = [question.key for question in read("张伟请假").questions]
    assert keys[0] == "which_pupil"
    assert keys[-1] == "rest"


@pytest.mark.parametrize("seat", range(1, len(NAMES) + 1))
def test_every_pupil_is_found_by_number_and_by_seat(seat: int) -> None:
    for named in (f"20261{seat:04d}", f"{seat}号", f"学号20261{seat:04d}", f"座号{seat}"):
        (said,) = read(f"{named}事假，其余正常").pupils
        assert said.pupil == CLASS.pupils[seat - 1], named


def test_a_class_without_pupils_is_read_too() -> None:
    empty = ClassContext(pupils=(), enrolled=0, day=DAY)
    assert read("全班正常", empty).status is Status.ACCEPT
    assert read("张三38.2", empty).status is Status.ALERT
