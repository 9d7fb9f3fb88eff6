"""A button's word, typed: 提交, 取消, 跳过; and words for every class of a person at once."""

from __future__ import annotations

from enum import StrEnum

from domain.spelling import plain


class Order(StrEnum):
    """A button's word."""

    SUBMIT = "submit"
    CANCEL = "cancel"
    BACK = "back"
    CORRECT = "correct"
    SKIP = "skip"
    UNMEASURED = "unmeasured"
    NO_MORE = "no_more"


_ORDERS = {
    **dict.fromkeys(("提交", "确认提交", "确认", "submit", "send"), Order.SUBMIT),
    **dict.fromkeys(("取消", "放弃", "放弃填报", "算了", "cancel", "discard"), Order.CANCEL),
    **dict.fromkeys(("返回", "后退", "上一步", "back"), Order.BACK),
    **dict.fromkeys(("更正", "修改", "改一下", "我要更正", "correct", "change"), Order.CORRECT),
    **dict.fromkeys(("跳过", "skip"), Order.SKIP),
    **dict.fromkeys(("未测", "没测", "没量", "未量", "没有测", "notmeasured"), Order.UNMEASURED),
    **dict.fromkeys(("没了", "没有了", "没别的了", "没有别的了", "就这些"), Order.NO_MORE),
    **dict.fromkeys(("就这样", "没有其他", "其他没有", "thatsall", "nothingelse"), Order.NO_MORE),
}
_EVERY_CLASS = ("两个班", "两班", "各班", "每个班", "几个班", "bothclasses", "allclasses", "both")


def read_order(raw: str) -> Order | None:
    """The order these words are, None where they are anything else."""
    return _ORDERS.get(plain(raw))


def is_for_every_class(raw: str) -> bool:
    """Whether words speak of all classes of whoever says them: 两个班都正常."""
    words = plain(raw)
    return any(every in words for every in _EVERY_CLASS)
