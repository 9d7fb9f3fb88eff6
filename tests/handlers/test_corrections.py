"""A correction is a new revision; nothing is wiped unasked, and a card submits what it shows."""

from __future__ import annotations

import pytest

from domain.check_in import Absence, Entry
from domain.choice import Choice
from tests.handlers.desks import CLASS, Morning, Shown, answers


@pytest.fixture
async def reported(morning: Morning) -> Morning:
    """07:31: 张伟 has 36.8 and coughs."""
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("发热", "张伟", "36", "36.8", "咳嗽", "下一步", "跳过", "提交")
    morning.now = "07:50"
    return morning


async def test_a_correction_says_what_was_and_what_is(reported: Morning) -> None:
    teacher = reported.person(CLASS)
    await teacher.press("更正", "发热", "张伟", "38", "38.1", "在家", "提交")
    assert teacher.toast == "✅ 已更正"
    assert "07:50 已上报" in teacher.sees
    assert "更正第 1 次" in teacher.sees
    assert "更正：张伟 36.8、咳嗽 → 发热 38.1、咳嗽(在家)" in teacher.sees
    first, second = await answers(reported)
    assert first != second
    rows = await reported.rows("SELECT revision, by_person, at_ms FROM answer ORDER BY 1")
    assert [row[0] for row in rows] == [1, 2]
    assert rows[1][2] - rows[0][2] == 19 * 60_000


async def test_the_card_of_a_correction_says_so_and_shows_what_it_changes(
    reported: Morning,
) -> None:
    teacher = reported.person(CLASS)
    await teacher.press("更正")
    assert "更正，请核对后提交" in teacher.sees
    assert "· 张伟 36.8、咳嗽\n" in teacher.sees
    await teacher.types("刘洋38.1")
    assert "· 刘洋 正常 → 发热 38.1\n" in teacher.sees
    await teacher.press("在家")
    await teacher.types("刘洋38.2")
    assert "其余同学都正常吗" not in teacher.sees
    assert "· 张伟 36.8、咳嗽\n" in teacher.sees
    await teacher.press("修改", "去掉 张伟")
    assert "· 张伟 36.8、咳嗽 → 正常\n" in teacher.sees


async def test_the_same_once_more_is_no_correction(reported: Morning) -> None:
    teacher = reported.person(CLASS)
    await teacher.press("更正", "提交")
    assert teacher.toast == "07:31 已上报过，无需重复。"
    assert len(await answers(reported)) == 1
    assert teacher.labels == ["✏️ 更正"]


async def test_all_normal_over_a_finding_asks_first_and_may_be_left(reported: Morning) -> None:
    teacher = reported.person(CLASS)
    await teacher.press("更正", "去掉 张伟", "提交")
    assert "此前有异常" in teacher.sees
    assert "· 张伟 36.8、咳嗽" in teacher.sees
    assert len(await answers(reported)) == 1
    await teacher.press("保留")
    assert "张伟 36.8、咳嗽" in teacher.sees
    await teacher.press("更正")
    assert "张伟 36.8、咳嗽" in teacher.sees, "what would have emptied it is forgotten"


async def test_all_normal_over_a_finding_counts_once_one_is_sure(reported: Morning) -> None:
    teacher = reported.person(CLASS)
    await teacher.press("更正", "去掉 张伟", "提交", "确定")
    assert "全班正常 5/5，零报告" in teacher.sees
    assert "更正：张伟 36.8、咳嗽 → 正常" in teacher.sees
    assert len(await answers(reported)) == 2


async def test_a_correction_may_be_discarded(reported: Morning) -> None:
    teacher = reported.person(CLASS)
    await teacher.press("更正", "缺勤", "刘洋", "事假", "放弃更正")
    assert teacher.toast == "已放弃更正，原来的上报不变。"
    assert "已上报" in teacher.sees
    assert len(await answers(reported)) == 1


async def test_every_copy_of_the_question_becomes_the_receipt(morning: Morning) -> None:
    await morning.asks()
    await morning.asks(step="chase_1")
    await morning.asks(step="deputy")
    teacher, deputy = morning.person(CLASS), morning.person(f"deputy {CLASS}")
    await teacher.press("全班正常")
    assert len(teacher.screen) == 2
    assert all("已上报" in shown.text for shown in (*teacher.screen, *deputy.screen))


@pytest.mark.parametrize("state", ["pending", "claimed", "sending", "unknown"])
async def test_a_press_shows_that_a_question_in_doubt_has_come(
    morning: Morning, state: str
) -> None:
    """It is not asked again, and turns into the receipt of every later answer."""
    await morning.asks()
    await morning.write("UPDATE outbox SET state = ?, reference = NULL, attempts = 1", state)
    teacher, deputy = morning.person(CLASS), morning.person(f"deputy {CLASS}")
    await teacher.press("全班正常")
    assert "已上报" in teacher.sees
    await deputy.types("36.9 无")
    question, news = teacher.screen
    assert "36.9" in question.text
    assert "代您上报" in news.text


