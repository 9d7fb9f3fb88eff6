"""Telling browser pages and waiting tests that something changed (server-sent events)."""

import asyncio
import json
from collections.abc import AsyncIterator

from emulator.parameters import Json

HEARTBEAT_S = 10.0
# Changes within this time travel together, so that a wave of asks does not flood a page.
GATHER_S = 0.05


class Listener:
    """One open page; what it has not been told yet, each thing once."""

    def __init__(self, user_id: int | None) -> None:
        self.user_id = user_id
        self.untold: dict[tuple[str, int | None], Json] = {}
        self.changed = asyncio.Event()

    def tell(self, event: Json) -> None:
        """Note an event; a newer one about the same thing takes the place of the older."""
        user = event.get("user")
        if user is not None and self.user_id is not None and user != self.user_id:
            return
        self.untold[event["type"], user] = event
        self.changed.set()


class Events:
    """Everybody who listens."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._closed = False

    def publish(self, kind: str, **facts: object) -> None:
        """Tell all listeners: ``screen`` or ``typing`` of a user, ``users``, ``clock``."""
        for listener in self._listeners:
            listener.tell({"type": kind} | facts)

    def close(self) -> None:
        """End every stream; the emulator is going down."""
        self._closed = True
        for listener in self._listeners:
            listener.changed.set()

    async def stream(self, user_id: int | None, first: Json) -> AsyncIterator[str]:
        """The events as text of a server-sent event stream, beginning with ``first``."""
        listener = Listener(user_id)
        listener.tell(first)
        self._listeners.add(listener)
        try:
            while not self._closed:
                try:
                    async with asyncio.timeout(HEARTBEAT_S):
                        await listener.changed.wait()
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                listener.changed.clear()
                untold, listener.untold = listener.untold, {}
                for event in untold.values():
                    yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
                await asyncio.sleep(GATHER_S)
        finally:
            self._listeners.discard(listener)
