"""``chenjian inbox``: the updates that could not be read or handled, and one of them as it came."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from enum import StrEnum

import typer

from bot.clock import SystemClock
from bot.refused import Refused
from bot.settings import Settings
from storage.database import prepare, snapshot
from storage.inbox import SetAside
from storage.runner import connect
from storage.transaction import Transaction
from views.words import say


class InboxFormat(StrEnum):
    """How the list is printed."""

    TEXT = "text"
    JSON = "json"


def list_set_aside(settings: Settings, form: InboxFormat) -> None:
    """Print what was set aside, oldest first: numbers and causes, never what was said.

    Raises Refused where there is no database.
    """
    _look_for_database(settings)
    with closing(connect(settings.database_path, read_only=True)) as connection:
        found = snapshot(connection, lambda tx: tx.inbox.set_aside_ones())
    lines = _as_json(settings, found) if form is InboxFormat.JSON else _as_text(settings, found)
    typer.echo(lines)


def show_update(settings: Settings, update_id: int, *, names: bool, reason: str | None) -> None:
    """Print an update as it came. Somebody's words stand in it, so it is asked for with ``names``
    and a reason, which is written down first. Raises Refused.
    """
    why = (reason or "").strip()
    if not names or not why:
        raise Refused("inbox_reason")
    _look_for_database(settings)
    with closing(connect(settings.database_path)) as connection:
        raw = snapshot(connection, lambda tx: tx.inbox.raw(update_id))
        if raw is None:
            raise Refused("inbox_none", update=update_id)
        connection.execute("BEGIN IMMEDIATE")
        now_ms = SystemClock().now_ms()
        Transaction(connection).audit.add(now_ms, None, "inbox_raw", None, f"{update_id} {why}")
        connection.execute("COMMIT")
    sys.stdout.write(f"{_tame(raw) if sys.stdout.isatty() else raw}\n")


def _look_for_database(settings: Settings) -> None:
    if not settings.database_path.is_file():
        raise Refused("no_database", file=settings.database_path)
    prepare(settings.database_path)


def _as_json(settings: Settings, found: Sequence[SetAside]) -> str:
    return json.dumps(
        [
            {
                "channel": one.channel,
                "update_id": one.update_id,
                "stored_at": _local(settings, one.stored_ms).isoformat(),
                "state": one.state,
                "error": one.error,
                "characters": one.characters,
            }
            for one in found
        ],
        ensure_ascii=False,
    )


def _as_text(settings: Settings, found: Sequence[SetAside]) -> str:
    language = settings.language
    if not found:
        return say(language, "inbox.none")
    lines = [
        say(
            language,
            "inbox.line",
            update=one.update_id,
            at=f"{_local(settings, one.stored_ms):%Y-%m-%d %H:%M:%S}",
            state=say(language, f"inbox.{one.state}"),
            error=one.error,
            characters=one.characters,
        )
        for one in found
    ]
    return "\n".join([*lines, say(language, "inbox.hint", count=len(found))])


def _local(settings: Settings, at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms // 1000, UTC).astimezone(settings.zone)


def _tame(raw: str) -> str:
    """Without marks by which a text could steer a terminal."""
    return "".join(mark if mark.isprintable() else f"\\x{ord(mark):02x}" for mark in raw)
