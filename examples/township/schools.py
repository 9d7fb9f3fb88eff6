"""The schools of the sample township, their grades and classes with the sizes they really need."""

from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """A line of the units sheet."""

    code: str
    name: str
    kind: str
    parent: str


@dataclass(frozen=True, slots=True)
class SampleClass:
    """A class: its size, the year its pupils entered the school, and its place in pupil numbers."""

    code: str
    name: str
    size: int
    entered: int
    digits: str
    aliases: tuple[str, ...]


# Code, name, size of the staff. The order is that of FIELD's table and of the pupil numbers.
SCHOOLS = (
    ("HCZX", "和川镇中心小学", 48),
    ("HCCZ", "和川镇初级中学", 58),
    ("LBXX", "柳坝村小", 12),
    ("SQXX", "石桥小学", 14),
    ("LDXX", "龙洞小学", 12),
    ("TZJX", "桐梓教学点", 3),
    ("HCYE", "镇中心幼儿园", 24),
    ("YGYE", "阳光幼儿园", 12),
)
_PLACE = {code: str(place) for place, (code, _, _) in enumerate(SCHOOLS, start=1)}

_PRIMARY: tuple[tuple[int, ...], ...] = (
    (44, 44, 45),
    (46, 45, 45),
    (47, 46, 46),
    (46, 47, 46),
    (47, 46, 47),
    (47, 47, 47),
)
_MIDDLE: tuple[tuple[int, ...], ...] = ((51, 51, 50, 50), (50, 50, 49, 50), (50, 50, 49, 50))
_VILLAGES = {
    "LBXX": (22, 24, 25, 23, 26, 24),
    "SQXX": (30, 31, 32, 30, 31, 32),
    "LDXX": (20, 21, 22, 20, 21, 22),
}
_KINDERGARTENS: dict[str, dict[str, tuple[int, ...]]] = {
    "HCYE": {"小": (27, 27), "中": (30, 30), "大": (33, 33)},
    "YGYE": {"小": (26,), "中": (28,), "大": (30,)},
}
_SIZES = {"小": "X", "中": "Z", "大": "D"}


def _primary_class(school: str, grade: int, number: int, size: int, name: str) -> SampleClass:
    word = _DIGITS[grade]
    aliases = [
        f"{word}({number})班",
        f"{word}({number})",
        f"{grade}.{number}",
        f"{grade}0{number}",
        f"{word}年级{_DIGITS[number]}班",
        f"{word}{number}",
    ]
    if name != f"{word}年级{number}班":
        aliases.append(f"{word}年级{number}班")
    entered = 2027 - grade
    digits = f"{_PLACE[school]}{grade}{number}"
    return SampleClass(f"{school}-{grade}0{number}", name, size, entered, digits, tuple(aliases))


def _middle_class(grade: int, number: int, size: int) -> SampleClass:
    word = _DIGITS[grade]
    aliases = (
        f"{word}({number})",
        f"{grade}.{number}",
        f"{grade}0{number}",
        f"初{_DIGITS[grade - 6]}{number}班",
        f"初{grade - 6}{number}班",
        f"{word}年级{_DIGITS[number]}班",
        f"{word}年级{number}班",
        f"{word}{number}",
    )
    digits = f"{_PLACE['HCCZ']}{grade}{number}"
    code = f"HCCZ-{grade}0{number}"
    return SampleClass(code, f"{word}({number})班", size, 2033 - grade, digits, aliases)


def _small_class(school: str, stage: str, number: int, size: int, *, only: bool) -> SampleClass:
    name = f"{stage}班" if only else f"{stage}({number})班"
    aliases: tuple[str, ...] = (f"{stage}{number}",)
    if not only:
        aliases += (f"{stage}({number})", f"{stage}{_DIGITS[number]}班", f"{stage}班{number}班")
    place = "小中大".index(stage) + 1
    digits = f"{_PLACE[school]}{place}{number}"
    return SampleClass(
        f"{school}-{_SIZES[stage]}{number}", name, size, 2027 - place, digits, aliases
    )


def _tree() -> tuple[list[SampleUnit], list[SampleClass]]:
    units = [
        SampleUnit("YX", "云溪区", "district", ""),
        SampleUnit("HC", "和川镇教管中心", "township", "YX"),
    ]
    classes: list[SampleClass] = []

    def add(parent: str, *added: SampleClass) -> None:
        classes.extend(added)
        units.extend(SampleUnit(one.code, one.name, "class", parent) for one in added)

    def grade_of(school: str, mark: str, name: str) -> str:
        units.append(SampleUnit(f"{school}-{mark}", name, "grade", school))
        return f"{school}-{mark}"

    for school, name, _ in SCHOOLS:
        units.append(SampleUnit(school, name, "school", "HC"))
        if school == "HCZX":
            for grade, sizes in enumerate(_PRIMARY, start=1):
                above = grade_of(school, str(grade), f"{_DIGITS[grade]}年级")
                for number, size in enumerate(sizes, start=1):
                    name = f"{_DIGITS[grade]}年级{number}班"
                    add(above, _primary_class(school, grade, number, size, name))
        elif school == "HCCZ":
            for grade, sizes in enumerate(_MIDDLE, start=7):
                above = grade_of(school, str(grade), f"{_DIGITS[grade]}年级")
                for number, size in enumerate(sizes, start=1):
                    add(above, _middle_class(grade, number, size))
        elif school in _VILLAGES:
            for grade, size in enumerate(_VILLAGES[school], start=1):
                # One class a grade: the level of the grade is skipped.
                name = f"{_DIGITS[grade]}年级"
                add(school, _primary_class(school, grade, 1, size, name))
        elif school in _KINDERGARTENS:
            for stage, sizes in _KINDERGARTENS[school].items():
                only = len(sizes) == 1
                above = school if only else grade_of(school, _SIZES[stage], f"{stage}班年级")
                for number, size in enumerate(sizes, start=1):
                    add(above, _small_class(school, stage, number, size, only=only))
        else:
            # Three grades in one room; the year in a pupil's number tells the grade.
            digits = f"{_PLACE[school]}01"
            aliases = ("复式", "一二三年级")
            add(school, SampleClass("TZJX-FS", "复式班", 21, 2026, digits, aliases))
    offices = (
        ("HCZX-JD", "教导处", "HCZX"),
        ("HCZX-ZW", "总务处", "HCZX"),
        ("HCCZ-JW", "教务处", "HCCZ"),
        ("HCCZ-ZJ", "政教处", "HCCZ"),
        ("HCCZ-ZW", "总务处", "HCCZ"),
    )
    units.extend(SampleUnit(code, name, "office", parent) for code, name, parent in offices)
    return units, classes


UNITS, CLASSES = _tree()
