"""升级: the classes that are still outstanding, for whoever can ring somebody up or file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.choice import Choice
from domain.figures import Outstanding
from domain.message import Button, Keyboard, Message, Text, joined
from views.days import day_name
from views.words import say, text

MOST = 30
"""Classes in one message; its text and its buttons stay well within a channel's limits."""
_A_ROW = 2


def escalation(
    language: str, school: str, day: date, cut_off: str, outstanding: Sequence[Outstanding]
) -> Message:
    """Who is outstanding, whether the question came, whom to ring up, and [代报] for each.

    ``cut_off`` is the time of day by which answers count as on time.
    """
    shown = outstanding[:MOST]
    lines = [
        text(
            language,
            "escalation.title",
            school=school,
            day=day_name(language, day),
            count=len(outstanding),
        ),
        text(language, "escalation.please", time=cut_off),
        *(_line(language, one) for one in shown),
    ]
    if len(outstanding) > MOST:
        lines.append(text(language, "escalation.more", count=len(outstanding) - MOST))
    buttons = [
        Button(
            say(language, "escalation.file", unit=one.unit.name),
            Choice("file", one.round_id).encode(),
        )
        for one in shown
    ]
    rows = [tuple(buttons[at : at + _A_ROW]) for at in range(0, len(buttons), _A_ROW)]
    return Message(joined("\n", lines), Keyboard(tuple(rows)), protect=True)


def _line(language: str, one: Outstanding) -> Text:
    reached = say(language, f"escalation.reached_{one.reached}")
    if one.teacher is None:
        return text(language, "escalation.nobody", unit=one.unit.name)
    return text(
        language,
        "escalation.line",
        unit=one.unit.name,
        teacher=one.teacher,
        phone=one.phone or say(language, "escalation.no_phone"),
        reached=reached,
    )
