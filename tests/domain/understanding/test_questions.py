"""A word that asks takes no finding away: what was told of a pupil is kept and asked about."""

from __future__ import annotations

import pytest

from domain.understanding import Status, understand
from domain.understanding.cutting.lexicon import LEXICON, Kind
from tests.domain.understanding.roll import LIKENESS, a_class

CLASS = a_class()
TOLD = {"李四拉肚子了": "李四", "我们班李四请病假": "李四", "李四38.2": "李四"}
ASKING = sorted(
    word
    for word, (kind, _) in LEXICON.items()
    if kind in (Kind.ASKING, Kind.ADVICE) and not word.isascii()
)


@pytest.mark.parametrize("told", TOLD)
def test_no_word_of_a_question_behind_a_finding_takes_it_away(told: str) -> None:
    asked_whether = {"吗", "么", "没得"}
    for word in ASKING:
        if word in asked_whether:
            continue
        understood = understand(f"{told}{word}", CLASS, LIKENESS)
        assert understood.status is not Status.NONE, word


def test_nor_where_the_rest_of_the_class_is_told_of() -> None:
    for word in ASKING:
        message = f"李四{word}又咳嗽了其他娃儿都好"
        assert understand(message, CLASS, LIKENESS).status is not Status.NONE, message


@pytest.mark.parametrize(
    "message",
    [
        "张三明天能来吗",
        "张三发烧了吗",
        "张三怎么没来",
        "张三是不是请假了",
        "赵六可以请病假吗",
        "谁没来",
        "Is Li Lei absent today?",
        "why is Li Lei absent?",
    ],
)
def test_a_plain_question_is_no_answer(message: str) -> None:
    assert understand(message, CLASS, LIKENESS).status is Status.NONE
