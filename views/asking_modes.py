"""How the check-in sounds in each mode: its name, its question, its buttons, its one press."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.class_day import ClassDay
from domain.message import Message, Text
from domain.mode import Mode
from views.days import day_name
from views.words import say, text

Pick = tuple[str, str]
"""A button's words (a key of check_in) and its action."""

_FEVER, _TRAVEL = ("fever", "fever"), ("travel", "travel")
PICKS: Mapping[Mode, tuple[tuple[Pick, ...], ...]] = {
    Mode.TERM: ((_FEVER, ("absent", "absent"), _TRAVEL),),
    Mode.VACATION: ((_TRAVEL,),),
    Mode.CLOSURE: (
        (_FEVER, _TRAVEL, ("not_measured", "unmeasured")),
        (("not_learning", "study"), ("lives_in", "lives")),
    ),
    Mode.PRE_RETURN: ((_FEVER, _TRAVEL, ("not_measured", "unmeasured")),),
}
"""The rows of buttons under a question and a review: whom is it about?"""

_ASKS_THE_TEACHER = frozenset({Mode.TERM, Mode.CLOSURE, Mode.PRE_RETURN})


def picks(mode: Mode) -> tuple[tuple[Pick, ...], ...]:
    """The rows for a mode; those of a school day where the calendar has taken the day away."""
    return PICKS.get(mode, PICKS[Mode.TERM])


def asks_the_teacher(mode: Mode) -> bool:
    """Whether the teacher's own state is asked as well."""
    return mode in _ASKS_THE_TEACHER


def form_name(language: str, mode: Mode) -> str:
    """晨检, 停课日报: what the report is called."""
    return say(language, f"mode.form_{mode}")


def mode_name(language: str, mode: Mode) -> str:
    """上课, 停课: what the day is called."""
    return say(language, f"mode.name_{mode}")


def title(language: str, class_day: ClassDay) -> Text:
    """The class, the day and what is asked for."""
    mode = class_day.mode
    return text(
        language,
        f"mode.title_{mode}" if mode.at_home else "check_in.title",
        unit=class_day.class_name,
        day=day_name(language, class_day.day),
        n=class_day.log_day or "",
        days=class_day.log_days,
    )


def return_line(language: str, class_day: ClassDay) -> Text | None:
    """The day of the return, and whether it is approved."""
    returns = class_day.returns
    if returns is None:
        return None
    key = "returns" if returns.approved else "returns_draft"
    left = (returns.day - class_day.day).days
    return text(language, f"mode.{key}", day=day_name(language, returns.day), left=left)


def please(language: str, mode: Mode, time: str, *, late: bool) -> Text:
    """What is asked for, and until when."""
    if late:
        return text(language, "check_in.please_late", time=time)
    return text(language, f"mode.please_{mode}" if mode.at_home else "check_in.please", time=time)


def not_owed(language: str, class_name: str, day: date, mode: Mode) -> Message:
    """In place of a question that the calendar has taken back. Protected as the question was."""
    words = text(
        language,
        "mode.not_owed",
        unit=class_name,
        day=day_name(language, day),
        mode=mode_name(language, mode),
    )
    return Message(words, protect=True)


def zero(language: str, mode: Mode, plain: str) -> str:
    """What one press says: everybody is well, and what else the mode asks."""
    if not mode.at_home:
        return plain
    return say(language, f"mode.zero_{mode}", normal=plain)
