"""Where a fact would be lost, or said of the wrong pupil, it is asked about."""

from __future__ import annotations

import pytest

from domain.understanding import understand
from tests.domain.understanding.roll import LIKENESS, a_class

CLASS = a_class()


@pytest.mark.parametrize(
    "words",
    [
        "李雷没来，家长来了电话",
        "李雷没来，来了个电话",
        "李雷病假，假条带来了",
        "李雷请假三天，家长来了电话",
        "李雷请假，妈妈来了学校",
        "李雷没来，书包来了",
        "李雷请假，今天下午到校",
        "李雷病假，痊愈后返校",
        "李雷没来，家长说送到学校了",
        "没有人请假发烧一个",
        "没有请假发烧的有李雷",
    ],
)
def test_a_fact_of_which_nothing_is_left_is_asked_about(words: str) -> None:
    understood = understand(f"{words}，其余正常", CLASS, LIKENESS)
    assert understood.questions, understood


@pytest.mark.parametrize(
    "words",
    [
        "发烧的是李雷，林志强没来",
        "发烧李雷没来，林志强没来",
        "病假李雷，林志强发烧",
        "李雷没来，还有发烧的",
        "李雷没来，也有咳嗽的",
        "李雷咳嗽，后面那个也咳",
    ],
)
def test_what_may_be_said_of_another_pupil_is_asked_about(words: str) -> None:
    understood = understand(f"{words}，其余正常", CLASS, LIKENESS)
    assert understood.questions, understood


@pytest.mark.parametrize(
    "words",
    [
        "昨天请假的李雷今天来了",
        "李雷病假一周，今天来了",
        "上周咳嗽的李雷好了",
        "咳嗽的李雷在教室，林志强请事假",
        "李雷咳嗽，没发烧",
        "病假：李雷、林志强",
        "没有请假发烧的",
    ],
)
def test_what_is_denied_or_over_is_not(words: str) -> None:
    understood = understand(f"{words}，其余正常", CLASS, LIKENESS)
    assert not [one for one in understood.questions if one.key == "unsure"]