async def test_a_press_on_a_stale_copy_is_refused_only_where_it_would_submit(
    reported: Morning,
) -> None:
    teacher, round_ = reported.person(CLASS), await reported.round()
    await teacher.forge(Choice("fever", round_.id, 0).encode())
    assert "谁发热" in teacher.sees
    await teacher.forge(Choice("submit", round_.id, 0, "deadbeef").encode())
    assert teacher.alert
    assert teacher.toast is not None
    assert "已过时" in teacher.toast
    assert "已上报" in teacher.sees
    assert len(await answers(reported)) == 1


async def test_a_late_answer_says_so_and_so_does_its_question(morning: Morning) -> None:
    morning.now = "09:00"
    await morning.asks()
    teacher = morning.person(CLASS)
    assert "现在上报记为迟报" in teacher.sees
    await teacher.press("全班正常")
    assert "(迟报)" in teacher.sees


async def test_a_correction_after_the_cut_off_is_not_late(reported: Morning) -> None:
    reported.now = "10:20"
    teacher = reported.person(CLASS)
    await teacher.press("更正", "发热", "刘洋", "38", "38.1", "在学校", "提交")
    assert "10:20 已上报" in teacher.sees
    assert "迟报" not in teacher.sees


async def test_a_card_submits_only_what_it_shows(morning: Morning) -> None:
    """A review left behind in the chat is not submitted as something else."""
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("发热", "张伟", "38", "38.2", "在家")
    old = teacher.last
    _, payload = teacher.button("提交")
    shown = Shown(old.reference, old.message)
    await teacher.types("取消")
    assert "已放弃" in teacher.sees
    await teacher.forge(payload, shown.reference)
    assert await answers(morning) == []
    assert teacher.toast is not None
    assert "有变动" in teacher.toast


async def test_one_of_two_findings_is_not_dropped_unasked(reported: Morning) -> None:
    teacher = reported.person(CLASS)
    await teacher.press("更正", "发热", "刘洋", "38", "38.1", "在家", "提交")
    await teacher.press("更正", "去掉 张伟", "提交")
    assert "原来的上报里有下面的内容，这次没有：\n· 张伟 36.8、咳嗽\n" in teacher.sees
    assert "刘洋" not in teacher.sees, "who is still named is not lost"
    assert len(await answers(reported)) == 2
    await teacher.press("确定")
    assert "更正：张伟 36.8、咳嗽 → 正常" in teacher.sees
    assert len(await answers(reported)) == 3


async def test_a_normal_reading_is_not_dropped_unasked_either(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("缺勤", "张伟", "事假", "发热", "刘洋", "36", "36.8", "跳过", "在学校")
    await teacher.press("提交", "更正", "去掉 刘洋", "提交")
    assert "这次没有：\n· 刘洋 36.8" in teacher.sees
    await teacher.press("保留")
    assert "刘洋 36.8" in teacher.sees
    assert len(await answers(morning)) == 1


async def test_all_normal_over_a_finding_keeps_the_highest_temperature(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("36.8 无")
    await teacher.press("更正", "缺勤", "张伟", "病假", "提交")
    await teacher.types("全班正常")
    await teacher.press("确定")
    assert [one.get("class_max") for one in await answers(morning)] == [3680, 3680, 3680]
    assert "全班正常 5/5，零报告" in teacher.sees


async def test_another_highest_temperature_is_a_correction_with_old_and_new(
    morning: Morning,
) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.types("全班正常", "36.8 无", "37.1 无")
    assert "更正：全班最高 36.8 → 37.1" in teacher.sees
    assert "更正第 2 次" in teacher.sees


async def test_the_answer_that_was_typed_is_what_being_sure_submits(reported: Morning) -> None:
    teacher = reported.person(CLASS)
    await teacher.types("36.9 无")
    assert "此前有异常" in teacher.sees
    await teacher.press("确定")
    assert (await answers(reported))[-1] == {"class_max": 3690}


async def test_only_what_would_be_gone_is_shown(morning: Morning) -> None:
    await morning.was(CLASS, {morning.school.pupils[CLASS][2]: Entry(absence=Absence.OTHER)})
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("陈静 今天怎样", "转出", "发热", "张伟", "38", "38.2", "在家", "提交")
    await teacher.press("更正", "去掉 张伟", "提交")
    assert "此前有异常：\n· 张伟 发热 38.2(在家)\n确定改为全班正常吗？" in teacher.sees
    assert teacher.labels[0] == "✅ 确定：其余正常 4/5(转出 1)"
