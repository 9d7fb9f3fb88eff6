"""What was said of one pupil, as it was heard."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from domain.calendar import Period
from domain.check_in import Absence, Symptom, Where
from domain.temperature import FEVER, Temperature
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.names import Reference

WARM = Temperature(3700)
"""From here on a pupil who is away is taken to be ill, below any school's threshold of a fever."""
_FAILING = "不行"
"""不行了，38.9: how bad it is has to be asked, whatever else was told."""


@dataclass(slots=True)
class Trip:
    """Where somebody went, as far as it was said."""

    places: list[str] = field(default_factory=list)
    days: list[Period] = field(default_factory=list)
    lent: list[Period] = field(default_factory=list)
    """The days of those who were counted, for whoever has none of their own."""
    vague: bool = False
    """Whether a day was named that is none: 上周, 前几天."""
    back: bool = False
    still_away: bool = False
    until: date | None = None
    """When somebody who is still away is expected back."""
    ahead: bool = False
    """Not begun yet."""
    bare: bool = False
    """Called back, and not that it is done: back from Thailand on Wednesday."""
    seen_there: bool = False
    """Whether a hospital was where the journey went."""
    lasted: int | None = None
    """How many days after the first the last was, where the length was told."""
    from_last: bool = False
    """Whether the day that was named is that of the return: 昨天从长沙回来."""
    set_out: bool = False
    """Whether it was told that somebody went there."""
    left_then: bool = False
    """Whether the day that was named is that of leaving: 昨天走的. The journey goes on."""
    staying: bool = False
    """在上海: still there, unless the days that were said are over."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A leave that begins after today; both days count."""

    absence: Absence
    first: date
    last: date


