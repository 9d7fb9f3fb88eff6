"""Fetches the files that were sent, one by one, and has each read in a piece of its own."""

from __future__ import annotations

import asyncio
import logging
from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from domain.errors import StorageTrouble
from domain.mishap import the_way
from domain.paper import MOST_BYTES
from domain.ports import ChannelError, Clock, FileSource
from handlers.table_file import Looked, look_into, read_sent_table
from storage.database import Database
from storage.sent_files import SentFile

TRIES = 3
REST_S = 2.0

log = logging.getLogger(__name__)


class FileWorker:
    """Works what is open in ``sent_file``; a stop in between fetches the file once more."""

    def __init__(
        self, database: Database, source: FileSource, clock: Clock, zone: ZoneInfo, language: str
    ) -> None:
        self._database = database
        self._source = source
        self._clock = clock
        self._zone = zone
        self._language = language

    async def serve(self) -> None:
        """Work until cancelled."""
        rung = self._database.wakes("files")
        rung.set()
        while True:
            await rung.wait()
            rung.clear()
            try:
                while sent := await self._database.read(lambda tx: tx.sent_files.open()):
                    for one in sent:
                        await self._take(one)
            except StorageTrouble as trouble:
                log.error("a file could not be kept (%s); trying again", type(trouble).__name__)
                await self._clock.sleep(REST_S)
                rung.set()

    async def _take(self, sent: SentFile) -> None:
        data = await self._fetched(sent)
        try:
            looked = await asyncio.to_thread(look_into, sent.name, data)
            await self._read(sent, data, looked)
        except StorageTrouble:
            raise
        except Exception as error:
            # A bug, or a file that was made to be one. It is let go of, and the sender hears one
            # sentence.
            log.error("file %d could not be read: %s", sent.id, the_way(error))
            await self._read(sent, None, Looked())

    async def _read(self, sent: SentFile, data: bytes | None, looked: Looked) -> None:
        now_ms = self._clock.now_ms()
        today = school_day_of(now_ms, self._zone)
        await self._database.write(
            lambda tx: read_sent_table(tx, sent, data, looked, now_ms, today, self._language)
        )

    async def _fetched(self, sent: SentFile) -> bytes | None:
        for _ in range(TRIES):
            try:
                return await self._source.fetch(sent.file, MOST_BYTES)
            except ChannelError as error:
                log.warning("file %d was not fetched: %s", sent.id, type(error).__name__)
                await self._clock.sleep(REST_S)
        return None
