"""A case on somebody's desk: what that person may do with it now, and the ways to show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from domain.case import (
    CaseClosed,
    CaseFile,
    CaseHappened,
    Roles,
    may_direct,
    may_follow,
    may_inspect,
    may_release,
    roles_about,
)
from domain.case_facts import CaseFacts
from domain.errors import NotYours
from domain.message import Message, Text
from domain.note import Note, Wanted
from domain.roster import Role
from domain.viewer import sees_names
from handlers.visit import Visit
from storage.case_facts import case_facts, case_number
from views.case_card import CaseReader, case_card


@dataclass(frozen=True)
class CaseDesk:
    """One case, and somebody who may follow it at this moment."""

    visit: Visit
    case: CaseFile

    @cached_property
    def roles(self) -> Roles:
        """What this person holds where the case is, as far as it counts for the case."""
        held = self.visit.roles_over(self.case.unit_id)
        return roles_about(held, staff=self.case.is_of_staff)

    @cached_property
    def reader(self) -> CaseReader:
        """What this person may do."""
        serves = any(
            member.role is Role.HEALTH_OFFICER
            and member.kind is not None
            and not member.kind.above_school
            for member in self.visit.tx.roster.members_upward(self.case.unit_id, self.visit.day)
        )
        directs = may_direct(self.roles)
        releases = directs or self.inspects
        if self.case.rule.asks_daily:
            releases = may_release(self.roles, officer_serves=serves)
        return CaseReader(may_follow(self.roles), directs, releases)

    @property
    def inspects(self) -> bool:
        """Whether it is a thing to be put right, and this person hands out such things."""
        return not self.case.rule.asks_daily and may_inspect(self.roles)

    def facts(self) -> CaseFacts:
        """The case as it stands now; without names for whoever comes from outside the school."""
        facts = case_facts(self.visit.tx, self.case, self.visit.now_ms, self.visit.zone)
        return facts if sees_names(self.roles) else facts.without_names()

    def card(self, lead: Text | None = None) -> Message:
        """The card of the case as it stands now."""
        visit = self.visit
        fresh = replace_case(self)
        return case_card(visit.language, fresh.facts(), self.reader, visit.zone, lead=lead)

    def show(self, lead: Text | None = None) -> None:
        """The card in place of what was pressed."""
        self.visit.show(self.card(lead))

    def happened(self, what: CaseHappened, detail: str = "") -> None:
        """Write it into the history, as done by this person now."""
        visit = self.visit
        visit.tx.cases.happened(
            self.case.id, what, visit.now_ms, visit.day, visit.person_id, detail
        )

    def must_direct(self) -> None:
        """Raises NotYours unless this person opens and closes cases here, CaseClosed where this one
        is closed.
        """
        if not self.reader.directs:
            raise NotYours
        self.must_go_on()

    def must_go_on(self) -> None:
        """Raises CaseClosed."""
        if not self.case.goes_on:
            raise CaseClosed(number=case_number(self.visit.tx, self.case))

    def touch(self) -> None:
        """Figures of the day have changed."""
        self.visit.tx.answers.touch(self.case.school_id, self.visit.day)

    def tell(self, people: Iterable[int], what: str) -> None:
        """Tell these people of it; whoever pressed knows already."""
        visit = self.visit
        for person_id in dict.fromkeys(people):
            chat = visit.tx.chats.of_person(person_id)
            if chat is None or person_id == visit.person_id:
                continue
            note = Note(
                kind="news",
                subject=f"case/{self.case.id}/{what}",
                chat_id=chat.id,
                say=Wanted("case_told", {"case": self.case.id, "what": what}),
                version=visit.incoming.update_id,
            )
            visit.tx.outbox.put(note, visit.now_ms)

    def heads(self) -> list[int]:
        """Health officer and principal, by person."""
        members = self.visit.tx.roster.members_upward(self.case.unit_id, self.visit.day)
        return [
            member.person.id
            for member in members
            if member.role in (Role.HEALTH_OFFICER, Role.PRINCIPAL)
            and member.kind is not None
            and not member.kind.above_school
        ]


def case_desk(visit: Visit, case_id: int) -> CaseDesk:
    """The case, for whoever may follow it now, or inspects the thing it is about.

    One that is not there is nobody's: NotYours.
    """
    case = visit.tx.cases.get(case_id, visit.day)
    desk = None if case is None else CaseDesk(visit, case)
    if desk is None or not (desk.reader.follows or desk.inspects):
        raise NotYours
    return desk


def replace_case(desk: CaseDesk) -> CaseDesk:
    """The same desk with the case as it stands now."""
    case = desk.visit.tx.cases.get(desk.case.id, desk.visit.day)
    assert case is not None, "cases are never deleted here"  # noqa: S101
    return replace(desk, case=case)
