"""Words that tell something in their place only: 好的 behind 其他娃儿, 比赛 behind a name."""

from __future__ import annotations

from domain.check_in import Absence, Where
from domain.understanding.cutting.lexicon import OF_SOMEBODY, Kind
from domain.understanding.cutting.pieces import ENDS
from domain.understanding.cutting.tokens import HEADED, SAYS, Token
from domain.understanding.grammar.hearing import EVERYONE, REST
from domain.understanding.grammar.signs import Signs
from domain.understanding.grammar.times import EARLY
from domain.understanding.heard import Claim, Snag

_UNFINISHED = frozenset(
    [
        *(
            "但",
            "但是",
            "不过",
            "可是",
            "只是",
            "就是",
            "还有",
            "另外",
            "以及",
            "而且",
            "然后",
            "除了",
        ),
        *("刚才", "刚刚", "有", "也", "还", "再", "说", "but", "except", "and", "also", "however"),
    ]
)
"""A message that ends so was sent too early."""
_HIMSELF = frozenset(["他", "她", "孩子", "娃", "娃儿", "本人", "自己", "学生"])
_IN_CLASS = frozenset(["在上课", "正在上课", "上课中", "在听课", "正在听课", "照常听课"])
_TICKS = frozenset("✓✔✅√☑")
_COMPETES = frozenset(["比赛", "参赛", "集训"])
_HEADCOUNT = frozenset(["students", "pupils", "人员", "学生"])
_GOOD = frozenset({"好", "好的", "好哒", "好滴", "好呀", "好哈", "好啊"})
_NAMES_FOLLOW = frozenset(["名单", "名字", "姓名", "名单如下", "名单是", "分别是"])
_SO = frozenset(["怪", "挺", "蛮", "很", "还", "也", "倒是", "还是", "都还"])
"""其他都怪好: how well they are."""
_NO_REASON = frozenset(
    ["原因不详", "原因不明", "原因未知", "原因不清", "原因不知", "不知道原因", "原因还不清楚"]
)
TURNS = frozenset({"有", "就", "就是", "但", "但是", "只是", "不过", "然后", "而且", "也", "还有"})
"""没发烧有咳嗽: after these nothing is denied any more."""


