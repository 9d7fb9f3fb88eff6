"""A batch: the updates of one answer to getUpdates, each sliced out of the bytes as it came."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from domain.ports import RawUpdate

WIDEST_ID = 2**62
"""Ids of this size and above are none: they would not fit a table."""

_decoded = json.JSONDecoder().raw_decode
_SPACE = re.compile(r"[ \t\r\n]*")
_ID = re.compile(r'"update_id"\s*:\s*(\d{1,18})\b')


class UnreadableBatch(Exception):
    """An answer that holds no list of updates, or one that cannot be taken apart."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one answer held; ``nameless`` counts what bears no id by which it could be kept."""

    updates: tuple[RawUpdate, ...] = ()
    nameless: int = 0

    def __bool__(self) -> bool:
        return bool(self.updates or self.nameless)

    @property
    def highest(self) -> int | None:
        """The id up to which the batch can be confirmed; None where nothing in it can be.

        A negative offset would drop what waits (Bot API, getUpdates), so only ids above 0 count.
        """
        highest = max((update.update_id for update in self.updates), default=0)
        return highest if highest > 0 else None


def read_batch(body: bytes) -> Batch:
    """The updates of an answer. Raises UnreadableBatch."""
    text = body.decode(errors="replace")
    updates = []
    nameless = 0
    try:
        for raw, update in _members(text):
            number = update.get("update_id") if isinstance(update, dict) else None
            if type(number) is int and abs(number) < WIDEST_ID:
                updates.append(RawUpdate(number, raw))
            else:
                nameless += 1
    except (ValueError, RecursionError):
        raise UnreadableBatch from None
    return Batch(tuple(updates), nameless)


def kept_whole(body: bytes) -> Batch:
    """An answer to ``limit=1`` that cannot be taken apart, kept under the id seen in it.

    Raises UnreadableBatch where no id is seen.
    """
    text = body.decode(errors="replace")
    seen = _ID.search(text)
    if seen is None:
        raise UnreadableBatch
    return Batch((RawUpdate(int(seen[1]), text),))


def one_update(body: bytes) -> Batch:
    """The one update of a delivery by webhook, kept as it came even where it cannot be taken
    apart; a batch without updates where no id is seen in it.
    """
    try:
        return read_batch(b'{"result":[' + body + b"]}")
    except UnreadableBatch:
        pass
    try:
        return kept_whole(body)
    except UnreadableBatch:
        return Batch(nameless=1)


def _members(text: str) -> Iterator[tuple[str, Any]]:
    """The members of the array ``result``: as they came, and decoded. Raises ValueError."""
    place = _after(text, 0, "{")
    key, place = _decoded(text, place)
    while key != "result":
        _, place = _decoded(text, _after(text, place, ":"))
        key, place = _decoded(text, _after(text, place, ","))
    place = _after(text, _after(text, place, ":"), "[")
    if text.startswith("]", place):
        return
    while True:
        update, end = _decoded(text, place)
        yield text[place:end], update
        end = _past_space(text, end)
        if text.startswith("]", end):
            return
        place = _after(text, end, ",")


def _after(text: str, place: int, mark: str) -> int:
    """Where the next value begins after this mark. Raises ValueError where it does not stand."""
    place = _past_space(text, place)
    if not text.startswith(mark, place):
        raise ValueError(mark)
    return _past_space(text, place + 1)


def _past_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return place if found is None else found.end()
