"""Reads all there is to tell of an alert."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from domain.alert import Alert, AlertKind, AlertPerson, Standing, Who
from domain.alert_facts import AlertFacts, AlertStep, Involved
from domain.area import Exposure
from domain.check_in import LASTING, CheckIn, Entry, Finding, findings_of
from domain.cluster import LONGEST
from domain.errors import ChenjianError
from domain.filing import alarming
from domain.unit_settings import UnitSettings
from domain.unsettled import Matter, Unsettled
from storage.answers import Answer
from storage.drafts import Draft
from storage.exposures import journeys_in
from storage.journeys import read_journeys
from storage.rounds import Round
from storage.transaction import Transaction


def alert_facts(tx: Transaction, alert: Alert) -> AlertFacts:
    """The alert with its names, as it stands now."""
    unit, school = tx.roster.unit(alert.unit_id), tx.roster.unit(alert.school_id)
    round_ = None if alert.round_id is None else tx.rounds.get(alert.round_id)
    assert unit is not None, "alerts hold units by foreign key"  # noqa: S101
    words = _Words((), alert.said_ms) if round_ is None else _words(tx, round_, alert)
    words = replace(words, round=round_)
    threshold = 0 if round_ is None else round_.fever_threshold
    return AlertFacts(
        alert=alert,
        unit=unit,
        school="" if school is None else school.name,
        threshold=threshold,
        people=_people(tx, alert, words, threshold),
        by=tuple(tx.roster.person_name(one) for one in words.by),
        at_ms=words.at_ms,
        owner="" if alert.owner is None else tx.roster.person_name(alert.owner),
        filed_by="" if alert.filed_by is None else tx.roster.person_name(alert.filed_by),
        steps=tuple(_steps(tx, alert)),
    )


def _people(tx: Transaction, alert: Alert, words: _Words, threshold: int) -> tuple[Involved, ...]:
    if alert.kind is AlertKind.CLUSTER:
        return tuple(_in_cluster(tx, alert, one) for one in alert.people)
    return tuple(_involved(tx, alert, one, words, threshold) for one in alert.people)


def _in_cluster(tx: Transaction, alert: Alert, about: AlertPerson) -> Involved:
    name = tx.roster.pupil_name(about.pupil_id or 0)
    around = timedelta(days=LONGEST)
    told = tx.alerts.last_told(
        about.pupil_id or 0, alert.school_id, alert.day - around, alert.day + around
    )
    if told is None:
        return Involved(about, name)
    class_name, day, findings = told
    return Involved(about, name, findings=findings, class_name=class_name, day=day)


@dataclass(frozen=True, slots=True)
class _Words:
    """Who said it last and when, and what was said by the id in the alert; ``were`` are the
    temperatures that corrections have changed.
    """

    by: tuple[int, ...]
    at_ms: int
    entries: dict[int, Entry] = field(default_factory=dict)
    drafted: dict[int, Entry] = field(default_factory=dict)
    matters: dict[int, Matter] = field(default_factory=dict)
    were: dict[int, int] = field(default_factory=dict)
    round: Round | None = None


def _words(tx: Transaction, round_: Round, alert: Alert) -> _Words:
    answer = tx.answers.latest(round_)
    if alert.is_draft or answer is None or answer.revision <= alert.base:
        return _drafted(tx, round_, alert)
    said, drafts = _entries(answer.check_in, alert), _drafted(tx, round_, alert)
    drafted = drafts.entries
    unsaid = {one.id for one in alert.standing if one.standing is Standing.DRAFT}
    said |= {key: entry for key, entry in drafted.items() if key in unsaid}
    other = {key: entry for key, entry in drafted.items() if entry != said.get(key)}
    last = _last_change(tx, round_, alert, answer)
    were = _were(tx, round_, alert, last)
    return _Words((last.by_person,), last.at_ms, said, other, drafts.matters, were)


def _drafted(tx: Transaction, round_: Round, alert: Alert) -> _Words:
    drafts = [draft for draft in tx.drafts.of_round(round_.id) if draft.told]
    if not drafts:
        return _Words((), alert.closed_ms or alert.said_ms)
    entries: dict[int, Entry] = {}
    for draft in drafts:
        entries |= _entries(draft.check_in, alert)
    by = tuple(draft.person_id for draft in drafts)
    at_ms = max(draft.updated_ms for draft in drafts)
    return _Words(by, at_ms, entries, matters=_matters(drafts, alert))


def _matters(drafts: Iterable[Draft], alert: Alert) -> dict[int, Matter]:
    """What was said of those of whom nobody knows yet who they are."""
    unsettled = {draft.person_id: draft.unsettled.matters for draft in drafts}
    found = {}
    for one in alert.standing:
        by, place = one.matter
        if not one.is_known and 0 < place <= len(unsettled.get(by, ())):
            found[one.id] = unsettled[by][place - 1]
    return found


def _last_change(tx: Transaction, round_: Round, alert: Alert, answer: Answer) -> Answer:
    """The last revision that said something else of these people than the one before."""
    while answer.revision > alert.base + 1:
        before = tx.answers.get(round_.id, answer.revision - 1)
        if before is None or _entries(before.check_in, alert) != _entries(answer.check_in, alert):
            break
        answer = before
    return answer


def _were(tx: Transaction, round_: Round, alert: Alert, last: Answer) -> dict[int, int]:
    """The temperatures that the last change changed."""
    before, now = tx.answers.get(round_.id, last.revision - 1), _entries(last.check_in, alert)
    was = {} if before is None else _entries(before.check_in, alert)
    return {
        key: entry.temperature
        for key, entry in was.items()
        if entry.temperature is not None
        and key in now
        and now[key].temperature not in (None, entry.temperature)
    }


def _entries(check_in: CheckIn, alert: Alert) -> dict[int, Entry]:
    found = {}
    for one in alert.people:
        entry = (
            check_in.pupils.get(one.pupil_id)
            if one.pupil_id is not None
            else check_in.staff.get(one.person_id or 0)
        )
        if entry is not None:
            found[one.id] = entry
    return found


def _involved(
    tx: Transaction, alert: Alert, about: AlertPerson, words: _Words, threshold: int
) -> Involved:
    if not about.is_known:
        return _nobody_yet(about, words, threshold)
    name = (
        tx.roster.pupil_name(about.pupil_id)
        if about.pupil_id
        else tx.roster.person_name(about.person_id or 0)
    )
    entry = words.entries.get(about.id)
    if entry is None or not about.stands:
        return Involved(about, name)
    check_in = (
        CheckIn(pupils={about.pupil_id: entry})
        if about.pupil_id is not None
        else CheckIn(staff={about.person_id or 0: entry})
    )
    loud = alarming(findings_of(check_in, threshold))
    return Involved(
        about,
        name,
        entry,
        loud,
        words.drafted.get(about.id),
        since=_since(tx, alert, about, loud),
        was=words.were.get(about.id),
        exposures=_exposures(tx, words, about.who, loud),
    )


def _exposures(
    tx: Transaction, words: _Words, who: Who, findings: Iterable[Finding]
) -> tuple[Exposure, ...]:
    """The areas of the list, as it stands now, that somebody's journey led into."""
    if words.round is None or not journeys_in(findings):
        return ()
    unit_id, day = words.round.unit.id, words.round.day
    reads = read_journeys(
        tx, unit_id, findings, told=day, today=day, back=_travel_days(tx, unit_id)
    )
    read = (reads or {}).get(who)
    return () if read is None else read.exposures


def _travel_days(tx: Transaction, unit_id: int) -> int:
    try:
        return UnitSettings.resolve(tx.settings.chain(unit_id)).travel_days
    except ChenjianError:
        return UnitSettings.resolve([]).travel_days


def _since(
    tx: Transaction, alert: Alert, about: AlertPerson, findings: Iterable[Finding]
) -> date | None:
    """Since when a pupil has been ill or away; None where it is no such thing."""
    if about.pupil_id is None or all(one.kind not in LASTING for one in findings):
        return None
    return tx.answers.since(about.pupil_id, alert.day)


def _nobody_yet(about: AlertPerson, words: _Words, threshold: int) -> Involved:
    matter = words.matters.get(about.id)
    loud = () if matter is None else alarming(Unsettled(matters=(matter,)).findings(threshold))
    return Involved(about, "", findings=loud, matter=matter)


def _steps(tx: Transaction, alert: Alert) -> Iterator[AlertStep]:
    for event in tx.alerts.events(alert.id):
        if event.by_person is not None:
            by = tx.roster.person_name(event.by_person)
            yield AlertStep(event.id, event.at_ms, event.what, by, event.about, event.detail)
