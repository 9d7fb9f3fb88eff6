"""The story of one seed: what happened, in order, to be read when something went wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from tests.clock import ZONE


class Story(logging.Handler):
    """Lines with virtual seconds and civil time; the program's warnings are among them."""

    def __init__(self, monotonic: Callable[[], float], civil_ms: Callable[[], int]) -> None:
        super().__init__(logging.WARNING)
        self._monotonic = monotonic
        self._civil_ms = civil_ms
        self.lines: list[str] = []

    def tell(self, words: str) -> None:
        """Add a line."""
        civil = datetime.fromtimestamp(self._civil_ms() / 1000, UTC).astimezone(ZONE)
        self.lines.append(f"{self._monotonic():9.3f}  {civil:%m-%d %H:%M:%S}  {words}")

    def emit(self, record: logging.LogRecord) -> None:
        """A line of the program's log."""
        words = f"log {record.levelname.lower()}: {record.getMessage()}"
        if record.exc_info and record.exc_info[1] is not None:
            words += f" ({record.exc_info[1]!r})"
        self.tell(words)
