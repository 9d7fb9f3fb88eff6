"""/alerts: what is open, who is at it, what came of it; names inside the school only."""

from __future__ import annotations

import pytest

from domain.choice import Choice
from domain.report_request import MOST_DAYS
from tests.handlers.desks import CLASS, OTHER, Morning, Teacher


@pytest.fixture
async def officer(morning: Morning) -> Teacher:
    """Of three alerts one waits, one is owned, one has ended."""
    morning.now = "07:41"
    for name, pupil, reading in ((CLASS, "张伟", "38.6"), (OTHER, "刘洋", "37.8"),
                                 ("二年级1班", "陈静", "37.5")):  # fmt: skip
        await morning.asks(name)
        await morning.person(name).press("发热", pupil)
        await morning.person(name).types(reading)
        await morning.person(name).press("跳过", "在家", "提交")
    officer = morning.person("health_officer")
    await officer.press("我来处理", of=officer.screen[1])
    await officer.press("我来处理", of=officer.screen[2])
    await officer.press("已就医", of=officer.screen[2])
    return officer


async def test_who_is_at_each_alert(officer: Teacher) -> None:
    await officer.types("/alerts")
    assert officer.sees == (
        "和川镇中心小学 · 11月23日(周一) 预警\n\n"
        "还没有人处理 1\n· 一年级1班 张伟 发热 38.6(在家) 07:41\n\n"
        "处理中 1\n· 一年级2班 刘洋 发热 37.8(在家) 07:41 老师 hc-health_officer\n\n"
        "已结束 1\n· 二年级1班 陈静 发热 37.5(在家) → 已就医 07:41 老师 hc-health_officer"
    )
    assert officer.last.message.protect
    assert officer.labels == [
        "🚨 一年级1班 张伟", "⚠️ 一年级2班 刘洋", "✅ 二年级1班 陈静", "🔄 刷新", "📈 本周",
    ]  # fmt: skip


async def test_a_button_brings_the_card_which_lives_on(morning: Morning, officer: Teacher) -> None:
    await officer.types("预警")
    await officer.press("🚨 一年级1班 张伟")
    assert officer.labels == ["🙋 我来处理"]
    await morning.person("principal").press("我来处理")
    assert "老师 hc-principal 07:41 接手" in officer.sees


async def test_it_can_be_looked_at_anew(morning: Morning, officer: Teacher) -> None:
    await officer.types("预警")
    await morning.person("principal").press("我来处理")
    await officer.press("刷新")
    assert "处理中 2" in officer.sees


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("预警 今天", "还没有人处理 1"),
        ("预警昨天", "没有预警"),
        ("/alerts 11-23 一年级", "处理中 1"),
        ("/alerts 二年级1班", "已结束 1"),
    ],
)
async def test_of_a_day_or_a_unit(officer: Teacher, typed: str, shown: str) -> None:
    await officer.types(typed)
    assert shown in officer.sees


async def test_what_is_open_is_shown_on_the_next_day_too(
    morning: Morning, officer: Teacher
) -> None:
    morning.day = morning.day.replace(day=24)
    await officer.types("预警")
    assert "张伟 发热 38.6(在家) 昨天 07:41" in officer.sees
    assert "陈静" not in officer.sees


async def test_what_is_open_for_longer_is_shown_with_its_day(
    morning: Morning, officer: Teacher
) -> None:
    morning.day = morning.day.replace(day=25)
    await officer.types("预警")
    assert "张伟 发热 38.6(在家) 11月23日 07:41" in officer.sees
    await officer.types("/language en", "/alerts")
    assert "11/23 07:41" in officer.sees


async def test_a_day_asked_about_is_shown_with_times_alone(
    morning: Morning, officer: Teacher
) -> None:
    morning.day = morning.day.replace(day=24)
    await officer.types("预警 昨天")
    assert "陈静 发热 37.5(在家) → 已就医 07:41" in officer.sees


@pytest.mark.parametrize("key", ["district", "liaison"])
async def test_above_the_school_there_are_counts_and_no_names(
    morning: Morning, officer: Teacher, key: str
) -> None:
    person = morning.person(key)
    await person.types("/alerts")
    assert "一年级1班 发热 1 07:41" in person.sees
    assert "一年级2班 发热 1" in person.sees
    for name in ("张伟", "刘洋", "陈静", "老师", "38.6"):
        assert name not in person.sees
    assert person.labels == ["🔄 刷新", "📈 本周"]


async def test_a_grade_leader_sees_the_own_grade(morning: Morning, officer: Teacher) -> None:
    leader = morning.person("leader 二年级")
    await leader.types("预警")
    assert "陈静" in leader.sees
    assert "张伟" not in leader.sees
    await leader.forge(Choice("alerts", morning.school.id, argument="2026-11-23").encode())
    assert leader.toast == "这不是您负责的班级或单位。"


async def test_a_teacher_has_no_such_list(morning: Morning, officer: Teacher) -> None:
    teacher = morning.person(CLASS)
    await teacher.types("/alerts")
    assert "不在您的任职范围内" in teacher.sees


@pytest.mark.parametrize("argument", ["", "昨天", "2026-13-01", "9999-12-31", "0001-01-01"])
async def test_odd_days_break_nothing(morning: Morning, officer: Teacher, argument: str) -> None:
    await officer.types("预警")
    await officer.forge(Choice("alerts", morning.school.id, argument=argument).encode())
    assert "和川镇中心小学" in officer.sees


