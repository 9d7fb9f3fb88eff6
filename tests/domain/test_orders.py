"""Words that stand for a button, and words for all classes at once."""

from __future__ import annotations

import pytest

from domain.orders import Order, is_for_every_class, read_order


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ("提交", Order.SUBMIT),
        (" 提交。", Order.SUBMIT),
        ("Submit!", Order.SUBMIT),
        ("取消", Order.CANCEL),
        ("返回", Order.BACK),
        ("更正", Order.CORRECT),
        ("跳过", Order.SKIP),
        ("没测", Order.UNMEASURED),
        ("not measured", Order.UNMEASURED),
    ],
)
def test_a_buttons_word_may_be_typed(words: str, order: Order) -> None:
    assert read_order(words) is order


@pytest.mark.parametrize("words", ["", "提交了吗", "张三没测", "不提交", "全班正常", "？"])
def test_anything_more_is_no_order(words: str) -> None:
    assert read_order(words) is None


@pytest.mark.parametrize("words", ["两个班都正常", "两班 正常", "各班正常", "Both normal"])
def test_words_may_speak_for_every_class(words: str) -> None:
    assert is_for_every_class(words)


@pytest.mark.parametrize("words", ["全班正常", "三班正常", "all normal"])
def test_words_for_one_class_do_not(words: str) -> None:
    assert not is_for_every_class(words)
