"""``chenjian invites`` as it is typed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.__main__ import command_line
from storage.runner import connect
from storage.transaction import Transaction

T = TypeVar("T")

TOWNSHIP = Path(__file__).parents[2] / "examples" / "township"
NOW = "2026-11-23T07:00:00+08:00"
NOW_MS = 1_795_388_400_000


@pytest.fixture
def school(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of the sample township on Monday at 07:00."""
    monkeypatch.setenv("TELEGRAM_API_BASE", "http://127.0.0.1:8080")
    monkeypatch.setenv("CLOCK_START", NOW)
    monkeypatch.setenv("CLOCK_SPEED", "0")
    assert command_line(["roster", "import", str(TOWNSHIP / "csv")]) == 0
    capsys.readouterr()
    return home / "data" / "chenjian.db"


def changed(database: Path, piece: Callable[[Transaction], T]) -> T:
    """Do a piece of work as the bot would."""
    with closing(connect(database)) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")
        return piece(Transaction(connection))


def invited(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The codes, as another program would read them."""
    assert command_line(["invites", "--format", "json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def with_a_role() -> set[str]:
    """The codes of everybody to whom the sample's file gives a role in the bot."""
    with (TOWNSHIP / "csv" / "people.csv").open(encoding="utf-8-sig", newline="") as lines:
        named = {row["code"] for row in csv.DictReader(lines) if row["role"] not in ("", "staff")}
    with (TOWNSHIP / "csv" / "substitutes.csv").open(encoding="utf-8-sig", newline="") as lines:
        return named | {row["person_code"] for row in csv.DictReader(lines)}


@pytest.mark.usefixtures("school")
def test_everybody_with_a_role_gets_one_code(capsys: pytest.CaptureFixture[str]) -> None:
    found = invited(capsys)
    assert {invite["person"] for invite in found} == with_a_role()
    assert len(found) == len({invite["person"] for invite in found})
    assert len({invite["code"] for invite in found}) == len(found)
    keys = ["person", "name", "role", "unit", "code", "link", "expires_at"]
    assert all(list(invite) == keys for invite in found)
    assert {invite["link"] for invite in found} == {None}
    expires = {datetime.fromisoformat(invite["expires_at"]) for invite in found}
    assert expires == {datetime.fromisoformat(NOW) + timedelta(days=14)}


def test_a_code_lets_in_the_person_it_names(
    school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invite = invited(capsys)[0]
    person = changed(school, lambda tx: tx.invites.use(invite["code"], NOW_MS))
    assert person is not None
    found = changed(school, lambda tx: tx.roster.person(person))
    assert found is not None
    assert (found.code, found.name) == (invite["person"], invite["name"])


def test_run_again_it_replaces_codes_that_were_not_used(
    school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = invited(capsys)[0], invited(capsys)[0]
    assert first["person"] == second["person"]
    assert changed(school, lambda tx: tx.invites.fate(first["code"])) is None
    assert changed(school, lambda tx: tx.invites.fate(second["code"])) is not None


def test_who_is_enrolled_gets_none(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    invite = invited(capsys)[0]

    def enrol(tx: Transaction) -> None:
        person = tx.roster.person_by_code(invite["person"])
        assert person is not None
        tx.chats.enrol(tx.chats.at("telegram", "77").id, person.id, NOW_MS)

    changed(school, enrol)
    assert invite["person"] not in {again["person"] for again in invited(capsys)}


def test_links_appear_once_the_bot_knows_its_name(
    school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(school, lambda tx: tx.days.remember("bot_username", "chenjian_bot"))
    for invite in invited(capsys):
        assert invite["link"] == f"https://t.me/chenjian_bot?start={invite['code']}"


@pytest.mark.usefixtures("school")
def test_a_table_for_excel_holds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line(["invites", "--format", "csv"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert {row["person"] for row in rows} == with_a_role()
    assert {row["link"] for row in rows} == {""}


@pytest.mark.usefixtures("school")
def test_for_reading_each_person_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line(["invites"]) == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == len(with_a_role())
    assert "班主任" in said.out
    assert str(len(with_a_role())) in said.err
