"""``chenjian invites``: a code for everybody who has a role and is not enrolled."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from enum import StrEnum

import typer

from bot.clock import COMMAND_PATIENCE_S, clock_of
from bot.refused import Refused
from bot.settings import Settings
from domain.day_plan import school_day_of
from domain.roster import Role
from storage.database import opened
from storage.invites import VALID_MS
from storage.transaction import Transaction
from views.duties import role_name
from views.words import say

BOT_USERNAME = "bot_username"
"""The memo that ``run`` writes once it has learnt the bot's name."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class InvitesFormat(StrEnum):
    """How the codes are printed."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Invite:
    """One person's code; ``person`` and ``unit`` are codes, ``expires_at`` is ISO 8601.

    ``role`` and ``unit`` are those of the person's first duty. ``link`` is None until the bot
    knows its own name.
    """

    person: str
    name: str
    role: str
    unit: str
    code: str
    link: str | None
    expires_at: str


async def invites(settings: Settings, form: InvitesFormat) -> None:
    """Print a new code for everybody who has a role and no chat; unused codes become void.

    Raises Refused where there is no roster.
    """
    if not settings.database_path.exists():
        raise Refused("no_roster")
    async with (
        clock_of(settings, COMMAND_PATIENCE_S) as clock,
        opened(settings.database_path) as database,
    ):
        now_ms = clock.now_ms()
        day = school_day_of(now_ms, settings.zone)

        def local(at_ms: int) -> str:
            moment = datetime.fromtimestamp(at_ms // 1000, UTC)
            return moment.astimezone(settings.zone).isoformat()

        issued = await database.write(lambda tx: _issue(tx, day, now_ms, local))
    _print(settings.language, form, issued)


def _issue(tx: Transaction, day: date, now_ms: int, local: Callable[[int], str]) -> list[Invite]:
    people = tx.invites.everybody(day)
    if not people:
        raise Refused("no_roster")
    username = tx.days.memo(BOT_USERNAME)
    issued = []
    for person_id, person, name, role, _, unit_code, enrolled in people:
        if enrolled:
            continue
        code, expires_ms = tx.invites.issue(person_id, now_ms)
        link = f"https://t.me/{username}?start={code}" if username else None
        issued.append(Invite(person, name, role, unit_code, code, link, local(expires_ms)))
    tx.audit.add(now_ms, None, "invites", None, f"codes {len(issued)}")
    return issued


def _print(language: str, form: InvitesFormat, issued: Sequence[Invite]) -> None:
    if form is InvitesFormat.JSON:
        rows = [asdict(invite) for invite in issued]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form is InvitesFormat.CSV:
        typer.echo(_csv(issued), nl=False)
    else:
        for invite in issued:
            typer.echo(_line(language, invite))
    key = "cli.invites_done" if issued else "cli.invites_none"
    days = VALID_MS // (24 * 3600 * 1000)
    typer.echo(say(language, key, count=len(issued), days=days), err=True)


def _csv(issued: Sequence[Invite]) -> str:
    """UTF-8 with a mark, so that Excel reads the names; no cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([field.name for field in fields(Invite)])
    for invite in issued:
        writer.writerow(_harmless(value) for value in asdict(invite).values())
    return "\ufeff" + text.getvalue()


def _harmless(value: str | None) -> str:
    text = value or ""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(language: str, invite: Invite) -> str:
    return say(
        language,
        "cli.invite",
        name=invite.name,
        role=role_name(language, Role(invite.role)),
        unit=invite.unit,
        code=invite.code,
        link=invite.link or f"/start {invite.code}",
        expires=invite.expires_at[:16].replace("T", " "),
    )
