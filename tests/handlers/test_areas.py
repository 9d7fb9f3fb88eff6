"""/areas: the list is typed or sent, read back, and holds for the unit and everything below it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from domain.check_in import Entry, Travel
from domain.choice import Choice
from domain.incoming import FileSent
from handlers.table_file import look_into, read_sent_table
from scheduler.exposures import match_anew
from scheduler.following import publish
from scheduler.moment import Moment
from storage.transaction import Transaction
from tests.clock import ZONE
from tests.handlers.desks import CLASS, FRIDAY, Morning

RUILI = "云南省德宏傣族景颇族自治州瑞丽市"


async def _lists(morning: Morning, typed: str = "云南省瑞丽市 中风险 11月10日起") -> None:
    """The health officer puts a place on the school's list; the tick looks at the journeys."""
    officer = morning.person("health_officer")
    await officer.types(f"/areas {typed}")
    await officer.press("✅ 确认")
    await _ticks(morning)


async def _ticks(morning: Morning) -> None:
    moment = Moment(morning.now_ms, morning.now_ms, ZONE)

    def piece(tx: Transaction) -> None:
        for school_id in tx.areas.to_match(10):
            match_anew(tx, school_id, moment)

    await morning.database.write(piece)
    await morning.deliver()


async def _sends(morning: Morning, who: str, name: str, rows: str | bytes) -> None:
    """A file arrives, is fetched and read."""
    person = morning.person(who)
    data = rows.encode() if isinstance(rows, str) else rows

    def piece(tx: Transaction) -> None:
        tx.sent_files.keep(morning.school.chats[who], person.id, "F", name, morning.now_ms)
        for sent in tx.sent_files.open():
            looked = look_into(sent.name, data)
            read_sent_table(tx, sent, data, looked, morning.now_ms, morning.day, "zh")

    await morning.database.write(piece)
    await morning.deliver()


async def _areas(morning: Morning) -> list[tuple[str, str, str, str]]:
    return [
        (row[0], row[1], row[2], row[3])
        for row in await morning.rows(
            "SELECT place, level, from_day, until_day FROM area WHERE removed_ms IS NULL"
        )
    ]


async def test_a_place_is_read_back_in_full_before_it_counts(morning: Morning) -> None:
    officer = morning.person("health_officer")
    await officer.types("风险地区 瑞丽市 中风险 11月10日-11月24日")
    assert RUILI in officer.sees
    assert "中风险" in officer.sees
    assert "11月10日" in officer.sees
    assert await _areas(morning) == []
    await officer.press("✅ 确认")
    assert await _areas(morning) == [(RUILI, "medium", "2026-11-10", "2026-11-24")]
    await officer.types("/areas")
    assert RUILI in officer.sees


async def test_several_lines_are_several_places(morning: Morning) -> None:
    officer = morning.person("health_officer")
    lines = ("云南省瑞丽市 中风险 11-10", "贵阳市云岩区 高风险 11-12至11-24", "和川镇")
    await officer.types("/areas " + "\n".join(lines))
    assert "区划表中没有" in officer.sees
    await officer.press("✅ 确认")
    assert await _areas(morning) == [
        (RUILI, "medium", "2026-11-10", "9999-12-31"),
        ("贵州省贵阳市云岩区", "high", "2026-11-12", "2026-11-24"),
        ("和川镇", "key", "2026-11-09", "9999-12-31"),
    ]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("朝阳区 高风险", "不止一处"),
        ("11月10日起", "看不懂"),
        ("瑞丽市 11-24至11-10-3-1", "看不懂"),
        ("删除 瑞丽市", "您的名单里没有"),
        ("结束 外婆家", "您的名单里没有"),
    ],
)
async def test_what_cannot_be_read_gets_one_sentence(
    morning: Morning, typed: str, words: str
) -> None:
    officer = morning.person("health_officer")
    await officer.types(f"/areas {typed}")
    assert words in officer.sees
    assert "没有改动" in officer.sees
    assert await _areas(morning) == []


async def test_the_same_place_once_more_is_changed_and_not_listed_twice(morning: Morning) -> None:
    await _lists(morning)
    await _lists(morning, "瑞丽 高风险 11月10日起")
    assert await _areas(morning) == [(RUILI, "high", "2026-11-10", "9999-12-31")]
    officer = morning.person("health_officer")
    await officer.types("/areas 瑞丽 高风险 11月10日起")
    assert "没有改动" in officer.sees


