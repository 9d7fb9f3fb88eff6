"""The plain alert: who, class, what, when, reported by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.clock import ZONE, instant
from tests.views.worst import LONG, fits
from views.alert import Alarm, alert

DRAFT = Alarm(
    "draft", "三年级2班", date(2026, 11, 23), instant("07:41"), "李老师", ["王小明 发热 38.2(在家)"]
)


@pytest.mark.parametrize(
    ("stage", "first", "last"),
    [
        ("draft", "⚠️ 待确认 · 三年级2班 · 11月23日(周一)", "李老师 07:41 填写，尚未提交。"),
        ("answer", "⚠️ 异常 · 三年级2班 · 11月23日(周一)", "李老师 07:41 上报。"),
    ],
)
def test_who_class_what_when_and_by_whom(stage: str, first: str, last: str) -> None:
    lines = alert("zh", replace(DRAFT, stage=stage), ZONE).text.plain.split("\n")
    assert lines == [first, "· 王小明 发热 38.2(在家)", last]


@pytest.mark.parametrize(
    ("stage", "words"), [("withdrawn", "此前的异常已撤回"), ("cancelled", "待确认的填报已放弃")]
)
def test_what_was_told_is_taken_back_without_a_warning_sign(stage: str, words: str) -> None:
    said = alert("zh", replace(DRAFT, stage=stage, lines=()), ZONE).text.plain
    assert words in said
    assert said.startswith("ℹ️")


def test_names_of_minors_cannot_be_forwarded() -> None:
    assert alert("zh", DRAFT, ZONE).protect


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("stage", ["draft", "answer", "withdrawn", "cancelled"])
def test_an_alert_fits_however_many_are_ill(language: str, stage: str) -> None:
    lines = [LONG + "发" * 120] * 60
    worst = replace(DRAFT, stage=stage, class_name=LONG, by=LONG, lines=lines)
    fits(alert(language, worst, ZONE))
