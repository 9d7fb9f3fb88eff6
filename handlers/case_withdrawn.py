"""A correction took back what a case was opened for: the case goes on and says so."""

from __future__ import annotations

from collections.abc import Iterable

from domain.alert import AlertPerson
from domain.case import CaseHappened
from handlers.visit import Visit


def say_on_cases(visit: Visit, people: Iterable[AlertPerson]) -> None:
    """Write it into the history of the open cases of these; nobody is released by it."""
    cases = visit.tx.cases
    for about in people:
        if not about.stands:
            continue
        for case in cases.of_alert_person(about.id, visit.day):
            cases.happened(
                case.id, CaseHappened.WITHDRAWN, visit.now_ms, visit.day, visit.person_id
            )
