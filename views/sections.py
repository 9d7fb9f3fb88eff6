"""Headings with their lines, cut so that the whole stays below a channel's limit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from domain.message import Text, joined
from views.fitting import size
from views.words import text

T = TypeVar("T")
LIMIT = 3500
"""Characters of a digest, counted as Telegram counts them (UTF-16 units)."""


class Lines:
    """A line for each thing, made when it is looked at: of a city's thousands most find no room."""

    def __init__(self, things: Collection[T], line: Callable[[T], Text]) -> None:
        self._things: Collection[Any] = things
        self._line: Callable[[Any], Text] = line

    def __len__(self) -> int:
        return len(self._things)

    def __iter__(self) -> Iterator[Text]:
        return map(self._line, self._things)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    heading: Text
    lines: Sequence[Text] | Lines


def fitted(language: str, head: Sequence[Text], sections: Sequence[Section]) -> tuple[Text, int]:
    """Head and sections as one text of at most LIMIT, and how many lines had to be left out.

    The section that takes most room gives way first, its last lines before its first.
    """
    kept = [section for section in sections if section.lines]
    room = LIMIT - sum(size(line.plain) + 1 for line in head)
    room -= sum(size(section.heading.plain) + 24 for section in kept)
    shown = [_within_reach(section.lines) for section in kept]
    used = [sum(size(line.plain) + 1 for line in lines) for lines in shown]
    while kept and sum(used) > room and max(used):
        largest = used.index(max(used))
        used[largest] -= size(shown[largest].pop().plain) + 1
    blocks, left_out = [joined("\n", list(head))], 0
    for section, lines in zip(kept, shown, strict=True):
        rest = len(section.lines) - len(lines)
        more = [text(language, "digest.rest", count=rest)] if rest else []
        blocks.append(joined("\n", [section.heading, *lines, *more]))
        left_out += rest
    return joined("\n\n", blocks), left_out


def _within_reach(lines: Iterable[Text]) -> list[Text]:
    """The first lines, up to one that finds no room even where there is nothing else to say."""
    found, used = [], 0
    for line in lines:
        found.append(line)
        used += size(line.plain) + 1
        if used > LIMIT:
            break
    return found
