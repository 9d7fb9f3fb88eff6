"""Answers (回复): what was said for a round; revisions are only ever added."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.check_in import Absence, CheckIn, Finding, FindingKind, Symptom, Where
from domain.class_figures import ClassFigures
from domain.mode import Mode
from domain.open_pupil import OpenPupil, openness_of
from storage.named import queries
from storage.rounds import Round


@dataclass(frozen=True, slots=True)
class Answer:
    """One revision of an answer. ``for_person`` is whom ``by_person`` answered for, if another;
    ``mode`` is how the class was asked.
    """

    revision: int
    check_in: CheckIn
    by_person: int
    for_person: int | None
    at_ms: int
    time_uncertain: bool
    figures: ClassFigures
    mode: Mode = Mode.TERM


class Answers:
    """The tables ``answer`` and ``finding``."""

    def __init__(self, connection: sqlite3.Connection, stir: Callable[[str], None]) -> None:
        self._c = connection
        self._stir = stir
        self._q = queries("answers")
        self._rounds = queries("rounds")

    def record(
        self,
        round_: Round,
        check_in: CheckIn,
        figures: ClassFigures,
        findings: Sequence[Finding],
        *,
        by: int,
        for_: int | None,
        at_ms: int,
        recorded_ms: int,
        late: bool,
        time_uncertain: bool = False,
    ) -> int:
        """Add the next revision and point the round at it; gives its number.

        The school is marked, so that the tick looks at what follows.
        """
        revision = round_.revision + 1
        self._q.record(
            self._c,
            round_id=round_.id,
            revision=revision,
            body=check_in.model_dump_json(exclude_defaults=True),
            by_person=by,
            for_person=for_,
            at_ms=at_ms,
            recorded_ms=recorded_ms,
            time_uncertain=int(time_uncertain),
            enrolled=figures.enrolled,
            present=figures.present,
            sick=figures.sick,
            personal=figures.personal,
            other=figures.other,
            fever=figures.fever,
            symptoms=figures.symptoms,
            travel=figures.travel,
            unmeasured=figures.unmeasured,
            zero=int(figures.zero),
            mode=round_.mode.value,
            not_learning=figures.not_learning,
            lives_in=figures.lives_in,
            isolated=figures.isolated,
        )
        for finding in findings:
            self._add(round_.id, revision, finding)
        self._rounds.answered(self._c, id=round_.id, revision=revision, at_ms=at_ms, late=int(late))
        self.touch(round_.school_id, round_.day)
        return revision

    def touch(self, school_id: int, day: date) -> None:
        """Mark a school: something was said that the tick has to look at."""
        self._q.touch(self._c, school_id=school_id, day=day.isoformat())
        self._stir("day")

    def get(self, round_id: int, revision: int) -> Answer | None:
        """One revision of a round's answer."""
        row = self._q.get(self._c, round_id=round_id, revision=revision)
        return None if row is None else _answer(row)

    def latest(self, round_: Round) -> Answer | None:
        """The answer that counts, None while outstanding."""
        return self.get(round_.id, round_.revision) if round_.revision else None

    def findings(self, round_id: int, revision: int) -> list[Finding]:
        """What was abnormal in a revision."""
        rows = self._q.findings(self._c, round_id=round_id, revision=revision)
        return [finding_of(row) for row in rows]

    def open_pupils(self, round_id: int, revision: int, day: date) -> list[OpenPupil]:
        """What an earlier answer leaves open on ``day`` about pupils who are no known absence."""
        rows = self._q.open_pupils(
            self._c, round_id=round_id, revision=revision, day=day.isoformat()
        )
        found: dict[int, tuple[str, str, list[Finding]]] = {}
        for row in rows:
            whose = found.setdefault(row["id"], (row["number"], row["name"], []))
            whose[2].append(finding_of(row[3:]))
        return [
            OpenPupil(pupil_id, number, name, tuple(findings), openness)
            for pupil_id, (number, name, findings) in found.items()
            if (openness := openness_of(findings, day)) is not None
        ]

    def newcomers(self, class_id: int, last_answered: date, day: date) -> dict[int, int]:
        """Pupils who have come since a class last answered, and the class each came from."""
        rows = self._q.newcomers(
            self._c, class_id=class_id, last_day=last_answered.isoformat(), day=day.isoformat()
        )
        return dict(list(rows))

    def findings_of_pupil(self, round_id: int, revision: int, pupil_id: int) -> list[Finding]:
        """What a revision found about one pupil."""
        rows = self._q.findings_of_pupil(
            self._c, round_id=round_id, revision=revision, pupil_id=pupil_id
        )
        return [finding_of(row) for row in rows]

    def since(self, pupil_id: int, day: date) -> date | None:
        """The first day of an illness or absence that had not ended before ``day``, in whatever
        class the pupil was.
        """
        first = self._q.since(self._c, pupil_id=pupil_id, day=day.isoformat())
        return None if first is None else date.fromisoformat(first)

    def _add(self, round_id: int, revision: int, finding: Finding) -> None:
        self._q.add_finding(
            self._c,
            round_id=round_id,
            revision=revision,
            pupil_id=finding.pupil_id,
            person_id=finding.person_id,
            kind=finding.kind.value,
            temperature=finding.temperature,
            symptom=finding.symptom and finding.symptom.value,
            absence=finding.absence and finding.absence.value,
            whereabouts=finding.where and finding.where.value,
            place=finding.place,
            first_day=finding.first and finding.first.isoformat(),
            last_day=finding.last and finding.last.isoformat(),
            remark=finding.remark,
        )


def _answer(row: sqlite3.Row) -> Answer:
    figures = ClassFigures(
        enrolled=row["enrolled"],
        present=row["present"],
        sick=row["sick"],
        personal=row["personal"],
        other=row["other"],
        fever=row["fever"],
        symptoms=row["symptoms"],
        travel=row["travel"],
        unmeasured=row["unmeasured"],
        not_learning=row["not_learning"],
        lives_in=row["lives_in"],
        isolated=row["isolated"],
        zero=bool(row["zero"]),
    )
    return Answer(
        row["revision"],
        CheckIn.model_validate_json(row["body"]),
        row["by_person"],
        row["for_person"],
        row["at_ms"],
        bool(row["time_uncertain"]),
        figures,
        Mode(row["mode"]),
    )


_KINDS = {one.value: one for one in FindingKind}
_SYMPTOMS = {one.value: one for one in Symptom}
_ABSENCES = {one.value: one for one in Absence}
_WHERE = {one.value: one for one in Where}


def finding_of(row: Sequence[Any]) -> Finding:
    """A finding of its columns, in the order of the table.

    A city's report reads thousands: looked up here, an enum takes a tenth of the time.
    """
    kind, pupil, person, temperature, symptom, absence, where, place, first, last, remark = row
    return Finding(
        _KINDS[kind],
        pupil,
        person,
        temperature,
        symptom and _SYMPTOMS[symptom],
        absence and _ABSENCES[absence],
        where and _WHERE[where],
        place,
        first and date.fromisoformat(first),
        last and date.fromisoformat(last),
        remark,
    )
