"""Judging a roster file (花名册): one pass over every sheet that names every bad row."""

from collections.abc import Mapping, Sequence
from typing import Literal

from domain.roster import Role, UnitKind
from domain.roster_cells import RowReader, shown
from domain.roster_columns import (
    ABSENCE_KINDS,
    KINDS,
    ROLE_PLACES,
    ROLES,
    SEXES,
    word_key,
)
from domain.roster_rows import (
    AbsenceRow,
    AliasRow,
    Judged,
    MembershipRow,
    NotARoster,
    PersonRow,
    Problem,
    PupilRow,
    RawRoster,
    RawRow,
    RawTable,
    RosterFile,
    RosterFileError,
    RosterFileMissing,
    RosterFileTooLarge,
    SubstituteRow,
    UnitRow,
    UnreadableEncoding,
)
from domain.roster_sheets import Periods, RosterSheets
from domain.roster_tree import UnitLine, UnitTree

__all__ = [
    "AbsenceRow",
    "AliasRow",
    "Judged",
    "MembershipRow",
    "NotARoster",
    "PersonRow",
    "Problem",
    "PupilRow",
    "RawRoster",
    "RawRow",
    "RawTable",
    "RosterFile",
    "RosterFileError",
    "RosterFileMissing",
    "RosterFileTooLarge",
    "SubstituteRow",
    "UnitRow",
    "UnreadableEncoding",
    "judge",
]


def judge(raw: RawRoster) -> Judged:
    """Read a roster and name everything that must be put right, all of it at once.

    One fault does not hide the next, and does not name rows that only refer to it. A roster
    comes out only when there is no problem; notes do not stop it.
    """
    sheets = RosterSheets(raw)
    tree = _units(sheets)
    people, memberships = _people(sheets, tree)
    memberships += _linked(sheets, tree, people, memberships)
    pupils = _pupils(sheets, tree)
    absences = _absences(sheets, people, pupils)
    substitutes = _substitutes(sheets, tree, people)
    aliases = _aliases(sheets, tree)
    _note_classes_without_head_teacher(sheets, tree, memberships)

    order = {table.sheet: place for place, table in enumerate(raw.tables)}

    def place(problem: Problem) -> tuple[int, int]:
        return order.get(problem.sheet, len(order)), problem.line

    roster = None
    if not sheets.problems:
        roster = RosterFile(
            tree.parents_first(),
            tuple(people.values()),
            tuple(memberships),
            tuple(pupils.values()),
            tuple(absences),
            tuple(substitutes),
            tuple(aliases),
        )
    return Judged(
        roster,
        tuple(sorted(sheets.problems, key=place)),
        tuple(sorted(sheets.notes, key=place)),
    )


def _units(sheets: RosterSheets) -> UnitTree:
    tree = UnitTree(readable=sheets.readable("units"))
    for row in sheets.rows("units"):
        code, name = row.code("code"), row.name("name")
        kind = row.required_choice("kind", KINDS, "unknown_kind")
        parent_code = row.optional_code("parent_code")
        tree.add(UnitLine(row, code, name, UnitKind(kind) if kind else None, parent_code))
    tree.judge()
    return tree


def _people(
    sheets: RosterSheets, tree: UnitTree
) -> tuple[dict[str, PersonRow], list[MembershipRow]]:
    people: dict[str, PersonRow] = {}
    first_lines: dict[str, int] = {}
    memberships: list[MembershipRow] = []
    periods = Periods()
    for row in sheets.rows("people"):
        person = PersonRow(row.code("code"), row.name("name"), row.phone("phone"))
        known = people.get(person.code)
        if person.code and known is None:
            people[person.code] = person
            first_lines[person.code] = row.line
        elif known is not None:
            people[person.code] = _same_person(row, known, person, first_lines[person.code])
        membership = _membership(row, tree, person.code, periods)
        if membership is not None:
            memberships.append(membership)
    return people, memberships


def _same_person(row: RowReader, known: PersonRow, again: PersonRow, first: int) -> PersonRow:
    """A person of several roles stands on several lines, which must agree."""
    if again.name and again.name != known.name:
        row.fault("other_name", code=known.code, first=str(first))
    if again.phone and known.phone and again.phone != known.phone:
        row.fault("other_phone", code=known.code, first=str(first))
    return PersonRow(known.code, known.name, known.phone or again.phone)


def _membership(
    row: RowReader, tree: UnitTree, person_code: str, periods: Periods
) -> MembershipRow | None:
    before = row.faults
    word = row.choice("role", ROLES, "unknown_role")
    first, last = row.period()
    unit_code = _unit_code(row, tree, "unit_code")
    if row.faults > before or not person_code:
        return None
    role = Role(word or "staff")
    kind = tree.kind(unit_code)
    if kind is not None and kind not in ROLE_PLACES[role]:
        row.fault("role_not_here", role=row.written("role"), unit=unit_code)
    other = periods.clash((person_code, role, unit_code), row.line, first, last)
    if other is not None:
        row.fault("membership_twice", code=person_code, first=str(other))
    return MembershipRow(person_code, role, unit_code, first, last)


