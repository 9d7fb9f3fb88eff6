"""The town of one seed: its schools in a database, and everybody's phone."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from emulator import people
from emulator.server import Emulator
from storage.database import prepare
from storage.runner import connect
from storage.transaction import Transaction
from tests.school import School, a_school

NAMES = ("和川镇中心小学", "石桥小学", "柳林小学")
DISTRICT = "云岭区"
PUPILS = 5
STRANGER = 999


@dataclass(frozen=True, slots=True)
class Town:
    """The schools of one district."""

    schools: tuple[School, ...]
    names: tuple[str, ...]
    district: str


def found_town(path: Path, chance: random.Random) -> Town:
    """Make the database: two or three schools of three to six classes, everybody enrolled."""
    names = NAMES[: chance.choice((2, 2, 3))]
    prepare(path)
    connection = connect(path)
    connection.execute("BEGIN IMMEDIATE")
    tx = Transaction(connection)
    tx.calendar.put_year(2026, "simulation")
    schools = []
    for number, name in enumerate(names):
        classes = [f"{'一二三'[i % 3]}年级{i // 3 + 1}班" for i in range(chance.randint(3, 6))]
        schools.append(
            a_school(
                tx, name=name, code=f"s{number}", classes=classes, pupils=PUPILS, district=DISTRICT
            )
        )
    connection.execute("COMMIT")
    connection.close()
    return Town(tuple(schools), names, DISTRICT)


def give_phones(town: Town, emulator: Emulator) -> None:
    """Everybody has a phone and has pressed Start; a stranger has a phone too."""
    world = emulator.world
    addresses = {school.address(key): key for school in town.schools for key in school.people}
    for user_id, key in {**addresses, STRANGER: "stranger"}.items():
        people.put_person(world, {"id": user_id, "first_name": key}).started = True
