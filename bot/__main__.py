"""The command line: ``chenjian``, also ``python -m bot``.

A command ends with exit code 0, or with 2 and one clear line on standard error. What a command
is asked for goes to standard output, everything else to standard error.
"""

import asyncio
import logging
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from bot import backup_command, calendar_command, inbox_command, invites_command, roster_command
from bot.clock import COMMAND_PATIENCE_S, clock_of
from bot.inbox_command import InboxFormat
from bot.invites_command import InvitesFormat
from bot.logs import log_to
from bot.refused import Refused, ReportTrouble
from bot.settings import language_of_environment, settings_of_environment
from domain.errors import ChangedMigration, ChenjianError, NewerDatabase, StorageTrouble
from domain.ports import Misconfigured
from domain.roster_file import (
    NotARoster,
    RosterFileError,
    RosterFileMissing,
    RosterFileTooLarge,
    UnreadableEncoding,
)
from storage.roster_import import RosterOvertaken
from views.refusals import sentence
from views.words import say

if TYPE_CHECKING:
    from bot.report_command import ReportCommand
    from bot.settings import Settings

_ROSTER_FILE_SENTENCES: dict[type[RosterFileError], str] = {
    RosterFileMissing: "roster.file_missing",
    NotARoster: "roster.not_a_roster",
    RosterFileTooLarge: "roster.file_too_large",
    UnreadableEncoding: "roster.unreadable_encoding",
}


class UnderstandFormat(StrEnum):
    """How understood messages are printed."""

    JSON = "json"


def main() -> None:
    """The entry point of ``chenjian``."""
    sys.exit(command_line(sys.argv[1:]))


def command_line(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code. A bug is not caught: it is loud."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a rare character
    language = language_of_environment()
    try:
        result = _app(language)(
            list(arguments) or ["--help"], prog_name="chenjian", standalone_mode=False
        )
    except typer.Abort:
        line = say(language, "cli.aborted")
    except Exception as error:
        words = _words(language, _innermost(error))
        if words is None:
            raise
        line = words
    else:
        return result if isinstance(result, int) else 0
    print(" ".join(line.split()), file=sys.stderr)
    return 2


def _innermost(error: BaseException) -> BaseException:
    """What happened in a group of tasks: a group of one error is that error."""
    while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    return error


def _words(language: str, error: BaseException) -> str | None:
    """The sentence for what a person can put right; None for a bug."""
    match error:
        case TyperException():
            return say(language, "cli.usage", reason=error.format_message().rstrip("."))
        case Refused():
            return say(language, f"cli.{error.code}", **_said(language, error))
        case RosterFileError():
            return say(language, _ROSTER_FILE_SENTENCES[type(error)], file=error.file)
        case NewerDatabase():
            return say(language, "cli.newer_database")
        case ChangedMigration():
            return say(language, "cli.changed_migration", name=error)
        case RosterOvertaken():
            return say(language, "cli.overtaken")
        case ReportTrouble():
            return str(error)
        case ChenjianError():
            return sentence(language, error)
        case Misconfigured():
            return say(language, "cli.misconfigured", reason=error)
        case StorageTrouble():
            return say(language, "cli.database_trouble", reason=error)
        case OSError():
            reason = error.strerror or type(error).__name__
            return say(language, "cli.file_trouble", file=error.filename or "", reason=reason)
    # The driver is known to storage alone; its errors while opening a database are told here.
    if any(kind.__module__ == "sqlite3" for kind in type(error).__mro__):
        return say(language, "cli.database_trouble", reason=error)
    return None


def _said(language: str, refused: Refused) -> dict[str, object]:
    """What a setting should look like is a sentence of its own."""
    values = dict(refused.values)
    if "expected" in values:
        values["expected"] = say(language, f"cli.{values['expected']}")
    return values


def _app(language: str) -> typer.Typer:
    """All commands, with their help in a language."""

    def words(key: str) -> str:
        return say(language, f"cli.{key}")

    app = typer.Typer(
        help=words("about"),
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )

    @app.command(help=words("help_run"))
    def run() -> None:
        settings = settings_of_environment()
        _ = settings.token  # refused at once, before anything is opened
        from bot.fair import share_fairly
        from bot.run import run as run_bot

        log_to()
        share_fairly()
        asyncio.run(run_bot(settings))

    @app.command(help=words("help_demo"))
    def demo(
        headless: Annotated[bool, typer.Option("--headless", help=words("help_headless"))] = False,
        out: Annotated[Path, typer.Option(help=words("help_demo_out"))] = Path("out"),
        port: Annotated[int | None, typer.Option(help=words("help_port"))] = None,
    ) -> None:
        from bot.demo import demo as run_demo

        settings = settings_of_environment()
        log_to()
        asyncio.run(
            run_demo(
                settings,
                headless=headless,
                out=out,
                port=settings.emulator_port if port is None else port,
            )
        )

    app.add_typer(_roster(language), name="roster", help=words("help_roster"))
    app.add_typer(_calendar(language), name="calendar", help=words("help_calendar"))

    @app.command(help=words("help_invites"))
    def invites(
        form: Annotated[
            InvitesFormat, typer.Option("--format", help=words("help_format"))
        ] = InvitesFormat.TEXT,
    ) -> None:
        asyncio.run(invites_command.invites(settings_of_environment(), form))

    @app.command(help=words("help_report"))
    def report(
        unit: Annotated[str, typer.Option(help=words("help_unit"))],
        day: Annotated[str | None, typer.Option(help=words("help_days"))] = None,
        form: Annotated[str, typer.Option("--format", help=words("help_format"))] = "text",
        out: Annotated[Path | None, typer.Option(help=words("help_out"))] = None,
        names: Annotated[bool, typer.Option("--names", help=words("help_names"))] = False,
        reason: Annotated[str | None, typer.Option(help=words("help_reason"))] = None,
        template: Annotated[str | None, typer.Option(help=words("help_template"))] = None,
    ) -> None:
        from bot.report_command import ReportCommand

        asked = ReportCommand(unit, day, form, names, reason, template)
        content = asyncio.run(_report(asked))
        if out is not None:
            out.write_bytes(content)
        else:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()

    @app.command(help=words("help_pack"))
    def pack(
        unit: Annotated[str, typer.Option(help=words("help_unit"))],
        days: Annotated[str, typer.Option(help=words("help_pack_days"))],
        out: Annotated[Path, typer.Option(help=words("help_pack_out"))],
        names: Annotated[bool, typer.Option("--names", help=words("help_names"))] = False,
        reason: Annotated[str | None, typer.Option(help=words("help_reason"))] = None,
    ) -> None:
        from bot.pack_command import PackCommand, run_pack

        settings = settings_of_environment()
        out.write_bytes(
            run_pack(
                settings.database_path,
                PackCommand(unit, days, names, reason),
                now_ms=asyncio.run(_now_ms(settings)),
                zone=settings.zone,
                language=settings.language,
            )
        )

    @app.command(help=words("help_understand"))
    def understand(
        class_: Annotated[str, typer.Option("--class", help=words("help_class"))],
        day: Annotated[str | None, typer.Option(help=words("help_day"))] = None,
        form: Annotated[
            UnderstandFormat, typer.Option("--format", help=words("help_format"))
        ] = UnderstandFormat.JSON,
    ) -> None:
        from bot.understand_command import understand_lines

        asyncio.run(
            understand_lines(
                settings_of_environment(), class_, day, sys.stdin.buffer, sys.stdout.buffer
            )
        )

    @app.command(help=words("help_backup"))
    def backup(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words("help_backup_file"))],
    ) -> None:
        backup_command.backup(file, settings_of_environment())

    @app.command(help=words("help_inbox"))
    def inbox(
        form: Annotated[
            InboxFormat, typer.Option("--format", help=words("help_format"))
        ] = InboxFormat.TEXT,
        update: Annotated[int | None, typer.Option(help=words("help_update"))] = None,
        names: Annotated[bool, typer.Option("--names", help=words("help_names"))] = False,
        reason: Annotated[str | None, typer.Option(help=words("help_reason"))] = None,
    ) -> None:
        if update is None:
            inbox_command.list_set_aside(settings_of_environment(), form)
        else:
            inbox_command.show_update(settings_of_environment(), update, names=names, reason=reason)

    @app.command(help=words("help_doctor"))
    def doctor() -> None:
        from bot.doctor_command import doctor as look_at_everything

        look_at_everything(language)

    @app.command(help=words("help_rehearse"))
    def rehearse(
        names: Annotated[bool, typer.Option("--names", help=words("help_rehearse_names"))] = False,
        reason: Annotated[str | None, typer.Option(help=words("help_reason"))] = None,
        enrolled_only: Annotated[
            bool, typer.Option("--enrolled-only", help=words("help_enrolled_only"))
        ] = False,
    ) -> None:
        from bot.rehearse_command import rehearse as play

        log_to(level=logging.ERROR)
        play(settings_of_environment(), names=names, reason=reason, enrolled_only=enrolled_only)

    return app


