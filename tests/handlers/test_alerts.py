"""Somebody takes an alert over, says what became of it, and the class hears."""

from __future__ import annotations

import pytest

from domain.alert import AlertKind, Standing, Urgency
from domain.choice import Choice, base36
from domain.incoming import FileSent
from storage.alerts import NewAlert
from storage.transaction import Transaction
from tests.handlers.desks import CLASS, OTHER, Morning, Teacher

FEVER = ("发热", "张伟", "38", "38.2", "咳嗽", "在家", "提交")


@pytest.fixture
async def teacher(morning: Morning) -> Teacher:
    """The head teacher of 一年级1班, who reported at 07:41 that 张伟 has a fever."""
    await morning.asks()
    morning.now = "07:41"
    teacher = morning.person(CLASS)
    await teacher.press(*FEVER)
    morning.now = "07:43"
    return teacher


@pytest.fixture
def officer(morning: Morning, teacher: Teacher) -> Teacher:
    return morning.person("health_officer")


@pytest.fixture
def principal(morning: Morning, teacher: Teacher) -> Teacher:
    return morning.person("principal")


async def _alert(morning: Morning) -> int:
    rows = await morning.rows("SELECT id FROM alert ORDER BY id")
    return int(rows[0][0])


async def _happened(morning: Morning) -> list[str]:
    return [row[0] for row in await morning.rows("SELECT what FROM alert_event ORDER BY id")]


async def test_the_first_to_press_owns_it_and_every_copy_says_so(
    morning: Morning, officer: Teacher, principal: Teacher
) -> None:
    await officer.press("我来处理")
    assert officer.toast == "已由您处理。处理后请点结果。"
    owner = "👤 老师 hc-health_officer 07:43 接手"
    assert owner in officer.sees
    assert owner in principal.sees
    assert principal.labels == ["🙋 改由我处理"]
    assert [label.split(" ")[1] for label in officer.labels] == [
        "已联系家长", "隔离观察", "已就医", "已回家", "复测正常", "误报", "开个案",
        "备注/照片",
    ]  # fmt: skip
    assert await morning.rows("SELECT said_ms - owned_ms, rung FROM alert") == [(-120_000, 0)]


async def test_of_two_who_press_at_once_one_owns_it_and_the_other_sees_who(
    morning: Morning, officer: Teacher, principal: Teacher
) -> None:
    shown, payload = principal.button("我来处理")
    await officer.press("我来处理")
    await principal.forge(payload, shown.reference)
    assert principal.toast == "老师 hc-health_officer 07:43 已接手。"
    assert principal.alert
    assert await morning.rows("SELECT owner FROM alert") == [(officer.id,)]
    assert (await _happened(morning)).count("owned") == 1


async def test_pressing_twice_is_owning_once(morning: Morning, officer: Teacher) -> None:
    _, payload = officer.button("我来处理")
    await officer.press("我来处理")
    await officer.forge(payload)
    assert officer.toast == "这条已由您处理，请点下面的结果。"
    assert (await _happened(morning)).count("owned") == 1


async def test_the_outcome_closes_it_and_goes_back_to_the_teacher(
    morning: Morning, teacher: Teacher, officer: Teacher, principal: Teacher
) -> None:
    await officer.press("我来处理")
    heard = len(teacher.screen)
    morning.now = "07:58"
    await officer.press("已就医")
    assert officer.toast == "已记：已就医，并已告知班主任。"
    assert "✅ 已办结 · 一年级1班" in principal.sees
    assert "· 张伟 发热 38.2、咳嗽(在家) → 已就医" in principal.sees
    assert len(teacher.screen) == heard + 1
    assert teacher.sees == (
        "ℹ️ 一年级1班 · 11月23日(周一) · 您上报的情况有结果了\n· 张伟 已就医 07:58\n"
        "处理人：老师 hc-health_officer"
    )
    assert teacher.last.message.protect
    assert not teacher.last.message.silent
    assert await morning.rows("SELECT state, ending FROM alert") == [("closed", "handled")]


async def test_a_step_on_the_way_is_told_once_and_without_a_sound(
    morning: Morning, teacher: Teacher, officer: Teacher
) -> None:
    await officer.press("我来处理")
    heard = len(teacher.screen)
    await officer.press("已联系家长")
    assert officer.toast == "已记：已联系家长"
    assert len(teacher.screen) == heard + 1
    assert teacher.last.message.silent
    assert "正在处理" in teacher.sees
    assert await morning.rows("SELECT state FROM alert") == [("open",)]
    await officer.press("隔离观察")
    assert len(teacher.screen) == heard + 2
    assert not teacher.last.message.silent
    await officer.press("已回家")
    assert "已回家" in teacher.sees
    assert "　07:43 已联系家长\n　07:43 隔离观察\n　07:43 已回家" in officer.sees


