"""What is done about a case: tests and papers, its end, its owner, conversion, release."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.case import (
    CaseHappened,
    CaseState,
    Certificate,
    TestResult,
    may_follow,
    roles_about,
    rules_offered,
)
from domain.case_days import free_from, moved_end
from domain.choice import Choice, UnreadableChoice, from36
from domain.errors import NotYours
from domain.note import Wanted
from domain.report_request import Format
from domain.roster import Person
from handlers.asked_anew import refresh_questions
from handlers.case_desk import CaseDesk, case_desk, replace_case
from handlers.case_opening import open_for
from handlers.case_visits import tested
from handlers.visit import Visit
from storage.case_facts import lacks, responsible
from views.case_card import convert_card, owner_card, sure_card
from views.case_history import history
from views.case_visits import NEGATIVE, POSITIVE
from views.case_words import ACT, SHOW, missing_words, rule_words
from views.days import day_name
from views.words import say, text

_PAPERS = frozenset(Certificate)
_PAGES = {"word": Format.DOCX, "pdf": Format.PDF}
"""The buttons that ask for the page of a case."""


def show(visit: Visit, choice: Choice) -> None:
    """The card of a case. Raises NotYours."""
    case_desk(visit, choice.subject).show()


def act(visit: Visit, choice: Choice) -> None:
    """A button of the card. Raises NotYours, CaseClosed, CaseEndsBadly,
    UnreadableChoice.
    """
    desk = case_desk(visit, choice.subject)
    what, _, argument = choice.argument.partition(".")
    if what == "history":
        visit.show(history(visit.language, desk.facts(), visit.zone))
        return
    if what in _PAGES:
        page(desk, what)
        return
    desk.must_go_on()
    acting = _ACTS.get(what)
    if acting is None:
        raise UnreadableChoice
    acting(desk, argument)


def page(desk: CaseDesk, kind: str) -> None:
    """The case on one page, in Word or to print, for the school's own file; closed ones too.

    Raises NotYours.
    """
    if not desk.reader.directs:
        raise NotYours
    visit = desk.visit
    visit.tx.audit.add(
        visit.now_ms, visit.person_id, "case_paper", desk.case.unit_id, str(desk.case.id)
    )
    visit.toasted(say(visit.language, "case.toast_word"))
    wanted = Wanted("case_paper", {"case": desk.case.id, "format": _PAGES[kind].value})
    visit.reply(wanted, kind="file")


def negative(desk: CaseDesk, argument: str) -> None:
    """核酸阴性."""
    if not desk.case.rule.asks_daily:
        raise UnreadableChoice
    tested(desk, TestResult.NEGATIVE)
    desk.show()


def positive(desk: CaseDesk, argument: str) -> None:
    """核酸阳性: many hear of it at once, so it is asked once more."""
    if not desk.case.rule.asks_daily:
        raise UnreadableChoice
    if argument != "y":
        desk.visit.show(sure_card(desk.visit.language, desk.facts(), POSITIVE))
        return
    tested(desk, TestResult.POSITIVE)
    desk.show()


def done(desk: CaseDesk, argument: str) -> None:
    """已整改: whoever is responsible says that the thing is put right; somebody closes it then."""
    if desk.case.rule.asks_daily:
        raise UnreadableChoice
    if not desk.reader.follows:
        raise NotYours
    desk.happened(CaseHappened.DONE)
    if desk.case.opened_by is not None:
        desk.tell([desk.case.opened_by], "done")
    desk.visit.toasted(say(desk.visit.language, "case.toast_done"))
    desk.show()


def end(desk: CaseDesk, argument: str) -> None:
    """延长, 缩短: the last day moves by so many days, p7 on or m1 back."""
    desk.must_direct()
    by = _days(argument)
    if desk.case.last is None:
        raise UnreadableChoice
    last = moved_end(desk.case.first, desk.case.last, by)
    visit = desk.visit
    visit.tx.cases.set_last(desk.case.id, last)
    desk.happened(CaseHappened.MOVED, last.isoformat())
    day = day_name(visit.language, last)
    visit.toasted(say(visit.language, "case.toast_moved", day=day))
    desk.show()


def _days(argument: str) -> int:
    sign, number = argument[:1], argument[1:]
    if sign not in ("p", "m") or not number.isascii() or not number.isdecimal():
        raise UnreadableChoice
    if not 0 < int(number) <= 60:
        raise UnreadableChoice
    return int(number) if sign == "p" else -int(number)


def paper(desk: CaseDesk, argument: str) -> None:
    """A certificate was shown."""
    desk.must_direct()
    if argument not in _PAPERS:
        raise UnreadableChoice
    desk.happened(CaseHappened.CERTIFICATE, argument)
    words = say(desk.visit.language, f"case.paper_{argument}")
    desk.visit.toasted(say(desk.visit.language, "case.toast_paper", paper=words))
    desk.show()


def owner(desk: CaseDesk, argument: str) -> None:
    """换负责人: who is asked from now on. That person is told, and whoever was asked before."""
    desk.must_direct()
    people = candidates(desk)
    if not argument:
        desk.visit.show(owner_card(desk.visit.language, desk.facts(), people))
        return
    chosen = from36(argument)
    if chosen and all(person.id != chosen for person in people):
        raise NotYours
    visit, before = desk.visit, responsible(desk.visit.tx, desk.case, desk.visit.day)
    visit.tx.cases.set_owner(desk.case.id, chosen or None)
    fresh = replace_case(desk)
    now = responsible(visit.tx, fresh.case, visit.day)
    names = say(visit.language, "entry.join").join(fresh.facts().responsible)
    desk.happened(CaseHappened.HANDED, names)
    desk.tell([one for one in now if one not in before], "yours")
    desk.tell([one for one in before if one not in now], "not_yours")
    visit.toasted(say(visit.language, "case.toast_owner", names=names))
    desk.show()


def candidates(desk: CaseDesk) -> list[Person]:
    """Who may be responsible: those who may say how the person is."""
    visit = desk.visit
    members = visit.tx.roster.members_upward(desk.case.unit_id, visit.day)
    found = {
        member.person.id: member.person
        for member in members
        if member.kind is not None
        and may_follow(roles_about([(member.role, member.kind)], staff=desk.case.is_of_staff))
    }
    return list(found.values())


def convert(desk: CaseDesk, argument: str) -> None:
    """转为: this case ends and another begins today, which says what it follows from."""
    desk.must_direct()
    visit = desk.visit
    if not argument:
        visit.show(convert_card(visit.language, desk.facts()))
        return
    rule = next((one for one in rules_offered() if one.key == argument), None)
    if rule is None or rule.key == desk.case.rule.key or not desk.case.rule.asks_daily:
        raise UnreadableChoice
    visit.tx.cases.close(desk.case.id, CaseState.CONVERTED, visit.now_ms, visit.day)
    desk.happened(CaseHappened.CONVERTED, rule.key)
    case_id = open_for(visit, desk.case, rule)
    visit.toasted(
        say(visit.language, "case.toast_converted", rule=rule_words(visit.language, rule))
    )
    _counts_anew(desk)
    case_desk(visit, case_id).show()


def gone(desk: CaseDesk, argument: str) -> None:
    """失联: nobody can reach the person; the case goes on, and those who lead hear of it."""
    desk.must_direct()
    desk.visit.tx.cases.set_state(desk.case.id, CaseState.LOST)
    desk.happened(CaseHappened.LOST)
    desk.tell(desk.heads(), "lost")
    desk.show()


def found(desk: CaseDesk, argument: str) -> None:
    """已找到."""
    desk.must_direct()
    desk.visit.tx.cases.set_state(desk.case.id, CaseState.OPEN)
    desk.happened(CaseHappened.FOUND)
    desk.show()


def transfer(desk: CaseDesk, argument: str) -> None:
    """转出: somebody else follows the person from today on; asked once more."""
    desk.must_direct()
    visit = desk.visit
    if argument != "y":
        visit.show(sure_card(visit.language, desk.facts(), "transfer"))
        return
    visit.tx.cases.close(desk.case.id, CaseState.TRANSFERRED, visit.now_ms, visit.day)
    desk.happened(CaseHappened.TRANSFERRED)
    desk.tell(responsible(visit.tx, desk.case, visit.day), "transferred")
    _counts_anew(desk)
    desk.show()


def release(desk: CaseDesk, argument: str) -> None:
    """解除: only where its conditions hold, by a health officer. On the last day it holds from the
    day after. What is missing is said, and kept in the history.
    """
    if not desk.reader.releases:
        raise NotYours
    visit, case = desk.visit, desk.case
    missing = lacks(visit.tx, case, visit.now_ms, visit.zone)
    if missing:
        words = [missing_words(visit.language, one) for one in missing]
        joined = say(visit.language, "case.join").join(words)
        desk.happened(CaseHappened.REFUSED, ",".join(one.what for one in missing))
        visit.toasted(say(visit.language, "case.toast_refused", words=joined), alert=True)
        desk.show(text(visit.language, "case.refused", words=joined))
        return
    ends = free_from(case.last, visit.day)
    if not case.rule.asks_daily:
        ends = visit.day
    visit.tx.cases.close(case.id, CaseState.RELEASED, visit.now_ms, ends)
    desk.happened(CaseHappened.RELEASED, ends.isoformat())
    desk.tell(responsible(visit.tx, case, visit.day), "released")
    day = day_name(visit.language, ends)
    visit.toasted(say(visit.language, "case.toast_released", day=day))
    _counts_anew(desk)
    desk.show()


def _counts_anew(desk: CaseDesk) -> None:
    """Whoever was away with the case may be so no longer: figures and the open question follow."""
    desk.touch()
    refresh_questions(desk.visit, [desk.case.unit_id])


_ACTS: Mapping[str, Callable[[CaseDesk, str], None]] = {
    NEGATIVE: negative,
    POSITIVE: positive,
    "done": done,
    "end": end,
    "paper": paper,
    "owner": owner,
    "convert": convert,
    "gone": gone,
    "found": found,
    "transfer": transfer,
    "release": release,
}
PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {SHOW: show, ACT: act}
