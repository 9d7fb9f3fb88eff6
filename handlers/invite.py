"""/invite (邀请): an admin sees who is not enrolled and makes codes for one's own people.

A code lets its holder act as the person, so nobody makes one for a person who holds any duty
outside the admin's own units. Above the school an admin sees by name only those who run a school
or work above it; the others are numbers, and their own schools invite them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from domain.choice import Choice
from domain.day_plan import school_day_of
from domain.errors import NotYours
from domain.message import Message
from domain.roster import Duty, Role, Unit
from handlers.visit import Visit
from views import invite as view
from views.days import clock_time, day_name
from views.invite import Invitee
from views.words import text

_RUN_A_SCHOOL = frozenset({Role.PRINCIPAL, Role.ADMIN, Role.LIAISON})


def invite(visit: Visit, argument: str) -> None:
    """``/invite [name|code]``: who is missing, or a code for one person."""
    typed = argument.strip()
    people = _people(visit)
    if not typed:
        visit.reply(_missing(visit, people.values()))
        return
    meant = _meant(people.values(), typed)
    if not meant:
        visit.reply(Message(text(visit.language, "invite.unknown", name=typed)))
    elif len(meant) > 1:
        visit.reply(view.choose(visit.language, typed, meant))
    else:
        _make(visit, meant[0])


def press_invite(visit: Visit, choice: Choice) -> None:
    """A person's button. Raises NotYours where the person is not one's own to invite."""
    found = _people(visit).get(choice.subject)
    if found is None or not found.named:
        raise NotYours
    _make(visit, found)


def invite_person(visit: Visit, person_id: int) -> None:
    """A code for somebody who has just been given a duty, if they are one's own to invite."""
    found = _people(visit).get(person_id)
    if found is not None and found.named:
        _make(visit, found)


def _own_units(visit: Visit) -> list[Unit]:
    duties = visit.tx.roster.duties_of(visit.person_id, visit.day)
    units = {duty.unit.id: duty.unit for duty in duties if duty.role is Role.ADMIN}
    if not units:
        raise NotYours
    return list(units.values())


def _people(visit: Visit) -> dict[int, Invitee]:
    """Everybody under the admin's units by person id, with the first of their duties."""
    found: dict[int, Invitee] = {}
    for unit in sorted(_own_units(visit), key=lambda own: own.kind.above_school):
        for one in visit.tx.people.below(unit.id, visit.day):
            named = not unit.kind.above_school or _runs_a_school(one.duty)
            invitee = Invitee(one.person, one.duty, one.enrolled, named)
            found.setdefault(one.person.id, invitee)
    return found


def _runs_a_school(duty: Duty) -> bool:
    return duty.unit.kind.above_school or duty.role in _RUN_A_SCHOOL


def _meant(people: Iterable[Invitee], typed: str) -> list[Invitee]:
    """Whoever has this code or exactly this name; else ``王老师`` means everybody named 王.

    Whom their own school invites is not meant: a code in other hands shows a class's names.
    """
    everybody = [one for one in people if one.named]
    exact = [one for one in everybody if typed in (one.person.code, one.person.name)]
    surname = typed.removesuffix("老师")
    if exact or surname in (typed, ""):
        return exact
    return [one for one in everybody if one.person.name.startswith(surname)]


def _missing(visit: Visit, people: Iterable[Invitee]) -> Message:
    """Names of those the admin invites, and how many the schools below have to invite."""
    missing = [one for one in people if not one.enrolled]
    schools = Counter(one.duty.unit.school_id for one in missing if not one.named)
    others: dict[str, int] = {}
    for school_id, count in schools.items():
        school = None if school_id is None else visit.tx.roster.unit(school_id)
        if school is not None:
            others[school.name] = others.get(school.name, 0) + count
    return view.missing(visit.language, [one for one in missing if one.named], others)


def _make(visit: Visit, one: Invitee) -> None:
    """Issue a code: one message tells the admin whose it is, another can be forwarded."""
    tx = visit.tx
    own = [unit.id for unit in _own_units(visit)]
    held = [duty.unit.id for duty, _ in tx.people.duties(one.person.id, visit.day)]
    if not all(any(tx.roster.is_below(unit, mine) for mine in own) for unit in held):
        elsewhere = text(visit.language, "invite.elsewhere", name=one.called)
        visit.toasted(elsewhere.plain, alert=True)
        visit.reply(Message(elsewhere, protect=True))
        return
    code, expires_ms = tx.invites.issue(one.person.id, visit.now_ms)
    tx.audit.add(
        visit.now_ms, visit.person_id, "invite", one.duty.unit.id, f"person {one.person.id}"
    )
    bot_name = tx.days.memo("bot_username")
    link = f"https://t.me/{bot_name}?start={code}" if bot_name else None
    until = day_name(visit.language, school_day_of(expires_ms, visit.zone))
    visit.reply(view.made(visit.language, one, until, clock_time(expires_ms, visit.zone)))
    visit.reply(view.forward(visit.language, code, link))
