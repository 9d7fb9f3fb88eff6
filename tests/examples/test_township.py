"""The sample township, counted independently from the written files."""

import csv
import zipfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.roster_file import RosterFile, judge
from examples.township.make import write
from storage.sheets import read_roster_file

TOWNSHIP = Path(__file__).parents[2] / "examples" / "township"

# From the school's own list; not taken from the script.
SIZES = {
    "HCZX": [44, 44, 45, 46, 45, 45, 47, 46, 46, 46, 47, 46, 47, 46, 47, 47, 47, 47],
    "HCCZ": [51, 51, 50, 50, 50, 50, 49, 50, 50, 50, 49, 50],
    "LBXX": [22, 24, 25, 23, 26, 24],
    "SQXX": [30, 31, 32, 30, 31, 32],
    "LDXX": [20, 21, 22, 20, 21, 22],
    "TZJX": [21],
    "HCYE": [27, 27, 30, 30, 33, 33],
    "YGYE": [26, 28, 30],
}
STAFF = {
    "HCZX": 48,
    "HCCZ": 58,
    "LBXX": 12,
    "SQXX": 14,
    "LDXX": 12,
    "TZJX": 3,
    "HCYE": 24,
    "YGYE": 12,
    "HC": 9,
}
ISOLATED = {
    "HCZX": (16, 3),
    "HCCZ": (14, 4),
    "LBXX": (4, 0),
    "SQXX": (5, 1),
    "LDXX": (3, 1),
    "TZJX": (1, 0),
    "HCYE": (2, 2),
    "YGYE": (2, 0),
    "HC": (0, 1),
}


