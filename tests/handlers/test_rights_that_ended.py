"""Old buttons, pending notes and reasons in own words meet people whose duty is another by now."""

from __future__ import annotations

from datetime import date

import pytest

from domain.choice import Choice
from domain.note import Note, Wanted
from handlers.table_file import Looked, read_sent_table
from storage.holiday_lists import table_of
from storage.transaction import Transaction
from tests.handlers.desks import CLASS, OTHER, Morning, stored
from tests.school import a_school

ELSEWHERE = "二年级1班"
UNTIL_YESTERDAY = "UPDATE membership SET until_day = '2026-11-22' WHERE person_id = ?"


async def _moves_on(morning: Morning, key: str = "admin") -> None:
    """Yesterday was the last day; the person is deputy in another grade's class now."""
    person = morning.school.people[key]
    await morning.write(
        "UPDATE membership SET until_day = '2026-11-22' WHERE person_id = ?", person
    )
    await _duty(morning, person, morning.school.classes[ELSEWHERE])


async def _leaves_for_another_school(morning: Morning, key: str) -> None:
    """The same, in a school of another name."""
    other = await morning.database.write(lambda tx: a_school(tx, name="柳坝小学", code="lb"))
    person = morning.school.people[key]
    await morning.write(
        "UPDATE membership SET until_day = '2026-11-22' WHERE person_id = ?", person
    )
    await _duty(morning, person, other.classes[ELSEWHERE])


async def _duty(morning: Morning, person: int, unit: int) -> None:
    await morning.write(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'deputy', ?)", person, unit
    )


async def test_a_former_admin_takes_no_pupils_move_back(morning: Morning) -> None:
    admin, pupil = morning.person("admin"), morning.school.pupils[CLASS][0]
    await admin.types(f"/roster {CLASS}")
    await admin.press("转班", "1 张伟", OTHER, "座号 6", "11月24日(周二)起", "确认")
    sql = "SELECT class_id, from_day, until_day FROM enrolment WHERE pupil_id = ? ORDER BY id"
    before = await morning.rows(sql, pupil)
    await _moves_on(morning)
    await admin.press("撤销")
    assert admin.alert
    assert await morning.rows(sql, pupil) == before


async def test_a_former_admin_takes_no_resignation_back(morning: Morning) -> None:
    admin, teacher = morning.person("admin"), morning.school.people[CLASS]
    await admin.types(f"/roster 离任 老师 hc-{CLASS} 12月1日")
    await admin.press("确认")
    sql = "SELECT role, from_day, until_day FROM membership WHERE person_id = ?"
    before = await morning.rows(sql, teacher)
    await _moves_on(morning)
    await admin.press("撤销")
    assert await morning.rows(sql, teacher) == before


async def test_a_former_head_teacher_takes_no_hand_over_back(morning: Morning) -> None:
    teacher = morning.person(CLASS)
    await teacher.types(f"/substitute 老师 hc-{OTHER} 11月25日-11月27日")
    await teacher.press("确认")
    sql = "SELECT person_id, from_day, until_day FROM membership WHERE role = 'substitute'"
    before = await morning.rows(sql)
    assert before
    await _moves_on(morning, CLASS)
    await teacher.press("撤销")
    assert await morning.rows(sql) == before


async def test_a_former_admins_open_card_shows_nothing_more(morning: Morning) -> None:
    admin = morning.person("admin")
    await admin.types(f"/roster {CLASS}")
    await admin.press("转班", "1 张伟", OTHER, "座号 6", "11月24日(周二)起")
    shown, payload = admin.button("确认")
    await _moves_on(morning)
    pupil = morning.school.pupils[CLASS][0]
    await morning.write("UPDATE pupil SET name = '改名后' WHERE id = ?", pupil)
    old = Choice.decode(payload)
    await admin.forge(Choice(old.action, old.subject, 0, "o").encode(), shown.reference)
    await admin.types("明天")
    assert "改名后" not in "\n".join(one.text for one in admin.screen)


@pytest.mark.parametrize("who", ["district", "liaison", ELSEWHERE])
async def test_a_reason_in_the_calendar_stays_with_whom_it_concerns(
    morning: Morning, who: str
) -> None:
    admin, reader = morning.person("admin"), morning.person(who)
    await admin.types(f"/calendar {CLASS} 停课 12月1日-12月3日 因为张伟确诊水痘")
    assert "张伟" in admin.sees
    if any("确认" in label for label in admin.labels):
        await admin.press("确认")
    await reader.types("/calendar 和川镇中心小学 12月")
    await reader.forge(Choice("cal", morning.school.id, argument="m202612").encode())
    assert reader.screen
    assert "张伟" not in "\n".join(one.text for one in reader.screen)
    await admin.types(f"/calendar {CLASS} 12月")
    assert "张伟" in admin.sees


@pytest.mark.parametrize("argument", ["m999912", "m000101", "r99991231", "e99991230-999912",
                                      "k99991230-99991231.off", "p999912"])  # fmt: skip
