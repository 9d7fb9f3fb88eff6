"""What is asked where something is taken back makes sense to whoever reads it."""

from __future__ import annotations

import pytest

from domain.understanding import understand
from tests.domain.understanding.roll import LIKENESS, a_class
from views.understanding import question_text

CLASS = a_class()


def asked(message: str, language: str) -> list[str]:
    questions = understand(message, CLASS, LIKENESS).questions
    return [question_text(language, one) for one in questions]


def test_a_slip_is_asked_with_both_readings() -> None:
    assert "张三 的体温以哪个为准：38.2 还是 36.8？" in asked("张三38.2，打错了，是36.8", "zh")
    english = asked("Zhang San 38.2, sorry, I mean 36.8", "en")
    assert "Which temperature is 张三's: 38.2 or 36.8?" in english


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("message", ["李四病假，李四事假", "张三或李四发烧", "张三38.2，不，36.8"])
def test_nobody_is_asked_whether_a_name_is_itself(message: str, language: str) -> None:
    for one in asked(message, language):
        assert one.count("张三") < 2, one
        assert one.count("李四") < 2, one
