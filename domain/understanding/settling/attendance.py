"""Whether the heads that were counted add up to the class."""

from __future__ import annotations

from domain.check_in import Absence
from domain.understanding.about import About
from domain.understanding.context import ClassContext
from domain.understanding.heard import Claim, Heard, Snag
from domain.understanding.understood import Question


def heads_asked(heard: Heard, class_: ClassContext) -> list[Question]:
    """What has to be asked about counted heads; empty where they add up.

    應到 is the whole class, pupils known to be away included; a teacher who leaves those out is
    understood too. 实到 and 应到 may differ only by pupils who were said to be absent.
    """
    asked: list[Question] = []
    size, expected = class_.enrolled, class_.enrolled - class_.away
    enrolled = heard.enrolled
    if Snag.HEADS in heard.snags or (enrolled is not None and enrolled not in (size, expected)):
        nameless = [about.times for about in heard.about if about.who is None]
        counts = [enrolled, sum(heard.normal_heads), heard.present, *nameless]
        known = [one for one in counts if one]
        odd = (one for one in known if one not in (size, expected))
        counted = next(odd, known[0] if known else "")
        return [Question("heads", {"said": counted, "enrolled": size})]
    if heard.present is not None and heard.present > (enrolled or size):
        asked.append(
            Question("too_many_present", {"present": heard.present, "enrolled": enrolled or size})
        )
    elif heard.present is not None:
        asked.extend(_gap(heard, class_, heard.present))
    if Claim.FULL in heard.claims and _absent(heard):
        asked.append(Question("full_and_absent", {"count": _absent(heard)}))
    asked.extend(_normal_heads(heard, class_))
    return asked


def settle_here(heard: Heard) -> None:
    """A number said to be here is that of those present, one said to be due that of all.
    全班45人都到了 says both, and all 45 are here, whatever they are called, only the first.
    """
    due = heard.enrolled
    if due is None or _absent(heard):
        return
    if heard.present is None and heard.all_here:
        heard.present = due
    if heard.all_of_them and heard.present == due:
        heard.enrolled = None


def settle_gap(heard: Heard, class_: ClassContext) -> None:
    """43/45 here, 2 sick: as many as are called ill and no more are missing, so these are."""
    _settle_present(heard, class_)
    if heard.present is None:
        return
    ill = [about for about in heard.about if _is_only_ill(about)]
    missing = (heard.enrolled or class_.enrolled) - heard.present - _absent(heard)
    if ill and sum(about.times for about in ill) == missing:
        for about in ill:
            about.absence, about.reason_known = Absence.SICK, True


def _settle_present(heard: Heard, class_: ClassContext) -> None:
    """今天43人，两个请假: with those who are away they make up the class, so they are there. Where
    somebody is known to be away, as many as are due without them may be either, and do not fit.
    """
    if not heard.maybe_present or heard.present is not None or heard.enrolled is None:
        return
    whole = (class_.enrolled, class_.enrolled - class_.away)
    absent = _absent_unknown_before(heard)
    due = class_.away > 0 and heard.enrolled == whole[1]
    if absent and (due or (heard.enrolled not in whole and heard.enrolled + absent in whole)):
        heard.present, heard.enrolled = heard.enrolled, None


def _is_only_ill(about: About) -> bool:
    told = about.symptoms or about.figures or about.feverish or about.where or about.trip
    return about.vague and about.absence is None and not told


def _absent(heard: Heard) -> int:
    return sum(about.times for about in heard.about if _is_away(about))


def _is_away(about: About) -> bool:
    """Whether a pupil is absent, at home or in hospital, or on a journey that goes on."""
    trip = about.trip
    travels = trip is not None and trip.still_away and not trip.back and about.where is None
    return bool(about.absence) or _away(about.where) or travels


def _away(where: object) -> bool:
    return where in ("home", "hospital")


def _absent_unknown_before(heard: Heard) -> int:
    """Those said to be absent who are not known to be away anyway."""
    return sum(
        about.times
        for about in heard.about
        if _is_away(about)
        and not (about.who is not None and about.who.pupil is not None and about.who.pupil.away)
    )


def _gap(heard: Heard, class_: ClassContext, present: int) -> list[Question]:
    enrolled = heard.enrolled or class_.enrolled
    if heard.order_unsure and not heard.claims & {Claim.ALL_NORMAL, Claim.REST_NORMAL}:
        return [Question("order", {"enrolled": enrolled, "present": present})]
    known = class_.away if enrolled == class_.enrolled else 0
    gap = enrolled - present
    explained = {_absent_unknown_before(heard) + known}
    if heard.enrolled is None:
        explained.add(_absent_unknown_before(heard) + 0 if class_.away == 0 else known)
    if gap in explained:
        return []
    if gap > min(explained):
        return [Question("who_is_absent", {"count": gap - _absent_unknown_before(heard)})]
    return [Question("heads_differ", {"enrolled": enrolled, "present": present})]


def _normal_heads(heard: Heard, class_: ClassContext) -> list[Question]:
    """44正常1人37.5: the normal and the others make up the class."""
    if not heard.normal_heads:
        return []
    others = sum(about.times for about in heard.about)
    normal = sum(heard.normal_heads)
    if normal + others in (class_.enrolled, class_.enrolled - class_.away):
        return []
    return [Question("heads", {"said": normal + others, "enrolled": class_.enrolled})]
