"""Cases: opened from an alert or by hand, followed daily, released when their conditions hold."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from domain.case import CaseState
from domain.choice import Choice, base36
from domain.roster import HeadCount
from tests.handlers.desks import CLASS, OTHER, Morning
from tests.handlers.following import OFFICER, cases, happened, opened, ticks
from tests.morning import DAY, absent
from tests.papers import pdf_words, unspaced
from views.case_words import OPEN


async def count(morning: Morning) -> HeadCount:
    """一年级1班 by heads today."""
    class_id = morning.school.classes[CLASS]
    return await morning.database.read(lambda tx: tx.roster.head_count(class_id, morning.day))


async def test_a_case_is_opened_by_hand_and_read_back_with_its_days(morning: Morning) -> None:
    officer = morning.person(OFFICER)
    await officer.types("个案 新建 hc-1-1 居家隔离 11-20")
    assert "最后接触日：11月20日(周五)" in officer.sees
    assert "共 14 天：11月21日为第1天，12月4日(周五)为最后一天(含，至 24:00)" in officer.sees
    assert await cases(morning) == []
    await officer.press("建档")
    (case,) = await cases(morning)
    assert (case.first, case.last) == (date(2026, 11, 21), date(2026, 12, 4))
    assert "hc-001" in officer.sees
    assert "第3/14天" in officer.sees
    assert "解除还缺：期满(12月4日)；一次核酸阴性" in officer.sees
    assert officer.last.message.protect


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("hc-1-1 home isolation 11-20", "home_isolation"),
        ("Close Contact 11-20 hc-1-1", "close_contact"),
        ("hc-1-1 isolation", "home_isolation"),
    ],
)
async def test_a_kind_may_be_typed_as_its_button_calls_it(
    morning: Morning, typed: str, kind: str
) -> None:
    officer = morning.person(OFFICER)
    await officer.types("/language en")
    await officer.types(f"/cases new {typed}")
    await officer.press("Open the case")
    assert [case.rule.key for case in await cases(morning)] == [kind]


async def test_whatever_was_not_typed_is_asked_by_buttons(morning: Morning) -> None:
    officer = morning.person(OFFICER)
    await officer.types("个案 新建 刘洋")
    assert "“刘洋”不止一位" in officer.sees
    await officer.press("刘洋(一年级1班)")
    assert "是哪一类" in officer.sees
    await officer.press("密接", "11月21日", "建档")
    (case,) = await cases(morning)
    assert (case.rule.key, case.anchor) == ("close_contact", date(2026, 11, 21))


async def test_a_case_is_opened_from_an_alert(morning: Morning) -> None:
    await morning.asks()
    teacher, officer = morning.person(CLASS), morning.person(OFFICER)
    await teacher.types("张伟38.2 其余正常")
    await teacher.press("提交")
    await officer.press("我来处理", "开个案", "居家隔离", "建档")
    (case,) = await cases(morning)
    assert case.alert_person is not None
    assert any("异常" in shown.text for shown in officer.screen), "the alert stays"
    assert case.pupil_id == morning.school.pupils[CLASS][0]


async def test_a_correction_that_takes_the_fever_back_is_said_on_the_case(
    morning: Morning,
) -> None:
    await morning.asks()
    teacher, officer = morning.person(CLASS), morning.person(OFFICER)
    await teacher.types("张伟38.2 其余正常")
    await teacher.press("提交")
    await officer.press("我来处理", "开个案", "居家隔离", "建档")
    await teacher.press("更正", "去掉 张伟", "提交", "确定")
    (case,) = await cases(morning)
    assert case.state is CaseState.OPEN
    assert "withdrawn" in await happened(morning, case.id)
    await officer.types("个案")
    await officer.press("张伟")
    assert "11月23日 的更正撤回了原来的报告" in officer.sees


async def test_an_isolation_counts_once_and_until_it_is_released(morning: Morning) -> None:
    assert await count(morning) == HeadCount(5)
    await opened(morning)
    assert await count(morning) == HeadCount(5, isolated=1)
    morning.day = date(2026, 12, 20)
    assert await count(morning) == HeadCount(5, isolated=1)


async def test_what_the_roster_isolates_is_taken_in_and_counts_once(morning: Morning) -> None:
    pupil = morning.school.pupils[CLASS][0]
    await morning.database.write(
        lambda tx: absent(tx, pupil=pupil, first=date(2026, 11, 20), last=date(2026, 12, 9))
    )
    assert await count(morning) == HeadCount(5, isolated=1)
    officer = morning.person(OFFICER)
    await officer.types("个案")
    assert "花名册里还有 1 人在隔离，尚未建档" in officer.sees
    await officer.press("为隔离的 1 人建档")
    (case,) = await cases(morning)
    assert (case.first, case.last) == (date(2026, 11, 20), date(2026, 12, 9))
    assert await count(morning) == HeadCount(5, isolated=1)
    figures = await morning.database.read(lambda tx: tx.reports.day(morning.school.id, DAY))
    assert figures.cases_open == 1
    await officer.types("个案")
    assert "尚未建档" not in officer.sees
    rows = await morning.rows(
        "SELECT until_day, was_until FROM absence WHERE cut_case_id = ?", case.id
    )
    assert rows == [("2026-11-22", "2026-12-09")]


async def test_somebody_has_one_open_case(morning: Morning) -> None:
    await opened(morning)
    officer = morning.person(OFFICER)
    await officer.types("个案 新建 hc-1-1 密接")
    assert "这位已有进行中的个案" in officer.sees
    pupil = base36(morning.school.pupils[CLASS][0])
    who = f"p{pupil}.close_contact.{base36(DAY.toordinal())}.y"
    await officer.forge(Choice("cnew", morning.school.id, argument=who).encode())
    assert len(await cases(morning)) == 1


async def test_the_teacher_is_asked_at_ten_and_one_press_answers(morning: Morning) -> None:
    await opened(morning)
    await opened(morning, "hc-1-2 密接")
    teacher = morning.person(CLASS)
    assert "个案 hc-002 由您负责：刘洋(一年级1班)，密接" in teacher.sees
    await ticks(morning, "09:59")
    assert "今日随访" not in teacher.sees
    await ticks(morning, "10:00")
    assert "今日随访 · 11月23日(周一) · 2 人" in teacher.sees
    await teacher.press("都正常 2 人")
    assert teacher.toast == "已记 11月23日(周一)：2 人正常"
    assert "今天都随访过了" in teacher.sees
    assert [case.visited for case in await cases(morning)] == [True, True]
    await teacher.forge(Choice("cok", morning.school.id, DAY.toordinal()).encode())
    assert teacher.toast == "11月23日(周一) 都已随访过。"


async def test_a_week_end_is_asked_about_too(morning: Morning) -> None:
    await opened(morning)
    morning.day = date(2026, 11, 28)
    await ticks(morning, "10:00")
    assert "11月28日(周六)" in morning.person(CLASS).sees


async def test_what_is_typed_is_read(morning: Morning) -> None:
    (case,) = [await opened(morning)]
    await ticks(morning, "10:00")
    teacher, officer = morning.person(CLASS), morning.person(OFFICER)
    await teacher.press("张伟")
    await teacher.types("37.8 咳嗽 想家")
    assert "已记 张伟：发热 37.8、咳嗽、备注“想家”" in teacher.sees
    assert "张伟" in officer.sees
    assert "37.8" in officer.sees
    await teacher.types("83")
    assert "看不准" in teacher.sees
    assert (await happened(morning, case.id)).count("visit") == 1
    await teacher.press("随访名单")
    assert any("🌡 发热 37.8" in shown.text for shown in teacher.screen)


async def test_a_reply_to_the_question_tells_of_each(morning: Morning) -> None:
    await opened(morning)
    await opened(morning, "hc-1-2 密接")
    await ticks(morning, "10:00")
    teacher = morning.person(CLASS)
    question = next(shown for shown in teacher.screen if "今日随访" in shown.text)
    for unclear in ("83", "陈静38.2", "收到", "张伟83", "张伟在哭", "张伟36.5 刘洋37 想家"):
        await teacher.types(unclear, reply_to=question)
        assert "没有记下" in teacher.sees, unclear
    assert [case.visited for case in await cases(morning)] == [False, False]
    await teacher.types("张伟36.5 刘洋37.8咳嗽", reply_to=question)
    assert "张伟(一年级1班) 居家隔离 第3/14天：✅ 36.5" in teacher.sees
    assert "🌡 发热 37.8、咳嗽" in teacher.sees


@pytest.mark.parametrize(("day", "kept"), [(7, True), (8, False)])
async def test_a_reply_to_a_question_of_long_ago_writes_nothing(
    morning: Morning, day: int, kept: bool
) -> None:
    await opened(morning)
    await ticks(morning, "10:00")
    teacher = morning.person(CLASS)
    question = next(shown for shown in teacher.screen if "今日随访" in shown.text)
    morning.day = date(2026, 12, day)
    await teacher.types("张伟36.5", reply_to=question)
    told = await morning.rows("SELECT day FROM case_event WHERE what = 'visit'")
    assert told == ([("2026-11-23",)] if kept else [])
    assert ("不能再补记" in teacher.sees) is not kept


async def test_a_reply_that_all_are_well_is_the_press_for_all(morning: Morning) -> None:
    await opened(morning)
    await opened(morning, "hc-1-2 密接")
    await ticks(morning, "10:00")
    teacher = morning.person(CLASS)
    question = next(shown for shown in teacher.screen if "今日随访" in shown.text)
    await teacher.types("都正常", reply_to=question)
    assert [case.visited for case in await cases(morning)] == [True, True]


async def test_what_the_check_in_has_asked_since_goes_first(morning: Morning) -> None:
    await morning.asks()
    case = await opened(morning)
    await ticks(morning, "10:00")
    teacher = morning.person(CLASS)
    await teacher.press("张伟")
    morning.now = "10:02"
    await teacher.press("发热/不适", "刘洋")
    await teacher.types("38.2")
    assert "visit" not in await happened(morning, case.id)
    assert "刘洋" in teacher.sees


async def test_a_reply_tells_who_cannot_be_reached_and_what_is_needed(morning: Morning) -> None:
    await opened(morning)
    await ticks(morning, "10:00")
    teacher = morning.person(CLASS)
    question = next(shown for shown in teacher.screen if "今日随访" in shown.text)
    await teacher.types("张伟联系不上", reply_to=question)
    assert "⚠️ 联系不上\n" in teacher.sees
    await teacher.types("张伟36.5 想家", reply_to=question)
    assert "✅ 36.5、备注“想家”" in teacher.sees


async def test_words_about_the_class_are_no_visit(morning: Morning) -> None:
    await morning.asks()
    case = await opened(morning)
    await ticks(morning, "10:00")
    teacher = morning.person(CLASS)
    await teacher.press("张伟")
    await teacher.types("全班正常")
    assert "已上报" in "".join(one.text for one in teacher.screen)
    await teacher.types("刘洋38.5在家")
    assert "visit" not in await happened(morning, case.id)


async def test_who_is_silent_is_asked_again_and_named_in_the_evening(morning: Morning) -> None:
    await opened(morning)
    await ticks(morning, "10:00")
    teacher, officer = morning.person(CLASS), morning.person(OFFICER)
    await ticks(morning, "16:00")
    assert "还有人今天没有随访" in teacher.sees
    await ticks(morning, "19:00")
    assert "今天没有随访 1 人(按负责人)：\n　老师 hc-一年级1班：张伟(一年级1班)" in officer.sees
    assert "今天没有随访" in morning.person("admin").sees
    morning.day = date(2026, 11, 24)
    (case,) = await cases(morning)
    assert case.is_overdue(morning.day)
    await officer.types("个案")
    assert "昨日未随访" in officer.sees


async def test_a_missed_day_is_told_of_late(morning: Morning) -> None:
    case = await opened(morning)
    await ticks(morning, "10:00")
    morning.day = date(2026, 11, 24)
    teacher = morning.person(CLASS)
    await teacher.types("个案")
    await teacher.press("张伟", "补昨日")
    assert "补记 11月23日(周一)" in teacher.sees
    await teacher.press("✅ 正常")
    (now,) = await cases(morning)
    assert not now.is_overdue(morning.day)
    await teacher.forge(Choice("cdo", case.id, argument="history").encode())
    assert "未随访" not in teacher.sees


@pytest.mark.parametrize("key", [OTHER, "liaison", "district"])
async def test_a_case_is_nobody_elses(morning: Morning, key: str) -> None:
    case = await opened(morning)
    stranger = morning.person(key)
    day = DAY.toordinal()
    for action, argument in (
        ("case", ""), ("cday", ""), ("cday", "ok"), ("cdo", "history"), ("cdo", "release"),
        ("cdo", "end.p7"), ("cdo", "transfer.y"), ("cdo", "owner.0"),
    ):  # fmt: skip
        await stranger.forge(Choice(action, case.id, day, argument).encode())
        assert stranger.toast == "这不是您负责的班级或单位。", (action, argument)
    assert await happened(morning, case.id) == ["opened"]


async def test_a_teacher_follows_and_does_not_decide(morning: Morning) -> None:
    case = await opened(morning)
    teacher = morning.person(CLASS)
    for argument in ("end.p7", "release", "transfer.y", "convert.illness", "gone", "owner.0",
                     "paper.return"):  # fmt: skip
        await teacher.forge(Choice("cdo", case.id, argument=argument).encode())
        assert teacher.toast == "这不是您负责的班级或单位。", argument
    await teacher.types("个案 新建 刘洋 密接")
    assert len(await cases(morning)) == 1


async def test_nonsense_changes_nothing(morning: Morning) -> None:
    case = await opened(morning)
    officer, today = morning.person(OFFICER), DAY.toordinal()
    for action, revision, argument in (
        ("cdo", 0, ""), ("cdo", 0, "end."), ("cdo", 0, "end.p"), ("cdo", 0, "end.p²"),
        ("cdo", 0, "end.p61"), ("cdo", 0, "end.p0"), ("cdo", 0, "paper.x"), ("cdo", 0, "owner.-"),
        ("cdo", 0, "owner.zzz"), ("cdo", 0, "convert.x"), ("cdo", 0, "convert.rectification"),
        ("cdo", 0, "convert.home_isolation"), ("cdo", 0, "done"), ("cdo", 0, "nothing"),
        ("cday", 0, "ok"), ("cday", today + 1, "ok"), ("cday", today - 15, "ok"),
        ("cday", today, "nothing"), ("cok", today + 1, ""), ("cnew", 0, ""), ("cnew", 0, "x1"),
        ("cnew", 0, "p"), ("cnew", 0, "pzzz.illness"), ("cnew", 0, "a1.illness"),
    ):  # fmt: skip
        await officer.forge(Choice(action, case.id, revision, argument).encode())
        assert officer.alert, (action, revision, argument)
    assert await happened(morning, case.id) == ["opened"]
    assert len(await cases(morning)) == 1


async def test_a_responsible_person_who_left_is_asked_no_more(morning: Morning) -> None:
    case = await opened(morning)
    officer, deputy = morning.person(OFFICER), morning.person(f"deputy {CLASS}")
    await officer.press("换负责人", f"老师 hc-deputy {CLASS}")
    assert "由您负责" in deputy.sees
    await ticks(morning, "10:00")
    assert "今日随访" in deputy.sees
    assert morning.person(CLASS).sees.startswith("个案 hc-001(张伟(一年级1班)) 已改由别人负责")
    await morning.write("UPDATE membership SET until_day = '2026-11-23' WHERE role = 'deputy'")
    morning.day = date(2026, 11, 24)
    await ticks(morning, "10:00")
    assert "今日随访 · 11月24日(周二)" in morning.person(CLASS).sees
    await deputy.forge(Choice("cday", case.id, morning.day.toordinal(), "ok").encode())
    (now,) = await cases(morning)
    assert not now.visited


async def test_the_end_moves_in_both_directions_and_stays_within_reason(
    morning: Morning,
) -> None:
    await opened(morning)
    officer = morning.person(OFFICER)
    await officer.press("+7天")
    assert "12月11日(周五)为最后一天" in officer.sees
    await officer.press("−7天", "−1天")
    assert "12月3日(周四)为最后一天" in officer.sees
    await officer.press("−7天")
    (before,) = await cases(morning)
    await officer.press("−7天")
    assert officer.toast == "最后一天要在第1天之后、120 天以内。没有改动。"
    assert (await cases(morning)) == [before]


async def test_a_case_turns_into_another_and_says_what_it_follows_from(
    morning: Morning,
) -> None:
    first = await opened(morning, "hc-1-1 病假")
    assert await count(morning) == HeadCount(5)
    officer = morning.person(OFFICER)
    await officer.press("转为…", "密接")
    was, now = await cases(morning)
    assert (was.state, now.source_case) == (CaseState.CONVERTED, first.id)
    assert await count(morning) == HeadCount(5, isolated=1)
    await officer.forge(Choice("cdo", first.id, argument="gone").encode())
    assert officer.toast == "个案 hc-001 已经结束，不能再改。"


async def test_who_is_lost_is_not_well_by_the_press_for_all(morning: Morning) -> None:
    await opened(morning)
    officer, teacher = morning.person(OFFICER), morning.person(CLASS)
    await officer.press("失联")
    assert "失联" in morning.person("principal").sees
    await ticks(morning, "10:00")
    assert not any("都正常" in label for label in teacher.labels)
    await teacher.press("张伟", "✅ 正常")
    (case,) = await cases(morning)
    assert case.state is CaseState.OPEN


async def test_who_is_transferred_is_followed_no_more(morning: Morning) -> None:
    await opened(morning)
    officer = morning.person(OFFICER)
    await officer.press("转出")
    assert "确定把 hc-001" in officer.sees
    await officer.press("确定转出")
    (case,) = await cases(morning)
    assert case.state is CaseState.TRANSFERRED
    assert await count(morning) == HeadCount(5)
    await ticks(morning, "10:00")
    assert "今日随访" not in morning.person(CLASS).sees


async def test_a_case_is_found_by_its_number_also_when_it_is_closed(morning: Morning) -> None:
    await opened(morning)
    officer = morning.person(OFFICER)
    await officer.press("转出", "确定转出")
    await officer.types("个案 hc-001")
    assert "已转出" in officer.sees
    await morning.person(OTHER).types("个案 hc-001")
    assert morning.person(OTHER).sees == "这不是您负责的班级或单位。"
    await officer.types("个案 hc-999")
    assert "没有找到“hc-999”" in officer.sees


async def test_a_case_is_found_by_name_by_whoever_may_follow_it(morning: Morning) -> None:
    await opened(morning)
    for key in (OFFICER, CLASS):
        await morning.person(key).types("个案 张伟")
        assert "解除还缺" in morning.person(key).sees
    for key in (OTHER, "liaison", "district"):
        await morning.person(key).types("个案 张伟")
        assert "没有找到“张伟”" in morning.person(key).sees, key


async def test_whether_a_pupil_may_come_is_answered_with_what_is_missing(morning: Morning) -> None:
    await morning.asks()
    await opened(morning)
    teacher = morning.person(CLASS)
    await teacher.types("张伟明天能来吗")
    assert "解除还缺：期满(12月4日)；一次核酸阴性" in teacher.sees


async def test_a_case_is_a_page_for_the_file(morning: Morning) -> None:
    case = await opened(morning)
    await ticks(morning, "10:00")
    teacher, officer = morning.person(CLASS), morning.person(OFFICER)
    await teacher.press("张伟")
    await teacher.types("37.8 咳嗽 想家")
    morning.day = date(2026, 11, 25)
    await officer.types("个案")
    await officer.press("张伟", "📄 Word")
    (file,) = officer.files
    assert file.name == "个案hc-001.docx"
    assert file.protect
    words = _words_of(file.content)
    assert ["案号", "hc-001", "类别", "居家隔离"] in words
    assert ["姓名", "张伟", "班级/部门", "一年级1班"] in words
    assert ["", "10:00", "随访：发热 37.8、咳嗽、备注“想家”", "老师 hc-一年级1班"] in words
    assert ["11月24日(周二)", "", "未随访", ""] in words
    assert await morning.rows("SELECT detail FROM audit WHERE act = 'case_paper'") == [
        (str(case.id),)
    ]
    await officer.press("🖨 PDF")
    _, to_print = officer.files
    assert to_print.name == "个案hc-001.pdf"
    assert to_print.protect
    printed = unspaced(pdf_words(to_print.content))
    for row in words:
        assert unspaced("".join(row)) in printed
    for key in (CLASS, "liaison", "district", OTHER):
        for kind in ("word", "pdf"):
            await morning.person(key).forge(Choice("cdo", case.id, argument=kind).encode())
        assert morning.person(key).files == []


def _words_of(content: bytes) -> list[list[str]]:
    """The rows of a document's tables."""
    document = docx.Document(io.BytesIO(content))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


