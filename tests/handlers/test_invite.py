import re

import pytest

from domain.choice import Choice
from domain.errors import NotYours
from domain.roster import Role
from tests.handlers.doorstep import Doorstep, Heard
from tests.school import a_person, a_school
from views.words import say

CODE = re.compile(r"[2-9A-HJ-NP-Z]{12}")


def code_in(heard: Heard) -> str:
    found = CODE.search(heard.said[-1].text)
    assert found is not None
    return found[0]


async def test_who_is_missing_is_listed_with_a_button_each(door: Doorstep) -> None:
    listed = (await door.types("admin", "/invite")).only
    assert "还没登记的人(2 位)" in listed.text
    assert "老师 hc-一年级1班 · 班主任 · 一年级1班" in listed.text
    assert "老师 hc-一年级2班" not in listed.text
    assert listed.message is not None
    assert listed.message.protect
    heard = await door.presses("admin", listed.buttons["老师 hc-一年级1班"])
    await door.types("8000", f"/start {code_in(heard)}")
    assert await door.owner("8000") == door.school.people["一年级1班"]


@pytest.mark.parametrize("typed", ["邀请 老师 hc-principal", "/invite hc-principal"])
async def test_a_person_is_invited_by_name_or_code(door: Doorstep, typed: str) -> None:
    heard = await door.types("admin", typed, at="06:00")
    told, forward = heard.said
    assert "老师 hc-principal" in told.text
    assert "12月7日(周一) 06:00" in told.text
    assert told.message is not None
    assert told.message.protect
    assert forward.message is not None
    assert not forward.message.protect
    assert "老师" not in forward.text
    await door.types("8000", code_in(heard))
    assert await door.owner("8000") == door.school.people["principal"]


async def test_the_link_is_there_once_the_bot_s_name_is_known(door: Doorstep) -> None:
    assert "t.me" not in (await door.types("admin", "邀请 hc-principal")).text
    await door.database.write(lambda tx: tx.days.remember("bot_username", "chenjian_bot"))
    heard = await door.types("admin", "邀请 hc-principal")
    assert f"https://t.me/chenjian_bot?start={code_in(heard)}" in heard.text


async def test_a_new_code_replaces_the_unused_one(door: Doorstep) -> None:
    first = code_in(await door.types("admin", "邀请 hc-principal"))
    code_in(await door.types("admin", "邀请 hc-principal"))
    await door.types("8000", first)
    assert await door.owner("8000") is None


async def test_two_people_of_one_name_are_told_apart_by_buttons(door: Doorstep) -> None:
    people = door.school.people
    await door.write("UPDATE person SET name = '王磊' WHERE id = ?", people["一年级1班"])
    await door.write("UPDATE person SET name = '王磊' WHERE id = ?", people["principal"])
    for typed in ("邀请 王磊", "邀请 王老师"):
        choice = (await door.types("admin", typed)).only
        assert set(choice.buttons) == {
            "王磊 · 班主任 · 一年级1班",
            "王磊 · 校长 · 和川镇中心小学",
        }
    heard = await door.presses("admin", choice.buttons["王磊 · 校长 · 和川镇中心小学"])
    await door.types("8000", code_in(heard))
    assert await door.owner("8000") == people["principal"]


async def test_a_person_of_another_school_is_unknown(door: Doorstep) -> None:
    other = await door.database.write(lambda tx: a_school(tx, name="柳坝小学", code="lb"))
    answer = (await door.types("admin", "邀请 lb-principal")).only
    assert answer.text == say("zh", "invite.unknown", name="lb-principal")
    with pytest.raises(NotYours):
        await door.presses("admin", Choice("inv", other.people["principal"]).encode())
    assert await door.ask("SELECT id FROM invite") == []


async def test_nobody_makes_a_code_for_who_holds_a_duty_outside(door: Doorstep) -> None:
    people = door.school.people
    await door.write(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'admin', ?)",
        people["liaison"],
        door.school.district,
    )
    answer = (await door.types("admin", "邀请 hc-liaison")).only
    assert answer.text == say("zh", "invite.elsewhere", name="老师 hc-liaison")
    assert await door.ask("SELECT id FROM invite") == []


async def test_above_the_school_only_who_runs_a_school_is_named(door: Doorstep) -> None:
    await door.types("9000", await door.code_for(door.school.people["district"]))
    listed = (await door.types("9000", "邀请")).only
    assert "老师 hc-principal · 校长" in listed.text
    assert "hc-一年级1班" not in listed.text
    assert "和川镇中心小学 1 位" in listed.text
    assert list(listed.buttons) == ["老师 hc-principal"]


async def test_an_invitation_is_written_down(door: Doorstep) -> None:
    await door.types("admin", "邀请 hc-principal")
    assert await door.ask("SELECT person_id, unit_id, detail FROM audit WHERE act = 'invite'") == [
        (
            door.school.people["admin"],
            door.school.id,
            f"person {door.school.people['principal']}",
        )
    ]


async def test_when_everybody_is_enrolled_it_says_so(door: Doorstep) -> None:
    for key in ("一年级1班", "principal"):
        person = door.school.people[key]
        await door.types(f"80{person}", await door.code_for(person))
    assert (await door.types("admin", "邀请")).only.text == say("zh", "invite.all_enrolled")


async def test_a_long_list_is_cut_and_counted(door: Doorstep) -> None:
    def many(tx):  # type: ignore[no-untyped-def]
        for number in range(50):
            a_person(tx, f"t{number}", {Role.DEPUTY: door.school.classes["一年级1班"]})

    await door.database.write(many)
    listed = (await door.types("admin", "邀请")).only
    assert "还没登记的人(52 位)" in listed.text
    assert "还有 12 位" in listed.text
    assert len(listed.buttons) == 40


@pytest.mark.parametrize("who", ["一年级2班", "health_officer", "leader 一年级"])
async def test_a_forged_press_invites_nobody(door: Doorstep, who: str) -> None:
    with pytest.raises(NotYours):
        await door.presses(who, Choice("inv", door.school.people["principal"]).encode())
    assert await door.ask("SELECT id FROM invite") == []
