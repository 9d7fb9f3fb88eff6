"""The digest of a liaison (包校联系人): one text over the schools somebody is linked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from domain.day_plan import school_day_of
from domain.figures import ChildCounts, DayFigures
from domain.message import Message
from domain.note import Edit, Note, Wanted
from domain.roster import Unit
from domain.side_by_side import side_by_side
from scheduler.delivery import Renderer
from storage.outbox import DueNote
from storage.transaction import Transaction
from views.linked_schools import linked_digest, linked_name, linked_status

KIND = "roll_up"


def tell_linked(
    tx: Transaction, person_id: int, schools: Sequence[Unit], day: date, now_ms: int
) -> None:
    """Keep the next version over these schools and say it; one already sent changes in place.

    Nothing happens where none of the schools' own digests has changed since.
    """
    chat = tx.chats.of_person(person_id)
    versions = [(school.id, tx.days.last_digest(school.id, day)) for school in schools]
    told = " ".join(f"{unit_id}:{one.version}" for unit_id, one in versions if one is not None)
    last = tx.liaisons.last(person_id, day)
    if chat is None or (last is not None and last.figures == told):
        return
    version = 1 if last is None else last.version + 1
    tx.liaisons.publish(person_id, day, version, told, now_ms)
    subject = f"liaison/{person_id}/{day.isoformat()}"
    before = tx.outbox.sent_note(KIND, subject, chat.id)
    if before is not None and before["state"] == "pending":
        return  # It says the newest figures when its turn comes.
    note = Note(
        kind=KIND,
        subject=subject,
        chat_id=chat.id,
        say=Wanted("linked", {"day": day.isoformat()}),
        version=version,
        edit=None if before is None else Edit(note_id=before["id"]),
    )
    tx.outbox.put(note, now_ms)


def render_linked(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """The schools that this person is linked to at this moment, in counts; nothing without any."""
    if note.person_id is None or not isinstance(note.say, Wanted):
        return None
    schools = tx.liaisons.schools(note.person_id, school_day_of(now_ms, zone))
    if not schools:
        return None
    day = date.fromisoformat(note.say.about["day"])
    parts = [tx.reports.with_children(school.id, day)[0] for school in schools]
    if note.say.about.get("now"):
        return linked_status(language, _all(language, day, parts), _each(parts), now_ms, zone)
    last = tx.liaisons.last(note.person_id, day)
    figures = replace(_all(language, day, parts), version=last.version if last else note.version)
    at_ms = last.at_ms if last else now_ms
    return linked_digest(language, figures, _each(parts), at_ms, zone)


def _all(language: str, day: date, parts: Sequence[DayFigures]) -> DayFigures:
    return side_by_side(linked_name(language, len(parts)), day, parts)


def _each(parts: Sequence[DayFigures]) -> list[ChildCounts]:
    return [ChildCounts(part.unit, part.counts) for part in parts]


RENDERERS: Mapping[str, Renderer] = {"linked": render_linked}
