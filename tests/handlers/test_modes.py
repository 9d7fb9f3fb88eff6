"""The question of each mode: what it asks, what one press means, what is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.choice import Choice
from tests.clock import instant
from tests.handlers.desks import CLASS, Morning, a_morning, said_of, stored
from views.words import say


async def in_mode(morning: Morning, mode: str) -> None:
    """The calendar says this of the day, for every class."""
    await morning.write("UPDATE round SET mode = ?", mode)


@pytest.fixture
async def returning(tmp_path: Path) -> AsyncIterator[Morning]:
    """A school that is back on 2 December, not approved yet: day 6 of its log of 14 days."""
    async with a_morning(tmp_path, pupils=5) as morning:
        await morning.write(
            "INSERT INTO calendar_change (id, unit_id, act, at_ms, state, first_day, last_day)"
            " VALUES (1, ?, 'return', 0, 'in_force', '2026-12-02', '2026-12-02')",
            morning.school.id,
        )
        await morning.write(
            "INSERT INTO return_day (unit_id, day, change_id) VALUES (?, '2026-12-02', 1)",
            morning.school.id,
        )
        await in_mode(morning, "pre_return")
        yield morning


async def modes(morning: Morning) -> list[str]:
    return [row[0] for row in await morning.rows("SELECT mode FROM answer ORDER BY revision")]


async def test_a_vacation_asks_about_travel_and_nothing_else(morning: Morning) -> None:
    await in_mode(morning, "vacation")
    await morning.asks()
    teacher = morning.person(CLASS)
    assert "假期出行" in teacher.sees
    assert "去哪里，哪天到哪天" in teacher.sees
    assert teacher.labels == ["✅ 全班正常 5/5，无出行", "✈️ 外出", "⏰ 10 分钟后再问"]


async def test_one_press_in_a_vacation_says_that_nobody_travelled(morning: Morning) -> None:
    await in_mode(morning, "vacation")
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("全班正常 5/5")
    assert await modes(morning) == ["vacation"]
    assert "已上报" in teacher.sees
    assert "假期出行" in teacher.sees
    assert "全班正常 5/5，无出行，零报告" in teacher.sees


async def test_a_journey_in_a_vacation_has_a_place_and_days(morning: Morning) -> None:
    await in_mode(morning, "vacation")
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("外出", "刘洋")
    await teacher.types("上海", "11-18到11-21")
    assert "其余 4 人：正常，未外出" in teacher.sees
    await teacher.press("提交")
    said = await said_of(morning, 2)
    assert said == {"travel": {"place": "上海", "first": "2026-11-18", "last": "2026-11-21"}}
    assert "已掌握 5/5" in teacher.sees


async def test_a_closure_asks_who_does_not_learn_and_who_lives_in(morning: Morning) -> None:
    await in_mode(morning, "closure")
    await morning.asks()
    teacher = morning.person(CLASS)
    assert "停课日报" in teacher.sees
    assert "✅ 全班正常 5/5，都在学习" in teacher.labels
    await teacher.press("未参加学习", "刘洋", "留校", "陈静")
    assert "刘洋 未参加学习" in teacher.sees
    assert "陈静 留校" in teacher.sees
    await teacher.press("提交")
    assert await said_of(morning, 2) == {"not_learning": True}
    assert await said_of(morning, 3) == {"lives_in": True}
    counts = await morning.rows("SELECT present, not_learning, lives_in, zero, mode FROM answer")
    assert counts == [(5, 1, 1, 0, "closure")]
    assert "未参加学习 1 · 留校 1" in teacher.sees


async def test_a_fever_at_home_in_a_closure_makes_nobody_absent(morning: Morning) -> None:
    await in_mode(morning, "closure")
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("发热", "刘洋", "38", "38.2", "在家")
    await teacher.press("提交")
    rows = await morning.rows("SELECT present, sick, fever FROM answer")
    assert rows == [(5, 0, 1)]
    assert "38.2" in morning.person("health_officer").sees


async def test_who_takes_no_part_in_lessons_alarms_nobody(morning: Morning) -> None:
    await in_mode(morning, "closure")
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("未参加学习", "刘洋")
    await teacher.press("提交")
    assert morning.person("health_officer").screen == []


async def test_all_normal_over_a_pupil_who_did_not_learn_asks_first(morning: Morning) -> None:
    await in_mode(morning, "closure")
    await morning.asks()
    await morning.asks(step="deputy")
    deputy = morning.person(f"deputy {CLASS}")
    await deputy.press("未参加学习", "刘洋", "提交")
    teacher = morning.person(CLASS)
    await teacher.types("全班正常")
    assert "此前有异常" in teacher.sees
    await teacher.press("✅ 确定")
    assert await stored(morning) == {}


async def test_the_log_before_a_return_says_which_day_it_is(returning: Morning) -> None:
    await returning.asks()
    teacher = returning.person(CLASS)
    assert "返校前健康日报 · 第 6/14 天" in teacher.sees
    assert "返校日：12月2日(周三)(待批准)，还有 9 天。" in teacher.sees
    assert "✅ 全班正常 5/5，无出行" in teacher.labels
    await teacher.press("全班正常")
    assert await modes(returning) == ["pre_return"]


async def test_who_was_not_reached_is_not_measured(returning: Morning) -> None:
    await returning.asks()
    teacher = returning.person(CLASS)
    await teacher.press("❔ 未测")
    assert "没联系上" in teacher.sees
    await teacher.press("杨帆", "提交")
    assert await said_of(returning, 4) == {"unmeasured": True}


async def test_every_mode_speaks_english(morning: Morning) -> None:
    morning.language = "en"
    for mode, words in (
        ("vacation", "All normal 5/5, no trips"),
        ("closure", "All normal 5/5, all learning"),
        ("pre_return", "All normal 5/5, no trips"),
    ):
        await in_mode(morning, mode)
        await morning.person(CLASS).types("/checkin")
        assert f"✅ {words}" in morning.person(CLASS).labels


async def test_typed_words_count_in_the_mode_of_the_day(morning: Morning) -> None:
    await in_mode(morning, "closure")
    await morning.asks()
    await morning.person(CLASS).types("全班正常")
    assert await modes(morning) == ["closure"]


async def test_a_press_means_what_its_label_said(asked: Morning) -> None:
    """The day has become a closure since: "all normal" did not say that everybody learns."""
    teacher = asked.person(CLASS)
    await in_mode(asked, "closure")
    await teacher.press("全班正常 5/5")
    assert teacher.toast == say("zh", "mode.changed")
    assert await stored(asked) is None
    assert "停课日报" in teacher.sees
    await teacher.press("都在学习")
    assert await modes(asked) == ["closure"]


@pytest.mark.parametrize("argument", ["c", "csure", "xsure", "v", "SURE"])
async def test_a_forged_mode_counts_nothing(asked: Morning, argument: str) -> None:
    round_ = await asked.round()
    await asked.person(CLASS).forge(Choice("zero", round_.id, 0, argument).encode())
    assert await stored(asked) is None


@pytest.mark.parametrize("mode", ["vacation", "closure", "pre_return"])
@pytest.mark.parametrize("who", ["一年级2班", "liaison", "district"])
async def test_the_buttons_of_a_mode_are_for_those_who_file_for_the_class(
    morning: Morning, mode: str, who: str
) -> None:
    await in_mode(morning, mode)
    round_ = await morning.round()
    person = morning.person(who)
    pupil = morning.school.pupils[CLASS][0]
    for action, argument in (("study", ""), ("lives", ""), ("pupil", f"s{pupil}"), ("zero", "c")):
        await person.forge(Choice(action, round_.id, 0, argument).encode())
        assert person.alert
    assert await stored(morning) is None
    assert await morning.rows("SELECT 1 FROM draft") == []


async def test_a_question_that_was_taken_back_says_why_in_its_place(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    round_ = await asked.round()
    await asked.write("UPDATE round SET mode = 'off', state = 'not_required'")
    await asked.write(
        "INSERT INTO outbox (kind, subject, chat_id, version, priority, round_id, body, target,"
        " created_ms) VALUES ('receipt', 'x', ?, 0, 1, ?, ?, ?, ?)",
        asked.school.chats[CLASS],
        round_.id,
        f'{{"want": "not_owed", "round": {round_.id}}}',
        teacher.last.reference,
        instant("07:40"),
    )
    await asked.deliver()
    assert "校历已改为不上课，今天不用上报" in teacher.sees
    assert teacher.labels == []


async def test_a_receipt_says_that_the_day_has_changed_since(asked: Morning) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("全班正常")
    await in_mode(asked, "off")
    await teacher.types("/checkin")
    assert "按“上课”填报；校历后来改为“不上课”，这份上报仍保留" in teacher.sees


@pytest.mark.parametrize(
    "words", ["刘洋没上网课", "刘洋没上网课，其余正常", "刘洋 not learning, the rest fine"]
)
async def test_who_takes_no_lessons_may_be_typed(morning: Morning, words: str) -> None:
    await in_mode(morning, "closure")
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types(words)
    assert "· 刘洋 未参加学习\n" in teacher.sees
    assert "没看懂" not in teacher.sees
    await teacher.press("提交")
    assert await said_of(morning, 2) == {"not_learning": True}


async def test_who_takes_no_lessons_is_told_after_the_name(morning: Morning) -> None:
    await in_mode(morning, "closure")
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("刘洋", "没上课")
    assert "· 刘洋 未参加学习\n" in teacher.sees
    await teacher.types("陈静")
    await teacher.press("陈静 怎么了？", "未参加学习")
    assert "· 陈静 未参加学习\n" in teacher.sees


async def test_how_many_take_no_lessons_is_asked_with_a_button(morning: Morning) -> None:
    await in_mode(morning, "closure")
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("都在家，36.5左右，网课2人没上")
    assert "❓" in teacher.sees
    await teacher.press("未参加学习", "刘洋")
    assert "❓" not in teacher.sees


async def test_lessons_are_no_matter_on_a_school_day(asked: Morning) -> None:
    await asked.person(CLASS).types("刘洋没上课")
    assert "未参加学习" not in asked.person(CLASS).sees
