"""The question of the morning, as a head teacher sees it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from domain.choice import Choice
from domain.class_day import ClassDay
from domain.message import Button, Keyboard, Message, Text, joined
from domain.open_pupil import OpenPupil
from domain.roster import HeadCount
from views import asking_modes
from views.days import clock_time, day_name
from views.fitting import fitted
from views.leaves import leaves_row
from views.open_pupils import among, open_line, open_rows
from views.words import say, text

LEADS = ("chase_1", "chase_2", "chase_now", "snooze", "deputy")
ANEW = "anew"
"""Steps that say something before the question."""


def question(
    language: str,
    class_day: ClassDay,
    *,
    zone: ZoneInfo,
    now_ms: int,
    step: str = "ask",
    for_name: str | None = None,
    until: date | None = None,
    draft: bool = False,
    snooze_minutes: int = 10,
    lead: Text | None = None,
) -> Message:
    """The class, who should be there, who is still open, and the buttons.

    ``step`` chooses the first line (see LEADS), ``for_name`` names whom a substitute stands in
    for, ``until`` the last day of it, ``draft`` says that something was filled in and not
    submitted, ``lead`` is a sentence before everything else. Always protected: it will be changed
    into cards with names.
    """
    lines = [lead] if lead is not None else []
    if step in LEADS:
        lines.append(text(language, f"check_in.{step}", unit=class_day.class_name))
    if step == ANEW:
        called = asking_modes.mode_name(language, class_day.mode)
        lines.append(text(language, "mode.anew", mode=called))
    lines.append(asking_modes.title(language, class_day))
    if for_name is not None and until is not None:
        last = day_name(language, until)
        lines.append(text(language, "check_in.for_whom_until", name=for_name, day=last))
    elif for_name is not None:
        lines.append(text(language, "check_in.for_whom", name=for_name))
    returns = asking_modes.return_line(language, class_day)
    lines += [returns] if returns is not None else []
    lines.append(_expected(language, class_day, zone, now_ms))
    if class_day.open_pupils:
        barred = any(one.bars for one in class_day.open_pupils)
        lines.append(text(language, "carry.title" if barred else "carry.title_private"))
        opened = [open_line(language, one, class_day.day) for one in class_day.open_pupils]
        lines += fitted(language, opened)
    if draft:
        lines.append(text(language, "check_in.has_draft"))
    # Whoever files from above is not of the class, and is not asked again by themselves.
    minutes = snooze_minutes if for_name is None or until is not None else None
    return Message(
        joined("\n", lines),
        keyboard=question_keyboard(language, class_day, draft, minutes),
        protect=True,
    )


def zero_words(language: str, count: HeadCount) -> str:
    """``全班正常 42/42``, or ``其余正常 41/42(隔离 1)`` when somebody is known to be away."""
    counts = {"expected": count.expected, "enrolled": count.enrolled}
    away = away_words(language, count)
    if away:
        return say(language, "check_in.rest", away=away, **counts)
    return say(language, "check_in.zero", **counts)


def normal_words(
    language: str,
    class_day: ClassDay,
    waiting: Iterable[OpenPupil] = (),
    count: HeadCount | None = None,
) -> str:
    """The same for a class today, as its mode says it. Of those who are ``waiting``, for a private
    matter, the names stand in it; ``count`` where an answer has changed who is away.
    """
    plain = zero_words(language, count or class_day.count)
    return asking_modes.zero(language, class_day.mode, plain) + among(language, waiting)


def away_words(language: str, count: HeadCount) -> str:
    """``隔离 1、请假 2``; nothing where nobody is away."""
    known = {
        "isolated": count.isolated,
        "sick": count.sick,
        "leave": count.on_leave,
        "leaving": count.leaving,
    }
    parts = [say(language, f"check_in.away_{why}", count=n) for why, n in known.items() if n]
    return say(language, "entry.join").join(parts)


def question_keyboard(
    language: str, class_day: ClassDay, draft: bool, snooze_minutes: int | None
) -> Keyboard:
    """One press for a normal day; not offered while a pupil is unwell or missing. Without
    ``snooze_minutes`` nothing is offered about the reader's own self.
    """

    def labelled(label: str, action: str, argument: str = "") -> Button:
        choice = Choice(action, class_day.round_id, class_day.revision, argument)
        return Button(label, choice.encode())

    def button(key: str, action: str, **values: object) -> Button:
        return labelled(say(language, f"check_in.{key}", **values), action)

    rows: list[tuple[Button, ...]] = []
    if draft:
        rows.append((button("to_draft", "review"),))
    elif not any(one.bars for one in class_day.open_pupils):
        normal = normal_words(language, class_day, class_day.open_pupils)
        label = say(language, "check_in.zero_button", normal=normal)
        rows.append((labelled(label, "zero", class_day.mode.mark),))
    rows += open_rows(language, class_day, class_day.open_pupils, labelled)
    for row in asking_modes.picks(class_day.mode):
        rows.append(tuple(button(key, action) for key, action in row))
    rows += leaves_row(language, class_day, labelled)
    if snooze_minutes is not None:
        own = (button("self", "self"),) if asking_modes.asks_the_teacher(class_day.mode) else ()
        rows.append((*own, button("snooze_button", "snooze", minutes=snooze_minutes)))
    return Keyboard(tuple(rows))


def _expected(language: str, class_day: ClassDay, zone: ZoneInfo, now_ms: int) -> Text:
    counted = "mode.pupils" if class_day.mode.at_home else "check_in.expected"
    line = text(language, counted, expected=class_day.expected)
    away = away_words(language, class_day.count)
    if away:
        line = line + text(language, "check_in.away", parts=away)
    late = now_ms >= class_day.cut_off_ms
    time = clock_time(class_day.cut_off_ms, zone)
    stop = say(language, "check_in.stop")
    return line + stop + asking_modes.please(language, class_day.mode, time, late=late)
