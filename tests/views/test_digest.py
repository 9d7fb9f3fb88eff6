"""What a principal sees of the morning, and what the units above the schools see."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from domain.check_in import Finding, FindingKind, Symptom, Where
from domain.figures import ChildCounts, Counts, DayFigures, Outstanding, Reached
from domain.message import Message
from domain.roster import Unit, UnitKind
from domain.unwell import Found, Unconfirmed
from tests.clock import ZONE, instant
from tests.morning import DAY
from views.digest import digest, roll_up
from views.words import LANGUAGES, catalogue

SCHOOL = Unit(1, "hc", "和川镇中心小学", UnitKind.SCHOOL, 1)
TOWNSHIP = Unit(9, "town", "和川镇教管中心", UnitKind.TOWNSHIP, None)
ALL_WELL = Counts(expected=18, answered=18, on_time=18, zero_reports=18, enrolled=828, present=828)


def a_class(number: int) -> Unit:
    return Unit(100 + number, f"hc-c{number}", f"三年级{number}班", UnitKind.CLASS, 1)


def fever(number: int, name: str = "王小明", temperature: int = 3820) -> Found:
    finding = Finding(
        kind=FindingKind.FEVER, pupil_id=number, temperature=temperature, where=Where.HOME
    )
    return Found(a_class(number), SCHOOL.name, name, finding)


def missing(number: int, reached: Reached = Reached.UNREACHABLE) -> Outstanding:
    return Outstanding(number, a_class(number), SCHOOL.name, "李秀英", "19900001234", reached)


def said(figures: DayFigures, language: str = "zh", *, names: bool = True) -> Message:
    return digest(language, figures, at_ms=instant("09:00"), zone=ZONE, names=names)


def labels(message: Message) -> list[str]:
    rows = message.keyboard.rows if message.keyboard else ()
    return [button.label for row in rows for button in row]


def test_a_quiet_morning_says_so_in_five_lines() -> None:
    words = said(DayFigures(SCHOOL, DAY, ALL_WELL, version=1)).text.plain
    assert words.split("\n") == [
        "和川镇中心小学 11月23日(周一) 晨检 · 09:00 第1版",
        "✅ 应报 18 班 · 全部已报",
        "准时 18 · 迟报 0 · 零报告 18",
        "应到 828 · 实到 828 · 无缺勤",
        "无发热 · 无外出 · 在管个案 0",
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", "缺勤 4(病假 1、隔离 2、其他 1)"), ("en", "(sick 1, isolated 2, other 1)")],
)
def test_isolation_is_no_other_reason(language: str, words: str) -> None:
    counts = replace(ALL_WELL, present=824, sick=1, other=3, isolated=2)
    assert words in said(DayFigures(SCHOOL, DAY, counts), language).text.plain


def test_silence_is_never_told_as_health() -> None:
    counts = replace(ALL_WELL, answered=16, on_time=16, zero_reports=16, present=734)
    figures = DayFigures(SCHOOL, DAY, counts, outstanding=(missing(1), missing(2)))
    words = said(figures).text.plain
    assert "未报 2" in words
    assert "已报班级无发热" in words
    assert "未报班 94 人(情况未知)" in words


def test_a_morning_without_any_answer_claims_nothing() -> None:
    figures = DayFigures(SCHOOL, DAY, Counts(expected=1, enrolled=42), (missing(1),))
    words = said(figures).text.plain
    assert "尚无班级上报" in words
    assert "无发热" not in words
    assert "实到" not in words


def test_each_abnormal_pupil_has_a_line_and_the_highest_fever_comes_first() -> None:
    cough = Finding(kind=FindingKind.SYMPTOM, symptom=Symptom.COUGH, pupil_id=7, where=Where.HOME)
    found = (
        fever(5, "李四", 3760),
        fever(7, "张三", 3910),
        Found(a_class(7), SCHOOL.name, "张三", cough),
    )
    figures = DayFigures(SCHOOL, DAY, replace(ALL_WELL, fever=2), findings=found)
    lines = said(figures).text.plain.split("\n")
    at = lines.index("异常 2 人")
    assert lines[at + 1 : at + 3] == [
        "🌡 三年级7班 张三 发热 39.1、咳嗽(在家)",
        "🌡 三年级5班 李四 发热 37.6(在家)",
    ]


def test_who_is_missing_stands_with_a_phone_number_and_whether_they_were_reached() -> None:
    counts = replace(ALL_WELL, answered=17)
    message = said(DayFigures(SCHOOL, DAY, counts, outstanding=(missing(1),)))
    assert "· 三年级1班 李秀英 19900001234 无法送达，请打电话" in message.text.plain
    assert labels(message) == ["📋 详情", "📊 明细 Excel", "📝 文字材料 Word", "⏰ 催报未报"]


def test_an_unsubmitted_draft_is_to_be_confirmed() -> None:
    draft = Unconfirmed(1, a_class(1), SCHOOL.name, "李秀英", (fever(1),))
    words = said(DayFigures(SCHOOL, DAY, ALL_WELL, unconfirmed=(draft,))).text.plain
    assert "待确认 1" in words
    assert "三年级1班 王小明 发热 38.2(在家) (李秀英 填)" in words


@pytest.mark.parametrize(
    ("language", "typed", "unnamed"),
    [("zh", "“小红”", "姓名待核实"), ("en", "“小红”", "name to be confirmed")],
)
def test_somebody_nobody_knows_yet_is_told_as_it_was_typed(
    language: str, typed: str, unnamed: str
) -> None:
    found = (fever(-1, "小红"), fever(-2, ""))
    draft = Unconfirmed(1, a_class(1), SCHOOL.name, "李秀英", found)
    words = said(DayFigures(SCHOOL, DAY, ALL_WELL, unconfirmed=(draft,)), language).text.plain
    assert typed in words
    assert unnamed in words


def test_names_are_protected_and_left_out_where_they_must_not_be_seen() -> None:
    draft = Unconfirmed(1, a_class(1), SCHOOL.name, "李秀英", (fever(1),))
    figures = DayFigures(SCHOOL, DAY, ALL_WELL, (missing(1),), (fever(2),), unconfirmed=(draft,))
    assert said(figures).protect
    masked = said(figures, names=False)
    assert not masked.protect
    for secret in ("王小明", "李秀英", "19900001234", "38.2"):
        assert secret in said(figures).text.plain
        assert secret not in masked.text.plain
    assert "三年级2班 发热 1" in masked.text.plain


def test_a_roll_up_holds_counts_only_and_what_is_missing_comes_first() -> None:
    small = Unit(2, "lb", "柳坝村小", UnitKind.SCHOOL, 2)
    closed = Unit(3, "sq", "石桥小学", UnitKind.SCHOOL, 3)
    silent = Unit(5, "tz", "桐梓教学点", UnitKind.SCHOOL, 5)
    office = Unit(4, "of", "办公室", UnitKind.OFFICE, None)
    children = [
        ChildCounts(SCHOOL, ALL_WELL),
        ChildCounts(small, Counts(expected=6, answered=5, enrolled=144, present=120, fever=1)),
        ChildCounts(silent, Counts(expected=1, enrolled=21)),
        ChildCounts(closed, Counts()),
        ChildCounts(office, Counts()),
    ]
    counts = children[0].counts + children[1].counts
    figures = DayFigures(TOWNSHIP, DAY, counts, (missing(1),), (fever(2),), version=2)
    message = roll_up("zh", figures, children, at_ms=instant("09:15"), zone=ZONE)
    words = message.text.plain
    lines = words.split("\n")
    assert lines[0] == "和川镇教管中心 11月23日(周一) 晨检汇总 · 09:15 第2版"
    assert lines[1].startswith("⚠️ 应报 24 班 · 已报 23 · 未报 1")
    order = [words.index(one) for one in ("未报 1 班", "已报班级的情况", "各单位", "异常 1 人")]
    assert order == sorted(order), "what is missing is named before anything is counted"
    at = lines.index("各单位(未报的在前)")
    assert lines[at + 1 : at + 5] == [
        "⚠️ 柳坝村小 已报 5/6 · 应到 144 · 实到 120 · 发热 1 · 未知 24 人",
        "⚠️ 桐梓教学点 已报 0/1 · 应到 21 · 情况未知",
        "✅ 和川镇中心小学 已报 18/18 · 应到 828 · 实到 828",
        "无须上报：石桥小学",
    ]
    assert "王小明" not in words
    assert "李秀英" not in words
    assert labels(message) == ["📋 详情", "📊 明细 Excel", "📝 文字材料 Word"]


def test_no_english_text_calls_a_class_missing() -> None:
    """A class that has said nothing is not lost: its pupils are there, and nobody has reported."""
    of_pupils = {"carry.", "unsettled.", "refusal.still_open"}
    of_things = {"case.", "cli.", "roster.", "doctor.", "refusal.pages_closed", "trouble."}
    for key, words in catalogue("en").items():
        if not key.startswith(tuple(of_pupils | of_things)):
            shown = re.sub(r"{[^}]*}", "", words)
            assert "missing" not in shown.lower() or key == "field.missing", key


def test_above_the_schools_a_school_is_one_line_with_its_missing_classes() -> None:
    silent = tuple(
        missing(n, reached)
        for n, reached in enumerate((Reached.SENT, Reached.UNREACHABLE, *[Reached.SENT] * 8), 1)
    )
    other = replace(missing(99), school="柳坝村小", reached=Reached.NOT_ENROLLED)
    counts = Counts(expected=24, answered=13)
    figures = DayFigures(TOWNSHIP, DAY, counts, (other, *silent), version=1)
    for language, said_so in (
        ("zh", "· 和川镇中心小学 10：三年级1班、三年级2班(送不到)、三年级3班"),
        ("en", "· 和川镇中心小学 10: 三年级1班, 三年级2班 (not reached), 三年级3班"),
    ):
        words = roll_up(language, figures, (), at_ms=instant("09:15"), zone=ZONE).text.plain
        assert said_so in words
        assert words.index("和川镇中心小学 10") < words.index("柳坝村小 1")
        assert "李秀英" not in words
    assert "三年级8班 and 2 more" in words


def test_a_long_morning_fits_and_a_button_leads_to_the_rest() -> None:
    found = tuple(fever(n, "阿依古丽·买买提") for n in range(200))
    outstanding = tuple(missing(n) for n in range(40))
    figures = DayFigures(SCHOOL, DAY, ALL_WELL, outstanding, found)
    message = said(figures)
    words = message.text.plain
    assert len(words.encode("utf-16-le")) // 2 <= 3500
    assert words.count("李秀英") == 40, "the longer list gives way, not the shorter"
    left = 200 - words.count("阿依古丽·买买提")
    assert f"还有 {left} 条" in words
    assert labels(message)[0] == f"还有 {left} 条"


@settings(deadline=None)
@given(
    st.integers(0, 120), st.integers(0, 120), st.text(min_size=1, max_size=60),
    st.sampled_from(LANGUAGES), st.booleans(),
)  # fmt: skip
def test_no_digest_is_longer_than_it_may_be(
    unwell: int, silent: int, name: str, language: str, names: bool
) -> None:
    figures = DayFigures(
        SCHOOL,
        DAY,
        Counts(expected=300, answered=180, fever=unwell),
        tuple(replace(missing(n), teacher=name) for n in range(silent)),
        tuple(fever(n, name) for n in range(unwell)),
    )
    words = said(figures, language, names=names).text.plain
    assert len(words.encode("utf-16-le", "surrogatepass")) // 2 <= 3500


def test_a_day_without_school_says_so_and_offers_nothing() -> None:
    message = said(DayFigures(SCHOOL, DAY, Counts()))
    assert "没有要上报的班级" in message.text.plain
    assert message.keyboard is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_fits_its_payload(language: str) -> None:
    big = structs.replace(SCHOOL, id=2**40)
    figures = DayFigures(big, DAY, replace(ALL_WELL, answered=1), (missing(1),))
    message = said(figures, language)
    assert message.keyboard is not None
    for row in message.keyboard.rows:
        for button in row:
            assert button.payload is not None
            assert len(button.payload.encode()) <= 64
