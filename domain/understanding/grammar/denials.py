"""没有, 无, and words that nobody knows."""

from __future__ import annotations

import re

from domain.understanding.cutting.lexicon import Kind
from domain.understanding.cutting.pieces import ENDS, QUIET
from domain.understanding.cutting.places import is_place
from domain.understanding.cutting.tokens import COUNTED, HEADED, NOTHING, Token
from domain.understanding.cutting.which_day import is_to_come
from domain.understanding.grammar.corrections import Corrections
from domain.understanding.grammar.everybody import HALF, PART, TO_THE_END
from domain.understanding.grammar.heads import DENIABLE
from domain.understanding.grammar.hearing import REST
from domain.understanding.grammar.manner import says_only_more
from domain.understanding.grammar.nearby import CROSSED, together
from domain.understanding.heard import Claim, Snag

_BATTERY = re.compile(r"[没要快停]+有?电|电池|batter|dead|died")
_NOTHING_MUCH = frozenset(["没啥", "没什么", "没有什么"])
_APART = frozenset({Kind.SPACE, Kind.LIST, Kind.COLON, Kind.FIGURE, Kind.CLOSE})
_LEFT_FOR = frozenset({"走", "走了", "去", "出发"})
_COMES = frozenset(["来", "来呢", "送来", "送过来", "再来", "过来", "才来"])
_WANTS = frozenset(["要", "得", "想", "需"])
_OF_OTHERS = ("no other", "no further", "no additional", "nobody else", "no one else", "none else")
_GOING = frozenset({Kind.ABSENT, Kind.WHERE, Kind.TO, Kind.BACK, Kind.DAYS, Kind.TRIP})
_SEE_THROUGH = frozenset(
    [
        *("是", "有", "人", "学生", "同学", "孩子", "说", "哪个", "谁", "等", "的", "了"),
        *("出现", "再", "任何", "在", "也", "过", "情况", "现象", "目前", "现在", "感觉到", "身体"),
        *("其", "该", "他", "她", "什么", "太", "很", "明显"),
        *("继续", "再次", "突然", "一点", "一点点", "同时", "因为", "由于", "特别", "引起"),
        *("得", "得了", "got", "developed"),
        *("is", "are", "was", "were", "has", "have", "had", "been", "a", "an", "the", "of", "with"),
        *("to", "be", "having", "feeling", "feel", "feels", "showing", "shows", "today", "any"),
        *("this morning", "symptoms of", "signs of", "a bit", "slight", "still", "yet", "really"),
    ]
)
"""Small words between a denial and what is denied: 没有出现发热."""
_ALONE = frozenset(["但", "光", "光是", "单", "单是", "止", "just"])
MORE_THAN_ONE = 2
_SOME_OF_THEM = COUNTED | (PART - {Kind.UNKNOWN}) | {Kind.NAME, Kind.ORDINAL}
_SAYS_NO = NOTHING | {"不"}
LONG_ENOUGH = 12
"""Pieces that may stand before what a bare 没有 answers."""


