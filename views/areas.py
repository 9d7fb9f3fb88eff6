"""The list of risk areas in words: what holds, who was there, and what a change would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from domain.alert_rules import HOUR_MS
from domain.area import Area
from domain.area_facts import UNREAD, AreaFacts, Exposed
from domain.area_list import AreaLine, AreaList
from domain.area_words import AreaWish
from domain.choice import Choice
from domain.gazetteer import Nearness
from domain.message import Button, Keyboard, Message, Text, joined
from domain.roster import Unit
from views.area_words import area_words, days_words, level_word, short_place
from views.days import day_name, short_day
from views.entry import finding_word
from views.fitting import fitted
from views.words import say, text

SHOW, AREA, END, REMOVE = "areas", "area", "areaend", "arearm"
CONFIRM, DROP = "areaok", "areano"
WITH_THE_REST = "rest"
"""The file is the whole list: what it does not hold ends."""
LASTS_MS = 12 * HOUR_MS
"""How long what was read back may be confirmed. Ours."""
MOST_BUTTONS = 12
MOST_ROWS = 20
LIST_ROOM, PEOPLE_ROOM = 1500, 1100
"""What the list and the people may take of a message of 4,096 (UTF-16 units)."""


def choose_unit(language: str, units: Sequence[Unit], *, typed: bool) -> Message:
    """A button for each unit; what was typed has to name one of them."""
    rows = tuple((Button(unit.name, Choice(SHOW, unit.id).encode()),) for unit in units)
    key = "areas.name_unit" if typed else "areas.choose_unit"
    return Message(text(language, key, unit=units[0].name), Keyboard(rows))


def areas_card(language: str, facts: AreaFacts, *, names: bool, keeps: bool) -> Message:
    """The list, and whose journeys it concerns: with names, or as counts of the schools."""
    head = text(language, "areas.title", unit=facts.unit.name, day=day_name(language, facts.day))
    listed = [_listed(language, facts, area) for area in facts.areas]
    if not listed:
        listed = [text(language, "areas.empty" if facts.is_kept else "areas.never_kept")]
    people = _people(language, facts) if names else _counted(language, facts)
    parts = [head, *fitted(language, listed, LIST_ROOM), *people]
    if keeps:
        parts.append(text(language, "areas.how"))
    rows = [(_area_button(language, area),) for area in facts.own[:MOST_BUTTONS]] if keeps else []
    refresh = Button(say(language, "areas.refresh"), Choice(SHOW, facts.unit.id).encode())
    return Message(joined("\n", parts), Keyboard((*rows, (refresh,))), protect=names)


def _listed(language: str, facts: AreaFacts, area: Area) -> Text:
    words = area_words(language, area)
    keeper = facts.keepers.get(area.keeper)
    if keeper is None:
        return text(language, "areas.line", area=words)
    return text(language, "areas.line_from", area=words, unit=keeper)


def _area_button(language: str, area: Area) -> Button:
    return _button(language, "area", Choice(AREA, area.id), place=short_place(area.place))


def _people(language: str, facts: AreaFacts) -> list[Text]:
    """Who was there, who has to be asked, and whose place cannot be read."""
    parts: list[Text] = []
    for nearness in (*Nearness, None):
        found = [one for one in facts.exposed if one.nearness is nearness]
        if found:
            key = f"areas.people_{nearness or UNREAD}"
            parts.append(text(language, key, count=_heads(found), days=facts.back))
            lines = [_person(language, one) for one in found]
            parts += fitted(language, lines, PEOPLE_ROOM // 2)
    return parts


def _heads(found: Sequence[Exposed]) -> int:
    return len({(one.unit, one.name, one.is_staff) for one in found})


def _person(language: str, one: Exposed) -> Text:
    name = say(language, "alert.staff", name=one.name) if one.is_staff else one.name
    what = finding_word(language, one.finding)
    key = "areas.person" if one.nearness is None else "areas.person_area"
    return text(
        language, key, unit=one.unit, name=name, what=what, area=short_place(one.area),
        day=short_day(language, one.day),
    )  # fmt: skip


def _counted(language: str, facts: AreaFacts) -> list[Text]:
    if not facts.counts:
        return []
    parts = [text(language, "areas.counts", days=facts.back)]
    lines = []
    for school, counts in facts.counts.items():
        words = [
            say(language, f"areas.count_{key}", count=counts[key])
            for key in (*Nearness, UNREAD)
            if counts.get(key)
        ]
        joined_words = say(language, "areas.count_join").join(words)
        lines.append(text(language, "areas.school", school=school, counts=joined_words))
    return parts + fitted(language, lines, PEOPLE_ROOM)


def area_card(language: str, unit: Unit, area: Area, today: date) -> Message:
    """One area of the list: let it end, or take it out."""
    rows: list[tuple[Button, ...]] = []
    if area.in_force(today):
        ends = (Choice(END, area.id, argument=str(back)) for back in (0, 1))
        rows.append(tuple(_button(language, f"end_{c.argument}", c) for c in ends))
    rows.append((_button(language, "remove", Choice(REMOVE, area.id)),))
    rows.append((_button(language, "back", Choice(SHOW, unit.id)),))
    words = text(language, "areas.one", unit=unit.name, area=area_words(language, area))
    return Message(words, Keyboard(tuple(rows)))


def read_back(
    language: str, unit: Unit, wish: AreaWish, own: Mapping[int, Area], change_id: int
) -> Message:
    """What a change would do, before it does."""
    parts = [text(language, "areas.read_back", unit=unit.name)]
    if wish.file:
        parts[0] = text(language, "areas.read_back_file", unit=unit.name, file=wish.file)
    parts += _wished(language, wish, own)
    if any(not line.is_known for line in wish.adds):
        parts.append(text(language, "areas.unknown_hint"))
    parts.append(text(language, "areas.what_follows"))
    return Message(joined("\n", parts), Keyboard(_confirm_rows(language, wish, change_id)))


def _wished(language: str, wish: AreaWish, own: Mapping[int, Area]) -> list[Text]:
    parts: list[Text] = []
    if wish.adds:
        parts.append(text(language, "areas.will_add", count=len(wish.adds)))
        parts += _rows(language, [_line(language, line) for line in wish.adds])
    if wish.alters:
        parts.append(text(language, "areas.will_alter", count=len(wish.alters)))
        parts += _rows(language, [_line(language, line) for line in wish.alters.values()])
    ended = [own[one] for one in wish.ends if one in own]
    if ended and wish.last is not None:
        key = "areas.will_end_rest" if wish.file else "areas.will_end"
        last = short_day(language, wish.last)
        parts.append(text(language, key, count=len(ended), last=last))
        parts += _rows(language, [_named(language, one) for one in ended])
    removed = [own[one] for one in wish.removes if one in own]
    if removed:
        parts.append(text(language, "areas.will_remove"))
        parts += _rows(language, [_named(language, one) for one in removed])
    return parts


def _rows(language: str, lines: Sequence[Text]) -> list[Text]:
    shown = list(lines[:MOST_ROWS])
    if len(lines) > MOST_ROWS:
        shown.append(text(language, "check_in.left_out", count=len(lines) - MOST_ROWS))
    return fitted(language, shown, LIST_ROOM // 2)


def _line(language: str, line: AreaLine) -> Text:
    words = say(
        language,
        "areas.area",
        place=line.place,
        level=level_word(language, line.level),
        days=days_words(language, line.first, line.last),
    )
    return text(language, "areas.line" if line.is_known else "areas.line_unknown", area=words)


def _named(language: str, area: Area) -> Text:
    return text(language, "areas.line", area=area_words(language, area))


def _confirm_rows(language: str, wish: AreaWish, change_id: int) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = []
    if not wish.file:
        rows.append((_button(language, "ok", Choice(CONFIRM, change_id)),))
    else:
        count = len(wish.adds) + len(wish.alters)
        whole = Choice(CONFIRM, change_id, argument=WITH_THE_REST)
        if count:
            rows.append((_button(language, "add", Choice(CONFIRM, change_id), count=count),))
        if wish.ends:
            rows.append((_button(language, "whole", whole, count=len(wish.ends)),))
    rows.append((_button(language, "drop", Choice(DROP, change_id)),))
    return tuple(rows)


def _button(language: str, key: str, choice: Choice, **values: object) -> Button:
    return Button(say(language, f"areas.button_{key}", **values), choice.encode())


def done(language: str, unit: Unit, wish: AreaWish, *, with_the_rest: bool) -> Message:
    """The list has changed; whoever was there is looked for."""
    ended = len(wish.ends) if with_the_rest or not wish.file else 0
    words = [
        say(language, f"areas.done_{key}", count=count)
        for key, count in (
            ("added", len(wish.adds)),
            ("altered", len(wish.alters)),
            ("ended", ended),
            ("removed", len(wish.removes)),
        )
        if count
    ]
    said = say(language, "areas.count_join").join(words)
    back = _button(language, "list", Choice(SHOW, unit.id))
    return Message(text(language, "areas.done", unit=unit.name, what=said), Keyboard(((back,),)))


def faulty(language: str, file: str, areas: AreaList) -> Message:
    """Every bad row of a file by its line; nothing was loaded."""
    rows = [
        Text.of(
            say(
                language,
                "holiday_list.row",
                line=row.line,
                reason=say(language, f"areas.{row.code}", **row.values),
            )
        )
        for row in areas.bad_rows[:MOST_ROWS]
    ]
    if len(areas.bad_rows) > MOST_ROWS:
        rows.append(text(language, "calendar.more", count=len(areas.bad_rows) - MOST_ROWS))
    head = text(language, "areas.faulty", file=file, count=len(areas.bad_rows))
    return Message(joined("\n", [head, *rows]))