async def test_an_area_ends_and_is_taken_out_by_buttons(morning: Morning) -> None:
    await _lists(morning)
    officer = morning.person("health_officer")
    await officer.types("/areas")
    await officer.press("✏️ 瑞丽市", "今天结束", "✅ 确认")
    assert [row[3] for row in await _areas(morning)] == ["2026-11-23"]
    await officer.types("/areas 删除 瑞丽市")
    await officer.press("✅ 确认")
    assert await _areas(morning) == []


async def test_a_journey_there_alerts_and_one_elsewhere_does_not(morning: Morning) -> None:
    await _lists(morning)
    teacher, officer = morning.person(CLASS), morning.person("health_officer")
    before = len(officer.screen)
    await teacher.types("张伟昨天从上海回来 其余正常")
    await teacher.press("提交")
    assert len(officer.screen) == before
    teacher_of_other = morning.person("一年级2班")
    await teacher_of_other.types("刘洋昨天从瑞丽回来 其余正常")
    await teacher_of_other.press("提交")
    assert "紧急" in officer.sees
    assert f"到过风险地区：{RUILI}(中风险" in officer.sees
    assert "刘洋" in officer.sees
    assert "到过风险地区" in morning.person("principal").sees


async def test_a_draft_with_a_risky_journey_is_told_at_once(morning: Morning) -> None:
    await _lists(morning)
    officer = morning.person("health_officer")
    await morning.person(CLASS).types("张伟昨天从瑞丽回来 其余正常")
    assert "待确认" in officer.sees
    assert "到过风险地区" in officer.sees


async def test_somewhere_wider_has_to_be_asked_about(morning: Morning) -> None:
    await _lists(morning)
    teacher, officer = morning.person(CLASS), morning.person("health_officer")
    await teacher.types("张伟昨天从云南回来 其余正常")
    await teacher.press("提交")
    assert f"请问清是否到过：{RUILI}" in officer.sees
    assert "紧急" not in officer.sees
    await officer.types("/areas")
    assert "要问清 1 人" in officer.sees


async def test_the_teacher_is_asked_where_exactly_while_the_words_are_open(
    morning: Morning,
) -> None:
    await _lists(morning)
    teacher = morning.person(CLASS)
    await teacher.types("张伟昨天从云南回来 刘洋昨天从上海回来 其余正常")
    assert "张伟 去的“云南”里有风险地区(瑞丽市)" in teacher.sees
    assert "刘洋 去的" not in teacher.sees
    await teacher.types("张伟去的是云南瑞丽")
    assert "张伟 去的“云南瑞丽”是风险地区(瑞丽市)" in teacher.sees
    await teacher.press("提交")
    assert await morning.rows("SELECT urgency FROM alert") == [("high",)]


async def test_a_table_is_taken_from_those_who_keep_a_list(morning: Morning) -> None:
    officer, teacher = morning.person("health_officer"), morning.person(CLASS)
    for person in (officer, teacher):
        address = str(morning.school.address(person.key))
        await morning.comes(address, FileSent("document", file="F", name="名单.csv"))
    assert "正在读取" in officer.sees
    assert "正在读取" not in teacher.sees
    assert await morning.rows("SELECT person_id FROM sent_file") == [(officer.id,)]


async def test_a_workbook_is_read_with_its_columns_apart(morning: Morning, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["省", "市", "区县", "街道", "风险等级", "起始日期", "结束日期"])
    sheet.append(["云南省", "德宏州", "瑞丽市", "姐告街道", "高风险", date(2026, 11, 10), None])
    book.save(tmp_path / "list.xlsx")
    officer = morning.person("health_officer")
    await _sends(morning, "health_officer", "名单.xlsx", (tmp_path / "list.xlsx").read_bytes())
    await officer.press("只更新这 1 处")
    assert await _areas(morning) == [(RUILI + "姐告街道", "high", "2026-11-10", "9999-12-31")]


async def test_a_place_nobody_knows_is_listed_for_the_officer(morning: Morning) -> None:
    await _lists(morning)
    teacher, officer = morning.person(CLASS), morning.person("health_officer")
    before = len(officer.screen)
    await teacher.types("张伟昨天从凤凰山回来 其余正常")
    await teacher.press("提交")
    assert len(officer.screen) == before
    await officer.types("/areas")
    assert "地点无法比对 1 人" in officer.sees
    assert "张伟 外出 凤凰山" in officer.sees


