"""Counted heads in a sentence: 2人请假(张三、李四), 正常43人, 男生23人女生22人."""

from __future__ import annotations

from domain.understanding.about import About
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import QUIET, first_loud
from domain.understanding.cutting.tokens import HEADED, NOW, Token, whole_of
from domain.understanding.grammar.hearing import EVERYONE, REST
from domain.understanding.grammar.others_counted import OthersCounted
from domain.understanding.heard import Snag

MOST = 999
"""Pupils that one number may count."""
DENIABLE = frozenset(
    {
        *(Kind.FEVER, Kind.HOT, Kind.SYMPTOM, Kind.DISEASE, Kind.ABSENT, Kind.TRIP, Kind.NORMAL),
        *(Kind.ABNORMAL, Kind.UNMEASURED, Kind.WHERE, Kind.FULL, Kind.COOLED, Kind.LEFT),
        *(
            Kind.UNREACHABLE,
            Kind.NO_TRAVEL,
            Kind.BACK,
            Kind.TO,
            Kind.FROM,
            Kind.VIA,
            Kind.AWAY_STILL,
        ),
    }
)


_ONE_OF = ("一个", "一名", "一位", "1个", "1名", "1位")
_PART_ENDS = ("生", "男", "女", "住校", "走读", "住宿")
_CLASS = frozenset({Kind.ALL, Kind.OWN_CLASS})
_ALL_OF_THEM = frozenset({Kind.EACH, Kind.ALL, Kind.NORMAL})
_THESE = frozenset(["这", "以上", "上述", "他们", "她们"])


