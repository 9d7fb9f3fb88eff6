from handlers.commands import menu_of
from tests.handlers.doorstep import DAY, Doorstep
from views.words import say


async def test_two_buttons_are_offered_and_a_press_changes_the_language(door: Doorstep) -> None:
    chat = door.school.chats["admin"]
    offer = (await door.types("admin", "/language")).only
    assert list(offer.buttons) == ["中文", "English"]
    pressed = await door.presses("admin", offer.buttons["English"])
    assert pressed.only.text == pressed.toast == say("en", "help.language_set")
    assert pressed.only.target == "55"
    assert pressed.menus == [chat]
    menu = await door.database.read(lambda tx: menu_of(tx, chat, DAY, "zh"))
    assert menu is not None
    assert ("help", say("en", "command.help")) in menu.commands


async def test_a_language_is_set_by_its_name(door: Doorstep) -> None:
    assert (await door.types("admin", "语言 English")).text == say("en", "help.language_set")
    assert (await door.types("admin", "/help")).text.startswith("This is what")
    assert (await door.types("admin", "/language 中文")).text == say("zh", "help.language_set")
    assert (await door.types("admin", "/help")).text.startswith("我能")


async def test_a_language_nobody_speaks_changes_nothing(door: Doorstep) -> None:
    assert list((await door.types("admin", "/language fr")).only.buttons) == ["中文", "English"]
    assert (await door.presses("admin", "1:lang:0:0:fr")).said == []
    assert (await door.types("admin", "/help")).text.startswith("我能")
