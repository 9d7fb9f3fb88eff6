"""How many should be there and how many are: 应到45实到43, 45/43, 43 present, 全勤."""

from __future__ import annotations

from typing import cast

from domain.check_in import Where
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, NOTHING_THERE, QUIET
from domain.understanding.cutting.tokens import Token, days_of, names_school, whole
from domain.understanding.cutting.which_day import is_today
from domain.understanding.grammar.hearing import EVERYONE, REST
from domain.understanding.grammar.missing import Missing
from domain.understanding.heard import Claim, Snag

_BEFORE = ("刚才", "刚刚", "之前", "前面", "原来", "先前", "上面")
_TOTALS = frozenset(["共", "一共", "总共", "共有", "一共有", "总共有", "合计", "总计", "人数"])
_WARMEST = 42
"""Any number above counts pupils, and is no reading: 43 today."""
_BARE = QUIET | {Kind.COUNT, Kind.ALL}
_BUT = frozenset(["还有", "还差", "还少", "有", "就", "只", "差", "少", "缺", "剩", "另外", "另有"])
"""45个来了44个还有一个没来: after the number of those who are there, the others follow."""

_NONE_MISSING = ("无", "没", "未", "零", "0", "no", "nobody", "zero")
"""没有请假 is none of those who are there, as far as it was said."""