async def test_the_same_journey_the_next_day_is_no_second_alert(morning: Morning) -> None:
    there = Entry(travel=Travel(place="瑞丽", first=date(2026, 11, 19), last=date(2026, 11, 19)))
    pupil = morning.school.pupils[CLASS][0]
    await morning.was(CLASS, {pupil: there})
    await _lists(morning)
    officer = morning.person("health_officer")
    assert "名单有变动" in officer.sees
    before = len(officer.screen)
    teacher = morning.person(CLASS)
    await teacher.types("张伟11月19日从瑞丽回来 其余正常")
    await teacher.press("提交")
    assert len(officer.screen) == before
    await officer.types("/areas")
    assert "到过 1 人" in officer.sees
    teacher_again = morning.person("一年级2班")
    await teacher_again.types("刘洋11月19日从瑞丽回来 其余正常")
    await teacher_again.press("提交")
    assert "刘洋" in officer.sees


async def test_what_a_later_day_still_tells_surfaces_when_the_first_takes_it_back(
    morning: Morning,
) -> None:
    pupil = morning.school.pupils[CLASS][0]
    there = Entry(travel=Travel(place="瑞丽", first=date(2026, 11, 19), last=date(2026, 11, 19)))
    await morning.was(CLASS, {pupil: there})
    await _lists(morning)
    teacher, officer = morning.person(CLASS), morning.person("health_officer")
    await teacher.types("张伟11月19日从瑞丽回来 其余正常")
    await teacher.press("提交")
    assert await morning.rows("SELECT day FROM alert") == [("2026-11-20",)]
    await morning.was(CLASS, {})

    def taken_back(tx: Transaction) -> None:
        friday = tx.rounds.of_class(morning.school.classes[CLASS], FRIDAY)
        assert friday is not None
        tx.exposures.keep(friday.id, {}, morning.now_ms)
        tx.areas.ask_anew(morning.school.id)

    await morning.database.write(taken_back)
    await _ticks(morning)
    days = await morning.rows("SELECT day FROM alert WHERE state = 'open' ORDER BY day")
    assert ("2026-11-23",) in days
    assert "张伟" in officer.sees


async def test_a_correction_that_withdraws_the_journey_closes_the_alert(morning: Morning) -> None:
    await _lists(morning)
    teacher, officer = morning.person(CLASS), morning.person("health_officer")
    await teacher.types("张伟昨天从瑞丽回来 其余正常")
    await teacher.press("提交")
    alert = officer.last
    await teacher.press("更正", "去掉 张伟", "提交", "确定")
    rows = await morning.rows("SELECT state, ending FROM alert")
    assert rows == [("closed", "withdrawn")], teacher.sees
    assert "已撤回" in alert.text
    assert await morning.rows("SELECT COUNT(*) FROM exposure WHERE ended_ms IS NULL") == [(0,)]


async def test_a_place_taken_out_takes_the_alert_back_and_an_ended_one_does_not(
    morning: Morning,
) -> None:
    pupil = morning.school.pupils[CLASS][0]
    there = Entry(travel=Travel(place="瑞丽", first=date(2026, 11, 19), last=date(2026, 11, 19)))
    await morning.was(CLASS, {pupil: there})
    await _lists(morning)
    await _lists(morning, "结束 瑞丽市 11-20")
    assert await morning.rows("SELECT state FROM alert") == [("open",)]
    await _lists(morning, "删除 瑞丽市")
    assert await morning.rows("SELECT state, ending FROM alert") == [("closed", "withdrawn")]


async def test_a_pupil_with_a_fever_who_was_there_stays_in_one_alert(morning: Morning) -> None:
    teacher, officer = morning.person(CLASS), morning.person("health_officer")
    await teacher.types("张伟37.8 昨天从瑞丽回来 其余正常")
    await teacher.press("提交")
    assert await morning.rows("SELECT urgency FROM alert") == [("low",)]
    await officer.press("我来处理")
    await _lists(morning)
    assert await morning.rows("SELECT urgency, owner FROM alert") == [("high", officer.id)]
    assert "名单有变动" in officer.sees
    assert "到过风险地区" in officer.sees


