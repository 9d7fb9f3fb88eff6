"""Who sends without end is slowed down and told so; who works fast, and everybody else, is not."""

from __future__ import annotations

import pytest

from channels.telegram.channel import TOAST_LIMIT
from domain.haste import BURST
from tests.handlers.desks import CLASS, OTHER, Morning, answers, stored
from views.words import LANGUAGES, say


async def sends_without_end(morning: Morning, key: str = CLASS, count: int = BURST) -> None:
    """So many words that are nothing, one after another."""
    for _ in range(count):
        await morning.person(key).types("菜单")


def told(morning: Morning, key: str = CLASS, language: str = "zh") -> int:
    """How often a chat shows that it is slowed down."""
    sentence = say(language, "trouble.too_fast")
    return sum(one.text == sentence for one in morning.person(key).screen)


@pytest.fixture
async def flooded(asked: Morning) -> Morning:
    """一年级1班's teacher, or whoever has the phone, has sent all that is heard at once."""
    await sends_without_end(asked)
    assert told(asked) == 0
    return asked


async def test_what_comes_after_a_flood_does_nothing_and_is_told_once(flooded: Morning) -> None:
    teacher = flooded.person(CLASS)
    await teacher.types("全班正常", "菜单", "张伟38.2")
    assert told(flooded) == 1
    assert await answers(flooded) == []
    assert await flooded.rows("SELECT * FROM draft") == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_press_after_a_flood_is_answered_on_the_button(
    flooded: Morning, language: str
) -> None:
    await flooded.write("UPDATE chat SET language = ?", language)
    teacher = flooded.person(CLASS)
    for _ in range(3):
        await teacher.press("全班正常")
        assert teacher.toast == say(language, "trouble.too_fast")
    assert await answers(flooded) == []
    assert told(flooded, language=language) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_fits_on_a_button(language: str) -> None:
    assert len(say(language, "trouble.too_fast")) <= TOAST_LIMIT


async def test_a_moment_later_one_more_is_heard(flooded: Morning) -> None:
    teacher = flooded.person(CLASS)
    await teacher.types("全班正常")
    assert await stored(flooded) is None
    flooded.now = "07:32"
    await teacher.types("全班正常")
    assert await stored(flooded) is not None


async def test_nobody_else_is_slowed_down(flooded: Morning) -> None:
    await flooded.asks(OTHER)
    await flooded.person(CLASS).types("菜单")
    await flooded.person(OTHER).press("全班正常")
    assert await stored(flooded, OTHER) is not None
    assert told(flooded, OTHER) == 0


async def test_presses_that_are_refused_count_as_well(asked: Morning) -> None:
    await asked.write("UPDATE chat SET spent_ms = ?", asked.now_ms + (BURST - 2) * 1_000)
    teacher = asked.person(CLASS)
    for _ in range(2):
        await teacher.forge("1:zero:zzzz:0:")
        assert teacher.toast != say("zh", "trouble.too_fast")
    await teacher.forge("1:zero:zzzz:0:")
    assert teacher.toast == say("zh", "trouble.too_fast")


async def test_ten_classes_filed_as_fast_as_one_can_press_are_all_heard(asked: Morning) -> None:
    """Thirty presses and words for each of ten classes, in a single minute."""
    admin = asked.person("admin")
    for _ in range(10):
        await admin.types("代报", *["状态"] * 29)
    assert told(asked, "admin") == 0


async def test_a_hundred_forwarded_messages_are_heard(asked: Morning) -> None:
    await sends_without_end(asked, count=100)
    await asked.person(CLASS).press("全班正常")
    assert await stored(asked) is not None
