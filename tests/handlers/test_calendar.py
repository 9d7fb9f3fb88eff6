"""/calendar: seen by everybody, changed by words and by buttons by whoever may, and taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from domain.calendar import Period
from domain.choice import Choice
from domain.mode import Mode
from domain.school_calendar import CalendarRules
from storage.transaction import Transaction
from tests.handlers.desks import CLASS, Morning, Teacher, a_morning
from tests.school import School, a_school
from views.words import say

DECEMBER = Period(date(2026, 12, 1), date(2026, 12, 31))


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[Morning]:
    """Two classes in 一年级, one in 二年级; 2026 is known, 2027 is not."""
    async with a_morning(tmp_path) as morning:
        await morning.write("INSERT INTO calendar_year (year, source) VALUES (2026, 'test')")
        yield morning


async def mode(morning: Morning, day: str, unit: str = "") -> Mode:
    """How a day is for the school, a grade or a class."""
    made = morning.school
    unit_id = {**made.grades, **made.classes}.get(unit, made.id)
    on = date.fromisoformat(day)

    def look(tx: Transaction) -> Mode:
        return tx.calendar.of_unit(unit_id, Period(on, on), CalendarRules()).on(on).mode

    return await morning.database.read(look)


async def changes(morning: Morning) -> list[tuple[str, str]]:
    return [
        (row[0], row[1]) for row in await morning.rows("SELECT act, state FROM calendar_change")
    ]


def admin_of(morning: Morning) -> Teacher:
    return morning.person("admin")


# -- seeing --------------------------------------------------------------------------------------


async def test_everybody_sees_the_month_of_the_own_unit(school: Morning) -> None:
    teacher = school.person(CLASS)
    await teacher.types("日历")
    assert "和川镇中心小学 一年级1班 · 2026年11月" in teacher.sees
    assert "一二三四五六日" in teacher.sees
    assert "课课课课课休休　23–29日 ◀ 今天" in teacher.sees
    assert "图例：休 = 不上课(9 天) · 课 = 上课(21 天)" in teacher.sees
    assert teacher.labels == ["◀ 10月", "🖼 图片", "12月 ▶", "⬆ 一年级"]


async def test_the_weeks_stand_in_line(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("日历 12月")
    weeks = [line for line in admin.sees.split("\n") if line.endswith("日") and "–" in line]
    assert weeks[0] == "　课课课课休休　1–6日"
    assert weeks[-1] == "课课课课　　　　28–31日"
    assert len({week.rindex("　") for week in weeks}) == 1


async def test_an_admin_sees_a_button_for_each_day_in_weeks(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("/calendar 12月")
    keyboard = admin.last.message.keyboard
    assert keyboard is not None
    assert [button.label for button in keyboard.rows[0]] == ["·", "1", "2", "3", "4", "5休", "6休"]
    assert len(keyboard.rows[4]) == 7


@pytest.mark.parametrize(("who", "whose"), [("admin", ""), (CLASS, " 一年级1班")])
async def test_a_month_comes_as_a_picture_too(school: Morning, who: str, whose: str) -> None:
    person = school.person(who)
    await person.types("日历")
    await person.press("12月 ▶", "图片")
    assert person.toast == say("zh", "report.picture_coming")
    [picture] = person.files
    assert picture.caption.plain == f"和川镇中心小学{whose} 2026年12月校历"
    assert picture.content.startswith(b"\x89PNG")
    assert (picture.picture, picture.protect) == (True, False)
    assert "2026年12月" in person.sees, "the card stays"


async def test_months_are_turned_by_buttons(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("日历")
    await admin.press("12月 ▶")
    assert "2026年12月" in admin.sees
    await admin.press("◀ 11月")
    assert "2026年11月" in admin.sees
    assert len(admin.screen) == 1


async def test_a_year_nobody_knows_is_said_loudly(school: Morning) -> None:
    admin, teacher = admin_of(school), school.person(CLASS)
    await admin.types("日历 2027年1月")
    assert "2027 年的节假日安排尚未录入" in admin.sees
    assert "csv 或 xlsx" in admin.sees
    await teacher.types("日历 2027年1月")
    assert "2027 年的节假日安排尚未录入" in teacher.sees
    assert "csv" not in teacher.sees


async def test_a_grade_s_calendar_is_reached_by_words_and_by_buttons(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("日历 一年级")
    assert "一年级 · 2026年11月" in admin.sees
    await admin.press("⬆ 和川镇中心小学", "下级单位", "二年级")
    assert "二年级 · 2026年11月" in admin.sees


async def test_it_speaks_english(school: Morning) -> None:
    school.language = "en"
    admin = admin_of(school)
    await admin.types("/calendar closed 1-3 Dec")
    await admin.press("Confirm")
    await admin.types("/calendar 2026-12")
    assert "ＭＴＷＴＦＳＳ" in admin.sees
    assert "　ｃｃｃｓ－－" in admin.sees
    await admin.types("/calendar Dec 1")
    assert "closed" in admin.sees
    assert "Undo" in "".join(admin.labels)


# -- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day", "expected"),
    [
        ("日历 12月1日-12月3日 停课", "2026-12-03", Mode.CLOSURE),
        ("/calendar 停课 12月1日-3日", "2026-12-01", Mode.CLOSURE),
        ("12月1日-12月3日 停课", "2026-12-02", Mode.CLOSURE),
        ("closed 1-3 Dec", "2026-12-03", Mode.CLOSURE),
        ("补课 12月5日", "2026-12-05", Mode.TERM),
        ("make-up 5 Dec", "2026-12-05", Mode.TERM),
        ("寒假 1月20日-2月15日", "2027-02-15", Mode.VACATION),
        ("winter break 20 Jan - 15 Feb", "2027-01-20", Mode.VACATION),
        ("明天放假", "2026-11-24", Mode.OFF),
        ("因大雪停课 明天", "2026-11-24", Mode.CLOSURE),
        ("全校 下周停课", "2026-12-04", Mode.CLOSURE),
    ],
)
async def test_days_are_marked_as_people_write_them(
    school: Morning, typed: str, day: str, expected: Mode
) -> None:
    admin = admin_of(school)
    await admin.types(typed)
    assert "请核对" in admin.sees
    assert "涉及 3 个班" in admin.sees
    assert await mode(school, day) is not expected or expected is Mode.TERM
    await admin.press("确认")
    assert "已登记" in admin.sees
    assert await mode(school, day) is expected


async def test_the_read_back_says_what_changes_and_nothing_changes_before_it(
    school: Morning,
) -> None:
    admin = admin_of(school)
    await admin.types("12月4日-12月7日 停课")
    assert "12月4日–12月7日：上课/不上课 → 停课" in admin.sees
    assert await mode(school, "2026-12-04") is Mode.TERM
    await admin.press("不改")
    assert await mode(school, "2026-12-04") is Mode.TERM
    assert await changes(school) == [("mark", "undone")]


async def test_a_single_class_is_marked_at_once_and_can_be_taken_back(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("日历 二年级 停课 12月1日")
    assert "已登记 · 二年级 · 12月1日(周二) 停课" in admin.sees
    assert await mode(school, "2026-12-01", "二年级") is Mode.CLOSURE
    assert await mode(school, "2026-12-01", "一年级") is Mode.TERM
    await admin.press("撤销")
    assert await mode(school, "2026-12-01", "二年级") is Mode.TERM


async def test_undo_brings_back_what_the_change_had_ended(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("寒假 1月20日-2月15日")
    await admin.press("确认")
    await admin.types("寒假 1月20日-2月10日")
    assert "2月11日–2月12日：假期 → 上课" in admin.sees
    await admin.press("确认")
    assert await mode(school, "2027-02-11") is Mode.TERM
    await admin.press("撤销")
    assert await mode(school, "2027-02-11") is Mode.VACATION


async def test_a_closure_that_runs_keeps_its_beginning_when_it_is_made_longer(
    school: Morning,
) -> None:
    admin = admin_of(school)
    await admin.types("11月23日-11月25日 停课")
    await admin.press("确认")
    await admin.types("停课 11月25日-11月27日")
    await admin.press("确认")
    assert await mode(school, "2026-11-23") is Mode.CLOSURE
    assert await mode(school, "2026-11-27") is Mode.CLOSURE
    assert await mode(school, "2026-11-30") is Mode.TERM


async def test_a_vacation_is_cut_short_by_the_day_school_goes_on(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("寒假 1月20日-2月15日")
    await admin.press("确认")
    await admin.types("日历 复课 2月8日")
    await admin.press("确认")
    assert await mode(school, "2027-02-05") is Mode.VACATION
    assert await mode(school, "2027-02-08") is Mode.TERM
    assert await mode(school, "2027-02-13") is Mode.OFF


async def test_what_is_so_already_changes_nothing(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("日历 放假 11月28日")
    assert "本来就是这样，没有改动" in admin.sees
    assert await changes(school) == []


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("日历 停课", "refusal.no_last_day"),
        ("日历 停课 12月1日起", "refusal.no_last_day"),
        ("日历 停课 2月30日", "refusal.unreadable_day"),
        ("日历 停课 明天 火星班", "refusal.not_of_the_calendar"),
        ("日历 12月5日 补课 放假", "refusal.two_kinds"),
        ("日历 停课 11月20日", "refusal.day_gone"),
    ],
)
async def test_bad_words_get_one_sentence_and_change_nothing(
    school: Morning, typed: str, key: str
) -> None:
    admin = admin_of(school)
    await admin.types(typed)
    expected = say(
        "zh", key, words="火星班", one="补课", other="放假", day="11月20日(周五)", most=366
    )
    assert admin.sees == expected
    assert await changes(school) == []


# -- buttons -------------------------------------------------------------------------------------


async def test_days_are_marked_by_buttons(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("日历 12月")
    await admin.press("1")
    assert "12月1日(周二)" in admin.sees
    await admin.press("到另一天")
    assert "到哪天为止" in admin.sees
    await admin.press("3")
    assert "12月1日–12月3日" in admin.sees
    await admin.press("停课", "确认")
    assert await mode(school, "2026-12-01") is Mode.CLOSURE
    assert await mode(school, "2026-12-03") is Mode.CLOSURE
    assert await mode(school, "2026-12-04") is Mode.TERM


async def test_a_day_s_card_offers_to_undo_what_marks_it(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("12月1日-12月3日 停课")
    await admin.press("确认", "看校历", "2停")
    await admin.press("撤销：12月1日–12月3日 停课")
    assert "已撤销" in admin.sees
    assert await mode(school, "2026-12-02") is Mode.TERM


async def test_the_last_day_may_lie_in_another_month_and_year(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("日历 12月")
    await admin.press("30", "到另一天", "1月 ▶", "2")
    assert "12月30日–1月2日" in admin.sees


# -- who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [CLASS, "deputy 一年级1班", "leader 一年级", "health_officer"])
async def test_who_may_not_mark_days_is_told_so(school: Morning, who: str) -> None:
    person = school.person(who)
    await person.types("/calendar 停课 明天")
    assert person.sees == say("zh", "refusal.calendar_not_yours")
    forged = Choice("cal", school.school.id, argument="k20261124.closure").encode()
    await person.forge(forged)
    assert person.alert
    assert await changes(school) == []


async def test_the_principal_may_mark_the_own_school(school: Morning) -> None:
    principal = school.person("principal")
    await principal.types("停课 明天")
    await principal.press("确认")
    assert await mode(school, "2026-11-24") is Mode.CLOSURE


async def test_nobody_marks_another_school(school: Morning) -> None:
    def another(tx: Transaction) -> School:
        return a_school(tx, name="柳坝小学", code="lb")

    other = await school.database.write(another)
    admin = admin_of(school)
    await admin.types("日历 柳坝小学 停课 明天")
    assert "柳坝小学" in admin.sees
    assert "没看懂" in admin.sees
    arguments = "m202612 p202612 r20261201 e20261201-202612 k20261201.closure u"
    for argument in arguments.split():
        await admin.forge(Choice("cal", other.id, argument=argument).encode())
        assert admin.alert
    district = school.person("district")
    await district.types("日历 柳坝小学 停课 明天")
    await district.press("确认")
    assert await changes(school) == [("mark", "in_force")]
    for action in ("cal_undo", "cal_ok", "cal_no", "cal_appr"):
        await admin.forge(Choice(action, 1).encode())
        assert admin.alert
    assert await changes(school) == [("mark", "in_force")]


async def test_whoever_is_no_longer_admin_confirms_nothing(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("停课 明天")
    await school.write("UPDATE membership SET until_day = '2026-11-22' WHERE role = 'admin'")
    await admin.press("确认")
    assert admin.alert
    assert await mode(school, "2026-11-24") is Mode.TERM


async def test_a_proposal_counts_once_and_not_the_day_after(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("停课 12月1日")
    _, payload = admin.button("确认")
    await admin.press("确认")
    await admin.forge(payload)
    assert admin.toast == say("zh", "refusal.proposal_gone")
    await admin.types("停课 12月8日")
    _, late = admin.button("确认")
    school.day = date(2026, 11, 24)
    school.now = "07:32"
    await admin.forge(late)
    assert admin.toast == say("zh", "refusal.proposal_gone")
    assert await mode(school, "2026-12-08") is Mode.TERM


@pytest.mark.parametrize(
    "argument",
    ["", "m", "m202613", "p202613", "r20261301", "e2026-202612", "k20261201.dance",
     "k20261203-20261201.off", "u1", "m202612.off", "r99999999", "k.off", "e20261201-20261203"],
)  # fmt: skip
async def test_odd_arguments_break_nothing(school: Morning, argument: str) -> None:
    admin = admin_of(school)
    await admin.forge(Choice("cal", school.school.id, argument=argument).encode())
    assert admin.toast == say("zh", "refusal.unreadable_choice")
    assert await changes(school) == []


async def test_every_change_is_written_down(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("停课 明天")
    await admin.press("确认", "撤销")
    rows = await school.rows("SELECT person_id, act, unit_id, detail FROM audit ORDER BY id")
    assert rows == [
        (admin.id, "calendar_mark", school.school.id, "change 1"),
        (admin.id, "calendar_undo", school.school.id, "change 1"),
    ]


async def test_the_day_is_planned_anew_from_today_on(school: Morning) -> None:
    def plan(tx: Transaction) -> None:
        tx.days.plan(school.school.id, school.day, school_day=True, year_known=True)

    await school.database.write(plan)
    admin = admin_of(school)
    await admin.types("日历 二年级 停课 今天")
    assert await school.rows("SELECT unit_id FROM day_plan") == []


# -- words that are no order ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["今天正常", "全班正常", "王小明昨天返校", "36.5 无", "明天停课吗", "12月1日", "上课"]
)
async def test_an_answer_is_not_taken_for_an_order(school: Morning, typed: str) -> None:
    """An admin who teaches a class as well reports it in the same chat."""
    await school.write(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'head_teacher', ?)",
        school.school.people["admin"],
        school.school.classes[CLASS],
    )
    await school.asks()
    admin = admin_of(school)
    await admin.types(typed)
    assert await changes(school) == []
    assert "请核对** ·" not in admin.sees


async def test_a_teacher_s_words_about_the_calendar_are_no_order(school: Morning) -> None:
    await school.person(CLASS).types("明天停课")
    assert await changes(school) == []


# -- returns -------------------------------------------------------------------------------------


async def test_a_return_is_a_draft_until_it_is_approved(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("寒假 1月20日-2月15日")
    await admin.press("确认")
    await admin.types("一年级 返校 2月9日")
    assert "返校前健康记录：1月26日–2月8日，每天一报，共 14 天" in admin.sees
    await admin.press("登记，待批准")
    assert "待批准" in admin.sees
    assert await mode(school, "2027-02-08", "一年级") is Mode.PRE_RETURN
    assert await mode(school, "2027-02-09", "一年级") is Mode.VACATION
    await admin.press("标为已批准")
    assert "返校日期已获批准" in admin.sees
    assert await mode(school, "2027-02-09", "一年级") is Mode.TERM
    assert await mode(school, "2027-02-09", "二年级") is Mode.VACATION
    await admin.press("撤销")
    assert await mode(school, "2027-02-09", "一年级") is Mode.VACATION
    assert await mode(school, "2027-02-08", "一年级") is Mode.PRE_RETURN


async def test_a_return_of_a_grade_is_read_without_a_command(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("一年级 back on 9 Feb")
    assert "请核对" in admin.sees


async def test_a_return_that_is_set_late_says_what_is_left_of_its_log(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("一年级 返校 11月27日")
    assert "共需 14 天，从 11月23日 起只剩 4 天" in admin.sees


async def test_a_return_may_be_approved_when_it_is_entered(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("寒假 1月20日-2月15日")
    await admin.press("确认")
    await admin.types("返校 2月9日 已批准")
    await admin.press("确认")
    assert await mode(school, "2027-02-09") is Mode.TERM


async def test_a_return_set_again_takes_the_place_of_the_first(school: Morning) -> None:
    admin = admin_of(school)
    for typed in ("寒假 1月20日-2月15日", "返校 2月9日 已批准", "返校 2月11日 已批准"):
        await admin.types(typed)
        await admin.press("确认")
    assert await mode(school, "2027-02-09") is Mode.PRE_RETURN
    assert await mode(school, "2027-02-11") is Mode.TERM
    assert "取代原定的返校日：2月9日(周二)。" in admin.sees
    await admin.types("返校 2月11日")
    assert "取代" not in admin.sees, "it is the same day"


async def test_neighbouring_returns_stand_out_in_the_month_and_are_told_in_words(
    school: Morning,
) -> None:
    admin = admin_of(school)
    for typed in ("一年级 12月15日 返校", "二年级 12月16日 返校"):
        await admin.types(typed)
        assert "取代" not in admin.sees
        await admin.press("登记，待批准")
    await admin.types("日历 12月")
    assert "课返返课课休休　14–20日" in admin.sees
    assert "返 = 返校日，见下面的标记" in admin.sees
    assert (
        "· 一年级：12月15日(周二) 返校(待批准)\n· 二年级：12月16日(周三) 返校(待批准)" in admin.sees
    )
    assert "15返" in admin.labels
    await admin.types("日历 二年级 12月")
    assert "课课返课课休休　14–20日" in admin.sees
    await admin.types("/language en", "/calendar 2026-12")
    assert "ｒ = back at school, see below" in admin.sees


async def test_a_return_after_the_vacation_makes_it_longer(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("寒假 1月20日-2月15日")
    await admin.press("确认")
    await admin.types("一年级 返校 2月22日")
    assert "上课 → 返校前" in admin.sees
    await admin.press("登记，且已获批准")
    assert await mode(school, "2027-02-17", "一年级") is Mode.PRE_RETURN
    assert await mode(school, "2027-02-22", "一年级") is Mode.TERM
    assert await mode(school, "2027-02-17", "二年级") is Mode.TERM


async def test_units_with_marks_of_their_own_are_named_and_not_moved(school: Morning) -> None:
    admin = admin_of(school)
    await admin.types("日历 二年级 放假 12月2日")
    await admin.types("12月1日-12月3日 停课")
    assert "另有自己的标记，不受影响：二年级" in admin.sees
    await admin.press("确认")
    assert await mode(school, "2026-12-02", "一年级") is Mode.CLOSURE
    assert await mode(school, "2026-12-01", "二年级") is Mode.CLOSURE
    assert await mode(school, "2026-12-02", "二年级") is Mode.OFF
