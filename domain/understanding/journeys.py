"""Journeys in a sentence: from where, to where, on which days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

from domain.calendar import Period
from domain.check_in import Where
from domain.understanding.days import is_weekday_alone
from domain.understanding.heard import Claim, Trip
from domain.understanding.hearing import ENDS, EVERYONE, HEADED, QUIET, REST
from domain.understanding.lexicon import Kind
from domain.understanding.places import VAGUE
from domain.understanding.returns import Returns
from domain.understanding.times import GOES_ON
from domain.understanding.tokens import PREPOSITIONS, SAYS, Token

_COMES_BACK = frozenset(["returns", "coming back", "comes back", "returning", "will return"])
_WENT = frozenset(["去", "去了", "去的", "去了趟", "去趟", "去了一趟", "跑去", "去过"])
_AFTER_BACK = ENDS | {Kind.REST, Kind.FIGURE, Kind.CLOSE}
_NOWADAYS = ("本", "这", "近", "最近")
_JUST = frozenset(["刚", "才", "刚刚", "刚才", "才刚", "后来", "晚点"])
_UP_TO = frozenset(["到", "到了"])
_UNTIL = frozenset(["until", "till", "til"])
_ENDS_IT = ENDS | {Kind.CLOSE}
_BACK_TOO = frozenset(["回", "返", "回了"])


_FOUND = frozenset(["发现", "发现的", "查出", "查出来", "确诊", "确诊的", "检查出"])
_ERRANDS = frozenset({Kind.UNKNOWN, Kind.ABSENT, Kind.TOPIC, Kind.SYMPTOM, Kind.WHERE})
_OF_A_JOURNEY = frozenset(
    {Kind.FROM, Kind.TO, Kind.VIA, Kind.BACK, Kind.AWAY_STILL, Kind.TRIP, Kind.STAY}
)


_PLAYS = ("玩", "耍", "游", "旅游", "度假", "逛")
_LIVES = ("住", "待", "呆", "留", "逗", "停", "居", "stay", "spent")
_STILL_TO_COME = frozenset({"要", "还要", "还得", "再", "准备", "打算", "计划", "会", "还会", "想"})


class Journeys(Returns):
    """Puts together a journey from its pieces."""

    def _travel(self, token: Token) -> bool:
        kind = token.kind
        if kind is Kind.NO_TRAVEL and self.denials:
            self._end_denial()
        if kind in (Kind.TO, Kind.FROM, Kind.VIA, Kind.IN):
            if self.denied is not None and kind is not Kind.IN:
                return self._towards_nowhere(token)
            self._towards(token)
        elif kind is Kind.PLACE:
            self._place(token)
        elif kind is Kind.BACK and self.denied is None:
            self._back(token)
        elif kind is Kind.STAY and self.denied is None:
            self._stay(token)
        elif kind is Kind.AWAY_STILL and self.denied is None:
            if token.text.endswith("校") and not self._travelling():
                return self._not_back_at_school()
            if not self._travelling() and self._all_unmeasured():
                return True  # 没量，值日还没回来
            self._journey().still_away = True
        elif kind is Kind.DAYS:
            if self.at - 1 in self.taken:
                return True
            if self.days_told and token.text.isascii():
                return True  # no travel this weekend
            if self._begins_another_thing(token):
                return True  # 昨天从重庆回来今天36.5
            if self._is_today(token) and self._next(Kind.EACH).kind is Kind.AWAY_STILL:
                return True  # 今天没赶回来
            if self._goes_on(token):
                return True  # 从上周五开始咳嗽; 昨晚发现的; at home since Friday
            if self._is_until(token) or self._is_back_then(token):
                return True  # in Shanghai until Thursday; back from Thailand on Wednesday
            if self.trip is not None and self.trip.ahead and self._is_today(token):
                return True  # 明天去北京，今天在
            self.days.append(cast("Period | None", token.value))
            self.holds_today = self.holds_today or token.text.startswith(_NOWADAYS)
        elif kind is Kind.NO_TRAVEL and self.denied is None:
            self._not_even_one()
            # Of pupils who were just named it says nothing that had to be known.
            before = self.tokens[self.at - 2].kind if self.at > 1 else Kind.STOP
            apart = self.spoken or before in ENDS | {Kind.SPACE}
            if apart or self.excepting or not (self.who and self.who[0].who is not None):
                self.heard.claims.add(Claim.NO_TRAVEL)
                self._days_are_denied()  # 周末未外出
            elif self.who and self.who[0].who is not None and "家" not in token.text:
                for about in self.who:
                    about.stayed = True  # 刘思琪没出门
        elif kind is Kind.TRIP and self.tokens[self.at].kind is Kind.TRIP:
            pass  # 离市外出
        elif kind is Kind.TRIP and self.tokens[max(self.at - 2, 0)].kind is Kind.NO_TRAVEL:
            pass  # 没出去耍
        elif kind is Kind.TRIP and self.denied is None and not self._is_header(token):
            if self._denied_after():
                self._claim_or_deny(Kind.TRIP)
            elif self._next(Kind.COLON).kind is Kind.NORMAL and self.who in (None, EVERYONE, REST):
                self._skip_to(self._next(Kind.COLON))
                self.heard.claims.add(Claim.NO_TRAVEL)
            elif self._next(Kind.LIST).kind is Kind.TEMPERATURE and not self.who:
                self.heard.left_over(token.text)
            else:
                self._journey()
                for about in self.who or ():
                    if about.who is None and about.times > 1:
                        self._wait_for_names(about)  # 周末三个出去的：李雷成都21号
        else:
            return False
        return True

    def _stay(self, token: Token) -> None:
        """去了长沙，住了一晚: how long it was. At home, or where no journey is told, it says
        nothing by itself.
        """
        if not self._travelling() and self._next().kind in PREPOSITIONS:
            self._journey()  # stayed two nights in Changsha
        elif not self._travelling() and token.text.startswith(_PLAYS):
            self._journey()
        if not self._travelling():
            if token.text.startswith(_LIVES) and not any(a.where for a in self.who or ()):
                self.heard.left_over(token.text)
            return
        before = next(t for t in reversed(self.tokens[: self.at - 1]) if t.kind not in QUIET)
        if before.kind is Kind.WHERE or (before.kind is Kind.BACK and not token.text.isascii()):
            return  # 昨天从武汉回来，在家待了一天
        trip = self._journey()
        again = trip.lasted is not None and (trip.lasted != token.value or len(trip.places) > 1)
        if token.value is None or again or before.text in _STILL_TO_COME:
            trip.vague = True
        trip.lasted = cast("int | None", token.value)

    def _settle_stays(self) -> None:
        """周五去长沙，住了一晚: Friday and Saturday. What would end after today is asked about."""
        for about in self.heard.about:
            trip = about.trip
            if trip is None or trip.lasted is None or len(set(trip.days)) != 1:
                continue
            day, length = trip.days[0], timedelta(days=trip.lasted)
            if day.first == day.last:
                first = day.first - length if trip.from_last else day.first
                trip.days = [Period(first, first + length)]
                beyond = trip.days[0].last > self.class_.day
                trip.vague = trip.vague or (beyond and not trip.ahead)

    def _towards(self, token: Token) -> None:
        following = self._next(Kind.DAYS)
        if following.kind is Kind.PLACE:
            while self.tokens[self.at] is not following:
                if self.tokens[self.at].kind is Kind.DAYS:
                    self.days.append(cast("Period | None", self.tokens[self.at].value))
                self.at += 1
            self.at += 1
            trip = self._journey()
            self._add_place(trip, following.text)
            trip.staying = trip.staying or token.kind is Kind.IN
            if token.kind is Kind.FROM and token.text.isascii():
                self._comes_back_later(token, trip)
        elif token.kind is Kind.IN or following.kind in (Kind.TRIP, Kind.WHERE, Kind.AWAY_STILL):
            pass
        elif (
            token.text in ("到", "到了")
            and following.kind in (Kind.STOP, Kind.COMMA)
            and self.who
            and self.who[0].who is None
            and not self.spoken
        ):
            if not self._came_late():
                self._head_label(Token(Kind.PRESENT, token.text))
        elif token.text == "由" and following.kind is Kind.RELATIVE:
            pass  # 由他三叔带着
        elif token.kind is Kind.FROM and self._next().kind is Kind.DAYS:
            pass  # from Nov 18 to Nov 20
        elif token.text == "由" and following.kind in HEADED:
            pass  # 由病假改为事假
        elif token.text in _WENT and self.tokens[max(self.at - 2, 0)].kind is Kind.WHERE:
            pass  # 领回家去了
        elif token.text == "去了" and self._last_went():
            pass  # 没测，上厕所去了
        elif token.text in _WENT and (self._travelling() or self._goes_to_do(following)):
            pass  # 王五去成都，周六去周日回; 去配眼镜
        elif token.text.endswith("到") and self._next().kind is Kind.DAYS and self._began_then():
            pass  # 去了重庆，玩到周六
        elif token.text in _UP_TO and following.kind is Kind.FIGURE and self._of_somebody_hot():
            pass  # 烧到39
        elif token.text in _UP_TO and self._next().kind in _ENDS_IT and self._is_named():
            self._arrived()  # 李雷到了; 昨天下午到的
        elif token.text in _UP_TO and following.kind is Kind.FIGURE and self._is_named():
            pass  # 体温降到37了
        elif token.text in ("到", "到了") and following.kind in (
            Kind.COUNT,
            Kind.NUMBER,
            Kind.FIGURE,
        ):
            self.label = Kind.PRESENT
        elif token.text in _BACK_TOO and following.kind in _AFTER_BACK:
            self._back(token)
        else:
            self.heard.left_over(token.text)

    def _began_then(self) -> bool:
        """周四去了重庆，玩到周六: whether the first day of a journey is known, and it is over."""
        before = (t for t in reversed(self.tokens[: self.at - 1]) if t.kind not in QUIET)
        goes_on = next(before, Token(Kind.STOP, "")).text in _STILL_TO_COME
        known = self.days or self.earlier or (self.trip is not None and self.trip.days)
        return bool(known) and self._travelling() and not goes_on

    def _is_named(self) -> bool:
        """Whether it is told of pupils who were named."""
        return bool(self.who) and self.who is not None and self.who[0].who is not None

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

    def _last_went(self) -> bool:
        """Whether what a pupil went to do stands before the word, and nothing behind it."""
        before = self.tokens[self.at - 2].kind if self.at > 1 else Kind.STOP
        doing = before in (Kind.FILLER, Kind.UNKNOWN, Kind.TOPIC)
        return doing and self._next().kind in _ENDS_IT and self._is_named()

    def _all_unmeasured(self) -> bool:
        return bool(self.who) and all(about.unmeasured for about in self.who or ())

    def _came_late(self) -> bool:
        """有两个堵车刚到: they are there now, and nothing has to be known of them."""
        group = self.who[0] if self.who else None
        before = [one.text for one in self.tokens[max(self.at - 4, 0) : self.at - 1]]
        if group is None or not _JUST & set(before) or group.times * 2 > self.class_.enrolled:
            return False
        behind = (one.kind for one in self.tokens[self.at :] if one.kind not in QUIET | ENDS)
        if next(behind, Kind.STOP) in HEADED | {Kind.FIGURE, Kind.HOT}:
            self.spoken = True  # 有两个刚到，没量: of them more is told
            return True
        self.heard.drop(group)
        self._about(None)
        return True

    def _arrived(self) -> None:
        if self._travelling():
            self._journey().back = True
            return
        for about in self.who or ():
            about.where = Where.SCHOOL
            about.is_there_after_all()
        self.spoken = True

    def _towards_nowhere(self, token: Token) -> bool:
        """没去外地, 无人从中高风险地区返回: nobody travelled. Of one place only it is asked."""
        place = self._next(Kind.DAYS)
        if place.kind is Kind.PLACE and self._went_elsewhere(place):
            return True
        if place.kind is not Kind.PLACE or place.text.casefold() not in VAGUE:
            return False
        self._skip_to(place)
        self.denials += 1
        self._claim_or_deny(Kind.TRIP)
        self._days_are_denied()
        while self._next().kind in (Kind.BACK, Kind.TRIP):
            self._skip_to(self._next())
        return True

    def _went_elsewhere(self, place: Token) -> bool:
        """没有去武汉，去的是黄石: the one is denied, the other told. Takes up the first."""
        end = self.tokens.index(place, self.at) + 1
        behind = [t for t in self.tokens[end : end + 6] if t.kind is not Kind.SPACE]
        ends = bool(behind) and behind[0].kind in ENDS
        elsewhere = [one.kind for one in behind[1:] if one.text not in ("是", "的", "而是")][:2]
        if not ends or elsewhere != [Kind.TO, Kind.PLACE]:
            return False
        self.at, self.denied, self.denials = end, None, 0
        return True

    def _goes_to_do(self, following: Token) -> bool:
        """去配眼镜, 去办身份证: what a pupil goes for is no journey."""
        named = bool(self.who) and self.who is not None and self.who[0].who is not None
        return named and following.kind in _ERRANDS

    def _of_somebody_hot(self) -> bool:
        return bool(self.who) and any(about.feverish or about.hot for about in self.who or ())

    def _add_place(self, trip: Trip, place: str) -> None:
        if place not in trip.places:
            trip.places.append(place)

    def _place(self, token: Token) -> None:
        following = self._next()
        if (
            self.trip is not None
            or any(about.trip for about in self.who or ())
            or following.kind in (Kind.BACK, Kind.TRIP, Kind.AWAY_STILL)
            or (self.header and self.header[-1].kind is Kind.TRIP)
        ):
            self._add_place(self._journey(), token.text)
        else:
            self.heard.left_over(token.text)

    def _begins_another_thing(self, day: Token) -> bool:
        """Whether a journey is over and today is named for what follows."""
        known = self.trip is not None and bool(self.trip.days or self.days or self.earlier)
        following = self._next(Kind.EACH, Kind.DAYS).kind
        told = following in SAYS | {Kind.TEMPERATURE, Kind.NORMAL, Kind.PRESENT}
        return known and self._is_today(day) and told and following not in _OF_A_JOURNEY

    def _goes_on(self, day: Token) -> bool:
        """Whether a day only says since when a pupil is ill, or when it was found."""
        named = bool(self.who) and any(about.who is not None for about in self.who or ())
        following = [one.text for one in self.tokens[self.at : self.at + 3] if one.text.strip()][:2]
        found = bool(following) and following[0] in _FOUND
        lasts = any(one in GOES_ON for one in following)
        before = [one.text for one in self.tokens[max(self.at - 6, 0) : self.at - 1]]
        since = day.text.casefold().startswith("since") or "since" in before
        told = since and any(not about.says_nothing for about in self.who or ())
        return not self._travelling() and (told or (named and (found or lasts)))

    def _is_today(self, day: Token) -> bool:
        period = cast("Period | None", day.value)
        return period is not None and self.class_.day in period

    def _is_back_then(self, day: Token) -> bool:
        """Whether somebody is back on a weekday to come: nothing says that it is done."""
        trip = self.trip
        if trip is None or not trip.bare or not is_weekday_alone(day.text):
            return False
        coming = self._return_day(day)
        if coming is None or coming.first <= self.class_.day:
            return False
        trip.back = False
        self._still_away(coming.last)
        return True

    def _is_until(self, day: Token) -> bool:
        """Whether a journey that goes on was given its end."""
        before = [one for one in self.tokens[max(self.at - 3, 0) : self.at - 1] if one.text.strip()]
        if not before or before[-1].text.casefold() not in _UNTIL or self.trip is None:
            return False
        coming = self._return_day(day)
        self._still_away(None if coming is None else coming.last)
        return True

    def _comes_back_later(self, token: Token, trip: Trip) -> None:
        """will be back from Thailand on Wednesday: away, and the day is none of the journey."""
        before = [one for one in self.tokens[max(self.at - 9, 0) : self.at] if one.text.strip()]
        leads = {one.text.casefold() for one in before if one.kind is Kind.BACK}
        days = self._days_behind()
        told = [(self.tokens[n].text, cast("Period | None", self.tokens[n].value)) for n in days]
        if any(
            period is not None and period.last < self.class_.day and not is_weekday_alone(text)
            for text, period in told
        ):
            return  # coming back from Thailand yesterday
        if leads & _COMES_BACK or ("back" in token.text.casefold() and self._will()):
            trip.back = False
            coming = self._return_day(self.tokens[days[-1]]) if days else None
            self._still_away(None if coming is None else coming.last)
            self.taken |= set(days)

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