async def test_an_outcome_pressed_twice_is_told_once(
    morning: Morning, teacher: Teacher, officer: Teacher
) -> None:
    await officer.press("我来处理")
    _, payload = officer.button("已就医")
    await officer.press("已就医")
    heard = len(teacher.screen)
    await officer.forge(payload)
    assert len(teacher.screen) == heard
    assert (await _happened(morning)).count("outcome") == 1


async def test_a_wrong_outcome_can_be_changed(
    morning: Morning, teacher: Teacher, officer: Teacher
) -> None:
    await officer.press("我来处理", "误报")
    assert officer.labels == ["✏️ 更改结果"]
    await officer.press("更改结果", "隔离观察")
    assert await morning.rows("SELECT state, ending FROM alert") == [("open", None)]
    assert "隔离观察" in teacher.sees
    await officer.press("已回家")
    assert "✅ 已办结" in officer.sees


class TestSeveral:
    """One answer about two pupils is one alert; each has an outcome."""

    @pytest.fixture
    async def officer(self, morning: Morning) -> Teacher:
        await morning.asks()
        teacher = morning.person(CLASS)
        await teacher.press("发热", "张伟", "38", "38.2", "在家", "缺勤", "刘洋", "病假", "提交")
        officer = morning.person("health_officer")
        await officer.press("我来处理")
        return officer

    async def test_each_is_asked_about(self, morning: Morning, officer: Teacher) -> None:
        assert officer.labels == ["张伟 ▸", "刘洋 ▸", "全部 2 人 ▸", "📝 备注/照片"]
        await officer.press("张伟 ▸")
        assert officer.sees == "一年级1班 · 张伟：现在怎样？"
        await officer.press("已就医")
        assert "· 张伟 发热 38.2(在家) → 已就医\n· 刘洋 病假\n" in officer.sees
        assert officer.sees.endswith("👇 刘洋 现在怎样？")
        assert await morning.rows("SELECT state FROM alert") == [("open",)]
        await officer.press("已回家")
        assert "刘洋 病假 → 已回家" in officer.sees
        assert "✅ 已办结" in officer.sees
        assert "· 张伟 已就医 07:31\n· 刘洋 已回家 07:31" in morning.person(CLASS).sees

    async def test_or_about_all_of_them(self, morning: Morning, officer: Teacher) -> None:
        await officer.press("全部 2 人")
        assert officer.sees == "一年级1班 · 2 人：现在怎样？"
        await officer.press("已联系家长", "全部 2 人", "已回家")
        assert "✅ 已办结" in officer.sees

    async def test_one_can_go_back(self, officer: Teacher) -> None:
        card = officer.sees
        await officer.press("刘洋 ▸", "返回")
        assert officer.sees == card

    async def test_a_correction_that_takes_one_back_leaves_the_other(
        self, morning: Morning, officer: Teacher
    ) -> None:
        await morning.person(CLASS).press("更正", "去掉 刘洋", "提交", "确定")
        assert "· 刘洋：已撤回" in officer.sees
        await officer.press("已就医")
        assert await morning.rows("SELECT state, ending FROM alert") == [("closed", "handled")]

    async def test_any_of_them_can_be_changed_afterwards(self, officer: Teacher) -> None:
        await officer.press("全部", "已回家", "更改结果", "刘洋 ▸", "误报")
        assert "刘洋 病假 → 误报" in officer.sees
        assert "张伟 发热 38.2(在家) → 已回家" in officer.sees


async def test_somebody_else_may_take_it_over_and_the_former_owner_hears(
    morning: Morning, officer: Teacher, principal: Teacher
) -> None:
    await officer.press("我来处理")
    _, payload = officer.button("已就医")
    await principal.press("改由我处理")
    assert "老师 hc-principal 07:43 接手" in principal.sees
    assert officer.sees == "ℹ️ 一年级1班 的预警已改由 老师 hc-principal 处理。"
    await officer.forge(payload, officer.screen[0].reference)
    assert officer.toast == "老师 hc-principal 07:43 已接手。"
    assert await morning.rows("SELECT outcome FROM alert_person") == [(None,)]


