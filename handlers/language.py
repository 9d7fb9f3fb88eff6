"""/language (语言): Chinese or English, for this chat."""

from __future__ import annotations

import unicodedata

from domain.choice import Choice
from domain.message import Button, Keyboard, Message
from handlers.visit import Visit
from views.words import LANGUAGES, say, text

ACTION = "lang"
_NAMES = {
    "zh": "zh",
    "中文": "zh",
    "汉语": "zh",
    "chinese": "zh",
    "en": "en",
    "英文": "en",
    "英语": "en",
    "english": "en",
}


def choose_language(visit: Visit, argument: str) -> None:
    """``/language [zh|en]``: set it, or offer the two."""
    chosen = _NAMES.get(unicodedata.normalize("NFKC", argument).strip().casefold())
    if chosen is None:
        visit.reply(_offer(visit.language))
    else:
        visit.reply(_set(visit, chosen))


def press_language(visit: Visit, choice: Choice) -> None:
    """One of the two buttons."""
    if choice.argument not in LANGUAGES:
        visit.toasted(say(visit.language, "help.language_ask"), alert=True)
        return
    done = _set(visit, choice.argument)
    visit.toasted(done.text.plain)
    if visit.message is not None:
        visit.edit(visit.message, done)


def _set(visit: Visit, language: str) -> Message:
    visit.tx.chats.set_language(visit.chat.id, language)
    visit.language = language
    visit.menus.append(visit.chat.id)
    return Message(text(language, "help.language_set"))


def _offer(language: str) -> Message:
    buttons = (
        Button("中文", Choice(ACTION, argument="zh").encode()),
        Button("English", Choice(ACTION, argument="en").encode()),
    )
    return Message(text(language, "help.language_ask"), Keyboard((buttons,)))
