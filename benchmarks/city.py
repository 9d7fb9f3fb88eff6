"""A city for measuring: its roster, and past school days with answers and findings.

It is written straight into the tables, the same from the same numbers, and kept in a file, so that
a second run need not make it again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.past_day import write_past_day
from storage.calendar_seed import seed, years_around
from storage.database import prepare
from storage.runner import connect
from storage.transaction import Transaction

TODAY = date(2026, 11, 23)
"""The Monday that is measured; the past days lie before it."""
CITY = 1
FIRST_DISTRICT = 10
FIRST_SCHOOL = 1_000
FIRST_GRADE = 10_000
FIRST_CLASS = 100_000
FIRST_CHAT = 100_000
"""The address of the first class's head teacher; the others follow."""
DISTRICTS = 10
LARGE = 1_000
"""Classes from which on a city is kept."""
CLASSES_OF_GRADE = 4
GRADES = "一二三四五六七八九"
SURNAMES = "王李张刘陈杨黄赵吴周"
GIVEN = "伟芳娜敏静丽强磊军洋"
KEPT_IN = Path(__file__).parent.parent / "build" / "cities"


@dataclass(frozen=True, slots=True)
class City:
    """How large: schools, classes of each, pupils of each class, past school days."""

    schools: int = 500
    classes_of_school: int = 20
    pupils: int = 45
    days: int = 0
    seed: int = 1

    @property
    def classes(self) -> int:
        """Classes of the whole city; 10,000 by default."""
        return self.schools * self.classes_of_school

    def place(self, number: int) -> tuple[int, int]:
        """The unit ids of a class, by its number from 0, and of its school."""
        return FIRST_CLASS + number, FIRST_SCHOOL + number // self.classes_of_school

    @property
    def past(self) -> list[date]:
        """The school days before TODAY, oldest first: plain weekdays."""
        found: list[date] = []
        day = TODAY
        while len(found) < self.days:
            day -= timedelta(days=1)
            if day.weekday() < 5:
                found.append(day)
        return found[::-1]


def kept(city: City, folder: Path) -> Path:
    """The city's file, made where it is missing. It must not be written to: see ``copied``."""
    size = "-".join(str(number) for number in astuple(city))
    path = folder / f"city-{size}-{_making()}.db"
    if not path.exists():
        for outdated in folder.glob(f"city-{size}-*"):
            outdated.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".half")
        half.unlink(missing_ok=True)
        _make(city, half)
        half.rename(path)
    return path


@contextmanager
def copied(city: City, into: Path) -> Iterator[Path]:
    """A copy of the city's file in a folder, gone at the end.

    It is on disk before anything is measured, so that no commit waits for the copying.
    """
    path = into / "city.db"
    shutil.copyfile(kept(city, _folder(city, into)), path)
    with path.open("rb+") as copy:
        os.fsync(copy.fileno())
    try:
        yield path
    finally:
        for file in into.glob("city.db*"):
            file.unlink()


def size_of(city: City, folder: Path) -> int:
    """Bytes of the city's file."""
    return kept(city, _folder(city, folder)).stat().st_size


def _folder(city: City, own: Path) -> Path:
    """A large city is kept for the next run, a small one only for this."""
    return KEPT_IN if city.classes >= LARGE else own


def _making() -> str:
    """Changes with the tables and with how the city is made."""
    storage, here = Path(__file__).parent.parent / "storage" / "sqlite", Path(__file__).parent
    sources = [*sorted(storage.glob("*.sql")), here / "city.py", here / "past_day.py"]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]


def _make(city: City, path: Path) -> None:
    prepare(path)
    connection = connect(path)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -200000")
        connection.execute("BEGIN")
        seed(Transaction(connection), years_around(TODAY))
        _write_units(connection, city)
        _write_people(connection, city)
        _write_pupils(connection, city)
        with _indices_last(connection):
            for number, day in enumerate(city.past):
                last = number + 1 == city.days
                write_past_day(connection, city, number, day, nobody_left_unwell=last)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


@contextmanager
def _indices_last(connection: sqlite3.Connection) -> Iterator[None]:
    """Two million rows are sorted once, not looked up one by one."""
    made = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        " AND tbl_name IN ('round', 'answer', 'finding', 'day_step')"
    ).fetchall()
    for name, _ in made:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, sql in made:
        connection.execute(sql)


