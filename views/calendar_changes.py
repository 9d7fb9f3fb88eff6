"""A change of the calendar, as it is read back, made, approved, taken back and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar_choice import APPROVE, CONFIRM, DROP, UNDO, MonthAsked
from domain.calendar_order import OrderKind, Wish
from domain.choice import Choice
from domain.marking import Difference, Stretch, stretches
from domain.message import Button, Keyboard, Message, Text, joined
from domain.mode import Mode
from domain.roster import Unit
from views.asking_modes import mode_name
from views.calendar_month import kind_name, span_days
from views.days import day_name, short_day
from views.words import say, text

MOST_LINES = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EffectFacts:
    """What a change brings about. ``elsewhere`` are units with marks of their own in these days,
    ``replaces`` the returns whose place a return takes.
    """

    differences: Sequence[Difference]
    classes: int
    elsewhere: Sequence[str]
    log_days: int
    today: date
    unknown_years: Sequence[int] = ()
    replaces: Sequence[date] = ()


def wish_words(language: str, wish: Wish) -> str:
    """``12月1日–12月3日 停课(大雪)``, ``2月9日(周二) 返校``."""
    if wish.kind is OrderKind.RETURN:
        return say(language, "calendar.wish_return", day=day_name(language, wish.first))
    return say(
        language,
        "calendar.span",
        days=span_days(language, wish.first, wish.last),
        kind=kind_name(language, wish.kind.day_kind),
        note=say(language, "calendar.note", note=wish.note) if wish.note else "",
    )


def read_back(
    language: str, unit: Unit, wish: Wish, effect: EffectFacts, change_id: int
) -> Message:
    """What is going to change, before it does."""
    words = wish_words(language, wish)
    lines = [text(language, "calendar.read_back", unit=unit.name, words=words)]
    lines += _effect_lines(language, wish, effect)
    rows = [(_button(language, "drop", DROP, change_id),)]
    if wish.kind is OrderKind.RETURN and not wish.approved:
        approved = Choice(CONFIRM, change_id, argument="approved").encode()
        label = say(language, "calendar.button_confirm_approved")
        rows = [
            (_button(language, "confirm_draft", CONFIRM, change_id),),
            (Button(label, approved),),
            *rows,
        ]
    else:
        rows = [(_button(language, "confirm", CONFIRM, change_id),), *rows]
    return Message(joined("\n", lines), Keyboard(tuple(rows)))


def done(language: str, unit: Unit, wish: Wish, effect: EffectFacts, change_id: int) -> Message:
    """It is in force; it can be taken back, and a return still has to be approved."""
    words = wish_words(language, wish)
    lines = [text(language, "calendar.done", unit=unit.name, words=words)]
    lines += _effect_lines(language, wish, effect)
    lines.append(text(language, "calendar.will_be_told"))
    rows: list[tuple[Button, ...]] = []
    if wish.kind is OrderKind.RETURN and not wish.approved:
        rows.append((_button(language, "approve", APPROVE, change_id),))
    rows.append((_button(language, "undo", UNDO, change_id), _month(language, unit, wish.first)))
    return Message(joined("\n", lines), Keyboard(tuple(rows)))


def approved(language: str, unit: Unit, wish: Wish, change_id: int) -> Message:
    """A return day is approved: the unit is back on it."""
    words = text(language, "calendar.approved", unit=unit.name, day=day_name(language, wish.first))
    rows = ((_button(language, "undo", UNDO, change_id), _month(language, unit, wish.first)),)
    return Message(words, Keyboard(rows))


def undone(language: str, unit: Unit, wish: Wish) -> Message:
    """A change was taken back."""
    words = text(language, "calendar.undone", unit=unit.name, words=wish_words(language, wish))
    return Message(words, Keyboard(((_month(language, unit, wish.first),),)))


def dropped(language: str, unit: Unit, wish: Wish) -> Message:
    """A proposal was not made."""
    words = text(
        language, "calendar.dropped_words", unit=unit.name, words=wish_words(language, wish)
    )
    return Message(words, Keyboard(((_month(language, unit, wish.first),),)))


def nothing_new(language: str, unit: Unit, wish: Wish) -> Message:
    """Every day is so already."""
    words = text(language, "calendar.nothing_new", unit=unit.name, words=wish_words(language, wish))
    return Message(words, Keyboard(((_month(language, unit, wish.first),),)))


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody is told of a change. ``part`` is the class of a teacher, None for those who
    answer for several (``classes``); ``differences`` is what moves.
    """

    state: str
    act: str
    unit: str
    part: str | None
    wish: Wish
    by: str
    differences: Sequence[Difference]
    classes: int


