"""The running bot: everything built once, and ended in order."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime

from pydantic import SecretStr
from starlette.routing import Route

from bot.assembly import the_door
from bot.clock import clock_of
from bot.health import Pulses, beating
from bot.metrics import Metered, Metrics
from bot.settings import Settings
from bot.watchdog import watched
from bot.web import served, watching
from channels.telegram.channel import TelegramChannel, telegram_channel
from channels.telegram.polling import Poller
from channels.telegram.webhook import Webhook
from domain.page_link import SERVED
from domain.ports import Channel, Clock, FileSource, Inbox, NotConnected, SlowDown, Unsure
from handlers.file_worker import FileWorker
from handlers.inbox_worker import InboxWorker, StoredInbox
from scheduler.packing import PackWorker
from scheduler.pump import Pump
from scheduler.renderers import RENDERERS
from scheduler.ticking import Ticking
from storage.calendar_seed import seed, years_around
from storage.database import Database, opened
from storage.transaction import Transaction

DRAIN_S = 7.0
"""How long requests under way may take to end after SIGTERM; with what else ends, below 10 s."""
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 30.0

log = logging.getLogger(__name__)


async def run(settings: Settings) -> None:
    """Run until SIGTERM or Ctrl-C, then end what is under way. Raises Misconfigured and whatever
    opening the database raises.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        with watched():
            await _until(stop, settings)
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


async def _until(stop: asyncio.Event, settings: Settings) -> None:
    """Serve until ``stop``; also while CLOCK_URL, which nobody promised, gives no answer yet."""
    clock_told = asyncio.Event()

    async def serving() -> None:
        async with clock_of(settings) as clock:
            clock_told.set()
            await serve(settings, clock, stop=stop)

    async with asyncio.TaskGroup() as group:
        running = group.create_task(serving())
        stopping = group.create_task(stop.wait())
        await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not clock_told.is_set():
            running.cancel()


async def serve(
    settings: Settings,
    clock: Clock,
    *,
    stop: asyncio.Event | None = None,
    ready: Callable[[], None] | None = None,
) -> None:
    """The whole bot: poller, inbox worker, tick and pump, until ``stop`` is set or cancelled.

    ``ready`` is called once before the first poll.
    """
    stop = stop or asyncio.Event()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened(settings.database_path))
        pulses = Pulses(clock)
        metrics = Metrics(database, clock, settings.zone, pulses)
        await stack.enter_async_context(_watched_over(settings, database, clock, pulses, metrics))
        channel = await _connected(stack, settings, clock, stop)
        if channel is None:
            return
        away_since_ms = await database.write(lambda tx: _begin(tx, clock, channel, settings))
        metrics.channel = metered = Metered(channel, clock)
        async with _running(settings, clock, database, metered, channel, pulses, away_since_ms):
            log.info("running")
            if ready is not None:
                ready()
            await stop.wait()
            log.info("stopping")


@asynccontextmanager
async def _watched_over(
    settings: Settings, database: Database, clock: Clock, pulses: Pulses, metrics: Metrics
) -> AsyncIterator[None]:
    """The sign of life on disk, and health, metrics and pages where WEB_LISTEN asks for them."""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(beating(database, clock, pulses.of("writer")))
        if settings.web_listen is not None:
            routes: list[Route] = []
            if settings.pages is not None:
                # The template engine takes four megabytes; only whoever serves pages pays for it.
                from bot.pages import WallPages

                walls = WallPages(database, clock, settings.pages, settings.zone, settings.language)
                routes = walls.routes
            app = watching(pulses, metrics.text, _clear(settings.web_secret), routes)
            await stack.enter_async_context(served(app, settings.web_listen, "WEB_LISTEN"))
            if settings.pages is not None:
                stack.callback(walls.end)
        yield


