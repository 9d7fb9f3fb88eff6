"""Who goes on (继续跟进) with those whom an alert of the class's last answer was about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.alert import Alert, Urgency, Who, may_own, urgency_of
from domain.check_in import Finding, FindingKind, Symptom
from handlers.visit import Visit
from storage.chats import Chat
from storage.class_day import open_pupils
from storage.rounds import Round


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody who took an alert over, serves still and can be reached; how urgent it was."""

    chat: Chat
    urgency: Urgency

    def goes_on_at(self, urgency: Urgency) -> bool:
        """Whether it is still theirs: what has become urgent is everybody's."""
        return urgency is Urgency.LOW or self.urgency is Urgency.HIGH


def keepers(visit: Visit, round_: Round) -> Mapping[Who, Keeper]:
    """By whom each is followed since the class's last answer; who was found well is followed no
    longer.
    """
    last = visit.tx.rounds.last_before(round_.unit.id, round_.day)
    found: dict[Who, Keeper] = {}
    for alert in [] if last is None else visit.tx.alerts.of_round(last[0]):
        keeper = _keeper(visit, alert)
        for one in alert.standing:
            if keeper is None:
                found.pop(one.who, None)
            elif one.outcome is None or not one.outcome.was_nothing:
                found[one.who] = keeper
    return found


def _keeper(visit: Visit, alert: Alert) -> Keeper | None:
    if alert.owner is None:
        return None
    chat = visit.tx.chats.of_person(alert.owner)
    serves = may_own(visit.tx.roster.roles_over(alert.owner, alert.unit_id, visit.day))
    return Keeper(chat, alert.urgency) if serves and chat is not None and chat.reachable else None


def told_before(visit: Visit, round_: Round) -> Mapping[Who, Sequence[Finding]]:
    """What the class's last answer before this round told of those who are open still."""
    return {(one.pupil_id, None): one.findings for one in open_pupils(visit.tx, round_)}


def says_no_more(now: Sequence[Finding], before: Sequence[Finding], high_fever: int) -> bool:
    """仍发热, 仍病假: whether it is the same matters as before, and none has become urgent."""
    urgent_now = urgency_of(now, high_fever) is Urgency.HIGH
    return _matters(now) <= _matters(before) and (
        not urgent_now or urgency_of(before, high_fever) is Urgency.HIGH
    )


def _matters(findings: Sequence[Finding]) -> frozenset[tuple[FindingKind, Symptom | None]]:
    return frozenset((one.kind, one.symptom) for one in findings)
