"""Alerts (预警): who must act, who does, and what happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from domain.alert import (
    Alert,
    AlertEvent,
    AlertKind,
    AlertPerson,
    Ending,
    Happened,
    Outcome,
    Standing,
    Urgency,
    Who,
)
from domain.check_in import Finding
from domain.cluster import Ill, signs_of
from storage.alert_messages import AlertMessages
from storage.answers import finding_of
from storage.outbox import Outbox


@dataclass(frozen=True, slots=True)
class NewAlert:
    """What is known of an alert when it is raised (see domain.alert.Alert)."""

    kind: AlertKind
    day: date
    school_id: int
    unit_id: int
    urgency: Urgency
    said_ms: int
    round_id: int | None = None
    base: int = 0
    dormitory: str | None = None
    rule: str | None = None
    due_ms: int | None = None


class Alerts(AlertMessages):
    """The tables ``alert``, ``alert_person`` and ``alert_event``, and what shows them in chats."""

    def __init__(
        self, connection: sqlite3.Connection, outbox: Outbox, stir: Callable[[str], None]
    ) -> None:
        super().__init__(connection, outbox)
        self._stir = stir

    # -- reading ---------------------------------------------------------------------------------

    def sounded(self, round_id: int, chat_id: int, *, base: int, since_ms: int) -> bool:
        """Whether an alert about a round has sounded in a chat since an instant."""
        found = self._q.sounded(
            self._c, round_id=round_id, base=base, chat_id=chat_id, since_ms=since_ms
        )
        return found is not None

    def get(self, alert_id: int) -> Alert | None:
        """The alert with this id and its people."""
        row = self._q.by_id(self._c, id=alert_id)
        return None if row is None else self._whole(row)

    def of_person(self, alert_person: int) -> tuple[Alert, AlertPerson] | None:
        """The alert that somebody stands in, by the id there."""
        alert_id = self._q.alert_of(self._c, alert_person=alert_person)
        alert = None if alert_id is None else self.get(alert_id)
        about = None if alert is None else alert.person(alert_person)
        return None if alert is None or about is None else (alert, about)

    def owned_by(self, person_id: int) -> bool:
        """Whether somebody is at an alert that is not closed."""
        return self._q.owned_by(self._c, owner=person_id) is not None

    def of_round(self, round_id: int) -> list[Alert]:
        """The alerts of an answer and its corrections, in the order they were raised."""
        return [self._whole(row) for row in self._q.of_round(self._c, round_id=round_id)]

    def open_in_school(self, school_id: int) -> list[Alert]:
        """What is not closed in a school, the oldest first."""
        rows = self._q.open_in_school(self._c, school_id=school_id)
        return [self._whole(row) for row in rows]

    def under(self, unit_id: int, day: date, *, open_too: bool) -> list[Alert]:
        """The alerts of a day under a unit; ``open_too`` adds what is open from other days."""
        rows = self._q.under(self._c, unit_id=unit_id, day=day.isoformat(), open_too=int(open_too))
        return [self._whole(row) for row in rows]

    def events(self, alert_id: int) -> list[AlertEvent]:
        """The history of an alert."""
        return [
            AlertEvent(row[0], row[1], Happened(row[2]), row[3], row[4], row[5])
            for row in self._q.events(self._c, alert_id=alert_id)
        ]

    def ill(self, school_id: int, first: date, last: date) -> list[Ill]:
        """Pupils who are ill by the answers that count, each day of theirs."""
        rows = self._q.ill(
            self._c, school_id=school_id, first=first.isoformat(), last=last.isoformat()
        )
        found = []
        for (pupil_id, class_id, dormitory, day), told in groupby(rows, lambda row: tuple(row[:4])):
            signs = signs_of(finding_of(row[4:]) for row in told)
            found.append(Ill(pupil_id, class_id, dormitory, date.fromisoformat(day), signs))
        return found

    def answered_days(self, school_id: int, first: date, last: date) -> dict[int, list[date]]:
        """The days on which each class of a school has answered, in order."""
        days: dict[int, list[date]] = {}
        for unit_id, day in self._q.answered_days(
            self._c, school_id=school_id, first=first.isoformat(), last=last.isoformat()
        ):
            days.setdefault(unit_id, []).append(date.fromisoformat(day))
        return days

    def clusters_since(self, school_id: int, first: date) -> list[Alert]:
        """The clusters of a school from a day on, closed ones too."""
        ids = [row[0] for row in self._q.clusters_since(
            self._c, school_id=school_id, first=first.isoformat())]  # fmt: skip
        return [alert for alert in map(self.get, ids) if alert is not None]

    def last_told(
        self, pupil_id: int, school_id: int, first: date, last: date
    ) -> tuple[str, date, tuple[Finding, ...]] | None:
        """What was said last of a pupil who is ill: the class, the day, the findings."""
        rows = list(
            self._q.last_told(
                self._c, pupil_id=pupil_id, school_id=school_id, first=first.isoformat(),
                last=last.isoformat(),
            )
        )  # fmt: skip
        if not rows:
            return None
        newest = [row for row in rows if row["day"] == rows[0]["day"]]
        findings = tuple(finding_of(row[2:]) for row in newest)
        return rows[0]["class_name"], date.fromisoformat(rows[0]["day"]), findings

    def due(self, now_ms: int, most: int) -> list[int]:
        """Alerts whose ladder, or whose report's clock, goes on now."""
        return [row[0] for row in self._q.due(self._c, now_ms=now_ms, most=most)]

    def _whole(self, row: sqlite3.Row) -> Alert:
        people = tuple(map(_person, self._q.people(self._c, alert_id=row["id"])))
        return replace(_alert(row), people=people)

    # -- what happens ----------------------------------------------------------------------------

    def raise_(self, new: NewAlert) -> int:
        """Keep a new alert; gives its id. The next rung is told by ``set_next``."""
        alert_id: int = self._q.raise_alert(
            self._c,
            kind=new.kind.value,
            day=new.day.isoformat(),
            school_id=new.school_id,
            unit_id=new.unit_id,
            round_id=new.round_id,
            base=new.base,
            dormitory=new.dormitory,
            rule=new.rule,
            urgency=new.urgency.value,
            said_ms=new.said_ms,
            due_ms=new.due_ms,
        )
        self.happened(alert_id, Happened.RAISED, new.said_ms)
        return alert_id

    def join(self, alert_id: int, people: Iterable[Who], standing: Standing, at_ms: int) -> None:
        """These are in it too."""
        for pupil_id, person_id in people:
            unknown = max(-(pupil_id or 0), 0)
            about: int = self._q.join(
                self._c,
                alert_id=alert_id,
                pupil_id=None if unknown else pupil_id,
                person_id=person_id,
                unknown=unknown,
                standing=standing.value,
            )
            self.happened(alert_id, Happened.JOINED, at_ms, about=about)

    def stand(
        self,
        alert_id: int,
        people: Iterable[AlertPerson],
        standing: Standing,
        at_ms: int,
        by: int | None = None,
    ) -> None:
        """They stand in the answer now (said), or are taken back (withdrawn, dropped)."""
        what = Happened.CONFIRMED if standing is Standing.SAID else Happened.WITHDRAWN
        for one in people:
            self._q.stand(self._c, id=one.id, standing=standing.value)
            self.happened(alert_id, what, at_ms, by=by, about=one.id)

    def set_clock(self, alert_id: int, due_ms: int | None, warn_ms: int | None) -> None:
        """Until when it has to be reported outside, and when that is said again."""
        self._q.set_clock(self._c, id=alert_id, due_ms=due_ms, warn_ms=warn_ms)

    def set_rule(self, alert_id: int, rule: str | None) -> None:
        """By which rule it has to be reported outside."""
        self._q.set_rule(self._c, id=alert_id, rule=rule)

    def told_before(self, alert: Alert, who: Who, rule: str, since: date) -> bool:
        """Whether an alert of an earlier day, of the same school, is about somebody by a rule."""
        found = self._q.told_before(
            self._c,
            school_id=alert.school_id,
            day=alert.day.isoformat(),
            since=since.isoformat(),
            rule=rule,
            pupil_id=who[0],
            person_id=who[1],
        )
        return found is not None

    def file(self, alert_id: int, person_id: int, at_ms: int) -> bool:
        """It has been reported to CDC and bureau; False where somebody had said so before."""
        return bool(self._q.file(self._c, id=alert_id, at_ms=at_ms, by_person=person_id))

    def set_reference(self, alert_id: int, reference: str) -> None:
        """The number under which it was reported."""
        self._q.set_reference(self._c, id=alert_id, reference=reference)

    def happened(
        self,
        alert_id: int,
        what: Happened,
        at_ms: int,
        *,
        by: int | None = None,
        about: int | None = None,
        detail: str = "",
    ) -> None:
        """Write it into the history."""
        self._q.happened(
            self._c,
            alert_id=alert_id,
            at_ms=at_ms,
            what=what.value,
            by_person=by,
            about=about,
            detail=detail,
        )

    def claim(self, alert_id: int, person_id: int, at_ms: int, next_ms: int | None) -> bool:
        """[我来处理]: the first to press owns it; False where somebody does already, or it has
        ended. ``next_ms`` is when the owner is asked for the outcome.
        """
        return bool(
            self._q.claim(self._c, id=alert_id, owner=person_id, at_ms=at_ms, next_ms=next_ms)
        )

    def keep(self, alert_id: int, person_id: int, at_ms: int) -> None:
        """Whoever had it the day before goes on with it."""
        self._q.keep(self._c, id=alert_id, owner=person_id, next_ms=None)
        self.happened(alert_id, Happened.KEPT, at_ms, by=person_id)

    def take_over(self, alert_id: int, person_id: int, at_ms: int) -> None:
        """From now on it is this person's."""
        self._q.take_over(self._c, id=alert_id, owner=person_id, at_ms=at_ms)

    def release(self, alert_id: int, at_ms: int) -> None:
        """Its owner holds no duty there any more: it waits for somebody else."""
        self._q.release(self._c, id=alert_id)
        self.happened(alert_id, Happened.RELEASED, at_ms)

    def set_outcome(self, about: AlertPerson, outcome: Outcome | None) -> None:
        """What was done about somebody, None for nothing any more; what was pressed stays in the
        history.
        """
        self._q.set_outcome(self._c, id=about.id, outcome=outcome and outcome.value)

    def set_urgency(self, alert_id: int, urgency: Urgency) -> None:
        """It is as urgent as this now."""
        self._q.set_urgency(self._c, id=alert_id, urgency=urgency.value)

    def climb(self, alert_id: int, rung: int, next_ms: int | None) -> None:
        """So many rungs of the ladder are done; the next is due then."""
        self._q.climb(self._c, id=alert_id, rung=rung, next_ms=next_ms)

    def set_next(self, alert_id: int, next_ms: int | None) -> None:
        """When the ladder goes on, or the owner is reminded."""
        self._q.set_next(self._c, id=alert_id, next_ms=next_ms)

    def close(self, alert_id: int, ending: Ending, at_ms: int) -> None:
        """Nothing more is to be done; its history stays."""
        if self._q.close(self._c, id=alert_id, ending=ending.value, at_ms=at_ms):
            self.happened(alert_id, Happened.CLOSED, at_ms, detail=ending.value)

    def reopen(self, alert_id: int, at_ms: int, next_ms: int | None) -> None:
        """Something is to be done after all."""
        if self._q.reopen(self._c, id=alert_id, next_ms=next_ms):
            self.happened(alert_id, Happened.REOPENED, at_ms)

    def go_on(self, alert_id: int, at_ms: int) -> None:
        """Its owner has taken the outcome back: it is open again and still that person's."""
        if self._q.go_on(self._c, id=alert_id):
            self.happened(alert_id, Happened.REOPENED, at_ms)

    def mark_abnormal(self, school_id: int, day: date) -> None:
        """Something abnormal was said or taken back, or an alert of the day has changed."""
        self._q.mark_abnormal(self._c, school_id=school_id, day=day.isoformat())
        self._stir("day")


