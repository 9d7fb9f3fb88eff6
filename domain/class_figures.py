"""The figures of one answered class, counted from what its check-in says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from domain.check_in import Absence, CheckIn, findings_of
from domain.roster import Away, HeadCount, Pupil


class ClassFigures(Struct, frozen=True):
    """The figures of one answered class. ``present + sick + personal + other == enrolled``.

    ``fever``, ``symptoms``, ``travel`` and ``unmeasured`` count distinct pupils; one pupil may
    stand in several. Staff are never counted. Of known absences isolation and who has gone count
    under ``other``, leave under ``personal``; ``isolated`` are among ``other``. ``not_learning``
    and ``lives_in`` are asked in a closure; who does not take part in lessons is told, and no
    finding.
    """

    enrolled: int
    present: int
    sick: int = 0
    personal: int = 0
    other: int = 0
    fever: int = 0
    symptoms: int = 0
    travel: int = 0
    unmeasured: int = 0
    not_learning: int = 0
    lives_in: int = 0
    isolated: int = 0
    zero: bool = True

    @property
    def elsewhere(self) -> int:
        """Absent for another reason than illness, a private leave or isolation."""
        return self.other - self.isolated


def figures_of(check_in: CheckIn, pupils: Sequence[Pupil], threshold: int) -> ClassFigures:
    """Count one class's answer against its pupils of the day.

    ``pupils`` are those of the class on the day, known absences marked; what the answer says of
    a pupil goes before what was known. Entries of pupils who are not in the class count nothing.
    """
    absent = dict.fromkeys(Absence, 0)
    fever = symptoms = travel = unmeasured = not_learning = lives_in = isolated = 0
    for pupil in pupils:
        entry = check_in.pupils.get(pupil.id)
        away = entry.away if entry is not None else None
        at_school = entry is not None and (entry.back or entry.where is not None)
        if away is None and pupil.away is not None and not at_school:
            away = _KNOWN[Away(pupil.away)]
            isolated += pupil.away == Away.ISOLATION
        if away is not None:
            absent[away] += 1
        if entry is not None:
            fever += entry.has_fever(threshold)
            symptoms += bool(entry.symptoms)
            travel += entry.travel is not None
            unmeasured += entry.unmeasured
            not_learning += entry.not_learning
            lives_in += entry.lives_in
    return ClassFigures(
        enrolled=len(pupils),
        present=len(pupils) - sum(absent.values()),
        sick=absent[Absence.SICK],
        personal=absent[Absence.PERSONAL],
        other=absent[Absence.OTHER],
        fever=fever,
        symptoms=symptoms,
        travel=travel,
        unmeasured=unmeasured,
        not_learning=not_learning,
        lives_in=lives_in,
        isolated=isolated,
        zero=not not_learning and not findings_of(check_in, threshold),
    )


_KNOWN = {
    Away.ISOLATION: Absence.OTHER,
    Away.LEAVE: Absence.PERSONAL,
    Away.LEAVING: Absence.OTHER,
    Away.SICK: Absence.SICK,
}
"""What a known absence counts under."""


def known_away(check_in: CheckIn, pupils: Iterable[Pupil]) -> HeadCount:
    """The class by heads once an answer has said who is back and who has gone."""
    away: Counter[Away | None] = Counter()
    for pupil in pupils:
        entry = check_in.pupils.get(pupil.id)
        if entry is not None and entry.gone:
            away[Away.LEAVING] += 1
        elif entry is not None and (entry.back or entry.where is not None):
            away[None] += 1
        else:
            away[None if pupil.away is None else Away(pupil.away)] += 1
    return HeadCount(
        away.total(),
        isolated=away[Away.ISOLATION],
        on_leave=away[Away.LEAVE],
        sick=away[Away.SICK],
        leaving=away[Away.LEAVING],
    )


def zero_figures(count: HeadCount) -> ClassFigures:
    """The figures of a press on 全班正常: everybody is there but the known absences."""
    return ClassFigures(
        enrolled=count.enrolled,
        present=count.expected,
        sick=count.sick,
        personal=count.on_leave,
        other=count.isolated + count.leaving,
        isolated=count.isolated,
    )
