"""``chenjian backup FILE``: a proven copy of the database, while the bot goes on."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.refused import Refused
from bot.settings import Settings
from storage.backup import BackupBroken, BackupExists, Copy, NoDatabase, back_up
from views.words import say

TOLD = ("person", "pupil", "round", "answer")
"""Tables whose rows are told, so that somebody notices a backup of the wrong database."""


def backup(file: Path, settings: Settings) -> None:
    """Write the backup and say what it holds. Raises Refused and what the disk raises."""
    copy = copied(settings, file)
    counts = {table: copy.rows.get(table, 0) for table in TOLD}
    version = max(copy.migrations, default=0)
    typer.echo(
        say(
            settings.language,
            "cli.backup_done",
            file=file,
            size=size_words(copy.size),
            version=f"{version:04}",
            **counts,
        )
    )


def copied(settings: Settings, file: Path) -> Copy:
    """Write the backup; gives what it holds. Raises Refused and what the disk raises."""
    try:
        return back_up(settings.database_path, file)
    except NoDatabase:
        raise Refused("no_database", file=settings.database_path) from None
    except BackupExists:
        raise Refused("backup_exists", file=file) from None
    except BackupBroken as broken:
        raise Refused("backup_broken", reason=broken.values["reason"]) from None


def size_words(size: int) -> str:
    """``12.3 MB``."""
    return f"{size / 1e9:,.1f} GB" if size >= 1e9 else f"{size / 1e6:,.1f} MB"
