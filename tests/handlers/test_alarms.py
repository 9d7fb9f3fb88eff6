"""Somebody hears of everything abnormal at once: drafts, answers, corrections."""

from __future__ import annotations

import pytest

from tests.handlers.desks import CLASS, Morning, Teacher

DEPUTY = f"deputy {CLASS}"


@pytest.fixture
async def teacher(morning: Morning) -> Teacher:
    """The head teacher of 一年级1班, who has been asked."""
    await morning.asks()
    return morning.person(CLASS)


async def test_an_abnormal_draft_is_told_to_the_health_officer_at_once(
    morning: Morning, teacher: Teacher
) -> None:
    officer = morning.person("health_officer")
    await teacher.press("发热", "张伟", "38", "38.2")
    assert officer.sees == (
        "⚠️ 待确认 · 一年级1班 · 11月23日(周一)\n· 张伟 发热 38.2\n"
        "老师 hc-一年级1班 07:31 填写，尚未提交。\n👤 还没有人处理"
    )
    assert officer.labels == ["🙋 我来处理"]
    assert officer.last.message.protect
    assert morning.person("principal").screen == []


async def test_the_same_message_follows_the_draft_and_becomes_the_alert(
    morning: Morning, teacher: Teacher
) -> None:
    officer, principal = morning.person("health_officer"), morning.person("principal")
    await teacher.press("发热", "张伟", "38", "38.2", "咳嗽", "在家")
    assert "· 张伟 发热 38.2、咳嗽(在家)" in officer.sees
    morning.now = "07:35"
    await teacher.press("提交")
    assert len(officer.screen) == 1
    assert officer.sees == (
        "⚠️ 异常 · 一年级1班 · 11月23日(周一)\n· 张伟 发热 38.2、咳嗽(在家)\n"
        "老师 hc-一年级1班 07:35 上报。\n👤 还没有人处理"
    )
    assert principal.sees == officer.sees


async def test_a_second_pupil_in_the_draft_makes_a_new_sound(
    morning: Morning, teacher: Teacher
) -> None:
    officer = morning.person("health_officer")
    await teacher.press("发热", "张伟", "38", "38.2", "在家", "发热", "刘洋", "39", "39.0", "在家")
    assert len(officer.screen) == 2
    assert "张伟 发热 38.2(在家)\n· 刘洋 发热 39.0(在家)" in officer.sees
    await teacher.press("提交")
    assert len(officer.screen) == 2
    assert "紧急异常" in officer.sees


async def test_of_a_growing_draft_only_the_newest_message_says_everything(
    morning: Morning, teacher: Teacher
) -> None:
    officer = morning.person("health_officer")
    await teacher.press("发热", "张伟", "38", "38.2", "在家", "发热", "刘洋", "38", "38.1", "在家")
    await teacher.press("缺勤", "陈静", "病假")
    assert [shown.text for shown in officer.screen[:2]] == ["↓ 最新在下面"] * 2
    assert [list(shown.buttons) for shown in officer.screen[:2]] == [[], []]
    assert all(name in officer.sees for name in ("张伟", "刘洋", "陈静"))
    await teacher.press("提交")
    assert [shown.text for shown in officer.screen[:2]] == ["↓ 最新在下面"] * 2
    assert "⚠️ 异常" in officer.sees


async def test_what_is_held_for_the_morning_takes_nothing_from_what_was_said_before(
    morning: Morning, teacher: Teacher
) -> None:
    officer = morning.person("health_officer")
    morning.now = "05:10"
    await teacher.press("发热", "张伟", "39", "39.2", "在家")
    assert "🚨 紧急 待确认" in officer.sees
    await teacher.types("张伟38.2")
    await teacher.press("缺勤", "刘洋", "病假")
    assert len(officer.screen) == 1
    assert "刘洋 病假" in officer.sees
    morning.now = "06:00"
    await morning.deliver()
    assert "➕ 又有新增" in officer.sees
    await officer.press("我来处理")
    assert [shown.text for shown in officer.screen[:-1]] == ["↓ 最新在下面"]
    assert "张伟 发热 38.2" in officer.sees


async def test_what_waits_for_the_morning_is_one_message_then(
    morning: Morning, teacher: Teacher
) -> None:
    officer = morning.person("health_officer")
    morning.now = "05:10"
    await teacher.press("发热", "张伟", "38", "38.2", "在家", "缺勤", "刘洋", "病假")
    assert officer.screen == []
    morning.now = "06:00"
    await morning.deliver()
    assert len(officer.screen) == 1
    assert "刘洋 病假" in officer.sees


