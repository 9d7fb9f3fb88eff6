"""The check-in by buttons, from the question to the receipt."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from domain.check_in import Absence, Entry, Symptom, Where
from domain.choice import Choice, base36
from tests.handlers.desks import CLASS, FRIDAY, OTHER, Morning, Shown, a_morning
from tests.morning import absent

FEVER = Entry(temperature=3820)


async def answers(morning: Morning, name: str = CLASS) -> list[dict[str, Any]]:
    """What is stored for a class, a revision each."""
    round_ = await morning.round(name)
    rows = await morning.rows(
        "SELECT body FROM answer WHERE round_id = ? ORDER BY revision", round_.id
    )
    return [json.loads(body) for (body,) in rows]


async def said_of(morning: Morning, seat: int = 1) -> dict[str, Any] | None:
    """What the last answer says of a pupil of 一年级1班."""
    pupil = str(morning.school.pupils[CLASS][seat - 1])
    pupils: dict[str, Any] = (await answers(morning))[-1].get("pupils", {})
    return pupils.get(pupil)


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


class TestKnownAbsences:
    """Isolation and leave are followed apart and do not take the one press away."""

    @pytest.fixture
    async def away(self, morning: Morning) -> Morning:
        """张伟 is in isolation, 刘洋 on leave."""
        first, second, *_ = morning.school.pupils[CLASS]
        await morning.database.write(lambda tx: absent(tx, pupil=first))
        await morning.database.write(lambda tx: absent(tx, pupil=second, kind="leave"))
        await morning.asks()
        return morning

    async def test_they_stand_in_the_question_and_in_the_label(self, away: Morning) -> None:
        teacher = away.person(CLASS)
        assert "应到 3 人(隔离 1、请假 1，单独随访)。" in teacher.sees
        assert teacher.labels[0] == "✅ 其余正常 3/5(隔离 1、请假 1)"
        await teacher.press("其余正常")
        assert "其余正常 3/5(隔离 1、请假 1)，零报告" in teacher.sees
        row = await away.rows("SELECT enrolled, present, sick, personal, other, zero FROM answer")
        assert row == [(5, 3, 0, 1, 1, 1)]

    async def test_they_are_marked_in_the_list_of_names(self, away: Morning) -> None:
        teacher = away.person(CLASS)
        await teacher.press("发热")
        assert teacher.labels[:3] == ["张伟(隔离)", "刘洋(请假)", "陈静"]

    async def test_the_rest_counts_neither_them_nor_who_was_named(self, away: Morning) -> None:
        teacher = away.person(CLASS)
        await teacher.press("发热", "陈静", "38", "38.2", "在家")
        assert "其余 2 人：正常在校，未外出(另有隔离 1、请假 1，单独随访)" in teacher.sees
        assert any("其余 2 人正常" in label for label in teacher.labels)
        await teacher.press("发热", "张伟", "38", "38.6", "跳过", "跳过")
        assert "其余 2 人：正常在校，未外出(另有请假 1，单独随访)" in teacher.sees
        await teacher.press("提交")
        assert "实到 2/5 · 缺勤 3(病假 1、事假 1、其他 1)" in teacher.sees


class TestOpenPupils:
    """Who was unwell or missing last time has to be spoken for."""

    @pytest.fixture
    async def after_friday(self, morning: Morning) -> Morning:
        """On Friday 张伟 had a fever at home and 刘洋 was missing."""
        first, second, *_ = morning.school.pupils[CLASS]
        missing = Entry(absence=Absence.OTHER)
        fever = Entry(temperature=3820, where=Where.HOME)
        await morning.was(CLASS, {first: fever, second: missing})
        await morning.asks()
        return morning

    async def test_they_are_named_and_the_one_press_is_not_offered(
        self, after_friday: Morning
    ) -> None:
        teacher = after_friday.person(CLASS)
        assert "· 张伟 发热 38.2(在家)" in teacher.sees
        assert "· 刘洋 缺勤(其他)" in teacher.sees
        assert teacher.labels[:2] == ["张伟 今天怎样？", "刘洋 今天怎样？"]
        assert not any("正常" in label for label in teacher.labels)

    async def test_a_forged_all_normal_is_refused(self, after_friday: Morning) -> None:
        teacher, round_ = after_friday.person(CLASS), await after_friday.round()
        await teacher.forge(Choice("zero", round_.id).encode())
        assert teacher.alert
        assert teacher.toast is not None
        assert "请先逐个说明" in teacher.toast
        assert await answers(after_friday) == []

    async def test_each_is_spoken_for_and_then_the_rest_is_submitted(
        self, after_friday: Morning
    ) -> None:
        teacher = after_friday.person(CLASS)
        await teacher.press("张伟", "已返校")
        assert teacher.toast == "已记：张伟 正常"
        assert "还需说明：刘洋" in teacher.sees
        assert "其余 3 人" in teacher.sees
        assert not any("提交" in label for label in teacher.labels)
        await teacher.press("刘洋", "在家休息")
        assert "· 刘洋 病假(在家)" in teacher.sees
        await teacher.press("提交")
        assert await said_of(after_friday, 1) is None
        assert await said_of(after_friday, 2) == {"absence": "sick", "where": "home"}

    async def test_who_is_still_unwell_goes_the_way_of_a_fever(self, after_friday: Morning) -> None:
        teacher = after_friday.person(CLASS)
        await teacher.press("张伟", "仍发热", "37", "37.9", "在家")
        await teacher.press("刘洋", "已返校", "提交")
        assert await said_of(after_friday) == {"temperature": 3790, "where": "home"}

    async def test_all_well_again_is_a_zero_report(self, after_friday: Morning) -> None:
        teacher = after_friday.person(CLASS)
        await teacher.press("张伟", "已返校", "刘洋", "已返校", "提交")
        assert "全班正常 5/5，零报告" in teacher.sees

    async def test_a_correction_does_not_ask_for_them_again(self, after_friday: Morning) -> None:
        teacher = after_friday.person(CLASS)
        await teacher.press("张伟", "已返校", "刘洋", "已返校", "提交")
        await teacher.press("更正", "缺勤", "陈静", "事假")
        assert "还需说明" not in teacher.sees
        await teacher.press("提交")
        assert teacher.toast == "✅ 已更正"

    async def test_a_day_of_silence_makes_nobody_well(self, tmp_path: Path) -> None:
        async with a_morning(tmp_path / "silence", pupils=2) as morning:
            first, _ = morning.school.pupils[CLASS]
            thursday = FRIDAY.replace(day=19)
            await morning.was(CLASS, {first: FEVER}, thursday)
            await morning.was(OTHER, {}, FRIDAY)  # 一年级1班 was owed as well and was silent
            await morning.asks()
            assert "张伟 发热 38.2" in morning.person(CLASS).sees

    async def test_who_has_left_the_class_is_asked_about_no_more(
        self, after_friday: Morning
    ) -> None:
        first, second, *_ = after_friday.school.pupils[CLASS]
        await after_friday.write(
            "UPDATE enrolment SET until_day = '2026-11-22' WHERE pupil_id IN (?, ?)", first, second
        )
        teacher = after_friday.person(CLASS)
        await teacher.types("晨检")
        assert teacher.labels[0] == "✅ 全班正常 3/3"

    async def test_a_private_leave_leaves_nobody_open(self, morning: Morning) -> None:
        first = morning.school.pupils[CLASS][0]
        await morning.was(CLASS, {first: Entry(absence=Absence.PERSONAL)})
        await morning.asks()
        assert morning.person(CLASS).labels[0] == "✅ 全班正常 5/5"


class TestCorrections:
    """A correction is a new revision; nothing is wiped unasked."""

    @pytest.fixture
    async def reported(self, morning: Morning) -> Morning:
        """07:31: 张伟 has 36.8 and coughs."""
        await morning.asks()
        teacher = morning.person(CLASS)
        await teacher.press("发热", "张伟", "36", "36.8", "咳嗽", "下一步", "跳过", "提交")
        morning.now = "07:50"
        return morning

    async def test_a_correction_says_what_was_and_what_is(self, reported: Morning) -> None:
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

    async def test_the_same_once_more_is_no_correction(self, reported: Morning) -> None:
        teacher = reported.person(CLASS)
        await teacher.press("更正", "提交")
        assert teacher.toast == "07:31 已上报过，无需重复。"
        assert len(await answers(reported)) == 1
        assert teacher.labels == ["✏️ 更正"]

    async def test_all_normal_over_a_finding_asks_first_and_may_be_left(
        self, reported: Morning
    ) -> None:
        teacher = reported.person(CLASS)
        await teacher.press("更正", "去掉 张伟", "提交")
        assert "此前有异常" in teacher.sees
        assert "· 张伟 36.8、咳嗽" in teacher.sees
        assert len(await answers(reported)) == 1
        await teacher.press("保留")
        assert "张伟 36.8、咳嗽" in teacher.sees
        await teacher.press("更正")
        assert "张伟 36.8、咳嗽" in teacher.sees, "what would have emptied it is forgotten"

    async def test_all_normal_over_a_finding_counts_once_one_is_sure(
        self, reported: Morning
    ) -> None:
        teacher = reported.person(CLASS)
        await teacher.press("更正", "去掉 张伟", "提交", "确定")
        assert "全班正常 5/5，零报告" in teacher.sees
        assert "更正：张伟 36.8、咳嗽 → 正常" in teacher.sees
        assert len(await answers(reported)) == 2

    async def test_a_correction_may_be_discarded(self, reported: Morning) -> None:
        teacher = reported.person(CLASS)
        await teacher.press("更正", "缺勤", "刘洋", "事假", "放弃更正")
        assert teacher.toast == "已放弃更正，原来的上报不变。"
        assert "已上报" in teacher.sees
        assert len(await answers(reported)) == 1

    async def test_every_copy_of_the_question_becomes_the_receipt(self, morning: Morning) -> None:
        await morning.asks()
        await morning.asks(step="chase_1")
        await morning.asks(step="deputy")
        teacher, deputy = morning.person(CLASS), morning.person(f"deputy {CLASS}")
        await teacher.press("全班正常")
        assert len(teacher.screen) == 2
        assert all("已上报" in shown.text for shown in (*teacher.screen, *deputy.screen))

    async def test_a_press_on_a_stale_copy_is_refused_only_where_it_would_submit(
        self, reported: Morning
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

    async def test_a_late_answer_says_so_and_so_does_its_question(self, morning: Morning) -> None:
        morning.now = "09:00"
        await morning.asks()
        teacher = morning.person(CLASS)
        assert "现在上报记为迟报" in teacher.sees
        await teacher.press("全班正常")
        assert "(迟报)" in teacher.sees

    async def test_a_correction_after_the_cut_off_is_not_late(self, reported: Morning) -> None:
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


class TestForged:
    """Payloads come from outside and may hold anything."""

    async def test_nonsense_changes_nothing_and_is_answered(self, morning: Morning) -> None:
        await morning.asks()
        teacher, round_ = morning.person(CLASS), await morning.round()
        pupil = base36(morning.school.pupils[CLASS][0])
        stranger = base36(morning.school.pupils[OTHER][0])
        payloads = ["", "x", "1", "2:zero:1:0:", "1:nothing:1:0:", "1:zero:-1:0:", "1::1:0:"]
        for action, argument in itertools.product(
            ("fever", "pupil", "temp", "sym", "where", "absw", "place", "day", "again", "open",
             "drop", "submit"),
            ("", ".", "p", f"p{stranger}.3820", f"f{stranger}", f"a{stranger}", f"z{pupil}",
             f"p0{pupil}.3820", f"p{pupil}.9990", f"p{pupil}.33", f"p{pupil}.-1", f"p{pupil}.²",
             f"p{pupil}.nowhere", "s1.3820", f"s{stranger}.38", f"q{pupil}.38", f"{stranger}.well",
             f"{pupil}.well", "p-1.38", "²", "99999999999999", f"p{pupil}.٣٨"),
        ):  # fmt: skip
            payloads.append(Choice(action, round_.id, 0, argument).encode())
        for payload in payloads:
            await teacher.forge(payload)
        assert await answers(morning) == []
        (draft,) = await morning.rows("SELECT body FROM draft")
        assert json.loads(draft[0]) == {}

    async def test_another_class_s_round_is_not_yours(self, morning: Morning) -> None:
        await morning.asks()
        other = await morning.round(OTHER)
        teacher = morning.person(CLASS)
        for action in ("zero", "fever", "review", "submit", "file", "fix", "snooze"):
            await teacher.forge(Choice(action, other.id).encode())
            assert teacher.toast == "这不是您负责的班级或单位。"
            assert teacher.alert
        assert await answers(morning, OTHER) == []
        assert "应到" in teacher.sees

    async def test_a_locked_round_is_refused_with_its_day(self, morning: Morning) -> None:
        await morning.asks()
        teacher = morning.person(CLASS)
        morning.now = "18:00"
        await teacher.press("全班正常")
        assert teacher.toast is not None
        assert teacher.toast.startswith("一年级1班 11月23日(周一) 的上报已锁定。")
        assert await answers(morning) == []

    async def test_yesterdays_question_is_answered_no_more(self, morning: Morning) -> None:
        await morning.asks()
        teacher = morning.person(CLASS)
        morning.day = morning.day.replace(day=24)
        await teacher.press("全班正常")
        assert teacher.toast is not None
        assert "11月23日(周一) 的上报已锁定" in teacher.toast

    async def test_a_round_that_is_not_required_owes_nothing(self, morning: Morning) -> None:
        await morning.asks()
        round_ = await morning.round()
        await morning.write("UPDATE round SET state = 'not_required' WHERE id = ?", round_.id)
        teacher = morning.person(CLASS)
        await teacher.press("全班正常")
        assert teacher.toast == "现在没有需要上报的班级。"
        await teacher.types("全班正常")
        assert "没看懂" in teacher.sees

    async def test_a_pupil_of_another_class_cannot_be_named(self, morning: Morning) -> None:
        await morning.asks()
        teacher, round_ = morning.person(CLASS), await morning.round()
        stranger = base36(morning.school.pupils[OTHER][0])
        await teacher.forge(Choice("temp", round_.id, 0, f"p{stranger}.3820").encode())
        assert teacher.toast == "这个按钮已失效，请发送“晨检”重新开始。"
        assert await morning.rows("SELECT * FROM draft") == []
