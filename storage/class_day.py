"""Reads what a question says about its class."""

from __future__ import annotations

from domain.class_day import ClassDay, OpenPupil
from storage.rounds import Round
from storage.transaction import Transaction


def open_pupils(tx: Transaction, round_: Round) -> tuple[OpenPupil, ...]:
    """Pupils whom the class's last answer before this round left unwell or missing."""
    last = tx.rounds.last_before(round_.unit.id, round_.day)
    if last is None or not last[1]:
        return ()
    return tuple(tx.answers.open_pupils(last[0], last[1], round_.day))


def class_day(tx: Transaction, round_: Round) -> ClassDay:
    """The class of a round on its day."""
    count = tx.roster.head_count(round_.unit.id, round_.day)
    return ClassDay(
        round_id=round_.id,
        revision=round_.revision,
        class_name=round_.unit.name,
        day=round_.day,
        cut_off_ms=round_.cut_off_ms,
        enrolled=count.enrolled,
        isolated=count.isolated,
        on_leave=count.on_leave,
        open_pupils=open_pupils(tx, round_),
    )
