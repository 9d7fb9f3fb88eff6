"""Pupils who were counted, and named elsewhere: 2人请假，张三病假，李四事假."""

from __future__ import annotations

from domain.check_in import Absence, Where
from domain.temperature import FEVER
from domain.understanding.about import About
from domain.understanding.grammar.counted import merge
from domain.understanding.heard import Heard
from domain.understanding.settling.told import symptoms_of

MOST = 100
"""Pupils and groups of one message; what holds more is no answer about one class."""


def settle_groups(heard: Heard) -> None:
    """A group that was counted is those who were named, where as many of them fit it."""
    for trip in [about.trip for about in heard.about if about.trip is not None]:
        trip.days = trip.days or trip.lent
    if len(heard.about) > MOST:
        return
    _settle_away(heard)
    _settle_in_turn(heard)
    _settle_totals(heard)
    for group in [about for about in heard.about if about.who is None and not about.told_by]:
        place = heard.about.index(group)
        after = _fitting(group, heard.about[place + 1 :])
        everybody = _fitting(group, heard.about)
        for fitting in (after, everybody):
            if len(fitting) == group.times and (group.times > 1 or fitting is after):
                heard.drop(group)
                for about in fitting:
                    _lend(group, about)
                break


def _settle_away(heard: Heard) -> None:
    """有三个没来，张三、李四发烧，王五奶奶去世: why they are away is told of each right behind."""
    for group in [about for about in heard.about if about.who is None and about.times > 1]:
        place = heard.about.index(group) + 1
        behind = heard.about[place : place + group.times]
        others = [one for one in heard.about if one is not group and one not in behind]
        unsaid = group.absence is Absence.OTHER and not group.reason_known
        if (
            unsaid
            and not group.partly_named
            and len(behind) == group.times
            and all(map(_may_be_away, behind))
            and not any(map(_may_be_away, others))
        ):
            heard.drop(group)
            for about in behind:
                _lend(group, about)


def _may_be_away(about: About) -> bool:
    """Whether a pupil who was named is away, or ill and not called present."""
    there = about.where is Where.SCHOOL or about.back or about.normal
    away = about.absence is not None or _is_hot(about) or bool(symptoms_of(about))
    return about.who is not None and away and not there


def _settle_in_turn(heard: Heard) -> None:
    """张三李四没来，一个病假一个事假: in the order of the names, where the counts agree."""
    parts = [about for about in heard.about if about.who is None and not about.told_by]
    if len(parts) < 2 or not all(one.times == 1 and _is_part(one) for one in parts):
        return
    first = heard.about.index(parts[0])
    names = heard.about[max(first - len(parts), 0) : first]
    together = heard.about[first : first + len(parts)] == parts
    bare = all(one.who is not None and one.says_nothing for one in names) and all(
        one.absence is not None and one.reason_known for one in parts
    )
    unsaid = bare or all(map(_is_away_unsaid, names))
    alike = len({one.who.raw for one in names if one.who is not None}) < len(names)
    if not together or len(names) < len(parts) or not unsaid or alike:
        return  # 两个张伟都没来，一个病假一个事假: nobody knows which
    if first > len(names) and _is_away_unsaid(heard.about[first - len(names) - 1]):
        return  # three are away, and of two it was said why
    for about, part in zip(names, parts, strict=True):
        heard.drop(part)
        about.absence, about.reason_known = part.absence or Absence.SICK, True
        merge(part, about)


def _is_away_unsaid(about: About) -> bool:
    """Whether a pupil was named as absent, and nothing was said of why."""
    unsaid = about.absence is Absence.OTHER and not about.reason_known
    return about.who is not None and unsaid and not about.is_ill and about.trip is None


def _settle_totals(heard: Heard) -> None:
    """三个人没来，两个病假一个事假: the parts go before the whole."""
    for whole in [about for about in heard.about if about.who is None and about.times > 1]:
        parts = _portions(whole, heard.about[heard.about.index(whole) + 1 :])
        if sum(one.times for one in parts) == whole.times:
            heard.drop(whole)
            for one in parts:
                _lend(whole, one)
    for whole in [about for about in heard.about if about.who is None and not about.told_by]:
        if whole.absence is not Absence.OTHER or whole.reason_known:
            continue
        behind = heard.about[heard.about.index(whole) + 1 :]
        parts = [one for one in behind if one.who is None and _is_part(one)]
        named = [one for one in behind if one.who is not None and one.absence and one.reason_known]
        if parts and sum(one.times for one in (*parts, *named)) == whole.times:
            parts += named  # 三人请假，张三病假，其余两人事假
        if sum(one.times for one in parts) == whole.times:
            heard.drop(whole)
            for one in parts:
                one.absence = one.absence or Absence.SICK


def _portions(whole: About, behind: list[About]) -> list[About]:
    """两个发烧的，一个38度，一个38度5: those right behind who may be the ones who were counted."""
    found: list[About] = []
    for one in behind:
        if one.who is not None or sum(part.times for part in found) >= whole.times:
            break
        if not _is_hot(one) if whole.feverish else not set(one.symptoms) & set(whole.symptoms):
            return []
        found.append(one)
    return found


def _is_hot(about: About) -> bool:
    values = [one.temperature for one in about.figures if one.temperature is not None]
    return about.feverish or any(value >= FEVER for value in values)


def _is_part(about: About) -> bool:
    told = about.absence is not None and about.reason_known
    return told or about.feverish or bool(symptoms_of(about))


def _fitting(group: About, others: list[About]) -> list[About]:
    named = [about for about in others if about.who is not None and not about.says_nothing]
    return [about for about in named if _fits(group, about)]


def _fits(group: About, about: About) -> bool:
    """Whether what was said of the group may be said of this pupil."""
    if group.says_nothing or group.normal or group.partly_named:
        return False
    warm = not group.feverish or about.feverish or bool(about.figures)
    ill = not symptoms_of(group) or bool(set(symptoms_of(group)) & set(symptoms_of(about)))
    away = group.trip is None or about.trip is not None
    unmeasured = not group.unmeasured or about.unmeasured
    return warm and ill and away and unmeasured and _fits_absence(group, about)


def _fits_absence(group: About, about: About) -> bool:
    if group.absence is None:
        return True
    if about.absence is group.absence:
        return True
    if group.absence is Absence.OTHER and not group.reason_known:
        if about.absence is None and group.times > 1:
            # 俩孩子没来，王小明发烧，李雷拉肚子
            plainly = about.feverish or not about.figures
            return about.is_ill and plainly and about.where is not Where.SCHOOL
        return about.absence is not None
    if group.absence is Absence.SICK:
        return about.absence is None and about.is_ill and not about.figures
    return False


def _lend(group: About, about: About) -> None:
    """What was said of the group is said of each, unless more is known of it."""
    absence, known = about.absence, about.reason_known
    symptoms = list(about.symptoms)
    symptoms_told = symptoms or about.vague
    merge(group, about)
    if absence is not None:
        about.absence, about.reason_known = absence, known
    if symptoms_told:
        about.symptoms[:] = symptoms
