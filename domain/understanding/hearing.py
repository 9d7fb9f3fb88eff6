"""Where a reader stands in a sentence: who it is about, what waits, what is denied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from domain.calendar import Period
from domain.check_in import Absence, Symptom, Where
from domain.understanding.context import ClassContext
from domain.understanding.figures import Figure
from domain.understanding.heard import About, Claim, Heard, Snag, Trip
from domain.understanding.lexicon import GRAVE, VAGUE_ILLNESS, Kind
from domain.understanding.names import Roll
from domain.understanding.tokens import Token

ENDS = frozenset({Kind.STOP, Kind.COMMA, Kind.MARK})

QUIET = frozenset({Kind.SPACE, Kind.FILLER})

SMALL_TALK = frozenset({Kind.COURTESY, Kind.OWN_CLASS, Kind.COMMA, Kind.STOP, Kind.COLON})
"""What may stand before the first word that tells something."""

_NAMES = frozenset({Kind.NAME, Kind.COUNT})

HEADED = frozenset(
    {
        *(Kind.FEVER, Kind.SYMPTOM, Kind.DISEASE, Kind.ABSENT, Kind.TRIP, Kind.UNMEASURED),
        *(Kind.WHERE, Kind.ABNORMAL, Kind.UNREACHABLE),
    }
)
"""What may stand before the names it is said of: 病假：张三、李四."""

CLAIM_OF = {
    Kind.FEVER: Claim.NO_FEVER,
    Kind.HOT: Claim.NO_FEVER,
    Kind.SYMPTOM: Claim.NO_SYMPTOM,
    Kind.DISEASE: Claim.NO_SYMPTOM,
    Kind.ABSENT: Claim.FULL,
    Kind.TRIP: Claim.NO_TRAVEL,
    Kind.ABNORMAL: Claim.ALL_NORMAL,
}

NOTHING = frozenset(["没有", "没", "no", "none", "无", "没得", "莫得"])

_DIED = ("去世", "过世", "病逝", "逝世", "病故")
_GONE = frozenset(["好了", "已好", "已经好了", "痊愈", "痊愈了", "已痊愈", "好完了", "好利索了"])
"""What was there is there no more."""

Who = list[About] | None

EVERYONE: list[About] = []

REST: list[About] = []
"""Two subjects that are no list of pupils; compared by identity."""


class Hearing:
    """The state of going through a message once, and the steps all rules share."""

    def __init__(self, class_: ClassContext, roll: Roll) -> None:
        self.class_ = class_
        self.roll = roll
        self.heard = Heard()
        self.tokens: Sequence[Token] = ()
        self.at = 0
        self.who: Who = None
        self.spoken = False
        """Whether anything was said of them since they were named."""
        self.header: list[Token] = []
        """What was said before the names it is meant for."""
        self.headed = False
        self.colon = False
        self.denied: Token | None = None
        self.denials = 0
        self.label: Kind | None = None
        self.below = False
        self.above = False
        self.again = False
        self.excepting = False
        self.each = False
        self.portions: list[About] = []
        self.days: list[Period | None] = []
        self.earlier: list[Period | None] = []
        """Days that were named in earlier clauses of this sentence."""
        self.holds_today = False
        """Whether 本周 or 这几天 was said of an absence."""
        self.days_told = False
        """Whether the days of this clause are those of a journey that was denied."""
        self.trip: Trip | None = None
        self.household = False
        self.of_relative = False
        """Whether a relative was named in this clause, of whom nothing has to be asked."""
        self.began = False
        """Whether anything but small talk was said."""
        self.speaker = False
        """Whether the teacher speaks of their own state."""
        self.after_class_highest = False
        self.waiting: About | None = None
        """Pupils who were counted and not all named yet: 2人请假(张三、李四)."""
        self.filling = False
        self.filled: list[About] = []
        self.unknown: list[tuple[str, list[About]]] = []
        """Words nobody knows, and of whom they may tell more."""

    def _next(self, *skipping: Kind) -> Token:
        """The next piece that is not silent."""
        for token in self.tokens[self.at : self.at + 40]:
            if token.kind not in QUIET and token.kind not in skipping:
                return token
        return Token(Kind.STOP, "")

    def _skip_to(self, wanted: Token) -> None:
        while self.tokens[self.at] is not wanted:
            self.at += 1
        self.at += 1

    def _about(self, who: Who) -> None:
        self._use_days(stop=False)
        self.who = who
        self.spoken = False
        self.each = False
        self.portions = []
        self.trip = None
        self.household = False
        self.header = []
        self.headed = False
        self._end_denial()

    def _use_days(self, *, stop: bool) -> None:
        if self.trip is not None:
            # 今天 of an earlier clause is not a day of the journey.
            days = [*filter(self._is_another_day, self.earlier), *self.days]
            known = [day for day in days if day is not None]
            self.trip.days.extend(known)
            self.trip.vague = self.trip.vague or len(known) < len(days)
            if any(day.last > self.class_.day for day in known):
                self.heard.snags.add(Snag.OTHER_DAY)
            self.days, self.earlier = [], []
        elif self.holds_today and self._is_away():
            self.days, self.holds_today = [], False  # 本周请病假
        elif stop:
            days = [*self.earlier, *self.days]
            if days and all(map(self._is_another_day, days)):
                self.heard.snags.add(Snag.OTHER_DAY)
            self.days, self.earlier, self.holds_today = [], [], False

    def _days_are_denied(self) -> None:
        """周末均未离市: on these days nobody went anywhere."""
        self.days, self.days_told = [], True

    def _is_another_day(self, day: Period | None) -> bool:
        return day is None or self.class_.day not in day

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
        rest = self.tokens[self.at :]
        for n, one in enumerate(rest):
            if one is token:
                after = next((t for t in rest[n + 1 :] if t.kind not in QUIET), None)
                space = rest[n + 1].kind is Kind.SPACE if n + 1 < len(rest) else True
                return after is None or space or after.kind in ENDS | {Kind.CLOSE, Kind.LIST}
        return False

    def _ends_here(self) -> bool:
        following = self.tokens[self.at].kind if self.at < len(self.tokens) else Kind.STOP
        return following in ENDS | {Kind.CLOSE}

    def _apply(self, token: Token, about: About) -> None:
        """Write down one thing about one pupil."""
        match token.kind:
            case Kind.ABSENT if self.household and _is_family_matter(token):
                # 他奶奶家有事请假了: why the pupil is away
                self.household = about.household = False
                about.words.pop()
                about.absence, about.reason_known = Absence.PERSONAL, True
            case Kind.UNREACHABLE if self.household:
                self.household = about.household = False  # 家长电话打不通
                about.words[-1:] = [token.text]
                about.unreachable = True
                about.absence = about.absence or Absence.OTHER
            case _ if self.household and token.kind is not Kind.ABSENT:
                self.heard.left_over(token.text)
            case Kind.FEVER:
                about.feverish = True
            case Kind.HOT:
                about.hot = True
            case Kind.COOLED:
                about.cooled = True
            case Kind.SYMPTOM | Kind.DISEASE:
                if self._next().kind is Kind.COOLED and self._next().text in _GONE:
                    return  # 感冒好了
                symptom = cast("Symptom", token.value)
                if token.text.casefold() in VAGUE_ILLNESS:
                    about.vague = True
                elif symptom not in about.symptoms:
                    about.symptoms.append(symptom)
                if symptom is Symptom.OTHER or token.kind is Kind.DISEASE:
                    about.words.append(token.text)
                about.disease = about.disease or token.kind is Kind.DISEASE
                about.grave = about.grave or token.text.casefold() in GRAVE
            case Kind.ABSENT:
                absence, known = cast("tuple[Absence, bool]", token.value)
                if token.text.startswith(_DIED) and not self.of_relative:
                    about.grave = True
                    about.words.append(token.text)
                if about.absence is None or (known and not about.reason_known):
                    about.absence, about.reason_known = absence, known
                elif known and about.absence is not absence:
                    about.clash = True
            case Kind.WHERE:
                where = cast("Where", token.value)
                about.grave = about.grave or token.text.casefold() in GRAVE
                if about.where is Where.HOSPITAL and where is Where.HOME:
                    about.clash = True
                about.where = where
            case Kind.UNREACHABLE:
                about.unreachable = True
                about.words.append(token.text)
                about.absence = about.absence or Absence.OTHER
            case Kind.UNMEASURED:
                about.unmeasured = True
            case Kind.LEFT:
                about.left = True
                about.words.append(token.text)
            case Kind.ABNORMAL:
                about.abnormal = True
            case Kind.TRIP:
                about.trip = about.trip or Trip()
                self.trip = about.trip
            case _:
                self.heard.left_over(token.text)

    def _put_header(self, about: About) -> None:
        for token in self.header:
            if token.kind is Kind.FIGURE:
                about.figures.append(cast("Figure", token.value))
            else:
                self._apply(token, about)

    def _somebody(self) -> About:
        about = About(None)
        self.heard.about.append(about)
        header = self.header
        self._about([about])
        self.header = header
        if header:
            self._put_header(about)
            self.header = []
            self.spoken = True
        return about

    def _claim_or_deny(self, kind: Kind, text: str = "") -> None:
        """Nobody has this, or the pupils who were just named have not."""
        pupils = self.who if self.who and self.who[0].who is not None else None
        if self.excepting:
            pupils = None  # 除了张三无人外出 says nothing of 张三
        if kind is Kind.COOLED and pupils:
            for about in pupils:
                about.feverish = True
        elif kind is Kind.NORMAL and pupils:
            for about in pupils:
                about.abnormal = True
        elif kind is Kind.NORMAL:
            self.heard.snags.add(Snag.NOT_NORMAL)
        elif kind not in CLAIM_OF:
            self.heard.left_over(text)
        elif pupils and not (self.spoken and self.tokens[max(self.at - 3, 0)].kind in ENDS):
            for about in pupils:
                about.no_fever = about.no_fever or CLAIM_OF[kind] is Claim.NO_FEVER
                about.normal = True
        elif self.who is REST and CLAIM_OF[kind] is Claim.NO_FEVER:
            self.heard.claims.add(Claim.REST_NO_FEVER)
        elif text.casefold() == "bad" and not pupils and self.who is None:
            self.heard.left_over(text)  # not bad
        elif self.who is REST or (self.excepting and kind is Kind.ABNORMAL):
            self.heard.claims.add(Claim.REST_NORMAL if kind is Kind.ABNORMAL else CLAIM_OF[kind])
        else:
            self.heard.claims.add(CLAIM_OF[kind])
        self.spoken = True

    def _small(self, token: Token) -> bool:
        """A bare number that can only count pupils."""
        n = token.value if isinstance(token.value, int) else cast("Figure", token.value).whole
        return n is not None and 0 < n < 30

    def _denied_after(self) -> bool:
        """发热0人, 外出：无: the denial stands behind. Takes it up."""
        following = self._next(Kind.COLON, Kind.EACH)
        if following.kind is Kind.COUNT and following.value == 1:
            # 发烧的一个都没有
            place = self.tokens.index(following, self.at)
            behind = next(
                (t for t in self.tokens[place + 1 :] if t.kind not in QUIET | {Kind.EACH}),
                following,
            )
            if behind.kind is Kind.NOT and behind.text in NOTHING:
                following = behind
        nought = following.kind in (Kind.NUMBER, Kind.COUNT) and following.value == 0
        denies = following.kind is Kind.NOT and following.text.casefold() in NOTHING
        ends = denies and self._last(following)
        if not (following.kind is Kind.NONE or nought or ends):
            return False
        if self.who and self.who[0].who is not None:
            if not nought and not (self._after_end() and self._next().kind is Kind.COLON):
                return False
            self._about(None)
        elif ends and self._counted_one():
            self.heard.drop(cast("list[About]", self.who)[0])  # 一个生病的都没有
            self._about(None)
        self._skip_to(following)
        return True

    def _counted_one(self) -> bool:
        one = self.who[0] if self.who and not self.spoken else None
        return one is not None and one.times == 1 and one.says_nothing

    def _is_header(self, token: Token) -> bool:
        """Whether this stands before the names it is said of."""
        counted = self.who and self.who[0].who is None and self.who[0] in self.heard.about
        if token.kind not in HEADED or (counted and not self.spoken):
            return False
        upcoming = self.tokens[self.at : self.at + 40]
        following = next((t for t in upcoming if t.kind not in QUIET), Token(Kind.STOP, ""))
        if following.kind is Kind.COLON:
            after = self._next(Kind.COLON)
            if after.kind is Kind.NUMBER and after.value == 0:
                return False
            return after.kind in _NAMES | {
                Kind.ORDINAL,
                Kind.NUMBER,
                Kind.FIGURE,
                Kind.TITLE,
                Kind.PLACE,
            }
        counts = following.kind in (Kind.COUNT, Kind.NUMBER)
        free = (
            self.who is None
            or (self.who is EVERYONE and following.kind is not Kind.NAME)
            or (self.headed and (self._after_end() or counts))
        )
        if not free:
            return False
        if following.kind is Kind.OPEN:
            following = self._next(Kind.OPEN)
        if following.kind in HEADED and (self.who is None or self.headed):
            # 发烧咳嗽：张三
            later = [t for t in upcoming if t.kind not in QUIET and t.kind not in HEADED]
            following = later[0] if later else following
            if following.kind is Kind.COLON:
                return True
        return following.kind in _NAMES | {Kind.ORDINAL} or (
            following.kind in (Kind.NUMBER, Kind.FIGURE) and self._small(following)
        )


def _is_family_matter(token: Token) -> bool:
    return token.value == (Absence.PERSONAL, True)


def whole_of(token: Token) -> int | None:
    """The number of a piece that may count heads."""
    if isinstance(token.value, Figure):
        return token.value.whole
    return token.value if isinstance(token.value, int) else None
