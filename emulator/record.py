"""The record of every call, accepted or refused: the judge of what was sent, and how often."""

from collections.abc import Iterable
from typing import Any

from emulator.parameters import Json


class Record:
    """Calls in the order in which they were decided."""

    def __init__(self) -> None:
        self._calls: list[Json] = []

    def add(self, call: Json) -> None:
        """Put a call on record; it gets the next number, from 1."""
        self._calls.append({"n": len(self._calls) + 1} | call)

    def since(
        self, number: int = 0, *, method: str | None = None, chat_id: int | None = None
    ) -> Iterable[Json]:
        """The calls after the one with this number, of one method or chat where asked."""
        for call in self._calls[max(number, 0) :]:
            if method is not None and call["method"].lower() != method.lower():
                continue
            if chat_id is not None and call["chat_id"] != chat_id:
                continue
            yield call

    @property
    def last(self) -> int:
        """The number of the last call, 0 before the first."""
        return len(self._calls)


def message_id_of(result: Any) -> int | None:
    """The id of the message, or of the first message, that a call made or changed."""
    first = result[0] if isinstance(result, list) and result else result
    message_id = first.get("message_id") if isinstance(first, dict) else None
    return message_id if isinstance(message_id, int) else None
