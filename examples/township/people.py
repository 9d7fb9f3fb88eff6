"""The 192 members of staff of the sample township and what each of them does."""

from dataclasses import dataclass

from examples.township.names import Names, chance
from examples.township.pupils import FIRST_DAY, LAST_DAY
from examples.township.schools import CLASSES, SCHOOLS

_CENTRE = ("HC", "和川镇教管中心", 9)

# Head teachers with a part of their own in the sample, and the classes that belong to them.
_HEAD_TEACHERS: dict[str, str] = {
    "HCZX-502": "王磊",
    "HCZX-601": "李秀英",
    "HCCZ-702": "罗浩",
    "HCCZ-802": "王磊",
    "HCCZ-903": "罗浩",
    "HCCZ-904": "刘洋",
    "SQXX-301": "陈静",
    "SQXX-401": "陈静",
    "LDXX-101": "周敏",
    "LDXX-201": "周敏",
    "TZJX-FS": "冉光明",
}
_WITHOUT_HEAD_TEACHER = "HCZX-403"
_DEPUTIES: dict[str, str] = {"HCCZ-904": "赵婷"}
_WITH_DEPUTY = (
    *(f"HCZX-{grade}0{number}" for grade in (1, 2, 3) for number in (1, 2, 3)),
    "HCZX-403",
    "HCCZ-701",
    "HCCZ-703",
    "HCCZ-802",
    "HCCZ-803",
    "HCCZ-901",
    "HCCZ-904",
    "SQXX-101",
    "LDXX-601",
    *("HCYE-X1", "HCYE-X2", "HCYE-Z1", "HCYE-Z2", "HCYE-D1", "HCYE-D2"),
    *("YGYE-X1", "YGYE-Z1", "YGYE-D1"),
)
_GRADES = (*(f"HCZX-{grade}" for grade in range(1, 7)), "HCCZ-7", "HCCZ-8", "HCCZ-9")
_OFFICES = {
    "HCZX": ("HCZX-JD", "HCZX-ZW"),
    "HCCZ": ("HCCZ-JW", "HCCZ-ZJ", "HCCZ-ZW"),
}
_PRINCIPAL_IS_ADMIN = frozenset({"LBXX", "YGYE"})
_ISOLATED = {"HCZX": 3, "HCCZ": 4, "SQXX": 1, "LDXX": 1, "HCYE": 2, "HC": 1}
_LEAVE = ("刘洋", "2026-11-23", "2026-11-27")


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A member of staff."""

    code: str
    name: str
    phone: str


class Staff:
    """All staff, school by school, each with at least one role."""

    def __init__(self, names: set[str]) -> None:
        """Fill every role of every school, then the schools up to their size."""
        names |= {*_HEAD_TEACHERS.values(), *_DEPUTIES.values()}
        self._giver = Names(names)
        self._people: list[SamplePerson] = []
        self._roles: list[tuple[SamplePerson, str, str]] = []
        for school, _, size in SCHOOLS:
            self._school(school, size)
        self._centre()

    def rows(self) -> list[tuple[str, ...]]:
        """The people sheet: one line a role, everybody's roles together."""
        return [
            (person.code, person.name, person.phone, role, unit, "", "")
            for person in self._people
            for holder, role, unit in self._roles
            if holder is person
        ]

    def absences(self) -> list[tuple[str, ...]]:
        """The staff's part of the absences sheet: 12 in isolation, 刘洋 on leave for a week."""
        rows: list[tuple[str, ...]] = []
        for school, count in _ISOLATED.items():
            without_duty = [
                person
                for person in self._of(school)
                if {role for holder, role, _ in self._roles if holder is person} == {"staff"}
            ]
            chosen = sorted(without_duty, key=lambda person: chance("away", person.code))[:count]
            rows += [(person.code, "isolation", FIRST_DAY, LAST_DAY) for person in chosen]
        name, first, last = _LEAVE
        rows.append((self.code_of(name), "leave", first, last))
        return rows

    def code_of(self, name: str) -> str:
        """The code of somebody whose name only one person bears."""
        (code,) = [person.code for person in self._people if person.name == name]
        return code

    def _school(self, school: str, size: int) -> None:
        principal = self._new(school)
        self._roles.append((principal, "principal", school))
        if school in _PRINCIPAL_IS_ADMIN:
            self._roles.append((principal, "admin", school))
        elif school != "TZJX":
            admin = self._new(school)
            self._roles.append((admin, "admin", school))
            if school == "LDXX":
                # 龙洞's 教导主任 rings 冉光明 at 桐梓, who has no chat, and files for him.
                self._roles.append((admin, "admin", "TZJX"))
        self._roles.append((self._new(school), "health_officer", school))
        self._head_teachers(school)
        for grade in _GRADES:
            if grade == "HCCZ-8":  # leads the grade beside the own class
                leader = self._head_teacher_of("HCCZ-801") if school == "HCCZ" else None
            else:
                leader = self._new(school) if grade.startswith(school) else None
            if leader is not None:
                self._roles.append((leader, "grade_leader", grade))
        for one in _WITH_DEPUTY:
            if one.startswith(school):
                self._roles.append((self._new(school, _DEPUTIES.get(one)), "deputy", one))
        places = (*_OFFICES.get(school, ()), school, school)
        for place in range(size - len(self._of(school))):
            self._roles.append((self._new(school), "staff", places[place % len(places)]))

    def _head_teachers(self, school: str) -> None:
        of_two_classes: dict[str, SamplePerson] = {}
        for one in CLASSES:
            if not one.code.startswith(school) or one.code == _WITHOUT_HEAD_TEACHER:
                continue
            name = _HEAD_TEACHERS.get(one.code)
            person = of_two_classes.get(name or "") or self._new(school, name)
            if name is not None:
                of_two_classes[name] = person
            self._roles.append((person, "head_teacher", one.code))

    def _centre(self) -> None:
        """The township centre: its head, its admin, a liaison, and one lent to the district."""
        school, _, size = _CENTRE
        self._roles.append((self._new(school), "principal", school))
        self._roles.append((self._new(school), "admin", school))
        liaison = self._new(school)
        self._roles.append((liaison, "liaison", "SQXX"))
        self._roles.append((liaison, "liaison", "LDXX"))
        self._roles.append((liaison, "staff", school))
        lent = self._new(school)
        self._roles.append((lent, "admin", "YX"))
        self._roles.append((lent, "staff", school))
        for _ in range(size - len(self._of(school))):
            self._roles.append((self._new(school), "staff", school))

    def _new(self, school: str, name: str | None = None) -> SamplePerson:
        place = len(self._of(school)) + 1
        code = f"{school}-T{place:02}"
        if name is None:
            sex = "女" if chance("staff", code) % 100 < 58 else "男"
            name = self._giver.adult(sex, code)
        person = SamplePerson(code, name, f"1540000{len(self._people) + 1:04}")
        self._people.append(person)
        return person

    def _of(self, school: str) -> list[SamplePerson]:
        return [person for person in self._people if person.code.startswith(f"{school}-")]

    def _head_teacher_of(self, class_code: str) -> SamplePerson:
        return next(
            person
            for person, role, unit in self._roles
            if role == "head_teacher" and unit == class_code
        )
