"""The words of the questions: each can be answered by whoever reads it."""

from __future__ import annotations

import pytest

from domain.understanding import understand
from tests.domain.understanding.roll import LIKENESS, a_class
from views.understanding import question_text

CLASS = a_class()


def asked(language: str, message: str) -> list[str]:
    return [question_text(language, one) for one in understand(message, CLASS, LIKENESS).questions]


@pytest.mark.parametrize(
    ("message", "zh", "en"),
    [
        (
            "3号李四请假",
            "3号是 王五，不是 李四。说的是哪一位？",
            "Number 3 is 王五, not 李四. Which of the two is it?",
        ),
        (
            "李四咳嗽，安全在家",
            "这里说的是学生 安全 吗？请写清是哪一位。",
            "Does this speak of the pupil 安全? Please say which pupil it is.",
        ),
        (
            "张三或者李四发烧",
            "这里说的是学生 李四 吗？请写清是哪一位。",
            "Does this speak of the pupil 李四? Please say which pupil it is.",
        ),
        (
            "甄正常发烧",
            "写了发热，又写了正常。哪个对？",
            "You wrote a fever, and also normal. Which is right?",
        ),
        (
            "47个都好",
            "您写的是 47 人，花名册上是 45 人，请核对。",
            "You wrote 47 pupils; the roster has 45. Please check.",
        ),
        (
            "应到45实到45，46人正常",
            "您写的是 46 人，花名册上是 45 人，请核对。",
            "You wrote 46 pupils; the roster has 45. Please check.",
        ),
    ],
)
def test_a_question_says_what_does_not_fit(message: str, zh: str, en: str) -> None:
    assert zh in asked("zh", message)
    assert en in asked("en", message)


@pytest.mark.parametrize("message", ["3号李四请假", "张三或者李四发烧", "李四咳嗽，安全在家"])
def test_nobody_is_asked_whether_a_pupil_is_the_same_pupil(message: str) -> None:
    keys = [one.key for one in understand(message, CLASS, LIKENESS).questions]
    assert "is_it" not in keys
