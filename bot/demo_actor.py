"""A scripted person: looks at the own phone, presses and types, over HTTP and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from bot.demo_script import Act
from emulator.phone import Phone, Screen

LOOK_EVERY_S = 0.1
PATIENCE_S = 20.0
"""Real seconds after which a person gives up looking for what never comes."""

VOICE = b"OggS"

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the screen was: words and keyboard of the bot's messages by id, and how many notices."""

    looks: dict[int, tuple[str, str]]
    notices: int


class NotSeen(Exception):
    """What a scripted person waited for did not come."""


class Actor:
    """One scripted person with a phone."""

    def __init__(self, client: httpx.AsyncClient, address: str, user_id: int) -> None:
        self._phone = Phone(client, address, user_id)

    async def perform(self, act: Act) -> None:
        """Do every step of an act, each when the screen shows what it needs. Raises NotSeen."""
        before: Seen | None = None
        for step in act.does:
            try:
                before = await self._step(step, before, act.about)
            except (AssertionError, httpx.HTTPError) as refused:
                # The visitor was quicker on this phone, or blocked the bot on it.
                raise NotSeen(step) from refused
        if before is not None and not act.does[-1].startswith("("):
            last = before
            await self._look(lambda screen: _answered(screen, last), act.does[-1])

    async def _step(self, step: str, before: Seen | None, about: str) -> Seen:
        """Take one step; gives what the screen was just before it."""
        words = step[1:-1]
        if step.startswith("("):
            return _seen(await self._look(lambda screen: words in screen, step))
        if step.startswith("["):
            screen = await self._look(lambda shown: _bearer(shown, words, before, about), step)
            bearer = _bearer(screen, words, before, about)
            number = bearer["message_id"] if bearer else None
            await self._phone.press(words, message_id=number)
            return _seen(screen)
        screen = await self._look(
            lambda shown: before is None or bool(_changed(shown, before)), step
        )
        if step == "<voice>":
            await self._phone.file("voice", "voice.ogg", VOICE)
        else:
            await self._phone.text(step)
        return _seen(screen)

    async def _look(self, wanted: Callable[[Screen], object], what: str) -> Screen:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE_S
        while True:
            screen = await self._phone.screen()
            if wanted(screen):
                return screen
            if loop.time() > deadline:
                raise NotSeen(what)
            await asyncio.sleep(LOOK_EVERY_S)


def _seen(screen: Screen) -> Seen:
    looks = {
        message["message_id"]: (_words(message), str(message["keyboard"]))
        for message in screen.messages
        if message["from"] == "bot"
    }
    return Seen(looks, len(screen.toasts))


def _changed(screen: Screen, before: Seen) -> list[int]:
    """The bot's messages that are new or look different now."""
    now = _seen(screen).looks
    return [number for number, looks in now.items() if before.looks.get(number) != looks]


def _answered(screen: Screen, before: Seen) -> bool:
    """Whether the bot did anything at all; a snooze is answered on the button alone."""
    return bool(_changed(screen, before)) or len(screen.toasts) > before.notices


def _bearer(screen: Screen, label: str, before: Seen | None, about: str) -> Message | None:
    """The newest message with such a button: in the middle of an act one that has just changed,
    at its beginning one that speaks of the class.
    """
    fresh = None if before is None else set(_changed(screen, before))
    for message in reversed(screen.messages):
        labels = [button["text"] for row in message["keyboard"] or [] for button in row]
        if not any(label in text for text in labels):
            continue
        if about in _words(message) if fresh is None else message["message_id"] in fresh:
            return message
    return None


def _words(message: Message) -> str:
    return str(message["text"] or message["caption"] or "")