@dataclass(slots=True, eq=False)
class About:
    """All that was said of one pupil, or of ``times`` pupils nobody named."""

    who: Reference | None
    times: int = 1
    told_by: str = ""
    """The words for a pupil nobody named: 李雷的同桌. Whoever is named elsewhere is another one."""
    figures: list[Figure] = field(default_factory=list)
    taken_back: list[Figure] = field(default_factory=list)
    """Readings of a fever that were called a slip: 38.2，打错了，36.8. They are asked about."""
    again: bool = False
    feverish: bool = False
    hot: bool = False
    no_fever: bool = False
    unmeasured: bool = False
    symptoms: list[Symptom] = field(default_factory=list)
    absence: Absence | None = None
    reason_known: bool = True
    on_leave: bool = False
    """Whether leave was asked for: 请假, on leave."""
    where: Where | None = None
    only_came: bool = False
    """Here, and no word of a place: 来了, is back today."""
    trip: Trip | None = None
    normal: bool = False
    without: bool = False
    """Told not to have a complaint, 不吐了: of a fever that says nothing."""
    abnormal: bool = False
    listed: bool = False
    """Named under 异常, where what it is may follow."""
    cooled: bool = False
    stayed: bool = False
    """Said to have gone nowhere, and nothing more."""
    left: bool = False
    unreachable: bool = False
    grave: bool = False
    disease: bool = False
    household: bool = False
    whose: bool = False
    clash: bool = False
    unsure: bool = False
    """Whether this pupil is meant at all has to be asked: 张三或者李四, 李四女."""
    differs: Reference | None = None
    """The number or seat beside the name, which is somebody else's: 3号李四."""
    vague: bool = False
    """Called ill, and it was not said with what: 感冒, 不舒服."""
    until: date | None = None
    """The last day of an absence that has begun."""
    ahead: Planned | None = None
    supposed: bool = False
    """Whether that it is ahead was read out of 周五 alone."""
    absence_before: Absence | None = None
    """Why the pupil was away on an earlier day: 昨天请的病假，今天接着请."""
    earlier: bool = False
    """Told to have been away on an earlier day, and nothing of today."""
    later: bool = False
    """On leave for a later part of the day: there in the morning, as far as was said."""
    late: bool = False
    """Late or on the way: where no more is told, whether the pupil is there is asked."""
    sick_later: bool = False
    """Sick leave or a doctor later today: whether the pupil is ill now has to be asked."""
    had_fever: bool = False
    """Feverish on an earlier day, by word or figure."""
    former: list[tuple[Symptom, str]] = field(default_factory=list)
    """What was told of an earlier day, with the words for it, and may be over."""
    fever_last: date | None = None
    """The last earlier day on which there was a fever, as far as it was said."""
    where_before: bool = False
    """Whether where the pupil is was told of an earlier day: 周五发烧回家."""
    there_then: bool = False
    """Whether the place is only that of what happened there: 在家吐了."""
    kept_away: bool = False
    """Told to be away now: 在家, and not 接回家了, which may have been the day before."""
    there_now: bool = False
    """昨晚吐了，在校: told to be at school behind what was so on an earlier day."""
    back: bool = False
    """Said to be there again."""
    removed: bool = False
    """把张三去掉: what was said of the pupil is taken back."""
    instead_of: Reference | None = None
    swapped: bool = False
    """张三跟李四弄反了: each has the other's lot, as far as it was said before."""
    """是李四不是张三: whose lot it is, as far as it was said before."""
    aside: list[str] = field(default_factory=list)
    """What was said of another day, in the teacher's words."""
    partly_named: bool = False
    """Whether some of the pupils who were counted were named, and these are the others."""
    words: list[str] = field(default_factory=list)
    """What was said and no other field holds."""

    def is_there_again(self) -> None:
        """病假一周，今天来了: the absence is over."""
        self.absence, self.reason_known, self.until = None, True, None

    def is_there_after_all(self) -> None:
        """刚才未到的张三已到校: that nobody knew where they were is over."""
        if self.absence is Absence.OTHER and not self.reason_known and not self.unreachable:
            self.is_there_again()

    @property
    def reading(self) -> Temperature | None:
        """The reading that counts: the highest, or the last where it was measured again."""
        known = [one.temperature for one in self.figures if one.temperature is not None]
        if not known:
            return None
        return known[-1] if self.again else max(known)

    @property
    def is_ill(self) -> bool:
        """Whether an absence is explained by an illness that was told."""
        ill = (
            self.feverish
            or self.had_fever
            or self.hot
            or self._is_warm
            or self.symptoms
            or self.vague
            or self.disease
            or (self.cooled and not self.back)
        )
        return bool(ill or self.where is Where.HOSPITAL)

    @property
    def _is_warm(self) -> bool:
        """Whether a reading explains an absence; 36.8 does not."""
        return bool(self.figures) and (self.reading is None or self.reading >= WARM)

    @property
    def is_wrong_somehow(self) -> bool:
        """Whether something is wrong and it has to be asked what. 异常1人：张三咳嗽 says it."""
        ill = self.symptoms or self.vague or self.feverish or self.hot or self.figures
        told = ill or self.absence or self.where or self.trip
        return (self.abnormal and not self.is_a_mere_complaint) or (self.listed and not told)

    @property
    def is_a_mere_complaint(self) -> bool:
        """不正常，吐了两次: what is wrong was told. Of 脸色 or 呼吸不正常 more has to be known."""
        return bool(self.symptoms or self.vague) and not self.words

    @property
    def is_wrong_plainly(self) -> bool:
        """不正常，38.3: whether what is wrong was told too."""
        values = [one.temperature for one in self.figures if one.temperature is not None]
        ill = self.symptoms or self.vague or self.feverish or self.hot
        gone = self.absence or self.where in (Where.HOME, Where.HOSPITAL)
        told = ill or gone or any(value >= FEVER for value in values)
        return bool(told) and not any(word.startswith(_FAILING) for word in self.words)

    @property
    def only_unmeasured(self) -> bool:
        """Not measured, and nothing more."""
        return self.unmeasured and replace(self, unmeasured=False).says_nothing

    @property
    def says_nothing(self) -> bool:
        """Named, and nothing more."""
        return self.is_about_another_day and not (
            self.ahead
            or self.later
            or self.removed
            or self.swapped
            or self.instead_of
            or self.had_fever
            or self.stayed
            or self.trip
        )

    @property
    def is_about_another_day(self) -> bool:
        """Whether nothing is told of this morning."""
        return not (
            self.figures
            or self.feverish
            or self.hot
            or self.no_fever
            or self.unmeasured
            or self.symptoms
            or self.vague
            or self.absence
            or self.where
            or (self.trip and not self.trip.ahead)
            or self.normal
            or self.without
            or self.abnormal
            or self.listed
            or self.cooled
            or self.left
            or self.household
            or self.back
        )
