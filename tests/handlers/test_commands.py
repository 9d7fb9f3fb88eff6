import pytest

from domain.roster import Duty, Role, Unit, UnitKind
from handlers.command_rules import FOR_STRANGERS, RULES, listed_for
from handlers.commands import Command, menu_of, table
from handlers.help import show_help
from tests.handlers.doorstep import COMMANDS, DAY, Doorstep
from views.menu import menu
from views.words import LANGUAGES, catalogue, say

NAMES = {rule.name for rule in RULES}


def found(typed: str) -> tuple[str, str] | None:
    """The name of the command and its argument."""
    match COMMANDS.find(typed):
        case None:
            return None
        case (Command() as command, argument):
            return command.name, argument


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/report", ("report", "")),
        ("/report 昨天 三年级2班", ("report", "昨天 三年级2班")),
        ("/REPORT@Chenjian_bot  昨天 ", ("report", "昨天")),
        ("／report 昨天", ("report", "昨天")),
        ("/ｒｅｐｏｒｔ", ("report", "")),
        ("/report昨天", ("report", "昨天")),
        ("/report\n昨天", ("report", "昨天")),
        ("/报表 昨天", ("report", "昨天")),
        ("/报表昨天", ("report", "昨天")),
        ("报表", ("report", "")),
        ("报表 昨天", ("report", "昨天")),
        ("报表\u3000昨天", ("report", "昨天")),
        ("报表昨天", ("report", "昨天")),
        ("Report yesterday", ("report", "yesterday")),
        ("帮助", ("help", "")),
        ("help", ("help", "")),
        ("晨检", ("checkin", "")),
        ("上报", ("checkin", "")),
        ("check in", ("checkin", "")),
        ("/checkin 一年级1班", ("checkin", "一年级1班")),
        ("状态", ("status", "")),
        ("催报 一年级", ("chase", "一年级")),
        ("邀请王芳", ("invite", "王芳")),
        ("邀请码", ("invite", "")),
        ("代班 王芳 明天", ("substitute", "王芳 明天")),
        ("代班王芳明天到周五", ("substitute", "王芳明天到周五")),
        ("/substitute", ("substitute", "")),
        ("设置 发起 7:40", ("settings", "发起 7:40")),
        ("语言", ("language", "")),
        ("/language en", ("language", "en")),
        ("/start ABC", ("start", "ABC")),
        ("手机号", ("phone", "")),
    ],
)
def test_a_command_is_read_however_it_is_typed(typed: str, meant: tuple[str, str]) -> None:
    assert found(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "全班正常",
        "晨检 全班正常",
        "上报 张三38.2",
        "帮助一下",
        "36.5 无",
        "",
        "/",
        "/ 无",
        "状态不好",
    ],
)
def test_an_answer_is_not_taken_for_a_command(typed: str) -> None:
    assert found(typed) is None


def test_every_word_belongs_to_one_command() -> None:
    words = [word for rule in RULES for word in (rule.name, *rule.words) if word != rule.name]
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert len(set(words)) == len(words)
    assert not set(words) & (set(names))


def test_every_command_needs_its_handler_and_no_other() -> None:
    with pytest.raises(ValueError, match="report"):
        table(dict.fromkeys(NAMES - {"report"}, show_help))
    with pytest.raises(ValueError, match="dance"):
        table(dict.fromkeys(NAMES | {"dance"}, show_help))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_its_words_and_nothing_else_has(language: str) -> None:
    keys = catalogue(language)
    extras = {f"{rule.name}_{extra.name}" for rule in RULES for extra in rule.extras}
    described = {key.removeprefix("command.") for key in keys if key.startswith("command.")}
    helped = {key.removeprefix("help.about_") for key in keys if key.startswith("help.about_")}
    more = {key.removeprefix("help.more_") for key in keys if key.startswith("help.more_")}
    assert NAMES <= described <= NAMES | extras
    assert helped == NAMES
    assert more == extras


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_is_within_what_a_channel_takes(language: str) -> None:
    whole = {rule.name: [extra.name for extra in rule.extras] for rule in RULES}
    plain = dict.fromkeys(NAMES, ())
    for name, description in (*menu(language, whole), *menu(language, plain)):
        assert name.isascii()
        assert name.islower()
        assert 1 <= len(name) <= 32
        assert 1 <= len(description) <= 256


