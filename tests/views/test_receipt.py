"""The receipt: received, when, what, and how to correct it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from msgspec import structs

from domain.class_figures import ClassFigures
from tests.clock import ZONE, instant
from tests.views.worst import LARGE, LONG, fits
from views.receipt import Change, Received, receipt

ZERO = Received(
    round_id=7,
    revision=1,
    class_name="三年级2班",
    day=date(2026, 11, 23),
    at_ms=instant("07:41"),
    late=False,
    time_uncertain=False,
    figures=ClassFigures(enrolled=42, present=42),
    lines=(),
    changes=(),
    class_max=None,
    by="李老师",
    for_=None,
)
SICK = ClassFigures(enrolled=42, present=39, sick=1, personal=1, other=1, fever=1, zero=False)


def words(received: Received) -> str:
    return receipt("zh", received, ZONE).text.plain


def test_a_zero_report_says_when_and_who() -> None:
    assert words(ZERO) == (
        "✅ 07:41 已上报 · 三年级2班 · 11月23日(周一)\n全班正常 42/42，零报告\n李老师 上报"
    )


def test_known_absences_are_named_in_a_zero_report() -> None:
    figures = ClassFigures(enrolled=42, present=40, other=1, personal=1)
    assert "其余正常 40/42(隔离 1、请假 1)，零报告" in words(replace(ZERO, figures=figures))


def test_findings_are_counted_and_listed() -> None:
    said = words(replace(ZERO, figures=SICK, lines=("王小明 发热 38.2(在家)",), class_max=3700))
    assert "实到 39/42 · 缺勤 3(病假 1、事假 1、其他 1)" in said
    said = words(replace(ZERO, figures=structs.replace(SICK, isolated=1)))
    assert "缺勤 3(病假 1、事假 1、隔离 1)" in said


def test_who_was_named_is_listed() -> None:
    said = words(replace(ZERO, figures=SICK, lines=("王小明 发热 38.2(在家)",), class_max=3700))
    assert "· 王小明 发热 38.2(在家)" in said
    assert "全班最高体温 37.0℃" in said
    assert "零报告" not in said


def test_nobody_absent_is_not_said() -> None:
    figures = ClassFigures(enrolled=42, present=42, fever=1, zero=False)
    assert "实到 42/42\n" in words(replace(ZERO, figures=figures))


def test_a_correction_says_what_was_and_what_is() -> None:
    changes = (Change("王小明", "36.8", "发热 38.1"), Change("李四", None, "事假"),
               Change("王五", "病假", None))  # fmt: skip
    said = words(replace(ZERO, revision=3, figures=SICK, changes=changes))
    assert "更正第 2 次" in said
    assert "更正：王小明 36.8 → 发热 38.1\n更正：李四 正常 → 事假\n更正：王五 病假 → 正常" in said


@pytest.mark.parametrize(
    ("late", "uncertain", "marks"),
    [(False, False, ""), (True, False, "(迟报)"), (False, True, "(收到时间不确定，按准时计)")],
)
def test_how_the_time_counts_stands_behind_the_title(
    late: bool, uncertain: bool, marks: str
) -> None:
    said = words(replace(ZERO, late=late, time_uncertain=uncertain))
    assert said.split("\n")[0] == f"✅ 07:41 已上报 · 三年级2班 · 11月23日(周一){marks}"


def test_an_answer_for_another_names_both() -> None:
    assert words(replace(ZERO, for_="王老师")).endswith("李老师 代 王老师 上报")


def test_it_can_always_be_corrected_and_is_always_protected() -> None:
    message = receipt("zh", ZERO, ZONE)
    assert message.keyboard is not None
    assert [button.label for row in message.keyboard.rows for button in row] == ["✏️ 更正"]
    assert message.protect


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_receipt_fits_whatever_was_said(language: str) -> None:
    long = LONG + "发" * 120
    worst = Received(
        round_id=LARGE,
        revision=LARGE,
        class_name=LONG,
        day=ZERO.day,
        at_ms=ZERO.at_ms,
        late=True,
        time_uncertain=True,
        figures=SICK,
        lines=[long] * 60,
        changes=[Change(LONG, long, long)] * 60,
        class_max=4200,
        by=LONG,
        for_=LONG,
    )
    fits(receipt(language, worst, ZONE))
