"""Journeys in a sentence: from where, to where, on which days."""

from __future__ import annotations

from dataclasses import replace

from domain.check_in import Where
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET
from domain.understanding.cutting.tokens import PREPOSITIONS, Token, days_of
from domain.understanding.cutting.vague_days import is_over_surely
from domain.understanding.grammar.directions import Directions
from domain.understanding.grammar.hearing import EVERYONE, REST
from domain.understanding.heard import Claim

_NOWADAYS = ("本", "这", "近", "最近")
_PLAYS = ("玩", "耍")
_WITH = ("跟", "和", "与", "同")


class Journeys(Directions):
    """Puts together a journey from its pieces."""

    def _travel(self, token: Token) -> bool:
        """Takes up a piece that tells of a journey. Whether it was one."""
        kind = token.kind
        if kind is Kind.NO_TRAVEL and self.denials:
            self._end_denial()
        if kind in PREPOSITIONS:
            if self.denied is not None and (kind is not Kind.IN or self._is_now(token)):
                return self._towards_nowhere(token)
            self._towards(token)
        elif kind is Kind.PLACE:
            self._place(token)
        elif kind is Kind.DAYS:
            self._day(token)
        elif kind is Kind.TRIP:
            return self._trip_told(token)
        elif self.denied is not None:
            return False
        elif kind is Kind.BACK:
            self._back(token)
        elif kind is Kind.STAY:
            self._stay(token)
        elif kind is Kind.AWAY_STILL:
            self._not_back(token)
        elif kind is Kind.NO_TRAVEL:
            self._no_travel(token)
        else:
            return False
        return True

    def _day(self, token: Token) -> None:
        """A day of the journey that is spoken of, unless its use is known already."""
        if self._is_of_something_else(token):
            return
        self._went_then(token)
        if self.trip is not None and is_over_surely(token.text):
            self.trip.staying = False  # was in Wuhan last week
        self._heads_sentence(token)
        self.days.append(days_of(token))
        self.holds_today = self.holds_today or token.text.startswith(_NOWADAYS)

    def _is_of_something_else(self, day: Token) -> bool:
        if self.at - 1 in self.taken:
            return True
        if self.days_told and day.text.isascii():
            return True  # no travel this weekend
        if self._is_of_another(day):
            return True  # 周五去了武汉，昨天咳嗽
        if self._begins_another_thing(day):
            return True  # 昨天从重庆回来今天36.5
        if self._is_today(day) and self._next(Kind.EACH).kind is Kind.AWAY_STILL:
            return True  # 今天没赶回来
        if not self._since(day) and self._goes_on(day):
            return True  # 从上周五开始咳嗽; 昨晚发现的; at home since Friday
        if self._is_until(day) or self._is_back_then(day):
            return True  # in Shanghai until Thursday; back from Thailand on Wednesday
        # 明天去北京，今天在
        return self.trip is not None and self.trip.ahead and self._is_today(day)

    def _not_back(self, token: Token) -> None:
        """还没回来. 没量，值日还没回来 is of one who is only out of the room."""
        travelling = self._travelling()
        if token.text.endswith("校") and not travelling:
            self._not_back_at_school()
            return
        cough_lasts = token.text.endswith("there")  # a cough since Friday, still there
        if not travelling and (self._all_unmeasured() or cough_lasts):
            return
        self._journey().still_away = True
        if self._next().value is Where.SCHOOL:
            self._skip_to(self._next())  # 还没回来上课

    def _no_travel(self, token: Token) -> None:
        """未外出. Of pupils who were just named it says nothing that had to be known."""
        self._not_even_one()
        before = self.tokens[self.at - 2].kind if self.at > 1 else Kind.STOP
        apart = self.spoken or before in ENDS | {Kind.SPACE}
        if apart or self.excepting or not self.pupils:
            self.heard.claims.add(Claim.NO_TRAVEL)
            self._days_are_denied()  # 周末未外出
        elif "家" not in token.text:
            for about in self.pupils:
                about.stayed = True  # 刘思琪没出门

    def _is_with_a_pupil(self) -> bool:
        """张三昨天跟李四玩 is no journey."""
        near = [one for one in self._loud_before(5) if one.kind is not Kind.DAYS][-2:]
        beside = [one.kind for one in near] == [Kind.LIST, Kind.NAME] and near[0].text in _WITH
        return beside and self.trip is None and self._next().kind in ENDS

    def _trip_told(self, token: Token) -> bool:
        """外出: a journey, unless it is denied or heads those who made one. Takes it up if so."""
        if self.tokens[self.at].kind is Kind.TRIP:
            return True  # 离市外出
        if self.tokens[max(self.at - 2, 0)].kind is Kind.NO_TRAVEL:
            return True  # 没出去耍
        if self.denied is not None or self._is_header(token):
            return False
        if token.text in _PLAYS and self._is_with_a_pupil():
            return True
        if self._denied_after():
            self._claim_or_deny(Kind.TRIP)
        elif self._next(Kind.COLON).kind is Kind.NORMAL and self.who in (None, EVERYONE, REST):
            self._skip_to(self._next(Kind.COLON))
            self.heard.claims.add(Claim.NO_TRAVEL)  # 外出情况：正常
        elif self._next(Kind.LIST).kind is Kind.TEMPERATURE and not self.who:
            self.heard.left_over(token.text)  # 外出、体温
        else:
            self._left_by(token)
            for about in self.who or ():
                if about.who is None and about.times > 1:
                    self._wait_for_names(about)  # 周末三个出去的：李雷成都21号
        return True

    def _journeys_go_on(self) -> list[Token]:
        """外出：张三 贵阳 21日；李四 昆明 20日: the heading, where it holds for the next too."""
        trips = [one for one in self.header if one.kind is Kind.TRIP]
        behind = (
            one.kind
            for one in self.tokens[self.at : self.at + 12]
            if one.kind not in QUIET | {Kind.DAYS, Kind.COLON, Kind.OPEN, Kind.TITLE}
        )
        goes_on = [next(behind, Kind.STOP), next(behind, Kind.STOP)] == [Kind.NAME, Kind.PLACE]
        return trips if trips and self.headed and goes_on else []

    def _all_unmeasured(self) -> bool:
        return bool(self.who) and all(about.unmeasured for about in self.who or ())

    def _place(self, token: Token) -> None:
        following = self._next()
        if (
            self.trip is not None
            or any(about.trip for about in self.who or ())
            or following.kind in (Kind.BACK, Kind.TRIP, Kind.AWAY_STILL)
            or (self.header and self.header[-1].kind is Kind.TRIP)
            or self._is_where(token)
        ):
            self._add_place(self._journey(), token.text)
        else:
            self.heard.left_over(token.text)

    def _settle_turns(self) -> None:
        """张三、李四分别去了武汉和成都: one place each, in order. So do days, where as many are
        named; other numbers of them are asked about.
        """
        for pupils in self.in_turn:
            trip = pupils[0].trip
            if trip is None or len(pupils) < 2 or any(one.trip is not trip for one in pupils):
                continue
            places, days = trip.places, trip.days
            in_order = {1, len(pupils)}
            for n, about in enumerate(pupils):
                about.trip = replace(
                    trip,
                    places=places[n : n + 1] if len(places) == len(pupils) else list(places),
                    days=days[n : n + 1] if len(days) == len(pupils) else list(days),
                )
                about.clash = not {len(places) or 1, len(days) or 1} <= in_order
