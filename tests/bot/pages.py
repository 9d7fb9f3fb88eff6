"""A page for tests: a small school in a file, its page served over HTTP, a clock to be turned."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.pages import WallPages
from bot.web import served
from domain.check_in import Entry
from domain.page_link import Enrolment, Pages
from storage.database import Database, opened
from tests.channels.exchange import free_port
from tests.clock import ZONE, FakeClock
from tests.morning import DAY, answer, open_rounds
from tests.school import School, a_school
from tests.tables import new_tables
from tests.wire import a_client

SECRET = "sixteen signs and more"  # noqa: S105 - opens nothing
CLASSES = ("一年级1班", "一年级2班", "二年级1班")
HOURS = 12


@dataclass(slots=True)
class Office:
    """A school at 08:00 of a Monday, and where its page is."""

    database: Database
    school: School
    clock: FakeClock
    pages: Pages
    web: WallPages
    client: httpx.AsyncClient

    def link(self, key: str, unit_id: int | None = None, *, chat_id: int | None = None) -> str:
        """A link for somebody of the school, to the school unless another unit is named, given in
        the chat of the beginning unless another is.
        """
        unit = self.school.id if unit_id is None else unit_id
        enrolment = Enrolment(self.school.chats[key] if chat_id is None else chat_id, 0)
        return self.pages.link(self.school.people[key], enrolment, unit, self.clock.now_ms())

    async def get(self, address: str) -> httpx.Response:
        return await self.client.get(address)

    async def is_watched(self) -> bool:
        """Whether a stream is open."""
        return bool(self.web._streams)

    async def answer(
        self, class_name: str, pupils: dict[int, Entry] | None = None, *, at: str = "08:00"
    ) -> None:
        """A class answers."""
        class_id, teacher = self.school.classes[class_name], self.school.people[class_name]
        await self.database.write(lambda tx: answer(tx, class_id, teacher, pupils, at=at))

    async def fever(self, class_name: str, temperature: int = 3820) -> None:
        """A class answers with a feverish pupil."""
        pupil = self.school.pupils[class_name][0]
        await self.answer(class_name, {pupil: Entry(temperature=temperature)})

    async def sql(self, statement: str, *values: Any) -> None:
        """Change something by plain SQL."""
        await self.database.write(lambda tx: tx.connection.execute(statement, values))


@asynccontextmanager
async def an_office(path: Path, classes: tuple[str, ...] = CLASSES) -> AsyncIterator[Office]:
    """A school whose classes all owe an answer, and its page."""
    listen = f"127.0.0.1:{free_port()}"
    pages = Pages(f"http://{listen}", SECRET, HOURS)
    clock = FakeClock("08:00")
    async with (
        opened(new_tables(path / "chenjian.db")) as database,
        a_client(timeout=20) as client,
    ):
        school = await database.write(lambda tx: a_school(tx, classes=classes))
        await database.write(lambda tx: open_rounds(tx, school.id, DAY))
        web = WallPages(database, clock, pages, ZONE, "zh")
        async with served(Starlette(routes=web.routes), listen, "WEB_LISTEN"):
            try:
                yield Office(database, school, clock, pages, web, client)
            finally:
                web.end()
