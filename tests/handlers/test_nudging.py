"""A nudge rides on the receipt of whoever answered: rare, private, and turned off by a press."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.choice import Choice
from domain.nudge import QUIET_DAYS, SAME_DAYS
from scheduler.habits import keep_habits
from tests.clock import instant
from tests.handlers.desks import CLASS, OTHER, Morning
from tests.morning import open_rounds

START = date(2026, 9, 1)


def school_days(count: int) -> list[date]:
    """So many weekdays in a row."""
    days = (START + timedelta(days=n) for n in range(10 * count))
    return [day for day in days if day.weekday() < 5][:count]


async def goes_to(morning: Morning, day: date) -> None:
    """The evening of the last day comes, and then another morning."""
    await evening(morning)
    morning.day, morning.now = day, "07:31"
    await morning.database.write(lambda tx: open_rounds(tx, morning.school.id, day))
    await morning.asks()


async def evening(morning: Morning) -> None:
    await morning.database.write(lambda tx: keep_habits(tx, morning.school.id, morning.day))


async def same_words(morning: Morning, count: int, words: str = "36.5 无") -> None:
    """So many days on which the head teacher types the same."""
    for day in school_days(count):
        await goes_to(morning, day)
        morning.now = "07:45"
        await morning.person(CLASS).types(words)


async def test_ten_identical_days_give_one_nudge_under_the_receipt(morning: Morning) -> None:
    teacher = morning.person(CLASS)
    await same_words(morning, SAME_DAYS - 1)
    assert "💡" not in teacher.sees
    screen = len(teacher.screen)
    await goes_to(morning, school_days(SAME_DAYS)[-1])
    morning.now = "07:45"
    await teacher.types("36.5 无")
    assert "💡 连续 10 个上报日全班最高都是 36.5℃" in teacher.sees
    assert "只有您看得到" in teacher.sees
    assert "如有异常，点“更正”" in teacher.sees
    assert teacher.labels == ["✏️ 更正", "🔕 不再提示"]
    assert len(teacher.screen) == screen + 2, "the question and the receipt, and nothing more"
    for day in school_days(SAME_DAYS * 2)[SAME_DAYS:]:
        await goes_to(morning, day)
        await teacher.types("36.5 无")
        assert "💡" not in teacher.sees, "once in a while"


async def test_two_pupils_of_the_class_are_named(morning: Morning) -> None:
    await same_words(morning, SAME_DAYS)
    names = await morning.rows(
        "SELECT p.name FROM nudge n JOIN pupil p ON p.id IN (n.first_pupil, n.second_pupil)"
    )
    shown = morning.person(CLASS).sees.split("方便时请给 ")[1].split(" 再量")[0].split("、")
    assert sorted(shown) == sorted(name for (name,) in names)
    assert len(set(shown)) == 2


async def test_nobody_else_sees_it(morning: Morning) -> None:
    await same_words(morning, SAME_DAYS - 1)
    await goes_to(morning, school_days(SAME_DAYS)[-1])
    await morning.asks(step="deputy")
    await morning.person(CLASS).types("36.5 无")
    assert "💡" in morning.person(CLASS).sees
    deputy = morning.person(f"deputy {CLASS}")
    assert "已上报" in deputy.sees
    assert not any("💡" in shown.text for shown in deputy.screen)
    for key in ("principal", "admin", "health_officer", "leader 一年级"):
        assert not any("💡" in shown.text for shown in morning.person(key).screen)


async def test_weeks_without_anybody_away(morning: Morning) -> None:
    for day in school_days(QUIET_DAYS):
        await goes_to(morning, day)
        morning.now = "07:45"
        await morning.person(CLASS).press("全班正常")
    assert "💡 已连续 20 个上报日没有缺勤和不适，真好" in morning.person(CLASS).sees


async def test_an_absence_begins_the_weeks_anew(morning: Morning) -> None:
    teacher = morning.person(CLASS)
    for n, day in enumerate(school_days(QUIET_DAYS + 1)):
        await goes_to(morning, day)
        morning.now = "07:45"
        if n == 3:
            await teacher.press("缺勤", "张伟", "事假", "提交")
        else:
            await teacher.press("全班正常")
        assert "💡" not in teacher.sees


@pytest.mark.parametrize(("seconds", "nudged"), [(2, True), (3, False)])
async def test_an_answer_two_seconds_after_the_question_every_day(
    morning: Morning, seconds: int, nudged: bool
) -> None:
    teacher = morning.person(CLASS)
    for day in school_days(10):
        await goes_to(morning, day)
        asked_ms = instant(f"{day} 07:31") - seconds * 1000
        await morning.write("UPDATE outbox SET sent_ms = ? WHERE kind = 'ask'", asked_ms)
        await teacher.press("全班正常")
    assert ("💡 您上报一直很快，最近 10 个上报日都在两秒之内" in teacher.sees) is nudged


async def test_an_older_copy_of_the_receipt_turns_off_what_it_says_and_nothing_on(
    morning: Morning,
) -> None:
    teacher = morning.person(CLASS)
    await same_words(morning, SAME_DAYS)
    older, newer = teacher.screen[-2:]
    for copy in (newer, older):
        await teacher.press("不再提示", of=copy)
        assert teacher.toast == "好的，不再提示。"
    assert len(await morning.rows("SELECT * FROM nudge_mute")) == 1


async def test_who_turns_it_off_hears_no_more_and_may_turn_it_on_again(morning: Morning) -> None:
    teacher = morning.person(CLASS)
    await same_words(morning, SAME_DAYS)
    await teacher.press("不再提示")
    assert teacher.toast == "好的，不再提示。"
    assert "💡" not in teacher.sees
    assert "这类提示已关闭" in teacher.sees
    days = school_days(SAME_DAYS * 3)
    for day in days[SAME_DAYS : SAME_DAYS * 2 + 5]:
        await goes_to(morning, day)
        await teacher.types("36.5 无")
        assert "💡" not in teacher.sees
    await teacher.press("恢复提示")
    assert teacher.toast == "已恢复提示。"
    await goes_to(morning, days[-1])
    await teacher.types("36.5 无")
    assert "💡" in teacher.sees


async def test_a_school_may_do_without(morning: Morning) -> None:
    await morning.write(
        "INSERT INTO setting (unit_id, key, value, at_ms) VALUES (?, 'nudges', 'false', 0)",
        morning.school.id,
    )
    await same_words(morning, SAME_DAYS)
    assert "💡" not in morning.person(CLASS).sees


async def test_a_correction_takes_it_away_and_counts_anew(morning: Morning) -> None:
    teacher = morning.person(CLASS)
    await same_words(morning, SAME_DAYS)
    await teacher.types("36.7 无")
    assert "更正第 1 次" in teacher.sees
    assert "💡" not in teacher.sees
    await evening(morning)
    assert await morning.rows("SELECT same, rest FROM habit") == [(0, 0)]


async def test_who_files_on_behalf_is_not_nudged_and_changes_no_habit(morning: Morning) -> None:
    await same_words(morning, SAME_DAYS - 1)
    await goes_to(morning, school_days(SAME_DAYS)[-1])
    leader, round_ = morning.person("leader 一年级"), await morning.round()
    await leader.forge(Choice("file", round_.id).encode())
    await leader.press("全班正常")
    assert not any("💡" in shown.text for shown in leader.screen)
    await evening(morning)
    assert await morning.rows("SELECT same FROM habit") == [(SAME_DAYS - 1,)]


async def test_who_is_away_is_not_suggested(morning: Morning) -> None:
    first, *_ = morning.school.pupils[CLASS]
    await morning.write("INSERT INTO absence (pupil_id, kind) VALUES (?, 'isolation')", first)
    await same_words(morning, SAME_DAYS)
    assert "💡" in morning.person(CLASS).sees
    assert "张伟" not in morning.person(CLASS).sees


async def test_a_forged_mute_is_refused(morning: Morning) -> None:
    await same_words(morning, 1)
    round_ = await morning.round()
    for person in (morning.person(OTHER), morning.person("principal")):
        await person.forge(Choice("mute", round_.id).encode())
        assert person.alert
    await morning.person(CLASS).forge(Choice("mute", 999_999).encode())
    assert morning.person(CLASS).alert
    assert await morning.rows("SELECT * FROM nudge_mute") == []


async def test_in_english(morning: Morning) -> None:
    await morning.write("UPDATE chat SET language = 'en'")
    await same_words(morning, SAME_DAYS, "36.5 no travel")
    teacher = morning.person(CLASS)
    assert "💡 The highest has been 36.5 °C for 10 reports running" in teacher.sees
    assert "No more hints" in teacher.labels[-1]