async def test_a_correction_that_takes_the_fever_back_closes_it_and_keeps_the_history(
    morning: Morning, teacher: Teacher, officer: Teacher
) -> None:
    await officer.press("我来处理")
    _, payload = officer.button("已就医")
    await teacher.press("更正", "去掉 张伟", "提交", "确定")
    assert "此前的异常已撤回" in officer.sees
    assert "· 张伟：已撤回" in officer.sees
    assert officer.labels == []
    assert await morning.rows("SELECT state, ending FROM alert") == [("closed", "withdrawn")]
    assert (await _happened(morning)) == ["raised", "joined", "confirmed", "owned", "withdrawn",
                                          "closed"]  # fmt: skip
    await officer.forge(payload)
    assert officer.toast == "这条更正后已撤回，无需处理。"


async def test_pressing_on_a_closed_alert_is_answered(
    morning: Morning, officer: Teacher, principal: Teacher
) -> None:
    _, payload = principal.button("我来处理")
    await officer.press("我来处理", "已就医")
    await principal.forge(payload)
    assert principal.toast == "这条预警已结束(07:43 已办结)。"


async def test_an_outcome_before_anybody_owns_it_is_refused(
    morning: Morning, officer: Teacher
) -> None:
    alert = await _alert(morning)
    person = (await morning.rows("SELECT id FROM alert_person"))[0][0]
    await officer.forge(Choice("outcome", alert, argument=f"{base36(person)}.hospital").encode())
    assert officer.toast == "请先点“我来处理”。"
    assert officer.alert


@pytest.mark.parametrize("key", [CLASS, f"deputy {CLASS}", OTHER, "liaison", "district"])
async def test_who_may_not_act_is_refused(morning: Morning, teacher: Teacher, key: str) -> None:
    person, alert = morning.person(key), await _alert(morning)
    about = base36((await morning.rows("SELECT id FROM alert_person"))[0][0])
    before = await _happened(morning)
    for action, argument in (
        ("take", ""), ("takeover", ""), ("outcome", f"{about}.hospital"), ("whom", about),
        ("anote", ""), ("astop", ""), ("aphoto", "1"), ("alert", ""),
    ):  # fmt: skip
        await person.forge(Choice(action, alert, argument=argument).encode())
        assert person.toast == "这不是您负责的班级或单位。", action
    assert await _happened(morning) == before


async def test_whose_duty_has_ended_may_no_longer_act(morning: Morning, officer: Teacher) -> None:
    _, payload = officer.button("我来处理")
    await morning.write(
        "UPDATE membership SET until_day = '2026-11-22' WHERE person_id = ?", officer.id
    )
    await morning.write(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'deputy', ?)",
        officer.id,
        morning.school.classes[OTHER],
    )
    await officer.forge(payload)
    assert officer.toast == "这不是您负责的班级或单位。"
    assert await morning.rows("SELECT owner FROM alert") == [(None,)]


@pytest.mark.parametrize(
    "argument",
    ["", ".", "1", "zz.hospital", "1.nothing", "-1.home", "all.", "999999.home", "１.home", "²"],
)
async def test_odd_arguments_change_nothing(
    morning: Morning, officer: Teacher, argument: str
) -> None:
    await officer.press("我来处理")
    alert = await _alert(morning)
    for action in ("outcome", "whom", "aphoto"):
        await officer.forge(Choice(action, alert, argument=argument).encode())
    assert await morning.rows("SELECT outcome FROM alert_person") == [(None,)]


