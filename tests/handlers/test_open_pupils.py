"""Carried forward: who was unwell, missing or unclear last time is spoken for by one press."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.check_in import Absence, Entry, Symptom, Travel, Where
from domain.choice import Choice, base36
from tests.handlers.desks import CLASS, FRIDAY, OTHER, Morning, a_morning, answers, said_of
from tests.morning import DAY

FEVER = Entry(temperature=3820, where=Where.HOME)
SICK = Entry(absence=Absence.SICK)


async def after(morning: Morning, *entries: Entry, day: date = FRIDAY) -> None:
    """What was said on an earlier day of the pupils in seat order; then the question comes."""
    pupils = morning.school.pupils[CLASS]
    said = zip(pupils[: len(entries)], entries, strict=True)
    await morning.was(CLASS, {pupil: entry for pupil, entry in said if entry != Entry()}, day)


async def test_of_two_of_a_name_it_is_said_which_is_open(morning: Morning) -> None:
    second = morning.school.pupils[CLASS][1]
    await morning.write("UPDATE pupil SET name = '张伟' WHERE id = ?", second)
    await after(morning, Entry(), FEVER)
    await morning.asks()
    teacher = morning.person(CLASS)
    assert "· 张伟(2) 发热 38.2(在家)" in teacher.sees
    assert "张伟(2) 今天怎样？" in teacher.labels
    await teacher.press("已返校")
    assert "· 张伟(2) 已返校" in teacher.sees


async def test_one_open_pupil_costs_one_press_and_one_for_the_rest(morning: Morning) -> None:
    await after(morning, FEVER)
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("已返校", "提交")
    assert await said_of(morning) == {"back": True}
    assert "· 张伟 已返校" in teacher.sees
    assert "全班正常 5/5，零报告" in teacher.sees


@pytest.mark.parametrize(("day", "hinted"), [(22, True), (21, False)])
async def test_who_is_back_soon_after_a_fever_is_hinted_at(
    morning: Morning, day: int, hinted: bool
) -> None:
    await after(morning, FEVER, day=FRIDAY.replace(day=day))
    morning.now = "07:41" if not hinted else "07:40"
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("已返校")
    assert ("张伟 上次报发热还不到 48 小时" in teacher.sees) is hinted
    await teacher.press("提交")
    assert await said_of(morning) == {"back": True}, "it decides nothing"


async def test_still_at_home_and_in_hospital_are_one_press_each(morning: Morning) -> None:
    await after(morning, FEVER, SICK)
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("张伟 今天怎样", "在家休息")
    await teacher.press("就医", "提交")
    assert await said_of(morning, 1) == {"absence": "sick", "where": "home"}
    assert await said_of(morning, 2) == {"absence": "sick", "where": "hospital"}


async def test_still_feverish_is_not_said_before_there_is_a_temperature(morning: Morning) -> None:
    await after(morning, FEVER)
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("仍发热", "返回")
    assert not any("提交" in label for label in teacher.labels), "nobody has spoken for the pupil"
    await teacher.press("仍发热", "37", "37.9", "在家", "提交")
    assert await said_of(morning) == {"temperature": 3790, "where": "home"}


async def test_the_button_for_all_who_are_still_away_says_for_whom(morning: Morning) -> None:
    await after(morning, SICK, SICK, SICK, SICK)
    await morning.asks()
    teacher = morning.person(CLASS)
    assert any("张伟、刘洋、陈静、杨帆 仍未到校" in label for label in teacher.labels)


async def test_those_still_away_are_said_to_be_so_together(morning: Morning) -> None:
    await after(morning, FEVER, SICK, Entry(symptoms=(Symptom.COUGH,), where=Where.SCHOOL))
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("张伟、刘洋 仍未到校")
    assert teacher.toast == "已记：2 人仍未到校"
    assert "还需说明：陈静" in teacher.sees, "who was at school may have stayed at home today"
    await teacher.press("已返校", "提交")
    assert await said_of(morning, 1) == {"absence": "sick", "where": "home"}
    assert await said_of(morning, 2) == {"absence": "sick"}


@pytest.mark.parametrize(
    ("said", "press", "stored"),
    [
        (Entry(absence=Absence.PERSONAL), "仍请假", {"absence": "personal"}),
        (Entry(absence=Absence.OTHER), "仍未到", {"absence": "other"}),
        (Entry(unmeasured=True), "未测", {"unmeasured": True}),
        (
            Entry(travel=Travel(place="瑞丽", first=FRIDAY, last=DAY)),
            "仍在外地",
            {
                "absence": "personal",
                "travel": {"place": "瑞丽", "first": "2026-11-20", "last": "2026-11-23"},
            },
        ),
    ],
)
async def test_each_kind_has_its_own_answers(
    morning: Morning, said: Entry, press: str, stored: dict[str, object]
) -> None:
    await after(morning, said)
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("张伟 今天怎样")
    await teacher.press(press if press != "未测" else "今天仍未测", "提交")
    assert await said_of(morning) == stored


async def test_a_private_leave_is_named_in_the_one_press_and_returns_with_it(
    morning: Morning,
) -> None:
    await after(morning, Entry(absence=Absence.PERSONAL), Entry(unmeasured=True))
    await morning.asks()
    teacher = morning.person(CLASS)
    assert "上次请假或未测：\n· 张伟 事假" in teacher.sees
    assert teacher.labels[0] == "✅ 全班正常 5/5(含 张伟、刘洋)"
    await teacher.press("全班正常")
    assert await said_of(morning, 1) == {"back": True}
    assert await said_of(morning, 2) is None
    assert "· 张伟 已返校" in teacher.sees


async def test_a_private_leave_is_named_when_the_rest_is_submitted(morning: Morning) -> None:
    await after(morning, Entry(absence=Absence.PERSONAL))
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("缺勤", "刘洋", "事假")
    assert "张伟 上次请假或未测" in teacher.sees
    await teacher.press("提交(其余 4 人正常，含 张伟)")
    assert await said_of(morning, 1) == {"back": True}


async def test_what_was_never_offered_is_refused(morning: Morning) -> None:
    await after(morning, FEVER)
    await morning.asks()
    teacher, round_ = morning.person(CLASS), await morning.round()
    who, other = (base36(pupil) for pupil in morning.school.pupils[CLASS][:2])
    stranger = base36(morning.school.pupils[OTHER][0])
    for argument in (f"{who}.measured", f"{who}.xx", f"{other}.well", f"{stranger}.well", ".well"):
        await teacher.forge(Choice("open", round_.id, 0, argument).encode())
        assert teacher.alert, argument
    await morning.person(OTHER).forge(Choice("open", round_.id, 0, f"{who}.well").encode())
    assert morning.person(OTHER).toast == "这不是您负责的班级或单位。"
    await teacher.forge(Choice("zero", round_.id).encode())
    assert teacher.alert, "nobody has spoken for the pupil"
    assert await answers(morning) == []


async def test_a_press_left_over_from_the_question_changes_nothing_once_answered(
    morning: Morning,
) -> None:
    await after(morning, FEVER)
    await morning.asks()
    teacher, round_ = morning.person(CLASS), await morning.round()
    await teacher.press("已返校", "提交")
    who = base36(morning.school.pupils[CLASS][0])
    for choice in (Choice("open", round_.id, 0, f"{who}.home"), Choice("rest", round_.id)):
        await teacher.forge(choice.encode())
    assert len(await answers(morning)) == 1
    assert await said_of(morning) == {"back": True}


# -- how long it lasts ------------------------------------------------------------------------


async def test_an_illness_keeps_its_first_day_over_the_week_end(morning: Morning) -> None:
    for day in (18, 19, 20):
        await after(morning, FEVER if day == 18 else SICK, day=FRIDAY.replace(day=day))
    await morning.asks()
    assert "· 张伟 病假 11月18日起，第 6 天" in morning.person(CLASS).sees


async def test_an_answer_that_knew_nothing_of_it_begins_it_anew(morning: Morning) -> None:
    for day, said in ((18, FEVER), (19, Entry()), (20, FEVER)):
        await after(morning, said, day=FRIDAY.replace(day=day))
    await morning.asks()
    assert "张伟 发热 38.2(在家) 11月20日起，第 4 天" in morning.person(CLASS).sees


async def test_a_day_of_silence_does_not_begin_it_anew(tmp_path: Path) -> None:
    async with a_morning(tmp_path / "silence") as morning:
        await after(morning, FEVER, day=FRIDAY.replace(day=18))
        # 一年级1班 owed an answer as well, and was silent.
        await morning.was(OTHER, {}, FRIDAY.replace(day=19))
        await after(morning, SICK)
        await morning.asks()
        assert "张伟 病假 11月18日起，第 6 天" in morning.person(CLASS).sees


async def test_who_has_come_from_another_class_is_asked_about_there(morning: Morning) -> None:
    await after(morning, FEVER)
    await morning.was(OTHER, {})
    pupil, room = morning.school.pupils[CLASS][0], morning.school.classes[OTHER]
    await morning.write("UPDATE enrolment SET until_day = '2026-11-22' WHERE pupil_id = ?", pupil)
    await morning.write(
        "INSERT INTO enrolment (pupil_id, class_id, from_day) VALUES (?, ?, '2026-11-23')",
        pupil,
        room,
    )
    await morning.asks()
    await morning.asks(OTHER)
    assert "张伟" not in morning.person(CLASS).sees
    assert "· 张伟 发热 38.2(在家)" in morning.person(OTHER).sees


async def test_a_change_of_class_does_not_begin_an_illness_anew(morning: Morning) -> None:
    for day in (18, 19, 20):
        await after(morning, FEVER, day=FRIDAY.replace(day=day))
        await morning.was(OTHER, {}, FRIDAY.replace(day=day))
    pupil, room = morning.school.pupils[CLASS][0], morning.school.classes[OTHER]
    await morning.write("UPDATE enrolment SET until_day = '2026-11-22' WHERE pupil_id = ?", pupil)
    await morning.write(
        "INSERT INTO enrolment (pupil_id, class_id, from_day) VALUES (?, ?, '2026-11-23')",
        pupil,
        room,
    )
    await morning.asks(OTHER)
    assert "张伟 发热 38.2(在家) 11月18日起，第 6 天" in morning.person(OTHER).sees
    await morning.person(OTHER).press("张伟 今天怎样", "在家休息", "提交")
    assert "张伟 病假(在家) 11月18日起，第 6 天" in morning.person(OTHER).sees


async def test_who_was_well_in_the_former_class_is_ill_from_the_first_day_in_this_one(
    morning: Morning,
) -> None:
    await after(morning, FEVER, day=FRIDAY.replace(day=18))
    await after(morning, Entry(back=True), day=FRIDAY.replace(day=19))
    pupil, room = morning.school.pupils[CLASS][0], morning.school.classes[OTHER]
    await morning.write("UPDATE enrolment SET until_day = '2026-11-19' WHERE pupil_id = ?", pupil)
    await morning.write(
        "INSERT INTO enrolment (pupil_id, class_id, from_day) VALUES (?, ?, '2026-11-20')",
        pupil,
        room,
    )
    await morning.was(OTHER, {pupil: FEVER})
    await morning.asks(OTHER)
    assert "张伟 发热 38.2(在家) 11月20日起，第 4 天" in morning.person(OTHER).sees


# -- gone to another school -------------------------------------------------------------------


async def test_who_has_gone_is_told_to_the_admin_and_asked_about_no_more(morning: Morning) -> None:
    await after(morning, Entry(absence=Absence.OTHER))
    await morning.asks()
    teacher, admin = morning.person(CLASS), morning.person("admin")
    await teacher.press("张伟 今天怎样", "转出")
    assert "· 张伟 转出(待学校办理)" in teacher.sees
    assert admin.screen == [], "nothing is told before it is submitted"
    await teacher.press("提交")
    assert "其余正常 4/5(转出 1)，零报告" in teacher.sees
    assert "张伟(hc-1-1)" in admin.sees
    assert "报“转出”" in admin.sees
    assert morning.person("health_officer").screen == [], "it is no alarm"
    row = await morning.rows("SELECT present, other, zero FROM answer ORDER BY recorded_ms DESC")
    assert row[0] == (4, 1, 1)

    await teacher.press("更正", "缺勤", "刘洋", "事假", "提交")
    assert len(admin.screen) == 1, "it is told once"
    morning.day = date(2026, 11, 24)
    await morning.was(OTHER, {}, morning.day)
    await morning.asks()
    assert "应到 4 人(转出 1，单独随访)" in teacher.sees
    assert "· 张伟" not in teacher.sees


async def test_who_has_gone_and_comes_back_is_back_by_one_press(morning: Morning) -> None:
    await after(morning, Entry(absence=Absence.OTHER))
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("张伟 今天怎样", "转出", "提交")
    morning.day = date(2026, 11, 24)
    await morning.was(OTHER, {}, morning.day)
    await morning.asks()
    await teacher.press("请假/转出 1 人", "张伟 已返校", "提交")
    assert "全班正常 5/5，零报告" in teacher.sees


async def test_who_has_gone_and_stands_in_another_class_has_arrived(morning: Morning) -> None:
    await after(morning, Entry(absence=Absence.OTHER))
    await morning.asks()
    await morning.person(CLASS).press("张伟 今天怎样", "转出", "提交")
    pupil, room = morning.school.pupils[CLASS][0], morning.school.classes[OTHER]
    await morning.write("UPDATE enrolment SET until_day = '2026-11-23' WHERE pupil_id = ?", pupil)
    await morning.write(
        "INSERT INTO enrolment (pupil_id, class_id, from_day) VALUES (?, ?, '2026-11-24')",
        pupil,
        room,
    )
    morning.day = date(2026, 11, 24)
    await morning.was(CLASS, {}, morning.day)
    await morning.asks(OTHER)
    assert "应到 6 人。" in morning.person(OTHER).sees


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("好了", "· 张伟 已返校\n"),
        ("已返校", "· 张伟 已返校\n"),
        ("在家", "· 张伟 病假(在家)\n"),
        ("还没来", "· 张伟 缺勤(其他)\n"),
        ("转学了", "· 张伟 转出(待学校办理)\n"),
        ("还在发烧", "**张伟** · 体温多少？"),
    ],
)
async def test_bare_words_are_of_the_only_one_who_is_open(
    morning: Morning, words: str, line: str
) -> None:
    await was_ill(morning, 1)
    await morning.person(CLASS).types(words)
    assert line.replace("**", "") in morning.person(CLASS).sees


@pytest.mark.parametrize("words", ["好了", "已返校", "在家", "转学了"])
async def test_of_several_who_are_open_each_is_asked_about(morning: Morning, words: str) -> None:
    await was_ill(morning, 2)
    teacher = morning.person(CLASS)
    await teacher.types(words)
    assert "请先逐个说明" in teacher.sees
    assert "刘洋 今天怎样？" in teacher.labels
    assert await answers(morning) == []


async def test_buttons_of_two_questions_are_told_apart(morning: Morning) -> None:
    await was_ill(morning, 2)
    teacher = morning.person(CLASS)
    await teacher.types("张伟还是38.1")
    assert "① 张伟 现在在哪里？" in teacher.sees
    assert {"🏠 在家", "① 🏠 在家"} <= set(teacher.labels)


async def test_a_fever_of_nobody_is_offered_to_who_was_ill_first(morning: Morning) -> None:
    await was_ill(morning, 1, first=4)
    teacher = morning.person(CLASS)
    await teacher.types("38.1")
    assert teacher.labels[0] == "赵磊"


async def was_ill(morning: Morning, count: int, *, first: int = 0) -> None:
    """Some of the class had a fever at home at the last answer, and the class is asked."""
    ill = morning.school.pupils[CLASS][first : first + count]
    entry = Entry(temperature=3820, where=Where.HOME)
    await morning.was(CLASS, dict.fromkeys(ill, entry))
    await morning.asks()


async def test_still_feverish_and_skipped_is_not_said_before_there_is_more(
    morning: Morning,
) -> None:
    await after(morning, FEVER)
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("仍发热", "跳过", "返回")
    assert "· 张伟 正常" not in teacher.sees
    assert "✅ 已返校" in teacher.labels, "nobody has spoken for the pupil"
    await teacher.press("仍发热", "跳过", "咳嗽", "在家", "提交")
    assert await said_of(morning) == {"symptoms": ["cough"], "where": "home"}


async def test_back_from_the_end_of_a_leave_leaves_the_pupil_unspoken_for(morning: Morning) -> None:
    await after(morning, SICK)
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("张伟 今天怎样", "请假到某一天", "返回")
    assert "请先说明：\n· 张伟 病假 11月20日起" in teacher.sees
    assert not any("提交" in label for label in teacher.labels)
    await teacher.press("张伟 今天怎样", "请假到某一天")
    await teacher.types("周五")
    await teacher.press("提交")
    assert await said_of(morning) == {"absence": "sick", "until": "2026-11-27"}


async def test_who_was_away_with_a_symptom_is_away_still(morning: Morning) -> None:
    cough = Entry(symptoms=(Symptom.COUGH,), absence=Absence.SICK)
    await after(morning, cough, SICK)
    await morning.asks()
    teacher = morning.person(CLASS)
    assert "· 张伟 咳嗽、病假" in teacher.sees
    await teacher.press("张伟、刘洋")
    await teacher.press("提交")
    assert await said_of(morning, 1) == await said_of(morning, 2) == {"absence": "sick"}
