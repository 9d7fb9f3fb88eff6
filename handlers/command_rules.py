"""Who may use each command, and what in it: the menu and /help show a person that and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.case import may_direct, may_inspect
from domain.hand_over import may_hand_over
from domain.roster import (
    FILES_FOR_CLASS,
    FILES_FROM_ABOVE,
    READS_REPORTS,
    Duty,
    Role,
    UnitKind,
)
from domain.viewer import (
    changes_roster,
    keeps_areas,
    keeps_records,
    may_mark,
    reads_areas,
    sees_names,
)

Duties = Sequence[Duty]
Test = Callable[[Duties], bool]


@dataclass(frozen=True, slots=True)
class Extra:
    """A part of a command that only some of those may use who may use the command."""

    name: str
    may: Test


@dataclass(frozen=True, slots=True)
class CommandRule:
    """A command without its handler.

    ``words`` work as plain text. ``alone`` words count only as the whole text, because what
    follows them may be an answer (晨检 全班正常); ``glued`` words may bear their argument without
    a space (报表昨天). ``listed`` commands stand in /help and in the menu. ``extras`` are told of
    only to whom they are for.
    """

    name: str
    words: tuple[str, ...]
    may: Test
    alone: bool = False
    glued: bool = False
    listed: bool = True
    extras: tuple[Extra, ...] = ()


def manages(duty: Duty) -> bool:
    """Whether a duty bears the settings of its unit: admins, and the principal of a school.

    Settings stand on schools and the units above them; a class has none of its own.
    """
    whole = duty.unit.kind is UnitKind.SCHOOL or duty.unit.kind.above_school
    own_school = duty.role is Role.PRINCIPAL and duty.unit.kind is UnitKind.SCHOOL
    return whole and (duty.role is Role.ADMIN or own_school)


def _files_from_above(duty: Duty) -> bool:
    return duty.role in FILES_FROM_ABOVE and not duty.unit.kind.above_school


READS_ROSTER = FILES_FOR_CLASS | {
    Role.GRADE_LEADER,
    Role.HEALTH_OFFICER,
    Role.PRINCIPAL,
    Role.ADMIN,
}
"""Who sees a roster: a class's own teachers, and who has classes below them."""


def _everybody(duties: Duties) -> bool:
    return True


def _who(*tests: Callable[[Duty], bool]) -> Test:
    return lambda duties: any(test(duty) for duty in duties for test in tests)


def _roles(roles: Iterable[Role]) -> Callable[[Duty], bool]:
    held = frozenset(roles)
    return lambda duty: duty.role in held


def _holds(rule: Callable[[Sequence[tuple[Role, UnitKind]]], bool]) -> Test:
    """Whether one of the duties is enough by a rule that the handlers ask of a unit, too."""
    return lambda duties: any(rule([(duty.role, duty.unit.kind)]) for duty in duties)


RULES: tuple[CommandRule, ...] = (
    CommandRule(
        "checkin",
        ("晨检", "上报", "填报", "代报", "checkin", "check in"),
        _who(_roles(FILES_FOR_CLASS), _files_from_above),
        alone=True,
        extras=(Extra("behalf", _who(_files_from_above)),),
    ),
    CommandRule(
        "report",
        ("报表", "日报", "report"),
        _who(_roles(READS_REPORTS | FILES_FOR_CLASS)),
        glued=True,
        extras=(
            Extra("units", _who(_roles(READS_REPORTS))),
            Extra("pupil", _holds(sees_names)),
            Extra("records", _holds(keeps_records)),
        ),
    ),
    CommandRule("status", ("状态", "进度", "status"), _who(_roles(READS_REPORTS))),
    CommandRule("alerts", ("预警", "alerts", "alert"), _who(_roles(READS_REPORTS)), glued=True),
    CommandRule(
        "areas",
        ("风险地区", "areas", "risk areas"),
        _holds(reads_areas),
        glued=True,
        extras=(Extra("keep", _holds(keeps_areas)),),
    ),
    CommandRule(
        "cases",
        ("个案", "一人一案", "cases", "case"),
        _who(_roles(READS_REPORTS | FILES_FOR_CLASS)),
        glued=True,
        extras=(Extra("open", _holds(may_direct)), Extra("rectify", _holds(may_inspect))),
    ),
    CommandRule("chase", ("催报", "chase"), _who(_roles(FILES_FROM_ABOVE)), glued=True),
    CommandRule(
        "substitute",
        ("代班", "交接", "substitute", "hand over"),
        _holds(may_hand_over),
        glued=True,
    ),
    CommandRule(
        "calendar",
        ("日历", "校历", "calendar"),
        _everybody,
        glued=True,
        extras=(Extra("mark", _holds(may_mark)),),
    ),
    CommandRule("reopen", ("重开", "reopen"), _who(_roles({Role.ADMIN})), glued=True),
    CommandRule(
        "roster",
        ("花名册", "名册", "roster"),
        _who(_roles(READS_ROSTER)),
        glued=True,
        extras=(Extra("change", _holds(changes_roster)),),
    ),
    CommandRule("invite", ("邀请", "邀请码", "invite"), _who(_roles({Role.ADMIN})), glued=True),
    CommandRule("settings", ("设置", "settings"), _who(manages), glued=True),
    CommandRule("language", ("语言", "language"), _everybody),
    CommandRule("help", ("帮助", "说明", "菜单", "help"), _everybody, alone=True),
    CommandRule("start", ("开始", "start"), _everybody, alone=True, listed=False),
    CommandRule("phone", ("手机号", "phone"), _everybody, alone=True, listed=False),
)
"""Every command of the product, in the order of /help and of the menu."""
FOR_STRANGERS: Mapping[str, Sequence[str]] = {"start": (), "phone": ()}


def listed_for(duties: Duties) -> dict[str, tuple[str, ...]]:
    """The commands that somebody with these duties is shown, each with the extras for them."""
    return {
        rule.name: tuple(extra.name for extra in rule.extras if extra.may(duties))
        for rule in RULES
        if rule.listed and rule.may(duties)
    }
