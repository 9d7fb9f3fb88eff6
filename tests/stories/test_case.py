"""A story of one case: fourteen days, an extension, a missed day, a late visit, a release."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from domain.case import CaseState
from domain.roster import HeadCount
from tests.handlers.desks import CLASS, a_morning
from tests.handlers.following import OFFICER, a_day, cases, days, happened, opened, ticks


async def test_a_fortnight_with_an_extension_and_a_release_that_is_refused_first(
    tmp_path: Path,
) -> None:
    async with a_morning(tmp_path, pupils=5) as morning:
        case = await opened(morning, "hc-1-1 居家隔离 11-22")
        teacher, officer = morning.person(CLASS), morning.person(OFFICER)
        assert (case.first, case.last) == (date(2026, 11, 23), date(2026, 12, 6))
        for day in days("2026-11-23", "2026-11-27"):
            await a_day(morning, day)
        # A missed Saturday: the evening says so, and on Sunday it is made up for.
        await a_day(morning, "2026-11-28", answers=False)
        assert "今天没有随访 1 人" in officer.sees
        morning.day = date(2026, 11, 29)
        (now,) = await cases(morning)
        assert now.is_overdue(morning.day)
        await teacher.types("个案")
        await teacher.press("张伟", "补昨日", "✅ 正常")
        (now,) = await cases(morning)
        assert not now.is_overdue(morning.day)
        for day in days("2026-11-29", "2026-12-03"):
            await a_day(morning, day)
        # Extended by a week on the twelfth day.
        morning.day, morning.now = date(2026, 12, 4), "09:00"
        await officer.types("个案")
        await officer.press("张伟", "+7天")
        for day in days("2026-12-04", "2026-12-12"):
            await a_day(morning, day)
        # Day 20: the days are not over.
        await officer.types("个案")
        await officer.press("张伟", "解除")
        assert "还不能解除，缺：期满(12月13日)；一次核酸阴性" in officer.sees
        # The last day: the evening's list says what is missing; the refusal names it.
        await a_day(morning, "2026-12-13")
        assert "期满但条件不足，暂不入校 1 人" in officer.sees
        assert "张伟(一年级1班)：缺 一次核酸阴性" in officer.sees
        await officer.press("张伟", "解除")
        assert officer.toast == "还不能解除，缺：一次核酸阴性"
        await officer.press("核酸阴性", "解除")
        assert officer.toast == "已解除，12月14日(周一) 起"
        assert "已解除，12月14日(周一) 起" in teacher.sees
        # The last day still counts as a day away; from Monday on the pupil is expected.
        class_id = morning.school.classes[CLASS]
        heads = await morning.database.read(
            lambda tx: [
                tx.roster.head_count(class_id, day) for day in days("2026-12-13", "2026-12-14")
            ]
        )
        assert heads == [HeadCount(5, isolated=1), HeadCount(5)]
        (now,) = await cases(morning)
        assert now.state is CaseState.RELEASED
        assert (await happened(morning, case.id)).count("refused") == 2
        # Nobody is asked any more.
        before = len(teacher.screen)
        morning.day = date(2026, 12, 14)
        await ticks(morning, "10:00")
        assert len(teacher.screen) == before


async def test_the_evening_before_says_who_may_enter(tmp_path: Path) -> None:
    async with a_morning(tmp_path, pupils=5) as morning:
        await opened(morning, "hc-1-1 居家隔离 11-09")
        await opened(morning, "hc-1-2 密接 11-09")
        officer, admin = morning.person(OFFICER), morning.person("admin")
        await ticks(morning, "10:00")
        await morning.person(CLASS).press("都正常")
        await officer.types("个案")
        await officer.press("张伟", "核酸阴性", "解除")
        await ticks(morning, "16:00")
        await ticks(morning, "19:00")
        assert admin.sees == (
            "和川镇中心小学 返校名单 · 11月24日(周二)\n"
            "✅ 可以入校 1 人：张伟(一年级1班)\n"
            "⛔ 期满但条件不足，暂不入校 1 人：\n"
            "　刘洋(一年级1班)：缺 一次核酸阴性"
        )
        assert "可以入校" not in "".join(one.text for one in morning.person(CLASS).screen)
