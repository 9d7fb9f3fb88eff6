"""The pupils of the sample township: seats, beds, and who is away on the fixed Monday."""

from dataclasses import dataclass, replace

from examples.township.names import Names, chance
from examples.township.schools import SampleClass

FIRST_DAY, LAST_DAY = "2026-11-15", "2026-11-28"  # fourteen days of home isolation

# Names that are hard to read, to write, or to tell apart: class -> (name, sex, seat or None).
_GIVEN: dict[str, tuple[tuple[str, str, int | None], ...]] = {
    "HCZX-101": (("陈頔", "女", None),),
    # The class of 45 in which the phrases teachers type can be tried.
    "HCZX-203": (
        ("张三", "男", 3),
        ("李四", "男", 4),
        ("王五", "男", 5),
        ("赵六", "女", 6),
        ("周㛃", "女", None),
        ("安全", "男", None),
        ("田正常", "男", None),
    ),
    "HCZX-301": (("单雨桐", "女", None), ("仇一", "男", None)),
    "HCZX-302": (
        ("王小明", "男", 12),
        ("李䶮", "男", None),
        ("郑常", "男", None),
        ("高文", "女", None),
    ),
    "HCZX-401": (("陈𬱖", "女", None),),
    "HCZX-402": (("欧阳若曦", "女", None), ("司马云", "男", None)),
    "HCZX-501": (("阿依古丽·买买提", "女", None), ("马哈买提", "男", None)),
    "HCZX-502": (("吴恙", "女", None), ("任健康", "男", None)),
    "HCZX-602": (("张伟", "男", 7), ("张伟", "女", 31), ("张玮", "男", None)),
    "HCCZ-701": (("王子涵", "女", 5), ("王子涵", "女", 18), ("王子涵", "男", 40)),
    "HCCZ-702": (("赵𫖯", "男", None),),
    "HCCZ-703": (("何平安", "男", None),),
    "HCCZ-801": (("白发绍", "男", None),),
    "HCCZ-802": (("林喆", "男", None), ("牛犇", "男", None), ("许堃", "男", None)),
    "HCCZ-803": (("冯翀", "男", None), ("杜鋆", "女", None)),
    "HCCZ-901": (("蒋彧", "女", None), ("彭赟", "男", None), ("丁屾", "男", None)),
    "HCCZ-904": (("吴𬭎", "男", None),),
    "HCYE-D1": (("曾曾", "女", None), ("高兴", "男", None)),
}

# Pupils in home isolation by class, 47 in all. In the middle school seven more are boarders of
# 女214, where one girl is left, and one is the boarder of 七(3) in 男108.
_ISOLATED = {
    "HCZX-101": 1,
    "HCZX-103": 1,
    "HCZX-201": 1,
    "HCZX-202": 1,
    "HCZX-302": 1,
    "HCZX-303": 1,
    "HCZX-401": 1,
    "HCZX-402": 2,
    "HCZX-403": 1,
    "HCZX-501": 2,
    "HCZX-503": 1,
    "HCZX-601": 2,
    "HCZX-603": 1,
    "HCCZ-701": 1,
    "HCCZ-704": 1,
    "HCCZ-802": 1,
    "HCCZ-803": 1,
    "HCCZ-804": 1,
    "HCCZ-903": 1,
    "LBXX-101": 1,
    "LBXX-201": 1,
    "LBXX-401": 1,
    "LBXX-601": 1,
    "SQXX-101": 1,
    "SQXX-201": 1,
    "SQXX-301": 1,
    "SQXX-501": 1,
    "SQXX-601": 1,
    "LDXX-201": 1,
    "LDXX-401": 1,
    "LDXX-601": 1,
    "TZJX-FS": 1,
    "HCYE-X2": 1,
    "HCYE-D1": 1,
    "YGYE-Z1": 1,
    "YGYE-D1": 1,
}
_LEFT_ALONE = "女214"
# On leave on the fixed Monday; the pupil of 八(4) is a boarder.
_ON_LEAVE = {
    "HCZX-502": ("2026-11-23", "2026-11-24"),
    "HCCZ-804": ("2026-11-20", "2026-11-24"),
    "HCYE-Z1": ("2026-11-23", "2026-11-27"),
}

_BOARDING_BOYS, _BOARDING_GIRLS = 13, 12  # of each of the twelve classes
_BOYS_ROOMS = [f"男{number}" for number in range(101, 121)]
_GIRLS_ROOMS = [f"女{number}" for number in range(201, 219)]
_SEVEN_BEDS_TAKEN = frozenset({"男105", "男110", "男115", "男120"})
_BEDS = 8


@dataclass(frozen=True, slots=True)
class SamplePupil:
    """A line of the pupils sheet."""

    number: str
    name: str
    sex: str
    class_code: str
    seat: int
    room: str = ""


