"""The check-in by buttons, from the question to the receipt."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.check_in import Absence, Entry, Symptom, Where
from tests.handlers.desks import CLASS, OTHER, Morning, a_morning, answers, said_of


async def test_a_normal_day_is_one_press(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    assert "应到 5 人。请在 09:00 前上报" in teacher.sees
    assert teacher.labels[0] == "✅ 全班正常 5/5"
    await teacher.press("全班正常")
    assert teacher.toast == "✅ 已上报"
    assert teacher.sees.startswith("✅ 07:31 已上报 · 一年级1班")
    assert "全班正常 5/5，零报告" in teacher.sees
    assert teacher.labels == ["✏️ 更正"]
    assert len(teacher.screen) == 1
    assert await answers(morning) == [{}]


async def test_a_second_press_of_the_same_button_is_one_answer(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    question, payload = teacher.button("全班正常")
    await teacher.press("全班正常")
    morning.now = "07:32"
    await teacher.forge(payload, question.reference)
    assert teacher.toast == "07:31 已上报过，无需重复。"
    assert "已上报" in teacher.sees
    assert len(await answers(morning)) == 1


async def test_a_fever_is_five_presses_and_submit(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("发热", "张伟", "38", "38.2", "在家")
    assert "· 张伟 发热 38.2(在家)" in teacher.sees
    assert "其余 4 人：正常在校，未外出" in teacher.sees
    await teacher.press("提交")
    assert "实到 4/5 · 缺勤 1(病假 1)" in teacher.sees
    assert len(teacher.screen) == 1
    assert await said_of(morning) == {"temperature": 3820, "where": "home"}


async def test_every_detail_has_a_card_of_its_own_and_may_be_skipped(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("发热", "张伟", "37", "37.6")
    await teacher.press("咳嗽", "咽痛", "咳嗽", "下一步")
    assert "现在在哪里？" in teacher.sees
    await teacher.press("跳过")
    assert "· 张伟 发热 37.6、咽痛" in teacher.sees
    await teacher.press("提交")
    assert await said_of(morning) == {"temperature": 3760, "symptoms": ["sore_throat"]}


@pytest.mark.parametrize(
    ("presses", "said"),
    [
        (("38", "38.5", "跳过", "在学校"), Entry(temperature=3850, where=Where.SCHOOL)),
        (("36", "36.8", "跳过", "跳过"), Entry(temperature=3680)),
        (("35", "35.0", "跳过", "跳过"), Entry(temperature=3500)),
        (("42", "42.0", "跳过", "在医院"), Entry(temperature=4200, where=Where.HOSPITAL)),
        (("未测",), Entry(unmeasured=True)),
        (("跳过", "发热", "下一步", "跳过"), Entry(feverish=True)),
        (("跳过", "呕吐", "下一步", "跳过"), Entry(symptoms=(Symptom.VOMITING,))),
        # Chosen as unwell and every detail skipped: still unwell.
        (("跳过", "跳过", "跳过"), Entry(symptoms=(Symptom.OTHER,))),
        (("跳过", "在家"), Entry(symptoms=(Symptom.OTHER,), where=Where.HOME)),
    ],
)
async def test_what_the_keypad_and_the_cards_say_is_kept(
    morning: Morning, presses: tuple[str, ...], said: Entry
) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("发热", "张伟", *presses, "提交")
    kept = await said_of(morning)
    assert kept is not None
    assert Entry.model_validate(kept) == said


@pytest.mark.parametrize("reason", list(Absence))
async def test_an_absence_is_a_pupil_and_a_reason(morning: Morning, reason: Absence) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    label = {"sick": "病假", "personal": "事假", "other": "其他"}[reason]
    await teacher.press("缺勤", "刘洋", label, "提交")
    assert f"实到 4/5 · 缺勤 1({label} 1)" in teacher.sees
    assert await said_of(morning, 2) == {"absence": reason.value}


async def test_a_journey_is_a_typed_place_and_a_day(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("外出", "陈静")
    await teacher.types("瑞丽")
    assert "瑞丽，什么时候" in teacher.sees
    await teacher.press("昨天")
    assert "· 陈静 外出 瑞丽(11月22日)" in teacher.sees
    await teacher.press("提交")
    travel = {"place": "瑞丽", "first": "2026-11-22", "last": "2026-11-22"}
    assert await said_of(morning, 3) == {"travel": travel}


async def test_place_and_day_of_a_journey_may_be_skipped(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("外出", "陈静", "跳过", "跳过", "提交")
    assert await said_of(morning, 3) == {"travel": {}}


async def test_the_teacher_may_be_unwell_too_and_is_not_counted(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("我本人", "37", "37.8", "跳过", "在家")
    assert "(本人) 发热 37.8(在家)" in teacher.sees
    assert "其余 5 人" in teacher.sees
    await teacher.press("提交")
    assert "实到 5/5" in teacher.sees
    (stored,) = await answers(morning)
    assert stored == {"staff": {str(teacher.id): {"temperature": 3780, "where": "home"}}}


async def test_back_at_school_takes_an_absence_away_and_an_absence_the_school(
    morning: Morning,
) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("缺勤", "张伟", "病假", "发热", "张伟", "38", "38.0", "在学校")
    assert "· 张伟 发热 38.0(在校)" in teacher.sees
    await teacher.press("缺勤", "张伟", "病假")
    assert "· 张伟 发热 38.0、病假" in teacher.sees


async def test_a_line_can_be_taken_back(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("发热", "张伟", "38", "38.2", "在家", "缺勤", "刘洋", "事假")
    await teacher.press("去掉 张伟")
    assert "张伟" not in teacher.sees
    await teacher.press("去掉 刘洋")
    assert teacher.labels[0] == "✅ 全班正常 5/5"


async def test_every_card_of_the_morning_has_a_way_back(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    ways: list[tuple[str, ...]] = [
        ("发热",), ("缺勤",), ("外出",), ("我本人",),
        ("发热", "张伟"), ("发热", "张伟", "38"), ("发热", "张伟", "38", "38.2"),
        ("发热", "张伟", "38", "38.2", "跳过"), ("缺勤", "张伟"), ("外出", "张伟"),
        ("外出", "张伟", "跳过"),
    ]  # fmt: skip
    for way in ways:
        await teacher.press(*way)
        for _ in range(2):
            if "← 返回" in teacher.labels:
                await teacher.press("返回")
        if "请核对后提交" in teacher.sees:
            await teacher.press("放弃")
        assert "应到 5 人" in teacher.sees, way
    assert await answers(morning) == []


async def test_cancelling_throws_the_draft_away_and_asks_again(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("缺勤", "刘洋", "事假", "放弃")
    assert teacher.toast == "已放弃，没有上报任何内容。"
    assert teacher.labels[0] == "✅ 全班正常 5/5"
    assert await morning.rows("SELECT * FROM draft") == []
    assert await answers(morning) == []


async def test_a_draft_takes_the_one_press_away_until_it_is_submitted(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("发热", "张伟", "38", "38.2", "跳过", "跳过")
    morning.now = "08:00"
    await morning.asks(step="chase_1")
    assert "还没有上报" in teacher.sees
    assert "您有一份未提交的填报" in teacher.sees
    assert not any("全班正常" in label for label in teacher.labels)
    await teacher.press("继续填报")
    assert "· 张伟 发热 38.2" in teacher.sees
    await teacher.press("提交")
    assert "已上报" in teacher.sees


async def test_the_one_press_of_an_older_copy_does_not_wipe_ones_own_draft(
    morning: Morning,
) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    _, payload = teacher.button("全班正常")
    await teacher.press("发热", "张伟", "38", "38.2", "跳过", "跳过")
    await teacher.forge(payload)
    assert "您有一份未提交的填报" in teacher.sees
    assert "张伟 发热 38.2" in teacher.sees
    assert await answers(morning) == []


async def test_a_snooze_asks_once_more_in_ten_minutes(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("分钟后再问")
    morning.now = "07:33"
    await teacher.press("分钟后再问")
    assert teacher.toast == "好的，10 分钟后再问您。"
    morning.now = "07:42"
    await morning.deliver()
    assert len(teacher.screen) == 1
    morning.now = "07:43"
    await morning.deliver()
    assert len(teacher.screen) == 2
    assert "再问一次" in teacher.sees
    await teacher.press("全班正常")
    assert all("已上报" in shown.text for shown in teacher.screen)


async def test_a_snooze_of_an_answered_class_asks_nothing(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("分钟后再问", "全班正常")
    morning.now = "08:00"
    await morning.deliver()
    assert len(teacher.screen) == 1


async def test_two_classes_are_two_questions_and_two_answers(morning: Morning) -> None:
    await morning.write(
        "UPDATE membership SET person_id = ? WHERE person_id = ?",
        morning.school.people[CLASS],
        morning.school.people[OTHER],
    )
    await morning.asks(CLASS)
    await morning.asks(OTHER)
    teacher = morning.person(CLASS)
    first, second = teacher.screen
    assert (CLASS in first.text, OTHER in second.text) == (True, True)
    await teacher.press("全班正常", of=second)
    assert "已上报" in second.text
    assert "应到" in first.text
    assert (len(await answers(morning)), len(await answers(morning, OTHER))) == (0, 1)


async def test_long_classes_have_pages(tmp_path: Path) -> None:
    async with a_morning(tmp_path, classes=(CLASS,), pupils=61) as morning:
        await morning.asks()
        teacher = morning.person(CLASS)
        await teacher.press("缺勤")
        assert len(teacher.labels) == 60 + 2
        await teacher.press("下一页")
        assert len(teacher.labels) == 1 + 2
        await teacher.press("上一页")
        assert len(teacher.labels) == 60 + 2


async def test_whoever_was_named_already_is_ticked_in_the_list(morning: Morning) -> None:
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("缺勤", "张伟", "事假", "缺勤")
    assert teacher.labels[:2] == ["✔ 张伟", "刘洋"]


async def test_an_english_chat_is_asked_in_english(morning: Morning) -> None:
    await morning.write("UPDATE chat SET language = 'en'")
    await morning.asks()
    teacher = morning.person(CLASS)
    await teacher.press("All normal 5/5")
    assert "Reported" in teacher.sees
    assert "All normal 5/5, zero report" in teacher.sees
