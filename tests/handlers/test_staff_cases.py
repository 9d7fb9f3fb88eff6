"""A case of a member of staff is health officer's, principal's and admin's, and no colleague's."""

from __future__ import annotations

import pytest

from domain.case import CaseFile
from domain.choice import Choice, base36
from domain.note import Note, Wanted
from domain.report_request import Format
from tests.handlers.desks import CLASS, Morning
from tests.handlers.following import OFFICER, cases, happened, opened, ticks
from tests.morning import DAY

DEPUTY, LEADER = f"deputy {CLASS}", "leader 一年级"
NAME = f"老师 hc-{CLASS}"
NOT_YOURS = "这不是您负责的班级或单位。"
COLLEAGUES = (CLASS, DEPUTY, LEADER)
"""Those beside the teacher, and the teacher: the file is kept by whoever follows the illness."""


async def a_teachers_case(morning: Morning) -> CaseFile:
    """The head teacher of 一年级1班 is followed; the case stands on that class."""
    case = await opened(morning, f"{NAME} 居家隔离")
    assert case.person_id == morning.school.people[CLASS]
    assert case.unit_id == morning.school.classes[CLASS]
    return case


async def heard(morning: Morning, key: str) -> str:
    """All that somebody's chat shows."""
    return "\n".join(one.text for one in morning.person(key).screen)


@pytest.mark.parametrize("key", COLLEAGUES)
async def test_no_colleague_of_the_class_sees_or_touches_it(morning: Morning, key: str) -> None:
    case = await a_teachers_case(morning)
    colleague, day = morning.person(key), DAY.toordinal()
    for typed in ("个案", f"个案 {NAME}", "个案 hc-001"):
        await colleague.types(typed)
        assert "居家隔离" not in await heard(morning, key), typed
    for action, argument in (
        ("case", ""), ("cday", ""), ("cday", "ok"), ("cdo", "history"), ("cdo", "word"),
        ("cdo", "release"), ("cdo", "end.p7"), ("cdo", "owner.0"), ("ctask", "class"),
        ("cnear", ""),
    ):  # fmt: skip
        await colleague.forge(Choice(action, case.id, day, argument).encode())
        assert colleague.toast == NOT_YOURS, (action, argument)
        assert "居家隔离" not in await heard(morning, key), (action, argument)
    assert await happened(morning, case.id) == ["opened"]


@pytest.mark.parametrize("key", COLLEAGUES)
async def test_no_colleague_opens_one(morning: Morning, key: str) -> None:
    colleague = morning.person(key)
    await colleague.types(f"个案 新建 {NAME} 密接")
    who = f"s{base36(morning.school.people[CLASS])}"
    await colleague.forge(Choice("cnew", morning.school.id, argument=f"{who}.illness..y").encode())
    assert colleague.toast == NOT_YOURS
    assert await cases(morning) == []


@pytest.mark.parametrize("key", [OFFICER, "principal", "admin"])
async def test_health_officer_principal_and_admin_see_it(morning: Morning, key: str) -> None:
    case = await a_teachers_case(morning)
    for typed in ("个案", f"个案 {NAME}", "个案 hc-001"):
        await morning.person(key).types(typed)
        assert NAME in morning.person(key).sees, typed
    await morning.person(key).forge(Choice("cdo", case.id, argument="history").encode())
    assert NAME in morning.person(key).sees


async def test_it_is_handed_to_no_colleague_and_none_is_asked_about_it(morning: Morning) -> None:
    case = await a_teachers_case(morning)
    officer = morning.person(OFFICER)
    await officer.press("换负责人")
    offered = "\n".join(officer.labels)
    assert "hc-principal" in offered
    assert not any(f"hc-{key}" in offered for key in COLLEAGUES)
    await morning.write(
        "UPDATE case_file SET owner = ? WHERE id = ?", morning.school.people[DEPUTY], case.id
    )
    await ticks(morning, "10:00")
    assert NAME in officer.sees
    for key in COLLEAGUES:
        assert NAME not in await heard(morning, key)


@pytest.mark.parametrize("key", COLLEAGUES)
async def test_what_was_on_its_way_does_not_reach_a_colleague(morning: Morning, key: str) -> None:
    case = await a_teachers_case(morning)

    def put(tx):  # type: ignore[no-untyped-def]
        for view, about in (
            ("case_told", {"case": case.id, "what": "yours"}),
            ("case_paper", {"case": case.id, "format": Format.DOCX.value}),
        ):
            chat = morning.school.chats[key]
            tx.outbox.put(Note("news", view, chat, Wanted(view, about)), morning.now_ms)

    await morning.database.write(put)
    await morning.deliver()
    assert NAME not in await heard(morning, key)
    assert morning.person(key).files == []


async def test_a_pupils_case_stays_the_class_teachers(morning: Morning) -> None:
    await opened(morning)
    for key in COLLEAGUES:
        await morning.person(key).types("个案 张伟")
        assert "居家隔离" in morning.person(key).sees


async def takes_over(morning: Morning, key: str) -> list[str]:
    """Somebody takes the newest alert over; gives what the card offers then."""
    [(alert_id,)] = await morning.rows("SELECT max(id) FROM alert")
    await morning.person(key).forge(Choice("take", alert_id).encode())
    assert f"hc-{key}" in morning.person(key).sees or "您" in morning.person(key).sees
    return morning.person(key).labels


@pytest.mark.parametrize(("key", "offered"), [(LEADER, False), (OFFICER, True)])
async def test_who_may_open_no_case_of_the_staff_is_offered_none(
    asked: Morning, key: str, offered: bool
) -> None:
    teacher = asked.person(CLASS)
    await teacher.press("我本人不适")
    await teacher.types("38.5")
    await teacher.press("在家", "提交")
    labels = await takes_over(asked, key)
    assert any("已联系" in label for label in labels)
    assert any("开个案" in label for label in labels) is offered


async def test_a_leader_is_offered_the_case_of_a_pupil(asked: Morning) -> None:
    await asked.person(CLASS).types("张伟38.5在家，其余正常")
    await asked.person(CLASS).press("提交")
    assert any("开个案" in label for label in await takes_over(asked, LEADER))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("zh", "没有您可以看的这个姓名、编号或单位的个案"), ("en", "There is no case of “")],
)
async def test_a_colleague_is_told_of_cases_and_not_of_reports(
    morning: Morning, language: str, sentence: str
) -> None:
    await a_teachers_case(morning)
    morning.language = language
    deputy = morning.person(DEPUTY)
    await deputy.types(f"个案 {NAME}")
    assert sentence in deputy.sees
    assert "/report" not in deputy.sees
