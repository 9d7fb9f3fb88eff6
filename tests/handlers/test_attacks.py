"""Forged presses and odd words at the real door: the roster decides, and nothing breaks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.assembly import the_door
from domain.check_in import Entry
from domain.choice import LIMIT, Choice, base36
from domain.incoming import Contact, Press, Words
from storage.database import opened
from storage.transaction import Transaction
from tests.clock import ZONE
from tests.handlers.desks import CLASS, OTHER
from tests.handlers.reading import FullMorning, presses_everything, words_of
from tests.morning import open_rounds
from tests.school import School, a_school
from tests.tables import new_tables

ACTIONS = tuple(the_door(ZONE, "zh").presses)
NOBODY = "99"
ODD = (
    "\u202e\u200b",
    "０",
    "²",
    "１２",
    "٣",
    "-1",
    "0" * 40,
    "p",
    "pzzzzzzzzzzzzzzzzzzzz",
    "p-1",
    "p1.",
    "p1.１２",
    "p1.３８２０",
    "s1.sick",
    "%",
    "_",
    "'; DROP TABLE answer; --",
    "00010101:text",
    "99991231:text",
    "20261123-20261122:text",
    "20261123:list999",
    "20261123:list000",
    "\x00",
)


@dataclass(slots=True)
class Town:
    """The school attacked, and another one under the same district whose people attack."""

    morning: FullMorning
    other: School

    async def tries(self, key: str, payload: str) -> str:
        """Somebody of the other school forges a press; gives the notice."""
        effects = await self.morning.comes(str(self.other.address(key)), Press("q", payload, "1"))
        assert effects.toast is not None
        return effects.toast.text or ""

    async def hears(self, key: str, typed: str) -> str:
        """Somebody of the other school types; gives what is heard."""
        screen = self.morning.screens.setdefault(self.other.chats[key], [])
        screen.clear()
        await self.morning.comes(str(self.other.address(key)), Words(typed, "7"))
        return "\n".join(shown.text for shown in screen)

    async def state(self) -> list[tuple[object, ...]]:
        """Everything of the attacked school that somebody might have changed."""
        school = self.morning.school.id
        return [
            *await self.morning.rows(
                "SELECT id, revision, state FROM round WHERE school_id = ? ORDER BY id", school
            ),
            *await self.morning.rows(
                "SELECT d.* FROM draft d JOIN round r ON r.id = d.round_id WHERE r.school_id = ?",
                school,
            ),
            *await self.morning.rows("SELECT * FROM setting ORDER BY unit_id, key"),
            *await self.morning.rows("SELECT person_id FROM invite ORDER BY id"),
            *await self.morning.rows("SELECT id, person_id FROM chat ORDER BY id"),
        ]

    def shown(self, key: str) -> str:
        """All that stands on an attacker's screen, buttons included."""
        shown = self.morning.screens.get(self.other.chats[key], [])
        return "\n".join([one.text + " ".join(one.buttons) for one in shown])


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """一年级1班 of the school attacked has reported a fever, 一年级2班 has begun to."""

    def piece(tx: Transaction) -> tuple[School, School]:
        made = a_school(tx, pupils=5)
        other = a_school(tx, name="柳坝小学", code="lb", classes=("一年级1班",))
        for school in (made, other):
            open_rounds(tx, school.id)
        tx.connection.execute("UPDATE pupil SET name = '秘' || id || '某'")
        tx.connection.execute("UPDATE person SET name = '师' || id || '某'")
        return made, other

    async with opened(new_tables(tmp_path / "chenjian.db"), inline=True) as database:
        school, other = await database.write(piece)
        morning = FullMorning(database, school)
        for class_name in (CLASS, OTHER):
            await morning.asks(class_name)
            teacher = morning.person(class_name)
            pupil = morning.school.pupils[class_name][0]
            await teacher.press("发热", f"秘{pupil}某")
            await teacher.types("38.7")
            await teacher.press("跳过", "在家")
        await morning.person(CLASS).press("提交")
        yield Town(morning, other)