class Turnout(Missing):
    """What numbers behind and before 应到 and 实到 mean."""

    def _head_count(self, n: int) -> None:
        if self.label is Kind.ENROLLED:
            named = {t.text for t in self._clause_before() if t.kind is Kind.ENROLLED}
            (self._count_class if named <= _TOTALS else self._enrol)(n)
        else:
            self._attend(n)
        self.label = None
        if self.pupils and self.spoken:
            self._about(None)  # 请假2人（张三、李四），到校43，体温正常

    def _enrol(self, n: int) -> None:
        if self.heard.enrolled not in (None, n) and Snag.WRONG not in self.heard.snags:
            self.heard.snags.add(Snag.HEADS)
        self.heard.enrolled = n

    def _count_class(self, n: int) -> None:
        """今天43人: the class, or those who are there today, where as many are said to be away."""
        before = list(self._clause_before())
        today = any(self._is_today_named(one) for one in before)
        bare = all(one.kind in _BARE and not one.text.endswith("班") for one in before)
        if today and self.heard.enrolled is not None and n < self.heard.enrolled:
            self._attend(n)  # 全班45人，今天43人
            return
        self.heard.maybe_present = (today or bare) and self.heard.enrolled is None
        self._enrol(n)

    def _is_today_named(self, token: Token) -> bool:
        return is_today(days_of(token), self.class_.day)

    def _are_here_today(self, n: int) -> bool:
        """43 today, Li Lei sick: the number just taken up counts those who are there."""
        day = self._next()
        if n <= _WARMEST or self.pupils or not self._is_today_named(day):
            return False
        place = self.tokens.index(day, self.at)
        if self.tokens[place + 1].kind not in ENDS:
            return False
        self.at = place + 1
        return True

    def _attend(self, n: int) -> None:
        if self.heard.present not in (None, n) and Snag.WRONG not in self.heard.snags:
            self.heard.snags.add(Snag.HEADS)
        elif self._said_before():
            return
        self.heard.present = n

    def _said_before(self) -> bool:
        """Whether a clause of a correction repeats what had been reported."""
        if Snag.WRONG not in self.heard.snags or self.heard.present is None:
            return False
        return any(one.text.startswith(_BEFORE) for one in self._clause_before(own=True))

    def _ratio(self, token: Token) -> None:
        one, two = cast("tuple[int, int]", token.value)
        labelled = self.label is Kind.PRESENT or self.label is Kind.ENROLLED
        self.label = None
        self._enrol(max(one, two))
        self._attend(min(one, two))
        if one != two and not labelled:
            self.heard.order_unsure = True

    def _head_label(self, token: Token) -> None:
        following = self._next(Kind.COLON, Kind.TITLE, Kind.SPACE)
        if token.kind is Kind.PRESENT and self._number_before(following):
            return
        last = (self._loud_before(11) or [NOTHING_THERE])[-1]
        if self._were_here_then(token):
            pass
        elif _counts_heads_plainly(following):
            self.label = token.kind
        elif last.kind is Kind.RATIO:
            self.heard.order_unsure = False
        elif last.kind in (Kind.NUMBER, Kind.FIGURE) and self._undo(last, token.kind):
            pass  # 43 present
        elif token.kind is Kind.PRESENT and self._are_present(token):
            pass  # 全体学生到校
        elif token.text.casefold() == "here" and self.heard.claims:
            pass  # all normal here
        elif token.text in ("总人数", "人数", "应到人数", "实到人数"):
            self.label = token.kind
        else:
            self.heard.left_over(token.text)

    def _were_here_then(self, token: Token) -> bool:
        """absent, he was here yesterday: says nothing of today. Takes up the day."""
        days = self._days_behind() if token.text.isascii() and self.pupils else []
        gone = bool(days) and all(self._is_gone(self.tokens[place]) for place in days)
        if gone:
            self._take_days(days)
        return gone

    def _number_before(self, following: Token) -> bool:
        """43人到校: whether the number before counts those who are there. Takes it up if so."""
        if self._whole_class_before(following) or self._one_more(following):
            return True
        group = self.group
        if group is None or self.spoken:
            return False
        self.heard.drop(group)
        self._attend(group.times)
        self._about(None)
        return True

    def _are_present(self, token: Token) -> bool:
        """Whether those who are spoken of are there by this word. Takes it up if so."""
        if self._others_are_here():
            if self.who is REST and self.heard.normal_heads:
                self._attend(self.heard.normal_heads.pop())  # 除张三外，其余44人到校
            self._about(REST)  # everyone but Li Lei is here
        elif self.pupils:
            self._pupils_are_here(token)
        elif self.who is REST and self.heard.normal_heads:
            self._attend(self.heard.normal_heads.pop())  # 其余44人到校
        elif self.who is REST:
            self.heard.claims.add(Claim.NOBODY)  # everyone else here and fine
        elif self.who is EVERYONE and not token.text.isascii():
            self.heard.claims.add(Claim.FULL)  # 全体学生到校，体温正常
            self.heard.all_here = True
        else:
            return False
        return True

    def _pupils_are_here(self, token: Token) -> None:
        today = token.text.startswith("今") or self._names_today()
        then = not today and self._names_earlier()  # 昨天来了，今天请假
        then = then or self.tokens[self.at - 2].kind is Kind.RELATIVE  # 张三妈妈来了
        for about in self.pupils if not (self.household or then) else ():
            if today or about.where_before or about.there_then or about.where is None:
                about.where, about.where_before = Where.SCHOOL, False
                about.only_came = not names_school(token)
                about.there_now = self._days_so_far()
            if today or token.text.endswith("了"):
                about.is_there_again()
            about.is_there_after_all()
            self._there_after_illness(about)
        self.spoken = True

    def _one_more(self, following: Token) -> bool:
        """又来了一个: nobody is counted by it. Takes it up."""
        few = following.kind is Kind.COUNT and whole(following) * 5 < self.class_.enrolled
        before = [t.text for t in self._typed_before(2)]
        if not few or not before or before[-1] not in ("又", "又有", "再", "刚"):
            return False
        self._skip_to(following)
        return True

    def _whole_class_before(self, following: Token) -> bool:
        """45个孩子来了44个, all 45 present: the number before is the class. Takes it up."""
        if self.spoken or self.denied is not None:
            return False
        if self.who is EVERYONE and self.heard.enrolled and following.kind is not Kind.COUNT:
            if following.kind in (Kind.NUMBER, Kind.FIGURE, Kind.RATIO):
                return False
            self._attend(self.heard.enrolled)
            return True
        group = self.group
        if group is None or following.kind is not Kind.COUNT:
            return False
        place = self.tokens.index(following, self.at)
        behind = self.tokens[place + 1]
        ends = behind.kind in ENDS or behind.text in _BUT
        if not ends or not group.times * 3 <= whole(following) * 5 <= group.times * 5:
            return False
        self.heard.drop(group)
        self._about(None)
        self._enrol(group.times)
        self.label = Kind.PRESENT
        return True

    def _labelled_behind(self) -> bool:
        """Whether the label that follows has a number of its own: 45 应到45."""
        place = self.tokens.index(self._next(), self.at)
        after = [
            t for t in self.tokens[place + 1 : place + 4] if t.kind not in QUIET | {Kind.COLON}
        ]
        told = bool(after) and after[0].kind in (Kind.COUNT, Kind.NUMBER, Kind.FIGURE)
        return told and not self._next_is_labelled_behind(after[0])

    def _next_is_labelled_behind(self, number: Token) -> bool:
        """45 enrolled 43 present: whether the next number stands before its label too."""
        place = self.tokens.index(number, self.at)
        behind = [t.kind for t in self.tokens[place + 1 : place + 8] if t.kind not in QUIET]
        labels = {Kind.PRESENT, Kind.ENROLLED}
        numbers = {Kind.COUNT, Kind.NUMBER, Kind.FIGURE, Kind.COLON}
        return bool(labels & set(behind[:1])) and not numbers & set(behind[1:2])

    def _heads_before_label(self, n: int) -> None:
        """43 present"""
        label = self._next()
        self._skip_to(label)
        self.label = label.kind
        self._head_count(n)

    def _undo(self, figure: Token, kind: Kind) -> bool:
        """43 present: the number before the word counted heads."""
        if figure.kind is Kind.FIGURE:
            value = cast("Figure", figure.value)
            if not value.plain or value not in self.heard.class_figures:
                return False
            self.heard.class_figures.remove(value)
            n = cast("int", value.whole)
        else:
            n = whole(figure)
            if figure.text in self.heard.leftover:
                self.heard.leftover.remove(figure.text)
            if not self.heard.leftover:
                self.heard.snags.discard(Snag.LEFTOVER)
        self.label = kind
        self._head_count(n)
        return True

    def _full(self, token: Token) -> None:
        if self._named_just_now():
            for about in self.who or ():
                about.where, about.only_came = Where.SCHOOL, not names_school(token)
            self.spoken = True
            return
        group = self.group
        if group is not None and not self.spoken:
            self.heard.drop(group)
            if self.heard.parts:
                self.heard.parts.append(group.times)  # 男生23女生22全部到齐
            else:
                self._attend(group.times)
            self._about(None)
        if self.who is REST or self.excepting:
            self._others_are_here()
            if self.who is REST and self.heard.normal_heads:
                self._attend(self.heard.normal_heads.pop())  # 除张三外，44人全部到校
            self.heard.claims.add(Claim.NOBODY)  # 其余到齐
            self.excepting = False
            return
        self.heard.claims.add(Claim.FULL)
        told = self.tokens[self.at - 1].text.casefold()
        self.heard.all_here = self.heard.all_here or not told.startswith(_NONE_MISSING)
        self.spoken = True


def _counts_heads_plainly(token: Token) -> bool:
    if token.kind is Kind.FIGURE:
        return cast("Figure", token.value).plain
    return token.kind in (Kind.COUNT, Kind.NUMBER, Kind.RATIO)
