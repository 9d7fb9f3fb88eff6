"""The judge: after a day, what people did and saw is held against the database, from outside."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.simulation.digests import (
    digests_say_what_the_database_says,
    nobody_hears_the_same_a_dozen_times,
    pictures_show_what_the_database_says,
    repeats_say_so,
)
from tests.simulation.followers import (
    an_isolation_counts_once,
    every_open_case_was_asked_about_or_shows_as_overdue,
)
from tests.simulation.line import Departure
from tests.simulation.officers import (
    an_alert_is_taken_over_once,
    every_alert_is_owned_or_escalated,
)
from tests.simulation.pace import judge_pace
from tests.simulation.phone import Phone

if TYPE_CHECKING:
    from tests.school import School
    from tests.simulation.world import World

SLACK_S = 0.05
"""Between the last look at a round and the departure of a question about it."""


def judge(world: World, day: date) -> list[str]:
    """What is wrong at the end of a day, once all is quiet."""
    found: list[str] = []
    for rule in RULES:
        found += [f"{day} {rule.__name__}: {what}" for what in rule(world, day)]
    return found


def judge_lock(world: World, day: date) -> list[str]:
    """After 18:00: every round of the day is locked."""
    rows = world.disk.look(
        "SELECT id, state FROM round WHERE day = ? AND state <> 'locked'", day.isoformat()
    )
    return [f"{day} round {row[0]} is {row[1]} after the lock" for row in rows]


# -- answers ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Expected:
    """What a class's answer must be by what its teachers submitted."""

    revision: int = 0
    body: dict[str, Any] = field(default_factory=dict)
    kept: list[int] = field(default_factory=list)

    def take(self, update_id: int, body: dict[str, Any], seen: int | None) -> None:
        """One more was handled: the rules of DESIGN section 6, as a paper form would have them."""
        if self.revision and self.body == body:
            return  # Two identical answers are one.
        if seen is not None and seen != self.revision:
            return  # A stale card submits nothing.
        if self.revision and (not body or (self.body.get("pupils") and not body.get("pupils"))):
            return  # "All normal" leaves what is normal, and asks before it wipes what is not.
        self.revision += 1
        self.body = body
        self.kept.append(update_id)


def answers_are_kept_once(world: World, day: date) -> Iterator[str]:
    """Every answer sent is in the database exactly once, for its class, as it was said."""
    expected: dict[int, _Expected] = defaultdict(_Expected)
    place = {update_id: number for number, update_id in enumerate(world.handled)}
    submitted = [one for one in world.book.submitted if one.day == day]
    belated = _belated(world)
    for one in submitted:
        if one.update_id not in place and one.update_id not in belated:
            yield f"update {one.update_id} was never handled"
    known = [one for one in submitted if one.update_id in place]
    for one in sorted(known, key=lambda one: place[one.update_id]):
        expected[one.class_id].take(one.update_id, one.body, one.seen)
    rows = world.disk.look(
        "SELECT r.unit_id, r.revision, COUNT(a.revision) AS kept, MAX(a.revision) AS last,"
        " (SELECT body FROM answer b WHERE b.round_id = r.id AND b.revision = r.revision) AS body"
        " FROM round r LEFT JOIN answer a ON a.round_id = r.id WHERE r.day = ? GROUP BY r.id",
        day.isoformat(),
    )
    for row in rows:
        due = expected[row["unit_id"]]
        body = json.loads(row["body"] or "{}")
        if (row["kept"], row["revision"], row["last"] or 0) != (due.revision,) * 3:
            yield (
                f"class {row['unit_id']}: {row['kept']} revisions kept (round says"
                f" {row['revision']}), {due.revision} due from updates {due.kept}"
            )
        elif body != due.body:
            yield f"class {row['unit_id']}: {body} kept, {due.body} said (updates {due.kept})"


def words_of_a_class_take_effect_in_order(world: World, day: date) -> Iterator[str]:
    """Nobody's words overtake each other on the way from the inbox to the answer."""
    place = {update_id: number for number, update_id in enumerate(world.handled)}
    belated = _belated(world)
    by_class: dict[int, list[int]] = defaultdict(list)
    for one in world.book.submitted:
        if one.day == day and one.update_id in place and one.update_id not in belated:
            by_class[one.class_id].append(one.update_id)
    for class_id, updates in by_class.items():
        handled = sorted(updates, key=place.__getitem__)
        if handled != sorted(updates):
            yield f"class {class_id}: handled in the order {handled}"


def _belated(world: World) -> set[int]:
    """Updates that Telegram held back. What comes after a higher id is handed out only once."""
    return {
        call["params"]["update_id"]
        for call in world.emulator.record.since(method="update")
        if call["fault"] in ("delay", "reorder")
    }