class TestSeveralDays:
    """How soon alerts were taken over, day by day; counts only."""

    @pytest.fixture
    async def week(self, morning: Morning, officer: Teacher) -> Morning:
        """The officer owned one after 5 minutes and one after 12; one of last Friday after 3 hours,
        when it had gone a level up, and one of the week before counts elsewhere.
        """
        for number, waited in ((2, 5), (3, 12)):
            await morning.write(
                "UPDATE alert SET first_owned_ms = said_ms + ? WHERE id = ?",
                waited * 60_000,
                number,
            )
        for day, waited, rung in (("2026-11-20", 180, 1), ("2026-11-13", 1, 0)):
            await morning.write(
                "INSERT INTO alert (kind, day, school_id, unit_id, urgency, said_ms, owner,"
                " first_owned_ms, rung, state, ending, closed_ms)"
                " SELECT kind, ?, school_id, unit_id, 'low', 0, owner, ?, ?, 'closed', 'handled', 1"
                " FROM alert WHERE id = 2", day, waited * 60_000, rung,
            )  # fmt: skip
        morning.day = morning.day.replace(day=24)
        return morning

    @pytest.mark.parametrize("typed", ["/alerts 本周", "预警本周", "/alerts this week"])
    async def test_this_week(self, week: Morning, typed: str) -> None:
        officer = week.person("health_officer")
        await officer.types(typed)
        assert officer.sees == (
            "和川镇中心小学 · 11月23日–11月24日 预警处理情况\n"
            "预警 3 · 已接手 2(平均 8.5 分钟) · 已办结 1 · 无人处理 1\n\n"
            "· 11月23日 预警 3 · 已接手 2(平均 8.5 分钟) · 已办结 1 · 无人处理 1"
        )
        assert officer.labels == ["🔔 今天", "📈 本周", "📅 本月"]
        assert officer.last.message.protect, "a press puts names in its place"

    @pytest.mark.parametrize(
        ("day", "typed", "shown"),
        [
            (23, "预警 本周", "11月23日(周一) 预警处理情况"),
            (1, "预警 本月", "11月1日(周日) 预警处理情况"),
            (23, "预警 周一", "还没有人处理 1"),
            (23, "预警 11-23", "还没有人处理 1"),
        ],
    )
    async def test_a_week_is_one_on_its_first_day_too(
        self, week: Morning, day: int, typed: str, shown: str
    ) -> None:
        week.day = week.day.replace(day=day)
        await week.person("health_officer").types(typed)
        assert shown in week.person("health_officer").sees

    async def test_the_button_leads_to_the_week_on_a_monday(self, week: Morning) -> None:
        week.day = week.day.replace(day=23)
        officer = week.person("health_officer")
        await officer.types("/alerts")
        await officer.press("本周")
        assert "预警处理情况" in officer.sees

    async def test_days_named_one_by_one_and_a_class(self, week: Morning) -> None:
        officer = week.person("health_officer")
        await officer.types("/alerts 11-20到11-23 一年级2班")
        assert officer.sees.split("\n")[-2:] == [
            "· 11月20日 预警 1 · 已接手 1(平均 3 小时) · 已办结 1",
            "· 11月23日 预警 1 · 已接手 1(平均 5 分钟)",
        ]
        assert "无人接手而升级 1 条" in officer.sees

    async def test_a_press_leads_there_and_back(self, week: Morning) -> None:
        officer = week.person("health_officer")
        await officer.types("/alerts")
        heard = len(officer.screen)
        await officer.press("本周", "本月")
        assert "11月1日–11月24日" in officer.sees
        assert "预警 5" in officer.sees
        await officer.press("今天")
        assert "还没有人处理 1" in officer.sees
        assert len(officer.screen) == heard

    async def test_nothing_happened(self, week: Morning) -> None:
        officer = week.person("health_officer")
        await officer.types("/alerts 9月")
        assert "没有预警" in officer.sees

    async def test_too_many_days_are_refused(self, week: Morning) -> None:
        officer = week.person("health_officer")
        await officer.types("/alerts 1月1日-9月30日")
        assert f"一次最多看 {MOST_DAYS} 天" in officer.sees

    @pytest.mark.parametrize("key", ["district", "liaison"])
    async def test_above_the_school_too_and_nobody_is_named(self, week: Morning, key: str) -> None:
        person = week.person(key)
        await person.types("/language en", "/alerts this week")
        assert "how alerts were dealt with, 11/23–11/24" in person.sees
        assert "on average after 8.5 min" in person.sees
        assert "老师" not in person.sees

    @pytest.mark.parametrize(
        "argument", ["20261124-20261123", "20260101-20261124", "20261301-20261302", "1-2", "-"]
    )
    async def test_forged_days_break_nothing(self, week: Morning, argument: str) -> None:
        officer = week.person("health_officer")
        await officer.types("/alerts")
        before = officer.sees
        await officer.forge(Choice("alerts", week.school.id, argument=argument).encode())
        assert officer.sees == before
        assert officer.alert

    async def test_a_stranger_to_the_school_gets_nothing(self, week: Morning) -> None:
        teacher = week.person(CLASS)
        argument = "20261123-20261124"
        await teacher.forge(Choice("alerts", week.school.id, argument=argument).encode())
        assert teacher.toast == "这不是您负责的班级或单位。"
