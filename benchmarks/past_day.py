"""A past school day of a city: what each class said, as it stands in the tables."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import structs

from domain.check_in import Absence, CheckIn, Entry, Symptom, Travel, Where, findings_of
from domain.class_figures import ClassFigures, figures_of
from domain.day_plan import DayTimes, instant_ms, steps_of
from domain.roster import Pupil

if TYPE_CHECKING:
    from benchmarks.city import City

ZONE = ZoneInfo("Asia/Shanghai")
THRESHOLD = 3730
ABNORMAL = 0.3
"""The share of classes that have something to say about somebody."""

UNWELL = (
    Entry(temperature=3820, said="38.2", where=Where.HOME),
    Entry(symptoms=(Symptom.COUGH,), where=Where.SCHOOL),
    Entry(absence=Absence.SICK),
)
NOT_UNWELL = (
    Entry(absence=Absence.PERSONAL),
    Entry(absence=Absence.PERSONAL),
    Entry(absence=Absence.PERSONAL),
    Entry(travel=Travel(place="云南瑞丽", first=date(2026, 11, 20), last=date(2026, 11, 21))),
)


def write_past_day(
    c: sqlite3.Connection, city: City, number: int, day: date, *, nobody_left_unwell: bool = False
) -> None:
    """The ``number``-th day of the city: its plans, and a round and an answer of each class.

    After a day with ``nobody_left_unwell`` one press answers every class.
    """
    first_round = number * city.classes + 1
    cut_off_ms, lock_ms = (
        instant_ms(day, at, ZONE) for at in (DayTimes().cut_off, DayTimes().lock)
    )
    _write_steps(c, day)
    c.executemany(
        "INSERT INTO round (id, day, unit_id, school_id, cut_off_ms, lock_ms, fever_threshold,"
        " state) VALUES (?, ?, ?, ?, ?, ?, 3730, 'locked')",
        (
            (first_round + place, day.isoformat(), *city.place(place), cut_off_ms, lock_ms)
            for place in range(city.classes)
        ),
    )
    rounds = [(first_round + place, place) for place in range(city.classes)]
    kinds = NOT_UNWELL if nobody_left_unwell else UNWELL * 2 + NOT_UNWELL
    write_answers(c, city, day, rounds, kinds)


def write_answers(
    c: sqlite3.Connection,
    city: City,
    day: date,
    rounds: Sequence[tuple[int, int]],
    kinds: Sequence[Entry] = UNWELL * 2 + NOT_UNWELL,
) -> None:
    """An answer for each of the rounds, ``(id, number of the class)``, in the half hour after the
    question; in three of ten there is something to say, of the ``kinds``.
    """
    chance = random.Random(f"{city.seed}/{day}")  # noqa: S311 - the same from the same numbers
    asked_ms = instant_ms(day, DayTimes().ask, ZONE)
    said = [
        (
            round_id,
            place,
            asked_ms + int(chance.random() * 1_800_000),
            _said(chance, city, place, kinds),
        )
        for round_id, place in rounds
    ]
    c.executemany(
        "UPDATE round SET revision = 1, first_at_ms = ?2 WHERE id = ?1",
        ((round_id, at_ms) for round_id, _, at_ms, _ in said),
    )
    figures = ClassFigures.__struct_fields__
    places = ", ".join("?" * len(figures))
    c.executemany(
        "INSERT INTO answer (round_id, revision, body, by_person, at_ms, recorded_ms,"  # noqa: S608 - our own columns
        f" {', '.join(figures)}) VALUES (?, 1, ?, ?, ?, ?, {places})",
        (
            (round_id, body, place + 1, at_ms, at_ms, *counted)
            for round_id, place, at_ms, (body, counted, _) in said
        ),
    )
    c.executemany(
        "INSERT INTO finding (round_id, revision, pupil_id, kind, temperature, symptom, absence,"
        " whereabouts, place, first_day, last_day) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((round_id, *row) for round_id, _, _, (_, _, findings) in said for row in findings),
    )


def _soon(chance: random.Random) -> int:
    """Milliseconds until a teacher answers: within half an hour."""
    return int(chance.random() * 1_800_000)


Said = tuple[str, tuple[int, ...], list[tuple[object, ...]]]


def _said(chance: random.Random, city: City, place: int, kinds: Sequence[Entry]) -> Said:
    """The body, the figures and the findings of one class's answer, as rows."""
    if chance.random() >= ABNORMAL:
        return "{}", _figures((), city.pupils), []
    seats = sorted({int(chance.random() * city.pupils) for _ in range(chance.choice((1, 1, 2)))})
    entries = tuple(chance.choice(kinds) for _ in seats)
    pupils = [place * city.pupils + seat for seat in seats]
    body = ",".join(f'"{one}":{_json(entry)}' for one, entry in zip(pupils, entries, strict=True))
    rows = [
        (pupil_id, *row)
        for pupil_id, entry in zip(pupils, entries, strict=True)
        for row in _findings(entry)
    ]
    return f'{{"pupils":{{{body}}}}}', _figures(entries, city.pupils), rows


@cache
def _json(entry: Entry) -> str:
    return entry.model_dump_json(exclude_defaults=True)


@cache
def _figures(entries: tuple[Entry, ...], pupils: int) -> tuple[int, ...]:
    roll = [Pupil(pupil_id, "", "") for pupil_id in range(pupils)]
    said = CheckIn(pupils=dict(enumerate(entries)))
    return tuple(int(n) for n in structs.astuple(figures_of(said, roll, THRESHOLD)))


@cache
def _findings(entry: Entry) -> tuple[tuple[object, ...], ...]:
    return tuple(
        (
            one.kind.value,
            one.temperature,
            one.symptom and one.symptom.value,
            one.absence and one.absence.value,
            one.where and one.where.value,
            one.place,
            one.first and one.first.isoformat(),
            one.last and one.last.isoformat(),
        )
        for one in findings_of(CheckIn(pupils={1: entry}), THRESHOLD)
    )


def _write_steps(c: sqlite3.Connection, day: date) -> None:
    units = c.execute(
        "SELECT id, kind = 'school' FROM unit WHERE kind IN ('city', 'district', 'school')"
    ).fetchall()
    c.executemany(
        "INSERT INTO day_plan (unit_id, day, school_day, year_known) VALUES (?, ?, 1, 1)",
        ((unit_id, day.isoformat()) for unit_id, _ in units),
    )
    c.executemany(
        "INSERT INTO day_step (unit_id, day, step, due_ms, state, done_ms)"
        " VALUES (?1, ?2, ?3, ?4, 'done', ?4)",
        (
            (unit_id, day.isoformat(), step.kind.value, step.due_ms)
            for unit_id, is_school in units
            for step in steps_of(day, DayTimes(), ZONE, above_school=not is_school)
        ),
    )
