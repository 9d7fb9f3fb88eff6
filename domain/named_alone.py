"""Names and nothing else: they answer who was counted before, or who is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.check_in import Absence, Entry, Travel
from domain.roster import Pupil
from domain.telling import Told
from domain.temperature import Temperature
from domain.understanding import PupilSaid, Travelled, Understood
from domain.unsettled import Doubt, Matter

_WHY = "why_absent"


def filled_in(
    before: Told, said: Understood, pupils: Sequence[Pupil], threshold: Temperature
) -> Understood:
    """张三 李四 after 3人发烧 have a fever, after 实到43 they are not there, after 一半没测 they
    have not been measured.

    Where it may be more than one thing that they answer, or there are more names than were counted,
    what is the matter with each is asked.
    """
    if not _are_names_alone(said):
        return said
    unsettled = before.unsettled
    counted = [one for one in unsettled.matters if one.doubt is Doubt.WHOSE]
    missing = unsettled.gap(before.check_in, pupils, threshold.hundredths)
    alone = len(counted) == 1 and missing <= unsettled.counted_away
    if alone and _is_of_any(counted[0], len(said.pupils)):
        entry = counted[0].entry
    elif not counted and len(said.pupils) <= missing:
        entry = Entry(absence=Absence.OTHER)
    elif not counted and any(one.entry.unmeasured for one in unsettled.matters):
        entry = Entry(unmeasured=True)
    else:
        return said
    return replace(said, pupils=tuple(_told(one, entry) for one in said.pupils))


def _are_names_alone(said: Understood) -> bool:
    of_all = said.all_normal or said.rest_normal or said.no_travel or said.unmeasured
    counted = said.class_max is not None or said.present is not None or said.enrolled is not None
    names = all(one.pupil is not None and one.sure and _is_bare(one) for one in said.pupils)
    return bool(said.pupils) and names and not of_all and not counted and not said.correction


def is_name_alone(said: PupilSaid) -> bool:
    """Whether a name was said and nothing else, though it may be that of several."""
    return said == replace(PupilSaid(said.pupil, said.raw, said.candidates), asks=said.asks,
                           sure=said.sure)  # fmt: skip


def _is_bare(said: PupilSaid) -> bool:
    return is_name_alone(said) and said.asks == ("what_about",)


def _is_of_any(matter: Matter, names: int) -> bool:
    """Whether a matter is of pupils who were counted and not named, as many or more."""
    entry = matter.entry
    told = not matter.says_nothing and not matter.reading
    at_home = entry.travel is not None and bool(entry.travel.relative)
    return told and not at_home and not matter.raw and names <= matter.times


def _told(said: PupilSaid, entry: Entry) -> PupilSaid:
    unexplained = entry.absence is Absence.OTHER and not entry.symptoms
    return replace(
        said,
        temperature=None if entry.temperature is None else Temperature(entry.temperature),
        said=entry.said,
        feverish=entry.feverish,
        unmeasured=entry.unmeasured,
        symptoms=entry.symptoms,
        absence=entry.absence,
        where=entry.where,
        travel=None if entry.travel is None else _travelled(entry.travel),
        words=entry.remark,
        asks=(_WHY,) if unexplained else (),
    )


def _travelled(travel: Travel) -> Travelled:
    return Travelled(travel.place, travel.first, travel.last)
