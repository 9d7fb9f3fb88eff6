"""What is told: denied, all there, a heading, or said of pupils, of the class or of somebody."""

from __future__ import annotations

import re

from domain.check_in import Where
from domain.understanding.about import About
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, SPACES
from domain.understanding.cutting.tokens import HEADED, ILL, Token
from domain.understanding.grammar.heads import DENIABLE
from domain.understanding.grammar.hearing import CLAIM_OF, EVERYONE, REST
from domain.understanding.grammar.negations import Negations
from domain.understanding.heard import Claim, Snag

_LISTED = {Kind.FEVER: Claim.FEVERS_LISTED, Kind.TRIP: Claim.TRIPS_LISTED}
_STILL_MISSING = frozenset(["差", "还差", "缺", "少", "还少", "还缺"])
_WHOLE_CLASS = ("全班", "全体", "全员", "全园")
_THOSE_IN = (
    *("都在", "均在", "全在", "全都在", "全部在", "都来上", "都来学校", "都到校", "均到校"),
    *("都到学校", "都来校", "都到了校"),
)
_BUSY = frozenset(["有事", "有点事", "有事情", "有事儿", "临时有事", "有急事", "急事"])

_SICK_ROOM = re.compile(
    r"nurse|sick|infirm|clinic|medical|health|isolat|observ|医|观察|隔离|保健"
    r"|卫生"
)
"""Who is there is one of those who were left out, and not the others."""


class Predicates(Negations):
    """Takes up what is said, and knows of whom."""

    def _predicate(self, token: Token) -> None:
        self._weigh_denial(token)
        self.label = self.label if token.kind in (Kind.NORMAL, Kind.FULL) else None
        if self.denied is not None and token.kind in DENIABLE:
            self._behind_denial(token)
        elif token.text in _STILL_MISSING and self._unmeasured_behind():
            pass  # 还差李雷没测
        elif token.kind in CLAIM_OF and self._denied_after():
            self._deny(token)
        elif token.kind is Kind.NORMAL:
            self._normal(token)
        elif token.kind is Kind.FULL:
            self._all_there(token)
        elif self._is_header(token):
            self._heads_a_list(token)
        else:
            self._told(token)

    def _all_there(self, token: Token) -> None:
        """全勤, 都到齐了; 没有请假 behind a pupil is said of the pupil."""
        if token.text[:1] in "没无未" and self._named_just_now():
            self.spoken = True
            return  # 李雷没有请假
        if token.text.startswith(_WHOLE_CLASS):
            self._about(EVERYONE)  # 李雷刚来，全班到齐
        if not self._those_at_school(token):
            self._full(token)
            self._nobody_else_either(token)

    def _heads_a_list(self, token: Token) -> None:
        """病假：张三、李四: waits for those it is said of."""
        missing = token.text in _STILL_MISSING and self._next_text() != ":"
        loose = missing or self._heads_a_clause(token)
        if not (self.header and self._joins_the_heading(token)):
            self._about(None)
        self.header.append(token)
        self.loose = loose
        self.attributive = self._is_relative(token)
        self._head_another_day(token)
        if token.kind in _LISTED and self._lists_everybody():
            self.heard.claims.add(_LISTED[token.kind])

    def _joins_the_heading(self, token: Token) -> bool:
        """发热咳嗽：张三; a blank stands only before a place: 感冒 在家：李四."""
        before = self.tokens[max(self.at - 2, 0)]
        if before.kind is Kind.SPACE and token.kind is Kind.WHERE:
            return self._last_before(SPACES).kind in HEADED and not self.headed
        return before.kind in HEADED | {Kind.LIST}

    def _told(self, token: Token) -> None:
        """It is said of those who were named, of the class, or of somebody."""
        self._take_together(token)
        if self.pupils and self._half_of_them():
            self._about(None)
        group = self.group
        if token.value is Where.SCHOOL and group is not None and self._is_most(group):
            self.heard.drop(group)  # 45名学生正常到校
            self._attend(group.times)
            self._about(None)
        elif token.value is Where.SCHOOL and not self._ill_there(token) and self._others_are_here():
            self._about(REST)
        elif self.who is EVERYONE or self.who is REST:
            self._of_the_class(token)
        elif self.who is not None or self._finds_somebody(token):
            for about in self.who or ():
                self._apply(token, about)
                self._wait_for_names(about)
        else:
            return
        self.spoken = True

    def _ill_there(self, token: Token) -> bool:
        """Except Li Lei 37.7 at school; he is in the nurse's office: it is he who is there."""
        if _SICK_ROOM.search(token.text):
            return True
        return bool(self.pupils) and self._last_before().kind in ILL | {Kind.FIGURE, Kind.CLOSE}

    def _take_together(self, token: Token) -> None:
        """张三吐了，李四也吐了，都在医务室: the words tell of several who were named apart."""
        if token.kind is Kind.WHERE and token.text.startswith(("都", "均")):
            together = self._named_since_stop()
            if len(together) > 1 and self.who is not REST and not self.excepting:
                self._about(together)
        if token.kind is Kind.ABSENT and self.tokens[max(self.at - 2, 0)].kind is Kind.CLOSE:
            self._all_in_brackets()

    def _finds_somebody(self, token: Token) -> bool:
        """Of whom it is told where the clause names nobody; takes it up where that is no pupil."""
        if token.text in _BUSY:
            self.heard.left_over(token.text)  # 今天有点事: of the teacher, perhaps
            return False
        if token.kind is Kind.UNMEASURED:
            self._none_measured(token)
            return False
        if token.kind is Kind.ABNORMAL:
            self.heard.snags.add(Snag.NOT_NORMAL)
            return False
        named = self._named_since_stop()
        last = self._told_of_last(token)
        if named and token.value is Where.SCHOOL:
            self._about(named)  # 三人咳嗽，都没烧，在学校
        elif last is not None:
            self._about([last])  # 张三38.2！已送回家
        else:
            self._somebody()
        return True

    def _unmeasured_behind(self) -> bool:
        """Whether the clause goes on to tell who was not measured."""
        for token in self.tokens[self.at : self.at + 12]:
            if token.kind in ENDS:
                return False
            if token.kind is Kind.UNMEASURED:
                return True
        return False

    def _those_at_school(self, token: Token) -> bool:
        """张三、李四咳嗽，都在教室: those who were named are at school."""
        named = self._named_since_stop() if token.text.startswith(_THOSE_IN) else []
        gone = any(about.absence or about.where for about in named)
        if len(named) < 2 or gone or self.who is REST or self.excepting:
            return False
        for about in named:
            about.where = Where.SCHOOL
        self.spoken = True
        return True

    def _told_of_last(self, token: Token) -> About | None:
        """Where a pupil is, in a sentence that names nobody: the one the last sentence told of."""
        before = self._loud_before(11)
        named = self._named_last()
        begins = bool(before) and before[-1].kind is Kind.STOP and before[-1].text != "\n"
        if token.kind is not Kind.WHERE or not begins or len(named) != 1:
            return None
        about = named[0]
        ill = about.is_ill or (about.absence is not None and not about.reason_known)
        return about if ill and about is self.heard.about[-1] and about.where is None else None

    def _all_in_brackets(self) -> None:
        """李雷（发烧）、孙浩然（咳嗽）请假: each of them is away."""
        named = self._named_since_stop()
        told = not any(about.says_nothing for about in named)
        reasons = any(about.absence and about.reason_known for about in named[:-1])
        if len(named) > 1 and told and not reasons:
            self._about(named)
