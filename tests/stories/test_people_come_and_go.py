"""A pupil moves in mid-week, a teacher leaves: figures are right on both sides, nothing is lost."""

from __future__ import annotations

from datetime import date

from domain.figures import Counts
from tests.stories.morning import CLASSES, Morning

FIRST, SECOND, THIRD = CLASSES
TUESDAY, WEDNESDAY = "2026-11-24", "2026-11-25"


def enrolled(morning: Morning, class_name: str, day: str) -> int:
    """How many pupils a class's answer of a day counted."""
    round_ = morning.round(class_name, day)
    answer = morning.read(lambda tx: tx.answers.latest(round_))
    assert answer is not None
    return answer.figures.enrolled


def counted(morning: Morning, day: date) -> Counts:
    """The school's counts of a day."""
    return morning.read(lambda tx: tx.reports.day(morning.school.id, day).counts)


async def all_answer(morning: Morning, day: str) -> None:
    """The day's question goes out, and every class is well."""
    await morning.at(f"{day} 07:30")
    for name in CLASSES:
        await morning.teacher(name).press("全班正常")


async def test_a_pupil_moves_in_mid_week_and_the_figures_are_right(morning: Morning) -> None:
    await morning.at("07:30")
    for name in CLASSES:
        await morning.teacher(name).press("全班正常")
    pupil = morning.pupil(FIRST)
    await morning.admin.type(f"花名册 转班 {FIRST} {pupil} {SECOND} {TUESDAY}")
    await morning.admin.press("跳过")
    await morning.admin.press("确认")
    assert await morning.teacher(FIRST).shows("学生转班")
    assert await morning.teacher(SECOND).shows("学生转班")
    await all_answer(morning, TUESDAY)
    assert [enrolled(morning, name, "2026-11-23") for name in CLASSES] == [3, 3, 3]
    assert [enrolled(morning, name, TUESDAY) for name in CLASSES] == [2, 4, 3]
    for day in (date(2026, 11, 23), date(2026, 11, 24)):
        counts = counted(morning, day)
        assert counts.enrolled == counts.present == 9


async def test_a_teacher_leaves_and_the_class_is_still_asked_for(morning: Morning) -> None:
    name = f"老师 hc-{FIRST}"
    await morning.admin.type(f"花名册 离任 {name} 明天")
    await morning.admin.press("确认")
    assert await morning.admin.shows(f"没有班主任：{FIRST}")
    assert await morning.leader("三年级").shows("没有班主任")
    await morning.at("07:30")
    await morning.teacher(FIRST).press("全班正常")
    await morning.at(f"{TUESDAY} 07:30")
    assert "晨检" in morning.deputy(FIRST).heard
    await morning.teacher(FIRST).type("全班正常")
    assert morning.round(FIRST, TUESDAY).revision == 0
    await morning.deputy(FIRST).press("全班正常")
    assert morning.round(FIRST, TUESDAY).revision == 1
    assert morning.revisions(FIRST) == 1, "what was answered before stays"
