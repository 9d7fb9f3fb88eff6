"""/roster (花名册): who is in a class; and for its admins, who moves, leaves and comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.choice import Choice, UnreadableChoice
from domain.errors import NotYours
from domain.message import Message
from domain.roster import Role, Unit, UnitKind
from domain.roster_change import ChangeKind, PupilMove, StaffTurn
from domain.viewer import changes_roster, reads_report, sees_names
from handlers import pupil_change, pupil_words, staff_change, staff_words
from handlers.arranging import Heard, begin, number_of, show
from handlers.command_rules import READS_ROSTER
from handlers.report import full_name, own_units, units_called
from handlers.visit import Visit
from views import class_roll as view
from views.class_roll import ACTION, CHANGES
from views.report_text import units_to_choose

VERBS: Mapping[str, ChangeKind] = {
    **dict.fromkeys(("转班", "调班", "move"), ChangeKind.MOVE),
    **dict.fromkeys(("转出", "转学", "离校", "退学", "leaves", "leave"), ChangeKind.DEPARTURE),
    **dict.fromkeys(("插班", "转入", "新生", "comes", "join"), ChangeKind.ARRIVAL),
    **dict.fromkeys(("任命", "新老师", "appoint"), ChangeKind.APPOINTMENT),
    **dict.fromkeys(("离任", "调离", "离职", "resign"), ChangeKind.RESIGNATION),
}
"""The words that begin a change after the command."""
_STAFF = frozenset({ChangeKind.APPOINTMENT, ChangeKind.RESIGNATION})


def roster(visit: Visit, argument: str) -> None:
    """``/roster [unit]``, or a change: ``/roster 转班 张三 三年级1班 明天``.

    Raises NotYours, UnknownUnit.
    """
    kind, words = _verb(argument)
    if kind is not None:
        _begin(visit, kind, words)
        return
    units = units_called(visit, argument.strip(), own_units(visit, READS_ROSTER))
    if len(units) == 1:
        visit.reply(_roll(visit, units[0]))
        return
    choices = [(full_name(visit, unit), Choice(ACTION, unit.id)) for unit in units]
    visit.reply(units_to_choose(visit.language, "report.choose_status", choices, protect=True))


def _verb(argument: str) -> tuple[ChangeKind | None, str]:
    """The change a text names, and the text without that word."""
    tokens = argument.split()
    for token in tokens:
        if token.casefold() in VERBS:
            rest = [one for one in tokens if one is not token]
            return VERBS[token.casefold()], " ".join(rest)
    for word, kind in VERBS.items():
        if not word.isascii() and argument.startswith(word):
            return kind, argument.removeprefix(word)
    return None, argument


def _begin(visit: Visit, kind: ChangeKind, words: str, unit: Unit | None = None) -> None:
    """Begin a change with whatever is said; the card asks the rest. Raises NotYours."""
    if not staff_words.own_units(visit):
        raise NotYours
    class_id = unit.id if unit is not None and unit.kind is UnitKind.CLASS else None
    if kind in _STAFF:
        turn = StaffTurn(unit=None if unit is None else unit.id)
        if kind is ChangeKind.RESIGNATION:
            turn = StaffTurn()
        staff_heard = staff_change.hear(visit, kind, turn, words)
        show(visit, staff_change.begun(begin(visit, kind, staff_heard.plan), staff_heard))
        return
    plan = PupilMove(from_class=class_id)
    if kind is ChangeKind.ARRIVAL:
        plan = PupilMove(to_class=class_id)
    heard = pupil_words.hear(visit, kind, plan, words)
    show(visit, pupil_change.begun(begin(visit, kind, heard.plan), heard))


def roll_pressed(visit: Visit, choice: Choice) -> None:
    """A unit of the roster, or a change that begins from it. Raises NotYours, UnreadableChoice."""
    unit = visit.tx.roster.unit(choice.subject)
    roles = visit.roles_over(choice.subject)
    if unit is None or not _may_see(roles):
        raise NotYours
    if not choice.argument:
        show(visit, _roll(visit, unit))
        return
    kind = CHANGES.get(choice.argument[:1])
    if kind is None:
        raise UnreadableChoice
    if not changes_roster(roles):
        raise NotYours
    if len(choice.argument) > 1:
        _begin_with_pupil(visit, ChangeKind(kind), number_of(choice.argument[1:]))
        return
    _begin(visit, ChangeKind(kind), "", unit)


def _begin_with_pupil(visit: Visit, kind: ChangeKind, pupil_id: int) -> None:
    """[登记转出] under the note that a pupil has gone: the pupil is known."""
    if kind is not ChangeKind.DEPARTURE:
        raise UnreadableChoice
    plan = pupil_change.with_pupil(visit, PupilMove(), pupil_id)
    visit.reply(pupil_change.begun(begin(visit, kind, plan), Heard(plan)))


def _may_see(roles: list[tuple[Role, UnitKind]]) -> bool:
    return reads_report(roles) and any(role in READS_ROSTER for role, _ in roles)


def _roll(visit: Visit, unit: Unit) -> Message:
    roles = visit.roles_over(unit.id)
    changes = changes_roster(roles)
    if unit.kind is UnitKind.CLASS and sees_names(roles):
        teachers: dict[Role, list[str]] = {}
        for member in visit.tx.roster.members(unit.id, visit.day):
            teachers.setdefault(member.role, []).append(member.person.name)
        pupils = visit.tx.roster.pupils_of(unit.id, visit.day)
        return view.class_roll(visit.language, unit, visit.day, pupils, teachers, changes=changes)
    sizes = visit.tx.roster_days.class_sizes(unit.id, visit.day)
    below = []
    for child in _below(visit, unit):
        classes = visit.tx.roster.below(child.id, UnitKind.CLASS, visit.day)
        below.append((child, sum(sizes.get(one.id, 0) for one in classes)))
    return view.units(visit.language, unit, below, sum(sizes.values()), changes=changes)


def _below(visit: Visit, unit: Unit) -> list[Unit]:
    """The classes inside a school, the units right below above it."""
    if unit.kind.above_school:
        children = visit.tx.roster.children(unit.id, visit.day)
        return [one for one in children if one.kind is not UnitKind.OFFICE]
    return visit.tx.roster.below(unit.id, UnitKind.CLASS, visit.day)


PRESSES: Mapping[str, Callable[[Visit, Choice], None]] = {ACTION: roll_pressed}