def nothing_failed(world: World, day: date) -> Iterator[str]:
    """No update made a handler fail; no note was refused, not rendered, or given up in doubt."""
    for row in world.disk.look("SELECT update_id, error FROM inbox WHERE state = 'failed'"):
        yield f"update {row[0]} failed: {row[1]}"
    # An answer to somebody is let go after an hour, and the clock leaps.
    for row in world.disk.look(
        "SELECT id, kind, state, error FROM outbox WHERE state = 'failed' OR state = 'unknown'"
        " AND kind NOT IN ('reply', 'card', 'receipt', 'file')"
    ):
        yield f"note {row[0]} ({row[1]}) is {row[2]}: {row[3]}"


def figures_add_up(world: World, day: date) -> Iterator[str]:
    """Present and absent make the class of the roster; every class owes exactly one round."""
    rows = world.disk.look(
        "SELECT r.unit_id, a.enrolled, a.present + a.sick + a.personal + a.other AS counted,"
        " (SELECT COUNT(*) FROM enrolment e WHERE e.class_id = r.unit_id) AS roster"
        " FROM round r LEFT JOIN answer a ON a.round_id = r.id AND a.revision = r.revision"
        " WHERE r.day = ?",
        day.isoformat(),
    )
    owed = sorted(row["unit_id"] for row in rows)
    classes = sorted(c for school in world.town.schools for c in school.classes.values())
    if owed != classes:
        yield f"rounds of {owed}, classes are {classes}"
    for row in rows:
        if row["enrolled"] is None:
            continue
        if not row["enrolled"] == row["counted"] == row["roster"]:
            yield f"class {row['unit_id']}: {tuple(row)[1:]} do not agree"


def late_is_from_the_cut_off_on(world: World, day: date) -> Iterator[str]:
    """Late is what was said at nine or after; a press of an uncertain time is given the benefit."""
    rows = world.disk.look(
        "SELECT r.id, r.late, a.at_ms >= r.cut_off_ms AND NOT a.time_uncertain AS due"
        " FROM round r JOIN answer a ON a.round_id = r.id AND a.revision = 1 WHERE r.day = ?",
        day.isoformat(),
    )
    for row in rows:
        if row["late"] != row["due"]:
            yield f"round {row['id']}: late is {row['late']}, should be {row['due']}"


# -- questions and receipts ------------------------------------------------------------------


def _questions(world: World, day: date) -> Iterator[tuple[Departure, int, str]]:
    """Questions that arrived as new messages: departure, round, and their first words."""
    rounds = {
        (school.address(key), class_name): row[0]
        for school in world.town.schools
        for class_name, class_id in school.classes.items()
        for key in (class_name, f"deputy {class_name}")
        for row in world.disk.look(
            "SELECT id FROM round WHERE unit_id = ? AND day = ?", class_id, day.isoformat()
        )
    }
    asked = re.compile(rf"^(?:(.*)\n)?(\S+) · {day.month}月{day.day}日.* 晨检\n", re.S)
    for departure in world.wires.departures:
        if departure.method != "sendMessage" or not departure.accepted:
            continue
        found = asked.match(departure.text)
        round_id = rounds.get((departure.chat_id or 0, found[2])) if found else None
        if found and round_id is not None:
            yield departure, round_id, found[1] or ""


def nobody_is_asked_after_answering(world: World, day: date) -> Iterator[str]:
    """No new question about a round leaves once its answer is stored."""
    for departure, round_id, _ in _questions(world, day):
        answered = world.answered_at.get(round_id)
        if answered is not None and departure.at > answered + SLACK_S:
            yield (
                f"chat {departure.chat_id} was asked about round {round_id} at"
                f" {departure.at:.3f}, answered at {answered:.3f}"
            )


def everybody_is_asked(world: World, day: date) -> Iterator[str]:
    """Every round that is owed was asked about, unless its answer came first."""
    asked = {(departure.chat_id, round_id) for departure, round_id, _ in _questions(world, day)}
    for school, class_name, phone in _head_teachers(world):
        row = world.disk.look(
            "SELECT id FROM round WHERE unit_id = ? AND day = ?",
            school.classes[class_name],
            day.isoformat(),
        )
        round_id = row[0][0] if row else None
        if phone.user_id in world.book.ever_blocked or round_id in world.answered_at:
            continue
        if (phone.user_id, round_id) not in asked:
            yield f"{school.id}/{class_name} (round {round_id}) was never asked"


def nobody_is_asked_too_often(world: World, day: date) -> Iterator[str]:
    """Each question comes once; again only where nobody could know whether it had come."""
    seen = Counter((q.chat_id, round_id, lead) for q, round_id, lead in _questions(world, day))
    for (chat_id, round_id, lead), count in seen.items():
        more = count - 1 - world.doubts(chat_id)
        if more > 0 and "再问一次" not in lead and chat_id not in world.book.ever_blocked:
            words = lead or "the question"
            yield f"chat {chat_id} heard {words!r} {count} times (round {round_id})"