@asynccontextmanager
async def _updates(
    settings: Settings, inbox: Inbox, clock: Clock, moved: Callable[[], None]
) -> AsyncIterator[Poller | Webhook]:
    """Where updates come from: fetched by us, or delivered to TELEGRAM_WEBHOOK_URL."""
    token, base = settings.token, settings.telegram_api_base
    url = settings.telegram_webhook_url
    if url is None:
        yield Poller(token, base, inbox, clock, moved=moved)
        return
    secret = _clear(settings.webhook_secret)
    webhook = Webhook(token, base, inbox, clock, url=url, secret=secret, moved=moved)
    async with served(webhook, settings.webhook_listen, "WEBHOOK_LISTEN"):
        yield webhook


@asynccontextmanager
async def _running(
    settings: Settings,
    clock: Clock,
    database: Database,
    channel: Channel,
    source: FileSource,
    pulses: Pulses,
    away_since_ms: int | None,
) -> AsyncIterator[None]:
    """All services side by side; at the end they stop taking in first and saying last."""
    zone, language = settings.zone, settings.language
    door = the_door(zone, language, channel_time=settings.clock_is_real, pages=settings.pages)
    worker = InboxWorker(database, channel, clock, door, away_since_ms)
    inbox = StoredInbox(database, clock)
    pump = Pump(
        database,
        {channel.name: channel},
        clock,
        RENDERERS,
        zone=zone,
        language=language,
        moved=pulses.of("pump"),
    )
    ticking = Ticking(database, clock, zone, moved=pulses.of("tick"))
    files = FileWorker(database, source, clock, zone, language)
    packs = PackWorker(database, clock, zone, language)
    async with (
        _updates(settings, inbox, clock, pulses.of("poller")) as updates,
        asyncio.TaskGroup() as group,
    ):
        services = [
            group.create_task(updates.run(), name="updates"),
            group.create_task(ticking.run(), name="tick"),
            group.create_task(_work_after(ticking, worker), name="inbox worker"),
            group.create_task(files.serve(), name="files"),
            group.create_task(packs.serve(), name="packs"),
        ]
        pumping = group.create_task(pump.run(), name="pump")
        try:
            yield
        finally:
            for service in services:
                service.cancel()
            pump.stop()
            await asyncio.wait([pumping], timeout=DRAIN_S)
            pumping.cancel()


def _clear(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


async def _work_after(ticking: Ticking, worker: InboxWorker) -> None:
    """The inbox waits for the first look at the day: an early answer that was stored before the
    rounds were opened would find nothing owed.
    """
    await ticking.begun.wait()
    await worker.serve()


async def _connected(
    stack: AsyncExitStack, settings: Settings, clock: Clock, stop: asyncio.Event
) -> TelegramChannel | None:
    """The channel, once Telegram answers; None where we were stopped while waiting for it."""
    wait = FIRST_WAIT_S
    while not stop.is_set():
        try:
            return await stack.enter_async_context(
                telegram_channel(settings.token, settings.telegram_api_base)
            )
        except (NotConnected, SlowDown, Unsure):
            log.warning("Telegram cannot be reached; trying again in %g s", wait)
        sleeping = asyncio.ensure_future(clock.sleep(wait))
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait([sleeping, stopping], return_when=asyncio.FIRST_COMPLETED)
        for task in (sleeping, stopping):
            task.cancel()
        wait = min(wait * 2, LONGEST_WAIT_S)
    return None


def _begin(
    tx: Transaction, clock: Clock, channel: TelegramChannel, settings: Settings
) -> int | None:
    """Seed the calendar, keep the bot's name and whether there are pages; gives when the program
    was last awake.
    """
    now_ms = clock.now_ms()
    today = datetime.fromtimestamp(now_ms / 1000, UTC).astimezone(settings.zone).date()
    seed(tx, years_around(today))
    tx.days.remember("bot_username", channel.username)
    tx.days.remember(SERVED, "yes" if settings.pages is not None else "")
    last = tx.days.memo("last_tick")
    return None if last is None else int(last)
