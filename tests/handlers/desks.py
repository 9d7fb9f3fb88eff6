"""A morning at the real door: people press and type, and see what the outbox says to them.

Storage, handlers and renderers are the real ones; instead of a channel, what is due is shown at
once on everybody's screen.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.assembly import the_door
from domain.check_in import Entry
from domain.incoming import FileSent, Incoming, Press, What, Words
from domain.message import File, Message
from domain.note import CAPTION, Note, Wanted
from handlers.door import Door, Effects
from scheduler.delivery import Ready, Wording, begin, prepare, said
from scheduler.renderers import RENDERERS
from storage.database import Database, opened
from storage.rounds import Round
from storage.transaction import Transaction
from tests.clock import ZONE, instant
from tests.morning import DAY, answer, open_rounds
from tests.school import School, a_school
from tests.tables import new_tables

CLASS = "一年级1班"
OTHER = "一年级2班"
FRIDAY = date(2026, 11, 20)
LEASE = "test"


@dataclass(slots=True)
class Shown:
    """One message of the bot as it looks now."""

    reference: str
    message: Message

    @property
    def text(self) -> str:
        return self.message.text.plain

    @property
    def buttons(self) -> dict[str, str]:
        """Payloads by label, in order."""
        rows = self.message.keyboard.rows if self.message.keyboard is not None else ()
        return {button.label: button.payload or "" for row in rows for button in row}


class Morning:
    """A school on its day, the door, and everybody's screens."""

    def __init__(self, database: Database, school: School) -> None:
        self.database = database
        self.school = school
        self.now = "07:31"
        self.day = DAY
        self.language = "zh"
        self.screens: dict[int, list[Shown]] = {}
        self.files: dict[int, list[File]] = {}
        self._below: dict[str, tuple[list[File], int]] = {}
        self._numbers = itertools.count(1)
        self._people: dict[str, Teacher] = {}

    @property
    def now_ms(self) -> int:
        return instant(f"{self.day} {self.now}")

    def person(self, key: str) -> Teacher:
        """Somebody of the school, with a phone."""
        return self._people.setdefault(key, Teacher(self, key))

    async def write(self, statement: str, *values: object) -> None:
        """Change something by plain SQL."""
        await self.database.write(lambda tx: tx.connection.execute(statement, values))

    async def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Read something by plain SQL."""
        return await self.database.read(
            lambda tx: [tuple(row) for row in tx.connection.execute(statement, values)]
        )

    async def round(self, name: str = CLASS) -> Round:
        """The round of a class today."""

        def look(tx: Transaction) -> Round:
            found = tx.rounds.of_class(self.school.classes[name], self.day)
            assert found is not None
            return found

        return await self.database.read(look)

    async def asks(self, name: str = CLASS, step: str = "ask") -> None:
        """The question goes out, or a chase, to whoever reports; ``deputy`` goes to the deputy."""

        def piece(tx: Transaction) -> None:
            round_ = tx.rounds.of_class(self.school.classes[name], self.day)
            assert round_ is not None
            people = [m.person.id for m in tx.roster.reporters(round_.unit.id, self.day)]
            if step == "deputy":
                people = [self.school.people[f"deputy {name}"]]
            for person in people:
                chat = tx.chats.of_person(person)
                if chat is not None:
                    note = Note(
                        kind="ask" if step == "ask" else "chase",
                        subject=f"{round_.id}/{step}",
                        chat_id=chat.id,
                        say=Wanted("ask", {"round": round_.id, "step": step}),
                        round_id=round_.id,
                    )
                    tx.outbox.put(note, self.now_ms)

        await self.database.write(piece)
        await self.deliver()

    async def of_the_next_day(self) -> None:
        """The same classes are open on the next day, and the first is asked."""
        before, self.day = self.day, self.day + timedelta(days=1)
        await self.write(
            "INSERT INTO round (day, unit_id, school_id, cut_off_ms, lock_ms, fever_threshold)"
            " SELECT ?, unit_id, school_id, cut_off_ms + 86400000, lock_ms + 86400000,"
            " fever_threshold FROM round WHERE day = ?",
            self.day.isoformat(),
            before.isoformat(),
        )
        await self.asks()

    async def was(self, name: str, pupils: dict[int, Entry], day: date = FRIDAY) -> None:
        """What a class had answered on an earlier day."""

        def piece(tx: Transaction) -> None:
            open_rounds(tx, self.school.id, day)
            by = self.school.people[name]
            answer(tx, self.school.classes[name], by, pupils, day=day)

        await self.database.write(piece)

    async def comes(
        self, address: str, what: What, *, private: bool = True, away_since: str | None = None
    ) -> Effects:
        """One update; what follows from it is on the screens afterwards."""
        number, now_ms = next(self._numbers), self.now_ms
        at_ms = None if isinstance(what, Press) else now_ms
        incoming = Incoming("telegram", number, address, private, what, at_ms=at_ms)
        away_ms = None if away_since is None else instant(f"{self.day} {away_since}")
        door = _door(self.language)

        def piece(tx: Transaction) -> tuple[Effects, bool]:
            effects = door.answer(
                tx, incoming, stored_ms=now_ms, now_ms=now_ms, away_since_ms=away_ms
            )
            return effects, bool(tx.outbox.due(now_ms, 1))

        effects, is_due = await self.database.write(piece)
        if is_due:
            await self.deliver()
        return effects

    async def deliver(self) -> None:
        """Say all that may be said now."""
        wording = Wording(RENDERERS, ZONE, self.language)
        while await self.database.write(lambda tx: self._say(tx, wording)):
            pass

    def _say(self, tx: Transaction, wording: Wording) -> int:
        due = tx.outbox.due(self.now_ms, 100)
        for note in due:
            assert tx.outbox.claim(note.id, LEASE)
            ready = prepare(tx, note, self.now_ms, wording)
            if not isinstance(ready, Ready):
                tx.outbox.settle(note.id, ready.state)
            elif begin(tx, note, ready, LEASE):
                reference = self._show(note.chat_id, note.kind, ready)
                said(tx, note, ready, reference, self.now_ms)
        return len(due)

    def reference_of(self, file: File) -> str:
        """The message that shows a file."""
        return next(ref for ref, (files, at) in self._below.items() if files[at] is file)

    def _show(self, chat_id: int, kind: str, ready: Ready) -> str | None:
        screen = self.screens.setdefault(chat_id, [])
        if isinstance(ready.say, File):
            files = self.files.setdefault(chat_id, [])
            files.append(ready.say)
            reference = str(100 + next(self._numbers))
            self._below[reference] = (files, len(files) - 1)
            return reference
        if kind == CAPTION and ready.reference in self._below:
            files, at = self._below[ready.reference]
            keyboard = ready.say.keyboard
            files[at] = replace(files[at], caption=ready.say.text, keyboard=keyboard)
            return None
        for shown in screen:
            if shown.reference == ready.reference:
                shown.message = ready.say
                return None
        screen.append(Shown(str(100 + next(self._numbers)), ready.say))
        return screen[-1].reference


@dataclass(slots=True)
class Teacher:
    """A person of the school with a phone in the hand."""

    morning: Morning
    key: str
    toast: str | None = field(default=None)
    alert: bool = field(default=False)

    @property
    def id(self) -> int:
        return self.morning.school.people[self.key]

    @property
    def screen(self) -> list[Shown]:
        """What the chat shows of the bot's messages, oldest first."""
        return self.morning.screens.get(self.morning.school.chats[self.key], [])

    @property
    def files(self) -> list[File]:
        """What came as a file or a picture."""
        return self.morning.files.get(self.morning.school.chats[self.key], [])

    @property
    def last(self) -> Shown:
        assert self.screen, f"{self.key} has heard nothing"
        return self.screen[-1]

    @property
    def sees(self) -> str:
        """The words of the newest message."""
        return self.last.text

    @property
    def labels(self) -> list[str]:
        """The buttons of the newest message."""
        return list(self.last.buttons)

    def button(self, words: str, of: Shown | None = None) -> tuple[Shown, str]:
        """The newest message with a button that holds these words, and its payload."""
        for shown in reversed(self.screen) if of is None else [of]:
            for label, payload in shown.buttons.items():
                if words == label or (words in label and words not in shown.buttons):
                    return shown, payload
        raise AssertionError((words, self.labels, self.sees))

    async def press(self, *labels: str, of: Shown | None = None) -> None:
        """Press one button after another, each where it is."""
        for label in labels:
            shown, payload = self.button(label, of)
            await self.forge(payload, shown.reference)

    async def forge(
        self, payload: str, reference: str | None = None, *, away_since: str | None = None
    ) -> None:
        """Press a button that bears this payload, wherever it comes from."""
        reference = reference or (self.last.reference if self.screen else "1")
        await self._comes(Press("q", payload, reference), away_since)

    async def press_below(self, words: str) -> None:
        """Press a button below the newest file."""
        keyboard = self.files[-1].keyboard
        assert keyboard is not None, "nothing can be pressed there"
        buttons = [button for row in keyboard.rows for button in row]
        payload = next(button.payload for button in buttons if words in button.label)
        assert payload is not None
        await self.forge(payload, self.morning.reference_of(self.files[-1]))

    async def types(self, *words: str, reply_to: Shown | None = None) -> None:
        """Type one message after another."""
        for one in words:
            await self._comes(Words(one, "7", reply_to.reference if reply_to else None))

    async def sends(self, kind: str) -> None:
        """Send a voice message, a picture, a file."""
        await self._comes(FileSent(kind))

    async def _comes(self, what: What, away_since: str | None = None) -> None:
        address = str(self.morning.school.address(self.key))
        effects = await self.morning.comes(address, what, away_since=away_since)
        toast = effects.toast
        self.toast, self.alert = (toast.text, toast.alert) if toast else (None, False)


