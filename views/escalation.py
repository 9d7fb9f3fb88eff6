"""升级: the classes that are still outstanding, for whoever can ring somebody up or file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from domain.choice import Choice
from domain.figures import Outstanding
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Unit
from views.days import day_name
from views.outstanding import reached_words
from views.words import say, text

REFRESH = "silent"
"""The action of the button that shows the list as it is now."""
MOST = 30
"""Classes in one message; its text and its buttons stay well within a channel's limits."""
_A_ROW = 2


def escalation(
    language: str,
    school: Unit,
    day: date,
    cut_off: str,
    outstanding: Sequence[Outstanding],
    fileable: Collection[int],
    *,
    late: bool = False,
) -> Message:
    """Who is outstanding, whether the question came and was seen, whom to ring up, and [代报] for
    each round that may still be answered.

    ``cut_off`` is the time of day by which answers count as on time; ``late`` once it is over.
    """
    values = {"school": school.name, "day": day_name(language, day)}
    if not outstanding:
        return Message(text(language, "escalation.all_in", **values), protect=True)
    shown = outstanding[:MOST]
    ask = "locked" if not fileable else "late" if late else "please"
    lines = [
        text(language, "escalation.title", count=len(outstanding), **values),
        text(language, f"escalation.{ask}", time=cut_off),
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
        if one.round_id in fileable
    ]
    rows = [tuple(buttons[at : at + _A_ROW]) for at in range(0, len(buttons), _A_ROW)]
    refresh = Button(say(language, "escalation.refresh"), Choice(REFRESH, school.id).encode())
    return Message(joined("\n", lines), Keyboard((*rows, (refresh,))), protect=True)


def _line(language: str, one: Outstanding) -> Text:
    if one.teacher is None:
        return text(language, "escalation.nobody", unit=one.unit.name)
    return text(
        language,
        "escalation.line",
        unit=one.unit.name,
        teacher=one.teacher,
        phone=one.phone or say(language, "escalation.no_phone"),
        reached=reached_words(language, one, seen=True),
    )