def _arguments(school: School) -> list[str]:
    pupil, person = base36(school.pupils[CLASS][0]), base36(school.people[CLASS])
    return [
        *("", "sure", f"f{pupil}", f"p{pupil}", f"p{pupil}.3870", f"p{pupil}.home"),
        *(f"p{pupil}.sick", f"p{pupil}.skip", f"{pupil}.well", f"s{person}", f"s{person}.3870"),
        *("20261123:text", "20261123:json", "20261123:list", "全班正常", "cut_off=10:00"),
        *ODD,
    ]


@pytest.mark.parametrize("action", [action for action in ACTIONS if action != "lang"])
async def test_a_press_about_another_school_does_and_tells_nothing(town: Town, action: str) -> None:
    school, other = town.morning.school, town.other
    theirs = {
        row[0]
        for row in await town.morning.rows("SELECT id FROM round WHERE school_id <> ?", school.id)
    }
    theirs |= {other.id, *other.classes.values(), *other.grades.values(), *other.people.values()}
    ids = {
        *(row[0] for row in await town.morning.rows(
            "SELECT id FROM round WHERE school_id = ?", school.id)),
        school.id, school.district, *school.classes.values(), *school.grades.values(),
        *school.people.values(), *school.pupils[CLASS],
    }  # fmt: skip
    before = await town.state()
    for key in (CLASS, "deputy 一年级1班", "leader 一年级", "principal", "admin", "liaison"):
        for subject in sorted(ids - theirs):
            for argument in _arguments(school):
                payload = Choice(action, subject, 1, argument).encode()
                notice = await town.tries(key, payload)
                assert notice, f"{key} pressed {payload} and heard nothing"
                assert "某" not in notice
        assert "秘" not in town.shown(key)
    assert await town.state() == before


@pytest.mark.parametrize("action", ACTIONS)
async def test_odd_arguments_of_one_s_own_buttons_break_nothing(town: Town, action: str) -> None:
    morning = town.morning
    round_ = await morning.round(OTHER)
    school = morning.school
    subjects = (round_.id, school.classes[OTHER])
    for key in (OTHER, "admin", "district"):
        person = morning.person(key)
        for subject in subjects:
            for argument in (*_arguments(school), "p0.3820", "zz.skip", "set=", "cut_off=", "=x"):
                payload = Choice(action, subject, 7, argument).encode()
                await person.forge(payload)
                assert person.toast is None or len(person.toast) < 400
    assert (await morning.round(OTHER)).revision == 0


@pytest.mark.parametrize("payload", [
    "", ":", "1:", "1:zero", "1:zero:1:0", "0:zero:1:0:", "1:ze ro:1:0:", "1:zero:-1:0:",
    "1:zero:zzzzzzzzzzz:0:", "1:zero:1:-1:", "1:zero:１:0:", "1:zero:+1:0:", "1:zero: 1:0:",
    "1:__class__:1:0:", "1:全:1:0:", "\x00", "1:zero:1_0:0:", "😀" * 60,
])  # fmt: skip
async def test_what_no_button_ever_bore_is_answered(town: Town, payload: str) -> None:
    person = town.morning.person(OTHER)
    await person.forge(payload)
    assert person.toast


ODD_WORDS = (
    "\u202e全班正常", "全班正常\u0000", "²", "٣٨.٢", "38.2" * 500, "全" * 1000,
    "/report " + "a " * 2000,
    "/report 0001-01-01", "/report 9999-12-31", "/report 99月99日", "/report 2月30日", "/report %",
    "/report _", "/report 9月1日-8月1日", "/report ' OR 1=1", "/status %", "/chase %", "/invite %",
    "/settings %", "/settings cut_off", "/settings cut_off 99:99", "/settings cut_off ２５:００",
    "/settings cut_off=" + "9" * 400, "/language ' OR", "/start " + "x" * 64, "/start",
    "/start ../..",
    "/checkin %", "/checkin 三年级", "/xyzzy", "/", "／", "@", "#", "\ud83d", "\u2028", "\u200f",
    "应到９９９９９９实到-1", "三十七度八", "98.6F", "1e309", "nan", "inf", "-0", "36.5 无",
    "0" * 300,
    "/report@evil_bot 昨天", "报表" * 300, "代班 王老师", "/phone", "手机号",
    "/report json json json",
    "/report 11-20 11-21 11-22", "/report 2026-11-2３",
)  # fmt: skip


