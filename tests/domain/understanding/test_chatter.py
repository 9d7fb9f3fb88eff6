"""What is no answer is told apart, so that each gets the reply that fits."""

from __future__ import annotations

import pytest

from domain.understanding import Chatter, Status, Understood, understand
from tests.domain.understanding.roll import LIKENESS, a_class

CLASS = a_class()


def read(message: str) -> Understood:
    return understand(message, CLASS, LIKENESS)


@pytest.mark.parametrize(
    ("chatter", "messages"),
    [
        (Chatter.COURTESY, ["收到", "好的，谢谢", "1", "[强]", "👍", "辛苦了", "ok thanks", "早"]),
        (Chatter.WAIT, ["等一下，还在测", "稍等", "我在上课，下课报", "hold on", "measuring"]),
        (Chatter.CALENDAR, ["放假了吧？", "明天上课吗", "周六补课不", "is there school tomorrow?"]),
        (Chatter.COMPLAINT, ["不想报了天天报", "烦死了", "又要报", "stop asking"]),
        (Chatter.HAND_OVER, ["我请假，问王老师", "今天王老师代班", "I'm on leave, ask Mr Wang"]),
        (Chatter.ASKING, ["张三明天能来吗", "这个怎么填", "who reads this?"]),
        (Chatter.WITHDRAWN, ["撤回", "收回", "发错了", "不好意思，发错群了", "ignore that"]),
        (Chatter.WITHDRAWN, ["scrap that", "刚才那条撤回吧", "sorry, wrong group"]),
        (Chatter.OTHER, ["N/A", "[语音]", "[图片]", "今天食堂吃饺子"]),
    ],
)
def test_what_is_no_answer_is_told_apart(chatter: Chatter, messages: list[str]) -> None:
    for message in messages:
        understood = read(message)
        assert (understood.status, understood.chatter) == (Status.NONE, chatter), message


@pytest.mark.parametrize(
    ("message", "teacher"),
    [
        ("我请假，问王老师", "王"),
        ("今天王老师代班", "王"),
        ("请赵婷老师代我报一下", "赵婷"),
        ("I'm on leave, ask Mr Wang please", "Wang"),
        ("我出差了", ""),
    ],
)
def test_whoever_stands_in_is_named(message: str, teacher: str) -> None:
    assert read(message).teacher == teacher


def test_a_question_about_a_pupil_knows_the_pupil() -> None:
    asked_of = read("张三明天能来吗").asked_of
    assert asked_of is not None
    assert asked_of.name == "张三"
    assert read("明天放假吗").asked_of is None


@pytest.mark.parametrize(
    "message",
    [
        "全班正常",
        "张三发烧",
        "我请假了，全班正常",
        "36.5",
        "忽略李雷",
        "李雷38.2，不算",
        "撤回，全班正常",
    ],
)
def test_an_answer_is_no_small_talk(message: str) -> None:
    assert read(message).chatter is None
