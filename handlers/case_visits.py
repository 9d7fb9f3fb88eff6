"""随访: how those who are followed are today, by one press, by buttons or by words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from domain.alert_rules import MINUTE_MS
from domain.case import CaseHappened, CaseState, TestResult, VisitSaid, last_said
from domain.choice import Choice, UnreadableChoice
from domain.message import Text
from handlers.case_desk import CaseDesk, case_desk, replace_case
from handlers.case_tasks import confirm
from handlers.visit import Visit
from storage.case_facts import case_facts, cases_of
from views.case_card import sure_card
from views.case_visits import BACK, LOST, NEGATIVE, POSITIVE, WELL, visit_card, visits_asked
from views.case_words import ALL_WELL, VISIT, said_words
from views.days import day_name
from views.words import say, text

ASKED_MS = 10 * MINUTE_MS
"""How long words are taken as the answer about one person. Ours."""
DAYS_BACK = 14
"""How late a day may still be told of. Ours."""


def all_well(visit: Visit, choice: Choice) -> None:
    """都正常: everybody this person is asked about and has not spoken for is well, but not who
    is lost.

    Raises UnreadableChoice.
    """
    day = _day_of(visit, choice)
    mine = [
        case
        for case in cases_of(visit.tx, choice.subject, visit.person_id, visit.day)
        if case.is_owed(day)
    ]
    sure = [case for case in mine if case.state is not CaseState.LOST]
    open_ = [case for case in sure if last_said(visit.tx.cases.events(case.id), day) is None]
    for case in open_:
        visit.tx.cases.visit(case.id, VisitSaid(well=True), day, visit.now_ms, visit.person_id)
    key = "toast_all_well" if open_ else "toast_none_left" if mine else "toast_none"
    told = day_name(visit.language, day)
    words = say(visit.language, f"case.{key}", count=len(open_), day=told)
    visit.toasted(words, alert=not open_)
    if mine:
        show_day(visit, choice.subject)


def one_day(visit: Visit, choice: Choice) -> None:
    """One person on one day: the card, or what was pressed on it. Raises NotYours, CaseClosed,
    UnreadableChoice.
    """
    desk, day = case_desk(visit, choice.subject), _day_of(visit, choice)
    if choice.argument == BACK:
        visit.tx.chats.set_asked(visit.chat.id, None)
        show_day(visit, desk.case.school_id)
        return
    desk.must_go_on()
    if not desk.case.is_owed(day):
        raise UnreadableChoice
    if not choice.argument:
        ask_one(desk, day)
    elif choice.argument == WELL:
        tell_visit(desk, VisitSaid(well=True), day, anew=True)
        show_day(visit, desk.case.school_id)
    elif choice.argument == LOST:
        tell_visit(desk, VisitSaid(unreached=True), day, anew=True)
        show_day(visit, desk.case.school_id)
    elif choice.argument == NEGATIVE:
        tested(desk, TestResult.NEGATIVE)
        ask_one(replace_case(desk), day)
    elif choice.argument == POSITIVE:
        visit.show(sure_card(visit.language, desk.facts(), POSITIVE))
    else:
        raise UnreadableChoice


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {ALL_WELL: all_well, VISIT: one_day}


def ask_one(desk: CaseDesk, day: date, lead: Text | None = None) -> None:
    """The card of one person; what is typed next is about that person."""
    visit = desk.visit
    until_ms = visit.now_ms + ASKED_MS
    asked = f"visit/{desk.case.id}/{day.toordinal()}/{until_ms}"
    visit.tx.chats.set_asked(visit.chat.id, asked)
    visit.show(visit_card(visit.language, desk.facts(), day, lead=lead))


def show_day(visit: Visit, school_id: int) -> None:
    """Everybody this person is asked about today, as it stands now."""
    mine = [
        case_facts(visit.tx, case, visit.now_ms, visit.zone)
        for case in cases_of(visit.tx, school_id, visit.person_id, visit.day)
        if case.is_owed(visit.day)
    ]
    visit.show(visits_asked(visit.language, school_id, visit.day, mine))


def tell_visit(desk: CaseDesk, said: VisitSaid, day: date, *, anew: bool = False) -> VisitSaid:
    """Keep what was said of a day, added to what was said before unless it is said ``anew``; who is
    unwell is told to health officer and principal at once. Gives what stands.
    """
    visit, case = desk.visit, desk.case
    before = last_said(visit.tx.cases.events(case.id), day)
    if before is not None:
        said = before.then(said, anew=anew)
    visit.tx.cases.visit(case.id, said, day, visit.now_ms, visit.person_id)
    _found_or_lost(desk, said)
    threshold = desk.facts().threshold
    if said.is_unwell(threshold):
        desk.tell(desk.heads(), "unwell")
    name = desk.facts().name
    words = said_words(visit.language, said, threshold)
    visit.toasted(say(visit.language, "case.toast_visit", name=name, said=words))
    return said


def _found_or_lost(desk: CaseDesk, said: VisitSaid) -> None:
    """Whoever was lost and is spoken of again is found."""
    case = desk.case
    if case.state is CaseState.LOST and said.tells_health():
        desk.visit.tx.cases.set_state(case.id, CaseState.OPEN)
        desk.happened(CaseHappened.FOUND)


def tested(desk: CaseDesk, result: TestResult) -> None:
    """A test came back; a positive one makes it a confirmed case, with the tasks that follow."""
    visit = desk.visit
    desk.happened(CaseHappened.TEST, result.value)
    words = say(visit.language, f"case.result_{result}")
    visit.toasted(say(visit.language, "case.toast_test", result=words))
    if result is TestResult.POSITIVE:
        confirm(desk)


def lead_kept(desk: CaseDesk, said: VisitSaid) -> Text:
    """What was understood, read back."""
    facts = desk.facts()
    words = said_words(desk.visit.language, said, facts.threshold)
    return text(desk.visit.language, "case.kept", name=facts.name, said=words)


def _day_of(visit: Visit, choice: Choice) -> date:
    """The day a button is about: today, or one not long ago. Raises UnreadableChoice."""
    back = visit.day.toordinal() - choice.revision
    if not 0 <= back <= DAYS_BACK:
        raise UnreadableChoice
    return date.fromordinal(choice.revision)
