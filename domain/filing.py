"""Who may answer for a class, and what an answer changes (代报, 更正)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from domain.check_in import Absence, CheckIn, Entry, Finding, FindingKind
from domain.roster import FILES_FOR_CLASS, FILES_FROM_ABOVE, Role, UnitKind


def may_file(roles: Iterable[tuple[Role, UnitKind]]) -> Role | None:
    """The role by which a person answers for a class, None where none of them allows it.

    ``roles`` are those held on the class or above it, nearest first. A deputy who stands in files
    as the substitute. Nobody above the school files for a class: names stay inside the school.
    """
    roles = list(roles)
    if (Role.SUBSTITUTE, UnitKind.CLASS) in roles:
        return Role.SUBSTITUTE
    for role, kind in roles:
        if kind is UnitKind.CLASS and role in FILES_FOR_CLASS:
            return role
        if role in FILES_FROM_ABOVE and not kind.above_school:
            return role
    return None


def alarming(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings somebody has to hear of at once: all but a private leave (事假)."""
    return tuple(
        finding
        for finding in findings
        if not (finding.kind is FindingKind.ABSENCE and finding.absence is Absence.PERSONAL)
    )


def left_out(said: CheckIn, answer: CheckIn, threshold: int) -> CheckIn:
    """What an earlier answer told and a later one does not mention: of a person, and the highest
    temperature of the class. Whoever is named at all was not forgotten.
    """
    return CheckIn(
        pupils=_unmentioned(said.pupils, answer.pupils, threshold),
        staff=_unmentioned(said.staff, answer.staff, threshold),
        class_max=said.class_max if answer.class_max is None else None,
    )


def emptied(said: CheckIn, answer: CheckIn, threshold: int) -> CheckIn:
    """What was abnormal in an earlier answer and is not in a later one."""
    still = answer.abnormal_people(threshold)
    gone = said.abnormal_people(threshold) - still
    return CheckIn(
        pupils={key: entry for key, entry in said.pupils.items() if ("pupil", key) in gone},
        staff={key: entry for key, entry in said.staff.items() if ("staff", key) in gone},
    )


def _unmentioned(
    said: Mapping[int, Entry], later: Mapping[int, Entry], threshold: int
) -> dict[int, Entry]:
    return {
        key: entry for key, entry in said.items() if entry.tells(threshold) and key not in later
    }


def forgotten(said: CheckIn, answer: CheckIn, threshold: int) -> CheckIn:
    """What was said of somebody abnormal whom an answer does not name at all.

    An answer that names the person speaks for them, whatever it says.
    """
    abnormal = said.abnormal_people(threshold)
    return CheckIn(
        pupils={
            key: entry
            for key, entry in said.pupils.items()
            if ("pupil", key) in abnormal and key not in answer.pupils
        },
        staff={
            key: entry
            for key, entry in said.staff.items()
            if ("staff", key) in abnormal and key not in answer.staff
        },
    )
