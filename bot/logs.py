"""The log: ids and counts with their time; never a name, a reading, a token or an address.

For people on a terminal a plain line, for whoever collects logs a JSON object a line.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO, TypeAlias

from domain.mishap import the_way

_Caught: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

TALKATIVE = ("httpx", "httpcore", "apscheduler", "telegram", "fontTools", "fpdf")
"""They would log each request with its address, and so the token, each tick, or the signs of which
the words of a PDF are made.
"""


class PlainLines(logging.Formatter):
    """``2026-11-23 07:30:00,123 WARNING scheduler.carrier note 12 …``."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: _Caught) -> str:
        """The way of an error; its words may quote what somebody typed."""
        return "" if ei[1] is None else the_way(ei[1])


class JsonLines(PlainLines):
    """An object a line: ``at`` (ISO 8601, UTC), ``level``, ``part``, ``says``; ``event`` is the
    same for all of a kind, ``values`` are what fills it; ``error`` is the way of an error.
    """

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {
            "at": at,
            "level": record.levelname,
            "part": record.name,
            "says": record.getMessage(),
            "event": str(record.msg),
            "values": list(record.args) if isinstance(record.args, tuple) else [],
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def log_to(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Log to a stream, standard error by default."""
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PlainLines() if stream.isatty() else JsonLines())
    logging.basicConfig(level=level, handlers=[handler])
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
