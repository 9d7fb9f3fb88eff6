"""What a day leaves behind, and whether a morning is as quick after a year as after a month."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.city import FIRST_CLASS, FIRST_DISTRICT, FIRST_SCHOOL, TODAY, City, copied, size_of
from benchmarks.morning import at, mostly_answered, standing
from benchmarks.past_day import ZONE
from benchmarks.sizes import Sizes
from benchmarks.spread import ms, quantile
from scheduler.tick import Tick
from storage.database import opened, snapshot
from storage.runner import connect
from storage.transaction import Transaction

TIMES = 15
CLASSES = 200


def growth(sizes: Sizes, folder: Path) -> dict[str, float]:
    """Bytes that an answer of the history takes (round, answer, findings, steps of the day), and
    the time of a morning's reads on a long history over that on a short one.
    """
    many = sizes.city
    few = replace(many, days=sizes.few_days)
    bytes_ = size_of(many, folder) - size_of(few, folder)
    short, long = (_reads_of_a_day(city, folder) for city in (few, many))
    return {
        "history_bytes_per_answer": round(bytes_ / ((many.days - few.days) * many.classes)),
        "few_days_ms": ms(short),
        "many_days_ms": ms(long),
        "storage_growth": round(long / short, 2),
    }


def _reads_of_a_day(city: City, folder: Path) -> float:
    """Seconds, the median of several times: what a tick, answers, questions, a school's digest,
    the pump and a district's report read.
    """
    with copied(city, folder) as path:
        asyncio.run(_until_nine(path, city))
        connection = connect(path, read_only=True)
        try:
            times = [_timed(lambda: snapshot(connection, _reads)) for _ in range(TIMES)]
        finally:
            connection.close()
    return quantile(times, 0.5)


async def _until_nine(path: Path, city: City) -> None:
    async with opened(path) as database:
        clock = standing("00:01")
        await mostly_answered(database, Tick(database, clock, ZONE), clock, city)


def _reads(tx: Transaction) -> None:
    tx.days.unplanned(TODAY, 500)
    tx.days.due(at("08:59"), 500)
    tx.days.touched(500)
    tx.outbox.due(at("08:59"), 16)
    for unit_id in range(FIRST_CLASS, FIRST_CLASS + CLASSES):
        last = tx.rounds.last_before(unit_id, TODAY)
        if last is not None:
            tx.answers.open_pupils(last[0], last[1], TODAY)
    for school_id in range(FIRST_SCHOOL, FIRST_SCHOOL + 10):
        tx.rounds.of_school(school_id, TODAY)
    tx.reports.day(FIRST_SCHOOL, TODAY)
    tx.reports.with_children(FIRST_DISTRICT, TODAY)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
