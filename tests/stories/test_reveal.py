"""A story of names on request: a reason, ten minutes, and gone, whatever happens meanwhile."""

from __future__ import annotations

import pytest

from domain.choice import Choice
from domain.roster import Role
from storage.transaction import Transaction
from tests.school import a_person, a_school
from tests.stories.morning import CLASSES, Morning
from tests.stories.someone import Someone

A, B, C = CLASSES
NOT_YOURS = "这不是您负责的班级或单位。"
NO_BUTTON = "这个按钮已失效，请发送“晨检”重新开始。"


async def a_fever(morning: Morning) -> str:
    """A class has told of a feverish pupil; gives the name."""
    await morning.at("07:30")
    name = morning.pupil(A)
    await morning.teacher(A).type(f"{name}38.2咳嗽 其余正常")
    await morning.teacher(A).press("提交")
    return name


async def shows_names(who: Someone, name: str) -> bool:
    return await who.shows(f"{name} 发热 38.2")


def acts(morning: Morning) -> list[tuple[str, str]]:
    rows = morning.read(
        lambda tx: list(tx.connection.execute("SELECT act, detail FROM audit ORDER BY id"))
    )
    return [(row[0], row[1]) for row in rows if row[0] == "names"]


async def test_names_behind_a_week_are_shown_for_ten_minutes(morning: Morning) -> None:
    name = await a_fever(morning)
    admin = morning.admin
    await morning.at("08:10")
    await admin.type("报表 11月")
    assert not await shows_names(admin, name)
    await admin.press("查看姓名")
    assert await admin.shows("为什么要看姓名")
    assert not await shows_names(admin, name)
    assert acts(morning) == []
    assert await admin.press("联系家长") == "已记录，姓名 10 分钟后自动删除"
    assert await admin.shows(f"{A} {name} 发热 38.2")
    assert await admin.shows("原因：联系家长。08:20 自动删除")
    assert not await admin.shows("为什么要看姓名"), "the names took the place of the question"
    [(_, detail)] = acts(morning)
    assert detail.endswith("2026-11-01..2026-11-23: family")
    assert name not in detail
    await morning.at("08:19")
    assert await shows_names(admin, name)
    await morning.at("08:20")
    assert not await shows_names(admin, name)
    assert not await admin.shows("联系家长")


async def test_a_restart_forgets_no_deletion(morning: Morning) -> None:
    name = await a_fever(morning)
    await morning.at("08:10")
    await morning.admin.type("报表 11月")
    await morning.admin.press("查看姓名")
    await morning.admin.press("核对数据")
    assert await shows_names(morning.admin, name)
    await morning.stop()
    morning.set_clock("08:31")
    assert await shows_names(morning.admin, name)
    await morning.start()
    assert not await shows_names(morning.admin, name)


async def test_a_reason_may_be_typed(morning: Morning) -> None:
    name = await a_fever(morning)
    await morning.at("08:10")
    officer = morning.health_officer
    await officer.type("报表 11月")
    await officer.press("查看姓名")
    await officer.press("其他原因")
    await officer.type("x" * 61)
    assert await officer.shows("不超过 60 个字")
    assert not await officer.shows("自动删除，请勿")
    await officer.type("区疾控 电话询问")
    assert await officer.shows("原因：区疾控 电话询问。08:20 自动删除")
    assert await officer.shows(f"{A} {name} 发热 38.2")
    assert acts(morning)[0][1].endswith(": 区疾控 电话询问")
    await officer.type("再来一句")
    assert len(acts(morning)) == 1, "the next words are no reason any more"


async def test_names_are_put_away_by_a_press_and_a_question_too(morning: Morning) -> None:
    name = await a_fever(morning)
    await morning.at("08:10")
    admin = morning.admin
    await admin.type("报表 11月")
    await admin.press("查看姓名")
    await admin.press("不看了")
    assert not await admin.shows("为什么要看姓名")
    await admin.press("查看姓名")
    await admin.press("核对数据")
    await admin.press("现在就收起")
    assert not await shows_names(admin, name)
    await morning.at("08:20")
    assert await admin.shows("报表"), "nothing else has gone"
    rows = morning.read(
        lambda tx: [
            tuple(row)
            for row in tx.connection.execute(
                "SELECT DISTINCT state FROM outbox WHERE kind IN ('removal', 'names')"
            )
        ]
    )
    assert rows == [("sent",)]


