"""Whoever is outside a subtree gets nothing of it: by name, by button, by a forged press, by an old
button; in every format, of every time.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.calendar import Period
from domain.check_in import Entry
from domain.choice import Choice
from domain.incoming import Press, Words
from domain.message import File
from domain.pupil_history import ACTION as PUPIL
from domain.pupil_history import CLASS_ACTION as PUPILS
from domain.report_request import CHASE_ACTION, PACK_ACTION, STATUS_ACTION, Format, ReportRequest
from handlers.long_report import MADE_BESIDE
from storage.transaction import Transaction
from tests.handlers.desks import CLASS, FRIDAY, Morning, a_morning
from tests.morning import DAY, answer, open_rounds
from tests.school import School, a_school
from views.page_card import ACTION as PAGE

HIDDEN = "秘密"
"""Stands in the name of everything that outsiders must not hear of."""
OUTSIDERS = ("三年级1班", "leader 三年级", "principal", "admin", "liaison", "health_officer")
TIMES = (Period(DAY, DAY), Period(FRIDAY, DAY))


@dataclass(slots=True)
class Town:
    morning: Morning
    outside: School

    async def presses(self, key: str, payload: str, reference: str = "1") -> str:
        """Somebody of the other school presses this; gives the notice."""
        address = str(self.outside.address(key))
        effects = await self.morning.comes(address, Press("q", payload, reference))
        assert effects.toast is not None
        return effects.toast.text or ""

    async def types(self, key: str, words: str) -> str:
        """Somebody of the other school types this; gives what is heard."""
        self.morning.screens.pop(self.outside.chats[key], None)
        await self.morning.comes(str(self.outside.address(key)), Words(words, "7"))
        return "\n".join(
            shown.text + "".join(shown.buttons)
            for shown in self.morning.screens.get(self.outside.chats[key], [])
        )

    def files(self, key: str) -> list[File]:
        return self.morning.files.get(self.outside.chats[key], [])


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A school whose units and people are all secret, and another one beside it."""
    async with a_morning(tmp_path) as morning:

        def piece(tx: Transaction) -> School:
            school = morning.school
            fever = {school.pupils[CLASS][0]: Entry(temperature=3870)}
            answer(tx, school.classes[CLASS], school.people[CLASS], fever)
            tx.connection.execute(
                "UPDATE unit SET name = ?1 || name WHERE school_id = ?2", (HIDDEN, school.id)
            )
            tx.connection.execute("UPDATE pupil SET name = ? || name", (HIDDEN,))
            outside = a_school(tx, name="柳坝村小", code="lb", classes=("三年级1班",))
            open_rounds(tx, outside.id)
            return outside

        yield Town(morning, await morning.database.write(piece))


def inside(school: School) -> list[int]:
    return [school.district, school.id, *school.grades.values(), *school.classes.values()]


@pytest.mark.parametrize("format_", list(Format))
@pytest.mark.parametrize("beside", [False, True])
async def test_no_format_of_any_time_is_given_for_a_forged_press(
    town: Town, format_: Format, beside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if beside:
        monkeypatch.setattr("handlers.long_report.MADE_BESIDE", dict.fromkeys(MADE_BESIDE, 0))
    for key in OUTSIDERS:
        for unit_id in inside(town.morning.school):
            for period in TIMES:
                if format_ is Format.PNG and not period.is_day:
                    continue
                payload = ReportRequest(period, format_).choice(unit_id).encode()
                assert await town.presses(key, payload) == "这不是您负责的班级或单位。"
        assert town.files(key) == []
    assert await town.morning.rows("SELECT COUNT(*) FROM pack") == [(0,)]


@pytest.mark.parametrize(
    "command",
    ["report", "status", "alerts", "chase", "roster", "report 台账", "calendar", "checkin"],
)
async def test_no_command_finds_a_unit_of_another_school_by_its_name_or_code(
    town: Town, command: str
) -> None:
    names = [
        f"{HIDDEN}和川镇中心小学",
        f"{HIDDEN}一年级",
        f"{HIDDEN}一年级1班",
        "hc",
        "hc-c1",
        "中心小学",
    ]
    for key in OUTSIDERS:
        for name in names:
            for time in ("", " 昨天", " 上周", " 本学期"):
                heard = await town.types(key, f"/{command} {name}{time}")
                assert HIDDEN not in heard.replace(f"“{name}", "“"), (key, command, name, heard)
    assert all(town.files(key) == [] for key in OUTSIDERS)


@pytest.mark.parametrize("format_", ["", "图片", "excel", "word", "csv", "json"])
async def test_no_format_is_given_for_a_typed_name(town: Town, format_: str) -> None:
    when = "昨天" if format_ == "图片" else "上周"
    for key in OUTSIDERS:
        for name in ("hc", "hc-c1", f"{HIDDEN}一年级1班", f"{HIDDEN}张伟"):
            heard = await town.types(key, f"/report {name} {when} {format_}")
            assert "没有找到" in heard
        assert town.files(key) == []


@pytest.mark.parametrize("action", [PUPIL, PUPILS, STATUS_ACTION, CHASE_ACTION, PACK_ACTION, PAGE])
async def test_no_other_button_leads_there_either(town: Town, action: str) -> None:
    school = town.morning.school
    subjects = [*inside(school), *school.pupils[CLASS]]
    for key in OUTSIDERS:
        town.morning.screens.pop(town.outside.chats[key], None)
        for subject in subjects:
            if action == PAGE and subject == town.outside.id:
                continue
            notice = await town.presses(key, Choice(action, subject).encode())
            assert HIDDEN not in notice
        shown = town.morning.screens.get(town.outside.chats[key], [])
        told = "".join(one.text + "".join(one.buttons) for one in shown)
        assert HIDDEN not in told, (key, action, told)


async def test_an_old_button_gives_nothing_once_the_duty_has_gone(town: Town) -> None:
    principal = town.morning.person("principal")
    await principal.types("/report")
    shown = principal.last
    await town.morning.write("DELETE FROM membership WHERE role = 'principal'")
    for label, payload in shown.buttons.items():
        await principal.forge(payload, shown.reference)
        assert "发热" not in (principal.toast or ""), label
    assert principal.files == []
    assert principal.last.text == shown.text


async def test_a_file_that_waits_is_not_sent_to_who_has_lost_the_duty(town: Town) -> None:
    principal = town.morning.person("principal")
    address = str(town.morning.school.address("principal"))
    payload = ReportRequest.of_day(DAY, Format.XLSX).choice(town.morning.school.id).encode()
    deliver = town.morning.deliver
    town.morning.deliver = _later  # type: ignore[method-assign]
    await town.morning.comes(address, Press("q", payload, "1"))
    town.morning.deliver = deliver  # type: ignore[method-assign]
    await town.morning.write("DELETE FROM membership WHERE role = 'principal'")
    await town.morning.deliver()
    assert principal.files == []


async def _later() -> None:
    """What is due is not said yet."""
