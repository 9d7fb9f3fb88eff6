"""A small school for tests: district > school > grades > classes, its people and their chats.

::

    school = await database.write(lambda tx: a_school(tx, classes=("一年级1班", "一年级2班")))
    school.classes["一年级1班"]          # unit ids by name
    school.people["一年级1班"]           # the head teacher's person id; see `People` for the others
    school.chats["principal"]            # the chat id of an enrolled person, same keys

Keys of people: a class's name (its head teacher), ``deputy CLASS``, ``leader GRADE``,
``health_officer``, ``principal``, ``admin``, ``liaison``, ``district``. Names and phones are made
up from the key, addresses are ``str(1000 + person id)`` in the channel ``telegram``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from domain.roster import Role, UnitKind
from storage.transaction import Transaction

CLASSES = ("一年级1班", "一年级2班", "二年级1班")
NAMES = ("王小明", "李晓红", "张伟", "刘洋", "陈静", "杨帆", "赵磊", "黄丽", "周杰", "吴敏")


@dataclass(frozen=True, slots=True)
class School:
    """Ids of what was made. ``pupils`` are the pupil ids of each class in seat order."""

    id: int
    district: int
    grades: Mapping[str, int]
    classes: Mapping[str, int]
    people: Mapping[str, int]
    chats: Mapping[str, int]
    pupils: Mapping[str, tuple[int, ...]]

    def address(self, key: str) -> int:
        """The Telegram id of a person, to be made in the emulator."""
        return address_of(self.people[key])


def a_school(
    tx: Transaction,
    *,
    name: str = "和川镇中心小学",
    code: str = "hc",
    classes: Sequence[str] = CLASSES,
    pupils: int = 3,
    deputies: bool = True,
    not_enrolled: Collection[str] = (),
    district: str = "云岭区",
) -> School:
    """Make a school with ``pupils`` pupils in each class. A second school needs another code.

    A class is named ``GRADE`` + ``N班``; ``not_enrolled`` are keys of people without a chat. The
    district is made once. Unit codes: ``CODE`` the school, ``CODE-g1`` a grade, ``CODE-c1`` a
    class, by number. Everybody's first day is open.
    """
    district_id = _district(tx, district)
    school_id = a_unit(tx, code, name, UnitKind.SCHOOL, district_id)
    grades: dict[str, int] = {}
    class_ids: dict[str, int] = {}
    people: dict[str, int] = {}
    rolls: dict[str, tuple[int, ...]] = {}
    for number, class_name in enumerate(classes, 1):
        grade = class_name[: class_name.index("级") + 1]
        if grade not in grades:
            grades[grade] = a_unit(
                tx, f"{code}-g{len(grades) + 1}", grade, UnitKind.GRADE, school_id
            )
            key = f"leader {grade}"
            people[key] = a_person(tx, f"{code}-{key}", {Role.GRADE_LEADER: grades[grade]})
        class_id = a_unit(tx, f"{code}-c{number}", class_name, UnitKind.CLASS, grades[grade])
        class_ids[class_name] = class_id
        people[class_name] = a_person(tx, f"{code}-{class_name}", {Role.HEAD_TEACHER: class_id})
        if deputies:
            key = f"deputy {class_name}"
            people[key] = a_person(tx, f"{code}-{key}", {Role.DEPUTY: class_id})
        rolls[class_name] = tuple(
            a_pupil(tx, f"{code}-{number}-{seat}", _name(seat, number), class_id, seat)
            for seat in range(1, pupils + 1)
        )
    for role in (Role.HEALTH_OFFICER, Role.PRINCIPAL, Role.ADMIN, Role.LIAISON):
        people[role.value] = a_person(tx, f"{code}-{role}", {role: school_id})
    people["district"] = _person_of(tx, f"{district}-admin", Role.ADMIN, district_id)
    chats = {key: a_chat(tx, person) for key, person in people.items() if key not in not_enrolled}
    return School(school_id, district_id, grades, class_ids, people, chats, rolls)


def a_unit(tx: Transaction, code: str, name: str, kind: UnitKind, parent: int | None) -> int:
    """Make a unit under another one, with its place in the tree."""
    school = None
    if parent is not None:
        school = tx.connection.execute(
            "SELECT school_id FROM unit WHERE id = ?", (parent,)
        ).fetchone()[0]
    unit_id = _insert(
        tx,
        "INSERT INTO unit (code, name, kind, parent_id, school_id, place)"
        " VALUES (?, ?, ?, ?, ?, (SELECT COUNT(*) FROM unit))",
        (code, name, kind.value, parent, school),
    )
    if kind is UnitKind.SCHOOL:
        tx.connection.execute("UPDATE unit SET school_id = id WHERE id = ?", (unit_id,))
    tx.connection.execute(
        "INSERT INTO unit_tree (ancestor_id, unit_id, depth)"
        " SELECT ancestor_id, ?1, depth + 1 FROM unit_tree WHERE unit_id = ?2"
        " UNION ALL SELECT ?1, ?1, 0",
        (unit_id, parent),
    )
    return unit_id


def a_person(tx: Transaction, code: str, duties: Mapping[Role, int]) -> int:
    """Make a person with roles on units from always to always."""
    person_id = _insert(
        tx,
        "INSERT INTO person (code, name, phone)"
        " VALUES (?, ?, 13800000000 + (SELECT COUNT(*) FROM person))",
        (code, f"老师 {code}"),
    )
    for role, unit in duties.items():
        tx.connection.execute(
            "INSERT INTO membership (person_id, role, unit_id) VALUES (?, ?, ?)",
            (person_id, role.value, unit),
        )
    return person_id


def a_pupil(tx: Transaction, number: str, name: str, class_id: int, seat: int | None) -> int:
    """Make a pupil of a class from always to always."""
    pupil_id = _insert(tx, "INSERT INTO pupil (number, name) VALUES (?, ?)", (number, name))
    tx.connection.execute(
        "INSERT INTO enrolment (pupil_id, class_id, seat) VALUES (?, ?, ?)",
        (pupil_id, class_id, seat),
    )
    return pupil_id


def a_chat(tx: Transaction, person_id: int) -> int:
    """Enrol a person: a chat in the channel ``telegram``. A person who has one keeps it."""
    before = tx.chats.of_person(person_id)
    if before is not None:
        return before.id
    chat = tx.chats.at("telegram", str(address_of(person_id)))
    tx.chats.enrol(chat.id, person_id, 0)
    return chat.id


def address_of(person_id: int) -> int:
    """The Telegram id we give a person."""
    return 1000 + person_id


def _district(tx: Transaction, name: str) -> int:
    found = tx.connection.execute("SELECT id FROM unit WHERE code = ?", (name,)).fetchone()
    return found[0] if found else a_unit(tx, name, name, UnitKind.DISTRICT, None)


def _person_of(tx: Transaction, code: str, role: Role, unit: int) -> int:
    found = tx.roster.person_by_code(code)
    return found.id if found else a_person(tx, code, {role: unit})


def _name(seat: int, number: int) -> str:
    """A name that no other pupil of the class bears, and few of the school."""
    name = NAMES[(seat + number) % len(NAMES)]
    return name if seat <= len(NAMES) else f"{name}{seat}"


def _insert(tx: Transaction, statement: str, values: tuple[object, ...]) -> int:
    row_id = tx.connection.execute(statement, values).lastrowid
    assert row_id is not None
    return row_id
