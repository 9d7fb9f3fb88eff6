"""/roster (花名册): seeing a class; and pupils and teachers who move, leave and come."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.choice import Choice, base36
from tests.handlers.desks import CLASS, OTHER, Morning

THIRD = "二年级1班"
TUESDAY = date(2026, 11, 24)


async def enrolments(morning: Morning, pupil: int) -> list[tuple[Any, ...]]:
    """A pupil's classes with first and last day."""
    names = {unit: name for name, unit in morning.school.classes.items()}
    rows = await morning.rows(
        "SELECT class_id, from_day, until_day FROM enrolment WHERE pupil_id = ?"
        " ORDER BY from_day, id",
        pupil,
    )
    return [(names[unit], first, last) for unit, first, last in rows]


async def duties(morning: Morning, role: str, name: str = CLASS) -> list[tuple[Any, ...]]:
    """Who holds a role on a class: name, first and last day."""
    return await morning.rows(
        "SELECT p.name, m.from_day, m.until_day FROM membership m"
        " JOIN person p ON p.id = m.person_id WHERE m.role = ? AND m.unit_id = ? ORDER BY m.id",
        role,
        morning.school.classes[name],
    )


ALWAYS, EVER = "0001-01-01", "9999-12-31"


async def test_a_head_teacher_sees_the_own_class_and_changes_nothing(morning: Morning) -> None:
    teacher = morning.person(CLASS)
    await teacher.types("花名册")
    for words in (CLASS, "5 人", "1 张伟", "班主任"):
        assert words in teacher.sees
    assert teacher.last.message.protect
    assert teacher.labels == []
    unit = morning.school.classes[CLASS]
    await teacher.forge(Choice("roll", unit, 0, "m").encode())
    assert "不是您负责" in (teacher.toast or "")
    await teacher.forge(Choice("roll", morning.school.classes[OTHER]).encode())
    assert "不是您负责" in (teacher.toast or "")


async def test_an_admin_goes_from_the_school_to_a_class(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types("/roster")
    assert "15 人" in admin.sees
    await admin.press(f"{CLASS} 5 人")
    assert "张伟" in admin.sees
    assert "🔁 转班" in admin.labels


async def test_above_the_school_only_numbers_are_seen(morning: Morning) -> None:
    district = morning.person("district")
    await district.types("/roster")
    assert "张伟" not in district.sees
    await district.press("和川镇中心小学 15 人", f"{CLASS} 5 人")
    assert "张伟" not in district.sees
    assert not any("转班" in label for label in district.labels)
    await district.types("花名册 转班 张伟 一年级2班 明天")
    assert "不是您负责" in district.sees


@pytest.mark.parametrize("key", ["liaison"])
async def test_others_have_no_roster(morning: Morning, key: str) -> None:
    await morning.person(key).types("/roster")
    assert "不在您的任职范围" in morning.person(key).sees


async def test_a_pupil_moves_by_buttons_and_both_classes_hear_of_it(morning: Morning) -> None:
    admin, pupil = morning.person("admin"), morning.school.pupils[CLASS][0]
    await admin.types(f"/roster {CLASS}")
    await admin.press("转班", "1 张伟", OTHER, "座号 6", "11月24日(周二)起")
    for words in ("请核对", f"{CLASS} → {OTHER}", f"{CLASS} 5 → 4", f"{OTHER} 5 → 6", "座号 6"):
        assert words in admin.sees
    assert await enrolments(morning, pupil) == [(CLASS, ALWAYS, EVER)]
    await admin.press("确认")
    assert await enrolments(morning, pupil) == [
        (CLASS, ALWAYS, "2026-11-23"),
        (OTHER, "2026-11-24", EVER),
    ]
    for name in (CLASS, OTHER):
        assert "学生转班" in morning.person(name).sees
        assert morning.person(name).last.message.protect
    assert morning.person(THIRD).screen == []
    audit = await morning.rows("SELECT act, detail FROM audit WHERE act = 'move'")
    assert len(audit) == 2
    assert "张伟" not in str(audit)


async def test_a_pupil_moves_by_words(morning: Morning) -> None:
    admin, pupil = morning.person("admin"), morning.school.pupils[CLASS][0]
    await admin.types(f"花名册 转班 {CLASS} 张伟 {THIRD} 明天")
    await admin.press("跳过", "确认")
    assert (await enrolments(morning, pupil))[-1] == (THIRD, "2026-11-24", EVER)


@pytest.mark.parametrize(
    "typed",
    [
        f"转班 {CLASS}的张伟从明天起转到{THIRD}",
        f"转班 把{CLASS}张伟同学转到{THIRD} 明天",
        f"转班 张伟由{CLASS}调到{THIRD}，明天起",
        f"move 张伟 from {CLASS} to {THIRD} from tomorrow",
        f"move 张伟 of {CLASS} into {THIRD} tomorrow",
    ],
)
async def test_a_move_is_read_out_of_a_sentence(morning: Morning, typed: str) -> None:
    admin = morning.person("admin")
    await admin.types(f"花名册 {typed}")
    await admin.press("跳过")
    assert f"张伟(hc-1-1)：{CLASS} → {THIRD}" in admin.sees
    assert "11月24日(周二)起算" in admin.sees


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (f"插班 李四 2026999 女 到{CLASS} 明天", "李四"),
        (f"插班 李四(2026999)从明天起到{CLASS}", "李四"),
        (f"新生李四 2026999 转入{CLASS} 明天", "李四"),
        (f"comes Tom Li 2026999 boy to {CLASS} from tomorrow", "Tom Li"),
        (f"插班 李至 2026999 {CLASS} 明天", "李至"),
    ],
)
async def test_a_newcomers_name_is_read_out_of_a_sentence(
    morning: Morning, typed: str, name: str
) -> None:
    admin = morning.person("admin")
    await admin.types(f"花名册 {typed}")
    assert f"{name} 的座号" in admin.sees
    await admin.press("跳过")
    assert "11月24日(周二)起计入应到" in admin.sees