class TestNotes:
    """A free note and a photo: as a reply to the alert, or after 备注."""

    async def test_a_reply_to_the_alert_is_kept(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        await officer.types("家长 8 点来接", reply_to=officer.last)
        assert "　07:43 备注：家长 8 点来接(老师 hc-health_officer)" in principal.sees
        assert officer.sees == "📝 已记入 一年级1班 的预警。"

    async def test_what_is_typed_after_the_button_is_kept_once(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        await officer.press("我来处理", "备注")
        assert "10 分钟内有效" in officer.sees
        await officer.types("家长 8 点来接")
        assert "备注：家长 8 点来接" in principal.sees
        await officer.types("另外一句")
        assert "另外一句" not in principal.sees

    async def test_a_note_that_was_kept_is_not_said_to_be_dropped(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        await officer.press("我来处理", "备注")
        await officer.types("家长 8 点来接")
        await officer.press("不写了")
        assert officer.toast == "这里没有要取消的了。"
        assert "备注：家长 8 点来接" in principal.sees
        await officer.press("备注", "不写了")
        assert officer.toast == "好的，没有记备注。"

    async def test_in_english_a_note_is_added(self, morning: Morning, officer: Teacher) -> None:
        await officer.types("/language en")
        await officer.press("我来处理")
        await officer.press("Note or photo")
        await officer.types("Mother fetches at 8")
        assert officer.sees == "📝 Added to the alert of 一年级1班."
        await officer.press("No note")
        assert officer.toast == "There is nothing to cancel here any more."
        await officer.press("Note or photo")
        await officer.types("x" * 501)
        assert officer.sees == "A note can have at most 500 characters. Nothing was added."

    async def test_it_is_no_longer_waited_for_after_ten_minutes_or_when_taken_back(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        await officer.press("我来处理", "备注", "不写了")
        await officer.types("太晚了")
        await officer.press("备注")
        morning.now = "07:54"
        await officer.types("太晚了")
        assert "太晚了" not in principal.sees

    async def test_a_command_stays_a_command(self, morning: Morning, officer: Teacher) -> None:
        await officer.press("我来处理", "备注")
        await officer.types("帮助")
        assert "我能为您做这些" in officer.sees

    async def test_one_that_is_too_long_is_refused(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        await officer.types("长" * 501, reply_to=officer.last)
        assert officer.sees == "备注请在 500 字以内。没有记下。"
        assert "备注" not in principal.sees

    async def test_a_teacher_s_reply_is_no_note(
        self, morning: Morning, teacher: Teacher, officer: Teacher
    ) -> None:
        await officer.press("我来处理", "已就医")
        await teacher.types("收到", reply_to=teacher.last)
        assert "note" not in await _happened(morning)

    async def test_a_photo_is_kept_by_its_reference_and_shown_to_who_may_see_it(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        await officer.press("我来处理", "备注")
        await officer._comes(FileSent("picture", "file-17"))
        assert "照片" in principal.sees
        assert "📷 照片 1" in principal.labels
        await principal.press("照片 1")
        (file,) = morning.files[morning.school.chats["principal"]]
        assert (file.reference, file.picture, file.protect) == ("file-17", True, True)
        assert file.caption.plain == "一年级1班 · 11月23日(周一) 预警照片 · 07:43"

    async def test_a_photo_out_of_the_blue_is_told_how_to_be_kept(
        self, morning: Morning, officer: Teacher
    ) -> None:
        await officer._comes(FileSent("picture", "file-17"))
        assert "回复那条预警" not in officer.sees, "the alert is not the officer's yet"
        await officer.press("我来处理")
        await officer._comes(FileSent("picture", "file-17"))
        assert "请直接回复那条预警发送" in officer.sees
        assert "photo" not in await _happened(morning)
        await officer.press("已就医", of=officer.screen[0])
        await officer._comes(FileSent("picture", "file-17"))
        assert "回复那条预警" not in officer.sees

    async def test_anything_else_that_is_sent_is_refused(
        self, morning: Morning, officer: Teacher
    ) -> None:
        await officer.press("我来处理", "备注")
        await officer.sends("voice")
        assert officer.sees == "这里只能收文字和照片。没有记下。"

    async def test_a_photo_without_an_alert_is_no_photo_of_one(
        self, morning: Morning, officer: Teacher
    ) -> None:
        await officer._comes(FileSent("picture", "file-17"))
        assert "photo" not in await _happened(morning)

    async def test_a_photo_of_another_alert_is_not_shown(
        self, morning: Morning, officer: Teacher
    ) -> None:
        await officer.press("我来处理")
        await officer.types("备注一句", reply_to=officer.screen[0])
        events = await morning.rows("SELECT id FROM alert_event")
        for (event,) in events:
            await officer.forge(Choice("aphoto", 1, argument=base36(event)).encode())
            assert officer.toast == "这个按钮已失效，请发送“晨检”重新开始。"
        assert morning.files == {}


@pytest.mark.parametrize("outcome", ["复测正常", "误报"])
async def test_what_was_found_to_be_nothing_and_is_said_again_is_opened_again(
    morning: Morning, teacher: Teacher, officer: Teacher, principal: Teacher, outcome: str
) -> None:
    await officer.press("我来处理", outcome)
    assert await morning.rows("SELECT state FROM alert") == [("closed",)]
    morning.now = "08:30"
    await teacher.press("更正")
    await teacher.types("张伟38.4")
    assert await morning.rows("SELECT state FROM alert") == [("closed",)], "not submitted yet"
    await teacher.press("提交")
    for hearer in (officer, principal):
        assert hearer.sees.startswith(
            "🔁 已按“复测正常/误报”办结，又报了异常，请再看一下：\n⚠️ 异常"
        )
        assert "· 张伟 38.2 → 发热 38.4、咳嗽(在家)\n" in hearer.sees
        assert "🙋 我来处理" in hearer.labels
    assert f"07:43 {outcome}" in officer.sees, "the history stays"
    assert await morning.rows("SELECT next_ms - ? FROM alert", morning.now_ms) == [(600_000,)]


async def test_a_draft_makes_no_sound_about_what_is_dealt_with(
    morning: Morning, teacher: Teacher, officer: Teacher
) -> None:
    await officer.press("我来处理", "误报")
    heard = len(officer.screen)
    await teacher.press("更正")
    await teacher.types("张伟39.4")
    assert len(officer.screen) == heard
    assert "已办结" in officer.sees
    await teacher.press("提交")
    assert len(officer.screen) == heard + 1
    assert "又报了异常，请再看一下：\n🚨 紧急异常" in officer.sees


async def test_what_was_done_about_somebody_holds_whatever_is_corrected(
    morning: Morning, teacher: Teacher, officer: Teacher
) -> None:
    await officer.press("我来处理", "已就医")
    heard = len(officer.screen)
    await teacher.press("更正")
    await teacher.types("张伟38.4")
    await teacher.press("提交")
    assert len(officer.screen) == heard
    assert "已办结" in officer.sees


async def test_another_pupil_s_correction_leaves_what_was_nothing_alone(
    morning: Morning, teacher: Teacher, officer: Teacher
) -> None:
    await officer.press("我来处理", "误报")
    await teacher.press("更正", "缺勤", "刘洋", "病假", "提交")
    assert "已办结" in officer.screen[0].text
    assert "又报了异常" not in officer.sees


class TestTheDayAfterNobody:
    """A pupil who is still ill and whom nobody took over is told of once, with the answer."""

    @pytest.fixture
    async def officer(self, morning: Morning, teacher: Teacher) -> Teacher:
        await teacher.press("更正", "缺勤", "刘洋", "病假", "提交")
        await morning.of_the_next_day()
        return morning.person("health_officer")

    async def test_the_card_of_yesterday_s_pupils_makes_one_sound_and_not_one_for_each(
        self, morning: Morning, officer: Teacher
    ) -> None:
        teacher, heard = morning.person(CLASS), len(officer.screen)
        await teacher.press("张伟 今天怎样", "仍发热", "38", "38.0", "在家")
        await teacher.press("刘洋 今天怎样", "在家休息")
        assert len(officer.screen) == heard
        await teacher.press("提交")
        assert len(officer.screen) == heard + 1
        assert "张伟 发热 38.0" in officer.sees
        assert "刘洋 病假" in officer.sees

    async def test_what_has_become_worse_is_told_at_once(
        self, morning: Morning, officer: Teacher
    ) -> None:
        teacher, heard = morning.person(CLASS), len(officer.screen)
        await teacher.press("张伟 今天怎样", "仍发热", "39", "39.1")
        assert len(officer.screen) == heard + 1
        assert "🚨 紧急 待确认" in officer.sees

    async def test_a_fever_of_who_was_only_away_is_told_at_once(
        self, morning: Morning, officer: Teacher
    ) -> None:
        heard = len(officer.screen)
        await morning.person(CLASS).types("刘洋38.0")
        assert len(officer.screen) == heard + 1
        assert "刘洋 发热 38.0" in officer.sees


class TestTheDayAfter:
    """A pupil who is still ill stays with whoever took the alert over."""

    @pytest.fixture
    async def officer(self, morning: Morning, teacher: Teacher) -> Teacher:
        await morning.person("health_officer").press("我来处理", "已就医")
        await morning.of_the_next_day()
        return morning.person("health_officer")

    async def test_its_owner_alone_hears_without_a_sound(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        heard = len(principal.screen)
        await morning.person(CLASS).press("张伟 今天怎样", "在家休息", "提交")
        assert len(principal.screen) == heard
        assert "👤 老师 hc-health_officer 继续跟进" in officer.sees
        assert "· 张伟 病假(在家) 11月23日起，第 2 天" in officer.sees
        assert "🏥 已就医" in officer.labels
        said = await morning.rows("SELECT body FROM outbox WHERE subject = '2'")
        assert ['"silent":true' in body for (body,) in said] == [True]

    async def test_with_somebody_new_everybody_hears(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        teacher = morning.person(CLASS)
        await teacher.press("张伟 今天怎样", "在家休息", "缺勤", "刘洋", "病假", "提交")
        assert "刘洋 病假" in principal.sees
        assert "还没有人处理" in principal.sees

    async def test_somebody_new_is_everybody_s_and_the_other_stays_with_who_had_it(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        teacher = morning.person(CLASS)
        await teacher.press("张伟 今天怎样", "在家休息", "缺勤", "刘洋", "病假", "提交")
        assert "张伟" not in principal.sees
        kept, new = officer.screen[-2:]
        assert "张伟" in kept.text
        assert "继续跟进" in kept.text
        assert "刘洋" in new.text
        assert list(new.buttons) == ["🙋 我来处理"]
        owners = await morning.rows("SELECT owner FROM alert WHERE day = '2026-11-24' ORDER BY id")
        assert owners == [(officer.id,), (None,)]

    async def test_two_who_are_still_ill_stay_with_whoever_had_each(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        pupil = morning.school.pupils[CLASS][1]
        await morning.write(
            "INSERT INTO alert (kind, day, school_id, unit_id, round_id, base, urgency, said_ms,"
            " owner) SELECT kind, day, school_id, unit_id, round_id, base, 'low', said_ms, ?"
            " FROM alert WHERE id = 1", principal.id,
        )  # fmt: skip
        await morning.write(
            "INSERT INTO alert_person (alert_id, pupil_id, standing) VALUES (2, ?, 'said')", pupil
        )
        heard = len(morning.person("principal").screen)
        teacher = morning.person(CLASS)
        await teacher.press("张伟 今天怎样", "在家休息", "缺勤", "刘洋", "病假", "提交")
        assert len(principal.screen) == heard + 1
        assert "刘洋" in principal.sees
        assert "张伟" not in principal.sees
        assert "刘洋" not in officer.sees

    async def test_whoever_takes_it_over_today_keeps_it_when_it_becomes_worse(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        teacher = morning.person(CLASS)
        await teacher.press("张伟 今天怎样", "在家休息", "提交")
        await principal.types("/alerts")
        await principal.press("张伟", "改由我处理")
        await teacher.press("更正")
        await teacher.types("张伟39.2")
        assert "情况加重" in officer.sees
        assert "老师 hc-principal 07:43 接手" in officer.sees

    async def test_a_slip_of_the_finger_takes_nobody_s_alert_away(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        teacher = morning.person(CLASS)
        await teacher.press("张伟 今天怎样", "仍发热")
        await teacher.types("39.2")
        assert "🚨 紧急 待确认" in officer.sees
        assert "还没有人处理" in officer.sees
        await teacher.types("张伟37.5")
        assert "⚠️ 待确认" in officer.sees
        assert "继续跟进" in officer.sees
        await teacher.press("在家", "提交")
        assert "⚠️ 异常" in officer.sees
        assert "继续跟进" in officer.sees
        assert await morning.rows("SELECT urgency, owner FROM alert WHERE id = 2") == [
            ("low", officer.id)
        ]

    async def test_a_fever_that_has_become_high_is_told_to_everybody(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        teacher = morning.person(CLASS)
        await teacher.press("张伟 今天怎样", "仍发热", "39", "39.1", "在家", "提交")
        assert "🚨 紧急异常" in principal.sees
        assert principal.labels == ["🙋 我来处理"]

    async def test_an_owner_who_serves_no_longer_keeps_nothing(
        self, morning: Morning, officer: Teacher, principal: Teacher
    ) -> None:
        await morning.write(
            "UPDATE membership SET until_day = '2026-11-23' WHERE person_id = ?", officer.id
        )
        await morning.person(CLASS).press("张伟 今天怎样", "在家休息", "提交")
        assert "还没有人处理" in principal.sees


class TestQuietHours:
    """What is not urgent waits for the morning; what is, never does."""

    @pytest.fixture
    async def teacher(self, morning: Morning) -> Teacher:
        await morning.asks()
        morning.now = "05:10"
        return morning.person(CLASS)

    async def test_what_is_not_urgent_waits(self, morning: Morning, teacher: Teacher) -> None:
        await teacher.press(*FEVER)
        officer = morning.person("health_officer")
        assert officer.screen == []
        morning.now = "06:00"
        await morning.deliver()
        assert "张伟 发热 38.2" in officer.sees
        rows = await morning.rows("SELECT next_ms - said_ms FROM alert")
        assert rows == [(60 * 60_000,)]

    async def test_what_is_urgent_does_not(self, morning: Morning, teacher: Teacher) -> None:
        await teacher.press("发热", "张伟", "38", "38.5", "跳过", "在家", "提交")
        assert "🚨 紧急异常" in morning.person("health_officer").sees

    async def test_what_was_taken_back_meanwhile_is_never_said(
        self, morning: Morning, teacher: Teacher
    ) -> None:
        await teacher.press(*FEVER, "更正", "去掉 张伟", "提交", "确定")
        morning.now = "06:00"
        await morning.deliver()
        assert morning.person("health_officer").screen == []


async def test_a_zero_report_asks_nothing_of_the_alerts(morning: Morning) -> None:
    asked: list[str] = []
    await morning.asks()
    await morning.database.write(
        lambda tx: tx.connection.set_trace_callback(lambda sql: asked.append(sql))
    )
    await morning.person(CLASS).press("全班正常")
    await morning.person(CLASS).types("全班正常")
    assert asked
    assert [sql for sql in asked if "alert" in sql.casefold()] == []


async def test_the_language_is_the_reader_s(morning: Morning, officer: Teacher) -> None:
    await officer.types("/language en")
    await officer.press("我来处理")
    assert "👤 老师 hc-health_officer took this over at 07:43" in officer.screen[0].text
    assert officer.toast == "It is yours. Press the outcome when it is done."


class TestClusterTakenOver:
    """One press takes a cluster over, and what nobody owns of its pupils."""

    @pytest.fixture
    async def cluster(self, morning: Morning, teacher: Teacher) -> Morning:
        """张伟, who has an alert, and 陈静 are a cluster; 刘洋 has an alert and is none of it."""
        await teacher.press("更正", "发热", "刘洋", "38", "38.1", "在家", "提交")
        school = morning.school
        first, _, third, *_ = school.pupils[CLASS]

        def piece(tx: Transaction) -> None:
            new = NewAlert(
                AlertKind.CLUSTER, morning.day, school.id, school.classes[CLASS], Urgency.HIGH,
                said_ms=morning.now_ms, rule="class/day/3/1", due_ms=morning.now_ms + 86_400_000,
            )  # fmt: skip
            alert_id = tx.alerts.raise_(new)
            whom = [(first, None), (third, None)]
            tx.alerts.join(alert_id, whom, Standing.SAID, morning.now_ms)
            tx.alerts.tell(alert_id, [school.chats["health_officer"]], morning.now_ms)

        await morning.database.write(piece)
        await morning.deliver()
        return morning

    async def test_its_pupils_alerts_come_along_and_no_other(self, cluster: Morning) -> None:
        officer, principal = cluster.person("health_officer"), cluster.person("principal")
        await officer.press("我来处理")
        assert officer.toast == "已由您处理，这些学生的预警(1 条)也归您。处理后请点结果。"
        owners = await cluster.rows("SELECT owner FROM alert ORDER BY id")
        assert owners == [(officer.id,), (None,), (officer.id,)]
        assert "老师 hc-health_officer 07:43 接手" in principal.screen[0].text
        assert (await _happened(cluster)).count("owned") == 2
        await officer.press("已就医", of=officer.screen[0])
        assert "已办结" in officer.screen[0].text

    async def test_what_somebody_is_at_already_stays_theirs(self, cluster: Morning) -> None:
        officer, principal = cluster.person("health_officer"), cluster.person("principal")
        await principal.press("我来处理", of=principal.screen[0])
        await officer.press("我来处理")
        assert officer.toast == "已由您处理。处理后请点结果。"
        owners = await cluster.rows("SELECT owner FROM alert ORDER BY id")
        assert owners == [(principal.id,), (None,), (officer.id,)]

    async def test_in_english(self, cluster: Morning) -> None:
        officer = cluster.person("health_officer")
        await officer.types("/language en")
        await officer.press("我来处理")
        assert "and so are these pupils' alerts (1)" in (officer.toast or "")