@pytest.mark.parametrize("key", [OTHER, "principal", "admin", "liaison", "district", NOBODY])
async def test_odd_words_break_nothing(town: Town, key: str) -> None:
    morning = town.morning
    address = NOBODY if key == NOBODY else str(morning.school.address(key))
    for words in ODD_WORDS:
        await morning.comes(address, Words(words, "7"))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(ACTIONS),
    st.text(max_size=12),
    st.sampled_from([OTHER, "principal", "admin", "district"]),
)
async def test_no_argument_breaks_a_press(town: Town, action: str, argument: str, key: str) -> None:
    morning = town.morning
    round_ = await morning.round(OTHER)
    if len(f"1:{action}:{base36(round_.id)}:0:{argument}".encode()) <= LIMIT:
        await morning.person(key).forge(Choice(action, round_.id, 0, argument).encode())


# -- eyes above the school -------------------------------------------------------------------------


REPORTS = (
    "/report hc json", "/report hc word", "/report hc xlsx", "/report hc csv", "/report hc",
)  # fmt: skip
ASKED_ABOVE = (
    "/report", "/report xlsx", "/report csv", "/report json", "/status", "/chase", "/report hc",
    "/report hc json", "/report hc xlsx", "/report hc csv", "/report 一年级1班 hc", "/report hc-c1",
    "/report word", "/report hc word", "/report hc-c1 word", "/report hc 本周 word",
    "/report hc-c1 json", "/report hc-c1 xlsx", "/report hc-c2 json", "/report 本周",
    "/report 本周 xlsx", "/report 本周 json", "/report 11月 csv", "/status hc", "/status hc-c2",
    "/chase hc-c2", "/chase hc", "/checkin", "/settings", "/settings hc", "/help", "/start",
    "/phone", "全班正常", "38.2",
)  # fmt: skip


@pytest.mark.parametrize("key", ["district", "liaison"])
async def test_above_the_school_no_name_is_read_anywhere(town: Town, key: str) -> None:
    morning = town.morning
    person = morning.person(key)
    await morning.person(OTHER).press("提交")
    for words in ASKED_ABOVE:
        await person.types(words)
    notices = await presses_everything(person)
    assert [notice for notice in notices if "某" in notice] == []
    read = morning.read_by(key).replace(f"师{person.id}某", "")
    assert "发热" in read
    assert [line for line in read.split("\n") if "某" in line] == []
    assert "1380" not in read


@pytest.mark.parametrize("key", ["district", "liaison"])
@pytest.mark.parametrize("submitted", [True, False])
async def test_a_name_typed_as_a_place_stays_inside_the_school(
    town: Town, key: str, submitted: bool
) -> None:
    morning = town.morning
    teacher, person = morning.person(OTHER), morning.person(key)
    told, other = (f"秘{pupil}某" for pupil in morning.school.pupils[OTHER][1:3])
    for name, place in ((told, f"跟{told}去瑞丽"), (other, f"{other[:2]} {other[2:]}家")):
        await teacher.press("外出", name)
        await teacher.types(place)
        await teacher.press("跳过")
    await teacher.press("外出", f"秘{morning.school.pupils[OTHER][3]}某")
    await teacher.types(f"和师{teacher.id}某在昆明")
    await teacher.press("跳过")
    if submitted:
        await teacher.press("提交")
    for words in REPORTS:
        await person.types(words)
        await morning.person("principal").types(words)
    assert "去瑞丽" in morning.read_by("principal")
    assert "某" not in morning.read_by(key).replace(f"师{person.id}某", "")