async def test_the_reading_of_a_draft_that_was_lowered_is_urgent_no_longer(
    morning: Morning, teacher: Teacher
) -> None:
    officer = morning.person("health_officer")
    await teacher.press("发热", "张伟", "39", "39.2", "在家")
    assert officer.sees.startswith("🚨 紧急 待确认")
    await teacher.types("张伟38.2")
    assert officer.sees.startswith("⚠️ 待确认")
    assert "发热 38.2" in officer.sees
    await teacher.press("提交")
    assert morning.person("principal").sees.startswith("⚠️ 异常")


async def test_a_draft_taken_back_takes_its_alert_back(morning: Morning, teacher: Teacher) -> None:
    officer = morning.person("health_officer")
    await teacher.press("发热", "张伟", "38", "38.2", "在家", "去掉 张伟")
    assert "待确认的情况已撤下" in officer.sees
    await teacher.press("发热", "张伟", "38", "38.2", "在家", "放弃")
    assert "待确认的情况已撤下" in officer.sees
    assert "不算上报" in officer.sees
    heard = len(officer.screen)
    await teacher.press("发热", "刘洋", "38", "38.1", "在家")
    assert "又有新增" not in officer.sees
    await teacher.press("放弃", "全班正常")
    assert len(officer.screen) == heard + 1


async def test_the_answer_of_another_resolves_the_draft_s_alert(
    morning: Morning, teacher: Teacher
) -> None:
    await morning.asks(step="deputy")
    officer, deputy = morning.person("health_officer"), morning.person(DEPUTY)
    await teacher.press("发热", "张伟", "38", "38.2", "在家")
    await deputy.press("全班正常", "确定")
    assert "待确认" not in officer.sees
    assert "已无异常" in officer.sees


async def test_two_drafts_are_told_in_one(morning: Morning, teacher: Teacher) -> None:
    await morning.asks(step="deputy")
    officer, deputy = morning.person("health_officer"), morning.person(DEPUTY)
    await teacher.press("发热", "张伟", "38", "38.2", "在家")
    await deputy.press("缺勤", "刘洋", "病假")
    assert "张伟" in officer.sees
    assert "刘洋" in officer.sees
    await deputy.press("放弃")
    assert "刘洋" not in officer.sees
    assert "张伟" in officer.sees


async def test_somebody_elses_finding_makes_a_sound_though_a_draft_was_told(
    morning: Morning, teacher: Teacher
) -> None:
    await morning.asks(step="deputy")
    officer, deputy = morning.person("health_officer"), morning.person(DEPUTY)
    await teacher.press("发热", "张伟", "38", "38.2", "在家")
    await deputy.press("发热", "刘洋", "39", "39.0", "在家", "提交", "仍然提交")
    assert len(officer.screen) == 2
    assert "刘洋 发热 39.0" in officer.sees
    assert "张伟：已撤回" in officer.sees


async def test_a_private_leave_alarms_nobody(morning: Morning, teacher: Teacher) -> None:
    await teacher.press("缺勤", "张伟", "事假", "提交")
    assert morning.person("health_officer").screen == []
    assert morning.person("principal").screen == []


async def test_a_normal_reading_alarms_nobody(morning: Morning, teacher: Teacher) -> None:
    await teacher.press("发热", "张伟", "36", "36.8", "跳过", "跳过", "提交")
    assert morning.person("health_officer").screen == []


@pytest.mark.parametrize(
    "presses",
    [
        ("发热", "张伟", "37", "37.3", "跳过", "在学校"),
        ("发热", "张伟", "跳过", "呕吐", "下一步", "跳过"),
        ("发热", "张伟", "未测"),
        ("缺勤", "张伟", "病假"),
        ("缺勤", "张伟", "其他"),
        ("外出", "张伟", "跳过", "昨天"),
        ("我本人", "38", "38.0", "跳过", "在家"),
    ],
)
async def test_everything_else_alarms(
    morning: Morning, teacher: Teacher, presses: tuple[str, ...]
) -> None:
    await teacher.press(*presses)
    assert "待确认" in morning.person("health_officer").sees
    await teacher.press("提交")
    assert "异常" in morning.person("principal").sees


