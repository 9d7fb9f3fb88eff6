"""A phone in somebody's hand: what stands on its screen, and what the person does with it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from domain.choice import Choice
from emulator import people
from emulator.chat import Message
from emulator.server import Emulator

LOOK_EVERY_S = 0.5
LOOKS = 180
"""How often somebody looks for what should come before giving up."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press: the update it made, and what the button meant."""

    update_id: int
    choice: Choice


class Phone:
    """One person's phone. Nothing on it is known but what the screen shows."""

    def __init__(self, emulator: Emulator, user_id: int) -> None:
        self._world = emulator.world
        self._person = emulator.world.person(user_id)
        self._chat = emulator.world.chats[user_id]
        self.user_id = user_id

    @property
    def blocked(self) -> bool:
        """Whether the bot is locked out."""
        return self._person.blocked

    @property
    def heard(self) -> list[Message]:
        """What the bot's messages say now, oldest first."""
        return [message for message in self._chat.messages.values() if message.from_bot]

    def shows(self, *words: str) -> bool:
        """Whether one of the bot's messages holds all these words."""
        return any(all(word in one.words() for word in words) for one in self.heard)

    def button(self, label: str, *words: str) -> tuple[Message, str] | None:
        """The newest button whose label holds this, under a message that holds all these words."""
        for message in reversed(self._chat.messages.values()):
            if not all(word in message.words() for word in words):
                continue
            for row in message.markup.inline or []:
                for button in row:
                    if label in button["text"]:
                        return message, button["callback_data"]
        return None

    def press(self, label: str, *words: str) -> Pressed | None:
        """Press a button; None where it is not there (any more)."""
        found = self.button(label, *words)
        if found is None or self.blocked:
            return None
        message, data = found
        update_id, _ = people.press(
            self._world, self._person, message_id=message.message_id, data=data
        )
        assert update_id is not None
        return Pressed(update_id, Choice.decode(data))

    async def press_when_there(self, label: str, *words: str) -> Pressed | None:
        """Wait for a button and press it; None where patience ends first."""
        for _ in range(LOOKS):
            if self.button(label, *words) is not None:
                return self.press(label, *words)
            await asyncio.sleep(LOOK_EVERY_S)
        return None

    async def comes(self, *words: str) -> bool:
        """Wait for a message; False where patience ends first."""
        for _ in range(LOOKS):
            if self.shows(*words):
                return True
            await asyncio.sleep(LOOK_EVERY_S)
        return False

    def write(self, words: str) -> int | None:
        """Type something; gives the update's id."""
        if self.blocked:
            return None
        update_id, _ = people.write(self._world, self._person, words)
        return update_id

    def block(self, blocked: bool) -> None:
        """Lock the bot out, or let it in again."""
        people.set_blocked(self._world, self._person, blocked=blocked)
