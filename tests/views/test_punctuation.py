"""Chinese texts are punctuated alike: full width between words, half-width parentheses."""

from __future__ import annotations

import re

import pytest

from views.words import catalogue

AFTER_CHINESE = r"[\u3400-\u9fff”](?:\*\*|~~)?[,:;?!]"
BEFORE_CHINESE = r"[\w})℃%](?:\*\*|~~)?[,;?!](?:\*\*|~~)?[\u3400-\u9fff“]"


def test_chinese_texts_are_punctuated_as_chinese() -> None:
    wrong = re.compile(f"[（）「」]|{AFTER_CHINESE}|{BEFORE_CHINESE}")
    assert {key: words for key, words in catalogue("zh").items() if wrong.search(words)} == {}


def test_english_texts_have_no_chinese_punctuation() -> None:
    wrong = re.compile("[，。：；？！（）、]")
    assert {key: words for key, words in catalogue("en").items() if wrong.search(words)} == {}


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("应到 42 人(隔离 1，单独随访)。", False),
        ("{sheet}:{line}: {reason}", False),
        ("试试：/report 昨天", False),
        ("没看懂,请重试", True),
        ("**{unit}**,请重试", True),
        ("说明:{names}", True),
        ("(隔离 1,单独随访)", True),
    ],
)
def test_what_counts_as_wrong(words: str, wrong: bool) -> None:
    assert bool(re.search(f"{AFTER_CHINESE}|{BEFORE_CHINESE}", words)) is wrong


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("zero", "正常"),
        ("rest", "正常"),
        ("fever", "发热"),
        ("absent", "缺勤"),
        ("travel", "外出"),
        ("submit", "提交"),
        ("submit_zero", "提交"),
        ("correct", "更正"),
        ("reason_personal", "事假"),
        ("reason_sick", "病假"),
        ("where_home", "在家"),
        ("skip", "跳过"),
        ("receipt", "已上报"),
    ],
)
def test_labels_that_others_rely_on_stay(key: str, label: str) -> None:
    assert label in catalogue("zh")[f"check_in.{key}"]


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("title_draft", "待确认"),
        ("title_draft_high", "待确认"),
        ("title_answer", "异常"),
        ("take", "我来处理"),
        ("button_contacted", "已联系家长"),
        ("button_observed", "隔离观察"),
        ("button_hospital", "已就医"),
        ("button_home", "已回家"),
        ("button_false_alarm", "误报"),
        ("button_note", "备注"),
    ],
)
def test_labels_of_alerts_that_others_rely_on_stay(key: str, label: str) -> None:
    assert label in catalogue("zh")[f"alert.{key}"]
