"""A month of a unit's calendar as text: a line a week, what is marked, and the ways onward."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import DayKind, DayReason, Period
from domain.calendar_choice import DaysChosen, MonthAsked, PictureAsked, UnitsAsked
from domain.message import Button, Keyboard, Message, Text, joined
from domain.mode import Mode
from domain.roster import Unit
from domain.school_calendar import CalendarRules, DayVerdict, ReturnDay, Span
from views.asking_modes import mode_name
from views.days import day_name, short_day
from views.words import say, text

MOST_MARKS = 12
"""Marks listed below a month."""
_DAY = timedelta(days=1)
_BLANK = "\u3000"
_MAKE_UP = "make_up"
_BACK = "back"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that is marked; ``of`` is the unit's name where it is another one's."""

    of: str
    what: Span | ReturnDay


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """All that a month's card says. ``verdicts`` are those of its days, in order."""

    unit: Unit
    name: str
    first: date
    today: date
    verdicts: Sequence[DayVerdict]
    marks: Sequence[Mark]
    rules: CalendarRules
    may_mark: bool
    has_below: bool
    above: Unit | None

    def sign_on(self, day: date) -> str:
        """The key of a day's sign; a return stands out, whoever returns, and is told below."""
        if any(isinstance(one.what, ReturnDay) and one.what.day == day for one in self.marks):
            return _BACK
        return sign_of(self.verdicts[(day - self.first).days])


def month(language: str, facts: MonthFacts) -> Message:
    """``📅 和川镇中心小学 · 2026年12月``. Whoever may mark days picks one by its button."""
    lines = [_title(language, facts)]
    if not facts.verdicts[0].year_known:
        key = "calendar.unknown_year_import" if facts.may_mark else "calendar.unknown_year"
        lines.append(text(language, key, year=facts.first.year))
    weeks = [text(language, "calendar.week"), *_weeks(language, facts)]
    lines += [joined("\n", weeks), _legend(language, facts)]
    marks = [mark_line(language, one) for one in facts.marks]
    if len(marks) > MOST_MARKS:
        more = text(language, "calendar.more", count=len(marks) - MOST_MARKS)
        marks = [*marks[:MOST_MARKS], more]
    if marks:
        lines.append(joined("\n", [text(language, "calendar.marked"), *marks]))
    if facts.may_mark:
        lines.append(text(language, "calendar.how"))
    return Message(joined("\n\n", lines), _keyboard(language, facts))


def _title(language: str, facts: MonthFacts) -> Text:
    first = facts.first
    named = say(language, "calendar.month", year=first.year, month=first.month)
    return text(language, "calendar.title", unit=facts.name, month=named)


def sign_of(verdict: DayVerdict) -> str:
    """The key of a day's sign: its mode, and a make-up day apart."""
    if verdict.mode is Mode.TERM and verdict.why is DayReason.MAKE_UP:
        return _MAKE_UP
    return verdict.mode.value


def _weeks(language: str, facts: MonthFacts) -> list[Text]:
    """``停停停课课补休　1–7日``: a sign a day from Monday to Sunday, all equally wide."""
    lines = []
    days = [facts.first + n * _DAY for n in range(len(facts.verdicts))]
    start = 0
    while start < len(days):
        length = min(7 - days[start].weekday(), len(days) - start)
        week = days[start : start + length]
        signs = [say(language, f"calendar.sign_{facts.sign_on(day)}") for day in week]
        row = _BLANK * week[0].weekday() + "".join(signs)
        row += _BLANK * (7 - week[0].weekday() - length)
        line = text(
            language,
            "calendar.week_line" if length > 1 else "calendar.week_of_one",
            signs=row,
            first=week[0].day,
            last=week[-1].day,
        )
        if facts.today in week:
            line += text(language, "calendar.today")
        lines.append(line)
        start += length
    return lines


def _legend(language: str, facts: MonthFacts) -> Text:
    counted = Counter(sign_of(verdict) for verdict in facts.verdicts)
    parts = [
        say(
            language,
            "calendar.count",
            sign=say(language, f"calendar.sign_{sign}"),
            name=say(language, f"calendar.name_{sign}"),
            count=count,
        )
        for sign, count in counted.items()
    ]
    days = (facts.first + n * _DAY for n in range(len(facts.verdicts)))
    if any(facts.sign_on(day) == _BACK for day in days):
        parts.append(say(language, "calendar.back_below"))
    return text(language, "calendar.legend", parts=say(language, "calendar.join").join(parts))


