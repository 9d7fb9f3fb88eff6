"""``chenjian doctor``: looks at everything a morning needs, changes nothing, a line each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

import typer

from bot.backup_command import size_words
from bot.clock import COMMAND_PATIENCE_S, SystemClock, clock_of
from bot.health import ALIVE_MS
from bot.refused import Refused
from bot.settings import SettingRefused, Settings, settings_of_environment
from channels.telegram import inspection as telegram
from channels.telegram.inspection import NotReached, TokenRefused
from domain.day_plan import school_day_of
from storage import inspection as database
from storage.calendar_seed import YearUnknown, national_days
from storage.database import snapshot
from storage.runner import connect
from storage.transaction import Transaction
from storage.vitals import ChatCount, RosterCount
from views.words import say

LEAST_FREE = 500_000_000
"""Bytes of disk below which a full disk is near."""
CLOCK_OFF_S = 30
"""Further from Telegram's time than this a cut-off would be wrong."""
MARKS = {"good": "✔", "bad": "✘", "none": "–"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: ``mark`` is good, bad or none (not there, not looked at); ``key`` its words."""

    mark: str
    key: str
    values: dict[str, object]


def _good(key: str, **values: object) -> Finding:
    return Finding("good", key, values)


def _bad(key: str, **values: object) -> Finding:
    return Finding("bad", key, values)


def _none(key: str, **values: object) -> Finding:
    return Finding("none", key, values)


def doctor(language: str) -> None:
    """Print what is well and what is not. Raises Refused where something is wrong."""
    wrong = 0
    for finding in _findings():
        wrong += finding.mark == "bad"
        words = say(language, f"doctor.{finding.key}", **_said(language, finding.values))
        typer.echo(f"{MARKS[finding.mark]} {words}")
    if wrong:
        raise Refused("doctor_wrong", count=wrong)


def _said(language: str, values: dict[str, object]) -> dict[str, object]:
    """A refused setting is told in the command line's own sentence."""
    refused = values.get("refused")
    if isinstance(refused, SettingRefused):
        inner = dict(refused.values)
        if "expected" in inner:
            inner["expected"] = say(language, f"cli.{inner['expected']}")
        return {"reason": say(language, f"cli.{refused.code}", **inner)}
    return values


def _findings() -> Iterator[Finding]:
    try:
        settings = settings_of_environment()
    except SettingRefused as refused:
        yield _bad("environment_bad", refused=refused)
        return
    yield _good("environment", zone=settings.time_zone, chosen=settings.language)
    try:
        day = asyncio.run(_today(settings))
    except SettingRefused as refused:
        yield _bad("clock_bad", refused=refused)
        return
    if not settings.clock_is_real:
        yield _none("rehearsal", day=day)
    yield from _database(settings, day)
    yield _calendar(settings, day)
    yield _page(settings)
    yield from _telegram(settings)


async def _today(settings: Settings) -> date:
    async with clock_of(settings, COMMAND_PATIENCE_S) as clock:
        return school_day_of(clock.now_ms(), settings.zone)


# -- the database ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Held:
    roster: RosterCount
    chats: ChatCount
    duties: int
    enrolled: int
    alive: int
    odd: dict[str, int]


def _database(settings: Settings, day: date) -> Iterator[Finding]:
    path = settings.database_path
    if not path.is_file():
        yield _bad("no_database", file=path)
        return
    try:
        seen = database.inspect(path)
    except Exception as error:
        # Only storage knows the driver's errors; whatever it is, the file is of no use.
        yield _bad("database_unreadable", file=path, reason=error)
        return
    values = {"version": f"{seen.version:04}", "size": size_words(seen.size)}
    if seen.whole is not None:
        yield _bad("database_damaged", reason=seen.whole)
    elif seen.fits in ("newer", "changed"):
        yield _bad(f"database_{seen.fits}", **values)
    else:
        yield _good(f"database_{seen.fits}", **values)
    disk = _bad if seen.free < LEAST_FREE else _good
    yield disk("disk", free=size_words(seen.free))
    if seen.fits != "same":
        yield _none("roster_unseen")
        return
    with closing(connect(path, read_only=True)) as connection:
        held = snapshot(connection, lambda tx: _held(tx, day))
    yield from _roster(held)
    yield from _processes(held.alive)
    if any(held.odd.values()):
        yield _none("inbox_odd", **held.odd)
    else:
        yield _good("inbox")


def _held(tx: Transaction, day: date) -> _Held:
    duties = tx.invites.everybody(day)
    now_ms = SystemClock().now_ms()
    return _Held(
        tx.vitals.roster(day),
        tx.vitals.chats(),
        len(duties),
        sum(bool(row["enrolled"]) for row in duties),
        sum(beat.at_ms > now_ms - ALIVE_MS for beat in tx.processes.beats()),
        {depth.state: depth.count for depth in tx.vitals.inbox() if depth.state != "open"},
    )


def _roster(held: _Held) -> Iterator[Finding]:
    roster = held.roster
    if not roster.classes:
        yield _bad("no_roster")
        return
    yield _good(
        "roster",
        schools=roster.schools,
        classes=roster.classes,
        people=roster.people,
        pupils=roster.pupils,
    )
    counts = {"enrolled": held.enrolled, "duties": held.duties}
    if not held.enrolled:
        yield _none("nobody_enrolled", **counts)
    elif held.chats.unreachable:
        yield _none("unreachable", unreachable=held.chats.unreachable, **counts)
    else:
        yield _good("enrolled", **counts)


def _processes(alive: int) -> Iterator[Finding]:
    if alive > 1:
        yield _bad("processes", count=alive)
    elif alive:
        yield _good("process")
    else:
        yield _none("no_process")


def _calendar(settings: Settings, day: date) -> Finding:
    """Whether this year's public holidays stand in the database, or come with the program: then the
    next start puts them in.
    """
    try:
        national_days(day.year)
    except YearUnknown:
        key = "year_known" if _year_stored(settings, day.year) else "year_unknown"
        return (_good if key == "year_known" else _bad)(key, year=day.year)
    return _good("year_known", year=day.year)


def _year_stored(settings: Settings, year: int) -> bool:
    path = settings.database_path
    if not path.is_file():
        return False
    try:
        with closing(connect(path, read_only=True)) as connection:
            return snapshot(connection, lambda tx: tx.calendar.year_known(year))
    except Exception:
        # Said already, in the database's own line.
        return False


def _page(settings: Settings) -> Finding:
    """Whether links to the live page (大屏) are given out."""
    if settings.pages is not None:
        return _good("page", url=settings.pages.address, hours=settings.pages.hours)
    keys = ("web_listen", "web_url", "web_secret")
    missing = [key.upper() for key in keys if getattr(settings, key) is None]
    return _none("page_missing", missing=" ".join(missing))


# -- Telegram ----------------------------------------------------------------------------------


def _telegram(settings: Settings) -> Iterator[Finding]:
    if settings.telegram_bot_token is None:
        yield _none("no_token")
        return
    yield _good("token")
    try:
        seen = telegram.inspect(settings.token, settings.telegram_api_base)
    except TokenRefused:
        yield _bad("token_refused")
        return
    except NotReached as trouble:
        yield _bad("not_reached", reason=trouble)
        return
    yield _good("reached", username=seen.username)
    yield _clock(seen)
    yield _webhook(settings, seen)


def _clock(seen: telegram.Inspection) -> Finding:
    if seen.server_s is None:
        return _none("clock_untold")
    off = round(SystemClock().now_ms() / 1000 - seen.server_s)
    return (_bad if abs(off) > CLOCK_OFF_S else _good)("clock", seconds=f"{off:+d}")


def _webhook(settings: Settings, seen: telegram.Inspection) -> Finding:
    wanted = settings.telegram_webhook_url
    values = {"waiting": seen.waiting, "host": urlsplit(seen.webhook).hostname}
    if wanted is None:
        return _none("webhook_elsewhere", **values) if seen.webhook else _good("polling", **values)
    if seen.webhook.rstrip("/") != wanted:
        return _none("webhook_not_yet", **values)
    if seen.delivery_error is not None and seen.waiting:
        return _bad("webhook_failing", reason=seen.delivery_error, **values)
    return _good("webhook", **values)
