"""Makes a report that takes long: read day by day, written in a thread, then handed over.

No read takes longer than that of one day, so whoever else reads goes on meanwhile.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from domain.day_report import DayReport
from domain.note import Note, Wanted
from domain.paper import PaperFacts
from domain.period_figures import DayCounts, PeriodReport
from domain.report_request import Format
from domain.roster import Unit
from scheduler.paper_facts import PaperDay, PaperReading
from scheduler.report_files import (
    called,
    is_detailed,
    material,
    material_form,
    put_together,
    school_name,
    written,
)
from storage.database import Database
from storage.packs import AskedPack
from storage.transaction import Transaction
from views.period_text import period_report
from views.report_ways import Around

T = TypeVar("T")
OnDay = Callable[[int], Awaitable[bool]]
"""Told after each day how many are done; False where nobody wants the report any more."""


@dataclass(frozen=True, slots=True)
class LongReport:
    """One report that is being made, for whom and in which language."""

    database: Database
    asked: AskedPack
    unit: Unit
    language: str
    zone: ZoneInfo
    as_of_ms: int

    async def made(self, on_day: OnDay) -> bytes | None:
        """Its content: a file's bytes, or a message as JSON; None where it was cancelled.

        Raises TableTooLong.
        """
        if self.asked.format == Format.TEXT:
            return await self._words(on_day)
        if Format(self.asked.format).is_material:
            return await self._material(on_day)
        detailed = await self.database.read(
            partial(is_detailed, unit=self.unit, period=self.asked.period)
        )
        read = await self._each_day(partial(self._table, detailed=detailed), on_day)
        if read is None:
            return None
        tables = [table for table in read if table.figures.counts.expected]
        together = partial(put_together, unit=self.unit, period=self.asked.period, read=tables)
        report = await self.database.read(partial(together, detailed=detailed))
        return await asyncio.to_thread(self._written, report)

    async def _each_day(
        self, read: Callable[[Transaction, date], T], on_day: OnDay
    ) -> list[T] | None:
        """Every day in a look of its own; None where it was cancelled meanwhile."""
        found: list[T] = []
        for done, day in enumerate(self.asked.period, 1):

            def look(tx: Transaction, day: date = day) -> T:
                return read(tx, day)

            found.append(await self.database.read(look))
            if not await on_day(done):
                return None
        return found

    async def _words(self, on_day: OnDay) -> bytes | None:
        days = await self._each_day(self._counts, on_day)
        return None if days is None else await self.database.read(partial(self._message, days=days))

    async def _material(self, on_day: OnDay) -> bytes | None:
        format_, period = Format(self.asked.format), self.asked.period
        form, lists = await self.database.read(
            partial(material_form, unit=self.unit, format_=format_)
        )
        reading = PaperReading(self.unit, period, lists)
        days = await self._each_day(reading.day, on_day)
        if days is None:
            return None
        facts = await self.database.read(partial(self._facts, reading=reading, days=days))
        made = partial(material, self.language, facts, format_, form)
        return await asyncio.to_thread(partial(made, now_ms=self.as_of_ms, zone=self.zone))

    def _facts(self, tx: Transaction, reading: PaperReading, days: list[PaperDay]) -> PaperFacts:
        return reading.together(tx, days, called(tx, self.unit, self.language))

    def _table(self, tx: Transaction, day: date, detailed: bool) -> DayReport:
        return tx.reports.table(self.unit, day, detailed=detailed)

    def _counts(self, tx: Transaction, day: date) -> DayCounts:
        return tx.reports.day_counts(self.unit, day)

    def _message(self, tx: Transaction, days: list[DayCounts]) -> bytes:
        message = period_report(
            self.language,
            tx.reports.of_days(self.unit, self.asked.period, days),
            self._around(tx),
            now_ms=self.as_of_ms,
            zone=self.zone,
            school=school_name(tx, self.unit),
        )
        return json.dumps(message.to_json(), ensure_ascii=False).encode()

    def _around(self, tx: Transaction) -> Around:
        """Down only: whether the unit above is theirs is asked when they ask for it."""
        today = school_day_of(self.as_of_ms, self.zone)
        return Around(today, down=tx.reports.children(self.unit.id, self.asked.period.last))

    def _written(self, report: PeriodReport) -> bytes:
        return written(
            report,
            Format(self.asked.format),
            language=self.language,
            now_ms=self.as_of_ms,
            zone=self.zone,
            names=self.asked.names,
        )


def hand_over_report(tx: Transaction, asked: AskedPack, content: bytes, now_ms: int) -> None:
    """Keep it and say it; nothing where it was cancelled meanwhile."""
    if not tx.packs.made(asked.id, content, days=len(asked.period), lines=0, zero=0):
        return
    tx.packs.tell(asked.id, now_ms)
    if asked.format != Format.TEXT:
        wanted = Wanted("pack_file", {"pack": asked.id})
        tx.outbox.put(Note("file", f"pack/{asked.id}", asked.chat_id, wanted), now_ms)
