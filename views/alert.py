"""The card of an alert: who, class, what, when, reported by; who does something about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from domain.alert import Alert, AlertKind, Ending, Happened, Outcome, Standing, Urgency
from domain.alert_facts import AlertFacts, AlertStep, Involved
from domain.message import Message, Text, joined
from views.alert_buttons import alert_keyboard
from views.alert_people import said_words, who_words
from views.alert_report import cluster_words, notifiable_words
from views.alert_times import nobody_since, time_today, time_words
from views.area_words import exposure_lines
from views.days import day_name, short_day
from views.entry import entry_words, findings_words
from views.fitting import fitted, size
from views.open_pupils import since_words
from views.unsettled import matter_told
from views.words import say, text

MOST_STEPS = 6
"""Steps that a card shows; what came before stands in the history."""
LINES_ROOM, STEPS_ROOM = 1900, 1200
"""What people and steps may take of a message of 4,096 (UTF-16 units)."""
LONGEST_NOTE = 300
MANY = 5
"""So many people who were only not measured stand in one line."""
_SHOWN = frozenset({Happened.TOOK_OVER, Happened.OUTCOME, Happened.NOTE, Happened.PHOTO})


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a card is for: a person, whether that person may take the alert over, and whether open a
    case of one of the staff.
    """

    person_id: int
    may_own: bool
    staff_cases: bool = True


def alert_card(
    language: str,
    facts: AlertFacts,
    reader: Reader,
    zone: ZoneInfo,
    *,
    lead: str = "",
    silent: bool = False,
) -> Message:
    """One alert as people inside the school see it, names included."""
    drafted = facts.alert.is_draft
    people = [one for one in facts.people if one.about.standing is not Standing.DROPPED]
    people = [one for one in people if one.name or one.matter is not None]
    if facts.alert.kind is AlertKind.CLUSTER and facts.alert.ending is Ending.WITHDRAWN:
        people = []  # They are ill all the same; only the cluster is none.
    said = _all_told(language, facts, people, all_drafted=drafted)
    parts = [
        text(language, f"alert.{lead}") if lead else Text(),
        title(language, facts.alert, facts.unit.name),
        *fitted(language, said, LINES_ROOM),
        _by(language, facts, zone),
        *_owner(language, facts, zone),
        *_steps(language, facts, zone),
        *_asked_about(language, facts, reader),
    ]
    keyboard = None
    if reader.may_own:
        keyboard = alert_keyboard(language, facts, reader.person_id, reader.staff_cases)
    return Message(joined("\n", parts), keyboard, protect=True, silent=silent)


def see_below(language: str) -> Message:
    """In place of an older message of the same alert: there is nothing to press here."""
    return Message(text(language, "alert_told.see_below"), protect=True)


def _asked_about(language: str, facts: AlertFacts, reader: Reader) -> list[Text]:
    """Whom the buttons are about, where the others are dealt with."""
    waiting = facts.open_people if facts.alert.kind is AlertKind.FINDING else ()
    mine = reader.may_own and facts.alert.owner == reader.person_id
    if not mine or len(waiting) != 1 or len(facts.standing) == 1:
        return []
    return [text(language, "alert.pick", who=who_words(language, waiting[0]))]


def title(language: str, alert: Alert, unit: str) -> Text:
    """``⚠️ 异常 · 三年级2班 · 11月23日(周一)``."""
    stage = stage_of(alert)
    if alert.kind is AlertKind.CLUSTER:
        where = alert.dormitory or ""
        if where:
            unit = say(language, "alert.dormitory", unit=unit, dormitory=where)
        stage = "cluster" if alert.is_open else f"cluster_{stage}"
        return text(language, f"alert.title_{stage}", unit=unit, day=day_name(language, alert.day))
    high = "_high" if alert.urgency is Urgency.HIGH and stage in ("draft", "answer") else ""
    return text(
        language, f"alert.title_{stage}{high}", unit=unit, day=day_name(language, alert.day)
    )


def stage_of(alert: Alert) -> str:
    """draft | answer | handled | withdrawn | cancelled."""
    if not alert.is_open:
        return (alert.ending or Ending.HANDLED).value
    return "draft" if alert.is_draft else "answer"


def how_it_ended(language: str, alert: Alert, today: date, zone: ZoneInfo) -> str:
    """``08:10 已办结``."""
    ending = alert.ending or Ending.HANDLED
    at = time_today(language, alert.closed_ms or alert.said_ms, today, zone)
    return say(language, f"alert.closed_{ending}", time=at)


def names_joined(language: str, names: Sequence[str]) -> str:
    """``李老师、王老师``."""
    return say(language, "entry.join").join(names)


def _all_told(
    language: str, facts: AlertFacts, people: Sequence[Involved], *, all_drafted: bool
) -> list[Text]:
    """A line for each; a class that was not measured is one line."""
    told = [_told(language, facts, one, all_drafted=all_drafted) for one in people]
    unmeasured = say(language, "entry.unmeasured")
    many = [
        line
        for one, line in zip(people, told, strict=True)
        if line == text(language, "alert.line", who=who_words(language, one), what=unmeasured)
    ]
    if len(many) <= MANY:
        return told
    who = say(language, "check_in.review_many", count=len(many))
    one_line = text(language, "alert.line", who=who, what=unmeasured)
    return [*(line for line in told if line not in many), one_line]


