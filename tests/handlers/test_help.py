import re

import pytest

from domain.roster import Duty, Role, Unit, UnitKind
from handlers.command_rules import RULES, listed_for
from tests.handlers.doorstep import DAY, Doorstep
from views.help import help_text
from views.words import LANGUAGES, catalogue, say


@pytest.mark.parametrize(
    "who", ["一年级2班", "leader 一年级", "health_officer", "admin", "liaison"]
)
async def test_help_shows_a_person_only_what_that_person_may_do(door: Doorstep, who: str) -> None:
    duties = await door.database.read(lambda tx: tx.roster.duties_of(door.school.people[who], DAY))
    shown = re.findall(r"^/([a-z]+)", (await door.types(who, "/help")).only.text, re.MULTILINE)
    assert shown == list(listed_for(duties))
    assert shown


async def test_somebody_with_several_duties_is_shown_all_they_allow(door: Doorstep) -> None:
    await door.write(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'admin', ?)",
        door.school.people["一年级2班"],
        door.school.id,
    )
    listed = {f"/{rule.name}" for rule in RULES if rule.listed}
    text = (await door.types("一年级2班", "帮助")).only.text
    assert all(name in text for name in listed)


async def test_who_answers_for_a_class_is_told_how(door: Doorstep) -> None:
    told = say("zh", "help.reporter")
    assert told in (await door.types("deputy 一年级2班", "help")).only.text
    assert told not in (await door.types("admin", "help")).only.text


BEYOND_A_CLASS = {
    "zh": ("管理员", "代报", "三年级”", "台账", "模板", "新建", "整改", "停课", "转班", "任命"),
    "en": ("admin", "file for a class", "1-15 Sep", "pack", "templates", "cases new", "rectify",
           "closed", "move", "appoint"),
}  # fmt: skip
"""What only those are told of who may do it."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ["一年级2班", "deputy 一年级2班"])
async def test_a_teacher_is_not_told_what_others_do(
    door: Doorstep, who: str, language: str
) -> None:
    await door.write("UPDATE chat SET language = ?", language)
    page = (await door.types(who, "/help")).only.text
    assert say(language, "help.more_report_pupil") in page
    for words in BEYOND_A_CLASS[language]:
        assert words not in page, words


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_admin_is_told_everything(door: Doorstep, language: str) -> None:
    await door.write("UPDATE chat SET language = ?", language)
    page = (await door.types("admin", "/help")).only.text
    for key in catalogue(language):
        if key.startswith("help.more_"):
            assert say(language, key) in page, key


@pytest.mark.parametrize(
    ("role", "kind", "told"),
    [
        (Role.HEAD_TEACHER, UnitKind.CLASS, {"report_pupil"}),
        (
            Role.GRADE_LEADER,
            UnitKind.GRADE,
            {"checkin_behalf", "report_units", "report_pupil", "cases_open"},
        ),
        (
            Role.HEALTH_OFFICER,
            UnitKind.SCHOOL,
            {"checkin_behalf", "report_units", "report_pupil", "areas_keep", "cases_open"},
        ),
        (
            Role.PRINCIPAL,
            UnitKind.SCHOOL,
            {"checkin_behalf", "report_units", "report_pupil", "report_records", "cases_open",
             "cases_rectify", "calendar_mark"},
        ),
        (
            Role.ADMIN,
            UnitKind.TOWNSHIP,
            {"report_units", "report_records", "areas_keep", "cases_rectify", "calendar_mark"},
        ),
        (Role.LIAISON, UnitKind.SCHOOL, {"report_units", "cases_rectify"}),
        (Role.STAFF, UnitKind.OFFICE, set()),
    ],
)  # fmt: skip
def test_each_role_is_told_of_its_own_part_of_a_command(
    role: Role, kind: UnitKind, told: set[str]
) -> None:
    offered = listed_for([Duty(role, Unit(1, "u", "和川", kind, None))])
    assert {f"{name}_{one}" for name, extras in offered.items() for one in extras} == told
    for language in LANGUAGES:
        page = help_text(language, offered, answers=False).plain
        begins = "help.more_"
        mores = [key for key in catalogue(language) if key.startswith(begins)]
        shown = {key.removeprefix(begins) for key in mores if say(language, key) in page}
        assert shown == told
