"""What a person hears on coming in: who we think it is, and what will happen on school days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time

from domain.day_plan import DayTimes
from domain.message import Message, Text, joined
from domain.roster import HEARS_ALERTS, HEARS_DIGEST, Duty, Role, UnitKind
from views.days import day_name
from views.duties import duty_lines
from views.words import say, text


def welcome(
    language: str,
    name: str,
    duties: Sequence[Duty],
    times: Mapping[int, DayTimes],
    schools: Mapping[int, str],
    coming: date | None,
) -> Message:
    """Name, duties, and what happens each school day.

    ``times`` are those of each duty's unit by id, ``schools`` the names of schools by id;
    ``coming`` is the first day of somebody whose duties all lie ahead.
    """
    parts = [text(language, "enrolment.welcome", name=name)]
    lines = [Text.of(line) for line in duty_lines(language, duties, schools)]
    parts.append(joined("\n", lines))
    if coming is not None:
        parts.append(text(language, "enrolment.duty_to_come", day=day_name(language, coming)))
    else:
        told = [Text.of(line) for line in _what_happens(language, duties, times)]
        parts += [joined("\n", told), text(language, "enrolment.more")]
    # The key that shared a phone number is not needed any more.
    return Message(joined("\n\n", parts), drop_keys=True)


def _what_happens(
    language: str, duties: Sequence[Duty], times: Mapping[int, DayTimes]
) -> Iterable[str]:
    """A sentence for each thing a school day brings, each said once."""
    said: dict[str, None] = {}

    def add(key: str, duty: Duty, units: str = "") -> None:
        clock = times[duty.unit.id]
        values = {step: at.strftime("%H:%M") for step, at in _steps(clock).items()}
        said[say(language, f"enrolment.{key}", **values, units=units)] = None

    for role, key in (
        (Role.HEAD_TEACHER, "asked_daily"),
        (Role.SUBSTITUTE, "asked_daily"),
        (Role.DEPUTY, "deputy_daily"),
    ):
        held = [duty for duty in duties if duty.role is role]
        if held:
            comma = say(language, "enrolment.comma")
            add(key, held[0], comma.join(duty.unit.name for duty in held))
    for duty in duties:
        above = duty.unit.kind.above_school
        if above or duty.role is Role.LIAISON:
            add("roll_up_daily", duty)
        elif duty.role is Role.GRADE_LEADER:
            add("leader_daily", duty)
        elif duty.unit.kind is UnitKind.SCHOOL:
            if duty.role in HEARS_DIGEST:
                add("digest_daily", duty)
            if duty.role in HEARS_ALERTS:
                add("alert_daily", duty)
    if any(duty.role is Role.ADMIN for duty in duties):
        said[say(language, "enrolment.admin_start")] = None
    return said


def _steps(times: DayTimes) -> dict[str, time]:
    return {
        "ask": times.ask,
        "chase": times.chase_2,
        "escalate": times.escalate,
        "cut_off": times.cut_off,
        "roll_up": times.roll_up,
    }
