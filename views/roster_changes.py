"""What an import of the roster would change, in words for whoever imports it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from domain.calendar import Period
from domain.roster import OPEN_FROM, OPEN_UNTIL
from domain.roster_difference import (
    AbsenceChange,
    Difference,
    DutyChange,
    PersonChange,
    PupilChange,
    UnitChange,
)
from domain.roster_periods import runs
from views.duties import role_name
from views.words import say

SHOWN = 10
"""Items of a kind that are listed; the others are counted."""

Group = tuple[str, list[str]]


def changes(language: str, difference: Difference) -> list[str]:
    """The difference in lines: each kind with its count and its first items.

    Pupils stand with their number and without a name. The first import is counted and not listed.
    """
    if difference.empty:
        return [say(language, "import.unchanged")]
    key = "import.first" if difference.first_import else "import.from_day"
    lines = [say(language, key, day=difference.day.isoformat())]
    lines += _taken_back(language, difference)
    for what, items in _groups(language, difference):
        if items:
            lines.append(_heading(language, what, len(items)))
            lines += [] if difference.first_import else _items(language, items)
    if difference.reordered:
        lines.append(say(language, "import.reordered"))
    return lines


def _taken_back(language: str, difference: Difference) -> list[str]:
    """What was changed in the chat and this file would change again: every one of them."""
    duties, enrolments = difference.taken_back
    items = [_duty(language, difference, one) for one in duties]
    items += [
        say(
            language,
            "import.pupil_days" if one.after else "import.pupil",
            number=one.number,
            class_name=difference.unit_names[one.class_code],
            **({"days": _days(language, one.after)} if one.after else {}),
        )
        for one in enrolments
    ]
    if not items:
        return []
    heading = say(language, "import.taken_back", count=len(items))
    return [heading, *(f"  {item}" for item in items)]


def _heading(language: str, what: str, count: int) -> str:
    return say(language, "import.heading", what=say(language, f"import.{what}"), count=count)


def _items(language: str, items: Sequence[str]) -> list[str]:
    shown = [f"  {item}" for item in items[:SHOWN]]
    if len(items) > SHOWN:
        shown.append("  " + say(language, "import.more", count=len(items) - SHOWN))
    return shown


def _groups(language: str, difference: Difference) -> list[Group]:
    return [
        *_units(language, difference),
        *_people(language, difference),
        *_duties(language, difference),
        *_pupils(language, difference),
        *_absences(language, difference),
        *_aliases(language, difference),
    ]


def _units(language: str, difference: Difference) -> list[Group]:
    groups: dict[str, list[str]] = {
        "units_new": [],
        "units_closed": [],
        "units_back": [],
        "units_changed": [],
    }
    for change in difference.units:
        groups[_kind_of(change, "units", back=change.reopened)].append(
            _unit(language, difference, change)
        )
    return list(groups.items())


def _kind_of(change: UnitChange | PersonChange, noun: str, *, back: bool) -> str:
    if change.before is None:
        return f"{noun}_new"
    if change.after is None:
        return f"{noun}_closed" if noun == "units" else f"{noun}_left"
    return f"{noun}_back" if back else f"{noun}_changed"


def _unit(language: str, difference: Difference, change: UnitChange) -> str:
    before, after = change.before, change.after
    row = after or before
    if row is None:
        return ""
    values = {"name": row.name, "code": row.code}
    if before and after and before.name != after.name:
        return say(language, "import.unit_renamed", before=before.name, **values)
    if before and after and before.parent_code != after.parent_code:
        above = [
            difference.unit_names[code] if code else say(language, "import.nowhere")
            for code in (before.parent_code, after.parent_code)
        ]
        return say(language, "import.unit_moved", above_before=above[0], above=above[1], **values)
    return say(language, "import.unit", **values)


def _people(language: str, difference: Difference) -> list[Group]:
    groups: dict[str, list[str]] = {
        "people_new": [],
        "people_left": [],
        "people_back": [],
        "people_changed": [],
    }
    for change in difference.people:
        groups[_kind_of(change, "people", back=change.returned)].append(_person(language, change))
    return list(groups.items())


def _person(language: str, change: PersonChange) -> str:
    before, after = change.before, change.after
    row = after or before
    if row is None:
        return ""
    values = {"name": row.name, "code": row.code}
    if before and after and before.name != after.name:
        return say(language, "import.person_renamed", before=before.name, **values)
    if before and after and before.phone != after.phone:
        return say(language, "import.person_phone", **values)
    return say(language, "import.person", **values)


def _turn(change: DutyChange | AbsenceChange, day: date) -> str:
    """Whether something begins, ends, or keeps running on other days."""
    was, is_now = runs(change.before, day), runs(change.after, day)
    if was and not is_now:
        return "ended"
    return "begun" if is_now and not was else "redated"


def _duties(language: str, difference: Difference) -> list[Group]:
    groups: dict[str, list[str]] = {"duties_begun": [], "duties_ended": [], "duties_redated": []}
    for change in difference.duties:
        turn = _turn(change, difference.day)
        groups[f"duties_{turn}"].append(_duty(language, difference, change))
    return list(groups.items())


def _duty(language: str, difference: Difference, change: DutyChange) -> str:
    values = {
        "name": difference.person_names[change.person_code],
        "role": role_name(language, change.role),
        "unit": difference.unit_names[change.unit_code],
    }
    ended = _turn(change, difference.day) == "ended" or not change.after
    days = "" if ended else _days(language, change.after)
    key = "import.duty_days" if days else "import.duty"
    return say(language, key, days=days, **values)


def _days(language: str, periods: Iterable[Period]) -> str:
    """The last of the periods, which is the one that counts now."""
    period = list(periods)[-1]
    values = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    if period.first == OPEN_FROM:
        key = "import.days_open" if period.last == OPEN_UNTIL else "import.days_until"
    else:
        key = "import.days_from" if period.last == OPEN_UNTIL else "import.days"
    return say(language, key, **values)


def _pupils(language: str, difference: Difference) -> list[Group]:
    groups: dict[str, list[str]] = {
        "pupils_new": [],
        "pupils_left": [],
        "pupils_back": [],
        "pupils_moved": [],
        "pupils_changed": [],
    }
    for change in difference.pupils:
        groups[_pupil_kind(change)].append(_pupil(language, difference, change))
    return list(groups.items())


def _pupil_kind(change: PupilChange) -> str:
    if change.before is None:
        return "pupils_new"
    if change.after is None:
        return "pupils_left"
    if change.from_class is None:
        return "pupils_back"
    return "pupils_changed" if change.from_class == change.to_class else "pupils_moved"


def _pupil(language: str, difference: Difference, change: PupilChange) -> str:
    names = difference.unit_names
    code = change.to_class or change.from_class
    values = {"number": change.number, "class_name": names[code] if code else ""}
    if change.from_class and change.to_class and change.from_class != change.to_class:
        return say(language, "import.pupil_moved", before=names[change.from_class], **values)
    return say(language, "import.pupil", **values)


def _absences(language: str, difference: Difference) -> list[Group]:
    groups: dict[str, list[str]] = {
        "absences_begun": [],
        "absences_ended": [],
        "absences_redated": [],
    }
    for change in difference.absences:
        turn = _turn(change, difference.day)
        values = {"code": change.code, "kind": say(language, f"import.{change.kind}")}
        days = _days(language, change.after) if turn != "ended" else ""
        key = "import.absence_days" if days else "import.absence"
        groups[f"absences_{turn}"].append(say(language, key, days=days, **values))
    return list(groups.items())


def _aliases(language: str, difference: Difference) -> list[Group]:
    names = difference.unit_names
    return [
        (
            what,
            [
                say(language, "import.alias", alias=row.alias, unit=names[row.unit_code])
                for row in rows
            ],
        )
        for what, rows in (
            ("aliases_new", difference.new_aliases),
            ("aliases_gone", difference.gone_aliases),
        )
    ]
