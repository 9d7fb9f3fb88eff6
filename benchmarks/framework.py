"""The denominator: the framework alone, an empty handler, each chat in order."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import (
    ApplicationBuilder,
    BaseUpdateProcessor,
    CallbackQueryHandler,
    ContextTypes,
)


class PerChat(BaseUpdateProcessor):
    """Updates of one chat go one after another, chats side by side."""

    def __init__(self) -> None:
        super().__init__(256)
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Hold the chat's lock while its update is handled."""
        assert isinstance(update, Update)
        assert update.effective_chat is not None
        key = update.effective_chat.id
        lock, waiting = self._locks.get(key, (asyncio.Lock(), 0))
        self._locks[key] = (lock, waiting + 1)
        try:
            async with lock:
                await coroutine
        finally:
            lock, waiting = self._locks[key]
            if waiting == 1:
                del self._locks[key]
            else:
                self._locks[key] = (lock, waiting - 1)

    async def initialize(self) -> None:
        """Nothing to begin."""

    async def shutdown(self) -> None:
        """Nothing to end."""


async def framework_per_second(raw: list[str]) -> float:
    """Updates a second that python-telegram-bot parses and dispatches."""
    processor = PerChat()
    application = (
        ApplicationBuilder()
        .token("1:benchmark")
        .job_queue(None)
        .updater(None)
        .concurrent_updates(processor)
        .build()
    )

    async def nothing(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        return None

    application.add_handler(CallbackQueryHandler(nothing))
    application._initialized = True

    async def handle(text: str) -> None:
        update = Update.de_json(json.loads(text), application.bot)
        await processor.process_update(update, application.process_update(update))

    start = time.perf_counter()
    for begin in range(0, len(raw), 256):
        await asyncio.gather(*(handle(text) for text in raw[begin : begin + 256]))
    return len(raw) / (time.perf_counter() - start)
