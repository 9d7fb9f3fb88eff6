"""Updates on their way to the bot: kept until confirmed, handed out by long poll."""

import asyncio
from dataclasses import dataclass
from typing import Any

from emulator.parameters import Json
from emulator.refusal import Refusal

MAX_LIMIT = 100
LONGEST_POLL_S = 50
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


class Updates:
    """The queue of updates. Ids rise; an update stays until a higher offset arrives [R]."""

    def __init__(self, first_id: int) -> None:
        self._next_id = first_id
        self._pending: list[Pending] = []
        self._poll: asyncio.Future[None] | None = None
        self._arrived = asyncio.Event()
        self._closed = False
        self.allowed: list[str] = []

    @property
    def count(self) -> int:
        """How many updates wait to be confirmed."""
        return len(self._pending)

    def put(self, kind: str, body: Json) -> int | None:
        """Queue an update of a kind and return its id; None when the bot did not ask for the kind.

        ``allowed_updates`` holds from when it was given until given anew [D].
        """
        wanted = kind in self.allowed if self.allowed else kind not in ASKED_FOR_ONLY
        if not wanted:
            return None
        update_id = self._next_id
        self._append(update_id, {"update_id": update_id, kind: body})
        return update_id

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
        self._pending.append(Pending(position, update, late=position < self._next_id))
        self._next_id = max(self._next_id, position + 1)
        self._wake()

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
        self._confirm(offset)
        if not self._pending and seconds > 0 and not self._closed:
            await self._wait(min(seconds, LONGEST_POLL_S))
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

    def close(self) -> None:
        """End the waiting poll with an empty answer; the emulator is going down."""
        self._closed = True
        self._wake()

    def first(self) -> Pending | None:
        """The oldest update, for a webhook to deliver."""
        return self._pending[0] if self._pending else None

    def delivered(self, pending: Pending) -> None:
        """A webhook took this one."""
        if pending in self._pending:
            self._pending.remove(pending)

    async def wait(self) -> None:
        """Wait until something is queued or the webhook's settings change."""
        await self._arrived.wait()
        self._arrived.clear()

    def stir(self) -> None:
        """Let whoever delivers look again."""
        self._arrived.set()
