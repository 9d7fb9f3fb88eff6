"""Opening a case: from an alert, by hand, for all whom the roster has in isolation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from domain.calendar import UnreadableDay, parse_day
from domain.case import CaseFile, CaseOpenAlready, rules_offered
from domain.case_plan import FollowStep, asked_from, newest_step
from domain.case_rules import RULES, CaseLimits, CaseRule
from domain.choice import Choice, UnreadableChoice, from36
from domain.errors import ChenjianError, NotYours
from domain.message import Message
from domain.roster import FILES_FROM_ABOVE, OPEN_FROM, OPEN_UNTIL, UnitKind
from handlers.asked_anew import refresh_questions
from handlers.case_desk import case_desk
from handlers.case_whom import Whom, called_under, must_direct, read_whom, subject_of, unit_of
from handlers.report import own_units
from handlers.visit import Visit
from storage.case_facts import responsible, settings_of_case
from storage.cases import NewCase
from views.case_opening import Subject, confirm_card, kind_card, opened_all, which_card
from views.case_words import OPEN, rules_by_name
from views.words import text

LONGEST_BACK = 30
"""Days since the anchor, at most. Ours."""
SHOWN = 40
"""Characters of what was typed that are said back."""


class NobodyOfThatName(ChenjianError):
    """A case was to be opened for a name (``name``) that nobody of the own units bears."""


def pressed(visit: Visit, choice: Choice) -> None:
    """A button on the way to a case: whom, what kind, from which day, and yes.

    Raises NotYours, UnreadableChoice, CaseOpenAlready.
    """
    who, _, rest = choice.argument.partition(".")
    if who == "all":
        open_isolated(visit, choice.subject)
        return
    whom = read_whom(visit, who)
    must_direct(visit, whom.unit_id, staff=whom.person_id is not None)
    already = visit.tx.cases.open_of(whom.pupil_id, whom.person_id, visit.day)
    if already is not None:
        _put(visit, case_desk(visit, already.id).card(text(visit.language, "case.open_already")))
        return
    key, _, rest = rest.partition(".")
    ordinal, _, sure = rest.partition(".")
    subject = subject_of(visit, whom, who)
    if not key:
        _put(visit, kind_card(visit.language, subject))
        return
    rule = _offered(key)
    anchor = _anchor(visit, ordinal)
    if sure == "y":
        case_desk(visit, open_case(visit, whom, rule, anchor)).show(
            text(visit.language, "case.opened")
        )
    else:
        visit.show(_confirm(visit, subject, whom, rule, anchor))


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {OPEN: pressed}


def by_hand(visit: Visit, words: str) -> None:
    """``新建 王小明 居家隔离 11-20``: name, kind and day in any order; what is missing is asked.

    Raises NotYours, NobodyOfThatName, CaseOpenAlready.
    """
    units = own_units(visit, FILES_FROM_ABOVE)
    inside = [unit for unit in units if not unit.kind.above_school]
    if not inside:
        raise NotYours
    rule, anchor, name = _read(visit, words)
    if not name:
        visit.reply(Message(text(visit.language, "case.say_whom")))
        return
    found: dict[str, Whom] = {}
    for unit in inside:
        found.update(called_under(visit, unit.id, unit.school_id or unit.id, name))
    if not found:
        raise NobodyOfThatName(name=name[:SHOWN])
    if len(found) > 1:
        subjects = [subject_of(visit, whom, who) for who, whom in found.items()]
        visit.reply(which_card(visit.language, name[:SHOWN], subjects))
        return
    [(who, whom)] = found.items()
    already = visit.tx.cases.open_of(whom.pupil_id, whom.person_id, visit.day)
    subject = subject_of(visit, whom, who)
    if already is not None:
        case_desk(visit, already.id).show(text(visit.language, "case.open_already"))
    elif rule is None:
        visit.reply(kind_card(visit.language, subject))
    else:
        visit.reply(_confirm(visit, subject, whom, rule, anchor or visit.day))


def _put(visit: Visit, card: Message) -> None:
    """In place of what was pressed; an alert stays where it is."""
    known = visit.tx.outbox.note_of_message(visit.chat.id, visit.message or "")
    if known is not None and known["kind"] == "alert":
        visit.reply(card)
    else:
        visit.show(card)


def open_isolated(visit: Visit, school_id: int) -> None:
    """A case for everybody whom the roster has in isolation, with the roster's days. Raises
    NotYours.
    """
    must_direct(visit, school_id)
    school = visit.tx.roster.unit(school_id)
    if school is None or school.kind is not UnitKind.SCHOOL:
        raise NotYours
    found = visit.tx.cases.isolated_without(school_id, visit.day)
    limits = settings_of_case(visit.tx, school_id).cases
    rule, opened = RULES["home_isolation"], 0
    for one in found:
        unit_id = unit_of(visit, one.pupil_id, one.person_id, school_id)
        known = one.first != OPEN_FROM
        first, last = rule.span(visit.day, limits)
        if known:
            first, last = one.first, rule.span(one.first, limits)[1]
        last = last if one.last == OPEN_UNTIL else one.last
        whom = Whom(school_id, unit_id, one.pupil_id, one.person_id)
        anchor = date.fromordinal(first.toordinal() - 1)
        new = _new(visit, whom, rule, anchor, (first, last), away_from=visit.day)
        opened += visit.tx.cases.open(new) is not None
    visit.tx.answers.touch(school_id, visit.day)
    visit.show(opened_all(visit.language, school_id, opened))


def open_case(visit: Visit, whom: Whom, rule: CaseRule, anchor: date) -> int:
    """Open it; the tick asks whoever is responsible, who is told now where that takes a while.

    Raises CaseOpenAlready.
    """
    limits = settings_of_case(visit.tx, whom.unit_id).cases
    case_id = visit.tx.cases.open(_new(visit, whom, rule, anchor, rule.span(anchor, limits)))
    if case_id is None:
        raise CaseOpenAlready(name=subject_of(visit, whom, "").name)
    visit.tx.answers.touch(whom.school_id, visit.day)
    refresh_questions(visit, [whom.unit_id])
    visit.tx.audit.add(visit.now_ms, visit.person_id, "case", whom.unit_id, str(case_id))
    if newest_step(limits, visit.now_ms, visit.zone) in (None, FollowStep.EVENING):
        desk = case_desk(visit, case_id)
        desk.tell(responsible(visit.tx, desk.case, visit.day), "yours")
    return case_id


def open_for(visit: Visit, before: CaseFile, rule: CaseRule) -> int:
    """The case that another one turns into: the same person, from today."""
    limits = settings_of_case(visit.tx, before.unit_id).cases
    whom = Whom(
        before.school_id, before.unit_id, before.pupil_id, before.person_id, before.alert_person
    )
    span = rule.span(visit.day, limits)
    new = _new(visit, whom, rule, visit.day, span, source=before.id, owner=before.owner)
    case_id = visit.tx.cases.open(new)
    assert case_id is not None, "the case before it was closed in this transaction"  # noqa: S101
    return case_id


def _new(
    visit: Visit,
    whom: Whom,
    rule: CaseRule,
    anchor: date,
    span: tuple[date, date | None],
    *,
    source: int | None = None,
    owner: int | None = None,
    away_from: date | None = None,
) -> NewCase:
    limits: CaseLimits = settings_of_case(visit.tx, whom.unit_id).cases
    return NewCase(
        school_id=whom.school_id,
        unit_id=whom.unit_id,
        rule=rule,
        anchor=anchor,
        first=span[0],
        last=span[1],
        opened_ms=visit.now_ms,
        opened_by=visit.person_id,
        opened_day=visit.day,
        asked_from=asked_from(limits, visit.now_ms, visit.zone),
        pupil_id=whom.pupil_id,
        person_id=whom.person_id,
        owner=owner,
        source_case=source,
        alert_person=whom.alert_person,
        away_from=away_from,
    )


# -- what was typed --------------------------------------------------------------------------------


def _read(visit: Visit, words: str) -> tuple[CaseRule | None, date | None, str]:
    """The kind, the day and the name that a text holds."""
    rule, rest = _kind(words.split())
    anchor, left = None, []
    for word in rest:
        try:
            day = parse_day(word, visit.day)
        except UnreadableDay:
            left.append(word)
            continue
        anchor = day if _is_near(visit, day) else anchor
    if rule is not None and not rule.asks_daily:
        rule = None
    return rule, anchor, " ".join(left)


def _kind(words: list[str]) -> tuple[CaseRule | None, list[str]]:
    """The kind that stands among words under its longest name (home isolation), and the others."""
    names = rules_by_name()
    for length in range(max(name.count(" ") for name in names) + 1, 0, -1):
        for first in range(len(words) - length + 1):
            key = names.get(" ".join(words[first : first + length]).casefold())
            if key is not None:
                return RULES[key], words[:first] + words[first + length :]
    return None, words


def _is_near(visit: Visit, day: date) -> bool:
    return 0 <= (visit.day - day).days <= LONGEST_BACK


def _anchor(visit: Visit, ordinal: str) -> date:
    if not ordinal:
        return visit.day
    number = from36(ordinal)
    back = visit.day.toordinal() - number
    if not 0 <= back <= LONGEST_BACK:
        raise UnreadableChoice
    return date.fromordinal(number)


def _offered(key: str) -> CaseRule:
    rule = next((one for one in rules_offered() if one.key == key), None)
    if rule is None:
        raise UnreadableChoice
    return rule


def _confirm(visit: Visit, subject: Subject, whom: Whom, rule: CaseRule, anchor: date) -> Message:
    limits = settings_of_case(visit.tx, whom.unit_id).cases
    span = rule.span(anchor, limits)
    return confirm_card(visit.language, subject, rule, anchor, visit.day, span)