def no_chat_hears_more_than_was_written(world: World, day: date) -> Iterator[str]:
    """New messages of a chat: as many as the outbox says, and those that were in doubt."""
    came = Counter(
        departure.chat_id
        for departure in world.wires.departures
        if departure.method == "sendMessage" and departure.accepted
    )
    rows = world.disk.look(
        "SELECT c.address, COUNT(o.reference) FROM chat c LEFT JOIN outbox o ON o.chat_id = c.id"
        " AND o.target_id IS NULL AND o.target IS NULL GROUP BY c.id"
    )
    for address, written in rows:
        more = came[int(address)] - written - world.doubts(int(address))
        if more > 0:
            yield f"chat {address}: {came[int(address)]} messages came, {written} were written"


def receipts_stand_where_questions_stood(world: World, day: date) -> Iterator[str]:
    """Every copy of the question that the program knows of is the receipt now."""
    for school in world.town.schools:
        for class_name, class_id in school.classes.items():
            rows = world.disk.look(
                "SELECT id FROM round WHERE unit_id = ? AND day = ? AND revision > 0",
                class_id,
                day.isoformat(),
            )
            for key in (class_name, f"deputy {class_name}"):
                if rows and school.address(key) not in world.book.ever_blocked:
                    yield from _open_copies(world, school, key, rows[0][0], day)


def _open_copies(world: World, school: School, key: str, round_id: int, day: date) -> Iterator[str]:
    messages = {one.message_id: one for one in Phone(world.emulator, school.address(key)).heard}
    for row in world.disk.look(
        "SELECT reference FROM outbox WHERE round_id = ? AND chat_id = ? AND kind IN"
        " ('ask', 'chase', 'snooze') AND target_id IS NULL AND target IS NULL"
        " AND reference IS NOT NULL",
        round_id,
        school.chats[key],
    ):
        shown = messages[int(row[0])].words()
        # A card that is being worked on is the person's own affair.
        if "已上报" not in shown and " 晨检\n" in shown:
            yield f"{school.id}/{key}: message {row[0]} still asks: {shown[:40]!r}"


def fevers_are_told_at_once(world: World, day: date) -> Iterator[str]:
    """Whoever must hear of a fever has a message that tells of it: health officer and principal
    of one that was submitted, the health officer also of one that was not.
    """
    rows = world.disk.look(
        "SELECT r.unit_id, r.school_id, p.name, 1 AS submitted FROM round r"
        " JOIN finding f ON f.round_id = r.id AND f.revision = r.revision AND f.kind = 'fever'"
        " JOIN pupil p ON p.id = f.pupil_id WHERE r.day = ?1"
        " UNION SELECT r.unit_id, r.school_id, '', 0 FROM round r"
        " JOIN draft d ON d.round_id = r.id AND d.told <> '' WHERE r.day = ?1",
        day.isoformat(),
    )
    for class_id, school_id, pupil, submitted in rows:
        school = next(one for one in world.town.schools if one.id == school_id)
        class_name = next(name for name, key in school.classes.items() if key == class_id)
        for key in ("health_officer", "principal")[: 1 + submitted]:
            heard = Phone(world.emulator, school.address(key)).heard
            told = [one.words() for one in heard if _is_alert(one.words(), class_name, day)]
            if not any(pupil in words for words in told):
                yield f"{school.id}/{key} was not told of a fever in {class_name}: {told}"


def _is_alert(words: str, class_name: str, day: date) -> bool:
    """Whether a message to a health officer or principal is about what is abnormal in a class."""
    lines = words.splitlines()
    return any(class_name in line and f"{day.month}月{day.day}日" in line for line in lines)


def _head_teachers(world: World) -> Iterator[tuple[School, str, Phone]]:
    for school in world.town.schools:
        for class_name in school.classes:
            yield school, class_name, Phone(world.emulator, school.address(class_name))


RULES = (
    answers_are_kept_once,
    words_of_a_class_take_effect_in_order,
    nothing_failed,
    figures_add_up,
    late_is_from_the_cut_off_on,
    nobody_is_asked_after_answering,
    everybody_is_asked,
    nobody_is_asked_too_often,
    no_chat_hears_more_than_was_written,
    receipts_stand_where_questions_stood,
    fevers_are_told_at_once,
    every_alert_is_owned_or_escalated,
    an_alert_is_taken_over_once,
    every_open_case_was_asked_about_or_shows_as_overdue,
    an_isolation_counts_once,
    digests_say_what_the_database_says,
    pictures_show_what_the_database_says,
    repeats_say_so,
    nobody_hears_the_same_a_dozen_times,
    judge_pace,
)
