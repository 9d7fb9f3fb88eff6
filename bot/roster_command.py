"""``chenjian roster check`` and ``chenjian roster import``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress

from bot.clock import COMMAND_PATIENCE_S, clock_of
from bot.refused import Refused
from bot.settings import Settings
from domain.day_plan import school_day_of
from domain.ports import Clock
from domain.roster import UnitKind
from domain.roster_difference import Difference
from domain.roster_file import Problem, RosterFile, judge
from scheduler.liaisons import tell_of_links
from scheduler.questions import follow_roster
from storage import roster_import
from storage.database import Database, opened
from storage.sheets import read_roster_file
from storage.transaction import Transaction
from views.roster_changes import changes
from views.words import say


def check(file: Path, language: str) -> None:
    """Print whether the roster is good, or every bad row. Needs no token and no database."""
    roster = _good_roster(file, language)
    typer.echo(_summary(language, "cli.roster_good", roster))


async def import_roster(file: Path, settings: Settings, *, yes: bool) -> None:
    """Show what the file changes and apply it after a yes, all of it or nothing.

    The first import into an empty database is not asked about. Raises Refused, ChenjianError.
    """
    language = settings.language
    roster = _good_roster(file, language)
    async with (
        clock_of(settings, COMMAND_PATIENCE_S) as clock,
        opened(settings.database_path) as database,
    ):
        day = school_day_of(clock.now_ms(), settings.zone)
        difference = await database.read(lambda tx: roster_import.difference(tx, roster, day))
        for line in changes(language, difference):
            typer.echo(line)
        if difference.empty:
            return
        if not (yes or difference.first_import or _agreed(language)):
            typer.echo(say(language, "import.declined"), err=True)
            return
        await _apply(database, difference, clock, language)
    typer.echo(_summary(language, "import.done", roster))


def _good_roster(file: Path, language: str) -> RosterFile:
    with _busy(say(language, "cli.reading", file=file.name)):
        judged = judge(read_roster_file(file))
    for note in judged.notes:
        typer.echo(_line(language, note), err=True)
    if judged.roster is None:
        for problem in judged.problems:
            typer.echo(_line(language, problem))
        raise Refused("roster_faulty", file=file.name, count=len(judged.problems))
    return judged.roster


def _line(language: str, problem: Problem) -> str:
    reason = say(language, f"roster.{problem.code}", **problem.values)
    values = {"sheet": problem.sheet, "line": problem.line, "reason": reason}
    return say(language, "cli.roster_problem", **values)


def _summary(language: str, key: str, roster: RosterFile) -> str:
    return say(
        language,
        key,
        units=len(roster.units),
        classes=sum(unit.kind is UnitKind.CLASS for unit in roster.units),
        people=len(roster.people),
        pupils=len(roster.pupils),
    )


def _agreed(language: str) -> bool:
    """Ask on the terminal. Raises Refused where there is nobody to ask."""
    if not sys.stdin.isatty():
        raise Refused("needs_yes")
    return typer.confirm(say(language, "import.question"), err=True)


async def _apply(database: Database, difference: Difference, clock: Clock, language: str) -> None:
    """Apply it, with a progress bar where somebody watches."""
    with Progress(console=Console(stderr=True), transient=True, disable=not _watched()) as bar:
        task = bar.add_task(say(language, "cli.importing"), total=None)

        def piece(tx: Transaction) -> None:
            now_ms = clock.now_ms()
            roster_import.apply(
                tx,
                difference,
                now_ms,
                lambda done, total: bar.update(task, completed=done, total=total),
            )
            tell_of_links(tx, difference, now_ms)
            follow_roster(tx, difference, now_ms)

        await database.write(piece)


@contextmanager
def _busy(words: str) -> Iterator[None]:
    """Say what takes long, where somebody watches."""
    if not _watched():
        yield
        return
    with Console(stderr=True).status(words):
        yield


def _watched() -> bool:
    return sys.stderr.isatty()