class Heads(OthersCounted):
    """What numbers of pupils mean, and naming pupils who were counted before."""

    def _count(self, n: int, text: str) -> None:
        if self.label is Kind.ENROLLED and n * 3 < self.class_.enrolled:
            # 一共3个水痘; 张三、李四病假，共2人
            named = sum(about.who is not None for about in self.heard.about)
            told = self._next().kind in HEADED
            self.label = None if told or n == named else self.label
            if n == named and not told:
                return
        if self.label in (Kind.ENROLLED, Kind.PRESENT):
            self._head_count(n)
            return
        if n == 0:
            self._nobody(text)
        elif self.denied is not None:
            if n != 1:
                self.heard.left_over(text)
        elif not self._counts_those_told(n, text):
            self._counted(n)

    def _nobody(self, text: str) -> None:
        """0人发烧"""
        if self._next().kind in DENIABLE:
            self.denied, self.denials = Token(Kind.NOT, text), 0
        else:
            self.heard.left_over(text)

    def _counts_those_told(self, n: int, text: str) -> bool:
        """张三、李四2人请假, 全班45人: of those who were spoken of already. Takes it up if so."""
        if n == 1 and text.startswith(_ONE_OF) and self._next().kind is Kind.NAME:
            return True  # 两个请假，一个是张三，一个是李四
        if self._counts_these(n):
            return True
        if self._with_others(n) or (n > 1 and self._named_before(n)):
            return True
        if self.who is EVERYONE and not self.spoken and self._is_size(n):
            self._count_class(n)
            self.heard.all_of_them = not self._names_the_class()
            return True
        if self.who is REST and not self.spoken:
            self.heard.normal_heads.append(n)
            return True
        return self._other_part(n)

    def _names_the_class(self) -> bool:
        """全班45人 and 全体45人 are due; of all 45 and 所有45人 it is told what they are."""
        before = [t.text.casefold() for t in self._clause_before() if t.kind in _CLASS]
        return any(one in text for text in before for one in ("班", "体", "class", "园"))

    def _counts_these(self, n: int) -> bool:
        """张三、李四2人请假; 张三和李四一个37.6一个37.9"""
        names = self.who if self.who and self.who[-1].who is not None else None
        if not names:
            return False
        if n == 1 and len(names) > 1 and self._next().kind is Kind.FIGURE:
            if len({about.who.raw for about in names if about.who is not None}) < len(names):
                self.heard.snags.add(Snag.UNSURE)  # of two 张伟 nobody knows which
            return True
        if n > len(names) and not self.spoken and self._among(names, n):
            return True
        return n == len(names) and self._follows_names()

    def _counted(self, n: int) -> None:
        """2人请假: somebody else, who may be named yet."""
        header = self.header
        about = About(None, times=min(n, MOST))
        self.heard.about.append(about)
        self._about([about])
        if n > self.class_.enrolled:
            self.heard.snags.add(Snag.HEADS)
        if header:
            self.header = header
            self._put_header(about)
            self.header = []
            self.spoken = self.headed = True
            self._wait_for_names(about)
        elif self._next().kind is Kind.COLON and self._next(Kind.COLON).kind is Kind.NAME:
            self._wait_for_names(about)  # 新增1例：赵六

    def _other_part(self, n: int) -> bool:
        """住校生30人走读生15人全部正常: both parts were counted, and make up the class."""
        part = self.group if not self.spoken else None
        if part is None or part.times + n != self.class_.enrolled or self.at < 2:
            return False
        before = self.tokens[self.at - 2].text
        if not before.endswith(_PART_ENDS) or self._next().kind not in _ALL_OF_THEM:
            return False
        part.times += n
        return True

    def _follows_names(self) -> bool:
        before = first_loud(self._before(), QUIET | {Kind.TITLE, Kind.EACH})
        return before.kind in (Kind.NAME, Kind.ORDINAL, Kind.CLOSE)

    def _among(self, names: list[About], n: int) -> bool:
        """张三、李四等5人: three more whom nobody named."""
        before = [one.text for one in self.tokens[max(self.at - 3, 0) : self.at - 1]]
        if "等" not in before:
            return False
        others = About(None, times=n - len(names))
        self.heard.about.append(others)
        self.who = [*names, others]
        return True

    def _named_before(self, n: int) -> bool:
        """张三38.2，李四37.9，两人都在家: as many as were named before."""
        named = [about for about in self.heard.about if about.who is not None]
        leads = self.tokens[self.at - 2].text if self.at > 1 else ""
        if len(named) != n or not (self._of_each() or leads in _THESE):
            return False
        self._about(named)
        self.each = True
        return True

    def _of_each(self) -> bool:
        """两人都在家, 两人都在医务室, 三人体温均正常: of each of those who were counted."""
        following = self._next(Kind.TEMPERATURE)
        return following.kind is Kind.EACH or (
            following.kind in (Kind.FULL, Kind.WHERE) and following.text[0] in "都均全"
        )

    def _is_size(self, n: int) -> bool:
        """全班45人: most of the class, unless it counts those who are normal (43人正常)."""
        size = self.class_.enrolled
        well = self._next(Kind.EACH, Kind.ALL).kind is Kind.NORMAL
        return n in (size, size - self.class_.away) or (not well and n * 5 >= size * 3)

    def _number(self, n: int, token: Token) -> None:
        if not self._counts_heads(n, token):
            self.heard.left_over(token.text)

    def _counts_heads(self, n: int, token: Token) -> bool:
        """实到45, 45 present: whether a bare number counts heads. Takes it up if so."""
        size = self.class_.enrolled
        if self._said_before():
            pass  # 更正：实到45，刚才报44
        elif self.label in (Kind.ENROLLED, Kind.PRESENT):
            self._head_count(n)
        elif self._next().kind in (Kind.PRESENT, Kind.ENROLLED) and not self._labelled_behind():
            self._heads_before_label(n)
        elif self._is_size(n) and (self._counted_in() or self._are_here_today(n)):
            self._attend(n)
        elif (
            token.kind is Kind.FIGURE
            and self.who is EVERYONE
            and not self.spoken
            and n in (size, size - self.class_.away)
        ):
            self._enrol(n)
        elif self._and_others(n):
            pass
        elif self._counts_others(n) or self._counts(token):
            self._count(n, token.text)
        else:
            return False
        return True

    def _counts(self, token: Token) -> bool:
        """Whether a bare number counts pupils: 缺勤2, 2 absent, 44正常."""
        following = self._next(Kind.EACH)
        if following.kind is Kind.FIGURE and self.tokens[self.at + 1].text in ("with", "at"):
            return True  # 1 with 37.8
        before = self._loud_before(11, QUIET | {Kind.COLON})
        after_header = bool(self.header) and bool(before) and before[-1].kind in HEADED
        if token.kind is Kind.FIGURE and before and before[-1].kind in (Kind.FEVER, Kind.HOT):
            after_header = False  # 差赵六，发烧39
        counted = following.kind in (Kind.NORMAL, Kind.FULL, Kind.TITLE) and not self.pupils
        counted = counted or self._counts_the_rest() or self._counts_the_well(whole_of(token))
        english = following.kind in HEADED and self.tokens[self.at].kind is Kind.SPACE
        english = english or self._counts_travellers(following)
        pupil = self.pupils and not self.spoken
        return (
            after_header
            or counted
            or (english and not pupil)
            or (whole_of(token) == 0 and following.kind in DENIABLE)
        )

    def _heads_behind(self) -> bool:
        """正常43人: the number behind counts those who are well. Takes it up."""
        if self.at >= len(self.tokens) or not (self.who is None or self.who is EVERYONE):
            return False
        place = self.at + (self.tokens[self.at].kind is Kind.COLON)
        place += self._space_before_all(place)
        following = self.tokens[place] if place < len(self.tokens) else self.tokens[-1]
        n = whole_of(following)
        if n is not None and self._may_be_degrees(n, following):
            return False  # 全班正常38
        if following.kind not in (Kind.COUNT, Kind.NUMBER, Kind.FIGURE) or not n:
            return False
        self.at = place + 1
        self.heard.normal_heads.append(n)
        self.spoken = True
        return True

    def _space_before_all(self, place: int) -> bool:
        """正常 45: a space may stand before a number that is the class."""
        behind = self.tokens[place + 1] if place + 1 < len(self.tokens) else self.tokens[-1]
        size = self.class_.enrolled
        whole_class = whole_of(behind) in (size, size - self.class_.away)
        return self.tokens[place].kind is Kind.SPACE and whole_class

    def _may_be_degrees(self, n: int, token: Token) -> bool:
        """38 behind 正常 that does not count the class."""
        size = self.class_.enrolled
        counted = {size, size - self.class_.away}
        others = sum(about.times for about in self.heard.about)
        return token.kind is Kind.FIGURE and 37 < n < 43 and n + others not in counted

    def _unsaid_count(self, group: About) -> None:
        """我班45人: a number of heads of which nothing is said counts the class. Parts of it
        (男生23人，女生22人) are added up.
        """
        self.heard.drop(group)
        if self._counts_a_part():
            self.heard.parts.append(group.times)
        elif group.times * 5 >= self.class_.enrolled * 4:
            now = [t.text for t in self.tokens[max(self.at - 5, 0) : self.at - 1]]
            if NOW & set(now):
                self._attend(group.times)  # 现在44人
            else:
                self._count_class(group.times)
        else:
            self.heard.left_over(str(group.times))
        self._about(None)

    def _counts_a_part(self) -> bool:
        """Whether the number just before the end of the clause counts boys, girls or boarders."""
        before = self._typed_before(7)
        while before and before[-1].kind in QUIET | {Kind.COUNT, Kind.COLON, Kind.CLOSE}:
            of_all = before[-1].kind is Kind.COUNT and before[-1].text.endswith("学生")
            if before[-1].text.endswith(_PART_ENDS) and not of_all:
                return True
            before.pop()
        return bool(before) and before[-1].kind in (Kind.BOY, Kind.GIRL)

    def _settle_parts(self) -> None:
        """Parts that were counted make up the class, with those who are away; else they are asked
        about. Of the last of them it is said for all: 男生23人，女生22人全部正常.
        """
        heard, size = self.heard, self.class_.enrolled
        if not heard.parts:
            return
        heard.told = True
        counted, well = sum(heard.parts), sum(heard.normal_heads)
        absent = sum(about.times for about in heard.about if about.absence)
        whole = (size, size - self.class_.away, size - absent, heard.enrolled, heard.present)
        if well and counted + well in whole:
            heard.normal_heads.extend(heard.parts)
        elif counted not in whole:
            for part in heard.parts:
                heard.left_over(str(part))
