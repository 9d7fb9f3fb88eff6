"""The sheets and columns of a roster file, and the words schools write over them.

A heading is forgiven its case, spaces, underscores, full-width letters and a remark in brackets:
``Class Code``, ``班级代码(必填)`` and ``ＣＬＡＳＳ＿ＣＯＤＥ`` are all known. docs/roster.md
lists the words for readers, and a test holds the two against each other.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.roster import Role, UnitKind


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, whether a sheet may lack it, and other headings that mean it."""

    name: str
    required: bool
    words: tuple[str, ...]


def _must(name: str, *words: str) -> Column:
    return Column(name, required=True, words=words)


def _may(name: str, *words: str) -> Column:
    return Column(name, required=False, words=words)


_FROM = _may("from", "开始", "开始日期", "起始日期", "起", "start")
_UNTIL = _may("until", "结束", "结束日期", "截止日期", "止", "to", "end")

SHEETS: Mapping[str, tuple[str, ...]] = {
    "units": ("unit", "单位", "单位表"),
    "people": ("person", "staff", "人员", "教职工", "任职"),
    "pupils": ("pupil", "students", "学生", "学生花名册", "花名册"),
    "absences": ("absence", "请假", "缺席", "隔离", "请假和隔离"),
    "substitutes": ("substitute", "代班"),
    "aliases": ("alias", "别名", "班级别名"),
}
REQUIRED_SHEETS = ("units", "people", "pupils")

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "units": (
        _must("code", "代码", "单位代码", "编号"),
        _must("name", "名称", "单位名称"),
        _must("kind", "类别", "类型", "级别"),
        _must("parent_code", "上级代码", "上级单位代码", "上级", "parent"),
        _may("liaison", "包校联系人", "包校联系人代码", "联系人"),
    ),
    "people": (
        _must("code", "代码", "人员代码", "工号", "编号"),
        _must("name", "姓名", "名字"),
        _may("phone", "电话", "手机", "手机号", "联系电话", "mobile"),
        _must("role", "职务", "角色", "任职"),
        _must("unit_code", "单位代码", "所在单位代码", "单位", "unit"),
        _FROM,
        _UNTIL,
    ),
    "pupils": (
        _must("number", "学号", "编号"),
        _must("name", "姓名", "名字"),
        _may("sex", "性别", "gender"),
        _must("class_code", "班级代码", "班级", "class"),
        _may("seat", "座号", "座位号"),
        _may("dormitory", "宿舍", "寝室", "dorm"),
        _may("guardian_phone", "监护人电话", "家长电话"),
        _may("bus", "校车", "校车线路"),
        _may("club", "社团", "兴趣班"),
    ),
    "absences": (
        _must("code", "代码", "学号或工号", "学号", "工号"),
        _must("kind", "类别", "类型", "原因"),
        _FROM,
        _UNTIL,
    ),
    "substitutes": (
        _must("class_code", "班级代码", "班级", "class"),
        _must("person_code", "人员代码", "代班人代码", "工号", "代码"),
        _FROM,
        _UNTIL,
    ),
    "aliases": (
        _must("unit_code", "单位代码", "班级代码", "代码"),
        _must("alias", "别名", "又名", "简称"),
    ),
}

KINDS: Mapping[str, tuple[str, ...]] = {
    "city": ("市",),
    "district": ("区县", "区", "县"),
    "township": ("镇", "乡镇", "乡", "街道", "学区"),
    "school": ("学校", "幼儿园", "教学点"),
    "grade": ("年级",),
    "class": ("班级", "班"),
    "office": ("处室", "办公室"),
}
ROLES: Mapping[str, tuple[str, ...]] = {
    "head_teacher": ("班主任",),
    "deputy": ("副班主任",),
    "grade_leader": ("年级组长",),
    "health_officer": ("校医", "疫情报告人", "校医/疫情报告人"),
    "principal": ("校长", "园长", "负责人"),
    "admin": ("管理员",),
    "liaison": ("包校联系人", "联系人"),
    "staff": ("教职工", "教师", "职工"),
}
SEXES: Mapping[str, tuple[str, ...]] = {
    "男": ("男生", "男孩", "m", "male", "boy"),
    "女": ("女生", "女孩", "f", "female", "girl"),
}
ABSENCE_KINDS: Mapping[str, tuple[str, ...]] = {
    "isolation": ("隔离", "居家隔离"),
    "leave": ("请假", "事假", "病假", "长假"),
}

# How high a unit stands. A parent stands above its child; levels may be skipped. An office (处室)
# is a leaf like a class, and may stand beside classes or at the township centre.
RANKS: Mapping[UnitKind, int] = {
    UnitKind.CITY: 0,
    UnitKind.DISTRICT: 1,
    UnitKind.TOWNSHIP: 2,
    UnitKind.SCHOOL: 3,
    UnitKind.OFFICE: 4,
    UnitKind.GRADE: 4,
    UnitKind.CLASS: 5,
}
LEAVES = frozenset({UnitKind.CLASS, UnitKind.OFFICE})
SCHOOL_AND_ABOVE = frozenset({UnitKind.CITY, UnitKind.DISTRICT, UnitKind.TOWNSHIP, UnitKind.SCHOOL})
ROLE_PLACES: Mapping[Role, frozenset[UnitKind]] = {
    Role.HEAD_TEACHER: frozenset({UnitKind.CLASS}),
    Role.DEPUTY: frozenset({UnitKind.CLASS}),
    Role.GRADE_LEADER: frozenset({UnitKind.GRADE, UnitKind.SCHOOL}),
    Role.HEALTH_OFFICER: SCHOOL_AND_ABOVE,
    Role.PRINCIPAL: SCHOOL_AND_ABOVE,
    Role.ADMIN: frozenset(UnitKind),
    Role.LIAISON: SCHOOL_AND_ABOVE,
    Role.STAFF: frozenset(UnitKind),
}

_REMARK = re.compile(r"\([^)]*\)|\*")
_GAPS = re.compile(r"[\s_\-]+")


def plain(raw: str) -> str:
    """A code or word with full-width letters and digits made plain, without outer spaces."""
    return unicodedata.normalize("NFKC", raw).strip()


@lru_cache(maxsize=4096)
def word_key(raw: str) -> str:
    """What two spellings of one word have in common: no case, no width, no spaces."""
    return _GAPS.sub("", plain(raw).casefold())


def word_of(raw: str, words: Mapping[str, tuple[str, ...]]) -> str | None:
    """Which of the words this text says, or None."""
    wanted = word_key(raw)
    for name, others in words.items():
        if wanted == word_key(name) or any(wanted == word_key(other) for other in others):
            return name
    return None


def _heading_key(raw: str) -> str:
    return _REMARK.sub("", plain(raw))


def sheet_of(raw: str) -> str | None:
    """Which sheet of a roster this name means (``units`` for 单位), or None."""
    return word_of(_heading_key(raw), SHEETS)


def column_of(sheet: str, raw: str) -> str | None:
    """Which column of a sheet this heading means (``parent_code`` for 上级代码), or None."""
    return word_of(_heading_key(raw), {column.name: column.words for column in COLUMNS[sheet]})


def columns_of(words: Mapping[str, Sequence[str]], headings: Sequence[str]) -> dict[str, int]:
    """Where each column stands, by the words it may be headed with; the first word wins.

    A heading that is none of the words counts for nothing.
    """
    named = [plain(heading).casefold() for heading in headings]
    return {
        column: named.index(word)
        for column, called in words.items()
        for word in reversed(called)
        if word in named
    }
