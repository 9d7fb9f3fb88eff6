"""The card of an alert: who, class, what, when, reported by, and who acts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from domain.alert import (
    Alert,
    AlertKind,
    AlertPerson,
    Ending,
    Happened,
    Outcome,
    Standing,
    Urgency,
)
from domain.alert_facts import AlertFacts, AlertStep, Involved
from domain.check_in import Entry, Finding, FindingKind, Where
from domain.message import Message
from domain.roster import Unit, UnitKind
from tests.clock import ZONE, instant
from tests.views.worst import EVERYTHING, FINDINGS, LARGE, LONG, fits
from views.alert import Reader, alert_card
from views.alert_outcome import outcome_told
from views.alert_times import minutes_words
from views.alert_waiting import masked_card, waiting_alerts

ME, OTHER = 7, 8
FIRST, DAY = date(2026, 10, 12), date(2026, 11, 23)
FEVER = Finding(kind=FindingKind.FEVER, pupil_id=3, temperature=3820)
FACTS = AlertFacts(
    alert=Alert(
        id=1, kind=AlertKind.FINDING, day=DAY, school_id=2, unit_id=4, round_id=5,
        base=0, dormitory=None, rule=None, urgency=Urgency.LOW, is_open=True, ending=None,
        said_ms=instant("07:41"), owner=None, owned_ms=None, first_owned_ms=None, rung=0,
        next_ms=None, due_ms=None, warn_ms=None, filed_ms=None, filed_by=None, reference=None,
        closed_ms=None, version=1, people=(AlertPerson(11, 3, None, Standing.SAID),),
    ),
    unit=Unit(4, "c1", "三年级2班", UnitKind.CLASS, 2),
    school="和川镇中心小学",
    threshold=3730,
    people=(
        Involved(
            AlertPerson(11, 3, None, Standing.SAID),
            "王小明",
            Entry(temperature=3820, where=Where.HOME),
            (FEVER,),
        ),
    ),
    by=("李老师",),
    at_ms=instant("07:41"),
)  # fmt: skip


def _facts(alert: dict[str, Any], **facts: Any) -> AlertFacts:
    return replace(FACTS, alert=replace(FACTS.alert, **alert), **facts)


def _card(facts: AlertFacts, language: str = "zh", *, may_own: bool = True) -> Message:
    reader = Reader(ME, may_own)
    return alert_card(language, facts, reader, ZONE)


def _draft() -> AlertFacts:
    person = AlertPerson(11, 3, None, Standing.DRAFT)
    return _facts({"people": (person,)}, people=(replace(FACTS.people[0], about=person),))


@pytest.mark.parametrize(
    ("facts", "first", "by"),
    [
        (FACTS, "⚠️ 异常 · 三年级2班 · 11月23日(周一)", "李老师 07:41 上报。"),
        (_draft(), "⚠️ 待确认 · 三年级2班 · 11月23日(周一)", "李老师 07:41 填写，尚未提交。"),
    ],
)
def test_who_class_what_when_and_by_whom(facts: AlertFacts, first: str, by: str) -> None:
    lines = _card(facts).text.plain.split("\n")
    assert lines == [first, "· 王小明 发热 38.2(在家)", by, "👤 还没有人处理"]


@pytest.mark.parametrize(
    ("ending", "words"),
    [(Ending.WITHDRAWN, "此前的异常已撤回"), (Ending.CANCELLED, "待确认的情况已撤下")],
)
def test_what_was_told_is_taken_back_without_a_warning_sign(ending: Ending, words: str) -> None:
    person = AlertPerson(11, 3, None, Standing.WITHDRAWN)
    gone = replace(FACTS.people[0], about=person, entry=None)
    over = {"is_open": False, "ending": ending, "people": (person,)}
    card = _card(_facts(over, people=(gone,)))
    assert words in card.text.plain
    assert card.text.plain.startswith("ℹ️")
    assert card.keyboard is None


def test_what_is_urgent_says_so_and_since_when_nobody_came() -> None:
    urgent = _facts({"urgency": Urgency.HIGH, "rung": 1})
    said = _card(urgent).text.plain
    assert said.startswith("🚨 紧急异常 · 三年级2班")
    assert "👤 07:41 起没有人处理" in said
    assert "👤 Nobody has taken this over since 07:41" in _card(urgent, "en").text.plain


@pytest.mark.parametrize(
    ("language", "since"), [("zh", "07:41 起没有人处理"), ("en", "since 07:41")]
)
def test_above_the_school_it_says_since_when_as_well(language: str, since: str) -> None:
    assert since in masked_card(language, _facts({"rung": 2}), ZONE).text.plain


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (119, "119 分钟", "119 min"),
        (120, "2 小时", "2 hours"),
        (47 * 60 + 59, "47 小时", "47 hours"),
        (48 * 60, "2 天", "2 days"),
    ],
)
def test_how_long_it_took_is_said_as_people_say_it(minutes: int, zh: str, en: str) -> None:
    assert (minutes_words("zh", minutes), minutes_words("en", minutes)) == (zh, en)


def test_a_time_of_another_day_bears_its_day() -> None:
    owned = instant("2026-11-24 08:10")
    said = _card(_facts({"owner": ME, "owned_ms": owned}, owner="王校医")).text.plain
    assert "👤 王校医 11月24日 08:10 接手" in said


def test_who_may_not_take_it_over_has_no_buttons() -> None:
    assert _card(FACTS, may_own=False).keyboard is None


def test_names_of_minors_cannot_be_forwarded() -> None:
    assert _card(FACTS).protect
    assert outcome_told("zh", FACTS, ZONE).protect
    assert waiting_alerts("zh", "校", [FACTS], ZONE, today=DAY, names=True, may_own=True).protect


def test_above_the_school_there_is_class_and_count_and_no_name() -> None:
    facts = _facts({"rung": 1})
    masked = [
        masked_card("zh", facts, ZONE),
        waiting_alerts(
            "zh", "和川镇中心小学", [facts], ZONE, today=DAY, names=False, may_own=False
        ),
    ]
    for message in masked:
        assert "三年级2班" in message.text.plain
        assert "发热 1" in message.text.plain
        assert "和川镇中心小学" in message.text.plain
        assert "王小明" not in message.text.plain
        assert "38.2" not in message.text.plain
        assert message.keyboard is None
        assert not message.protect


def _worst(count: int, **alert: Any) -> AlertFacts:
    person = AlertPerson(LARGE, LARGE, None, Standing.SAID, Outcome.CONTACTED)
    people = tuple(
        Involved(
            replace(person, id=LARGE - n), LONG, EVERYTHING, FINDINGS, EVERYTHING, since=FIRST,
            was=4200,
        )
        for n in range(count)
    )  # fmt: skip
    steps = tuple(
        AlertStep(LARGE - n, instant("07:41"), what, LONG, LARGE, detail)
        for n in range(9)
        for what, detail in ((Happened.NOTE, "注" * 500), (Happened.PHOTO, "x"))
    )
    alert = {"id": LARGE, "people": tuple(one.about for one in people), **alert}
    return _facts(
        alert, unit=structs.replace(FACTS.unit, name=LONG), school=LONG, people=people,
        by=(LONG, LONG), owner=LONG, steps=steps,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", [1, 60])
@pytest.mark.parametrize("owner", [None, ME, OTHER])
@pytest.mark.parametrize("is_open", [True, False])
def test_an_alert_fits_however_many_are_ill(
    language: str, count: int, owner: int | None, is_open: bool
) -> None:
    worst = _worst(count, owner=owner, owned_ms=instant("07:41"), is_open=is_open)
    fits(_card(worst, language))
    fits(outcome_told(language, worst, ZONE))
    fits(masked_card(language, worst, ZONE))
    for names in (True, False):
        fits(
            waiting_alerts(language, LONG, [worst] * 80, ZONE, today=DAY, names=names, may_own=True)
        )


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0.0, "1 分钟内", "less than a minute"),
        (0.9, "1 分钟内", "less than a minute"),
        (1.0, "1 分钟", "1 min"),
        (4.5, "4.5 分钟", "4.5 min"),
        (119.9, "119.9 分钟", "119.9 min"),
        (120.0, "2 小时", "2 hours"),
        (4320.0, "3 天", "3 days"),
    ],
)
def test_minutes_are_said_as_people_say_them(minutes: float, zh: str, en: str) -> None:
    assert [minutes_words(language, minutes) for language in ("zh", "en")] == [zh, en]
