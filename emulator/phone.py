"""A person's phone for tests and the demo; it knows nothing but the control API over HTTP."""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpx

from emulator.parameters import Json

LOOK_AGAIN_S = 0.02


@dataclass(frozen=True, slots=True)
class Screen:
    """What a phone shows now."""

    messages: tuple[Json, ...]
    toasts: tuple[Json, ...]
    commands: tuple[Json, ...]
    placeholder: str | None

    @property
    def newest(self) -> Json:
        """The last message. Raises AssertionError on an empty screen."""
        assert self.messages, "the screen is empty"  # noqa: S101 - read by tests
        return self.messages[-1]

    @property
    def buttons(self) -> tuple[str, ...]:
        """The labels of all buttons that can be seen, oldest first, the reply keyboard last."""
        under = [
            button["text"]
            for message in self.messages
            for row in message["keyboard"] or []
            for button in row
        ]
        below = [
            button["text"]
            for message in self.messages
            for row in message["reply_keyboard"] or []
            for button in row
        ]
        return tuple(under + below)

    @property
    def heard(self) -> tuple[str, ...]:
        """What the bot said, oldest first: texts, captions, or names of files."""
        return tuple(_words(message) for message in self.messages if message["from"] == "bot")

    def as_text(self) -> str:
        """The whole screen as text, for a person who reads why a test failed."""
        lines: list[str] = []
        for message in self.messages:
            edited = " (edited)" if message["edit_date"] else ""
            lines.append(f"{message['from']} #{message['message_id']}{edited}: {_words(message)}")
            lines += [
                "    " + " ".join(f"[{button['text']}]" for button in row)
                for row in (message["keyboard"] or []) + (message["reply_keyboard"] or [])
            ]
        lines += [f"toast: {toast['text']}" for toast in self.toasts]
        return "\n".join(lines) or "(empty screen)"

    def __contains__(self, part: str) -> bool:
        """Whether a message, a button or a toast holds these words."""
        return (
            any(part in _words(message) for message in self.messages)
            or any(part in label for label in self.buttons)
            or any(part in toast["text"] for toast in self.toasts)
        )


def _words(message: Json) -> str:
    shown = message["text"] or message["caption"] or ""
    document = message["document"]
    return f"{shown} 📎 {document['file_name']}".strip() if document else str(shown)


class Phone:
    """One person's phone."""

    def __init__(self, client: httpx.AsyncClient, address: str, user_id: int) -> None:
        self._client = client
        self._address = address
        self._path = f"{address}/control/users/{user_id}"
        self.user_id = user_id

    async def _post(self, what: str, body: Json | None = None, **more: Any) -> Json:
        answer = await self._client.post(f"{self._path}/{what}", json=body, **more)
        return _taken(answer)

    async def start(self, payload: str = "") -> Json:
        """Press Start, or a deep link."""
        return await self._post("start", {"payload": payload})

    async def text(self, text: str, *, reply_to: int | None = None) -> Json:
        """Type something."""
        return await self._post("text", {"text": text, "reply_to": reply_to})

    async def press(self, label: str, *, message_id: int | None = None) -> Json:
        """Press the newest button whose label holds these words."""
        return await self._post("press", {"label": label, "message_id": message_id})

    async def forge(self, data: str, message_id: int | None = None) -> Json:
        """Send a press that no button bears."""
        return await self._post("press", {"data": data, "message_id": message_id, "force": True})

    async def contact(self, phone: str | None = None, *, user_id: int | None = None) -> Json:
        """Share a contact, by default the own one."""
        return await self._post("contact", {"phone": phone, "user_id": user_id})

    async def file(self, kind: str, name: str, content: bytes) -> Json:
        """Send a voice message, a photo or a document."""
        answer = await self._client.post(
            f"{self._path}/file", data={"kind": kind}, files={"file": (name, content)}
        )
        return _taken(answer)

    async def block(self) -> Json:
        """Block the bot."""
        return await self._post("block")

    async def unblock(self) -> Json:
        """Unblock the bot."""
        return await self._post("unblock")

    async def read(self) -> Json:
        """Look at the screen, so that nothing is unread."""
        return await self._post("read")

    async def screen(self) -> Screen:
        """What the phone shows now."""
        shown = _taken(await self._client.get(f"{self._path}/screen"))
        return Screen(
            messages=tuple(shown["messages"]),
            toasts=tuple(shown["toasts"]),
            commands=tuple(shown["commands"]),
            placeholder=shown["placeholder"],
        )

    async def download(self, message: Json) -> bytes:
        """The file that a message of the screen holds."""
        held = message["document"] or message["photo"] or message["voice"]
        answer = await self._client.get(f"{self._address}{held['url']}")
        answer.raise_for_status()
        return answer.content

    async def until(
        self,
        wanted: Callable[[Screen], object] | str,
        timeout: float = 5,  # noqa: ASYNC109 - the callers' word; a screen is read each time
    ) -> Screen:
        """Wait until the screen shows these words, or the predicate holds, and return it.

        Raises AssertionError with the whole screen as text when it does not come in time.
        """
        deadline = time.monotonic() + timeout
        while True:
            shown = await self.screen()
            if wanted in shown if isinstance(wanted, str) else wanted(shown):
                return shown
            if time.monotonic() > deadline:
                sought = repr(wanted) if isinstance(wanted, str) else "what was waited for"
                raise AssertionError(
                    f"user {self.user_id} did not see {sought} within {timeout} s:\n"
                    f"{shown.as_text()}"
                )
            await asyncio.sleep(LOOK_AGAIN_S)


async def people(
    client: httpx.AsyncClient, address: str, persons: Iterable[Json]
) -> dict[int, Phone]:
    """Create people, given as POST /control/users takes them; their phones by id."""
    phones: dict[int, Phone] = {}
    for person in persons:
        _taken(await client.post(f"{address}/control/users", json=person))
        phones[person["id"]] = Phone(client, address, person["id"])
    return phones


async def turn_clock(client: httpx.AsyncClient, address: str, **turn: float | str) -> Json:
    """Set, step or pace the clock: ``now_ms``, ``iso``, ``speed``, ``step_s``."""
    return _taken(await client.post(f"{address}/control/clock", json=turn))


async def calls(
    client: httpx.AsyncClient, address: str, since: int = 0, **only: str | int
) -> list[Json]:
    """The record since a number, of one ``method`` or ``chat_id`` where given."""
    asked: dict[str, str | int] = {"since": since, **only}
    found = _taken(await client.get(f"{address}/control/record", params=asked))
    listed: list[Json] = found["calls"]
    return listed


def _taken(answer: httpx.Response) -> Json:
    """The answer's body. Raises AssertionError with the emulator's sentence when it refused."""
    if answer.status_code == 400:
        raise AssertionError(answer.json()["error"])
    answer.raise_for_status()
    body: Json = answer.json()
    return body