def mark_line(language: str, mark: Mark) -> Text:
    """``· 12月1日–12月3日 停课(大雪)``, with the unit's name where it is another one's."""
    match mark.what:
        case Span(period=period, kind=kind, note=note):
            words = say(
                language,
                "calendar.span",
                days=span_days(language, period.first, period.last),
                kind=kind_name(language, kind),
                note=say(language, "calendar.note", note=note) if note else "",
            )
        case ReturnDay(day=day, approved=approved):
            key = "returns" if approved else "returns_draft"
            words = say(language, f"calendar.{key}", day=day_name(language, day))
    if mark.of:
        words = say(language, "calendar.of_unit", unit=mark.of, words=words)
    return text(language, "calendar.mark_line", words=words)


def kind_name(language: str, kind: DayKind) -> str:
    """停课, 补课: what days are marked as."""
    return say(language, f"calendar.kind_{kind}")


def span_days(language: str, first: date, last: date) -> str:
    """``12月1日–12月3日``, or the one day."""
    if first == last:
        return day_name(language, first)
    days = {"first": short_day(language, first), "last": short_day(language, last)}
    return say(language, "calendar.days", **days)


def day_words(language: str, verdict: DayVerdict) -> str:
    """``停课(大雪)``, ``不上课(周末)``: how a day is and why."""
    why = verdict.note
    if not why and verdict.why in (DayReason.WEEKEND, DayReason.MAKE_UP):
        why = say(language, f"calendar.why_{verdict.why}")
    words = mode_name(language, verdict.mode)
    return words + (say(language, "calendar.note", note=why) if why else "")


def _keyboard(language: str, facts: MonthFacts) -> Keyboard:
    rows: list[tuple[Button, ...]] = []
    if facts.may_mark:
        rows += _grid(language, facts)
    before, after = around(language, facts.unit, facts.first)
    picture = PictureAsked(facts.first).choice(facts.unit.id).encode()
    rows.append((before, Button(say(language, "report.png"), picture), after))
    ways = []
    if facts.above is not None:
        up = MonthAsked(facts.first).choice(facts.above.id).encode()
        ways.append(Button(say(language, "report.up", unit=facts.above.name), up))
    if facts.has_below:
        down = UnitsAsked().choice(facts.unit.id).encode()
        ways.append(Button(say(language, "calendar.below"), down))
    rows += [tuple(ways)] if ways else []
    return Keyboard(tuple(rows))


def _grid(language: str, facts: MonthFacts) -> list[tuple[Button, ...]]:
    """A button a day: the month as it hangs on the wall."""
    buttons = []
    for n in range(len(facts.verdicts)):
        day = facts.first + n * _DAY
        sign = say(language, f"calendar.button_{facts.sign_on(day)}")
        payload = DaysChosen(Period(day, day)).choice(facts.unit.id).encode()
        buttons.append(Button(f"{day.day}{sign}", payload))
    return week_rows(language, facts.unit, facts.first, buttons)


def week_rows(
    language: str, unit: Unit, first: date, buttons: Sequence[Button]
) -> list[tuple[Button, ...]]:
    """Buttons of days that follow one another, from Monday to Sunday; what is before the first and
    after the last shows the month again.
    """
    blank = Button(say(language, "calendar.blank"), MonthAsked(first).choice(unit.id).encode())
    before = first.weekday()
    filled = [*[blank] * before, *buttons, *[blank] * (-(before + len(buttons)) % 7)]
    return [tuple(filled[at : at + 7]) for at in range(0, len(filled), 7)]


def around(language: str, unit: Unit, first: date) -> tuple[Button, ...]:
    """The month before and the month after."""
    before, after = (first - _DAY).replace(day=1), (first + 32 * _DAY).replace(day=1)
    return (
        Button(
            say(language, "calendar.before", month=before.month),
            MonthAsked(before).choice(unit.id).encode(),
        ),
        Button(
            say(language, "calendar.after", month=after.month),
            MonthAsked(after).choice(unit.id).encode(),
        ),
    )
