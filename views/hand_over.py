"""A hand-over (代班) as it is asked for, read back, and told to everybody it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import Period
from domain.choice import Choice, base36
from domain.hand_over import ClassHandedOver, HandOverFacts, Standing, back_on
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Duty, Unit
from views.change_cards import (
    MOST,
    ChangeCards,
    day_argument,
    in_rows,
    is_workday,
    names,
    period_words,
)
from views.days import day_name
from views.duties import role_name
from views.words import say, text

END = "ho_end"
NEW = "ho_new"
"""Actions of the list's buttons: another end for an arrangement, and a new one."""
_DAY = timedelta(days=1)
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class StaffChoice:
    """Somebody who may be chosen; ``about`` tells two of one name apart."""

    person_id: int
    name: str
    about: str
    reached: bool


def duty(language: str, held: Duty) -> str:
    """``三年级1班 班主任``."""
    return say(language, "hand_over.duty", unit=held.unit.name, role=role_name(language, held.role))


def overview(language: str, standing: Sequence[tuple[Standing, Unit, Sequence[str]]]) -> Message:
    """What runs and is to come, a button each to change it, and one for another."""
    lines = [text(language, "hand_over.list_title")]
    buttons = []
    for one, unit, heads in standing[:MOST]:
        key = "hand_over.list_line" if heads else "hand_over.list_line_alone"
        values = {"name": one.name, "heads": names(language, heads), "unit": unit.name}
        days = period_words(language, one.period)
        lines.append(text(language, key, days=days, **values))
        label = say(language, "hand_over.change", unit=unit.name, name=one.name)
        buttons.append(Button(label, Choice(END, unit.id, 0, list_argument(one)).encode()))
    new = Button(say(language, "hand_over.new"), Choice(NEW, standing[0][1].id).encode())
    return Message(joined("\n", lines), Keyboard((*in_rows(buttons, 1), (new,))))


def list_argument(one: Standing) -> str:
    """How a button names one arrangement of a class."""
    return f"{base36(one.person_id)}.{day_argument(one.period.first)}"


def which(cards: ChangeCards, units: Sequence[Unit], lead: Text | None) -> Message:
    """Which class is handed over?"""
    language = cards.language
    buttons = [cards.button(unit.name, f"c{base36(unit.id)}") for unit in units[:MOST]]
    return cards.card([lead, text(language, "hand_over.ask_class")], in_rows(buttons, 2))


def who(
    cards: ChangeCards, units: Sequence[Unit], people: Sequence[StaffChoice], lead: Text | None
) -> Message:
    """Who stands in?"""
    language = cards.language
    buttons = [
        cards.button(_called(language, one), f"p{base36(one.person_id)}") for one in people[:MOST]
    ]
    ask = text(language, "hand_over.ask_person", units=_units(language, units))
    lines = [lead, ask]
    if not all(one.reached for one in people[:MOST]):
        lines.append(text(language, "hand_over.mark"))
    wide = 1 if any(one.about for one in people) else 3
    return cards.card(lines, in_rows(buttons, wide))


def when(cards: ChangeCards, facts: HandOverFacts, today: date, lead: Text | None) -> Message:
    """On which days?"""
    language = cards.language
    buttons = [
        cards.button(say(language, f"hand_over.days_{key}"), _days(period))
        for key, period in _near_periods(today)
    ]
    ask = text(language, "hand_over.ask_days", units=_of(language, facts), name=facts.name)
    return cards.card([lead, ask], in_rows(buttons, 2))


def _near_periods(today: date) -> list[tuple[str, Period]]:
    """What is asked for most: today, tomorrow, the rest of this week, the next."""
    friday = today + (_FRIDAY - today.weekday()) * _DAY
    tomorrow, monday = today + _DAY, friday + 3 * _DAY
    near = [("today", Period(today, today)), ("tomorrow", Period(tomorrow, tomorrow))]
    if today < friday:
        near.append(("rest", Period(today, friday)))
    if tomorrow < friday:
        near.append(("rest_after", Period(tomorrow, friday)))
    return [*near, ("next_week", Period(monday, monday + _FRIDAY * _DAY))]


