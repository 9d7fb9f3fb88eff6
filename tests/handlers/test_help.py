import re

import pytest

from handlers.commands import RULES, listed_for
from tests.handlers.doorstep import DAY, Doorstep
from views.words import say


@pytest.mark.parametrize(
    "who", ["一年级2班", "leader 一年级", "health_officer", "admin", "liaison"]
)
async def test_help_shows_a_person_only_what_that_person_may_do(door: Doorstep, who: str) -> None:
    duties = await door.database.read(lambda tx: tx.roster.duties_of(door.school.people[who], DAY))
    shown = re.findall(r"^/([a-z]+)", (await door.types(who, "/help")).only.text, re.MULTILINE)
    assert tuple(shown) == listed_for(duties)
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