async def test_a_school_may_have_no_names_in_its_digest(morning: Morning) -> None:
    name = await a_fever(morning)
    await morning.admin.type("设置 日报姓名 否")
    await morning.at("09:00")
    principal = morning.principal
    digest = next(one for one in reversed(principal.said) if "第1版" in one["text"])
    assert name not in digest["text"]
    assert f"{A} 发热 1" in digest["text"]
    assert "老师" in digest["text"], "whoever owes an answer is still named"
    assert digest["protect_content"]
    await principal.press("查看姓名")
    await principal.press("核实病情")
    assert await principal.shows(f"{A} {name} 发热 38.2")
    await principal.type("报表")
    await principal.type("报表 Excel")
    await morning.at("09:10")
    assert not any(name in one["text"] for one in principal.said if "报表" in one["text"])
    teacher = morning.teacher(A)
    await teacher.type("报表")
    assert await teacher.shows(f"{name} 发热 38.2"), "a teacher sees the own class"


async def test_whoever_may_not_any_more_is_heard_as_usual(morning: Morning) -> None:
    """The reason that was asked for is no trap for what is said later."""
    await a_fever(morning)
    await morning.at("08:10")
    await morning.teacher(B).type("报表 11月")
    await morning.teacher(B).press("查看姓名")
    await morning.teacher(B).press("其他原因")
    teacher, school = morning.school.people[B], morning.school

    def moved(tx: Transaction) -> None:
        tx.connection.execute(
            "UPDATE membership SET unit_id = ? WHERE person_id = ?", (school.classes[C], teacher)
        )

    morning.write(moved)
    await morning.teacher(B).type("全班正常")
    assert acts(morning) == []
    assert morning.revisions(C) == 1, "it is the answer of the class that is theirs now"


@pytest.mark.parametrize("key", ["district", "liaison", B, f"deputy {B}", "leader 四年级"])
async def test_nobody_else_gets_them_by_any_press(morning: Morning, key: str) -> None:
    name = await a_fever(morning)
    await morning.at("08:10")
    who, school = morning.someone(key), morning.school
    await who.type("报表")
    for unit in (school.id, school.classes[A], school.grades["三年级"], school.district):
        for action, more in (("nm", ""), ("nmw", ":check"), ("nmw", ":own")):
            choice = Choice(action, unit, argument=f"20261123{more}")
            answer = await who.forge(choice.encode())
            assert answer in (NOT_YOURS, NO_BUTTON)
    await who.type("随便一个理由")
    assert acts(morning) == []
    assert not any(name in one["text"] for one in who.said)


async def test_a_forged_press_turns_no_other_message_into_names(morning: Morning) -> None:
    name = await a_fever(morning)
    await morning.at("09:00")
    admin = morning.admin
    _, digest = await admin.button("明细 Excel")
    for action, argument in (("nmw", "20261123:check"), ("nmx", "")):
        choice = Choice(action, morning.school.id, argument=argument)
        answer = await admin.forge(choice.encode(), digest)
        assert answer == NO_BUTTON
    assert acts(morning) == []
    await morning.at("09:20")
    assert await admin.shows("第1版")
    assert name in morning.pupil(A)


async def test_a_principal_gets_no_names_of_another_school(morning: Morning) -> None:
    def elsewhere(tx: Transaction) -> int:
        other = a_school(tx, name="河湾小学", code="hw")
        a_person(tx, "hw-x", {Role.PRINCIPAL: other.id})
        return other.id

    other = morning.write(elsewhere)
    await morning.at("08:10")
    answer = await morning.principal.forge(Choice("nm", other, argument="20261123").encode())
    assert answer == NOT_YOURS


async def test_it_reads_well_in_english(morning: Morning) -> None:
    name = await a_fever(morning)
    await morning.admin.type("/language en")
    await morning.at("08:10")
    await morning.admin.type("/report 11月")
    await morning.admin.press("Show names")
    await morning.admin.press("Ring up the parents")
    assert await morning.admin.shows("Reason: Ring up the parents. Deleted at 08:20")
    assert await morning.admin.shows(name)
