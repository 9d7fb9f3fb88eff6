"""A simulated week of a city: two schools, those above them, and all that came to anybody.

The door, the tick, the outbox's renderers, the maker of packs and the page are the real ones. The
people of the second school have ``柳`` before their keys, and so have its classes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, TypeVar

import httpx
from starlette.applications import Starlette
from starlette.requests import Request

from bot.pages import WallPages
from domain.incoming import What
from domain.page_link import Enrolment, Pages
from domain.roster import Role, UnitKind
from handlers.door import Effects
from scheduler.tick import Tick
from storage.database import Database, opened
from storage.transaction import Transaction
from tests.clock import ZONE, FakeClock
from tests.handlers.desks import Teacher
from tests.handlers.reading import FullMorning
from tests.scheduler.packs import made
from tests.school import School, a_chat, a_person, a_school, a_unit
from tests.tables import new_tables

T = TypeVar("T")

FAR = "柳"
ABOVE = ("city", "district", "officer above", "liaison", f"{FAR}liaison", "linked")
"""Whoever may see no name: above the schools, and from outside."""
CLASSES = ("一年级1班", "一年级2班", "二年级1班")
FAR_CLASSES = ("五年级1班", "五年级2班")
SURNAMES = {"": "秘", FAR: "亓"}
"""Pupils of each school have a surname that stands in no other text."""
GIVEN = [f"{a}{b}" for a, b in product("甲乙丙丁戊庚辛壬癸", "子丑寅卯辰巳申酉戌亥")]
SECRET = "sixteen signs and more"  # noqa: S105 - opens nothing


class Week(FullMorning):
    """The days of the week, one after another; whatever is due by then has been done and said."""

    def __init__(self, database: Database, school: School) -> None:
        super().__init__(database, school)
        self.clock = FakeClock(virtual=True)
        self.tick = Tick(database, self.clock, ZONE)
        self.names: dict[str, str] = {}
        self.notices: dict[str, list[str]] = {}

    async def comes(
        self, address: str, what: What, *, private: bool = True, away_since: str | None = None
    ) -> Effects:
        effects = await super().comes(address, what, private=private, away_since=away_since)
        if effects.toast is not None and effects.toast.text:
            self.notices.setdefault(address, []).append(effects.toast.text)
        return effects

    def read_by(self, key: str) -> str:
        notices = self.notices.get(str(self.school.address(key)), [])
        return "\n".join([super().read_by(key), *notices])

    def name(self, class_name: str, seat: int) -> str:
        """What a pupil is called."""
        return self.names[f"{class_name} {seat}"]

    def number(self, class_name: str, seat: int) -> str:
        """A pupil's number."""
        return f"XH70{self.school.pupils[class_name][seat - 1]}"

    def called(self, key: str) -> str:
        """What somebody of the staff is called."""
        return f"师{self.school.people[key]}某"

    async def at(self, now: str, day: date | None = None) -> None:
        """It is this late, and all that follows has happened."""
        self.day, self.now = day or self.day, now
        self.clock.set(self.now_ms)
        await self.follows()

    async def follows(self) -> None:
        """The tick comes, and comes again after the rest that sums above the schools take."""
        for _ in range(2):
            await self.clock.flow(60)
            await self.tick.tick()
            await self.deliver()

    async def acts(self, key: str, *what: str) -> Teacher:
        """Somebody types this, or presses it where it begins with ``[``."""
        person = self.person(key)
        for one in what:
            if one.startswith("["):
                await person.press(one.strip("[]"))
            else:
                await person.types(one)
        await self.follows()
        return person

    async def packs(self) -> None:
        """Whatever takes long is made and handed over."""
        await made(self)
        await self.follows()

    async def page_of(self, key: str, unit_id: int) -> str:
        """The page that somebody opens, and the first event of its stream."""
        pages = Pages("http://page.test", SECRET, 12)
        web = WallPages(self.database, self.clock, pages, ZONE, "zh")
        enrolment = Enrolment(self.school.chats[key], 0)
        link = pages.link(self.school.people[key], enrolment, unit_id, self.now_ms)
        transport = httpx.ASGITransport(app=Starlette(routes=web.routes))
        async with httpx.AsyncClient(transport=transport) as client:
            answer = await client.get(link)
        answer.raise_for_status()
        live = next(route for route in web.routes if route.path.endswith("/live"))
        scope = {"type": "http", "path_params": {"token": link.rsplit("/", 1)[1]}}
        stream: Any = await live.endpoint(Request(scope))
        first: str = await anext(stream.body_iterator)
        await stream.body_iterator.aclose()
        web.end()
        return answer.text + first


def found_city(tx: Transaction) -> School:
    """Two schools of a district of a city, as one: the keys of the second one's begin with 柳."""
    tx.calendar.put_year(2026, "test")
    city = a_unit(tx, "州", "德州", UnitKind.CITY, None)
    a_unit(tx, "云岭区", "云岭区", UnitKind.DISTRICT, city)
    near = a_school(tx, classes=CLASSES, pupils=6)
    far = a_school(tx, name="柳坝小学", code="lb", classes=FAR_CLASSES, pupils=6)
    people = {**near.people, **_far(far.people)}
    del people[f"{FAR}district"]
    people["city"] = a_person(tx, "city-admin", {Role.ADMIN: city})
    people["officer above"] = a_person(tx, "above", {Role.HEALTH_OFFICER: near.district})
    people["linked"] = a_person(tx, "linked", {Role.LIAISON: near.id})
    tx.connection.execute(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'liaison', ?)",
        (people["linked"], far.id),
    )
    chats = {key: a_chat(tx, person) for key, person in people.items()}
    return School(
        near.id,
        near.district,
        {**near.grades, **_far(far.grades)},
        {**near.classes, **_far(far.classes)},
        people,
        chats,
        {**near.pupils, **_far(far.pupils)},
    )


def _far(of: Mapping[str, T]) -> dict[str, T]:
    return {f"{FAR}{key}": value for key, value in of.items()}


def _named(tx: Transaction, school: School) -> dict[str, str]:
    """Names and numbers that stand nowhere by chance; gives the names by ``CLASS SEAT``."""
    names = {}
    given = iter(GIVEN)
    for class_name, pupils in school.pupils.items():
        surname = SURNAMES[FAR if class_name.startswith(FAR) else ""]
        for seat, pupil in enumerate(pupils, 1):
            name = names[f"{class_name} {seat}"] = surname + next(given)
            tx.connection.execute(
                "UPDATE pupil SET name = ?, number = 'XH70' || id WHERE id = ?", (name, pupil)
            )
    tx.connection.execute("UPDATE person SET name = '师' || id || '某'")
    return names


@asynccontextmanager
async def a_week(folder: Path) -> AsyncIterator[Week]:
    """The city before five on a Monday."""

    def piece(tx: Transaction) -> tuple[School, dict[str, str]]:
        school = found_city(tx)
        return school, _named(tx, school)

    async with opened(new_tables(folder / "chenjian.db"), inline=True) as database:
        school, names = await database.write(piece)
        week = Week(database, school)
        week.names = names
        yield week