def _write_units(c: sqlite3.Connection, city: City) -> None:
    units: list[tuple[object, ...]] = [(CITY, "city", "云川市", "city", None, None, 0)]
    above: dict[int, int] = {}

    def add(unit_id: int, name: str, kind: str, parent: int, school: int | None) -> None:
        units.append((unit_id, f"{kind}{unit_id}", name, kind, parent, school, len(units)))
        above[unit_id] = parent

    for number in range(min(DISTRICTS, city.schools)):
        add(FIRST_DISTRICT + number, f"第{number + 1}区", "district", CITY, None)
    for number in range(city.schools):
        school, district = FIRST_SCHOOL + number, FIRST_DISTRICT + number % DISTRICTS
        add(school, f"第{number + 1}小学", "school", district, school)
        for place in range(city.classes_of_school):
            grade, of_grade = divmod(place, CLASSES_OF_GRADE)
            grade_id = FIRST_GRADE + number * len(GRADES) + grade
            if not of_grade:
                add(grade_id, f"{GRADES[grade]}年级", "grade", school, school)
            unit_id = FIRST_CLASS + number * city.classes_of_school + place
            add(unit_id, f"{GRADES[grade]}年级{of_grade + 1}班", "class", grade_id, school)
    c.executemany(
        "INSERT INTO unit (id, code, name, kind, parent_id, school_id, place)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        units,
    )
    c.executemany(
        "INSERT INTO unit_tree (ancestor_id, unit_id, depth) VALUES (?, ?, ?)",
        (row for unit_id in (CITY, *above) for row in _upward(unit_id, above)),
    )


def _upward(unit_id: int, above: dict[int, int]) -> Iterator[tuple[int, int, int]]:
    ancestor: int | None = unit_id
    depth = 0
    while ancestor is not None:
        yield ancestor, unit_id, depth
        ancestor, depth = above.get(ancestor), depth + 1


def _write_people(c: sqlite3.Connection, city: City) -> None:
    """Everybody has a chat. The head teacher of the first class is person 1, and so on."""
    duties = [("head_teacher", FIRST_CLASS + number) for number in range(city.classes)]
    duties += [("deputy", FIRST_CLASS + number) for number in range(city.classes)]
    duties += [
        ("grade_leader", row[0])
        for row in c.execute("SELECT id FROM unit WHERE kind = 'grade' ORDER BY id")
    ]
    duties += [
        (role, FIRST_SCHOOL + number)
        for number in range(city.schools)
        for role in ("health_officer", "principal", "admin")
    ]
    duties += [("admin", FIRST_DISTRICT + n) for n in range(min(DISTRICTS, city.schools))]
    duties.append(("admin", CITY))
    people = list(enumerate(duties, 1))
    c.executemany(
        "INSERT INTO person (id, code, name, phone) VALUES (?1, 'p' || ?1, ?2, 13800000000 + ?1)",
        ((person_id, _name(person_id)) for person_id, _ in people),
    )
    c.executemany(
        "INSERT INTO membership (person_id, role, unit_id) VALUES (?, ?, ?)",
        ((person_id, role, unit_id) for person_id, (role, unit_id) in people),
    )
    c.executemany(
        "INSERT INTO chat (id, channel, address, person_id, enrolled_ms)"
        " VALUES (?1, 'telegram', ?2, ?1, 0)",
        ((person_id, str(FIRST_CHAT + person_id - 1)) for person_id, _ in people),
    )


def _write_pupils(c: sqlite3.Connection, city: City) -> None:
    pupils = [
        (number, FIRST_CLASS + number // city.pupils, number % city.pupils)
        for number in range(city.classes * city.pupils)
    ]
    c.executemany(
        "INSERT INTO pupil (id, number, name) VALUES (?1, ?1, ?2)",
        ((pupil_id, _name(pupil_id)) for pupil_id, _, _ in pupils),
    )
    c.executemany("INSERT INTO enrolment (pupil_id, class_id, seat) VALUES (?, ?, ?)", pupils)


def _name(number: int) -> str:
    return SURNAMES[number % 10] + GIVEN[number // 10 % 10] + GIVEN[number // 100 % 10]