@pytest.mark.parametrize("key", ["district", "liaison"])
@pytest.mark.parametrize("submitted", [True, False])
async def test_words_about_a_relative_or_a_disease_stay_inside_the_school(
    town: Town, key: str, submitted: bool
) -> None:
    morning = town.morning
    teacher, person = morning.person(OTHER), morning.person(key)
    first, second = (f"秘{pupil}某" for pupil in morning.school.pupils[OTHER][1:3])
    await teacher.types(f"{first}爸爸从南京回来，{second}确诊水痘，其余正常")
    if submitted:
        await teacher.press("提交")
    for words in REPORTS:
        await person.types(words)
        await morning.person("principal").types(words)
    assert "爸爸" in morning.read_by("principal")
    assert "水痘" in morning.read_by("principal")
    assert "爸爸" not in morning.read_by(key)
    assert "水痘" not in morning.read_by(key)
    assert "某" not in morning.read_by(key).replace(f"师{person.id}某", "")


# -- codes and people who left -----------------------------------------------------------------


@pytest.mark.parametrize("by", ["code", "press", "name"])
async def test_nobody_above_the_school_makes_a_code_for_a_teacher(town: Town, by: str) -> None:
    """Whoever holds a code is the teacher, and sees the class's names."""
    morning = town.morning
    person, teacher = morning.person("district"), morning.person(CLASS)
    if by == "press":
        await person.forge(Choice("inv", teacher.id).encode())
    else:
        await person.types("/invite " + {"code": "hc-一年级1班", "name": f"师{teacher.id}某"}[by])
    assert await morning.rows("SELECT id FROM invite") == []
    assert "班主任" not in morning.read_by("district")


async def test_a_teacher_taken_off_the_class_reads_no_more_of_it(town: Town) -> None:
    """The roster changed at eight; at nine the class reports, and old messages are edited."""
    morning = town.morning
    gone, deputy = morning.person(OTHER), morning.person("deputy 一年级2班")
    await morning.write(
        "UPDATE membership SET until_day = '2026-11-22' WHERE person_id = ?", gone.id
    )
    came = morning.came[morning.school.chats[OTHER]]
    before = len(came)
    await morning.asks(OTHER, "deputy")
    name = f"秘{morning.school.pupils[OTHER][4]}某"
    await deputy.press("缺勤", name, "病假", "提交")
    await deputy.press("提交")
    assert (await morning.round(OTHER)).revision == 1
    assert len(came) == before


async def test_a_phone_that_became_somebody_else_s_reads_nothing_of_the_first(town: Town) -> None:
    """The head teacher's phone is handed to a colleague of another class, who enrols on it."""
    morning = town.morning
    deputy, colleague = morning.person("deputy 一年级2班"), morning.school.people["二年级1班"]
    code, _ = await morning.database.write(lambda tx: tx.invites.issue(colleague, morning.now_ms))
    first = morning.person(OTHER)
    await first.types(f"/start {code}")
    assert (
        await morning.rows("SELECT person_id FROM chat WHERE id = ?", morning.school.chats[OTHER])
    ) == [(colleague,)]
    came = morning.came[morning.school.chats[OTHER]]
    before = len(came)
    await morning.asks(OTHER, "deputy")
    name = f"秘{morning.school.pupils[OTHER][4]}某"
    await deputy.press("缺勤", name, "病假", "提交")
    await deputy.press("提交")
    assert (await morning.round(OTHER)).revision == 1
    assert [said for said in came[before:] if name in words_of(said)] == []


async def test_a_health_officer_who_left_hears_no_change_of_an_alert(town: Town) -> None:
    morning = town.morning
    officer, teacher = morning.person("health_officer"), morning.person(CLASS)
    assert "异常" in morning.read_by("health_officer")
    await morning.write(
        "UPDATE membership SET until_day = '2026-11-22' WHERE person_id = ?", officer.id
    )
    came = morning.came[morning.school.chats["health_officer"]]
    before = len(came)
    name = f"秘{morning.school.pupils[CLASS][2]}某"
    await teacher.press("更正", "缺勤", name, "病假", "提交")
    assert (await morning.round(CLASS)).revision == 2
    assert name in morning.read_by("principal")
    assert len(came) == before