async def test_a_pupil_leaves_and_it_can_be_undone(morning: Morning) -> None:
    admin, pupil = morning.person("admin"), morning.school.pupils[CLASS][0]
    await admin.types(f"花名册 转出 {CLASS} 张伟 今天")
    await admin.press("确认")
    assert await enrolments(morning, pupil) == [(CLASS, ALWAYS, "2026-11-22")]
    await admin.press("撤销")
    assert await enrolments(morning, pupil) == [(CLASS, ALWAYS, EVER)]
    for key in ("admin", CLASS):
        assert "已撤销" in morning.person(key).sees
        assert "不再执行：" in morning.person(key).sees, "what follows is not so"


async def test_a_pupil_comes_with_name_and_number(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types(f"花名册 插班 {CLASS} 李四 2026999 女 明天")
    await admin.press("座号 6", "确认")
    rows = await morning.rows("SELECT id, name, sex FROM pupil WHERE number = '2026999'")
    assert [row[1:] for row in rows] == [("李四", "女")]
    assert await enrolments(morning, rows[0][0]) == [(CLASS, "2026-11-24", EVER)]
    await morning.person(CLASS).types("/roster")
    assert "李四" not in morning.person(CLASS).sees
    morning.day = TUESDAY
    await morning.person(CLASS).types("/roster")
    assert "6 李四" in morning.person(CLASS).sees


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("李四 hc-1-1 明天", "已被使用"),
        ("李四 110101201501011234 明天", "身份证"),
        ("李四 2026999 座号1 明天", "已有人"),
        ("李四 2026999 座号10000 明天", "座号“10000”不对；请填 1 到 9999 的整数"),
        ("李四 2026999 座号0 明天", "座号“0”不对"),
        ("李四 2026999 11-20", "已经过去"),
    ],
)
async def test_what_no_roster_may_hold_is_refused(morning: Morning, typed: str, why: str) -> None:
    admin = morning.person("admin")
    await admin.types(f"花名册 插班 {CLASS} {typed}")
    assert why in admin.sees
    rows = await morning.rows("SELECT COUNT(*) FROM pupil")
    assert rows == [(15,)]


