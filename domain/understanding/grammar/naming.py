"""Which pupil is meant: a name, a seat or a number, and the sex or seat beside a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding.about import About
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.names import Reference
from domain.understanding.cutting.tokens import ILL, Token, days_of, reference, whole
from domain.understanding.cutting.which_day import is_to_come, nearest_day
from domain.understanding.grammar.seat_or_day import Number, seat_or_day
from domain.understanding.grammar.whose_highest import WhoseHighest

_BETWEEN_NAMES = frozenset(
    {
        *(Kind.LIST, Kind.SPACE, Kind.COMMA, Kind.TITLE, Kind.OPEN, Kind.CLOSE, Kind.BOY),
        *(Kind.GIRL, Kind.COLON, Kind.COUNT, Kind.ONLY, Kind.EXCEPT),
    }
)

_BESIDE = frozenset(["的", "同学", "'s", "他", "她", "其"])
"""张三和他同桌李四: these leave two names side by side."""
_CALLED = frozenset({Kind.NAME, Kind.ORDINAL, Kind.BOY, Kind.GIRL})
_BETWEEN = frozenset({Kind.OPEN, Kind.SPACE, Kind.CLOSE})
_NUMBERED = frozenset(["学号", "学籍号", "编号", "座号", "座位号", "number", "no", "ID", "id"])
_OR = frozenset(["或", "或者", "or"])

_OF_NOW = ILL | {Kind.FIGURE, Kind.UNMEASURED}


def _of_one_name(pupils: Sequence[About], who: Reference) -> tuple[About, ...] | None:
    """张伟和张伟都没来: as many in a row as bear the name; None where they are more or fewer."""
    if len(who.candidates) < 2:
        return None
    named = (one for one in pupils if one.who is not None)
    alike = tuple(one for one in named if one.who and one.who.candidates == who.candidates)
    return alike if len(alike) == len(who.candidates) else None


class Naming(WhoseHighest):
    """Takes up the pupils who are named, each of them once."""

    def _named(self, who: Reference) -> About:
        """What was said of this pupil so far; each pupil stands once."""
        for about in self.heard.about:
            if about.who is not None and who.pupil is not None and about.who.pupil == who.pupil:
                return about
        about = About(who)
        self.heard.about.append(about)
        return about

    def _name(self, who: Reference) -> None:
        if self._same_person(who) or self._all_of_that_name(who):
            return
        about = self._named(who)
        self._left_out(about)
        if self.removing:
            about.removed = True
            return
        if self._had_the_highest(about):
            return
        self._end_denial()
        measured = self._take_figure_before(about)
        self._go_on_behind_a_blank()
        if self.header:
            self._name_below_header(about)
            return
        if not self.spoken and (pupils := self.pupils) and self._listed():
            if about not in pupils:
                pupils.append(about)
            if self._one_or_the_other():
                for one in pupils[-2:]:
                    one.clash = one.unsure = True
            elif (alike := _of_one_name(pupils, who)) is not None:
                self.heard.of_one_name.append(alike)
            self._fill(about)
        elif (classmate := self._listed_classmate()) is not None:
            self.who = [about, classmate]
        elif not self._fill(about):
            self._leave_days(about)
            self._about([about])
            self.spoken = measured

    def _listed_classmate(self) -> About | None:
        """李雷的同桌和徐静怡都发烧: the one nobody named is told of too."""
        group = self.group if self._last_before().kind is Kind.LIST else None
        return group if group is not None and group.told_by and group.says_nothing else None

    def _name_below_header(self, about: About) -> None:
        """外出：张三(成都，21日)、李四(重庆，22日): what stands at the head is said of each."""
        self._use_days(stop=False)
        self._put_header(about)
        about.clash |= self.in_doubt
        if self.headed and self.who and self._just_named(self.who[-1]):
            self.who = [*self.who, about]
        else:
            self.who = [about]
        self.headed = self.spoken = True
        self.trip = about.trip
        self.household = self.each = False
        self.portions = []

    def _leave_days(self, about: About) -> None:
        """昨天李雷咳嗽，王五去岳阳: the day of the cough is not that of the journey. Today of
        what was told just before is none either: 李四今早吐了 王五周末去了南京.
        """
        told = any(one.who is not None and not one.says_nothing for one in self.who or ())
        if self.trip is not None or not told or about in (self.who or ()):
            return
        if self.earlier:
            self._use_days(stop=True)
        elif self.days and self._day_follows():
            self.days = []

    def _all_of_that_name(self, who: Reference) -> bool:
        """两个张伟都请假: as many as bear the name. Takes it up."""
        group = self.who[0] if self.who and len(self.who) == 1 and not self.spoken else None
        if group is None or group.who is not None or group not in self.heard.about:
            return False
        before = self.tokens[max(self.at - 2, 0)]
        if before.kind is not Kind.COUNT or not 1 < group.times == len(who.candidates):
            return False
        self.heard.drop(group)
        named = [self._named(replace(who, candidates=(one,))) for one in who.candidates]
        self._about(named)
        return True

    def _named_just_before(self) -> bool:
        before = [t.kind for t in self.tokens[max(self.at - 3, 0) : self.at - 1]]
        return bool(before) and not self.spoken and before[-1] in (Kind.NAME, Kind.TITLE)

    def _one_or_the_other(self) -> bool:
        """张三或者李四发烧: nobody knows which of them."""
        before = [one.text for one in self.tokens[max(self.at - 4, 0) : self.at - 1]]
        spoken = [one.casefold() for one in before if one.strip()]
        return bool(spoken) and spoken[-1] in _OR

    def _listed(self) -> bool:
        """Whether nothing but signs of a list stands between this name and the one before."""
        kinds: set[Kind] = set()
        for token in self._before():
            if token.kind in (Kind.NAME, Kind.ORDINAL):
                return Kind.RELATIVE not in kinds or Kind.LIST in kinds  # 张三同桌李四发烧
            kinds.add(token.kind)
            if token.kind not in _BETWEEN_NAMES and token.text not in _BESIDE:
                return False
        return False

    def _same_person(self, who: Reference) -> bool:
        """A number or seat beside a name says which of two pupils of the name is meant."""
        if not self.who or len(self.who[-1:]) != 1 or self.who[-1].who is None:
            return False
        last = self.who[-1]
        if self.tokens[max(self.at - 2, 0)].text in _NUMBERED:
            return self._bears_the_number(last, who)
        before = self.tokens[self.at - 2].kind if self.at > 1 else Kind.STOP
        if last.who is None or not self._stands_beside_a_name(before):
            return False
        both = set(last.who.candidates) & set(who.candidates)
        numbers = who.raw[:1].isdigit() + last.who.raw[:1].isdigit()
        if numbers == 2:
            return False  # 1号2号3号病假
        by_number = bool(numbers)
        if both and (by_number or len(last.who.candidates) > 1) and last.who.raw != who.raw:
            narrowed = Reference(last.who.raw, tuple(p for p in last.who.candidates if p in both))
            self._become(last, narrowed)
            return True
        if by_number and last.who.candidates and not both and before is not Kind.SPACE:
            last.differs = who
            if last.who.raw[:1].isdigit():
                last.differs = last.who
                self._become(last, who)  # 8号周㛃: the name goes before the number
            last.clash = True
            last.unsure = last.differs.pupil is None
            return True
        return False

    def _stands_beside_a_name(self, before: Kind) -> bool:
        """张三(5号), 5号 张三: nothing but a bracket or a space between."""
        if before in _CALLED | {Kind.TITLE}:
            return True
        if before not in _BETWEEN:
            return False
        earlier = {one.kind for one in self.tokens[max(self.at - 3, 0) : self.at - 1]}
        if before is Kind.OPEN and not {Kind.NAME, Kind.ORDINAL} & earlier:
            earlier = {one.kind for one in self.tokens[max(self.at - 5, 0) : self.at - 1]}
        return bool(_CALLED & earlier)

    def _bears_the_number(self, last: About, who: Reference) -> bool:
        """张伟（学号202610027）; 王子涵，学号202610031: which of those who bear the name."""
        if last.who is None or not last.who.candidates or not who.raw[:1].isdigit():
            return False
        both = tuple(one for one in last.who.candidates if one in who.candidates)
        if both:
            self._become(last, replace(last.who, candidates=both))
        else:
            last.differs, last.clash, last.unsure = who, True, who.pupil is None
        return True

    def _become(self, about: About, who: Reference) -> None:
        about.who = who
        twin = next(
            (
                one
                for one in self.heard.about
                if one is not about
                and one.who is not None
                and who.pupil is not None
                and one.who.pupil == who.pupil
            ),
            None,
        )
        if twin is not None and about.says_nothing:
            self.heard.drop(about)
            if self.who:
                self.who = [twin if one is about else one for one in self.who]

    def _ordinal(self, token: Token) -> None:
        """7号: a seat, or the 7th of the month where somebody's journey is told."""
        seat = self.roll.seat(whole(token))
        before = self.tokens[self.at - 2] if self.at > 1 else Token(Kind.STOP, "")
        bare = token.text[:1].isdigit() and "号" in token.text
        following = self._next()
        bare = bare and not self._is_surely_seat(token, following)
        number = self._seat_or_day(seat) if bare and self.trip is not None else Number.DAY
        bare = bare and number is Number.DAY
        travels = following.kind in (Kind.TO, Kind.FROM, Kind.VIA, Kind.BACK, Kind.TRIP)
        named = bool(self.who) and self.who is not None and self.who[-1].who is not None
        if bare and (self.trip is not None or (named and travels and before.kind is not Kind.NAME)):
            self._day_of_journey(token)
            return
        if bare and named and travels and self.who is not None:
            last = self.who[-1].who
            if last is not None and last.pupil is not None and last.pupil.seat != whole(token):
                self._day_of_journey(token)
                return
        if self._says_which(seat):
            return
        self._name(Reference(f"{whole(token)}号", seat.candidates))
        if number is Number.PERHAPS_SEAT:
            for about in self.pupils[-1:]:
                about.clash = about.unsure = True

    def _seat_or_day(self, seat: Reference) -> Number:
        """Behind a journey: 3号昨天去了成都，8号病假 tells of another pupil."""
        before = [about.who for about in self.pupils if about.who is not None]
        return seat_or_day(self.tokens, self.at - 1, seat, self.class_.day, before)

    def _is_surely_seat(self, token: Token, following: Token) -> bool:
        """去武汉，5号同学咳嗽; 去武汉，5号咳嗽 on the 23rd: nobody coughs on a day to come."""
        if self.tokens[self.at].kind is Kind.TITLE:
            return True
        day = nearest_day(whole(token), self.class_.day)
        ahead = day is None or is_to_come(day, self.class_.day)
        return ahead and (following.kind in _OF_NOW or following.text.startswith("没"))

    def _says_which(self, seat: Reference) -> bool:
        """王子涵发烧，是31号那个: which of those who bear the name."""
        last = self.who[-1] if self.who and self.spoken else None
        if last is None or last.who is None or len(last.who.candidates) < 2:
            return False
        both = tuple(one for one in last.who.candidates if one in seat.candidates)
        if both:
            self._become(last, replace(last.who, candidates=both))
        return bool(both)

    def _day_of_journey(self, token: Token) -> None:
        """27号回来: what was said is a day, and not a seat."""
        day = Token(Kind.DAYS, token.text, nearest_day(whole(token), self.class_.day))
        self.tokens = [*self.tokens[: self.at - 1], day, *self.tokens[self.at :]]
        self.days.append(days_of(day))

    def _sex(self, sex: str, token: Token) -> None:
        last = self.who[-1] if self.who else None
        following = self._next()
        if following.kind is Kind.NAME and self._after_end():
            self._skip_to(following)  # 男生张伟没事
            who = reference(following)
            self._name(who.narrowed(lambda pupil: pupil.sex == sex))
            return
        if last is not None and last.who is not None and len(last.who.candidates) > 1:
            self._become(last, last.who.narrowed(lambda pupil: pupil.sex == sex))
        elif last is None or last.who is None or last.who.pupil is None:
            following = self._next()
            if following.kind is Kind.COUNT:
                pass  # 男生23人: the number says how many
            elif following.kind is not Kind.NAME:
                self.heard.left_over(token.text)
            else:
                self._skip_to(following)
                who = reference(following)
                self._name(who.narrowed(lambda pupil: pupil.sex == sex))
        elif last.who.pupil.sex not in (None, sex):
            last.clash = last.unsure = True
