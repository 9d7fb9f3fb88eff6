"""Cases (个案): who is followed, what was said day by day, and the absence a case stands for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import Period
from domain.case import CaseEvent, CaseFile, CaseHappened, CaseState, VisitSaid
from domain.case_rules import RULES, CaseRule
from storage.named import queries

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewCase:
    """What is known of a case when it is opened (see domain.case.CaseFile)."""

    school_id: int
    unit_id: int
    rule: CaseRule
    anchor: date
    first: date
    last: date | None
    opened_ms: int
    opened_by: int | None
    opened_day: date
    asked_from: date
    pupil_id: int | None = None
    person_id: int | None = None
    subject: str = ""
    owner: int | None = None
    source_case: int | None = None
    alert_person: int | None = None
    away_from: date | None = None


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """Cases of some days under a unit. ``ended`` are those transferred or converted."""

    opened: int
    released: int
    ended: int
    open: int


@dataclass(frozen=True, slots=True)
class Isolated:
    """Somebody whom the roster has in isolation and who has no case."""

    pupil_id: int | None
    person_id: int | None
    first: date
    last: date


class Cases:
    """The tables ``case_file`` and ``case_event``, and the rows of ``absence`` that are a case's.

    ``figures`` is what a report says of a unit's cases: opened, released and open, by day or range.
    """

    def __init__(self, connection: sqlite3.Connection, stir: Callable[[str], None]) -> None:
        self._c = connection
        self._stir = stir
        self._q = queries("cases")

    # -- reading ---------------------------------------------------------------------------------

    def get(self, case_id: int, day: date) -> CaseFile | None:
        """The case with this id as it stands on a day."""
        row = self._q.by_id(
            self._c, id=case_id, day=day.isoformat(), day_before=(day - _DAY).isoformat()
        )
        return None if row is None else _case(row)

    def numbered(self, school_id: int, number: int) -> int | None:
        """The case of a school with this number."""
        case_id: int | None = self._q.numbered(self._c, school_id=school_id, number=number)
        return case_id

    def open_in_school(self, school_id: int, day: date) -> list[CaseFile]:
        """What goes on in a school, the oldest first."""
        return self._all(self._q.open_in_school(self._c, school_id=school_id), day)

    def ending_in_school(self, school_id: int, ends: date) -> list[CaseFile]:
        """Closed cases that are no longer open from a day on."""
        rows = self._q.ending_in_school(self._c, school_id=school_id, day=ends.isoformat())
        return self._all(rows, ends)

    def open_of(self, pupil_id: int | None, person_id: int | None, day: date) -> CaseFile | None:
        """The open case of a pupil or a member of staff."""
        if pupil_id is not None:
            case_id = self._q.open_of_pupil(self._c, pupil_id=pupil_id)
        else:
            case_id = self._q.open_of_person(self._c, person_id=person_id)
        return None if case_id is None else self.get(case_id, day)

    def of_alert_person(self, alert_person: int, day: date) -> list[CaseFile]:
        """The open cases that were opened for somebody of an alert."""
        return self._all(self._q.of_alert_person(self._c, alert_person=alert_person), day)

    def classes_of(self, pupil_id: int, day: date) -> list[tuple[int, int]]:
        """``(class, school)`` of a pupil on a day."""
        rows = self._q.classes_of(self._c, pupil_id=pupil_id, day=day.isoformat())
        return [(class_id, school_id) for class_id, school_id in rows]

    def schools_below(self, unit_id: int) -> list[tuple[int, str, str]]:
        """``(id, code, name)`` of the schools under a unit that have open cases."""
        rows = self._q.schools_below(self._c, unit_id=unit_id)
        return [(school_id, code, name) for school_id, code, name, _ in rows]

    def events(self, case_id: int) -> list[CaseEvent]:
        """The history of a case."""
        return [
            CaseEvent(
                row["id"],
                row["case_id"],
                row["at_ms"],
                date.fromisoformat(row["day"]),
                CaseHappened(row["what"]),
                row["by_person"],
                row["detail"],
            )
            for row in self._q.events(self._c, case_id=case_id)
        ]

    def isolated_without(self, school_id: int, day: date) -> list[Isolated]:
        """Who is in isolation by the roster and has no case yet."""
        rows = self._q.isolated_without(self._c, school_id=school_id, day=day.isoformat())
        return [
            Isolated(pupil_id, person_id, date.fromisoformat(first), date.fromisoformat(last))
            for pupil_id, person_id, first, last in rows
        ]

    def figures(self, unit_id: int, period: Period) -> CaseFigures:
        """Cases under a unit: opened and released in these days, and open on the last of them."""
        row = self._q.figures(
            self._c,
            unit_id=unit_id,
            first=period.first.isoformat(),
            last=period.last.isoformat(),
        )
        return CaseFigures(*row)

    def _all(self, rows: list[tuple[int]], day: date) -> list[CaseFile]:
        found = (self.get(row[0], day) for row in list(rows))
        return [case for case in found if case is not None]

    # -- the tick --------------------------------------------------------------------------------

    def due_schools(self, now_ms: int, most: int) -> list[int]:
        """Schools in which a case waits for its next step now."""
        return [row[0] for row in self._q.due_schools(self._c, now_ms=now_ms, most=most)]

    def due_in_school(self, school_id: int, now_ms: int, day: date) -> list[CaseFile]:
        """The cases of a school that wait for their next step now."""
        rows = self._q.due_in_school(self._c, school_id=school_id, now_ms=now_ms)
        return self._all(rows, day)

    def set_next(self, case_id: int, next_ms: int | None) -> None:
        """When the tick looks at it again, None for never."""
        self._q.set_next(self._c, id=case_id, next_ms=next_ms)

    def was_asked(self, case_id: int, day: date) -> bool:
        """Whether somebody was asked about it for a day."""
        return bool(self._q.was_asked(self._c, case_id=case_id, day=day.isoformat()))

    # -- what happens ----------------------------------------------------------------------------

    def open(self, new: NewCase) -> int | None:
        """Keep a new case; gives its id, or None where the person has an open one already.

        One that takes somebody away is a known absence from then on, and takes the roster's over.
        """
        case_id: int | None = self._q.open_case(
            self._c,
            school_id=new.school_id,
            unit_id=new.unit_id,
            number=self._q.next_number(self._c, school_id=new.school_id),
            rule=new.rule.key,
            pupil_id=new.pupil_id,
            person_id=new.person_id,
            subject=new.subject,
            anchor_day=new.anchor.isoformat(),
            first_day=new.first.isoformat(),
            last_day=None if new.last is None else new.last.isoformat(),
            owner=new.owner,
            opened_ms=new.opened_ms,
            opened_by=new.opened_by,
            opened_day=new.opened_day.isoformat(),
            asked_from=new.asked_from.isoformat(),
            source_case=new.source_case,
            alert_person=new.alert_person,
            next_ms=new.opened_ms,
        )
        if case_id is None:
            return None
        self.happened(case_id, CaseHappened.OPENED, new.opened_ms, new.opened_day, new.opened_by)
        if new.rule.away is not None:
            self._be_away(case_id, new)
        self._stir("day")
        return case_id

    def _be_away(self, case_id: int, new: NewCase) -> None:
        assert new.rule.away is not None  # noqa: S101
        from_day = new.away_from or new.opened_day
        self._q.take_in(
            self._c,
            case_id=case_id,
            pupil_id=new.pupil_id,
            person_id=new.person_id,
            from_day=from_day.isoformat(),
            day_before=(from_day - _DAY).isoformat(),
        )
        self._q.be_away(
            self._c,
            case_id=case_id,
            pupil_id=new.pupil_id,
            person_id=new.person_id,
            kind=new.rule.away.value,
            from_day=from_day.isoformat(),
        )

    def happened(
        self,
        case_id: int,
        what: CaseHappened,
        at_ms: int,
        day: date,
        by: int | None = None,
        detail: str = "",
    ) -> None:
        """Write it into the history; ``day`` is the day it is about."""
        self._q.happened(
            self._c,
            case_id=case_id,
            at_ms=at_ms,
            day=day.isoformat(),
            what=what.value,
            by_person=by,
            detail=detail,
        )

    def visit(self, case_id: int, said: VisitSaid, day: date, at_ms: int, by: int) -> None:
        """Keep what was said of somebody for a day."""
        self.happened(case_id, CaseHappened.VISIT, at_ms, day, by, said.to_detail())

    def set_last(self, case_id: int, last: date) -> None:
        """It ends with this day."""
        self._q.set_last(self._c, id=case_id, last_day=last.isoformat())

    def set_owner(self, case_id: int, owner: int | None) -> None:
        """Who is responsible from now on; None is whoever reports for the class."""
        self._q.set_owner(self._c, id=case_id, owner=owner)

    def set_state(self, case_id: int, state: CaseState) -> None:
        """Open, or lost."""
        self._q.set_state(self._c, id=case_id, state=state.value)

    def close(self, case_id: int, state: CaseState, at_ms: int, ends: date) -> bool:
        """It is no longer open from a day on; False where somebody has closed it before."""
        closed = self._q.close(
            self._c, id=case_id, state=state.value, closed_ms=at_ms, ends_day=ends.isoformat()
        )
        if closed:
            until = (ends - _DAY).isoformat()
            self._q.be_back(self._c, case_id=case_id, until_day=until)
        return bool(closed)


def _case(row: sqlite3.Row) -> CaseFile:
    return CaseFile(
        id=row["id"],
        school_id=row["school_id"],
        unit_id=row["unit_id"],
        number=row["number"],
        rule=RULES[row["rule"]],
        pupil_id=row["pupil_id"],
        person_id=row["person_id"],
        subject=row["subject"],
        anchor=date.fromisoformat(row["anchor_day"]),
        first=date.fromisoformat(row["first_day"]),
        last=date.fromisoformat(row["last_day"]) if row["last_day"] else None,
        owner=row["owner"],
        state=CaseState(row["state"]),
        opened_ms=row["opened_ms"],
        opened_by=row["opened_by"],
        opened_day=date.fromisoformat(row["opened_day"]),
        asked_from=date.fromisoformat(row["asked_from"]),
        ends=date.fromisoformat(row["ends_day"]) if row["ends_day"] else None,
        source_case=row["source_case"],
        alert_person=row["alert_person"],
        visited=bool(row["visited"]),
        visited_before=bool(row["visited_before"]),
    )
