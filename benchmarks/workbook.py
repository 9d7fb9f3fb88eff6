"""The workbook of a large school's term, written again and again while answers come."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.city import TODAY, City, copied
from benchmarks.morning import standing
from benchmarks.past_day import ZONE
from benchmarks.plan import EARLY, answer, open_early
from benchmarks.sizes import Sizes
from benchmarks.spread import ms, quantile
from domain.calendar import Period
from domain.class_figures import ClassFigures
from domain.day_report import ClassResult, DayReport, ResultState
from domain.figures import AlertFigures, DayFigures, total
from domain.period_figures import Cases, DayCounts, Isolations, PeriodFigures, PeriodReport
from domain.report_request import Format
from domain.roster import Unit, UnitKind
from scheduler.report_files import written
from storage.database import opened

CLASSES = 60
SCHOOL = Unit(1, "S", "云溪区实验学校", UnitKind.SCHOOL, 1)
FIGURES = ClassFigures(
    enrolled=45, present=43, sick=1, personal=1, other=0, fever=1, symptoms=0, travel=0,
    unmeasured=0, zero=False,
)  # fmt: skip


def workbook(sizes: Sizes, folder: Path) -> dict[str, float]:
    """``xlsx_s`` is a workbook with a row for each class and day, ten thousand of them, from the
    figures to the bytes; ``xlsx_beside_s`` the same in a thread while answers come, and
    ``xlsx_answer_p99_ms`` such an answer, from stored to committed.
    """
    report = _term(sizes.rows)
    alone = [_seconds(report) for _ in range(sizes.repeats)]
    with copied(sizes.classes(EARLY), folder) as path:
        times, waits = asyncio.run(_beside_answers(path, sizes.classes(EARLY), report))
    return {
        "xlsx_s": round(quantile(alone, 0.5), 2),
        "xlsx_beside_s": round(quantile(times, 0.5), 2),
        "xlsx_answer_p99_ms": ms(quantile(waits, 0.99)),
    }


async def _beside_answers(
    path: Path, city: City, report: PeriodReport
) -> tuple[list[float], list[float]]:
    times: list[float] = []
    waits: list[float] = []
    async with opened(path) as database:
        early = min(EARLY, city.classes // 2)
        rounds = await database.write(lambda tx: open_early(tx, city, early))
        async with asyncio.TaskGroup() as group:
            answering = group.create_task(answer(database, standing("07:31"), rounds, waits))
            while len(waits) < early:
                times.append(await asyncio.to_thread(_seconds, report))
            answering.cancel()
    return times, waits


def _seconds(report: PeriodReport) -> float:
    start = time.perf_counter()
    written(report, Format.XLSX, language="zh", now_ms=0, zone=ZONE, names=True)
    return time.perf_counter() - start


def _term(rows: int) -> PeriodReport:
    """A report with so many rows, of a school of sixty classes."""
    days = [TODAY + timedelta(days=number) for number in range(-(-rows // CLASSES))]
    tables = []
    for day in days:
        results = tuple(
            ClassResult(
                day,
                Unit(10 + number, f"S-{number}", f"{number}班", UnitKind.CLASS, 1),
                SCHOOL.name,
                ResultState.ON_TIME,
                45,
                FIGURES,
                at_ms=0,
                by="王老师",
                grade=f"{number // 10 + 1}年级",
            )
            for number in range(CLASSES)
        )
        counts = total(result.counts for result in results)
        tables.append(DayReport(DayFigures(SCHOOL, day, counts), results))
    counted = [DayCounts(table.figures.day, table.figures.counts) for table in tables]
    period = Period(days[0], days[-1])
    figures = PeriodFigures.of(SCHOOL, period, counted, AlertFigures(), Isolations(), Cases())
    return PeriodReport(figures, tuple(tables))
