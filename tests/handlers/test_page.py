"""打开大屏: who gets a link, and for what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.choice import Choice
from domain.errors import NotYours
from domain.message import Message
from domain.page_link import HOUR_MS, SERVED, Enrolment, PageLink, Pages, PagesClosed
from handlers.page import PageDoor
from handlers.report import status
from storage.transaction import Transaction
from tests.handlers.test_report import NOW, heard, labels, visit_of
from tests.morning import open_rounds, transaction
from tests.school import School, a_school
from views.page_card import ACTION

SECRET = "sixteen signs and more"  # noqa: S105 - opens nothing
PAGES = Pages("https://bot.example.org", SECRET, hours=3)
A = "一年级1班"


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


@pytest.fixture
def school(tx: Transaction) -> School:
    school = a_school(tx)
    open_rounds(tx, school.id)
    return school


def press(tx: Transaction, chat_id: int, unit_id: int, pages: Pages | None = PAGES) -> None:
    """A press on 打开大屏, forged or not."""
    PageDoor(pages).pressed(visit_of(tx, chat_id, pressed="55"), Choice(ACTION, unit_id))


def test_the_status_offers_the_page_only_where_one_is_served(
    tx: Transaction, school: School
) -> None:
    status(visit_of(tx, school.chats["principal"]), "")
    assert "🖥 打开大屏" not in labels(tx)
    tx.days.remember(SERVED, "yes")
    status(visit_of(tx, school.chats["principal"]), "")
    assert "🖥 打开大屏" in labels(tx)
    tx.days.remember(SERVED, "")
    status(visit_of(tx, school.chats["principal"]), "")
    assert "🖥 打开大屏" not in labels(tx)


@pytest.mark.parametrize("key", ["principal", "admin", "health_officer", "liaison", "district"])
def test_a_press_gives_a_link_for_this_person_and_this_unit(
    tx: Transaction, school: School, key: str
) -> None:
    press(tx, school.chats[key], school.id)
    said = heard(tx)
    assert isinstance(said, Message)
    assert said.protect, "whoever has the link can look"
    assert "12:05" in said.text.plain
    assert said.keyboard is not None
    [[button]] = said.keyboard.rows
    assert button.url is not None
    token = button.url.removeprefix("https://bot.example.org/wall/")
    link = PageLink.read(token, SECRET, NOW)
    under = Enrolment(school.chats[key], 0)
    assert link == PageLink(school.people[key], under, school.id, NOW + 3 * HOUR_MS)
    row = tx.connection.execute("SELECT person_id, act, unit_id FROM audit").fetchone()
    assert tuple(row) == (school.people[key], "page_link", school.id)


@pytest.mark.parametrize("key", [A, f"deputy {A}", "leader 二年级"])
def test_whoever_may_not_ask_for_the_state_gets_no_link(
    tx: Transaction, school: School, key: str
) -> None:
    for unit in (school.id, school.grades["一年级"], school.classes[A], school.district, 999):
        with pytest.raises(NotYours):
            press(tx, school.chats[key], unit)
    assert tx.connection.execute("SELECT COUNT(*) FROM audit").fetchone()[0] == 0


def test_nobody_inside_the_school_gets_the_unit_above_or_the_school_beside(
    tx: Transaction, school: School
) -> None:
    other = a_school(tx, name="河湾小学", code="hw")
    for unit in (school.district, other.id, other.classes[A]):
        with pytest.raises(NotYours):
            press(tx, school.chats["principal"], unit)


def test_an_old_button_where_no_page_is_served_says_so(tx: Transaction, school: School) -> None:
    with pytest.raises(PagesClosed):
        press(tx, school.chats["principal"], school.id, pages=None)


def test_each_speaks_the_own_language(tx: Transaction, school: School) -> None:
    visit = visit_of(tx, school.chats["principal"], pressed="55")
    visit.language = "en"
    PageDoor(PAGES).pressed(visit, Choice(ACTION, school.id))
    said = heard(tx)
    assert isinstance(said, Message)
    assert "no names" in said.text.plain