def told(language: str, what: Told) -> Message:
    """The news of a change, for whoever it moves."""
    words = wish_words(language, what.wish)
    key = "told_undone" if what.state == "undone" else f"told_{what.act}"
    lines = [text(language, f"calendar.{key}", unit=what.unit, words=words)]
    if what.part is not None:
        lines.append(text(language, "calendar.told_class", unit=what.part))
    elif what.classes:
        lines.append(text(language, "calendar.told_classes", count=what.classes))
    if [one.period for one in stretches(what.differences)] != [what.wish.period]:
        lines += difference_lines(language, what.differences)
    modes = dict.fromkeys(one.after for one in what.differences)
    lines += [text(language, f"calendar.about_{mode}") for mode in modes if mode is not Mode.OFF]
    if what.by:
        lines.append(text(language, "calendar.told_by", name=what.by))
    return Message(joined("\n", lines))


def difference_lines(language: str, differences: Sequence[Difference]) -> list[Text]:
    """``· 12月1日–12月3日：上课 → 停课``."""
    read = stretches(differences)
    lines = [
        text(
            language,
            "calendar.difference",
            days=span_days(language, one.period.first, one.period.last),
            before="/".join(mode_name(language, mode) for mode in one.before),
            after=_after(language, one),
        )
        for one in read[:MOST_LINES]
    ]
    if len(read) > MOST_LINES:
        lines.append(text(language, "calendar.more", count=len(read) - MOST_LINES))
    return lines


def _after(language: str, one: Stretch) -> str:
    if one.before == (one.after,):
        return say(language, "calendar.asked_otherwise")
    return mode_name(language, one.after)


def _effect_lines(language: str, wish: Wish, effect: EffectFacts) -> list[Text]:
    lines = difference_lines(language, effect.differences)
    if wish.kind is OrderKind.RETURN:
        lines.append(_return_line(language, wish, effect))
    if effect.replaces:
        days = say(language, "entry.join").join(day_name(language, day) for day in effect.replaces)
        lines.append(text(language, "calendar.replaces", days=days))
    lines.append(text(language, "calendar.classes", count=effect.classes))
    if effect.elsewhere:
        names = say(language, "entry.join").join(effect.elsewhere[:MOST_LINES])
        lines.append(text(language, "calendar.elsewhere", units=names))
    lines += [text(language, "calendar.guess", year=year) for year in effect.unknown_years]
    return lines


def _return_line(language: str, wish: Wish, effect: EffectFacts) -> Text:
    """The log, and what is left of it where the day was set late; and whether it is approved."""
    log_days = effect.log_days
    eve, first = wish.first - _DAY, wish.first - log_days * _DAY
    late = first < effect.today
    first = max(first, effect.today)
    values = {
        "left": (wish.first - first).days,
        "first": short_day(language, first),
        "last": short_day(language, eve),
        "days": log_days,
        "day": day_name(language, wish.first),
    }
    key = "return_approved" if wish.approved else "return_draft"
    which = "calendar.log_late" if late else "calendar.log"
    log = text(language, which, **values) if log_days else Text()
    return joined("\n", [log, text(language, f"calendar.{key}", **values)])


def _button(language: str, key: str, action: str, change_id: int) -> Button:
    return Button(say(language, f"calendar.button_{key}"), Choice(action, change_id).encode())


def _month(language: str, unit: Unit, day: date) -> Button:
    shown = MonthAsked(day.replace(day=1)).choice(unit.id).encode()
    return Button(say(language, "calendar.button_month"), shown)