def _told(language: str, facts: AlertFacts, one: Involved, *, all_drafted: bool) -> Text:
    """What is told of one person, and below it where that person was."""
    line = _line(language, facts, one, all_drafted=all_drafted)
    return joined("\n", [line, *exposure_lines(language, one)])


def _line(language: str, facts: AlertFacts, one: Involved, *, all_drafted: bool) -> Text:
    about, who = one.about, who_words(language, one)
    if one.matter is not None:
        matter = matter_told(language, one.matter, facts.threshold)
        return text(language, "check_in.review_line", line=matter)
    if not about.stands:
        return text(language, "alert.line_withdrawn", who=who)
    if one.class_name and one.day is not None:
        what = findings_words(language, one.findings)
        unit = "" if one.class_name == facts.unit.name else f"{one.class_name} "
        if one.day == facts.alert.day:
            return text(language, "alert.line", who=who, what=f"{unit}{what}")
        day = short_day(language, one.day)
        return text(language, "alert.line_cluster", who=who, unit=unit, what=what, day=day)
    what = said_words(language, facts, one)
    since = since_words(language, one.since, facts.alert.day)
    if about.outcome is not None:
        done = say(language, f"alert.{about.outcome}")
        return text(language, "alert.line_done", who=who, what=what, outcome=done) + since
    if one.drafted is not None:
        then = entry_words(language, one.drafted, facts.threshold)
        return text(language, "alert.line_change", who=who, what=what, then=then) + since
    unsent = about.standing is Standing.DRAFT and not all_drafted
    key = "alert.line_draft" if unsent else "alert.line"
    return text(language, key, who=who, what=what) + since


def _by(language: str, facts: AlertFacts, zone: ZoneInfo) -> Text:
    if facts.alert.kind is AlertKind.CLUSTER:
        return cluster_words(language, facts, zone)
    return joined("\n", [_said_by(language, facts, zone), *notifiable_words(language, facts, zone)])


def _said_by(language: str, facts: AlertFacts, zone: ZoneInfo) -> Text:
    stage = stage_of(facts.alert)
    if stage == "cancelled":
        # base is the revision it was said on: 0 where nobody had reported.
        return text(language, f"alert.by_cancelled{'_fix' if facts.alert.base else ''}")
    at = time_words(language, facts.at_ms, facts.alert.day, zone)
    name = names_joined(language, facts.by)
    key = "answer" if stage == "handled" else stage
    return text(language, f"alert.by_{key}", name=name, time=at)


def _owner(language: str, facts: AlertFacts, zone: ZoneInfo) -> list[Text]:
    alert = facts.alert
    if alert.owner is not None:
        if alert.owned_ms is None:
            return [text(language, "alert.owner_kept", name=facts.owner)]
        at = time_words(language, alert.owned_ms, alert.day, zone)
        return [text(language, "alert.owner", name=facts.owner, time=at)]
    if not alert.is_open:
        return []
    if alert.rung:
        return [nobody_since(language, alert, zone)]
    return [text(language, "alert.nobody")]


def _steps(language: str, facts: AlertFacts, zone: ZoneInfo) -> list[Text]:
    """The last steps that find room, in order."""
    steps = [step for step in facts.steps if step.what in _SHOWN]
    shown: list[Text] = []
    room = STEPS_ROOM
    for step in reversed(steps[-MOST_STEPS:]):
        line = _step(language, facts, step, zone)
        room -= size(line.plain) + 1
        if room < 0:
            break
        shown.insert(0, line)
    if len(shown) < len(steps):
        shown.insert(0, text(language, "alert.step_more", count=len(steps) - len(shown)))
    return shown


def _step(language: str, facts: AlertFacts, step: AlertStep, zone: ZoneInfo) -> Text:
    what = _step_words(language, step)
    about = next((one for one in facts.people if one.about.id == step.about), None)
    if about is not None and len(facts.people) > 1:
        what = say(language, "alert.step_about", who=who_words(language, about), what=what)
    at = time_words(language, step.at_ms, facts.alert.day, zone)
    if step.by == facts.owner:
        return text(language, "alert.step", time=at, what=what)
    return text(language, "alert.step_by", time=at, what=what, name=step.by)


def _step_words(language: str, step: AlertStep) -> str:
    match step.what:
        case Happened.OUTCOME:
            return say(language, f"alert.{Outcome(step.detail)}")
        case Happened.NOTE:
            note = step.detail
            short = note if len(note) <= LONGEST_NOTE else note[:LONGEST_NOTE] + "…"
            return say(language, "alert.step_note", note=short)
        case Happened.PHOTO:
            return say(language, "alert.step_photo")
        case _:
            return say(language, "alert.step_took_over")