def duty(role: Role, kind: UnitKind) -> Duty:
    school = None if kind.above_school else 1
    return Duty(role, Unit(1, "u", "某单位", kind, school))


MANAGES = {
    *("checkin", "roster", "report", "cases", "status", "alerts", "areas", "chase"),
    *("settings", "substitute"),
}


@pytest.mark.parametrize(
    ("role", "kind", "beyond"),
    [
        (Role.HEAD_TEACHER, UnitKind.CLASS, {"checkin", "roster", "report", "cases", "substitute"}),
        (Role.SUBSTITUTE, UnitKind.CLASS, {"checkin", "roster", "report", "cases"}),
        (
            Role.GRADE_LEADER,
            UnitKind.GRADE,
            {"checkin", "roster", "report", "cases", "status", "alerts", "chase", "substitute"},
        ),
        (
            Role.HEALTH_OFFICER,
            UnitKind.SCHOOL,
            {"checkin", "roster", "report", "cases", "status", "alerts", "areas", "chase"},
        ),
        (Role.PRINCIPAL, UnitKind.SCHOOL, MANAGES),
        (Role.ADMIN, UnitKind.SCHOOL, MANAGES | {"invite", "reopen"}),
        (
            Role.ADMIN,
            UnitKind.DISTRICT,
            MANAGES - {"checkin", "substitute"} | {"invite", "reopen"},
        ),
        (
            Role.PRINCIPAL,
            UnitKind.TOWNSHIP,
            {"roster", "report", "cases", "status", "alerts", "areas", "chase"},
        ),
        (Role.LIAISON, UnitKind.SCHOOL, {"report", "cases", "status", "alerts"}),
        (Role.STAFF, UnitKind.OFFICE, set()),
    ],
)
def test_a_role_is_shown_what_it_may_do(role: Role, kind: UnitKind, beyond: set[str]) -> None:
    assert set(listed_for([duty(role, kind)])) == {"help", "language", "calendar"} | beyond


async def test_the_menu_of_a_chat_is_that_of_its_person(door: Doorstep) -> None:
    chats = door.school.chats
    read = door.database.read
    teacher = await read(lambda tx: menu_of(tx, chats["一年级2班"], DAY, "zh"))
    assert teacher is not None
    assert [name for name, _ in teacher.commands] == [
        *("checkin", "report", "cases", "substitute", "calendar", "roster", "language", "help"),
    ]
    admin = await read(lambda tx: menu_of(tx, chats["admin"], DAY, "zh"))
    assert admin is not None
    for name, plain, whole in (
        ("calendar", "看校历", "看校历、标记停课补课放假"),
        ("roster", "看班级名单", "花名册、转班转出插班"),
        ("checkin", "晨检上报或更正", "晨检上报、更正、代报"),
    ):
        assert dict(teacher.commands)[name] == plain
        assert dict(admin.commands)[name] == whole
    stranger = await door.database.write(lambda tx: tx.chats.at("telegram", "9").id)
    unknown = await read(lambda tx: menu_of(tx, stranger, DAY, "en"))
    assert unknown is not None
    assert unknown.commands == menu("en", FOR_STRANGERS)
    assert await read(lambda tx: menu_of(tx, 10_000, DAY, "zh")) is None


async def test_a_command_reaches_its_handler_with_its_argument(door: Doorstep) -> None:
    assert (await door.types("admin", "/Report@x_bot 昨天")).only.text == "report[昨天]"


async def test_an_unknown_command_is_answered_with_one_sentence(door: Doorstep) -> None:
    assert (await door.types("admin", "/dance")).only.text == say("zh", "help.unknown")


async def test_a_command_one_may_not_use_is_refused_in_one_sentence(door: Doorstep) -> None:
    refused = say("zh", "help.not_for_you")
    for typed in ("/settings", "设置", "/chase", "/invite 王芳", "催报"):
        assert (await door.types("一年级2班", typed)).only.text == refused


async def test_words_behind_a_command_one_may_not_use_are_an_answer(door: Doorstep) -> None:
    typed = "状态 张三38.2"
    assert (await door.types("一年级2班", typed)).only.text == f"answer[{typed}]"
