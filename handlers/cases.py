"""/cases (个案): who is followed, what is due first; above the school counts and numbers only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from domain.case import (
    CaseFile,
    Roles,
    by_urgency,
    may_direct,
    may_follow,
    may_inspect,
    roles_about,
)
from domain.case_facts import CaseFacts
from domain.choice import Choice
from domain.errors import NotYours
from domain.message import Message
from domain.roster import FILES_FOR_CLASS, READS_REPORTS, Unit
from domain.viewer import reads_report, sees_names
from handlers.case_desk import case_desk
from handlers.case_opening import by_hand
from handlers.case_whom import called_under
from handlers.rectification import to_rectify
from handlers.report import UnknownUnit, full_name, own_units, units_called
from handlers.visit import Visit
from storage.case_facts import case_facts, case_number, responsible
from views.case_list import CaseCounts, CaseListFor, case_list, masked_list
from views.case_words import LIST
from views.report_text import units_to_choose

NEW = ("新建", "建档", "开", "new", "open")
RECTIFY = ("整改", "rectify")
"""The words that begin something after the command."""


class UnknownCase(UnknownUnit):
    """A case, a person or a unit (``name``) that is not there, or not this person's to see."""


def cases(visit: Visit, argument: str) -> None:
    """``/cases [unit]``, ``/cases 王小明``, ``hc-012``, ``新建 王小明 居家隔离 11-20``, ``整改``.

    Raises NotYours, UnknownCase, NobodyOfThatName.
    """
    for words, begin in ((NEW, by_hand), (RECTIFY, to_rectify)):
        rest = _after(argument, words)
        if rest is not None:
            begin(visit, rest)
            return
    own = own_units(visit, READS_REPORTS | FILES_FOR_CLASS)
    found = _numbered(visit, argument.strip()) or _called(visit, argument.strip(), own)
    if found:
        for case_id in found:
            visit.reply(case_desk(visit, case_id).card())
        return
    try:
        units = units_called(visit, argument.strip(), own)
    except UnknownUnit as unknown:
        raise UnknownCase(**unknown.values) from None
    schools = list(dict.fromkeys(unit.school_id or unit.id for unit in units))
    if len(schools) == 1:
        unit = units[0] if len(units) == 1 else visit.tx.roster.unit(schools[0])
        assert unit is not None  # noqa: S101
        visit.reply(_list(visit, unit))
        return
    choices = [(full_name(visit, unit), Choice(LIST, unit.id)) for unit in units]
    visit.reply(units_to_choose(visit.language, "report.choose_status", choices, protect=True))


def _numbered(visit: Visit, typed: str) -> list[int]:
    """The case that bears this number: ``hc-012``."""
    code, _, number = typed.rpartition("-")
    if not (number.isascii() and number.isdecimal() and len(number) <= 6):
        return []
    school = visit.tx.roster.unit_by_code(code)
    case_id = None if school is None else visit.tx.cases.numbered(school.id, int(number))
    return [] if case_id is None else [case_id]


def _called(visit: Visit, name: str, own: Sequence[Unit]) -> list[int]:
    """The open cases of pupils and staff of this name that this person may look at."""
    found = []
    for unit in own if name else ():
        if unit.school_id is None:
            continue
        for whom in called_under(visit, unit.id, unit.school_id, name).values():
            case = visit.tx.cases.open_of(whom.pupil_id, whom.person_id, visit.day)
            if case is not None and may_follow(_roles(visit, case)):
                found.append(case.id)
    return found


def _after(argument: str, words: tuple[str, ...]) -> str | None:
    """What follows one of these words, None where it begins with none of them."""
    head, _, rest = argument.strip().partition(" ")
    if head.casefold() in words:
        return rest.strip()
    for word in words:
        if len(word) > 1 and not word.isascii() and argument.strip().startswith(word):
            return argument.strip().removeprefix(word).strip(" :：")
    return None


def list_pressed(visit: Visit, choice: Choice) -> None:
    """刷新, or a unit was chosen. Raises NotYours."""
    unit = visit.tx.roster.unit(choice.subject)
    if unit is None:
        raise NotYours
    visit.show(_list(visit, unit))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {LIST: list_pressed}


def _list(visit: Visit, unit: Unit) -> Message:
    """The cases a person may see under a unit. A class's teacher asks for the own ones, also by the
    button that bears the school. Raises NotYours.
    """
    roles = visit.roles_over(unit.id)
    if unit.school_id is None or not sees_names(roles):
        if reads_report(roles):
            return _masked(visit, unit)
        if unit.school_id is None or not _serves_in(visit, unit.school_id):
            raise NotYours
    return _named(visit, unit)


def _serves_in(visit: Visit, school_id: int) -> bool:
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    return any(one.unit.school_id == school_id and one.role in FILES_FOR_CLASS for one in duties)


def _named(visit: Visit, unit: Unit) -> Message:
    tx, day = visit.tx, visit.day
    assert unit.school_id is not None  # noqa: S101
    mine, others = [], []
    for case in by_urgency(tx.cases.open_in_school(unit.school_id, day), day):
        if visit.person_id in responsible(tx, case, day):
            mine.append(case_facts(tx, case, visit.now_ms, visit.zone))
        elif tx.roster.is_below(case.unit_id, unit.id) and sees_names(_roles(visit, case)):
            others.append(case_facts(tx, case, visit.now_ms, visit.zone))
    opens = may_direct(tx.roster.roles_over(visit.person_id, unit.school_id, day))
    without = len(tx.cases.isolated_without(unit.school_id, day)) if opens else 0
    shown = CaseListFor(unit.school_id, mine, others, without, opens)
    return case_list(visit.language, day, shown)


def _roles(visit: Visit, case: CaseFile) -> Roles:
    """What this person holds where a case is, as far as it counts for the case."""
    return roles_about(visit.roles_over(case.unit_id), staff=case.is_of_staff)


def _masked(visit: Visit, unit: Unit) -> Message:
    """Counts and numbers: the schools under a unit, or the one school of a liaison."""
    counts = []
    for school_id, _, name in visit.tx.cases.schools_below(unit.id):
        found = visit.tx.cases.open_in_school(school_id, visit.day)
        overdue = [case for case in found if case.is_overdue(visit.day)]
        ending = [case for case in found if case.ends_within(visit.day, 7)]
        numbers = tuple(case_number(visit.tx, case) for case in overdue)
        counts.append(CaseCounts(name, school_id, len(found), len(overdue), len(ending), numbers))
    return masked_list(visit.language, unit, visit.day, counts, _things(visit, unit))


def _things(visit: Visit, unit: Unit) -> list[CaseFacts]:
    """What is to be put right in the one school that this person inspects, without names."""
    roles = visit.roles_over(unit.id)
    if unit.school_id is None or not may_inspect(roles):
        return []
    found = visit.tx.cases.open_in_school(unit.school_id, visit.day)
    return [
        case_facts(visit.tx, case, visit.now_ms, visit.zone).without_names()
        for case in found
        if not case.rule.asks_daily
    ]
