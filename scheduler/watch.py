"""The watch over the morning itself: whether it runs, and what a silence has swallowed.

The topmost admins hear of it, once: a morning that is late, and a stop that cost a step.
"""

from __future__ import annotations

import logging
from datetime import date
from zoneinfo import ZoneInfo

from domain.day_plan import DayTimes, instant_ms, school_day_of
from domain.message import Message
from domain.note import Note, Wanted
from domain.ports import Clock
from storage.database import Database
from storage.outbox import DueNote
from storage.transaction import Transaction
from views import watch as watch_view
from views.watch import Late, MissedDay

LATE_MS = 10 * 60_000
"""A step, or a question, that has not happened so long after its time is late."""
LASTS_S = 10.0
"""A clock that is turned makes everything late for a moment; only what stays late is told."""
LOOK_EVERY_S = 5.0
MANY = 1000

log = logging.getLogger(__name__)


class Watch:
    """Looks every few seconds whether the morning is late."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._looked = float("-inf")
        self._late_since: float | None = None
        self._told: date | None = None

    async def look(self, now_ms: int) -> None:
        """Tell the admins, once a day, where the morning has been late for a while."""
        now = self._clock.monotonic()
        if now - self._looked < LOOK_EVERY_S:
            return
        self._looked = now
        day = school_day_of(now_ms, self._zone)
        late = await self._database.read(lambda tx: late_now(tx, day, now_ms, self._zone))
        if late is None:
            self._late_since = None
            return
        if self._late_since is None:
            self._late_since = now
        if now - self._late_since < LASTS_S or self._told == day:
            return
        log.error(
            "the morning is late: %d steps overdue, %d questions not sent, %d units not planned",
            sum(late.steps.values()),
            late.asks,
            late.plans,
        )
        about = {
            "what": "late",
            "day": day.isoformat(),
            "at_ms": now_ms,
            "steps": dict(late.steps),
            "asks": late.asks,
            "plans": late.plans,
        }
        await self._database.write(lambda tx: _tell(tx, f"late/{day}", about, day, now_ms))
        self._told = day

    async def tell_missed(self, silent_since_ms: int, now_ms: int) -> None:
        """The program is back: say once which steps of which days its silence has swallowed.

        A step that was only a little late is no news.
        """
        gone = await self._database.read(
            lambda tx: tx.lateness.gone_by(silent_since_ms, now_ms, LATE_MS)
        )
        if not gone:
            return
        silent_min = (now_ms - silent_since_ms) // 60_000
        log.warning("a silence of %d min has cost %d steps", silent_min, len(gone))
        days = {
            day.isoformat(): {
                state: [one.step for one in gone if one.day == day and one.state == state]
                for state in ("missed", "done")
            }
            for day in dict.fromkeys(one.day for one in gone)
        }
        about = {"what": "missed", "from_ms": silent_since_ms, "until_ms": now_ms, "days": days}
        day, subject = school_day_of(now_ms, self._zone), f"missed/{silent_since_ms}"
        await self._database.write(lambda tx: _tell(tx, subject, about, day, now_ms))


def late_now(tx: Transaction, day: date, now_ms: int, zone: ZoneInfo) -> Late | None:
    """What should have happened ten minutes ago, None where nothing should."""
    before_ms = now_ms - LATE_MS
    # A unit without a plan has no times of its own; the usual time of the question stands in.
    planned_by_ms = instant_ms(day, DayTimes().ask, zone)
    plans = len(tx.days.unplanned(day, MANY)) if planned_by_ms <= before_ms else 0
    late = Late(dict(tx.lateness.overdue(before_ms)), tx.lateness.waiting_asks(before_ms), plans)
    return late if late.steps or late.asks or late.plans else None


def render_watch(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """What was noticed, as it was noticed."""
    about = note.about
    if about["what"] == "late":
        late = Late(about["steps"], about["asks"], about["plans"])
        day = date.fromisoformat(about["day"])
        minutes = LATE_MS // 60_000
        return watch_view.late(
            language, day, late, at_ms=about["at_ms"], minutes=minutes, zone=zone
        )
    days = [
        MissedDay(date.fromisoformat(day), steps["missed"], steps["done"])
        for day, steps in about["days"].items()
    ]
    return watch_view.missed(
        language, days, from_ms=about["from_ms"], until_ms=about["until_ms"], zone=zone
    )


def _tell(tx: Transaction, subject: str, about: dict[str, object], day: date, now_ms: int) -> None:
    for chat in tx.chats.of_top_admins(day):
        note = Note("news", f"watch/{subject}", chat.id, Wanted("watch", about))
        tx.outbox.put(note, now_ms)