async def test_a_positive_test_is_told_at_once(morning: Morning) -> None:
    await opened(morning, "hc-1-1 密接")
    await ticks(morning, "10:00")
    teacher = morning.person(CLASS)
    await teacher.press("张伟", "核酸阳性")
    assert await happened(morning, 1) == ["opened", "asked"]
    await teacher.press("确认阳性")
    for key in (OFFICER, "principal"):
        assert "核酸阳性" in morning.person(key).sees


async def test_from_a_confirmed_case_follow_tests_of_the_class_and_of_each_room(
    morning: Morning,
) -> None:
    other = morning.school.pupils[OTHER][0]
    await morning.write("UPDATE pupil SET dormitory = '男116' WHERE id = ?", other)
    await opened(morning, "hc-1-1 密接")
    teacher, officer = morning.person(CLASS), morning.person(OFFICER)
    await officer.press("核酸阳性", "确认阳性", "全员检测 0/4")
    assert "已采 0/4" in officer.sees
    assert "张伟" not in " ".join(officer.labels)
    await teacher.press("全员检测 0/4", "刘洋")
    assert "已采 1/4" in teacher.sees
    await teacher.press("✅ 刘洋")
    assert "已采 0/4" in teacher.sees
    await teacher.press("其余 4 个都已采样")
    assert "已全部采样" in teacher.sees
    await officer.press("返回", "宿舍抽检 0/1", "男116")
    assert "已采 1/1 间" in officer.sees
    # A second positive test asks nobody again.
    await officer.press("返回", "核酸阳性", "确认阳性")
    assert any("全员检测 4/4" in label for label in officer.labels)
    for argument in ("class", "class.all", "x", "dormitory.zzzz", "class.-"):
        await morning.person(OTHER).forge(Choice("ctask", 1, argument=argument).encode())
        assert morning.person(OTHER).toast == "这不是您负责的班级或单位。"


