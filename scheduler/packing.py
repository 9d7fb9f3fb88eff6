"""Makes the inspection packs and the long reports that were asked for, a day at a time.

A day is read in a moment and written to disk, so that no answer waits and a year takes no more
memory than a day. What was under way at a stop is begun anew.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.errors import StorageTrouble
from domain.mishap import where
from domain.note import Note, Wanted
from domain.ports import Clock
from domain.roster import Unit
from scheduler.long_reports import LongReport, hand_over_report
from scheduler.report_files import called
from storage.database import Database
from storage.packs import AskedPack
from storage.transaction import Transaction
from views.pack import Pack

REST_S = 2.0
TOLD_EVERY_S = 4.0
"""Seconds between two changes of the message that says how far it is."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Told:
    """When somebody was last told how far it is, in monotonic time."""

    at: float


class PackWorker:
    """Works what is open in ``pack``, one after another."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo, language: str) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._language = language

    async def serve(self) -> None:
        """Work until cancelled."""
        rung = self._database.wakes("packs")
        rung.set()
        while True:
            await rung.wait()
            rung.clear()
            try:
                while asked := await self._database.read(lambda tx: tx.packs.next()):
                    await self._make(asked)
            except StorageTrouble as trouble:
                log.error("a pack could not be made (%s); trying again", type(trouble).__name__)
                await self._clock.sleep(REST_S)
                rung.set()

    async def _make(self, asked: AskedPack) -> None:
        try:
            if asked.format != "zip":
                await self._report(asked)
                return
            with tempfile.TemporaryDirectory(prefix="chenjian-pack-") as folder:
                await self._made_in(Path(folder), asked)
        except StorageTrouble:
            raise
        except Exception as error:
            # A bug. Whoever asked hears one sentence, and the next one is made.
            log.error("pack %d could not be made: %s", asked.id, where(error))
            failed = partial(_failed, pack_id=asked.id, now_ms=self._now_ms)
            await self._database.write(failed)

    async def _report(self, asked: AskedPack) -> None:
        as_of_ms = self._now_ms
        unit, language = await self._database.read(partial(self._for_whom, asked=asked))
        report = LongReport(self._database, asked, unit, language, self._zone, as_of_ms)
        content = await report.made(partial(self._on_day, asked, Told(self._clock.monotonic())))
        if content is not None:
            made = partial(hand_over_report, asked=asked, content=content, now_ms=self._now_ms)
            await self._database.write(made)

    async def _on_day(self, asked: AskedPack, told: Told, done: int) -> bool:
        """Say how far it is, not too often; False where it was cancelled meanwhile."""
        if self._clock.monotonic() - told.at < TOLD_EVERY_S:
            return True
        told.at = self._clock.monotonic()
        step = partial(step_on, pack_id=asked.id, done=done, now_ms=self._now_ms)
        return await self._database.write(step)

    async def _made_in(self, folder: Path, asked: AskedPack) -> None:
        as_of_ms = self._now_ms
        pack = await self._database.read(lambda tx: self._begun(tx, folder, asked, as_of_ms))
        try:
            if await self._filled(pack, asked):
                content = await self._database.read(partial(_finished, pack=pack, asked=asked))
                made = partial(
                    hand_over, asked=asked, pack=pack, content=content, now_ms=self._now_ms
                )
                await self._database.write(made)
        finally:
            await asyncio.to_thread(pack.drop)

    async def _filled(self, pack: Pack, asked: AskedPack) -> bool:
        """Write every day; False where it was cancelled meanwhile."""
        told = Told(self._clock.monotonic())
        for done, day in enumerate(asked.period, 1):
            await self._database.read(partial(_add, pack=pack, unit_id=asked.unit_id, day=day))
            if not await self._on_day(asked, told, done):
                return False
        return True

    def _begun(self, tx: Transaction, folder: Path, asked: AskedPack, as_of_ms: int) -> Pack:
        unit, language = self._for_whom(tx, asked)
        return Pack(
            folder,
            language,
            unit,
            called(tx, unit, language),
            asked.period,
            zone=self._zone,
            as_of_ms=as_of_ms,
            names=asked.names and not unit.kind.above_school,
        )

    def _for_whom(self, tx: Transaction, asked: AskedPack) -> tuple[Unit, str]:
        """The unit it is about, and the language of the chat it goes to."""
        unit, chat = tx.roster.unit(asked.unit_id), tx.chats.get(asked.chat_id)
        assert unit is not None, "packs hold units by foreign key"  # noqa: S101
        return unit, (chat.language if chat is not None else None) or self._language

    @property
    def _now_ms(self) -> int:
        return self._clock.now_ms()


def step_on(tx: Transaction, pack_id: int, done: int, now_ms: int) -> bool:
    """So many days are done, and the message says so; False where it was cancelled meanwhile."""
    wanted = tx.packs.step(pack_id, done)
    if wanted:
        tx.packs.tell(pack_id, now_ms)
    return wanted


def hand_over(tx: Transaction, asked: AskedPack, pack: Pack, content: bytes, now_ms: int) -> None:
    """Keep the zip and say it; nothing where it was cancelled meanwhile."""
    tally = pack.tally
    days, zero = len(tally.days), tally.sums.zero_reports
    if not tx.packs.made(asked.id, content, days=days, lines=tally.lines, zero=zero):
        return
    tx.packs.tell(asked.id, now_ms)
    wanted = Wanted("pack_file", {"pack": asked.id})
    tx.outbox.put(Note("file", f"pack/{asked.id}", asked.chat_id, wanted), now_ms)


def _failed(tx: Transaction, pack_id: int, now_ms: int) -> None:
    if tx.packs.close(pack_id, "failed"):
        tx.packs.tell(pack_id, now_ms)


def _add(tx: Transaction, pack: Pack, unit_id: int, day: date) -> None:
    unit = tx.roster.unit(unit_id)
    assert unit is not None, "packs hold units by foreign key"  # noqa: S101
    told = tx.ledger.day(unit, day)
    if told is not None:
        pack.add(told)


def _finished(tx: Transaction, pack: Pack, asked: AskedPack) -> bytes:
    unit = tx.roster.unit(asked.unit_id)
    assert unit is not None, "packs hold units by foreign key"  # noqa: S101
    period = asked.period
    return pack.finish(tx.reports.alerts(unit, period), tx.ledger.cases(unit.id, period))
