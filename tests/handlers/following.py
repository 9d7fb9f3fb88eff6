"""Cases in tests: opened by the health officer, and the tick that asks about them."""

from __future__ import annotations

from datetime import date, timedelta

from domain.case import CaseFile
from scheduler.case_steps import follow_cases
from scheduler.moment import Moment
from tests.clock import ZONE
from tests.handlers.desks import Morning

OFFICER = "health_officer"


async def opened(
    morning: Morning, words: str = "hc-1-1 居家隔离 11-20", by: str = OFFICER
) -> CaseFile:
    """The case that somebody opens by hand."""
    person = morning.person(by)
    await person.types(f"个案 新建 {words}")
    await person.press("建档")
    return (await cases(morning))[-1]


async def cases(morning: Morning) -> list[CaseFile]:
    """Every case there is, as it stands now."""
    ids = [row[0] for row in await morning.rows("SELECT id FROM case_file ORDER BY id")]
    found = await morning.database.read(
        lambda tx: [tx.cases.get(case_id, morning.day) for case_id in ids]
    )
    return [case for case in found if case is not None]


async def ticks(morning: Morning, now: str | None = None) -> None:
    """It is this late, the tick looks at the cases, and what is due is said."""
    morning.now = now or morning.now
    moment = Moment(morning.now_ms, morning.now_ms, ZONE)
    school = morning.school.id
    due = await morning.database.read(lambda tx: tx.cases.due_schools(moment.now_ms, 10))
    if due:
        await morning.database.write(lambda tx: follow_cases(tx, school, moment))
    await morning.deliver()


async def a_day(morning: Morning, day: str | date, *, answers: bool = True) -> None:
    """A whole day of the cases: asked at ten, all well or silence, the evening."""
    morning.day = day if isinstance(day, date) else date.fromisoformat(day)
    await ticks(morning, "10:00")
    if answers:
        await morning.person("一年级1班").press("都正常")
    await ticks(morning, "16:00")
    await ticks(morning, "19:00")


async def happened(morning: Morning, case_id: int) -> list[str]:
    """What the history of a case is made of."""
    rows = await morning.rows("SELECT what FROM case_event WHERE case_id = ? ORDER BY id", case_id)
    return [row[0] for row in rows]


def days(first: str, last: str) -> list[date]:
    """Every day from one to another."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]
