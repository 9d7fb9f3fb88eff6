"""What a whole-class answer typed in a few words means (FIELD section 7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.temperature import Temperature
from domain.typed_answer import AllNormal, Courtesy, Highest, Order, Unclear, read_typed


@pytest.mark.parametrize(
    "words",
    [
        *(
            "全班正常",
            "全班都正常。",
            "都正常",
            "均正常！",
            "大家都正常",
            "都好",
            "无异常",
            "零报告",
        ),
        *("没有不正常的", "All normal", "all fine.", "Everyone is fine"),
        *("全班正常，无外出", "体温正常 没有外出", "正常，无外出", "All normal, no travel"),
        *("晨检：全班正常", "上报 全班正常", "　全班正常　"),
    ],
)
def test_a_zero_report(words: str) -> None:
    assert read_typed(words) == AllNormal()


@pytest.mark.parametrize("words", ["正常", "正常。", "normal"])
def test_normal_alone_does_not_say_who(words: str) -> None:
    assert read_typed(words) == AllNormal(bare=True)


@pytest.mark.parametrize("words", ["两个班都正常", "两班都正常", "both classes normal"])
def test_every_class_at_once(words: str) -> None:
    assert read_typed(words) == AllNormal(every_class=True)


@pytest.mark.parametrize(
    ("words", "hundredths", "no_travel"),
    [
        ("36.5 无", 3650, True),
        ("36.5无", 3650, True),
        ("36.5，无外出", 3650, True),
        ("３６．５　无", 3650, True),
        ("36度5 没有外出", 3650, True),
        ("36.5℃ no travel", 3650, True),
        ("36.5", 3650, False),
        ("36。5", 3650, False),
        ("37.25", 3725, False),
        ("三十六度五", 3650, False),
        ("98.6F", 3700, False),
        ("98.6F 无", 3700, True),
        ("38", 3800, False),
        # Read back by the question about travel before it counts.
        ("365", 3650, False),
        ("365 无", 3650, False),
        ("3.65", 3650, False),
    ],
)
def test_a_highest_temperature(words: str, hundredths: int, no_travel: bool) -> None:
    assert read_typed(words) == Highest(Temperature(hundredths), no_travel)


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("提交", Order.SUBMIT),
        ("取消！", Order.CANCEL),
        ("放弃", Order.CANCEL),
        ("返回", Order.BACK),
        ("更正", Order.CORRECT),
        ("修改", Order.CORRECT),
        ("跳过", Order.SKIP),
        ("未测", Order.UNMEASURED),
        ("没量", Order.UNMEASURED),
        ("Submit", Order.SUBMIT),
    ],
)
def test_a_buttons_word(words: str, order: Order) -> None:
    assert read_typed(words) is order


@pytest.mark.parametrize("words", ["收到", "好的", "谢谢！", "OK", "收到，谢谢"])
def test_a_courtesy(words: str) -> None:
    assert read_typed(words) == Courtesy()


@pytest.mark.parametrize(
    "words",
    [
        *("", "。", "83", "都不正常", "不正常", "张三正常", "除了李四都正常", "46人正常", "45/43"),
        *("36.5 有", "36.5 李四外出", "无", "没有", "1", "郑常", "体温正常", "无发热", "36.5 37.0"),
        *("不正常，无外出", "N/A", "晨检", "田正常发烧", "昨天全班正常", "全班不正常"),
    ],
)
def test_everything_else_is_unclear(words: str) -> None:
    assert read_typed(words) == Unclear()


@given(st.text(max_size=40))
def test_reading_never_fails(words: str) -> None:
    read_typed(words)


@given(st.text(min_size=1, max_size=10), st.sampled_from(["不", "没", "除了张三", "3人"]))
def test_nothing_that_begins_with_an_exception_is_a_zero_report(rest: str, start: str) -> None:
    said = read_typed(start + rest)
    assert not isinstance(said, AllNormal) or start + rest in ("没有不正常的", "没有异常", "没异常")
