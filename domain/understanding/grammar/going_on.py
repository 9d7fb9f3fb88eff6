"""Journeys that go on: 从上周五起一直在武汉; 还在成都，周六去的; still there since Friday."""

from __future__ import annotations

from itertools import pairwise, takewhile

from domain.understanding.about import Trip
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, SPACES, end_from
from domain.understanding.cutting.tokens import Token
from domain.understanding.cutting.vague_days import is_over_surely
from domain.understanding.cutting.which_day import is_over
from domain.understanding.grammar.journey_days import JourneyDays

_SINCE = ("起", "至今", "到现在", "到目前", "以来", "一直", "开始", "就一直")
_NOW_IN = frozenset(
    [
        *("困在", "被困在", "stuck in", "is stuck in"),
        *("人在", "还在", "仍在", "目前在", "现在在", "滞留在"),
        *("still in", "stays in", "staying in", "is in", "are in"),
    ]
)
"""What puts somebody there at this moment. 在 alone may be over: 周末在武汉."""
_WAS = frozenset(["was", "were", "had"])
_LEFT = frozenset(["去的", "走的", "出发的", "离开的", "went", "left", "gone"])
_SET_OUT = frozenset(
    [
        *("走的", "走了", "就走了", "就走的", "出发", "出发的", "出发了", "就出发了"),
        *("动身", "动身的", "动身了", "启程", "启程的", "离开的", "离家的"),
        *("left", "set off", "set out", "departed"),
    ]
)
"""Who left on a day, and nothing more: of 去的 the same day may be the whole journey."""
_THERE = ("那", "那边", "那里", "那儿", "当地")


class GoingOn(JourneyDays):
    """Leaves a journey open of which it is told that it has not ended."""

    def _since(self, day: Token) -> bool:
        """since Friday, 从周五开始, 18号至今: whether a journey goes on since this day. Begins it
        where only the place follows.
        """
        named = bool(self.who) and self.who is not None and self.who[0].who is not None
        if not (named or self.trip) or not self._goes_on_from(day) or not self._is_away_there():
            return False
        trip = self._journey()
        if not trip.back:
            trip.still_away = True
        return not trip.back

    def _goes_on_from(self, day: Token) -> bool:
        before = [one.text for one in self.tokens[max(self.at - 4, 0) : self.at - 1]]
        told = [one.casefold() for one in before if one.strip()]
        if day.text.casefold().startswith("since") or told[-1:] == ["since"]:
            return True
        return self._next_loud().startswith(_SINCE)

    def _begins_a_stay(self) -> bool:
        """从上周五起: since when, and not from where."""
        behind = [one for one in self.tokens[self.at : self.at + 3] if one.kind is not Kind.SPACE]
        dated = [one.kind for one in behind[:1]] == [Kind.DAYS]
        return dated and len(behind) > 1 and behind[1].text.startswith(_SINCE)

    def _next_loud(self) -> str:
        return next((one.text for one in self._typed_behind(3)), "")

    def _is_away_there(self) -> bool:
        """Whether the clause says where somebody is: in Wuhan since Friday. In a cough since Friday
        and Li Si was in Wuhan it is another.
        """
        ends = ENDS | {Kind.OPEN, Kind.CLOSE, Kind.NAME}
        beside = (self._before(), self._behind())
        clause = [one for side in beside for one in takewhile(lambda t: t.kind not in ends, side)]
        there = any(one.kind is Kind.IN or one.text.endswith("在") for one in clause)
        left = any(one.kind is Kind.TO for one in clause) and self._travelling()
        return (there or left) and any(one.kind is Kind.PLACE for one in clause)

    def _around(self) -> list[Token]:
        """The clause that holds this piece."""
        start = self.at - 1
        while start and self.tokens[start - 1].kind not in ENDS | {Kind.OPEN}:
            start -= 1
        end = end_from(self.tokens, self.at - 1, ENDS | {Kind.CLOSE})
        return list(self.tokens[start:end])

    def _is_there(self, token: Token, trip: Trip) -> None:
        """还在武汉, is in Wuhan: there now, unless a day that is over was named for it."""
        if token.kind is not Kind.IN:
            return
        before = [t for t in self.tokens[max(self.at - 8, 0) : self.at - 1] if t is not token]
        trip.staying = not any(is_over_surely(one.text) for one in before)
        was = any(one.text.casefold() in _WAS for one in before[-4:])
        over = any(is_over(day, self.class_.day) for day in self.days)
        since = self.days and self._began_before()
        if since or (self._is_now(token) and not was and not over):
            trip.still_away = True

    @staticmethod
    def _is_now(token: Token) -> bool:
        return token.text.casefold() in _NOW_IN

    def _began_before(self) -> bool:
        """Since Saturday Li Lei is in Wuhan; 从周六起李雷在武汉."""
        clause = [one for one in self._around() if one.kind is not Kind.SPACE]
        for one, then in pairwise(clause):
            if one.kind is Kind.DAYS and one.text.casefold().startswith("since"):
                return True
            if one.kind is Kind.DAYS and then.text.startswith(_SINCE):
                return True
            if one.text.casefold() == "since" and then.kind is Kind.DAYS:
                return True
        return False

    def _is_still_there(self, token: Token) -> bool:
        """上周六去的成都，人还在那: of the journey that was told."""
        there = self._next_loud().startswith(_THERE) or self._next().kind in ENDS
        if self.trip is None or not self._is_now(token) or not there:
            return False
        self.trip.still_away = True
        return True

    def _went_then(self, day: Token) -> None:
        """在成都（上周六去的）, 去了武汉，昨天走的: the day is that of leaving, and nothing says
        that it is over.
        """
        trip = self.trip
        if trip is None or trip.back or trip.days:
            return
        alone = [one.text.casefold() for one in self._around() if one.kind is not Kind.SPACE]
        words = "".join(alone).replace(day.text.casefold(), "")
        if words in _LEFT and trip.staying and not self.earlier:
            trip.still_away = True
        trip.left_then = trip.left_then or words in _SET_OUT

    def _left_by(self, token: Token) -> None:
        """周五走的，去三亚了: a journey that began on the day before the word."""
        trip = self._journey()
        trip.left_then = trip.left_then or (token.text in _SET_OUT and bool(self.days))

    def _is_where(self, token: Token) -> bool:
        """到现在一直在南京, 11月18号-20号武汉: whether a place alone tells of a journey."""
        before = self._last_before(SPACES)
        named = bool(self.who) and self.who is not None and self.who[0].who is not None
        if not named:
            return False
        if before.text.endswith("在") and before.kind is Kind.FILLER:
            trip = self._journey()
            trip.staying = trip.still_away = True
            return True
        if before.kind is Kind.ABSENT and before.text.endswith(("去", "去了")):
            self._journey().set_out = True  # 参加比赛去了武汉
            return True
        beside = self._around()
        dated = any(one.kind is Kind.DAYS for one in beside)
        told = dated and self.trip is None and not self.spoken
        return told and before.kind in (Kind.NAME, Kind.DAYS, Kind.CLOSE)
