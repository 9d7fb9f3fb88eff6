"""After the lock a teacher asks with one press, and an admin reopens the round with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.choice import Choice
from domain.roster import Role
from tests.handlers.desks import CLASS, OTHER, Morning, a_morning, answers
from tests.school import a_chat, a_person

LOCKED = "一年级1班 11月23日(周一) 的上报已锁定。"


@pytest.fixture
async def locked(asked: Morning) -> Morning:
    """一年级1班 has said that all is well; now it is 18:30."""
    await asked.person(CLASS).press("全班正常")
    asked.now = "18:30"
    return asked


async def reopened(morning: Morning) -> None:
    await morning.person(CLASS).press("更正", "申请重开")
    await morning.person("admin").press("重开", "体温或病情报错")


async def test_a_refused_press_offers_the_way_out_once(locked: Morning) -> None:
    teacher = locked.person(CLASS)
    await teacher.press("更正")
    assert teacher.alert
    assert teacher.toast is not None
    assert teacher.toast.startswith(LOCKED)
    assert teacher.sees.startswith(LOCKED)
    assert teacher.labels == ["🔓 申请重开"]
    count = len(teacher.screen)
    await teacher.press("更正")
    assert len(teacher.screen) == count


async def test_typed_words_are_answered_with_it_every_time(locked: Morning) -> None:
    teacher = locked.person(CLASS)
    await teacher.types("张伟38.1在家", "张伟38.1在家")
    assert [shown.text.startswith(LOCKED) for shown in teacher.screen[-2:]] == [True, True]
    assert len(await answers(locked)) == 1
    assert "刚才发的内容没有记录" in teacher.sees
    await teacher.press("更正")
    assert "没有记录" not in (teacher.toast or "")


async def test_who_has_asked_is_not_asked_to_ask_again(locked: Morning) -> None:
    teacher = locked.person(CLASS)
    await teacher.types("张伟38.1在家")
    await teacher.press("申请重开")
    await teacher.types("体温报错了")
    assert teacher.sees.startswith("已请管理员重开 一年级1班")
    assert "重开后请再发一次" in teacher.sees
    assert teacher.labels == []
    await locked.person("admin").press("不重开")
    await teacher.types("张伟38.1在家")
    assert teacher.labels == ["🔓 申请重开"]


async def test_one_press_brings_the_admin_a_card(locked: Morning) -> None:
    teacher, admin = locked.person(CLASS), locked.person("admin")
    await teacher.press("更正", "申请重开")
    assert "已请管理员重开 一年级1班 11月23日(周一) 的上报" in teacher.sees
    assert "老师 hc-一年级1班 请求重开 一年级1班 11月23日(周一) 的上报" in admin.sees
    assert admin.labels == ["🔓 重开", "✖ 不重开"]
    round_ = await locked.round()
    await locked.person(f"deputy {CLASS}").forge(Choice("ropen", round_.id).encode())
    assert len(admin.screen) == 1, "one request for a round, however many ask"
    assert locked.person("principal").screen == []


async def test_reopened_with_a_reason_the_teacher_corrects_until_it_ends(locked: Morning) -> None:
    teacher, admin = locked.person(CLASS), locked.person("admin")
    await reopened(locked)
    assert admin.toast == "已重开，到 20:30"
    assert "已由 老师 hc-admin 重开，到 20:30 为止。原因：体温或病情报错" in admin.sees
    assert "已重开，请在 20:30 前更正。原因：体温或病情报错" in teacher.sees
    locked.now = "20:29"
    await teacher.press("更正", "发热", "张伟", "38", "38.1", "在家", "提交")
    assert "更正：张伟 正常 → 发热 38.1(在家)" in teacher.sees
    assert len(await answers(locked)) == 2
    locked.now = "20:30"
    await teacher.press("更正")
    assert teacher.alert, "locked again"
    assert len(await answers(locked)) == 2


async def test_a_late_answer_stays_late_and_one_in_time_stays_in_time(locked: Morning) -> None:
    await reopened(locked)
    await locked.person(CLASS).press("更正", "缺勤", "张伟", "事假", "提交")
    late = await locked.rows("SELECT late FROM round WHERE revision = 2")
    assert late == [(0,)]


async def test_a_class_that_never_answered_may_after_all_and_is_late(asked: Morning) -> None:
    asked.now = "18:30"
    teacher, admin = asked.person(CLASS), asked.person("admin")
    await teacher.press("全班正常", "申请重开")
    await admin.press("重开", "没来得及上报")
    await teacher.press("现在上报", "全班正常")
    assert "(迟报)" in teacher.sees
    assert await asked.rows("SELECT late, state FROM round WHERE revision = 1") == [(1, "open")]


async def test_the_reason_may_be_typed(locked: Morning) -> None:
    teacher, admin = locked.person(CLASS), locked.person("admin")
    await teacher.press("更正", "申请重开")
    await admin.press("重开", "其他原因")
    assert "请用一句话写明重开的原因" in admin.sees
    await admin.types("长" * 61)
    assert "60 字以内" in admin.sees
    await admin.types("家长  下午才说发烧")
    assert "原因：家长 下午才说发烧" in admin.sees
    assert "原因：家长 下午才说发烧" in teacher.sees
    rows = await locked.rows("SELECT act, detail FROM audit")
    round_ = await locked.round()
    assert rows == [("reopen", f"round {round_.id} 2026-11-23: 家长 下午才说发烧")]


async def test_the_reason_may_be_typed_straight_away(locked: Morning) -> None:
    teacher, admin = locked.person(CLASS), locked.person("admin")
    await teacher.press("更正", "申请重开")
    await admin.press("重开")
    assert "或直接用一句话写明" in admin.sees
    await admin.types("家长下午才说发烧")
    assert "原因：家长下午才说发烧" in admin.sees
    assert "原因：家长下午才说发烧" in teacher.sees


async def test_the_reason_may_be_typed_below_the_command(locked: Morning) -> None:
    admin = locked.person("admin")
    await admin.types("重开 一年级1班", "长" * 61)
    assert "60 字以内" in admin.sees
    await admin.types("体温报错")
    assert "原因：体温报错" in admin.sees
    assert (await locked.round()).reopened_until_ms > 0


async def test_the_reason_may_be_typed_straight_away_in_english(locked: Morning) -> None:
    admin = locked.person("admin")
    await admin.types("/language en", "/reopen 一年级1班")
    assert "or type one in a sentence" in admin.sees
    await admin.types("The parents told us late")
    assert "The parents told us late" in admin.sees
    assert (await locked.round()).reopened_until_ms > 0


@pytest.mark.parametrize("words", ["好的", "为什么要写原因？", "返回", "谢谢", "帮助"])
async def test_not_every_line_below_the_card_is_a_reason(locked: Morning, words: str) -> None:
    admin = locked.person("admin")
    await admin.types("重开 一年级1班", words)
    assert (await locked.round()).reopened_until_ms == 0


async def test_an_admin_with_a_class_may_speak_of_it_below_the_card(locked: Morning) -> None:
    await locked.write(
        "UPDATE membership SET person_id = ? WHERE person_id = ? AND role = 'head_teacher'",
        locked.school.people["admin"],
        locked.school.people[OTHER],
    )
    admin = locked.person("admin")
    await admin.types("重开 一年级1班", "全班正常")
    assert (await locked.round()).reopened_until_ms == 0
    await admin.types("体温写错了")
    assert (await locked.round()).reopened_until_ms > 0


async def test_whoever_is_no_admin_any_more_gives_no_reason(locked: Morning) -> None:
    admin = locked.person("admin")
    await admin.types("重开 一年级1班")
    await locked.write("DELETE FROM membership WHERE person_id = ?", locked.school.people["admin"])
    await admin.types("体温报错")
    assert (await locked.round()).reopened_until_ms == 0


async def test_the_line_of_somebody_else_opens_nothing(locked: Morning) -> None:
    await locked.person("admin").types("重开 一年级1班")
    await locked.person("principal").types("体温报错")
    assert (await locked.round()).reopened_until_ms == 0


async def test_a_card_that_was_only_opened_asks_nobody(locked: Morning) -> None:
    teacher, admin = locked.person(CLASS), locked.person("admin")
    await admin.types("重开 一年级1班", "重开")
    assert "没有待处理的重开申请" in admin.sees
    await teacher.press("更正", "申请重开")
    await admin.types("重开")
    assert any("老师 hc-一年级1班 请求重开" in shown.text for shown in admin.screen)
    await admin.press("不重开")
    assert "没有重开 一年级1班" in teacher.sees, "who asked hears of it"


async def test_words_long_after_are_no_reason(locked: Morning) -> None:
    teacher, admin = locked.person(CLASS), locked.person("admin")
    await teacher.press("更正", "申请重开")
    await admin.press("重开", "其他原因")
    locked.now = "18:41"
    await admin.types("今天天气不错")
    assert (await locked.round()).reopened_until_ms == 0


async def test_refused_is_told_to_whoever_asked(locked: Morning) -> None:
    teacher, admin = locked.person(CLASS), locked.person("admin")
    await teacher.press("更正", "申请重开")
    await admin.press("不重开")
    assert "没有重开(老师 hc-admin)" in admin.sees
    assert "管理员没有重开 一年级1班 11月23日(周一) 的上报" in teacher.sees
    await teacher.forge(Choice("ropen", (await locked.round()).id).encode())
    assert "请求重开" in admin.sees, "it may be asked again"


async def test_two_admins_the_first_decides(locked: Morning) -> None:
    duties = {Role.ADMIN: locked.school.id}
    chat = await locked.database.write(lambda tx: a_chat(tx, a_person(tx, "second", duties)))
    teacher, admin = locked.person(CLASS), locked.person("admin")
    await teacher.press("更正", "申请重开")
    await admin.press("重开", "人数报错")
    (card,) = locked.screens[chat]
    assert "已由 老师 hc-admin 重开" in card.text


async def test_an_admin_reopens_at_once_without_asking(locked: Morning) -> None:
    teacher, admin = locked.person(CLASS), locked.person("admin")
    await admin.types("重开 一年级1班 今天 体温报错")
    assert "原因：体温报错" in admin.sees
    assert "已重开" in teacher.sees
    await admin.types("重开 一年级1班")
    assert "还没有锁定" in admin.sees


async def test_the_command_asks_for_what_is_missing(locked: Morning) -> None:
    admin = locked.person("admin")
    await admin.types("/reopen")
    assert "没有待处理的重开申请" in admin.sees
    await locked.person(CLASS).press("更正", "申请重开")
    await admin.types("重开")
    assert any("请求重开 一年级1班" in shown.text for shown in admin.screen)
    await admin.types("重开 一年级1班")
    assert "为什么重开？重开到 20:30 为止" in admin.sees
    await admin.types("重开 火星班")
    assert "没有找到“火星班”" in admin.sees
    await admin.types("重开 一年级1班 昨天 报错")
    assert "没有需要上报的班级" in admin.sees


async def test_yesterdays_mistake_leads_to_yesterdays_round(tmp_path: Path) -> None:
    async with a_morning(tmp_path / "friday", pupils=5) as morning:
        pupil = morning.school.pupils[CLASS][0]
        await morning.was(CLASS, {})
        await morning.asks()
        teacher, admin = morning.person(CLASS), morning.person("admin")
        await teacher.types("上周五报错了，张伟是38.1")
        assert "今天的没有改动。一年级1班 11月20日(周五) 的上报已锁定" in teacher.sees
        await teacher.press("申请重开")
        await admin.press("重开", "体温或病情报错")
        await teacher.press("更正", "发热", "张伟", "38")
        await teacher.types("38.1")
        await teacher.press("在家", "提交")
        assert "11月20日(周五) · 更正第 1 次" in teacher.sees
        body = await morning.rows("SELECT body FROM answer WHERE revision = 2")
        assert f'"{pupil}":{{"temperature":3810' in body[0][0]
        assert await answers(morning) == [], "today is still owed"
        await teacher.types("晨检")
        assert "张伟 发热 38.1(在家)" in teacher.sees, "and knows of it"


async def test_words_in_between_are_asked_which_day_they_mean(tmp_path: Path) -> None:
    async with a_morning(tmp_path / "friday", pupils=5) as morning:
        await morning.was(CLASS, {})
        await morning.asks()
        teacher = morning.person(CLASS)
        await teacher.types("上周五报错了，张伟是38.1")
        await teacher.press("申请重开")
        await morning.person("admin").press("重开", "体温或病情报错")
        await teacher.press("更正")
        await teacher.types("张伟38.1在家，其余正常")
        assert teacher.labels == ["一年级1班", "一年级1班 11月20日"]
        await teacher.press("一年级1班 11月20日", "提交")
        assert "11月20日(周五) · 更正第 1 次" in teacher.sees
        assert await answers(morning) == []


async def test_who_may_not_is_refused(locked: Morning) -> None:
    round_ = await locked.round()
    await locked.person(CLASS).press("更正", "申请重开")
    request = (await locked.rows("SELECT id FROM reopening"))[0][0]
    for key in (OTHER, "principal", "leader 一年级", "liaison", CLASS):
        person = locked.person(key)
        for choice in (Choice("rwhy", round_.id, 0, "wrong"), Choice("rno", request)):
            await person.forge(choice.encode())
            assert person.toast == "这不是您负责的班级或单位。", (key, choice)
    await locked.person(OTHER).forge(Choice("ropen", round_.id).encode())
    assert locked.person(OTHER).alert
    for argument in ("", "xx", "own.x"):
        admin = locked.person("admin")
        await admin.forge(Choice("rwhy", round_.id, 0, argument).encode())
        assert admin.alert
    assert (await locked.round()).reopened_until_ms == 0


async def test_above_the_school_no_name_is_told(tmp_path: Path) -> None:
    async with a_morning(tmp_path / "alone", not_enrolled=("admin",)) as morning:
        await morning.asks()
        teacher, district = morning.person(CLASS), morning.person("district")
        await teacher.press("全班正常")
        morning.now = "18:30"
        await teacher.press("更正", "申请重开")
        assert "有人请求重开 一年级1班" in district.sees
        assert "老师" not in district.sees
        await district.press("重开", "其他原因")
        await district.types("张伟发烧")
        assert "原因：其他原因" in district.sees
        assert "已由 云岭区 管理员 重开" in district.sees
        assert "老师" not in district.sees
        assert "原因：张伟发烧" in teacher.sees


async def test_a_school_without_an_admin_says_so(tmp_path: Path) -> None:
    async with a_morning(tmp_path / "none", not_enrolled=("admin", "district")) as morning:
        await morning.asks()
        teacher = morning.person(CLASS)
        await teacher.press("全班正常")
        morning.now = "18:30"
        await teacher.press("更正", "申请重开")
        assert "请打电话联系学校" in teacher.sees


async def test_a_day_long_past_is_not_reopened(tmp_path: Path) -> None:
    async with a_morning(tmp_path / "past") as morning:
        for days, stands in ((date(2026, 10, 24), True), (date(2026, 10, 23), False)):
            await morning.was(CLASS, {}, days)
            admin = morning.person("admin")
            await admin.types(f"重开 一年级1班 {days} 报错")
            assert ("已由" in admin.sees) is stands, admin.sees


async def test_the_time_is_a_setting(locked: Morning) -> None:
    await locked.write(
        "INSERT INTO setting (unit_id, key, value, at_ms) VALUES (?, 'reopen_minutes', '30', 0)",
        locked.school.id,
    )
    await locked.person("admin").types("重开 一年级1班 体温报错")
    assert "到 19:00 为止" in locked.person("admin").sees


async def test_in_english(locked: Morning) -> None:
    await locked.write("UPDATE chat SET language = 'en'")
    teacher, admin = locked.person(CLASS), locked.person("admin")
    await teacher.press("更正", "Ask to reopen")
    await admin.press("Reopen", "Wrong temperature")
    assert "was reopened by 老师 hc-admin until 20:30. Reason: Wrong temperature" in admin.sees
    assert "please correct it by 20:30" in teacher.sees


async def test_who_decided_is_told_by_name_in_the_school_and_by_duty_from_outside(
    locked: Morning,
) -> None:
    teacher, admin, district = (locked.person(key) for key in (CLASS, "admin", "district"))
    round_ = await locked.round()
    await teacher.press("更正", "申请重开")
    await district.forge(Choice("rwhy", round_.id, 0, "wrong").encode())
    assert "已由 云岭区 管理员 重开" in admin.sees
    locked.now = "21:00"
    await teacher.press("更正", "申请重开")
    await admin.press("不重开")
    assert "没有重开(老师 hc-admin)" in admin.sees
