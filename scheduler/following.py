"""What follows from what was said: the digest is published, lives on, and is rolled up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product

from domain.day_plan import StepKind
from domain.fingerprint import fingerprint
from domain.note import Edit, Note, Wanted
from domain.roster import HEARS_DIGEST, Role, Unit
from scheduler.clusters import look_for_clusters
from scheduler.correcting import correct
from scheduler.liaisons import tell_linked
from scheduler.settings_in_force import settings_in_force
from storage.transaction import Transaction

_HEARS_ROLL_UP = frozenset({Role.ADMIN, Role.PRINCIPAL, Role.LIAISON})


def follow(tx: Transaction, school_id: int, day: date, now_ms: int) -> list[int]:
    """Something was said in a school: publish early, or change the living digest.

    Gives the units above it, whose roll-up may have to change too.
    """
    if tx.days.untouch(school_id, day):
        look_for_clusters(tx, school_id, day, now_ms)
    above = [unit.id for unit in tx.roster.upward(school_id) if unit.kind.above_school]
    if tx.days.last_digest(school_id, day) is not None or _may_publish(tx, school_id, day):
        publish(tx, school_id, day, now_ms)
    return above


def _may_publish(tx: Transaction, school_id: int, day: date) -> bool:
    """As soon as every class is in, or once the cut-off is past. A day that has become free gets
    no digest, whoever was in already.
    """
    if tx.days.step_state(school_id, day, StepKind.CUT_OFF) == "done":
        return True
    if (tx.days.plan_of(school_id, day) or (True, True))[0] is False:
        return False
    rounds = tx.rounds.of_school(school_id, day)
    complete = bool(rounds) and all(round_.revision for round_ in rounds)
    return complete and settings_in_force(tx, school_id).digest_early


def follow_above(tx: Transaction, unit_id: int, day: date, now_ms: int, said: Said | None) -> None:
    """Schools below have changed: change the roll-up that was sent already."""
    if tx.days.last_digest(unit_id, day) is not None:
        publish(tx, unit_id, day, now_ms, said=said)


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit's figures come to: ``fingerprint`` tells two versions apart."""

    unit: Unit
    fingerprint: str


def said_now(tx: Transaction, unit_id: int, day: date) -> Said | None:
    """What a digest of the unit would say now; None where no class owes anything.

    Only reads. A city's takes a quarter of a second, so it is not for the writer.
    """
    figures, children = tx.reports.with_children(unit_id, day)
    if not figures.counts.expected:
        return None
    if figures.unit.kind.above_school:
        return Said(figures.unit, fingerprint(figures, children))
    rounds = tx.rounds.of_school(unit_id, day)
    revisions = {round_.id: round_.revision for round_ in rounds if round_.revision}
    return Said(figures.unit, fingerprint(figures, revisions=revisions))


def publish(
    tx: Transaction,
    unit_id: int,
    day: date,
    now_ms: int,
    *,
    said: Said | None = None,
    tell: bool = True,
) -> bool:
    """Keep the next version of a unit's digest and say it to whoever hears it.

    Nothing happens where no class owes anything, or nothing has changed since the last version.
    A message already sent is changed in place. ``tell`` False only keeps the version. ``said`` may
    have been read beforehand; messages are rendered from the newest figures all the same.
    """
    said = said or said_now(tx, unit_id, day)
    last = tx.days.last_digest(unit_id, day)
    if said is None or (last is not None and last.figures == said.fingerprint):
        return False
    version = 1 if last is None else last.version + 1
    tx.days.publish(unit_id, day, version, said.fingerprint, now_ms)
    if not tell:
        return True
    if said.unit.kind.above_school:
        hearers = _chats(tx, _people(tx, unit_id, _HEARS_ROLL_UP, day))
        _say(tx, "roll_up", unit_id, day, version, hearers, now_ms)
    else:
        if last is not None:
            correct(tx, unit_id, day, last.version, version, now_ms)
        hearers = _chats(tx, _people(tx, unit_id, HEARS_DIGEST, day))
        _say(tx, "digest", unit_id, day, version, hearers, now_ms)
        if _is_rolled_up(tx, unit_id, day):
            tell_liaisons(tx, unit_id, day, now_ms)
    return True


def tell_liaisons(tx: Transaction, school_id: int, day: date, now_ms: int) -> None:
    """The liaisons of a school (包校联系人) get its counts, or the change to them. Whoever has
    several schools gets one text over all of them.
    """
    published = tx.days.last_digest(school_id, day)
    if published is None:
        return
    of_one = []
    for person_id in dict.fromkeys(_people(tx, school_id, {Role.LIAISON}, day)):
        schools = tx.liaisons.schools(person_id, day)
        if len(schools) > 1:
            tell_linked(tx, person_id, schools, day, now_ms)
        else:
            of_one.append(person_id)
    _say(tx, "roll_up", school_id, day, published.version, _chats(tx, of_one), now_ms)


def _is_rolled_up(tx: Transaction, school_id: int, day: date) -> bool:
    """Whether the unit above has had its roll-up; where there is none, the cut-off serves."""
    above: Unit | None = next(
        (unit for unit in tx.roster.upward(school_id) if unit.kind.above_school), None
    )
    return above is None or tx.days.step_state(above.id, day, StepKind.ROLL_UP) == "done"


def _people(tx: Transaction, unit_id: int, roles: Iterable[Role], day: date) -> list[int]:
    wanted = frozenset(roles)
    return [m.person.id for m in tx.roster.members(unit_id, day) if m.role in wanted]


def _chats(tx: Transaction, people: Iterable[int]) -> list[int]:
    """The chats of these people, each once; whoever is not enrolled has none."""
    chats = (tx.chats.of_person(person_id) for person_id in dict.fromkeys(people))
    return [chat.id for chat in chats if chat is not None]


def _say(
    tx: Transaction,
    kind: str,
    unit_id: int,
    day: date,
    version: int,
    chats: Iterable[int],
    now_ms: int,
) -> None:
    """The words, and after them the picture (一览墙) as a message of its own. What was sent
    already is changed in place.
    """
    subject = f"{unit_id}/{day.isoformat()}"
    for chat_id, said in product(chats, (kind, "wall")):
        before = tx.outbox.sent_note(said, subject, chat_id)
        if before is not None and before["state"] == "pending":
            continue  # It says the newest figures when its turn comes.
        note = Note(
            kind=said,
            subject=subject,
            chat_id=chat_id,
            say=Wanted(said, {"unit": unit_id, "day": day.isoformat()}),
            version=version,
            edit=None if before is None else Edit(note_id=before["id"]),
        )
        tx.outbox.put(note, now_ms)
