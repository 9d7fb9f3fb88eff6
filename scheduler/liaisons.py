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
from domain.roster import Role, Unit
from domain.roster_difference import Difference
from domain.side_by_side import side_by_side
from scheduler.delivery import Renderer
from storage.outbox import DueNote
from storage.transaction import Transaction
from views.linked_schools import (
    linked_digest,
    linked_name,
    linked_status,
    links_of,
    own_links,
)

KIND = "roll_up"
_RUNS_A_SCHOOL = frozenset({Role.PRINCIPAL, Role.ADMIN})


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


def tell_of_links(tx: Transaction, change: Difference, now_ms: int) -> None:
    """The roster links people to other schools: they hear of it, and so do principals and admins of
    the schools. Each hears once, of how it is when the words are sent.
    """
    for duty in change.duties:
        person = tx.roster.person_by_code(duty.person_code)
        school = tx.roster.unit_by_code(duty.unit_code)
        if duty.role is not Role.LIAISON or person is None or school is None:
            continue
        _news(tx, person.id, Wanted("own_links"), f"own_links/{now_ms}", now_ms)
        about = Wanted("links_of", {"school": school.id})
        for member in tx.roster.members(school.id, change.day):
            if member.role in _RUNS_A_SCHOOL:
                _news(tx, member.person.id, about, f"links_of/{school.id}/{now_ms}", now_ms)


def _news(tx: Transaction, person_id: int, say: Wanted, subject: str, now_ms: int) -> None:
    chat = tx.chats.of_person(person_id)
    if chat is not None:
        tx.outbox.put(Note("news", subject, chat.id, say), now_ms)


def render_own_links(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """Which schools this person is linked to now."""
    if note.person_id is None:
        return None
    schools = tx.liaisons.schools(note.person_id, school_day_of(now_ms, zone))
    return own_links(language, [school.name for school in schools])


def render_links_of(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """Who is linked to a school now, for those who run it."""
    if note.person_id is None or not isinstance(note.say, Wanted):
        return None
    today, school = school_day_of(now_ms, zone), tx.roster.unit(note.say.about["school"])
    members = [] if school is None else tx.roster.members(school.id, today)
    runs = any(m.person.id == note.person_id and m.role in _RUNS_A_SCHOOL for m in members)
    if school is None or not runs:
        return None
    names = [m.person.name for m in members if m.role is Role.LIAISON]
    return links_of(language, school.name, names)


RENDERERS: Mapping[str, Renderer] = {
    "linked": render_linked,
    "own_links": render_own_links,
    "links_of": render_links_of,
}
