"""A liaison's /status: all the schools at once, and nothing of anybody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.choice import Choice
from domain.errors import NotYours
from domain.message import Message
from domain.roster import Role
from handlers.page import PageDoor
from handlers.report import UnknownUnit, report, report_pressed, status, status_pressed
from handlers.reveal import reveal_pressed
from scheduler.liaisons import render_linked
from storage.transaction import Transaction
from tests.clock import ZONE
from tests.handlers.test_report import NOW, asked_for, labels, visit_of, words_of
from tests.morning import open_rounds, transaction
from tests.school import NAMES, School, a_chat, a_person, a_school

ALL = Choice("st", 0)


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    with transaction(tmp_path / "school.db") as tx:
        yield tx


@pytest.fixture
def schools(tx: Transaction) -> list[School]:
    made = [a_school(tx, name=name, code=code) for name, code in (("甲校", "a"), ("乙校", "b"))]
    made.append(a_school(tx, name="丙校", code="c"))
    for school in made:
        open_rounds(tx, school.id)
    return made


@pytest.fixture
def linked(tx: Transaction, schools: list[School]) -> int:
    """The chat of somebody linked to the first two."""
    person = a_person(tx, "linked", {Role.LIAISON: schools[0].id})
    tx.connection.execute(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, 'liaison', ?)",
        (person, schools[1].id),
    )
    return a_chat(tx, person)


def shown(tx: Transaction) -> str:
    """The newest note, which the reports' own table does not know."""
    note = max(tx.outbox.due(NOW, 100), key=lambda note: note.id)
    said = render_linked(tx, note, NOW, ZONE, "zh")
    assert isinstance(said, Message)
    return said.text.plain


def test_the_state_of_all_the_schools_comes_at_once(
    tx: Transaction, schools: list[School], linked: int
) -> None:
    status(visit_of(tx, linked), "")
    words = shown(tx)
    assert words.startswith("包校 2 所学校 11月23日(周一) 上报情况 · 09:05")
    assert "甲校" in words
    assert "乙校" in words
    assert "丙校" not in words
    assert not [one for one in (*NAMES, "老师", "138000") if one in words]
    status_pressed(visit_of(tx, linked, pressed="9"), ALL)
    assert shown(tx) == words


def test_one_of_them_comes_by_its_name_and_another_school_is_unknown(
    tx: Transaction, schools: list[School], linked: int
) -> None:
    status(visit_of(tx, linked), "甲校")
    assert words_of(tx).startswith("甲校")
    assert "📞 电话名单/代报" not in labels(tx)
    assert asked_for(tx, linked, "乙校")["unit"] == schools[1].id
    for ask in (status, report):
        with pytest.raises(UnknownUnit):
            ask(visit_of(tx, linked), "丙校")


def test_forged_presses_bring_a_liaison_no_other_school_and_no_name(
    tx: Transaction, schools: list[School], linked: int
) -> None:
    other, district = schools[2].id, schools[0].district
    for unit in (other, district, schools[2].classes["一年级1班"]):
        with pytest.raises(NotYours):
            status_pressed(visit_of(tx, linked, pressed="9"), Choice("st", unit))
        with pytest.raises(NotYours):
            report_pressed(
                visit_of(tx, linked, pressed="9"), Choice("rep", unit, argument="20261123:text")
            )
        with pytest.raises(NotYours):
            PageDoor(None).pressed(visit_of(tx, linked, pressed="9"), Choice("page", unit))
    for unit in (schools[0].id, other):
        with pytest.raises(NotYours):
            reveal_pressed(
                visit_of(tx, linked, pressed="9"), Choice("nm", unit, argument="20261123")
            )


@pytest.mark.parametrize("key", ["principal", "一年级1班", "district", "liaison"])
def test_the_button_of_all_is_nothing_to_others(
    tx: Transaction, schools: list[School], linked: int, key: str
) -> None:
    """A liaison of one school sees that school by it, and no more."""
    visit = visit_of(tx, schools[2].chats[key], pressed="9")
    if key == "liaison":
        status_pressed(visit, ALL)
        words = shown(tx)
        assert "丙校" in words
        assert "甲校" not in words
        return
    with pytest.raises(NotYours):
        status_pressed(visit, ALL)