async def test_cases_for_all_in_isolation_are_a_school_s_and_no_grade_s(morning: Morning) -> None:
    leader, school = morning.person("leader 一年级"), morning.school
    await morning.write("DELETE FROM touched")
    for unit in (school.grades["一年级"], school.classes[CLASS]):
        await leader.forge(Choice(OPEN, unit, argument="all").encode())
        assert leader.toast == "这不是您负责的班级或单位。"
    assert await morning.rows("SELECT * FROM touched") == []


async def test_colleagues_are_tested_where_a_member_of_staff_is_ill(morning: Morning) -> None:
    await opened(morning, "老师 hc-principal 密接")
    officer = morning.person(OFFICER)
    await officer.press("核酸阳性", "确认阳性")
    assert any("全员检测 0/2" in label for label in officer.labels)


async def test_above_the_school_there_are_counts_and_numbers(morning: Morning) -> None:
    await opened(morning)
    morning.day = date(2026, 11, 25)
    for key in ("district", "liaison"):
        person = morning.person(key)
        await person.types("个案")
        assert "和川镇中心小学：进行中 1，逾期 1，七天内期满 0" in person.sees
        assert "hc-001" in person.sees
        assert "张伟" not in person.sees


async def test_somebody_nobody_knows_has_no_case(morning: Morning) -> None:
    officer = morning.person(OFFICER)
    await officer.types("个案 新建 无名氏 密接")
    assert "没有找到“无名氏”" in officer.sees
    await officer.types("个案 新建")
    assert "请写上姓名" in officer.sees


