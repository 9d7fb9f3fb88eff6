"""What was heard in a sentence before anybody judged whether it is an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from domain.understanding.about import About
from domain.understanding.cutting.figures import Figure


class Claim(StrEnum):
    """Something said of the whole class, or of all who were not named."""

    ALL_NORMAL = "all_normal"
    REST_NORMAL = "rest_normal"
    NO_FEVER = "no_fever"
    NO_SYMPTOM = "no_symptom"
    NO_TRAVEL = "no_travel"
    FULL = "full"
    UNMEASURED = "unmeasured"
    MEASURED_AGAIN = "measured_again"
    REST_NO_FEVER = "rest_no_fever"
    TRIPS_LISTED = "trips_listed"
    FEVERS_LISTED = "fevers_listed"
    """发热：张三38.2, or 发热1人：张三: nobody else has one."""
    NOBODY = "nobody"
    """Something is denied that decides nothing: 事假无, 其余到齐."""


class Snag(StrEnum):
    """Why words are less than a plain answer. Each of them keeps the words from being accepted."""

    LEFTOVER = "leftover"
    ASKING = "asking"
    MARK = "mark"
    UNSURE = "unsure"
    ROUGHLY = "roughly"
    SAME = "same"
    WRONG = "wrong"
    WAIT = "wait"
    PARTLY = "partly"
    """A part of the class is not measured yet: 女生还没量."""
    LATE = "late"
    SELF = "self"
    NOT_NORMAL = "not_normal"
    OTHER_CLASS = "other_class"
    OTHER_DAY = "other_day"
    WHOSE = "whose"
    HOW_MANY = "how_many"
    CLASS_AWAY = "class_away"
    WHICH_HIGHEST = "which_highest"
    HEADS = "heads"


@dataclass(slots=True)
class Heard:
    """The whole message: pupils in the order they were named, claims, figures, snags."""

    about: list[About] = field(default_factory=list)
    claims: set[Claim] = field(default_factory=set)
    class_figures: list[Figure] = field(default_factory=list)
    highest: list[Figure] = field(default_factory=list)
    rest_figures: list[Figure] = field(default_factory=list)
    enrolled: int | None = None
    present: int | None = None
    maybe_present: bool = False
    """Whether the number of the class may be that of those who are there: 今天43人."""
    all_here: bool = False
    """Whether all who are due were said to be there: 都到了, 全齐."""
    all_of_them: bool = False
    """Whether the number of those who are due was told as all of them: all 45, 所有45人."""
    order_unsure: bool = False
    normal_heads: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    """Boys and girls, or boarders and the others, as they were counted."""
    snags: set[Snag] = field(default_factory=set)
    leftover: list[str] = field(default_factory=list)
    of_one_name: list[tuple[About, ...]] = field(default_factory=list)
    """Pupils of one name in a row, as many as bear it: 张伟和张伟都没来."""
    teachers: list[About] = field(default_factory=list)
    """What is told of teachers themselves; nothing of it is a pupil's."""
    maybe_teacher: bool = False
    """Whether it may be the teacher who was called normal: 我昨天发烧，今天正常."""
    stand_in: str = ""
    """Who stands in for the teacher, as typed: 王老师."""
    broken: bool = False
    told: bool = False
    """Whether anything about health, attendance or travel was told at all."""
    weak: bool | None = None
    slip: bool = False
    """Whether what had been typed by a slip was named: 刚才打成39.6了."""

    @property
    def figures(self) -> list[Figure]:
        """Every figure that was stated without a name."""
        return [*self.class_figures, *self.rest_figures]

    def drop(self, group: About) -> None:
        """Forget pupils who were counted and turned out to be others, or the well ones."""
        if group in self.about:
            self.about.remove(group)

    def left_over(self, text: str) -> None:
        """Note something with a meaning that no rule took up."""
        self.snags.add(Snag.LEFTOVER)
        if text.strip():
            self.leftover.append(text.strip())