async def test_a_list_from_above_holds_below_and_is_counted_there(morning: Morning) -> None:
    district, officer = morning.person("district"), morning.person("health_officer")
    await district.types("/areas 云南省瑞丽市 高风险 11月10日起")
    await district.press("✅ 确认")
    await _ticks(morning)
    teacher = morning.person(CLASS)
    await teacher.types("张伟昨天从瑞丽回来 其余正常")
    await teacher.press("提交")
    await officer.types("/areas")
    assert "云岭区" in officer.sees
    assert "张伟" in officer.sees
    assert not any("瑞丽" in label for label in officer.labels)
    await district.types("/areas")
    assert "和川镇中心小学：到过 1" in district.sees
    assert "张伟" not in district.sees


FILE = """\
地区,等级,开始,结束
云南省瑞丽市,高风险,2026-11-10,
贵阳市云岩区,中风险,2026-11-12,2026-11-24
"""


async def test_a_file_is_read_back_and_may_be_the_whole_list(morning: Morning) -> None:
    officer = morning.person("health_officer")
    await _lists(morning, "上海市 高风险 11-01")
    await _sends(morning, "health_officer", "名单.csv", FILE)
    assert "文件里没有的 1" in officer.sees
    await officer.press("以文件为准")
    assert sorted(row[0] for row in await _areas(morning) if row[3] >= "2026-11-23") == [
        RUILI,
        "贵州省贵阳市云岩区",
    ]


async def test_a_file_may_only_add(morning: Morning) -> None:
    officer = morning.person("health_officer")
    await _lists(morning, "上海市 高风险 11-01")
    await _sends(morning, "health_officer", "名单.csv", FILE)
    await officer.press("只更新这 2 处")
    assert len([row for row in await _areas(morning) if row[3] >= "2026-11-23"]) == 3


async def test_bad_rows_are_named_by_their_line_and_nothing_is_loaded(morning: Morning) -> None:
    officer = morning.person("health_officer")
    rows = "省,市,区县,风险等级,起始日期\n云南,德宏,瑞丽,危险,2026-11-10\n,,朝阳区,高,2026-13-01\n"
    await _sends(morning, "health_officer", "名单.csv", rows)
    assert "第 2 行" in officer.sees
    assert "第 3 行" in officer.sees
    assert await _areas(morning) == []


async def test_a_list_of_holidays_is_still_read_as_one(morning: Morning) -> None:
    await _sends(morning, "health_officer", "x.csv", "日期,类别,名称\n2027-01-01,放假,元旦\n")
    assert "最高一级的管理员" in morning.person("health_officer").sees
    await _sends(morning, "district", "x.csv", "日期,类别,名称\n2027-01-01,放假,元旦\n")
    assert "2027" in morning.person("district").sees


@pytest.mark.parametrize("who", [CLASS, "leader 一年级", "liaison"])
async def test_whoever_keeps_no_list_neither_sees_nor_changes_one(
    morning: Morning, who: str
) -> None:
    await _lists(morning)
    person = morning.person(who)
    await person.types("/areas")
    assert RUILI not in person.sees
    (change_id,) = (await morning.rows("SELECT id FROM area_change"))[0]
    for action, subject in (("areas", morning.school.id), ("area", 1), ("arearm", 1),
                            ("areaok", change_id), ("areano", change_id)):  # fmt: skip
        await person.forge(Choice(action, subject).encode())
        assert person.alert, action
    await person.forge(Choice("areaend", 1, argument="0").encode())
    assert person.alert
    assert len(await _areas(morning)) == 1


async def test_a_principal_sees_the_list_and_does_not_change_it(morning: Morning) -> None:
    await _lists(morning)
    principal = morning.person("principal")
    await principal.types("/areas")
    assert RUILI in principal.sees
    assert all("✏️" not in label for label in principal.labels)
    await principal.types("/areas 上海市 高风险")
    assert len(await _areas(morning)) == 1
    await principal.forge(Choice("arearm", 1).encode())
    assert principal.alert


async def test_what_was_read_back_is_confirmed_once_by_whoever_wanted_it_and_today(
    morning: Morning,
) -> None:
    officer, admin = morning.person("health_officer"), morning.person("admin")
    await officer.types("/areas 云南省瑞丽市")
    _, payload = officer.button("✅ 确认")
    await admin.forge(payload)
    assert admin.alert
    assert await _areas(morning) == []
    await officer.forge(payload)
    await officer.forge(payload)
    assert officer.alert
    assert len(await _areas(morning)) == 1
    await officer.types("/areas 上海市")
    _, payload = officer.button("✅ 确认")
    morning.now = "20:00"
    await officer.forge(payload)
    assert officer.alert
    assert len(await _areas(morning)) == 1