def read(sheet: str) -> list[dict[str, str]]:
    with (TOWNSHIP / "csv" / f"{sheet}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def class_code(name: str, school: str) -> str:
    (code,) = [
        unit["code"]
        for unit in read("units")
        if unit["name"] == name and unit["code"].startswith(f"{school}-")
    ]
    return code


def names_in(name: str, school: str) -> list[str]:
    code = class_code(name, school)
    return [pupil["name"] for pupil in read("pupils") if pupil["class_code"] == code]


def roster(path: Path) -> RosterFile:
    result = judge(read_roster_file(path))
    assert result.problems == ()
    assert result.roster is not None
    return result.roster


def test_the_people_add_up() -> None:
    pupils = {pupil["number"] for pupil in read("pupils")}
    staff = {person["code"] for person in read("people")}
    assert len(read("pupils")) == len(pupils) == 2169
    assert len(staff) == 192
    assert len(pupils) + len(staff) == 2361
    assert Counter(code.split("-")[0] for code in staff) == STAFF


def test_the_58_classes_have_their_sizes() -> None:
    units = read("units")
    classes = [unit["code"] for unit in units if unit["kind"] == "class"]
    assert len(classes) == 58
    counts = Counter(pupil["class_code"] for pupil in read("pupils"))
    sizes: dict[str, list[int]] = {}
    for code in classes:
        sizes.setdefault(code.split("-")[0], []).append(counts[code])
    assert sizes == SIZES
    assert sorted(unit["code"] for unit in units if unit["kind"] == "school") == sorted(SIZES)
    for school in SIZES:
        names = [
            unit["name"]
            for unit in units
            if unit["kind"] == "class" and unit["code"].startswith(f"{school}-")
        ]
        assert len(set(names)) == len(names)


def test_59_are_in_home_isolation() -> None:
    classes = {pupil["number"]: pupil["class_code"] for pupil in read("pupils")}
    isolated = [absence for absence in read("absences") if absence["kind"] == "isolation"]
    assert len({absence["code"] for absence in isolated}) == len(isolated) == 59
    assert {(one["from"], one["until"]) for one in isolated} == {("2026-11-15", "2026-11-28")}
    of_pupils = Counter(
        classes[one["code"]].split("-")[0] for one in isolated if one["code"] in classes
    )
    of_staff = Counter(one["code"].split("-")[0] for one in isolated if one["code"] not in classes)
    assert {school: (of_pupils[school], of_staff[school]) for school in ISOLATED} == ISOLATED


def test_300_boarders_sleep_in_38_rooms() -> None:
    boarders = [pupil for pupil in read("pupils") if pupil["dormitory"]]
    beds = Counter(pupil["dormitory"] for pupil in boarders)
    rooms = [f"男{room}" for room in range(101, 121)] + [f"女{room}" for room in range(201, 219)]
    assert sorted(beds) == sorted(rooms)
    assert len(beds) == 38
    assert max(beds.values()) == 8
    assert Counter(pupil["sex"] for pupil in boarders) == {"男": 156, "女": 144}
    assert {pupil["class_code"].split("-")[0] for pupil in boarders} == {"HCCZ"}
    assert all(pupil["dormitory"][0] == pupil["sex"] for pupil in boarders)


def test_the_room_of_the_pupil_in_isolation_and_the_room_with_one_boarder_left() -> None:
    away = {one["code"] for one in read("absences") if one["kind"] == "isolation"}
    pupils = read("pupils")
    in_703 = [one for one in pupils if one["class_code"] == "HCCZ-703" and one["number"] in away]
    assert [one["dormitory"] for one in in_703] == ["男108"]
    room = Counter(one["class_code"] for one in pupils if one["dormitory"] == "男108")
    assert room == {"HCCZ-703": 6, "HCCZ-801": 2}
    left = Counter(
        one["dormitory"] for one in pupils if one["dormitory"] and one["number"] not in away
    )
    assert [room for room, count in left.items() if count == 1] == ["女214"]


def test_a_boarder_is_on_leave_on_the_fixed_monday() -> None:
    leave = {
        one["code"]
        for one in read("absences")
        if one["kind"] == "leave" and one["from"] <= "2026-11-23" <= one["until"]
    }
    boarders = {one["number"] for one in read("pupils") if one["dormitory"]}
    assert len(leave & boarders) == 1
    assert 3 <= len(leave) <= 6


def test_names_that_are_hard_to_tell_apart() -> None:
    of_602 = [
        (one["name"], one["seat"], one["sex"])
        for one in read("pupils")
        if one["class_code"] == class_code("六年级2班", "HCZX") and one["name"][0] == "张"
    ]
    assert ("张伟", "7", "男") in of_602
    assert ("张伟", "31", "女") in of_602
    assert [name for name, _, _ in of_602].count("张伟") == 2
    assert "张玮" in [name for name, _, _ in of_602]
    assert names_in("七(1)班", "HCCZ").count("王子涵") == 3
    leaders = {
        one["code"]
        for one in read("people")
        if one["name"] == "王磊" and one["role"] == "head_teacher"
    }
    assert {code.split("-")[0] for code in leaders} == {"HCZX", "HCCZ"}


RARE = ("李䶮", "周㛃", "陈𬱖", "赵𫖯", "吴𬭎", "陈頔", "单雨桐", "仇一", "曾曾", "高兴")
LONG = ("阿依古丽·买买提", "马哈买提", "欧阳若曦", "司马云")
LIKE_ANSWERS = ("安全", "郑常", "高文", "吴恙", "任健康", "何平安", "田正常", "白发绍")


@pytest.mark.parametrize("name", [*RARE, *LONG, *LIKE_ANSWERS])
def test_names_that_are_hard_to_write_or_look_like_answers(name: str) -> None:
    assert [pupil["name"] for pupil in read("pupils")].count(name) == 1


def test_rare_characters_stand_in_names() -> None:
    names = "".join(pupil["name"] for pupil in read("pupils"))
    assert [sign for sign in "䶮㛃𬱖𫖯𬭎喆犇堃翀鋆彧赟屾" if sign not in names] == []


def test_in_a_class_no_name_is_part_of_another_but_where_it_is_meant() -> None:
    classes: dict[str, list[str]] = {}
    for pupil in read("pupils"):
        classes.setdefault(pupil["class_code"], []).append(pupil["name"])
    unclear = {
        one
        for names in classes.values()
        for place, one in enumerate(names)
        for other, name in enumerate(names)
        if other != place and one in name
    }
    assert unclear == {"张伟", "王子涵"}


def duties(name: str) -> set[tuple[str, str]]:
    return {(one["role"], one["unit_code"]) for one in read("people") if one["name"] == name}


def test_teachers_with_a_part_of_their_own() -> None:
    assert duties("陈静") == {("head_teacher", "SQXX-301"), ("head_teacher", "SQXX-401")}
    assert duties("周敏") == {("head_teacher", "LDXX-101"), ("head_teacher", "LDXX-201")}
    assert duties("罗浩") == {("head_teacher", "HCCZ-702"), ("head_teacher", "HCCZ-903")}
    assert duties("刘洋") == {("head_teacher", "HCCZ-904")}
    assert duties("赵婷") == {("deputy", "HCCZ-904")}
    assert duties("李秀英") == {("head_teacher", "HCZX-601")}
    assert duties("冉光明") == {("head_teacher", "TZJX-FS")}
    (substitute,) = read("substitutes")
    codes = {one["name"]: one["code"] for one in read("people")}
    assert substitute == {
        "class_code": "HCCZ-904",
        "person_code": codes["赵婷"],
        "from": "2026-11-23",
        "until": "2026-11-27",
    }
    assert {one["code"]: one["kind"] for one in read("absences")}[codes["刘洋"]] == "leave"
    assert all(one["phone"] for one in read("people"))


def test_every_school_has_its_duties_and_one_class_has_no_head_teacher() -> None:
    holders: dict[tuple[str, str], set[str]] = {}
    for one in read("people"):
        holders.setdefault((one["role"], one["unit_code"]), set()).add(one["code"])
    for school in SIZES:
        for role in ("principal", "admin", "health_officer"):
            assert len(holders[role, school]) == 1
    grades = [unit["code"] for unit in read("units") if unit["kind"] == "grade"]
    led = [grade for grade in grades if grade.startswith(("HCZX", "HCCZ"))]
    assert all(len(holders["grade_leader", grade]) == 1 for grade in led)
    assert holders["admin", "HC"]
    assert holders["admin", "YX"]
    assert {unit for role, unit in holders if role == "liaison"} == {"SQXX", "LDXX"}
    classes = [unit["code"] for unit in read("units") if unit["kind"] == "class"]
    assert [code for code in classes if ("head_teacher", code) not in holders] == ["HCZX-403"]


def test_the_combined_class_holds_three_grades() -> None:
    numbers = [one["number"] for one in read("pupils") if one["class_code"] == "TZJX-FS"]
    assert Counter(number[:4] for number in numbers) == {"2026": 8, "2025": 7, "2024": 6}


def test_numbers_and_phones_are_invented_but_look_right() -> None:
    pupils = read("pupils")
    assert all(len(one["number"]) == 10 and one["number"].isdigit() for one in pupils)
    phones = {one["guardian_phone"] for one in pupils} | {one["phone"] for one in read("people")}
    assert all(len(phone) == 11 and phone.startswith("154") for phone in phones - {""})
    boys = sum(one["sex"] == "男" for one in pupils)
    assert 0.5 < boys / len(pupils) < 0.55


def test_a_class_has_the_names_teachers_give_it() -> None:
    aliases = {one["alias"] for one in read("aliases") if one["unit_code"] == "HCCZ-701"}
    assert {"7.1", "701", "初一1班", "七年级一班", "七1"} <= aliases


def test_nobody_is_isolated_in_the_class_of_45_where_phrases_are_tried() -> None:
    away = {one["code"] for one in read("absences")}
    pupils = [one for one in read("pupils") if one["class_code"] == "HCZX-203"]
    assert len(pupils) == 45
    assert {"张三", "李四", "王五", "赵六"} <= {one["name"] for one in pupils}
    assert not away & {one["number"] for one in pupils}


def test_workbook_folder_and_zip_say_the_same(tmp_path: Path) -> None:
    archive = tmp_path / "roster.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in (TOWNSHIP / "csv").iterdir():
            file.write(path, path.name)
    of_folder = roster(TOWNSHIP / "csv")
    assert roster(TOWNSHIP / "roster.xlsx") == of_folder
    assert roster(archive) == of_folder
    assert len(of_folder.pupils) + len(of_folder.people) == 2361


def test_isolation_lasts_fourteen_days() -> None:
    isolated = [one for one in roster(TOWNSHIP / "csv").absences if one.kind == "isolation"]
    assert all(
        one.from_day == date(2026, 11, 15) and one.until_day == one.from_day + timedelta(days=13)
        for one in isolated
    )


def test_the_script_writes_the_same_files_each_time(tmp_path: Path) -> None:
    write(tmp_path)
    for path in (TOWNSHIP / "csv").iterdir():
        assert (tmp_path / "csv" / path.name).read_bytes() == path.read_bytes(), path.name
    assert roster(tmp_path / "roster.xlsx") == roster(TOWNSHIP / "roster.xlsx")
