"""Reads what a question says about its class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from domain.calendar import Period
from domain.class_day import ClassDay
from domain.mode import Mode
from domain.open_pupil import OpenPupil, openness_of, worth_asking
from domain.roster import FILES_FOR_CLASS, Role
from domain.school_calendar import ReturnDay
from domain.unit_settings import UnitSettings
from storage.rounds import Round
from storage.transaction import Transaction


def open_pupils(tx: Transaction, round_: Round) -> tuple[OpenPupil, ...]:
    """Pupils whom the class's last answer before this round left unwell, missing or unclear, and
    those whose leave has ended since.

    Nobody is open once the round is answered: that answer has spoken for them.
    """
    if round_.revision:
        return ()
    class_id, day = round_.unit.id, round_.day
    last = tx.rounds.last_before(class_id, day)
    found: dict[int, OpenPupil] = {}
    if last is not None:
        said = tx.answers.open_pupils(last[0], last[1], day)
        ended = tx.leaves.ended(class_id, last[2], day)
        found = {one.pupil_id: one for one in (*ended, *said)}
    for one in _of_newcomers(tx, class_id, date.min if last is None else last[2], day):
        found.setdefault(one.pupil_id, one)
    return worth_asking(found.values(), at_home=round_.mode.at_home)


def _of_newcomers(
    tx: Transaction, class_id: int, last_answered: date, day: date
) -> Iterator[OpenPupil]:
    """What the class they came from left open about pupils who are new in this one."""
    for pupil_id, former in tx.answers.newcomers(class_id, last_answered, day).items():
        last, pupil = tx.rounds.last_before(former, day), tx.roster.pupil(pupil_id)
        if last is None or pupil is None:
            continue
        findings = tx.answers.findings_of_pupil(last[0], last[1], pupil_id)
        openness = openness_of(findings, day)
        if openness is not None:
            yield OpenPupil(pupil_id, pupil.number, pupil.name, tuple(findings), openness)


def _followed(tx: Transaction, round_: Round) -> Iterator[OpenPupil]:
    """The open pupils, each with the first day of it."""
    for one in open_pupils(tx, round_):
        first = tx.answers.since(one.pupil_id, round_.day)
        yield replace(one, since=first, name=tx.roster.pupil_name(one.pupil_id))


def class_day(tx: Transaction, round_: Round) -> ClassDay:
    """The class of a round on its day."""
    count = tx.roster.head_count(round_.unit.id, round_.day)
    returns, log_days = _returns(tx, round_)
    return ClassDay(
        round_id=round_.id,
        revision=round_.revision,
        class_name=round_.unit.name,
        day=round_.day,
        cut_off_ms=round_.cut_off_ms,
        enrolled=count.enrolled,
        isolated=count.isolated,
        on_leave=count.on_leave,
        sick=count.sick,
        leaving=count.leaving,
        open_pupils=tuple(_followed(tx, round_)),
        mode=round_.mode,
        returns=returns,
        log_days=log_days,
    )


def _returns(tx: Transaction, round_: Round) -> tuple[ReturnDay | None, int]:
    """The return day whose log this round belongs to, and how long the log is."""
    if round_.mode is not Mode.PRE_RETURN:
        return None, 0
    rules = UnitSettings.resolve(tx.settings.chain(round_.unit.id)).calendar_rules
    calendar = tx.calendar.of_unit(round_.unit.id, Period(round_.day, round_.day), rules)
    return calendar.returning_after(round_.day), rules.log_days


def stands_in_for(tx: Transaction, round_: Round, person_id: int | None) -> str | None:
    """The name of whom this person answers for: a substitute, or somebody from above the class.

    None for the class's own head teacher and deputy, and where nobody else is there to answer.
    """
    members = tx.roster.members(round_.unit.id, round_.day)
    own = {m.role for m in members if m.person.id == person_id and m.role in FILES_FOR_CLASS}
    if own and Role.SUBSTITUTE not in own:
        return None
    heads = [m.person for m in members if m.role is Role.HEAD_TEACHER]
    others = heads or [m.person for m in tx.roster.reporters(round_.unit.id, round_.day)]
    return next((one.name for one in others if one.id != person_id), None)


def stands_in_until(tx: Transaction, round_: Round, person_id: int | None) -> date | None:
    """The last day on which this person stands in for the class; None for whoever does not."""
    standing = tx.roster_days.substitutes(round_.unit.id, round_.day)
    mine = [one.period for one in standing if one.person_id == person_id]
    return next((period.last for period in mine if round_.day in period), None)


def has_handed_on(tx: Transaction, round_: Round, person_id: int) -> bool:
    """Whether this head teacher has handed the class over for the day, so is not asked for it."""
    members = tx.roster.members(round_.unit.id, round_.day)
    own = {member.role for member in members if member.person.id == person_id}
    handed_over = any(member.role is Role.SUBSTITUTE for member in members)
    return handed_over and Role.HEAD_TEACHER in own and Role.SUBSTITUTE not in own
