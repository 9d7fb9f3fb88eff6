"""``chenjian demo``: the sample township with scripted teachers, in a browser or as files."""

from __future__ import annotations

import asyncio
import logging
import secrets
import signal
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import httpx
import typer

from bot.clock import UrlClock
from bot.demo_actor import Actor
from bot.demo_clock import Hand
from bot.demo_outcome import FILES, Outcome
from bot.demo_people import HEAD_TEACHER, PRINCIPAL, TOWNSHIP_ADMIN, Persona, personas
from bot.demo_play import Play
from bot.demo_script import BLOCKS, ENROLMENT_MS, MONDAY, START_MS, ZONE
from bot.run import serve
from bot.settings import Settings, settings_of
from domain.errors import ChenjianError
from domain.roster_file import judge
from domain.roster_rows import RosterFile
from emulator.pace import Pace
from emulator.phone import Phone, people
from emulator.server import Emulator, PortBusy, running
from storage import roster_import
from storage.database import opened
from storage.sheets import read_roster_file
from storage.transaction import Transaction
from views.words import say

TOWNSHIP = Path(__file__).parents[1] / "examples" / "township" / "csv"
LANGUAGE = "zh"
"""The script presses what it reads, and it reads Chinese."""
HOST = "127.0.0.1"
SPEED = 10.0
"""Ten minutes of the morning in one: time enough to look around and to answer."""
ENROLLED_WITHIN_S = 60.0
LOOK_EVERY_S = 0.2


class PortTaken(ChenjianError):
    """Another program listens on the demo's port."""


class MorningFailed(ChenjianError):
    """The morning was over and the digest, or a part of the script, was missing."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A running demo: emulator and bot, everybody enrolled, the clock at rest."""

    settings: Settings
    address: str
    client: httpx.AsyncClient
    hand: Hand
    cast: dict[str, Persona]

    def phone(self, code: str) -> Phone:
        """The phone of a person, by the person's code."""
        return Phone(self.client, self.address, self.cast[code].user_id)

    def actors(self, *, all_of_them: bool) -> dict[str, Actor]:
        """Whoever is scripted; the pinned ones only where no visitor plays them."""
        return {
            code: Actor(self.client, self.address, persona.user_id)
            for code, persona in self.cast.items()
            if all_of_them or not persona.pinned
        }


async def demo(settings: Settings, *, headless: bool, out: Path, port: int) -> None:
    """Run the demo until Ctrl-C, or headless: one whole morning, then its files in ``out``.

    Raises PortTaken, MorningFailed and what reading the sample's roster raises.
    """
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    if headless:
        async with _stage(_cleared(out), port) as stage:
            await _whole_morning(stage, out, settings.language)
        return
    with tempfile.TemporaryDirectory(prefix="chenjian-demo-") as folder, _stop_signal() as stop:
        try:
            async with asyncio.TaskGroup() as group:
                playing = group.create_task(
                    _with_visitor(Path(folder) / "chenjian.db", port, settings.language)
                )
                waiting = group.create_task(stop.wait())
                await asyncio.wait([playing, waiting], return_when=asyncio.FIRST_COMPLETED)
                playing.cancel()
                waiting.cancel()
        except* PortTaken as busy:
            raise busy.exceptions[0] from None


def _cleared(out: Path) -> Path:
    """The folder without the files of an earlier morning; gives where the database goes."""
    out.mkdir(parents=True, exist_ok=True)
    for stale in ("chenjian.db", "chenjian.db-wal", "chenjian.db-shm", *FILES):
        (out / stale).unlink(missing_ok=True)
    return out / "chenjian.db"


async def _with_visitor(database: Path, port: int, language: str) -> None:
    async with _stage(database, port) as stage:
        play = Play(stage.actors(all_of_them=False), stage.hand)
        head_teacher = stage.cast[HEAD_TEACHER]
        typer.echo(
            say(
                language,
                "demo.open",
                address=stage.address,
                title=head_teacher.title,
                school=head_teacher.group,
            )
        )
        await stage.hand.turn(now_ms=START_MS, speed=SPEED)
        async with asyncio.TaskGroup() as group:
            group.create_task(stage.hand.follow())
            group.create_task(play.along())


async def _whole_morning(stage: Stage, out: Path, language: str) -> None:
    play = Play(stage.actors(all_of_them=True), stage.hand)
    await stage.hand.turn(now_ms=START_MS)
    await play.whole_morning()
    outcome = Outcome(
        stage.settings.database_path,
        LANGUAGE,
        stage.phone(PRINCIPAL),
        stage.phone(TOWNSHIP_ADMIN),
    )
    report = await outcome.write(out)
    if report is None or play.failed:
        raise MorningFailed(count=play.failed)
    missing = len(report["outstanding"])
    typer.echo(say(language, "demo.summary", **(report | {"outstanding": missing, "out": out})))