def until(cards: ChangeCards, facts: HandOverFacts, first: date, lead: Text | None) -> Message:
    """The first day is known: until when?"""
    language = cards.language
    ask = text(
        language,
        "hand_over.ask_until",
        units=_of(language, facts),
        name=facts.name,
        day=day_name(language, first),
    )
    return cards.card([lead, ask], _last_days(cards, first, first))


def redate(
    cards: ChangeCards, facts: HandOverFacts, today: date, end: date, lead: Text | None
) -> Message:
    """An arrangement that stands: shorter, longer, or over. ``end`` is its earliest last day."""
    language, was = cards.language, facts.was
    if was is None:
        return review(cards, facts, (), lead)
    ask = text(language, "hand_over.ask_redate", lines=_stands(language, facts, was).plain)
    key = "hand_over.end_now" if was.first <= today else "hand_over.call_off"
    over = cards.button(
        say(language, "hand_over.end_today" if end == today and was.first <= today else key),
        _days_of(was.first, end),
    )
    begin = max(was.first, end + _DAY)
    return cards.card(
        [lead, ask], [(over,), *_last_days(cards, was.first, begin, without=was.last)]
    )


def _last_days(
    cards: ChangeCards, first: date, begin: date, *, without: date | None = None
) -> list[tuple[Button, ...]]:
    """A week of last days to choose from; Saturdays and Sundays are typed."""
    language = cards.language
    days = [day for n in range(8) if (day := begin + n * _DAY) == first or is_workday(day)]
    buttons = [
        cards.button(
            say(language, "hand_over.until_day", day=day_name(language, day)), _days_of(first, day)
        )
        for day in days
        if day != without
    ]
    return in_rows(buttons, 2)


def review(
    cards: ChangeCards, facts: HandOverFacts, own: Sequence[Unit], lead: Text | None = None
) -> Message:
    """Everything read back, before it counts."""
    language = cards.language
    lines = [lead, text(language, "hand_over.review"), *_lines(language, facts)]
    lines += _warnings(language, facts)
    rows: list[tuple[Button, ...]] = [(cards.button(say(language, "hand_over.confirm"), "o"),)]
    chosen = {one.unit.id for one in facts.classes}
    if own and chosen != {unit.id for unit in own}:
        every = ".".join(base36(unit.id) for unit in own)
        label = say(language, "hand_over.all_classes", count=len(own))
        rows.append((cards.button(label, f"c{every}"),))
    elif own:
        only = [
            cards.button(
                say(language, "hand_over.only_class", unit=unit.name), f"c{base36(unit.id)}"
            )
            for unit in own
        ]
        rows += in_rows(only, 2)
    again = [cards.button(say(language, "hand_over.other_days"), "ad")]
    if facts.was is None:
        again.insert(0, cards.button(say(language, "hand_over.other_person"), "ap"))
    return cards.card(lines, [*rows, tuple(again)])


def made(cards: ChangeCards, facts: HandOverFacts) -> Message:
    """It is arranged; [撤销] takes it back."""
    language = cards.language
    title = "hand_over.made" if facts.period is not None else "hand_over.called_off"
    lines = [text(language, title), *_lines(language, facts), *_warnings(language, facts)]
    lines.append(text(language, "hand_over.all_told"))
    take_back = cards.button(say(language, "hand_over.undo"), "undo")
    return Message(joined("\n", lines), Keyboard(((take_back,),)))


def undone(language: str, facts: HandOverFacts) -> Message:
    """It was taken back; what stood before stands again."""
    if facts.was is not None:
        lines = [text(language, "hand_over.undone"), _stands(language, facts, facts.was)]
    else:
        lines = [text(language, "hand_over.undone_new")]
        lines += _lines(language, facts)[: len(facts.classes)]
    return Message(joined("\n", lines))


def told(language: str, facts: HandOverFacts, part: str, *, undone: bool) -> Message:
    """What others hear. ``part`` is substitute | head | above."""
    key = f"hand_over.told_{part}"
    if undone:
        return Message(_told_undone(language, facts, part))
    lines = [text(language, key if facts.was is None else f"{key}_redated", by=facts.by)]
    lines += _lines(language, facts)
    rows: list[tuple[Button, ...]] = []
    if part == "above" and not facts.reached and facts.period is not None:
        lines.append(text(language, "hand_over.not_reached", name=facts.name))
        label = say(language, "hand_over.invite", name=facts.name)
        rows = [(Button(label, Choice("inv", facts.person_id).encode()),)]
    return Message(joined("\n", lines), Keyboard(tuple(rows)) if rows else None)