def _linked(
    sheets: RosterSheets,
    tree: UnitTree,
    people: Mapping[str, PersonRow],
    memberships: Sequence[MembershipRow],
) -> list[MembershipRow]:
    """A school's own line may name who is linked to it (包校联系人). A line of that duty among the
    people, which may have days, says it as well and counts.
    """
    said = {(duty.person_code, duty.unit_code) for duty in memberships if duty.role is Role.LIAISON}
    linked = []
    for line in tree.lines():
        codes = line.reader.codes("liaison")
        if codes and line.kind not in (UnitKind.SCHOOL, None):
            line.reader.fault("role_not_here", role=ROLES["liaison"][0], unit=line.code)
        for code in codes:
            if sheets.readable("people") and code not in people:
                line.reader.fault("unknown_person", code=code)
            elif (code, line.code) not in said:
                linked.append(MembershipRow(code, Role.LIAISON, line.code, None, None))
    return linked


def _pupils(sheets: RosterSheets, tree: UnitTree) -> dict[str, PupilRow]:
    pupils: dict[str, PupilRow] = {}
    lines: dict[str, int] = {}
    seats: dict[tuple[str, int], int] = {}
    for row in sheets.rows("pupils"):
        pupil = PupilRow(
            number=row.code("number"),
            name=row.name("name"),
            sex=row.choice("sex", SEXES, "unknown_sex"),
            class_code=_class_code(row, tree),
            seat=row.seat("seat"),
            dormitory=row.text("dormitory"),
            guardian_phone=row.phone("guardian_phone"),
            bus=row.text("bus"),
            club=row.text("club"),
        )
        if pupil.number in pupils:
            row.fault("number_taken", number=pupil.number, first=str(lines[pupil.number]))
        elif pupil.number:
            pupils[pupil.number] = pupil
            lines[pupil.number] = row.line
        if pupil.seat is not None and pupil.class_code:
            taken = seats.setdefault((pupil.class_code, pupil.seat), row.line)
            if taken != row.line:
                row.fault("seat_taken", seat=str(pupil.seat), first=str(taken))
    return pupils


def _absences(
    sheets: RosterSheets, people: Mapping[str, PersonRow], pupils: Mapping[str, PupilRow]
) -> list[AbsenceRow]:
    absences: list[AbsenceRow] = []
    periods = Periods()
    readable = sheets.readable("people") and sheets.readable("pupils")
    for row in sheets.rows("absences"):
        code = row.code("code")
        word = row.required_choice("kind", ABSENCE_KINDS, "unknown_absence")
        first, last = row.period()
        kind: Literal["isolation", "leave"] = "isolation" if word == "isolation" else "leave"
        if code in people and code in pupils:
            row.fault("ambiguous_absent", code=code)
        elif code and readable and code not in people and code not in pupils:
            row.fault("unknown_absent", code=code)
        elif code and word:
            other = periods.clash((code, kind), row.line, first, last)
            if other is not None:
                row.fault("absence_twice", code=code, first=str(other))
        absences.append(
            AbsenceRow(code, "pupil" if code in pupils else "person", kind, first, last)
        )
    return absences


def _substitutes(
    sheets: RosterSheets, tree: UnitTree, people: Mapping[str, PersonRow]
) -> list[SubstituteRow]:
    substitutes: list[SubstituteRow] = []
    periods = Periods()
    for row in sheets.rows("substitutes"):
        class_code, person_code = _class_code(row, tree), row.code("person_code")
        first, last = row.period()
        if person_code and sheets.readable("people") and person_code not in people:
            row.fault("unknown_person", code=person_code)
        if class_code and person_code:
            other = periods.clash((class_code, person_code), row.line, first, last)
            if other is not None:
                row.fault("substitute_twice", code=class_code, first=str(other))
        substitutes.append(SubstituteRow(class_code, person_code, first, last))
    return substitutes


def _aliases(sheets: RosterSheets, tree: UnitTree) -> list[AliasRow]:
    """An alias must mean one unit of a school; the same line twice is only one alias."""
    aliases: dict[tuple[str | None, str], AliasRow] = {}
    lines: dict[tuple[str | None, str], int] = {}
    for row in sheets.rows("aliases"):
        alias = AliasRow(_unit_code(row, tree, "unit_code"), row.name("alias"))
        key = (tree.school_of(alias.unit_code), word_key(alias.alias))
        known = aliases.setdefault(key, alias)
        if known.unit_code != alias.unit_code and alias.unit_code and alias.alias:
            row.fault("alias_taken", alias=shown(alias.alias), first=str(lines[key]))
        lines.setdefault(key, row.line)
    return list(aliases.values())


def _unit_code(row: RowReader, tree: UnitTree, column: str) -> str:
    code = row.code(column)
    if code and not tree.knows(code):
        row.fault("unknown_unit", code=code)
    return code


def _class_code(row: RowReader, tree: UnitTree) -> str:
    code = _unit_code(row, tree, "class_code")
    kind = tree.kind(code)
    if kind is not None and kind is not UnitKind.CLASS:
        row.fault("not_a_class", code=code)
    return code


def _note_classes_without_head_teacher(
    sheets: RosterSheets, tree: UnitTree, memberships: list[MembershipRow]
) -> None:
    if sheets.problems:
        return
    led = {duty.unit_code for duty in memberships if duty.role is Role.HEAD_TEACHER}
    for line in tree.of_kind(UnitKind.CLASS):
        if line.code not in led:
            values = {"code": line.code}
            note = Problem(line.reader.sheet, line.reader.line, "no_head_teacher", values)
            sheets.notes.append(note)
