"""A doorstep for tests: what comes in is handled as a running program does, on a real file."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.choice import Choice
from domain.day_plan import school_day_of
from domain.incoming import Contact, Incoming, Press, Reachable, What, Words
from domain.message import Message, Text
from handlers import enrolment
from handlers.commands import Handler, table
from handlers.help import show_help
from handlers.invite import invite, press_invite
from handlers.language import choose_language, press_language
from handlers.settings import press_settings, settings
from handlers.visit import Toast, Visit
from storage.database import Database, opened
from storage.transaction import Transaction
from tests.clock import MONDAY, ZONE, instant
from tests.school import School, a_school
from tests.tables import new_tables

DAY = date.fromisoformat(MONDAY)


def named(name: str) -> Handler:
    """A handler that says what it was called for, in place of those of other files."""

    def handler(visit: Visit, argument: str) -> None:
        visit.reply(Message(Text.of(f"{name}[{argument}]")))

    return handler


COMMANDS = table(
    {
        "start": enrolment.start,
        "help": show_help,
        "phone": enrolment.phone,
        "invite": invite,
        "settings": settings,
        "language": choose_language,
        **{
            name: named(name)
            for name in (
                *("checkin", "report", "status", "alerts", "areas", "cases", "chase"),
                *("reopen", "calendar", "substitute", "roster"),
            )
        },
    }
)
PRESSES = {"set": press_settings, "inv": press_invite, "lang": press_language}


@dataclass(frozen=True, slots=True)
class Said:
    """A note that was put: ``text`` is "" for one that is rendered when it is sent."""

    chat_id: int
    kind: str
    subject: str
    round_id: int | None
    target: str | None
    message: Message | None

    @property
    def text(self) -> str:
        return "" if self.message is None else self.message.text.plain

    @property
    def buttons(self) -> dict[str, str]:
        """Payloads by label."""
        keyboard = None if self.message is None else self.message.keyboard
        rows = () if keyboard is None else keyboard.rows
        return {button.label: button.payload or "" for row in rows for button in row}


@dataclass(frozen=True, slots=True)
class Heard:
    """All that one update brought about."""

    said: list[Said]
    toast: str | None
    menus: list[int]

    @property
    def only(self) -> Said:
        assert len(self.said) == 1, [one.text for one in self.said]
        return self.said[0]

    @property
    def text(self) -> str:
        return "\n".join(one.text for one in self.said)


class Doorstep:
    """The database of a small school, and whoever knocks."""

    def __init__(self, database: Database, school: School) -> None:
        self.database = database
        self.school = school
        self._updates = itertools.count(1)

    async def write(self, statement: str, *values: object) -> None:
        """Change something by plain SQL."""
        await self.database.write(lambda tx: tx.connection.execute(statement, values))

    async def ask(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Read something by plain SQL."""
        return await self.database.read(
            lambda tx: [tuple(row) for row in tx.connection.execute(statement, values)]
        )

    async def code_for(self, person_id: int, at: str = "06:00") -> str:
        """A fresh invitation code."""
        code, _ = await self.database.write(lambda tx: tx.invites.issue(person_id, instant(at)))
        return code

    async def owner(self, address: str) -> int | None:
        """Whose chat it is."""
        chat = await self.database.write(lambda tx: tx.chats.at("telegram", address))
        return chat.person_id

    async def types(
        self, who: str, typed: str, *, at: str = "06:00", private: bool = True
    ) -> Heard:
        """Somebody writes; ``who`` is a key of the school's people, or an address."""
        return await self.comes(who, Words(typed, "77"), at=at, private=private)

    async def presses(self, who: str, payload: str, *, at: str = "06:00") -> Heard:
        """Somebody presses a button of the message 55."""
        return await self.comes(who, Press("q", payload, "55"), at=at)

    async def shares(self, who: str, phone: str, *, own: bool = True, at: str = "06:00") -> Heard:
        """Somebody shares a contact."""
        return await self.comes(who, Contact(phone, own), at=at)

    async def comes(
        self, who: str, what: What, *, at: str = "06:00", private: bool = True
    ) -> Heard:
        """One update, as the inbox worker takes it."""
        address = str(self.school.address(who)) if who in self.school.people else who
        incoming = Incoming("telegram", next(self._updates), address, private, what)
        return await self.database.write(lambda tx: _handled(tx, incoming, instant(at)))


@asynccontextmanager
async def a_doorstep(path: Path, **school: object) -> AsyncIterator[Doorstep]:
    """A doorstep with ``tests.school.a_school`` behind it."""
    async with opened(new_tables(path / "chenjian.db"), inline=True) as database:
        made = await database.write(lambda tx: a_school(tx, **school))  # type: ignore[arg-type]
        yield Doorstep(database, made)


def _handled(tx: Transaction, incoming: Incoming, now_ms: int) -> Heard:
    chat = tx.chats.at(incoming.channel, incoming.address)
    last = tx.connection.execute("SELECT COALESCE(MAX(id), 0) FROM outbox").fetchone()[0]
    visit = Visit(
        tx=tx,
        incoming=incoming,
        chat=chat,
        language=chat.language or "zh",
        at_ms=now_ms,
        now_ms=now_ms,
        day=school_day_of(now_ms, ZONE),
        zone=ZONE,
        toast=Toast("q") if isinstance(incoming.what, Press) else None,
    )
    _route(visit)
    rows = tx.connection.execute(
        "SELECT chat_id, kind, subject, round_id, target, body FROM outbox WHERE id > ?"
        " AND state = 'pending' ORDER BY id",
        (last,),
    )
    said = [Said(row[0], row[1], row[2], row[3], row[4], _message(row[5])) for row in rows]
    return Heard(said, visit.toast.text if visit.toast else None, visit.menus)


def _route(visit: Visit) -> None:
    what = visit.incoming.what
    if isinstance(what, Reachable):
        enrolment.reachable(visit, what)
        return
    visit.tx.chats.set_reachable(visit.chat.id, True)
    if not enrolment.admitted(visit):
        enrolment.stranger(visit)
    elif isinstance(what, Press):
        choice = Choice.decode(what.payload)
        PRESSES[choice.action](visit, choice)
    elif isinstance(what, Contact):
        enrolment.phone(visit)
    elif isinstance(what, Words) and not (
        enrolment.took_code(visit) or COMMANDS.run(visit, what.text)
    ):
        visit.reply(Message(Text.of(f"answer[{what.text}]")))


def _message(body: str) -> Message | None:
    data = json.loads(body)
    return Message.from_json(data["say"]) if "say" in data else None