@pytest.mark.parametrize(
    ("language", "why"), [("zh", "请填 1 到 9999 的整数"), ("en", "a whole number from 1 to 9999")]
)
async def test_a_seat_typed_alone_that_no_class_has_is_asked_again(
    morning: Morning, language: str, why: str
) -> None:
    admin = morning.person("admin")
    await admin.types(f"/language {language}", f"/roster 插班 {CLASS} 李四 2026999 明天")
    for typed in ("10000", "99999999999999999999999999999999999", "１２３４５"):
        await admin.types(typed)
        assert why in admin.sees
    await admin.types("9999")
    assert "9999" in admin.sees
    assert why not in admin.sees


async def test_a_class_that_has_answered_today_has_counted_its_pupils(morning: Morning) -> None:
    await morning.person(CLASS).types("全班正常")
    admin = morning.person("admin")
    await admin.types(f"花名册 转出 {CLASS} 张伟 今天")
    assert "最早从 11月24日" in admin.sees
    await admin.press("11月24日(周二)起", "确认")
    assert (await enrolments(morning, morning.school.pupils[CLASS][0]))[0][2] == "2026-11-23"


async def test_answered_while_the_card_was_open_it_is_asked_again(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types(f"花名册 转出 {CLASS} 张伟 今天")
    await morning.person(CLASS).types("全班正常")
    await admin.press("确认")
    assert admin.alert
    assert await enrolments(morning, morning.school.pupils[CLASS][0]) == [(CLASS, ALWAYS, EVER)]


async def test_a_question_that_stands_bears_the_new_roll(morning: Morning) -> None:
    await morning.asks()
    question = morning.person(CLASS).last
    assert "应到 5 人" in question.text
    admin = morning.person("admin")
    await admin.types(f"花名册 转出 {CLASS} 张伟 今天")
    await admin.press("确认")
    assert "应到 4 人" in question.text
    await morning.person(CLASS).press("全班正常 4/4", of=question)
    rows = await morning.rows("SELECT enrolled FROM answer")
    assert rows == [(4,)]


async def test_once_a_class_has_answered_by_it_it_stands(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types(f"花名册 转出 {CLASS} 张伟 今天")
    await admin.press("确认")
    done = admin.last
    await morning.person(CLASS).types("全班正常")
    await admin.press("撤销", of=done)
    assert admin.alert
    assert (await enrolments(morning, morning.school.pupils[CLASS][0]))[0][2] == "2026-11-22"


async def test_forged_presses_reach_no_other_school_and_no_other_person(morning: Morning) -> None:
    admin, teacher = morning.person("admin"), morning.person(CLASS)
    await admin.types(f"花名册 转出 {CLASS} 张伟 今天")
    [(change, revision)] = await morning.rows("SELECT id, revision FROM roster_change")
    await teacher.forge(Choice("change", change, revision, "o").encode())
    assert "不是您负责" in (teacher.toast or "")
    for nonsense in ("pzz", "f1", "t1", "dzzzzz", "szz!", "q"):
        await admin.forge(Choice("change", change, revision, nonsense).encode())
        assert admin.toast
    unit = morning.school.classes[CLASS]
    await teacher.forge(Choice("roll", unit, 0, f"o{base36(1)}").encode())
    assert "不是您负责" in (teacher.toast or "")


async def test_a_teacher_who_leaves_leaves_a_class_without_a_head(morning: Morning) -> None:
    name = f"老师 hc-{CLASS}"
    admin = morning.person("admin")
    await admin.types(f"/roster {CLASS}")
    await admin.press("老师离任", name, "11月24日(周二)起")
    asked = f"没有班主任：{CLASS}，晨检由 老师 hc-deputy {CLASS} 上报"
    assert asked in admin.sees
    await admin.press("确认")
    assert "请尽快任命" in admin.sees
    assert await duties(morning, "head_teacher") == [(name, ALWAYS, "2026-11-23")]
    assert "任职变动" in morning.person(CLASS).sees
    for key in (CLASS, f"deputy {CLASS}", "leader 一年级"):
        assert asked in morning.person(key).sees
        assert "请尽快任命" not in morning.person(key).sees, "that is the admin's to do"


@pytest.mark.parametrize(
    ("language", "nobody"), [("zh", "早上没有人可问"), ("en", "there is nobody to ask")]
)
async def test_a_class_that_nobody_is_left_to_answer_for_is_named(
    morning: Morning, language: str, nobody: str
) -> None:
    await morning.write("DELETE FROM membership WHERE role = 'deputy'")
    admin = morning.person("admin")
    await admin.types(f"/language {language}", f"/roster 离任 老师 hc-{CLASS} 明天")
    assert nobody in admin.sees
    assert CLASS in admin.sees


async def test_who_leaves_today_is_not_asked_any_more_and_the_deputy_is(morning: Morning) -> None:
    await morning.write(
        "INSERT INTO day_step (unit_id, day, step, due_ms, state) VALUES (?, ?, 'ask', 0, 'done')",
        morning.school.id,
        morning.day.isoformat(),
    )
    await morning.asks()
    question = morning.person(CLASS).last
    admin = morning.person("admin")
    await admin.types(f"花名册 离任 老师 hc-{CLASS} 今天")
    await admin.press("确认")
    assert "应到" in morning.person(f"deputy {CLASS}").sees
    assert "改由" in question.text
    await morning.person(CLASS).types("全班正常")
    assert (await morning.round()).revision == 0


async def test_a_new_teacher_takes_over_and_gets_an_invitation(morning: Morning) -> None:
    admin, before = morning.person("admin"), f"老师 hc-{CLASS}"
    await admin.types(f"/roster {CLASS}")
    await admin.press("任命老师", "班主任")
    await admin.types("王新 13800001111", "明天")
    assert "王新" in admin.sees
    assert f"{before}：{CLASS} 班主任，到 11月23日" in admin.sees
    await admin.press("确认")
    assert await duties(morning, "head_teacher") == [
        (before, ALWAYS, "2026-11-23"),
        ("王新", "2026-11-24", EVER),
    ]
    assert any("邀请码" in shown.text for shown in admin.screen)
    assert "任职变动" in morning.person(CLASS).sees
    await admin.press("撤销")
    assert await duties(morning, "head_teacher") == [(before, ALWAYS, EVER)]


async def test_on_a_friday_no_button_offers_the_weekend(morning: Morning) -> None:
    admin = morning.person("admin")
    morning.day = date(2026, 11, 27)
    for change in ("离任 老师 hc-" + OTHER, f"转出 {CLASS} 张伟"):
        await admin.types(f"花名册 {change}")
        assert admin.labels[:2] == ["11月27日(周五)起", "11月30日(周一)起"]
        assert not any("周六" in label or "周日" in label for label in admin.labels)


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "王新 还没登记"), ("en", "王新 is not enrolled")]
)
async def test_who_is_not_enrolled_is_said_to_hear_nothing_yet(
    morning: Morning, language: str, said: str
) -> None:
    admin = morning.person("admin")
    words = f"/roster 任命 {CLASS} head_teacher"
    await admin.types(f"/language {language}", f"{words} 王新 13800001111 明天")
    assert said in admin.sees
    await admin.types(f"{words} 老师 hc-principal 明天")
    assert said not in admin.sees


