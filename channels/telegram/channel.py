"""Telegram as a channel: every call goes through python-telegram-bot's Bot."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest

from channels.telegram.entities import CAPTION_LIMIT, TEXT_LIMIT, entities, fit
from channels.telegram.reading import CHANNEL, read
from channels.telegram.request import Request
from channels.telegram.trouble import NOT_MODIFIED, told
from domain.incoming import Incoming
from domain.message import File, Keyboard, Message, Text
from domain.ports import ChannelError

TOAST_LIMIT = 200
CONNECTIONS = 32
"""More than requests are ever in flight."""

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
        with told():
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
        """Change a message in place; one that says so already is a success. Raises MessageGone."""
        text = fit(message.text, TEXT_LIMIT)
        with told(), _unless_it_says_so_already():
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
        with told():
            await self._bot.delete_message(chat_id=int(address), message_id=int(reference))

    async def send_file(self, address: str, file: File) -> str:
        """Send a document, or a picture to be shown in the chat."""
        caption = fit(file.caption, CAPTION_LIMIT)
        content = file.reference or InputFile(file.content, filename=file.name)
        with told():
            if file.picture:
                sent = await self._bot.send_photo(
                    chat_id=int(address),
                    photo=content,
                    caption=caption.plain,
                    caption_entities=entities(caption),
                    reply_markup=_inline(file.keyboard),
                    protect_content=file.protect,
                    disable_notification=file.silent,
                )
            else:
                sent = await self._bot.send_document(
                    chat_id=int(address),
                    document=content,
                    caption=caption.plain,
                    caption_entities=entities(caption),
                    reply_markup=_inline(file.keyboard),
                    protect_content=file.protect,
                    disable_notification=file.silent,
                )
        return str(sent.message_id)

    async def edit_file(self, address: str, reference: str, file: File) -> None:
        """Put a file in the place of the one a message shows; one that is there already is a
        success. Raises MessageGone.
        """
        caption = fit(file.caption, CAPTION_LIMIT)
        media = (InputMediaPhoto if file.picture else InputMediaDocument)(
            InputFile(file.content, filename=file.name, attach=True),
            caption=caption.plain,
            caption_entities=entities(caption),
        )
        with told(), _unless_it_says_so_already():
            await self._bot.edit_message_media(
                media,
                chat_id=int(address),
                message_id=int(reference),
                reply_markup=_inline(file.keyboard),
            )

    async def edit_caption(self, address: str, reference: str, message: Message) -> None:
        """Change the words and buttons below a file; those that are there already are a success.
        Raises MessageGone.
        """
        caption = fit(message.text, CAPTION_LIMIT)
        with told(), _unless_it_says_so_already():
            await self._bot.edit_message_caption(
                chat_id=int(address),
                message_id=int(reference),
                caption=caption.plain,
                caption_entities=entities(caption),
                reply_markup=_inline(message.keyboard),
            )

    async def acknowledge(self, query: str, text: str | None, alert: bool) -> None:
        """Answer a press: best effort, whatever goes wrong is swallowed (the press counts)."""
        words = None if text is None else fit(Text.of(text), TOAST_LIMIT).plain
        try:
            with told():
                await self._bot.answer_callback_query(query, text=words, show_alert=alert)
        except ChannelError as error:
            log.info("press %s was not acknowledged: %s", query, type(error).__name__)

    async def set_menu(self, address: str, commands: tuple[tuple[str, str], ...]) -> None:
        """The command menu of one chat."""
        with told():
            await self._bot.set_my_commands(
                [BotCommand(name, what) for name, what in commands],
                scope=BotCommandScopeChat(int(address)),
            )

    async def fetch(self, file: str, most: int) -> bytes:
        """The contents of a file that somebody sent; of a larger one nothing is fetched."""
        with told():
            found = await self._bot.get_file(file)
            if (found.file_size or 0) > most:
                return bytes(most + 1)
            return bytes(await found.download_as_bytearray())

    async def ping(self) -> None:
        """Ask who we are: nobody hears of it."""
        with told():
            await self._bot.get_me()


@asynccontextmanager
async def telegram_channel(
    token: str, api_base: str, *, request: Request | None = None
) -> AsyncIterator[TelegramChannel]:
    """A channel that is ready to send; asks Telegram who we are first. Raises Misconfigured,
    NotConnected, Unsure, SlowDown.

    ``request`` carries its calls in place of connections to ``api_base`` (simulation).
    """
    bot = Bot(
        token,
        base_url=f"{api_base}/bot",
        base_file_url=f"{api_base}/file/bot",
        request=request or Request(api_base, connections=CONNECTIONS),
        # The library wants one for its own polling, which is never used.
        get_updates_request=request or Request(api_base, connections=1),
    )
    try:
        with told():
            await bot.initialize()
        yield TelegramChannel(bot)
    finally:
        await bot.shutdown()


@contextmanager
def _unless_it_says_so_already() -> Iterator[None]:
    """A change that changes nothing is a success."""
    try:
        yield
    except BadRequest as error:
        if NOT_MODIFIED not in error.message.lower():
            raise


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
