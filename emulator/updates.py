"""Updates on their way to the bot: kept until confirmed, handed out by long poll."""

import asyncio
import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from emulator.fault import Fault, broken_updates
from emulator.parameters import Json
from emulator.refusal import Refusal

MAX_LIMIT = 100
LONGEST_POLL_S = 50
# A loop may wake this much too early.
TICK_S = 1e-6
# Kinds that are only sent when asked for by name [D].
ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK_SET = "Conflict: terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@dataclass(slots=True, eq=False)
class Pending:
    """An update and the id by which it is confirmed.

    One put in raw under an id of the past (``late``) is handed out once whatever the offset says.
    """

    position: int
    update: Any
    late: bool = False
    handed_out: bool = False


@dataclass(slots=True, eq=False)
class Held:
    """An update that a fault keeps back until ``due`` (monotonic), or until it is overtaken."""

    pending: Pending
    due: float
    until_overtaken: bool


# Told the kind of an update, its id and its body; which fault strikes it.
Fate = Callable[[str, int, Json], Fault | None]


def _unharmed(kind: str, update_id: int, body: Json) -> None:
    return None


class Updates:
    """The queue of updates. Ids rise; an update stays until a higher offset arrives [R]."""

    def __init__(
        self,
        first_id: int,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        fate: Fate = _unharmed,
    ) -> None:
        self._next_id = first_id
        self._monotonic = monotonic
        self._fate = fate
        self._pending: list[Pending] = []
        self._held: list[Held] = []
        self._broken = 0
        self._poll: asyncio.Future[None] | None = None
        self._arrived = asyncio.Event()
        self._closed = False
        self.allowed: list[str] = []

    @property
    def count(self) -> int:
        """How many updates wait to be confirmed, or are still on their way to this queue."""
        return len(self._pending) + len(self._held)

    def put(self, kind: str, body: Json) -> int | None:
        """Queue an update of a kind and return its id; None when the bot did not ask for the kind.

        ``allowed_updates`` holds from when it was given until given anew [D].
        """
        wanted = kind in self.allowed if self.allowed else kind not in ASKED_FOR_ONLY
        if not wanted:
            return None
        fault = self._fate(kind, self._next_id, body)
        if fault is not None and fault.kind == "malformed":
            shapes = broken_updates(self._next_id)
            self._append(self._next_id, shapes[self._broken % len(shapes)])
            self._broken += 1
        update_id = self._next_id
        self._send(Pending(update_id, {"update_id": update_id, kind: body}), fault)
        return update_id

    def _send(self, pending: Pending, fault: Fault | None) -> None:
        """Put an update into the queue the way a fault has it; its number is used up already."""
        self._next_id = pending.position + 1
        kind = fault.kind if fault is not None else None
        if kind not in ("delay", "reorder"):
            self._arrive(pending)
        if fault is None or kind not in ("delay", "reorder", "duplicate"):
            return
        # What comes after a higher id is handed out once whatever the offset says.
        late = Pending(pending.position, pending.update, late=True)
        if fault.seconds or kind == "reorder":
            due = self._monotonic() + fault.seconds
            self._held.append(Held(late, due, until_overtaken=kind == "reorder"))
            self._wake()
        else:
            self._arrive(late)

    def put_raw(self, update: Any) -> int | None:
        """Queue any JSON value as it is; an object without ``update_id`` gets the next one.

        An id that was used before is handed out at least once and then counts as confirmed with
        any offset above it. Returns the id it bears, if it bears one.
        """
        if isinstance(update, dict) and "update_id" not in update:
            update = {"update_id": self._next_id} | update
        borne = update.get("update_id") if isinstance(update, dict) else None
        known = isinstance(borne, int) and not isinstance(borne, bool)
        position = borne if known and isinstance(borne, int) else self._next_id - 1
        self._append(position, update)
        return position if known else None

    def _append(self, position: int, update: Any) -> None:
        pending = Pending(position, update, late=position < self._next_id)
        self._next_id = max(self._next_id, position + 1)
        self._arrive(pending)

    def _arrive(self, pending: Pending) -> None:
        """Put an update at the end of the queue, and behind it those it has overtaken."""
        self._pending.append(pending)
        for held in [held for held in self._held if held.until_overtaken]:
            self._held.remove(held)
            self._pending.append(held.pending)
        self._wake()

    def _let_in(self) -> None:
        """Put into the queue what was held and is due."""
        now = self._monotonic() + TICK_S
        for held in sorted(self._held, key=lambda held: held.due):
            if held.due <= now and held in self._held:
                self._held.remove(held)
                self._arrive(held.pending)

    def _next_due_in(self) -> float:
        """Seconds until something that is held is due; infinite when nothing is."""
        due = min((held.due for held in self._held), default=math.inf)
        return max(due - self._monotonic(), 0.0)

    async def poll(
        self, *, offset: int, limit: int, seconds: float, allowed: list[str] | None
    ) -> list[Any]:
        """Hand out updates from ``offset`` on, waiting up to ``seconds`` for the first.

        A negative offset keeps the last n and drops the others; a poll ends an older one that
        still waits with 409 [R]. Raises Refusal 409.
        """
        self.end_poll(OTHER_POLLER)
        if allowed is not None:
            self.allowed = allowed
        self._let_in()
        self._confirm(offset)
        loop = asyncio.get_running_loop()
        until = loop.time() + min(seconds, LONGEST_POLL_S)
        while not (self._pending or self._closed) and (left := until - loop.time()) > TICK_S:
            await self._wait(min(left, self._next_due_in()))
            self._let_in()
        handed = self._pending[: min(max(limit, 1), MAX_LIMIT)]
        for pending in handed:
            pending.handed_out = True
        return [pending.update for pending in handed]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._pending = self._pending[offset:]
        elif offset > 0:
            self._pending = [
                pending
                for pending in self._pending
                if pending.position >= offset or (pending.late and not pending.handed_out)
            ]

    async def _wait(self, seconds: float) -> None:
        poll: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None

    def _wake(self) -> None:
        self._arrived.set()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def end_poll(self, conflict: str) -> None:
        """End the poll that waits, if one does, with 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(Refusal(409, conflict))
        self._poll = None

    def drop_all(self) -> None:
        """Forget what waits (``drop_pending_updates``)."""
        self._pending.clear()
        self._held.clear()

    def close(self) -> None:
        """End the waiting poll with an empty answer; the emulator is going down."""
        self._closed = True
        self._wake()

    def first(self) -> Pending | None:
        """The oldest update, for a webhook to deliver."""
        self._let_in()
        return self._pending[0] if self._pending else None

    def delivered(self, pending: Pending) -> None:
        """A webhook took this one."""
        if pending in self._pending:
            self._pending.remove(pending)

    async def wait(self) -> None:
        """Wait until something is queued or is due, or the webhook's settings change."""
        soon = self._next_due_in()
        with suppress(TimeoutError):
            async with asyncio.timeout(soon if self._held else None):
                await self._arrived.wait()
        self._arrived.clear()

    def stir(self) -> None:
        """Let whoever delivers look again."""
        self._arrived.set()


def chat_of(body: Json) -> int | None:
    """The chat that an update comes from, by what stands under its kind."""
    chat_id = body.get("message", body).get("chat", {}).get("id")
    return chat_id if isinstance(chat_id, int) else None
