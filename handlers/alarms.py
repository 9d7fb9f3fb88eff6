"""The moment something abnormal is said: alerts are raised, grow, are confirmed or taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from domain.alert import (
    Standing,
    Who,
    by_who,
)
from domain.check_in import Finding
from domain.filing import alarming
from handlers.alert_course import Course, Words
from handlers.case_withdrawn import say_on_cases
from handlers.visit import Visit
from storage.rounds import Round


def people_in(findings: Iterable[Finding]) -> frozenset[Who]:
    """Whom findings are about."""
    return frozenset((finding.pupil_id, finding.person_id) for finding in findings)


def told_mark(findings: Sequence[Finding]) -> str:
    """``3f9c…/2``: changes when there is something else to tell, and says about how many people.

    Holds no reading; empty where there is nothing to tell.
    """
    if not findings:
        return ""
    words = "\n".join(repr(finding) for finding in findings)
    return f"{hashlib.sha256(words.encode()).hexdigest()[:16]}/{len(people_in(findings))}"


def alarm_for_draft(visit: Visit, round_: Round) -> None:
    """待确认: the health officer hears of an abnormal draft at once, submitted or not.

    What was told is changed in place; one more person makes a new sound.
    """
    course = Course(visit, round_)
    drafted = course.drafted()
    told = visit.tx.alerts.of_round(round_.id)
    for alert in told:
        gone = [one for one in alert.standing if one.standing is Standing.DRAFT]
        gone = [one for one in gone if one.who not in drafted]
        visit.tx.alerts.stand(alert.id, gone, Standing.DROPPED, visit.now_ms, visit.person_id)
    known = {one.who for alert in told for one in alert.standing}
    news = [who for who in drafted if who not in known]
    news = [who for who in news if not course.waits_for_the_answer(who, drafted[who])]
    # A draft that says less than before changes what was told of these as well.
    changed = frozenset((*known, *drafted))
    said = by_who((*alarming(course.answered), *(one for of in drafted.values() for one in of)))
    course.follow(told, Words(said, news, changed, Standing.DRAFT, many=course.many_at_once()))


def alarm_after_answer(
    visit: Visit,
    round_: Round,
    now: Sequence[Finding],
    before: Sequence[Finding],
    drafted: Sequence[Finding],
) -> None:
    """An abnormal answer is told to health officer and principal, as far as settings and risk areas
    make it an alert; what they were told before, of an earlier answer or of a draft, is changed in
    place, and only something new makes a sound.

    ``round_`` is the round as it was before this answer; ``drafted`` what drafts told. A zero
    report where nothing was abnormal before asks nothing of the database.
    """
    if not (now or before or drafted):
        return
    course = Course(visit, round_)
    course.watching.keep_exposures(now, before)
    said = by_who(course.watching.loud(now))
    told = visit.tx.alerts.of_round(round_.id)
    for alert in told:
        confirmed = [one for one in alert.standing if one.who in said]
        confirmed = [one for one in confirmed if one.standing is Standing.DRAFT]
        gone = [one for one in alert.standing if one.who not in said]
        named = [one for one in gone if one.is_known]
        unknown = [one for one in gone if not one.is_known]
        visit.tx.alerts.stand(alert.id, confirmed, Standing.SAID, visit.now_ms, visit.person_id)
        visit.tx.alerts.stand(alert.id, named, Standing.WITHDRAWN, visit.now_ms, visit.person_id)
        say_on_cases(visit, named)
        visit.tx.alerts.stand(alert.id, unknown, Standing.DROPPED, visit.now_ms, visit.person_id)
    known = {one.who for alert in told for one in alert.standing}
    news = [who for who in said if who not in known]
    former = by_who(course.watching.loud(before))
    changed = frozenset(who for who in said if said[who] != former.get(who))
    course.follow(told, Words(said, news, changed, Standing.SAID))
    visit.tx.alerts.mark_abnormal(round_.school_id, round_.day)
