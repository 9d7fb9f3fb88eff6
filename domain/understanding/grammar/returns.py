"""Coming back: who is there again, who is expected, and from which journey."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.check_in import Absence, Where
from domain.understanding.about import About, Trip
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET, first_loud
from domain.understanding.cutting.tokens import Token, names_school, reference
from domain.understanding.cutting.which_day import all_over
from domain.understanding.grammar.hearing import EVERYONE, REST
from domain.understanding.grammar.nearby import CROSSED
from domain.understanding.grammar.readings import Readings
from domain.understanding.heard import Claim, Snag

_YET = frozenset(["将", "将要", "会", "要"])
_BACK_AT_SCHOOL = frozenset(
    [
        "销假",
        "已销假",
        "销假了",
        "来销假",
        *("复课", "复课了", "已复课", "复学", "复学了", "已复学", "今天复课", "今天复学"),
        "返校",
        "回校",
        "回到学校",
        "来校",
        "回学校",
        "返校了",
        "回校了",
        "已返校",
        "已回校",
        "已经返校",
        "回来学校",
    ]
)
_LEADS = frozenset(
    {Kind.COLON, Kind.COUNT, Kind.OPEN, Kind.CLOSE, Kind.LIST, Kind.SPACE, Kind.TITLE}
)
"""What may stand between 返校 and the names of those who are back."""
_IS_BACK = frozenset(["is back", "back"])


class Returns(Readings):
    """Knows the journey that is spoken of, and takes up its end."""

    def _will_be_back(self) -> bool:
        """将于周三从泰国返回: not back yet."""
        return self.trip is not None and any(one.text in _YET for one in self._clause_before())

    def _travelling(self) -> bool:
        return self.trip is not None or any(about.trip for about in self.who or ())

    def _not_back_at_school(self) -> None:
        """没返校 of whom no journey is told: not there, and nobody knows why."""
        if self.who is EVERYONE or self.who is REST:
            self.heard.snags.add(Snag.CLASS_AWAY)
            return
        if self.who is None:
            self._somebody()
        for about in self.who or ():
            about.absence = about.absence or Absence.OTHER
            about.reason_known = False if about.absence is Absence.OTHER else about.reason_known
        self.spoken = True

    def _back(self, token: Token) -> None:
        if (self.who is REST or self.who is EVERYONE) and self.trip is None and not self.days:
            self.heard.claims.add(Claim.NOBODY if self.who is REST else Claim.FULL)
            self.spoken = True
            return  # 其余都返校了
        if self.who is None and token.text in _BACK_AT_SCHOOL:
            if self._class_follows():
                return  # 今天返校，全班正常
            if self._names_follow():
                return  # 返校：张三、李四
        if self._is_yet_to_come(token) or self._is_there_again(token):
            return
        if self._is_back_only() and token.text in ("回了", "已回"):
            self.heard.left_over(token.text)  # to school, or home?
            return
        if self._is_back_only():
            for about in self.who or ():
                about.back = True  # 提前回来了
            self.spoken = True
            return
        trip = self._journey()
        trip.back = True
        trip.from_last = trip.from_last or self._day_of_return()
        trip.bare = token.text.casefold() in _IS_BACK

    def _came_that_day(self, token: Token) -> bool:
        """周六早上去重庆，下午回来: in the afternoon of the day that was named. Who is to come to
        school in the afternoon, or is away, is not back.
        """
        days = (*self.earlier, *self.days, *(self.trip.days if self.trip is not None else ()))
        over = all_over(days, self.class_.day)
        to_school = token.text in _BACK_AT_SCHOOL or self._next().value is Where.SCHOOL
        return over and self._travelling() and not to_school and not self._is_away()

    def _is_yet_to_come(self, token: Token) -> bool:
        """今天下午回, 将于周三返回, 周五回来: whether the return is still to come. Notes it."""
        done = token.text.endswith("了")
        later = self._later_at(CROSSED) is not None and not self._came_that_day(token)
        if later and not done:
            if self._travelling():
                self._still_away(self.class_.day)  # 去了沈阳，今天下午回
            else:
                self._missing_till_then()
            return True
        if not done and self._will_be_back():
            days = self._days_before(CROSSED | {Kind.FROM, Kind.PLACE})
            coming = self._return_day(self.tokens[days[-1]]) if days else None
            self._still_away(None if coming is None else coming.last)
            self.days = []
            return True
        if not self._is_expected(token):
            return False
        if self._travelling():
            self._still_away(self.expected)  # 去贵阳，周三回来
        else:
            self._expected_back()
        return True

    def _missing_till_then(self) -> None:
        """咳嗽，下午返校: not there this morning. Of 请假，下午返校 it is known."""
        for about in self.pupils:
            if not (about.absence or about.where or about.figures or about.later):
                self._is_away_now(about)

    def _is_there_again(self, token: Token) -> bool:
        """张三返校了, Li Lei is back: at school, and of no journey. Notes it."""
        back = token.text.casefold() in _IS_BACK and not self._travelling()
        at_school = token.text in _BACK_AT_SCHOOL and self.trip is None
        if not self.who or not (back or at_school):
            return False
        for about in self.who:
            about.where, about.only_came = Where.SCHOOL, not names_school(token)
            if not back:
                about.cooled = about.back = True
                about.where_before = False
            about.is_there_again()
            self._there_after_illness(about)
        self.spoken = True
        return True

    def _day_of_return(self) -> bool:
        """昨天从长沙回来, 去长沙玩昨天回来: whether the day in this clause is that of the return,
        and not 周五去了长沙回来.
        """
        if self._days_behind():
            return True
        clause = [*self._clause_before()]
        kinds = [one.kind for one in clause]
        if Kind.TO in kinds:
            nearest = first_loud(clause)
            return nearest.kind is Kind.DAYS and not nearest.text.isascii()
        return Kind.DAYS in kinds

    def _still_away(self, until: date | None) -> None:
        """Not back yet, and expected on a day that may have been named."""
        trip = self._journey()
        trip.still_away = True
        if until is not None and until >= self.class_.day:
            trip.until = until

    def _names_follow(self) -> bool:
        """返校：张三、李四; 今日返校2人（张三、李四）: those who are named behind are back."""
        place, back = self.at, list[About]()
        if any(map(self._is_another_day, self.days)):
            return False  # 周末返校：张三去了贵阳
        while self.tokens[place].kind in _LEADS | {Kind.NAME}:
            if self.tokens[place].kind is Kind.NAME:
                back.append(self._named(reference(self.tokens[place])))
            place += 1
        for about in back:
            about.cooled = about.back = True
            about.where = Where.SCHOOL
        if back:
            self.days = []
            while self.tokens[self.at].kind is not Kind.NAME:
                self.at += 1
        return bool(back)

    def _class_follows(self) -> bool:
        """Whether it is said at the head of what is told of the class."""
        kinds = [one.kind for one in self.tokens[self.at : self.at + 12] if one.kind not in QUIET]
        of_all = {Kind.ALL, Kind.EACH, Kind.REST, Kind.OWN_CLASS, Kind.FULL}
        return not self.heard.about and kinds[:1] == [Kind.COMMA] and bool(of_all & set(kinds[1:2]))

    def _expected_back(self) -> None:
        """周五回来 of whom nothing else is told: away, and nobody said why."""
        if self.who is EVERYONE or self.who is REST:
            self.heard.snags.add(Snag.OTHER_DAY)
            return
        for about in self.who or ():
            if about.says_nothing:
                self._is_away_now(about)

    def _is_back_only(self) -> bool:
        """Whether no place and no day says that a pupil who is back had been on a journey."""
        named = self.who not in (None, EVERYONE, REST) and bool(self.who) and not self.household
        before = self.tokens[max(self.at - 4, 0) : self.at - 1]
        away = any(t.kind in (Kind.PLACE, Kind.FROM, Kind.TO, Kind.TRIP) for t in before)
        return named and not away and not self.days and self.trip is None

    def _journey(self) -> Trip:
        """The journey of whom the words are about; of a relative it is nobody's."""
        if self.trip is not None:
            return self.trip
        trip = self.trip = Trip()
        if self.plan_day is not None:
            trip.days.append(self.plan_day)  # 明天请假去北京
            trip.ahead = True
        if self.who is EVERYONE or self.who is REST:
            self.heard.snags.add(Snag.CLASS_AWAY)
            return trip
        if self.who is None:
            self.trip = None
            self._somebody()
            self.trip = trip
        if not self.household:
            for about in self.who or ():
                if about.trip is None:
                    about.trip = trip
                else:
                    trip = self.trip = self._own_of(about, about.trip)
                self._wait_for_names(about)  # 2 kids went to Chengdu: Siqi and Yuxin
        self.spoken = True
        return trip

    def _own_of(self, about: About, trip: Trip) -> Trip:
        """张三、李四去了外地，张三去武汉: what is told of one is no more told of the other."""
        shared = any(one.trip is trip for one in self.heard.about if one not in (self.who or ()))
        if shared:
            trip = about.trip = replace(trip, places=[*trip.places], days=[*trip.days])
        return trip