class Denials(Corrections):
    """Takes up what is denied, and notes what no rule takes up."""

    def _word(self, token: Token) -> None:
        match token.kind:
            case Kind.NOT if self._not_that_name(token) or self._only_says_no(token):
                pass
            case Kind.NOT if self._not_that_figure(token) or self._nothing_else():
                pass
            case Kind.NOT if self._not_only(token):
                pass  # 不仅咳嗽还发烧, 没什么，就是咳
            case Kind.NOT if token.text in _NOTHING_MUCH and self._ends_here() and self.who:
                pass  # 张三36.7，人没啥
            case Kind.NOT if token.text in _NOTHING_MUCH and self._rest_ends_here():
                self.heard.claims.add(Claim.REST_NORMAL)  # 其余没什么
            case Kind.NOT:
                self._begin_denial(token)
            case Kind.NONE:
                self._nothing()
            case Kind.BROKEN if self.pupils:
                pass  # 张三没带体温计
            case Kind.BROKEN if self.heard.broken:
                pass
            case Kind.BROKEN:
                self.heard.broken = True
                if not self._some_unmeasured() and not self._ran_out_since(token):
                    self.heard.claims.add(Claim.UNMEASURED)
            case Kind.UNKNOWN:
                self._unknown_word(token)
            case _:
                self.heard.left_over(token.text)

    def _ran_out_since(self, token: Token) -> bool:
        """全班正常，体温计没电了: it is told of the battery, and the class was told of before."""
        told = {Claim.ALL_NORMAL, Claim.REST_NORMAL} & self.heard.claims
        measured = told or self.heard.class_figures or self.heard.rest_figures
        return bool(measured) and _BATTERY.search(token.text.casefold()) is not None

    def _some_unmeasured(self) -> bool:
        """体温计坏了，李雷没测，其余正常: it broke before one of them only, or before a half."""
        if any(_is_half(one) for one in self._behind()):
            self.heard.snags.add(Snag.PARTLY)
            self.heard.told = True
        if Snag.PARTLY in self.heard.snags or (self.group and self.group.unmeasured):
            return True
        named = False
        for n, token in enumerate(self.tokens[self.at :], self.at + 1):
            if token.kind is Kind.STOP and token.text == "\n":
                return False
            if token.kind in (Kind.ALL, Kind.REST):
                named = False
            elif token.kind in _SOME_OF_THEM:
                named = True
            elif token.kind is Kind.UNMEASURED:
                return named or self.tokens[n].text.startswith(TO_THE_END)
        return False

    def _begin_denial(self, token: Token) -> None:
        """没有, 无, no: what follows is denied; where nothing follows, what was named before."""
        self._not_even_one()
        if self.denied is not None and not self.denials:
            self.heard.left_over(token.text)
        if token.text.casefold().startswith(_OF_OTHERS):
            self._about(REST)  # no other fevers, nobody else absent
        self.denied, self.denials = token, 0
        if token.text.casefold() in NOTHING - {"没"} and self._ends_here():
            self.denied = None
            self._nothing()

    def _unknown_word(self, token: Token) -> None:
        """A word nobody knows, which may still have a sense where it stands."""
        if token.text in _LEFT_FOR and self.trip is not None:
            pass  # 去海南了，11月21号走
        elif token.text in _WANTS and self._of_somebody_going():
            pass  # 张三明天要请假
        elif token.text in _COMES and self._is_coming():
            pass  # 下周一来, 下午送来
        elif token.text == "来" and self._just_came():
            pass  # 李雷刚来
        elif token.text in _COMES and self.heard.broken:
            pass  # 体温计没电了，等校医送来
        elif self.trip is not None and is_place(token.text):
            self._add_place(self.trip, token.text)
        elif self._has_ceased(token):
            pass  # 昨天头疼，今天不疼了
        elif self._denies_only(token):
            self.heard.left_over(token.text)
        else:
            self.unknown.append((token.text, list(self.who or ())))

    def _not_only(self, token: Token) -> bool:
        """Whether what follows is told, and perhaps more; where no more comes, that is asked."""
        following = self._next()
        if token.text in _NOTHING_MUCH:
            return following.kind is Kind.ONLY
        if following.kind is not Kind.ONLY and following.text not in _ALONE:
            return False
        self._skip_to(following)
        told = 0
        for one in self.tokens[self.at : self.at + LONG_ENOUGH]:
            if one.kind in (Kind.STOP, Kind.REST, Kind.NAME):
                break
            told += one.kind in HEADED or one.kind is Kind.HOT
        if told < MORE_THAN_ONE:
            self.heard.left_over(token.text + following.text)
        return True

    def _rest_ends_here(self) -> bool:
        return self.who is REST and not self.spoken and self._ends_here()

    def _just_came(self) -> bool:
        """李雷刚来: there now."""
        before = {one.text for one in self.tokens[max(self.at - 3, 0) : self.at - 1]}
        just = before & {"刚", "才", "刚刚", "刚才"}
        if not just or not self._ends_here() or not self.pupils:
            return False
        self._arrived()
        return True

    def _unmeasured_yet(self) -> bool:
        """Whether pupils who were named are the ones to be measured later."""
        named = [about for about in self.who or () if about.who is not None]
        return bool(named) and all(about.unmeasured for about in named)

    def _denies_only(self, token: Token) -> bool:
        """没吃药又咳嗽, 水土不服拉肚子: of a pupil, a word of its own behind the denial is what is
        denied, and no complaint after it. Whether this is such a word.
        """
        if self.denied is None or not self.pupils or token.text.casefold() in _SEE_THROUGH:
            return False
        self.denied, self.denials = None, 0
        return True

    def _of_somebody_going(self) -> bool:
        """Whether what a pupil who was named wants to do follows."""
        return bool(self.pupils) and self._next().kind in _GOING

    def _is_coming(self) -> bool:
        """下周一来, 下午送来: of one who is not there yet. Takes up the day."""
        days = self._days_before(CROSSED)
        period = together(self._as_planned(days))
        ahead = is_to_come(period, self.class_.day)
        if not ahead and self._later_at(CROSSED) is None:
            return False
        if ahead:
            self._take_days(days)
        for about in self.who or ():
            if about.who is not None and about.says_nothing:
                self._is_away_now(about)
        return True

    def _nothing_else(self) -> bool:
        """莫得其他的, 没有别的了: the rest are well."""
        rest = self._next()
        named = any(about.who is not None for about in self.heard.about)
        if rest.kind is not Kind.REST or not named or not self._last(rest):
            return False
        self._skip_to(rest)
        self.heard.claims.add(Claim.REST_NORMAL)
        self._about(None)
        return True

    def _settle_unknown(self) -> None:
        for text, abouts in self.unknown:
            if says_only_more(text, abouts):
                for about in abouts if len(text) > 1 else ():
                    about.words.append(text)
            else:
                self.heard.left_over(text)

    def _only_says_no(self, token: Token) -> bool:
        """没有，都正常: it answers whether there was anything."""
        if self.began or token.text.casefold() not in _SAYS_NO:
            return False
        place = self.at
        apart = False
        while self.tokens[place].kind in QUIET | {Kind.COMMA, Kind.NOT, Kind.STOP}:
            following = self.tokens[place]
            if following.kind is Kind.NOT and following.text not in NOTHING:
                break
            apart = apart or following.kind is not Kind.SPACE
            place += 1
            if place == len(self.tokens) or place > self.at + LONG_ENOUGH:
                return False
        if apart:
            self.at = place
        return apart

    def _nothing(self) -> None:
        """A bare 无 answers the question that was asked last: travel."""
        if self.denied is not None and not self.denials and self.denied.text not in NOTHING:
            self.heard.left_over(self.denied.text)
        self.denied, self.denials = None, 0
        before = self.tokens[self.at - 2].kind if self.at > 1 else Kind.STOP
        spoken = [one.text for one in self.tokens[self.at : self.at + 4]]
        if self._next().kind is Kind.ABNORMAL and any(one.startswith("有") for one in spoken):
            self.heard.left_over("无")  # 36.5 无 有问题
        elif self._bounded_above() or (
            self._next().kind in DENIABLE and not (self._ends_here() or self._well_besides())
        ):
            self.denied = Token(Kind.NOT, "无")
        elif not (self._ends_here() or self._well_besides()) or before not in ENDS | _APART:
            # 全班正常没有 asks, it does not tell.
            self.heard.left_over("无")
        elif self.label is Kind.TEMPERATURE or self.pupils:
            self.heard.left_over("无")
        elif before is Kind.COLON and any(
            token.kind in (Kind.NOT, Kind.NO_TRAVEL) for token in self.tokens[self.at - 4 : self.at]
        ):
            self.heard.left_over("无")  # 未外出：无 denies twice
        else:
            self.heard.claims.add(Claim.NO_TRAVEL)

    def _well_besides(self) -> bool:
        """36.5 无 正常: a blank stands between the answer and what is told besides."""
        return self.tokens[self.at].kind is Kind.SPACE and self._next().kind is Kind.NORMAL

    def _bounded_above(self) -> bool:
        """无37.3以上: nobody is above."""
        following = [token.kind for token in self.tokens[self.at : self.at + 2]]
        return Kind.FIGURE in following[:2] and Kind.MORE in following

    def _pause(self) -> None:
        """A space ends what is denied, except around "or"."""
        beside = self.tokens[max(self.at - 2, 0) : self.at + 1]
        if self.denials and not any(token.kind is Kind.LIST for token in beside):
            self._end_denial()


def _is_half(token: Token) -> bool:
    """体温枪没电了，测了一半; 体温枪坏了，没测完."""
    to_the_end = token.kind is Kind.UNSURE and token.text.endswith((*TO_THE_END, "一半"))
    return to_the_end or token.text.casefold() in HALF
