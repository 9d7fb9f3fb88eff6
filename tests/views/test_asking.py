"""The question of the morning, as a head teacher sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.check_in import Finding, FindingKind, Where
from domain.message import Message
from domain.open_pupil import Openness, OpenPupil
from tests.clock import ZONE, instant
from tests.views.worst import LONG, class_day, fits
from views.asking import LEADS, question

DAY = replace(
    class_day(), class_name="三年级2班", enrolled=42, isolated=0, on_leave=0, round_id=7, revision=0
)
WANG = OpenPupil(
    1,
    "N1",
    "王小明",
    (Finding(kind=FindingKind.FEVER, pupil_id=1, temperature=3820, where=Where.HOME),),
)


def asked(at: str = "07:30", day: object = DAY, **more: object) -> Message:
    return question("zh", day, zone=ZONE, now_ms=instant(at), **more)  # type: ignore[arg-type]


def labels(message: Message) -> list[str]:
    assert message.keyboard is not None
    return [button.label for row in message.keyboard.rows for button in row]


def test_a_plain_day() -> None:
    message = asked()
    assert message.text.plain == (
        "三年级2班 · 11月23日(周一) 晨检\n应到 42 人。请在 09:00 前上报体温和出行。"
    )
    assert labels(message) == [
        "✅ 全班正常 42/42",
        "🌡 发热/不适",
        "🚫 缺勤",
        "✈️ 外出",
        "🤒 我本人不适",
        "⏰ 10 分钟后再问",
    ]
    assert message.protect, "it will be changed into cards with names"


@pytest.mark.parametrize(
    ("isolated", "on_leave", "line", "label"),
    [
        (1, 0, "应到 41 人(隔离 1，单独随访)。", "✅ 其余正常 41/42(隔离 1)"),
        (0, 2, "应到 40 人(请假 2，单独随访)。", "✅ 其余正常 40/42(请假 2)"),
        (1, 2, "应到 39 人(隔离 1、请假 2，单独随访)。", "✅ 其余正常 39/42(隔离 1、请假 2)"),
    ],
)
def test_known_absences_do_not_take_the_one_press_away(
    isolated: int, on_leave: int, line: str, label: str
) -> None:
    message = asked(day=replace(DAY, isolated=isolated, on_leave=on_leave))
    assert line in message.text.plain
    assert labels(message)[0] == label


def test_an_open_pupil_does_and_is_asked_about() -> None:
    message = asked(day=replace(DAY, open_pupils=(WANG,)))
    assert "上次未愈/未到，请先说明：\n· 王小明 发热 38.2(在家)" in message.text.plain
    assert labels(message)[:5] == [
        "王小明 今天怎样？",
        "✅ 已返校",
        "🏠 在家",
        "🌡 仍发热",
        "🏥 就医",
    ]
    assert not any("正常" in label for label in labels(message))


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (date(2026, 11, 20), "· 王小明 发热 38.2(在家) 11月20日起，第 4 天"),
        # The first day is today's own.
        (date(2026, 11, 23), "· 王小明 发热 38.2(在家)\n"),
        (None, "· 王小明 发热 38.2(在家)\n"),
    ],
)
def test_an_illness_tells_since_when_and_which_day_it_is(since: date | None, told: str) -> None:
    message = asked(day=replace(DAY, open_pupils=(replace(WANG, since=since),)), draft=True)
    assert told in message.text.plain


def test_a_private_matter_is_named_in_the_one_press() -> None:
    on_leave = OpenPupil(2, "N2", "李晓红", (), Openness.LEAVE)
    message = asked(day=replace(DAY, open_pupils=(on_leave,)))
    assert "上次请假或未测：\n· 李晓红 请假已到期" in message.text.plain
    assert labels(message)[0] == "✅ 全班正常 42/42(含 李晓红)"


def test_of_many_open_pupils_each_has_one_button_and_those_away_one_together() -> None:
    opened = tuple(replace(WANG, pupil_id=n, name=f"P{n}") for n in range(1, 7))
    message = asked(day=replace(DAY, open_pupils=opened))
    assert labels(message)[:7] == [
        *(f"P{n} 今天怎样？" for n in range(1, 7)),
        "🏠 P1、P2、P3、P4、P5、P6 仍未到校(同上次)",
    ]


@pytest.mark.parametrize("step", LEADS)
def test_a_reminder_says_what_it_is_first(step: str) -> None:
    plain, reminder = asked().text.plain, asked(step=step).text.plain
    assert reminder.endswith(plain)
    assert len(reminder.removesuffix(plain)) > 5


def test_a_draft_offers_to_be_submitted_instead_of_all_normal() -> None:
    message = asked(draft=True)
    assert "未提交的填报" in message.text.plain
    assert labels(message)[0] == "📝 继续填报并提交"
    assert not any("正常" in label for label in labels(message))


@pytest.mark.parametrize(("at", "late"), [("08:59", False), ("09:00", True)])
def test_after_the_cut_off_it_says_that_it_is_late(at: str, late: bool) -> None:
    assert ("记为迟报" in asked(at).text.plain) is late


def test_whom_one_stands_in_for_is_named() -> None:
    assert "您代 李老师 上报。" in asked(for_name="李老师").text.plain


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", [0, 20, 60])
def test_a_question_fits_however_many_are_open(language: str, count: int) -> None:
    message = question(
        language,
        class_day(open_pupils=count),
        zone=ZONE,
        now_ms=instant("09:00"),
        step="chase_now",
        for_name=LONG,
        draft=True,
    )
    fits(message)