async def test_a_snoozed_question_does_not_reach_who_left_meanwhile(town: Town) -> None:
    morning = town.morning
    teacher = morning.person("二年级1班")
    await morning.was("二年级1班", {morning.school.pupils["二年级1班"][0]: Entry(temperature=3850)})
    await morning.asks("二年级1班")
    await teacher.press("10 分钟")
    await morning.write(
        "UPDATE membership SET until_day = '2026-11-22' WHERE person_id = ?", teacher.id
    )
    before = len(teacher.screen)
    morning.now = "07:45"
    await morning.deliver()
    assert len(teacher.screen) == before


# -- what may not be passed on -----------------------------------------------------------------


ASKED_INSIDE = (
    "/report", "/report xlsx", "/report csv", "/report json", "/report 一年级1班", "/report 本周",
    "/report 本周 xlsx", "/status", "/chase", "/checkin", "/invite", "/invite hc-一年级1班",
    "/invite 师", "/invite 师老师", "/settings", "/help", "/start", "/phone", "38.7", "全班正常",
    "收到", "更正",
)  # fmt: skip


@pytest.mark.parametrize(
    "key",
    [CLASS, OTHER, "deputy 一年级2班", "leader 一年级", "health_officer", "principal", "admin"],
)
async def test_whatever_holds_a_name_cannot_be_passed_on(town: Town, key: str) -> None:
    morning = town.morning
    person = morning.person(key)
    sent = morning.came.setdefault(morning.school.chats[key], [])
    for words in ASKED_INSIDE:
        await person.types(words)
    pressed: set[str] = set()
    for _ in range(120):
        buttons = {p: s for s in person.screen for p in s.buttons.values() if p not in pressed}
        if not buttons:
            break
        payload = min(buttons)
        pressed.add(payload)
        await person.forge(payload, buttons[payload].reference)
    assert any("秘" in words_of(said) for said in sent)
    own = f"师{person.id}某"
    open_ = [
        words
        for said in sent
        if not said.protect and "某" in (words := words_of(said)).replace(own, "")
    ]
    assert open_ == []
    assert [words for words in morning.unprotected if "某" in words.replace(own, "")] == []


async def test_words_that_are_never_said_are_not_kept_either(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card overtaken by the next one, and an answer to somebody who has moved away."""
    morning = town.morning
    teacher = morning.person(OTHER)
    shown, _ = teacher.button("发热")

    async def busy() -> None:
        """The channel is slow; nothing is sent for a while."""

    with monkeypatch.context() as slow:
        slow.setattr(morning, "deliver", busy)
        for action in ("fever", "absent", "travel"):
            await teacher.forge(
                Choice(action, (await morning.round(OTHER)).id).encode(), shown.reference
            )
        await teacher.types("38.7")
        code, _ = await morning.database.write(
            lambda tx: tx.invites.issue(teacher.id, morning.now_ms)
        )
        await morning.comes("4711", Words(f"/start {code}", "7"))
    await morning.deliver()
    kept = await morning.rows(
        "SELECT body FROM outbox WHERE kind IN ('reply', 'card')"
        " AND state NOT IN ('pending', 'claimed', 'sending')"
    )
    assert kept
    assert [body for (body,) in kept if body != "{}"] == []


async def test_a_number_of_another_country_is_not_the_teacher_s(town: Town) -> None:
    """+1 387 777 7777 has the digits of a Chinese mobile phone."""
    morning = town.morning
    teacher = morning.person(CLASS)
    await morning.write("UPDATE person SET phone = '13877777777' WHERE id = ?", teacher.id)
    await morning.comes("4711", Contact("+13877777777", own=True))
    await morning.comes("4712", Contact("8613877777777", own=False))
    await morning.comes("4713", Contact("", own=True))
    owners = await morning.rows("SELECT address FROM chat WHERE person_id = ?", teacher.id)
    assert owners == [(str(morning.school.address(CLASS)),)]
    await morning.comes("4714", Contact("+8613877777777", own=True))
    owners = await morning.rows("SELECT address FROM chat WHERE person_id = ?", teacher.id)
    assert owners == [("4714",)]
