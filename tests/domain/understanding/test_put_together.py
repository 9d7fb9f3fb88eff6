"""What is told of two pupils in one breath is told of each as if it stood alone."""

from __future__ import annotations

from typing import cast

import pytest

from domain.understanding import understand
from tests.domain.understanding.roll import LIKENESS, Json, a_class, as_json

CLASS = a_class()
TOLD = """
发烧38.5
咳嗽
病假
请事假一天
拉肚子在家
请假去医院看病
头疼36.8
昨天从武汉回来
未测体温
出水痘在家隔离
38.2已回家
肚子疼没来
他妈说发烧了
他奶奶讲拉肚子
三十八度六
咳嗽三天了
家里有事没来
感冒请假
昨天吐了今天没来
摔伤了手
发热，已送医院
被他爸接回家了
跟他爸妈去重庆了，周六去的，周日回的
没来，联系不上
拉了三次肚子
头晕，在医务室
烧到39度在镇卫生院打吊针
36.9有点头疼
脚崴了请假三天
""".strip().splitlines()
BETWEEN = ("", " ", "，", "。", "\n", "，还有")


def _said_of_each(words: str) -> list[Json]:
    pupils = cast("list[Json]", as_json(understand(words, CLASS, LIKENESS))["pupils"])
    return [{key: one[key] for key in one if key != "number"} for one in pupils]


@pytest.mark.parametrize("between", BETWEEN)
def test_two_pupils_in_one_message_are_read_as_in_two(between: str) -> None:
    for n, one in enumerate(TOLD):
        other = TOLD[(n * 5 + 3) % len(TOLD)]
        apart = _said_of_each(f"李雷{one}，其余正常") + _said_of_each(f"孙浩然{other}，其余正常")
        together = f"李雷{one}{between}孙浩然{other}，其余正常"
        assert _said_of_each(together) == apart, together


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("昨天拉肚子的李雷今天好了，来上学了，36.5，孙浩然请事假，其余正常", []),
        ("拉肚子的李雷今天在家，孙浩然请事假，其余正常", []),
        ("拉肚子的有李雷，孙浩然，其余正常", ["diarrhoea"]),
        ("拉肚子的李雷、孙浩然都在家，其余正常", ["diarrhoea"]),
    ],
)
def test_which_pupil_is_meant_says_nothing_of_the_next(words: str, others: list[str]) -> None:
    assert _said_of_each(words)[1]["symptoms"] == others
