"""更正: one short message to principal and health officer for what matters after the digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from domain.correction import ClassChange, Said, is_silent, revisions_in
from domain.day_plan import school_day_of
from domain.message import Message
from domain.note import Note, Wanted
from domain.reveal import sees_names_at_once
from domain.roster import HEARS_ALERTS
from domain.viewer import sees_names
from scheduler.in_words import changes_of, lines_of
from scheduler.settings_in_force import settings_in_force
from storage.outbox import DueNote
from storage.rounds import Round
from storage.transaction import Transaction
from views.correction import ClassLine, Corrected, correction
from views.receipt import Change

MINUTE_MS = 60_000
SLACK_MS = 2_000
"""Alert and digest are put by two pieces, whose clocks were read this near to each other."""


def correct(
    tx: Transaction, school_id: int, day: date, since: int, version: int, now_ms: int
) -> None:
    """A version of a digest that was out already has been replaced: say so where it matters.

    What waits to be said is taken into the new message, so that several corrections within a short
    time are one; it keeps the time at which the first of them was to be said. Whoever has not had
    the digest itself yet hears nothing: it will say the newest.
    """
    subject = f"{school_id}/{day.isoformat()}"
    waiting = {chat_id: (say, at_ms) for chat_id, say, at_ms in _waiting(tx, subject)}
    tx.outbox.outdate("correction", subject, version_below=version)
    hold_ms = settings_in_force(tx, school_id).correction_minutes * MINUTE_MS
    for chat_id in _hearers(tx, school_id, day):
        digest = tx.outbox.sent_note("digest", subject, chat_id)
        if digest is None or digest["state"] == "pending":
            continue
        first, at_ms = waiting.get(chat_id, (since, now_ms + hold_ms))
        told = tx.days.digest(school_id, day, first)
        changes = changes_between(tx, school_id, day, first, version)
        if told is None or not any(_is_news(tx, one, chat_id, told.at_ms) for _, one in changes):
            continue
        about = {"unit": school_id, "day": day.isoformat(), "since": first, "version": version}
        note = Note(
            kind="correction",
            subject=subject,
            chat_id=chat_id,
            say=Wanted("correction", about),
            version=version,
            not_before_ms=at_ms,
        )
        tx.outbox.put(note, now_ms)


def _waiting(tx: Transaction, subject: str) -> list[tuple[int, int, int]]:
    """``(chat, since, not before)`` of the corrections that have not been said yet."""
    return [
        (chat_id, say.about["since"], not_before_ms)
        for chat_id, say, not_before_ms in tx.outbox.waiting("correction", subject)
        if isinstance(say, Wanted)
    ]


def _hearers(tx: Transaction, school_id: int, day: date) -> list[int]:
    members = tx.roster.members(school_id, day)
    people = dict.fromkeys(m.person.id for m in members if m.role in HEARS_ALERTS)
    chats = (tx.chats.of_person(person_id) for person_id in people)
    return [chat.id for chat in chats if chat is not None]


def _is_news(tx: Transaction, change: ClassChange, chat_id: int, since_ms: int) -> bool:
    alerted = tx.alerts.sounded(
        change.round_id, chat_id, base=change.revision_before, since_ms=since_ms - SLACK_MS
    )
    return change.is_news(alerted=alerted)


def changes_between(
    tx: Transaction, school_id: int, day: date, since: int, version: int
) -> list[tuple[Round, ClassChange]]:
    """The classes that said something else between two versions, in the roster's order."""
    before, now = (_revisions(tx, school_id, day, one) for one in (since, version))
    if before is None or now is None:
        return []
    changed = []
    for round_ in tx.rounds.of_school(school_id, day):
        was, then = before.get(round_.id, 0), now.get(round_.id, 0)
        said = _said(tx, round_, then)
        if was != then and said is not None:
            before_it = _said(tx, round_, was)
            change = ClassChange(round_.id, was, before_it, said, round_.fever_threshold)
            changed.append((round_, change))
    return changed


def _revisions(
    tx: Transaction, school_id: int, day: date, version: int
) -> Mapping[int, int] | None:
    published = tx.days.digest(school_id, day, version)
    return None if published is None else revisions_in(published.figures)


def _said(tx: Transaction, round_: Round, revision: int) -> Said | None:
    answer = tx.answers.get(round_.id, revision) if revision else None
    return None if answer is None else Said(answer.check_in, answer.figures)


def render_correction(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """What changed between the two versions this note stands for; names inside the school only."""
    about = note.about
    school, day = tx.roster.unit(about["unit"]), date.fromisoformat(about["day"])
    if school is None or note.person_id is None:
        return None
    today = school_day_of(now_ms, zone)
    roles = tx.roster.roles_over(note.person_id, school.id, today)
    if not sees_names(roles):
        return None
    shown = settings_in_force(tx, school.id).names_shown
    names = sees_names_at_once(roles, names_shown=shown)
    changed = changes_between(tx, school.id, day, about["since"], about["version"])
    matter = [(round_, change) for round_, change in changed if change.matters]
    published = tx.days.digest(school.id, day, about["version"])
    if not matter or published is None:
        return None
    corrected = Corrected(
        school=school.name,
        day=day,
        version=about["version"],
        at_ms=published.at_ms,
        classes=[_line(tx, round_, change, language, names=names) for round_, change in matter],
        silent=is_silent(change for _, change in matter),
    )
    return correction(language, corrected, zone)


def _line(
    tx: Transaction, round_: Round, change: ClassChange, language: str, *, names: bool
) -> ClassLine:
    before, now = change.before, change.now
    if not names:
        changed = 0 if before is None else len(_changes(tx, round_, change, language))
        was = None if before is None else before.figures
        return ClassLine(round_.unit.name, round_.late, was, now.figures, unnamed=changed)
    return ClassLine(
        class_name=round_.unit.name,
        late=round_.late,
        before=None if before is None else before.figures,
        now=now.figures,
        lines=lines_of(tx, round_, now.check_in, language) if before is None else (),
        changes=_changes(tx, round_, change, language),
    )


def _changes(
    tx: Transaction, round_: Round, change: ClassChange, language: str
) -> Sequence[Change]:
    if change.before is None:
        return ()
    return changes_of(tx, round_, change.before.check_in, change.now.check_in, language)