async def test_a_second_head_teacher_may_stand_beside_the_first(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types(f"花名册 任命 {CLASS} 班主任 王新 13800001111 明天")
    await admin.press("同时任职", "确认")
    assert [row[2] for row in await duties(morning, "head_teacher")] == [EVER, EVER]


async def test_only_an_admin_changes_teachers(morning: Morning) -> None:
    for key in ("principal", "leader 一年级", "health_officer", CLASS):
        person = morning.person(key)
        await person.types(f"花名册 离任 老师 hc-{OTHER} 今天")
        assert "不是您负责" in person.sees
    assert await duties(morning, "head_teacher", OTHER) == [(f"老师 hc-{OTHER}", ALWAYS, EVER)]


async def test_from_the_schools_card_a_class_is_given_a_head_teacher(morning: Morning) -> None:
    admin, before = morning.person("admin"), f"老师 hc-{CLASS}"
    await admin.types("/roster")
    await admin.press("任命老师", "班主任")
    assert {CLASS, OTHER, THIRD} < set(admin.labels)
    await admin.press(CLASS)
    assert f"{CLASS} 班主任" in admin.sees
    await admin.types("王新 13800001111", "明天")
    await admin.press("确认")
    assert await duties(morning, "head_teacher") == [
        (before, ALWAYS, "2026-11-23"),
        ("王新", "2026-11-24", EVER),
    ]


async def test_a_grade_leader_is_appointed_for_a_grade(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types("/roster")
    await admin.press("任命老师", "年级组长", "一年级")
    await admin.types("王新 13800001111 明天")
    assert "王新：一年级 年级组长，11月24日" in admin.sees


async def test_an_appointment_that_names_no_class_asks_for_it(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types("花名册 任命 王新 13800001111 班主任 明天")
    assert {CLASS, OTHER, THIRD} < set(admin.labels)
    await admin.types("三年级9班")
    assert "没有找到“三年级9班”" in admin.sees
    assert {CLASS, OTHER, THIRD} < set(admin.labels)
    await admin.types(OTHER)
    assert f"王新：{OTHER} 班主任，11月24日" in admin.sees
    await admin.types(CLASS)
    assert f"王新：{CLASS} 班主任，11月24日" in admin.sees, "another one may be typed"


async def test_an_appointment_of_which_nothing_is_said_asks_for_the_role_first(
    morning: Morning,
) -> None:
    admin = morning.person("admin")
    await admin.types("花名册 任命")
    assert {"班主任", "副班主任", "年级组长", "校长"} < set(admin.labels)


@pytest.mark.parametrize(
    ("language", "unknown", "unreadable"),
    [
        ("zh", "没有“王新”；新来的老师请连手机号一起输入", "没看懂是哪天"),
        ("en", 'Nobody of the staff is called "王新"', "That day could not be read"),
    ],
)
async def test_what_a_card_asked_for_and_could_not_read_is_said(
    morning: Morning, language: str, unknown: str, unreadable: str
) -> None:
    admin = morning.person("admin")
    await admin.types(f"/language {language}", f"/roster 任命 {CLASS} head_teacher", "王新")
    assert unknown in admin.sees
    await admin.types("王新 13800001111", "寒假以后")
    assert unreadable in admin.sees
    await admin.types("2026-12-01")
    assert "王新" in admin.sees
    assert unreadable not in admin.sees


async def test_a_pupil_whom_nobody_knows_is_named_while_the_card_asks(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types(f"/roster {CLASS}")
    await admin.press("转班")
    await admin.types("诸葛亮")
    assert "没有找到学生“诸葛亮”" in admin.sees
    await admin.types("张伟", "六年级9班")
    assert "没有找到“六年级9班”" in admin.sees
    await admin.types(OTHER, "跳过")
    assert "从哪天起转班" in admin.sees


async def test_a_pupil_without_a_number_is_asked_for_it(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types(f"花名册 插班 {CLASS}", "李四")
    assert "姓名和学号" in admin.sees


async def test_who_laid_down_the_last_duty_is_known_and_not_made_twice(morning: Morning) -> None:
    admin, before = morning.person("admin"), "苏世平"
    teacher = morning.school.people[CLASS]
    await morning.write("UPDATE person SET name = ? WHERE id = ?", before, teacher)
    await admin.types(f"花名册 任命 {CLASS} 班主任 王新 13800001111 今天")
    await admin.press("确认")
    await admin.types(f"花名册 任命 {THIRD} 副班主任 {before} 明天")
    await admin.press("确认")
    assert (before, "2026-11-24", EVER) in await duties(morning, "deputy", THIRD)
    await admin.types(f"花名册 任命 {OTHER} 副班主任 王新 13800001111 明天")
    await admin.press("确认")
    assert await morning.rows("SELECT COUNT(*) FROM person WHERE name = '王新'") == [(1,)]
