"""Renders, at the moment of sending, what the check-in says: question and receipt."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.message import Message
from domain.unit_settings import UnitSettings
from domain.viewer import sees_names
from scheduler.delivery import Renderer
from scheduler.in_words import changes_of, lines_of
from scheduler.reader import roles_now
from storage.answers import Answer
from storage.class_day import class_day, has_handed_on, stands_in_for, stands_in_until
from storage.outbox import DueNote
from storage.rounds import Round
from storage.transaction import Transaction
from views.asking import question
from views.asking_modes import not_owed as not_owed_message
from views.nudge import Nudged
from views.receipt import Received, filed_for_you, receipt
from views.words import text


def ask(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """The question; obsolete once the round is answered, locked, or not owed any more."""
    about = note.about
    round_ = tx.rounds.get(about["round"])
    if round_ is None or round_.revision or round_.state != "open" or now_ms >= round_.lock_ms:
        return None
    if not _theirs(tx, note, round_, now_ms, zone):
        return None
    if note.person_id is not None and has_handed_on(tx, round_, note.person_id):
        return None
    step = about.get("step", "ask")
    draft = None
    if note.person_id is not None:
        draft = tx.drafts.get(round_.id, note.person_id)
    settings = UnitSettings.resolve(tx.settings.chain(round_.unit.id))
    return question(
        language,
        class_day(tx, round_),
        zone=zone,
        now_ms=now_ms,
        step=step,
        for_name=stands_in_for(tx, round_, note.person_id),
        until=stands_in_until(tx, round_, note.person_id),
        draft=draft is not None and not draft.is_empty,
        snooze_minutes=settings.snooze_minutes,
    )


def received(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """The receipt of what counts now, whichever revision asked for it."""
    round_ = tx.rounds.get(note.about["round"])
    answer = None if round_ is None else tx.answers.latest(round_)
    if round_ is None or answer is None or not _theirs(tx, note, round_, now_ms, zone):
        return None
    before = tx.answers.get(round_.id, answer.revision - 1)
    return receipt(
        language,
        Received(
            round_id=round_.id,
            revision=answer.revision,
            class_name=round_.unit.name,
            day=round_.day,
            at_ms=answer.at_ms,
            late=round_.late,
            time_uncertain=answer.time_uncertain,
            figures=answer.figures,
            lines=lines_of(tx, round_, answer.check_in, language),
            changes=()
            if before is None
            else changes_of(tx, round_, before.check_in, answer.check_in, language),
            class_max=answer.check_in.class_max,
            by=tx.roster.person_name(answer.by_person),
            for_=None if answer.for_person is None else tx.roster.person_name(answer.for_person),
            mode=answer.mode,
            now=round_.mode,
            leaving=_leaving(tx, round_, answer),
            nudged=_nudged(tx, note, answer, round_),
        ),
        zone,
    )


def not_owed(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """Why a question that was asked is not owed any more; nothing once it is again."""
    round_ = tx.rounds.get(note.about["round"])
    if round_ is None or round_.state != "not_required":
        return None
    return not_owed_message(language, round_.unit.name, round_.day, round_.mode)


def filed(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """Tells a teacher that somebody else has filed for the class."""
    about = note.about
    round_ = tx.rounds.get(about["round"])
    if round_ is None or not _theirs(tx, note, round_, now_ms, zone):
        return None
    answer = tx.answers.latest(round_)
    before = None if answer is None else tx.answers.get(round_.id, answer.revision - 1)
    changes = (
        ()
        if answer is None or before is None
        else changes_of(tx, round_, before.check_in, answer.check_in, language)
    )
    by = tx.roster.person_name(about["by"])
    return filed_for_you(language, round_.unit.name, round_.day, by, changes)


def trouble(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """Tells an admin that something is wrong with the bot itself."""
    return Message(text(language, f"trouble.{note.about['what']}"))


def _theirs(tx: Transaction, note: DueNote, round_: Round, now_ms: int, zone: ZoneInfo) -> bool:
    """Whether names of the class are for whoever's chat it is today: since the note was put, or
    since the message it changes was sent, they may have left the class, or the chat may have
    become somebody else's.
    """
    return sees_names(roles_now(tx, note, round_.unit.id, now_ms, zone))


def _nudged(tx: Transaction, note: DueNote, answer: Answer, round_: Round) -> Nudged | None:
    """The nudge under a class's first answer of the day, only for who gave it."""
    if answer.revision > 1 or note.person_id != answer.by_person:
        return None
    nudge = tx.nudges.of_round(round_.id)
    if nudge is None:
        return None
    names = [tx.roster.pupil_name(pupil_id) for pupil_id in nudge.pupils]
    return Nudged(nudge.reason, nudge.days, names, tx.nudges.is_muted(answer.by_person))


def _leaving(tx: Transaction, round_: Round, answer: Answer) -> int:
    """Those who have gone and stand in the roster still: they count as other, like isolation."""
    if not answer.figures.other:
        return 0
    gone = sum(entry.gone for entry in answer.check_in.pupils.values())
    return gone + tx.roster.head_count(round_.unit.id, round_.day).leaving


RENDERERS: dict[str, Renderer] = {
    "ask": ask,
    "receipt": received,
    "not_owed": not_owed,
    "filed": filed,
    "trouble": trouble,
}
