"""When it was, or will be: what is told of tomorrow, this afternoon or last night is not so now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import cast

from domain.calendar import Period
from domain.check_in import Absence, Where
from domain.understanding.about import About, Planned
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET
from domain.understanding.cutting.tokens import Token, days_of, is_leave
from domain.understanding.cutting.which_day import (
    ends_later,
    is_over,
    is_to_come,
    is_today,
)
from domain.understanding.grammar.leave_days import GOES_ON, LeaveDays
from domain.understanding.grammar.nearby import CROSSED, NEAR, together
from domain.understanding.heard import Snag
from domain.understanding.ordering.former import LATELY, MATTERS_LATELY

EARLY = frozenset(
    [
        *("早退", "早走", "早走一会", "早走一会儿", "提前走", "提前离校", "提前放学", "先走"),
        *("早点走", "早点接", "提前接", "早点接走"),
        *("leaving early", "leaves early", "going home early"),
    ]
)
"""There in the morning, and gone before the others."""
_KEEPS_COMPANY = ("陪", "照顾", "看望", "探望", "守着", "看护")
_AT_NIGHT = ("晚", "夜", "in the evening", "at night")
_WENT = (
    *("went", "was", "has gone", "has been", "taken"),
    *("sent", "gone", "picked up", "collected", "came"),
)
_THERE_NOW = ("在", "住", "现", "目前", "已", "正", "at ", "in ", "is ")
_APPOINTED = (
    *("牙", "针", "苗", "复查", "复诊", "体检", "眼镜", "拆线"),
    *("dentist", "check-up", "vaccin"),
)
"""看牙, 打疫苗, 复查: nobody has to be ill now."""
_NOW = frozenset(["现在", "目前", "已", "已经", "正", "正在", "now"])


class Times(LeaveDays):
    """Keeps leaves of other days, and of later today, apart from the absences of this morning."""

    def _another_time(self, token: Token, about: About) -> bool:
        """张三明天请假, 下午请假, 昨天请假: takes up an absence that is not this morning's."""
        if self.household or about.absence is not None:
            return False
        if self._came_back_from_it(token, about):
            return True
        days = self._today_behind() or self._days_before(CROSSED) or self._days_of_leave()
        period = together(self._as_planned(days)) if days else self._day_carried()
        if self._is_of_today(token, about, days, period):
            return False
        if is_to_come(period, self.class_.day) and not self._is_still_so():
            self._leave_to_come(token, about, days, period)
        elif period is not None and days and self._is_over(period, days):
            self._was_away(token, about, days)
        elif not days and about.later:
            pass  # 下午要去医院，请半天假
        else:
            leave = is_leave(token) or "off" in token.text.casefold()
            return leave and not about.where and self._is_later_today(token, about)
        return True

    def _came_back_from_it(self, token: Token, about: About) -> bool:
        """请假回来了; 昨天从云南回来，去参加婚礼的."""
        if about.trip is not None and about.trip.back and _is_errand(token):
            return True
        following = self._next()
        return following.kind is Kind.BACK and following.text.endswith("了")

    def _is_of_today(
        self, token: Token, about: About, days: list[int], period: Period | None
    ) -> bool:
        """今明两天请假, 周一到周三请事假; 周五请假，但没来: away today. Notes until when."""
        if period is None:
            return False
        not_there = not days and token.text.startswith(("没", "未"))
        if not_there and is_to_come(period, self.class_.day):
            about.ahead, self.plan_day = None, None
            return True
        until = period.last if ends_later(period, self.class_.day) else None
        if any(one in token.text.casefold() for one in ("今", "today")):
            about.until = until
            self._take_days(days)
            return True
        if days and until is not None and is_today(period, self.class_.day):
            about.until = until
            return True
        return False

    def _leave_to_come(self, token: Token, about: About, days: list[int], period: Period) -> None:
        """张三明天请假; 5号请病假 on the 23rd may have been this month."""
        if self._may_be_gone(days, period):
            self._when_was_it(about, days)
        else:
            self._plan(token, about, days, period)

    def _was_away(self, token: Token, about: About, days: list[int]) -> None:
        """昨天请假: over, and why it was may still be told of today."""
        about.earlier = True
        absence, known = cast("tuple[Absence, bool]", token.value)
        about.absence_before = absence if known else about.absence_before
        if not self._sets_out_then(token):
            self._take_days(days)

    def _plan(self, token: Token, about: About, days: list[int], period: Period) -> None:
        """张三明天请假: an absence to come."""
        absence, _ = cast("tuple[Absence, bool]", token.value)
        about.ahead = Planned(absence, period.first, period.last)
        told = [days_of(self.tokens[n]) for n in days]
        about.supposed = any(one is not None and one.last < period.first for one in told)
        self._take_days(days, period)

    def _when_was_it(self, about: About, days: Sequence[int]) -> None:
        """5号请病假 on the 23rd: asked about."""
        about.aside.append(self._clause_at(days[0]))
        self._take_days(days)
        self.heard.snags.add(Snag.OTHER_DAY)

    def _sets_out_then(self, token: Token) -> bool:
        """上周六参加葬礼去了昆明: the day is that of the journey too."""
        behind = [one.kind for one in self.tokens[self.at : self.at + 6] if one.kind not in QUIET]
        went = token.text.endswith(("去", "去了")) and behind[:1] == [Kind.PLACE]
        return went or behind[:2] == [Kind.TO, Kind.PLACE]

    def _another_thing(self, token: Token, about: About) -> bool:
        """张三下周二做手术: what is to come is nobody's illness of today. Takes up the clause."""
        days = [] if self.household else self._days_before(CROSSED)
        period = together(self._as_told(days))
        if not is_to_come(period, self.class_.day):
            return False
        about.aside.append(self._clause_at(days[0]))
        self._take_days(days, period)
        return True

    def _is_still_so(self) -> bool:
        """周五请假至今未返: it was last Friday, and goes on."""
        for token in self.tokens[self.at : self.at + NEAR]:
            if token.kind in (Kind.STOP, Kind.NAME):
                return False
            if token.kind is Kind.AWAY_STILL or token.text in ("至今", "still"):
                return True
        return False

    def _head_another_day(self, token: Token) -> None:
        """明天请假：张三、李四: the day holds for all who are named behind. 昨天请假的张三今天来了:
        what was so says nothing of today.
        """
        days = self._days_before(CROSSED)
        period = together(self._as_planned(days))
        if is_to_come(period, self.class_.day):
            self._take_days(days, period)
        elif period is None and self._later_at(CROSSED) is not None:
            self.heard.snags.add(Snag.OTHER_DAY)  # 下午请病假：张三、李四
        elif period is None or self._matters_still(token, period):
            self.days = []  # 昨天发烧的张三今天来了
        elif self._is_over(period, days) and self._is_relative(token):
            self.header.pop()
            self._take_days(days)

    def _only_lately(self) -> bool:
        """Whether all days of earlier clauses are surely just gone, and none is named here."""
        today = self.class_.day
        lately = all(one and today - LATELY <= one.last < today for one in self.earlier)
        return lately and self.trip is None and not self.days

    def _matters_still(self, token: Token, period: Period) -> bool:
        """Whether a fever or vomiting of these days has to be known today."""
        lately = self.class_.day - period.last <= LATELY
        return lately and (token.kind is Kind.FEVER or token.value in MATTERS_LATELY)

    def _is_relative(self, token: Token) -> bool:
        """请假的张三: the leave only says which 张三 is meant."""
        following = self._typed_behind(3)
        if not token.text.endswith("的") and following and following[0].text == "的":
            following = following[1:]
        elif not token.text.endswith("的"):
            return False
        return bool(following) and following[0].kind is Kind.NAME

    def _another_place(self, token: Token, about: About) -> bool:
        """张三明天去医院, 明天来上学: takes up where somebody will be."""
        if self.household:
            return False
        days = self._days_before(CROSSED | {Kind.TO, Kind.PLACE})
        period = together(self._as_told(days)) if days else self.plan_day
        if token.value is Where.SCHOOL and self._was_there(token, days):
            return True
        if token.value is Where.HOSPITAL and self._is_with_somebody():
            if about.absence is None or not about.reason_known:
                about.absence, about.reason_known = Absence.PERSONAL, True
            return True
        if token.value is Where.SCHOOL and not (self._is_done(token)):
            period = self._coming_to_school(days) or period
        if is_to_come(period, self.class_.day):
            if token.value is not Where.SCHOOL:
                about.aside.append(self._clause_at(days[0] if days else self.at - 1))
            elif about.says_nothing:
                self._is_away_now(about)
            if self.trip is None:
                self._take_days(days, period)
            return True
        there = token.value is Where.SCHOOL or self._is_done(token)
        later = not there and self._goes_on_later(token, about)
        return later or (not there and self._is_later_today(token, about))

    def _is_with_somebody(self) -> bool:
        """在医院陪他爷爷: who is ill is somebody else."""
        behind = self._typed_behind(5)
        kept = bool(behind) and behind[0].text.startswith(_KEEPS_COMPANY)
        return kept and any(one.kind is Kind.RELATIVE for one in behind[:3])

    def _was_there(self, token: Token, days: list[int]) -> bool:
        """昨天下午在园发烧: where somebody was then is not where they are now."""
        period = together(self._as_told(days))
        over = is_over(period, self.class_.day)
        return over and token.text.startswith("在")

    def _is_away_now(self, about: About) -> None:
        """周五回来, 明天来: not there now, and nobody said why."""
        about.absence, about.reason_known = Absence.OTHER, False
        self.spoken = True

    def _is_over(self, period: Period, days: Collection[int]) -> bool:
        """Whether an absence on these days was over before today."""
        near = [n for day in days for n in (day, max(day - 2, 0))]
        since = any(self.tokens[n].text.casefold().startswith("since") for n in near)
        if since or not is_over(period, self.class_.day):
            return False
        first, last = min(days), max(days)
        begun = first > 0 and self.tokens[first - 1].kind is Kind.FROM
        return not begun and self.tokens[last + 1].text not in GOES_ON

    def _goes_on_later(self, token: Token, about: About) -> bool:
        """下午请假去医院: of a later hour too. 下午请假，现在在医院 is not."""
        before = self.tokens[max(self.at - 4, 0) : self.at - 1]
        there = any(one.kind is Kind.IN or one.text in _NOW for one in before)
        now = there or token.text.startswith(_THERE_NOW)
        if about.later and not now:
            self._falls_ill_later(token, about, token.text)
        return about.later and not now

    def _is_later_today(self, token: Token, about: About) -> bool:
        """张三下午请假看牙: there in the morning. Takes up the clause as it was typed."""
        start = self._later_at(CROSSED | {Kind.TO, Kind.SYMPTOM, Kind.FEVER, Kind.HOT})
        if start is None or token.text.casefold().startswith(_WENT):
            return False  # went home in the afternoon
        ill = about.feverish or about.symptoms or about.vague
        if ill and self.tokens[start].text.casefold().startswith(_AT_NIGHT):
            return False  # 夜里发烧请假: it was last night
        about.later = True
        self._falls_ill_later(token, about, self._clause_at(start))
        about.aside.append(self._clause_at(start))
        self.days = [day for day in self.days if not is_today(day, self.class_.day)]
        return True

    def _falls_ill_later(self, token: Token, about: About, clause: str) -> None:
        """下午请病假, 中午接走去看病: nobody leaves ill who is not ill now, as far as is known."""
        sick = token.value in (Where.HOSPITAL, (Absence.SICK, True))
        said = f"{token.text} {clause}".casefold()
        if sick and not any(one in said for one in _APPOINTED):
            about.sick_later = True

    def _leaves_early(self) -> bool:
        """下午早走一会儿: there in the morning. Takes up the clause as it was typed."""
        named = [about for about in self.who or () if about.who is not None]
        for about in named:
            start = self._later_at(CROSSED)
            about.later = True
            about.aside.append(self._clause_at(self.at - 1 if start is None else start))
        return bool(named)


def _is_errand(token: Token) -> bool:
    """婚礼, 扫墓: what one goes for, and no word of being away."""
    absence, known = cast("tuple[Absence, bool]", token.value)
    away = any(sign in token.text for sign in "假缺没未不")
    return absence is Absence.PERSONAL and known and not away
