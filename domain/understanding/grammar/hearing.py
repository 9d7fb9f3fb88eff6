"""Where a reader stands in a sentence: who it is about, what waits, what is denied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import dropwhile

from domain.calendar import Period
from domain.check_in import Where
from domain.understanding.about import About, Trip
from domain.understanding.context import ClassContext
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.names import Roll
from domain.understanding.cutting.pieces import ENDS, QUIET, Pieces
from domain.understanding.cutting.tokens import Token
from domain.understanding.cutting.which_day import ends_later, is_to_come, is_today
from domain.understanding.heard import Claim, Heard, Snag

SMALL_TALK = frozenset({Kind.COURTESY, Kind.OWN_CLASS, Kind.COMMA, Kind.STOP, Kind.COLON})
"""What may stand before the first word that tells something."""

NAMES = frozenset({Kind.NAME, Kind.COUNT})

CLAIM_OF = {
    Kind.FEVER: Claim.NO_FEVER,
    Kind.HOT: Claim.NO_FEVER,
    Kind.SYMPTOM: Claim.NO_SYMPTOM,
    Kind.DISEASE: Claim.NO_SYMPTOM,
    Kind.ABSENT: Claim.FULL,
    Kind.TRIP: Claim.NO_TRAVEL,
    Kind.ABNORMAL: Claim.ALL_NORMAL,
}

Who = list[About] | None

EVERYONE: list[About] = []

REST: list[About] = []
"""Two subjects that are no list of pupils; compared by identity."""


class Hearing(Pieces):
    """The state of going through a message once, and the steps all rules share."""

    who: Who = None
    spoken = False
    """Whether anything was said of them since they were named."""
    headed = False
    attributive = False
    """Whether what was said before a name only says which pupil is meant: 发烧的张三."""
    loose = False
    """Whether what stands at the head is said of its own clause: 缺李四，张三咳嗽."""
    told_below: frozenset[Kind] = frozenset()
    """What was told of those who were named below a heading, besides the heading."""
    in_doubt = False
    """Whether the heading may hold for those who are named in this clause, or not."""
    told_before: frozenset[About] = frozenset()
    """Of whom earlier sentences told."""
    colon = False
    denied: Token | None = None
    denials = 0
    label: Kind | None = None
    below = False
    above = False
    again = False
    again_all = False
    """Whether all that follows in this sentence was measured again: 复测：张三36.8 李四36.9."""
    excepting = False
    each = False
    removing = False
    """Whether the names that follow are taken back: 去掉张三."""
    plan_day: Period | None = None
    """The day to come of which something was told: 明天去医院，请假一天."""
    expected: date | None = None
    """When somebody is expected back, as it was said last."""
    holds_today = False
    """Whether 本周 or 这几天 was said of an absence."""
    days_told = False
    """Whether the days of this clause are those of a journey that was denied."""
    trip: Trip | None = None
    household = False
    of_relative = False
    """Whether a relative was named in this clause, of whom nothing has to be asked."""
    began = False
    """Whether anything but small talk was said."""
    speaker = False
    """Whether the teacher speaks of their own state."""
    own_clause = False
    """Whether they began to do so in this clause, whose days are theirs."""
    after_class_highest = False
    waiting: About | None = None
    """Pupils who were counted and not all named yet: 2人请假(张三、李四)."""
    filling = False

    def __init__(self, class_: ClassContext, roll: Roll) -> None:
        super().__init__()
        self.class_ = class_
        self.roll = roll
        self.heard = Heard()
        self.header: list[Token] = []
        """What was said before the names it is meant for."""
        self.portions: list[About] = []
        self.in_turn: list[list[About]] = []
        """Pupils of whom something was told 分别, each in turn."""
        self.days: list[Period | None] = []
        self.earlier: list[Period | None] = []
        """Days that were named in earlier clauses of this sentence."""
        self.taken: set[int] = set()
        """Places of days whose use is known already."""
        self.waiting_too: list[About] = []
        """Others like the one who waits, each with a figure of its own, in their order."""
        self.filled: list[About] = []
        self.of_somebody: list[str] = []
        """What was said of somebody, perhaps of nobody who was named."""
        self.unknown: list[tuple[str, list[About]]] = []
        """Words nobody knows, and of whom they may tell more."""

    @property
    def pupils(self) -> list[About]:
        """Those of whom it is told, where they were named."""
        return self.who if self.who and self.who[0].who is not None else []

    @property
    def group(self) -> About | None:
        """Those of whom it is told, where they were only counted."""
        return self.who[0] if self.who and self.who[0].who is None else None

    def _about(self, who: Who) -> None:
        self._use_days(stop=False)
        self.who = who
        self.spoken = False
        self.each = False
        self.portions = []
        self.trip = None
        self.household = False
        self.header = []
        self.headed = self.in_doubt = self.loose = False
        self.told_below = frozenset()
        self.plan_day = None
        self._end_denial()

    def _use_days(self, *, stop: bool) -> None:
        if self.trip is not None:
            # 今天 of an earlier clause is not a day of the journey.
            days = [*filter(self._is_another_day, self.earlier), *self.days]
            known = [day for day in days if day is not None]
            self.trip.days.extend(known)
            self.trip.vague = self.trip.vague or len(known) < len(days)
            if known and all(is_to_come(day, self.class_.day) for day in known):
                self.trip.ahead = True
                for about in self.who or ():
                    about.aside.append(self._clause_so_far())
            elif any(ends_later(day, self.class_.day) for day in known):
                self._goes_on_until(self.trip, known)
            self.days, self.earlier = [], []
        elif self.holds_today and self._is_away():
            self.days, self.holds_today = [], False  # 本周请病假
        elif self._is_told_of_today():
            self.days, self.earlier = [], []
        elif stop:
            days = [*self.earlier, *self.days]
            disease = any(about.disease for about in self.who or ())
            if days and all(map(self._is_another_day, days)) and not disease:
                self.heard.snags.add(Snag.OTHER_DAY)
            self.days, self.earlier, self.holds_today = [], [], False

    def _goes_on_until(self, trip: Trip, days: Sequence[Period]) -> None:
        """昨天到后天去北京: away, and until when is known. Other days to come are asked about."""
        last = max(day.last for day in days)
        if trip.back or len(days) > 1 or is_to_come(days[0], self.class_.day):
            self.heard.snags.add(Snag.OTHER_DAY)
        else:
            trip.still_away, trip.until = True, last

    def _is_told_of_today(self) -> bool:
        """请假在家，昨天吃坏肚子了; 昨晚吐了，在家; 昨晚吐了，在校: what was so only says why."""
        named = [about for about in self.who or () if about.who is not None]
        days = [day for day in (*self.earlier, *self.days) if day is not None]
        known = len(days) == len(self.earlier) + len(self.days)
        recent = all((self.class_.day - day.last).days in (1, 2) for day in days)
        return (
            bool(named)
            and recent
            and all(
                (about.absence or about.figures or about.kept_away or (about.there_now and known))
                and (about.symptoms or about.vague or about.where is Where.HOSPITAL)
                for about in named
            )
        )

    def _clause_so_far(self) -> str:
        """The words of this clause, names left out: 明天去上海."""
        words = [one.text for one in self._clause_before() if one.kind is not Kind.NAME]
        return "".join(reversed(words)).strip()

    def _named_among(self, pieces: Iterable[Token]) -> list[About]:
        """Those already told of whose names stand among these pieces."""
        if all(one.who is None for one in self.heard.about):
            return []
        names = {one.text for one in pieces if one.kind in (Kind.NAME, Kind.ORDINAL)}
        return [one for one in self.heard.about if one.who is not None and one.who.raw in names]

    def _days_are_denied(self) -> None:
        """周末均未离市: on these days nobody went anywhere."""
        self.days, self.days_told = [], True

    def _is_another_day(self, day: Period | None) -> bool:
        return not is_today(day, self.class_.day)

    def _is_away(self) -> bool:
        """Whether an absence is told: 本周请病假 holds today too."""
        return bool(self.who) and any(about.absence for about in self.who or ())

    def _not_even_one(self) -> None:
        """一个都没发烧: the one who was counted is nobody."""
        one = self.who[0] if self.who and len(self.who) == 1 else None
        if one is None or not self.each or one.who is not None or one.times != 1:
            return
        if one.says_nothing:
            self.heard.drop(one)
            self._about(None)

    def _end_denial(self) -> None:
        if self.denied is not None and not self.denials:
            self.heard.left_over(self.denied.text)
        self.denied = None
        self.denials = 0

    def _after_end(self) -> bool:
        before = self.tokens[self.at - 2].kind if self.at > 1 else Kind.STOP
        return before in ENDS | {Kind.SPACE, Kind.LIST, Kind.CLOSE}

    def _last(self, token: Token) -> bool:
        """Whether a piece ends its clause."""
        behind = dropwhile(lambda one: one is not token, self._behind())
        if next(behind, None) is None:
            return False
        right_behind = next(behind, None)
        if right_behind is None or right_behind.kind is Kind.SPACE:
            return True
        after = next((t for t in (right_behind, *behind) if t.kind not in QUIET), None)
        return after is None or after.kind in ENDS | {Kind.CLOSE, Kind.LIST}

    def _ends_here(self) -> bool:
        following = self.tokens[self.at].kind if self.at < len(self.tokens) else Kind.STOP
        return following in ENDS | {Kind.CLOSE}
