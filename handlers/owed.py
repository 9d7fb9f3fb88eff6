"""What a person owes: the rounds of the day, and which of them some words are about."""

from __future__ import annotations

from collections.abc import Sequence

from domain.incoming import Words
from domain.roster import FILES_FOR_CLASS, UnitKind
from domain.spelling import named_first
from handlers.visit import Visit
from storage.drafts import Draft
from storage.rounds import Round


def mine(visit: Visit) -> list[Round]:
    """The rounds of the day that this person answers by a duty on the class itself; those the
    person is asked for go before those of a deputy.
    """
    tx, found = visit.tx, []
    for duty in tx.roster.duties_of(visit.person_id, visit.day):
        if duty.unit.kind is not UnitKind.CLASS or duty.role not in FILES_FOR_CLASS:
            continue
        round_ = tx.rounds.of_class(duty.unit.id, visit.day)
        if round_ is None or round_.state == "not_required":
            continue
        asked_ids = {m.person.id for m in tx.roster.reporters(duty.unit.id, visit.day)}
        found.append((visit.person_id not in asked_ids, round_.unit.id, round_))
    is_asked = [entry for entry in found if not entry[0]]
    chosen = {entry[1]: entry[2] for entry in (is_asked or found)}
    return list(chosen.values())


def meant(visit: Visit, rounds: Sequence[Round]) -> list[Round]:
    """The classes that words without a name may mean: those outstanding, with the one opened on
    behalf of another (代报) last; else the ones answered. A reopened day in hand may be meant as
    well as today.
    """
    outstanding = [round_ for round_ in rounds if not round_.revision]
    draft = newest_draft(visit)
    opened = None if draft is None else visit.tx.rounds.get(draft.round_id)
    if opened is None or opened.id in {round_.id for round_ in rounds}:
        return outstanding or list(rounds)
    if opened.day != visit.day:
        return [*(outstanding or rounds), opened]
    if not opened.revision:
        outstanding.append(opened)
    return outstanding or list(rounds)


def newest_draft(visit: Visit) -> Draft | None:
    """What this person had in hand last, if it may still be answered: today's, or a day that an
    admin has reopened.
    """
    draft = visit.tx.drafts.newest_of(visit.person_id)
    round_ = None if draft is None else visit.tx.rounds.get(draft.round_id)
    if round_ is None or not (
        (round_.state == "open" and round_.day == visit.day) or round_.is_reopened_at(visit.at_ms)
    ):
        return None
    return draft


def replied_to(visit: Visit, words: Words) -> int | None:
    """The round of the message these words reply to."""
    if words.reply_to is None:
        return None
    note = visit.tx.outbox.note_of_message(visit.chat.id, words.reply_to)
    return None if note is None else note["round_id"]


def named_in(visit: Visit, rounds: Sequence[Round], words: str) -> tuple[Round | None, str]:
    """The class named at the beginning of the words, by name, alias or code, and what follows."""
    names = [
        (one, (one.unit.name, one.unit.code, *visit.tx.roster.aliases(one.unit.id)))
        for one in rounds
    ]
    return named_first(words.strip(), names)