async def test_staff_are_followed_by_the_health_officer(morning: Morning) -> None:
    case = await opened(morning, "老师 hc-principal 居家隔离")
    assert case.person_id == morning.school.people["principal"]
    await ticks(morning, "10:00")
    assert "老师 hc-principal" in morning.person(OFFICER).sees
    figures = await morning.database.read(lambda tx: tx.reports.day(morning.school.id, DAY))
    assert figures.cases_open == 1


async def test_an_inspectors_finding_has_an_owner_and_a_day(morning: Morning) -> None:
    liaison, principal = morning.person("liaison"), morning.person("principal")
    await liaison.types("个案 整改 门口没有测温枪 12-1")
    assert "已记整改事项 hc-001" in liaison.sees
    assert "门口没有测温枪" in principal.sees
    (case,) = await cases(morning)
    assert case.last == date(2026, 12, 1)
    morning.day = date(2026, 11, 30)
    await ticks(morning, "10:00")
    assert "12月1日(周二) 到期" in principal.sees
    await principal.press("📁 个案", "解除")
    assert "负责人确认“已整改”" in principal.sees
    await principal.press("已整改")
    # Who handed it out hears of it, looks, and closes it; from outside nobody's name is seen.
    assert "已报完成" in liaison.sees
    await liaison.types("个案")
    await liaison.press("门口没有测温枪", "经过")
    assert "已整改，待确认" in liaison.sees
    assert not any("老师" in shown.text for shown in liaison.screen)
    await liaison.press("返回", "解除")
    (case,) = await cases(morning)
    assert case.state is CaseState.RELEASED


