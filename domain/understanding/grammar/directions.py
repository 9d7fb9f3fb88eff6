"""到, 去, 从, 在: where somebody went or is, and where it is only a small word."""

from __future__ import annotations

from domain.check_in import Where
from domain.understanding.about import Trip
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET
from domain.understanding.cutting.places import VAGUE
from domain.understanding.cutting.tokens import HEADED, Token, days_of
from domain.understanding.grammar.going_on import GoingOn
from domain.understanding.ordering.bare_days import BACK_TOO

_WENT = frozenset(
    ["去", "去了", "去的", "去了趟", "去趟", "去了一趟", "跑去", "去过", "went", "left"]
)
_LEAVES = frozenset(
    [
        *("出发去", "出发到", "动身去", "启程去", "离开去", "飞", "飞往", "飞去", "坐飞机去"),
        *("坐高铁去", "坐火车去", "坐动车去", "left for", "has left for", "set off for"),
    ]
)
"""That a journey began, and not that it is over."""
_SATURDAY = 5
_GOES = frozenset(["去", "就去", "已去", "已经去"])
_AFTER_BACK = ENDS | {Kind.REST, Kind.FIGURE, Kind.CLOSE}
_JUST = frozenset(["刚", "才", "刚刚", "刚才", "才刚", "后来", "晚点"])
_UP_TO = frozenset(["到", "到了"])
_ENDS_IT = ENDS | {Kind.CLOSE}
_NUMBERS = frozenset({Kind.COUNT, Kind.NUMBER, Kind.FIGURE})
_ERRANDS = frozenset({Kind.UNKNOWN, Kind.ABSENT, Kind.TOPIC, Kind.SYMPTOM, Kind.WHERE})


class Directions(GoingOn):
    """Takes up the words before a place, with the place or without."""

    def _towards(self, token: Token) -> None:
        following = self._next(Kind.DAYS)
        if token.kind is Kind.FROM and self._begins_a_stay():
            return  # 从上周五起一直在武汉
        if token.kind is Kind.IN and self._is_still_there(token):
            return  # 人还在那
        if following.kind is Kind.PLACE:
            self._to_place(token, following)
        elif token.kind is Kind.IN or following.kind in (Kind.TRIP, Kind.WHERE, Kind.AWAY_STILL):
            pass
        elif self._counted_arrive(token, following):
            if not self._came_late():
                self._head_label(Token(Kind.PRESENT, token.text))
        elif self._leads_on(token, following) or self._only_went(token, following):
            pass
        elif token.text in _UP_TO and self._next().kind in _ENDS_IT and self.pupils:
            self._arrived()  # 李雷到了; 昨天下午到的
        elif token.text in _UP_TO and following.kind is Kind.FIGURE and self.pupils:
            pass  # 体温降到37了
        elif token.text in _UP_TO and following.kind in _NUMBERS:
            self.label = Kind.PRESENT
        elif token.text in BACK_TOO and following.kind in _AFTER_BACK:
            self._back(token)
        else:
            self.heard.left_over(token.text)

    def _to_place(self, token: Token, place: Token) -> None:
        """去成都, 从11月20日在上海: takes up the place, with the days before it."""
        while self.tokens[self.at] is not place:
            if self.tokens[self.at].kind is Kind.DAYS:
                self.days.append(days_of(self.tokens[self.at]))
            self.at += 1
        self.at += 1
        trip = self._journey()
        self._add_place(trip, place.text)
        self._is_there(token, trip)
        trip.set_out = trip.set_out or token.kind is Kind.TO
        left = token.text.casefold() in _LEAVES or self._has_gone(token)
        trip.left_then = trip.left_then or left
        if token.kind is Kind.FROM and token.text.isascii():
            self._comes_back_later(token, trip)

    def _has_gone(self, token: Token) -> bool:
        """周五去三亚了: gone since a day of school; of 周六去三亚了 the day may be all of it."""
        day = self.days[-1] if self.days else None
        behind = self._typed_behind(2)
        gone = [one.text for one in behind[:1]] == ["了"] and behind[-1].kind in _ENDS_IT
        if token.text not in _GOES or not gone or day is None or day.first != day.last:
            return False
        return day.first.weekday() < _SATURDAY and day.last < self.class_.day

    def _counted_arrive(self, token: Token, following: Token) -> bool:
        """43个到了: whether those who were counted are there."""
        ends = following.kind in (Kind.STOP, Kind.COMMA)
        return token.text in _UP_TO and ends and self.group is not None and not self.spoken

    def _leads_on(self, token: Token, following: Token) -> bool:
        """由他三叔带着, from Nov 18 to Nov 20, 烧到39: whether it only leads to what follows."""
        if token.text == "由" and following.kind in HEADED | {Kind.RELATIVE}:
            return True  # 由病假改为事假
        lasted = token.text.endswith("到")  # 去了重庆，玩到周六; 要待到周五
        if self._next().kind is Kind.DAYS and (
            token.kind is Kind.FROM or (lasted and self._lasted_to())
        ):
            return True
        hot = following.kind is Kind.FIGURE and self._of_somebody_hot()
        return token.text in _UP_TO and hot

    def _only_went(self, token: Token, following: Token) -> bool:
        """领回家去了, 上厕所去了, 去配眼镜: whether the word names no journey of its own."""
        if token.text not in _WENT:
            return False
        if self.tokens[max(self.at - 2, 0)].kind is Kind.WHERE:
            return True
        if token.text == "去了" and self._last_went():
            return True
        # 王五去成都，周六去周日回
        return self._travelling() or self._goes_to_do(following)

    def _last_went(self) -> bool:
        """Whether what a pupil went to do stands before the word, and nothing behind it."""
        before = self.tokens[self.at - 2].kind if self.at > 1 else Kind.STOP
        doing = before in (Kind.FILLER, Kind.UNKNOWN, Kind.TOPIC)
        return doing and self._next().kind in _ENDS_IT and bool(self.pupils)

    def _came_late(self) -> bool:
        """有两个堵车刚到: they are there now, and nothing has to be known of them."""
        group = self.who[0] if self.who else None
        before = [one.text for one in self.tokens[max(self.at - 4, 0) : self.at - 1]]
        if group is None or not _JUST & set(before) or group.times * 2 > self.class_.enrolled:
            return False
        behind = (one.kind for one in self._behind() if one.kind not in QUIET | ENDS)
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
            about.clash |= about.where in (Where.HOME, Where.HOSPITAL)  # 去医院了，刚到: where?
            about.where, about.only_came = Where.SCHOOL, True
            about.is_there_after_all()
            self._there_after_illness(about)
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
        return bool(self.pupils) and following.kind in _ERRANDS

    def _of_somebody_hot(self) -> bool:
        return bool(self.who) and any(about.feverish or about.hot for about in self.who or ())

    def _add_place(self, trip: Trip, place: str) -> None:
        if place not in trip.places:
            trip.places = [one for one in trip.places if one.casefold() not in VAGUE]
            trip.places.append(place)
