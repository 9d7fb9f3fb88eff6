"""The question of the morning, as a head teacher sees it."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from domain.choice import Choice, base36
from domain.class_day import ClassDay, OpenPupil
from domain.message import Button, Keyboard, Message, Text, joined
from views import asking_modes
from views.days import clock_time, day_name
from views.entry import findings_words
from views.fitting import fitted
from views.words import say, text

LEADS = ("chase_1", "chase_2", "chase_now", "snooze", "deputy")
ANEW = "anew"
"""Steps that say something before the question."""
MOST_OPEN = 20
"""Open pupils with a button; the next come when these have been spoken for."""


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
        lines.append(text(language, "check_in.yesterday"))
        lines += fitted(language, [open_line(language, one) for one in class_day.open_pupils])
    if draft:
        lines.append(text(language, "check_in.has_draft"))
    return Message(
        joined("\n", lines),
        keyboard=question_keyboard(language, class_day, draft, snooze_minutes),
        protect=True,
    )


def open_line(language: str, pupil: OpenPupil) -> Text:
    """``· 王小明 发热 38.2(在家)``."""
    what = findings_words(language, pupil.findings)
    return text(language, "check_in.open_line", name=pupil.name, what=what)


def zero_words(language: str, *, expected: int, enrolled: int, isolated: int, on_leave: int) -> str:
    """``全班正常 42/42``, or ``其余正常 41/42(隔离 1)`` when somebody is known to be away."""
    counts = {"expected": expected, "enrolled": enrolled}
    away = away_words(language, isolated, on_leave)
    if away:
        return say(language, "check_in.rest", away=away, **counts)
    return say(language, "check_in.zero", **counts)


def normal_words(language: str, class_day: ClassDay) -> str:
    """The same for a class today, as its mode says it."""
    plain = zero_words(
        language,
        expected=class_day.expected,
        enrolled=class_day.enrolled,
        isolated=class_day.isolated,
        on_leave=class_day.on_leave,
    )
    return asking_modes.zero(language, class_day.mode, plain)


def away_words(language: str, isolated: int, on_leave: int) -> str:
    """``隔离 1、请假 2``; nothing where nobody is away."""
    parts = []
    if isolated:
        parts.append(say(language, "check_in.away_isolated", isolated=isolated))
    if on_leave:
        parts.append(say(language, "check_in.away_leave", on_leave=on_leave))
    return say(language, "entry.join").join(parts)


def question_keyboard(
    language: str, class_day: ClassDay, draft: bool, snooze_minutes: int
) -> Keyboard:
    """One press for a normal day; not offered while a pupil is open."""

    def button(key: str, action: str, argument: str = "", **values: object) -> Button:
        choice = Choice(action, class_day.round_id, class_day.revision, argument)
        return Button(say(language, f"check_in.{key}", **values), choice.encode())

    rows: list[tuple[Button, ...]] = []
    if draft:
        rows.append((button("to_draft", "review"),))
    elif not class_day.open_pupils:
        normal = normal_words(language, class_day)
        rows.append((button("zero_button", "zero", class_day.mode.mark, normal=normal),))
    rows += [
        (button("open_button", "open", base36(pupil.pupil_id), name=pupil.name),)
        for pupil in class_day.open_pupils[:MOST_OPEN]
    ]
    for row in asking_modes.picks(class_day.mode):
        rows.append(tuple(button(key, action) for key, action in row))
    own = (button("self", "self"),) if asking_modes.asks_the_teacher(class_day.mode) else ()
    rows.append((*own, button("snooze_button", "snooze", minutes=snooze_minutes)))
    return Keyboard(tuple(rows))


def _expected(language: str, class_day: ClassDay, zone: ZoneInfo, now_ms: int) -> Text:
    counted = "mode.pupils" if class_day.mode.at_home else "check_in.expected"
    line = text(language, counted, expected=class_day.expected)
    away = away_words(language, class_day.isolated, class_day.on_leave)
    if away:
        line = line + text(language, "check_in.away", parts=away)
    late = now_ms >= class_day.cut_off_ms
    time = clock_time(class_day.cut_off_ms, zone)
    stop = say(language, "check_in.stop")
    return line + stop + asking_modes.please(language, class_day.mode, time, late=late)