class TestCorrections:
    """What was told is changed in place; only something new makes a new message."""

    @pytest.fixture
    async def officer(self, morning: Morning, teacher: Teacher) -> Teacher:
        """The health officer, told of 张伟."""
        await teacher.press("发热", "张伟", "38", "38.2", "在家", "提交")
        morning.now = "08:00"
        return morning.person("health_officer")

    async def test_another_reading_changes_what_was_told_without_a_sound(
        self, morning: Morning, teacher: Teacher, officer: Teacher
    ) -> None:
        await teacher.press("更正", "发热", "张伟", "38", "38.4", "在家", "提交")
        assert len(officer.screen) == 1
        assert "· 张伟 38.2 → 发热 38.4(在家)\n" in officer.sees
        assert "老师 hc-一年级1班 08:00 上报" in officer.sees

    async def test_a_fever_that_has_become_high_makes_a_sound(
        self, morning: Morning, teacher: Teacher, officer: Teacher
    ) -> None:
        await teacher.press("更正", "发热", "张伟", "38", "38.5")
        assert len(officer.screen) == 2
        assert officer.sees.startswith("⬆️ 情况加重：\n🚨 紧急异常 · 一年级1班")
        assert "· 张伟 发热 38.2(在家)(更正待确认：发热 38.5(在家))" in officer.sees
        await teacher.press("在家", "提交")
        assert len(officer.screen) == 2
        assert "· 张伟 38.2 → 发热 38.5(在家)\n" in officer.sees
        assert officer.screen[0].text == "↓ 最新在下面"
        assert len(morning.person("principal").screen) == 2

    async def test_a_correction_of_a_fever_that_is_discarded_leaves_nothing_behind(
        self, morning: Morning, teacher: Teacher, officer: Teacher
    ) -> None:
        told = officer.sees
        await teacher.press("更正", "发热", "张伟", "39", "39.5")
        assert officer.sees.startswith("⬆️ 情况加重：\n🚨 紧急异常")
        await teacher.press("← 返回", "放弃更正")
        assert officer.sees == told

    async def test_a_lower_reading_is_urgent_no_longer(
        self, morning: Morning, teacher: Teacher, officer: Teacher
    ) -> None:
        await teacher.press("更正", "发热", "张伟", "39", "39.2", "在家", "提交")
        assert "🚨 紧急异常" in officer.sees
        await teacher.press("更正", "发热", "张伟", "38", "38.0", "在家", "提交")
        assert officer.sees.startswith("⚠️ 异常")
        assert "· 张伟 39.2 → 发热 38.0(在家)" in officer.sees
        assert await morning.rows("SELECT urgency FROM alert") == [("low",)]

    async def test_one_more_is_an_alert_of_its_own(
        self, morning: Morning, teacher: Teacher, officer: Teacher
    ) -> None:
        await teacher.press("更正", "发热", "刘洋", "38", "38.1", "在家", "提交")
        assert len(officer.screen) == 2
        assert "张伟" not in officer.sees
        assert "刘洋" not in officer.screen[0].text
        assert "07:31 上报" in officer.screen[0].text

    async def test_who_was_taken_back_and_named_again_is_told_anew(
        self, morning: Morning, teacher: Teacher, officer: Teacher
    ) -> None:
        await teacher.press("更正", "去掉 张伟", "提交", "确定")
        await teacher.press("更正", "发热", "张伟", "38", "38.1", "在家", "提交")
        assert len(officer.screen) == 2
        assert "撤回" in officer.screen[0].text
        assert "张伟 发热 38.1" in officer.sees

    async def test_well_after_all_is_said_in_place(
        self, morning: Morning, teacher: Teacher, officer: Teacher
    ) -> None:
        await teacher.press("更正", "去掉 张伟", "提交", "确定")
        assert len(officer.screen) == 1
        assert "此前的异常已撤回" in officer.sees
        assert "08:00 更正，以上已无异常。" in officer.sees
        assert officer.labels == []
        assert morning.person("principal").sees == officer.sees

    async def test_whoever_is_at_it_hears_that_it_was_withdrawn(
        self, morning: Morning, teacher: Teacher, officer: Teacher
    ) -> None:
        await officer.press("我来处理")
        heard = len(morning.person("principal").screen)
        await teacher.press("更正", "去掉 张伟", "提交", "确定")
        assert len(officer.screen) == 2
        assert "此前的异常已撤回" in officer.sees
        assert officer.screen[0].text == "↓ 最新在下面"
        assert len(morning.person("principal").screen) == heard

    async def test_a_private_leave_beside_it_says_nothing_new(
        self, morning: Morning, teacher: Teacher, officer: Teacher
    ) -> None:
        await teacher.press("更正", "缺勤", "刘洋", "事假", "提交")
        assert len(officer.screen) == 1
        assert "刘洋" not in officer.sees

    async def test_a_correction_begun_and_discarded_leaves_the_alert_as_it_was(
        self, morning: Morning, teacher: Teacher, officer: Teacher
    ) -> None:
        told = officer.sees
        await teacher.press("更正", "发热", "刘洋", "39", "39.0", "在家")
        assert "紧急 待确认" in officer.sees
        await teacher.press("放弃更正")
        assert "待确认的情况已撤下" in officer.sees
        assert "更正没有提交，原来的上报不变。" in officer.sees
        assert officer.screen[0].text == told