def _told_undone(language: str, facts: HandOverFacts, part: str) -> Text:
    lines = [text(language, "hand_over.told_undone", by=facts.by)]
    period = facts.was or facts.period
    if facts.was is not None:
        lines.append(_stands(language, facts, facts.was))
    elif period is not None:
        key = "hand_over.not_any_more" if part == "substitute" else "hand_over.not_handed_over"
        values = {"units": _of(language, facts), "days": period_words(language, period)}
        lines.append(text(language, key, name=facts.name, **values))
    return joined("\n", lines)


def relieved(language: str, facts: HandOverFacts, lost: Sequence[Period]) -> Message:
    """Somebody had been arranged for these days, and now somebody else is."""
    return Message(
        text(
            language,
            "hand_over.told_relieved",
            units=_of(language, facts),
            days=names(language, [period_words(language, one) for one in lost]),
            name=facts.name,
            by=facts.by,
        )
    )


def handed_on(language: str, unit: str, day: date, answering: Sequence[str]) -> Message:
    """In place of a question: somebody else answers for the class today."""
    key = "hand_over.handed_on" if answering else "hand_over.handed_on_nobody"
    values = {"unit": unit, "day": day_name(language, day)}
    return Message(text(language, key, names=names(language, answering), **values), protect=True)


def _lines(language: str, facts: HandOverFacts) -> list[Text]:
    """A line a class, the days, and from when it is the head teacher's again."""
    lines = [_class_line(language, one, facts) for one in facts.classes]
    period = facts.period
    if period is None:
        return [*lines, text(language, "hand_over.none_left")]
    lines.append(text(language, "hand_over.days", days=period_words(language, period)))
    if any(one.heads for one in facts.classes):
        lines.append(text(language, "hand_over.back", day=day_name(language, back_on(period))))
    return lines


def _class_line(language: str, one: ClassHandedOver, facts: HandOverFacts) -> Text:
    key = "hand_over.class_line" if one.heads else "hand_over.class_line_alone"
    heads = names(language, one.heads)
    return text(language, key, unit=one.unit.name, name=facts.name, heads=heads)


def _stands(language: str, facts: HandOverFacts, period: Period) -> Text:
    lines = [_class_line(language, one, facts) for one in facts.classes]
    lines.append(text(language, "hand_over.days", days=period_words(language, period)))
    return joined("\n", lines)


def _warnings(language: str, facts: HandOverFacts) -> list[Text]:
    """What whoever arranges it should know."""
    if facts.period is None:
        return []
    lines = []
    if not facts.reached:
        lines.append(text(language, "hand_over.not_reached", name=facts.name))
    if facts.away is not None:
        away = say(language, f"hand_over.away_{facts.away}")
        lines.append(text(language, "hand_over.away", name=facts.name, away=away))
    if facts.handed_on:
        units = names(language, facts.handed_on)
        lines.append(text(language, "hand_over.hands_on", name=facts.name, units=units))
    if facts.also:
        units = names(language, facts.also)
        lines.append(text(language, "hand_over.also", name=facts.name, units=units))
    for one in facts.classes:
        for other in one.instead_of:
            days = period_words(language, other.period)
            values = {"unit": one.unit.name, "other": other.name, "days": days}
            lines.append(text(language, "hand_over.instead_of", name=facts.name, **values))
    return lines


def _called(language: str, one: StaffChoice) -> str:
    name = one.name if one.reached else say(language, "hand_over.marked", name=one.name)
    return say(language, "hand_over.person", name=name, about=one.about) if one.about else name


def _units(language: str, units: Sequence[Unit]) -> str:
    return names(language, [unit.name for unit in units])


def _of(language: str, facts: HandOverFacts) -> str:
    return _units(language, [one.unit for one in facts.classes])


def _days(period: Period) -> str:
    return _days_of(period.first, period.last)


def _days_of(first: date, last: date) -> str:
    return f"d{day_argument(first)}.{day_argument(last)}"
