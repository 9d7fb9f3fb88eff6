"""Somebody in a story: a phone, and what was heard on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from emulator.phone import Phone, Screen

if TYPE_CHECKING:
    from tests.stories.morning import Morning

SIGNS = (
    "更正 v",
    "已上报",
    "代您上报",
    "撤回",
    "待确认",
    "异常",
    "协助",
    "尚未上报",
    "第二次提醒",
    "还没有上报",
    "汇总",
    "版",
    "请核对",
    "晨检",
)
"""What a message is called in ``heard``: the first of these that stands in its first line."""


@dataclass(slots=True)
class Someone:
    """A person with a phone. Every act waits until the bot has done all that follows from it."""

    morning: Morning
    user_id: int
    presses: int = 0

    @property
    def phone(self) -> Phone:
        """The phone itself, to act without waiting."""
        return Phone(self.morning.client, self.morning.address, self.user_id)

    async def press(self, label: str, *, on: int | None = None) -> str | None:
        """Press the newest button with these words; gives the notice shown on it."""
        self.presses += 1
        pressed = await self.phone.press(label, message_id=on)
        return await self.morning.notice(pressed["callback_query_id"])

    async def forge(self, data: str, on: int | None = None) -> str | None:
        """Send a press that no button bears; gives the notice."""
        pressed = await self.phone.forge(data, on)
        return await self.morning.notice(pressed["callback_query_id"])

    async def type(self, words: str, *, reply_to: int | None = None) -> None:
        """Type something."""
        await self.phone.text(words, reply_to=reply_to)
        await self.morning.quiet()

    async def screen(self) -> Screen:
        """What the phone shows now."""
        return await self.phone.screen()

    async def shows(self, words: str) -> bool:
        """Whether the screen shows these words."""
        return words in await self.screen()

    async def button(self, label: str) -> tuple[str, int]:
        """Payload and message id of the newest button with these words."""
        for message in reversed((await self.screen()).messages):
            for row in message["keyboard"] or []:
                for button in row:
                    if label in button["text"]:
                        return button["data"], message["message_id"]
        raise AssertionError(f"no button bears {label}")

    @property
    def said(self) -> list[dict[str, Any]]:
        """Every accepted send and edit to this person, in order: the calls' parameters."""
        calls = self.morning.emulator.record.since(chat_id=self.user_id)
        return [
            call["params"] | {"method": call["method"]}
            for call in calls
            if call["accepted"] and call["method"] in ("sendMessage", "editMessageText")
        ]

    @property
    def heard(self) -> list[str]:
        """What each send and edit was, by SIGNS; the whole first line where none fits."""
        return [_sign(call["text"]) for call in self.said]

    @property
    def pinged(self) -> list[str]:
        """Only what made a sound: new messages."""
        return [_sign(call["text"]) for call in self.said if call["method"] == "sendMessage"]


def _sign(words: str) -> str:
    first_line = words.partition("\n")[0]
    return next((sign for sign in SIGNS if sign in first_line), first_line)
