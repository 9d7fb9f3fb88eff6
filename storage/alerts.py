"""Alerts (预警): who must act, who does, and what happened; and the messages that show them."""

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
from domain.note import Edit, Note, Wanted
from storage.answers import finding_of
from storage.named import queries
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


class Alerts:
    """The tables ``alert``, ``alert_person`` and ``alert_event``."""

    def __init__(
        self, connection: sqlite3.Connection, outbox: Outbox, stir: Callable[[str], None]
    ) -> None:
        self._c = connection
        self._outbox = outbox
        self._stir = stir
        self._q = queries("alerts")

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

    def set_outcome(self, about: AlertPerson, outcome: Outcome) -> None:
        """What was done about somebody; an earlier outcome stays in the history."""
        self._q.set_outcome(self._c, id=about.id, outcome=outcome.value)

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

    # -- the messages that show it ---------------------------------------------------------------

    def tell(
        self,
        alert_id: int,
        chats: Iterable[int],
        at_ms: int,
        *,
        not_before_ms: int = 0,
        lead: str = "",
        silent: bool = False,
    ) -> None:
        """Say it to these chats as a new message each. ``lead`` is a key of the section ``alert``
        that is said above it. Whatever said it there before points down to the new one, and is not
        said any more where it never was.
        """
        version: int = self._q.bump(self._c, id=alert_id)
        older = self._copies(alert_id)
        about: dict[str, object] = {"alert": alert_id}
        if lead:
            about["lead"] = lead
        if silent:
            about["silent"] = True
        for chat_id in chats:
            note = Note(
                kind="alert",
                subject=str(alert_id),
                chat_id=chat_id,
                say=Wanted("alert", about),
                version=version,
                not_before_ms=not_before_ms,
            )
            self._outbox.put(note, at_ms)
            for copy in older.get(chat_id, ()):
                if not self._q.outdate_copy(self._c, id=copy["id"]) and not_before_ms <= at_ms:
                    self._change(alert_id, copy, version, at_ms, older=True)

    def _copies(self, alert_id: int) -> dict[int, list[sqlite3.Row]]:
        """The messages that show it, by chat, the oldest first."""
        found: dict[int, list[sqlite3.Row]] = {}
        for row in list(self._q.copies(self._c, subject=str(alert_id))):
            found.setdefault(row["chat_id"], []).append(row)
        return found

    def change(self, alert_id: int, at_ms: int) -> set[int]:
        """The newest message of it in each chat says what holds now; gives the chats that have one.

        What still waits to be sent says the newest by itself; where it waits for the morning, the
        one before it is the newest until then.
        """
        version: int = self._q.bump(self._c, id=alert_id)
        copies = self._copies(alert_id)
        for of_chat in copies.values():
            there = [one for one in of_chat if one["not_before_ms"] <= at_ms]
            for copy in there[:-1]:
                if not copy["points_down"]:
                    self._change(alert_id, copy, version, at_ms, older=True)
            if there and there[-1]["state"] != "pending":
                self._change(alert_id, there[-1], version, at_ms)
        return set(copies)

    def _change(
        self, alert_id: int, copy: sqlite3.Row, version: int, at_ms: int, *, older: bool = False
    ) -> None:
        """One message says what holds now, or that a newer one stands below it."""
        about: dict[str, object] = {"alert": alert_id}
        note = Note(
            kind="alert",
            subject=f"{alert_id}/edit/{copy['id']}",
            chat_id=copy["chat_id"],
            say=Wanted("alert", about | {"older": True} if older else about),
            version=version,
            edit=Edit(note_id=copy["id"]),
        )
        self._outbox.put(note, at_ms)

    def tell_waiting(
        self, school_id: int, chat_id: int, at_ms: int, *, aloud_again_ms: int, urgent: bool
    ) -> None:
        """Say which alerts of a school nobody has taken over. Several that come soon after one
        another are one message, which is changed in place; what is urgent always makes a sound.
        """
        subject = f"waiting/{school_id}"
        last = self._q.newest_copy(self._c, subject=subject, chat_id=chat_id)
        recent = last is not None and at_ms - last["created_ms"] < aloud_again_ms
        if last is not None and last["state"] == "pending":
            return
        edit = Edit(note_id=last["id"]) if last is not None and recent and not urgent else None
        self._outbox.put(self._waiting(school_id, chat_id, edit), at_ms)

    def change_waiting(self, school_id: int, at_ms: int) -> None:
        """The newest of these messages in each chat says what holds now."""
        for row in list(self._q.newest_copies(self._c, subject=f"waiting/{school_id}")):
            if row["state"] != "pending":
                note = self._waiting(school_id, row["chat_id"], Edit(note_id=row["id"]))
                self._outbox.put(note, at_ms)

    def _waiting(self, school_id: int, chat_id: int, edit: Edit | None) -> Note:
        subject = f"waiting/{school_id}"
        return Note(
            kind="alert",
            subject=subject if edit is None else f"{subject}/edit/{edit.note_id}",
            chat_id=chat_id,
            say=Wanted("alerts_waiting", {"school": school_id}),
            # The history grows with everything that happens to any alert.
            version=self._q.last_event(self._c),
            edit=edit,
        )


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