class SmallWords(Signs):
    """Takes up fillers and what is put right."""

    def _small_word(self, token: Token) -> bool:
        """Words that tell something in their place only."""
        text = token.text
        if token.kind is Kind.COURTESY and text in _GOOD and self._just_named_all():
            self._normal(token)  # 其他娃儿好的
        elif text.casefold() in _HEADCOUNT and self._colon_and_number():
            self.label = Kind.ENROLLED  # Students: 45
        elif text.casefold() in EARLY and self._leaves_early():
            pass
        elif text.casefold() == "sorry" and self._counts_anew():
            pass  # present 43, sorry 44
        elif text in _NO_REASON and self.headed and self._just_after_name():
            self._without_reason()  # 事假王五，赵六原因不详
        elif text in _TICKS and self._ticked():
            self._normal(token)  # 其余✓, 体温✅
        elif text in _IN_CLASS and self._named_here() and (self.spoken or self.each):
            for about in self.who or ():
                if about.absence is None and (about.where is None or about.there_then):
                    about.where = Where.SCHOOL  # 张三咳嗽，在上课
        elif self.household and text in _HIMSELF and self._next_text().startswith("也"):
            self.household = False  # 弟弟发烧他也发烧
        elif text in _COMPETES and self._just_after_name() and self._ends_here():
            self._predicate(Token(Kind.ABSENT, text, (Absence.OTHER, True)))  # 王小明比赛
        else:
            return False
        return True

    def _filler(self, token: Token) -> bool:
        """What tells nothing by itself, and may end what is denied."""
        if token.kind not in (Kind.FILLER, Kind.COURTESY, Kind.TITLE):
            return False
        if token.text in OF_SOMEBODY:
            self.of_somebody.append(token.text)
        if self.denials and (token.text in TURNS or self._but_is(token)):
            self._end_denial()
        elif token.text in _NAMES_FOLLOW and self._next().kind in (Kind.COLON, Kind.NAME):
            self._list_follows()
        elif token.kind is Kind.FILLER:
            self._denies_only(token)
        return True

    def _put_right(self, token: Token) -> bool:
        """What is taken back, added, or said of something else."""
        match token.kind:
            case Kind.WRONG if self._guesses_the_cause(token):
                pass
            case Kind.WRONG:
                self._wrong(token)
            case Kind.LEFT_OUT:
                self._added(token)
            case Kind.WRITTEN_AS:
                self._written_as(token)
            case Kind.REMOVE:
                self._remove(token)
            case Kind.TOPIC:
                self._topic(token)
            case Kind.ONLY:
                self._only(token)
            case _:
                return False
        return True

    def _settle_nobody_named(self) -> None:
        """全班正常，犯了; 全班正常，不过: there is more to say, and nobody was named."""
        if self.heard.about:
            return
        for words in self.of_somebody:
            self.heard.left_over(words)
        last: list[str] = []
        for token in reversed(self.tokens):
            if token.kind in ENDS and last:
                break
            if token.kind not in ENDS and token.kind is not Kind.SPACE:
                last.append(token.text)
        if last and set(last) <= _UNFINISHED:
            self.heard.left_over("".join(reversed(last)))

    def _just_after_name(self) -> bool:
        return self.tokens[max(self.at - 2, 0)].kind is Kind.NAME

    def _without_reason(self) -> None:
        for about in self.who[-1:] if self.who else ():
            if about.absence is not None:
                about.absence, about.reason_known = Absence.OTHER, False

    def _but_is(self, token: Token) -> bool:
        """不是病假，是事假: after the second 是 nothing is denied."""
        denied = self.denied.text if self.denied is not None else ""
        return token.text in ("是", "而是") and denied.endswith("是")

    def _colon_and_number(self) -> bool:
        following = self.tokens[self.at : self.at + 3]
        signs = [one.kind for one in following if one.kind is not Kind.SPACE]
        return signs[:1] == [Kind.COLON] and bool({Kind.NUMBER, Kind.FIGURE} & set(signs[1:2]))

    def _ticked(self) -> bool:
        """Whether the rest, everybody or the temperature was named just before."""
        if self.label is Kind.TEMPERATURE and self._ends_here():
            return True
        return self._just_named_all() and self.who in (None, EVERYONE, REST)

    def _just_named_all(self) -> bool:
        """Whether everybody or the rest was named, and nothing was said of them yet."""
        subjects = {Kind.ALL, Kind.EACH, Kind.REST, Kind.TITLE}
        before = [t for t in self.tokens[max(self.at - 4, 0) : self.at - 1] if t.text not in _SO]
        return not self.spoken and bool(before) and before[-1].kind in subjects

    def _topic(self, token: Token) -> None:
        """食堂正常, 老师都正常: that something else is normal says nothing of the pupils."""
        if self._is_staff(token):
            self._teacher_speaks()
            return
        following = self._next(Kind.EACH, Kind.TOPIC, Kind.LIST)
        if following.kind is Kind.NORMAL and self._pupils_beside(self.at - 1):
            self._everyone()  # 老师和学生都正常
        elif following.kind in (Kind.NORMAL, Kind.FULL):
            self._skip_to(following)
        elif following.kind is Kind.ABNORMAL:
            self.heard.left_over(token.text)
            self._skip_to(following)
        elif following.kind in HEADED and self.who in (EVERYONE, REST):
            self._about(None)  # 全班正常 班长在医务室

    def _only(self, token: Token) -> None:
        """全班正常，只有张三咳嗽: all but those who are named."""
        if self.denials:
            self._end_denial()
        following = self._next(Kind.COLON, Kind.ONLY, Kind.TITLE)
        if following.kind in (Kind.NAME, Kind.COUNT, Kind.SOMEBODY, Kind.ORDINAL):
            if Claim.ALL_NORMAL in self.heard.claims:
                self.heard.claims.discard(Claim.ALL_NORMAL)
                self.heard.claims.add(Claim.REST_NORMAL)
        elif token.text not in TURNS and following.kind not in SAYS:
            self.heard.snags.add(Snag.UNSURE)

    def _list_follows(self) -> None:
        """8个没来，其余正常，名单：张三、李四……: they are those who were counted."""
        counted = [one for one in self.heard.about if one.who is None and one.times > 1]
        if len(counted) == 1:
            self._wait_for_names(counted[0])
