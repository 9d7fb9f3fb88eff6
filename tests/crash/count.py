"""The count after the last start: what was sent, what was lost, what came twice."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from emulator.server import Emulator
from tests.crash.teachers import READING, Teacher
from tests.school import School
from tests.simulation.digests import REPEAT
from tests.simulation.disk import Disk
from tests.simulation.phone import Phone

_TITLE = re.compile(r"^\S+ \d+月\d+日.*晨检(?:汇总)? · .*第\d+版$", re.M)
_ALERT = re.compile(r"\S+ (?:紧急 ?)?(?:待确认|异常) · (\S+)")
_HEARERS = ("principal", "health_officer", "admin", "liaison")


@dataclass(frozen=True, slots=True)
class Count:
    """What one run came to. ``pushes`` are questions, receipts, alerts, digests and roll-ups.

    ``pushes_repeated`` counts messages that came once too often, which at most those may that were
    being sent at a kill (``in_flight``); of them alerts, digests and roll-ups must say that they
    may be a repeat (``repeats_unmarked`` do not).
    """

    kills: int
    answers_sent: int
    answers_lost: int
    pushes_due: int
    pushes_lost: int
    pushes_repeated: int
    repeats_unmarked: int
    in_flight: int

    @property
    def good(self) -> bool:
        """Nothing is lost, nothing came twice without saying so, and no more than must be."""
        lost = self.answers_lost or self.pushes_lost
        return not lost and not self.repeats_unmarked and self.pushes_repeated <= self.in_flight

    def as_json(self) -> str:
        """One line."""
        told = asdict(self)
        del told["in_flight"]
        return json.dumps(told)


def count(
    kills: int,
    in_flight: int,
    teachers: Sequence[Teacher],
    schools: Sequence[School],
    world: Emulator,
    disk: Disk,
) -> Count:
    """Hold what everybody sees against what everybody sent."""
    sent = [teacher for teacher in teachers if teacher.body is not None]
    due, lost = _pushes(sent, schools, world)
    repeated, unmarked = _repeats(world)
    return Count(
        kills=kills,
        answers_sent=len(sent),
        answers_lost=sum(not _is_kept(disk, teacher) for teacher in sent),
        pushes_due=due,
        pushes_lost=lost,
        pushes_repeated=repeated,
        repeats_unmarked=unmarked,
        in_flight=in_flight,
    )


def _is_kept(disk: Disk, teacher: Teacher) -> bool:
    """Whether the database holds this class's answer, once, as it was given."""
    rows = disk.look(
        "SELECT body, by_person FROM answer a JOIN round r ON r.id = a.round_id"
        " WHERE r.unit_id = ?",
        teacher.school.classes[teacher.class_name],
    )
    person = teacher.school.people[teacher.class_name]
    return [(json.loads(row[0]), row[1]) for row in rows] == [(teacher.body, person)]


def _pushes(sent: Sequence[Teacher], schools: Sequence[School], world: Emulator) -> tuple[int, int]:
    """How many pushes were due, and how many of them stand on no screen."""
    missing = [_lacks(teacher) for teacher in sent]
    unheard = [
        not any(_tells_of(message.words(), teacher) for message in phone.heard)
        for teacher in sent
        if teacher.how == "fever"
        for phone in _alarmed(teacher.school, world)
    ]
    digests = [
        not any(_TITLE.search(message.words()) for message in phone.heard)
        for phone in _hearers(schools, world)
    ]
    due = len(missing) * 2 + len(unheard) + len(digests)
    return due, sum(missing) + sum(unheard) + sum(digests)


def _tells_of(words: str, teacher: Teacher) -> bool:
    """Whether this is the alert of the teacher's class, as it was submitted."""
    first = words.partition("\n")[0]
    return "异常" in first and teacher.class_name in first and READING in words


def _alarmed(school: School, world: Emulator) -> Iterator[Phone]:
    for key in ("principal", "health_officer"):
        yield Phone(world, school.address(key))


def _lacks(teacher: Teacher) -> int:
    """Of question and receipt, how many a teacher never saw. An answer that came before the
    question needs none.
    """
    words = [message.words() for message in teacher.phone.heard]
    receipt = any("已上报" in one for one in words)
    question = receipt or any(" 晨检\n" in one for one in words)
    return (not receipt) + (not question)


def _hearers(schools: Sequence[School], world: Emulator) -> Iterator[Phone]:
    for school in schools:
        for key in _HEARERS:
            yield Phone(world, school.address(key))
    yield Phone(world, schools[0].address("district"))


def _repeats(world: Emulator) -> tuple[int, int]:
    """New messages that had come before to the same chat, and those of them that do not say so."""
    seen: Counter[tuple[int, str]] = Counter()
    repeated = unmarked = 0
    for call in world.record.since(method="sendMessage"):
        if not call["accepted"]:
            continue
        first, _, rest = str(call["params"]["text"]).partition("\n")
        marked = REPEAT in first
        about, push = _about(rest if marked else f"{first}\n{rest}")
        seen[call["chat_id"], about] += 1
        if seen[call["chat_id"], about] > 1:
            repeated += 1
            unmarked += push and not marked
    return repeated, unmarked


def _about(words: str) -> tuple[str, bool]:
    """By what a message is known again, and whether it must say so when it repeats.

    Versions of a digest, and what becomes of an alert, are edits: a second message is a repeat.
    """
    digest, alert = _TITLE.search(words), _ALERT.match(words)
    if digest is not None:
        return digest[0].partition(" · ")[0], True
    return (alert[1], True) if alert is not None else (words, False)
