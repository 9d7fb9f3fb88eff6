"""Whom a sentence is about: pupils, everyone, the rest, everyone except, one after the other."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import cast

from domain.understanding.about import About
from domain.understanding.cutting.figures import Figure
from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET
from domain.understanding.cutting.tokens import HEADED, NOW, Token, reference, whole
from domain.understanding.grammar.hearing import EVERYONE, REST
from domain.understanding.grammar.naming import Naming
from domain.understanding.grammar.relatives import OTHERS
from domain.understanding.heard import Claim, Snag

_ALL_OF_THOSE = frozenset(["全部", "全", "全都", "全体", "一起", "all", "all of them"])
_ALL_OF_IT = frozenset(["一切", "各项", "各方面", "所有"])
_ONE = (
    *("有个娃", "有个学", "有个同", "有个孩", "有个小"),
    *("有位", "有名", "有一个", "有一名", "有一位"),
)
"""有个娃儿: one, and nobody said who."""

_BEFORE_WHAT_IS_SAID = (Kind.IN, Kind.DAYS, Kind.LIST, Kind.RELATIVE)
"""都在观察室, 都跟父母去了武汉: what may stand before what is told of each."""
_SAID_OF_EACH = HEADED | {
    *(Kind.HOT, Kind.FIGURE, Kind.TO, Kind.FROM, Kind.VIA, Kind.PLACE, Kind.BACK),
}


def _is_when(token: Token) -> bool:
    """体温都正常, 昨天都从武汉回来, 现在都在观察室: what may stand before 都."""
    return token.kind in (Kind.TEMPERATURE, Kind.DAYS) or token.text in NOW


def _is_abnormal(about: About) -> bool:
    """Whether more is told of a pupil than a reading."""
    return bool(about.feverish or about.symptoms or about.vague or about.absence)


class Whom(Naming):
    """Finds the subject of what follows."""

    def _who(self, token: Token) -> bool:
        match token.kind:
            case Kind.NAME:
                self._name(reference(token))
            case Kind.ORDINAL:
                self._ordinal(token)
            case Kind.COUNT:
                self._count(whole(token), token.text)
            case Kind.BOY | Kind.GIRL:
                self._sex("男" if token.kind is Kind.BOY else "女", token)
            case Kind.ALL:
                self._all(token)
            case Kind.EACH:
                self._each()
            case Kind.REST:
                self._rest()
            case Kind.EXCEPT:
                self._except(token)
            case Kind.EXCEPT_END:
                self._except_end(token)
            case Kind.SOMEBODY if token.value:
                self._classmate(token)
            case Kind.SOMEBODY:
                self._some(token)
            case Kind.SELF:
                self._self()
            case Kind.RELATIVE:
                self._relative(token)
            case Kind.RESPECTIVELY:
                self._in_turn(token)
            case _:
                return False
        return True

    def _all(self, token: Token) -> None:
        """全部正常, 张三、李四全部发烧; 刘思琪一切正常 is of nobody else."""
        if token.text in _ALL_OF_IT and self.who and not self.spoken:
            return
        if self._all_of_those(token):
            self.each = True
        else:
            self._everyone()

    def _classmate(self, token: Token) -> None:
        """李雷的同桌: nobody named who it is."""
        listed = not self.spoken and self._last_before().kind is Kind.LIST
        beside = self.group if listed and self.group is not None and self.group.told_by else None
        others = [beside] if beside is not None else self.pupils if listed else []
        counted = re.match(r"\d+", token.text)
        if counted is None and not token.text.startswith(_ONE):
            self.heard.snags.add(Snag.HOW_MANY)
        about = self._somebody()
        about.times = min(int(counted[0]) if counted else 1, self.class_.enrolled)
        about.told_by = str(token.value)
        about.words.append(about.told_by)
        if others:
            self.who = [*others, about]  # 李雷和他同桌, 李雷的同桌和后桌

    def _everyone(self) -> None:
        self.waiting = None
        counted = self.group in self.heard.about
        if self.excepting:
            self._about(REST)
        elif self.who is REST and not self.spoken:
            pass
        elif counted and not self.spoken:
            self.each = True  # 45人全部正常
        else:
            # 没有全班正常 denies what follows.
            denied, denials = self.denied, self.denials
            self._about(EVERYONE)
            self.denied, self.denials = denied, denials

    def _all_of_those(self, token: Token) -> bool:
        """张三、李四全部发烧; Li Lei 38.1, Amy 38.2, all sent home: those who were named."""
        if token.text.casefold() not in _ALL_OF_THOSE or self.excepting:
            return False
        before = self._loud_before(3)
        last = before[-1].kind if before else Kind.STOP
        if last in (Kind.NAME, Kind.TITLE) and self.who and not self.spoken:
            return len(self.pupils) > 1
        if last is Kind.OPEN and self.who and self._next().kind in HEADED:
            return sum(about.times for about in self.who) > 1  # 3 absent (all sick): Li Lei, ...
        told = self._next(*_BEFORE_WHAT_IS_SAID).kind in HEADED
        named = self._named_since_stop() if last in ENDS and told else []
        if len(named) > 1:
            self._about(named)
        return len(named) > 1

    def _each(self) -> None:
        if self.excepting and self.tokens[self.at - 2].kind is Kind.OPEN and self.who:
            self.each = True  # except Li Lei and Wang Wu (both sick)
        elif self.excepting:
            self._about(REST)
        elif self.who is not None and not self.spoken:
            self._all_in_this_clause()
            self.each = True
        elif self.who is None or self.who is EVERYONE or self.who is REST:
            if self.who is None:
                self._everyone()
        elif self._opens_apart():
            self._each_apart()
        else:
            self._everybody_named()
            self.each = True

    def _each_apart(self) -> None:
        """Of those named or counted in this sentence, behind a comma; else of everyone."""
        named = self._named_since_stop()
        following = self._next(*_BEFORE_WHAT_IS_SAID).kind
        well = following is Kind.NORMAL and not any(map(_is_abnormal, named))
        counted = self.who[0] if self.who and self.who[0].times > 1 else None
        if counted is not None and counted.who is None and following in HEADED:
            self.each = True  # 两人没来，都是病假
        elif len(named) > 1 and (following in _SAID_OF_EACH or well):
            # 张三，李四，都在家; 张三请假，李四请假，都去武汉了
            self._about(named)
            self.each = True
        elif len(groups := self._counted_since_stop()) > 1 and following in HEADED:
            self._about(groups)  # 一个38度，一个38度5，都回家了
            self.each = True
        else:
            waiting = self.waiting if following is Kind.NOT else None
            self._everyone()
            self.waiting = waiting  # 四个人咳嗽，都没发烧，张三、李四……

    def _everybody_named(self) -> None:
        """张三38.5李四38.1都回家了: said of both, though a figure stands between."""
        named = self._named_since_stop()
        following = self._next(*_BEFORE_WHAT_IS_SAID).kind
        if self.who and len(named) > 1 and following in HEADED and self.who[-1] in named:
            self._about(named)

    def _opens_apart(self) -> bool:
        """李雷请假，体温均正常: whether 均 begins its clause, or only 体温 or a day before it."""
        place = self.at - 2
        while self.pupils and place > 0 and _is_when(self.tokens[place]):
            place -= 1
        return self.tokens[max(place, 0)].kind in ENDS | {Kind.SPACE}

    def _all_in_this_clause(self) -> None:
        """张三请到周三，李四请到周五，都是病假: said of each of whom nothing was told."""
        if self.tokens[max(self.at - 2, 0)].kind in ENDS and self._next().kind in HEADED:
            named = self._named_since_stop()
            if len(named) > 1 and all(about.says_nothing for about in named):
                self._about(named)

    def _named_since_stop(self) -> list[About]:
        """Everybody who was named in this sentence."""
        ends = (Kind.STOP, Kind.REST, Kind.ALL)
        return self._named_among(takewhile(lambda one: one.kind not in ends, self._before()))

    def _counted_since_stop(self) -> list[About]:
        """All who were counted in this sentence and not named."""
        told = [one for one in self.heard.about if one not in self.told_before]
        return [one for one in told if one.who is None] if told and told[-1].who is None else []

    def _rest(self) -> None:
        self.waiting = None
        self._about(REST)

    def _some(self, token: Token) -> None:
        """有个娃儿发烧 is one; of 有几个 it is asked how many."""
        if not token.text.startswith(_ONE):
            self.heard.snags.add(Snag.HOW_MANY)
        self._somebody()

    def _except_end(self, token: Token) -> None:
        """李雷除外; 李雷以外都正常."""
        named = self._named_just_before()
        if token.text == "除外" and named:
            self._excepted()
        elif self.excepting or named:
            self._about(REST)
        else:
            self.heard.left_over(token.text)

    def _except(self, token: Token) -> None:
        if token.text.casefold() == "but" and self._next().kind not in OTHERS:
            return  # Li Lei was 37.6 but 36.9 on recheck
        self._about(None)
        self.excepting, self.excepted = True, ()
        self.but_here = self._all_here_but()
        if self._next().kind not in (Kind.NAME, Kind.ORDINAL, Kind.COUNT, Kind.SOMEBODY):
            self.heard.left_over(token.text)
        if Claim.ALL_NORMAL in self.heard.claims:
            # everyone OK except Amy
            self.heard.claims.discard(Claim.ALL_NORMAL)
            self.heard.claims.add(Claim.REST_NORMAL)
            self.excepting = False

    def _excepted(self) -> None:
        """都没出去，张三除外: what was said of all is said of the others."""
        if Claim.ALL_NORMAL in self.heard.claims:
            self.heard.claims.discard(Claim.ALL_NORMAL)
            self.heard.claims.add(Claim.REST_NORMAL)
        elif self._next(Kind.EACH, Kind.ALL).kind in (Kind.NORMAL, Kind.FULL, Kind.NOT):
            self._about(REST)  # 李雷除外都正常

    def _one_each(self) -> None:
        """张三李四请假，分别是病假和事假: takes up as many things as there are names."""
        shares: list[list[Token]] = [[]]
        end = self.at
        while self.tokens[end].kind not in ENDS:
            token = self.tokens[end]
            end += 1
            if token.kind is Kind.LIST:
                shares.append([])
            elif token.kind in HEADED | {Kind.FIGURE}:
                shares[-1].append(token)
            elif token.kind not in QUIET:
                return
        told = all(any(one.kind in HEADED for one in share) for share in shares)
        if not told or len(shares) != len(self.portions):
            return
        for about, share in zip(self.portions, shares, strict=True):
            for token in share:
                if token.kind is Kind.FIGURE:
                    about.figures.append(cast("Figure", token.value))
                else:
                    self._apply(token, about)
        self.at, self.portions, self.spoken = end, [], True

    def _unread_since_stop(self, figures: int = 0) -> list[About]:
        """Those of whom several things were told, where as many figures follow."""
        if len(self.heard.about) <= len(self.who or ()):
            return []
        for token in self._behind():
            if token.kind in (Kind.STOP, Kind.REST, Kind.NAME) or figures > len(self.heard.about):
                break
            figures += token.kind is Kind.FIGURE
        if figures <= len(self.who or ()) or figures > len(self.heard.about):
            return []
        named = self._named_since_stop()
        fits = len(named) == figures
        return named if fits and not any(about.figures for about in named) else []

    def _in_turn(self, token: Token) -> None:
        """张三、李四分别38.2和37.9; 2人发热，分别是张三、李四."""
        unread = self.pupils and not any(about.figures for about in self.who or ())
        several = self._unread_since_stop()
        if several:
            self._about(several)
            self.portions = several  # 张三咳嗽、李四头疼，体温分别36.5、36.8
        elif self.who and (not self.spoken or unread):
            self.portions = list(self.who)
            self.in_turn.append(list(self.who))
            self._one_each()
        elif self._next().kind is Kind.NAME and self.waiting is not None:
            pass
        elif self.filled and not any(about.figures for about in self.filled):
            self.portions = list(self.filled)
        else:
            self.heard.left_over(token.text)