@cache
def _door(language: str) -> Door:
    """A running program makes one door as well, for all who come."""
    return the_door(ZONE, language)


@asynccontextmanager
async def a_morning(path: Path, **school: Any) -> AsyncIterator[Morning]:
    """A school whose rounds are open; nobody has been asked yet."""
    async with opened(new_tables(path / "chenjian.db"), inline=True) as database:

        def piece(tx: Transaction) -> School:
            made = a_school(tx, **school)
            open_rounds(tx, made.id)
            return made

        yield Morning(database, await database.write(piece))


async def answers(morning: Morning, name: str = CLASS) -> list[dict[str, Any]]:
    """What is stored for a class, a revision each."""
    round_ = await morning.round(name)
    rows = await morning.rows(
        "SELECT body FROM answer WHERE round_id = ? ORDER BY revision", round_.id
    )
    return [json.loads(body) for (body,) in rows]


async def said_of(morning: Morning, seat: int = 1) -> dict[str, Any] | None:
    """What the last answer says of a pupil of 一年级1班."""
    pupil = str(morning.school.pupils[CLASS][seat - 1])
    pupils: dict[str, Any] = (await answers(morning))[-1].get("pupils", {})
    return pupils.get(pupil)


async def stored(morning: Morning, name: str = CLASS) -> dict[str, Any] | None:
    """What the last answer of a class says; None while outstanding."""
    round_ = await morning.round(name)
    rows = await morning.rows(
        "SELECT body FROM answer WHERE round_id = ? ORDER BY revision DESC", round_.id
    )
    return json.loads(rows[0][0]) if rows else None
