"""A week of a city, and then a look at every note, file, page and log line of it: who read whom.

What the poller and the pump of a running bot log is looked at in tests/stories/test_attacks.py.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from domain.roster import UnitKind
from tests.stories.week import ABOVE, CLASSES, FAR, FAR_CLASSES, GIVEN, SURNAMES, Week, a_week
from tests.stories.week_acts import goes_wrong, monday, the_week

pytestmark = [pytest.mark.timeout(240), pytest.mark.long]

A, D = CLASSES[0], f"{FAR}{FAR_CLASSES[0]}"
PUPIL = re.compile("|".join([*SURNAMES.values(), *GIVEN, r"XH7\d"]))
"""A pupil's name, also the given name alone, or number."""
STAFF = re.compile(r"师\d+某|1380000\d+")
READING = re.compile(r"(?<![\d.])3[4-9]\.\d(?![\d.]|KiB)")


@dataclass(frozen=True, slots=True)
class Heard:
    """What remains of a week: words by whose they are, of whole schools where it is no person's."""

    read: Mapping[str, str]
    files: Mapping[str, Sequence[str]]
    pages: Sequence[str]
    log: Sequence[str]
    done: Mapping[str, frozenset[str]]
    staff: Mapping[str, str]

    def leaks(self, key: str) -> list[str]:
        """The lines that name a pupil or somebody else of the staff."""
        lines = self.read[key].replace(self.staff[key], "").split("\n")
        return [line for line in lines if PUPIL.search(line) or STAFF.search(line)]


class _Lines(logging.Handler):
    """Keeps every line as a log file would hold it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


async def _lived(folder: Path, log: Sequence[str]) -> Heard:
    async with a_week(folder) as week:
        await the_week(week)
        pages = [
            await week.page_of(key, unit_id)
            for key, unit_id in (
                ("principal", week.school.id),
                ("liaison", week.school.id),
                ("district", week.school.district),
                ("district", week.school.id),
            )
        ]
        heard = await _heard(week, pages, log)
        await goes_wrong(week)
        return heard


async def _heard(week: Week, pages: Sequence[str], log: Sequence[str]) -> Heard:
    done = {
        "alerts": "SELECT kind FROM alert",
        "cases": "SELECT rule || ' ' || state FROM case_file",
        "case events": "SELECT what FROM case_event",
        "acts": "SELECT act FROM audit",
        "alert events": "SELECT what FROM alert_event",
    }
    chats = week.school.chats
    return Heard(
        read={key: week.read_by(key) for key in chats},
        files={key: [f.name for f in week.files.get(chat, [])] for key, chat in chats.items()},
        pages=pages,
        log=log,
        done={
            what: frozenset(row[0] for row in await week.rows(sql)) for what, sql in done.items()
        },
        staff={key: week.called(key) for key in chats},
    )


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Heard:
    """The week is lived through once, also where several processes share the tests."""
    here = tmp_path_factory.getbasetemp()
    shared = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here
    told = shared / "week.json"
    with (shared / "week.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            with _lines() as lines:
                lived = asyncio.run(_lived(tmp_path_factory.mktemp("week"), lines))
            told.write_bytes(msgspec.json.encode(lived))
    return msgspec.json.decode(told.read_bytes(), type=Heard)


@contextmanager
def _lines() -> Iterator[list[str]]:
    """All that is logged meanwhile."""
    root, kept = logging.getLogger(), _Lines()
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    try:
        yield kept.lines
    finally:
        root.setLevel(level)
        root.removeHandler(kept)


def test_the_week_held_all_that_it_tells_of(heard: Heard) -> None:
    assert heard.done["alerts"] == {"finding", "cluster"}
    assert "中风险" in heard.read["health_officer"]
    assert heard.done["cases"] >= {
        "home_isolation open", "home_isolation released", "close_contact open",
        "rectification open",
    }  # fmt: skip
    assert heard.done["case events"] >= {"visit", "moved", "refused", "released", "test"}
    assert heard.done["acts"] >= {
        "names", "pack", "areas", "move", "arrival", "departure", "hand_over", "reopen",
        "case_paper", "template_on", "calendar_mark",
    }  # fmt: skip
    assert heard.done["alert events"] >= {"owned", "outcome", "note", "filed", "withdrawn"}


@pytest.mark.parametrize("key", ABOVE)
def test_who_may_see_no_name_reads_none_in_any_note_or_file(heard: Heard, key: str) -> None:
    assert heard.leaks(key) == []
    assert "发热" in heard.read[key] or "Fever" in heard.read[key]
    endings = {name.rpartition(".")[2] for name in heard.files[key]}
    assert endings >= {"xlsx", "csv", "json", "docx", "pdf"}
    if key in ("city", "district"):
        assert "zip" in endings


def test_nothing_of_one_school_reaches_the_other(heard: Heard) -> None:
    for key in heard.read.keys() - set(ABOVE):
        other = "" if key.startswith(FAR) else FAR
        held = (SURNAMES[other], "柳坝" if other else "和川")
        assert [one for one in held if one in heard.read[key]] == [], key


def test_class_and_school_read_names(heard: Heard) -> None:
    """The look finds names where they belong: in words, tables and the page of a case."""
    for key in (A, "principal", "health_officer", "admin"):
        assert SURNAMES[""] in heard.read[key], key
    for key in (D, f"{FAR}principal", f"{FAR}health_officer"):
        assert SURNAMES[FAR] in heard.read[key], key


def test_no_page_names_anybody(heard: Heard) -> None:
    assert [page for page in heard.pages if PUPIL.search(page) or STAFF.search(page)] == []
    assert all("event: wall" in page for page in heard.pages)


def test_no_line_of_the_log_names_anybody_or_holds_a_reading(heard: Heard) -> None:
    """Even where the program meets what it cannot read."""
    assert any("could not be made" in line for line in heard.log)
    held = (PUPIL, STAFF, READING)
    assert [line for line in heard.log for sign in held if sign.search(line)] == []


async def test_a_viewer_taken_for_somebody_inside_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same look over a program whose rule for names is wrong."""
    monkeypatch.setattr(UnitKind, "above_school", property(lambda _: False))
    async with a_week(tmp_path) as week:
        await monday(week)
        await week.acts("district", "报表 hc json", "报表 hc Excel")
        assert (await _heard(week, (), ())).leaks("district")
