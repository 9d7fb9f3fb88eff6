"""The list of outstanding classes for whoever can ring somebody up or file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.choice import LIMIT, Choice
from domain.figures import Outstanding, Reached
from domain.message import Message
from domain.roster import Unit, UnitKind
from views.escalation import MOST, REFRESH, escalation
from views.words import LANGUAGES

DAY = date(2026, 11, 23)


def _missing(
    number: int, teacher: str | None = "王丽", reached: Reached = Reached.SENT
) -> Outstanding:
    unit = Unit(number, f"c{number}", f"三年级{number}班", UnitKind.CLASS, 1)
    return Outstanding(1000 + number, unit, "和川小学", teacher, "13800000001", reached)


SCHOOL = Unit(1, "hx", "和川小学", UnitKind.SCHOOL, 1)


def _shown(*missing: Outstanding, language: str = "zh", locked: bool = False) -> Message:
    fileable = [] if locked else [one.round_id for one in missing]
    return escalation(language, SCHOOL, DAY, "09:00", missing, fileable)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_who_is_missing_whom_to_ring_up_and_by_when(language: str) -> None:
    message = _shown(_missing(2), language=language)
    for words in ("三年级2班", "王丽", "13800000001", "09:00", "和川小学"):
        assert words in message.text.plain
    assert message.protect


def test_each_class_has_a_button_that_files_for_it() -> None:
    message = _shown(_missing(1), _missing(2), _missing(3))
    assert message.keyboard is not None
    buttons = [button for row in message.keyboard.rows for button in row]
    labels = [f"代报 三年级{n}班" for n in (1, 2, 3)]
    assert [button.label for button in buttons] == [*labels, "🔄 刷新"]
    assert [Choice.decode(button.payload or "") for button in buttons] == [
        Choice("file", 1001),
        Choice("file", 1002),
        Choice("file", 1003),
        Choice(REFRESH, 1),
    ]


def test_who_has_seen_the_question_is_told_apart_from_who_was_not_heard() -> None:
    seen = replace(_missing(1), seen=True)
    assert "已看到，未回复" in _shown(seen).text.plain
    assert "已看到" not in _shown(_missing(1)).text.plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_once_all_are_in_the_list_says_so(language: str) -> None:
    message = _shown(language=language)
    assert message.text.plain.startswith("✅")
    assert "和川小学" in message.text.plain


def test_after_the_lock_nothing_is_offered_to_be_filed() -> None:
    message = _shown(_missing(1), locked=True)
    assert message.keyboard is not None
    assert [button.label for row in message.keyboard.rows for button in row] == ["🔄 刷新"]
    assert "锁定" in message.text.plain


def test_whoever_was_not_reached_is_told_apart_from_who_did_not_answer() -> None:
    texts = [_shown(_missing(1, reached=reached)).text.plain for reached in Reached]
    assert len(set(texts)) == len(Reached)


def test_a_class_without_anybody_says_so() -> None:
    assert "无人负责" in _shown(_missing(1, teacher=None)).text.plain


def test_a_very_long_list_stays_within_a_message_and_says_how_many_more() -> None:
    message = _shown(*(_missing(n, "欧阳" * 8) for n in range(1, MOST + 41)))
    assert len(message.text.plain) < 3500
    assert "40" in message.text.plain
    assert message.keyboard is not None
    buttons = [button for row in message.keyboard.rows for button in row]
    assert len(buttons) == MOST + 1
    assert all(len((button.payload or "").encode()) <= LIMIT for button in buttons)


@pytest.mark.parametrize(("language", "words"), [("zh", "09:00 已截止"), ("en", "09:00 is over")])
def test_after_the_cut_off_nobody_is_asked_to_be_in_time(language: str, words: str) -> None:
    missing = _missing(1)
    message = escalation(language, SCHOOL, DAY, "09:00", [missing], [missing.round_id], late=True)
    assert words in message.text.plain
    assert escalation("zh", SCHOOL, DAY, "09:00", [missing], [], late=True) == _shown(
        missing, locked=True
    )
