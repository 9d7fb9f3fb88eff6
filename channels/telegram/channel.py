"""Telegram as a channel: every call goes through python-telegram-bot's Bot.

Its errors are told apart by what is known about the request: surely not sent, or unsure
(CHANNELS: a 5xx, a time-out or a cut connection may or may not have arrived).
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from io import BytesIO

import httpx
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from channels.telegram.entities import CAPTION_LIMIT, TEXT_LIMIT, entities, fit
from channels.telegram.reading import CHANNEL, read
from domain.incoming import Incoming
from domain.message import File, Keyboard, Message
from domain.ports import (
    ChannelError,
    MessageGone,
    Misconfigured,
    Moved,
    Refused,
    SlowDown,
    Unreachable,
    Unsure,
)

TOAST_LIMIT = 200
POOL = 32
"""Connections: more than requests are ever in flight."""
NOT_CONNECTED_WAIT_S = 1.0

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None

log = logging.getLogger(__name__)


class TelegramChannel:
    """Telegram behind domain.ports.Channel. Made by ``telegram_channel``."""

    name = CHANNEL

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    @property
    def username(self) -> str:
        """The bot's own name, for invitation links."""
        return str(self._bot.username)

    def read(self, raw: str) -> Incoming:
        """The raw update in our words. Raises UnreadableUpdate."""
        return read(raw)

    async def send(self, address: str, message: Message) -> str:
        """Say it; gives the id of the message."""
        text = fit(message.text, TEXT_LIMIT)
        with _told():
            sent = await self._bot.send_message(
                chat_id=int(address),
                text=text.plain,
                entities=entities(text),
                reply_markup=_markup(message),
                protect_content=message.protect,
                disable_notification=message.silent,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        return str(sent.message_id)

    async def edit(self, address: str, reference: str, message: Message) -> None:
        """Change a message in place. Raises MessageGone."""
        text = fit(message.text, TEXT_LIMIT)
        with _told():
            await self._bot.edit_message_text(
                chat_id=int(address),
                message_id=int(reference),
                text=text.plain,
                entities=entities(text),
                reply_markup=_inline(message.keyboard),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )

    async def delete(self, address: str, reference: str) -> None:
        """Take a message away. Raises MessageGone."""
        with _told():
            await self._bot.delete_message(chat_id=int(address), message_id=int(reference))

    async def send_file(self, address: str, file: File) -> str:
        """Send a document, or a picture to be shown in the chat."""
        caption = fit(file.caption, CAPTION_LIMIT)
        content = InputFile(BytesIO(file.content), filename=file.name)
        with _told():
            if file.picture:
                sent = await self._bot.send_photo(
                    chat_id=int(address),
                    photo=content,
                    caption=caption.plain,
                    caption_entities=entities(caption),
                    reply_markup=_inline(file.keyboard),
                    protect_content=file.protect,
                )
            else:
                sent = await self._bot.send_document(
                    chat_id=int(address),
                    document=content,
                    caption=caption.plain,
                    caption_entities=entities(caption),
                    reply_markup=_inline(file.keyboard),
                    protect_content=file.protect,
                )
        return str(sent.message_id)

    async def acknowledge(self, query: str, text: str | None, alert: bool) -> None:
        """Answer a press. A query that is too old, or trouble on the way, is swallowed."""
        words = None if text is None else text[:TOAST_LIMIT]
        try:
            with _told():
                await self._bot.answer_callback_query(query, text=words, show_alert=alert)
        except (Refused, Unsure, SlowDown) as error:
            log.info("a press was not acknowledged: %s", type(error).__name__)

    async def set_menu(self, address: str, commands: tuple[tuple[str, str], ...]) -> None:
        """The command menu of one chat."""
        with _told():
            await self._bot.set_my_commands(
                [BotCommand(name, what) for name, what in commands],
                scope=BotCommandScopeChat(int(address)),
            )


@asynccontextmanager
async def telegram_channel(token: str, api_base: str) -> AsyncIterator[TelegramChannel]:
    """A channel that is ready to send; asks Telegram who we are first. Raises Misconfigured,
    Unsure.
    """
    # The library logs a whole answer it cannot read; that answer may hold what people said.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    bot = Bot(
        token,
        base_url=f"{api_base}/bot",
        base_file_url=f"{api_base}/file/bot",
        request=HTTPXRequest(
            connection_pool_size=POOL,
            read_timeout=15.0,
            write_timeout=15.0,
            connect_timeout=10.0,
            pool_timeout=30.0,
            httpx_kwargs=_client_settings(api_base),
        ),
        get_updates_request=HTTPXRequest(connection_pool_size=1),
    )
    try:
        with _told():
            await bot.initialize()
        yield TelegramChannel(bot)
    finally:
        await bot.shutdown()


def _client_settings(api_base: str) -> dict[str, bool]:
    """A proxy of the environment is for the way out, not for an emulator on this machine."""
    host = httpx.URL(api_base).host
    return {"trust_env": host not in ("127.0.0.1", "localhost", "::1")}


@contextmanager
def _told() -> Iterator[None]:
    """The library's errors in the words of domain.ports."""
    try:
        yield
    except BadRequest as error:
        if "message is not modified" not in str(error).lower():
            raise _refused(error) from None
    except TelegramError as error:
        raise translated(error) from None


def translated(error: TelegramError) -> ChannelError:
    """One of the library's errors as one of ours. No text of ours holds a request's address."""
    match error:
        case RetryAfter():
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
            return SlowDown(seconds)
        case Forbidden():
            return Unreachable(error.message)
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case InvalidToken():
            return Misconfigured("the token was refused")
        case Conflict():
            return Misconfigured("another program polls with this token, or a webhook is set")
        case BadRequest():
            return _refused(error)
        case TimedOut() if "not* sent" in error.message:
            return SlowDown(NOT_CONNECTED_WAIT_S)
        case NetworkError() if isinstance(error.__cause__, httpx.ConnectError):
            # The connection was never made, so nothing was sent.
            return SlowDown(NOT_CONNECTED_WAIT_S)
    return Unsure(type(error).__name__)


def _refused(error: BadRequest) -> ChannelError:
    words = error.message.lower()
    if "chat not found" in words or "user is deactivated" in words:
        return Unreachable(error.message)
    gone = ("message to edit not found", "message can't be edited", "message to delete not found")
    if any(sentence in words for sentence in gone) or "message_id_invalid" in words:
        return MessageGone(error.message)
    return Refused(error.message)


def _markup(message: Message) -> Markup:
    if message.keyboard is not None:
        return _inline(message.keyboard)
    if message.contact_button is not None:
        key = KeyboardButton(message.contact_button, request_contact=True)
        return ReplyKeyboardMarkup([[key]], resize_keyboard=True, one_time_keyboard=True)
    return ReplyKeyboardRemove() if message.drop_keys else None


def _inline(keyboard: Keyboard | None) -> InlineKeyboardMarkup | None:
    if keyboard is None:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(button.label, url=button.url)
                if button.url is not None
                else InlineKeyboardButton(button.label, callback_data=button.payload)
                for button in row
            ]
            for row in keyboard.rows
        ]
    )
