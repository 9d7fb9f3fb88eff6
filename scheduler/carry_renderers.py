"""Renders, at the moment of sending, what follows from pupils who are carried forward."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.choice import Choice, base36
from domain.message import Button, Keyboard, Message
from domain.viewer import sees_names
from scheduler.reader import roles_now
from storage.outbox import DueNote
from storage.transaction import Transaction
from views.days import day_name
from views.words import say, text


def gone(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """转出: tells an admin what was said; pointless once it was taken back."""
    about = note.about
    round_, pupil = tx.rounds.get(about["round"]), tx.roster.pupil(about["pupil"])
    by = tx.roster.person(about["by"])
    answer = None if round_ is None else tx.answers.latest(round_)
    if round_ is None or answer is None or pupil is None or by is None:
        return None
    if not sees_names(roles_now(tx, note, round_.unit.id, now_ms, zone)):
        return None
    said = answer.check_in.pupils.get(pupil.id)
    if said is None or not said.gone:
        return None
    words = text(
        language,
        "carry.gone_note",
        unit=round_.unit.name,
        day=day_name(language, round_.day),
        name=pupil.name,
        number=pupil.number,
        by=by.name,
    )
    label = say(language, "roll.register")
    choice = Choice("roll", round_.unit.id, 0, f"o{base36(pupil.id)}")
    return Message(words, Keyboard(((Button(label, choice.encode()),),)), protect=True)


RENDERERS = {"gone": gone}
