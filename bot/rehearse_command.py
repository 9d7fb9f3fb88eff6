"""What ``chenjian rehearse`` prints: who would be asked when, who would not, what would be said."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from itertools import groupby
from pathlib import Path

from rich.console import Console

from bot.clock import SystemClock
from bot.refused import Refused
from bot.rehearse import Gaps, Rehearsed, play_next_morning
from bot.settings import Settings
from domain.day_plan import wave_runs_into, wave_seconds
from domain.roster import Role, Unit, UnitKind
from storage import rehearsal
from storage.database import snapshot
from storage.runner import connect
from storage.transaction import Transaction
from views.days import clock_time, day_name
from views.digest import digest, roll_up
from views.duties import role_name
from views.words import say

MOST_LISTED = 30
"""People without a chat that are listed one by one."""
MOST_DIGESTS = 10
"""Schools whose digest is printed; beyond that the roll-up speaks for them."""


def rehearse(settings: Settings, *, names: bool, reason: str | None, enrolled_only: bool) -> None:
    """Play the next school morning on a copy and print what happened.

    Codes stand for people unless ``names`` are asked for with a reason; that alone is written down,
    in the audit of the real database, before anything is shown. Raises Refused.
    """
    if names:
        _write_down(settings, (reason or "").strip())
    with tempfile.TemporaryDirectory(prefix="chenjian-rehearsal-") as folder:
        with Console(stderr=True).status(say(settings.language, "rehearse.playing")):
            played = asyncio.run(
                play_next_morning(settings, Path(folder), enrolled_only=enrolled_only)
            )
        with closing(connect(played.database, read_only=True)) as connection:
            report = _Report(settings, played, names=names)
            lines = snapshot(connection, lambda tx: list(report.lines(tx)))
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _write_down(settings: Settings, reason: str) -> None:
    """A reveal that is not written down does not happen. Raises Refused."""
    if not reason:
        raise Refused("rehearse_reason")
    if not settings.database_path.is_file():
        raise Refused("no_database", file=settings.database_path)
    with closing(connect(settings.database_path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        now_ms = SystemClock().now_ms()
        Transaction(connection).audit.add(now_ms, None, "rehearse_names", None, reason)
        connection.execute("COMMIT")


class _Report:
    """The lines of one rehearsal."""

    def __init__(self, settings: Settings, played: Rehearsed, *, names: bool) -> None:
        self._language = settings.language
        self._zone = settings.zone
        self._played = played
        self._names = names

    def lines(self, tx: Transaction) -> Iterator[str]:
        """Everything, a blank line between the parts."""
        day = self._played.day
        schools = tx.roster.of_kind(UnitKind.SCHOOL, day)
        rounds = [one for school in schools for one in tx.rounds.of_school(school.id, day)]
        held = len({one.school_id for one in rounds})
        yield self._say(
            "title", day=day_name(self._language, day), classes=len(rounds), schools=held
        )
        yield ""
        yield from self._gaps(self._played.gaps)
        yield ""
        yield from self._waves(tx, day)
        yield ""
        yield from self._asked(rehearsal.asked(tx, day))
        yield ""
        yield from self._said(tx)
        yield ""
        yield from self._digests(tx, day)
        if self._played.failed:
            yield self._say("failed", count=self._played.failed)

    def _say(self, key: str, **values: object) -> str:
        return say(self._language, f"rehearse.{key}", **values)

    def _who(self, code: str, name: str) -> str:
        return f"{code} {name}" if self._names else code

    def _gaps(self, gaps: Gaps) -> Iterator[str]:
        yield self._say("head_gaps")
        for school, unit in gaps.classes:
            yield self._say("no_reporter", school=school, unit=unit)
        for code, name in gaps.unreachable:
            yield self._say("unreachable", who=self._who(code, name))
        for code, name, role, unit in gaps.not_enrolled[:MOST_LISTED]:
            duty = role_name(self._language, Role(role))
            yield self._say("no_chat", who=self._who(code, name), role=duty, unit=unit)
        if len(gaps.not_enrolled) > MOST_LISTED:
            yield self._say("no_chat_rest", count=len(gaps.not_enrolled) - MOST_LISTED)
        if not (gaps.classes or gaps.unreachable or gaps.not_enrolled):
            yield self._say("no_gaps")

    def _waves(self, tx: Transaction, day: date) -> Iterator[str]:
        yield self._say("head_waves")
        for wave in tx.plans.waves(day):
            over = wave_runs_into(wave.classes, wave.at_ms, wave.next_step_ms)
            yield self._say(
                "wave" if over is None else "wave_over",
                time=self._time(wave.at_ms),
                count=wave.classes,
                seconds=f"{wave_seconds(wave.classes):.0f}",
            )

    def _asked(self, asked: Sequence[rehearsal.Asked]) -> Iterator[str]:
        yield self._say("head_asked", count=len(asked))
        for (at_ms, school), group in groupby(asked, key=lambda one: (one.at_ms, one.school)):
            yield self._say("asked_school", time=self._time(at_ms), school=school)
            for one in group:
                yield self._say("asked", unit=one.class_name, who=self._who(one.person, one.name))

    def _said(self, tx: Transaction) -> Iterator[str]:
        yield self._say("head_said")
        for one in rehearsal.said(tx, self._played.first_note):
            what = self._say(f"kind_{one.kind}_{one.step}" if one.step else f"kind_{one.kind}")
            values = {"time": self._time(one.first_ms), "count": one.count, "sent": one.sent}
            yield self._say(
                "said" if one.sent == one.count else "said_in_part", what=what, **values
            )

    def _digests(self, tx: Transaction, day: date) -> Iterator[str]:
        yield self._say("head_digest")
        above = _highest(tx, day)
        schools = tx.roster.of_kind(UnitKind.SCHOOL, day)
        shown = [*above, *(schools if len(schools) <= MOST_DIGESTS else ())]
        for unit in shown:
            figures = tx.reports.day(unit.id, day)
            if not figures.counts.expected:
                continue
            at_ms = figures.published_ms or self._played.end_ms
            if unit.kind.above_school:
                children = tx.reports.children(unit.id, day)
                message = roll_up(self._language, figures, children, at_ms=at_ms, zone=self._zone)
            else:
                message = digest(
                    self._language, figures, at_ms=at_ms, zone=self._zone, names=self._names
                )
            yield from message.text.plain.splitlines()
            yield ""

    def _time(self, at_ms: int) -> str:
        return clock_time(at_ms, self._zone)


def _highest(tx: Transaction, day: date) -> list[Unit]:
    """The units nobody stands above; none where a school stands alone."""
    for kind in (UnitKind.CITY, UnitKind.DISTRICT, UnitKind.TOWNSHIP):
        found = tx.roster.of_kind(kind, day)
        if found:
            return found
    return []