class Pupils:
    """All pupils, class by class in order of their seats."""

    def __init__(self, classes: list[SampleClass], names: set[str]) -> None:
        """Fill the classes and then the beds; no name is given twice but those given by hand."""
        names |= {name for given in _GIVEN.values() for name, _, _ in given}
        giver = Names(names)
        self._pupils = [pupil for one in classes for pupil in _class(one, giver)]
        self._beds()

    def rows(self) -> list[tuple[str, ...]]:
        """The pupils sheet; every 29th family has no telephone."""
        return [
            (
                pupil.number,
                pupil.name,
                pupil.sex,
                pupil.class_code,
                str(pupil.seat),
                pupil.room,
                "" if place % 29 == 0 else f"1540001{place:04}",
            )
            for place, pupil in enumerate(self._pupils, start=1)
        ]

    def absences(self) -> list[tuple[str, ...]]:
        """The pupils' part of the absences sheet: 47 in isolation, a few on leave."""
        isolated = [pupil for pupil in self._pupils if self._is_isolated_boarder(pupil)]
        for class_code, count in _ISOLATED.items():
            isolated += self._some(class_code, count, boards=False)
        rows: list[tuple[str, ...]] = [
            (pupil.number, "isolation", FIRST_DAY, LAST_DAY) for pupil in isolated
        ]
        away = {pupil.number for pupil in isolated}
        for class_code, (first, last) in _ON_LEAVE.items():
            boards = class_code == "HCCZ-804"
            pupil = next(
                pupil
                for pupil in self._some(class_code, 5, boards=boards)
                if pupil.number not in away
            )
            rows.append((pupil.number, "leave", first, last))
        return rows

    def _is_isolated_boarder(self, pupil: SamplePupil) -> bool:
        if pupil.room == _LEFT_ALONE:
            return pupil != [one for one in self._pupils if one.room == _LEFT_ALONE][-1]
        in_108 = [one for one in self._pupils if one.room == "男108"]
        return bool(in_108) and pupil == in_108[0]

    def _some(self, class_code: str, count: int, *, boards: bool) -> list[SamplePupil]:
        """A few pupils of a class who have no part of their own in the sample."""
        given = {name for name, _, _ in _GIVEN.get(class_code, ())}
        pupils = [
            pupil
            for pupil in self._pupils
            if pupil.class_code == class_code
            and pupil.name not in given
            and bool(pupil.room) is boards
        ]
        return sorted(pupils, key=lambda pupil: chance("away", pupil.number))[:count]

    def _beds(self) -> None:
        """Give 300 boarders their beds: classes lie together; 七(3) and 八(1) share 男108."""
        rooms: dict[str, str] = {}
        boys = self._boarders("男", _BOARDING_BOYS)
        mixed = [pupil for pupil in boys if pupil.class_code == "HCCZ-703"][-6:]
        mixed += [pupil for pupil in boys if pupil.class_code == "HCCZ-801"][:2]
        rooms |= {pupil.number: "男108" for pupil in mixed}
        others = [pupil for pupil in boys if pupil not in mixed]
        beds = [room for room in _BOYS_ROOMS if room != "男108" for _ in range(_beds_of(room))]
        rooms |= {pupil.number: bed for pupil, bed in zip(others, beds, strict=True)}
        girls = self._boarders("女", _BOARDING_GIRLS)
        beds = [room for room in _GIRLS_ROOMS for _ in range(_BEDS)]
        rooms |= {pupil.number: bed for pupil, bed in zip(girls, beds, strict=True)}
        self._pupils = [replace(pupil, room=rooms.get(pupil.number, "")) for pupil in self._pupils]

    def _boarders(self, sex: str, of_each_class: int) -> list[SamplePupil]:
        boarders: dict[str, list[SamplePupil]] = {}
        for pupil in self._pupils:
            if pupil.class_code.startswith("HCCZ-") and pupil.sex == sex:
                boarders.setdefault(pupil.class_code, []).append(pupil)
        return [
            pupil
            for pupils in boarders.values()
            for pupil in sorted(
                sorted(pupils, key=lambda one: chance("bed", one.number))[:of_each_class],
                key=lambda one: one.number,
            )
        ]


def _beds_of(room: str) -> int:
    return _BEDS - 1 if room in _SEVEN_BEDS_TAKEN else _BEDS


def _class(one: SampleClass, giver: Names) -> list[SamplePupil]:
    given = _seated(one)
    boys = round(one.size * 0.525) - sum(sex == "男" for _, sex in given.values())
    free = [seat for seat in range(1, one.size + 1) if seat not in given]
    of_boys = set(sorted(free, key=lambda seat: chance("sex", one.code, seat))[:boys])
    pupils = []
    for seat in range(1, one.size + 1):
        if seat in given:
            name, sex = given[seat]
        else:
            sex = "男" if seat in of_boys else "女"
            name = giver.pupil(sex, f"{one.code}/{seat}")
        pupils.append(SamplePupil(_number(one, seat), name, sex, one.code, seat))
    return pupils


def _seated(one: SampleClass) -> dict[int, tuple[str, str]]:
    """Where the names given by hand sit; those without a seat of their own are strewn."""
    seats: dict[int, tuple[str, str]] = {}
    for name, sex, seat in _GIVEN.get(one.code, ()):
        if seat is not None:
            seats[seat] = (name, sex)
    for name, sex, seat in _GIVEN.get(one.code, ()):
        if seat is None:
            free = [place for place in range(1, one.size + 1) if place not in seats]
            seats[free[chance("seat", name) % len(free)]] = (name, sex)
    return seats


def _number(one: SampleClass, seat: int) -> str:
    """Ten digits: the year of entry, school, grade, class, and the seat."""
    entered = one.entered
    if one.code == "TZJX-FS":  # grade one sits on 1 to 8, two on 9 to 15, three on 16 to 21
        entered -= (seat > 8) + (seat > 15)
    return f"{entered}{one.digits}{seat:03}"
