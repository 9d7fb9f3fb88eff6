"""Who hears of a change of the calendar, and what: a school in one piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.calendar import Period
from domain.calendar_order import Wish
from domain.day_plan import school_day_of
from domain.marking import Difference, differences
from domain.message import Message
from domain.note import Note, Wanted
from domain.roster import Role, Unit, UnitKind
from domain.viewer import reads_report
from scheduler.moment import Moment
from scheduler.owing import class_days, follow_calendar
from scheduler.settings_in_force import settings_in_force
from storage.calendar_changes import Change
from storage.outbox import DueNote
from storage.reasons import reads_reason
from storage.transaction import Transaction
from views.calendar_changes import Told, told

_TEACH = frozenset({Role.HEAD_TEACHER, Role.SUBSTITUTE})
_LEAD = frozenset({Role.GRADE_LEADER, Role.PRINCIPAL, Role.HEALTH_OFFICER, Role.ADMIN})


def schools_of(tx: Transaction, change: Change, day: date) -> list[int]:
    """The schools that a change may move: those under its unit, or the one it belongs to."""
    unit = tx.roster.unit(change.unit_id)
    if unit is None:
        return []
    if unit.school_id is not None:
        return [unit.school_id]
    return [school.id for school in tx.roster.below(unit.id, UnitKind.SCHOOL, day)]


def tell_school(tx: Transaction, change: Change, school_id: int, moment: Moment) -> None:
    """A change is in force: each class whose days it moves hears of it, and who leads them.

    Whoever made it has read it already.
    """
    moved = _moved(tx, change, school_id, moment.day)
    if not moved:
        return
    day = max(moment.day, min(one.period.first for found in moved.values() for one in found))
    for unit in moved:
        for person_id in _people(tx, [unit.id], _TEACH, day):
            _say(tx, change, person_id, {"class": unit.id}, moment)
    upward = {above.id for unit in moved for above in tx.roster.upward(unit.id)[1:]}
    for person_id in _people(tx, upward, _LEAD, day):
        if _inside(tx, person_id, school_id, day):
            _say(tx, change, person_id, {"school": school_id}, moment)
    _release_past(tx, change, school_id, moment)


def tell_undone(tx: Transaction, change: Change, moment: Moment) -> None:
    """A change was taken back: whoever has heard of it hears that too."""
    for chat_id, about in tx.calendar_changes.heard_of(change.id):
        note = Note(
            kind="news",
            subject=f"calendar/{change.id}/{about}",
            chat_id=chat_id,
            say=Wanted("calendar", {"change": change.id, "state": "undone"}),
            version=change.at_ms,
        )
        tx.outbox.put(note, moment.now_ms)


def render_told(
    tx: Transaction, note: DueNote, now_ms: int, zone: ZoneInfo, language: str
) -> Message | None:
    """The news of a change; none once its state is another, or it moves nobody's days any more."""
    about = note.about
    change = tx.calendar_changes.get(about["change"])
    if change is None or change.state != about["state"] or note.person_id is None:
        return None
    unit = tx.roster.unit(change.unit_id)
    if unit is None:
        return None
    moved: dict[Unit, tuple[Difference, ...]] = {}
    own: Unit | None = None
    if change.state == "in_force":
        own = tx.roster.unit(about["class"]) if "class" in about else None
        school_id = about.get("school") or (own.school_id if own is not None else None)
        if school_id is None:
            return None
        moved = _moved(tx, change, school_id, school_day_of(now_ms, zone))
        if own is not None:
            moved = {one: found for one, found in moved.items() if one.id == own.id}
        if not moved:
            return None
    wish = Wish.model_validate_json(change.body)
    if not reads_reason(tx, note.person_id, unit, school_day_of(now_ms, zone)):
        wish = wish.model_copy(update={"note": ""})
    by = None if change.by_person is None else tx.roster.person(change.by_person)
    return told(
        language,
        Told(
            state=change.state,
            act=change.act,
            unit=unit.name,
            part=None if own is None else own.name,
            wish=wish,
            by="" if by is None else by.name,
            differences=_in_common(moved.values()),
            classes=len(moved),
        ),
    )


def _moved(
    tx: Transaction, change: Change, school_id: int, today: date
) -> dict[Unit, tuple[Difference, ...]]:
    """The classes whose days are others than they would be without the change, from today on."""
    last = change.period.last
    if last < today:
        return {}
    period = Period(max(change.period.first, today), last)
    rules = settings_in_force(tx, school_id).calendar_rules
    days = list(period)
    now = tx.calendar.of_classes(school_id, period, rules)
    was = tx.calendar.of_classes(school_id, period, rules, without=change.id)
    found = {
        unit: differences(before, after, days)
        for (unit, after), (_, before) in zip(now, was, strict=True)
    }
    return {unit: changed for unit, changed in found.items() if changed}


def _in_common(moved: Iterable[tuple[Difference, ...]]) -> tuple[Difference, ...]:
    """What moves for most of them: a message says one thing."""
    found = Counter(moved).most_common(1)
    return found[0][0] if found else ()


def _people(
    tx: Transaction, units: Iterable[int], roles: frozenset[Role], day: date
) -> Iterable[int]:
    return dict.fromkeys(
        member.person.id
        for unit_id in units
        for member in tx.roster.members(unit_id, day)
        if member.role in roles
    )


def _inside(tx: Transaction, person_id: int, school_id: int, day: date) -> bool:
    """Whether somebody leads in the school itself; units above it see it in their own calendar."""
    duties = tx.roster.duties_of(person_id, day)
    return reads_report(
        [(duty.role, duty.unit.kind) for duty in duties if duty.unit.school_id == school_id]
    )


def _say(
    tx: Transaction, change: Change, person_id: int, about: dict[str, int], moment: Moment
) -> None:
    chat = tx.chats.of_person(person_id)
    if chat is None or person_id == change.by_person:
        return
    part = "/".join(f"{kind}{unit_id}" for kind, unit_id in about.items())
    note = Note(
        kind="news",
        subject=f"calendar/{change.id}/{part}",
        chat_id=chat.id,
        say=Wanted("calendar", {"change": change.id, "state": "in_force", **about}),
    )
    tx.outbox.put(note, moment.now_ms)


def _release_past(tx: Transaction, change: Change, school_id: int, moment: Moment) -> None:
    """Days that are over and were none to be asked about: what nobody answered is not missed."""
    day = change.period.first
    while day < min(moment.day, change.period.last + timedelta(days=1)):
        stood = {one.unit.id: one for one in tx.rounds.opened(school_id, day)}
        for unit, verdict in class_days(tx, school_id, day) if stood else ():
            if unit.id in stood and not verdict.asked:
                follow_calendar(tx, stood[unit.id], verdict, moment, asked=False)
        day += timedelta(days=1)