async def test_a_liaison_sees_things_and_no_people(morning: Morning) -> None:
    await morning.person("liaison").types("个案 整改 门口没有测温枪")
    case = await opened(morning)
    liaison = morning.person("liaison")
    await liaison.forge(Choice("case", case.id).encode())
    assert liaison.toast == "这不是您负责的班级或单位。"
    for argument in ("done", "owner", "end.p7", "word", "transfer.y", "neg"):
        await liaison.forge(Choice("cdo", 1, argument=argument).encode())
        assert liaison.alert, argument
    assert await happened(morning, 1) == ["opened"]


async def test_a_name_in_the_words_of_a_finding_stays_inside_the_school(morning: Morning) -> None:
    admin, liaison = morning.person("admin"), morning.person("liaison")
    await admin.types("个案 整改 张伟和刘 洋的课桌没有消毒")
    for person, shown in ((liaison, "· …和…的课桌没有消毒"), (morning.person("principal"), "张伟")):
        await person.types("个案")
        assert shown in person.sees
    await liaison.press("…和…的课桌没有消毒", "经过")
    assert not any("张伟" in one.text + "".join(one.buttons) for one in liaison.screen)


async def test_a_late_press_for_all_counts_for_the_day_it_stands_under(morning: Morning) -> None:
    await opened(morning)
    await ticks(morning, "10:00")
    morning.day, morning.now = date(2026, 11, 24), "07:00"
    teacher = morning.person(CLASS)
    await teacher.press("都正常")
    assert teacher.toast == "已记 11月23日(周一)：1 人正常"
    (case,) = await cases(morning)
    assert (case.visited, case.visited_before) == (False, True)
    assert "今日随访 · 11月24日(周二)" in teacher.sees


@pytest.mark.parametrize(("language", "words"), [("zh", "今日随访"), ("en", "Follow-up · ")])
async def test_it_is_said_in_the_language_of_the_reader(
    morning: Morning, language: str, words: str
) -> None:
    await opened(morning)
    await morning.write("UPDATE chat SET language = ?", language)
    await ticks(morning, "10:00")
    assert words in morning.person(CLASS).sees
