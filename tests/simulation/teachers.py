"""The teachers: each class's morning is a short script, and what they submit is written down."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from emulator.server import Emulator
from tests.clock import instant
from tests.school import NAMES, School
from tests.simulation.phone import Phone, Pressed
from tests.simulation.story import Story
from tests.simulation.virtual_time import VirtualClock


@dataclass(frozen=True, slots=True)
class Submitted:
    """Something that counts as an answer once it is handled.

    ``body`` is what the answer must hold (see domain.check_in.CheckIn); ``seen`` the revision that
    the pressed card showed, None for typed words, which always mean the newest.
    """

    update_id: int
    class_id: int
    day: date
    person_id: int
    body: dict[str, Any]
    seen: int | None = None

    @property
    def ill(self) -> bool:
        """Whether it says that somebody is ill."""
        return any(not entry.get("back") for entry in self.body.get("pupils", {}).values())


@dataclass(slots=True)
class Book:
    """What everybody did: the judge's own record, beside the emulator's."""

    submitted: list[Submitted] = field(default_factory=list)
    ever_blocked: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Teacher:
    """One class's head teacher (and deputy) on one day."""

    school: School
    class_name: str
    day: date
    chance: random.Random
    emulator: Emulator
    clock: VirtualClock
    book: Book
    story: Story

    @property
    def class_id(self) -> int:
        return self.school.classes[self.class_name]

    def phone(self, deputy: bool = False) -> Phone:
        """The phone of the head teacher, or of the deputy."""
        return Phone(self.emulator, self.school.address(self._key(deputy)))

    def _key(self, deputy: bool) -> str:
        return f"deputy {self.class_name}" if deputy else self.class_name

    async def until(self, when: str) -> None:
        """Wait until it is so late in the day."""
        await self.clock.until(instant(f"{self.day} {when}"))

    async def some_time(self, first: str, last: str) -> None:
        """Wait until some moment between two times."""
        low, high = instant(f"{self.day} {first}"), instant(f"{self.day} {last}")
        await self.clock.until(self.chance.randint(low, high))

    # -- what can be done -------------------------------------------------------------------

    def say(self, words: str, body: dict[str, Any], *, deputy: bool = False) -> None:
        """Type an answer for the whole class."""
        update_id = self.phone(deputy).write(words)
        self._note(update_id, body, None, deputy, f"types {words}")

    async def zero(self, *, deputy: bool = False, times: int = 1) -> None:
        """全班正常 by its button, once or several times in a row."""
        for _ in range(times):
            pressed = await self.phone(deputy).press_when_there("全班正常", self._title)
            self._submitted(pressed, {}, deputy=deputy)

    async def fever(self, pupil: int, reading: str, *, submit: bool = True) -> bool:
        """One pupil has a fever and is at home: by buttons and one typed figure.

        True once the receipt is there.
        """
        phone, name = self.phone(), self._pupil_name(pupil)
        if await phone.press_when_there("发热/不适", self._title) is None:
            return False
        if await phone.press_when_there(name, self.class_name, "谁发热") is None:
            return False
        if not await phone.comes(name, "体温多少") or phone.write(reading) is None:
            return False
        if await phone.press_when_there("跳过", name, "哪些症状") is None:
            return False
        if await phone.press_when_there("在家", name, "在哪里") is None or not submit:
            return False
        pressed = await phone.press_when_there("提交(其余", self._title, "请核对后提交", name)
        entry = {"temperature": int(float(reading) * 100), "said": reading, "where": "home"}
        body = {"pupils": {str(self.school.pupils[self.class_name][pupil]): entry}}
        self._submitted(pressed, body)
        return pressed is not None and await phone.comes("已上报", self._title)

    async def correct(self, pupil: int, reading: str) -> None:
        """更正 from the receipt: it was a fever after all."""
        if await self.phone().press_when_there("更正", "已上报", self._title) is not None:
            await self.fever(pupil, reading)

    async def back_at_school(self) -> None:
        """Whoever was ill is well; then 提交."""
        phone = self.phone()
        if await phone.press_when_there("今天怎样", self._title) is None:
            return
        if await phone.press_when_there("已返校", "今天怎样") is None:
            return
        pressed = await phone.press_when_there("提交(全班正常", self._title, "请核对后提交")
        before = [one for one in self.book.submitted if one.class_id == self.class_id and one.ill]
        back = {pupil: {"back": True} for pupil in before[-1].body["pupils"]}
        self._submitted(pressed, {"pupils": back})

    async def snooze(self) -> None:
        """Not now."""
        if await self.phone().press_when_there("分钟后再问", self._title) is not None:
            self.story.tell(f"{self.class_name} snoozes")

    # ---------------------------------------------------------------------------------------

    @property
    def _title(self) -> str:
        """What a question about this class and day holds."""
        return f"{self.class_name} · {self.day.month}月{self.day.day}日"

    def _pupil_name(self, pupil: int) -> str:
        # As tests.school names them: by seat and class.
        number = list(self.school.classes).index(self.class_name) + 1
        return NAMES[(pupil + 1 + number) % len(NAMES)]

    def _submitted(
        self, pressed: Pressed | None, body: dict[str, Any], *, deputy: bool = False
    ) -> None:
        if pressed is not None:
            words = f"presses {pressed.choice.action}"
            self._note(pressed.update_id, body, pressed.choice.revision, deputy, words)

    def _note(
        self, update_id: int | None, body: dict[str, Any], seen: int | None, deputy: bool, how: str
    ) -> None:
        if update_id is None:
            return
        key = self._key(deputy)
        self.story.tell(f"{self.school.id}/{key} {how} (update {update_id}, revision seen {seen})")
        self.book.submitted.append(
            Submitted(update_id, self.class_id, self.day, self.school.people[key], body, seen)
        )