@asynccontextmanager
async def _stage(database: Path, port: int) -> AsyncIterator[Stage]:
    """Emulator, bot and people, everybody enrolled on Sunday evening. Raises PortTaken."""
    roster = _township()
    cast = personas(roster, LANGUAGE)
    codes = await _handed_out(database, roster)
    # One process plays Telegram, bot and town: its stutter is not the bot's haste.
    pace = Pace(time.monotonic, per_second=40)
    emulator = Emulator(clock_start_ms=ENROLMENT_MS, speed=0.0, pace=pace)
    try:
        async with running(emulator, port) as address, a_client() as client:
            settings = settings_beside(
                emulator, address, database, ZONE.key, LANGUAGE, web=a_page_of_its_own()
            )
            clock = UrlClock(client, f"{address}/control/clock")
            await clock.first_answer()
            stage = Stage(settings, address, client, Hand(client, address, clock), cast)
            async with bot_beside(settings, clock):
                await people(client, address, [one.as_user() for one in cast.values()])
                await _enrol(stage, codes)
                yield stage
    except PortBusy:
        raise PortTaken(port=port) from None


def a_client() -> httpx.AsyncClient:
    """A client for many phones at once."""
    limits = httpx.Limits(max_connections=32)
    return httpx.AsyncClient(trust_env=False, timeout=30.0, limits=limits)


def a_page_of_its_own() -> dict[str, str]:
    """Settings of a live page on this machine, at a port that is free and under a fresh secret."""
    with closing(socket.create_server((HOST, 0))) as free:
        listen = f"{HOST}:{free.getsockname()[1]}"
    return {
        "web_listen": listen,
        "web_url": f"http://{listen}",
        "web_secret": secrets.token_urlsafe(24),
    }


def settings_beside(
    emulator: Emulator,
    address: str,
    database: Path,
    zone: str,
    language: str,
    web: Mapping[str, str] = MappingProxyType({}),
) -> Settings:
    """Settings of a bot beside an emulator. Nothing of the visitor's own environment: no real token
    can get in here.
    """
    return settings_of(
        {
            "telegram_bot_token": emulator.token,
            "telegram_api_base": address,
            "database_url": f"sqlite:///{database.resolve()}",
            "time_zone": zone,
            "language": language,
            "clock_url": f"{address}/control/clock",
            **web,
        }
    )


@asynccontextmanager
async def bot_beside(settings: Settings, clock: UrlClock) -> AsyncIterator[None]:
    """The whole bot beside us, once it is ready."""
    ready, stop = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(settings, clock, stop=stop, ready=ready.set))
        reading = group.create_task(clock.keep_reading())
        await ready.wait()
        try:
            yield
        finally:
            stop.set()
            reading.cancel()


def _township() -> RosterFile:
    judged = judge(read_roster_file(TOWNSHIP))
    assert judged.roster is not None, judged.problems  # noqa: S101 - the sample is tested
    return judged.roster


async def _handed_out(path: Path, roster: RosterFile) -> dict[str, str]:
    """Import the roster into a new database; a code for everybody with a duty, by person."""

    def piece(tx: Transaction) -> dict[str, str]:
        change = roster_import.difference(tx, roster, MONDAY)
        roster_import.apply(tx, change, ENROLMENT_MS)
        return {
            code: tx.invites.issue(person_id, ENROLMENT_MS)[0]
            for person_id, code, *_ in tx.invites.everybody(MONDAY)
        }

    async with opened(path) as database:
        return await database.write(piece)


async def _enrol(stage: Stage, codes: dict[str, str]) -> None:
    """Everybody with a duty opens the invitation; one blocks the bot afterwards."""
    enrolling = [one for one in stage.cast.values() if one.enrols]
    for persona in enrolling:
        await stage.phone(persona.code).start(codes[persona.code])
    waiting = {persona.user_id for persona in enrolling}
    async with asyncio.timeout(ENROLLED_WITHIN_S):
        while waiting:
            await asyncio.sleep(LOOK_EVERY_S)
            listed = (await stage.client.get(f"{stage.address}/control/users")).json()
            waiting &= {user["id"] for user in listed["users"] if user["last"].startswith("/start")}
    await stage.phone(BLOCKS).block()


@contextmanager
def _stop_signal() -> Iterator[asyncio.Event]:
    """An event that Ctrl-C and SIGTERM set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGTERM, signal.SIGINT)
    for number in numbers:
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)
