"""A class of 45 with every kind of name that is hard to read, and how its labels are written."""

from __future__ import annotations

import json
import re
from datetime import date

from domain.calendar import Period
from domain.roster import Pupil
from domain.understanding import ClassContext, Understood
from handlers.likeness import PinyinLikeness
from views.understanding import understood_json

DAY = date(2026, 11, 23)
NAMES = [
    "张三",
    "李四",
    "王五",
    "赵六",
    "王小明",
    "李䶮",
    "周㛃",
    "陈𬱖",
    "赵𫖯",
    "吴𬭎",
    "阿依古丽·买买提",
    "马哈买提",
    "欧阳若曦",
    "司马云",
    "单雨桐",
    "仇一",
    "曾曾",
    "高兴",
    "安全",
    "郑常",
    "高文",
    "吴恙",
    "任健康",
    "何平安",
    "田正常",
    "白发绍",
    "张伟",
    "张伟",
    "张玮",
    "王子涵",
    "王子涵",
    "王子涵",
    "李雷",
    "孙浩然",
    "刘思琪",
    "黄俊杰",
    "徐静怡",
    "胡明轩",
    "朱梓萱",
    "林志强",
    "郭家豪",
    "何雨欣",
    "罗嘉怡",
    "梁晨曦",
    "宋一鸣",
]
LIKENESS = PinyinLikeness()
SYMPTOMS = frozenset(
    [
        "cough",
        "sore_throat",
        "runny_nose",
        "headache",
        "fatigue",
        "vomiting",
        "diarrhoea",
        "rash",
        "abdominal_pain",
        "red_eye",
        "parotid_swelling",
        "other",
    ]
)
Json = dict[str, object]


def a_class(names: list[str] = NAMES) -> ClassContext:
    """五年级2班: seats in the order of the names, odd seats are boys."""
    pupils = tuple(
        Pupil(n, f"20261{n:04d}", name, "男" if n % 2 else "女", n)
        for n, name in enumerate(names, 1)
    )
    return ClassContext(
        pupils=pupils,
        enrolled=len(pupils),
        day=DAY,
        names=("五年级2班", "五(2)班", "五2", "5.2", "502"),
        holidays={"国庆": Period(date(2026, 10, 1), date(2026, 10, 7))},
    )


def as_json(understood: Understood) -> Json:
    """What the command prints, with the question as whether there is one."""
    read: Json = json.loads(understood_json("zh", understood))
    read["question"] = read["question"] is not None
    return read


def labelled(label: str) -> Json:
    """The JSON a label of the corpus stands for; ``corpus.toml`` says how labels are written."""
    status, *items = (part.strip() for part in label.split(";"))
    pupils: list[Json] = []
    expected: Json = {
        "status": status, "all_normal": False, "class_max": None, "enrolled": None,
        "present": None, "rest_normal": False, "pupils": pupils, "question": status == "ask",
    }  # fmt: skip
    for item in items:
        word, _, value = item.partition(" ")
        if word in ("all", "rest"):
            expected[f"{word}_normal"] = True
        elif word == "max":
            expected["class_max"] = float(value)
        elif word in ("enrolled", "present"):
            expected[word] = int(value)
        elif item == "everyone unmeasured":
            pupils.extend(_pupil(name, ["unmeasured"]) for name in range(1, 46))
        elif item == "asked":
            expected["question"] = True
        else:
            name, _, times = word.partition("*")
            pupils.extend([_pupil(name, value.split())] * int(times or 1))
    if status == "alert":
        # An alert without the rest of the class always asks for it.
        expected["question"] = expected["question"] or not expected["rest_normal"]
    return expected


def _pupil(name: str | int, said: list[str]) -> Json:
    seat = None
    if name != "?":
        seat = int(name) if str(name).isdigit() else NAMES.index(str(name)) + 1
    pupil: Json = {
        "number": None if seat is None else f"20261{seat:04d}",
        "name": None if seat is None else NAMES[seat - 1],
        "temperature": None, "unmeasured": False, "symptoms": [], "absence": None, "where": None,
        "travel": None,
    }  # fmt: skip
    symptoms: list[str] = []
    for word in said:
        if re.fullmatch(r"[\d.]+", word):
            pupil["temperature"] = float(word)
        elif word in SYMPTOMS:
            symptoms.append(word)
        elif word.startswith("absent-"):
            pupil["absence"] = word.removeprefix("absent-")
        elif word in ("home", "hospital", "school"):
            pupil["where"] = word
        elif word == "unmeasured":
            pupil["unmeasured"] = True
        elif word.startswith("to:"):
            pupil["travel"] = _travel(word.removeprefix("to:"))
        else:
            raise ValueError(word)
    pupil["symptoms"] = symptoms
    return pupil


def _travel(said: str) -> Json:
    place, _, days = said.partition("@")
    first, dots, last = days.partition("..")
    return {"place": place, "from": _day(first), "to": _day(last if dots else first)}


def _day(said: str) -> str | None:
    if not said:
        return None
    return f"2026-{said}" if "-" in said else f"2026-11-{said}"
