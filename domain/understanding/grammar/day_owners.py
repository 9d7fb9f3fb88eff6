"""Whose a day is that begins a clause: 赵六周末去了武汉，今天大家都正常."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.calendar import Period
from domain.check_in import Where
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET, end_from
from domain.understanding.cutting.tokens import TRAVELS, Token, days_of, reference
from domain.understanding.cutting.which_day import is_over, is_today
from domain.understanding.grammar.returns import Returns
from domain.understanding.writing import is_han

_BETWEEN_CLAUSES = ENDS | {Kind.LIST, Kind.SPACE, Kind.CLOSE, Kind.COLON}
_OF_A_JOURNEY = TRAVELS | {Kind.AWAY_STILL, Kind.STAY}
_BEFORE_THE_DAY = QUIET | {Kind.COURTESY, Kind.COMMA, Kind.OWN_CLASS, Kind.TOPIC, Kind.COLON}
_OTHERS = frozenset(
    {Kind.ALL, Kind.OWN_CLASS, Kind.COUNT, Kind.SOMEBODY, Kind.BOY, Kind.GIRL, Kind.FULL}
)
"""Who may go on with a journey as well: 昨天大家都回来了."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A day at the head of a sentence, and how many pupils were told of before it."""

    day: Period
    since: int
    heading: bool


class DayOwners(Returns):
    """Keeps a day that is another's, or another thing's, away from the journey before it."""

    shared: Shared | None = None

    def _is_of_another(self, day: Token) -> bool:
        """Whether the day is none of the journey that was told. A day of somebody else ends what
        was told before it.
        """
        if not self._opens_clause(day):
            return False
        if self._subject_follows():
            self._ends_before_day()
            return False
        return self.trip is not None and self._tells_another_thing(day)

    def _heads_sentence(self, day: Token) -> None:
        """Notes a day at the head of a sentence: it may be that of all who are named behind."""
        for token in self._before():
            if token.kind is Kind.STOP:
                break
            if token.kind not in _BEFORE_THE_DAY:
                return
        period = days_of(day)
        if is_over(period, self.class_.day):
            self.shared = Shared(period, len(self.heard.about), self._is_heading())

    def _is_heading(self) -> bool:
        behind = [one.kind for one in self.tokens[self.at : self.at + 4] if one.kind not in QUIET]
        return Kind.COLON in behind[:2] and set(behind[:1]) <= {Kind.COLON, Kind.TRIP}

    def _share_day(self, *, line: bool) -> None:
        """周末：李雷去长沙，王五去岳阳: at the end of a sentence its first day is given to journeys
        that have none. Without a colon only where no other day was told.
        """
        shared = self.shared
        if shared is None:
            return
        trips = [one.trip for one in self.heard.about[shared.since :] if one.trip is not None]
        alike = all(trip.days in ([], [shared.day]) for trip in trips)
        first = bool(trips) and bool(trips[0].days)
        for trip in trips:
            open_ = not (trip.days or trip.vague or trip.still_away or trip.lent or trip.ahead)
            if open_ and (shared.heading or (alike and first)):
                trip.days = [shared.day]
        if not (shared.heading and line):
            self.shared = None

    def _opens_clause(self, day: Token) -> bool:
        """Whether a clause begins with the day, or with 从 before it. Chinese needs no comma:
        周六李雷去武汉周日王五去长沙.
        """
        before = list(self.tokens[max(self.at - 4, 0) : self.at - 1])
        han = is_han(day.text[-1])
        passed = {Kind.FILLER, Kind.FROM} if han else {Kind.FILLER, Kind.FROM, Kind.SPACE}
        while before and before[-1].kind in passed:
            before.pop()
        if not before or before[-1].kind in _BETWEEN_CLAUSES:
            return True
        following = self.tokens[self.at] if self.at < len(self.tokens) else before[-1]
        return han and following.kind in (Kind.NAME, Kind.REST)

    def _subject_follows(self) -> bool:
        """Whether somebody else is named right behind the day: 周日单雨桐从南昌回来."""
        if (self.trip is None and not self.spoken) or self._stands_alone():
            return False
        following = self._next(Kind.DAYS, Kind.TEMPERATURE)
        if following.kind is Kind.NAME:
            who = reference(following)
            return all(one.who is None or one.who.pupil != who.pupil for one in self.who or ())
        others = following.kind in _OTHERS and not _OF_A_JOURNEY & {t.kind for t in self._clause()}
        return following.kind is Kind.REST or others

    def _stands_alone(self) -> bool:
        """张三 贵阳 21日 李四 昆明 20日: a day between spaces belongs to what stands before it."""
        han = is_han(self.tokens[self.at - 1].text[-1])
        spaced = self.tokens[self.at].kind is Kind.SPACE
        return han and spaced and self.tokens[self.at - 2].kind is not Kind.COMMA

    def _ends_before_day(self) -> None:
        """What was told so far is complete. A heading holds on: 外出：李雷周六武汉，
        周日王五长沙.
        """
        header, headed = self.header, self.headed
        if self.trip is None:
            self._use_days(stop=True)
        self._about(None)
        self.header, self.headed = header, headed

    def _tells_another_thing(self, day: Token) -> bool:
        """周五去了武汉，昨天咳嗽; 今天没有其他情况: nothing in the clause is of a journey."""
        clause = [one for one in self._clause() if one.kind not in QUIET]
        if any(_is_of_a_journey(one) for one in clause):
            return False
        trip = self.trip
        known = bool(trip and trip.days) or bool(self.days or self.earlier)
        today = is_today(days_of(day), self.class_.day)
        if self._stands_alone() and not known:
            return False
        return (today and known) or any(one.kind in _TELLS for one in clause)

    def _clause(self) -> Sequence[Token]:
        """What stands behind the day, up to the end of its clause."""
        return self.tokens[self.at : end_from(self.tokens, self.at, ENDS | {Kind.CLOSE})]


_TELLS = frozenset(
    {
        *(Kind.FIGURE, Kind.FEVER, Kind.HOT, Kind.COOLED, Kind.SYMPTOM, Kind.DISEASE, Kind.ABSENT),
        *(Kind.UNREACHABLE, Kind.WHERE, Kind.UNMEASURED, Kind.NORMAL, Kind.PRESENT, Kind.FULL),
    }
)


def _is_of_a_journey(token: Token) -> bool:
    """到家 ends a journey as 回来 does."""
    return token.kind in _OF_A_JOURNEY or token.value is Where.HOME
