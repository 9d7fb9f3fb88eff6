"""A list of risk areas has changed: whoever was there by the answers of the last days surfaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from domain.alert import Alert, AlertKind, Ending, Standing, Urgency, Who, by_who
from domain.alert_watch import TravelAlerts
from domain.area import JourneyRead
from domain.check_in import Finding, FindingKind
from domain.filing import alarming
from domain.unit_settings import UnitSettings
from scheduler.moment import Moment
from scheduler.settings_in_force import settings_in_force
from storage.alerts import NewAlert
from storage.hearers import first_hearers
from storage.journeys import read_journeys
from storage.rounds import Round
from storage.transaction import Transaction


def match_anew(tx: Transaction, school_id: int, moment: Moment) -> None:
    """Hold the journeys of a school's last days against the list that holds now, once."""
    if not tx.areas.matched(school_id):
        return
    back = settings_in_force(tx, school_id).travel_days
    since = moment.day - timedelta(days=back)
    for round_id, findings in tx.exposures.journeys(school_id, since).items():
        round_ = tx.rounds.get(round_id)
        if round_ is not None:
            _match(tx, round_, findings, moment)


def _match(tx: Transaction, round_: Round, findings: Sequence[Finding], moment: Moment) -> None:
    settings = settings_in_force(tx, round_.unit.id)
    reads = read_journeys(
        tx, round_.unit.id, findings, told=round_.day, today=moment.day, back=settings.travel_days
    )
    before = tx.exposures.of_round(round_.id)
    tx.exposures.keep(round_.id, reads or {}, moment.now_ms)
    if settings.watch.travel is TravelAlerts.NONE:
        return
    fresh = {who: read for who, read in (reads or {}).items()
             if _is_news(tx, round_, who, read, before)}  # fmt: skip
    exposed = {who for who, read in (reads or {}).items() if read.exposures}
    gone = {who for who, _ in before} - exposed
    if fresh:
        _surface(tx, round_, fresh, settings, moment)
    if gone and settings.watch.travel is TravelAlerts.RISKY:
        _withdraw(tx, round_, gone, settings, moment)


def _is_news(
    tx: Transaction, round_: Round, who: Who, read: JourneyRead, before: set[tuple[Who, str]]
) -> bool:
    """Whether it led into an area that nobody knew of, neither by this round nor by an earlier."""
    return any(
        (who, one.area.place) not in before
        and not tx.exposures.told_before(round_.id, who, read.journey, one.area.place)
        for one in read.exposures
    )


def _surface(
    tx: Transaction,
    round_: Round,
    fresh: Mapping[Who, JourneyRead],
    settings: UnitSettings,
    moment: Moment,
) -> None:
    """Everybody of a class who was there stands in one alert: the one that names them already,
    else that of the answer, else a new one.
    """
    alerts = tx.alerts.of_round(round_.id)
    urgent = any(read.was_there for read in fresh.values())
    base = round_.revision - 1
    alert = next((one for one in alerts if _names(one, fresh)), None)
    alert = alert or next((one for one in alerts if one.base == base and not one.is_kept), None)
    alert_id = alert.id if alert is not None else _raise(tx, round_, base, moment)
    waiting = {one.who for one in alert.people if one.is_open} if alert is not None else set()
    tx.alerts.join(
        alert_id, [who for who in fresh if who not in waiting], Standing.SAID, moment.now_ms
    )
    if urgent:
        tx.alerts.set_urgency(alert_id, Urgency.HIGH)
    rungs = settings.alerts.rungs
    told_from = moment.now_ms if urgent else settings.alerts.told_from(moment.now_ms, moment.zone)
    next_ms = told_from + rungs[0].after_ms if rungs else None
    if alert is None or alert.waits:
        tx.alerts.set_next(alert_id, next_ms)
    elif not alert.is_open:
        tx.alerts.reopen(alert_id, moment.now_ms, next_ms)
    tx.alerts.change(alert_id, moment.now_ms)
    chats = first_hearers(tx, round_.unit.id, moment.day, settings.alerts, draft=False)
    tx.alerts.tell(
        alert_id,
        [chat.id for chat in chats],
        moment.now_ms,
        not_before_ms=told_from if told_from > moment.now_ms else 0,
        lead="lead_area",
    )
    tx.answers.touch(round_.school_id, round_.day)


def _names(alert: Alert, fresh: Mapping[Who, JourneyRead]) -> bool:
    return any(one.who in fresh for one in alert.standing)


def _raise(tx: Transaction, round_: Round, base: int, moment: Moment) -> int:
    return tx.alerts.raise_(
        NewAlert(
            AlertKind.FINDING,
            round_.day,
            round_.school_id,
            round_.unit.id,
            Urgency.LOW,
            said_ms=moment.now_ms,
            round_id=round_.id,
            base=base,
        )
    )


def _withdraw(
    tx: Transaction, round_: Round, gone: set[Who], settings: UnitSettings, moment: Moment
) -> None:
    """An area was taken from the list: whoever stands in an alert for that alone is taken back;
    what somebody has done stays in the history.
    """
    said = by_who(alarming(tx.answers.findings(round_.id, round_.revision)))
    for alert in tx.alerts.of_round(round_.id):
        people = [
            one
            for one in alert.people
            if one.is_open and one.who in gone and _only_travelled(said.get(one.who, ()), settings)
        ]
        if not people:
            continue
        tx.alerts.stand(alert.id, people, Standing.WITHDRAWN, moment.now_ms)
        after = tx.alerts.get(alert.id)
        if after is not None and not any(one.is_open for one in after.people):
            ending = Ending.HANDLED if after.standing else Ending.WITHDRAWN
            tx.alerts.close(alert.id, ending, moment.now_ms)
        tx.alerts.change(alert.id, moment.now_ms)
        tx.answers.touch(round_.school_id, round_.day)


def _only_travelled(findings: Sequence[Finding], settings: UnitSettings) -> bool:
    others = (one for one in findings if one.kind is not FindingKind.TRAVEL)
    return not any(settings.watch.is_loud(one) for one in others)
