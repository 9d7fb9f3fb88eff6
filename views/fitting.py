"""Cutting a list of lines so that a message stays below a channel's limit."""

from __future__ import annotations

from collections.abc import Sequence

from domain.message import Text
from views.words import text

ROOM = 2400
"""Characters for the list of one card, counted as Telegram counts them (UTF-16 units): the rest of
a message of 4,096 is for its title, its sentences and what waits.
"""


def fitted(language: str, lines: Sequence[Text], room: int = ROOM) -> list[Text]:
    """The first lines that find room, and how many are left out."""
    shown: list[Text] = []
    for line in lines:
        room -= size(line.plain) + 1
        if room < 0:
            break
        shown.append(line)
    left_out = len(lines) - len(shown)
    return [*shown, text(language, "check_in.left_out", count=left_out)] if left_out else shown


def size(words: str) -> int:
    """The length of words in UTF-16 units."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def shortened(language: str, names: Sequence[str], most: int) -> str:
    """``王小明、李晓红等 12 人``."""
    return text(language, "entry.join").plain.join(names[:most]) + (
        text(language, "check_in.and_others", count=len(names)).plain if len(names) > most else ""
    )