async def test_an_officer_whose_duty_has_ended_confirms_nothing(morning: Morning) -> None:
    officer = morning.person("health_officer")
    await officer.types("/areas 云南省瑞丽市")
    _, payload = officer.button("✅ 确认")
    await morning.write("UPDATE membership SET role = 'staff' WHERE person_id = ?", officer.id)
    await officer.forge(payload)
    assert officer.alert
    assert await _areas(morning) == []


async def test_another_school_s_list_is_nobody_s_here(morning: Morning) -> None:
    await morning.write(
        "INSERT INTO area (unit_id, place, level, from_day, until_day, at_ms)"
        " VALUES (?, ?, 'high', '2026-11-01', '9999-12-31', 0)",
        morning.school.district, RUILI,
    )  # fmt: skip
    officer = morning.person("health_officer")
    await officer.forge(Choice("arearm", 1).encode())
    assert officer.alert
    await officer.forge(Choice("areas", morning.school.district).encode())
    assert officer.alert


async def test_it_speaks_english(morning: Morning) -> None:
    morning.language = "en"
    officer = morning.person("health_officer")
    await officer.types("/areas 云南省瑞丽市 medium from 11-10")
    assert "Please check" in officer.sees
    await officer.press("✅ Confirm")
    await morning.person(CLASS).types("张伟昨天从瑞丽回来 其余正常")
    assert "was in a risk area" in officer.sees


async def test_settings_say_which_journeys_alert(morning: Morning) -> None:
    await _lists(morning)
    admin, officer = morning.person("admin"), morning.person("health_officer")
    await admin.types("设置 外出预警 无")
    before = len(officer.screen)
    teacher = morning.person(CLASS)
    await teacher.types("张伟昨天从瑞丽回来 其余正常")
    await teacher.press("提交")
    assert len(officer.screen) == before
    await admin.types("设置 外出预警 全部")
    other = morning.person("一年级2班")
    await other.types("刘洋昨天从上海回来 其余正常")
    await other.press("提交")
    assert "刘洋" in officer.sees


async def test_settings_say_which_symptoms_alert(morning: Morning) -> None:
    admin, officer = morning.person("admin"), morning.person("health_officer")
    await admin.types("设置 预警症状")
    await admin.press("➖ 咳嗽")
    before = len(officer.screen)
    teacher = morning.person(CLASS)
    await teacher.types("张伟咳嗽 其余正常")
    await teacher.press("提交")
    assert len(officer.screen) == before
    other = morning.person("一年级2班")
    await other.types("刘洋腹泻 其余正常")
    await other.press("提交")
    assert "刘洋" in officer.sees


async def test_a_journey_of_an_earlier_week_is_looked_at_fourteen_days(morning: Morning) -> None:
    pupil = morning.school.pupils[CLASS][0]
    there = Entry(travel=Travel(place="瑞丽", first=date(2026, 11, 9), last=date(2026, 11, 9)))
    await morning.was(CLASS, {pupil: there}, day=FRIDAY)
    other = morning.school.pupils["一年级2班"][0]
    away = Entry(travel=Travel(place="瑞丽", first=date(2026, 11, 8), last=date(2026, 11, 8)))
    await morning.was("一年级2班", {other: away}, day=FRIDAY)
    await _lists(morning, "云南省瑞丽市 中风险 11月1日起")
    assert await morning.rows("SELECT pupil_id FROM alert_person") == [(pupil,)]


async def test_the_digest_says_what_became_of_the_day_s_journeys(morning: Morning) -> None:
    await _lists(morning)
    teacher, principal = morning.person(CLASS), morning.person("principal")
    await teacher.types("张伟昨天从瑞丽回来 刘洋昨天从云南回来 陈静昨天从外婆家回来 其余正常")
    await teacher.press("提交")
    await morning.database.write(
        lambda tx: publish(tx, morning.school.id, morning.day, morning.now_ms)
    )
    await morning.deliver()
    digest = next(shown.text for shown in principal.screen if "第1版" in shown.text)
    assert "外出比对：到过风险地区 1，要问清 1，地点无法比对 1" in digest