def _person(row: sqlite3.Row) -> AlertPerson:
    pupil_id = -row["unknown"] if row["unknown"] else row["pupil_id"]
    outcome = Outcome(row["outcome"]) if row["outcome"] else None
    return AlertPerson(row["id"], pupil_id, row["person_id"], Standing(row["standing"]), outcome)


def _alert(row: sqlite3.Row) -> Alert:
    return Alert(
        id=row["id"],
        kind=AlertKind(row["kind"]),
        day=date.fromisoformat(row["day"]),
        school_id=row["school_id"],
        unit_id=row["unit_id"],
        round_id=row["round_id"],
        base=row["base"],
        dormitory=row["dormitory"],
        rule=row["rule"],
        urgency=Urgency(row["urgency"]),
        is_open=row["state"] == "open",
        ending=Ending(row["ending"]) if row["ending"] else None,
        said_ms=row["said_ms"],
        owner=row["owner"],
        owned_ms=row["owned_ms"],
        first_owned_ms=row["first_owned_ms"],
        rung=row["rung"],
        next_ms=row["next_ms"],
        due_ms=row["due_ms"],
        warn_ms=row["warn_ms"],
        filed_ms=row["filed_ms"],
        filed_by=row["filed_by"],
        reference=row["reference"],
        closed_ms=row["closed_ms"],
        version=row["version"],
    )