@pytest.mark.parametrize(
    ("gone", "hears"), [((), "health_officer"), (("health_officer",), "principal"),
                        (("health_officer", "principal"), "admin")]
)  # fmt: skip
async def test_where_nobody_is_enrolled_the_next_hears(
    morning: Morning, teacher: Teacher, gone: tuple[str, ...], hears: str
) -> None:
    for key in gone:
        await morning.write(
            "UPDATE chat SET person_id = NULL WHERE person_id = ?", morning.school.people[key]
        )
    await teacher.press("发热", "张伟", "38", "38.2")
    assert "待确认" in morning.person(hears).sees
    await teacher.press("在家", "提交")
    assert "异常" in morning.person(hears).sees


async def test_nobody_above_the_school_hears_a_name(morning: Morning, teacher: Teacher) -> None:
    await teacher.press("发热", "张伟", "38", "38.2", "在家", "提交")
    for key in ("district", "liaison"):
        assert morning.person(key).screen == []


class TestNobodyYet:
    """A sentence counts pupils whom nobody has named: it is told at once, and named in place."""

    async def test_as_many_as_make_a_cluster_are_urgent(
        self, morning: Morning, teacher: Teacher
    ) -> None:
        officer = morning.person("health_officer")
        await teacher.types("3人发烧")
        assert officer.sees.startswith("🚨 紧急 待确认 · 一年级1班")
        assert "3 人 发热" in officer.sees
        assert officer.labels == ["🙋 我来处理"]

    async def test_three_journeys_make_no_cluster_and_nobody_else_more_urgent(
        self, morning: Morning, teacher: Teacher
    ) -> None:
        officer = morning.person("health_officer")
        await teacher.types("赵磊咳嗽在家，其余正常")
        await teacher.press("提交")
        await teacher.types("昨天有3个去了瑞丽")
        assert "3 人 外出 瑞丽" in officer.sees
        assert not any("紧急" in shown.text for shown in officer.screen)

    async def test_whoever_is_named_then_makes_no_new_sound(
        self, morning: Morning, teacher: Teacher
    ) -> None:
        officer = morning.person("health_officer")
        await teacher.types("1人发烧38.2")
        assert len(officer.screen) == 1
        assert "姓名待确认" in officer.sees
        await teacher.types("张伟38.2")
        assert "· 张伟 发热 38.2" in officer.sees
        assert "姓名待确认" not in officer.sees
        assert len(officer.screen) == 1

    async def test_what_was_dropped_with_the_answer_is_not_told_as_taken_back(
        self, morning: Morning, teacher: Teacher
    ) -> None:
        await morning.asks(step="deputy")
        officer, deputy = morning.person("health_officer"), morning.person(DEPUTY)
        await teacher.types("1人发烧38.2")
        await deputy.press("全班正常", "确定")
        assert "此前的异常已撤回" in officer.sees
        assert "不明" not in officer.sees
        assert officer.labels == []

    async def test_somebody_unknown_can_be_acted_for(
        self, morning: Morning, teacher: Teacher
    ) -> None:
        officer = morning.person("health_officer")
        await teacher.types("2人发烧")
        await officer.press("我来处理", "已联系家长")
        assert "已联系家长" in officer.sees

    async def test_who_was_typed_and_is_not_known_stands_on_the_buttons_as_typed(
        self, morning: Morning, teacher: Teacher
    ) -> None:
        officer = morning.person("health_officer")
        await teacher.types("张伟38.2 李思远39.1")
        await officer.press("我来处理")
        assert [label for label in officer.labels if "▸" in label][:2] == ["张伟 ▸", "“李思远” ▸"]


async def test_a_normal_reading_that_became_a_fever_shows_both(
    morning: Morning, teacher: Teacher
) -> None:
    await teacher.types("张伟36.8 其余正常")
    await teacher.press("提交", "更正")
    await teacher.types("张伟38.1")
    await teacher.press("提交")
    assert "· 张伟 36.8 → 发热 38.1\n" in morning.person("principal").sees
