"""The count after the last start: what was sent, what was lost, what came twice."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from emulator.server import Emulator
from tests.crash.teachers import Teacher
from tests.school import School
from tests.simulation.digests import REPEAT
from tests.simulation.disk import Disk
from tests.simulation.phone import Phone

_TITLE = re.compile(r"^\S+ \d+月\d+日.*晨检(?:汇总)? · .*第\d+版$", re.M)
_HEARERS = ("principal", "health_officer", "admin", "liaison")


@dataclass(frozen=True, slots=True)
class Count:
    """What one run came to. ``pushes`` are questions, receipts, digests and roll-ups.

    ``pushes_repeated`` counts messages that came once too often; of those, digests and roll-ups
    must say that they may be a repeat (``repeats_unmarked`` do not).
    """

    kills: int
    answers_sent: int
    answers_lost: int
    pushes_due: int
    pushes_lost: int
    pushes_repeated: int
    repeats_unmarked: int

    @property
    def good(self) -> bool:
        """Nothing is lost, and nothing came twice without saying so."""
        return not (self.answers_lost or self.pushes_lost or self.repeats_unmarked)

    def as_json(self) -> str:
        """One line."""
        return json.dumps(asdict(self))


def count(
    kills: int, teachers: Sequence[Teacher], schools: Sequence[School], world: Emulator, disk: Disk
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
    digests = [
        not any(_TITLE.search(message.words()) for message in phone.heard)
        for phone in _hearers(schools, world)
    ]
    return len(missing) * 2 + len(digests), sum(missing) + sum(digests)


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
        text = str(call["params"]["text"])
        title = _TITLE.search(text)
        # A digest's later versions are edits: a second message is a repeat, whatever its version.
        key = (call["chat_id"], title[0].partition(" · ")[0] if title else text)
        seen[key] += 1
        if seen[key] > 1:
            repeated += 1
            unmarked += title is not None and REPEAT not in text
    return repeated, unmarked
