"""Text with spans as Telegram wants it: the words and entities beside them, nothing to escape.

Offsets and lengths count UTF-16 units (Bot API, MessageEntity).
"""

from __future__ import annotations

import re

from telegram import MessageEntity, User

from domain.message import Span, Style, Text

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ELLIPSIS = "…"

_PERSON = re.compile(r"[0-9]{1,16}")
"""The address of a person; groups have negative ones."""


def units(words: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def fit(text: Text, limit: int) -> Text:
    """The text, cut at a line end where it would be too long. The last net: views keep within.

    Half a surrogate pair, which no request can carry, turns into a question mark.
    """
    spans = [Span(_sound(span.text), span.style, span.mention) for span in text.spans]
    if sum(units(span.text) for span in spans) <= limit:
        return Text(tuple(spans))
    room = limit - units(ELLIPSIS)
    kept: list[Span] = []
    for span in spans:
        words = _first_units(span.text, room)
        kept.append(Span(words, span.style, span.mention))
        room -= units(words)
        if words != span.text:
            break
    plain = "".join(span.text for span in kept)
    cut = plain.rfind("\n")
    if cut > len(plain) // 2:
        kept = _first_characters(kept, cut + 1)
    return Text((*kept, Span(ELLIPSIS)))


def entities(text: Text) -> list[MessageEntity]:
    """The bold spans and mentions of people; quiet is plain, Telegram has no such style."""
    found = []
    offset = 0
    for span in text.spans:
        length = units(span.text)
        if length and span.style is Style.BOLD:
            found.append(MessageEntity(MessageEntity.BOLD, offset, length))
        if length and span.mention is not None and _PERSON.fullmatch(span.mention):
            person = User(int(span.mention), span.text, is_bot=False)
            found.append(MessageEntity(MessageEntity.TEXT_MENTION, offset, length, user=person))
        offset += length
    return found


def _sound(words: str) -> str:
    return words.encode(errors="replace").decode()


def _first_units(words: str, room: int) -> str:
    taken = 0
    for place, character in enumerate(words[: room + 1]):
        taken += 2 if ord(character) > 0xFFFF else 1
        if taken > room:
            return words[:place]
    return words


def _first_characters(spans: list[Span], room: int) -> list[Span]:
    kept = []
    for span in spans:
        if room <= 0:
            break
        kept.append(Span(span.text[:room], span.style, span.mention))
        room -= len(span.text)
    return kept