def _roster(language: str) -> typer.Typer:
    app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)
    file_help = say(language, "cli.help_file")

    @app.command("check", help=say(language, "cli.help_roster_check"))
    def check(file: Annotated[Path, typer.Argument(metavar="FILE", help=file_help)]) -> None:
        roster_command.check(file, settings_of_environment().language)

    @app.command("import", help=say(language, "cli.help_roster_import"))
    def import_roster(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=file_help)],
        yes: Annotated[
            bool, typer.Option("--yes", "-y", help=say(language, "cli.help_yes"))
        ] = False,
    ) -> None:
        asyncio.run(roster_command.import_roster(file, settings_of_environment(), yes=yes))

    return app


def _calendar(language: str) -> typer.Typer:
    app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)
    file_help = say(language, "cli.help_calendar_file")

    @app.callback()
    def calendar() -> None:
        """A group, though it has one command."""

    @app.command("import", help=say(language, "cli.help_calendar_import"))
    def import_calendar(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=file_help)],
        yes: Annotated[
            bool, typer.Option("--yes", "-y", help=say(language, "cli.help_yes"))
        ] = False,
    ) -> None:
        settings = settings_of_environment()
        asyncio.run(calendar_command.import_calendar(file, settings, yes=yes))

    return app


async def _report(command: "ReportCommand") -> bytes:
    from bot.report_command import run_report

    settings = settings_of_environment()
    return run_report(
        settings.database_path,
        command,
        now_ms=await _now_ms(settings),
        zone=settings.zone,
        language=settings.language,
    )


async def _now_ms(settings: "Settings") -> int:
    async with clock_of(settings, COMMAND_PATIENCE_S) as clock:
        return clock.now_ms()


if __name__ == "__main__":
    main()