async def test_a_month_that_no_button_bears_is_refused(morning: Morning, argument: str) -> None:
    teacher = morning.person(CLASS)
    unit = morning.school.classes[CLASS]
    await teacher.forge(Choice("cal", unit, argument=argument).encode())
    assert teacher.alert


async def test_a_list_of_holidays_outside_the_admins_days_is_read(morning: Morning) -> None:
    admin = morning.person("district")
    await morning.write(
        "UPDATE membership SET until_day = '2026-12-31' WHERE person_id = ?", admin.id
    )

    def piece(tx: Transaction) -> None:
        chat_id = morning.school.chats["district"]
        tx.sent_files.keep(chat_id, admin.id, "F", "x.csv", morning.now_ms)
        (sent,) = tx.sent_files.open()
        table = table_of("x.csv", "日期,类别,名称\n2027-01-01,放假,元旦\n".encode())
        read_sent_table(tx, sent, b"", Looked(table=table), morning.now_ms, morning.day, "zh")

    await morning.database.write(piece)
    await morning.deliver()
    assert "2027" in admin.sees


async def test_the_news_of_a_hand_over_does_not_follow_to_another_school(morning: Morning) -> None:
    teacher, leader = morning.person(CLASS), morning.person("leader 一年级")
    await teacher.types(f"/substitute 老师 hc-{OTHER} 11月25日-11月27日")
    before = len(leader.screen)
    await _leaves_for_another_school(morning, "leader 一年级")
    await teacher.press("确认")
    assert len(leader.screen) == before


async def test_a_pupil_who_moves_away_leaves_no_question_behind(asked: Morning) -> None:
    teacher, admin = asked.person(CLASS), asked.person("admin")
    await teacher.press("发热", "张伟")
    await admin.types(f"/roster 转班 张伟 {OTHER} 今天")
    await admin.press("座号 6", "确认")
    await teacher.types("刘洋38.6咳嗽，其余正常")
    assert "刘洋 发热 38.6" in asked.person("health_officer").sees
    await teacher.press("在家", "提交")
    assert await stored(asked) is not None


async def test_a_reason_reopens_no_day_of_long_ago_and_none_that_is_open(morning: Morning) -> None:
    admin, round_ = morning.person("admin"), await morning.round()
    await admin.forge(Choice("rwhy", round_.id, 0, "wrong").encode())
    assert await morning.rows("SELECT state FROM reopening") == []
    morning.day = date(2027, 2, 1)
    await admin.forge(Choice("rwhy", round_.id, 0, "wrong").encode())
    assert await morning.rows("SELECT state FROM reopening") == []


async def test_a_former_admins_words_are_no_reason_any_more(morning: Morning) -> None:
    admin, round_ = morning.person("admin"), await morning.round()
    morning.now = "18:30"
    await admin.forge(Choice("ropen", round_.id).encode())
    await admin.press("其他")
    await _moves_on(morning)
    await admin.types("刘洋38.6咳嗽")
    assert "负责" not in admin.sees


async def test_cards_with_teachers_names_cannot_be_passed_on(morning: Morning) -> None:
    admin, teacher = morning.person("admin"), morning.person(CLASS)
    await admin.types("/roster 离任")
    assert admin.last.message.protect
    await admin.types(f"/roster 离任 老师 hc-{OTHER} 12月1日")
    assert admin.last.message.protect
    await teacher.types(f"/substitute 老师 hc-{OTHER} 11月25日-11月27日")
    assert teacher.last.message.protect
    await teacher.press("确认")
    heard = [one for key in (OTHER, "leader 一年级", "admin") for one in morning.person(key).screen]
    assert all(one.message.protect for one in heard if "老师" in one.text)


@pytest.mark.parametrize("view", ["digest", "roll_up"])
@pytest.mark.parametrize("key", ["principal", "admin", "district", "liaison"])
async def test_a_digest_does_not_follow_whose_duty_has_ended(
    morning: Morning, view: str, key: str
) -> None:
    person, school = morning.person(key), morning.school
    unit = school.id if key != "district" else (await _above(morning))

    def tells(tx: Transaction, number: int) -> None:
        say = Wanted(view, {"unit": unit, "day": morning.day.isoformat()})
        note = Note(view, f"{unit}/{morning.day}/{number}", school.chats[key], say)
        tx.outbox.put(note, morning.now_ms)

    if key != "district" or view == "roll_up":
        await morning.database.write(lambda tx: tells(tx, 1))
        await morning.deliver()
        assert len(person.screen) == 1
    await _leaves_for_another_school(morning, key)
    said = len(person.screen)
    await morning.database.write(lambda tx: tells(tx, 2))
    await morning.deliver()
    assert len(person.screen) == said


async def _above(morning: Morning) -> int:
    above = await morning.database.read(lambda tx: tx.roster.upward(morning.school.id))
    return above[1].id
